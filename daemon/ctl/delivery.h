/* delivery: rows of the outbox as `outbox`, `history` and `retry` show them. */
#pragma once

#include "ctl/output.h"
#include "store/outbox.h"

const char *delivery_state_word(enum delivery_state state);
enum output_style delivery_state_style(enum delivery_state state);
/* Who gets it: "anna by phone", "topic state/ua/kharkiv". */
char *delivery_receiver(const struct delivery *d, struct arena *a);
/* "delivered", "deferred after 3 tries, again in 5 min" */
char *delivery_fate(const struct delivery *d, int64_t now, struct arena *a);

void delivery_table(struct output_table *t, struct output *o, struct arena *a, unsigned indent);
void delivery_row(struct output_table *t, struct store *s, const struct delivery *d, int64_t now);

json_t *delivery_encode(struct store *s, const struct delivery *d, struct arena *a);

/* Every try at one: when, how long it took, what the other side said. */
void delivery_attempts_print(struct output *o, unsigned indent, const struct outbox_attempt *attempts,
                             size_t n, struct arena *a);
json_t *delivery_attempts_encode(const struct outbox_attempt *attempts, size_t n, struct arena *a);
/* "", or the last of them: ", took 120 ms", ", took 120 ms: 503 Service Unavailable". */
const char *delivery_attempts_last(const struct outbox_attempt *attempts, size_t n, struct arena *a);
