/* tally: numbers that many rows of a transaction change, added up in memory and written once before it
 * commits. They outlive the rows that they count. */
#pragma once

#include <stdint.h>

struct store;

/* Kept in the database by these numbers: only ever add at the end. */
enum tally_kind {
        TALLY_PENDING,
        TALLY_DELIVERED,
        TALLY_FAILED,
        TALLY_EXPIRED,
        TALLY_SUPERSEDED,
        TALLY_ACCEPTED,
        TALLY_DUPLICATE,
        TALLY_REJECTED,
        TALLY_UNNEEDED,
        TALLY_COUNT
};

#define TALLY_SLOTS 64

struct tally {
        int64_t change[TALLY_COUNT];
        /* How many deliveries use a message; a slot that another message needs is written first. */
        struct {
                int64_t message, change;
        } uses[TALLY_SLOTS];
};

void tally_add(struct store *s, enum tally_kind kind, int64_t n);
int tally_use(struct store *s, int64_t message, int64_t n);
int tally_flush(struct store *s); /* inside the transaction */
void tally_reset(struct store *s);
int tally_read(struct store *s, int64_t ret[static TALLY_COUNT]);
