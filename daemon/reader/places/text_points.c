#include "reader/places/text_points.h"

#include "base/text.h"
#include "reader/places/text_candidates.h"
#include "reader/places/text_heads.h"

static double size_points(const struct text_name *name)
{
        static const double points[] = {
            [SIZE_HAMLET] = 0.5, [SIZE_1000] = 1.5,   [SIZE_5000] = 2.5,   [SIZE_20000] = 3.5,
            [SIZE_50000] = 6,    [SIZE_100000] = 6.5, [SIZE_200000] = 8.5, [SIZE_500000] = 9.5};

        return points[name->size];
}

uint32_t text_points_around(const struct text_finder *f, const uint32_t *list, size_t n, uint32_t candidate)
{
        for (size_t i = 0; i < n; i++)
                if (place_contains(f->s->gazetteer, list[i], candidate))
                        return list[i];
        return PLACE_NONE;
}

bool text_points_is_around(const struct text_finder *f, uint32_t place)
{
        return text_points_around(f, f->regions, f->n_regions, place) != PLACE_NONE;
}

#define CITY 200000 /* people: it stands in lists with towns from everywhere */
#define TOWN 20000

/* "Конотоп і Ніжин": beside a town, a name that a town has is hardly that of a village, though it lies nearer. */
static bool is_in_list_of_towns(const struct text_finder *f, const struct text_place *p,
                                const struct text_name *name, uint32_t beside)
{
        return p->well && !p->head && name->level == LEVEL_SETTLEMENT && name->size < SIZE_5000 &&
               place_population(f->s->gazetteer, beside) >= TOWN;
}

static double list_points(const struct text_finder *f, const struct text_place *p,
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

/* "Slobozia, Moldova", "Reni in Ukraine", "Слободзея (Молдавия)": the country is said right behind the name. */
static double country_points(const struct text_finder *f, const struct text_place *p,
                             const struct text_name *name)
{
        const struct text_place *o = p + 1;
        const uint32_t at = p->to + 1;
        const struct text_match *m;

        if (o >= f->places + f->n || o->place == PLACE_NONE ||
            o->from >= text_scan_sentence(f->s, p->first)->end ||
            place_level(f->s->gazetteer, o->place) != LEVEL_COUNTRY ||
            !place_contains(f->s->gazetteer, o->place, name->place))
                return 0;
        if (o->from == at)
                return text_scan_gap(f->s, at, GAP_COMMA | GAP_OPEN) ? 3 : 0;
        m = text_scan_gap(f->s, at, ~0u) ? NULL : text_scan_starts(f->s, at, SAYS_AT);
        return m && m->last + 1 == o->from ? 3 : 0;
}

/* "Greece's Samos", "Moldova's Palanca": it is said right before. */
static double owner_points(const struct text_finder *f, const struct text_place *p,
                           const struct text_name *name)
{
        const struct text_place *o = p - 1;

        return p > f->places && o->to + 1 == p->from && text_scan_token(f->s, o->to)->possessive &&
                       o->place != PLACE_NONE && place_level(f->s->gazetteer, o->place) == LEVEL_COUNTRY &&
                       place_contains(f->s->gazetteer, o->place, name->place)
                   ? 3
                   : 0;
}

/* Does the gazetteer know this country down to its towns? */
static bool is_close_country(const struct gazetteer *g, uint32_t country)
{
        return country != PLACE_NONE && place_last(g, country) - country > 400;
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

        if (p->head || stand->is_frequent || name->level != LEVEL_SETTLEMENT || !is_listed(f, p))
                return 0;
        country = place_ancestor(f->s->gazetteer, name->place, LEVEL_COUNTRY);
        around = is_close_country(f->s->gazetteer, country)
                     ? place_ancestor(f->s->gazetteer, name->place, LEVEL_REGION)
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

#define TOWN_NEAR 60 /* km */

static double town_points(const struct text_finder *f, const struct text_stand *stand,
                          const struct text_name *name)
{
        struct area_point there;

        return stand->has_town && name->level == LEVEL_SETTLEMENT &&
                       place_point(f->s->gazetteer, name->place, &there) &&
                       place_distance(stand->town, there) < TOWN_NEAR
                   ? 9
                   : 0;
}

#define ORIGIN_NEAR 250 /* km: from the middle of a region over its border */

/* What flies comes over the border next to it: of the better known places of a name, the one nearby is meant. */
static double origin_points(const struct text_finder *f, const struct text_stand *stand,
                            const struct text_name *name)
{
        struct area_point there;

        return stand->has_origin && name->size >= SIZE_1000 &&
                       place_point(f->s->gazetteer, name->place, &there) &&
                       place_distance(stand->origin, there) < ORIGIN_NEAR
                   ? 2
                   : 0;
}

#define AIMED_FAR 150 /* km */

/* What flies on leaves the region that it is over: the town nearby is meant, no village there that is called so. */
static double aimed_points(const struct text_finder *f, const struct text_stand *stand,
                           const struct text_name *name)
{
        struct area_point there;

        return stand->is_aimed && name->level == LEVEL_SETTLEMENT && name->size >= SIZE_50000 &&
                       place_point(f->s->gazetteer, name->place, &there) &&
                       place_distance(stand->start, there) < AIMED_FAR
                   ? 3
                   : 0;
}

/* "The Esil topped its dyke at Zarechny": none of the many of Russia, after places of Kazakhstan. */
static bool is_abroad(const struct text_finder *f, const struct text_stand *stand,
                      const struct text_name *name)
{
        return stand->is_frequent && stand->n_countries && name->level == LEVEL_SETTLEMENT &&
               name->size < SIZE_200000 &&
               text_points_around(f, stand->countries, stand->n_countries, name->place) == PLACE_NONE;
}

#define SAID_WITHIN 16 /* names */

/* A country whose name stands before the name, in its sentence: "Росія: вибух у Дубні". */
static bool is_country_said(const struct text_finder *f, const struct text_place *p, uint32_t country)
{
        uint32_t sentence = text_scan_token(f->s, p->first)->sentence;

        for (const struct text_place *o = p;
             o-- > f->places && o + SAID_WITHIN > p && text_scan_token(f->s, o->first)->sentence == sentence;)
                if (o->place == country)
                        return true;
        return false;
}

/* "Вибухи в Дубні", in Ukrainian: Дубно, not a larger town of Russia whose name looks the same in this case. */
static bool is_rivalled(const struct text_finder *f, const struct text_place *p, const struct text_name *name)
{
        struct text_candidates all = {0};
        const struct text_name *o;

        if (f->homeland == PLACE_NONE || p->head ||
            (name->level == LEVEL_SETTLEMENT ? name->size >= SIZE_200000 : name->level != LEVEL_REGION) ||
            place_contains(f->s->gazetteer, f->homeland, name->place) ||
            is_country_said(f, p, place_ancestor(f->s->gazetteer, name->place, LEVEL_COUNTRY)))
                return false;
        while ((o = text_candidates_exact(f, p, &all)))
                if (o->size >= SIZE_5000 && !o->old && place_contains(f->s->gazetteer, f->homeland, o->place))
                        return true;
        return false;
}

/* Is a settlement in the regions of the text called so? */
static bool is_around(const struct text_finder *f, const struct text_place *p)
{
        struct text_candidates all = {0};
        const struct text_name *name;

        while ((name = text_candidates_exact(f, p, &all)))
                if (name->level == LEVEL_SETTLEMENT && !name->old && text_points_is_around(f, name->place))
                        return true;
        return false;
}

#define KNOWN_TO_ALL 150000 /* people: what is larger need not be said to lie elsewhere */
#define FAR_OFF      250    /* km, from the middle of a region: not over its border */

#define NAMES_MOST 64 /* of a text that are looked through */

/* Does the text name the region, or a unit in it, not only a town? A list of towns may be from everywhere. */
static bool is_region_named(const struct text_finder *f, uint32_t region)
{
        for (size_t i = 0; i < f->n && i < NAMES_MOST; i++)
                if (f->places[i].place != PLACE_NONE &&
                    place_level(f->s->gazetteer, f->places[i].place) < LEVEL_SETTLEMENT &&
                    place_contains(f->s->gazetteer, region, f->places[i].place))
                        return true;
        return false;
}

static bool are_regions_named(const struct text_finder *f)
{
        for (size_t i = 0; i < f->n_regions; i++)
                if (is_region_named(f, f->regions[i]))
                        return true;
        return false;
}

/* A town far from the only region that the text names, in which something is called so, too: "Отрадное", "Муром". */
static bool is_namesake(const struct text_finder *f, const struct text_place *p, const struct text_name *name)
{
        const struct gazetteer *g = f->s->gazetteer;
        struct area_point here, there;

        return name->level == LEVEL_SETTLEMENT && !p->head && f->n_regions == 1 && name->size >= SIZE_20000 &&
               place_population(g, name->place) < KNOWN_TO_ALL && place_point(g, f->regions[0], &here) &&
               place_point(g, name->place, &there) && place_distance(here, there) > FAR_OFF &&
               is_around(f, p) && is_region_named(f, f->regions[0]);
}

/* Against a place in a region that the text does not name, while it names others. */
static double elsewhere_points(const struct text_finder *f, const struct text_place *p,
                               const struct text_stand *stand, const struct text_name *name)
{
        if (is_namesake(f, p, name))
                return 5;
        if (!stand->is_common || (name->size >= SIZE_50000 && !are_regions_named(f)))
                return name->size >= SIZE_20000                         ? 0
                       : p->head && p->levels == 1u << LEVEL_SETTLEMENT ? 4
                                                                        : 1.5;
        if (name->size < SIZE_50000)
                return 4;
        return place_population(f->s->gazetteer, name->place) < KNOWN_TO_ALL ? 5 : 0;
}

static double context_points(const struct text_finder *f, const struct text_place *p,
                             const struct text_stand *stand, const struct text_name *name)
{
        const struct gazetteer *g = f->s->gazetteer;
        const uint32_t candidate = name->place, level = name->level;
        uint32_t country = text_points_around(f, f->countries, f->n_countries, candidate);
        double points = text_stand_near(stand, candidate, level) + list_points(f, p, stand, name);

        if (points == 0 && (is_abroad(f, stand, name) || is_rivalled(f, p, name)))
                points -= 6;
        else if (text_points_around(f, f->regions, f->n_regions, candidate) != PLACE_NONE)
                points += f->entries ? 0.5 : 2;
        else if (f->n_regions && !f->entries && level > LEVEL_REGION && !(p->head && level == LEVEL_DISTRICT))
                points -= elsewhere_points(f, p, stand, name);
        if (country != PLACE_NONE)
                points += is_close_country(g, country) ? 1 : 3;
        if (level == LEVEL_CITY_DISTRICT &&
            text_finder_lists(f->cities, f->n_cities, place_parent(g, candidate)))
                points += 6;
        if (level >= LEVEL_SETTLEMENT && !p->head && p->expected)
                points += 1;
        if (stand->is_heading)
                points += 1;
        if (name->size >= SIZE_5000 && name->size < SIZE_100000 && level == LEVEL_SETTLEMENT &&
            stand->opening != PLACE_NONE && place_contains(g, stand->opening, candidate))
                points += 2;
        points += origin_points(f, stand, name) + aimed_points(f, stand, name) + town_points(f, stand, name) +
                  joined_points(f, p, name) + held_points(f, p, name) + companion_points(f, p, stand, name) +
                  country_points(f, p, name) + owner_points(f, p, name);
        if (f->s->home != PLACE_NONE && place_contains(g, f->s->home, candidate))
                points += 3;
        return points;
}

/* Regions of far countries have names like "Sila", which mean other things nearby. */
static double region_points(const struct text_finder *f, const struct text_place *p,
                            const struct text_stand *stand, const struct text_name *name)
{
        if (is_close_country(f->s->gazetteer, place_ancestor(f->s->gazetteer, name->place, LEVEL_COUNTRY)))
                return 6;
        if (p->head || p->expected)
                return p->head && p->levels != 1u << LEVEL_REGION
                           ? 5
                           : 3; /* "Madona municipality": not the town */
        return name->size == SIZE_500000 && !stand->is_common ? 3 : 1.5;
}

/* "Люблино, дроны!", "над Оболонню": a quarter as large as a town, where the text is about no other region. */
static bool is_known_quarter(const struct text_finder *f, const struct text_place *p,
                             const struct text_name *name)
{
        return (p->announced || p->expected) && name->size >= SIZE_20000 &&
               (!f->n_regions || text_points_is_around(f, name->place));
}

static double level_points(const struct text_finder *f, const struct text_place *p,
                           const struct text_stand *stand, const struct text_name *name)
{
        switch (name->level) {
        case LEVEL_COUNTRY:
                return 6;
        case LEVEL_REGION:
                if (p->levels >> LEVEL_CITY_DISTRICT & 1 && (name->needs_head || name->size >= SIZE_200000))
                        return 2; /* "Odesa district" is not the oblast, but "Soroca district" is one */
                if (p->head && p->levels >> LEVEL_SETTLEMENT & 1 && p->found >> LEVEL_SETTLEMENT & 1 &&
                    name->size < SIZE_500000)
                        return 2; /* "the town of Soroca" */
                return region_points(f, p, stand, name);
        case LEVEL_DISTRICT:
                return p->head ? 4 : 1;
        case LEVEL_COMMUNITY:
                return p->head ? 3 : 0;
        case LEVEL_CITY_DISTRICT:
                return p->head ? 3 : is_known_quarter(f, p, name) ? 2.5 : 0;
        default:
                break;
        }
        if (!p->head)
                return size_points(name);
        /* "село Муром" is not the town */
        if (p->levels == 1u << LEVEL_SETTLEMENT && name->size >= SIZE_20000 &&
            place_population(f->s->gazetteer, name->place) > 30000)
                return 1;
        return size_points(name) + 1.5;
}

/* Станіслав of a list of Kherson's villages is no city that was called so once. */
static bool is_current(const struct text_finder *f, const struct text_place *p)
{
        struct text_candidates all = {0};
        const struct text_name *name;

        while ((name = text_candidates_exact(f, p, &all)))
                if (!name->old && text_points_around(f, f->regions, f->n_regions, name->place) != PLACE_NONE)
                        return true;
        return false;
}

/* Former names of villages are hardly used, those of towns are. */
static double old_points(const struct text_finder *f, const struct text_place *p,
                         const struct text_name *name)
{
        if (!name->old)
                return 0;
        if (place_population(f->s->gazetteer, name->place) < 10000)
                return 4;
        return f->n_regions && text_points_around(f, f->regions, f->n_regions, name->place) == PLACE_NONE &&
                       is_current(f, p)
                   ? 6
                   : 1;
}

double text_points_of(const struct text_finder *f, const struct text_place *p, const struct text_stand *stand,
                      const struct text_name *name)
{
        return level_points(f, p, stand, name) + context_points(f, p, stand, name) -
               (p->levels && !(p->levels >> name->level & 1) ? 1 : 0) +
               (name->needs_head && p->head ? 2 : 0) - old_points(f, p, name) +
               (text_finder_lists(f->meant, f->n_meant, name->place) ? 6 : 0);
}

#define SHORT 4 /* letters */

/* "Бої" is no form of Ба in Fiji. */
static bool is_short(const struct text_finder *f, const struct text_place *p)
{
        const struct text_lexeme *x = text_scan_token(f->s, p->first)->lexeme;

        return p->first == p->last && text_length(x->folded, x->size) < SHORT;
}

double text_points_unique(const struct text_finder *f, const struct text_place *p,
                          const struct text_name *name)
{
        if (!p->head && name->level == LEVEL_DISTRICT)
                return is_short(f, p) ? 0
                                      : 3; /* without an administrative word it is a by-name: "Чугуївщина" */
        if (text_scan_starts(f->s, p->first, SAYS_COMMON))
                return p->head ? 1 : 0;
        return (p->head ? 1 : 0) + (name->size >= SIZE_1000 || p->announced ? 1.5 : 0.5);
}

static bool is_common(const struct text_finder *f, const struct text_place *p, const struct text_name *name)
{
        return name->level > LEVEL_REGION && name->size < (p->expected ? SIZE_20000 : SIZE_50000) &&
               p->first == p->last && !p->announced &&
               text_scan_token(f->s, p->first)->lexeme->roles >> SAYS_COMMON & 1;
}

/* "Лісова пожежа": a capital only because the sentence begins there. */
static bool is_subject(const struct text_finder *f, const struct text_place *p)
{
        uint32_t next = p->to + 1;

        return next < text_scan_sentence(f->s, p->first)->end && !text_scan_gap(f->s, next, ~0u) &&
               text_scan_token(f->s, next)->letters == CASE_LOWER;
}

/* "Энергетический класс 15": an adjective, of a word that says nothing; but "Отрадный подвергся атаке", "Рівне оговтується", and
 * "Сумщина досі під загрозою" is no adjective. */
static bool is_quality(const struct text_finder *f, const struct text_place *p, const struct text_name *name)
{
        const uint32_t next = p->to + 1;

        return (name->level > LEVEL_REGION || name->needs_head) && name->size < SIZE_20000 &&
               text_scan_ends_like(f->s, p->last, ENDING_QUALITY) && !f->s->starts[next] &&
               !text_scan_ends_like(f->s, next, ENDING_VERB);
}

/* "Нова загроза": the word of a name that begins a phrase. */
static bool begins_phrase(const struct text_finder *f, const struct text_place *p)
{
        static const enum text_says roles[] = {SAYS_LIVE, SAYS_STILL, SAYS_NONE, SAYS_HAPPENED};

        for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
                const struct text_match *m = text_scan_starts(f->s, p->first, roles[i]);
                if (m && m->last > p->to)
                        return true;
        }
        return false;
}

/* "Лесной пожар", "Пожежа": what names an event is no name of a place, too. */
static bool is_event(const struct text_finder *f, const struct text_place *p)
{
        const struct text_match *m = text_scan_starts(f->s, p->first, SAYS_EVENT);

        return m && m->last >= p->to && !p->head;
}

/* What it takes more where a word begins a sentence by itself. It stands there as it is called: a village, or what is an ordinary
 * word as well, would be no other form ("Чому: обстріли енергетики", "Рівні небезпеки"); and villages that are called by ordinary
 * words are hardly meant ("Прапор", "Звідки"). */
static double opening_needed(const struct text_finder *f, const struct text_place *p,
                             const struct text_name *name)
{
        const struct text_lexeme *x = text_scan_token(f->s, p->first)->lexeme;
        const struct text_name *names;
        uint32_t node;

        if (p->first != p->last || p->head || p->expected ||
            p->first != text_scan_sentence(f->s, p->first)->first)
                return 0;
        node = text_scan_node(f->s, p->first, p->last);
        if (node == TEXT_NO_NODE || !text_names_at(f->s->names, node, &names))
                return x->ordinary || (name->size < SIZE_20000 && name->level > LEVEL_REGION) ? 4 : 0;
        return x->ordinary && name->size < SIZE_5000 && name->level > LEVEL_REGION ? 3 : 0;
}

double text_points_needed(const struct text_finder *f, const struct text_place *p,
                          const struct text_name *name)
{
        const bool likely = name->size > SIZE_HAMLET || p->first < p->last; /* few words come in pairs */
        double needed = p->announced && !p->head && name->level == LEVEL_SETTLEMENT && likely ? 2.5 : 3.5;

        if (!p->head && is_common(f, p, name))
                needed += p->expected ? 1 : 4;
        if (p->first == text_scan_sentence(f->s, p->first)->first && p->first == p->last && !p->head)
                needed += !is_subject(f, p)                               ? 0.5
                          : text_scan_starts(f->s, p->first, SAYS_COMMON) ? 4
                          : begins_phrase(f, p) || is_quality(f, p, name) ? 8
                                                                          : 0.5;
        return needed + (is_event(f, p) ? 8 : 0) + opening_needed(f, p, name);
}
