#include "reader/words/text_insert.h"

#define INSERTED_MOST 24 /* tokens */

#define PREPOSITION_MOST 6 /* bytes */

/* A word that begins one, or has a preposition before it: "о которой сообщали". */
static bool begins(const struct text_words *w, uint32_t token, uint32_t end)
{
        const struct text_token *t = &w->tokens[token];

        if (!(t->gap & GAP_COMMA))
                return false;
        return (t->lexeme->roles >> SAYS_INSERT & 1) ||
               (t->lexeme->size <= PREPOSITION_MOST && token + 1 < end && !t[1].gap &&
                t[1].lexeme->roles >> SAYS_INSERT & 1);
}

/* "Declared in Yelets, Lebedyan and Dankov": a comma between names. */
static bool is_listing(const struct text_words *w, uint32_t token)
{
        return w->tokens[token].letters == CASE_TITLE && w->tokens[token - 1].letters == CASE_TITLE;
}

/* The token after the comma that ends it, or 0. */
static uint32_t behind(const struct text_words *w, uint32_t token, uint32_t end)
{
        const unsigned stops = GAP_SEMICOLON | GAP_COLON | GAP_OPEN | GAP_CLOSE;
        uint32_t first = 0; /* where it ends, unless names go on */

        for (uint32_t at = token + 1; at < end && at - token <= INSERTED_MOST; at++) {
                if (w->tokens[at].gap & stops && !w->tokens[at].number) /* "23:10" */
                        return first;
                if (w->tokens[at].gap & GAP_COMMA && !is_listing(w, at))
                        return at;
                if (w->tokens[at].gap & GAP_COMMA && !first)
                        first = at;
        }
        return first;
}

#define CONVERTED_MOST 3 /* tokens: "1,200 miles" */

/* "About 80 km (50 miles) north of Kyiv": the same measure in other units. The token behind the bracket, or 0. */
static uint32_t behind_measure(const struct text_words *w, uint32_t token, uint32_t end)
{
        const struct text_token *t = &w->tokens[token];

        if (!(t->gap & GAP_OPEN) || !t->number || !token || !(t[-1].lexeme->roles >> SAYS_MEASURE & 1))
                return 0;
        for (uint32_t at = token + 1; at < end && at - token <= CONVERTED_MOST; at++)
                if (w->tokens[at].gap & GAP_CLOSE)
                        return w->tokens[at - 1].lexeme->roles >> SAYS_MEASURE & 1 ? at : 0;
        return 0;
}

const uint32_t *text_insert_find(const struct text_words *w, struct arena *a)
{
        uint32_t *resumes = NULL;

        for (uint32_t i = 0; i < w->n_tokens; i++) {
                const struct text_sentence *sentence = &w->sentences[w->tokens[i].sentence];
                uint32_t resume = begins(w, i, sentence->end) ? behind(w, i, sentence->end) : 0;
                if (!resume && !(resume = behind_measure(w, i, sentence->end)))
                        continue;
                if (!resumes)
                        resumes = arena_array(a, w->n_tokens + 1, sizeof *resumes);
                resumes[i] = resume;
        }
        return resumes;
}
