#include "base/text.h"
#include "reader/places/text_finder.h"

#define WORDS_MAX 12 /* akin to one word */
#define DEPTH_MAX 4  /* words of a name */

struct akin {
        const struct text_scan *s;
        uint32_t words[WORDS_MAX];
        size_t n;
};

static void add_form(void *data, const char *form, size_t size)
{
        struct akin *a = data;

        a->n = text_names_akin(a->s->names, form, size, a->words, a->n, WORDS_MAX);
}

/* The words of names that a related language writes so, in any form. */
static const struct text_list *akin_to(struct text_finder *f, uint32_t token)
{
        struct text_lexeme *x = text_scan_token(f->s, token)->lexeme;
        struct akin a = {.s = f->s};

        if (x->akin.done)
                return &x->akin;
        text_forms_each(f->s->forms, x->folded, x->size, add_form, &a);
        x->akin = text_lexicon_list(f->s->lexicon, a.words, a.n);
        return &x->akin;
}

static bool may_be(const struct text_finder *f, uint32_t token)
{
        const struct text_token *t = text_scan_token(f->s, token);

        return !t->latin && !t->symbol && !t->number && t->letters >= CASE_TITLE;
}

/* Regions are written as they are everywhere. */
static bool is_lesser(const struct text_names *n, uint32_t node)
{
        const struct text_name *names;
        size_t count = text_names_at(n, node, &names);

        for (size_t i = 0; i < count; i++)
                if (names[i].level <= LEVEL_REGION)
                        return false;
        return count > 0;
}

#define LETTERS_LEAST 5 /* of a name of one word */

static bool is_short(const struct text_finder *f, uint32_t token)
{
        const struct text_lexeme *x = text_scan_token(f->s, token)->lexeme;

        return text_length(x->folded, x->size) < LETTERS_LEAST;
}

static void keep(struct text_finder *f, struct text_place *p, uint32_t node, uint32_t token)
{
        if ((token == p->first && is_short(f, token)) || token < p->last || !is_lesser(f->s->names, node) ||
            (token > p->last && p->exact))
                return;
        if (token > p->last) {
                p->last = token;
                p->n_nodes = 0;
        }
        text_finder_add_node(p, node);
}

/* Down the tree of names by words as they are and words that are akin. */
static void descend(struct text_finder *f, struct text_place *p, uint32_t node, uint32_t token,
                    unsigned depth)
{
        const struct text_list *lists[] = {text_finder_reading_of(f, token), akin_to(f, token)};

        for (size_t l = 0; l < 2; l++)
                for (size_t i = 0; i < lists[l]->n; i++) {
                        uint32_t next = text_names_step(f->s->names, node, lists[l]->numbers[i]);
                        if (next == TEXT_NO_NODE)
                                continue;
                        keep(f, p, next, token);
                        if (depth < DEPTH_MAX && token + 1 < text_scan_sentence(f->s, token)->end &&
                            !text_scan_gap(f->s, token + 1, (unsigned)~GAP_HYPHEN) && may_be(f, token + 1))
                                descend(f, p, next, token + 1, depth + 1);
                }
}

/* A capital only because the sentence begins there. */
static bool is_opening(const struct text_scan *s, uint32_t token)
{
        return s->starts[token] && token == text_scan_sentence(s, token)->first;
}

bool text_finder_add_akin(struct text_finder *f, struct text_place *p)
{
        uint8_t before = p->n_nodes;

        if (may_be(f, p->first) && !is_opening(f->s, p->first) && !text_finder_is_great(f, p))
                descend(f, p, 0, p->first, 1);
        p->akin = p->n_nodes && !p->exact;
        p->unknown = p->akin && text_unknown_is(f, p->first);
        return p->n_nodes > before;
}

void text_finder_drop_akin(struct text_finder *f)
{
        size_t kept = 0;

        for (size_t i = 0; i < f->n; i++) {
                struct text_place *p = &f->places[i];
                if (p->akin && p->place == PLACE_NONE && !p->announced && !p->unknown)
                        continue;
                f->places[kept++] = *p;
        }
        f->n = kept;
}
