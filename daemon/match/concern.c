#include "match/concern.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "alert/language.h"
#include "match/rule.h"

#define CENTRE_LEVEL LEVEL_DISTRICT /* the centre of anything larger says little about where it is */

static int rank_of_state(enum alert_state state)
{
        static const int ranks[] = {
            [STATE_LIVE] = 0, [STATE_FORECAST] = 1, [STATE_PAST] = 2, [STATE_ALL_CLEAR] = 3};

        return ranks[state];
}

/* Orders infos by how much they matter; equal ones as they stand in the alert. */
static int compare_concerns(const void *x, const void *y)
{
        const struct concern *a = x, *b = y;
        const struct alert_info *i = a->infos[0], *j = b->infos[0];

        if (a->state != b->state)
                return rank_of_state(a->state) - rank_of_state(b->state);
        if (i->rank != j->rank)
                return i->rank - j->rank;
        if (i->severity != j->severity)
                return (int)j->severity - (int)i->severity;
        if (i->urgency != j->urgency)
                return (int)j->urgency - (int)i->urgency;
        return i < j ? -1 : i > j;
}

static int compare_places(const void *x, const void *y)
{
        const struct area_place *a = *(const struct area_place *const *)x,
                                *b = *(const struct area_place *const *)y;

        if (a->number != b->number)
                return a->number < b->number ? -1 : 1;
        return a->role != b->role ? (int)a->role - (int)b->role : a < b ? -1 : a > b;
}

/* The world is never alerted: number 0 is a place that was not looked up again. */
static void sort_places(struct concern *c, const struct alert_info *info, const struct gazetteer *g,
                        struct arena *a)
{
        c->places = arena_array(a, info->n_places, sizeof *c->places);
        for (size_t i = 0; i < info->n_places; i++)
                if (info->places[i].number > 0 && info->places[i].number < gazetteer_count(g))
                        c->places[c->n_places++] = &info->places[i];
        qsort(c->places, c->n_places, sizeof *c->places, compare_places);
}

static bool same_places(const struct concern *a, const struct concern *b)
{
        if (a->n_places != b->n_places)
                return false;
        for (size_t i = 0; i < a->n_places; i++)
                if (a->places[i]->number != b->places[i]->number || a->places[i]->role != b->places[i]->role)
                        return false;
        return true;
}

static bool same_area(const struct area *a, const struct area *b)
{
        if (a->n_polygons != b->n_polygons || a->n_circles != b->n_circles ||
            (a->n_circles && memcmp(a->circles, b->circles, a->n_circles * sizeof *a->circles)))
                return false;
        for (size_t i = 0; i < a->n_polygons; i++) {
                const struct area_polygon *p = &a->polygons[i], *q = &b->polygons[i];

                if (p->n_points != q->n_points ||
                    memcmp(p->points, q->points, p->n_points * sizeof *p->points))
                        return false;
        }
        return true;
}

static bool same_areas(const struct alert_info *a, const struct alert_info *b)
{
        if (a->n_areas != b->n_areas)
                return false;
        for (size_t i = 0; i < a->n_areas; i++)
                if (!same_area(&a->areas[i], &b->areas[i]))
                        return false;
        return true;
}

/* Two blocks in one language are two messages, never translations. */
static bool language_taken(const struct concern *c, const char *language)
{
        for (size_t i = 0; i < c->n_infos; i++)
                if (language_equal(language, c->infos[i]->language))
                        return true;
        return false;
}

static bool is_translation(const struct concern *of, const struct concern *c)
{
        const struct alert_info *a = of->infos[0], *b = c->infos[0];

        return a->rank == b->rank && a->event == b->event && a->certainty == b->certainty &&
               a->severity == b->severity && a->urgency == b->urgency && of->state == c->state &&
               !language_taken(of, b->language) && same_places(of, c) && same_areas(a, b);
}

static uint64_t asks(const struct alert *alert, const struct alert_info *info, enum alert_state state)
{
        uint64_t bits = RULE_BIT(RULE_EVENT, info->event) | RULE_BIT(RULE_STATUS, alert->status) |
                        RULE_BIT(RULE_STATE, state);

        if (alert->scope != SCOPE_PUBLIC)
                bits |= RULE_BIT(RULE_NAMES_SOURCES, 0);
        if (state == STATE_ALL_CLEAR)
                return bits;
        return bits | RULE_BIT(RULE_URGENCY, info->urgency) | RULE_BIT(RULE_SEVERITY, info->severity) |
               RULE_BIT(RULE_CERTAINTY, info->certainty);
}

static int compare_numbers(const void *x, const void *y)
{
        uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

        return a < b ? -1 : a > b;
}

static void find_ancestors(struct concern *c, const struct gazetteer *g, struct arena *a)
{
        uint32_t *all = NULL, before = PLACE_NONE;
        size_t n = 0, capacity = 0;

        for (size_t i = 0; i < c->n_places; i++) {
                uint32_t parent = place_parent(g, c->places[i]->number);

                /* Neighbours in the tree share their ancestors. */
                if (parent == before)
                        continue;
                before = parent;
                for (; parent != PLACE_NONE; parent = place_parent(g, parent)) {
                        all = arena_grow(a, all, n, &capacity, sizeof *all);
                        all[n++] = parent;
                }
        }
        if (n)
                qsort(all, n, sizeof *all, compare_numbers);
        for (size_t i = 0; i < n; i++)
                if (!c->n_ancestors || all[c->n_ancestors - 1] != all[i])
                        all[c->n_ancestors++] = all[i];
        c->ancestors = all;
}

static void find_descendants(struct concern *c, const struct gazetteer *g, struct arena *a)
{
        uint32_t end = 0;

        c->descendants = arena_array(a, c->n_places, sizeof *c->descendants);
        for (size_t i = 0; i < c->n_places; i++) {
                uint32_t place = c->places[i]->number, last = place_last(g, place);

                /* Nested in or equal to one before: its descendants are there already. */
                if (last == place || last <= end)
                        continue;
                c->descendants[c->n_descendants++] = (struct concern_range){place + 1, last};
                end = last;
        }
}

static size_t count_outlines(const struct concern *c)
{
        const struct alert_info *info = c->infos[0];
        size_t n = c->n_places;

        for (size_t i = 0; i < info->n_areas; i++)
                n += info->areas[i].n_polygons + info->areas[i].n_circles;
        return n;
}

static void add_area(struct concern *c, const struct area *area, struct arena *a)
{
        for (size_t i = 0; i < area->n_circles; i++)
                if (isfinite(area->circles[i].radius) && area->circles[i].radius >= 0)
                        outline_circle(&c->outlines[c->n_outlines++], area->circles[i].center,
                                       area->circles[i].radius);
        for (size_t i = 0; i < area->n_polygons; i++)
                if (outline_polygon(&c->outlines[c->n_outlines], &area->polygons[i], a))
                        c->n_outlines++;
}

static void find_outlines(struct concern *c, const struct gazetteer *g, struct arena *a)
{
        const struct alert_info *info = c->infos[0];

        c->outlines = arena_array(a, count_outlines(c), sizeof *c->outlines);
        for (size_t i = 0; i < c->n_places; i++) {
                struct area_point centre;
                uint32_t place = c->places[i]->number;

                if (place_level(g, place) < CENTRE_LEVEL || !place_point(g, place, &centre))
                        continue;
                outline_circle(&c->outlines[c->n_outlines], centre, 0);
                c->outlines[c->n_outlines++].place = c->places[i];
        }
        for (size_t i = 0; i < info->n_areas; i++)
                add_area(c, &info->areas[i], a);
}

/* Joins translations; what is left stays in order. */
static void join(struct concern_list *list)
{
        size_t n = 0;

        for (size_t i = 0; i < list->n; i++) {
                struct concern *c = &list->concerns[i];
                size_t of = 0;

                while (of < n && !is_translation(&list->concerns[of], c))
                        of++;
                if (of < n)
                        list->concerns[of].infos[list->concerns[of].n_infos++] = c->infos[0];
                else
                        list->concerns[n++] = *c;
        }
        list->n = n;
}

struct concern_list *concern_list(const struct alert *alert, const struct gazetteer *g, struct arena *a)
{
        struct concern_list *list = arena_alloc(a, sizeof *list);
        bool silent = alert->msg_type == MSGTYPE_ACK || alert->msg_type == MSGTYPE_ERROR;

        list->alert = alert;
        list->n = silent ? 0 : alert->n_infos;
        list->concerns = arena_array(a, list->n, sizeof *list->concerns);
        for (size_t i = 0; i < list->n; i++) {
                struct concern *c = &list->concerns[i];

                c->infos = arena_array(a, list->n, sizeof *c->infos);
                c->infos[c->n_infos++] = &alert->infos[i];
                c->state = alert_info_state(alert, &alert->infos[i]);
                c->asks = asks(alert, &alert->infos[i], c->state);
                sort_places(c, &alert->infos[i], g, a);
        }
        qsort(list->concerns, list->n, sizeof *list->concerns, compare_concerns);
        join(list);
        for (size_t i = 0; i < list->n; i++) {
                find_ancestors(&list->concerns[i], g, a);
                find_descendants(&list->concerns[i], g, a);
                find_outlines(&list->concerns[i], g, a);
        }
        return list;
}

const char *concern_source(const struct concern_list *list, const struct concern *c)
{
        return c->infos[0]->source ? c->infos[0]->source : list->alert->source;
}

static const struct alert_info *info_in(const struct concern *c, const char *wanted)
{
        const struct alert_info *best = NULL;
        unsigned best_fit = 0;

        for (size_t i = 0; i < c->n_infos; i++) {
                /* CAP 1.2: a block without a language is in English. */
                const char *tag = c->infos[i]->language ? c->infos[i]->language : "en";
                unsigned fit = language_fit(wanted, tag);

                if (fit > best_fit) {
                        best = c->infos[i];
                        best_fit = fit;
                }
        }
        return best;
}

const struct alert_info *concern_info(const struct concern *c, const char *language)
{
        const struct alert_info *info = NULL;

        if (language && *language && c->n_infos > 1) {
                info = info_in(c, language);
                info = info ? info : info_in(c, "en");
        }
        return info ? info : c->infos[0];
}

const struct area_place *concern_place(const struct concern *c, uint32_t first, uint32_t last)
{
        size_t low = 0, high = c->n_places;

        while (low < high) {
                size_t middle = low + (high - low) / 2;

                if (c->places[middle]->number < first)
                        low = middle + 1;
                else
                        high = middle;
        }
        return low < c->n_places && c->places[low]->number <= last ? c->places[low] : NULL;
}
