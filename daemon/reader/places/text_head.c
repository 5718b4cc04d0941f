#include "reader/places/text_finder.h"

#include <string.h>

/* "In the Kharkiv region of Ukraine": "region of" goes with the name before it. */
static const struct text_match *head_and_of(const struct text_finder *f, uint32_t at)
{
        const struct text_match *m = text_scan_starts(f->s, at, SAYS_KIND);

        return m && m->slots > 1 && !(m->phrase->number >> LEVEL_SETTLEMENT & 1) ? m : NULL;
}

/* The administrative word at the token: "область", "municipal district". */
static const struct text_match *head_at(const struct text_finder *f, uint32_t at, bool plural)
{
        const struct text_match *m = text_scan_starts(f->s, at, SAYS_HEAD);

        if (!m && plural)
                m = text_scan_starts(f->s, at, SAYS_HEADS);
        return m ? m : head_and_of(f, at);
}

static bool take_levels(struct text_place *p, uint32_t levels, uint32_t to)
{
        p->levels = levels;
        p->to = to;
        p->head = true;
        return true;
}

#define REGION_WITHIN 3 /* tokens */

/* "Shebekino district", "Marganets community", but "the Inhulets district of Kryvyi Rih" is in the city: "district of" wants a
 * region behind it. */
static bool is_called_by_town(const struct text_finder *f, const struct text_place *p,
                              const struct text_match *head)
{
        const uint32_t end = text_scan_sentence(f->s, p->last)->end;

        if (!(p->found >> LEVEL_SETTLEMENT & 1) ||
            !(head->phrase->number & (1 << LEVEL_DISTRICT | 1 << LEVEL_COMMUNITY)) ||
            !text_scan_token(f->s, p->last)->latin)
                return false;
        if (head->role != SAYS_KIND)
                return true;
        for (uint32_t at = head->last + 1; at < end && at <= head->last + REGION_WITHIN; at++) {
                const struct text_match *m = text_scan_starts(f->s, at, SAYS_HEAD);
                if (m && m->phrase->number >> LEVEL_REGION & 1)
                        return true;
        }
        return false;
}

/* Does the name go with the word at the token? */
static bool take_word(const struct text_finder *f, struct text_place *p, uint32_t at)
{
        const struct text_match *m;

        p->plural = text_scan_starts(f->s, at, SAYS_HEADS) != NULL;
        m = head_at(f, at, p->plural);
        if (m && p->found & (uint32_t)m->phrase->number)
                return take_levels(p, (uint32_t)m->phrase->number, m->last);
        if (m && is_called_by_town(f, p, m))
                return take_levels(p, (uint32_t)m->phrase->number, m->last);
        m = text_scan_starts(f->s, at, SAYS_WORKS);
        if (m && p->heads & (uint32_t)m->phrase->number &&
            (!p->well || text_scan_ends_like(f->s, p->last, ENDING_QUALITY)))
                return p->works = take_levels(p, (uint32_t)m->phrase->number, m->last);
        if (!(p->found >> LEVEL_REGION & 1))
                return false;
        m = text_scan_starts(f->s, at, SAYS_NAMED);
        if (m && !strcmp(m->phrase->value, TEXT_OFFICE) && !p->well)
                return p->office = take_levels(p, 1u << LEVEL_REGION, p->to);
        m = text_scan_starts(f->s, at, SAYS_BETWEEN); /* "the Sumy regional administration" */
        return m && !strcmp(m->phrase->value, "region") && take_levels(p, 1u << LEVEL_REGION, p->to);
}

/* What stands behind a name and goes with it. */
static void take_head_after(struct text_finder *f, struct text_place *p)
{
        const struct text_sentence *sentence = text_scan_sentence(f->s, p->last);
        uint32_t at = p->last + 1;

        for (unsigned skipped = 0; at < sentence->end && skipped < 3; skipped++) {
                const struct text_match *m;
                if (text_scan_gap(f->s, at, (unsigned)~(GAP_HYPHEN | GAP_QUOTE)) || take_word(f, p, at) ||
                    !(m = text_scan_starts(f->s, at, SAYS_BETWEEN)))
                        return;
                at = m->last + 1;
        }
}

/* "The Sofiivka and Mezhivka communities", where the last name is not known: its word is that of the list. */
static void take_head_of_list(struct text_finder *f, struct text_place *p)
{
        const uint32_t join = p->last + 1, other = join + 1, word = other + 1;
        const struct text_match *m;

        if (p->head || word >= text_scan_sentence(f->s, p->last)->end ||
            !text_scan_starts(f->s, join, SAYS_JOIN) || text_scan_gap(f->s, join, ~0u) ||
            text_scan_gap(f->s, other, (unsigned)~GAP_QUOTE) ||
            text_scan_gap(f->s, word, (unsigned)~GAP_QUOTE) ||
            text_scan_token(f->s, other)->letters != CASE_TITLE || text_finder_reading_of(f, other)->n ||
            f->s->starts[other] || !(m = text_scan_starts(f->s, word, SAYS_HEADS)))
                return;
        if (p->found & (uint32_t)m->phrase->number || is_called_by_town(f, p, m))
                p->plural = p->shared = take_levels(p, (uint32_t)m->phrase->number, p->last);
}

#define ARTICLE_MOST 3 /* letters */
#define BETWEEN_MOST 2 /* words */

/* "Belgorod, a region that is struck again and again", but "Romny, a district town". */
static void take_apposition(const struct text_finder *f, struct text_place *p)
{
        const uint32_t end = text_scan_sentence(f->s, p->last)->end;
        uint32_t at = p->last + 2;
        const struct text_match *m = NULL;

        if (p->head || at >= end || !text_scan_token(f->s, p->last)->latin ||
            !text_scan_gap(f->s, at - 1, GAP_COMMA) || text_scan_gap(f->s, at, ~0u) ||
            text_scan_token(f->s, at - 1)->lexeme->size > ARTICLE_MOST ||
            !text_scan_starts_any(f->s, at - 1, TEXT_ROLE(SAYS_COUNT) | TEXT_ROLE(SAYS_BETWEEN)))
                return;
        for (uint32_t skipped = 0; at < end && skipped <= BETWEEN_MOST && !text_scan_gap(f->s, at, ~0u);
             skipped++, at++)
                if ((m = text_scan_starts(f->s, at, SAYS_HEAD)) || !text_scan_starts(f->s, at, SAYS_BETWEEN))
                        break;
        if (m && p->found & (uint32_t)m->phrase->number && !text_scan_token(f->s, m->last)->possessive &&
            !(m->last + 1 < end && !text_scan_gap(f->s, m->last + 1, ~0u) &&
              text_scan_starts_any(f->s, m->last + 1, TEXT_ROLE(SAYS_KIND) | TEXT_ROLE(SAYS_HEAD))))
                take_levels(p, (uint32_t)m->phrase->number, p->last);
}

/* The word as it stands is one of these names, in no other case. */
static bool is_as_named(const struct text_finder *f, const struct text_place *p)
{
        const uint32_t node = text_scan_node(f->s, p->first, p->first);

        for (size_t i = 0; i < p->exact; i++)
                if (p->nodes[i] == node)
                        return true;
        return false;
}

/* "Сёла Белгородчины", but not "село Крым": of a region's name in another case, what stands before it is in the region. */
static bool is_of_region(const struct text_finder *f, const struct text_place *p)
{
        return !text_scan_token(f->s, p->first)->latin && p->last == p->first &&
               p->found >> LEVEL_REGION & 1 && p->well && !is_as_named(f, p) &&
               !text_finder_needs_word(f, p); /* "станица Полтавская" */
}

/* "С Арабатки": from there, though "с." is short for a village. */
static bool is_from(const struct text_finder *f, const struct text_place *p, const struct text_match *kind)
{
        return kind->first == kind->last && kind->last + 1 == p->first && p->first == p->last &&
               !text_scan_gap(f->s, p->first, GAP_PERIOD) && text_scan_ends(f->s, kind->last, SAYS_FROM) &&
               !is_as_named(f, p);
}

/* "The Inhulets district of Kryvyi Rih", "the northern district of Sumy": "district of" goes with what stands before it, and the city
 * is no district. */
static bool is_of_city(const struct text_finder *f, const struct text_match *kind)
{
        const uint32_t first = text_scan_sentence(f->s, kind->first)->first;

        return kind->slots > 1 && kind->phrase->number >> LEVEL_CITY_DISTRICT & 1 &&
               kind->first > first + 1 && !text_scan_gap(f->s, kind->first, (unsigned)~GAP_HYPHEN) &&
               (text_scan_ends(f->s, kind->first - 1, SAYS_PART) ||
                (text_scan_token(f->s, kind->first - 1)->letters >= CASE_TITLE &&
                 !text_scan_token(f->s, kind->first - 1)->possessive));
}

/* The one before it: "village of", "м.", "Republic of". */
static void take_kind_before(struct text_finder *f, struct text_place *p)
{
        uint32_t start = text_scan_sentence(f->s, p->first)->first, at = p->from;

        for (unsigned skipped = 0; !p->head && at > start && skipped < 3; skipped++) {
                const struct text_match *m;
                if (text_scan_gap(f->s, at, (unsigned)~(GAP_HYPHEN | GAP_QUOTE | GAP_PERIOD)))
                        return;
                if (f->n && at - 1 <= f->places[f->n - 1].to)
                        return; /* "Solnechny district of Saratov" */
                m = text_scan_ends(f->s, at - 1, SAYS_KIND);
                if (!m && !p->alone) /* "в районе Казанки" is around it */
                        m = text_scan_ends(f->s, at - 1, SAYS_HEAD);
                if (m && ((m->phrase->number == 1 << LEVEL_SETTLEMENT &&
                           (is_of_region(f, p) || is_from(f, p, m))) ||
                          is_of_city(f, m)))
                        return;
                if (m && p->found & (uint32_t)m->phrase->number) {
                        p->levels |= (uint32_t)m->phrase->number;
                        p->from = m->first;
                        p->head = true;
                        p->village = strcmp(m->phrase->value, "village") == 0;
                        return;
                }
                m = text_scan_ends(f->s, at - 1, SAYS_BETWEEN);
                if (!m)
                        return;
                at = m->first;
        }
}

void text_head_take(struct text_finder *f, struct text_place *p)
{
        take_head_after(f, p);
        take_head_of_list(f, p);
        take_apposition(f, p);
        take_kind_before(f, p);
}
