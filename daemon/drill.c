#include "drill.h"

#include <errno.h>
#include <jansson.h>

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

const struct incident *drill_incident(const char *subscriber, int64_t now, struct arena *a)
{
        struct incident *i = arena_alloc(a, sizeof *i);
        struct alert *alert = arena_alloc(a, sizeof *alert);
        struct alert_info *info = arena_alloc(a, sizeof *info);

        *info = (struct alert_info){.language = "en",
                                    .event = EVENT_OTHER,
                                    .urgency = URGENCY_IMMEDIATE,
                                    .severity = SEVERITY_MINOR,
                                    .certainty = CERTAINTY_OBSERVED,
                                    .effective = TIMESTAMP_NONE,
                                    .onset = TIMESTAMP_NONE,
                                    .expires = now + DRILL_LIFE,
                                    .headline = arena_printf(a, "sirend drill for %s", subscriber),
                                    .description = "This is a drill. Nothing has happened."};
        *alert = (struct alert){.format = FORMAT_JSON,
                                .sent = now,
                                .status = STATUS_EXERCISE,
                                .infos = info,
                                .n_infos = 1,
                                .source = DRILL_SOURCE};
        *i = (struct incident){
            .revision = 1, .opened = now, .updated = now, .expires = now + DRILL_LIFE, .alert = alert};
        return i;
}
