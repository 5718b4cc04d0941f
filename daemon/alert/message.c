#include "alert/message.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "alert/wall.h"
#include "alert/wording.h"
#include "base/json_text.h"
#include "base/text.h"
#include "base/timestamp.h"

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
    {MESSAGE_HEADLINE_MOST, TEXT_MOST, DIGEST_MOST, 20, 200, true},
    {MESSAGE_HEADLINE_MOST, TEXT_MOST, DIGEST_MOST, 0, 200, true},
    {MESSAGE_HEADLINE_MOST, 160, 800, 0, 100, false},
    {MESSAGE_HEADLINE_MOST, 60, 360, 0, 60, false},
};

const char *message_type_word(enum message_type type)
{
        return type_words[type];
}

bool message_type_ends(enum message_type type)
{
        return type == MESSAGE_ALL_CLEAR || type == MESSAGE_EXPIRED;
}

static void set_text(json_t *o, const char *name, const char *text)
{
        if (text)
                json_text_set(o, name, json_text_string(text));
}

static void set_shortened(json_t *o, const char *name, const char *text, size_t most, struct arena *a)
{
        if (text && *text)
                set_text(o, name, text_shorten(a, text, most));
}

static void set_time(json_t *o, const char *name, int64_t t, const struct message *m)
{
        struct wall wall = {.zone = m->zone, .offset = m->alert->sent_offset};
        char text[TIMESTAMP_TEXT];

        if (t != TIMESTAMP_NONE)
                set_text(o, name, timestamp_format(t, wall_offset(&wall, t), text));
}

static json_t *sources_json(const struct message *m)
{
        json_t *list = json_array();

        for (size_t i = 0; i < m->n_sources && i < SOURCES_MOST; i++) {
                json_t *source = json_object();
                set_text(source, "name", m->sources[i].name);
                json_text_set(source, "official", json_boolean(m->sources[i].official));
                set_time(source, "sent", m->sources[i].sent, m);
                json_array_append_new(list, source);
        }
        return list;
}

/* Facts that are whole numbers are numbers. */
static json_t *facts_json(const struct alert_info *info, struct arena *a)
{
        json_t *facts = json_object();

        for (size_t i = 0; i < info->n_facts && i < FACTS_MOST; i++) {
                const char *name = text_shorten(a, info->facts[i].name, 40), *value = info->facts[i].value;
                char *end;
                long long number = strtoll(value, &end, 10);
                if (*value && !*end)
                        json_object_set_new(facts, name, json_integer(number));
                else if (*value)
                        json_object_set_new(facts, name, json_text_string(text_shorten(a, value, 80)));
        }
        return facts;
}

static json_t *cap_json(const struct alert *alert, const struct detail *detail, struct arena *a)
{
        json_t *cap = json_object(), *references = json_array();

        set_shortened(cap, "identifier", alert->identifier, detail->identifier, a);
        set_shortened(cap, "sender", alert->sender, detail->identifier, a);
        for (size_t i = 0; i < alert->n_references && i < detail->references; i++)
                if (alert->references[i].identifier)
                        json_array_append_new(
                            references, json_text_string(text_shorten(a, alert->references[i].identifier,
                                                                      detail->identifier)));
        if (json_array_size(references))
                json_object_set(cap, "references", references);
        json_decref(references);
        return cap;
}

static void set_info(json_t *o, const struct message *m, const struct catalogue *c,
                     const struct detail *detail, struct arena *a)
{
        const struct alert_info *info = m->info;

        set_text(o, "urgency",
                 vocab_word(VOCAB_URGENCY,
                            message_type_ends(m->type) || !info ? URGENCY_PAST : (int)info->urgency));
        set_text(o, "severity", vocab_word(VOCAB_SEVERITY, info ? (int)info->severity : SEVERITY_UNKNOWN));
        set_text(o, "certainty",
                 vocab_word(VOCAB_CERTAINTY, info ? (int)info->certainty : CERTAINTY_UNKNOWN));
        set_shortened(o, "text", wording_text(m, c, a),
                      m->type == MESSAGE_DIGEST ? detail->digest : detail->text, a);
        set_shortened(o, "instruction", wording_instruction(m, c, a), detail->text, a);
}

/* Not for state topics: who shows those has the members. */
static void set_variants(json_t *o, const struct message *m, const struct catalogue *c,
                         const struct detail *detail, struct arena *a)
{
        if (m->open || m->type == MESSAGE_DIGEST || !detail->variants)
                return;
        set_shortened(o, "when", wording_when(m, c, a), TEXT_MOST, a);
        set_text(o, "short", wording_variant(m, c, SHORT_MOST, a));
        set_text(o, "brief", wording_variant(m, c, BRIEF_MOST, a));
}

/* That of the headline. */
static const char *language_of(const struct message *m, struct arena *a)
{
        bool own = !m->info || !m->info->language || m->foreign;

        return own ? m->language : text_shorten(a, m->info->language, 35);
}

static json_t *build(const struct message *m, const struct catalogue *c, const struct detail *detail,
                     struct arena *a)
{
        json_t *o = json_object();

        set_text(o, "incident", m->incident);
        json_text_set(o, "revision", json_integer(m->revision));
        set_text(o, "type", type_words[m->type]);
        if (!m->open)
                json_text_set(o, "sound", json_boolean(m->sound));
        set_text(o, "status", vocab_word(VOCAB_STATUS, (int)m->alert->status));
        set_text(o, "event", vocab_word(VOCAB_EVENT, (int)m->event));
        set_shortened(o, "headline", wording_headline(m, c, a), detail->headline, a);
        set_info(o, m, c, detail, a);
        set_variants(o, m, c, detail, a);
        set_time(o, "sent", m->sent, m);
        set_time(o, "expires", m->expires, m);
        if (m->confirmed)
                set_time(o, "confirmed", m->confirmed, m);
        if (m->nearby)
                json_text_set(o, "nearby", json_true());
        json_text_set(o, "sources", sources_json(m));
        set_text(o, "language", language_of(m, a));
        if (m->info && m->info->n_facts)
                json_text_set(o, "facts", facts_json(m->info, a));
        if (m->alert->format == FORMAT_CAP)
                json_text_set(o, "cap", cap_json(m->alert, detail, a));
        if (m->open)
                json_text_set(o, "open", json_integer(*m->open));
        return o;
}

static size_t json_size(const json_t *o)
{
        return json_dumpb(o, NULL, 0, JSON_COMPACT);
}

static json_t *place_json(const struct message_place *p)
{
        json_t *place = json_object();

        set_text(place, "path", p->path);
        set_text(place, "name", p->name);
        return place;
}

static void add_places(json_t *o, const struct message *m)
{
        json_t *list = json_array();

        for (size_t i = 0; i < m->n_places; i++)
                json_array_append_new(list, place_json(&m->places[i]));
        json_text_set(o, "places", list);
}

/* As many places as fit into what is left, at least one. */
static void add_places_that_fit(json_t *o, const struct message *m)
{
        json_t *list = json_array();
        size_t left, total = m->places_total ? m->places_total : m->n_places;
        size_t used = json_size(o) + MESSAGE_ID + sizeof "\"places\":[],\"places_total\":1000000,";

        left = used < MESSAGE_MOST ? MESSAGE_MOST - used : 0;
        for (size_t i = 0; i < m->n_places; i++) {
                json_t *place = place_json(&m->places[i]);
                size_t need = json_size(place) + 1;

                if (i > 0 && need > left) {
                        json_decref(place);
                        break;
                }
                left -= need < left ? need : left;
                json_array_append_new(list, place);
        }
        if (json_array_size(list) < total)
                json_text_set(o, "places_total", json_integer((json_int_t)total));
        json_text_set(o, "places", list);
}

/* Appends it where it is short enough. */
static bool dump(const json_t *o, struct buffer *out)
{
        size_t before = out->size;

        json_text_add(out, o);
        if (out->size - before + MESSAGE_ID <= MESSAGE_MOST)
                return true;
        buffer_cut(out, before);
        return false;
}

void message_encode(const struct message *m, const struct catalogue *c, struct buffer *out)
{
        struct arena *a = arena_new();
        json_t *o = NULL;
        bool fits = false;

        /* Most are short; only where that was too much is it worth measuring what fits. */
        if (m->n_places <= PLACES_UNMEASURED) {
                o = build(m, c, &details[0], a);
                add_places(o, m);
                fits = dump(o, out);
        }
        for (size_t i = 0; !fits && i < sizeof details / sizeof *details; i++) {
                json_decref(o);
                o = build(m, c, &details[i], a);
                add_places_that_fit(o, m);
                fits = dump(o, out);
        }
        if (!fits)
                json_text_add(out, o);
        json_decref(o);
        arena_free(a);
}
