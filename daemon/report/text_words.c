#include "report/text_words.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/text.h"

/* FNV-1a with a final mix: words are short, and the low bits choose the bucket. */
uint32_t text_hash(const char *s, size_t size)
{
        uint32_t h = 2166136261u;

        for (size_t i = 0; i < size; i++)
                h = (h ^ (unsigned char)s[i]) * 16777619u;
        h ^= h >> 15;
        h *= 0x85ebca6bu;
        return h ^ h >> 13;
}

/* The cutter's state: where it is, what gap was seen since the last token. */
struct cutter {
        struct text_words *w;
        struct arena *a;
        const char *s;
        size_t size, at;
        uint16_t gap;
        bool space; /* white space since the last token */
        size_t token_room, word_room;
        uint32_t *table;
        size_t table_size;
};

static void table_grow(struct cutter *c)
{
        size_t size = c->table_size ? 2 * c->table_size : 1024;

        c->table = arena_array(c->a, size, sizeof *c->table);
        c->table_size = size;
        for (size_t i = 1; i < c->w->n_words; i++) {
                size_t slot = c->w->words[i].hash & (size - 1);
                while (c->table[slot])
                        slot = (slot + 1) & (size - 1);
                c->table[slot] = (uint32_t)i;
        }
}

static uint32_t word_number(struct cutter *c, const char *folded, size_t size)
{
        uint32_t hash = text_hash(folded, size);
        struct text_word *words = c->w->words;
        size_t slot;

        if (2 * c->w->n_words >= c->table_size)
                table_grow(c);
        for (slot = hash & (c->table_size - 1); c->table[slot]; slot = (slot + 1) & (c->table_size - 1)) {
                struct text_word *word = &words[c->table[slot]];
                if (word->hash == hash && word->size == size && !memcmp(word->folded, folded, size))
                        return c->table[slot];
        }
        c->w->words = words = arena_grow(c->a, words, c->w->n_words, &c->word_room, sizeof *words);
        words[c->w->n_words] = (struct text_word){arena_strndup(c->a, folded, size), (uint32_t)size, hash, 0};
        c->table[slot] = (uint32_t)c->w->n_words;
        return (uint32_t)c->w->n_words++;
}

enum kind { KIND_WORD, KIND_SPACE, KIND_PUNCTUATION, KIND_SYMBOL, KIND_IGNORE };

static enum kind kind_of(uint32_t c)
{
        if (c < 0x80) {
                if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
                        return KIND_WORD;
                return c == ' ' || (c >= 9 && c <= 13) ? KIND_SPACE
                       : c < 0x20                      ? KIND_IGNORE
                                                       : KIND_PUNCTUATION;
        }
        if (c >= 0x400 && c <= 0x481)
                return KIND_WORD;
        switch (utf8proc_category((utf8proc_int32_t)c)) {
        case UTF8PROC_CATEGORY_LU:
        case UTF8PROC_CATEGORY_LL:
        case UTF8PROC_CATEGORY_LT:
        case UTF8PROC_CATEGORY_LM:
        case UTF8PROC_CATEGORY_LO:
        case UTF8PROC_CATEGORY_ND:
                return KIND_WORD;
        case UTF8PROC_CATEGORY_MN:
        case UTF8PROC_CATEGORY_MC:
        case UTF8PROC_CATEGORY_ME:
        case UTF8PROC_CATEGORY_CF:
                return KIND_IGNORE;
        case UTF8PROC_CATEGORY_ZS:
        case UTF8PROC_CATEGORY_ZL:
        case UTF8PROC_CATEGORY_ZP:
                return KIND_SPACE;
        case UTF8PROC_CATEGORY_SO:
        case UTF8PROC_CATEGORY_SM:
                return KIND_SYMBOL;
        default:
                return KIND_PUNCTUATION;
        }
}

/* Letters that join words: apostrophes, and marks (accents, soft hyphens). */
static bool joins(uint32_t c)
{
        return c == '\'' || c == 0x2019 || c == 0x02bc || c == 0x60 || c == 0x2bb || c == 0xb4 ||
               (c >= 0x80 && kind_of(c) == KIND_IGNORE);
}

static bool is_upper(uint32_t c)
{
        if (c < 0x80)
                return c >= 'A' && c <= 'Z';
        if (c >= 0x400 && c <= 0x42f)
                return true;
        if (c >= 0x430 && c <= 0x45f)
                return false;
        return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LU;
}

static bool is_digit(uint32_t c)
{
        return c < 0x80 ? c >= '0' && c <= '9'
                        : utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_ND;
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

/* Latin letters that look Cyrillic, in a word that has both: a slip of the keyboard, or a dodge of filters.
 * Rewrites the folded word. */
static size_t mend_script(char *folded, size_t size)
{
        static const char latin[] = "aceiopxykmtbh";
        static const char *const cyrillic[] = {"а", "с", "е", "і", "о", "р", "х",
                                               "у", "к", "м", "т", "в", "н"};
        char out[256];
        size_t used = 0;

        for (size_t i = 0; i < size && used + 2 < sizeof out; i++) {
                const char *at = folded[i] ? strchr(latin, folded[i]) : NULL;
                if (at) {
                        memcpy(out + used, cyrillic[at - latin], 2);
                        used += 2;
                } else {
                        out[used++] = folded[i];
                }
        }
        memcpy(folded, out, used);
        return used;
}

static void add_token(struct cutter *c, struct text_token *t)
{
        char folded[256];
        size_t n = text_fold(c->s + t->start, t->end - t->start, folded, sizeof folded);

        if (n >= sizeof folded)
                n = text_cut(folded, sizeof folded - 1, sizeof folded - 8);
        if (t->symbol || !n) {
                n = t->end - t->start < sizeof folded ? t->end - t->start : 4;
                memcpy(folded, c->s + t->start, n);
        }
        if (t->mixed)
                n = mend_script(folded, n);
        /* "Ukraine's": the possessive is no part of the name. */
        if (t->latin && n > 2 && folded[n - 1] == 's' && t->end - t->start > 2 &&
            (c->s[t->end - 2] == '\'' || (unsigned char)c->s[t->end - 2] == 0x99))
                n--;
        t->word = word_number(c, folded, n);
        t->gap = c->gap;
        c->w->tokens = arena_grow(c->a, c->w->tokens, c->w->n_tokens, &c->token_room, sizeof *t);
        c->w->tokens[c->w->n_tokens++] = *t;
        c->gap = 0;
        c->space = false;
}

/* A word from here: letters and digits, and what joins them. */
static void take_word(struct cutter *c)
{
        struct text_token t = {.start = (uint32_t)c->at, .latin = true};
        size_t upper = 0, letters = 0, at = c->at, end = c->at;
        bool first_upper = false;

        while (at < c->size) {
                uint32_t ch;
                size_t n = text_next(c->s + at, c->size - at, &ch);
                if (kind_of(ch) == KIND_WORD) {
                        bool up = is_upper(ch);
                        if (at == c->at) {
                                first_upper = up;
                                t.number = is_digit(ch);
                        }
                        letters += !is_digit(ch);
                        upper += up;
                        t.latin &= ch < 0x370;
                        t.mixed |= !is_digit(ch) && ch < 0x80;
                        end = at + n;
                } else if (!joins(ch)) {
                        break;
                }
                at += n;
        }
        t.end = (uint32_t)end;
        t.mixed &= !t.latin;
        t.letters = !letters                          ? CASE_NONE
                    : upper == letters && letters > 1 ? CASE_UPPER
                    : first_upper                     ? CASE_TITLE
                                                      : CASE_LOWER;
        c->at = end;
        add_token(c, &t);
}

static void take_symbol(struct cutter *c, size_t n)
{
        struct text_token t = {.start = (uint32_t)c->at, .end = (uint32_t)(c->at + n), .symbol = true};

        c->at += n;
        add_token(c, &t);
}

static void cut_tokens(struct cutter *c)
{
        while (c->at < c->size) {
                uint32_t ch;
                size_t n = text_next(c->s + c->at, c->size - c->at, &ch);
                if ((ch == '<' || ch == '&') && skip_markup(c))
                        continue;
                switch (kind_of(ch)) {
                case KIND_WORD:
                        take_word(c);
                        continue;
                case KIND_SYMBOL:
                        take_symbol(c, n);
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
static bool sentence_ends(const struct text_words *w, size_t i, text_is_short *is_short, const void *context)
{
        const struct text_token *t = &w->tokens[i], *before = &w->tokens[i - 1];

        if (t->gap & (GAP_LINE | GAP_PARAGRAPH | GAP_EXCLAIM | GAP_BULLET))
                return true;
        if (!(t->gap & GAP_PERIOD))
                return false;
        if (t->start - before->end < 2 && !is_glued(w, t, before)) /* "18.30", "н.п.Золотоноша" */
                return false;
        if (t->letters == CASE_LOWER && !t->symbol)
                return false;
        if (!(t->gap & ~GAP_PERIOD) && !before->symbol) {
                const struct text_word *word = &w->words[before->word];
                if (before->letters == CASE_TITLE && text_length(word->folded, word->size) == 1)
                        return false; /* an initial */
                if (is_short(context, word) ||
                    (before->gap & GAP_HYPHEN && before->letters == CASE_LOWER && word->size <= 4))
                        return false; /* "р-ні. Казанки" */
        }
        return true;
}

static void cut_sentences(struct text_words *w, text_is_short *is_short, const void *context, struct arena *a)
{
        size_t room = 0;
        uint32_t line = 0;

        for (size_t i = 0; i < w->n_tokens; i++) {
                struct text_token *t = &w->tokens[i];
                line += (t->gap & GAP_LINE) != 0;
                if (!i || sentence_ends(w, i, is_short, context)) {
                        w->sentences =
                            arena_grow(a, w->sentences, w->n_sentences, &room, sizeof *w->sentences);
                        w->sentences[w->n_sentences++] = (struct text_sentence){
                            .first = (uint32_t)i,
                            .line = line,
                            .starts_line = !i || t->gap & GAP_LINE,
                            .starts_paragraph = !i || t->gap & GAP_PARAGRAPH,
                            .bullet = t->gap & GAP_BULLET,
                        };
                }
                t->sentence = (uint32_t)w->n_sentences - 1;
                w->sentences[w->n_sentences - 1].end = (uint32_t)i + 1;
        }
}

void text_words_cut(const char *text, size_t size, text_is_short *is_short, const void *context,
                    struct arena *a, struct text_words *ret)
{
        struct text_words w = {.text = text, .size = size};
        struct cutter c = {.w = &w, .a = a, .s = text, .size = size};

        /* Word 0 is none, so that 0 can mean "free" in the table. */
        w.words = arena_grow(a, NULL, 0, &c.word_room, sizeof *w.words);
        w.words[0] = (struct text_word){"", 0, 0, 0};
        w.n_words = 1;
        cut_tokens(&c);
        cut_sentences(&w, is_short, context, a);
        *ret = w;
}
