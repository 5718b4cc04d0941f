#include "reader/words/text_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "reader/words/text_letter.h"
#include "reader/words/text_wrapped.h"

/* The cutter's state: where it is, what gap was seen since the last token. */
struct cutter {
        struct text_words *w;
        struct text_lexicon *lexicon;
        struct arena *a;
        const char *s;
        size_t size, at;
        uint32_t text; /* of the lexicon */
        uint16_t gap;
        bool space; /* white space since the last token */
        size_t token_room, word_room;
};

/* The number of a lexeme among the words of this text. */
static uint32_t word_number(struct cutter *c, struct text_lexeme *lexeme)
{
        struct text_words *w = c->w;

        if (lexeme->text == c->text)
                return lexeme->word;
        lexeme->text = c->text;
        lexeme->word = (uint32_t)w->n_words;
        w->words = arena_grow(c->a, w->words, w->n_words, &c->word_room, sizeof *w->words);
        w->words[w->n_words] = (struct text_word){lexeme->folded, lexeme->size, lexeme};
        return (uint32_t)w->n_words++;
}

/* Punctuation to its flag; 0 for what says nothing. */
static uint16_t gap_of(uint32_t c)
{
        switch (c) {
        case ',':
                return GAP_COMMA;
        case ':':
                return GAP_COLON;
        case ';':
                return GAP_SEMICOLON;
        case '(':
        case '[':
        case '{':
                return GAP_OPEN;
        case ')':
        case ']':
        case '}':
                return GAP_CLOSE;
        case '"':
        case 0xab:
        case 0xbb:
        case 0x2018:
        case 0x201c:
        case 0x201d:
        case 0x201e:
                return GAP_QUOTE;
        case '/':
        case '\\':
        case '|':
                return GAP_SLASH;
        case '.':
        case 0x2026:
                return GAP_PERIOD;
        case '!':
        case '?':
        case 0x203c:
                return GAP_EXCLAIM;
        case '-':
        case '_':
        case 0x2010:
        case 0x2011:
                return GAP_HYPHEN;
        case 0x2012:
        case 0x2013:
        case 0x2014:
        case 0x2015:
                return GAP_DASH;
        case '#':
                return GAP_HASH;
        case 0x2022:
        case 0xb7:
        case '*':
                return GAP_BULLET;
        default:
                return 0;
        }
}

static void gap_add(struct cutter *c, uint16_t flag)
{
        bool line = c->gap & GAP_LINE;

        if (flag == GAP_HYPHEN && (c->space || c->gap))
                flag = line || !c->w->n_tokens ? GAP_BULLET : GAP_DASH;
        if (flag == GAP_DASH && (line || !c->w->n_tokens))
                flag = GAP_BULLET;
        c->gap |= flag;
}

static void line_break(struct cutter *c)
{
        c->gap |= c->gap & GAP_LINE ? GAP_PARAGRAPH : GAP_LINE;
        c->space = true;
}

static bool starts_with(const struct cutter *c, size_t at, const char *word)
{
        size_t n = strlen(word);

        return c->size - at >= n && !memcmp(c->s + at, word, n);
}

/* Steps over `<p style=...>` and `&laquo;`. Returns false where it is only a sign. */
static bool skip_markup(struct cutter *c)
{
        static const char *const blocks[] = {"<p",  "</p", "<br", "<div", "</div",
                                             "<li", "<h",  "</h", "<P",   "<BR"};
        char end = c->s[c->at] == '<' ? '>' : ';';
        size_t limit = end == '>' ? 300 : 10, i = c->at + 1;

        if (i >= c->size || !((c->s[i] >= 'a' && c->s[i] <= 'z') || (c->s[i] >= 'A' && c->s[i] <= 'Z') ||
                              (end == '>' && c->s[i] == '/') || (end == ';' && c->s[i] == '#')))
                return false;
        while (i < c->size && i - c->at < limit && c->s[i] != end && c->s[i] != '\n' &&
               (end == '>' || c->s[i] != ' '))
                i++;
        if (i >= c->size || c->s[i] != end)
                return false;
        if (end == ';')
                gap_add(c, starts_with(c, c->at, "&nbsp;") ? 0 : GAP_QUOTE);
        for (size_t b = 0; end == '>' && b < sizeof blocks / sizeof *blocks; b++)
                if (starts_with(c, c->at, blocks[b])) {
                        line_break(c);
                        break;
                }
        c->at = i + 1;
        c->space = true;
        return true;
}

/* A word or a symbol up to `end`, written as `bytes`. */
static void add_token(struct cutter *c, size_t end, const char *bytes, size_t size, bool symbol)
{
        const struct text_spelling *spelling = text_lexicon_spelling(c->lexicon, bytes, size, symbol);
        struct text_lexeme *lexeme = spelling->lexeme;
        struct text_words *w = c->w;

        w->tokens = arena_grow(c->a, w->tokens, w->n_tokens, &c->token_room, sizeof *w->tokens);
        w->tokens[w->n_tokens++] = (struct text_token){.start = (uint32_t)c->at,
                                                       .end = (uint32_t)end,
                                                       .word = word_number(c, lexeme),
                                                       .gap = c->gap,
                                                       .letters = spelling->letters,
                                                       .symbol = symbol,
                                                       .number = lexeme->number,
                                                       .latin = lexeme->latin,
                                                       .possessive = spelling->possessive,
                                                       .lexeme = lexeme};
        c->gap = 0;
        c->space = false;
        c->at = end;
}

/* A word from here: letters and digits, and what joins them. */
static void take_word(struct cutter *c)
{
        size_t at = c->at, end;

        for (;;) {
                uint32_t ch;
                at = end = text_letter_run(c->s, c->size, at);
                while (at < c->size) {
                        size_t n = text_next(c->s + at, c->size - at, &ch);
                        if (text_letter_kind(ch) == KIND_WORD) {
                                end = at + n;
                                break;
                        }
                        if (!text_letter_joins(ch))
                                break;
                        at += n;
                }
                if (end <= at)
                        break;
                at = end;
        }
        add_token(c, end, c->s + c->at, end - c->at, false);
}

/* "Коблеве -> Южне", "=>": an arrow made of two signs. */
static bool take_arrow(struct cutter *c)
{
        static const char arrow[] = "\u2192";

        if (!starts_with(c, c->at, "->") && !starts_with(c, c->at, "=>"))
                return false;
        add_token(c, c->at + 2, arrow, sizeof arrow - 1, true);
        return true;
}

static void cut_tokens(struct cutter *c)
{
        while (c->at < c->size) {
                uint32_t ch;
                size_t n = text_next(c->s + c->at, c->size - c->at, &ch);
                if (((ch == '<' || ch == '&') && skip_markup(c)) ||
                    ((ch == '-' || ch == '=') && take_arrow(c)))
                        continue;
                switch (text_letter_kind(ch)) {
                case KIND_WORD:
                        take_word(c);
                        continue;
                case KIND_SYMBOL:
                        add_token(c, c->at + n, c->s + c->at, n, true);
                        continue;
                case KIND_SPACE:
                        if (ch == '\n' || ch == 0x2028 || ch == 0x2029)
                                line_break(c);
                        c->space = true;
                        break;
                case KIND_PUNCTUATION:
                        gap_add(c, gap_of(ch));
                        break;
                case KIND_IGNORE:
                        break;
                }
                c->at += n;
        }
}

/* "работа ПВО.Мэр": a full stop without the space. Latin names have dots inside (alerts.in.ua). */
static bool is_glued(const struct text_words *w, const struct text_token *t, const struct text_token *before)
{
        return t->letters == CASE_TITLE && !t->latin && !before->latin && !before->number &&
               !before->symbol && text_length(w->words[before->word].folded, w->words[before->word].size) > 2;
}

/* A sentence ends before token i. */
static bool sentence_ends(const struct text_words *w, size_t i)
{
        const struct text_token *t = &w->tokens[i], *before = &w->tokens[i - 1];

        if (t->gap & (GAP_LINE | GAP_PARAGRAPH | GAP_EXCLAIM | GAP_BULLET))
                return true;
        if (!(t->gap & GAP_PERIOD) || t->gap & GAP_COMMA) /* "Курськ – рф., Чауда – Крим" */
                return false;
        if (t->start - before->end < 2 && !is_glued(w, t, before)) /* "18.30", "н.п.Золотоноша" */
                return false;
        if (t->letters == CASE_LOWER && !t->symbol)
                return false;
        if (!(t->gap & ~GAP_PERIOD) && !before->symbol) {
                const struct text_word *word = &w->words[before->word];
                if (before->letters == CASE_TITLE && text_length(word->folded, word->size) == 1)
                        return false; /* an initial */
                if (before->lexeme->roles >> SAYS_SHORT & 1 ||
                    (before->gap & GAP_HYPHEN && before->letters == CASE_LOWER && word->size <= 4))
                        return false; /* "р-ні. Казанки" */
        }
        return true;
}

/* Shapes that lines of a list begin with; other symbols are said of what follows them. */
static bool is_list_mark(const struct text_words *w, const struct text_token *t)
{
        const struct text_word *word = &w->words[t->word];
        uint32_t c = 0;

        if (!t->symbol)
                return false;
        text_next(word->folded, word->size, &c);
        return (c >= 0x25a0 && c <= 0x25ff) || (c >= 0x1f538 && c <= 0x1f53b);
}

static void cut_sentences(struct text_words *w, struct arena *a)
{
        size_t room = 0;
        uint32_t line = 0;

        for (size_t i = 0; i < w->n_tokens; i++) {
                struct text_token *t = &w->tokens[i];
                line += (t->gap & GAP_LINE) != 0;
                if (!i || sentence_ends(w, i)) {
                        w->sentences =
                            arena_grow(a, w->sentences, w->n_sentences, &room, sizeof *w->sentences);
                        w->sentences[w->n_sentences++] = (struct text_sentence){
                            .first = (uint32_t)i,
                            .line = line,
                            .starts_line = !i || t->gap & GAP_LINE,
                            .starts_paragraph = !i || t->gap & GAP_PARAGRAPH,
                            .bullet = t->gap & GAP_BULLET || is_list_mark(w, t),
                        };
                }
                t->sentence = (uint32_t)w->n_sentences - 1;
                w->sentences[w->n_sentences - 1].end = (uint32_t)i + 1;
        }
}

void text_words_cut(struct text_lexicon *l, const char *text, size_t size, struct arena *a,
                    struct text_words *ret)
{
        struct text_words w = {.text = text, .size = size};
        struct cutter c = {
            .w = &w, .lexicon = l, .a = a, .s = text, .size = size, .text = text_lexicon_start(l)};

        w.words = arena_grow(a, NULL, 0, &c.word_room, sizeof *w.words);
        w.words[0] = (struct text_word){.folded = ""}; /* 0 is no word */
        w.n_words = 1;
        cut_tokens(&c);
        text_wrapped_join(&w);
        cut_sentences(&w, a);
        *ret = w;
}

#define WORDS_HEARD 200 /* that tell the language */

size_t text_words_languages(const struct text_words *w, size_t counts[static TEXT_LANGUAGES_MAX])
{
        size_t latin = 0;

        for (size_t i = 1; i < w->n_words && i < WORDS_HEARD; i++) {
                const struct text_word *word = &w->words[i];
                latin += *word->folded >= 'a' && *word->folded <= 'z';
                for (size_t k = 0; word->lexeme->languages >> k; k++)
                        counts[k] += word->lexeme->languages >> k & 1;
        }
        return latin;
}
