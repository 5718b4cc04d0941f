#include "reader/places/text_firm.h"

#include <string.h>

#include "reader/places/text_beside.h"

static bool is_quoted(const struct text_scan *s, const struct text_place *p)
{
        return p->from == p->first && p->to == p->last && text_scan_gap(s, p->first, GAP_QUOTE) &&
               (p->to + 1 == s->words.n_tokens || text_scan_gap(s, p->to + 1, GAP_QUOTE));
}

bool text_firm_is(const struct text_scan *s, const struct text_place *places, size_t i)
{
        const struct text_place *p = &places[i];

        if (!is_quoted(s, p))
                return false;
        for (size_t k = i + 1; k-- > 0;) {
                const struct text_place *o = &places[k];
                const struct text_match *m =
                    o->place == p->place && is_quoted(s, o) ? text_beside_before(s, o, SAYS_NAMED) : NULL;
                if (m && !strcmp(m->phrase->value, TEXT_FIRM))
                        return true;
        }
        return false;
}
