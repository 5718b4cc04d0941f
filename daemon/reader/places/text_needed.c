#include "reader/places/text_needed.h"

static bool is_common(const struct text_finder *f, const struct text_place *p, const struct text_name *name)
{
        return name->level > LEVEL_REGION && name->size < (p->expected ? SIZE_20000 : SIZE_50000) &&
               p->first == p->last && !p->announced &&
               text_scan_token(f->s, p->first)->lexeme->roles >> SAYS_COMMON & 1;
}

/* "Лісова пожежа": a capital only because the sentence begins there. */
static bool is_subject(const struct text_finder *f, const struct text_place *p)
{
        uint32_t next = p->to + 1;

        return next < text_scan_sentence(f->s, p->first)->end && !text_scan_gap(f->s, next, ~0u) &&
               text_scan_token(f->s, next)->letters == CASE_LOWER;
}

/* "Энергетический класс 15": an adjective, of a word that says nothing; but "Отрадный подвергся атаке", "Рівне оговтується", and
 * "Сумщина досі під загрозою" is no adjective. */
static bool is_quality(const struct text_finder *f, const struct text_place *p, const struct text_name *name)
{
        const uint32_t next = p->to + 1;

        return (name->level > LEVEL_REGION || name->needs_head) && name->size < SIZE_20000 &&
               text_scan_ends_like(f->s, p->last, ENDING_QUALITY) && !f->s->starts[next] &&
               !text_scan_ends_like(f->s, next, ENDING_VERB);
}

/* "Нова загроза": the word of a name that begins a phrase. */
static bool begins_phrase(const struct text_finder *f, const struct text_place *p)
{
        static const enum text_says roles[] = {SAYS_LIVE, SAYS_STILL, SAYS_NONE, SAYS_HAPPENED};

        for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
                const struct text_match *m = text_scan_starts(f->s, p->first, roles[i]);
                if (m && m->last > p->to)
                        return true;
        }
        return false;
}

/* "Лесной пожар", "Пожежа": what names an event is no name of a place, too. */
static bool is_event(const struct text_finder *f, const struct text_place *p)
{
        const struct text_match *m = text_scan_starts(f->s, p->first, SAYS_EVENT);

        return m && m->last >= p->to && !p->head;
}

/* What it takes more where a word begins a sentence by itself. It stands there as it is called: a village, or what is an ordinary
 * word as well, would be no other form ("Чому: обстріли енергетики", "Рівні небезпеки"); and villages that are called by ordinary
 * words are hardly meant ("Прапор", "Звідки"). */
static double opening_needed(const struct text_finder *f, const struct text_place *p,
                             const struct text_name *name)
{
        const struct text_lexeme *x = text_scan_token(f->s, p->first)->lexeme;
        const struct text_name *names;
        uint32_t node;

        if (p->first != p->last || p->head || p->expected ||
            p->first != text_scan_sentence(f->s, p->first)->first)
                return 0;
        node = text_scan_node(f->s, p->first, p->last);
        if (node == TEXT_NO_NODE || !text_names_at(f->s->names, node, &names))
                return x->ordinary || (name->size < SIZE_20000 && name->level > LEVEL_REGION) ? 4 : 0;
        return x->ordinary && name->size < SIZE_5000 && name->level > LEVEL_REGION ? 3 : 0;
}

double text_needed_points(const struct text_finder *f, const struct text_place *p,
                          const struct text_name *name)
{
        const bool likely = name->size > SIZE_HAMLET || p->first < p->last; /* few words come in pairs */
        double needed = p->announced && !p->head && name->level == LEVEL_SETTLEMENT && likely ? 2.5 : 3.5;

        if (!p->head && is_common(f, p, name))
                needed += p->expected ? 1 : 4;
        if (p->first == text_scan_sentence(f->s, p->first)->first && p->first == p->last && !p->head)
                needed += !is_subject(f, p)                               ? 0.5
                          : text_scan_starts(f->s, p->first, SAYS_COMMON) ? 4
                          : begins_phrase(f, p) || is_quality(f, p, name) ? 8
                                                                          : 0.5;
        return needed + (is_event(f, p) ? 8 : 0) + opening_needed(f, p, name);
}
