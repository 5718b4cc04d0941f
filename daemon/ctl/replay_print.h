/* replay_print: what a replay has shown, for people and for scripts. */
#pragma once

#include "ctl/output.h"
#include "ctl/replay_compare.h"

struct replay_view {
        const struct replay *replay;
        const struct replay_comparison *comparison;
        const struct setup *setup; /* that it ran through, for the reasons */
        struct archive *archive;
        const char *now, *then; /* "other.conf", "what was sent" */
        bool differences;       /* nothing else */
};

void replay_print(struct output *o, const struct replay_view *v);
/* One object per line: reports, messages, and at the end the sum. */
void replay_print_json(struct output *o, const struct replay_view *v);
