#include "reader/words/text_scan.h"

#include "reader/words/text_insert.h"

void text_scan_start(struct text_scan *s, const char *text, size_t size)
{
        uint32_t token = 0;

        text_words_cut(s->lexicon, text, size, s->arena, &s->words);
        s->words.resumes = text_insert_find(&s->words, s->arena);
        s->n_matches = text_match_all(s->phrases, &s->words, s->arena, &s->matches);
        s->starts = arena_array(s->arena, s->words.n_tokens + 1, sizeof *s->starts);
        s->ends = arena_array(s->arena, s->words.n_tokens + 1, sizeof *s->ends);
        s->starting = arena_array(s->arena, s->words.n_tokens + 1, sizeof *s->starting);
        s->ending = arena_array(s->arena, s->words.n_tokens + 1, sizeof *s->ending);
        s->same_end = arena_array(s->arena, s->n_matches + 1, sizeof *s->same_end);
        for (uint32_t i = 0; i < s->n_matches; i++) {
                const struct text_match *m = &s->matches[i];
                s->starts[m->first] |= UINT64_C(1) << m->role;
                s->ends[m->last] |= UINT64_C(1) << m->role;
                while (token <= m->first)
                        s->starting[token++] = i;
                s->same_end[i] = s->ending[m->last];
                s->ending[m->last] = i + 1;
        }
        while (token <= s->words.n_tokens)
                s->starting[token++] = (uint32_t)s->n_matches;
}

const struct text_match *text_scan_longest_from(const struct text_scan *s, uint32_t token,
                                                enum text_says role)
{
        const struct text_match *best = NULL;

        for (uint32_t i = s->starting[token]; i < s->starting[token + 1]; i++)
                if (s->matches[i].role == role && (!best || s->matches[i].last > best->last))
                        best = &s->matches[i];
        return best;
}

const struct text_match *text_scan_longest_to(const struct text_scan *s, uint32_t token, enum text_says role)
{
        const struct text_match *best = NULL;

        for (uint32_t i = s->ending[token]; i; i = s->same_end[i - 1])
                if (s->matches[i - 1].role == role && (!best || s->matches[i - 1].first < best->first))
                        best = &s->matches[i - 1];
        return best;
}

uint32_t text_scan_node(const struct text_scan *s, uint32_t first, uint32_t last)
{
        uint32_t node = 0;

        for (uint32_t at = first; at <= last && node != TEXT_NO_NODE; at++) {
                const struct text_lexeme *x = text_scan_token(s, at)->lexeme;
                node = text_names_step(s->names, node, text_names_word(s->names, x->folded, x->size));
        }
        return node;
}

bool text_scan_ends_like(const struct text_scan *s, uint32_t token, enum text_ending kind)
{
        struct text_lexeme *x = text_scan_token(s, token)->lexeme;
        const uint16_t bit = (uint16_t)(1u << kind);

        if (!(x->asked & bit)) { /* there are many endings */
                x->asked |= bit;
                if (text_language_ends(s->language, kind, NULL, x->folded, x->size))
                        x->endings |= bit;
        }
        return x->endings & bit;
}

const struct text_phrase *text_scan_word(const struct text_scan *s, uint32_t token, enum text_says role)
{
        const struct text_lexeme *x = s->words.tokens[token].lexeme;

        for (const struct text_start *start = x->singles; start < x->singles + x->n_singles; start++)
                if (start->role == role)
                        return text_phrases_meant(s->phrases, start);
        return NULL;
}
