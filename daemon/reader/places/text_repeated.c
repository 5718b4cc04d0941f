#include "reader/places/text_repeated.h"

#include <string.h>

#include "reader/places/text_heads.h"

#define HEADING_MOST 32 /* tokens */

/* "Під ударом були десять громад, ідеться у зведенні:" over a list of names: the levels of the last such word; else 0. */
static uint32_t levels_over(const struct text_finder *f, const struct text_place *p)
{
        const uint32_t first = text_scan_sentence(f->s, p->first)->first;
        uint32_t start;

        if (first == 0 || !text_scan_gap(f->s, first, GAP_COLON))
                return 0;
        start = text_scan_sentence(f->s, first - 1)->first;
        for (uint32_t at = first; at > start && first - at < HEADING_MOST; at--) {
                const struct text_match *m = text_scan_ends(f->s, at - 1, SAYS_HEADS);
                if (m)
                        return (uint32_t)m->phrase->number;
        }
        return 0;
}

void text_repeated_lines(struct text_finder *f)
{
        uint32_t levels = 0, line = 0;

        for (struct text_place *p = f->places; p < f->places + f->n; p++) {
                const struct text_sentence *sentence = text_scan_sentence(f->s, p->first);
                uint32_t over;
                if (p->from != sentence->first || !sentence->starts_line)
                        continue;
                over = levels_over(f, p);
                levels = over ? over : sentence->line == line + 1 ? levels : 0;
                line = sentence->line;
                if (p->head || p->fixed != PLACE_NONE || !(p->heads & levels) ||
                    !text_scan_ends_like(f->s, p->last, ENDING_QUALITY))
                        continue;
                p->levels = levels;
                p->head = p->shared = true;
        }
}

/* Could it be an adjective that its word was left out behind? In Latin letters nothing tells one from the name of a village:
 * "in Sumy district a drone fell in Yunakivka". */
static bool may_lack_word(const struct text_finder *f, const struct text_place *p, const struct text_place *o)
{
        return !p->well && text_heads_agree(f, p, o) &&
               (!p->alone || o->levels == 1u << LEVEL_REGION || !text_scan_token(f->s, p->first)->latin);
}

/* "Над Курской областью сбито 12. Над Брянской — восемь", "над Тамбовской областью и Крымом, один над Курской": what may
 * give its head to a name; NULL: nothing does. */
static const struct text_place *elliptic_before(const struct text_finder *f, size_t i)
{
        const struct text_place *p = &f->places[i];
        bool adjective = text_heads_of_region(f, p) && p->found >> LEVEL_REGION & 1;

        for (size_t k = i, steps = 0; k-- > 0 && steps < 4; steps++) {
                const struct text_place *o = &f->places[k];
                uint32_t apart =
                    text_scan_token(f->s, p->first)->sentence - text_scan_token(f->s, o->first)->sentence;
                bool region = adjective && o->levels == 1u << LEVEL_REGION;
                if (apart > (region && p->expected))
                        return NULL;
                if (o->head && (o->to > o->last || o->shared) &&
                    (region || (k + 1 == i && may_lack_word(f, p, o))) && p->heads & o->levels)
                        return o;
                if (!adjective || !p->expected)
                        return NULL;
        }
        return NULL;
}

#define AHEAD_MOST 3 /* names */

/* "Шесть — над Воронежской, четыре — над Ростовской областью": a region's adjective that nothing goes with, before one that has
 * its word, behind the same preposition. */
static const struct text_place *elliptic_ahead(const struct text_finder *f, size_t i)
{
        const struct text_place *p = &f->places[i];
        const struct text_sentence *sentence = text_scan_sentence(f->s, p->first);

        if (!p->expected || !(p->found >> LEVEL_REGION & 1) || !text_heads_of_region(f, p) ||
            p->from == sentence->first || p->to + 1 >= sentence->end ||
            !(text_scan_gap(f->s, p->to + 1, ~0u) || text_scan_starts(f->s, p->to + 1, SAYS_JOIN)))
                return NULL;
        for (size_t k = i + 1; k < f->n && k <= i + AHEAD_MOST && f->places[k].from < sentence->end; k++) {
                const struct text_place *o = &f->places[k];
                if (text_scan_token(f->s, o->from - 1)->lexeme != text_scan_token(f->s, p->from - 1)->lexeme)
                        continue;
                if (o->head && o->to > o->last)
                        return o->levels == 1u << LEVEL_REGION ? o : NULL;
        }
        return NULL;
}

/* "В Павловском районе объявлена тревога. Позже её услышали Верхнемамонский и Богучарский": adjectives that are no names
 * without a head, in a list. */
static bool is_bare_list(const struct text_finder *f, size_t i)
{
        const struct text_place *p = &f->places[i];

        return !p->alone && !p->head &&
               ((i + 1 < f->n && text_heads_listed(f, p, p + 1) && !p[1].alone) ||
                (text_heads_listed(f, p - 1, p) && !p[-1].alone));
}

static const struct text_place *unit_before(const struct text_finder *f, size_t i)
{
        const struct text_place *p = &f->places[i];

        bool quarter =
            p->found >> LEVEL_CITY_DISTRICT & 1 && text_scan_ends_like(f->s, p->last, ENDING_QUALITY);
        bool in_list = is_bare_list(f, i), parallel = (!p->alone || quarter) && !p->head && p->expected;

        for (size_t k = i; (in_list || parallel) && k-- > 0;) {
                const struct text_place *o = &f->places[k];
                uint32_t apart =
                    text_scan_token(f->s, p->first)->sentence - text_scan_token(f->s, o->first)->sentence;
                if (apart > (in_list ? 2 : 0))
                        return NULL;
                if (o->head && (o->to > o->last || o->shared) && o->levels >> LEVEL_DISTRICT & 1 &&
                    p->found & o->levels && (!p->alone || o->found >> LEVEL_CITY_DISTRICT & 1))
                        return o;
        }
        return NULL;
}

static bool have_a_name(const struct text_place *a, const struct text_place *b)
{
        for (unsigned i = 0; i < a->n_nodes; i++)
                for (unsigned k = 0; k < b->n_nodes; k++)
                        if (a->nodes[i] == b->nodes[k])
                                return true;
        return false;
}

#define LINES_BACK 64 /* names */

/* "Обстріляно громади: Хотінську, Миколаївську ...", and below: "Миколаївська: 5 вибухів": a unit that was named before, at the
 * head of a line of its own. */
static const struct text_place *told_before(const struct text_finder *f, size_t i)
{
        const struct text_place *p = &f->places[i];
        const struct text_sentence *sentence = text_scan_sentence(f->s, p->first);

        if (p->to > p->last || p->from != sentence->first || !sentence->starts_line ||
            p->to + 1 >= f->s->words.n_tokens || !text_scan_gap(f->s, p->to + 1, GAP_COLON | GAP_DASH) ||
            !text_scan_ends_like(f->s, p->last, ENDING_QUALITY))
                return NULL;
        for (size_t k = i; k-- > 0 && i - k < LINES_BACK;) {
                const struct text_place *o = &f->places[k];
                if (o->head && o->levels > 1u << LEVEL_REGION && p->found & o->levels && have_a_name(o, p))
                        return o;
        }
        return NULL;
}

/* "Начальник Сумської ОВА". */
static bool is_of_office(const struct text_finder *f, const struct text_place *p)
{
        const uint32_t next = p->to + 1;
        const struct text_match *m;

        if (next >= text_scan_sentence(f->s, p->first)->end || text_scan_gap(f->s, next, ~0u))
                return false;
        m = text_scan_starts(f->s, next, SAYS_NAMED);
        return (m && !strcmp(m->phrase->value, TEXT_OFFICE)) || text_scan_ends(f->s, next, SAYS_OFFICIAL);
}

/* Whose administrative word goes with a name, too; NULL: nobody's. */
static const struct text_place *like_which(const struct text_finder *f, size_t i)
{
        const struct text_place *p = &f->places[i], *o;

        if (p->fixed != PLACE_NONE || is_of_office(f, p))
                return NULL;
        o = told_before(f, i);
        if (!o && !p->head)
                o = elliptic_before(f, i);
        if (!o && i)
                o = unit_before(f, i);
        if (!o && !p->head)
                o = elliptic_ahead(f, i);
        return o;
}

/* A name that a region and its town have, with a word for neither; it is a region's elsewhere in the text. */
static bool is_region_below(const struct text_finder *f, const struct text_place *p)
{
        const uint32_t region = 1u << LEVEL_REGION;

        if (p->head || p->fixed != PLACE_NONE || !(p->found & region) ||
            !text_scan_token(f->s, p->first)->latin)
                return false;
        for (const struct text_place *o = p + 1; o < f->places + f->n && o < p + LINES_BACK; o++)
                if (o->head && o->levels == region && have_a_name(o, p))
                        return true;
        return false;
}

/* "Drones downed in Kursk and Bryansk": in the title, a list of what are regions in the text below. */
static void title_regions(struct text_finder *f)
{
        size_t end = 0;

        while (end < f->n && text_scan_token(f->s, f->places[end].first)->sentence == 0 &&
               is_region_below(f, &f->places[end]) &&
               (!end || text_heads_listed(f, &f->places[end - 1], &f->places[end])))
                end++;
        for (size_t i = 0; i < end && end > 1; i++) {
                f->places[i].levels = 1u << LEVEL_REGION;
                f->places[i].head = f->places[i].shared = true;
        }
}

void text_repeated_take(struct text_finder *f)
{
        for (size_t i = 0; i < f->n; i++) {
                const struct text_place *like = like_which(f, i);
                if (!like)
                        continue;
                f->places[i].levels = like->levels;
                f->places[i].head = f->places[i].shared = true;
        }
        title_regions(f);
}
