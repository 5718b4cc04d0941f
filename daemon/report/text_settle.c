#include "report/text_finder.h"

static double size_points(uint32_t population)
{
        static const struct {
                uint32_t least;
                double points;
        } steps[] = {{500000, 9.5}, {200000, 8.5}, {100000, 6.5}, {50000, 6},
                     {20000, 3.5},  {5000, 2.5},   {1000, 1.5}};

        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
                if (population >= steps[i].least)
                        return steps[i].points;
        return 0.5;
}

static bool is_named(const uint32_t *list, size_t n, uint32_t place)
{
        for (size_t i = 0; i < n; i++)
                if (list[i] == place)
                        return true;
        return false;
}

/* The one of a few places that the candidate lies in, or is. */
static uint32_t around(const struct text_finder *f, const uint32_t *list, size_t n, uint32_t candidate)
{
        for (size_t i = 0; i < n; i++)
                if (place_contains(f->s->gazetteer, list[i], candidate))
                        return list[i];
        return PLACE_NONE;
}

/* Points for lying in an anchor: a settled region or district. */
static double anchor_points(const struct text_finder *f, const struct text_place *p,
                            const struct text_place *anchor, uint32_t candidate)
{
        const struct text_scan *s = f->s;
        bool district =
            anchor->place != PLACE_NONE && place_level(s->gazetteer, anchor->place) > LEVEL_REGION;
        bool same = text_scan_token(s, anchor->first)->sentence == text_scan_token(s, p->first)->sentence;

        if (anchor->place == PLACE_NONE) /* given up since */
                return 0;
        if (place_level(s->gazetteer, anchor->place) == LEVEL_SETTLEMENT &&
            place_level(s->gazetteer, candidate) != LEVEL_CITY_DISTRICT)
                return 0;
        if (anchor == p || !place_contains(s->gazetteer, anchor->place, candidate) ||
            anchor->place == candidate)
                return 0;
        if (same && anchor->from > p->to && anchor->from <= p->to + 2 &&
            text_scan_gap(s, anchor->from, GAP_OPEN | GAP_COMMA))
                return district ? 10 : 9;
        return (same ? 5 : 3) + (district ? 2 : 0);
}

/* The anchors just before and after the name. */
static double near_points(const struct text_finder *f, const struct text_place *p, uint32_t candidate)
{
        size_t low = 0, high = f->n_anchors;
        double best = 0, points;

        while (low < high) {
                size_t middle = (low + high) / 2;
                if (f->places[f->anchors[middle]].first < p->first)
                        low = middle + 1;
                else
                        high = middle;
        }
        for (size_t i = low; i < f->n_anchors && i < low + 4; i++) {
                const struct text_place *anchor = &f->places[f->anchors[i]];
                if (text_scan_token(f->s, anchor->first)->sentence !=
                    text_scan_token(f->s, p->first)->sentence)
                        break;
                points = anchor_points(f, p, anchor, candidate) - 0.1 * (double)(i - low);
                best = points > best ? points : best;
        }
        for (size_t i = low; i-- > 0 && low - i <= 4;) {
                points =
                    anchor_points(f, p, &f->places[f->anchors[i]], candidate) - 0.3 * (double)(low - i - 1);
                best = points > best ? points : best;
        }
        return best;
}

/* Does the gazetteer know this country down to its towns? */
static bool is_close_country(const struct gazetteer *g, uint32_t country)
{
        return country != PLACE_NONE && place_last(g, country) - country > 400;
}

/* Against a place in a region that the text does not name, while it names others. */
static double elsewhere_points(const struct text_finder *f, const struct text_place *p, uint32_t candidate)
{
        uint32_t population = place_population(f->s->gazetteer, candidate);

        if (!text_scan_starts(f->s, p->first, SAYS_COMMON))
                return population < 20000 ? 1.5 : 0;
        return population < 50000 ? 4 : population < 150000 ? 5 : 0;
}

/* Nothing but a comma, a slash or "and" stands between the two. */
static bool beside_in_list(const struct text_scan *s, const struct text_place *a, const struct text_place *b)
{
        return (b->from == a->to + 1 && text_scan_gap(s, b->from, GAP_COMMA | GAP_SLASH)) ||
               (b->from == a->to + 2 && text_scan_starts(s, a->to + 1, SAYS_JOIN) &&
                !text_scan_gap(s, a->to + 1, GAP_PERIOD | GAP_LINE));
}

/* "Шебекино — прилёты": a name that heads its line. */
static bool is_heading(const struct text_scan *s, const struct text_place *p)
{
        return p->from == text_scan_sentence(s, p->first)->first && p->to + 1 < s->words.n_tokens &&
               text_scan_gap(s, p->to + 1, GAP_DASH | GAP_COLON) && !text_scan_gap(s, p->to + 1, GAP_LINE);
}

/* In a list with a town that is surely meant, the villages are most likely around it. */
static double list_points(const struct text_finder *f, const struct text_place *p, uint32_t candidate)
{
        const struct gazetteer *g = f->s->gazetteer;
        const struct text_place *beside[] = {p > f->places ? p - 1 : NULL,
                                             p + 1 < f->places + f->n ? p + 1 : NULL};

        for (size_t i = 0; i < 2; i++) {
                const struct text_place *o = beside[i];
                if (!o || o->place == PLACE_NONE || !o->sure || p->head || o->head ||
                    place_level(g, o->place) != LEVEL_SETTLEMENT || place_population(g, o->place) >= 200000 ||
                    place_ancestor(g, o->place, LEVEL_REGION) != place_ancestor(g, candidate, LEVEL_REGION))
                        continue;
                if (i ? beside_in_list(f->s, p, o) : beside_in_list(f->s, o, p))
                        return 4;
        }
        return 0;
}

static double context_points(const struct text_finder *f, const struct text_place *p,
                             const struct text_name *name)
{
        const struct gazetteer *g = f->s->gazetteer;
        const uint32_t candidate = name->place, level = name->level;
        uint32_t country = around(f, f->countries, f->n_countries, candidate);
        double points = near_points(f, p, candidate) + list_points(f, p, candidate);

        if (around(f, f->regions, f->n_regions, candidate) != PLACE_NONE)
                points += 2;
        else if (f->n_regions && level > LEVEL_REGION && !(p->head && level == LEVEL_DISTRICT))
                points -= elsewhere_points(f, p, candidate);
        if (country != PLACE_NONE)
                points += is_close_country(g, country) ? 1 : 3;
        if (level == LEVEL_CITY_DISTRICT && is_named(f->cities, f->n_cities, place_parent(g, candidate)))
                points += 6;
        if (level >= LEVEL_SETTLEMENT && !p->head && text_finder_expected(f, p->first))
                points += 1;
        if (is_heading(f->s, p))
                points += 1;
        if (f->s->home != PLACE_NONE && place_contains(g, f->s->home, candidate))
                points += 3;
        return points;
}

/* Regions of far countries have names like "Sila", which mean other things nearby. */
static double region_points(const struct text_finder *f, const struct text_place *p, uint32_t region)
{
        const struct gazetteer *g = f->s->gazetteer;

        if (is_close_country(g, place_ancestor(g, region, LEVEL_COUNTRY)))
                return 6;
        if (p->head || p->expected)
                return 3;
        return place_population(g, region) >= 500000 && !text_scan_starts(f->s, p->first, SAYS_COMMON) ? 3
                                                                                                       : 1.5;
}

static double level_points(const struct text_finder *f, const struct text_place *p,
                           const struct text_name *name)
{
        const struct gazetteer *g = f->s->gazetteer;
        const uint32_t candidate = name->place;

        switch (name->level) {
        case LEVEL_COUNTRY:
                return 6;
        case LEVEL_REGION:
                if (p->levels >> LEVEL_CITY_DISTRICT & 1)
                        return 2; /* "Odesa district" is not the oblast */
                return region_points(f, p, candidate);
        case LEVEL_DISTRICT:
                return p->head ? 4 : 1;
        case LEVEL_COMMUNITY:
        case LEVEL_CITY_DISTRICT:
                return p->head ? 3 : 0;
        default:
                break;
        }
        if (!p->head)
                return size_points(place_population(g, candidate));
        /* "село Муром" is not the town */
        if (p->levels == 1u << LEVEL_SETTLEMENT && place_population(g, candidate) > 30000)
                return 1;
        return size_points(place_population(g, candidate)) + 1.5;
}

static bool is_common(const struct text_finder *f, const struct text_place *p, uint32_t place)
{
        if (place_level(f->s->gazetteer, place) <= LEVEL_REGION ||
            place_population(f->s->gazetteer, place) >= (p->expected ? 20000 : 50000))
                return false;
        return p->first == p->last && text_scan_starts(f->s, p->first, SAYS_COMMON);
}

/* "Лісова пожежа": a capital only because the sentence begins there. */
static bool is_subject(const struct text_finder *f, const struct text_place *p)
{
        uint32_t next = p->to + 1;

        return next < text_scan_sentence(f->s, p->first)->end && !text_scan_gap(f->s, next, ~0u) &&
               text_scan_token(f->s, next)->letters == CASE_LOWER;
}

/* What the name needs in all to be believed. */
static double needed_points(const struct text_finder *f, const struct text_place *p, uint32_t place)
{
        double needed = 3.5;

        if (!p->head && is_common(f, p, place))
                needed += p->expected ? 1 : 4;
        if (p->first == text_scan_sentence(f->s, p->first)->first && p->first == p->last && !p->head)
                needed += is_subject(f, p) && text_scan_starts(f->s, p->first, SAYS_COMMON) ? 4 : 0.5;
        return needed;
}

static bool allowed(const struct text_finder *f, const struct text_place *p, const struct text_name *name)
{
        uint32_t level = name->level;

        if (!p->levels)
                return !name->needs_head;
        if (p->levels >> level & 1)
                return true;
        /* "Oktyabrsky district" where only a village is called so: writers mistake one for the other */
        return !name->needs_head && level == LEVEL_SETTLEMENT && p->levels >> LEVEL_DISTRICT & 1 &&
               place_population(f->s->gazetteer, name->place) < 20000;
}

/* Is the place meant by another occurrence of the same name, where more is said of it? */
static bool is_meant(const struct text_finder *f, uint32_t place)
{
        for (size_t i = 0; i < f->n_meant; i++)
                if (f->meant[i] == place)
                        return true;
        return false;
}

/* Former names of villages are hardly used, those of towns are. */
static double old_points(const struct text_finder *f, const struct text_name *name)
{
        return !name->old ? 0 : place_population(f->s->gazetteer, name->place) < 10000 ? 4 : 1;
}

/* "Krasnyi Kuty": a longer name that is not known, of which only the first word is. */
static bool goes_on(struct text_finder *f, const struct text_place *p)
{
        uint32_t next = p->to + 1;
        const struct text_token *t;

        if (next >= text_scan_sentence(f->s, p->first)->end || p->to > p->last)
                return false;
        if (p + 1 < f->places + f->n && p[1].from == next && p[1].head)
                return false; /* "Октябрьский Белгородского района" */
        t = text_scan_token(f->s, next);
        return t->letters == CASE_TITLE && !t->gap && t->latin == text_scan_token(f->s, p->last)->latin &&
               (p->from < p->first || !text_finder_reading_of(f, next)->n) &&
               f->s->starting[next] == f->s->starting[next + 1];
}

/* A name that only one place bears; a district's without an administrative word is a by-name: "Чугуївщина". */
static double unique_points(const struct text_finder *f, const struct text_place *p, uint32_t place)
{
        if (!p->head && place_level(f->s->gazetteer, place) == LEVEL_DISTRICT)
                return 3;
        if (text_scan_starts(f->s, p->first, SAYS_COMMON))
                return p->head ? 1 : 0;
        return (p->head ? 1 : 0) + (place_population(f->s->gazetteer, place) >= 1000 ? 1.5 : 0.5);
}

/* "В городе Никель Оренбургской области": the region in the genitive right after the name is where it lies. */
static bool lies_elsewhere(const struct text_finder *f, const struct text_place *p, uint32_t place)
{
        const struct text_place *next = p + 1;

        return next < f->places + f->n && next->from == p->to + 1 && next->head &&
               next->first == next->from && next->place != PLACE_NONE &&
               place_level(f->s->gazetteer, next->place) == LEVEL_REGION &&
               place_level(f->s->gazetteer, place) > LEVEL_REGION &&
               !text_scan_gap(f->s, next->from, (unsigned)~(GAP_HYPHEN | GAP_QUOTE)) &&
               !text_scan_token(f->s, next->first)->latin &&
               !place_contains(f->s->gazetteer, next->place, place);
}

/* Points by which a town is the one that everybody means, whatever villages are called so too. */
#define OUTSTANDING 2

/* Chooses among the candidates. `levels`: of which levels, in this pass. */
static void settle(struct text_finder *f, struct text_place *p, uint32_t levels)
{
        double best = 0, second = 0;
        uint32_t chosen = PLACE_NONE, only = PLACE_NONE;
        uint64_t state = 0;
        const struct text_name *name;
        size_t n = 0;

        while ((name = text_finder_next_name(f, p, &state))) {
                bool alike = (uint32_t)(state >> 32) >= p->exact;
                double points;
                if (!allowed(f, p, name))
                        continue;
                n += !n || name->place != only;
                only = name->place;
                points = level_points(f, p, name) + context_points(f, p, name) -
                         (p->levels && !(p->levels >> name->level & 1) ? 1 : 0) - (alike ? 2 : 0) +
                         (name->needs_head && p->levels == 1u << LEVEL_REGION ? 2 : 0) - old_points(f, name) +
                         (is_meant(f, name->place) ? 6 : 0);
                if (alike && place_population(f->s->gazetteer, name->place) < 15000 &&
                    name->level > LEVEL_REGION &&
                    around(f, f->regions, f->n_regions, name->place) == PLACE_NONE)
                        continue;
                if (points > best) {
                        second = best;
                        best = points;
                        chosen = name->place;
                } else if (points > second) {
                        second = points;
                }
        }
        if (n == 1 && chosen != PLACE_NONE)
                best += unique_points(f, p, chosen);
        else if (best >= second + OUTSTANDING)
                best += 1;
        if (chosen == PLACE_NONE || !(levels >> place_level(f->s->gazetteer, chosen) & 1))
                return;
        if (lies_elsewhere(f, p, chosen)) {
                p->place = PLACE_NONE;
                p->why = "the place of that name that is known is in another region";
                return;
        }
        if (best < needed_points(f, p, chosen) ||
            (place_level(f->s->gazetteer, chosen) == LEVEL_SETTLEMENT &&
             place_population(f->s->gazetteer, chosen) < 50000 && goes_on(f, p))) {
                p->place = PLACE_NONE;
                p->why = "nothing near it says that the place is meant";
                return;
        }
        p->place = chosen;
        p->sure = n == 1 || place_level(f->s->gazetteer, chosen) <= LEVEL_REGION ||
                  (best >= second + 3 && place_population(f->s->gazetteer, chosen) >= 200000);
        p->rivals = (uint32_t)n;
        p->certain = best > second;
        p->why = NULL; /* said once all is settled */
}

static void mean(struct text_finder *f, const struct text_place *p)
{
        if (f->n_meant < MEANT_MAX && (p->head || near_points(f, p, p->place) >= 4.5) &&
            !is_meant(f, p->place))
                f->meant[f->n_meant++] = p->place;
}

static void mean_all(struct text_finder *f)
{
        for (size_t i = 0; i < f->n; i++)
                if (f->places[i].place != PLACE_NONE && f->places[i].n_nodes)
                        mean(f, &f->places[i]);
}

static void note(uint32_t *list, size_t *n, uint32_t place)
{
        if (place != PLACE_NONE && *n < REGIONS_MAX && !is_named(list, *n, place))
                list[(*n)++] = place;
}

/* Settled places become what later passes look at. */
static void anchor(struct text_finder *f, uint32_t levels)
{
        const struct gazetteer *g = f->s->gazetteer;

        f->n_anchors = 0;
        for (uint32_t i = 0; i < f->n; i++) {
                uint32_t place = f->places[i].place;
                if (place == PLACE_NONE)
                        continue;
                note(f->countries, &f->n_countries, place_ancestor(g, place, LEVEL_COUNTRY));
                if (place_level(g, place) == LEVEL_COUNTRY)
                        continue;
                if (place_level(g, place) == LEVEL_SETTLEMENT || place_level(g, place) == LEVEL_REGION)
                        note(f->cities, &f->n_cities, place);
                if (levels >> place_level(g, place) & 1 || place_population(g, place) > 50000) {
                        if (place_population(g, place) >= 200000 ||
                            place_level(g, place) < LEVEL_SETTLEMENT || f->places[i].sure)
                                note(f->regions, &f->n_regions, place_ancestor(g, place, LEVEL_REGION));
                        if (place_level(g, place) <= LEVEL_SETTLEMENT && f->n_anchors < ANCHORS_MAX)
                                f->anchors[f->n_anchors++] = i;
                }
        }
}

static void settle_all(struct text_finder *f, uint32_t levels)
{
        for (size_t i = 0; i < f->n; i++) {
                struct text_place *p = &f->places[i];
                if (p->fixed != PLACE_NONE) {
                        p->place = p->fixed;
                        p->why = "another name of it";
                } else if (p->place == PLACE_NONE || !p->sure) {
                        settle(f, p, levels);
                }
        }
        anchor(f, levels | 1u << LEVEL_REGION | 1u << LEVEL_DISTRICT);
}

static void explain(struct text_finder *f)
{
        for (size_t i = 0; i < f->n; i++) {
                struct text_place *p = &f->places[i];
                if (p->place == PLACE_NONE || p->why)
                        continue;
                p->why =
                    p->rivals == 1 ? "the only place of that name"
                    : p->certain
                        ? arena_printf(f->s->arena, "one of %u of that name; chosen by size and what is near",
                                       p->rivals)
                        : arena_printf(f->s->arena, "one of %u of that name, not certain which", p->rivals);
        }
}

/* All that a pass reads and another one could change. */
static uint64_t state_of(const struct text_finder *f)
{
        const uint64_t factor = UINT64_C(0x9e3779b97f4a7c15);
        uint64_t h = f->n_regions;

        h = (h * factor + f->n_countries) * factor + f->n_cities;
        h = (h * factor + f->n_meant) * factor + f->n_anchors;
        for (size_t i = 0; i < f->n; i++)
                h = (h ^ h >> 32 ^ f->places[i].place ^ (uint64_t)f->places[i].sure << 32) * factor;
        for (size_t i = 0; i < f->n_anchors; i++)
                h = (h ^ h >> 32 ^ f->anchors[i]) * factor;
        return h;
}

void text_settle_places(struct text_finder *f)
{
        const uint32_t regions = 1u << LEVEL_COUNTRY | 1u << LEVEL_REGION;
        uint64_t before, now;

        settle_all(f, regions);
        now = state_of(f);
        for (unsigned pass = 0; pass < 3; pass++) {
                settle_all(f, ~0u & ~regions);
                mean_all(f);
                before = now;
                now = state_of(f);
                if (now == before) /* another pass would say the same */
                        break;
        }
        explain(f);
}
