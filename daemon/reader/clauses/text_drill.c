#include "reader/clauses/text_drill.h"

#include <string.h>

/* What is said of drills: by the numbers of sentences, each 1 + the first one; 0: none. */
struct drill {
        uint32_t all;    /* "this is a drill" */
        uint32_t denied; /* "this is fake" */
        uint32_t near;
        uint32_t soothes; /* "keep calm" */
        bool real;        /* "this is not a drill" */
};

static void note(const struct text_clauses *f, const struct text_match *m, struct drill *d)
{
        uint32_t sentence = text_scan_token(f->s, m->first)->sentence + 1;
        uint32_t *first = strcmp(m->phrase->value, "soothes") == 0  ? &d->soothes
                          : strcmp(m->phrase->value, "near") == 0   ? &d->near
                          : strcmp(m->phrase->value, "denied") == 0 ? &d->denied
                                                                    : &d->all;

        *first = *first ? *first : sentence;
}

static struct drill look_for(const struct text_clauses *f)
{
        struct drill d = {0};

        for (size_t i = 0; i < f->s->n_matches; i++) {
                const struct text_match *m = &f->s->matches[i];
                if (m->role == SAYS_DRILL)
                        note(f, m, &d);
                d.real |= m->role == SAYS_REAL;
        }
        return d;
}

/* "A drone hit a school in Rylsk", "A quake shook Almaty", "chlorine leaked in Orsk". */
static bool tells_strike(const struct text_clause *c)
{
        const uint32_t natural = 1u << EVENT_EARTHQUAKE | 1u << EVENT_FLOOD;

        return c->state == STATE_PAST && c->places && !c->old && !c->topic &&
               ((c->told && (c->weapon || c->attack)) ||
                (!c->drill && (c->meant & natural || (c->told && c->meant & TEXT_PEACEFUL))));
}

/* Is an alarm told, or that a leak or a flood is over, and a place, or a strike at one, before that sentence? What it denies is
 * then something else. */
static bool is_alarmed_before(const struct text_clauses *f, uint32_t sentence)
{
        bool alarm = false, place = false;

        for (const struct text_clause *c = f->clauses;
             c < f->clauses + f->n_clauses && c->sentence < sentence; c++) {
                alarm |= (c->state == STATE_LIVE && (c->alarms || c->orders)) ||
                         (c->state == STATE_ALL_CLEAR && c->meant & TEXT_PEACEFUL && !c->drill);
                place |= c->places;
                if (tells_strike(c))
                        return true;
        }
        return alarm && place;
}

/* "Rumours of explosions are false. But the alert is still in force": what goes on is said in another sentence. */
static bool is_still_alarmed(const struct text_clauses *f, uint32_t sentence)
{
        for (const struct text_clause *c = f->clauses; c < f->clauses + f->n_clauses; c++)
                if (c->sentence > sentence && c->state == STATE_LIVE && (c->still || c->lasting) &&
                    c->alarms && !c->old)
                        return true;
        return false;
}

/* Does it name a place, and not only who speaks there? */
static bool names_place(const struct text_clauses *f, uint32_t sentence)
{
        const struct text_sentence *told = &f->s->words.sentences[sentence];

        for (size_t i = text_clauses_place_from(f, told->first);
             i < f->n_places && f->places[i].first < told->end; i++)
                if (f->places[i].place != PLACE_NONE && !f->places[i].office)
                        return true;
        return false;
}

/* "They wrote of explosions in Lviv. This is false.": where its own sentence names no place, the one before is denied. */
static void mark_before(struct text_clauses *f, struct text_clause *denial)
{
        if (denial->sentence == 0 || names_place(f, denial->sentence))
                return;
        for (struct text_clause *c = denial; c >= f->clauses && c->sentence + 1 >= denial->sentence; c--)
                c->drill = true;
}

static void mark(struct text_clauses *f)
{
        for (size_t i = 0; i < f->s->n_matches; i++) {
                const struct text_match *m = &f->s->matches[i];
                struct text_clause *c = &f->clauses[f->clause_of[m->first]];
                if (m->role == SAYS_DRILL && !(c->alarms && c->orders))
                        c->drill = true;
                if (m->role == SAYS_DRILL && strcmp(m->phrase->value, "denied") == 0)
                        mark_before(f, c);
        }
}

bool text_drill_find(struct text_clauses *f)
{
        struct drill d = look_for(f);

        if (d.real)
                return false;
        if (d.all || (d.denied && !is_still_alarmed(f, d.denied - 1)) ||
            (d.near && !is_alarmed_before(f, d.near - 1) && !is_still_alarmed(f, d.near - 1)) ||
            (d.soothes && !f->orders && !is_alarmed_before(f, d.soothes - 1)))
                return true;
        if (d.denied || d.near || (d.soothes && !f->orders))
                mark(f);
        return false;
}
