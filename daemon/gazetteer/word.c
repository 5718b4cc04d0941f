#include "gazetteer/word.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "gazetteer/gazetteer.h"
#include "gazetteer/index.h"

#define WORD_SLOTS  2048 /* a power of two, more than twice WORD_MOST */
#define WORD_MOST   1000
#define WORD_SIZE   96
#define PHRASE_MOST 4 /* words in a phrase: "сельская территориальная громада" */

enum {
        STANDS_BEFORE = 1,
        STANDS_AFTER = 2,
        LINKS = 4, /* "of" after "oblast" */
        JOINS = 8, /* "and" between two names */
};

struct word {
        char text[WORD_SIZE]; /* folded */
        uint8_t size, where;
        uint16_t levels; /* of the word before the name, and after it, together */
};

struct word_table {
        struct word words[WORD_SLOTS]; /* open addressing; size 0 is free */
        unsigned n;
};

struct word_table *word_table_new(void)
{
        struct word_table *w = calloc(1, sizeof *w);

        if (!w)
                abort();
        return w;
}

void word_table_free(struct word_table *w)
{
        free(w);
}

/* The slot of a word: its own, or the free one where it would go. */
static size_t slot_of(const struct word_table *w, const char *s, size_t size)
{
        size_t i = index_hash(s, size, 0) % WORD_SLOTS;

        while (w->words[i].size && (w->words[i].size != size || memcmp(w->words[i].text, s, size) != 0))
                i = (i + 1) % WORD_SLOTS;
        return i;
}

static const struct word *word_find(const struct word_table *w, const char *s, size_t size, unsigned where)
{
        const struct word *word;

        if (size >= WORD_SIZE)
                return NULL;
        word = &w->words[slot_of(w, s, size)];
        return word->size && word->where & where ? word : NULL;
}

static int read_levels(struct span list, unsigned *ret)
{
        unsigned levels = 0;
        struct span part;

        while (span_part(&list, ',', &part)) {
                int level = LEVEL_COUNTRY;
                while (level <= LEVEL_CITY_DISTRICT &&
                       !span_is(part, place_level_word((enum place_level)level)))
                        level++;
                if (level > LEVEL_CITY_DISTRICT)
                        return -EINVAL;
                levels |= 1u << level;
        }
        *ret = levels;
        return 0;
}

static int read_position(struct span s, unsigned *ret)
{
        if (span_is(s, "before"))
                *ret = STANDS_BEFORE;
        else if (span_is(s, "after"))
                *ret = STANDS_AFTER;
        else if (span_is(s, "both"))
                *ret = STANDS_BEFORE | STANDS_AFTER;
        else if (span_is(s, "link"))
                *ret = LINKS;
        else if (span_is(s, "and"))
                *ret = JOINS;
        else
                return -EINVAL;
        return 0;
}

static int add_row(struct word_table *w, const struct table *t, const struct span *fields, unsigned line,
                   struct problem *why)
{
        struct span text = table_field(t, fields, COLUMN_WORD);
        char folded[WORD_SIZE];
        unsigned levels, where;
        size_t size;
        struct word *word;

        size = text_fold(text.s, text.size, folded, sizeof folded);
        if (size == 0 || size >= sizeof folded)
                return problem_set(why, -EINVAL, "%s:%u: a word must have 1 to %d bytes", t->file, line,
                                   WORD_SIZE - 1);
        if (read_position(table_field(t, fields, COLUMN_POSITION), &where) < 0)
                return problem_set(why, -EINVAL, "%s:%u: position must be before, after, both, link or and",
                                   t->file, line);
        if (read_levels(table_field(t, fields, COLUMN_LEVELS), &levels) < 0)
                return problem_set(why, -EINVAL,
                                   "%s:%u: levels must be some of country, region, district, community, "
                                   "settlement, city-district, with commas between",
                                   t->file, line);
        if (w->n >= WORD_MOST)
                return problem_set(why, -E2BIG, "%s:%u: more than %d words", t->file, line, WORD_MOST);
        word = &w->words[slot_of(w, folded, size)];
        if (!word->size)
                w->n++;
        memcpy(word->text, folded, size);
        word->size = (uint8_t)size;
        word->where |= (uint8_t)where;
        word->levels |= (uint16_t)levels;
        return 0;
}

int word_table_add(struct word_table *w, const struct table *t, struct problem *why)
{
        uint32_t at = t->begin, row;
        unsigned line = t->first_line;
        struct span fields[TABLE_FIELDS];
        int r;

        while (table_next(t, &at, &line, &row)) {
                table_split(t, row, fields);
                r = add_row(w, t, fields, line, why);
                if (r < 0)
                        return r;
        }
        return 0;
}

/* The longest phrase of at most PHRASE_MOST words that the text ends with, and that leaves something. */
static const struct word *word_at_end(const struct word_table *w, struct span s)
{
        const struct word *found = NULL;
        int words = 0;

        for (size_t i = s.size; i-- > 1 && words < PHRASE_MOST;) {
                const struct word *word;
                if (s.s[i] != ' ')
                        continue;
                words++;
                word = word_find(w, s.s + i + 1, s.size - i - 1, STANDS_AFTER);
                if (word)
                        found = word;
        }
        return found;
}

static const struct word *word_at_start(const struct word_table *w, struct span s, unsigned where)
{
        const struct word *found = NULL;
        int words = 0;

        for (size_t i = 1; i + 1 < s.size && words < PHRASE_MOST; i++) {
                const struct word *word;
                if (s.s[i] != ' ')
                        continue;
                words++;
                word = word_find(w, s.s, i, where);
                if (word)
                        found = word;
        }
        return found;
}

static void narrow(unsigned *levels, const struct word *word)
{
        unsigned both = *levels & word->levels;

        if (both)
                *levels = both;
}

static struct span without_start(struct span s, const struct word *word)
{
        return (struct span){s.s + word->size + 1, s.size - word->size - 1};
}

struct span word_core(const struct word_table *w, struct span s, unsigned *ret_levels)
{
        unsigned levels = WORD_ANY_LEVEL;

        for (;;) {
                const struct word *word = word_at_end(w, s);
                if (word) {
                        narrow(&levels, word);
                        s.size -= word->size + 1u;
                        continue;
                }
                word = word_at_start(w, s, STANDS_BEFORE);
                if (!word)
                        break;
                narrow(&levels, word);
                s = without_start(s, word);
                word = word_at_start(w, s, LINKS);
                if (word)
                        s = without_start(s, word);
        }
        *ret_levels = levels;
        return s;
}

bool word_split(const struct word_table *w, struct span s, struct span *ret_left, struct span *ret_right)
{
        size_t start = 0;

        for (size_t i = 1; i + 1 < s.size; i++) {
                if (s.s[i] != ' ')
                        continue;
                if (start && word_find(w, s.s + start, i - start, JOINS)) {
                        *ret_left = (struct span){s.s, start - 1};
                        *ret_right = (struct span){s.s + i + 1, s.size - i - 1};
                        return true;
                }
                start = i + 1;
        }
        return false;
}
