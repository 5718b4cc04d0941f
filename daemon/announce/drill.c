#include "announce/drill.h"

#include <errno.h>
#include <jansson.h>

#include "announce/notice.h"
#include "base/timestamp.h"

#define DRILL_LIFE (10 * TIMESTAMP_MINUTE)

int drill_read(const struct setup *s, const char *data, size_t size, const struct subscriber **ret,
               struct problem *why)
{
        json_t *o = json_loadb(data, size, JSON_REJECT_DUPLICATES, NULL);
        const char *name = json_string_value(json_object_get(o, "subscriber"));
        uint32_t number;
        const struct subscriber *found =
            name && json_object_size(o) == 1 ? people_find(s->people, name, &number) : NULL;

        json_decref(o);
        if (!found)
                return problem_set(why, -EBADMSG,
                                   "a drill is {\"subscriber\": NAME} of a subscriber that there is");
        *ret = found;
        return 0;
}

const struct incident *drill_incident(const struct setup *setup, const struct subscriber *s, int64_t now,
                                      struct arena *a)
{
        const struct catalogue *c = setup->catalogue;
        struct notice notice = {.status = STATUS_EXERCISE,
                                .urgency = URGENCY_IMMEDIATE,
                                .source = DRILL_SOURCE,
                                .language = catalogue_language(c, s->language),
                                .now = now,
                                .expires = now + DRILL_LIFE};

        notice.headline = catalogue_fill(c, notice.language, "drill.headline",
                                         (const char *const[]){"subscriber"}, &s->name, 1, a);
        notice.text = catalogue_text(c, notice.language, "drill.text");
        return notice_incident(&notice, a);
}
