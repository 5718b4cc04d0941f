#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/report_cap_reader.h"
#include "report/report_cap_time.h"
#include "report/report_shape.h"

/* What is open now, or what gathers that which stands outside of any. */
static struct info_draft *info_of(struct cap_reader *r)
{
        return r->in_info ? &r->info : &r->loose;
}

static struct area_draft *area_of(struct cap_reader *r)
{
        return r->in_area ? &r->area : &info_of(r)->loose;
}

/* ---- texts into members ---- */

static void put_line(struct cap_reader *r, const struct element *e, void *target, const char *text,
                     size_t size)
{
        (void)e;
        *(const char **)target = report_draft_line(r->options, r->a, text, size);
}

static void put_prose(struct cap_reader *r, const struct element *e, void *target, const char *text,
                      size_t size)
{
        (void)e;
        *(const char **)target = report_draft_prose(r->options, r->a, text, size);
}

/* status, msgType and scope decide who is woken: a word that is none of theirs is not guessed. */
static void put_word(struct cap_reader *r, const struct element *e, void *target, const char *text,
                     size_t size)
{
        const char *word = report_draft_line(r->options, r->a, text, size);
        if (word && vocab_parse(e->list, word, target) < 0)
                report_cap_fault(r, e, "\"%.60s\" is none of %s", word, vocab_words(e->list));
}

/* urgency, severity and certainty: anything else is Unknown. */
static void put_grade(struct cap_reader *r, const struct element *e, void *target, const char *text,
                      size_t size)
{
        const char *word = report_draft_line(r->options, r->a, text, size);
        if (word)
                vocab_parse(e->list, word, target);
}

static void put_mask(struct cap_reader *r, const struct element *e, void *target, const char *text,
                     size_t size)
{
        const char *word = report_draft_line(r->options, r->a, text, size);
        int value;
        if (word && vocab_parse(e->list, word, &value) == 0)
                *(uint32_t *)target |= 1u << value;
}

/* A time that cannot be read is as if it were not given. */
static void put_time(struct cap_reader *r, const struct element *e, void *target, const char *text,
                     size_t size)
{
        const char *line = report_draft_line(r->options, r->a, text, size);
        int *offset = e->owner == OF_ALERT ? &r->alert.sent_offset : NULL;
        if (line)
                report_cap_time(line, offset, target);
}

static void put_altitude(struct cap_reader *r, const struct element *e, void *target, const char *text,
                         size_t size)
{
        (void)r, (void)e, (void)size;
        char *end;
        double feet = strtod(text, &end);
        if (end != text && isfinite(feet))
                *(double *)target = feet;
}

static void put_references(struct cap_reader *r, const struct element *e, void *target, const char *text,
                           size_t size)
{
        (void)e, (void)size;
        report_draft_references(r->options, r->a, text, &r->references_room, target);
}

/* CAP 1.2 section 3.2.1: names separated by white space, with quotes around those that have some. */
static void put_incidents(struct cap_reader *r, const struct element *e, void *target, const char *text,
                          size_t size)
{
        struct alert *alert = target;
        (void)e, (void)size;
        for (const char *s = text;
             *(s += strspn(s, " \t\r\n")) && alert->n_incidents < r->options->limits.codes;) {
                bool quoted = *s == '"';
                s += quoted;
                size_t n = strcspn(s, quoted ? "\"" : " \t\r\n");
                const char *name = report_draft_line(r->options, r->a, s, n);
                s += n + (quoted && s[n]);
                if (!name)
                        continue;
                alert->incidents = arena_grow(r->a, alert->incidents, alert->n_incidents, &r->incidents_room,
                                              sizeof *alert->incidents);
                alert->incidents[alert->n_incidents++] = name;
        }
}

/* ---- shapes and pairs ---- */

/* The index of the world's files and most senders agree: <circle/> says that there is none, <circle></circle>
 * is one that cannot be read. */
static bool self_closed(const struct cap_reader *r)
{
        return XML_GetCurrentByteCount(r->parser) == 0;
}

static void put_polygon(struct cap_reader *r, const struct element *e, void *target, const char *text,
                        size_t size)
{
        struct area *area = target;
        struct area_draft *draft = area_of(r);
        struct area_polygon polygon;
        if (size == 0 && self_closed(r))
                return;
        unsigned limit = r->options->limits.points;
        if (report_shape_polygon(text, limit > r->n_points ? limit - r->n_points : 0, r->a, &polygon) < 0) {
                report_cap_fault(r, e, "more than %u points in one alert", limit);
                return;
        }
        r->n_points += polygon.n_points;
        area->polygons =
            arena_grow(r->a, area->polygons, area->n_polygons, &draft->polygons_room, sizeof polygon);
        area->polygons[area->n_polygons++] = polygon;
}

static void put_circle(struct cap_reader *r, const struct element *e, void *target, const char *text,
                       size_t size)
{
        struct area *area = target;
        struct area_draft *draft = area_of(r);
        struct area_circle circle = {{NAN, NAN}, 0};
        (void)e;
        if (size == 0 && self_closed(r))
                return;
        report_shape_circle(text, &circle);
        area->circles = arena_grow(r->a, area->circles, area->n_circles, &draft->circles_room, sizeof circle);
        area->circles[area->n_circles++] = circle;
}

static void begin_pair(struct cap_reader *r, const struct element *e)
{
        (void)e;
        r->pair = (struct alert_pair){0};
        buffer_reset(&r->text);
}

static void put_name(struct cap_reader *r, const struct element *e, void *target, const char *text,
                     size_t size)
{
        (void)e, (void)target;
        r->pair.name = report_draft_line(r->options, r->a, text, size);
        buffer_reset(&r->text);
}

static void put_value(struct cap_reader *r, const struct element *e, void *target, const char *text,
                      size_t size)
{
        (void)e, (void)target;
        r->pair.value = report_draft_line(r->options, r->a, text, size);
        buffer_reset(&r->text);
}

/* CAP 1.0 wrote "name=value" as the text of the element. */
static struct alert_pair finish_pair(struct cap_reader *r, const char *text, size_t size)
{
        struct alert_pair pair = r->pair;
        const char *equals = memchr(text, '=', size);
        if (!pair.name && !pair.value && equals) {
                pair.name = report_draft_line(r->options, r->a, text, (size_t)(equals - text));
                pair.value =
                    report_draft_line(r->options, r->a, equals + 1, size - (size_t)(equals + 1 - text));
        }
        if (!pair.name)
                pair.name = "";
        if (!pair.value)
                pair.value = "";
        return pair;
}

static void put_event_code(struct cap_reader *r, const struct element *e, void *target, const char *text,
                           size_t size)
{
        struct alert_info *info = target;
        struct info_draft *draft = info_of(r);
        (void)e;
        info->event_codes = arena_grow(r->a, info->event_codes, info->n_event_codes, &draft->codes_room,
                                       sizeof *info->event_codes);
        info->event_codes[info->n_event_codes++] = finish_pair(r, text, size);
}

static void put_parameter(struct cap_reader *r, const struct element *e, void *target, const char *text,
                          size_t size)
{
        struct alert_info *info = target;
        struct info_draft *draft = info_of(r);
        (void)e;
        info->parameters = arena_grow(r->a, info->parameters, info->n_parameters, &draft->parameters_room,
                                      sizeof *info->parameters);
        info->parameters[info->n_parameters++] = finish_pair(r, text, size);
}

static void put_geocode(struct cap_reader *r, const struct element *e, void *target, const char *text,
                        size_t size)
{
        struct area *area = target;
        struct area_draft *draft = area_of(r);
        if (r->n_codes >= r->options->limits.codes) {
                report_cap_fault(r, e, "more than %u geocodes in one alert", r->options->limits.codes);
                return;
        }
        r->n_codes++;
        struct alert_pair pair = finish_pair(r, text, size);
        area->codes = arena_grow(r->a, area->codes, area->n_codes, &draft->codes_room, sizeof *area->codes);
        area->codes[area->n_codes++] = (struct area_code){pair.name, pair.value};
}

static void count_resource(struct cap_reader *r, const struct element *e, void *target, const char *text,
                           size_t size)
{
        (void)r, (void)e, (void)text, (void)size;
        ++*(size_t *)target;
}

/* ---- the elements ---- */

#define ALERT(member) OF_ALERT, offsetof(struct alert, member)
#define INFO(member)  OF_INFO, offsetof(struct alert_info, member)
#define AREA(member)  OF_AREA, offsetof(struct area, member)
#define INFO_PLACES   (IN_INFO | IN_ALERT | IN_ENTRY)
#define AREA_PLACES   (IN_AREA | IN_INFO | IN_ALERT | IN_ENTRY)

static const struct element elements[] = {
    {"alert", IN_WRAPPER | IN_ENTRY | IN_BELOW, ANY, IN_ALERT, OF_ALERT, 0, report_cap_begin_alert,
     report_cap_end_alert, 0},
    {"entry", IN_WRAPPER, ANY, IN_ENTRY, OF_ALERT, 0, report_cap_begin_entry, report_cap_end_entry, 0},
    {"item", IN_WRAPPER, ANY, IN_ENTRY, OF_ALERT, 0, report_cap_begin_entry, report_cap_end_entry, 0},

    {"id", IN_ENTRY, FEED, IN_FIELD, ALERT(identifier), NULL, put_line, 0},
    {"guid", IN_ENTRY, FEED, IN_FIELD, ALERT(identifier), NULL, put_line, 0},
    {"published", IN_ENTRY, FEED, IN_FIELD, ALERT(sent), NULL, put_time, 0},
    {"updated", IN_ENTRY, FEED, IN_FIELD, ALERT(sent), NULL, put_time, 0},
    {"pubDate", IN_ENTRY, FEED, IN_FIELD, ALERT(sent), NULL, put_time, 0},
    {"author", IN_ENTRY, FEED, IN_AUTHOR, OF_ALERT, 0, NULL, NULL, 0},
    {"name", IN_AUTHOR, FEED, IN_FIELD, ALERT(sender), NULL, put_line, 0},
    {"title", IN_ENTRY, FEED, IN_FIELD, INFO(headline), NULL, put_line, 0},
    {"summary", IN_ENTRY, FEED, IN_FIELD, INFO(description), NULL, put_prose, 0},
    {"description", IN_ENTRY, FEED, IN_FIELD, INFO(description), NULL, put_prose, 0},

    {"identifier", IN_ALERT | IN_ENTRY, CAP, IN_FIELD, ALERT(identifier), NULL, put_line, 0},
    {"sender", IN_ALERT | IN_ENTRY, CAP, IN_FIELD, ALERT(sender), NULL, put_line, 0},
    {"sent", IN_ALERT | IN_ENTRY, CAP, IN_FIELD, ALERT(sent), NULL, put_time, 0},
    {"status", IN_ALERT | IN_ENTRY, CAP, IN_FIELD, ALERT(status), NULL, put_word, VOCAB_STATUS},
    {"msgType", IN_ALERT | IN_ENTRY, CAP, IN_FIELD, ALERT(msg_type), NULL, put_word, VOCAB_MSGTYPE},
    {"scope", IN_ALERT | IN_ENTRY, CAP, IN_FIELD, ALERT(scope), NULL, put_word, VOCAB_SCOPE},
    {"restriction", IN_ALERT, CAP, IN_FIELD, ALERT(restriction), NULL, put_line, 0},
    {"addresses", IN_ALERT, CAP, IN_FIELD, ALERT(addresses), NULL, put_line, 0},
    {"note", IN_ALERT, CAP, IN_FIELD, ALERT(note), NULL, put_prose, 0},
    {"references", IN_ALERT | IN_ENTRY, CAP, IN_FIELD, OF_ALERT, 0, NULL, put_references, 0},
    {"incidents", IN_ALERT, CAP, IN_FIELD, OF_ALERT, 0, NULL, put_incidents, 0},
    {"info", IN_ALERT, CAP, IN_INFO, OF_ALERT, 0, report_cap_begin_info, report_cap_end_info, 0},

    {"language", INFO_PLACES, CAP, IN_FIELD, INFO(language), NULL, put_line, 0},
    {"category", INFO_PLACES, CAP, IN_FIELD, INFO(categories), NULL, put_mask, VOCAB_CATEGORY},
    {"event", INFO_PLACES, CAP, IN_FIELD, INFO(event_text), NULL, put_line, 0},
    {"responseType", INFO_PLACES, CAP, IN_FIELD, INFO(responses), NULL, put_mask, VOCAB_RESPONSE},
    {"urgency", INFO_PLACES, CAP, IN_FIELD, INFO(urgency), NULL, put_grade, VOCAB_URGENCY},
    {"severity", INFO_PLACES, CAP, IN_FIELD, INFO(severity), NULL, put_grade, VOCAB_SEVERITY},
    {"certainty", INFO_PLACES, CAP, IN_FIELD, INFO(certainty), NULL, put_grade, VOCAB_CERTAINTY},
    {"audience", INFO_PLACES, CAP, IN_FIELD, INFO(audience), NULL, put_line, 0},
    {"effective", INFO_PLACES, CAP, IN_FIELD, INFO(effective), NULL, put_time, 0},
    {"onset", INFO_PLACES, CAP, IN_FIELD, INFO(onset), NULL, put_time, 0},
    {"expires", INFO_PLACES, CAP, IN_FIELD, INFO(expires), NULL, put_time, 0},
    {"senderName", INFO_PLACES, CAP, IN_FIELD, INFO(sender_name), NULL, put_line, 0},
    {"headline", INFO_PLACES, CAP, IN_FIELD, INFO(headline), NULL, put_line, 0},
    {"description", INFO_PLACES, CAP, IN_FIELD, INFO(description), NULL, put_prose, 0},
    {"instruction", INFO_PLACES, CAP, IN_FIELD, INFO(instruction), NULL, put_prose, 0},
    {"web", INFO_PLACES, CAP, IN_FIELD, INFO(web), NULL, put_line, 0},
    {"contact", INFO_PLACES, CAP, IN_FIELD, INFO(contact), NULL, put_line, 0},
    {"eventCode", INFO_PLACES, CAP, IN_PAIR, OF_INFO, 0, begin_pair, put_event_code, 0},
    {"parameter", INFO_PLACES, CAP, IN_PAIR, OF_INFO, 0, begin_pair, put_parameter, 0},
    {"resource", IN_INFO, CAP, IN_NOTHING, INFO(n_resources), NULL, count_resource, 0},

    {"area", INFO_PLACES, CAP, IN_AREA, OF_INFO, 0, report_cap_begin_area, report_cap_end_area, 0},
    {"areaDesc", AREA_PLACES, CAP, IN_FIELD, AREA(desc), NULL, put_line, 0},
    {"polygon", AREA_PLACES, CAP, IN_FIELD, OF_AREA, 0, NULL, put_polygon, 0},
    {"circle", AREA_PLACES, CAP, IN_FIELD, OF_AREA, 0, NULL, put_circle, 0},
    {"geocode", AREA_PLACES, CAP, IN_PAIR, OF_AREA, 0, begin_pair, put_geocode, 0},
    {"altitude", AREA_PLACES, CAP, IN_FIELD, AREA(altitude), NULL, put_altitude, 0},
    {"ceiling", AREA_PLACES, CAP, IN_FIELD, AREA(ceiling), NULL, put_altitude, 0},

    {"valueName", IN_PAIR, ANY, IN_FIELD, OF_ALERT, 0, NULL, put_name, 0},
    {"value", IN_PAIR, ANY, IN_FIELD, OF_ALERT, 0, NULL, put_value, 0},
};

/* Where the member of an element is: in what is open now, or in what stands outside of it. */
void *report_cap_target(struct cap_reader *r, const struct element *e)
{
        struct info_draft *info = info_of(r);
        struct area_draft *area = area_of(r);
        if (e->owner == OF_ALERT)
                return (char *)&r->alert + e->offset;
        if (e->owner == OF_INFO) {
                info->used = true;
                return (char *)&info->info + e->offset;
        }
        area->used = true;
        /* An info block's own areas are added when they end; a loose shape makes its block count too. */
        if (!r->in_area)
                info->used = true;
        return (char *)&area->area + e->offset;
}

const struct element *report_cap_find(unsigned in, const char *local, bool cap)
{
        for (size_t i = 0; i < sizeof elements / sizeof *elements; i++) {
                const struct element *e = &elements[i];
                if (!(e->parents & in) || strcmp(e->name, local) != 0)
                        continue;
                /* Only a feed's entry mixes two vocabularies; in an alert, the namespace may be wrong. */
                if (in & (IN_ENTRY | IN_AUTHOR) && e->space != ANY && (e->space == CAP) != cap)
                        continue;
                return e;
        }
        return NULL;
}
