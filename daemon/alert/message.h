/* message: an alert as people and machines receive it: UTF-8 JSON under 4,096 bytes, the same over MQTT and
 * webhook.
 *
 * Members: id, incident, revision, type, sound, status, event, urgency, severity, certainty, places, headline (at
 * most 90 characters), text (360; of a digest 1,500), instruction, sent, expires, confirmed, nearby, sources, language; facts and cap where the
 * report gave them. `when` says the times in words. `short` (90) and `brief` (360) say all that matters in one text, for what shows or carries no more:
 * what and where, what to do, until when, who says so; what does not fit is left out from the end, as a whole.
 * What does not fit is cut from the least important end: references, then text and
 * instruction, then places, of which places_total says how many there are. */
#pragma once

#include "alert/alert.h"
#include "alert/catalogue.h"
#include "base/buffer.h"
#include "base/zone.h"

#define MESSAGE_MOST          4095 /* bytes, with the longest id */
#define MESSAGE_ID            64   /* bytes kept free for it */
#define MESSAGE_HEADLINE_MOST 90

enum message_type { MESSAGE_ALERT, MESSAGE_UPDATE, MESSAGE_ALL_CLEAR, MESSAGE_EXPIRED, MESSAGE_DIGEST };
const char *message_type_word(enum message_type type);
bool message_type_ends(enum message_type type); /* all-clear, expired */

struct message_place {
        const char *path, *name;
};

struct message_source {
        const char *name;
        bool official;
        int64_t sent;
};

struct message {
        const char *incident; /* public id of the incident */
        unsigned revision;
        enum message_type type;
        const struct alert *alert;     /* what it is about: status, cap, times' offset */
        const struct alert_info *info; /* the block it is taken from; NULL: none (a Cancel without one) */
        enum alert_event event;        /* of the incident, where there is no info */
        const char *language;          /* of the words that sirend adds */
        bool foreign; /* its reader does not have the language of `info` (wording_is_foreign()) */
        const struct message_place *places;
        const struct message_source *sources;
        size_t n_places, n_sources;
        size_t places_total; /* how many there are, where not all are given; else 0 */
        int64_t sent, expires, now;
        const struct zone *zone; /* whose wall the times are on; NULL: the alert's offset */
        int64_t confirmed;       /* when it was last heard of; 0: not told */
        bool nearby;             /* a heads-up: it is near what they follow, not there */
        bool sound;              /* worth a sound; a change that only the text needs to show is not */
        const int *open;         /* state topics: how many incidents go on at this place; NULL: not said */
};

/* Compact JSON object without "id": whoever sends it puts that first. */
void message_encode(const struct message *m, const struct catalogue *c, struct buffer *out);
