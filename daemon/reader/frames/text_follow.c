#include "reader/frames/text_follow.h"

#include <string.h>

#include "reader/clauses/text_event.h"
#include "reader/clauses/text_found.h"
#include "reader/frames/text_said.h"
#include "reader/frames/text_unit.h"

/* "Missile threat / Bryansk oblast", "the alert goes on in: / Bryansk oblast": what stands over names is said of these. */
static bool heads_names(const struct text_clauses *f, const struct text_clause *c)
{
        const struct text_clause *next = c + 1;

        return next < f->clauses + f->n_clauses &&
               (!c->still || text_scan_gap(f->s, next->first, GAP_COLON)) && next->names_only &&
               next->places && next->sentence > c->sentence &&
               !f->s->words.sentences[next->sentence].starts_paragraph;
}

/* "Де оголошено тривогу": a heading that only asks where. */
static bool asks_where(const struct text_clauses *f, const struct text_clause *c)
{
        const struct text_match *m = text_scan_starts(f->s, c->first, SAYS_PASSING);

        return m && !strcmp(m->phrase->value, "where") && f->s->words.sentences[c->sentence].starts_paragraph;
}

void text_follow_remaining(struct text_clauses *f)
{
        size_t n = f->out->n_frames;

        for (size_t i = 0; i < n; i++) {
                struct text_frame frame = f->out->frames[i];
                const struct text_clause *c = &f->clauses[f->clause_of[f->places[frame.mention].first]] + 1;
                uint32_t events, unit;
                if (frame.state != STATE_ALL_CLEAR || c == f->clauses + f->n_clauses || c->places ||
                    c->state != STATE_LIVE || !(c->events || c->still || c->sentence == frame.sentence) ||
                    c->sentence > frame.sentence + 1 || c->teaser || c->whole || c->calm ||
                    heads_names(f, c) || asks_where(f, c))
                        continue;
                unit = text_unit_of(f, c);
                frame.place = unit ? text_unit_around(f, frame.place, unit) : frame.place;
                if (frame.place == PLACE_NONE)
                        continue;
                events = text_event_choose(c->events ? c->events : 1u << frame.event, STATE_LIVE, 0);
                frame.state = STATE_LIVE;
                frame.sentence = c->sentence;
                frame.why = "another danger remains";
                text_found_frames(f, events, frame);
        }
}

/* Is what the next clause says, without a place, said of where this one is? "The alert in Rivne lasted until 4:15. It was
 * declared again at 4:50.", "Rivne: the concert is off, the alarm goes on". */
static bool goes_with(const struct text_clauses *f, const struct text_clause *c,
                      const struct text_clause *next)
{
        if (c->lasted)
                return next->sentence <= c->sentence + 1 && text_said_of_all(f, next);
        if ((next->still || next->lasting) && next->state == STATE_LIVE && !c->old && !next->whole &&
            ((c->state == STATE_PAST && next->live && next->sentence == c->sentence + 1) || c->calm))
                return text_said_of_all(f, next) &&
                       f->s->words.sentences[next->sentence].line == f->s->words.sentences[c->sentence].line;
        return next->sentence == c->sentence && c->state != STATE_LIVE && next->state == STATE_LIVE &&
               !next->places && !next->whole &&
               (next->alarms || next->orders || next->still || next->lasting ||
                (next->live && (next->weapon || next->meant & TEXT_LASTING)));
}

#define CALM_MOST 3  /* sentences */
#define NEXT_MOST 64 /* clauses */

/* What is told next; of a place where it is calm, that the alarm goes on, a little further down: "Lviv is calm. Rumours of
 * explosions are false. But the alert is still on." */
static const struct text_clause *told_next(const struct text_clauses *f, const struct text_clause *c)
{
        const struct text_clause *next = c + 1, *end = f->clauses + f->n_clauses;

        end = end - next > NEXT_MOST ? next + NEXT_MOST : end;
        while (c->places && c->state == STATE_PAST && next < end && next->sentence == c->sentence &&
               !next->places && next->state == STATE_PAST)
                next++; /* "it fell near Ivankiv, grass caught fire, the fire is not out" */
        while (c->calm && next < end && !next->places && next->state != STATE_LIVE &&
               next->state != STATE_ALL_CLEAR && next->sentence <= c->sentence + CALM_MOST)
                next++;
        return next;
}

void text_follow_find(struct text_clauses *f, const struct text_clause *c)
{
        const struct text_clause *next;

        if (!c->places || c->teaser)
                return;
        next = told_next(f, c);
        if (next == f->clauses + f->n_clauses || !goes_with(f, c, next))
                return;
        for (size_t i = text_clauses_place_from(f, c->first); i < f->n_places && f->places[i].first < c->end;
             i++)
                if (f->places[i].place != PLACE_NONE && !f->roles[i].named)
                        text_said_at(f, (uint32_t)i, f->places[i].place, next, "said next of where that is");
}
