#include "alert/message.h"

#include <stdlib.h>
#include <string.h>

#include "base/json_text.h"
#include "base/text.h"
#include "base/timestamp.h"

#define HEADLINE_MOST     90
#define TEXT_MOST         360
#define DIGEST_MOST       1500
#define SHORT_MOST        90
#define BRIEF_MOST        360
#define SOURCES_MOST      8
#define FACTS_MOST        16
#define PLACES_UNMEASURED 12 /* so few nearly always fit */

static const char *const type_words[] = {"alert", "update", "all-clear", "expired", "digest"};

/* How much is said; each further step leaves less room to the texts. */
static const struct detail {
        size_t headline, text, digest, references, identifier;
        bool variants;
} details[] = {
    {HEADLINE_MOST, TEXT_MOST, DIGEST_MOST, 20, 200, true},
    {HEADLINE_MOST, TEXT_MOST, DIGEST_MOST, 0, 200, true},
    {HEADLINE_MOST, 160, 800, 0, 100, false},
    {HEADLINE_MOST, 60, 360, 0, 60, false},
};

const char *message_type_word(enum message_type type)
{
        return type_words[type];
}

static void set_shortened(struct buffer *b, const char *name, const char *text, size_t most, struct arena *a)
{
        if (text && *text)
                json_text_member(b, name, text_shorten(a, text, most));
}

static int offset_of(const struct message *m, int64_t t)
{
        return m->zone ? zone_offset(m->zone, t) : m->alert->sent_offset;
}

static void set_time(struct buffer *b, const char *name, int64_t t, const struct message *m)
{
        char text[TIMESTAMP_TEXT];

        if (t != TIMESTAMP_NONE)
                json_text_member(b, name, timestamp_format(t, offset_of(m, t), text));
}

/* The word that chooses the headline's form. */
static const char *headline_key(const struct message *m)
{
        if (m->type == MESSAGE_EXPIRED)
                return "headline.expired";
        if (m->type == MESSAGE_ALL_CLEAR)
                return "headline.all-clear";
        switch (m->info ? alert_info_state(m->alert, m->info) : STATE_LIVE) {
        case STATE_PAST:
                return "headline.past";
        case STATE_FORECAST:
                return "headline.forecast";
        default:
                return "headline.live";
        }
}

static const char *own_headline(const struct message *m, const struct catalogue *c, struct arena *a)
{
        const char *names[] = {"event", "place"}, *values[2];

        values[0] = catalogue_text(c, m->language,
                                   arena_printf(a, "event.%s", vocab_word(VOCAB_EVENT, (int)m->event)));
        values[1] = m->n_places ? m->places[0].name : "";
        return catalogue_fill(c, m->language, headline_key(m), names, values, 2, a);
}

/* The report's own headline where it has one that fits the type: an alarm's headline must not announce its
 * end. */
const char *message_headline(const struct message *m, const struct catalogue *c, struct arena *a)
{
        const char *text = m->info ? m->info->headline : NULL, *label;
        bool ends = m->type == MESSAGE_ALL_CLEAR || m->type == MESSAGE_EXPIRED;

        if (!text || !*text || (ends && alert_info_state(m->alert, m->info) != STATE_ALL_CLEAR))
                text = own_headline(m, c, a);
        if (m->nearby && !ends)
                text = catalogue_fill(c, m->language, "label.nearby", (const char *const[]){"headline"},
                                      &text, 1, a);
        if (m->alert->status == STATUS_ACTUAL)
                return text;
        label = arena_printf(a, "label.%s", vocab_word(VOCAB_STATUS, (int)m->alert->status));
        return catalogue_fill(c, m->language, label, (const char *const[]){"headline"}, &text, 1, a);
}

/* --- one text of all that matters */

static bool is_end(const struct message *m)
{
        return m->type == MESSAGE_ALL_CLEAR || m->type == MESSAGE_EXPIRED;
}

static bool is_live(const struct message *m)
{
        return !is_end(m) && m->type != MESSAGE_DIGEST && m->info &&
               alert_info_state(m->alert, m->info) == STATE_LIVE;
}

/* What to do, where the report does not say: for danger that is there; NULL where there is nothing to say. */
static const char *own_instruction(const struct message *m, const struct catalogue *c, struct arena *a)
{
        if (m->type == MESSAGE_EXPIRED)
                return catalogue_find(c, m->language, "do.expired");
        if (!is_live(m) || m->alert->status != STATUS_ACTUAL)
                return NULL;
        return catalogue_find(c, m->language,
                              arena_printf(a, "do.%s", vocab_word(VOCAB_EVENT, (int)m->event)));
}

static const char *do_what(const struct message *m, const struct catalogue *c, struct arena *a)
{
        bool own = is_end(m) || !m->info || !m->info->instruction || !*m->info->instruction;

        return own ? own_instruction(m, c, a) : m->info->instruction;
}

/* The wall's time, with the day where it is another one than that of the message, and the offset where nobody knows
 * whose wall it is. */
static const char *until(const struct message *m, const struct catalogue *c, struct arena *a)
{
        char then[TIMESTAMP_TEXT], sent[TIMESTAMP_TEXT];
        const char *time;

        if (!is_live(m) || m->expires == TIMESTAMP_NONE)
                return NULL;
        timestamp_format(m->expires, offset_of(m, m->expires), then);
        timestamp_format(m->sent, offset_of(m, m->sent), sent);
        time = arena_printf(a, "%.5s%s%s", then + 11, m->zone ? "" : " UTC",
                            m->zone             ? ""
                            : strchr(then, 'Z') ? ""
                                                : then + 19);
        if (strncmp(then, sent, 10) != 0)
                time = arena_printf(a, "%s (%.2s.%.2s.)", time, then + 8, then + 5);
        return catalogue_fill(c, m->language, "element.until", (const char *const[]){"time"}, &time, 1, a);
}

static const char *who(const struct message *m, const struct catalogue *c, struct arena *a)
{
        const struct message_source *best = NULL;
        const char *name;

        for (size_t i = 0; i < m->n_sources; i++)
                if (!best || (m->sources[i].official && !best->official))
                        best = &m->sources[i];
        if (!best)
                return NULL;
        name = best->name;
        if (best->official)
                name = catalogue_fill(c, m->language, "element.official", (const char *const[]){"source"},
                                      &name, 1, a);
        return catalogue_fill(c, m->language, "element.who", (const char *const[]){"source"}, &name, 1, a);
}

/* Adds an element where it fits as a whole. */
static const char *add_element(const char *text, const char *element, size_t most, struct arena *a)
{
        bool ended = *text && strchr(".!?", text[strlen(text) - 1]);
        const char *longer;

        if (!element || !*element)
                return text;
        longer = arena_printf(a, "%s%s %s", text, ended ? "" : ".", element);
        return text_length(longer, strlen(longer)) <= most ? longer : text;
}

/* Its first words where all of them do not fit: what is first is what matters. */
static const char *add_first_words(const char *text, const char *element, size_t most, struct arena *a)
{
        const char *longer = add_element(text, element, most, a), *end;

        if (longer != text || !element)
                return longer;
        for (end = element + strcspn(element, ".:!"); *end && end[1] != ' ';
             end += 1 + strcspn(end + 1, ".:!"))
                ;
        return *end ? add_element(text, arena_printf(a, "%.*s.", (int)(end - element), element), most, a)
                    : text;
}

static const char *variant(const struct message *m, const struct catalogue *c, size_t most, struct arena *a)
{
        const char *headline = message_headline(m, c, a), *instruction = do_what(m, c, a);
        const char *text = text_shorten(a, text_squeeze(a, headline, strlen(headline)), HEADLINE_MOST);

        if (instruction)
                instruction = text_squeeze(a, instruction, strlen(instruction));
        if (instruction && most > 2 * HEADLINE_MOST)
                instruction = text_shorten(a, instruction, most - 2 * HEADLINE_MOST);
        text = add_first_words(text, instruction, most, a);
        text = add_element(text, until(m, c, a), most, a);
        return add_element(text, who(m, c, a), most, a);
}

static void set_sources(struct buffer *b, const struct message *m)
{
        json_text_name(b, "sources");
        json_text_open(b, '[');
        for (size_t i = 0; i < m->n_sources && i < SOURCES_MOST; i++) {
                json_text_open(b, '{');
                json_text_member(b, "name", m->sources[i].name);
                json_text_member_flag(b, "official", m->sources[i].official);
                set_time(b, "sent", m->sources[i].sent, m);
                json_text_close(b, '}');
        }
        json_text_close(b, ']');
}

/* The last of a name counts. */
static bool is_said_again(const struct alert_info *info, size_t i)
{
        for (size_t k = i + 1; k < info->n_facts && k < FACTS_MOST; k++)
                if (strcmp(info->facts[k].name, info->facts[i].name) == 0)
                        return true;
        return false;
}

/* Facts that are whole numbers are numbers. */
static void set_facts(struct buffer *b, const struct alert_info *info, struct arena *a)
{
        if (info->n_facts == 0)
                return;
        json_text_name(b, "facts");
        json_text_open(b, '{');
        for (size_t i = 0; i < info->n_facts && i < FACTS_MOST; i++) {
                const char *name = text_shorten(a, info->facts[i].name, 40), *value = info->facts[i].value;
                char *end;
                long long number = strtoll(value, &end, 10);

                if (is_said_again(info, i))
                        continue;
                if (*value && !*end)
                        json_text_member_number(b, name, number);
                else
                        set_shortened(b, name, value, 80, a);
        }
        json_text_close(b, '}');
}

static void set_references(struct buffer *b, const struct alert *alert, const struct detail *detail,
                           struct arena *a)
{
        bool some = false;

        for (size_t i = 0; i < alert->n_references && i < detail->references; i++) {
                const char *identifier = alert->references[i].identifier;

                if (!identifier)
                        continue;
                if (!some) {
                        json_text_name(b, "references");
                        json_text_open(b, '[');
                }
                some = true;
                json_text_string(b, text_shorten(a, identifier, detail->identifier));
        }
        if (some)
                json_text_close(b, ']');
}

static void set_cap(struct buffer *b, const struct alert *alert, const struct detail *detail, struct arena *a)
{
        if (alert->format != FORMAT_CAP)
                return;
        json_text_name(b, "cap");
        json_text_open(b, '{');
        set_shortened(b, "identifier", alert->identifier, detail->identifier, a);
        set_shortened(b, "sender", alert->sender, detail->identifier, a);
        set_references(b, alert, detail, a);
        json_text_close(b, '}');
}

static void set_info(struct buffer *b, const struct message *m, const struct catalogue *c,
                     const struct detail *detail, struct arena *a)
{
        const struct alert_info *info = m->info;

        json_text_member(b, "urgency",
                         vocab_word(VOCAB_URGENCY, is_end(m) || !info ? URGENCY_PAST : (int)info->urgency));
        json_text_member(b, "severity",
                         vocab_word(VOCAB_SEVERITY, info ? (int)info->severity : SEVERITY_UNKNOWN));
        json_text_member(b, "certainty",
                         vocab_word(VOCAB_CERTAINTY, info ? (int)info->certainty : CERTAINTY_UNKNOWN));
        if (!info || (is_end(m) && alert_info_state(m->alert, info) != STATE_ALL_CLEAR))
                return; /* what to do against a danger that is over is not repeated */
        set_shortened(b, "text", info->description, m->type == MESSAGE_DIGEST ? detail->digest : detail->text,
                      a);
        set_shortened(b, "instruction", is_end(m) ? info->instruction : do_what(m, c, a), detail->text, a);
}

/* Not for state topics: who shows those has the members. */
static void set_variants(struct buffer *b, const struct message *m, const struct catalogue *c,
                         const struct detail *detail, struct arena *a)
{
        if (m->open || m->type == MESSAGE_DIGEST || !detail->variants)
                return;
        json_text_member(b, "short", variant(m, c, SHORT_MOST, a));
        json_text_member(b, "brief", variant(m, c, BRIEF_MOST, a));
}

/* All but the places, and open. */
static void build(struct buffer *b, const struct message *m, const struct catalogue *c,
                  const struct detail *detail, struct arena *a)
{
        json_text_open(b, '{');
        json_text_member(b, "incident", m->incident);
        json_text_member_number(b, "revision", m->revision);
        json_text_member(b, "type", type_words[m->type]);
        if (!m->open)
                json_text_member_flag(b, "sound", m->sound);
        json_text_member(b, "status", vocab_word(VOCAB_STATUS, (int)m->alert->status));
        json_text_member(b, "event", vocab_word(VOCAB_EVENT, (int)m->event));
        set_shortened(b, "headline", message_headline(m, c, a), detail->headline, a);
        set_info(b, m, c, detail, a);
        set_variants(b, m, c, detail, a);
        set_time(b, "sent", m->sent, m);
        set_time(b, "expires", m->expires, m);
        if (m->confirmed)
                set_time(b, "confirmed", m->confirmed, m);
        if (m->nearby)
                json_text_member_flag(b, "nearby", true);
        set_sources(b, m);
        json_text_member(b, "language",
                         m->info && m->info->language ? text_shorten(a, m->info->language, 35) : m->language);
        if (m->info)
                set_facts(b, m->info, a);
        set_cap(b, m->alert, detail, a);
        if (m->open)
                json_text_member_number(b, "open", *m->open);
}

static void add_place(struct buffer *b, const struct message_place *p)
{
        json_text_open(b, '{');
        json_text_member(b, "path", p->path);
        json_text_member(b, "name", p->name);
        json_text_close(b, '}');
}

static void add_places(struct buffer *b, const struct message *m, size_t n)
{
        json_text_name(b, "places");
        json_text_open(b, '[');
        for (size_t i = 0; i < n; i++)
                add_place(b, &m->places[i]);
        json_text_close(b, ']');
}

/* As many places as fit into what is left, at least one. */
static void add_places_that_fit(struct buffer *b, const struct message *m)
{
        size_t left, total = m->places_total ? m->places_total : m->n_places, n;
        size_t used = b->size + 1 + MESSAGE_ID + sizeof "\"places\":[],\"places_total\":1000000,";
        struct buffer place = {0};

        left = used < MESSAGE_MOST ? MESSAGE_MOST - used : 0;
        for (n = 0; n < m->n_places; n++) {
                buffer_reset(&place);
                add_place(&place, &m->places[n]);
                if (n > 0 && place.size + 1 > left)
                        break;
                left -= place.size + 1 < left ? place.size + 1 : left;
        }
        buffer_done(&place);
        if (n < total)
                json_text_member_number(b, "places_total", (int64_t)total);
        add_places(b, m, n);
}

/* Is it short enough? */
static bool close_and_measure(struct buffer *b)
{
        json_text_close(b, '}');
        return b->size + MESSAGE_ID <= MESSAGE_MOST;
}

void message_encode(const struct message *m, const struct catalogue *c, struct buffer *out)
{
        struct arena *a = arena_new();
        struct buffer b = {0};
        bool fits = false;

        /* Most are short; only where that was too much is it worth measuring what fits. */
        if (m->n_places <= PLACES_UNMEASURED) {
                build(&b, m, c, &details[0], a);
                add_places(&b, m, m->n_places);
                fits = close_and_measure(&b);
        }
        for (size_t i = 0; !fits && i < sizeof details / sizeof *details; i++) {
                buffer_reset(&b);
                build(&b, m, c, &details[i], a);
                add_places_that_fit(&b, m);
                fits = close_and_measure(&b);
        }
        buffer_add(out, b.data, b.size);
        buffer_done(&b);
        arena_free(a);
}
