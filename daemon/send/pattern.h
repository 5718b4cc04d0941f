/* pattern: a JSON document whose texts are templates. What it makes is JSON whatever the values hold.
 *
 * A text that is one name alone keeps the value's type. What holds names and comes out empty is left out,
 * with what holds nothing else. An object whose one member is called "{{#name}}" or "{{^name}}" stands for
 * that member's value, where the name is there (for each item of a list: one element of an array each) or is
 * not. */
#pragma once

#include <jansson.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/problem.h"
#include "send/template.h"

#define PATTERN_PATH 200

struct pattern;

/* Told each text that was made, with its JSON Pointer (RFC 6901) in the result. */
struct pattern_watch {
        void (*text)(const char *path, const char *text, size_t size, void *context);
        void *context;
};

int pattern_parse(const json_t *json, struct template_words *words, struct arena *a, struct pattern **ret,
                  struct problem *why);
/* Appends compact JSON; "null" where nothing is left of it. */
void pattern_fill(const struct pattern *p, const struct template_scope *scope,
                  const struct pattern_watch *watch, struct buffer *out);
