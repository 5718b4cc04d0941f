/* row: a subscriber that is in no configuration file, as a JSON object. Its keys and values are those of the file and
 * go through the same reader, so that what is allowed and what is said of a mistake is the same. */
#pragma once

#include <jansson.h>

#include "settings/settings.h"

/* Reads it into `ret`, which lives in `a`; `where` is named in errors ("people.csv:12"). The channels must be
 * configured in `s`; with `s` NULL that is not asked. -EINVAL. */
int row_read(struct settings *s, const json_t *object, const char *where, struct arena *a,
             struct settings_subscriber *ret, struct problem *why);

/* Whether a subscriber, or a rule, has that key. */
bool row_is_subscriber_key(const char *key);
bool row_is_rule_key(const char *key);
