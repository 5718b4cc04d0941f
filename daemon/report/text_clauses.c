#include "report/text_clauses.h"
#include "report/text_old.h"

#include <string.h>

#define POST_MAX   600 /* bytes of a text that may be a post: words without a tense count as live there */
#define POST_SHORT 160

static void start_clause(struct text_clauses *f, uint32_t token, uint32_t sentence)
{
        f->clauses = arena_grow(f->s->arena, f->clauses, f->n_clauses, &f->clauses_room, sizeof *f->clauses);
        f->clauses[f->n_clauses++] =
            (struct text_clause){.first = token, .sentence = sentence, .state = STATE_UNSAID};
}

static bool splits(const struct text_clauses *f, uint32_t token)
{
        if (text_scan_gap(f->s, token, GAP_SEMICOLON))
                return true;
        return text_scan_starts(f->s, token, SAYS_CONTRAST) != NULL &&
               text_scan_gap(f->s, token, GAP_COMMA | GAP_DASH | GAP_PERIOD);
}

/* "Отбой в области, кроме Елецкого района": whom it leaves out is still in danger, and an all-clear for the whole must not
 * end theirs too. 1 + the last token of the sentence where an exception starts; 0: none. */
static uint32_t last_exception(const struct text_scan *s, const struct text_sentence *sentence)
{
        for (uint32_t at = sentence->end; at > sentence->first; at--) {
                const struct text_match *named = text_scan_starts(s, at - 1, SAYS_NAMED);
                if (named && strcmp(named->phrase->value, "except") == 0)
                        return at;
        }
        return 0;
}

/* Is all that stands after an exception known? "кроме приграничных районов" is not. */
static bool is_known(const struct text_clauses *f, const struct text_sentence *sentence, uint32_t exception)
{
        const unsigned stops = GAP_COLON | GAP_SEMICOLON | GAP_DASH | GAP_CLOSE;
        const uint64_t units = TEXT_ROLE(SAYS_HEAD) | TEXT_ROLE(SAYS_HEADS) | TEXT_ROLE(SAYS_KIND);
        size_t k = 0, known = 0;

        while (k < f->n_places && f->places[k].to < exception)
                k++;
        for (uint32_t at = exception; at < sentence->end && !text_scan_gap(f->s, at, stops); at++) {
                while (k < f->n_places && f->places[k].to < at)
                        k++;
                if (k < f->n_places && f->places[k].from <= at) {
                        if (f->places[k].place == PLACE_NONE)
                                return false;
                        known++;
                } else if (text_scan_starts_any(f->s, at, units)) {
                        return false;
                }
        }
        return known > 0;
}

/* Once for each sentence, however many all-clears it holds. */
static void note_doubts(struct text_clauses *f)
{
        const struct text_words *w = &f->s->words;

        f->doubts = arena_array(f->s->arena, w->n_sentences, sizeof *f->doubts);
        for (uint32_t i = 0; i < w->n_sentences; i++) {
                const struct text_sentence *sentence = &w->sentences[i];
                uint32_t exception = last_exception(f->s, sentence);
                f->doubts[i] = (struct text_doubt){.question = text_supposed_question(w, sentence),
                                                   .exception = exception,
                                                   .known = exception && is_known(f, sentence, exception)};
        }
}

/* Tokens between an all-clear and a negation; and one that is nothing else: "Отбой ракетной опасности в Белгородской области
 * не объявлен". */
#define NEGATION_NEAR 4
#define NEGATION_FAR  12

/* "far": it denies all the more; "only": nothing but what comes after it; "before": "after" means nothing behind it. */
static bool is_kind(const struct text_match *word, const char *kind)
{
        return strcmp(word->phrase->value, kind) == 0;
}

/* Does a negation that begins `away` tokens behind an all-clear deny it? */
static bool denies_behind(const struct text_match *word, unsigned away)
{
        return word && !is_kind(word, "only") && !is_kind(word, "before") &&
               (away < NEGATION_NEAR || is_kind(word, "far"));
}

/* Does one that ends `away` tokens before it, or "officials deny"? */
static bool denies_ahead(const struct text_clauses *f, uint32_t last, unsigned away)
{
        const struct text_match *word = text_scan_ends(f->s, last, SAYS_NOT);

        return (word && away < NEGATION_NEAR && !is_kind(word, "only")) ||
               text_scan_ends(f->s, last, SAYS_DENIAL);
}

/* "Режим опасности в Воронежской области не отменён": among the words that the phrase skips. */
static bool is_negated_inside(const struct text_clauses *f, const struct text_match *m)
{
        for (uint32_t at = m->first + 1; at < m->last && at - m->first < 64; at++)
                if (!(m->words >> (at - m->first) & 1) &&
                    text_scan_token(f->s, at)->lexeme->roles >> SAYS_NOT & 1)
                        return true;
        return false;
}

/* "Отбоя в Белгороде пока нет": an all-clear with a negation near it, in whatever words, is none. The phrases
 * that say "the threat is no more" hold their negation inside. */
static bool is_negated(const struct text_clauses *f, const struct text_match *m, uint32_t first, uint32_t end)
{
        const unsigned stops = GAP_COMMA | GAP_SEMICOLON | GAP_COLON | GAP_DASH;
        uint32_t at = m->first;

        if (f->doubts[text_scan_token(f->s, m->first)->sentence].question || is_negated_inside(f, m))
                return true;
        for (unsigned i = 0; i < NEGATION_FAR && at > first && !text_scan_gap(f->s, at, stops); i++)
                if (denies_ahead(f, --at, i))
                        return true;
        at = m->last + 1;
        for (unsigned i = 0; i < NEGATION_FAR && at < end && !text_scan_gap(f->s, at, stops); i++, at++)
                if (denies_behind(text_scan_starts(f->s, at, SAYS_NOT), i))
                        return true;
        return false;
}

/* Where danger and all-clear stand in one sentence, the comma between them parts them: nothing is worse than
 * ending the wrong one. So too for what is said to be calm, and an event. */
struct opposites {
        uint32_t comma, clear, live, calm, event, blow; /* last seen, 1 + token */
};

/* Was `other` said before the last comma, where now its opposite is said? */
static bool parted(const struct opposites *o, uint32_t other)
{
        return other && o->comma > other;
}

/* What no all-clear ends: an explosion, a fire. */
static bool is_blow(const struct text_match *event)
{
        return event && (1u << event->phrase->number & TEXT_BLOWS);
}

/* What is said at this token. */
static struct opposites said_at(const struct text_clauses *f, uint32_t token)
{
        const struct text_match *m = text_scan_starts(f->s, token, SAYS_CLEAR);
        const struct text_sentence *sentence = text_scan_sentence(f->s, token);
        bool negated = m && is_negated(f, m, sentence->first, sentence->end);
        bool live =
            negated || text_scan_starts(f->s, token, SAYS_LIVE) || text_scan_starts(f->s, token, SAYS_STILL);

        return (struct opposites){
            .clear = m && !negated ? token + 1 : 0,
            .live = live ? token + 1 : 0,
            .calm = text_scan_starts(f->s, token, SAYS_CALM) ? token + 1 : 0,
            .blow = is_blow(text_scan_starts(f->s, token, SAYS_EVENT)) ? token + 1 : 0,
            .event = live || text_scan_starts(f->s, token, SAYS_EVENT) ? token + 1 : 0,
        };
}

/* "🔴 Київщина 🟢 Харківщина", "Київщина 🔴 Харківщина 🟢": signs that say what is going on stand before or after all names. */
static bool is_after_sign(const struct text_clauses *f, uint32_t token)
{
        const uint64_t said = TEXT_ROLE(SAYS_CLEAR) | TEXT_ROLE(SAYS_LIVE);
        uint32_t first = text_scan_sentence(f->s, token)->first;
        uint32_t sign = text_scan_token(f->s, first)->symbol ? token : token - 1;

        return token > first && text_scan_token(f->s, sign)->symbol && text_scan_starts_any(f->s, sign, said);
}

#define REFUSAL_MOST 12 /* tokens */

/* "Белгород - отбой, в Курске ещё нет": from a negation to the end of the sentence nothing but negations. */
static bool ends_refusing(const struct text_clauses *f, uint32_t token)
{
        const struct text_match *m;
        uint32_t end = text_scan_sentence(f->s, token)->end, at = token;

        while (at < end && at - token < REFUSAL_MOST && (m = text_scan_starts(f->s, at, SAYS_NOT)))
                at = m->last + 1;
        return at == end && at > token;
}

/* A comma, or the full stop of an abbreviation: "Курская обл. Отбой в Брянске". */
static bool is_comma(const struct text_clauses *f, uint32_t token)
{
        if (text_scan_gap(f->s, token, GAP_COMMA))
                return true;
        return text_scan_gap(f->s, token, GAP_PERIOD) && token > text_scan_sentence(f->s, token)->first &&
               text_scan_token(f->s, token)->letters == CASE_TITLE &&
               text_scan_token(f->s, token - 1)->lexeme->roles >> SAYS_SHORT & 1;
}

static uint32_t parts_at(const struct text_clauses *f, uint32_t token, struct opposites *o)
{
        const uint64_t said = TEXT_ROLE(SAYS_CLEAR) | TEXT_ROLE(SAYS_LIVE) | TEXT_ROLE(SAYS_STILL) |
                              TEXT_ROLE(SAYS_CALM) | TEXT_ROLE(SAYS_EVENT);
        const bool sign = is_after_sign(f, token);
        struct opposites now = {0};

        if (text_scan_starts_any(f->s, token, said))
                now = said_at(f, token);
        else if (parted(o, o->clear) && ends_refusing(f, token))
                now.live = token + 1;
        else if (!sign && !is_comma(f, token) && !text_scan_gap(f->s, token, GAP_DASH))
                return UINT32_MAX;
        /* a dash only where there is no comma: "Киев ждёт, Одесса - отбой" */
        if (sign || is_comma(f, token) ||
            (text_scan_gap(f->s, token, GAP_DASH) && o->comma <= o->clear && o->comma <= o->live))
                o->comma = token + 1;
        if ((now.live && !now.clear && parted(o, o->clear)) ||
            (now.clear && !now.live && (parted(o, o->live) || parted(o, o->blow))) ||
            (now.event && !now.calm && parted(o, o->calm)) || (now.calm && parted(o, o->event))) {
                uint32_t at = o->comma - 1;
                *o = now;
                return at;
        }
        o->clear = now.clear ? now.clear : o->clear;
        o->live = now.live ? now.live : o->live;
        o->calm = now.calm ? now.calm : o->calm;
        o->event = now.event ? now.event : o->event;
        o->blow = now.blow ? now.blow : o->blow;
        return UINT32_MAX;
}

static void cut_sentence(struct text_clauses *f, uint32_t sentence)
{
        const struct text_sentence *whole = &f->s->words.sentences[sentence];
        struct opposites o = {0};

        for (uint32_t i = whole->first; i < whole->end; i++) {
                uint32_t part;
                if (i == whole->first || splits(f, i) ||
                    ((o.clear || o.live) && text_scan_starts(f->s, i, SAYS_CONTRAST))) {
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

void text_clauses_cut(struct text_clauses *f)
{
        const struct text_words *w = &f->s->words;

        note_doubts(f);
        f->supposed = text_supposed_find(f->s);
        f->clause_of = arena_array(f->s->arena, w->n_tokens + 1, sizeof *f->clause_of);
        for (uint32_t sentence = 0; sentence < w->n_sentences; sentence++)
                cut_sentence(f, sentence);
}

/* Does the phrase tell of what is only supposed? */
static bool is_supposed(const struct text_clauses *f, const struct text_match *m)
{
        enum text_supposed supposed = f->supposed[m->first];

        if (m->role == SAYS_ORDER)
                return supposed == SUPPOSED_ASKED;
        return supposed != SUPPOSED_NOT && m->role <= SAYS_STILL;
}

static void count_clear(const struct text_clauses *f, struct text_clause *c, const struct text_match *m)
{
        const struct text_doubt *doubt = &f->doubts[c->sentence];

        c->excepts = doubt->exception > m->last + 1;
        c->idle = c->excepts && !doubt->known;
        c->clear += !c->idle;
}

static void count_match(struct text_clauses *f, const struct text_match *m)
{
        struct text_clause *c = &f->clauses[f->clause_of[m->first]];

        if (is_supposed(f, m))
                return;
        switch (m->role) {
        case SAYS_PAST:
                c->past++;
                break;
        case SAYS_LIVE:
                c->live++;
                break;
        case SAYS_ORDER:
                c->live++;
                c->orders++;
                f->orders = true;
                break;
        case SAYS_HAPPENED:
                c->happened++;
                break;
        case SAYS_WHOLE:
                c->whole = m;
                return;
        case SAYS_CLEAR:
                if (is_negated(f, m, c->first, c->end))
                        c->live++;
                else
                        count_clear(f, c, m);
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
        case SAYS_ASIDE:
                c->aside++;
                return;
        case SAYS_EVENT:
                break;
        default:
                return;
        }
        if (m->phrase->number >= 0 && m->role <= SAYS_FORECAST) {
                c->events |= 1u << m->phrase->number;
                f->counts[m->phrase->number] += !c->teaser;
        }
}

/* "Отбой в области, кроме Елецкого района", "Калуга - отбой, Тула - нет": who is left out is still in danger. */
static bool is_left_out(const struct text_clauses *f, const struct text_clause *c)
{
        const struct text_clause *before = c - 1;

        if (c == f->clauses || !(c->places || c->line_places) || c->sentence > before->sentence + 1)
                return false;
        return before->excepts ? c->sentence == before->sentence
                               : c->refuses && before->state == STATE_ALL_CLEAR;
}

static int clause_state(const struct text_clauses *f, const struct text_clause *c)
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
        return is_left_out(f, c) ? STATE_LIVE : STATE_UNSAID;
}

/* What stands under "read also", up to the next paragraph, and sentences of years long past. */
static void spread_teasers(struct text_clauses *f)
{
        bool teaser = false;

        for (size_t i = 0; i < f->n_clauses; i++) {
                struct text_clause *c = &f->clauses[i];
                const struct text_sentence *sentence = &f->s->words.sentences[c->sentence];
                if (sentence->starts_paragraph && c->first == sentence->first)
                        teaser = false;
                teaser |= c->teaser;
                c->teaser = teaser;
                if (teaser)
                        c->past = c->live = c->clear = c->happened = c->forecast = c->still = c->events = 0;
                for (uint32_t t = c->first; t < c->end; t++)
                        c->old += text_old_date(f->s, t);
        }
}

/* Short, or with emoji and exclamation marks: written in a hurry. */
static bool looks_like_post(const struct text_clauses *f)
{
        if (f->s->words.size <= POST_SHORT)
                return true;
        for (uint32_t i = 0; i < f->s->words.n_tokens; i++)
                if (text_scan_token(f->s, i)->symbol || text_scan_gap(f->s, i, GAP_EXCLAIM))
                        return true;
        return false;
}

/* Which lines have places in them, and which nothing else. */
static void spread_places(struct text_clauses *f)
{
        for (size_t first = 0, end; first < f->n_clauses; first = end) {
                uint32_t line = f->s->words.sentences[f->clauses[first].sentence].line;
                bool places = false, names = true;
                for (end = first; end < f->n_clauses; end++) {
                        if (f->s->words.sentences[f->clauses[end].sentence].line != line)
                                break;
                        places |= f->clauses[end].places;
                        names &= f->clauses[end].names_only && f->clauses[end].places;
                }
                for (size_t i = first; i < end; i++) {
                        f->clauses[i].line_places = places;
                        f->clauses[i].line_names = names;
                }
        }
}

void text_clauses_weigh(struct text_clauses *f)
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
        text_terse_find(f);
        unsigned happened = 0;
        for (size_t i = 0; i < f->n_places; i++)
                if (!text_places_is_origin(f->s, &f->places[i])) /* "Одеса! Пуски з Криму!" is about Odesa */
                        f->clauses[f->clause_of[f->places[i].first]].places = true;
        spread_places(f);
        for (size_t i = 0; i < f->n_clauses; i++) {
                f->past += f->clauses[i].past;
                f->live += f->clauses[i].live;
        }
        for (size_t i = 0; i < f->n_clauses; i++) {
                struct text_clause *c = &f->clauses[i];
                c->state = clause_state(f, c);
                if (is_left_out(f, c) && !c->events)
                        c->events = c[-1].events;
                f->events |= c->events;
                happened += c->happened;
        }
        f->past += f->orders ? 0 : happened;
        f->post = !f->past && f->s->words.size <= POST_MAX && looks_like_post(f);
}

/* Does the whole text say that nothing is meant, or speak of something else? */
const char *text_clauses_nothing_meant(const struct text_clauses *f)
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
        if (topic >= 3 && topic > f->live + f->past &&
            !(f->orders && f->live >= 2)) /* a match may be broken off */
                return arena_printf(f->s->arena, "the text is about something else (\"%s\")", subject);
        return NULL;
}
