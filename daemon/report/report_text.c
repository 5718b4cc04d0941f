#include "report/report_text.h"

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "base/timestamp.h"
#include "reader/text_reader.h"
#include "report/report_form.h"
#include "report/report_key.h"
#include "report/report_line.h"

#define HEADLINE_LONGEST 160 /* characters; CAP 1.2 section 3.2.2 suggests it */

struct line {
        const char *text;
        size_t size;
};

/* Takes the next line off `*rest`; false at the end. */
static bool next_line(struct line *rest, struct line *ret)
{
        if (rest->size == 0)
                return false;
        const char *newline = memchr(rest->text, '\n', rest->size);
        size_t size = newline ? (size_t)(newline - rest->text) : rest->size;
        *ret = (struct line){rest->text, size};
        rest->text += size + (newline != NULL);
        rest->size -= size + (newline != NULL);
        return true;
}

/* The field whose key stands before the line's first colon, or NULL. */
static const struct report_form_field *field_in(const struct report_form *form, struct line line)
{
        const char *colon = memchr(line.text, ':', line.size);

        return colon ? report_key_find(form->options->keys, line.text, (size_t)(colon - line.text)) : NULL;
}

static int set_value(struct report_form *form, const struct report_form_field *field, const char *text,
                     size_t size, struct problem *why)
{
        const char *value = report_draft_line(form->options, form->a, text, size);
        if (!value)
                return 0;
        if (field->kind != FORM_PLACES)
                return report_form_set(form, field, value, why);
        /* Commas belong to names ("Murom, Shebekinsky district"). */
        char *rest = arena_strdup(form->a, value), *one;
        while ((one = strsep(&rest, ";"))) {
                if (report_line_blank(one, strlen(one)))
                        continue;
                int r = report_form_set(form, field, one, why);
                if (r < 0)
                        return r;
        }
        return 0;
}

static int read_header_line(struct report_form *form, struct line line, struct problem *why)
{
        const char *colon = memchr(line.text, ':', line.size);
        const struct report_form_field *field = field_in(form, line);
        if (!field)
                return problem_set(why, -EBADMSG,
                                   "neither a known \"Key: value\" nor the blank line that ends them");
        int r = set_value(form, field, colon + 1, line.size - (size_t)(colon + 1 - line.text), why);
        return r < 0 ? problem_prefix(why, -EBADMSG, "%s", field->name) : 0;
}

/* Does the text begin with a block? Running text has colons, too: the block begins with a known key, and where that only says who
 * speaks, or what he says, another line of it has one, or it stands alone. */
static bool is_block(const struct report_form *form, struct line text)
{
        const struct report_form_field *first;
        bool alone = true;
        struct line line;

        if (!next_line(&text, &line) || !(first = field_in(form, line)))
                return false;
        while (next_line(&text, &line) && !report_line_blank(line.text, line.size)) {
                if (field_in(form, line))
                        return true;
                alone = false;
        }
        return (first->kind != FORM_LINE && first->kind != FORM_PROSE) ||
               (alone && strcmp(first->name, "senderName") != 0);
}

#define SOURCE_WORDS 5 /* "Source: Headquarters of the Belgorod region" */

static unsigned words_in(struct line line)
{
        unsigned n = 0;

        for (size_t i = 0; i < line.size; i++)
                n += line.text[i] != ' ' && (i == 0 || line.text[i - 1] == ' ');
        return n;
}

/* "Источник: ночью под Тулой сбит дрон": a line about the source that is no block is a part of the text; a short one says, too, who
 * that is. */
static int read_source(struct report_form *form, struct line text, struct problem *why)
{
        const struct report_form_field *field;
        struct line line;

        if (!next_line(&text, &line) || !(field = field_in(form, line)) ||
            strcmp(field->name, "senderName") != 0 || words_in(line) > SOURCE_WORDS + 1)
                return 0;
        return read_header_line(form, line, why);
}

/* Reads the block, if there is one. Leaves the body in `*rest`. */
static int read_header(struct report_form *form, struct line *rest, struct problem *why)
{
        struct line line, at = *rest;

        if (!is_block(form, at))
                return read_source(form, at, why);
        for (unsigned number = 1; next_line(&at, &line); number++) {
                *rest = at;
                if (report_line_blank(line.text, line.size))
                        return 0;
                int r = read_header_line(form, line, why);
                if (r < 0)
                        return problem_prefix(why, r, "line %u", number);
        }
        return 0;
}

/* The first sentence of the first line. */
static const char *headline_of(struct arena *a, const char *body)
{
        size_t size = strcspn(body, "\n"), end = 0;
        while (end < size) {
                end += strcspn(body + end, ".!?\n");
                if (end >= size || body[end + 1] == ' ' || body[end + 1] == '\n' || body[end + 1] == '\0')
                        break;
                end++;
        }
        if (end < size && body[end] != '.')
                end++;
        return text_shorten(a, arena_strndup(a, body, end < size ? end : size), HEADLINE_LONGEST);
}

static void set_body(struct report_form *form, struct line body)
{
        const char *text = report_draft_prose(form->options, form->a, body.text, body.size);
        if (!text)
                return;
        form->info.description = text;
        if (!form->info.headline)
                form->info.headline = headline_of(form->a, text);
}

/* What the block says holds for an alert that was found in the text. Several alerts cannot share an
 * identifier. */
static void apply_header(const struct report_form *form, size_t number, size_t n, struct alert *alert)
{
        struct alert found = *alert;
        struct alert_info *info = &alert->infos[0];

        *alert = form->alert;
        alert->infos = found.infos;
        alert->n_infos = 1;
        alert->official = found.official;
        if (found.msg_type == MSGTYPE_CANCEL)
                alert->msg_type = MSGTYPE_CANCEL;
        if (alert->identifier && n > 1)
                alert->identifier = arena_printf(form->a, "%s-%zu", alert->identifier, number + 1);
        if (alert->sent == TIMESTAMP_NONE)
                alert->sent = form->options->now;
        info->onset = form->info.onset;
        info->expires = form->life == TIMESTAMP_NONE ? form->info.expires : alert->sent + form->life;
        if (form->info.severity != SEVERITY_UNKNOWN)
                info->severity = form->info.severity;
        if (form->info.certainty != CERTAINTY_UNKNOWN)
                info->certainty = form->info.certainty;
        if (form->info.headline)
                info->headline = form->info.headline;
        if (form->info.language)
                info->language = form->info.language;
        info->instruction = form->info.instruction;
        info->sender_name = form->info.sender_name;
}

/* Reads what is said in plain words. A text that warns of nothing gives no alerts. */
static int read_words(const struct report_form *form, struct line body, struct alert_list *ret)
{
        const struct report_options *options = form->options;
        const struct text_options how = {.home = options->source.home,
                                         .language = options->source.language,
                                         .official = options->source.official,
                                         .sent = options->now,
                                         .alerts = options->limits.alerts};
        struct alert_list list;

        text_reader_read(options->reader, &how, body.text, body.size, form->a, &list);
        for (size_t i = 0; i < list.n; i++)
                apply_header(form, i, list.n, &list.alerts[i]);
        *ret = list;
        return 0;
}

int report_text_read(const struct report_options *options, const char *bytes, size_t size, struct arena *a,
                     struct alert_list *ret, struct problem *why)
{
        struct report_form form;
        struct line rest = {bytes, size};
        size_t valid = text_valid(bytes, size);
        if (valid < size)
                return problem_set(why, -EBADMSG, "byte %zu: not UTF-8 text: save it as UTF-8", valid + 1);
        report_form_open(options, FORMAT_TEXT, a, &form);
        int r = read_header(&form, &rest, why);
        if (r < 0)
                return r;
        const struct area *area = &form.area;
        bool placed = area->n_names + area->n_polygons + area->n_circles > 0;
        if (options->reader && !placed && !form.info.event_text)
                return read_words(&form, rest, ret);
        if (!placed)
                return problem_set(
                    why, -EBADMSG,
                    "no line says where: the text has to begin with \"Place: ...\" and \"Event: ...\"");
        if (!form.info.event_text)
                return problem_set(why, -EBADMSG,
                                   "no line says what happens: \"Event: ...\" is missing beside the place");
        set_body(&form, rest);
        struct alert *alert = arena_alloc(a, sizeof *alert);
        r = report_form_finish(&form, alert, why);
        if (r < 0)
                return r;
        *ret = (struct alert_list){alert, 1};
        return 0;
}
