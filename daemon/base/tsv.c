#include "base/tsv.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"

#define COLUMNS_MOST 8
#define FILE_MOST    (16u << 20)

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

static size_t count_words(const char *words)
{
        size_t n = 1;

        for (; *words; words++)
                n += *words == ' ';
        return n < COLUMNS_MOST ? n : COLUMNS_MOST;
}

int tsv_read(const char *path, const char *columns, struct arena *a, tsv_line line, void *data,
             struct problem *why)
{
        char *rest, *text, *fields[COLUMNS_MOST];
        size_t size, n = count_words(columns);
        unsigned number = 0;
        int r = file_read(path, FILE_MOST, a, &rest, &size, why);

        if (r < 0)
                return r;
        if (text_valid(rest, size) < size || strlen(rest) < size)
                return problem_set(why, -EINVAL, "%s: not UTF-8 text", path);
        while ((text = strsep(&rest, "\n"))) {
                number++;
                text[strcspn(text, "\r")] = 0;
                if (*text == '#' || !*text)
                        continue;
                if (split(text, n, fields))
                        r = line(data, fields, why);
                else
                        r = problem_set(why, -EINVAL, "expected %zu fields with tabs between: %s", n,
                                        columns);
                if (r < 0)
                        return problem_prefix(why, r, "%s:%u", path, number);
        }
        return 0;
}
