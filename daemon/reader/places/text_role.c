#include "reader/places/text_role.h"

#include <string.h>

#include "reader/places/text_beside.h"
#include "reader/places/text_course.h"
#include "reader/places/text_dateline.h"
#include "reader/places/text_firm.h"
#include "reader/places/text_origin.h"
#include "reader/places/text_route.h"
#include "reader/places/text_street.h"
#include "reader/places/text_vicinity.h"

#define TAGGED_MOST 300 /* bytes of a text in which tags say where it is; */
#define TAGGED_FEW  100 /* of one that says no more than what there is */

#define DENIED_FAR 64 /* tokens */

/* Further reasons that are asked for. */
#define DENIED       "it is said not to be there"
#define ARTICLE      "a river, by its article"
#define FIRST_OF_TWO "where it came from, of two"

/* "Киев атаку не комментировал": a name that begins the sentence, its object, and what it does. */
static bool acts_on(const struct text_scan *s, const struct text_place *p)
{
        const struct text_sentence *sentence = text_scan_sentence(s, p->first);
        uint32_t at = p->to + 1;

        return p->from == sentence->first && !p->head && at + 1 < sentence->end &&
               !text_scan_gap(s, at, ~0u) && !text_scan_gap(s, at + 1, ~0u) &&
               text_scan_token(s, at)->letters == CASE_LOWER && !text_scan_token(s, at)->latin &&
               text_scan_starts(s, at + 1, SAYS_ACTOR);
}

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

/* "В Курской области ввели режим опасности, в Брянской ...": is danger told between the two? */
static bool warns_before(const struct text_scan *s, const struct text_place *p, const struct text_place *next)
{
        const uint64_t dangers =
            TEXT_ROLE(SAYS_LIVE) | TEXT_ROLE(SAYS_ORDER) | TEXT_ROLE(SAYS_STILL) | TEXT_ROLE(SAYS_CLEAR);

        for (uint32_t i = s->starting[p->to + 1]; i < s->starting[next->from]; i++)
                if (dangers >> s->matches[i].role & 1 && s->matches[i].last < next->from)
                        return true;
        return false;
}

#define TOLD_WITHIN 5 /* tokens */

/* "In Beirut the health ministry said four people were killed in Nabatieh": where it was said. */
static bool is_told_there(const struct text_scan *s, const struct text_place *places, size_t n, size_t i)
{
        const struct text_place *p = &places[i], *next = p + 1;
        const struct text_sentence *sentence = text_scan_sentence(s, p->first);
        uint32_t at = p->to + 1;

        if (p->from != sentence->first + 1 || place_level(s->gazetteer, p->place) > LEVEL_REGION ||
            i + 1 >= n || next->from >= sentence->end || next->place == PLACE_NONE ||
            !(next->expected || next->head))
                return false;
        for (uint32_t end = at + TOLD_WITHIN; at < end && at < next->from; at++)
                if (text_scan_starts(s, at, SAYS_OFFICIAL) ||
                    (text_scan_starts(s, at, SAYS_ACTOR) && !text_scan_starts(s, at, SAYS_PAST)))
                        return !warns_before(s, p, next);
        return false;
}

/* "Kyiv's air raid alert". */
static bool owns_alert(const struct text_scan *s, const struct text_place *p)
{
        const struct text_match *m = text_scan_starts(s, p->to + 1, SAYS_LIVE);

        return m && m->phrase->number == EVENT_AIR_RAID;
}

/* "Удар по Дніпру", "балістика по Дніпру": what stands before the preposition hits. */
static bool follows_strike(const struct text_scan *s, uint32_t preposition)
{
        const uint64_t blows = TEXT_ROLE(SAYS_PAST) | TEXT_ROLE(SAYS_ATTACK) | TEXT_ROLE(SAYS_LIVE);

        return s->ends[preposition] & blows || (preposition > text_scan_sentence(s, preposition)->first &&
                                                !text_scan_gap(s, preposition, ~0u) &&
                                                s->ends[preposition - 1] & (blows | TEXT_ROLE(SAYS_EVENT)));
}

/* "На Тоболе": a river that towns are called after. */
static bool is_river(const struct text_scan *s, const struct text_place *p)
{
        const struct text_match *m = p->head ? NULL : text_scan_ends(s, p->last, SAYS_NAMED);

        if (!m || m->slots < 2 || m->first >= p->first)
                return false;
        return !strcmp(m->phrase->value, "river") ||
               (!strcmp(m->phrase->value, "river unless struck") && !follows_strike(s, m->first));
}

#define HEADS_FAR 12 /* tokens */

/* "In the Zhitomir, Vinnitsa and Kiev regions": a list whose word is at its end. */
static bool is_of_units(const struct text_scan *s, const struct text_place *p)
{
        const uint32_t end = text_scan_sentence(s, p->first)->end;

        for (uint32_t at = p->to + 1; at < end && at <= p->to + HEADS_FAR; at++)
                if (text_scan_starts(s, at, SAYS_HEADS))
                        return true;
        return false;
}

/* "Thousands flee the Ural": behind an article, and with no word behind it that it would go with, no town but a river. */
static bool has_article(const struct text_scan *s, const struct text_place *p)
{
        const struct text_sentence *sentence = text_scan_sentence(s, p->first);
        const uint32_t next = p->to + 1;
        const struct text_match *m;

        if (p->head || p->first == sentence->first ||
            place_level(s->gazetteer, p->place) != LEVEL_SETTLEMENT || text_scan_gap(s, p->first, ~0u) ||
            !(m = text_scan_ends(s, p->first - 1, SAYS_BETWEEN)) ||
            strcmp(m->phrase->value, "article") != 0 || is_of_units(s, p))
                return false;
        return next >= sentence->end ||
               text_scan_gap(s, next, (unsigned)~(GAP_HYPHEN | GAP_QUOTE | GAP_OPEN)) ||
               text_scan_starts_any(s, next, TEXT_ROLE(SAYS_AT) | TEXT_ROLE(SAYS_TO));
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

/* "Энгельс", "по Энгельсу": does the next place begin right at the token, and is it another than what lies in it? */
static bool has_other_at(const struct text_scan *s, const struct text_place *p, const struct text_place *next,
                         uint32_t token)
{
        if (next->from == token + 1 && text_scan_starts(s, token, SAYS_AT) && !text_scan_gap(s, token, ~0u))
                token++;
        return next->from == token && !text_scan_gap(s, token, ~0u) && next->place != PLACE_NONE &&
               next->place != p->place && !place_contains(s->gazetteer, next->place, p->place);
}

/* "Киев атаковал Энгельс дронами": who did it, before the verb, and right behind that to whom. */
static bool is_attacker(const struct text_scan *s, const struct text_place *places, size_t n, size_t i)
{
        const struct text_place *p = &places[i];
        const uint32_t verb = p->to + 1;

        return i + 1 < n && !p->head && places[i + 1].to < text_scan_sentence(s, p->first)->end &&
               !text_scan_gap(s, verb, ~0u) && has_other_at(s, p, &places[i + 1], verb + 1) &&
               text_scan_token(s, verb)->letters == CASE_LOWER && !text_scan_token(s, verb)->latin &&
               text_scan_starts(s, verb, SAYS_PAST) && text_scan_starts(s, verb, SAYS_ATTACK);
}

/* "Полтавська вулиця", "Полтавская, 12": a street that is called after the place, by its word or by the number of a house. */
static const char *street_of(const struct text_scan *s, const struct text_place *p)
{
        const uint32_t next = p->to + 1;
        const struct text_match *m;

        if (next < text_scan_sentence(s, p->first)->end && !p->head &&
            !text_scan_gap(s, next, (unsigned)~(GAP_HYPHEN | GAP_QUOTE)) &&
            (m = text_scan_starts(s, next, SAYS_NAMED)) && !strncmp(m->phrase->value, "street", 6))
                return m->phrase->value;
        return text_street_why(s, p);
}

/* Why the name is that of something else, or no more than who says it; NULL: it is not. */
static const char *why_other(const struct text_scan *s, const struct text_place *places, size_t n, size_t i)
{
        const struct text_place *p = &places[i];
        const char *street;

        if (is_denied(s, p))
                return DENIED;
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
        if (is_river(s, p))
                return "river";
        if (has_article(s, p))
                return ARTICLE;
        return why_itself(s, p);
}

/* "На річках Сумщини", "акваторія Очаківської громади": no river or lake is called as a unit is. */
static bool is_of_unit(const struct text_place *p, const struct text_match *m)
{
        return !strcmp(m->phrase->value, "waters") && (p->head || !(p->found >> LEVEL_SETTLEMENT & 1));
}

#define LIST_MOST 12 /* tokens */

/* "Rivers of Transcarpathia (Borzhava, Tereblia) are rising": what stands in brackets behind the waters of a unit is their names. */
static bool is_among_waters(const struct text_scan *s, const struct text_place *places, size_t i)
{
        uint32_t open = places[i].from, first = text_scan_sentence(s, open)->first;
        const struct text_match *m;

        if (places[i].head)
                return false;
        while (open > first && places[i].from - open < LIST_MOST &&
               !text_scan_gap(s, open, GAP_OPEN | GAP_CLOSE))
                open--;
        if (!text_scan_gap(s, open, GAP_OPEN))
                return false;
        for (size_t k = i; k > 0 && places[k - 1].to + 1 >= open; k--)
                if (places[k - 1].to + 1 == open)
                        return (m = text_beside_before(s, &places[k - 1], SAYS_NAMED)) &&
                               is_of_unit(&places[k - 1], m);
        return false;
}

/* "The river near Orsk rose by 10 cm": what it did is told of something else, where a preposition stands right before the name. */
static bool is_by_river(const struct text_scan *s, const struct text_place *p, const struct text_match *m)
{
        return m->slots > 1 && !strcmp(m->phrase->value, "river") && p->from == p->first &&
               p->first > text_scan_sentence(s, p->first)->first && !text_scan_gap(s, p->first, ~0u) &&
               text_scan_ends(s, p->first - 1, SAYS_AT);
}

/* The word beside it that says that it is merely named; NULL: there is none. */
static const char *why_beside(const struct text_scan *s, const struct text_place *places, size_t i)
{
        const struct text_place *p = &places[i];
        const struct text_match *m = text_beside_before(s, p, SAYS_NAMED);

        if (m && strcmp(m->phrase->value, TEXT_FIRM) != 0 && strcmp(m->phrase->value, "route") != 0 &&
            !text_street_has_name(s, m) && !text_street_is_of(s, p, m) && !is_far_only(s, places, i, m) &&
            !is_of_unit(p, m))
                return m->phrase->value;
        m = text_beside_after(s, p, SAYS_NAMED_AFTER);
        return m && !is_only_word(s, p, m) && !is_by_river(s, p, m) ? m->phrase->value : NULL;
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
        if (is_among_waters(s, places, i))
                return "river";
        if (text_vicinity_is(s, places, i))
                return TEXT_VICINITY;
        if (text_course_is(s, places, i))
                return FIRST_OF_TWO;
        if (text_origin_is(s, places, n, i, placed || aimed))
                return TEXT_ORIGIN;
        if (placed && is_told_there(s, places, n, i))
                return "where it was said";
        if ((!placed && text_route_is(s, places, n, i)) || text_route_is_trip(s, places, i))
                return "route";
        if (!placed && !aimed &&
            (text_beside_after(s, p, SAYS_ACTOR) || acts_on(s, p) || is_attacker(s, places, n, i)))
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

/* "#Запоріжжя балістика", "#Київ #Бровари БпЛА": a tag that something is said behind is no tag at the end. */
static bool is_spoken_of(const struct text_scan *s, const struct text_place *p)
{
        bool tag = true;

        for (uint32_t at = p->to + 1; at < text_scan_sentence(s, p->to)->end; at++) {
                if (!text_scan_gap(s, at, GAP_HYPHEN))
                        tag = text_scan_gap(s, at, GAP_HASH);
                if (!tag && !text_scan_token(s, at)->symbol)
                        return true;
        }
        return false;
}

/* "Балістика! Всі в укриття! #Київ", "Вибух. #Рівне": a short text that tells people what to do, or one of few words that names a
 * danger, and no other place. */
static bool is_told_by_tag(const struct text_scan *s)
{
        const uint64_t telling =
            TEXT_ROLE(SAYS_ORDER) |
            (s->words.size <= TAGGED_FEW ? TEXT_ROLE(SAYS_EVENT) | TEXT_ROLE(SAYS_LIVE) : 0);

        for (uint32_t i = 0; i < s->n_matches && s->words.size <= TAGGED_MOST; i++)
                if (telling >> s->matches[i].role & 1)
                        return true;
        return false;
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
        if (!(role->named || role->toward) || !role->why || text_role_is(role, DENIED) ||
            text_role_is(role, ARTICLE) || text_role_is(role, FIRST_OF_TWO) ||
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

/* Does a place that follows another have the role of that? */
static bool is_as_before(const struct text_scan *s, const struct text_role *role, const struct text_place *p)
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
                if (p->hashtag && (plain || !(p->head || is_spoken_of(s, p) || is_told_by_tag(s))))
                        roles[i] = (struct text_role){.named = true, .why = "a tag"};
                if (i && is_as_before(s, &roles[i], &places[i]))
                        roles[i] = roles[i - 1];
        }
        for (size_t i = n_places; i-- > 1;)
                if (is_of_list(s, &roles[i], &places[i]) && !roles[i - 1].named &&
                    places[i - 1].place != PLACE_NONE && follows_in_list(s, &places[i - 1], &places[i]) &&
                    !text_beside_before(s, &places[i - 1], SAYS_AT))
                        roles[i - 1] = roles[i];
}
