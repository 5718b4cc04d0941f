#include "reader/places/text_heads.h"

#include <string.h>

#include "reader/places/text_beside.h"
#include "reader/places/text_regions.h"
#include "reader/places/text_repeated.h"

bool text_heads_listed(const struct text_finder *f, const struct text_place *a, const struct text_place *b)
{
        uint32_t at = a->to + 1;

        if (text_scan_token(f->s, a->to)->sentence != text_scan_token(f->s, b->from)->sentence)
                return false;
        while (at < b->from && !text_scan_gap(f->s, at, ~0u) && text_scan_starts(f->s, at, SAYS_BETWEEN))
                at++; /* "Октябрьском сельском и Красносулинском районах" */
        if (at < b->from && text_scan_starts(f->s, at, SAYS_JOIN))
                at++;
        return at == b->from && (at > a->to + 1 || text_scan_gap(f->s, at, GAP_COMMA | GAP_SLASH | GAP_DASH));
}

#define ENDING 4 /* bytes: two letters */

bool text_heads_agree(const struct text_finder *f, const struct text_place *p, const struct text_place *with)
{
        const struct text_token *a = text_scan_token(f->s, p->last), *b = text_scan_token(f->s, with->last);
        const struct text_lexeme *x = a->lexeme, *y = b->lexeme;

        return !p->alone || a->latin || b->latin || x->size < ENDING || y->size < ENDING ||
               !memcmp(x->folded + x->size - ENDING, y->folded + y->size - ENDING, ENDING);
}

/* "Settlements of the Kupiansk and Izium districts": what stands before the names is no name's. */
static bool is_around(const struct text_place *p, const struct text_place *next)
{
        return p->from < p->first && p->to == p->last && next->plural && next->levels >> LEVEL_DISTRICT & 1;
}

/* "В Каменском и Чертковском районе": what is no name without a word behind it, though villages are called so. */
static bool is_adjective(const struct text_finder *f, const struct text_place *p)
{
        return p->first == p->last && text_scan_ends_like(f->s, p->last, ENDING_QUALITY);
}

#define UNITS (1u << LEVEL_DISTRICT | 1u << LEVEL_COMMUNITY)

/* May the word of the name behind it go with it, too? In English districts and communities are called by their towns:
 * "Slavyansk, Seversky and Yeysk districts". */
static bool may_share(const struct text_finder *f, const struct text_place *p, const struct text_place *next)
{
        return p->heads & next->levels ||
               (next->plural && next->levels & UNITS && p->found >> LEVEL_SETTLEMENT & 1 &&
                text_scan_token(f->s, p->last)->latin);
}

/* "Huliaipole, Polohy Raion": where a place lies, in a script whose words do not tell by their endings what goes with what. */
static bool is_address_of(const struct text_finder *f, const struct text_place *p,
                          const struct text_place *unit)
{
        return !unit->plural && unit->from == p->to + 1 && text_scan_token(f->s, p->last)->latin &&
               !is_adjective(f, p) && text_scan_gap(f->s, unit->from, GAP_COMMA);
}

/* "Chertkovsky, Bokovsky districts": the head belongs to all names of the list. */
static void share_heads(struct text_finder *f)
{
        for (size_t i = f->n; i-- > 1;) {
                struct text_place *p = &f->places[i - 1], *next = &f->places[i];
                bool after = next->to > next->last || next->shared;
                if ((p->head && !is_around(p, next)) || !next->head || !after || p->fixed != PLACE_NONE ||
                    !text_heads_listed(f, p, next) || is_address_of(f, p, next))
                        continue;
                if ((next->plural || !p->well || is_adjective(f, p)) && may_share(f, p, next) &&
                    (next->plural || text_heads_agree(f, p, next))) {
                        p->levels = next->levels;
                        p->head = true;
                        p->plural = next->plural;
                        p->shared = true;
                        p->from = p->first;
                        text_finder_add_alike(f, p);
                }
        }
        /* "в районах: Чертковском, Боковском"; "сёла Муром и Сурково" */
        for (size_t i = 1; i < f->n; i++) {
                const struct text_place *before = &f->places[i - 1];
                struct text_place *p = &f->places[i];
                if (!p->head && before->head && p->fixed == PLACE_NONE && text_heads_listed(f, before, p) &&
                    before->to == before->last && p->heads & before->levels) {
                        p->levels = before->levels;
                        p->head = true;
                        p->village = before->village;
                }
        }
}

bool text_heads_counted(const struct text_finder *f, const struct text_place *a, const struct text_place *b)
{
        const uint32_t number = a->to + 1;
        uint32_t at = number + 1;

        if (at > b->from ||
            text_scan_token(f->s, a->to)->sentence != text_scan_token(f->s, b->from)->sentence ||
            !text_scan_token(f->s, number)->number)
                return false;
        if (at < b->from && text_scan_starts(f->s, at, SAYS_JOIN))
                at++;
        return at == b->from && (at > number + 1 || text_scan_gap(f->s, at, GAP_COMMA | GAP_SEMICOLON));
}

/* Is it one of a list in which a number stands behind each? */
static bool is_counted(const struct text_finder *f, const struct text_place *p)
{
        const struct text_place *before = p - 1, *next = p + 1;

        return (p > f->places && before->found >> LEVEL_REGION & 1 && text_heads_counted(f, before, p)) ||
               (next < f->places + f->n && next->found >> LEVEL_REGION & 1 && text_heads_counted(f, p, next));
}

/* "Саратов, Московская, 72", not "19 — Калужской, 17 — Смоленской", nor "Тульская, 32, Курская, 10". */
static bool is_address(const struct text_finder *f, const struct text_place *p)
{
        uint32_t next = p->last + 1, end = text_scan_sentence(f->s, p->last)->end;

        return next < end && text_scan_token(f->s, next)->number && text_scan_gap(f->s, next, GAP_COMMA) &&
               (next + 1 == end || text_scan_gap(f->s, next + 1, GAP_COMMA)) && !is_counted(f, p);
}

bool text_heads_of_region(const struct text_finder *f, const struct text_place *p)
{
        return !is_address(f, p) && text_scan_ends_like(f->s, p->last, ENDING_REGION);
}

#define FAR_TOKENS 60

/* "Districts"; "regions of", where the country stands behind it. */
static const struct text_match *heads_ending(const struct text_finder *f, uint32_t at)
{
        const struct text_match *m = text_scan_ends(f->s, at, SAYS_HEADS);

        if (m || !text_scan_token(f->s, at)->latin)
                return m;
        m = text_scan_ends(f->s, at, SAYS_KIND);
        return m && m->slots > 1 && !(m->phrase->number >> LEVEL_SETTLEMENT & 1) ? m : NULL;
}

/* A head further up: "several districts, including Chertkovsky, ..." in the sentence, "області: ..." before
 * it. */
static void far_head(struct text_finder *f, struct text_place *p)
{
        uint32_t start = text_scan_sentence(f->s, p->first)->first;
        bool region = text_heads_of_region(f, p) && p->found >> LEVEL_REGION & 1;

        for (uint32_t at = p->first, steps = 0; at-- > (region ? 0 : start) && steps < FAR_TOKENS; steps++) {
                const struct text_match *m = heads_ending(f, at);
                uint32_t levels = m ? (uint32_t)m->phrase->number : 0;
                if (at < start)
                        levels &= 1u << LEVEL_REGION;
                if (levels && p->heads & levels) {
                        p->levels = levels;
                        p->head = true;
                        return;
                }
        }
}

/* "Regions from Chernihiv": the plural is just before it. But "districts of Kharkiv" are in the city. */
static bool follows_heads(const struct text_finder *f, const struct text_place *p)
{
        uint32_t start = text_scan_sentence(f->s, p->first)->first;

        for (uint32_t at = p->first, steps = 0; at-- > start && steps < 2; steps++) {
                const struct text_match *m = text_scan_ends(f->s, at, SAYS_HEADS);
                if (m)
                        return !(
                            steps && text_scan_token(f->s, at)->latin &&
                            m->phrase->number >> LEVEL_DISTRICT & 1 &&
                            text_scan_starts_any(f->s, at + 1, TEXT_ROLE(SAYS_BETWEEN) | TEXT_ROLE(SAYS_AT)));
        }
        return false;
}

/* Is it all that is said there, or the first of a list? */
static bool is_of_list(const struct text_finder *f, const struct text_place *p)
{
        const uint32_t next = p->to + 1;

        return (p + 1 < f->places + f->n && text_heads_listed(f, p, p + 1)) ||
               next >= text_scan_sentence(f->s, p->first)->end ||
               text_scan_gap(f->s, next, (unsigned)~(GAP_HYPHEN | GAP_QUOTE));
}

/* "Three regions were attacked: Kursk, Bryansk", "in four regions, including Sumy": a list whose word has been said before it. In a
 * language with adjectives these are such. */
static bool begins_list(const struct text_finder *f, const struct text_place *p)
{
        const uint32_t first = text_scan_sentence(f->s, p->first)->first;
        const struct text_match *m;

        if (p->from == first || !text_scan_token(f->s, p->first)->latin || !is_of_list(f, p))
                return false;
        if (text_scan_gap(f->s, p->from, GAP_COLON))
                return true;
        m = text_scan_ends(f->s, p->from - 1, SAYS_LIST);
        return m && m->first > first && text_scan_gap(f->s, m->first, GAP_COMMA);
}

/* "Three in the Krasnodar and two in the Bryansk region": in a language without cases, an article before a name and no noun behind it
 * that both would go with. */
static bool wants_head(const struct text_finder *f, const struct text_place *p)
{
        const uint32_t next = p->to + 1;

        if (!text_scan_token(f->s, p->first)->latin || p->from != p->first ||
            !(p->heads >> LEVEL_REGION & 1) || !text_beside_article(f->s, p->first))
                return false;
        return next < text_scan_sentence(f->s, p->first)->end &&
               (text_scan_gap(f->s, next, GAP_COMMA) || text_scan_starts(f->s, next, SAYS_JOIN));
}

/* "6 над Калужской и по одному над Тульской, Орловской областями": the head comes later in the sentence. */
static void head_ahead(struct text_finder *f, struct text_place *p)
{
        uint32_t end = text_scan_sentence(f->s, p->first)->end;

        for (uint32_t at = p->to + 1; !p->head && at < end && at < p->to + 12; at++) {
                const struct text_match *m = text_scan_starts(f->s, at, SAYS_HEADS);
                if (!m && text_scan_token(f->s, p->first)->latin)
                        m = text_scan_starts(f->s, at, SAYS_HEAD);
                if (m && m->phrase->number >> LEVEL_REGION & 1) {
                        p->levels = 1u << LEVEL_REGION;
                        p->head = true;
                }
        }
}

/* "Three regions: Kursk, Bryansk and Belgorod": goes on a list that has its word from afar. */
static bool goes_on(const struct text_finder *f, size_t i)
{
        const struct text_place *p = &f->places[i], *before = p - 1;

        return i && before->head && text_heads_listed(f, before, p) &&
               (is_adjective(f, p) || (text_scan_token(f->s, p->first)->latin &&
                                       before->from == before->first && before->to == before->last));
}

static void far_heads(struct text_finder *f)
{
        for (size_t i = 0; i < f->n; i++)
                if (!f->places[i].head && f->places[i].fixed == PLACE_NONE &&
                    (!f->places[i].well || follows_heads(f, &f->places[i]) || begins_list(f, &f->places[i]) ||
                     goes_on(f, i)))
                        far_head(f, &f->places[i]);
        for (size_t i = 0; i < f->n; i++) {
                struct text_place *p = &f->places[i];
                if (!p->head && p->fixed == PLACE_NONE &&
                    ((!p->well && text_heads_of_region(f, p) && p->found >> LEVEL_REGION & 1) ||
                     wants_head(f, p)))
                        head_ahead(f, p);
        }
}

/* "Купянский район: ... Харьковский: ...": what heads the one entry heads the next. */
static void elliptic_heads(struct text_finder *f)
{
        const struct text_place *entry = NULL;

        for (size_t i = 0; i < f->n; i++) {
                struct text_place *p = &f->places[i];
                if (p->from != text_scan_sentence(f->s, p->first)->first ||
                    p->to + 1 >= f->s->words.n_tokens ||
                    !text_scan_gap(f->s, p->to + 1, GAP_COLON | GAP_DASH | GAP_OPEN))
                        continue;
                if (!p->head && entry && entry->head && p->fixed == PLACE_NONE &&
                    (!p->well || (entry->levels == 1u << LEVEL_REGION && text_heads_of_region(f, p))) &&
                    p->heads & entry->levels) {
                        p->levels = entry->levels;
                        p->head = true;
                }
                entry = p;
        }
}

/* "В Валуйском на поле", "в Валуйском вражеский дрон", but "в Валуйском парке": can the word be no noun that the adjective before
 * it goes with? */
static bool is_other_word(const struct text_finder *f, uint32_t token)
{
        const uint64_t small = TEXT_ROLE(SAYS_AT) | TEXT_ROLE(SAYS_FROM) | TEXT_ROLE(SAYS_TO);
        const struct text_token *t = text_scan_token(f->s, token);

        return (t->letters == CASE_LOWER && !text_scan_ends_like(f->s, token, ENDING_PLACED)) ||
               text_scan_starts_any(f->s, token, small);
}

/* "В Ізюмському – будинок", "у Бучанському понівечено авто": an adjective in a place that no noun goes with. */
static bool is_left_alone(const struct text_finder *f, const struct text_place *p)
{
        const uint64_t tells = TEXT_ROLE(SAYS_PAST) | TEXT_ROLE(SAYS_HAPPENED) | TEXT_ROLE(SAYS_LIVE) |
                               TEXT_ROLE(SAYS_CLEAR) | TEXT_ROLE(SAYS_EVENT);
        const struct text_sentence *sentence = text_scan_sentence(f->s, p->first);
        const struct text_match *at =
            p->from > sentence->first ? text_scan_ends(f->s, p->from - 1, SAYS_AT) : NULL;
        const uint32_t next = p->to + 1;

        if (!at || !strcmp(at->phrase->value, "street") || text_scan_gap(f->s, p->from, ~0u) ||
            p->from != p->first || !is_adjective(f, p) ||
            text_scan_token(f->s, p->first)->letters < CASE_TITLE)
                return false;
        return next >= sentence->end || text_scan_gap(f->s, next, (unsigned)~GAP_HYPHEN) ||
               text_scan_starts_any(f->s, next, tells) || is_other_word(f, next);
}

#define DISTRICTS_FAR 8 /* names */

/* "У Куп'янському районі горів дім; в Ізюмському – трава": where districts are told of one after the other. */
static void elliptic_districts(struct text_finder *f)
{
        size_t last = SIZE_MAX;

        for (size_t i = 0; i < f->n; i++) {
                struct text_place *p = &f->places[i];
                const bool listed = last != SIZE_MAX && i - last <= DISTRICTS_FAR;
                if (!p->head && listed && !p->well && p->fixed == PLACE_NONE &&
                    p->heads >> LEVEL_DISTRICT & 1 && is_left_alone(f, p)) {
                        p->levels = 1u << LEVEL_DISTRICT;
                        p->head = true;
                }
                if (p->head && p->levels >> LEVEL_DISTRICT & 1)
                        last = i;
        }
}

/* "Ударів зазнали Дворічна, Кіндрашівка і Чкаловське": where one name is expected, a list of them is. */
static void spread_expected(struct text_finder *f)
{
        for (size_t i = 1; i < f->n; i++) {
                const struct text_place *before = &f->places[i - 1];
                struct text_place *p = &f->places[i];
                if (before->head || p->head || !text_heads_listed(f, before, p) ||
                    text_scan_token(f->s, p->first)->letters != CASE_TITLE)
                        continue;
                p->expected |= before->expected;
                p->announced |= before->announced;
        }
}

void text_heads_share(struct text_finder *f)
{
        spread_expected(f);
        share_heads(f);
        text_repeated_lines(f);
        far_heads(f);
        elliptic_heads(f);
        elliptic_districts(f);
        text_repeated_take(f);
        text_regions_bare(f);
}
