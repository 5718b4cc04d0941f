#include "reader/clauses/text_pair.h"

/* What says that an alarm is over, in force, or goes on, of what kind it is, that all is calm, or what is to come. */
static const struct text_match *said_at(const struct text_clauses *f, uint32_t token)
{
        static const enum text_says roles[] = {SAYS_CLEAR, SAYS_LIVE, SAYS_STILL,   SAYS_STAYS,
                                               SAYS_EVENT, SAYS_CALM, SAYS_FORECAST};
        const struct text_match *longest = NULL;

        for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
                const struct text_match *m = text_scan_starts(f->s, token, roles[i]);
                if (m && (!longest || m->last > longest->last))
                        longest = m;
        }
        return longest;
}

/* Back over prepositions and "and" that stand right before the token. */
static uint32_t back_over(const struct text_clauses *f, uint32_t token, uint64_t roles)
{
        const uint32_t first = text_scan_sentence(f->s, token)->first;

        while (token > first && !text_scan_gap(f->s, token, (unsigned)~GAP_COMMA) &&
               text_scan_token(f->s, token - 1)->lexeme->roles & roles)
                token--;
        return token;
}

#define BETWEEN_MOST 4 /* tokens: "опасность [по БПЛА в] Белгороде", "в Сумах [объявлен] отбой" */

/* The place whose name ends soon before the token, with nothing set apart behind it, and no "after"; NULL: there is none. */
static const struct text_place *place_before(const struct text_clauses *f, uint32_t token)
{
        const uint64_t others =
            TEXT_ROLE(SAYS_NOT) | TEXT_ROLE(SAYS_PASSING) | TEXT_ROLE(SAYS_OLD) | TEXT_ROLE(SAYS_IF);
        const struct text_place *p = text_clauses_place_before(f, token);
        uint32_t at = token;

        if (!p || p->to + 1 + BETWEEN_MOST < token)
                return NULL;
        while (at > p->to && !text_scan_gap(f->s, at, ~0u) &&
               (at == token || !text_scan_starts_any(f->s, at, others)))
                at--;
        return at == p->to ? p : NULL;
}

/* Does a place begin soon behind the token, with nothing set apart before it? */
static bool is_before_place(const struct text_clauses *f, uint32_t token)
{
        const size_t next = text_clauses_place_from(f, token + 1);
        uint32_t at = token + 1;

        if (next == f->n_places || f->places[next].from >= text_scan_sentence(f->s, token)->end ||
            f->places[next].from > token + 1 + BETWEEN_MOST)
                return false;
        while (at <= f->places[next].from && !text_scan_gap(f->s, at, ~0u))
                at++;
        return at > f->places[next].from;
}

/* "Відбій загрози в Сумах та тривоги в Харкові": does it say of what an alarm there is over, as the first does? */
static bool is_object(const struct text_clauses *f, const struct text_place *first,
                      const struct text_match *opposite)
{
        const uint32_t start = back_over(f, first->from, TEXT_ROLE(SAYS_AT));
        const bool alarm =
            opposite->role != SAYS_CLEAR && (opposite->role != SAYS_EVENT || opposite->slots > 1 ||
                                             opposite->phrase->number == EVENT_AIR_RAID);

        return alarm && text_scan_ends_like(f->s, opposite->first, ENDING_OF) &&
               start > text_scan_sentence(f->s, start)->first &&
               !(text_scan_token(f->s, start - 1)->lexeme->roles >> SAYS_CLEAR & 1) && /* "отбой" */
               text_scan_ends_like(f->s, start - 1, ENDING_OF);
}

/* "Відбій у Сумах [та] тривога у Харкові". */
static uint32_t second_before_place(const struct text_clauses *f, uint32_t said,
                                    const struct text_match *opposite)
{
        const struct text_place *first = place_before(f, opposite->first);

        return first && first->from > said && is_before_place(f, opposite->last) &&
                       !is_object(f, first, opposite)
                   ? first->to + 1
                   : 0;
}

#define OBJECT_MOST 3 /* tokens: "відбій [загрози БпЛА]" */

/* Does the token follow what is said, or what that is of? */
static bool is_right_behind(const struct text_clauses *f, const struct text_match *said, uint32_t token)
{
        uint32_t at = back_over(f, said->last + 1, TEXT_ROLE(SAYS_AT)); /* "lifted in" */

        while (at < token && at <= said->last + OBJECT_MOST && !text_scan_gap(f->s, at, ~0u))
                at++;
        return at == token && !text_clauses_have_places(f, said->last + 1, token);
}

/* "Суми відбій [та] Харків[, Чугуїв] тривога". */
static uint32_t second_behind_place(const struct text_clauses *f, const struct text_match *said,
                                    const struct text_match *opposite)
{
        const struct text_place *second = place_before(f, opposite->first);

        if (!second || !place_before(f, said->first))
                return 0;
        while (second->from > said->last) {
                const uint32_t start = back_over(f, second->from, TEXT_ROLE(SAYS_AT) | TEXT_ROLE(SAYS_JOIN));
                if (is_right_behind(f, said, start))
                        return start;
                if (second == f->places || (--second)->to + 1 != start)
                        break;
        }
        return 0;
}

uint32_t text_pair_second(const struct text_clauses *f, uint32_t said, uint32_t token)
{
        const struct text_match *first = said_at(f, said), *opposite = said_at(f, token);
        uint32_t start;

        if (!first || !opposite)
                return 0;
        start = second_before_place(f, first->last, opposite);
        return start ? start : second_behind_place(f, first, opposite);
}
