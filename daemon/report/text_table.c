#include "report/text_table.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"

#define COLUMNS_MAX 8
#define TABLE_MAX   (16u << 20)

/* Splits one line at its tabs; false unless there are exactly `columns` fields, none empty. */
static bool split(char *line, size_t columns, char **fields)
{
        for (size_t i = 0; i < columns; i++) {
                char *end = strchr(line, '\t');
                if (*line == 0 || *line == '\t' || !end != (i + 1 == columns))
                        return false;
                fields[i] = line;
                if (end) {
                        *end = 0;
                        line = end + 1;
                }
        }
        return true;
}

int text_table_read(const char *path, size_t columns, struct arena *a,
                    int (*line)(void *data, char **fields, struct problem *why), void *data,
                    struct problem *why)
{
        char *text, *next, *fields[COLUMNS_MAX];
        size_t size;
        unsigned number = 0;
        int r = file_read(path, TABLE_MAX, a, &text, &size, why);

        if (r < 0)
                return r;
        if (text_valid(text, size) < size || strlen(text) < size)
                return problem_set(why, -EINVAL, "%s: not UTF-8 text", path);
        for (; text && *text; text = next) {
                number++;
                next = strchr(text, '\n');
                if (next)
                        *next++ = 0;
                if (*text == '#' || !*text)
                        continue;
                if (!split(text, columns, fields))
                        return problem_set(why, -EINVAL, "%s: line %u: not %zu fields with tabs between",
                                           path, number, columns);
                r = line(data, fields, why);
                if (r < 0)
                        return problem_prefix(why, r, "%s: line %u", path, number);
        }
        return 0;
}
