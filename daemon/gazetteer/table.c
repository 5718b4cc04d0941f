#include "gazetteer/table.h"

#include <errno.h>
#include <string.h>

static const char *const column_names[COLUMN_COUNT] = {
    [COLUMN_PATH] = "path",
    [COLUMN_EN] = "en",
    [COLUMN_RU] = "ru",
    [COLUMN_UK] = "uk",
    [COLUMN_ALIASES] = "aliases",
    [COLUMN_POINT] = "point",
    [COLUMN_POPULATION] = "population",
    [COLUMN_LEVEL] = "level",
    [COLUMN_CODES] = "codes",
    [COLUMN_CODE] = "code:SYSTEM",
    [COLUMN_WORD] = "word",
    [COLUMN_POSITION] = "position",
    [COLUMN_LEVELS] = "levels",
    [COLUMN_LANGUAGE] = "language",
    [COLUMN_SYSTEM] = "system",
    [COLUMN_PATTERN] = "pattern",
    [COLUMN_PLACE] = "place",
};

static const struct {
        enum table_column first, from, to;
} kinds[] = {
    [TABLE_PLACES] = {COLUMN_PATH, COLUMN_PATH, COLUMN_CODE},
    [TABLE_WORDS] = {COLUMN_WORD, COLUMN_WORD, COLUMN_LANGUAGE},
    [TABLE_CODES] = {COLUMN_SYSTEM, COLUMN_SYSTEM, COLUMN_PLACE},
};

bool span_is(struct span a, const char *word)
{
        return a.size == strlen(word) && memcmp(a.s, word, a.size) == 0;
}

bool span_equal(struct span a, struct span b)
{
        return a.size == b.size && memcmp(a.s, b.s, a.size) == 0;
}

bool span_part(struct span *rest, char separator, struct span *ret)
{
        const char *end;

        if (!rest->s || !rest->size)
                return false;
        end = memchr(rest->s, separator, rest->size);
        ret->s = rest->s;
        ret->size = end ? (size_t)(end - rest->s) : rest->size;
        rest->size -= ret->size + (end ? 1 : 0);
        rest->s += ret->size + (end ? 1 : 0);
        while (ret->size && ret->s[0] == ' ') {
                ret->s++;
                ret->size--;
        }
        while (ret->size && ret->s[ret->size - 1] == ' ')
                ret->size--;
        return true;
}

size_t table_split(const struct table *t, uint32_t row, struct span fields[TABLE_FIELDS])
{
        const char *s = t->text + row, *end = memchr(s, '\n', t->end - row);
        size_t n = 0;

        if (end > s && end[-1] == '\r')
                end--;
        memset(fields, 0, TABLE_FIELDS * sizeof *fields);
        for (;; n++) {
                const char *tab = memchr(s, '\t', (size_t)(end - s));
                if (n < TABLE_FIELDS)
                        fields[n] = (struct span){s, (size_t)((tab ? tab : end) - s)};
                if (!tab)
                        return n + 1;
                s = tab + 1;
        }
}

struct span table_field(const struct table *t, const struct span fields[TABLE_FIELDS],
                        enum table_column column)
{
        for (unsigned i = 0; i < t->n_columns; i++)
                if (t->columns[i] == column)
                        return fields[i];
        return (struct span){NULL, 0};
}

static bool is_kept(const struct table *t, const struct span fields[TABLE_FIELDS], unsigned drop, unsigned i)
{
        return fields[i].size && !(drop >> t->columns[i] & 1);
}

char *table_keep(const struct table *t, const struct span fields[TABLE_FIELDS], unsigned drop, char *to)
{
        unsigned n = t->n_columns;

        while (n && !is_kept(t, fields, drop, n - 1))
                n--;
        for (unsigned i = 0; i < n; i++) {
                if (i)
                        *to++ = '\t';
                if (!is_kept(t, fields, drop, i))
                        continue;
                memmove(to, fields[i].s, fields[i].size);
                to += fields[i].size;
        }
        *to++ = '\n';
        return to;
}

void table_move(struct table *t, const char *text)
{
        for (unsigned i = 0; i < t->n_columns; i++)
                if (t->systems[i].s)
                        t->systems[i].s = text + (t->systems[i].s - t->text);
        t->text = text;
}

bool table_next(const struct table *t, uint32_t *at, unsigned *line, uint32_t *ret_row)
{
        while (*at < t->end) {
                uint32_t row = *at;
                const char *s = t->text + row, *end = memchr(s, '\n', t->end - row);

                *at += (uint32_t)(end - s) + 1;
                (*line)++;
                if (end > s && *s != '#' && *s != '\r') {
                        *ret_row = row;
                        return true;
                }
        }
        return false;
}

static int column_of(struct span name, enum table_kind kind)
{
        if (kind == TABLE_PLACES && name.size > 5 && memcmp(name.s, "code:", 5) == 0)
                return COLUMN_CODE;
        for (int c = (int)kinds[kind].from; c <= (int)kinds[kind].to; c++)
                if (c != COLUMN_CODE && span_is(name, column_names[c]))
                        return c;
        return -1;
}

static int read_columns(struct table *t, const struct span *fields, size_t n, unsigned line,
                        struct problem *why)
{
        for (size_t i = 0; i < n; i++) {
                int c = column_of(fields[i], t->kind);
                if (c < 0)
                        return problem_set(why, -EINVAL, "%s:%u: no such column: %.*s", t->file, line,
                                           (int)(fields[i].size < 40 ? fields[i].size : 40), fields[i].s);
                for (size_t j = 0; j < i; j++)
                        if (c != COLUMN_CODE && t->columns[j] == c)
                                return problem_set(why, -EINVAL, "%s:%u: the column %s is there twice",
                                                   t->file, line, column_names[c]);
                t->columns[i] = (uint8_t)c;
                if (c == COLUMN_CODE)
                        t->systems[i] = (struct span){fields[i].s + 5, fields[i].size - 5};
        }
        t->n_columns = (unsigned)n;
        return 0;
}

int table_open(const char *file, const char *text, uint32_t begin, uint32_t end, struct table *ret,
               struct problem *why)
{
        struct table t = {.file = file, .text = text, .begin = begin, .end = end};
        struct span fields[TABLE_FIELDS];
        unsigned line = 0;
        uint32_t row;
        size_t n;
        int r;

        if (!table_next(&t, &t.begin, &line, &row)) {
                /* Nothing but comments: a table without rows. */
                t.begin = end;
                *ret = t;
                return 0;
        }
        n = table_split(&t, row, fields);
        if (n > TABLE_FIELDS)
                return problem_set(why, -EINVAL, "%s:%u: more than %d columns", file, line, TABLE_FIELDS);
        while ((unsigned)t.kind <= TABLE_CODES && !span_is(fields[0], column_names[kinds[t.kind].first]))
                t.kind++;
        if ((unsigned)t.kind > TABLE_CODES)
                return problem_set(
                    why, -EINVAL,
                    "%s:%u: the first line must name the columns, beginning with path, word or "
                    "system",
                    file, line);
        t.first_line = line;
        r = read_columns(&t, fields, n, line, why);
        if (r < 0)
                return r;
        *ret = t;
        return 0;
}
