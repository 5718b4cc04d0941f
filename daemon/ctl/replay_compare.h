/* replay_compare: what would be sent beside what was sent, or would be by another configuration. */
#pragma once

#include "ctl/replay.h"

enum replay_difference {
        REPLAY_SAME,
        REPLAY_WORDS,   /* the same message in other words, or with another sound */
        REPLAY_ADDED,   /* only now */
        REPLAY_MISSING, /* only then */
        REPLAY_FALLBACK /* only then, because the channel before had not confirmed: not a matter of configuration */
};
const char *replay_difference_word(enum replay_difference d);

struct replay_line {
        enum replay_difference difference;
        const struct replay_message *now, *then; /* one of them may be NULL */
};

/* One that both have, or the one that is there. */
const struct replay_message *replay_line_message(const struct replay_line *l);

struct replay_comparison {
        struct replay_line *lines; /* in order of time, report, subscriber, channel */
        size_t n, counts[REPLAY_FALLBACK + 1];
};

/* Messages are the same where subscriber, channel and type are, and they were made at about the same time: what reports
 * cause is made at one time in both, what time causes by the daemon's timers. Marks the messages that it has matched. */
void replay_compare(struct replay_list *now, struct replay_list *then, struct arena *a,
                    struct replay_comparison *ret);
