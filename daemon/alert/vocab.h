/* vocab: the fixed words of CAP 1.2 (section 3.2) and of sirend, and their numbers.
 *
 * Every enum is ordered so that comparing numbers compares meaning where that makes sense (see each). Words
 * from outside are read without regard to case and space ("Very Likely", CAP 1.0, is Likely). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum alert_status { STATUS_ACTUAL, STATUS_EXERCISE, STATUS_SYSTEM, STATUS_TEST, STATUS_DRAFT };
enum alert_msg_type { MSGTYPE_ALERT, MSGTYPE_UPDATE, MSGTYPE_CANCEL, MSGTYPE_ACK, MSGTYPE_ERROR };
enum alert_scope { SCOPE_PUBLIC, SCOPE_RESTRICTED, SCOPE_PRIVATE };

/* Greater is more; Unknown comes last and passes every "at least" rule: unknown is not safe. */
enum alert_urgency { URGENCY_PAST, URGENCY_FUTURE, URGENCY_EXPECTED, URGENCY_IMMEDIATE, URGENCY_UNKNOWN };
enum alert_severity {
        SEVERITY_MINOR,
        SEVERITY_MODERATE,
        SEVERITY_SEVERE,
        SEVERITY_EXTREME,
        SEVERITY_UNKNOWN
};
enum alert_certainty {
        CERTAINTY_UNLIKELY,
        CERTAINTY_POSSIBLE,
        CERTAINTY_LIKELY,
        CERTAINTY_OBSERVED,
        CERTAINTY_UNKNOWN
};

/* A set of these is a mask of 1 << value. */
enum alert_category {
        CATEGORY_GEO,
        CATEGORY_MET,
        CATEGORY_SAFETY,
        CATEGORY_SECURITY,
        CATEGORY_RESCUE,
        CATEGORY_FIRE,
        CATEGORY_HEALTH,
        CATEGORY_ENV,
        CATEGORY_TRANSPORT,
        CATEGORY_INFRA,
        CATEGORY_CBRNE,
        CATEGORY_OTHER
};
enum alert_response {
        RESPONSE_SHELTER,
        RESPONSE_EVACUATE,
        RESPONSE_PREPARE,
        RESPONSE_EXECUTE,
        RESPONSE_AVOID,
        RESPONSE_MONITOR,
        RESPONSE_ASSESS,
        RESPONSE_ALLCLEAR,
        RESPONSE_NONE
};

/* What is the matter, in sirend's own classes; EVENT_OTHER is what no other fits. */
enum alert_event {
        EVENT_AIR_RAID,
        EVENT_DRONE,
        EVENT_MISSILE,
        EVENT_BALLISTIC,
        EVENT_GLIDE_BOMB,
        EVENT_AVIATION,
        EVENT_SHELLING,
        EVENT_DEBRIS,
        EVENT_EXPLOSION,
        EVENT_FIRE,
        EVENT_CHEMICAL,
        EVENT_NUCLEAR,
        EVENT_FLOOD,
        EVENT_WEATHER,
        EVENT_EARTHQUAKE,
        EVENT_OTHER,
        EVENT_COUNT
};
/* Those that come through the air, as a mask of 1 << value. */
#define VOCAB_FLYING                                                                                         \
        (1u << EVENT_DRONE | 1u << EVENT_MISSILE | 1u << EVENT_BALLISTIC | 1u << EVENT_GLIDE_BOMB |          \
         1u << EVENT_AVIATION)

/* What an alert means for the people there. */
enum alert_state { STATE_LIVE, STATE_PAST, STATE_ALL_CLEAR, STATE_FORECAST };

/* What a place has to do with the alert. */
enum alert_role { ROLE_AFFECTED, ROLE_TOWARD };

/* What a revision of an incident changes, from the view of the people there. */
enum alert_change {
        CHANGE_NEW,       /* danger, or a kind of it, that was not there */
        CHANGE_PROMOTED,  /* somebody official says it, too */
        CHANGE_RESUMED,   /* back after a silence */
        CHANGE_NEARER,    /* heads somewhere, has arrived where it headed, or is told of more closely */
        CHANGE_WIDER,     /* in more places */
        CHANGE_SEVERER,   /* more severe */
        CHANGE_CERTAINER, /* more certain */
        CHANGE_NUMBERS,   /* other numbers */
        CHANGE_LESS,      /* less severe, less certain or in fewer places */
        CHANGE_TEXT,      /* other words for the same */
        CHANGE_CONFIRMED, /* said by another source: nothing to tell those who know */
        CHANGE_ENDED,
        CHANGE_COUNT
};
#define CHANGE_BIT(change) (UINT32_C(1) << (change))

/* Which of these word lists. */
enum vocab_list {
        VOCAB_STATUS,
        VOCAB_MSGTYPE,
        VOCAB_SCOPE,
        VOCAB_URGENCY,
        VOCAB_SEVERITY,
        VOCAB_CERTAINTY,
        VOCAB_CATEGORY,
        VOCAB_RESPONSE,
        VOCAB_EVENT,
        VOCAB_STATE,
        VOCAB_ROLE,
        VOCAB_CHANGE
};

/* The word as its standard spells it ("Actual", "air-raid", "all-clear"). The string is static. */
const char *vocab_word(enum vocab_list list, int value);
/* The number of a word; -ENOENT where the list has no such word. */
int vocab_parse(enum vocab_list list, const char *word, int *ret);
/* "Actual, Exercise, System, Test or Draft", for error messages. The string is static. */
const char *vocab_words(enum vocab_list list);

/* The CAP category of an event class (air-raid: Security), and its OASIS Event Term code ("OET-129"), or
 * NULL. */
enum alert_category vocab_event_category(enum alert_event event);
const char *vocab_event_term(enum alert_event event);
/* Whether an all-clear for `clear` is one for `event`: one for an air raid covers everything that flies. */
bool vocab_event_clears(enum alert_event clear, enum alert_event event);
