#include "announce/notice.h"

#include "base/timestamp.h"

struct incident *notice_incident(const struct notice *n, struct arena *a)
{
        struct incident *i = arena_alloc(a, sizeof *i);
        struct alert *alert = arena_alloc(a, sizeof *alert);
        struct alert_info *info = arena_alloc(a, sizeof *info);

        *info = (struct alert_info){
            .language = n->language,
            .event = EVENT_OTHER,
            .responses = n->over ? 1u << RESPONSE_ALLCLEAR : 0,
            .urgency = n->urgency,
            .severity = SEVERITY_MINOR,
            .certainty = CERTAINTY_OBSERVED,
            .effective = TIMESTAMP_NONE,
            .onset = TIMESTAMP_NONE,
            .expires = n->expires,
            .headline = n->headline,
            .description = n->text,
        };
        *alert = (struct alert){.format = FORMAT_JSON,
                                .sent = n->now,
                                .status = n->status,
                                .infos = info,
                                .n_infos = 1,
                                .source = n->source};
        *i = (struct incident){.revision = n->over ? 2 : 1,
                               .opened = n->now,
                               .updated = n->now,
                               .expires = n->expires,
                               .alert = alert};
        return i;
}
