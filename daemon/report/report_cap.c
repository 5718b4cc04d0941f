#include "report/report_cap.h"

#include <errno.h>
#include <expat.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "base/timestamp.h"
#include "report/report_draft.h"
#include "report/report_encoding.h"
#include "report/report_shape.h"

/* A file may have this many times the areas of one alert. */
#define AREAS_FACTOR 10

/* Where an element stands. The first five hold children that mean something. */
enum {
        IN_WRAPPER = 1 << 0, /* outside every alert */
        IN_ENTRY = 1 << 1,   /* of a feed: its own children */
        IN_AUTHOR = 1 << 2,  /* of an entry */
        IN_ALERT = 1 << 3,
        IN_INFO = 1 << 4,
        IN_AREA = 1 << 5,
        IN_PAIR = 1 << 6,   /* valueName and value */
        IN_BELOW = 1 << 7,  /* deeper in an entry: only an alert is looked for */
        IN_FIELD = 1 << 8,  /* its text counts */
        IN_MARKUP = 1 << 9, /* inside a field: its text counts for the field */
        IN_NOTHING = 1 << 10,
};

enum owner { OF_ALERT, OF_INFO, OF_AREA };
enum space { ANY, CAP, FEED }; /* which namespace: in an entry, a feed's description is not CAP's */

struct cap_reader;
struct element {
        const char *name;
        unsigned parents; /* where it counts */
        enum space space;
        unsigned opens; /* what its children are in */
        enum owner owner;
        size_t offset;
        void (*begin)(struct cap_reader *r, const struct element *e);
        void (*end)(struct cap_reader *r, const struct element *e, void *target, const char *text,
                    size_t size);
        int list; /* of words */
};

struct frame {
        unsigned in;
        const struct element *element; /* NULL where it means nothing */
        unsigned long line;
};

struct area_draft {
        struct area area;
        size_t polygons_room, circles_room, codes_room;
        bool used;
};

struct info_draft {
        struct alert_info info;
        size_t codes_room, parameters_room, areas_room;
        struct area_draft loose; /* of shapes and codes outside an area element */
        bool used;
};

struct cap_reader {
        const struct report_options *options;
        struct arena *a;
        XML_Parser parser;
        unsigned long lines_before;
        struct report_draft_list drafts;
        struct problem problem; /* why reading stops */
        struct frame *frames;
        unsigned depth;
        struct buffer text; /* of the field that is open */

        struct alert alert;
        struct info_draft info, loose; /* the info block that is open; what stands outside of one */
        struct area_draft area;
        bool in_info, in_area;
        size_t infos_room, references_room, incidents_room;
        size_t n_areas, n_points, n_codes; /* of this alert */
        size_t n_areas_file;
        struct alert_pair pair;
        struct problem fault; /* of this alert; empty: none */
        bool entry_has_alert, entry_has_cap;
        bool stopped, known_root;
        const char *root;
};

static unsigned long line_now(const struct cap_reader *r)
{
        return XML_GetCurrentLineNumber(r->parser) + r->lines_before;
}

__attribute__((format(printf, 2, 3))) static void stop(struct cap_reader *r, const char *format, ...)
{
        va_list args;
        if (r->stopped)
                return;
        r->stopped = true;
        va_start(args, format);
        vsnprintf(r->problem.text, sizeof r->problem.text, format, args);
        va_end(args);
        XML_StopParser(r->parser, XML_FALSE);
}

/* This alert cannot be used; the rest of the file may. */
__attribute__((format(printf, 3, 4))) static void fault(struct cap_reader *r, const struct element *e,
                                                        const char *format, ...)
{
        char reason[300];
        va_list args;
        if (*r->fault.text)
                return;
        va_start(args, format);
        vsnprintf(reason, sizeof reason, format, args);
        va_end(args);
        problem_set(&r->fault, 0, "line %lu, element <%s>: %s", line_now(r), e->name, reason);
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
                fault(r, e, "\"%.60s\" is none of %s", word, vocab_words(e->list));
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

/* RFC 822 dates, which RSS has, as RFC 3339. */
static bool from_mail_date(const char *text, char *out, size_t room)
{
        static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
        char month[4], zone[6] = "";
        unsigned day, year, hour, minute, second;
        const char *date = strchr(text, ',');
        if (sscanf(date ? date + 1 : text, " %2u %3s %4u %2u:%2u:%2u %5s", &day, month, &year, &hour, &minute,
                   &second, zone) < 6)
                return false;
        const char *at = strstr(months, month);
        if (!at || (at - months) % 3 || strlen(month) != 3)
                return false;
        if (*zone != '+' && *zone != '-')
                strcpy(zone, "Z");
        snprintf(out, room, "%04u-%02u-%02uT%02u:%02u:%02u%s", year, (unsigned)(at - months) / 3 + 1, day,
                 hour, minute, second, zone);
        return true;
}

/* Thai senders count years from 543 before our era. */
static bool from_buddhist_date(const char *text, char *out, size_t room)
{
        char *end;
        long year = strtol(text, &end, 10);
        if (year < 2500 || year > 2700 || *end != '-')
                return false;
        snprintf(out, room, "%04ld%s", year - 543, end);
        return true;
}

static void read_time(const char *text, int *ret_offset, int64_t *ret)
{
        char other[64];
        int64_t t;
        if (timestamp_parse(text, ret_offset, NULL, &t) < 0 &&
            (!(from_buddhist_date(text, other, sizeof other) || from_mail_date(text, other, sizeof other)) ||
             timestamp_parse(other, ret_offset, NULL, &t) < 0))
                return;
        *ret = t;
}

/* A time that cannot be read is as if it were not given. */
static void put_time(struct cap_reader *r, const struct element *e, void *target, const char *text,
                     size_t size)
{
        const char *line = report_draft_line(r->options, r->a, text, size);
        int *offset = e->owner == OF_ALERT ? &r->alert.sent_offset : NULL;
        if (line)
                read_time(line, offset, target);
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
        struct area_draft *draft = r->in_area ? &r->area : r->in_info ? &r->info.loose : &r->loose.loose;
        struct area_polygon polygon;
        if (size == 0 && self_closed(r))
                return;
        unsigned limit = r->options->limits.points;
        if (report_shape_polygon(text, limit > r->n_points ? limit - r->n_points : 0, r->a, &polygon) < 0) {
                fault(r, e, "more than %u points in one alert", limit);
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
        struct area_draft *draft = r->in_area ? &r->area : r->in_info ? &r->info.loose : &r->loose.loose;
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
        struct info_draft *draft = r->in_info ? &r->info : &r->loose;
        (void)e;
        info->event_codes = arena_grow(r->a, info->event_codes, info->n_event_codes, &draft->codes_room,
                                       sizeof *info->event_codes);
        info->event_codes[info->n_event_codes++] = finish_pair(r, text, size);
}

static void put_parameter(struct cap_reader *r, const struct element *e, void *target, const char *text,
                          size_t size)
{
        struct alert_info *info = target;
        struct info_draft *draft = r->in_info ? &r->info : &r->loose;
        (void)e;
        info->parameters = arena_grow(r->a, info->parameters, info->n_parameters, &draft->parameters_room,
                                      sizeof *info->parameters);
        info->parameters[info->n_parameters++] = finish_pair(r, text, size);
}

static void put_geocode(struct cap_reader *r, const struct element *e, void *target, const char *text,
                        size_t size)
{
        struct area *area = target;
        struct area_draft *draft = r->in_area ? &r->area : r->in_info ? &r->info.loose : &r->loose.loose;
        if (r->n_codes >= r->options->limits.codes) {
                fault(r, e, "more than %u geocodes in one alert", r->options->limits.codes);
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

/* ---- containers ---- */

static void open_area(struct area_draft *draft)
{
        *draft = (struct area_draft){0};
        report_draft_area(&draft->area);
}

static void open_info(struct cap_reader *r, struct info_draft *draft)
{
        *draft = (struct info_draft){0};
        report_draft_info(r->options, &draft->info);
        open_area(&draft->loose);
}

static void add_area(struct cap_reader *r, const struct element *e, struct info_draft *to,
                     struct area_draft *draft, bool implied)
{
        struct alert_info *info = &to->info;
        if (r->n_areas >= r->options->limits.areas) {
                fault(r, e, "more than %u areas in one alert", r->options->limits.areas);
                return;
        }
        if (r->n_areas_file >= AREAS_FACTOR * (size_t)r->options->limits.areas) {
                fault(r, e, "too many areas in one file");
                return;
        }
        r->n_areas++;
        r->n_areas_file++;
        draft->area.implied = implied;
        info->areas = arena_grow(r->a, info->areas, info->n_areas, &to->areas_room, sizeof *info->areas);
        info->areas[info->n_areas++] = draft->area;
        to->used = true;
}

static void begin_area(struct cap_reader *r, const struct element *e)
{
        (void)e;
        open_area(&r->area);
        r->in_area = true;
}

static void end_area(struct cap_reader *r, const struct element *e, void *target, const char *text,
                     size_t size)
{
        (void)target, (void)text, (void)size;
        r->in_area = false;
        add_area(r, e, r->in_info ? &r->info : &r->loose, &r->area, false);
}

static void add_info(struct cap_reader *r, const struct element *e, struct info_draft *draft, bool implied)
{
        struct alert *alert = &r->alert;
        if (alert->n_infos >= r->options->limits.infos) {
                fault(r, e, "more than %u info blocks in one alert", r->options->limits.infos);
                return;
        }
        if (draft->loose.used)
                add_area(r, e, draft, &draft->loose, true);
        draft->info.implied = implied;
        alert->infos = arena_grow(r->a, alert->infos, alert->n_infos, &r->infos_room, sizeof *alert->infos);
        alert->infos[alert->n_infos++] = draft->info;
}

static void begin_info(struct cap_reader *r, const struct element *e)
{
        (void)e;
        open_info(r, &r->info);
        r->in_info = true;
}

static void end_info(struct cap_reader *r, const struct element *e, void *target, const char *text,
                     size_t size)
{
        (void)target, (void)text, (void)size;
        r->in_info = false;
        add_info(r, e, &r->info, false);
}

static void open_alert(struct cap_reader *r)
{
        report_draft_alert(r->options, FORMAT_CAP, &r->alert);
        open_info(r, &r->loose);
        r->infos_room = r->references_room = r->incidents_room = 0;
        r->n_areas = r->n_points = r->n_codes = 0;
        r->in_info = r->in_area = false;
        *r->fault.text = '\0';
}

static void begin_alert(struct cap_reader *r, const struct element *e)
{
        (void)e;
        open_alert(r);
        r->entry_has_alert = true;
}

static void close_alert(struct cap_reader *r, const struct element *e)
{
        /* With info blocks of its own, what stands beside them is noise. */
        if (r->alert.n_infos == 0 && r->loose.used)
                add_info(r, e, &r->loose, true);
        if (r->alert.n_infos == 0 && !r->alert.identifier)
                fault(r, e, "it has neither an identifier nor an info block");
        if (*r->fault.text) {
                report_draft_broken(&r->drafts, &r->fault);
                return;
        }
        report_draft_finish(r->options, &r->alert);
        struct problem reason;
        if (report_draft_add(r->options, &r->drafts, r->a, &r->alert, &reason) < 0)
                report_draft_broken(&r->drafts, &reason);
}

static void end_alert(struct cap_reader *r, const struct element *e, void *target, const char *text,
                      size_t size)
{
        (void)target, (void)text, (void)size;
        close_alert(r, e);
}

static void begin_entry(struct cap_reader *r, const struct element *e)
{
        (void)e;
        open_alert(r);
        r->entry_has_alert = r->entry_has_cap = false;
}

static void end_entry(struct cap_reader *r, const struct element *e, void *target, const char *text,
                      size_t size)
{
        (void)target, (void)text, (void)size;
        if (!r->entry_has_alert && r->entry_has_cap)
                close_alert(r, e);
}

/* ---- the elements ---- */

#define ALERT(member) OF_ALERT, offsetof(struct alert, member)
#define INFO(member)  OF_INFO, offsetof(struct alert_info, member)
#define AREA(member)  OF_AREA, offsetof(struct area, member)
#define INFO_PLACES   (IN_INFO | IN_ALERT | IN_ENTRY)
#define AREA_PLACES   (IN_AREA | IN_INFO | IN_ALERT | IN_ENTRY)

static const struct element elements[] = {
    {"alert", IN_WRAPPER | IN_ENTRY | IN_BELOW, ANY, IN_ALERT, OF_ALERT, 0, begin_alert, end_alert, 0},
    {"entry", IN_WRAPPER, ANY, IN_ENTRY, OF_ALERT, 0, begin_entry, end_entry, 0},
    {"item", IN_WRAPPER, ANY, IN_ENTRY, OF_ALERT, 0, begin_entry, end_entry, 0},

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
    {"info", IN_ALERT, CAP, IN_INFO, OF_ALERT, 0, begin_info, end_info, 0},

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

    {"area", INFO_PLACES, CAP, IN_AREA, OF_INFO, 0, begin_area, end_area, 0},
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
static void *target_of(struct cap_reader *r, const struct element *e)
{
        struct info_draft *info = r->in_info ? &r->info : &r->loose;
        struct area_draft *area = r->in_area ? &r->area : &info->loose;
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

/* ---- names ---- */

/* "namespace|local", or "prefix:local" where namespaces were of no use. */
static const char *split_name(const char *name, size_t *ret_space)
{
        const char *bar = strrchr(name, '|');
        if (!bar)
                bar = strchr(name, ':');
        *ret_space = bar ? (size_t)(bar - name) : 0;
        return bar ? bar + 1 : name;
}

static bool is_cap(const char *name, size_t space)
{
        return memmem(name, space, ":cap:", 5) || memmem(name, space, "/cap/", 5) ||
               (space == 3 && memcmp(name, "cap", 3) == 0);
}

static const char *version_of(const char *name, size_t space)
{
        static const struct {
                const char *namespace, *version;
        } versions[] = {
            {"urn:oasis:names:tc:emergency:cap:1.2", "1.2"},
            {"urn:oasis:names:tc:emergency:cap:1.1", "1.1"},
            {"http://www.incident.com/cap/1.0", "1.0"},
        };
        for (size_t i = 0; i < sizeof versions / sizeof *versions; i++) {
                if (strlen(versions[i].namespace) == space && memcmp(versions[i].namespace, name, space) == 0)
                        return versions[i].version;
        }
        return NULL;
}

static const struct element *find_element(unsigned in, const char *local, bool cap)
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

/* ---- expat's calls ---- */

static bool known_root(const char *local)
{
        static const char *const roots[] = {"alert", "alerts",          "feed", "rss", "RDF",
                                            "entry", "EDXLDistribution"};
        for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
                if (strcmp(roots[i], local) == 0)
                        return true;
        }
        return false;
}

static unsigned unknown_inside(unsigned in)
{
        if (in & (IN_FIELD | IN_MARKUP))
                return IN_MARKUP;
        if (in & IN_WRAPPER)
                return IN_WRAPPER;
        return in & (IN_ENTRY | IN_BELOW) ? IN_BELOW : IN_NOTHING;
}

/* What follows the last alert that is allowed is left alone, and said to be. */
static bool is_full(struct cap_reader *r)
{
        struct problem reason;
        if (r->drafts.list.n < r->options->limits.alerts)
                return false;
        problem_set(&reason, 0, "line %lu: more than %u alerts in one file", line_now(r),
                    r->options->limits.alerts);
        report_draft_broken(&r->drafts, &reason);
        return true;
}

static void start_element(void *user, const XML_Char *name, const XML_Char **attributes)
{
        struct cap_reader *r = user;
        size_t space;
        (void)attributes;
        if (r->stopped)
                return;
        const char *local = split_name(name, &space);
        unsigned in = r->depth ? r->frames[r->depth - 1].in : IN_WRAPPER;
        if (r->depth >= r->options->limits.depth) {
                stop(r, "line %lu, element <%.60s>: more than %u elements inside one another", line_now(r),
                     local, r->options->limits.depth);
                return;
        }
        if (r->depth == 0) {
                r->root = arena_strdup(r->a, local);
                r->known_root = known_root(local);
        }
        bool cap = is_cap(name, space);
        const struct element *e = find_element(in, local, cap);
        if (e && e->opens & (IN_ALERT | IN_ENTRY) && is_full(r)) {
                in = IN_NOTHING;
                e = NULL;
        }
        r->frames[r->depth++] = (struct frame){e ? e->opens : unknown_inside(in), e, line_now(r)};
        if (!e)
                return;
        if (e->begin)
                e->begin(r, e);
        if (e->opens == IN_FIELD)
                buffer_reset(&r->text);
        if (e->opens == IN_ALERT)
                r->alert.cap_version = version_of(name, space);
        if (in == IN_ENTRY && cap && e->opens != IN_ALERT) {
                r->entry_has_cap = true;
                r->alert.cap_version = version_of(name, space);
        }
}

static void end_element(void *user, const XML_Char *name)
{
        struct cap_reader *r = user;
        (void)name;
        if (r->stopped)
                return;
        const struct frame *frame = &r->frames[--r->depth];
        if (!frame->element || !frame->element->end)
                return;
        buffer_add(&r->text, "", 0);
        void *target = target_of(r, frame->element);
        frame->element->end(r, frame->element, target, r->text.data ? r->text.data : "", r->text.size);
}

static void character_data(void *user, const XML_Char *s, int size)
{
        struct cap_reader *r = user;
        if (r->depth && r->frames[r->depth - 1].in & (IN_FIELD | IN_MARKUP | IN_PAIR))
                buffer_add(&r->text, s, (size_t)size);
}

static void start_doctype(void *user, const XML_Char *name, const XML_Char *system, const XML_Char *public,
                          int has_subset)
{
        struct cap_reader *r = user;
        (void)name, (void)system, (void)public, (void)has_subset;
        stop(r, "line %lu: a DOCTYPE is not accepted", line_now(r));
}

/* ---- the whole ---- */

static void parse(struct cap_reader *r, const char *bytes, size_t size, bool namespaces)
{
        r->parser = namespaces ? XML_ParserCreateNS(NULL, '|') : XML_ParserCreate(NULL);
        if (!r->parser)
                abort();
        XML_SetUserData(r->parser, r);
        XML_SetElementHandler(r->parser, start_element, end_element);
        XML_SetCharacterDataHandler(r->parser, character_data);
        XML_SetStartDoctypeDeclHandler(r->parser, start_doctype);
        XML_SetUnknownEncodingHandler(r->parser, report_encoding, NULL);
        enum XML_Status status = XML_STATUS_ERROR;
        if (size <= INT_MAX)
                status = XML_Parse(r->parser, bytes, (int)size, XML_TRUE);
        if (status == XML_STATUS_ERROR && !r->stopped) {
                r->stopped = true;
                problem_set(&r->problem, 0, "line %lu: not well-formed XML: %s", line_now(r),
                            XML_ErrorString(XML_GetErrorCode(r->parser)));
        }
}

static void done(struct cap_reader *r)
{
        buffer_done(&r->text);
        XML_ParserFree(r->parser);
}

/* White space before the XML declaration is against the standard, and harmless. */
static size_t skip_space(const char *bytes, size_t size, unsigned long *ret_lines)
{
        size_t at = size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
        while (at < size && strchr(" \t\r\n", bytes[at]) && bytes[at])
                *ret_lines += bytes[at++] == '\n';
        return at;
}

static void read_once(struct cap_reader *r, const struct report_options *options, const char *bytes,
                      size_t size, struct arena *a, bool namespaces)
{
        *r = (struct cap_reader){.options = options, .a = a};
        r->frames = arena_array(a, options->limits.depth, sizeof *r->frames);
        open_alert(r);
        size_t skip = skip_space(bytes, size, &r->lines_before);
        parse(r, bytes + skip, size - skip, namespaces);
}

int report_cap_read(const struct report_options *options, const char *bytes, size_t size, struct arena *a,
                    struct alert_list *ret, struct problem *why)
{
        struct cap_reader r;
        read_once(&r, options, bytes, size, a, true);
        /* A prefix that nothing declares is a missing namespace: read it as it is written. */
        if (XML_GetErrorCode(r.parser) == XML_ERROR_UNBOUND_PREFIX) {
                done(&r);
                read_once(&r, options, bytes, size, a, false);
        }
        int result;
        if (r.stopped)
                result = problem_set(why, -EBADMSG, "%s", r.problem.text);
        else if (!r.known_root && r.drafts.list.n == 0 && r.drafts.n_broken == 0)
                result = problem_set(
                    why, -EBADMSG, "line 1, element <%.60s>: neither a CAP alert nor a feed of them", r.root);
        else
                result = report_draft_result(&r.drafts, ret, why);
        done(&r);
        return result;
}
