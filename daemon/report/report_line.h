/* report_line: which line of a JSON text something stands on. The JSON library keeps no positions of values,
 * so the text is scanned again once something is wrong with one. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* The line (from 1) on which the report number `index` of valid JSON begins (the text is an array of reports,
 * or one alone), or its field `field`, if not NULL. 1 if it is not found. */
unsigned report_line_of(const char *json, size_t size, size_t index, const char *field);

/* How many objects and arrays begin in the text, valid or not. */
void report_line_brackets(const char *json, size_t size, size_t *ret_objects, size_t *ret_arrays);

bool report_line_blank(const char *s, size_t size);
