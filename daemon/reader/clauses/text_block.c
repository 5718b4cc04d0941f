#include "reader/clauses/text_block.h"

#define BLOCK_MOST 64 /* clauses */

/* "Kharkiv oblast", "Sumy and Romny districts": nothing but names. */
static bool names(const struct text_clause *c)
{
        return c->line_names && c->state == STATE_UNSAID && !c->events && !c->teaser;
}

/* "All clear", "Drone threat, take cover!": what is going on, without any name in the line. */
static bool tells(const struct text_clause *c)
{
        return !c->line_places && (c->state == STATE_LIVE || c->state == STATE_ALL_CLEAR) && !c->teaser;
}

static bool goes_on(const struct text_clauses *f, const struct text_clause *c)
{
        const struct text_sentence *sentence = &f->s->words.sentences[c->sentence];

        return (names(c) || tells(c)) && !(sentence->starts_paragraph && c->first == sentence->first);
}

/* The clauses around `c` that are either, up to the next paragraph, and up to where two that tell meet: there the order may
 * turn round. */
struct block {
        const struct text_clause *first, *end;
        const struct text_clause *before, *after; /* what tells, next to `c`, or NULL */
};

static struct block block_of(const struct text_clauses *f, const struct text_clause *c)
{
        struct block b = {.first = c, .end = c + 1};

        while (b.first > f->clauses && c - b.first < BLOCK_MOST && goes_on(f, b.first) &&
               (names(b.first - 1) || (tells(b.first - 1) && !tells(b.first))))
                if (tells(--b.first) && !b.before)
                        b.before = b.first;
        for (; b.end < f->clauses + f->n_clauses && b.end - c < BLOCK_MOST && goes_on(f, b.end) &&
               !(tells(b.end) && tells(b.end - 1));
             b.end++)
                if (tells(b.end) && !b.after)
                        b.after = b.end;
        return b;
}

/* Is something said of a place that is surely none of those in the clause, nor in one of them, nor around one? */
static bool is_elsewhere(const struct text_clauses *f, const struct text_clause *c, size_t other)
{
        const struct gazetteer *g = f->s->gazetteer;
        const struct text_place *o = &f->places[other];

        if (o->place == PLACE_NONE || f->roles[other].named || f->roles[other].toward)
                return false;
        for (size_t i = 0; i < f->n_places && f->places[i].first < c->end; i++) {
                const struct text_place *p = &f->places[i];
                if (p->first >= c->first &&
                    (p->place == PLACE_NONE || p->place == o->place ||
                     place_contains(g, p->place, o->place) || place_contains(g, o->place, p->place)))
                        return false;
        }
        return true;
}

/* "Kyiv oblast / drones to Brovary": does what follows the names speak of something in them? */
static bool heads_more(const struct text_clauses *f, const struct text_clause *c)
{
        const struct text_clause *next = c + 1;

        if (next == f->clauses + f->n_clauses || f->s->words.sentences[next->sentence].starts_paragraph)
                return false;
        if (!next->places || f->s->words.sentences[next->sentence].bullet ||
            text_scan_gap(f->s, next->first, GAP_COLON))
                return true;
        for (size_t i = 0; i < f->n_places && f->places[i].first < next->end; i++)
                if (f->places[i].first >= next->first && !is_elsewhere(f, c, i))
                        return true;
        return false;
}

/* After a line that tells, do these names rather go with what comes after them: "All clear / Sumy / Kharkiv / drones"? */
static bool leads_on(const struct block *b, const struct text_clause *c)
{
        bool last = b->after && b->after + 1 == b->end, turns = tells(b->end - 1);

        return b->after && (last || (turns && b->after == c + 1 && b->before != c - 1));
}

/* Lines of names take turns with lines that tell: "All clear / Kharkiv oblast", "Kharkiv oblast / All clear". The first
 * line says which way round. Where it stays open, danger counts rather than an all-clear. */
const struct text_clause *text_block_state(const struct text_clauses *f, const struct text_clause *c)
{
        struct block b;

        if (!names(c))
                return NULL;
        b = block_of(f, c);
        if (names(b.first))
                return b.after || !b.before || b.before->state != STATE_LIVE ? b.after : b.before;
        if (leads_on(&b, c) && b.after->state == STATE_LIVE)
                return b.after;
        return b.before->state == STATE_ALL_CLEAR && c + 1 == b.end && heads_more(f, c) ? NULL : b.before;
}
