#include "report/text_frames.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/text_role.h"

#define STATE_UNSAID (-1)
#define POST_MAX     600 /* bytes of a text that may be a post: words without a tense count as live there */
#define POST_SHORT   160

/* A part of a sentence with one state. */
struct clause {
        uint32_t first, end; /* tokens */
        uint32_t sentence;
        uint32_t events; /* mask of 1 << enum alert_event */
        unsigned past, live, happened, clear, forecast, still, calm, old, list, topic;
        const struct text_match *whole; /* "throughout the region" */
        bool teaser, framed;
        int state; /* enum alert_state or STATE_UNSAID: by its own words */
        bool places;
};

struct framer {
        struct text_scan *s;
        const struct text_place *places;
        const struct text_role *roles;
        size_t n_places;
        struct clause *clauses;
        size_t n_clauses, clauses_room;
        uint32_t *clause_of; /* per token */
        struct text_frames *out;
        size_t frames_room, named_room;
        unsigned past, live; /* in the whole text */
        uint32_t events;     /* in the whole text */
        unsigned counts[EVENT_COUNT];
        bool post, orders;
};

static void start_clause(struct framer *f, uint32_t token, uint32_t sentence)
{
        f->clauses = arena_grow(f->s->arena, f->clauses, f->n_clauses, &f->clauses_room, sizeof *f->clauses);
        f->clauses[f->n_clauses++] =
            (struct clause){.first = token, .sentence = sentence, .state = STATE_UNSAID};
}

static bool splits(const struct framer *f, uint32_t token)
{
        if (text_scan_gap(f->s, token, GAP_SEMICOLON))
                return true;
        return text_scan_starts(f->s, token, SAYS_CONTRAST) != NULL &&
               text_scan_gap(f->s, token, GAP_COMMA | GAP_DASH | GAP_PERIOD);
}

/* Where danger and all-clear stand in one sentence, the comma between them parts them: nothing is worse than
 * ending the wrong one. */
struct opposites {
        uint32_t comma, clear, live; /* last seen, 1 + token */
};

static uint32_t parts_at(const struct framer *f, uint32_t token, struct opposites *o)
{
        bool live = text_scan_starts(f->s, token, SAYS_LIVE) || text_scan_starts(f->s, token, SAYS_STILL);
        bool clear = text_scan_starts(f->s, token, SAYS_CLEAR) != NULL;

        if (text_scan_gap(f->s, token, GAP_COMMA | GAP_DASH))
                o->comma = token + 1;
        if ((live && !clear && o->clear && o->comma > o->clear) ||
            (clear && !live && o->live && o->comma > o->live)) {
                uint32_t at = o->comma - 1;
                *o = (struct opposites){.live = live ? token + 1 : 0, .clear = clear ? token + 1 : 0};
                return at;
        }
        if (live)
                o->live = token + 1;
        if (clear)
                o->clear = token + 1;
        return UINT32_MAX;
}

static void cut_sentence(struct framer *f, uint32_t sentence)
{
        const struct text_sentence *whole = &f->s->words.sentences[sentence];
        struct opposites o = {0};

        for (uint32_t i = whole->first; i < whole->end; i++) {
                uint32_t part;
                if (i == whole->first || splits(f, i)) {
                        start_clause(f, i, sentence);
                        o = (struct opposites){0};
                }
                part = parts_at(f, i, &o);
                if (part != UINT32_MAX && part > f->clauses[f->n_clauses - 1].first) {
                        f->clauses[f->n_clauses - 1].end = part;
                        start_clause(f, part, sentence);
                        for (uint32_t k = part; k < i; k++)
                                f->clause_of[k] = (uint32_t)f->n_clauses - 1;
                }
                f->clause_of[i] = (uint32_t)f->n_clauses - 1;
                f->clauses[f->n_clauses - 1].end = i + 1;
        }
}

static void cut_clauses(struct framer *f)
{
        const struct text_words *w = &f->s->words;

        f->clause_of = arena_array(f->s->arena, w->n_tokens + 1, sizeof *f->clause_of);
        for (uint32_t sentence = 0; sentence < w->n_sentences; sentence++)
                cut_sentence(f, sentence);
}

#define NEGATION_NEAR 4 /* tokens between an all-clear and a negation */

/* "Отбоя в Белгороде пока нет": an all-clear with a negation near it, in whatever words, is none. The phrases
 * that say "the threat is no more" hold their negation inside. */
static bool is_negated(const struct framer *f, const struct text_match *m, const struct clause *c)
{
        const unsigned stops = GAP_COMMA | GAP_SEMICOLON | GAP_COLON | GAP_DASH;
        uint32_t at = m->first;

        for (unsigned i = 0; i < NEGATION_NEAR && at > c->first && !text_scan_gap(f->s, at, stops); i++)
                if (text_scan_ends(f->s, --at, SAYS_NOT))
                        return true;
        at = m->last + 1;
        for (unsigned i = 0; i < NEGATION_NEAR && at < c->end && !text_scan_gap(f->s, at, stops); i++, at++)
                if (text_scan_starts(f->s, at, SAYS_NOT))
                        return true;
        return false;
}

static void count_match(struct framer *f, const struct text_match *m)
{
        struct clause *c = &f->clauses[f->clause_of[m->first]];

        switch (m->phrase->role) {
        case SAYS_PAST:
                c->past++;
                break;
        case SAYS_LIVE:
                c->live++;
                break;
        case SAYS_ORDER:
                c->live++;
                f->orders = true;
                break;
        case SAYS_HAPPENED:
                c->happened++;
                break;
        case SAYS_WHOLE:
                c->whole = m;
                return;
        case SAYS_CLEAR:
                if (is_negated(f, m, c))
                        c->live++;
                else
                        c->clear++;
                break;
        case SAYS_FORECAST:
                c->forecast++;
                break;
        case SAYS_STILL:
                c->still++;
                break;
        case SAYS_CALM:
                c->calm++;
                return;
        case SAYS_TOPIC:
                c->topic += (unsigned)m->phrase->number;
                return;
        case SAYS_LIST:
                c->list++;
                return;
        case SAYS_TEASER:
                c->teaser = true;
                return;
        case SAYS_OLD:
                c->old++;
                return;
        case SAYS_EVENT:
                break;
        default:
                return;
        }
        if (m->phrase->number >= 0 && m->phrase->role <= SAYS_FORECAST) {
                c->events |= 1u << m->phrase->number;
                f->counts[m->phrase->number] += !c->teaser;
        }
}

static int clause_state(const struct framer *f, const struct clause *c)
{
        unsigned live = c->live + (f->orders ? c->happened : 0),
                 past = c->past + (f->orders ? 0 : c->happened);

        if (c->clear && !c->still)
                return STATE_ALL_CLEAR;
        if (c->still)
                return STATE_LIVE;
        if (c->events >> EVENT_AIR_RAID & 1 && c->happened && !f->past) /* "sirens sounded" */
                return STATE_LIVE;
        if (live && (live > past || (live == past && f->past <= f->live)))
                return STATE_LIVE;
        if (c->forecast && !c->past)
                return STATE_FORECAST;
        if (past)
                return STATE_PAST;
        if (c->forecast)
                return STATE_FORECAST;
        return STATE_UNSAID;
}

#define OLD_YEAR_FIRST 1800
#define OLD_YEAR_LAST  2021

static bool is_old_year(const struct text_scan *s, uint32_t token)
{
        const struct text_token *t = text_scan_token(s, token);
        const char *digits = s->words.words[t->word].folded;
        long year;

        if (!t->number || s->words.words[t->word].size != 4)
                return false;
        year = strtol(digits, NULL, 10);
        if (year < OLD_YEAR_FIRST || year > OLD_YEAR_LAST || !token)
                return false;
        /* "в 1943 году", "5 августа 1943", but not "1950 года рождения" */
        return text_scan_ends(s, token - 1, SAYS_AT) || text_scan_ends(s, token - 1, SAYS_FROM) ||
               text_scan_ends(s, token - 1, SAYS_MONTH);
}

/* What stands under "read also", up to the next paragraph, and sentences of years long past. */
static void spread_teasers(struct framer *f)
{
        bool teaser = false;

        for (size_t i = 0; i < f->n_clauses; i++) {
                struct clause *c = &f->clauses[i];
                const struct text_sentence *sentence = &f->s->words.sentences[c->sentence];
                if (sentence->starts_paragraph && c->first == sentence->first)
                        teaser = false;
                teaser |= c->teaser;
                c->teaser = teaser;
                if (teaser)
                        c->past = c->live = c->clear = c->happened = c->forecast = c->still = c->events = 0;
                for (uint32_t t = c->first; t < c->end; t++)
                        c->old += is_old_year(f->s, t);
        }
}

/* Short, or with emoji and exclamation marks: written in a hurry. */
static bool looks_like_post(const struct framer *f)
{
        if (f->s->words.size <= POST_SHORT)
                return true;
        for (uint32_t i = 0; i < f->s->words.n_tokens; i++)
                if (text_scan_token(f->s, i)->symbol || text_scan_gap(f->s, i, GAP_EXCLAIM))
                        return true;
        return false;
}

static void weigh_clauses(struct framer *f)
{
        /* A word that is part of a place's name says nothing else. */
        for (size_t i = 0, k = 0; i < f->s->n_matches; i++) {
                const struct text_match *m = &f->s->matches[i];
                while (k < f->n_places && f->places[k].to < m->first)
                        k++;
                if (k == f->n_places || f->places[k].place == PLACE_NONE || f->places[k].from > m->first ||
                    f->places[k].to < m->last)
                        count_match(f, m);
        }
        spread_teasers(f);
        unsigned happened = 0;
        for (size_t i = 0; i < f->n_places; i++)
                f->clauses[f->clause_of[f->places[i].first]].places = true;
        for (size_t i = 0; i < f->n_clauses; i++) {
                f->past += f->clauses[i].past;
                f->live += f->clauses[i].live;
        }
        for (size_t i = 0; i < f->n_clauses; i++) {
                struct clause *c = &f->clauses[i];
                c->state = clause_state(f, c);
                f->events |= c->events;
                happened += c->happened;
        }
        f->past += f->orders ? 0 : happened;
        f->post = !f->past && f->s->words.size <= POST_MAX && looks_like_post(f);
}

/* Does the whole text say that nothing is meant, or speak of something else? */
static const char *nothing_meant(const struct framer *f)
{
        unsigned topic = 0, drill = 0, real = 0;
        const char *subject = "";

        for (size_t i = 0; i < f->s->n_matches; i++) {
                const struct text_phrase *p = f->s->matches[i].phrase;
                drill += p->role == SAYS_DRILL;
                real += p->role == SAYS_REAL;
                if (p->role != SAYS_TOPIC || f->clauses[f->clause_of[f->s->matches[i].first]].teaser)
                        continue;
                topic += (unsigned)p->number;
                if (!*subject)
                        subject = p->text;
        }
        if (drill && !real)
                return "the text is about a drill, a test or a denied rumour";
        if (topic >= 3 && topic > f->live + f->past)
                return arena_printf(f->s->arena, "the text is about something else (\"%s\")", subject);
        return NULL;
}

/* "Gales are forecast for Rostov": weather is no subject to be ignored where it is dangerous. */
static bool is_outlook(const struct framer *f, uint32_t mention)
{
        const struct clause *c = &f->clauses[f->clause_of[f->places[mention].first]];

        return c->state == STATE_FORECAST && c->events & (1u << EVENT_WEATHER | 1u << EVENT_FLOOD);
}

static bool has_number(const struct framer *f, const struct clause *c)
{
        for (uint32_t i = c->first; i < c->end; i++)
                if (text_scan_token(f->s, i)->number || text_scan_starts(f->s, i, SAYS_COUNT))
                        return true;
        return false;
}

#define CLAUSES_NEAR 64 /* how far anything is looked for */

/* An all-clear is only taken over by what continues it, never by what is set against it or names a danger
 * itself. */
static bool gives_state(const struct framer *f, const struct clause *c, const struct clause *o)
{
        if (o->state == STATE_UNSAID)
                return false;
        return o->state != STATE_ALL_CLEAR || (!text_scan_starts(f->s, c->first, SAYS_CONTRAST) &&
                                               !c->happened && (o->sentence == c->sentence || !c->events));
}

static const struct clause *governing_back(const struct framer *f, const struct clause *c, uint32_t sentences)
{
        for (const struct clause *o = c;
             o-- > f->clauses && c - o < CLAUSES_NEAR && c->sentence - o->sentence < sentences;)
                if (o->state != STATE_UNSAID)
                        return gives_state(f, c, o) ? o : NULL;
        return NULL;
}

static const struct clause *governing_ahead(const struct framer *f, const struct clause *c,
                                            uint32_t sentences)
{
        const struct clause *end = f->clauses + f->n_clauses;

        for (const struct clause *o = c + 1;
             o < end && o - c < CLAUSES_NEAR && o->sentence - c->sentence < sentences; o++)
                if (o->state != STATE_UNSAID)
                        return gives_state(f, c, o) ? o : NULL;
        return NULL;
}

/* "Москва молчит.": a bare name at the start that something else follows is a subject, not an entry of a list. */
static bool sentence_speaks(const struct framer *f, const struct clause *c)
{
        size_t low = 0, high = f->n_places;

        while (low < high) {
                size_t middle = (low + high) / 2;
                if (f->places[middle].from < c->first)
                        low = middle + 1;
                else
                        high = middle;
        }
        if (low < f->n_places) {
                const struct text_place *p = &f->places[low];
                return p->from == c->first && !p->head && p->to + 1 < c->end &&
                       !text_scan_gap(f->s, p->to + 1, ~0u) &&
                       text_scan_token(f->s, p->to + 1)->letters == CASE_LOWER &&
                       !text_scan_starts(f->s, p->to + 1, SAYS_JOIN);
        }
        return false;
}

/* Does the clause go on with a list? Bullets, "Чалтырь: ..." */
static bool continues_list(const struct framer *f, const struct clause *c)
{
        const struct text_sentence *sentence = &f->s->words.sentences[c->sentence];

        if (sentence->bullet || c->list || f->live > 2 * f->past || f->post ||
            (c->end - c->first <= 6 && !sentence_speaks(f, c)))
                return true;
        for (uint32_t at = c->first; at < c->end && at < c->first + 5; at++)
                if (text_scan_gap(f->s, at, GAP_COLON))
                        return true;
        return false;
}

/* Where a clause without a state of its own takes it from: its sentence, what it continues, the sentence
 * before. */
static const struct clause *governing(const struct framer *f, const struct clause *c)
{
        const struct clause *o = governing_back(f, c, 1);

        if (!o)
                o = governing_ahead(f, c, 1);
        if (o)
                return o;
        if (continues_list(f, c)) {
                o = governing_back(f, c, 40);
                return o || !f->post ? o : governing_ahead(f, c, 40);
        }
        if (f->s->words.sentences[c->sentence].starts_line)
                return NULL;
        /* "У селі двоє чоловіків, 43 і 46 років." */
        o = has_number(f, c) || c->end - c->first <= 12 ? governing_back(f, c, 2) : NULL;
        return o && o->state != STATE_ALL_CLEAR ? o : NULL;
}

static const uint32_t weapons = 1u << EVENT_DRONE | 1u << EVENT_MISSILE | 1u << EVENT_BALLISTIC |
                                1u << EVENT_GLIDE_BOMB | 1u << EVENT_SHELLING | 1u << EVENT_AVIATION;

/* The weapon that the text is about, if one is named far more often than the others; else 0. */
static uint32_t dominant(const struct framer *f)
{
        unsigned best = 0, all = 0, event = 0;

        for (unsigned e = 0; e < EVENT_COUNT; e++) {
                if (!(weapons >> e & 1))
                        continue;
                all += f->counts[e];
                if (f->counts[e] > best) {
                        best = f->counts[e];
                        event = e;
                }
        }
        return best >= 2 && 3 * best >= 2 * all ? 1u << event : 0;
}

/* The events of the nearest clause that has any: the same sentence, then back, then the whole text. */
static uint32_t events_near(const struct framer *f, const struct clause *c, const struct clause *governor)
{
        if (c->events)
                return c->events;
        for (const struct clause *o = c;
             o-- > f->clauses && c - o < CLAUSES_NEAR && o->sentence == c->sentence;)
                if (o->events)
                        return o->events;
        for (const struct clause *o = c + 1;
             o < f->clauses + f->n_clauses && o - c < CLAUSES_NEAR && o->sentence == c->sentence; o++)
                if (o->events)
                        return o->events;
        if (governor && governor->events)
                return c->sentence - governor->sentence > 1 && dominant(f) ? dominant(f) : governor->events;
        for (const struct clause *o = c;
             o-- > f->clauses && c - o < CLAUSES_NEAR && c->sentence - o->sentence < 12;)
                if (o->events & weapons)
                        return o->events & weapons;
        for (const struct clause *o = c + 1; o < f->clauses + f->n_clauses && o->sentence - c->sentence < 6;
             o++)
                if (o->events & weapons)
                        return o->events & weapons;
        return f->events;
}

/* Of all that is named, what the alert is called: the weapon rather than its effect, debris rather than what
 * fell. */
static uint32_t choose_events(uint32_t events, enum alert_state state, uint32_t weapon)
{
        if (events >> EVENT_DEBRIS & 1 && state == STATE_PAST)
                return 1u << EVENT_DEBRIS;
        if (state == STATE_FORECAST && events & (1u << EVENT_WEATHER | 1u << EVENT_FLOOD))
                return events & (1u << EVENT_WEATHER | 1u << EVENT_FLOOD);
        if (events & weapons)
                return events & weapons;
        if (events == 1u << EVENT_EXPLOSION && state == STATE_PAST && weapon)
                return weapon;
        if (state == STATE_LIVE && events == (1u << EVENT_AIR_RAID | 1u << EVENT_AVIATION))
                return 1u << EVENT_AIR_RAID;
        if (events >> EVENT_CHEMICAL & 1)
                return 1u << EVENT_CHEMICAL;
        if (events & ~(1u << EVENT_AIR_RAID | 1u << EVENT_EXPLOSION | 1u << EVENT_OTHER))
                events &= ~(1u << EVENT_AIR_RAID | 1u << EVENT_EXPLOSION | 1u << EVENT_OTHER);
        if (!events)
                return 1u << (state == STATE_PAST ? EVENT_SHELLING : EVENT_AIR_RAID);
        return events;
}

static void add_frame(struct framer *f, const struct text_frame *frame)
{
        for (size_t i = f->out->n_frames; i-- > 0 && f->out->n_frames - i < 64;) {
                struct text_frame *o = &f->out->frames[i];
                if (o->place == frame->place && o->event == frame->event && o->state == frame->state) {
                        if (frame->role == ROLE_AFFECTED)
                                o->role = ROLE_AFFECTED;
                        return;
                }
        }
        f->out->frames =
            arena_grow(f->s->arena, f->out->frames, f->out->n_frames, &f->frames_room, sizeof *frame);
        f->out->frames[f->out->n_frames++] = *frame;
}

static void add_named(struct framer *f, uint32_t mention, const char *why)
{
        f->out->named =
            arena_grow(f->s->arena, f->out->named, f->out->n_named, &f->named_room, sizeof *f->out->named);
        f->out->named[f->out->n_named++] = (struct text_named){mention, why};
}

/* "In the village of ...": reports name small places only for what happened there. */
static bool is_village(const struct text_place *p)
{
        return p->head && p->levels == 1u << LEVEL_SETTLEMENT;
}

/* The clause of the sentence before or after, in the same line, that tells what happened. */
static const struct clause *beside(const struct framer *f, const struct clause *c)
{
        for (const struct clause *o = c;
             o-- > f->clauses && c - o < CLAUSES_NEAR && c->sentence - o->sentence < 3;)
                if (o->state == STATE_PAST)
                        return o;
        for (const struct clause *o = c + 1; o < f->clauses + f->n_clauses && o->sentence - c->sentence < 3;
             o++)
                if (o->state == STATE_PAST)
                        return o;
        return NULL;
}

static void frame_place(struct framer *f, uint32_t mention, const struct text_role *role)
{
        const struct text_place *p = &f->places[mention];
        const struct clause *c = &f->clauses[f->clause_of[p->first]], *governor = c;
        int state = c->state;
        uint32_t events;

        if (state == STATE_UNSAID) {
                governor = governing(f, c);
                if (governor)
                        state = governor->state;
                else if (f->orders && c->events)
                        state = STATE_LIVE;
                else if (f->post && (events_near(f, c, NULL)))
                        state = STATE_LIVE;
        }
        if (state == STATE_UNSAID && is_village(p) && f->past >= 2 && (governor = beside(f, c)))
                state = governor->state;
        if (state == STATE_UNSAID && role->toward && f->live)
                state = STATE_LIVE;
        if (state == STATE_UNSAID) {
                add_named(f, mention, "nothing is said to happen there");
                return;
        }
        if (c->calm && state != STATE_ALL_CLEAR) {
                add_named(f, mention, "nothing happened there");
                return;
        }
        if (c->topic >= 2 && state != STATE_FORECAST && c->topic > c->past + c->live + c->clear) {
                add_named(f, mention, "the sentence is about something else");
                return;
        }
        if (c->teaser || (c->old && (state == STATE_PAST || c->state == STATE_UNSAID))) {
                add_named(f, mention, "background from another time");
                return;
        }
        f->clauses[f->clause_of[p->first]].framed = true;
        events = choose_events(events_near(f, c, governor), (enum alert_state)state, dominant(f));
        for (int e = 0; e < EVENT_COUNT; e++)
                if (events >> e & 1)
                        add_frame(f, &(struct text_frame){
                                         .place = p->place,
                                         .mention = mention,
                                         .event = (enum alert_event)e,
                                         .state = (enum alert_state)state,
                                         .role = role->toward ? ROLE_TOWARD : ROLE_AFFECTED,
                                         .sentence = c->sentence,
                                         .why = role->why ? role->why : p->why,
                                     });
}

/* "On the rest of the region's territory": the region last spoken of, where the clause names none itself. */
static void frame_whole(struct framer *f, const struct clause *c)
{
        const struct gazetteer *g = f->s->gazetteer;
        uint32_t region = PLACE_NONE, mention = 0, events;

        if (!c->whole || c->state == STATE_UNSAID || !(c->whole->phrase->number >> LEVEL_REGION & 1))
                return;
        for (uint32_t i = 0; i < f->n_places && f->places[i].first < c->end; i++) {
                const struct text_place *p = &f->places[i];
                if (p->place == PLACE_NONE || place_level(g, p->place) < LEVEL_REGION)
                        continue;
                region = place_ancestor(g, p->place, LEVEL_REGION);
                mention = i;
                if (p->first >= c->first && place_level(g, p->place) == LEVEL_REGION)
                        return;
        }
        if (region == PLACE_NONE)
                return;
        events = choose_events(events_near(f, c, c), (enum alert_state)c->state, dominant(f));
        for (int e = 0; e < EVENT_COUNT; e++)
                if (events >> e & 1)
                        add_frame(f, &(struct text_frame){.place = region,
                                                          .mention = mention,
                                                          .event = (enum alert_event)e,
                                                          .state = (enum alert_state)c->state,
                                                          .role = ROLE_AFFECTED,
                                                          .sentence = c->sentence,
                                                          .why = c->whole->phrase->text});
}

/* "The Voronezh governor reported four drones destroyed": an official speaks of his own region, where the
 * sentence has no other place. */
static void frame_office(struct framer *f, uint32_t mention, const char *why)
{
        const struct text_place *p = &f->places[mention];
        uint32_t sentence = text_scan_token(f->s, p->first)->sentence, events;
        struct clause *said = NULL;

        for (struct clause *c = &f->clauses[f->clause_of[p->first]]; c < f->clauses + f->n_clauses; c++) {
                if (c->sentence > sentence + 1 || c->framed ||
                    (c->sentence != sentence && (said || c->places)))
                        break;
                if (c->state != STATE_UNSAID && events_near(f, c, NULL) && !c->calm && !c->old && !said)
                        said = c;
        }
        if (!said || place_level(f->s->gazetteer, p->place) != LEVEL_REGION)
                return;
        for (struct clause *c = f->clauses + f->clause_of[p->first];
             c >= f->clauses && c->sentence == sentence; c--)
                if (c->framed)
                        return;
        events = choose_events(events_near(f, said, NULL), (enum alert_state)said->state, dominant(f));
        for (int e = 0; e < EVENT_COUNT; e++)
                if (events >> e & 1)
                        add_frame(f, &(struct text_frame){.place = p->place,
                                                          .mention = mention,
                                                          .event = (enum alert_event)e,
                                                          .state = (enum alert_state)said->state,
                                                          .role = ROLE_AFFECTED,
                                                          .sentence = said->sentence,
                                                          .why = why});
}

/* "Odesa and Odesa district": named beside, not around. */
static bool joined(const struct framer *f, const struct text_place *p)
{
        return p->from > text_scan_sentence(f->s, p->first)->first &&
               text_scan_ends(f->s, p->from - 1, SAYS_JOIN) != NULL;
}

/* The region or district nearest to an unknown village: in its sentence, else before it, else in the next
 * sentence. */
static uint32_t stated_area(const struct framer *f, uint32_t mention)
{
        uint32_t sentence = text_scan_token(f->s, f->places[mention].first)->sentence, area = PLACE_NONE;

        for (uint32_t i = 0; i < f->n_places; i++) {
                const struct text_place *p = &f->places[i];
                uint32_t there = text_scan_token(f->s, p->first)->sentence;
                if (p->place == PLACE_NONE || there > sentence + 1 || (f->roles[i].named && !p->head))
                        continue;
                if (place_level(f->s->gazetteer, p->place) < LEVEL_REGION ||
                    place_level(f->s->gazetteer, p->place) > LEVEL_COMMUNITY)
                        continue;
                if (there == sentence)
                        return i;
                if (there < sentence || area == PLACE_NONE)
                        area = i;
        }
        return area;
}

/* A village that the gazetteer does not know falls back to where the text says it lies: unknown is not safe.
 */
static void frame_unknown(struct framer *f, uint32_t mention)
{
        const struct text_place *p = &f->places[mention];
        const struct clause *c = &f->clauses[f->clause_of[p->first]];
        int state = c->state;
        uint32_t area, events;

        if (state == STATE_UNSAID && f->past >= 2 && beside(f, c))
                state = STATE_PAST;
        if (!is_village(p) || state == STATE_UNSAID || state == STATE_ALL_CLEAR || c->calm || c->old ||
            c->teaser)
                return;
        area = stated_area(f, mention);
        if (area == PLACE_NONE)
                return;
        events = choose_events(events_near(f, c, NULL), (enum alert_state)state, dominant(f));
        for (int e = 0; e < EVENT_COUNT; e++)
                if (events >> e & 1)
                        add_frame(
                            f, &(struct text_frame){.place = f->places[area].place,
                                                    .mention = area,
                                                    .event = (enum alert_event)e,
                                                    .state = (enum alert_state)state,
                                                    .role = ROLE_AFFECTED,
                                                    .sentence = c->sentence,
                                                    .why = "a place in it that the gazetteer does not know"});
}

/* A place that another affected place of the same sentence and state lies in says where that is, no more. */
static void drop_containers(struct framer *f)
{
        struct text_frames *o = f->out;
        const struct gazetteer *g = f->s->gazetteer;
        size_t kept = 0, from = 0;

        for (size_t i = 0; i < o->n_frames; i++) {
                const struct text_frame *a = &o->frames[i];
                bool contains = false;
                while (from < i && o->frames[from].sentence + 2 < a->sentence)
                        from++;
                for (size_t j = from; j < o->n_frames && j < from + 64 && !contains; j++) {
                        const struct text_frame *b = &o->frames[j];
                        contains = !joined(f, &f->places[a->mention]) && b->place != a->place &&
                                   b->sentence == a->sentence && b->state == a->state &&
                                   place_contains(g, a->place, b->place);
                }
                if (contains && a->state != STATE_LIVE)
                        add_named(f, a->mention, "tells where another place lies");
                else
                        o->frames[kept++] = *a;
        }
        o->n_frames = kept;
}

void text_frames_find(struct text_scan *s, const struct text_place *places, size_t n_places,
                      struct text_frames *ret)
{
        struct framer f = {.s = s, .places = places, .n_places = n_places, .out = ret};
        struct text_role *roles = arena_array(s->arena, n_places + 1, sizeof *roles);
        const char *nothing;

        *ret = (struct text_frames){0};
        f.roles = roles;
        cut_clauses(&f);
        weigh_clauses(&f);
        nothing = nothing_meant(&f);
        text_roles_find(s, places, n_places, roles);
        for (uint32_t i = 0; i < n_places; i++) {
                if (places[i].place == PLACE_NONE && !places[i].expected && !places[i].head)
                        continue; /* most likely an ordinary word */
                else if (places[i].place == PLACE_NONE)
                        add_named(&f, i, places[i].why ? places[i].why : "unknown");
                else if (roles[i].named || (nothing && !is_outlook(&f, i)))
                        add_named(&f, i, nothing ? nothing : roles[i].why);
                else
                        frame_place(&f, i, &roles[i]);
        }
        for (size_t i = 0; i < f.n_clauses && !nothing; i++)
                frame_whole(&f, &f.clauses[i]);
        for (uint32_t i = 0; i < n_places && !nothing; i++)
                if (places[i].place == PLACE_NONE)
                        frame_unknown(&f, i);
        for (uint32_t i = 0; i < n_places && !nothing; i++)
                if (places[i].place != PLACE_NONE && roles[i].named && !strcmp(roles[i].why, "office"))
                        frame_office(&f, i, "its officials report it");
        drop_containers(&f);
}
