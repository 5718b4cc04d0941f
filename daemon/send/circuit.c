#include "send/circuit.h"

#include <stdio.h>

#include "base/text.h"
#include "base/timestamp.h"

#define BREAKS_AT    3
#define PROBE_FIRST  (1 * TIMESTAMP_SECOND)
#define PROBE_MOST   (10 * TIMESTAMP_SECOND)
#define CODE_LIMITED 429

bool circuit_broken(const struct circuit *c)
{
        return c->failures >= BREAKS_AT;
}

static void note_words(struct circuit *c, const struct transport_result *result)
{
        const char *answer = result->answer ? result->answer : "";
        int n = result->code ? snprintf(c->why, sizeof c->why, "it answers %d", result->code)
                             : snprintf(c->why, sizeof c->why, "%s", *answer ? answer : "no answer");

        if (n >= (int)sizeof c->why)
                c->why[text_cut(c->why, sizeof c->why - 1, sizeof c->why - 1)] = 0;
}

enum circuit_change circuit_note(struct circuit *c, const struct transport_result *result, int64_t now,
                                 double chance)
{
        bool was = circuit_broken(c);
        int64_t wait;

        if (result->verdict != TRANSPORT_LATER) {
                c->failures = 0;
                return was ? CIRCUIT_MENDED : CIRCUIT_SAME;
        }
        if (result->code == CODE_LIMITED)
                return CIRCUIT_SAME;
        if (c->failures == 0) {
                c->since = result->started;
                c->asked = false;
        }
        if (c->failures < 1000)
                c->failures++;
        c->asked = c->asked || result->retry_after > 0;
        note_words(c, result);
        if (!circuit_broken(c))
                return CIRCUIT_SAME;
        wait = PROBE_FIRST << (c->failures - BREAKS_AT < 4 ? c->failures - BREAKS_AT : 4);
        if (wait > PROBE_MOST)
                wait = PROBE_MOST;
        c->probe = now + (int64_t)((double)wait * (0.8 + 0.4 * chance));
        return was ? CIRCUIT_SAME : CIRCUIT_BROKE;
}
