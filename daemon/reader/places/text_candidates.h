/* text_candidates: the places that a name may mean, one after another; those that are called exactly as it is written come
 * first. */
#pragma once

#include "reader/places/text_finder.h"

/* Where one is in them; starts zeroed. */
struct text_candidates {
        const struct text_name *names; /* of one node of the name */
        size_t n, at;
        uint32_t next; /* node */
};

/* NULL at the end. */
static inline const struct text_name *
text_candidates_next(const struct text_finder *f, const struct text_place *p, struct text_candidates *c)
{
        while (c->at == c->n) {
                if (c->next == p->n_nodes)
                        return NULL;
                c->n = text_names_at(f->s->names, p->nodes[c->next++], &c->names);
                c->at = 0;
        }
        return &c->names[c->at++];
}

/* The node of the name that the last one is of. */
static inline uint32_t text_candidates_node(const struct text_candidates *c)
{
        return c->next - 1;
}

/* Is the last one called exactly so? */
static inline bool text_candidates_is_exact(const struct text_place *p, const struct text_candidates *c)
{
        return text_candidates_node(c) < p->exact;
}

/* NULL where those that are called exactly so end. */
static inline const struct text_name *
text_candidates_exact(const struct text_finder *f, const struct text_place *p, struct text_candidates *c)
{
        const struct text_name *name = text_candidates_next(f, p, c);

        return name && text_candidates_is_exact(p, c) ? name : NULL;
}
