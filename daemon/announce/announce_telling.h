/* announce_telling: one change while it is being announced. For the announce_*.c alone; announce.h is what
 * others see. */
#pragma once

#include "alert/message.h"
#include "announce/announce.h"
#include "base/timestamp.h"

#define ANNOUNCE_CHANNEL        "mqtt"                /* of public topics */
#define ANNOUNCE_ALL_CLEAR_LIFE (24 * TIMESTAMP_HOUR) /* an all-clear is worth sending for this long */
#define ANNOUNCE_EXPIRED_LIFE   (1 * TIMESTAMP_HOUR)
#define ANNOUNCE_EXPLAINED_MOST 1000 /* subscribers of one change that a reason is worked out for */

/* Bodies made so far for one change: the same words go to many. */
struct announce_body;
struct announce_body_key {
        const struct alert_info *info;
        const struct area_place *place;
        const char *language;
        const struct zone *zone;
        enum message_type type;
        bool sound, nearby, foreign;
};

/* Whom some content meets. `hits` is in order of subscriber; NULL: each is asked for alone. */
struct announce_asked {
        struct concern_list *concerns;
        struct match_hit *hits;
        size_t n;
};

/* One change while it is being announced. */
struct telling {
        struct announce *n;
        const struct incident *incident; /* what is going on now; for an end: what went on until now */
        const struct alert *said;        /* whose words are used */
        int64_t id;
        unsigned revision;
        bool ends;
        bool asked;                    /* somebody waits for it: whatever the hour */
        uint32_t changes;              /* CHANGE_BITs */
        const struct incident *before; /* NULL: it is new */
        struct concern_list *was;      /* what it was before, where somebody was warned of that; else NULL */
        struct match_hit *told;        /* whom that was for, in order of subscriber */
        uint32_t *reached;             /* where it has moved: whom its new places are for, in order */
        size_t n_told, n_reached;
        unsigned n_compared; /* how many were asked whether it is nearer to them */
        enum message_type end_type;
        const struct alert *over; /* what was going on, at the places where it is over now; NULL: nowhere */
        const struct alert *gone; /* what of it is over by kind, too: for those who follow one kind only */
        struct announce_asked *over_for; /* whom that concerns, once it was asked for */
        struct outbox_warned *warned;    /* one for each subscriber */
        struct outbox_warned
            *receivers; /* one for each of their channels that was reached, with its address in it */
        struct outbox_warned *missed; /* where it expires: whom nothing has reached */
        size_t n_warned, n_receivers, n_missed;
        struct announce_body *bodies;
};

/* announce_text: the words of a message */

int announce_priority(enum alert_urgency urgency, enum message_type type);
/* Until when a message is worth sending. */
int64_t announce_life(const struct telling *t, enum message_type type);
/* The key says which block and place it is about, and how; `info` whose words are used. */
void announce_encode(const struct telling *t, const struct alert *alert, const struct alert_info *info,
                     const struct announce_body_key *key, const int *open, struct buffer *out);
/* The headline alone. */
const char *announce_headline(const struct telling *t, const struct alert *alert,
                              const struct alert_info *info, const struct announce_body_key *key);
/* The store's message of that body, made where there is none yet. The key is hashed with its padding. */
int announce_text_body(struct telling *t, const struct announce_body_key *key, const struct alert *alert,
                       const struct alert_info *info, int64_t *ret_message);
void announce_text_done(struct telling *t); /* forgets the bodies */

/* announce_sound: what is worth one */

bool announce_has_event(const struct alert *alert, enum alert_event event);
/* Whom the present content concerns, and by which way, where that was asked for. */
struct announce_hearer {
        uint32_t number;
        struct concern_list *concerns;
        const struct route *route; /* NULL: it was not */
};
/* Whether a message makes a sound: what has changed for this subscriber (NULL: everybody; `h` says how the present content concerns
 * them, NULL: that is not asked), who is told in the words of `info`, is among what they want one for. */
bool announce_sound(struct telling *t, const struct subscriber *s, const struct announce_hearer *h,
                    const struct alert *alert, const struct alert_info *info, enum message_type type);

/* announce_same: who need not hear the same again */

/* Whether somebody who was warned has what this block says already. */
bool announce_same(const struct telling *t, const struct subscriber *s, uint32_t number,
                   const struct alert_info *info, bool nearby);

/* announce_near: to whom it has come nearer */

/* Before anybody is told of the present content, and before it is matched. */
void announce_near_load(struct telling *t);
/* Whether something is new in or around what they follow. */
bool announce_near_reached(const struct telling *t, uint32_t number);
/* The block of what went on before that was for them; NULL: none. `*ret_nearby`: it was for a heads-up only. */
const struct alert_info *announce_near_told(const struct telling *t, uint32_t number, bool *ret_nearby);

/* announce_warned: who was warned of the incident and has not heard that it is over */

int announce_warned_load(struct telling *t);
/* Before what waits is superseded: whom nothing has reached. They are told that it has expired: the present state, where
 * they would else never know that there was something. */
int announce_missed_load(struct telling *t);
bool announce_warned_has(const struct telling *t, const char *subscriber);
/* Whether all that they were to be told so far is what they have, on each channel (of several in turn, on one), and goes on to
 * be so until then. */
bool announce_warned_surely(const struct telling *t, const struct subscriber *s, int64_t until);
/* By that channel, with its address where there is one. */
bool announce_warned_by(const struct telling *t, const char *subscriber, const char *recipient);
/* All of theirs that were reached. */
const struct outbox_warned *announce_warned_at(const struct telling *t, const char *subscriber,
                                               size_t *ret_n);

/* announce_channels: by which of a subscriber's channels a message goes, and when */

/* Adds `d`, of which channel, address, turn and due are chosen here, once for each channel that is to have it. */
int announce_channels_add(struct telling *t, const struct subscriber *s, enum message_type type,
                          struct delivery *d, int64_t message);

/* announce_over: what is over */

/* What went on before, at the places that `after` (NULL: nothing goes on) no longer holds; also in the incidents that
 * only now go on in it. `by_kind`: at those, too, where only something of another kind goes on. NULL where all of it goes
 * on. */
const struct alert *announce_over(struct announce *n, const struct incident *before,
                                  const struct incident *after, bool by_kind);
/* Whether it is all of one kind, before and after, so that both are the same. */
bool announce_over_is_one_kind(const struct incident *before, const struct incident *after);

/* announce_people: who is told */

/* One message to all channels of a subscriber. */
struct announce_message {
        const struct alert *alert;
        const struct alert_info *info;  /* whose words; NULL: the catalogue's */
        const struct alert_info *where; /* the block that concerns them */
        const struct area_place *place;
        enum message_type type;
        bool sound, nearby; /* nearby: it is a heads-up */
        const char *reason;
};
int announce_tell(struct telling *t, const struct subscriber *s, const struct announce_message *m);
/* Those whom the new content concerns, whose numbers go to `ret` in order. A block that is an all-clear
 * concerns only those who were warned. */
int announce_people_routes(struct telling *t, uint32_t **ret, size_t *ret_n);
/* Those whom the new content concerns and the one before did not: who hears one source only, when it speaks. */
int announce_people_added(struct telling *t, const struct incident *before);
/* Those who were warned and are not among `told`: at an end that is all of them. */
int announce_people_left_out(struct telling *t, const struct incident *before, const uint32_t *told,
                             size_t n_told);

/* announce_quiet: who is not told at once */

struct announce_wait {
        enum { ANNOUNCE_NOW, ANNOUNCE_LATER, ANNOUNCE_IN_DIGEST } how;
        int64_t due;
};
/* When a subscriber is told of this; counts it, where it is news. */
int announce_quiet_wait(struct telling *t, const struct subscriber *s, const struct announce_message *m,
                        struct announce_wait *ret);
/* A line of the digest for what is not told now. */
int announce_quiet_hold(struct telling *t, const struct subscriber *s, const struct announce_wait *wait,
                        const char *headline);

/* announce_topics: what everybody may read */

void announce_note_superseded(struct announce *n, int64_t incident, unsigned revision, const char *topic);
int announce_publish(struct telling *t, const char *topic, bool retain, int priority, int64_t expires,
                     const char *type, const struct buffer *body);
/* alert/<place> for each place of `where`. `words` is what is said of it; NULL: each block speaks for itself. */
int announce_topics(struct telling *t, const struct alert *where, const struct alert *alert,
                    const struct alert_info *words, enum message_type type);
