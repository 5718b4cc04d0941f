/* request_names: what templates may name of a message that it does not have itself (format.h lists them). `root` is the object
 * that names are looked up in: a copy of the message. */
#pragma once

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "send/format.h"

/* Sets level and loudness, makes facts a list of names and values, and leaves out of the text what the headline says. */
void request_names_of_message(json_t *root, const json_t *message);
/* Sets where and who, from the places and sources that are left in it; `total` places there are. */
void request_names_of_lists(json_t *root, size_t total);
/* Sets the names of the format's tables, once all are there that they go by. */
void request_names_of_tables(json_t *root, const struct format *format);

/* Whether it only keeps the words true, and is to make no noise: an update; the end. */
bool request_names_is_quiet(const json_t *message);
bool request_names_is_quiet_end(const json_t *message);
