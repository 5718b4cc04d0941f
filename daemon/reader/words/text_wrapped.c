#include "reader/words/text_wrapped.h"

#include "base/text.h"

#define WIDTH_LEAST 50 /* characters */
#define WIDTH_MOST  110
#define FULL_LEAST  3 /* lines that are full */

/* Characters from one token to the end of another. */
static size_t width_of(const struct text_words *w, const struct text_token *from, const struct text_token *to)
{
        return to->end - from->start > 4 * WIDTH_MOST
                   ? SIZE_MAX
                   : text_length(w->text + from->start, to->end - from->start);
}

static bool ends_line(const struct text_words *w, size_t i)
{
        return i + 1 == w->n_tokens || w->tokens[i + 1].gap & GAP_LINE;
}

/* The longest line; 0: nothing was wrapped to such a width. */
static size_t longest_line(const struct text_words *w)
{
        const struct text_token *first = w->tokens;
        size_t longest = 0, breaks = 0;

        for (size_t i = 0; i < w->n_tokens; i++) {
                if (w->tokens[i].gap & GAP_LINE) {
                        first = &w->tokens[i];
                        breaks += !(first->gap & GAP_PARAGRAPH);
                }
                if (!ends_line(w, i))
                        continue;
                size_t width = width_of(w, first, &w->tokens[i]);
                if (width > WIDTH_MOST)
                        return 0;
                longest = width > longest ? width : longest;
        }
        return breaks >= FULL_LEAST && longest >= WIDTH_LEAST ? longest : 0;
}

/* Was the line before the token full: had its first word no room there? */
static bool is_full(const struct text_words *w, const struct text_token *first, const struct text_token *t,
                    size_t width)
{
        if (t->gap & (GAP_PARAGRAPH | GAP_BULLET | GAP_HASH | GAP_EXCLAIM) || t->symbol)
                return false;
        return width_of(w, first, t) > width;
}

/* Takes the breaks behind full lines away, or only counts those in the middle of a sentence: lines of a list begin with capitals. */
static size_t join(struct text_words *w, size_t width, bool take)
{
        const struct text_token *first = w->tokens;
        size_t n = 0;

        for (size_t i = 1; i < w->n_tokens; i++) {
                struct text_token *t = &w->tokens[i];
                if (!(t->gap & GAP_LINE))
                        continue;
                bool full = is_full(w, first, t, width);
                n += full && (t->letters == CASE_LOWER || t->gap & GAP_COMMA);
                if (full && take)
                        t->gap &= (uint16_t)~GAP_LINE;
                first = t;
        }
        return n;
}

void text_wrapped_join(struct text_words *w)
{
        const size_t width = longest_line(w);

        if (width && join(w, width, false) >= FULL_LEAST)
                join(w, width, true);
}
