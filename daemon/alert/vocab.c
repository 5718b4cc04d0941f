#include "alert/vocab.h"

#include <ctype.h>
#include <errno.h>
#include <stddef.h>
#include <strings.h>

#define WORDS_MOST 17

/* The words of each list, in the order of its enum, and the sentence that names them all. */
static const struct {
        const char *words[WORDS_MOST];
        const char *sentence;
} lists[] = {
    [VOCAB_STATUS] = {{"Actual", "Exercise", "System", "Test", "Draft"},
                      "Actual, Exercise, System, Test or Draft"},
    [VOCAB_MSGTYPE] = {{"Alert", "Update", "Cancel", "Ack", "Error"}, "Alert, Update, Cancel, Ack or Error"},
    [VOCAB_SCOPE] = {{"Public", "Restricted", "Private"}, "Public, Restricted or Private"},
    [VOCAB_URGENCY] = {{"Past", "Future", "Expected", "Immediate", "Unknown"},
                       "Immediate, Expected, Future, Past or Unknown"},
    [VOCAB_SEVERITY] = {{"Minor", "Moderate", "Severe", "Extreme", "Unknown"},
                        "Extreme, Severe, Moderate, Minor or Unknown"},
    [VOCAB_CERTAINTY] = {{"Unlikely", "Possible", "Likely", "Observed", "Unknown"},
                         "Observed, Likely, Possible, Unlikely or Unknown"},
    [VOCAB_CATEGORY] =
        {{"Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra",
          "CBRNE", "Other"},
         "Geo, Met, Safety, Security, Rescue, Fire, Health, Env, Transport, Infra, CBRNE or Other"},
    [VOCAB_RESPONSE] = {{"Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "Assess",
                         "AllClear", "None"},
                        "Shelter, Evacuate, Prepare, Execute, Avoid, Monitor, Assess, AllClear or None"},
    [VOCAB_EVENT] =
        {{"air-raid", "drone", "missile", "ballistic", "glide-bomb", "aviation", "shelling", "debris",
          "explosion", "fire", "chemical", "nuclear", "flood", "weather", "earthquake", "other"},
         "air-raid, drone, missile, ballistic, glide-bomb, aviation, shelling, debris, explosion, fire, "
         "chemical, nuclear, flood, weather, earthquake or other"},
    [VOCAB_STATE] = {{"live", "past", "all-clear", "forecast"}, "live, past, all-clear or forecast"},
    [VOCAB_ROLE] = {{"affected", "toward"}, "affected or toward"},
    [VOCAB_CHANGE] =
        {{"new", "promoted", "resumed", "nearer", "wider", "more-severe", "more-certain", "numbers", "less",
          "text", "confirmed", "ended"},
         "new, promoted, resumed, nearer, wider, more-severe, more-certain, numbers, less, text, "
         "confirmed or ended"},
};

/* CAP category, and term of the OASIS Event Terms List 1.2 where it has one. */
static const struct {
        enum alert_category category;
        const char *term;
} events[EVENT_COUNT] = {
    [EVENT_AIR_RAID] = {CATEGORY_SECURITY, NULL},
    [EVENT_DRONE] = {CATEGORY_SECURITY, NULL},
    [EVENT_MISSILE] = {CATEGORY_SECURITY, "OET-129"},
    [EVENT_BALLISTIC] = {CATEGORY_SECURITY, "OET-129"},
    [EVENT_GLIDE_BOMB] = {CATEGORY_SECURITY, "OET-028"},
    [EVENT_AVIATION] = {CATEGORY_SECURITY, NULL},
    [EVENT_SHELLING] = {CATEGORY_SECURITY, NULL},
    [EVENT_DEBRIS] = {CATEGORY_SAFETY, NULL},
    [EVENT_EXPLOSION] = {CATEGORY_SAFETY, "OET-076"},
    [EVENT_FIRE] = {CATEGORY_FIRE, NULL},
    [EVENT_CHEMICAL] = {CATEGORY_CBRNE, "OET-037"},
    [EVENT_NUCLEAR] = {CATEGORY_CBRNE, "OET-136"},
    [EVENT_FLOOD] = {CATEGORY_MET, NULL},
    [EVENT_WEATHER] = {CATEGORY_MET, NULL},
    [EVENT_EARTHQUAKE] = {CATEGORY_GEO, NULL},
    [EVENT_OTHER] = {CATEGORY_OTHER, NULL},
};

const char *vocab_word(enum vocab_list list, int value)
{
        if (value < 0 || value >= WORDS_MOST || !lists[list].words[value])
                return "?";
        return lists[list].words[value];
}

/* Same letters, whatever the case, the spaces and the hyphens. */
static int same_word(const char *a, const char *b)
{
        for (;; a++, b++) {
                while (isspace((unsigned char)*a) || *a == '-' || *a == '_')
                        a++;
                while (*b == '-')
                        b++;
                if (tolower((unsigned char)*a) != tolower((unsigned char)*b))
                        return 0;
                if (!*a)
                        return 1;
        }
}

int vocab_parse(enum vocab_list list, const char *word, int *ret)
{
        if (list == VOCAB_CERTAINTY && same_word(word, "VeryLikely")) {
                *ret = CERTAINTY_LIKELY;
                return 0;
        }
        for (int i = 0; i < WORDS_MOST && lists[list].words[i]; i++)
                if (same_word(word, lists[list].words[i])) {
                        *ret = i;
                        return 0;
                }
        return -ENOENT;
}

const char *vocab_words(enum vocab_list list)
{
        return lists[list].sentence;
}

enum alert_category vocab_event_category(enum alert_event event)
{
        return events[event].category;
}

const char *vocab_event_term(enum alert_event event)
{
        return events[event].term;
}

bool vocab_event_clears(enum alert_event clear, enum alert_event event)
{
        return clear == event || (clear == EVENT_AIR_RAID && VOCAB_FLYING >> event & 1);
}
