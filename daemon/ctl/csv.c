#include "ctl/csv.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "base/buffer.h"

/* One line while it is read. */
struct reading {
        struct buffer field;
        char **fields;
        size_t n, bytes;
        bool quoted, was_quoted, wrong, empty;
        struct arena *arena;
};

static void end_field(struct reading *r)
{
        if (r->n == CSV_FIELDS_MOST)
                r->wrong = true;
        else
                r->fields[r->n++] =
                    arena_strndup(r->arena, r->field.data ? r->field.data : "", r->field.size);
        buffer_reset(&r->field);
        r->was_quoted = false;
}

/* A character inside quotes. */
static void take_quoted(struct reading *r, FILE *file, int c)
{
        if (c != '"') {
                buffer_add_char(&r->field, (char)c);
                return;
        }
        c = getc(file);
        if (c == '"') {
                buffer_add_char(&r->field, '"');
        } else {
                ungetc(c, file);
                r->quoted = false;
                r->was_quoted = true;
        }
}

static void take_plain(struct reading *r, int c)
{
        if (c == ',') {
                end_field(r);
        } else if (c == '"' && r->field.size == 0 && !r->was_quoted) {
                r->quoted = true;
        } else if (c != '\r') {
                r->wrong |= c == '"' || c == 0 || r->was_quoted;
                buffer_add_char(&r->field, (char)c);
        }
        r->empty &= c == '\r' || c == ' ';
}

static void read_line(struct reading *r, FILE *file, size_t *line)
{
        int c;

        while ((c = getc(file)) != EOF) {
                if (c == '\n')
                        (*line)++;
                if (c == '\n' && !r->quoted)
                        break;
                if (++r->bytes > CSV_BYTES_MOST) {
                        r->wrong = true;
                        r->quoted = false; /* ends with the line */
                        buffer_reset(&r->field);
                        continue;
                }
                if (r->quoted)
                        take_quoted(r, file, c);
                else
                        take_plain(r, c);
        }
        r->wrong |= r->quoted;
        end_field(r);
}

int csv_next(FILE *file, struct arena *a, size_t *line, char ***ret, size_t *ret_n, struct problem *why)
{
        struct reading r = {.arena = a, .fields = arena_array(a, CSV_FIELDS_MOST, sizeof *r.fields)};
        int c;

        do {
                c = getc(file);
                if (c == EOF) {
                        buffer_done(&r.field);
                        return ferror(file) ? problem_set(why, -EIO, "cannot be read") : 0;
                }
                ungetc(c, file);
                r.n = r.bytes = 0;
                r.quoted = r.was_quoted = r.wrong = false;
                r.empty = true;
                read_line(&r, file, line);
        } while (r.empty && !r.wrong);
        buffer_done(&r.field);
        if (r.wrong)
                return problem_set(why, -EINVAL,
                                   "the line is no CSV: quotes that do not match, more than %d "
                                   "fields, or more than %d bytes",
                                   CSV_FIELDS_MOST, CSV_BYTES_MOST);
        *ret = r.fields;
        *ret_n = r.n;
        return 1;
}

void csv_put(FILE *file, const char *field)
{
        if (!strpbrk(field, ",\"\r\n")) {
                fputs(field, file);
                return;
        }
        putc('"', file);
        for (; *field; field++) {
                if (*field == '"')
                        putc('"', file);
                putc(*field, file);
        }
        putc('"', file);
}
