#include "reader/places/text_company.h"

#include "reader/places/text_heads.h"

#define CITY 200000 /* people: it stands in lists with towns from everywhere */
#define TOWN 20000

/* "Конотоп і Ніжин": beside a town, a name that a town has is hardly that of a village, though it lies nearer. */
static bool is_in_list_of_towns(const struct text_finder *f, const struct text_place *p,
                                const struct text_name *name, uint32_t beside)
{
        return p->well && !p->head && name->level == LEVEL_SETTLEMENT && name->size < SIZE_5000 &&
               place_population(f->s->gazetteer, beside) >= TOWN;
}

double text_company_listed(const struct text_finder *f, const struct text_place *p,
                           const struct text_stand *stand, const struct text_name *name)
{
        const struct gazetteer *g = f->s->gazetteer;
        const uint32_t candidate = name->place;
        double points = 0;

        for (size_t i = 0; i < stand->n_beside; i++) {
                if (place_ancestor(g, candidate, LEVEL_REGION) !=
                    place_ancestor(g, stand->beside[i], LEVEL_REGION))
                        continue;
                if (place_population(g, stand->beside[i]) >= CITY ||
                    is_in_list_of_towns(f, p, name, stand->beside[i])) {
                        points = points < 2 ? 2 : points;
                        continue;
                }
                if (place_ancestor(g, candidate, LEVEL_DISTRICT) ==
                    place_ancestor(g, stand->beside[i], LEVEL_DISTRICT))
                        return 5;
                points = 4;
        }
        return points;
}

/* "Приморск и весь Выборгский район": the district of the place joined right before. */
static double joined_points(const struct text_finder *f, const struct text_place *p,
                            const struct text_name *name)
{
        const struct text_place *o = p - 1;
        uint32_t at = p->from;

        if (p == f->places || !p->head || name->level <= LEVEL_REGION || name->level == LEVEL_SETTLEMENT ||
            o->place == PLACE_NONE || o->head || !place_contains(f->s->gazetteer, name->place, o->place))
                return 0;
        while (at > o->to + 1 && !text_scan_gap(f->s, at, ~0u) && text_scan_ends(f->s, at - 1, SAYS_BETWEEN))
                at--;
        return at == o->to + 2 && text_scan_starts(f->s, at - 1, SAYS_JOIN) ? 7 : 0;
}

static bool may_be_village(const struct text_place *p)
{
        return p->found >> LEVEL_SETTLEMENT & 1 && (!p->head || p->levels >> LEVEL_SETTLEMENT & 1);
}

/* Is a settlement that the name may mean in the unit? The places of one name stand in the gazetteer's order, in which a unit's
 * places follow it. */
static bool may_hold(const struct text_finder *f, const struct text_place *o, uint32_t unit)
{
        const uint32_t last = place_last(f->s->gazetteer, unit);

        for (size_t i = 0; i < o->n_nodes && i < o->exact; i++) {
                const struct text_name *names;
                size_t low = 0, high = text_names_at(f->s->names, o->nodes[i], &names), n = high;
                while (low < high) {
                        const size_t middle = (low + high) / 2;
                        if (names[middle].place <= unit)
                                low = middle + 1;
                        else
                                high = middle;
                }
                for (; low < n && names[low].place <= last; low++)
                        if (names[low].level == LEVEL_SETTLEMENT)
                                return true;
        }
        return false;
}

/* "Slobozia, Moldova", "Reni in Ukraine", "Слободзея (Молдавия)": the country that is said right behind the name; PLACE_NONE: none. */
static uint32_t country_behind(const struct text_finder *f, const struct text_place *p)
{
        const struct text_place *o = p + 1;
        const uint32_t at = p->to + 1;
        const struct text_match *m;

        if (o >= f->places + f->n || o->place == PLACE_NONE ||
            o->from >= text_scan_sentence(f->s, p->first)->end ||
            place_level(f->s->gazetteer, o->place) != LEVEL_COUNTRY)
                return PLACE_NONE;
        if (o->from == at)
                return text_scan_gap(f->s, at, GAP_COMMA | GAP_OPEN) ? o->place : PLACE_NONE;
        m = text_scan_gap(f->s, at, ~0u) ? NULL : text_scan_starts(f->s, at, SAYS_AT);
        return m && m->last + 1 == o->from ? o->place : PLACE_NONE;
}

/* "Greece's Samos", "Moldova's Palanca": the one that is said right before. */
static uint32_t country_before(const struct text_finder *f, const struct text_place *p)
{
        const struct text_place *o = p - 1;

        return p > f->places && o->to + 1 == p->from && text_scan_token(f->s, o->to)->possessive &&
                       o->place != PLACE_NONE && place_level(f->s->gazetteer, o->place) == LEVEL_COUNTRY
                   ? o->place
                   : PLACE_NONE;
}

static double country_points(const struct text_finder *f, const struct text_stand *stand,
                             const struct text_name *name)
{
        double points = 0;

        for (size_t i = 0; i < 2; i++)
                if (stand->said[i] != PLACE_NONE &&
                    place_contains(f->s->gazetteer, stand->said[i], name->place))
                        points += 3;
        return points;
}

#define COMPANIONS 2 /* names on either side that are looked at, and how many of them it takes */

static bool is_listed(const struct text_finder *f, const struct text_place *p)
{
        return (p > f->places && text_heads_listed(f, p - 1, p)) ||
               (p + 1 < f->places + f->n && text_heads_listed(f, p, p + 1));
}

/* "Houla, Aita al-Shaab and Shihine were hit": villages of one region, or a small country, none of which is clear by itself. */
static double companion_points(const struct text_finder *f, const struct text_place *p,
                               const struct text_stand *stand, const struct text_name *name)
{
        const struct text_place *end = f->places + f->n;
        uint32_t country, around;
        unsigned n = 0;

        if (!stand->is_listed || stand->is_frequent || name->level != LEVEL_SETTLEMENT)
                return 0;
        country = place_ancestor(f->s->gazetteer, name->place, LEVEL_COUNTRY);
        around = text_finder_is_close(f, country) ? place_ancestor(f->s->gazetteer, name->place, LEVEL_REGION)
                                                  : country;
        if (around == PLACE_NONE)
                return 0;
        for (const struct text_place *o = p;
             o > f->places && o + COMPANIONS > p && text_heads_listed(f, o - 1, o); o--)
                n += may_be_village(o - 1) && may_hold(f, o - 1, around);
        for (const struct text_place *o = p;
             o + 1 < end && o < p + COMPANIONS && text_heads_listed(f, o, o + 1); o++)
                n += may_be_village(o + 1) && may_hold(f, o + 1, around);
        return n >= COMPANIONS ? 2 : 0;
}

#define HELD_FAR 3 /* names */

/* A village that stands right before a unit, and may be one in it: "село Черляни Городоцької громади"; more so where those listed
 * before it are, too. */
static double held_before(const struct text_finder *f, const struct text_place *p, uint32_t unit)
{
        const uint32_t start = text_scan_sentence(f->s, p->first)->first;
        const struct text_place *o = p - 1;
        double points;

        if (p == f->places || o->to + 1 != p->from || !may_be_village(o) ||
            text_scan_gap(f->s, p->from, (unsigned)~(GAP_COMMA | GAP_OPEN)) || !may_hold(f, o, unit))
                return 0;
        points = text_scan_gap(f->s, p->from, GAP_COMMA) ? 3 : 7;
        while (o-- > f->places && o + HELD_FAR >= p && o->from >= start)
                points += may_be_village(o) && may_hold(f, o, unit) ? 1 : 0;
        return points;
}

/* Some that come later in the sentence: "в Павловском районе дрон атаковал станицу Атаманскую". */
static double held_behind(const struct text_finder *f, const struct text_place *p, uint32_t unit)
{
        const uint32_t end = text_scan_sentence(f->s, p->first)->end;
        double points = 0;

        for (const struct text_place *o = p + 1; o < f->places + f->n && o <= p + HELD_FAR && o->from < end;
             o++)
                if (may_be_village(o) && may_hold(f, o, unit))
                        points += points > 0 ? 1 : 4;
        return points;
}

/* Of the districts or communities that are called so, the one that has such villages is meant. */
static double held_points(const struct text_finder *f, const struct text_place *p,
                          const struct text_name *name)
{
        double points;

        if (!p->head || (name->level != LEVEL_DISTRICT && name->level != LEVEL_COMMUNITY))
                return 0;
        points = held_before(f, p, name->place);
        return points > 0 ? points : held_behind(f, p, name->place);
}

void text_company_find(const struct text_finder *f, const struct text_place *p, struct text_stand *stand)
{
        stand->is_listed = !p->head && is_listed(f, p);
        stand->said[0] = country_before(f, p);
        stand->said[1] = country_behind(f, p);
        stand->has_company =
            p->head || stand->is_listed || stand->said[0] != PLACE_NONE || stand->said[1] != PLACE_NONE;
}

double text_company_points(const struct text_finder *f, const struct text_place *p,
                           const struct text_stand *stand, const struct text_name *name)
{
        return joined_points(f, p, name) + held_points(f, p, name) + companion_points(f, p, stand, name) +
               country_points(f, stand, name);
}
