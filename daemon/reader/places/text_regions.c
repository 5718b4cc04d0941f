#include "reader/places/text_regions.h"

#include <string.h>

#include "reader/places/text_heads.h"

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

#define MARKS ((unsigned)~(GAP_HYPHEN | GAP_QUOTE))

/* No word stands before it that it goes with: "Дальше идут Тульская, 32, Курская, 10" is a list of regions, too, but "на улицах
 * Тульская, 32, и Курская, 10" is none. */
static bool begins_free(const struct text_finder *f, const struct text_place *p)
{
        return p->from == text_scan_sentence(f->s, p->first)->first || text_scan_gap(f->s, p->from, MARKS) ||
               text_scan_token(f->s, p->from - 1)->symbol ||
               (p + 1 < f->places + f->n && text_heads_counted(f, p, p + 1) &&
                !text_scan_ends(f->s, p->from - 1, SAYS_NAMED));
}

/* Nothing stands behind it that it could be the adjective of. */
static bool ends_free(const struct text_finder *f, const struct text_place *p)
{
        const uint32_t next = p->to + 1;

        return next >= text_scan_sentence(f->s, p->first)->end || text_scan_gap(f->s, next, MARKS) ||
               text_scan_token(f->s, next)->symbol || text_scan_starts(f->s, next, SAYS_JOIN);
}

/* Is the next name one of the same list? */
static bool is_listed(const struct text_finder *f, const struct text_place *p)
{
        return p + 1 < f->places + f->n &&
               (text_heads_listed(f, p, p + 1) || text_heads_counted(f, p, p + 1));
}

/* A list of such adjectives, or one, from the place on. Returns where it ends; `ret_sure`: one of them is nothing else. */
static size_t bare_list(const struct text_finder *f, size_t i, bool *ret_sure)
{
        bool sure;

        for (*ret_sure = false; i < f->n && is_bare_region(f, &f->places[i], &sure); i++) {
                *ret_sure |= sure;
                if (!is_listed(f, &f->places[i]))
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
                        if ((sure || known) && begins_free(f, &f->places[i]) &&
                            ends_free(f, &f->places[end - 1])) {
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
        if (!(p->from > sentence->first && leads(f, p)) && !(i && p[-1].led && is_listed(f, p - 1)))
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

void text_regions_bare(struct text_finder *f)
{
        bare_regions(f);
        led_regions(f);
}
