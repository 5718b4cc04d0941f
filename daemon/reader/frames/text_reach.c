#include "reader/frames/text_reach.h"

#include <string.h>

#include "reader/clauses/text_cry.h"

/* What a clause has between two commas, dashes and the like. */
struct part {
        uint32_t first, end;           /* tokens */
        size_t first_place, end_place; /* of the text's places, those in it */
        bool over;                     /* has words of the all-clear */
        bool list;                     /* nothing but what stands in a list of places */
        bool names;                    /* and has some */
        bool other;                    /* says that there is danger, or what to do */
        bool bound;                    /* a dash or colon sets it before what follows */
        bool told;                     /* an event right before a preposition and a place of its own */
};

struct reach {
        const struct text_clauses *f;
        uint8_t *marks; /* per token: enum mark */
        struct part *parts;
        size_t n, room;
        bool over;    /* the all-clear has been in a part before */
        bool *beyond; /* per place */
};

enum mark { MARK_OVER = 1, MARK_LIST = 2, MARK_OTHER = 4, MARK_EVENT = 8 };

/* MARK_LIST: what may stand in a list of places that an alarm has ended for. */
static uint8_t mark_of(unsigned role)
{
        const uint64_t list = TEXT_LISTING | TEXT_ROLE(SAYS_FROM) | TEXT_ROLE(SAYS_TO) |
                              TEXT_ROLE(SAYS_LIST) | TEXT_ROLE(SAYS_FILLER) | TEXT_ROLE(SAYS_WHOLE) |
                              TEXT_ROLE(SAYS_PLACE) | TEXT_ROLE(SAYS_PART) | TEXT_ROLE(SAYS_OFFICIAL) |
                              TEXT_ROLE(SAYS_SHORT) | TEXT_ROLE(SAYS_COUNT) | TEXT_ROLE(SAYS_MONTH) |
                              TEXT_ROLE(SAYS_COMMON) | TEXT_ROLE(SAYS_MEASURE) | TEXT_ROLE(SAYS_LIFTED);
        const uint64_t other = TEXT_ROLE(SAYS_LIVE) | TEXT_ROLE(SAYS_ORDER) | TEXT_ROLE(SAYS_UNDER) |
                               TEXT_ROLE(SAYS_STILL) | TEXT_ROLE(SAYS_STAYS) | TEXT_ROLE(SAYS_NOT) |
                               TEXT_ROLE(SAYS_PAST) | TEXT_ROLE(SAYS_HAPPENED);

        if (role == SAYS_CLEAR)
                return MARK_OVER;
        if (role == SAYS_EVENT)
                return MARK_EVENT;
        return list >> role & 1 ? MARK_LIST : other >> role & 1 ? MARK_OTHER : 0;
}

static uint8_t *mark_tokens(const struct text_clauses *f)
{
        uint8_t *marks = arena_array(f->s->arena, f->s->words.n_tokens + 1, sizeof *marks);

        for (size_t i = 0; i < f->s->n_matches; i++) {
                const struct text_match *m = &f->s->matches[i];
                for (uint32_t at = m->first; at <= m->last; at++)
                        if (m->role == SAYS_CLEAR || text_match_has(m, at))
                                marks[at] |= mark_of(m->role);
        }
        for (uint32_t at = 0; at < f->s->words.n_tokens; at++)
                marks[at] |= f->cries[at] == CRY_CLEAR ? MARK_OVER : 0;
        return marks;
}

/* May the token stand in such a list, where it is none of a place's name? A capital is a name that is not known; an event is
 * that of the alarm only before it is called off. */
static bool lists(const struct reach *r, const struct part *part, uint32_t token)
{
        const struct text_token *t = text_scan_token(r->f->s, token);

        if (r->marks[token] & (MARK_OVER | MARK_OTHER))
                return !(r->marks[token] & MARK_OTHER);
        if (r->marks[token] & MARK_EVENT)
                return !r->over;
        return t->symbol || t->number || r->marks[token] & MARK_LIST ||
               (t->letters == CASE_TITLE && token > part->first);
}

static bool has_place(const struct part *part)
{
        return part->first_place < part->end_place;
}

/* "Дрони на Полтавщині | Сумщина — відбій": is it said there what is at the place? */
static bool is_event_at(const struct reach *r, const struct text_place *p)
{
        const struct text_scan *s = r->f->s;
        const struct text_match *at;

        if (p->from < 2 || text_scan_gap(s, p->from, ~0u) ||
            !((at = text_scan_ends(s, p->from - 1, SAYS_AT)) ||
              (at = text_scan_ends(s, p->from - 1, SAYS_TO))) ||
            !at->first || text_scan_gap(s, at->first, ~0u))
                return false;
        return r->marks[at->first - 1] & MARK_EVENT && !r->over;
}

static void weigh_part(const struct reach *r, struct part *part)
{
        const struct text_place *places = r->f->places;
        size_t k = part->first_place;

        part->list = true;
        for (uint32_t at = part->first; at < part->end; at++) {
                while (k < part->end_place && places[k].to < at)
                        k++;
                part->over |= r->marks[at] & MARK_OVER;
                part->other |= r->marks[at] & MARK_OTHER;
                if (!(k < part->end_place && places[k].from <= at && text_places_is_name(&places[k])))
                        part->list &= lists(r, part, at);
                else if (places[k].from == at)
                        part->told |= is_event_at(r, &places[k]);
        }
        part->names = part->list && has_place(part);
}

/* Does a part end before the token? Not where the name before it shares its administrative word with a later one. */
static bool parts_at(const struct reach *r, uint32_t token, size_t place)
{
        const struct text_place *before = place > 0 ? &r->f->places[place - 1] : NULL;

        const bool sign = token > 0 && text_scan_token(r->f->s, token - 1)->symbol &&
                          !(r->marks[token - 1] & MARK_OVER); /* "🟢 Суми" is one */

        return (sign || text_scan_gap(r->f->s, token, TEXT_GAPS_CELL | GAP_SLASH)) &&
               !text_words_is_clock(&r->f->s->words, token) &&
               !(before && before->shared && before->to + 1 == token);
}

static void cut_parts(struct reach *r, const struct text_clause *c, size_t place)
{
        r->n = 0;
        r->over = false;
        for (uint32_t at = c->first, end; at < c->end; at = end) {
                struct part part = {.first = at, .first_place = place};
                for (end = at; end < c->end && (end == at || !parts_at(r, end, place)); end++)
                        while (place < r->f->n_places && r->f->places[place].first <= end)
                                place++;
                part.end = end;
                part.end_place = place;
                part.bound = end < c->end && text_scan_gap(r->f->s, end, GAP_COLON | GAP_DASH) &&
                             !text_scan_gap(r->f->s, end, GAP_QUOTE); /* "...", he said */
                weigh_part(r, &part);
                r->over |= part.over;
                r->parts = arena_grow(r->f->s->arena, r->parts, r->n, &r->room, sizeof *r->parts);
                r->parts[r->n++] = part;
        }
}

/* Which part has the place that the all-clear is of: its own, or one beside it. Returns r->n where there is none. */
static size_t find_own(const struct reach *r)
{
        for (size_t i = 0; i < r->n; i++)
                if (r->parts[i].over && has_place(&r->parts[i]))
                        return i;
        for (size_t i = 0; i < r->n; i++) {
                const bool ahead = i + 1 < r->n && r->parts[i + 1].names;
                const bool behind = i > 0 && has_place(&r->parts[i - 1]);
                if (!r->parts[i].over)
                        continue;
                if (ahead && r->parts[i].bound &&
                    !(behind && r->parts[i - 1].bound && r->parts[i - 1].names && !r->parts[i - 1].told))
                        return i + 1;
                if (ahead || behind)
                        return behind ? i - 1 : i + 1;
        }
        return r->n;
}

/* "Алексин — осторожно", "Алексин, сидите": names beside which something else is said, be it in the next clause. */
static bool is_told(const struct reach *r, const struct text_clause *c, size_t i)
{
        const struct part *part = &r->parts[i];
        const struct part *next = i + 1 < r->n ? part + 1 : NULL, *last = i > 0 ? part - 1 : NULL;
        const struct text_clause *behind = c + 1;

        if (next && !next->over && !next->list && (part->bound || (next->other && !has_place(next))))
                return true;
        if (last && !last->over && !last->list && last->bound)
                return true;
        return !next && behind < r->f->clauses + r->f->n_clauses && behind->sentence == c->sentence &&
               !behind->places &&
               (behind->state == STATE_LIVE || behind->stays || behind->still || behind->refuses);
}

static bool reaches(const struct reach *r, const struct text_clause *c, size_t own, size_t i)
{
        return i == own || r->parts[i].over || (r->parts[i].names && !r->parts[i].told && !is_told(r, c, i));
}

/* Does what was before, or at the same time, begin at the token: "after", "when"? */
static bool begins_time(const struct text_scan *s, uint32_t token)
{
        const struct text_match *m = text_scan_starts(s, token, SAYS_PASSING);

        return m && (!strcmp(m->phrase->value, "after") || !strcmp(m->phrase->value, "when"));
}

/* "Lifted in Sumy after drones hit Shostka", "as the drones headed for Kharkiv": behind the all-clear and the place that it is of, what
 * it came after, or where weapons have gone, has another. Returns where that begins, or the end. */
static uint32_t end_of_reach(const struct reach *r, const struct text_clause *c)
{
        bool over = false, place = false;

        for (uint32_t at = c->first; at < c->end; at++) {
                if (over && place && (begins_time(r->f->s, at) || text_scan_starts(r->f->s, at, SAYS_TO)))
                        return at;
                over |= r->marks[at] & MARK_OVER;
                place |= text_clauses_have_places(r->f, at, at + 1);
        }
        return c->end;
}

static void measure(struct reach *r, const struct text_clause *c)
{
        const uint32_t end = end_of_reach(r, c);
        size_t own;

        for (size_t p = text_clauses_place_from(r->f, end);
             p < r->f->n_places && r->f->places[p].from < c->end; p++)
                r->beyond[p] = true;
        cut_parts(r, c, text_clauses_place_from(r->f, c->first));
        own = find_own(r);
        for (size_t i = 0; own < r->n && i < r->n; i++)
                for (size_t p = r->parts[i].first_place; p < r->parts[i].end_place; p++)
                        r->beyond[p] |= !reaches(r, c, own, i);
}

const bool *text_reach_find(const struct text_clauses *f)
{
        struct reach r = {.f = f};

        for (size_t i = 0; i < f->n_clauses; i++) {
                if (f->clauses[i].state != STATE_ALL_CLEAR || !f->clauses[i].places)
                        continue;
                if (!r.marks) {
                        r.marks = mark_tokens(f);
                        r.beyond = arena_array(f->s->arena, f->n_places, sizeof *r.beyond);
                }
                measure(&r, &f->clauses[i]);
        }
        return r.beyond;
}
