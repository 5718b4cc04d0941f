#include "reader/frames/text_reported.h"

#include "reader/frames/text_said.h"

#define TEXT_FEW_PLACES 256 /* more of one name make no report */

/* Is a country spoken of, other than where the dateline says that the town lies? */
static bool speaks_of_country(const struct text_clauses *f, const struct text_place *p)
{
        for (size_t i = 0; i < f->n_places && i < TEXT_FEW_PLACES; i++)
                if (f->places[i].place != PLACE_NONE && f->places[i].from > p->to + 1 &&
                    place_level(f->s->gazetteer, f->places[i].place) == LEVEL_COUNTRY)
                        return true;
        return false;
}

/* Is no other place named up to the end of the clause? */
static bool is_first_named(const struct text_clauses *f, const struct text_place *p,
                           const struct text_clause *c)
{
        for (const struct text_place *o = f->places; o < f->places + f->n_places && o->first < c->end; o++)
                if (o->place != PLACE_NONE && o->place != p->place &&
                    !place_contains(f->s->gazetteer, o->place, p->place))
                        return false;
        return true;
}

#define LEAD_SENTENCES 3

void text_reported_find(struct text_clauses *f)
{
        const struct text_place *p = f->places;
        const struct text_clause *end = f->clauses + f->n_clauses;

        while (p < f->places + f->n_places && p->place == PLACE_NONE)
                p++;
        if (p == f->places + f->n_places || !text_role_is(&f->roles[p - f->places], TEXT_DATELINE) ||
            place_level(f->s->gazetteer, p->place) != LEVEL_SETTLEMENT || f->n_places > TEXT_FEW_PLACES ||
            speaks_of_country(f, p))
                return;
        for (const struct text_clause *c = &f->clauses[f->clause_of[p->first]];
             c < end && c->sentence < text_scan_token(f->s, p->first)->sentence + LEAD_SENTENCES; c++)
                if (c->state == STATE_PAST && c->told && (c->events ? c->meant : f->events & TEXT_BLOWS) &&
                    !c->calm && !c->old && !c->topic && !c->drill && !c->teaser && !f->supposed[c->first] &&
                    is_first_named(f, p, c)) {
                        text_said_at(f, (uint32_t)(p - f->places), p->place, c, "where the report is from");
                        return;
                }
}
