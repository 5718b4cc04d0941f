#include "report/report_draft.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "base/timestamp.h"

void report_draft_alert(const struct report_options *options, enum alert_format format, struct alert *ret)
{
        *ret = (struct alert){
            .format = format,
            .sent = TIMESTAMP_NONE,
            .source = options->source.name,
            .official = options->source.official,
        };
}

void report_draft_info(const struct report_options *options, struct alert_info *ret)
{
        *ret = (struct alert_info){
            .language = options->source.language,
            .event = EVENT_OTHER,
            .urgency = URGENCY_UNKNOWN,
            .severity = SEVERITY_UNKNOWN,
            .certainty = CERTAINTY_UNKNOWN,
            .effective = TIMESTAMP_NONE,
            .onset = TIMESTAMP_NONE,
            .expires = TIMESTAMP_NONE,
        };
}

void report_draft_area(struct area *ret)
{
        *ret = (struct area){.altitude = NAN, .ceiling = NAN};
}

void report_draft_finish(const struct report_options *options, struct alert *alert)
{
        for (size_t i = 0; i < alert->n_infos; i++) {
                struct alert_info *info = &alert->infos[i];
                const char *text = info->event_text ? info->event_text : info->headline;
                int event;
                if (text && vocab_parse(VOCAB_EVENT, text, &event) == 0)
                        info->event = (enum alert_event)event;
                else
                        info->event = event_classify(options->events, text, info->categories,
                                                     info->event_codes, info->n_event_codes);
        }
}

int report_draft_add(const struct report_options *options, struct report_draft_list *drafts, struct arena *a,
                     const struct alert *alert, struct problem *why)
{
        if (drafts->list.n >= options->limits.alerts)
                return problem_set(why, -E2BIG, "more than %u alerts in one file", options->limits.alerts);
        drafts->list.alerts =
            arena_grow(a, drafts->list.alerts, drafts->list.n, &drafts->room, sizeof *alert);
        drafts->list.alerts[drafts->list.n++] = *alert;
        return 0;
}

void report_draft_broken(struct report_draft_list *drafts, const struct problem *reason)
{
        if (drafts->n_broken++ == 0)
                drafts->broken = *reason;
}

bool report_draft_over(const struct report_options *options, const struct report_draft_list *drafts)
{
        return drafts->list.n >= options->limits.alerts && drafts->n_broken > 0;
}

int report_draft_result(const struct report_draft_list *drafts, struct alert_list *ret, struct problem *why)
{
        if (drafts->n_broken > 0 && drafts->list.n == 0)
                return problem_set(why, -EBADMSG, "%s", drafts->broken.text);
        *ret = drafts->list;
        if (drafts->n_broken == 0)
                return 0;
        problem_set(why, 0, "%s", drafts->broken.text);
        return 1;
}

const char *report_draft_line(const struct report_options *options, struct arena *a, const char *text,
                              size_t size)
{
        const char *line = text_squeeze(a, text, text_cut(text, size, options->limits.text));
        return *line ? line : NULL;
}

const char *report_draft_prose(const struct report_options *options, struct arena *a, const char *text,
                               size_t size)
{
        const char *prose = text_tidy(a, text, text_cut(text, size, options->limits.text));
        return *prose ? prose : NULL;
}

/* A triple; a text without two commas is the identifier alone. */
static void read_reference(char *text, struct alert_reference *ret)
{
        char *last = strrchr(text, ','), *first = strchr(text, ',');
        *ret = (struct alert_reference){.identifier = text, .sent = TIMESTAMP_NONE};
        if (!last || first == last)
                return;
        *first = *last = '\0';
        ret->sender = text;
        ret->identifier = first + 1;
        int64_t sent;
        if (timestamp_parse(last + 1, NULL, NULL, &sent) == 0)
                ret->sent = sent;
}

void report_draft_references(const struct report_options *options, struct arena *a, const char *text,
                             size_t *room, struct alert *alert)
{
        char *rest = arena_strdup(a, text), *one;
        while (alert->n_references < options->limits.codes && (one = strsep(&rest, " \t\r\n"))) {
                if (*one == '\0')
                        continue;
                alert->references =
                    arena_grow(a, alert->references, alert->n_references, room, sizeof *alert->references);
                read_reference(one, &alert->references[alert->n_references++]);
        }
}
