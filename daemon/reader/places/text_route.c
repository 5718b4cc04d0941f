#include "reader/places/text_route.h"

#include <string.h>

#define STEPS_BACK 60 /* tokens */

static bool ends_as_purpose(const struct text_scan *s, uint32_t token)
{
        static const char *const values[] = {"purpose", "route", "stretch"};
        const struct text_match *m = text_scan_ends(s, token, SAYS_NAMED);

        for (size_t i = 0; m && i < sizeof values / sizeof *values; i++)
                if (!strcmp(m->phrase->value, values[i]))
                        return true;
        return false;
}

bool text_route_ends_stretch(const struct text_scan *s, uint32_t token)
{
        const struct text_match *m = text_scan_ends(s, token, SAYS_NAMED);

        return m && !strcmp(m->phrase->value, "stretch");
}

#define STRETCH_MOST 60 /* km */

static bool is_town(const struct text_scan *s, const struct text_place *p)
{
        return p->place != PLACE_NONE && place_level(s->gazetteer, p->place) == LEVEL_SETTLEMENT;
}

static bool is_short(const struct text_scan *s, const struct text_place *a, const struct text_place *b)
{
        struct area_point from, to;
        uint32_t district;

        if (!is_town(s, a) || !is_town(s, b))
                return false;
        district = place_ancestor(s->gazetteer, a->place, LEVEL_DISTRICT);
        if (district != PLACE_NONE && district == place_ancestor(s->gazetteer, b->place, LEVEL_DISTRICT))
                return true;
        return place_point(s->gazetteer, a->place, &from) && place_point(s->gazetteer, b->place, &to) &&
               place_distance(from, to) < STRETCH_MOST;
}

static bool is_behind_dash(const struct text_scan *s, uint32_t token)
{
        return token < s->words.n_tokens && text_scan_gap(s, token, GAP_DASH | GAP_HYPHEN);
}

bool text_route_is_stretch(const struct text_scan *s, const struct text_place *places, size_t n, size_t i)
{
        const struct text_place *a = &places[i];

        if (!is_behind_dash(s, a->to + 1)) {
                if (i == 0 || a[-1].to + 1 != a->from || !is_behind_dash(s, a->from))
                        return false;
                a--;
        }
        if (a->from == text_scan_sentence(s, a->from)->first || !text_route_ends_stretch(s, a->from - 1))
                return false;
        if (a + 1 < places + n && a[1].from == a->to + 1 && a[1].place != PLACE_NONE)
                return is_short(s, a, a + 1);
        return is_town(s, a) && a->size < SIZE_100000; /* to a stop that is not known */
}

#define ROUTES_MOST  16 /* lines of a list */
#define HEADING_MOST 24 /* tokens of what heads it that are looked at */

/* "Два поїзди вирушили пізніше:" */
static bool heads_routes(const struct text_scan *s, uint32_t end)
{
        const uint32_t first = text_scan_sentence(s, end - 1)->first;

        for (uint32_t at = end; at > first && end - at < HEADING_MOST; at--)
                if (ends_as_purpose(s, at - 1))
                        return true;
        return false;
}

/* "Затримуються поїзди: / №17 Харків — Ужгород": a line with a number, in a list that such a word heads. */
static bool is_listed_route(const struct text_scan *s, uint32_t token)
{
        const struct text_sentence *sentences = s->words.sentences;
        uint32_t i = text_scan_token(s, token)->sentence;

        for (uint32_t steps = 0; i > 0 && steps < ROUTES_MOST; i--, steps++) {
                const uint32_t first = sentences[i].first;
                if (!sentences[i].starts_line || first + 1 >= sentences[i].end ||
                    !(text_scan_token(s, first)->number || text_scan_token(s, first + 1)->number))
                        return false;
                if (heads_routes(s, first))
                        return true;
        }
        return false;
}

/* "Поезда Адлер — Москва и Кисловодск — Воркута": names in pairs, in a sentence about what runs between them. */
bool text_route_is(const struct text_scan *s, const struct text_place *places, size_t n, size_t i)
{
        const struct text_place *p = &places[i];
        uint32_t start = text_scan_sentence(s, p->first)->first;
        bool pair = (i + 1 < n && places[i + 1].from == p->to + 1 && is_behind_dash(s, p->to + 1)) ||
                    (i > 0 && places[i - 1].to + 1 == p->from && is_behind_dash(s, p->from));

        if (!pair)
                return false;
        for (uint32_t at = p->from, steps = 0; at-- > start && steps < STEPS_BACK; steps++)
                if (ends_as_purpose(s, at))
                        return true;
        return is_listed_route(s, p->from);
}

#define VEHICLE_FAR 3 /* tokens between what goes and where it comes from */

bool text_route_is_trip(const struct text_scan *s, const struct text_place *places, size_t i)
{
        const struct text_place *p = &places[i], *start = p - 1;
        const uint32_t first = text_scan_sentence(s, p->first)->first;
        const bool same = i > 1 && start->place == start[-1].place && start->from <= start[-1].to + 3;
        uint32_t from;

        if (i == 0 || p->from != start->to + 2 || text_scan_gap(s, p->from, ~0u) ||
            text_scan_gap(s, start->to + 1, same ? (unsigned)~GAP_COMMA : ~0u))
                return false;
        start -= same; /* "from Kyiv, the capital, to Rivne" */
        if (start->from <= first ||
            !(text_scan_token(s, from = start->from - 1)->lexeme->roles >> SAYS_FROM & 1))
                return false;
        for (uint32_t at = from + 1; at > first && from < at + VEHICLE_FAR; at--)
                if (ends_as_purpose(s, at - 1))
                        return true;
        return false;
}

/* "Курськ - на Харків": what flies from one country to another. */
bool text_route_is_launched(const struct text_scan *s, const struct text_place *places, size_t n, size_t i)
{
        const struct text_place *p = &places[i], *next = p + 1;
        uint32_t at = p->to + 1;

        return i + 1 < n && next->place != PLACE_NONE && next->from == at + 1 &&
               text_scan_gap(s, at, GAP_DASH) && !text_scan_gap(s, at, GAP_LINE) &&
               (text_scan_ends(s, at, SAYS_AT) || text_scan_ends(s, at, SAYS_TO)) &&
               place_ancestor(s->gazetteer, p->place, LEVEL_COUNTRY) !=
                   place_ancestor(s->gazetteer, next->place, LEVEL_COUNTRY);
}

static bool says_alarm(const struct text_scan *s, uint32_t token)
{
        const struct text_match *m = text_scan_starts(s, token, SAYS_LIVE);

        return m && m->phrase->number == EVENT_AIR_RAID;
}

#define RANGE_FAR    3   /* tokens between its ends */
#define RANGE_WITHIN 256 /* tokens of its sentence that are looked at, before it and behind */

/* "Сирени лунають від Ужгорода до Харкова": where nothing flies, and nobody travels, both ends are meant. */
bool text_route_is_range(const struct text_scan *s, const struct text_place *places, size_t n, size_t i)
{
        const struct text_place *p = &places[i], *next = p + 1;
        const struct text_sentence *sentence = text_scan_sentence(s, p->first);
        bool told = false;

        if (i + 1 >= n || next->place == PLACE_NONE || next->from > p->to + RANGE_FAR ||
            next->from >= sentence->end || text_scan_gap(s, p->to + 1, ~0u) ||
            !text_scan_ends(s, next->from - 1, SAYS_TO))
                return false;
        for (uint32_t at = p->from > sentence->first + RANGE_WITHIN ? p->from - RANGE_WITHIN
                                                                    : sentence->first;
             at < sentence->end && at < p->from + RANGE_WITHIN; at++) {
                const struct text_match *event = text_scan_starts(s, at, SAYS_EVENT),
                                        *named = text_scan_starts(s, at, SAYS_NAMED);
                if ((event && VOCAB_FLYING >> event->phrase->number & 1) ||
                    (named && !strcmp(named->phrase->value, "purpose")))
                        return false;
                told |= at < p->from && (event || says_alarm(s, at));
        }
        return told;
}
