/* format_list: the formats of all chats that there are, from the files of a folder. */
#pragma once

#include "send/format.h"

struct format_list {
        struct format *formats; /* in order of name */
        size_t n;
};

/* All *.format of a folder; -ENOENT where there is no folder. Problems name file and line. */
int format_list_load(const char *folder, struct arena *a, struct format_list *ret, struct problem *why);
const struct format *format_list_find(const struct format_list *list, const char *name); /* NULL: none */
