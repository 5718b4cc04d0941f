/* report_key: what the keys of a text report's header block are called ("Place:", "Место:").
 *
 * The table is data: config/vocabulary/keys.tsv, lines of `field<TAB>names`; lines starting with # are comments.
 * `field` is one of report_form.h, the names have `;` between them. Case, accents and ё/е do not count. A name means one
 * field, whatever the language of the text. */
#pragma once

#include <stddef.h>

#include "base/problem.h"
#include "report/report_form.h"

struct report_key_table;

#define REPORT_KEY_LONGEST 64 /* bytes of a folded name */

/* The problem names file, line and reason. */
int report_key_table_load(const char *path, struct report_key_table **ret, struct problem *why);
void report_key_table_free(struct report_key_table *t); /* NULL is fine */

/* The field that a key of the text means, or NULL. A table that is NULL knows none. */
const struct report_form_field *report_key_find(const struct report_key_table *t, const char *key,
                                                size_t size);
