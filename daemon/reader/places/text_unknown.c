#include "reader/places/text_around.h"
#include "reader/places/text_located.h"

#define NAME_MOST 3 /* words */

/* "в деревне", "villages of": the word for what a village's name comes behind; NULL: there is none. */
static const struct text_match *kind_before(const struct text_finder *f, uint32_t token)
{
        const struct text_match *m;

        if (token == text_scan_sentence(f->s, token)->first ||
            text_scan_gap(f->s, token, (unsigned)~(GAP_HYPHEN | GAP_QUOTE | GAP_PERIOD)))
                return NULL;
        m = text_scan_ends(f->s, token - 1, SAYS_KIND);
        if (m && text_scan_gap(f->s, m->first, GAP_SLASH))
                return NULL; /* "14 м/с. Туапсинцам" */
        if (m && m->slots == 1 && !text_scan_gap(f->s, token, GAP_PERIOD) &&
            text_scan_ends(f->s, token - 1, SAYS_FROM))
                return NULL; /* "с Арабатки": from there, though "с." is short for a village */
        return m && m->phrase->number == 1 << LEVEL_SETTLEMENT ? m : NULL;
}

#define LISTED_MOST 24 /* names of a list */

/* Does the token, or the name that begins at it, follow the place in a list? */
static bool is_next(const struct text_finder *f, const struct text_place *before, uint32_t token)
{
        return before->to + 1 == token
                   ? text_scan_gap(f->s, token, GAP_COMMA)
                   : before->to + 2 == token && text_scan_starts(f->s, token - 1, SAYS_JOIN);
}

/* "сёл Екидын, Борки и Аккысы": the list begins with the word for villages. */
static bool is_listed(const struct text_finder *f, uint32_t token)
{
        const uint32_t sentence = text_scan_token(f->s, token)->sentence;

        for (size_t i = f->n, steps = 0; i-- > 0 && steps < LISTED_MOST; steps++) {
                const struct text_place *before = &f->places[i];
                if (text_scan_token(f->s, before->first)->sentence != sentence ||
                    !is_next(f, before, token) || before->to > before->last)
                        return false;
                if (before->head && before->from < before->first)
                        return before->levels == 1u << LEVEL_SETTLEMENT;
                token = before->from;
        }
        return false;
}

/* "Узунколь Теректинского района", not at the start of a sentence. */
static bool is_before_unit(struct text_finder *f, uint32_t token)
{
        const struct text_sentence *sentence = text_scan_sentence(f->s, token);
        const struct text_match *head;

        if (token == sentence->first || token + 2 >= sentence->end || text_scan_token(f->s, token)->latin ||
            text_scan_gap(f->s, token + 1, ~0u) || text_scan_gap(f->s, token + 2, ~0u) ||
            text_scan_ends(f->s, token - 1, SAYS_PERSON))
                return false;
        head = text_scan_starts(f->s, token + 2, SAYS_HEAD);
        return head && head->phrase->number >> LEVEL_DISTRICT & 1 && text_finder_reading_of(f, token + 1)->n;
}

/* A word that belongs to the name: it begins no other, and the vocabulary does not know it. */
static bool goes_on(struct text_finder *f, uint32_t token, uint32_t end)
{
        return token < end && !text_scan_gap(f->s, token, (unsigned)~GAP_HYPHEN) &&
               text_scan_token(f->s, token)->letters == CASE_TITLE && !f->s->starts[token] &&
               !text_finder_reading_of(f, token)->n;
}

bool text_unknown_is(struct text_finder *f, uint32_t token)
{
        return text_scan_token(f->s, token)->letters == CASE_TITLE && !f->s->starts[token] &&
               (kind_before(f, token) || is_listed(f, token) || is_before_unit(f, token));
}

uint32_t text_unknown_find(struct text_finder *f, uint32_t token)
{
        const struct text_match *kind = kind_before(f, token);
        uint32_t end = text_scan_sentence(f->s, token)->end;
        struct text_place p = {.first = token,
                               .last = token,
                               .place = PLACE_NONE,
                               .fixed = PLACE_NONE,
                               .levels = 1u << LEVEL_SETTLEMENT,
                               .head = true};

        if (!text_unknown_is(f, token))
                return token + 1;
        while (p.last + 1 < token + NAME_MOST && goes_on(f, p.last + 1, end))
                p.last++;
        p.from = kind ? kind->first : p.first;
        p.to = p.last;
        p.expected = kind || text_finder_expected(f, token);
        p.why = "unknown";
        text_finder_add(f, &p);
        return p.to + 1;
}

#define ENDING_MOST   6 /* bytes in which the forms of a word may differ */
#define STEM_LEAST    8
#define VILLAGES_MOST 32

/* "Климовое", "Климовом": forms of one word, most likely. */
static bool is_form(const struct text_finder *f, uint32_t token, uint32_t other)
{
        const struct text_lexeme *a = text_scan_token(f->s, token)->lexeme,
                                 *b = text_scan_token(f->s, other)->lexeme;
        uint32_t same = 0;

        if (a == b)
                return true;
        while (same < a->size && same < b->size && a->folded[same] == b->folded[same])
                same++;
        return same >= STEM_LEAST && same + ENDING_MOST >= a->size && same + ENDING_MOST >= b->size;
}

/* In which region the text says that the village lies: that of the place named next to it. */
static uint32_t region_of(const struct text_finder *f, const struct text_place *village)
{
        const struct text_place *const near[] = {village + 1 < f->places + f->n ? village + 1 : NULL,
                                                 village > f->places ? village - 1 : NULL};
        const uint32_t sentence = text_scan_token(f->s, village->first)->sentence;

        for (size_t i = 0; i < 2; i++)
                if (near[i] && near[i]->place != PLACE_NONE &&
                    text_scan_token(f->s, near[i]->first)->sentence == sentence)
                        return place_ancestor(f->s->gazetteer, near[i]->place, LEVEL_REGION);
        return PLACE_NONE;
}

static bool is_elsewhere(const struct text_finder *f, const struct text_place *village,
                         const struct text_place *p)
{
        const uint32_t region = region_of(f, village);

        if (place_level(f->s->gazetteer, p->place) != LEVEL_SETTLEMENT)
                return false;
        return region == PLACE_NONE ? !text_around_is(f, p->place)
                                    : !place_contains(f->s->gazetteer, region, p->place);
}

/* Does the name stand for the village, which is called one elsewhere in the text? */
static bool is_village(const struct text_finder *f, const struct text_place *village,
                       const struct text_place *p)
{
        if (p->head || p->size >= SIZE_20000 || p->last - p->first != village->last - village->first ||
            (p->place != PLACE_NONE && !is_elsewhere(f, village, p)) || text_located_is(f, p))
                return false;
        for (uint32_t i = 0; i <= p->last - p->first; i++)
                if (!is_form(f, p->first + i, village->first + i))
                        return false;
        return true;
}

void text_unknown_repeat(struct text_finder *f)
{
        unsigned villages = 0;

        for (const struct text_place *v = f->places; v < f->places + f->n && villages < VILLAGES_MOST; v++) {
                if (v->place != PLACE_NONE || !v->head || v->from == v->first ||
                    v->levels != 1u << LEVEL_SETTLEMENT)
                        continue;
                villages++;
                for (struct text_place *p = f->places; p < f->places + f->n; p++)
                        if (p != v && is_village(f, v, p)) {
                                p->place = PLACE_NONE;
                                p->head = true;
                                p->levels = v->levels;
                                p->why = "a village that the text has named before";
                        }
        }
}
