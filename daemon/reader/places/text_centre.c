#include "reader/places/text_finder.h"

#include <string.h>

#define LOOK_BACK 16 /* names */
#define MOST      64 /* units of a text whose centres are looked for */

uint32_t text_centre_level(const char *value)
{
        if (!strcmp(value, "(district)"))
                return LEVEL_DISTRICT;
        if (!strcmp(value, "(capital)"))
                return TEXT_CAPITAL;
        return !strcmp(value, "(region)") ? LEVEL_REGION : 0;
}

bool text_centre_is_named(const struct text_finder *f, uint32_t last)
{
        uint32_t next = last + 1, end = text_scan_sentence(f->s, last)->end;
        unsigned gaps = GAP_HYPHEN | GAP_QUOTE | GAP_DASH | GAP_OPEN;

        if (next >= end)
                return false;
        if (text_scan_token(f->s, next)->latin)
                gaps |= GAP_COMMA; /* "по райцентру, Марганецькій громаді" is a list */
        return !text_scan_gap(f->s, next, ~gaps) && (text_scan_token(f->s, next)->letters == CASE_TITLE ||
                                                     text_scan_starts(f->s, next, SAYS_BETWEEN));
}

/* The settlement that a unit is called after, else its largest one. */
static uint32_t centre_of(const struct text_finder *f, uint32_t unit)
{
        const struct gazetteer *g = f->s->gazetteer;
        uint32_t best = PLACE_NONE, most = 0;

        for (uint32_t place = unit + 1, end = place_last(g, unit); place <= end; place++) {
                uint32_t population = place_population(g, place);
                if (place_level(g, place) != LEVEL_SETTLEMENT || population < 1000)
                        continue;
                if (place_is_called_as(g, unit, place))
                        return place;
                if (population > most) {
                        best = place;
                        most = population;
                }
        }
        return best;
}

/* The district or region that was spoken of last. */
static uint32_t unit_before(const struct text_finder *f, size_t i, enum place_level level)
{
        for (size_t k = i; k-- > 0 && i - k <= LOOK_BACK;) {
                uint32_t place = f->places[k].place;
                uint32_t unit =
                    place == PLACE_NONE ? PLACE_NONE : place_ancestor(f->s->gazetteer, place, level);
                if (unit != PLACE_NONE)
                        return unit;
        }
        return PLACE_NONE;
}

/* "Karaganda, the regional capital": what is said of the name is said. */
static bool is_apposition(const struct text_finder *f, const struct text_place *p, uint32_t centre)
{
        return p > f->places && p[-1].place == centre && p->from <= p[-1].to + 3 &&
               text_scan_gap(f->s, p[-1].to + 1, GAP_COMMA | GAP_OPEN | GAP_DASH);
}

/* The largest town in the area that the unit is called after: "Сызранский", beside Сызрань; PLACE_NONE: none is. */
static uint32_t town_of(const struct text_finder *f, uint32_t unit, uint32_t area)
{
        const struct gazetteer *g = f->s->gazetteer;
        uint32_t best = PLACE_NONE, most = 0;

        for (uint32_t place = area; area != PLACE_NONE && place <= place_last(g, area); place++)
                if (place_level(g, place) == LEVEL_SETTLEMENT && place_population(g, place) > most &&
                    place_is_called_after(g, unit, place)) {
                        best = place;
                        most = place_population(g, place);
                }
        return best;
}

/* "Здолбунівське депо" is in the town that the community is called after, "Рязанский НПЗ" in that of the region. */
static void find_works(struct text_finder *f)
{
        for (size_t i = 0, looked = 0; i < f->n && looked < MOST; i++) {
                struct text_place *p = &f->places[i];
                uint32_t centre;
                if (!p->works || p->place == PLACE_NONE)
                        continue;
                looked++;
                centre = centre_of(f, p->place);
                if (centre == PLACE_NONE || !place_is_called_as(f->s->gazetteer, p->place, centre))
                        centre = centre_of(f, place_ancestor(f->s->gazetteer, p->place, LEVEL_REGION));
                if (centre == PLACE_NONE || !place_is_called_as(f->s->gazetteer, p->place, centre))
                        centre =
                            town_of(f, p->place, place_ancestor(f->s->gazetteer, p->place, LEVEL_REGION));
                if (centre != PLACE_NONE)
                        p->place = centre;
        }
}

/* A city that is a region by itself. */
static bool is_capital(const struct text_finder *f, uint32_t place)
{
        return place != PLACE_NONE && place_level(f->s->gazetteer, place) == LEVEL_REGION &&
               place_is_city(f->s->gazetteer, place);
}

/* "In the capital": the one that the text names, before it or else behind. */
static void find_capital(struct text_finder *f, size_t i)
{
        struct text_place *p = &f->places[i];

        p->expected = p->announced = false; /* no name, where none is named */
        for (size_t k = i; k-- > 0 && i - k <= LOOK_BACK && p->place == PLACE_NONE;)
                p->place = is_capital(f, f->places[k].place) ? f->places[k].place : PLACE_NONE;
        for (size_t k = i + 1; k < f->n && k - i <= LOOK_BACK && p->place == PLACE_NONE; k++)
                p->place = is_capital(f, f->places[k].place) ? f->places[k].place : PLACE_NONE;
        p->why = "the capital that the text names";
}

void text_centre_find(struct text_finder *f)
{
        uint32_t last = PLACE_NONE, centre = PLACE_NONE; /* texts speak of one */
        unsigned looked = 0;

        for (size_t i = 0; i < f->n && looked < MOST; i++) {
                struct text_place *p = &f->places[i];
                uint32_t unit;
                if (p->centre == TEXT_CAPITAL) {
                        looked++;
                        find_capital(f, i);
                        continue;
                }
                unit = p->centre ? unit_before(f, i, (enum place_level)p->centre) : PLACE_NONE;
                if (unit == PLACE_NONE)
                        continue;
                if (unit != last) {
                        centre = centre_of(f, unit);
                        looked++;
                }
                last = unit;
                if (is_apposition(f, p, centre))
                        continue;
                p->place = centre;
                p->why = "the centre of what was spoken of before";
        }
        find_works(f);
}
