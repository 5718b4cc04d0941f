#include "base/text.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define REPLACEMENT  0xfffdu
#define CLUSTER_MOST 32
#define FOLD_TABLE   0x530 /* basic Latin to Cyrillic supplement */

size_t text_next_any(const char *s, size_t size, uint32_t *ret_char)
{
        utf8proc_int32_t c;
        utf8proc_ssize_t n;

        n = utf8proc_iterate((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)size, &c);
        if (n <= 0) {
                *ret_char = REPLACEMENT;
                return 1;
        }
        *ret_char = (uint32_t)c;
        return (size_t)n;
}

/* Where basic Latin ends: eight bytes at a time. */
static size_t ascii_run(const char *s, size_t size, size_t at)
{
        uint64_t bytes;

        for (; size - at >= sizeof bytes; at += sizeof bytes) {
                memcpy(&bytes, s + at, sizeof bytes);
                if (bytes & UINT64_C(0x8080808080808080))
                        break;
        }
        while (at < size && (unsigned char)s[at] < 0x80)
                at++;
        return at;
}

/* Where Cyrillic (U+0400 to U+04FF) ends: four letters at a time. */
static size_t cyrillic_run(const char *s, size_t size, size_t at)
{
        static const unsigned char looked_at[] = {0xfc, 0xc0, 0xfc, 0xc0, 0xfc, 0xc0, 0xfc, 0xc0},
                                   wanted[] = {0xd0, 0x80, 0xd0, 0x80, 0xd0, 0x80, 0xd0, 0x80};
        uint64_t mask, letters, bytes;

        memcpy(&mask, looked_at, sizeof mask);
        memcpy(&letters, wanted, sizeof letters);
        for (; size - at >= sizeof bytes; at += sizeof bytes) {
                memcpy(&bytes, s + at, sizeof bytes);
                if ((bytes & mask) != letters)
                        break;
        }
        return at;
}

size_t text_valid(const char *s, size_t size)
{
        size_t at = 0;

        while ((at = ascii_run(s, size, at)) < size && (at = cyrillic_run(s, size, at)) < size) {
                uint32_t c;
                size_t n = text_next(s + at, size - at, &c);
                if (n == 1 && c >= 0x80)
                        return at;
                at += n;
        }
        return size;
}

static bool is_mark(uint32_t c)
{
        utf8proc_category_t category;

        if (c < 0x300)
                return false;
        category = utf8proc_category((utf8proc_int32_t)c);
        return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
               category == UTF8PROC_CATEGORY_ME || c == 0x200d || (c >= 0xfe00 && c <= 0xfe0f);
}

size_t text_cut(const char *s, size_t size, size_t max)
{
        size_t at = 0, end = 0;

        if (size <= max)
                return size;
        while (at < max) {
                uint32_t c;
                size_t n = text_next(s + at, size - at, &c);
                if (at + n > max)
                        break;
                at += n;
                end = at;
        }
        /* What follows must not be a mark that belongs to what is kept; else give up its base too. */
        while (end > 0) {
                uint32_t c;
                text_next(s + end, size - end, &c);
                if (!is_mark(c))
                        break;
                do
                        end--;
                while (end > 0 && ((unsigned char)s[end] & 0xc0) == 0x80);
        }
        return end;
}

/* Letters and signs that always are a grapheme of their own beside one another: Latin, Greek and Cyrillic without marks,
 * but for CR LF. */
static bool is_plain(uint32_t c)
{
        return (c >= 0x20 && c < 0x300) || (c >= 0x370 && c < 0x483) || c == '\n';
}

size_t text_grapheme(const char *s, size_t size)
{
        utf8proc_int32_t state = 0;
        size_t at = 0;
        uint32_t before = 0, c;

        for (unsigned n = 0; at < size && n < CLUSTER_MOST; n++) {
                size_t bytes = text_next(s + at, size - at, &c);
                if (n == 1 && is_plain(before) && is_plain(c))
                        break;
                if (n > 0 &&
                    utf8proc_grapheme_break_stateful((utf8proc_int32_t)before, (utf8proc_int32_t)c, &state))
                        break;
                before = c;
                at += bytes;
        }
        return at;
}

/* How many of eight bytes begin a character: all but those of the kind 10xxxxxx. */
static size_t count_starts(const char *s)
{
        const uint64_t each = UINT64_C(0x0101010101010101);
        uint64_t bytes;

        memcpy(&bytes, s, sizeof bytes);
        return sizeof bytes - (size_t)(((bytes >> 7 & ~bytes >> 6 & each) * each) >> 56);
}

/* The byte offset of character number `*n`, or `size` and how many are missing. */
static size_t offset_of(const char *s, size_t size, size_t *n)
{
        size_t at = 0;

        while (size - at >= sizeof(uint64_t) && *n >= sizeof(uint64_t)) {
                *n -= count_starts(s + at);
                at += sizeof(uint64_t);
        }
        for (; at < size; at++)
                if (((unsigned char)s[at] & 0xc0) != 0x80) {
                        if (!*n)
                                break;
                        --*n;
                }
        return at;
}

size_t text_length(const char *s, size_t size)
{
        size_t left = size;

        offset_of(s, size, &left);
        return size - left;
}

static bool is_white(uint32_t c)
{
        if (c < 0x80)
                return c == ' ' || (c >= 9 && c <= 13);
        if (c >= 0x300 && c < 0x530)
                return false;
        switch (utf8proc_category((utf8proc_int32_t)c)) {
        case UTF8PROC_CATEGORY_ZS:
        case UTF8PROC_CATEGORY_ZL:
        case UTF8PROC_CATEGORY_ZP:
                return true;
        default:
                return c == 0x85;
        }
}

/* Control characters, and the invisible ones that could turn a line's direction or hide in it. */
static bool is_hidden(uint32_t c)
{
        return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) ||
               (c >= 0x2066 && c <= 0x2069) || c == 0x200b || c == 0x200e || c == 0x200f || c == 0xfeff ||
               c == 0xad || (c >= 0xe0000 && c <= 0xe007f);
}

static bool is_visible_ascii(char c)
{
        return c > 0x20 && c < 0x7f;
}

/* Where the run ends that starts at `at`, after something visible, and is copied as it is: visible basic Latin, basic
 * Cyrillic, single spaces between. */
static size_t visible_run(const char *s, size_t size, size_t at)
{
        while (at < size) {
                unsigned char c = (unsigned char)s[at];
                if (is_visible_ascii(s[at]))
                        at++;
                else if (c == ' ' && size - at >= 2 && is_visible_ascii(s[at + 1]))
                        at += 2;
                else if ((c == 0xd0 || c == 0xd1) && size - at >= 2 &&
                         ((unsigned char)s[at + 1] & 0xc0) == 0x80)
                        at += 2;
                else
                        break;
        }
        return at;
}

/* One pass for squeeze and tidy: runs of white space become one space, or with `lines` one or two line
 * breaks. */
static char *clean(struct arena *a, const char *s, size_t size, bool lines)
{
        char *out = arena_alloc(a, 3 * size + 1); /* an invalid byte may grow to U+FFFD */
        size_t used = 0, breaks = 0;
        bool space = false;

        for (size_t at = 0; at < size;) {
                uint32_t c;
                size_t n = text_next(s + at, size - at, &c);
                if (is_white(c)) {
                        space = true;
                        breaks += c == '\n' || c == 0x2028 || c == 0x2029;
                } else if (!is_hidden(c)) {
                        if (used && lines && breaks) {
                                out[used++] = '\n';
                                if (breaks > 1)
                                        out[used++] = '\n';
                        } else if (used && space) {
                                out[used++] = ' ';
                        }
                        space = false;
                        breaks = 0;
                        if (c < 0x80 || n > 1) {
                                n = visible_run(s, size, at + n) - at;
                                memcpy(out + used, s + at, n);
                                used += n;
                        } else { /* an invalid byte */
                                used += (size_t)utf8proc_encode_char((utf8proc_int32_t)c,
                                                                     (utf8proc_uint8_t *)out + used);
                        }
                }
                at += n;
        }
        out[used] = 0;
        return out;
}

char *text_squeeze(struct arena *a, const char *s, size_t size)
{
        return clean(a, s, size, false);
}

char *text_tidy(struct arena *a, const char *s, size_t size)
{
        return clean(a, s, size, true);
}

/* One that stands at `at` and is a single character of basic Latin, with another after it: most are. */
static bool is_plain_ascii(const char *s, size_t size, size_t at)
{
        return size - at >= 2 && (unsigned char)s[at] < 0x80 && is_plain((unsigned char)s[at]) &&
               (unsigned char)s[at + 1] < 0x80 && is_plain((unsigned char)s[at + 1]);
}

/* The end of the last grapheme that fits into `max` code points. */
static size_t whole_graphemes(const char *s, size_t size, size_t max)
{
        size_t at = 0, used = 0;

        while (at < size) {
                size_t n;

                if (used < max && is_plain_ascii(s, size, at)) {
                        at++;
                        used++;
                        continue;
                }
                n = text_grapheme(s + at, size - at);
                used += text_length(s + at, n);
                if (used > max)
                        break;
                at += n;
        }
        return at;
}

char *text_shorten(struct arena *a, const char *s, size_t max)
{
        static const char cut[] = "…";
        size_t size = strlen(s), left = max, end, least;
        char *text;

        if (size <= max || offset_of(s, size, &left) == size)
                return arena_strdup(a, s);
        end = whole_graphemes(s, size, max ? max - 1 : 0);
        least = end - end / 3;
        for (size_t at = end; at > least; at--)
                if (s[at] == ' ' || s[at] == '\n') {
                        end = at;
                        break;
                }
        while (end > 0 && (s[end - 1] == ' ' || s[end - 1] == ',' || s[end - 1] == '\n'))
                end--;
        text = arena_alloc(a, end + sizeof cut);
        memcpy(text, s, end);
        memcpy(text + end, cut, sizeof cut);
        return text;
}

static bool is_apostrophe(uint32_t c)
{
        return c == '\'' || c == '`' || c == 0xb4 || c == 0x2b9 || c == 0x2bb || c == 0x2bc || c == 0x2c8 ||
               c == 0x2019 || c == 0x2018 || c == 0x2032 || c == 0x2bf || c == 0x301;
}

static bool is_word(uint32_t c)
{
        switch (utf8proc_category((utf8proc_int32_t)c)) {
        case UTF8PROC_CATEGORY_LU:
        case UTF8PROC_CATEGORY_LL:
        case UTF8PROC_CATEGORY_LT:
        case UTF8PROC_CATEGORY_LM:
        case UTF8PROC_CATEGORY_LO:
        case UTF8PROC_CATEGORY_ND:
        case UTF8PROC_CATEGORY_NL:
        case UTF8PROC_CATEGORY_NO:
                return true;
        default:
                return false;
        }
}

/* й and ї decompose into a letter and a mark, but are letters of their own. */
static uint32_t keep_letter(uint32_t c)
{
        switch (c) {
        case 0x419:
        case 0x439:
                return 0x439; /* й */
        case 0x407:
        case 0x457:
                return 0x457; /* ї */
        case 0x40e:
        case 0x45e:
                return 0x45e; /* ў */
        case 0x490:
        case 0x491:
                return 0x433; /* ґ -> г */
        case 0x131:
                return 'i'; /* ı, which Latin letters elsewhere write as i */
        default:
                return 0;
        }
}

/* One character through utf8proc: the letters and digits it folds to, ' ' for anything that separates words.
 */
static size_t fold_char(uint32_t c, uint32_t out[static 8])
{
        utf8proc_int32_t parts[24];
        utf8proc_ssize_t n;
        size_t used = 0;
        int boundary = 0;

        if (is_apostrophe(c) || is_hidden(c) || is_mark(c)) {
                if (c != '\t' && c != '\n' && c != '\r' && c != '\v' && c != '\f')
                        return 0;
        }
        if (keep_letter(c)) {
                out[0] = keep_letter(c);
                return 1;
        }
        n = utf8proc_decompose_char((utf8proc_int32_t)c, parts, 24,
                                    UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_DECOMPOSE, &boundary);
        for (utf8proc_ssize_t i = 0; i < n && i < 24 && used < 8; i++) {
                uint32_t p = (uint32_t)parts[i];
                if (is_mark(p) || is_apostrophe(p))
                        continue;
                out[used++] = is_word(p) ? p : ' ';
        }
        return used;
}

/* The folded form of each character of the table: up to 3 bytes of UTF-8, built once by utf8proc itself. */
struct fold_entry {
        unsigned char size;
        char bytes[7];
};

static struct fold_entry fold_entries[FOLD_TABLE];

static void fold_build(void)
{
        for (uint32_t c = 0; c < FOLD_TABLE; c++) {
                uint32_t parts[8];
                size_t n = fold_char(c, parts), used = 0;

                for (size_t i = 0; i < n && used <= 3; i++)
                        used += (size_t)utf8proc_encode_char(
                            (utf8proc_int32_t)parts[i], (utf8proc_uint8_t *)fold_entries[c].bytes + used);
                fold_entries[c].size = (unsigned char)used;
        }
}

/* Several threads fold. */
static const struct fold_entry *fold_table(void)
{
        static pthread_once_t once = PTHREAD_ONCE_INIT;

        pthread_once(&once, fold_build);
        return fold_entries;
}

/* Appends folded bytes; several spaces become one, none at the start. */
struct fold_out {
        char *out;
        size_t room, size;
        bool space;
};

static void fold_byte(struct fold_out *o, char c)
{
        if (o->size < o->room)
                o->out[o->size] = c;
        o->size++;
}

static void fold_bytes(struct fold_out *o, const char *bytes, size_t n)
{
        for (size_t i = 0; i < n; i++) {
                if (bytes[i] == ' ') {
                        o->space = o->size > 0;
                        continue;
                }
                if (o->space)
                        fold_byte(o, ' ');
                o->space = false;
                fold_byte(o, bytes[i]);
        }
}

static void fold_slow(struct fold_out *o, uint32_t c)
{
        uint32_t parts[8];
        size_t n = c == REPLACEMENT ? 0 : fold_char(c, parts);

        for (size_t i = 0; i < n; i++) {
                char bytes[4] = {0};
                fold_bytes(
                    o, bytes,
                    (size_t)utf8proc_encode_char((utf8proc_int32_t)parts[i], (utf8proc_uint8_t *)bytes));
        }
}

size_t text_fold(const char *s, size_t size, char *out, size_t room)
{
        const struct fold_entry *table = fold_table();
        struct fold_out o = {.out = out, .room = room};

        for (size_t at = 0; at < size;) {
                uint32_t c;
                at += text_next(s + at, size - at, &c);
                if (c < FOLD_TABLE)
                        fold_bytes(&o, table[c].bytes, table[c].size);
                else
                        fold_slow(&o, c);
        }
        return o.size;
}

static char *folded(const char *s)
{
        size_t size = strlen(s), need = text_fold(s, size, NULL, 0);
        char *out = calloc(need + 1, 1);

        if (!out)
                abort();
        text_fold(s, size, out, need);
        return out;
}

bool text_same(const char *a, const char *b)
{
        char *x = folded(a), *y = folded(b);
        bool same = strcmp(x, y) == 0;

        free(x);
        free(y);
        return same;
}

bool text_equal(const char *a, const char *b)
{
        return a == b || (a && b && strcmp(a, b) == 0);
}
