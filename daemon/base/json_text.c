#include "base/json_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define ROOM 4096 /* most documents fit */

void json_text_add(struct buffer *b, const json_t *value)
{
        const size_t flags = JSON_COMPACT | JSON_ENCODE_ANY;
        size_t size = json_dumpb(value, buffer_reserve(b, ROOM), ROOM, flags);

        if (size > ROOM)
                size = json_dumpb(value, buffer_reserve(b, size), size, flags);
        if (size == 0)
                abort();
        buffer_used(b, size);
}

char *json_text_copy(const json_t *value, struct arena *a)
{
        struct buffer b = {0};

        json_text_add(&b, value);
        return buffer_finish(&b, a);
}

json_t *json_text_string(const char *text)
{
        size_t size = text ? strlen(text) : 0;

        return text && text_valid(text, size) == size ? json_stringn_nocheck(text, size) : NULL;
}

void json_text_set(json_t *object, const char *name, json_t *value)
{
        json_object_set_new_nocheck(object, name, value);
}
