#include "base/problem.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

static void set_text(struct problem *why, const char *text, size_t size)
{
        size_t keep = size < sizeof why->text ? size : text_cut(text, size, sizeof why->text - 1);
        memmove(why->text, text, keep);
        why->text[keep] = 0;
}

int problem_set(struct problem *why, int error, const char *format, ...)
{
        char text[2048];
        va_list args;

        if (!why)
                return error;
        va_start(args, format);
        vsnprintf(text, sizeof text, format, args);
        va_end(args);
        set_text(why, text, strlen(text));
        return error;
}

int problem_prefix(struct problem *why, int error, const char *format, ...)
{
        char text[2048];
        va_list args;
        size_t used;

        if (!why)
                return error;
        va_start(args, format);
        vsnprintf(text, sizeof text, format, args);
        va_end(args);
        used = strlen(text);
        snprintf(text + used, sizeof text - used, ": %s", why->text);
        set_text(why, text, strlen(text));
        return error;
}
