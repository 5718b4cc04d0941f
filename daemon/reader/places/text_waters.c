#include "reader/places/text_waters.h"

#include <string.h>

#include "reader/places/text_beside.h"

/* Values of SAYS_NAMED_AFTER, besides that of what stands right behind the name. */
#define RIVER_VERB    "river verb"    /* or some words further */
#define RIVER_ARTICLE "river article" /* only behind a name that has an article */

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
        const struct text_match *m = text_scan_ends(s, p->last, SAYS_NAMED);

        if (!m || m->slots < 2 || m->first >= p->first)
                return false;
        return !strcmp(m->phrase->value, TEXT_RIVER) ||
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
        const uint32_t next = p->to + 1;
        const struct text_match *m;

        if (p->centre || place_level(s->gazetteer, p->place) != LEVEL_SETTLEMENT ||
            !text_beside_article(s, p->first) || is_of_units(s, p))
                return false;
        return next >= text_scan_sentence(s, p->first)->end ||
               text_scan_gap(s, next, (unsigned)~(GAP_HYPHEN | GAP_QUOTE | GAP_OPEN)) ||
               text_scan_starts_any(s, next, TEXT_ROLE(SAYS_AT) | TEXT_ROLE(SAYS_TO)) ||
               ((m = text_scan_starts(s, next, SAYS_NAMED_AFTER)) &&
                !strcmp(m->phrase->value, RIVER_ARTICLE));
}

/* Does a preposition stand right before the name itself? */
static bool is_placed(const struct text_scan *s, const struct text_place *p)
{
        return p->from == p->first && p->first > text_scan_sentence(s, p->first)->first &&
               !text_scan_gap(s, p->first, ~0u) && text_scan_ends(s, p->first - 1, SAYS_AT);
}

#define VERB_FAR 6 /* tokens */

/* "За сутки Урал там поднялся на 91 см": a name in its dictionary form that does what rivers do, a few words further. */
static bool does_as_rivers(const struct text_scan *s, const struct text_place *p)
{
        /* "Орск вода поднялась": what begins an event itself is what does it. */
        const uint64_t tells = TEXT_ROLE(SAYS_EVENT) | TEXT_ROLE(SAYS_LIVE) | TEXT_ROLE(SAYS_HAPPENED);
        const uint32_t end = text_scan_sentence(s, p->first)->end;

        for (uint32_t at = p->to + 1; at < end && at <= p->to + VERB_FAR; at++) {
                const struct text_match *m = text_scan_starts(s, at, SAYS_NAMED_AFTER);
                if (text_scan_gap(s, at, (unsigned)~(GAP_HYPHEN | GAP_QUOTE)))
                        return false;
                if (m && !strcmp(m->phrase->value, RIVER_VERB))
                        return !is_placed(s, p) && text_scan_node(s, p->first, p->last) != TEXT_NO_NODE;
                if (text_scan_starts_any(s, at, tells))
                        return false;
        }
        return false;
}

const char *text_waters_why(const struct text_scan *s, const struct text_place *p)
{
        if (p->head)
                return NULL;
        return is_river(s, p) || does_as_rivers(s, p) ? TEXT_RIVER : has_article(s, p) ? TEXT_ARTICLE : NULL;
}

/* "На річках Сумщини", "акваторія Очаківської громади": no river or lake is called as a unit is. */
bool text_waters_are_of(const struct text_place *p, const struct text_match *m)
{
        return !strcmp(m->phrase->value, "waters") && (p->head || !(p->found >> LEVEL_SETTLEMENT & 1));
}

#define LIST_MOST 12 /* tokens */

/* "Rivers of Transcarpathia (Borzhava, Tereblia) are rising": what stands in brackets behind the waters of a unit is their names. */
bool text_waters_are_listed(const struct text_scan *s, const struct text_place *places, size_t i)
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
                               text_waters_are_of(&places[k - 1], m);
        return false;
}

/* "The river near Orsk rose by 10 cm": what it did is told of something else, where a preposition stands right before the name.
 * Whether a verb or an article is a river's own has been asked. */
bool text_waters_are_near(const struct text_scan *s, const struct text_place *p, const struct text_match *m)
{
        return !strcmp(m->phrase->value, RIVER_VERB) || !strcmp(m->phrase->value, RIVER_ARTICLE) ||
               (m->slots > 1 && !strcmp(m->phrase->value, TEXT_RIVER) && is_placed(s, p));
}

bool text_waters_end(const struct text_place *places, size_t i, const struct text_match *m)
{
        return i > 0 && places[i - 1].to >= m->last && !strcmp(m->phrase->value, TEXT_RIVER);
}
