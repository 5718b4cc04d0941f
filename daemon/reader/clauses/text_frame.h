/* text_frame: one place with one event and one state, and the sentence that says so; and what is only named. */
#pragma once

#include "alert/alert.h"

/* A place in that of an all-clear where danger goes on. */
struct text_spared {
        uint32_t place;
        const struct text_spared *next;
};

/* A village in a place that the text names and the gazetteer does not know. */
struct text_unknown {
        uint32_t mention;
        const struct text_unknown *next;
};

struct text_frame {
        uint32_t place;   /* number of the gazetteer */
        uint32_t mention; /* index of its struct text_place */
        enum alert_event event;
        enum alert_state state;
        enum alert_role role;
        uint32_t sentence;
        const char *why;
        const struct text_spared *spared;   /* of an all-clear */
        const struct text_unknown *unknown; /* that are meant */
};

/* A place that is named and not affected. */
struct text_named {
        uint32_t mention;
        const char *why;
};

struct text_frames {
        struct text_frame *frames;
        struct text_named *named;
        size_t n_frames, n_named;
};
