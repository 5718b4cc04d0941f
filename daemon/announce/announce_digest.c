#include "announce/announce_digest.h"

#include <string.h>

#include "announce/announce_telling.h"
#include "base/zone.h"

#define TEXT_MOST 1400 /* bytes of lines; the message has 4,096 */
#define LIFE      (12 * TIMESTAMP_HOUR)

static const char *wall(const struct subscriber *s, int64_t t, struct arena *a)
{
        int minute = zone_minute(s->zone, t);

        return arena_printf(a, "%02d:%02d", minute / 60, minute % 60);
}

static const char *line_of(struct announce *n, const struct subscriber *s, const struct held *h,
                           const char *language)
{
        const char *names[] = {"time", "end", "headline"};
        const char *values[] = {wall(s, h->began, n->arena),
                                h->over == TIMESTAMP_NONE ? "" : wall(s, h->over, n->arena), h->headline};
        const char *key = h->past ? "digest.past" : h->expired ? "digest.expired" : "digest.over";

        return catalogue_fill(n->setup->catalogue, language, key, names, values, 3, n->arena);
}

/* As many lines as fit, and how many more there are. Returns how many lines there are in all. */
static size_t write_lines(struct announce *n, const struct subscriber *s, const struct held *lines,
                          size_t n_lines, const char *language, struct buffer *out)
{
        size_t all = 0, left = 0;
        const char *more;

        for (size_t i = 0; i < n_lines; i++) {
                const char *line;
                if (!lines[i].past && lines[i].over == TIMESTAMP_NONE)
                        continue;
                all++;
                line = line_of(n, s, &lines[i], language);
                if (left || out->size + strlen(line) > TEXT_MOST) {
                        left++;
                        continue;
                }
                if (out->size)
                        buffer_add_char(out, '\n');
                buffer_add_string(out, line);
        }
        if (left == 0)
                return all;
        more = arena_printf(n->arena, "%zu", left);
        buffer_add_char(out, '\n');
        buffer_add_string(
            out, catalogue_fill(n->setup->catalogue, language,
                                catalogue_form(n->setup->catalogue, language, "digest.more", left, n->arena),
                                (const char *const[]){"n"}, &more, 1, n->arena));
        return all;
}

static int add_rows(struct announce *n, const struct subscriber *s, const struct message *m, int64_t incident)
{
        struct delivery d = {
            .incident = incident,
            .revision = 1,
            .type = message_type_word(MESSAGE_DIGEST),
            .subscriber = s->name,
            .priority = announce_priority(URGENCY_PAST, MESSAGE_DIGEST),
            .created = n->now,
            .due = n->now,
            .expires = n->now + LIFE,
            .reason = "was held back",
        };
        struct buffer body = {0};
        struct telling t = {.n = n};
        int64_t message;
        int r;

        message_encode(m, n->setup->catalogue, &body);
        r = outbox_add_message(n->store, body.data, body.size, &message);
        if (r == 0)
                r = announce_channels_add(&t, s, MESSAGE_DIGEST, &d, message);
        buffer_done(&body);
        return r;
}

int announce_digest(struct announce *n, const struct subscriber *s, const struct held *lines, size_t n_lines,
                    int64_t incident)
{
        const char *language = catalogue_language(n->setup->catalogue, s->language), *count;
        struct buffer text = {0};
        size_t all = write_lines(n, s, lines, n_lines, language, &text);
        struct alert_info info = {.language = language,
                                  .event = EVENT_OTHER,
                                  .urgency = URGENCY_PAST,
                                  .severity = SEVERITY_UNKNOWN,
                                  .certainty = CERTAINTY_OBSERVED};
        struct alert alert = {.format = FORMAT_JSON, .sent = n->now, .infos = &info, .n_infos = 1};
        struct message m = {
            .incident = arena_printf(n->arena, "%s-i%lld", store_instance(n->store), (long long)incident),
            .revision = 1,
            .type = MESSAGE_DIGEST,
            .alert = &alert,
            .info = &info,
            .event = EVENT_OTHER,
            .language = language,
            .sent = n->now,
            .now = n->now,
            .expires = TIMESTAMP_NONE};

        count = arena_printf(n->arena, "%zu", all);
        info.headline =
            catalogue_fill(n->setup->catalogue, language,
                           catalogue_form(n->setup->catalogue, language, "digest.headline", all, n->arena),
                           (const char *const[]){"n"}, &count, 1, n->arena);
        info.description = buffer_finish(&text, n->arena);
        alert.sent_offset = zone_offset(s->zone, n->now);
        return all ? add_rows(n, s, &m, incident) : 0;
}
