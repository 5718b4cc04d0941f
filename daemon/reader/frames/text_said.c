#include "reader/frames/text_said.h"

#include "reader/clauses/text_event.h"
#include "reader/clauses/text_found.h"

/* "Chlorine is in the air. Residents are told to seal their windows.": what people are told to do about it, right behind it. */
static bool leaks(const struct text_clauses *f, const struct text_clause *c)
{
        return c > f->clauses && c->orders && !c[-1].places && c[-1].events == 1u << EVENT_CHEMICAL &&
               c->sentence <= c[-1].sentence + 1;
}

void text_said_at(struct text_clauses *f, uint32_t mention, uint32_t place, const struct text_clause *c,
                  const char *why)
{
        const struct text_clause *told = &f->clauses[f->clause_of[f->places[mention].first]];
        uint32_t events = c->events     ? c->events
                          : leaks(f, c) ? 1u << EVENT_CHEMICAL
                                        : text_event_of(f, told, NULL);

        /* what lasts in a district of a city lasts in the city */
        if (c->state == STATE_LIVE && place_level(f->s->gazetteer, place) == LEVEL_CITY_DISTRICT &&
            place_parent(f->s->gazetteer, place) != PLACE_NONE)
                place = place_parent(f->s->gazetteer, place);
        text_found_said(f, mention, place, c, events, why);
}

bool text_said_of_all(const struct text_clauses *f, const struct text_clause *c)
{
        if (c->places || c->teaser || c->topic || c->old || f->supposed[c->first] || text_said_elsewhere(c))
                return false;
        if (c->state == STATE_LIVE && c->alarms && c->live > 1 && !c->past) /* "now the alarm is on" */
                return true;
        if (c->state == STATE_LIVE && c->weapon && !c->past &&
            f->s->words.size <= TEXT_POST_SHORT) /* "another drone comes in" */
                return true;
        return c->state == STATE_ALL_CLEAR ||
               (c->state == STATE_LIVE && (c->still || c->lasting || c->orders || c->under));
}
