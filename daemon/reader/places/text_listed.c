#include "reader/places/text_listed.h"

#include "reader/places/text_beside.h"
#include "reader/places/text_origin.h"
#include "reader/places/text_street.h"
#include "reader/places/text_vicinity.h"
#include "reader/places/text_waters.h"

#define BRACKET_MOST 4 /* tokens */

/* "З Єйська (14 груп) та Орла (2 групи)": how many there were stands in brackets behind a name. Returns what comes behind. */
static uint32_t skip_count(const struct text_scan *s, uint32_t token)
{
        const uint32_t end = text_scan_sentence(s, token)->end;

        if (token < end && text_scan_gap(s, token, GAP_OPEN) && text_scan_token(s, token)->number)
                for (uint32_t at = token + 1; at < end && at <= token + BRACKET_MOST; at++)
                        if (text_scan_gap(s, at, GAP_CLOSE))
                                return at;
        return token;
}

/* Only commas, slashes and "and" stand between the two. */
static bool follows_in_list(const struct text_scan *s, const struct text_place *a, const struct text_place *b)
{
        uint32_t at = a->to + 1;

        if (b->from >= s->words.n_tokens ||
            text_scan_token(s, a->to)->sentence != text_scan_token(s, b->from)->sentence)
                return false;
        at = skip_count(s, at);
        if (at < b->from && text_scan_starts(s, at, SAYS_JOIN))
                at++;
        if (at < b->from && (at > a->to + 1 || text_scan_gap(s, at, GAP_OPEN)) &&
            text_scan_starts(s, at, SAYS_BETWEEN))
                at++; /* "Kursk and occupied Crimea", "Чауди (окупований Крим)" */
        return at == b->from && !text_scan_gap(s, at, GAP_COLON) &&
               (at > a->to + 1 ||
                text_scan_gap(s, at, GAP_COMMA | GAP_SLASH | GAP_DASH | GAP_HYPHEN | GAP_OPEN | GAP_CLOSE));
}

/* "Lozova in Kharkiv region", "Мелитополь Запорожской области": the region only says where the named town is. */
static bool surrounds(const struct text_scan *s, const struct text_place *town, const struct text_place *p)
{
        const struct text_match *m;
        uint32_t at = town->to + 1;

        if (!place_contains(s->gazetteer, p->place, town->place) || p->place == town->place || p->from < at ||
            text_scan_token(s, town->to)->sentence != text_scan_token(s, p->from)->sentence ||
            text_scan_gap(s, at, (unsigned)~(GAP_HYPHEN | GAP_QUOTE | GAP_COMMA)))
                return false;
        if (at < p->from && (m = text_scan_starts(s, at, SAYS_AT)))
                at = m->last + 1;
        if (at < p->from && (m = text_scan_starts(s, at, SAYS_BETWEEN))) /* "in occupied Crimea" */
                at = m->last + 1;
        return at == p->from;
}

/* "Ракети з Криму (Херсон, увага!)": in brackets stands where the one before lies, or something else. */
static bool is_apart(const struct text_scan *s, const struct text_place *a, const struct text_place *b)
{
        return text_scan_gap(s, b->from, GAP_OPEN) && a->place != PLACE_NONE &&
               !place_contains(s->gazetteer, b->place, a->place) &&
               !place_contains(s->gazetteer, a->place, b->place);
}

/* "In Karaganda, the regional capital": the same place in other words. */
static bool is_apposition(const struct text_scan *s, const struct text_place *a, const struct text_place *b)
{
        return b->centre && b->place == a->place && b->from > a->to && b->from <= a->to + 2 &&
               text_scan_token(s, a->to)->sentence == text_scan_token(s, b->from)->sentence;
}

/* "Раненых увезли в Геническ и в Джанкой": its own preposition is that of what the list began with. */
static bool repeats_preposition(const struct text_scan *s, const struct text_place *a,
                                const struct text_place *b)
{
        const uint32_t start = text_scan_sentence(s, a->first)->first;

        return a->from > start && b->from == a->to + 3 && text_scan_starts(s, a->to + 1, SAYS_JOIN) &&
               !text_scan_gap(s, a->to + 1, ~0u) &&
               text_scan_token(s, b->from - 1)->lexeme == text_scan_token(s, a->from - 1)->lexeme;
}

/* A list goes on as it began, unless the next has a preposition of its own. */
static bool goes_on(const struct text_scan *s, const struct text_role *role, const struct text_place *before,
                    const struct text_place *p)
{
        if (!(role->named || role->toward) || !role->why || text_role_is(role, TEXT_DENIED) ||
            text_role_is(role, TEXT_ARTICLE) || text_role_is(role, TEXT_FIRST_OF_TWO) ||
            text_role_is(role, TEXT_STREET_AFTER) || /* "on Kirov's, Mariupol" */
            text_role_is(role, TEXT_VICINITY) || text_role_is(role, TEXT_COUNTRY))
                return false;
        if (text_role_is(role, TEXT_DATELINE) && !text_scan_gap(s, p->from, GAP_SLASH))
                return false;
        if (text_role_is(role, TEXT_ORIGIN) && text_origin_ends(s, before, p))
                return false;
        return repeats_preposition(s, before, p) ||
               (!is_apart(s, before, p) && follows_in_list(s, before, p) &&
                !text_beside_before(s, p, SAYS_AT));
}

bool text_listed_as_before(const struct text_scan *s, const struct text_role *role,
                           const struct text_place *p)
{
        const struct text_role *last = role - 1;
        const struct text_place *before = p - 1;

        if (!role->named && last->named && before->place != PLACE_NONE && !text_role_is(last, TEXT_ROAD) &&
            surrounds(s, before, p))
                return true;
        /* "residents of Galati and Tulcea counties received", "governors of Sumy and Kharkiv oblasts reported" */
        if (text_role_is(role, TEXT_SPEAKER) &&
            (text_role_is(last, TEXT_RESIDENT) || text_role_is(last, TEXT_OFFICE)) &&
            follows_in_list(s, before, p))
                return true;
        return (!role->named && is_apposition(s, before, p)) ||
               ((!role->why || repeats_preposition(s, before, p)) && goes_on(s, last, before, p));
}

/* "Kyiv and Moscow blame each other", "Crimea and Sevastopol excepted": what stands behind the last is of all. */
static bool is_of_list(const struct text_scan *s, const struct text_role *role, const struct text_place *p)
{
        if (text_role_is(role, TEXT_SPEAKER))
                return true;
        return text_role_is(role, TEXT_EXCEPT) && text_beside_after(s, p, SAYS_NAMED_AFTER);
}

bool text_listed_as_next(const struct text_scan *s, const struct text_role *role, const struct text_place *p)
{
        const struct text_role *next = role + 1;

        return is_of_list(s, next, p + 1) && !role->named && p->place != PLACE_NONE &&
               follows_in_list(s, p, p + 1) && !text_beside_before(s, p, SAYS_AT);
}
