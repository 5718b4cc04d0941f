#include "reader/words/text_match.h"

#include <string.h>

/* Everything that one search needs. */
struct search {
        const struct text_words *w;
        const struct text_phrases *phrases;
        struct arena *a;
        struct text_match *matches;
        size_t n, room;
        size_t n_wide; /* of more than one word */
};

static bool has_atom(const struct text_lexeme *x, uint32_t atom)
{
        if (!(x->atom_mask & text_phrases_bit(atom)))
                return false;
        for (size_t i = 0; i < x->n_atoms; i++)
                if (x->atoms[i] == atom)
                        return true;
        return false;
}

/* What skipping words has passed on its way to the next word of a phrase. */
struct skipped {
        bool comma;
        bool join;
};

/* "у Сумській, Полтавській та Харківській областях": a comma in a list of names sets nothing apart. Such a list ends in an
 * "and". */
static bool may_skip(const struct search *s, uint32_t token, struct skipped *past)
{
        const unsigned stops = GAP_COLON | GAP_DASH | GAP_SEMICOLON | GAP_OPEN | GAP_CLOSE;
        const struct text_token *t = &s->w->tokens[token];
        const bool comma = t->gap & GAP_COMMA && !text_words_is_decimal(s->w, token);

        if ((t->gap & stops && !text_words_is_clock(s->w, token)) || (comma && t->letters != CASE_TITLE))
                return false;
        past->join = (past->join && !comma) || t->lexeme->roles >> SAYS_JOIN & 1;
        past->comma |= comma;
        return true;
}

/* What is inserted before the token is passed over: the token where the sentence goes on, with its comma. */
static uint32_t pass_over(const struct search *s, uint32_t token)
{
        return s->w->resumes && s->w->resumes[token] ? s->w->resumes[token] : token;
}

/* The next word of the pattern, after at most `gap` others; 0: it does not come. */
static uint32_t next_slot(const struct search *s, const struct text_slot *slot, uint32_t token, uint32_t end)
{
        struct skipped past = {0};

        for (uint32_t steps = 0; steps <= slot->gap && token < end; steps++, token++) {
                const uint32_t from = token;
                const struct text_token *t;
                bool found, resumed;
                token = slot->gap ? pass_over(s, token) : token;
                resumed = token > from;
                t = &s->w->tokens[token];
                found = has_atom(t->lexeme, slot->atom);
                if (slot->gap && !resumed && !may_skip(s, token, &past))
                        return 0;
                if (found)
                        return slot->gap && ((t->gap & GAP_COMMA && !resumed) || (past.comma && !past.join))
                                   ? 0
                                   : token;
        }
        return 0;
}

/* The first word of a sentence, over an emoji. */
static bool is_start(const struct text_words *w, const struct text_sentence *sentence, uint32_t token)
{
        return token == sentence->first ||
               (token == sentence->first + 1 && w->tokens[sentence->first].symbol);
}

/* "Харківська область — відбій, тривога в Ізюмі", "у Харкові відбій — тривога в Ізюмі" are no "відбій тривоги", but "Відбій —
 * тривога" at the start may be. */
static bool is_set_apart(const struct search *s, uint32_t first, uint32_t token)
{
        const unsigned gap = s->w->tokens[token].gap;

        return gap & (GAP_COMMA | GAP_SEMICOLON) ||
               (gap & (GAP_SLASH | GAP_DASH) &&
                !is_start(s->w, &s->w->sentences[s->w->tokens[first].sentence], first));
}

/* "Полтава — тривога | тривогу в Сумах скасовано", "відбій у Дніпрі та дрони": do the words that an all-clear skips begin to speak
 * of another place? An emoji, a bar or a full stop among them, its first word again, a "but", or a capital or a preposition where
 * that word alone says enough. */
static bool skips_entry(const struct search *s, uint32_t first, uint32_t from, uint32_t end)
{
        const struct text_lexeme *opening = s->w->tokens[first].lexeme;
        const bool enough = opening->roles >> SAYS_CLEAR & 1;

        for (uint32_t at = from; at < end; at++) {
                const struct text_token *t = &s->w->tokens[at];
                if (t->symbol || t->gap & GAP_SLASH || t->lexeme == opening ||
                    t->lexeme->roles >> SAYS_CONTRAST & 1 ||
                    (t->gap & GAP_PERIOD && !(t[-1].lexeme->roles >> SAYS_SHORT & 1)) ||
                    (enough && (t->letters == CASE_TITLE || t->lexeme->roles >> SAYS_AT & 1)))
                        return true;
        }
        return false;
}

/* "Небезпека в Одесі та у Полтаві тривогу скасовано", "скасовано і Ізюм загроза": does an all-clear that begins with one alarm skip
 * an "and", a place and another alarm, or a name and the alarm that its verb is of, or one that begins with a verb an "and" at
 * once? */
static bool skips_alarm(const struct search *s, uint32_t first, uint32_t from, uint32_t end)
{
        const uint64_t alarms = UINT64_C(1) << SAYS_EVENT | UINT64_C(1) << SAYS_LIVE;
        bool join = false, place = false, name = false;

        if (!(s->w->tokens[first].lexeme->roles & alarms))
                return from < end && s->w->tokens[from].lexeme->roles >> SAYS_JOIN & 1;
        for (uint32_t at = from; at < end; at++) {
                const struct text_token *t = &s->w->tokens[at];
                if ((place || (name && at + 1 == end)) && t->lexeme->roles & alarms)
                        return true;
                name |= t->letters == CASE_TITLE;
                place |= join && (t->letters == CASE_TITLE || t->lexeme->roles >> SAYS_AT & 1);
                join |= t->lexeme->roles >> SAYS_JOIN & 1;
        }
        return false;
}

#define SUBJECT_FAR 16 /* matches */

/* "Тревога отменена в Ельце тревога": is the word the end of an all-clear already? It is then none of what stands further on. */
static bool ends_clear(const struct search *s, uint32_t token)
{
        for (size_t i = s->n; i-- > 0 && s->n - i <= SUBJECT_FAR;)
                if (s->matches[i].role == SAYS_CLEAR && s->matches[i].last == token &&
                    s->matches[i].first < token)
                        return true;
        return false;
}

/* Tries the slots after the first; the nearest word that fits is taken. Patterns stay inside the sentence (`end`),
 * their gaps inside what commas and the like set apart. */
static bool fits(const struct search *s, const struct text_start *m, uint32_t token, uint32_t end,
                 uint32_t *ret_last, uint64_t *ret_words)
{
        const struct text_slot *slots = text_phrases_slots(s->phrases, m);
        uint32_t first = token;
        uint64_t words = 1;

        for (size_t i = 1; i < m->n_slots; i++, slots++) {
                const uint32_t next = token + 1;
                token = next_slot(s, slots, next, end);
                if (!token || (m->role == SAYS_CLEAR &&
                               ((token == next && is_set_apart(s, first, token)) ||
                                skips_entry(s, first, next, token) || skips_alarm(s, first, next, token))))
                        return false;
                if (token - first < 64)
                        words |= UINT64_C(1) << (token - first);
        }
        *ret_last = token;
        *ret_words = words;
        return m->role != SAYS_CLEAR || token - first < m->n_slots || !ends_clear(s, first);
}

/* The words that may come second, and for each gap the bits of all that it reaches. */
struct ahead {
        uint64_t bits[TEXT_GAP_MAX + 1];
        const struct text_lexeme *words[TEXT_GAP_MAX + 1];
        unsigned n;
};

static void look_ahead(const struct search *s, uint32_t token, uint32_t end, unsigned reach,
                       struct ahead *ret)
{
        uint64_t bits = 0;

        ret->n = 0;
        for (uint32_t gap = 0, at = token + 1; gap <= reach; gap++, at++) {
                at = at < end ? pass_over(s, at) : at;
                if (at < end) {
                        ret->words[ret->n++] = s->w->tokens[at].lexeme;
                        bits |= s->w->tokens[at].lexeme->atom_mask;
                }
                ret->bits[gap] = bits;
        }
}

/* The second words with one bit that may come. */
struct wanted {
        unsigned least; /* so many words are skipped before the first of them */
        uint64_t rests; /* of their text_phrases_rest(), modulo 64 */
};

static struct wanted wanted_of(const struct ahead *ahead, uint64_t bit, unsigned most)
{
        struct wanted w = {0};

        while (!(ahead->bits[w.least] & bit))
                w.least++;
        for (unsigned i = w.least; i < ahead->n && i <= most; i++) {
                const struct text_lexeme *x = ahead->words[i];
                for (size_t k = 0; x->atom_mask & bit && k < x->n_atoms; k++)
                        if (text_phrases_bit(x->atoms[k]) == bit)
                                w.rests |= UINT64_C(1) << text_phrases_rest(x->atoms[k]) % 64;
        }
        return w;
}

static bool is_wanted(const struct wanted *w, const struct text_start *start)
{
        return w->rests >> start->second % 64 & 1;
}

static void add_match(struct search *s, const struct text_start *start, uint32_t first, uint32_t last,
                      uint64_t words)
{
        s->matches = arena_grow(s->a, s->matches, s->n, &s->room, sizeof *s->matches);
        s->matches[s->n++] = (struct text_match){.phrase = text_phrases_meant(s->phrases, start),
                                                 .first = first,
                                                 .last = last,
                                                 .slots = start->n_slots,
                                                 .role = start->role,
                                                 .words = words};
        s->n_wide += start->n_slots > 1;
}

/* Tries patterns of several words that begin at the token. */
static void try_wide(struct search *s, uint32_t token, const struct text_sentence *sentence,
                     const struct text_start *start, const struct text_start *end,
                     const struct wanted *wanted)
{
        for (; start < end && start->gap >= wanted->least; start++) {
                uint32_t last;
                uint64_t words;
                if (is_wanted(wanted, start) && (!start->at_start || is_start(s->w, sentence, token)) &&
                    fits(s, start, token, sentence->end, &last, &words))
                        add_match(s, start, token, last, words);
        }
}

/* Of the patterns that begin with an atom, only those whose second word may come after up to `most` others: `bits` are the bits
 * that these have, and by_bit where the patterns of each of these start. */
static void try_reached(struct search *s, uint32_t token, const struct text_sentence *sentence,
                        const struct text_start *list, const uint16_t *by_bit, uint64_t bits,
                        const struct ahead *ahead, unsigned most)
{
        for (uint64_t left = bits & ahead->bits[most]; left; left &= left - 1) {
                const uint64_t bit = left & -left;
                const uint16_t *range = by_bit + __builtin_popcountll(bits & (bit - 1));
                const struct wanted wanted = wanted_of(ahead, bit, most);
                try_wide(s, token, sentence, list + range[0], list + range[1], &wanted);
        }
}

static void find_at(struct search *s, uint32_t token)
{
        const struct text_lexeme *x = s->w->tokens[token].lexeme;
        const struct text_sentence *sentence = &s->w->sentences[s->w->tokens[token].sentence];
        struct ahead ahead;

        for (const struct text_start *start = x->singles; start < x->singles + x->n_singles; start++)
                if (!start->at_start || is_start(s->w, sentence, token))
                        add_match(s, start, token, token, 1);
        if (!x->n_starts)
                return;
        look_ahead(s, token, sentence->end, x->reach, &ahead);
        for (const struct text_starts *at = x->starts; at < x->starts + x->n_starts; at++) {
                try_reached(s, token, sentence, at->list, at->by_next, at->next_bits, &ahead, 0);
                try_reached(s, token, sentence, at->list, at->by_skip, at->skip_bits, &ahead, at->reach);
        }
}

/* The words that it hides from phrases of a role: its own. "The drone alert in Kursk was in force until 5:30": the tables may
 * say of one that it hides what those that it skips tell, too. */
static uint64_t words_hidden(const struct text_match *by, unsigned role)
{
        bool all = by->role == SAYS_NONE && (role <= SAYS_STILL || role == SAYS_ATTACK) &&
                   strcmp(by->phrase->value, "all") == 0 && by->last - by->first < 63;

        return all ? (UINT64_C(1) << (by->last - by->first + 1)) - 1 : by->words;
}

/* "Угроза объявлена в", "a quake shook", "грозит селу": what ends in a preposition or a word for a village still stands before a
 * place. */
static bool stands_before_place(const struct text_match *m, const struct text_match *by)
{
        return (m->role == SAYS_AT || m->role == SAYS_TO || m->role == SAYS_KIND) && m->last == by->last &&
               by->role >= SAYS_PAST && by->role <= SAYS_STILL;
}

/* "Until the alert is lifted": "until ... lifted" says nothing, but "until" still denies the all-clear among the words between. */
static bool denies_skipped(const struct text_match *m, const struct text_match *by)
{
        return m->role == SAYS_NOT && (by->role == SAYS_NONE || by->role == SAYS_IF) &&
               by->last - by->first >= by->slots;
}

/* "Уровень Урала вырос", "The Ural has burst its banks": that the name is a river's is told apart from what that does. */
static bool is_of_river(const struct text_match *m)
{
        return (m->role == SAYS_NAMED || m->role == SAYS_NAMED_AFTER) &&
               (!strncmp(m->phrase->value, "river", 5) || !strcmp(m->phrase->value, "waters"));
}

static bool is_state(unsigned role)
{
        return role >= SAYS_PAST && role <= SAYS_FORECAST;
}

/* Matches that lie inside a longer one are dropped; where two cover the same words, both stay. What happened
 * and which event it was are told apart: "a gas blast" hides "blast", not that it "went off". */
static bool covers(const struct text_match *m, const struct text_match *by)
{
        bool event = m->role == SAYS_EVENT || m->role == SAYS_ATTACK;

        if (by->last < m->last || m->first - by->first > 63 ||
            (m->words << (m->first - by->first) & ~words_hidden(by, m->role)) != 0 || by->slots <= m->slots)
                return false;
        if (by->role == SAYS_EVENT)
                return event;
        if (by->role == SAYS_ATTACK) /* "скинули КАБ" does not hide with what */
                return m->role == SAYS_ATTACK;
        if (stands_before_place(m, by) || denies_skipped(m, by))
                return false;
        if ((is_state(by->role) && is_of_river(m)) || (is_state(m->role) && is_of_river(by)))
                return false;
        if (m->role == SAYS_PAST && by->role == SAYS_ACTOR)
                return false; /* "the enemy has attacked Nikopol" */
        if (m->role == SAYS_HEADS && by->role == SAYS_WHOLE && !by->phrase->number)
                return false; /* "in other regions: Sumy, Kharkiv" */
        if (m->role == SAYS_COMMON && by->role == SAYS_SINGLE)
                return false; /* "мирный житель": no town of Мирный */
        if (m->role == SAYS_FACT && (by->role == SAYS_PAST || by->role == SAYS_HAPPENED))
                return false; /* "two were killed" says what happened, and how many */
        return !event || by->role == SAYS_NONE || by->phrase->number >= 0;
}

#define COVER_WINDOW 64 /* matches before one that are looked at */

/* A match of several words: only these can cover others. */
struct wide {
        uint32_t match;
        uint32_t reach; /* the furthest token that it or one before it ends at */
};

/* Of the wide ones, `at` come before match i. */
static bool is_covered(const struct search *s, const struct wide *wide, size_t n_wide, size_t at, size_t i,
                       size_t from)
{
        const struct text_match *m = &s->matches[i];

        for (size_t k = at; k-- > 0 && wide[k].reach >= m->last && wide[k].match >= from &&
                            i - wide[k].match < COVER_WINDOW;)
                if (covers(m, &s->matches[wide[k].match]))
                        return true;
        for (size_t k = at; k < n_wide && s->matches[wide[k].match].first == m->first; k++)
                if (wide[k].match != i && covers(m, &s->matches[wide[k].match]))
                        return true;
        return false;
}

static size_t find_wide(const struct search *s, struct wide *wide)
{
        size_t n = 0;
        uint32_t reach = 0;

        for (size_t i = 0; i < s->n; i++) {
                if (s->matches[i].slots < 2)
                        continue;
                reach = s->matches[i].last > reach ? s->matches[i].last : reach;
                wide[n++] = (struct wide){(uint32_t)i, reach};
        }
        return n;
}

static void drop_covered(struct search *s)
{
        struct wide *wide = arena_array(s->a, s->n_wide, sizeof *wide);
        const size_t n_wide = find_wide(s, wide);
        size_t kept = 0, from = 0, at = 0;

        for (size_t i = 0; i < s->n; i++) {
                struct text_match *m = &s->matches[i];
                while (from < i && s->matches[from].first + TEXT_SLOTS_MAX * (TEXT_GAP_MAX + 1) < m->first)
                        from++;
                while (at < n_wide && wide[at].match < i)
                        at++;
                m->covered = is_covered(s, wide, n_wide, at, i, from);
        }
        for (size_t i = 0; i < s->n; i++)
                if (!s->matches[i].covered)
                        s->matches[kept++] = s->matches[i];
        s->n = kept;
}

size_t text_match_all(const struct text_phrases *p, const struct text_words *w, struct arena *a,
                      struct text_match **ret)
{
        struct search s = {.w = w, .phrases = p, .a = a};

        for (uint32_t i = 0; i < w->n_tokens; i++)
                find_at(&s, i);
        drop_covered(&s);
        *ret = s.matches;
        return s.n;
}
