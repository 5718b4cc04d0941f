#include "reader/places/text_finder.h"

#include "reader/places/text_candidates.h"

#define SHORT_POST 280 /* bytes */

/* Is a district named with its word? Then others may be named without. */
static bool names_district(const struct text_finder *f)
{
        for (const struct text_place *p = f->places; p < f->places + f->n; p++)
                if (p->head && p->levels >> LEVEL_DISTRICT & 1)
                        return true;
        return false;
}

/* "Чугуївський", and nothing but a district is called so, with its word; or hamlets, where the text is about districts or the
 * word goes with none but one. */
static bool is_of_district(const struct text_finder *f, const struct text_place *p, bool districts)
{
        const struct text_token *t = text_scan_token(f->s, p->first);
        const bool region =
            text_scan_ends_like(f->s, p->first, ENDING_REGION); /* "Сумському" goes with none */
        const struct text_name *name;
        struct text_candidates all = {0};
        bool found = false;

        if (p->head || p->fixed != PLACE_NONE || p->first != p->last || t->letters < CASE_TITLE || t->latin ||
            !text_scan_ends_like(f->s, p->first, ENDING_QUALITY))
                return false;
        while ((name = text_candidates_exact(f, p, &all))) {
                found |= name->level == LEVEL_DISTRICT && name->needs_head;
                if (!(name->level == LEVEL_DISTRICT && name->needs_head) &&
                    !(name->level == LEVEL_COMMUNITY && name->needs_head) &&
                    !(name->level == LEVEL_REGION && name->needs_head && !region) &&
                    !((districts || !region) && name->level == LEVEL_SETTLEMENT && name->size == SIZE_HAMLET))
                        return false;
        }
        return found;
}

/* Nothing that it could be the adjective of stands behind it, and no name before it. */
static bool stands_free(const struct text_finder *f, const struct text_place *p)
{
        const struct text_scan *s = f->s;
        const struct text_sentence *sentence = text_scan_sentence(s, p->first);
        const uint32_t next = p->last + 1;

        return (p->first == sentence->first || text_scan_gap(s, p->first, ~0u) ||
                text_scan_token(s, p->first - 1)->symbol ||
                s->ends[p->first - 1] & (TEXT_ROLE(SAYS_JOIN) | TEXT_ROLE(SAYS_AT) | TEXT_ROLE(SAYS_TO))) &&
               (next == sentence->end || text_scan_gap(s, next, ~0u) || text_scan_token(s, next)->symbol ||
                text_scan_starts_any(s, next,
                                     TEXT_ROLE(SAYS_JOIN) | TEXT_ROLE(SAYS_EVENT) | TEXT_ROLE(SAYS_LIVE) |
                                         TEXT_ROLE(SAYS_STAYS) | TEXT_ROLE(SAYS_FILLER) |
                                         TEXT_ROLE(SAYS_CRY) | TEXT_ROLE(SAYS_COUNT)) ||
                text_scan_token(s, next)->number);
}

void text_bare_districts(struct text_finder *f)
{
        bool districts;

        if (f->s->words.size > SHORT_POST)
                return;
        districts = names_district(f);
        for (struct text_place *p = f->places; p < f->places + f->n; p++)
                if (is_of_district(f, p, districts) && stands_free(f, p)) {
                        p->levels = 1u << LEVEL_DISTRICT;
                        p->head = districts = true;
                }
}

/* Does the text speak of communities at all? */
static bool speaks_of_communities(const struct text_finder *f)
{
        for (size_t i = 0; i < f->s->n_matches; i++) {
                const struct text_match *m = &f->s->matches[i];
                if ((m->role == SAYS_HEAD || m->role == SAYS_HEADS) &&
                    m->phrase->number == 1 << LEVEL_COMMUNITY)
                        return true;
        }
        return false;
}

/* "Марганецьку": an adjective like the word for a community, which one is called so, and no town ("у Слов'янську"). */
static bool is_of_community(const struct text_finder *f, const struct text_place *p)
{
        const struct text_token *t = text_scan_token(f->s, p->first);
        const struct text_name *name;
        struct text_candidates all = {0};
        bool found = false;

        if (p->head || p->fixed != PLACE_NONE || p->first != p->last || t->letters < CASE_TITLE || t->latin ||
            !text_scan_ends_like(f->s, p->first, ENDING_QUALITY) ||
            !text_scan_ends_like(f->s, p->first, ENDING_REGION))
                return false;
        while ((name = text_candidates_exact(f, p, &all))) {
                found |= name->level == LEVEL_COMMUNITY && name->needs_head;
                if (name->level == LEVEL_SETTLEMENT && name->size >= SIZE_5000)
                        return false;
        }
        return found;
}

/* What is said of it stands right behind it: "обстріляли", "шість разів", "— дронами". */
static bool is_told_of(const struct text_scan *s, const struct text_place *p)
{
        const uint32_t next = p->last + 1;

        return next == text_scan_sentence(s, p->first)->end || text_scan_gap(s, next, ~0u) ||
               text_scan_token(s, next)->number ||
               text_scan_starts_any(s, next,
                                    TEXT_ROLE(SAYS_JOIN) | TEXT_ROLE(SAYS_EVENT) | TEXT_ROLE(SAYS_LIVE) |
                                        TEXT_ROLE(SAYS_PAST) | TEXT_ROLE(SAYS_HAPPENED) |
                                        TEXT_ROLE(SAYS_ATTACK) | TEXT_ROLE(SAYS_COUNT));
}

void text_bare_communities(struct text_finder *f)
{
        if (!speaks_of_communities(f))
                return;
        for (struct text_place *p = f->places; p < f->places + f->n; p++)
                if (is_of_community(f, p) && is_told_of(f->s, p)) {
                        p->levels = 1u << LEVEL_COMMUNITY;
                        p->head = true;
                }
}
