#include "reader/places/text_finder.h"

#include "reader/places/text_candidates.h"

/* "Губернатор Александр Гусев ... Гусев уточнил": the surname stands alone later, or did before. "Александра Гусева" may be of
 * several names. */
static void remember(struct text_finder *f, const struct text_place *p)
{
        for (size_t i = 0; i < p->n_nodes && f->n_persons < PERSONS_MAX; i++)
                if (!text_finder_lists(f->persons, f->n_persons, p->nodes[i]))
                        f->persons[f->n_persons++] = p->nodes[i];
}

bool text_persons_is_one(struct text_finder *f, const struct text_place *p)
{
        const struct text_sentence *sentence = text_scan_sentence(f->s, p->first);
        uint32_t next = p->last + 1;

        if (p->first > sentence->first && !text_scan_gap(f->s, p->first, ~0u) &&
            text_scan_ends(f->s, p->first - 1, SAYS_PERSON)) {
                remember(f, p);
                return true;
        }
        return next < sentence->end && !text_scan_gap(f->s, next, ~0u) &&
               text_scan_starts(f->s, p->first, SAYS_PERSON) &&
               text_scan_token(f->s, next)->letters == CASE_TITLE && !text_scan_starts(f->s, next, SAYS_HEAD);
}

/* A city or a region is meant even where somebody is called so. */
bool text_finder_is_great(const struct text_finder *f, const struct text_place *p)
{
        struct text_candidates all = {0};
        const struct text_name *name;

        while ((name = text_candidates_next(f, p, &all)))
                if (name->level <= LEVEL_REGION || name->size >= SIZE_100000)
                        return true;
        return false;
}

static bool is_remembered(const struct text_finder *f, const struct text_place *p)
{
        for (size_t i = 0; i < p->n_nodes; i++)
                if (text_finder_lists(f->persons, f->n_persons, p->nodes[i]))
                        return !p->head && !p->expected && p->first == p->last && !text_finder_is_great(f, p);
        return false;
}

void text_persons_drop(struct text_finder *f)
{
        size_t kept = 0;

        if (!f->n_persons)
                return;
        for (size_t i = 0; i < f->n; i++)
                if (!is_remembered(f, &f->places[i]))
                        f->places[kept++] = f->places[i];
        f->n = kept;
}
