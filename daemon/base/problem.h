/* problem: why something could not be done, in one sentence for a person.
 *
 * Functions that can fail for a reason that a user must read (a configuration line, a report's field) take a
 * `struct problem *` beside their return value. The sentence names the place first ("line 12: ...") and says
 * what to do where that is known. It is untouched on success. */
#pragma once

#include <stdarg.h>

struct problem {
        char text[512]; /* NUL-terminated UTF-8, cut on a character boundary */
};

/* Writes the sentence; `why` may be NULL. Returns `error` (a negative errno), so that a caller can write
 * `return problem_set(why, -EINVAL, "line %u: ...", line);`. */
int problem_set(struct problem *why, int error, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Puts "prefix: " before what is there already, e.g. the file's name. Returns `error`. */
int problem_prefix(struct problem *why, int error, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
