/* alert: what a report says, in the terms of CAP 1.2, whatever format it came in.
 *
 * An alert and everything in it lives in one arena and is not changed after its report has been decoded and
 * located. Text is valid UTF-8 without control characters. NULL and TIMESTAMP_NONE mean "not given". */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "alert/area.h"
#include "alert/vocab.h"
#include "base/arena.h"

/* CAP eventCode and parameter, and a report's facts ("killed" = "2"). */
struct alert_pair {
        const char *name;
        const char *value;
};

/* One triple of CAP references. Some senders give only the identifier: the others are NULL then. */
struct alert_reference {
        const char *sender;
        const char *identifier;
        int64_t sent; /* TIMESTAMP_NONE where not given or not readable */
};

/* One CAP info block: one event in one language. JSON and text reports have exactly one. */
struct alert_info {
        bool implied;       /* gathered from elements that stood in a feed's entry or in the alert itself */
        const char *source; /* who says so, where it is not the alert's source; NULL: it is */
        int rank; /* 0: speaks before those of 1, and so on: blocks of several sources in one incident */
        const char *language;   /* RFC 5646 tag; NULL: not given (CAP: en-US) */
        const char *event_text; /* CAP event, as written */
        enum alert_event event;
        uint32_t categories; /* mask of 1 << enum alert_category */
        uint32_t responses;  /* mask of 1 << enum alert_response */
        enum alert_urgency urgency;
        enum alert_severity severity;
        enum alert_certainty certainty;
        int64_t effective, onset, expires;
        const char *sender_name, *headline, *description, *instruction, *web, *contact, *audience;
        struct alert_pair *event_codes, *parameters;
        struct alert_pair
            *facts; /* numbers per kind: killed, injured, children, intercepted, launched, damaged */
        const char **evidence; /* the sentences that say so */
        struct area *areas;
        size_t n_event_codes, n_parameters, n_facts, n_evidence, n_areas;
        size_t n_resources; /* CAP resource elements; counted, not kept */

        struct area_place *places; /* filled by locate: distinct, in order of number */
        struct area_mention *mentions;
        const uint32_t
            *spared; /* of an all-clear: places in its own where danger goes on, which it does not end */
        size_t n_places, n_mentions, n_spared;
};

enum alert_format { FORMAT_CAP, FORMAT_JSON, FORMAT_TEXT };

struct alert {
        enum alert_format format;
        const char *cap_version; /* "1.0", "1.1", "1.2"; NULL where the namespace does not say, and for other
                                    formats */
        const char *identifier, *sender;
        int64_t sent;
        int sent_offset; /* minutes east of UTC as written; local times in messages use it */
        enum alert_status status;
        enum alert_msg_type msg_type;
        enum alert_scope scope;
        const char *restriction, *addresses, *note;
        struct alert_reference *references;
        const char **incidents; /* CAP incidents: names that several alerts share */
        struct alert_info *infos;
        size_t n_references, n_incidents, n_infos;

        const char *source; /* the spool's source, set by the reader */
        bool official;      /* the source is one, or the text names one */
};

struct alert_list {
        struct alert *alerts;
        size_t n;
};

/* What one info block, or the alert as a whole, means: Cancel, AllClear, and an Update whose urgency is Past
 * end things; urgency Past is news; Future is announced; everything else is live. The alert is as live as its
 * liveliest block. An alert without info blocks is all-clear if it is a Cancel, else live. */
enum alert_state alert_info_state(const struct alert *alert, const struct alert_info *info);
enum alert_state alert_state(const struct alert *alert);

/* Whether block `x` speaks before `y`: live before others, then the lower rank, then the more severe, then `language` (may be NULL),
 * then English. */
bool alert_speaks_before(const struct alert *alert, const struct alert_info *x, const struct alert_info *y,
                         const char *language);
/* The block that speaks for the alert: live before others, then of the lowest rank, then most severe, then `language` (may be NULL),
 * English, the first. NULL where there is none. */
const struct alert_info *alert_main_info(const struct alert *alert, const char *language);

/* The latest `expires` of the blocks, or TIMESTAMP_NONE where one gives none (it lasts until told otherwise).
 */
int64_t alert_expires(const struct alert *alert);

/* How many places its blocks are about, those of several blocks counted for each. */
size_t alert_n_places(const struct alert *alert);

/* How many elements of each kind the report had, summed over the alert; what is `implied` does not count as
 * an info or an area. */
struct alert_counts {
        size_t infos, areas, polygons, circles, geocodes;
};
void alert_count(const struct alert *alert, struct alert_counts *ret);

/* A text that is the same for every copy of this alert and for no other: digest of sender, identifier and
 * sent where the alert has an identifier, else NULL. */
const char *alert_key(const struct alert *alert, struct arena *a);
