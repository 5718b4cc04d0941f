#include <string.h>

#include "reader/places/text_around.h"
#include "reader/places/text_beside.h"
#include "reader/places/text_candidates.h"
#include "reader/places/text_choice.h"
#include "reader/places/text_located.h"
#include "reader/places/text_needed.h"
#include "reader/places/text_points.h"

/* "Krasnyi Kuty": a longer name that is not known, of which only the first word is. */
static bool goes_on(struct text_finder *f, const struct text_place *p)
{
        uint32_t next = p->to + 1;
        const struct text_token *t;

        if (next >= text_scan_sentence(f->s, p->first)->end || p->to > p->last)
                return false;
        if (p + 1 < f->places + f->n && p[1].from == next && p[1].head)
                return false; /* "Октябрьский Белгородского района" */
        if (p + 1 < f->places + f->n && p[1].from == next && p[1].place != PLACE_NONE &&
            p[1].size >= SIZE_100000 && p->from < p->first)
                return false; /* "станица Натухаевская Новороссийска" */
        t = text_scan_token(f->s, next);
        return t->letters == CASE_TITLE && !t->gap && t->latin == text_scan_token(f->s, p->last)->latin &&
               (p->from < p->first || !text_finder_reading_of(f, next)->n) &&
               f->s->starting[next] == f->s->starting[next + 1];
}

/* Points by which a town is the one that everybody means, whatever villages are called so too. */
#define OUTSTANDING 2

static void give_up(struct text_place *p, const char *why)
{
        p->place = PLACE_NONE;
        p->why = why;
}

/* Does the text speak of a region that is called so, too? */
static bool has_region_around(const struct text_finder *f, const struct text_place *p)
{
        struct text_candidates all = {0};
        const struct text_name *name;

        while ((name = text_candidates_next(f, p, &all)))
                if (name->level == LEVEL_REGION && text_around_is(f, name->place))
                        return true;
        return false;
}

bool text_finder_needs_word(const struct text_finder *f, const struct text_place *p)
{
        struct text_candidates all = {0};
        const struct text_name *name;

        while ((name = text_candidates_next(f, p, &all)))
                if (name->level == LEVEL_REGION && name->needs_head)
                        return true;
        return false;
}

/* "Саратовский НПЗ": of the region that is called so, or its town, no Саратовская elsewhere. */
static bool is_attribute(const struct text_finder *f, const struct text_place *p,
                         const struct text_name *name)
{
        const uint32_t next = p->to + 1;

        return name->level == LEVEL_SETTLEMENT && name->size < SIZE_20000 && p->found >> LEVEL_REGION & 1 &&
               !p->head && p->first == p->last && text_finder_needs_word(f, p) &&
               (!text_around_is(f, name->place) || has_region_around(f, p)) &&
               text_scan_ends_like(f->s, p->last, ENDING_QUALITY) &&
               next < text_scan_sentence(f->s, p->first)->end &&
               !text_scan_gap(f->s, next, (unsigned)~GAP_QUOTE) &&
               text_scan_token(f->s, next)->letters != CASE_TITLE;
}

/* "Атакували Мирне дронами": the weapon in the instrumental, the name not. */
static bool is_hit_with(const struct text_scan *s, uint32_t name, const struct text_match *weapon)
{
        const struct text_lexeme *x = text_scan_token(s, name)->lexeme,
                                 *tool = text_scan_token(s, weapon->last)->lexeme;
        const char *language = weapon->phrase->language;

        return text_language_ends(s->language, ENDING_WITH, language, tool->folded, tool->size) &&
               !text_language_ends(s->language, ENDING_WITH, language, x->folded, x->size) &&
               name > text_scan_sentence(s, name)->first &&
               s->ends[name - 1] & (TEXT_ROLE(SAYS_PAST) | TEXT_ROLE(SAYS_ATTACK) | TEXT_ROLE(SAYS_EVENT));
}

/* "Украинские беспилотники": whose they are. */
static bool is_of_weapon(const struct text_finder *f, const struct text_place *p)
{
        const uint32_t next = p->to + 1;
        const struct text_match *weapon;

        if (p->first != p->last || p->expected || p->announced ||
            next >= text_scan_sentence(f->s, p->first)->end || text_scan_gap(f->s, next, ~0u) ||
            !text_scan_ends_like(f->s, p->last, ENDING_QUALITY))
                return false;
        weapon = text_scan_starts(f->s, next, SAYS_EVENT);
        return weapon && 1u << weapon->phrase->number & VOCAB_FLYING &&
               text_scan_token(f->s, next)->letters == CASE_LOWER && !is_hit_with(f->s, p->first, weapon);
}

#define FEW 8 /* places of one name */

/* Why none of several that are called so is meant; NULL: one may be. */
static const char *why_none(const struct text_finder *f, const struct text_choice *c)
{
        const struct text_name *name = c->name;

        if (c->best > c->second || !f->n_regions)
                return NULL;
        if (c->n > FEW && name->level == LEVEL_SETTLEMENT && name->size < SIZE_200000 &&
            !text_around_is(f, name->place))
                return "many places of that name, none where the text is about";
        if (c->n > 1 && (name->level == LEVEL_DISTRICT || name->level == LEVEL_CITY_DISTRICT) &&
            !text_around_is(f, name->place))
                return "several districts of that name, none where the text is about";
        return NULL;
}

/* Is it too small for a text that is about other regions to mean it, and is there something that it would lie next to? */
static bool is_out_of_way(const struct text_finder *f, const struct text_place *p,
                          const struct text_name *name)
{
        return p->head && name->size < (p->village ? SIZE_200000 : SIZE_20000) &&
               !text_around_is(f, name->place) &&
               ((f->n_regions == 1 && p->levels == 1u << LEVEL_SETTLEMENT) ||
                text_stand_is_far(f, p, name->place) || text_stand_is_outside(f, p, name->place));
}

/* "В Тамбовской области под обстрелом Сосновка и Хурба": a name without a word for what it is, in a list of what lies in the region
 * that its sentence began with. */
static bool is_unlisted(const struct text_finder *f, const struct text_place *p, const struct text_name *name)
{
        const bool small =
            name->level == LEVEL_SETTLEMENT
                ? name->size < SIZE_50000
                : name->level >= LEVEL_DISTRICT || (name->level == LEVEL_REGION && name->needs_head);

        return small && !p->head && text_stand_is_unlisted(f, p, name->place);
}

/* Why it is not this place, by where it lies and what stands around its name; NULL: it may be. */
static const char *why_not_there(const struct text_finder *f, const struct text_place *p,
                                 const struct text_name *name)
{
        if (is_unlisted(f, p, name))
                return "in a list of places of another region";
        if (name->level != LEVEL_SETTLEMENT)
                return NULL;
        if (!p->head && name->size < SIZE_20000 && is_of_weapon(f, p))
                return "an adjective of what stands behind it";
        if (is_attribute(f, p, name))
                return "of the region that is called so";
        if (is_out_of_way(f, p, name))
                return "the place of that name that is known is far away";
        if (p->head && name->size < SIZE_5000 && !text_located_is(f, p) &&
            text_stand_is_next_door(f, p, name->place))
                return "the place of that name that is known is in another district";
        if (!p->head && name->size < SIZE_50000 && text_stand_is_off_town(f, p, name->place))
                return "the town behind it has something that is called so";
        return NULL;
}

/* "The Avdiivka Coke Plant": no town begins with an article, but what is called after it does. */
static bool names_another(struct text_finder *f, const struct text_place *p, const struct text_name *name)
{
        return name->level == LEVEL_SETTLEMENT && name->size < SIZE_50000 && goes_on(f, p) &&
               !(name->size >= SIZE_5000 && text_scan_token(f->s, p->first)->latin &&
                 text_beside_article(f->s, p->first));
}

static const char *why_not(struct text_finder *f, const struct text_place *p, const struct text_choice *c)
{
        const char *why = why_none(f, c);

        if (why)
                return why;
        if (c->best < text_needed_points(f, p, c->name) || names_another(f, p, c->name))
                return "nothing near it says that the place is meant";
        return why_not_there(f, p, c->name);
}

static void take(const struct text_finder *f, struct text_place *p, const struct text_choice *c)
{
        const struct text_name *name = c->name;
        const bool only = (c->n == 1 && !c->open && !c->akin) || name->level <= LEVEL_REGION,
                   foremost =
                       !c->alike && !name->old && c->best >= c->second + 3 && name->size >= SIZE_200000;

        p->place = text_choice_place(f, p, name);
        p->size = name->size;
        p->sure = (only || foremost) && !text_located_is(f, p);
        p->rivals = c->n;
        p->certain = c->best > c->second;
        p->why = NULL; /* said once all is settled */
}

/* Settles a name if what it means is of these levels. */
static void settle(struct text_finder *f, struct text_place *p, uint32_t levels)
{
        struct text_choice c = text_choice_make(f, p);
        const char *why;

        if (!c.name && c.elsewhere)
                give_up(p, "the place of that name that is known is in another region");
        if (!c.name || !(levels >> c.name->level & 1))
                return;
        if (c.n == 1)
                c.best += text_points_unique(f, p, c.name);
        else if (c.best >= c.second + OUTSTANDING)
                c.best += 1;
        why = why_not(f, p, &c);
        if (why)
                give_up(p, why);
        else
                take(f, p, &c);
}

static void mean(struct text_finder *f, const struct text_place *p)
{
        struct text_stand stand;

        if (f->n_meant == MEANT_MAX || text_finder_lists(f->meant, f->n_meant, p->place))
                return;
        if (p->head && p->levels == 1u << LEVEL_SETTLEMENT && p->size < SIZE_20000 && f->n_regions &&
            !text_around_is(f, p->place))
                return; /* it was chosen before it was known what the text is about */
        text_stand_find(f, p, &stand);
        if ((p->head && (p->certain || p->rivals == 1 || text_around_is(f, p->place))) ||
            text_stand_near(&stand, p->place, place_level(f->s->gazetteer, p->place)) >= 4.5 ||
            (p->certain && text_stand_is_beside(f, &stand, p->place)))
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
        if (place != PLACE_NONE && *n < REGIONS_MAX && !text_finder_lists(list, *n, place))
                list[(*n)++] = place;
}

static void note_region(struct text_finder *f, uint32_t region)
{
        const size_t n = f->n_regions;

        note(f->regions, &f->n_regions, region);
        if (f->n_regions > n)
                f->region_ends[n] = place_last(f->s->gazetteer, region);
}

/* "Read also: a train hit in Dnipropetrovsk region": what another article is about. */
static bool is_of_teaser(const struct text_scan *s, const struct text_place *p)
{
        const struct text_match *m = text_scan_starts(s, text_scan_sentence(s, p->first)->first, SAYS_TEASER);

        return m && strcmp(m->phrase->value, "-") == 0;
}

/* Settled places become what later passes look at. */
static void anchor(struct text_finder *f, uint32_t levels)
{
        const struct gazetteer *g = f->s->gazetteer;

        f->n_anchors = 0;
        for (uint32_t i = 0; i < f->n; i++) {
                const struct text_place *p = &f->places[i];
                enum place_level level;
                if (p->place == PLACE_NONE || is_of_teaser(f->s, p))
                        continue;
                level = place_level(g, p->place);
                if (!text_places_is_origin(f->s, p))
                        note(f->countries, &f->n_countries, place_ancestor(g, p->place, LEVEL_COUNTRY));
                if (level == LEVEL_COUNTRY || (level > LEVEL_REGION && p->rivals > 1 && !p->certain))
                        continue; /* it may as well be another */
                if (level == LEVEL_SETTLEMENT || level == LEVEL_REGION)
                        note(f->cities, &f->n_cities, p->place);
                if (!(levels >> level & 1) && p->size < SIZE_50000)
                        continue;
                if ((p->size >= SIZE_200000 || level < LEVEL_SETTLEMENT || p->sure) &&
                    !text_places_is_origin(f->s, p))
                        note_region(f, place_ancestor(g, p->place, LEVEL_REGION));
                if (level <= LEVEL_SETTLEMENT && f->n_anchors < ANCHORS_MAX)
                        f->anchors[f->n_anchors++] = i;
        }
}

static void settle_all(struct text_finder *f, uint32_t levels)
{
        for (size_t i = 0; i < f->n; i++) {
                struct text_place *p = &f->places[i];
                if (p->fixed != PLACE_NONE) {
                        p->place = p->fixed;
                        p->size = text_names_size(place_population(f->s->gazetteer, p->fixed));
                        p->why = "another name of it";
                } else if (p->found & levels && (p->place == PLACE_NONE || !p->sure)) {
                        settle(f, p, levels);
                }
        }
        anchor(f, levels | 1u << LEVEL_REGION | 1u << LEVEL_DISTRICT);
}

/* Districts and communities with their word, before the villages that lie in them. */
static void settle_units(struct text_finder *f)
{
        const uint32_t units = 1u << LEVEL_DISTRICT | 1u << LEVEL_COMMUNITY;

        for (struct text_place *p = f->places; p < f->places + f->n; p++)
                if (p->head && p->levels & units && p->place == PLACE_NONE)
                        settle(f, p, units);
        anchor(f, units | 1u << LEVEL_REGION);
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

/* Of which city a district is may be seen only when the cities of the text are settled, too: "Shevchenkivskyi district" of the
 * town in the title, though the text names Kyiv. */
static void unsettle_city_districts(struct text_finder *f)
{
        for (struct text_place *p = f->places; p < f->places + f->n; p++)
                if (p->place != PLACE_NONE && p->fixed == PLACE_NONE &&
                    place_level(f->s->gazetteer, p->place) == LEVEL_CITY_DISTRICT) {
                        p->place = PLACE_NONE;
                        p->sure = false;
                }
}

#define PASSES_MOST 6 /* a list is settled from the names that are clear to those next to them */

void text_settle_places(struct text_finder *f)
{
        const uint32_t regions = 1u << LEVEL_COUNTRY | 1u << LEVEL_REGION;
        uint64_t before, now;

        f->entries = text_entries_are(f);
        settle_all(f, 1u << LEVEL_COUNTRY); /* regions of small countries have names like anything */
        settle_all(f, regions);
        settle_units(f);
        now = state_of(f);
        for (unsigned pass = 0; pass < PASSES_MOST; pass++) {
                settle_all(f, ~0u & ~regions);
                if (pass == 0)
                        unsettle_city_districts(f);
                mean_all(f);
                before = now;
                now = state_of(f);
                if (now == before && pass > 0) /* another pass would say the same */
                        break;
        }
        text_unknown_repeat(f);
        explain(f);
}
