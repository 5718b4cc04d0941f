#include "reader/places/text_role.h"

#include <string.h>

#include "reader/places/text_beside.h"
#include "reader/places/text_course.h"
#include "reader/places/text_dateline.h"
#include "reader/places/text_firm.h"
#include "reader/places/text_listed.h"
#include "reader/places/text_origin.h"
#include "reader/places/text_route.h"
#include "reader/places/text_speaker.h"
#include "reader/places/text_street.h"
#include "reader/places/text_struck.h"
#include "reader/places/text_tag.h"
#include "reader/places/text_vicinity.h"
#include "reader/places/text_waters.h"

#define DENIED_FAR 64 /* tokens */

/* "Суми Сьогодні", "«Харьков сегодня»", but not "у Сумах сьогодні дрон влучив у склад". */
static bool is_only_word(const struct text_scan *s, const struct text_place *p, const struct text_match *m)
{
        return !strcmp(m->phrase->value, "press") && text_scan_token(s, m->first)->letters == CASE_LOWER &&
               !text_scan_gap(s, p->from, GAP_QUOTE);
}

bool text_role_is_far(const struct text_scan *s, const struct text_match *m, size_t digits)
{
        const struct text_token *t = text_scan_token(s, m->first);

        if (strcmp(m->phrase->value, TEXT_DISTANCE) != 0 ||
            m->first == text_scan_sentence(s, m->first)->first)
                return false;
        t -= !t->number;
        return t->number && strspn(s->words.words[t->word].folded, "0123456789") >= digits;
}

/* "A blast 20 km from Kharkiv": only a place before it is where that was; 200 km away it is not there in any case. */
static bool is_far_only(const struct text_scan *s, const struct text_place *places, size_t i,
                        const struct text_match *m)
{
        const struct text_place *before = i ? &places[i - 1] : NULL;

        return !strncmp(m->phrase->value, TEXT_DISTANCE, strlen(TEXT_DISTANCE)) &&
               !text_role_is_far(s, m, TEXT_FAR_DIGITS) &&
               !(before && before->place != PLACE_NONE &&
                 text_scan_token(s, before->first)->sentence == text_scan_token(s, m->first)->sentence);
}

/* "Kyiv's air raid alert". */
static bool owns_alert(const struct text_scan *s, const struct text_place *p)
{
        const struct text_match *m = text_scan_starts(s, p->to + 1, SAYS_LIVE);

        return m && m->phrase->number == EVENT_AIR_RAID;
}

/* "Одесити", "калужан": who lives there. "Білий дім": who sits there. NULL: its own words are those of the place. */
static const char *why_itself(const struct text_scan *s, const struct text_place *p)
{
        const struct text_match *m =
            p->fixed == PLACE_NONE ? NULL : text_scan_starts(s, p->first, SAYS_NAMED);

        return m && m->last == p->last ? m->phrase->value : NULL;
}

/* Is an all-clear told before the token in its sentence? What it is not for stays in danger. */
static bool is_after_clear(const struct text_scan *s, uint32_t token)
{
        uint32_t first = text_scan_sentence(s, token)->first;

        for (uint32_t at = token, steps = 0; at-- > first && steps < DENIED_FAR; steps++)
                if (text_scan_starts(s, at, SAYS_CLEAR))
                        return true;
        return false;
}

/* "Не Бровари, а Борова", "не на Одесу!": "not" right before it, or before its preposition. */
static bool is_denied(const struct text_scan *s, const struct text_place *p)
{
        const unsigned gaps = (unsigned)~(GAP_HYPHEN | GAP_QUOTE);
        const uint32_t first = text_scan_sentence(s, p->first)->first;
        uint32_t at = p->from;
        const struct text_match *m;

        if (at > first && !text_scan_gap(s, at, gaps) &&
            (text_scan_ends(s, at - 1, SAYS_AT) || text_scan_ends(s, at - 1, SAYS_TO)))
                at--;
        return at > first && !text_scan_gap(s, at, gaps) && (m = text_scan_ends(s, at - 1, SAYS_DENIED)) &&
               !strcmp(m->phrase->value, "place") && !is_after_clear(s, at - 1);
}

/* "Across all Ukraine"; what the tables call a country is all of it, too ("по всій країні"). */
static bool is_whole_country(const struct text_scan *s, const struct text_place *p)
{
        const struct text_match *m = text_beside_before(s, p, SAYS_WHOLE);

        return (m && m->phrase->number >> LEVEL_COUNTRY & 1) || text_scan_starts(s, p->first, SAYS_PLACE);
}

/* "Хутор Красный Клин": the second word of a village's name that is not known is another town's name. */
static bool is_second_word(const struct text_scan *s, const struct text_place *places, size_t i)
{
        const struct text_place *p = &places[i], *village = p - 1;

        return i > 0 && village->place == PLACE_NONE && village->head && village->from < village->first &&
               village->levels == 1u << LEVEL_SETTLEMENT && village->to + 1 == p->from &&
               !text_scan_gap(s, p->from, ~0u) && !p->head &&
               place_level(s->gazetteer, p->place) == LEVEL_SETTLEMENT;
}

/* "АиФ-Москва": a word that nobody knows has the name behind its hyphen. */
static bool is_of_press(const struct text_scan *s, const struct text_place *places, size_t i)
{
        const struct text_place *p = &places[i];
        const uint32_t before = p->from - 1;

        return p->from > text_scan_sentence(s, p->first)->first && !p->head &&
               text_scan_token(s, p->from)->gap == GAP_HYPHEN && !(s->starts[before] | s->ends[before]) &&
               !text_scan_token(s, before)->number && text_scan_token(s, before)->letters > CASE_LOWER &&
               !(i && places[i - 1].to == before);
}

/* "Полтавська вулиця", "Донецкое шоссе": a word for a street, or for a road behind an adjective. */
static bool is_street(const struct text_scan *s, const struct text_place *p, const struct text_match *m)
{
        return m &&
               (!strncmp(m->phrase->value, "street", 6) ||
                (!strcmp(m->phrase->value, "stretch") && text_scan_ends_like(s, p->last, ENDING_QUALITY)));
}

/* A street that is called after the place, by its word or by the number of a house: "Полтавская, 12". */
static const char *street_of(const struct text_scan *s, const struct text_place *p)
{
        const uint32_t next = p->to + 1;
        const struct text_match *m;

        if (next < text_scan_sentence(s, p->first)->end && !p->head &&
            !text_scan_gap(s, next, (unsigned)~(GAP_HYPHEN | GAP_QUOTE)) &&
            is_street(s, p, m = text_scan_starts(s, next, SAYS_NAMED)))
                return m->phrase->value;
        return text_street_why(s, p);
}

/* Why the name is that of something else, or no more than who says it; NULL: it is not. */
static const char *why_other(const struct text_scan *s, const struct text_place *places, size_t n, size_t i)
{
        const struct text_place *p = &places[i];
        const char *street, *river;

        if (is_denied(s, p))
                return TEXT_DENIED;
        if (is_of_press(s, places, i))
                return "press";
        if (is_second_word(s, places, i))
                return "part of another name";
        if (text_dateline_is(s, places, n, i))
                return TEXT_DATELINE;
        if ((street = street_of(s, p)))
                return street;
        if (p->office)
                return TEXT_OFFICE;
        if ((river = text_waters_why(s, p)))
                return river;
        return why_itself(s, p);
}

/* The word beside it that says that it is merely named; NULL: there is none. */
static const char *why_beside(const struct text_scan *s, const struct text_place *places, size_t i)
{
        const struct text_place *p = &places[i];
        const struct text_match *m = text_beside_before(s, p, SAYS_NAMED);

        if (m && strcmp(m->phrase->value, TEXT_FIRM) != 0 && strcmp(m->phrase->value, "route") != 0 &&
            !text_street_has_name(s, m) && !text_street_is_of(s, p, m) && !is_far_only(s, places, i, m) &&
            !text_waters_are_of(p, m) && !text_waters_end(places, i, m) && !text_struck_is(s, m))
                return m->phrase->value;
        m = text_beside_after(s, p, SAYS_NAMED_AFTER);
        return m && !is_only_word(s, p, m) && !text_waters_are_near(s, p, m) ? m->phrase->value : NULL;
}

/* Why nothing happens at the place, by what the sentence says of it; NULL: it may. `placed`: a preposition says that it is there,
 * `aimed`: that something is heading there. */
static const char *why_named(const struct text_scan *s, const struct text_place *places, size_t n, size_t i,
                             bool placed, bool aimed)
{
        const struct text_place *p = &places[i];
        const enum place_level level = place_level(s->gazetteer, p->place);
        const char *beside;

        if (text_firm_is(s, places, i))
                return TEXT_FIRM;
        if ((beside = why_beside(s, places, i)))
                return beside;
        if (text_waters_are_listed(s, places, i))
                return TEXT_RIVER;
        if (text_vicinity_is(s, places, i))
                return TEXT_VICINITY;
        if (text_course_is(s, places, i))
                return TEXT_FIRST_OF_TWO;
        if (text_origin_is(s, places, n, i, placed || aimed))
                return TEXT_ORIGIN;
        if (placed && text_speaker_is_there(s, places, n, i))
                return "where it was said";
        if ((!placed && text_route_is(s, places, n, i)) || text_route_is_trip(s, places, i))
                return "route";
        if (!placed && !aimed && text_speaker_is(s, places, n, i))
                return TEXT_SPEAKER;
        if (level == LEVEL_COUNTRY && !is_whole_country(s, p))
                return TEXT_COUNTRY;
        if (text_scan_token(s, p->last)->possessive && !placed && !owns_alert(s, p) &&
            level <= LEVEL_REGION && p->to == p->last)
                return "named in a possessive";
        return NULL;
}

static struct text_role role_of(const struct text_scan *s, const struct text_place *places, size_t n,
                                size_t i)
{
        const struct text_match *to = text_beside_before(s, &places[i], SAYS_TO);
        const char *why = why_other(s, places, n, i);

        if (!why && text_route_is_stretch(s, places, n, i))
                return (struct text_role){0};
        if (!why)
                why = why_named(s, places, n, i, text_beside_before(s, &places[i], SAYS_AT), to);
        if (why)
                return (struct text_role){.named = true, .why = why};
        return (struct text_role){.toward = to,
                                  .why = to ? arena_printf(s->arena, "\"%s\"", to->phrase->text) : NULL};
}

void text_roles_find(const struct text_scan *s, const struct text_place *places, size_t n_places,
                     struct text_role *roles)
{
        size_t plain = 0;

        for (size_t i = 0; i < n_places; i++)
                plain += places[i].place != PLACE_NONE && !places[i].hashtag;
        for (size_t i = 0; i < n_places; i++) {
                const struct text_place *p = &places[i];
                if (p->place == PLACE_NONE) {
                        if (!text_beside_before(s, p, SAYS_AT) &&
                            text_beside_after(s, p, SAYS_ACTOR)) /* "Warsaw and Ankara urged" */
                                roles[i] = (struct text_role){.named = true, .why = TEXT_SPEAKER};
                        continue;
                }
                roles[i] = role_of(s, places, n_places, i);
                if (p->hashtag && (plain || !text_tag_is_where(s, p)))
                        roles[i] = (struct text_role){.named = true, .why = "a tag"};
                if (i && text_listed_as_before(s, &roles[i], &places[i]))
                        roles[i] = roles[i - 1];
        }
        for (size_t i = n_places; i-- > 1;)
                if (roles[i].named && text_listed_as_next(s, &roles[i - 1], &places[i - 1]))
                        roles[i - 1] = roles[i];
}
