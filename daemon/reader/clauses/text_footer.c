#include "reader/clauses/text_footer.h"

#define PARAGRAPHS_MOST 3
#define LONGEST         18 /* tokens of one */

/* The first clause of the paragraph that ends before `end`. */
static struct text_clause *paragraph_of(const struct text_clauses *f, struct text_clause *end)
{
        struct text_clause *c = end - 1;

        while (c > f->clauses && c->first + LONGEST > end[-1].end) {
                const struct text_sentence *sentence = &f->s->words.sentences[c->sentence];
                if (sentence->starts_paragraph && c->first == sentence->first)
                        break;
                c--;
        }
        return c;
}

/* "Kramatorsk district: / Maiaky — a house": what begins with a place and a colon or a dash goes on with a list. */
static bool begins_list(const struct text_clauses *f, uint32_t token)
{
        const struct text_place *p = f->places + text_clauses_place_from(f, token);

        return p < f->places + f->n_places && p->from == token && p->place != PLACE_NONE &&
               p->to + 1 < f->s->words.n_tokens && text_scan_gap(f->s, p->to + 1, GAP_COLON | GAP_DASH);
}

/* Does it say nothing, and is it no list that the text goes on with? */
static bool is_footer(const struct text_clauses *f, const struct text_clause *first,
                      const struct text_clause *end)
{
        const struct text_sentence *sentence = &f->s->words.sentences[first->sentence];
        bool names_only = true;

        if (first == f->clauses || !sentence->starts_paragraph || first->first != sentence->first ||
            end[-1].end - first->first > LONGEST || text_scan_gap(f->s, first->first, GAP_COLON) ||
            begins_list(f, first->first))
                return false;
        for (const struct text_clause *c = first; c < end; c++) {
                if (c->state != STATE_UNSAID || c->events || c->list || c->calm)
                        return false;
                names_only &= c->names_only;
        }
        return !names_only;
}

void text_footer_find(struct text_clauses *f)
{
        struct text_clause *end = f->clauses + f->n_clauses;

        for (unsigned n = 0; !f->post && n < PARAGRAPHS_MOST && end > f->clauses; n++) {
                struct text_clause *first = paragraph_of(f, end);
                if (!is_footer(f, first, end))
                        return;
                for (struct text_clause *c = first; c < end; c++)
                        c->teaser = true;
                end = first;
        }
}
