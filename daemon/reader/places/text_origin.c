#include "reader/places/text_origin.h"

#include <string.h>

#include "reader/places/text_beside.h"
#include "reader/places/text_route.h"

#define ORIGINS_FAR 60 /* tokens of a list of launch sites */

/* Does the part between semicolons that begins at the token say anything besides names? */
static bool says_more(const struct text_scan *s, uint32_t token)
{
        const uint64_t says = TEXT_ROLE(SAYS_PAST) | TEXT_ROLE(SAYS_EVENT) | TEXT_ROLE(SAYS_LIVE) |
                              TEXT_ROLE(SAYS_TO) | TEXT_ROLE(SAYS_HAPPENED) | TEXT_ROLE(SAYS_CLEAR);
        const uint32_t end = text_scan_sentence(s, token)->end;
        uint32_t at = token;

        do
                if (text_scan_starts_any(s, at, says))
                        return true;
        while (++at < end && at - token < ORIGINS_FAR && !text_scan_gap(s, at, GAP_SEMICOLON));
        return false;
}

/* "105 БпЛА із напрямків: Шаталово, Курськ – рф; Чауда – Крим": all of the list, also where some of it is unknown. "Верхняя
 * Галилея (30 с): Цфат": seconds in brackets are none. */
static bool is_listed_origin(const struct text_scan *s, const struct text_place *p)
{
        uint32_t start = text_scan_sentence(s, p->first)->first;

        for (uint32_t at = p->from, steps = 0; at > start && steps < ORIGINS_FAR; at--, steps++) {
                if (text_scan_gap(s, at, GAP_SEMICOLON) && says_more(s, at))
                        return false;
                if (text_scan_gap(s, at, GAP_COLON))
                        return !text_scan_gap(s, at, GAP_CLOSE) && text_scan_ends(s, at - 1, SAYS_FROM);
        }
        return false;
}

#define NAME_LONGEST 4 /* tokens of a name that is not known */

/* "Зліт з аеродрому «Саваслєйка» (Нижегородська обл.)": where something unknown lies from which it came. */
static bool is_around_origin(const struct text_scan *s, const struct text_place *places, size_t i)
{
        uint32_t start = text_scan_sentence(s, places[i].first)->first, at = places[i].from;

        while (at > start && !text_scan_gap(s, at, ~0u) && text_scan_ends(s, at - 1, SAYS_BETWEEN))
                at--; /* "(окупований Крим)" */
        if (!text_scan_gap(s, at, GAP_OPEN) ||
            (i > 0 && places[i - 1].place != PLACE_NONE && places[i - 1].to + 1 == at))
                return false;
        for (uint32_t steps = 0; at > start && steps < NAME_LONGEST; steps++) {
                const struct text_token *t = text_scan_token(s, --at);
                if (t->letters == CASE_LOWER || t->symbol)
                        return steps > 0 && text_scan_ends(s, at, SAYS_FROM);
        }
        return false;
}

/* "с Белгорода" comes from there, "рядом с Белгородом" does not: the preposition goes with the instrumental
 * too. */
static bool is_instrumental(const struct text_scan *s, const struct text_place *p,
                            const struct text_match *from)
{
        const struct text_lexeme *x = text_scan_token(s, p->to)->lexeme;

        return text_language_ends(s->language, ENDING_WITH, from->phrase->language, x->folded, x->size);
}

#define START_FAR 6 /* words between such aircraft and the place where they are */

/* Aircraft of a country: a `from` with a path. */
static bool is_their_country(const struct text_scan *s, const struct text_place *p,
                             const struct text_match *from)
{
        return strcmp(from->phrase->value, "-") != 0 &&
               place_contains(s->gazetteer, place_by_path(s->gazetteer, from->phrase->value), p->place);
}

/* Words that may stand between: back to where they begin, or to the token itself (behind "МіГ-31 на" are the aircraft). */
static uint32_t skip_back(const struct text_scan *s, uint32_t token)
{
        static const enum text_says small[] = {SAYS_AT, SAYS_BETWEEN, SAYS_KIND, SAYS_WORKS};

        for (size_t i = 0; i < sizeof small / sizeof *small; i++) {
                const struct text_match *m = text_scan_ends(s, token, small[i]);
                if (m)
                        return m->first;
        }
        return text_scan_ends(s, token, SAYS_NAMED) ? token : token + 1;
}

/* "Тактична авіація в районі Шебекіно", "на Саваслейці злетів МіГ-31К": in its own country it comes from there. */
static bool is_start(const struct text_scan *s, const struct text_place *p)
{
        const uint32_t start = text_scan_sentence(s, p->first)->first;
        const struct text_match *m = text_beside_after(s, p, SAYS_FROM);
        uint32_t at = p->from, next;

        if (m && is_their_country(s, p, m))
                return true;
        for (unsigned steps = 0; at > start && steps < START_FAR; steps++, at = next) {
                m = text_scan_ends(s, at - 1, SAYS_FROM);
                next = skip_back(s, at - 1);
                if (text_scan_gap(s, at, (unsigned)~(GAP_HYPHEN | GAP_QUOTE | GAP_PERIOD)))
                        return false;
                if ((m && strcmp(m->phrase->value, "-") != 0) || next == at)
                        return m && is_their_country(s, p, m);
        }
        return false;
}

/* "Из Шебекино увезли троих раненых", as `at` has it: from where people were taken something has happened. */
static bool is_left_hurt(const struct text_scan *s, const struct text_place *p, const struct text_match *from)
{
        const uint32_t first = text_scan_sentence(s, from->first)->first;
        const struct text_match *at = text_scan_starts(s, from->first, SAYS_AT);

        /* "детей из Армянска увозят" */
        if (!at && from->first > first && !text_scan_gap(s, from->first, ~0u))
                at = text_scan_starts(s, from->first - 1, SAYS_AT);
        return at && at->last > p->to;
}

#define HURT_FAR 16 /* tokens */

/* "Двоє поранених, чоловіки 38 та 49 років, – із Свеси": who was hurt is from there, and was hurt there. */
static bool is_of_hurt(const struct text_scan *s, const struct text_match *from)
{
        const uint32_t first = text_scan_sentence(s, from->first)->first;
        const struct text_match *fact;

        for (uint32_t at = from->first;
             text_scan_gap(s, from->first, GAP_DASH) && at-- > first && from->first - at <= HURT_FAR;)
                if ((fact = text_scan_starts(s, at, SAYS_FACT)) &&
                    (!strcmp(fact->phrase->value, "injured") || !strcmp(fact->phrase->value, "killed")))
                        return true;
        return false;
}

#define CALL_LONGEST 14 /* tokens of the sentence of a post */

/* Is it written as it is called? */
static bool is_as_called(const struct text_scan *s, const struct text_place *p)
{
        const uint32_t node = text_scan_node(s, p->first, p->last);
        const struct text_name *names;

        return node != TEXT_NO_NODE && text_names_at(s->names, node, &names) > 0;
}

/* "Балістика з Бєлгорода, Харків!": behind a comma, in a short post, and not declined: whom it is for. */
static bool is_called_behind(const struct text_scan *s, const struct text_place *p)
{
        const struct text_sentence *sentence = text_scan_sentence(s, p->first);

        return sentence->end - sentence->first <= CALL_LONGEST && text_scan_gap(s, p->from, GAP_COMMA) &&
               !p->head && !text_scan_token(s, p->first)->latin && is_as_called(s, p);
}

#define NAMES_MOST 12 /* of a list */

/* Back over what stands in brackets before the token. */
static uint32_t skip_brackets(const struct text_scan *s, uint32_t token, uint32_t start)
{
        if (text_scan_gap(s, token, GAP_CLOSE))
                for (uint32_t at = token; at-- > start && token - at <= NAME_LONGEST;)
                        if (text_scan_gap(s, at, GAP_OPEN))
                                return at;
        return token;
}

/* Back over the name, known or not, that ends before the token; the token itself: there is none. */
static uint32_t skip_name(const struct text_scan *s, uint32_t token, uint32_t start)
{
        const uint32_t end = skip_brackets(s, token, start);
        uint32_t at = end;

        while (at > start && end - at < NAME_LONGEST && text_scan_token(s, at - 1)->letters == CASE_TITLE &&
               (at == end || !text_scan_gap(s, at, (unsigned)~(GAP_HYPHEN | GAP_QUOTE))))
                at--;
        return at < end ? at : token;
}

/* "З Чауди, Єйська та Курська": in a list whose first names may not be known, which begins with where something came from. */
static bool is_listed_from(const struct text_scan *s, const struct text_place *p)
{
        const uint32_t start = text_scan_sentence(s, p->first)->first;
        uint32_t at = p->from;

        for (unsigned names = 0; at > start && names < NAMES_MOST; names++) {
                const struct text_match *m = text_scan_ends(s, at - 1, SAYS_JOIN);
                uint32_t name;
                if (!(m && !text_scan_gap(s, at, ~0u)) && !text_scan_gap(s, at, GAP_COMMA | GAP_SLASH))
                        return false;
                at = m ? m->first : at;
                name = skip_name(s, at, start);
                if (name == at || name == start)
                        return false;
                at = name;
                m = text_scan_gap(s, at, (unsigned)~GAP_QUOTE) ? NULL : text_scan_ends(s, at - 1, SAYS_FROM);
                if (m)
                        return !strcmp(m->phrase->value, "-") && !is_instrumental(s, p, m);
        }
        return false;
}

bool text_origin_is(const struct text_scan *s, const struct text_place *places, size_t n, size_t i,
                    bool placed)
{
        const struct text_place *p = &places[i];
        const struct text_match *m = text_beside_before(s, p, SAYS_FROM);

        if (m && !strcmp(m->phrase->value, "-") && !is_instrumental(s, p, m) && !is_left_hurt(s, p, m) &&
            !is_of_hurt(s, m) && !text_route_is_range(s, places, n, i))
                return true;
        if (is_start(s, p))
                return true;
        return !placed &&
               (text_route_is_launched(s, places, n, i) || is_listed_origin(s, p) ||
                is_around_origin(s, places, i) || (!is_called_behind(s, p) && is_listed_from(s, p)));
}

bool text_origin_ends(const struct text_scan *s, const struct text_place *origin, const struct text_place *p)
{
        return is_called_behind(s, p) && !is_as_called(s, origin);
}
