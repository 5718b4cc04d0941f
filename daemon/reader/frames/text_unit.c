#include "reader/frames/text_unit.h"

#include <string.h>

#include "reader/frames/text_said.h"

#define PLACED_BACK 3 /* tokens from a unit's word back to its preposition */

/* "На всей территории области": does a preposition place what the token is the word of? */
static bool is_placed(const struct text_clauses *f, const struct text_clause *c, uint32_t token)
{
        for (uint32_t at = token; at > c->first && token - at < PLACED_BACK; at--) {
                if (text_scan_gap(f->s, at, ~0u))
                        return false;
                if (text_scan_ends(f->s, at - 1, SAYS_AT))
                        return true;
                if (text_scan_ends(f->s, at - 1, SAYS_NAMED))
                        return false;
        }
        return false;
}

uint32_t text_unit_of(const struct text_clauses *f, const struct text_clause *c)
{
        const struct text_match *head = text_scan_starts(f->s, c->first, SAYS_HEAD), *in;

        if (c->places || text_said_elsewhere(c))
                return 0;
        if (!head && (in = text_scan_starts(f->s, c->first, SAYS_AT)))
                head = text_scan_starts(f->s, in->last + 1, SAYS_HEAD);
        for (uint32_t at = c->first + 1; !head && at < c->end; at++) {
                head = text_scan_starts(f->s, at, SAYS_HEAD);
                if (head && !(head->phrase->number >> LEVEL_REGION & 1 && is_placed(f, c, at)))
                        head = NULL;
        }
        return head ? (uint32_t)head->phrase->number : 0;
}

uint32_t text_unit_around(const struct text_clauses *f, uint32_t place, uint32_t levels)
{
        const struct gazetteer *g = f->s->gazetteer;
        enum place_level level = levels >> LEVEL_REGION & 1 ? LEVEL_REGION : LEVEL_DISTRICT;
        uint32_t unit = place_ancestor(g, place, level);
        const char *path;

        if (unit != place)
                return unit;
        if (!place_is_city(g, place))
                return PLACE_NONE;
        path = place_path(g, place, f->s->arena);
        return place_by_path(
            g, arena_printf(f->s->arena, "%.*s-oblast", (int)(strrchr(path, '-') - path), path));
}
