/* hand: deliveries that go from the transaction that adds them straight to whoever sends them.
 *
 * What is due at once, and wanted, is added under a lease already, and handed over from memory when the
 * transaction is committed: no claim, no reading of what has just been written. After a crash in between it is as after
 * any claim: the lease runs out, or the same owner takes it back at start. */
#pragma once

#include "store/outbox.h"

struct hand_taker {
        const char *owner;
        int64_t lease; /* for so long, microseconds */
        /* Asked within the transaction, before the delivery has an id. */
        bool (*wants)(const struct delivery *d, void *context);
        /* It has ended. `rows` are those that were wanted, in the order in which they were added, and live during the
         * call; they are the taker's where it was `committed`, else there are none such in the store. Of what else was
         * added the earliest is due at `due` (TIMESTAMP_NONE: nothing was). */
        void (*ended)(const struct delivery *rows, size_t n, bool committed, int64_t due, void *context);
        void *context;
};

/* From the next transaction on; NULL: to nobody. */
void hand_to(struct store *s, const struct hand_taker *taker);

/* --- for the files of the store */

struct hand {
        struct hand_taker taker;
        struct arena *arena; /* of what is wanted in this transaction; NULL: nothing yet */
        struct delivery *rows;
        size_t n, room;
        struct hand_body {
                int64_t message;
                const char *text;
                size_t size;
        } * bodies;
        size_t n_bodies, room_bodies;
        int64_t due; /* the earliest of what was not wanted */
};

/* A message that deliveries of this transaction may have. */
void hand_message(struct store *s, int64_t message, const char *body, size_t size);
/* True: it is to be added under the taker's lease. */
bool hand_wants(struct store *s, const struct delivery *d, int64_t message);
void hand_add(struct store *s, const struct delivery *d, int64_t id, int64_t message);
/* What was added from this id on is of this transaction: nobody can have got it. */
int64_t hand_first(const struct store *s);
void hand_ended(struct store *s, bool committed);
