#include "report/text_clauses.h"

/* A word that may stand in a list of places. */
static bool lists(const struct text_scan *s, uint32_t token)
{
        static const enum text_says roles[] = {SAYS_JOIN,  SAYS_BETWEEN, SAYS_AT,   SAYS_HEAD,
                                               SAYS_HEADS, SAYS_KIND,    SAYS_LIST, SAYS_EVENT};

        for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
                if (text_scan_starts(s, token, roles[i]) || text_scan_ends(s, token, roles[i]))
                        return true;
        return false;
}

/* Does a phrase of that role tell, where or that there is danger? */
static bool tells(enum text_says role)
{
        switch (role) {
        case SAYS_NONE:
        case SAYS_COMMON:
        case SAYS_PERSON:
        case SAYS_OFFICIAL:
        case SAYS_NAMED:
        case SAYS_TOPIC:
                return false;
        default:
                return true;
        }
}

/* Per token: is it part of a phrase that tells? */
static const bool *told(const struct text_scan *s)
{
        bool *marks = arena_array(s->arena, s->words.n_tokens + 1, sizeof *marks);

        for (size_t i = 0; i < s->n_matches; i++)
                for (uint32_t at = s->matches[i].first; at <= s->matches[i].last; at++)
                        marks[at] |= tells(s->matches[i].phrase->role);
        return marks;
}

/* "The alert in Kyiv has ended; in the oblast it continues": only a clause of nothing but names goes on with an
 * all-clear, for what cannot be read may say the opposite. And only where three words of five are known does a
 * post without a verb mean danger now: "Two shaheds at Konotop", but not "Police in Narva arrested a man who ...". */
void text_terse_find(struct text_clauses *f)
{
        const bool *marks = told(f->s);
        size_t k = 0;

        for (size_t i = 0; i < f->n_clauses; i++) {
                struct text_clause *c = &f->clauses[i];
                uint32_t known = 0;
                c->names_only = true;
                for (uint32_t at = c->first; at < c->end; at++) {
                        const struct text_token *t = text_scan_token(f->s, at);
                        bool sign = t->symbol || t->number, place;
                        while (k < f->n_places && f->places[k].to < at)
                                k++;
                        place = k < f->n_places && f->places[k].from <= at;
                        known += place || sign || marks[at];
                        if (c->names_only && !place && !sign && !lists(f->s, at))
                                c->names_only = false;
                }
                c->terse = 5 * known >= 3 * (c->end - c->first);
        }
}
