#include "reader/text_alerts.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/timestamp.h"
#include "reader/text_details.h"

#define PLACES_MAX   500 /* of one alert */
#define EVIDENCE_MAX 8
#define EVIDENCE_CUT 500 /* characters */

/* What is being put together. */
struct maker {
        const struct text_scan *s;
        const struct text_place *places;
        const struct text_frames *frames;
        const struct text_options *options;
        const char *language;
        struct text_details details;
        const char **sentences; /* as evidence; NULL: not asked for yet */
        bool official;          /* the source, or one that the text names */
};

static enum alert_severity severity_of(const struct text_frame *f)
{
        switch (f->state) {
        case STATE_LIVE:
                return f->event == EVENT_BALLISTIC || f->event == EVENT_NUCLEAR ? SEVERITY_EXTREME
                       : f->event == EVENT_WEATHER                              ? SEVERITY_MODERATE
                                                                                : SEVERITY_SEVERE;
        case STATE_PAST:
                return SEVERITY_UNKNOWN;
        case STATE_ALL_CLEAR:
                return SEVERITY_MINOR;
        case STATE_FORECAST:
                return SEVERITY_MODERATE;
        }
        return SEVERITY_UNKNOWN;
}

static void set_state(struct alert *alert, struct alert_info *info, const struct text_frame *f)
{
        switch (f->state) {
        case STATE_LIVE:
                info->urgency = f->role == ROLE_TOWARD ? URGENCY_EXPECTED : URGENCY_IMMEDIATE;
                info->responses = 1u << RESPONSE_SHELTER;
                break;
        case STATE_PAST:
                info->urgency = URGENCY_PAST;
                break;
        case STATE_ALL_CLEAR:
                info->urgency = URGENCY_PAST;
                info->responses = 1u << RESPONSE_ALLCLEAR;
                alert->msg_type = MSGTYPE_CANCEL;
                break;
        case STATE_FORECAST:
                info->urgency = URGENCY_FUTURE;
                info->responses = 1u << RESPONSE_PREPARE;
                break;
        }
}

static const char *clean_sentence(const struct maker *m, uint32_t number)
{
        const struct text_sentence *sentence = &m->s->words.sentences[number];
        uint32_t start = m->s->words.tokens[sentence->first].start;
        uint32_t end = sentence->end < m->s->words.n_tokens ? m->s->words.tokens[sentence->end].start
                                                            : (uint32_t)m->s->words.size;
        const char *newline = memchr(m->s->words.text + m->s->words.tokens[sentence->end - 1].end, '\n',
                                     end - m->s->words.tokens[sentence->end - 1].end);
        char *text;

        if (newline)
                end = (uint32_t)(newline - m->s->words.text);
        text = text_squeeze(m->s->arena, m->s->words.text + start, end - start);
        return text_shorten(m->s->arena, text, EVIDENCE_CUT);
}

/* Several alerts may come of a sentence, and many places of an alert. */
static const char *sentence_text(const struct maker *m, uint32_t number)
{
        if (!m->sentences[number])
                m->sentences[number] = clean_sentence(m, number);
        return m->sentences[number];
}

/* Tokens as they are written. */
static char *written(const struct maker *m, uint32_t first, uint32_t last)
{
        const struct text_words *w = &m->s->words;

        return arena_strndup(m->s->arena, w->text + w->tokens[first].start,
                             w->tokens[last].end - w->tokens[first].start);
}

/* The villages that are meant there and not known, as written. */
static const char *unknown_words(const struct maker *m, const struct text_frame *f)
{
        const char *words = NULL;

        for (const struct text_unknown *u = f->unknown; u; u = u->next) {
                const struct text_place *p = &m->places[u->mention];
                const char *name = written(m, p->first, p->last);
                words = words ? arena_printf(m->s->arena, "%s; %s", name, words) : name;
        }
        return words;
}

static void add_place(const struct maker *m, struct alert_info *info, const struct text_frame *f)
{
        info->places[info->n_places++] =
            (struct area_place){.number = f->place,
                                .path = place_path(m->s->gazetteer, f->place, m->s->arena),
                                .role = f->role,
                                .why = f->why,
                                .words = unknown_words(m, f)};
}

static int compare_places(const void *x, const void *y)
{
        const struct area_place *a = x, *b = y;

        return a->number < b->number ? -1 : a->number > b->number;
}

/* What the all-clear spares in that place. */
static void add_spared(const struct maker *m, struct alert_info *info, const struct text_frame *f)
{
        uint32_t *list;
        size_t n = 0;

        for (const struct text_spared *s = f->spared; s; s = s->next)
                n++;
        if (!n)
                return;
        list = arena_array(m->s->arena, info->n_spared + n, sizeof *list);
        if (info->n_spared)
                memcpy(list, info->spared, info->n_spared * sizeof *list);
        for (const struct text_spared *s = f->spared; s; s = s->next)
                list[info->n_spared++] = s->place;
        info->spared = list;
}

static void add_evidence(const struct maker *m, struct alert_info *info, uint32_t sentence)
{
        const char *text;

        if (info->n_evidence == EVIDENCE_MAX)
                return;
        text = sentence_text(m, sentence);
        for (size_t i = 0; i < info->n_evidence; i++)
                if (info->evidence[i] == text || !strcmp(info->evidence[i], text))
                        return;
        info->evidence[info->n_evidence++] = text;
}

static void add_mentions(const struct maker *m, struct alert_info *info)
{
        size_t n = m->frames->n_named < 200 ? m->frames->n_named : 200;

        info->mentions = arena_array(m->s->arena, n, sizeof *info->mentions);
        for (size_t i = 0; i < n; i++) {
                const struct text_named *named = &m->frames->named[i];
                const struct text_place *p = &m->places[named->mention];
                info->mentions[info->n_mentions++] = (struct area_mention){
                    .text = written(m, p->from, p->to),
                    .path =
                        p->place == PLACE_NONE ? NULL : place_path(m->s->gazetteer, p->place, m->s->arena),
                    .why = named->why};
        }
}

/* The sentences that say so, as one text. */
static const char *describe(const struct maker *m, const struct alert_info *info)
{
        size_t size = 0, used = 0;
        char *text;

        if (info->n_evidence == 1)
                return info->evidence[0];
        for (size_t i = 0; i < info->n_evidence; i++)
                size += strlen(info->evidence[i]) + 1;
        text = arena_alloc(m->s->arena, size + 1);
        for (size_t i = 0; i < info->n_evidence; i++) {
                size_t n = strlen(info->evidence[i]);
                if (i)
                        text[used++] = ' ';
                memcpy(text + used, info->evidence[i], n);
                used += n;
        }
        return text;
}

static const char *language_of(const struct maker *m)
{
        size_t counts[TEXT_LANGUAGES_MAX] = {0};
        const size_t latin = text_words_languages(&m->s->words, counts);

        return text_language_choose(m->s->language, m->options->language, latin, counts);
}

/* An official raises it, what is claimed or preliminary lowers it, one against the other. */
static enum alert_certainty certainty_of(const struct maker *m, uint64_t doubts)
{
        bool weak = doubts & (TEXT_ROLE(SAYS_CLAIM) | TEXT_ROLE(SAYS_PRELIMINARY));

        if (doubts & TEXT_ROLE(SAYS_DENIAL) || (weak && !m->official))
                return CERTAINTY_POSSIBLE;
        return m->official && !weak ? CERTAINTY_OBSERVED : CERTAINTY_LIKELY;
}

/* The alert of all frames that go with frame `first`; `done` marks them. */
static void make_alert(const struct maker *m, size_t first, bool *done, struct alert *alert)
{
        const struct text_frame *lead = &m->frames->frames[first];
        struct alert_info *info = arena_alloc(m->s->arena, sizeof *info);
        size_t n = m->frames->n_frames;
        struct text_sayings said = {.doubts = 0};
        uint32_t read = UINT32_MAX; /* the sentence whose facts were read last */

        text_facts_start(&said.facts);
        *alert = (struct alert){.format = FORMAT_TEXT,
                                .sent = TIMESTAMP_NONE,
                                .infos = info,
                                .n_infos = 1,
                                .official = m->official};
        info->event = lead->event;
        info->categories = 1u << vocab_event_category(lead->event);
        info->effective = info->onset = info->expires = TIMESTAMP_NONE;
        info->severity = severity_of(lead);
        set_state(alert, info, lead);
        info->places =
            arena_array(m->s->arena, n - first < PLACES_MAX ? n - first : PLACES_MAX, sizeof *info->places);
        info->evidence = arena_array(m->s->arena, EVIDENCE_MAX, sizeof *info->evidence);
        for (size_t i = first; i < n; i++) {
                const struct text_frame *f = &m->frames->frames[i];
                if (done[i] || !text_details_same(&m->details, lead, f) || info->n_places == PLACES_MAX)
                        continue;
                done[i] = true;
                add_place(m, info, f);
                add_spared(m, info, f);
                add_evidence(m, info, f->sentence);
                if (f->sentence != read)
                        text_details_add(&m->details, lead, f->sentence, &said);
                read = f->sentence;
                if (f->state == STATE_LIVE && f->role == ROLE_AFFECTED)
                        info->urgency = URGENCY_IMMEDIATE;
        }
        text_details_add_victims(&m->details, lead, &said);
        qsort(info->places, info->n_places, sizeof *info->places, compare_places);
        info->description = describe(m, info);
        info->language = m->language;
        info->headline = info->n_evidence ? text_shorten(m->s->arena, info->evidence[0], 160) : NULL;
        info->certainty = certainty_of(m, said.doubts);
        add_mentions(m, info);
        text_facts_store(&said.facts, m->s->arena, info);
}

/* An all-clear for all but some comes first: what goes on then is not taken for news of what it ends. */
void text_alerts_make(const struct text_scan *s, const struct text_place *places,
                      const struct text_frames *frames, const struct text_options *options,
                      struct alert_list *ret)
{
        struct maker m = {
            .s = s, .places = places, .frames = frames, .options = options, .official = options->official};
        struct alert *alerts = NULL;
        size_t room = 0, n = 0;
        bool *done = arena_array(s->arena, frames->n_frames + 1, sizeof *done);

        text_details_find(s, places, frames, &m.details);
        m.official |= m.details.official;
        m.sentences = arena_array(s->arena, s->words.n_sentences, sizeof *m.sentences);
        m.language = frames->n_frames ? language_of(&m) : NULL;
        for (unsigned pass = 0; pass < 2; pass++) {
                for (size_t i = 0; i < frames->n_frames && n < options->alerts; i++) {
                        if (done[i] || (pass == 0 && !frames->frames[i].spared))
                                continue;
                        alerts = arena_grow(s->arena, alerts, n, &room, sizeof *alerts);
                        make_alert(&m, i, done, &alerts[n++]);
                }
        }
        *ret = (struct alert_list){alerts, n};
}
