#include "reader/frames/text_named.h"

#include <string.h>

#include "reader/frames/text_alone.h"
#include "reader/places/text_beside.h"

#define FAR  40  /* tokens in which something is said to residents */
#define MOST 256 /* names of a text that is looked through for smaller places of a country */

/* Does the clause say after the token that there is danger, or none any more: "residents of X have been asked to stay indoors"? */
static bool is_told(const struct text_clauses *f, const struct text_clause *c, uint32_t token)
{
        for (uint32_t at = token; at < c->end && at < token + FAR; at++)
                if (text_scan_starts_any(
                        f->s, at, TEXT_ROLE(SAYS_LIVE) | TEXT_ROLE(SAYS_ORDER) | TEXT_ROLE(SAYS_CLEAR)))
                        return true;
        return false;
}

/* Does the clause speak of no other place? */
static bool is_alone(const struct text_clauses *f, const struct text_place *p, const struct text_clause *c)
{
        for (size_t i = text_clauses_place_from(f, c->first); i < f->n_places && f->places[i].first < c->end;
             i++)
                if (&f->places[i] != p && f->places[i].place != PLACE_NONE && !f->roles[i].named)
                        return false;
        return true;
}

/* "In Nagolnoye. The fourth is a woman from Veydelevka": is its line headed by another place, of which nothing is said before? */
static bool is_headed(const struct text_clauses *f, const struct text_place *p)
{
        const struct text_sentence *sentence = text_scan_sentence(f->s, p->first);

        while (sentence > f->s->words.sentences && !sentence->starts_line)
                sentence--;
        for (size_t i = text_clauses_place_from(f, sentence->first);
             i < f->n_places && f->places[i].first < p->first; i++)
                if (f->places[i].place != PLACE_NONE && !f->roles[i].named &&
                    f->clauses[f->clause_of[f->places[i].first]].state == STATE_UNSAID)
                        return true;
        return false;
}

/* "Житель хутора Нелидовка подорвался на мине", "All residents of Pavlohrad: keep away from windows": what happens to
 * residents, or is said to them, is where they live, if nothing else is the matter with them. */
static bool is_hit_at_home(const struct text_clauses *f, const struct text_place *p,
                           const struct text_clause *c)
{
        if (c->topic)
                return false;
        if (c->state == STATE_PAST)
                return is_alone(f, p, c) &&
                       (c->events || (c->past && f->told && p->fixed == PLACE_NONE &&
                                      (c->attacked || f->events & TEXT_WEAPONS) && !is_headed(f, p)));
        if (c->state == STATE_ALL_CLEAR) /* "residents of X may leave the shelters", and no other place may */
                return !c->calm && is_told(f, c, is_alone(f, p, c) ? c->first : p->to + 1);
        if (c->state == STATE_UNSAID)
                return ((f->orders || f->post) && f->live > f->past) ||
                       (c->meant & TEXT_BLOWS && is_alone(f, p, c)); /* "explosions woke Kyivans" */
        return c->state == STATE_LIVE && (f->orders || f->post || is_told(f, c, p->to + 1));
}

/* "Отбой в области, кроме Елецкого района", "в области, кроме Елецкого района, отбой". */
static bool is_left_out(const struct text_clauses *f, const struct text_clause *c)
{
        return c->state == STATE_ALL_CLEAR ||
               (c > f->clauses && c[-1].excepts && c[-1].sentence == c->sentence);
}

/* In a country, of which no smaller place is named anywhere. */
static bool is_all_that_is_named(const struct text_clauses *f, const struct text_place *p)
{
        if (f->n_places > MOST || p->from == text_scan_sentence(f->s, p->first)->first ||
            !text_scan_ends(f->s, p->from - 1, SAYS_AT))
                return false;
        for (size_t i = 0; i < f->n_places; i++)
                if (f->places[i].place != PLACE_NONE && f->places[i].place != p->place &&
                    place_contains(f->s->gazetteer, p->place, f->places[i].place))
                        return false;
        return true;
}

/* "Землетрясение произошло в Грузии": the ground shakes in a whole country. "В Україні оголошено повітряну тривогу". */
static bool is_of_all(const struct text_clauses *f, const struct text_place *p, const struct text_clause *c)
{
        bool shakes = c->events >> EVENT_EARTHQUAKE & 1 && c->state != STATE_UNSAID,
             alarm = c->events >> EVENT_AIR_RAID & 1 && c->state == STATE_LIVE && f->live > f->past;

        return (shakes || alarm) && is_all_that_is_named(f, p);
}

#define FIRE_FAR_DIGITS 2 /* 10 km */

/* "The plant lies 350 km east of Kyiv", not "the fire is 3 km from Shikhany". `digits`: of the least distance that is far. */
static bool is_far_off(const struct text_scan *s, const struct text_place *p, size_t digits)
{
        const struct text_match *m = text_beside_before(s, p, SAYS_NAMED);

        return m && text_role_is_far(s, m, digits);
}

bool text_named_is_beyond_fire(const struct text_clauses *f, uint32_t mention)
{
        const struct text_place *p = &f->places[mention];

        return f->clauses[f->clause_of[p->first]].events == 1u << EVENT_FIRE &&
               is_far_off(f->s, p, FIRE_FAR_DIGITS) && !text_alone_is(f, p);
}

bool text_named_affected(const struct text_clauses *f, uint32_t mention)
{
        const struct text_place *p = &f->places[mention];
        const struct text_clause *c = &f->clauses[f->clause_of[p->first]];
        const struct text_role *role = &f->roles[mention];

        if (text_role_is(role, TEXT_RESIDENT))
                return is_hit_at_home(f, p, c);
        if (text_role_is(role, TEXT_EXCEPT))
                return is_left_out(f, c);
        if (text_role_is(role, TEXT_SPEAKER)) /* "Warsaw scrambled jets and told people to take shelter" */
                return c->state == STATE_LIVE && c->orders && c->events & TEXT_WEAPONS && is_alone(f, p, c) &&
                       text_alone_is(f, p);
        if (text_role_is(role, TEXT_ROAD)) /* "drones on the road to Sumy, take cover" */
                return c->state == STATE_LIVE && (f->orders || f->post) && is_alone(f, p, c);
        if (text_role_is_distance(role)) /* "the fire is 3 km from Shikhany" */
                return !is_far_off(f->s, p, TEXT_FAR_DIGITS) &&
                       (c->state == STATE_LIVE || (c->state == STATE_UNSAID && f->live > f->past));
        return text_role_is(role, TEXT_COUNTRY) && is_of_all(f, p, c);
}
