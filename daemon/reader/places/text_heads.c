#include "reader/places/text_heads.h"

#include <string.h>

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

/* May the word of the name behind it go with it, too? In English districts are called by their towns: "Slavyansk, Seversky and
 * Yeysk districts". */
static bool may_share(const struct text_finder *f, const struct text_place *p, const struct text_place *next)
{
        return p->heads & next->levels ||
               (next->plural && next->levels >> LEVEL_DISTRICT & 1 && p->found >> LEVEL_SETTLEMENT & 1 &&
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
                }
        }
}

/* "Саратов, Московская, 72", not "19 — Калужской, 17 — Смоленской". */
static bool is_address(const struct text_finder *f, const struct text_place *p)
{
        uint32_t next = p->last + 1, end = text_scan_sentence(f->s, p->last)->end;

        return next < end && text_scan_token(f->s, next)->number && text_scan_gap(f->s, next, GAP_COMMA) &&
               (next + 1 == end || text_scan_gap(f->s, next + 1, GAP_COMMA));
}

bool text_heads_of_region(const struct text_finder *f, const struct text_place *p)
{
        return !is_address(f, p) && text_scan_ends_like(f->s, p->last, ENDING_REGION);
}

#define FAR_TOKENS 60

/* A head further up: "several districts, including Chertkovsky, ..." in the sentence, "області: ..." before
 * it. */
static void far_head(struct text_finder *f, struct text_place *p)
{
        uint32_t start = text_scan_sentence(f->s, p->first)->first;
        bool region = text_heads_of_region(f, p) && p->found >> LEVEL_REGION & 1;

        for (uint32_t at = p->first, steps = 0; at-- > (region ? 0 : start) && steps < FAR_TOKENS; steps++) {
                const struct text_match *m = text_scan_ends(f->s, at, SAYS_HEADS);
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

/* "Regions from Chernihiv": the plural is just before it. */
static bool follows_heads(const struct text_finder *f, const struct text_place *p)
{
        uint32_t start = text_scan_sentence(f->s, p->first)->first;

        for (uint32_t at = p->first, steps = 0; at-- > start && steps < 2; steps++)
                if (text_scan_ends(f->s, at, SAYS_HEADS))
                        return true;
        return false;
}

/* "6 над Калужской и по одному над Тульской, Орловской областями": the head comes later in the sentence. */
static void head_ahead(struct text_finder *f, struct text_place *p)
{
        uint32_t end = text_scan_sentence(f->s, p->first)->end;

        for (uint32_t at = p->to + 1; !p->head && at < end && at < p->to + 12; at++) {
                const struct text_match *m = text_scan_starts(f->s, at, SAYS_HEADS);
                if (m && m->phrase->number >> LEVEL_REGION & 1) {
                        p->levels = 1u << LEVEL_REGION;
                        p->head = true;
                }
        }
}

static void far_heads(struct text_finder *f)
{
        for (size_t i = 0; i < f->n; i++)
                if (!f->places[i].head && f->places[i].fixed == PLACE_NONE &&
                    (!f->places[i].well || follows_heads(f, &f->places[i]) ||
                     (i && f->places[i - 1].head && is_adjective(f, &f->places[i]) &&
                      text_heads_listed(f, &f->places[i - 1], &f->places[i]))))
                        far_head(f, &f->places[i]);
        for (size_t i = 0; i < f->n; i++) {
                struct text_place *p = &f->places[i];
                if (!p->head && p->fixed == PLACE_NONE && !p->well && text_heads_of_region(f, p) &&
                    p->found >> LEVEL_REGION & 1)
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
               text_scan_starts_any(f->s, next, tells);
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

/* An adjective that is a region's name without its word; `ret_sure`: and it is nothing else. A village may be called Полтавская, and
 * Донецька is Донецьк in another case. */
static bool is_bare_region(const struct text_finder *f, const struct text_place *p, bool *ret_sure)
{
        const struct text_token *t = text_scan_token(f->s, p->first);
        const struct text_name *names;
        bool region = false;
        uint32_t node;

        if (p->head || p->fixed != PLACE_NONE || p->first != p->last || p->from != p->first ||
            t->letters < CASE_TITLE || t->latin || !text_heads_of_region(f, p))
                return false;
        *ret_sure = !p->well;
        node = text_scan_node(f->s, p->first, p->last);
        for (size_t i = node == TEXT_NO_NODE ? 0 : text_names_at(f->s->names, node, &names); i-- > 0;) {
                region |= names[i].level == LEVEL_REGION && names[i].needs_head;
                *ret_sure &= names[i].needs_head;
        }
        return region;
}

/* Nothing that it could be the adjective of stands behind it, and no word before it that it goes with. */
static bool stands_free(const struct text_finder *f, const struct text_place *p)
{
        const struct text_sentence *sentence = text_scan_sentence(f->s, p->first);
        const unsigned marks = (unsigned)~(GAP_HYPHEN | GAP_QUOTE);
        uint32_t next = p->to + 1;

        return (p->from == sentence->first || text_scan_gap(f->s, p->from, marks) ||
                text_scan_token(f->s, p->from - 1)->symbol) &&
               (next >= sentence->end || text_scan_gap(f->s, next, marks) ||
                text_scan_token(f->s, next)->symbol || text_scan_starts(f->s, next, SAYS_JOIN));
}

/* A list of such adjectives, or one, from the place on. Returns where it ends; `ret_sure`: one of them is nothing else. */
static size_t bare_list(const struct text_finder *f, size_t i, bool *ret_sure)
{
        bool sure;

        for (*ret_sure = false; i < f->n && is_bare_region(f, &f->places[i], &sure); i++) {
                *ret_sure |= sure;
                if (i + 1 == f->n || !text_heads_listed(f, &f->places[i], &f->places[i + 1]))
                        return i + 1;
        }
        return i;
}

static void take_as_regions(struct text_finder *f, size_t i, size_t end)
{
        for (; i < end; i++) {
                f->places[i].levels = 1u << LEVEL_REGION;
                f->places[i].head = true;
        }
}

/* "Сумська: відбій", "БпЛА: Полтавська, Чернігівська": channels leave the word out. Where one list is sure, so are the others of
 * the text. */
static void bare_regions(struct text_finder *f)
{
        bool known = false, sure;

        for (unsigned pass = 0; pass < 2; pass++)
                for (size_t i = 0; i < f->n; i++) {
                        const size_t end = bare_list(f, i, &sure);
                        if (end == i)
                                continue;
                        if ((sure || known) && stands_free(f, &f->places[i]) &&
                            stands_free(f, &f->places[end - 1])) {
                                known = true;
                                take_as_regions(f, i, end);
                        }
                        i = end - 1;
                }
}

#define LED_MOST 64 /* names of a text in which it is looked for towns */

/* Is a town named, of which an adjective may be a street? */
static bool names_town(const struct text_finder *f)
{
        bool sure;

        for (size_t i = 0; i < f->n && i < LED_MOST; i++)
                if (f->places[i].well && !f->places[i].head && f->places[i].fixed == PLACE_NONE &&
                    !(text_heads_of_region(f, &f->places[i]) && f->places[i].found >> LEVEL_REGION & 1) &&
                    !is_bare_region(f, &f->places[i], &sure))
                        return true;
        return f->n > LED_MOST;
}

/* Does a preposition stand before the name that is no street's ("на Сумской" may be a street, "на Сумскую" not), or what
 * says that something flies there ("2х на Сумскую")? */
static bool leads(const struct text_finder *f, const struct text_place *p)
{
        const struct text_match *at = text_scan_ends(f->s, p->from - 1, SAYS_AT);

        return (at && (strcmp(at->phrase->value, "street") != 0 ||
                       !text_scan_ends_like(f->s, p->last, ENDING_STREET))) ||
               text_scan_ends(f->s, p->from - 1, SAYS_TO) || text_scan_ends(f->s, p->from - 1, SAYS_LIVE);
}

/* "Над Брянской", "по Полтавській та Сумській": a preposition that is no street's, or a name like that before it in the list, and
 * nothing behind it that it could be the adjective of. */
static bool is_led(const struct text_finder *f, size_t i)
{
        const struct text_place *p = &f->places[i];
        const struct text_sentence *sentence = text_scan_sentence(f->s, p->first);
        const uint32_t next = p->to + 1;

        if (p->head || p->fixed != PLACE_NONE || p->first != p->last || !(p->found >> LEVEL_REGION & 1) ||
            text_scan_token(f->s, p->first)->letters != CASE_TITLE ||
            text_scan_token(f->s, p->first)->latin || !text_heads_of_region(f, p) ||
            !text_scan_ends_like(f->s, p->last, ENDING_QUALITY) || !text_finder_needs_word(f, p))
                return false;
        if (!(p->from > sentence->first && leads(f, p)) &&
            !(i && f->places[i - 1].led && text_heads_listed(f, p - 1, p)))
                return false;
        return next >= sentence->end || text_scan_gap(f->s, next, (unsigned)~(GAP_HYPHEN | GAP_QUOTE)) ||
               text_scan_starts_any(f->s, next,
                                    TEXT_ROLE(SAYS_JOIN) | TEXT_ROLE(SAYS_AT) | TEXT_ROLE(SAYS_TO) |
                                        TEXT_ROLE(SAYS_EVENT));
}

static void led_regions(struct text_finder *f)
{
        bool town = names_town(f);

        for (size_t i = 0; i < f->n && !town; i++)
                if ((f->places[i].led = is_led(f, i)))
                        take_as_regions(f, i, i + 1);
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
        bare_regions(f);
        led_regions(f);
}
