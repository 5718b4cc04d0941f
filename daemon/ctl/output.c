#include "ctl/output.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/json_text.h"
#include "base/text.h"

#define COLUMN_GAP    2u
#define NARROWEST     40u  /* columns that wrapped text is never narrower than */
#define WIDTH_READING 100u /* wider lines are hard to read */

static const char *const styles[] = {
    [STYLE_PLAIN] = "",
    [STYLE_TITLE] = "\033[1m",
    [STYLE_DIM] = "\033[2m",
    [STYLE_GOOD] = "\033[32m",
    [STYLE_WARN] = "\033[33m",
    [STYLE_BAD] = "\033[31m",
    [STYLE_NAME] = "\033[36m",
    [STYLE_ALARM] = "\033[1;97;41m",
    [STYLE_CALM] = "\033[1;97;42m",
    [STYLE_NEWS] = "\033[1;97;44m",
    [STYLE_DRILL] = "\033[1;97;45m",
};

int output_color_parse(const char *word, enum output_color *ret)
{
        static const char *const words[] = {
            [COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never"};

        for (int i = 0; i < 3; i++)
                if (strcmp(word, words[i]) == 0) {
                        *ret = (enum output_color)i;
                        return 0;
                }
        return -EINVAL;
}

static bool is_colorful(FILE *file)
{
        const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

        return isatty(fileno(file)) && !(no && *no) && !(term && strcmp(term, "dumb") == 0);
}

static unsigned width_of(FILE *file)
{
        struct winsize size = {0};

        if (!isatty(fileno(file)))
                return 0;
        if (ioctl(fileno(file), TIOCGWINSZ, &size) < 0 || size.ws_col == 0)
                return 80;
        return size.ws_col < WIDTH_READING ? size.ws_col : WIDTH_READING;
}

void output_init(struct output *o, FILE *file, enum output_color color)
{
        *o = (struct output){.file = file,
                             .color = color == COLOR_ALWAYS || (color == COLOR_AUTO && is_colorful(file)),
                             .width = width_of(file)};
}

static void begin(struct output *o, enum output_style style)
{
        if (o->color)
                fputs(styles[style], o->file);
}

static void end(struct output *o, enum output_style style)
{
        if (o->color && style != STYLE_PLAIN)
                fputs("\033[0m", o->file);
}

/* Control characters (C0, C1) and what turns the direction of writing are left out; invalid bytes become
 * U+FFFD. */
static bool is_harmless(uint32_t c)
{
        return (c >= 0x20 || c == '\n') && !(c >= 0x7f && c < 0xa0) && !(c >= 0x202a && c <= 0x202e) &&
               !(c >= 0x2066 && c <= 0x2069) && c != 0x200e && c != 0x200f;
}

static void put(struct output *o, const char *text, size_t size)
{
        for (size_t at = 0; at < size;) {
                uint32_t c;
                size_t n = text_next(text + at, size - at, &c);

                if (c == 0xfffd)
                        fputs("\xef\xbf\xbd", o->file);
                else if (is_harmless(c))
                        fwrite(text + at, 1, n, o->file);
                at += n;
        }
}

void output_print(struct output *o, enum output_style style, const char *text)
{
        if (!*text)
                return;
        begin(o, style);
        put(o, text, strlen(text));
        end(o, style);
}

void output_printf(struct output *o, enum output_style style, const char *format, ...)
{
        char *text;
        va_list args;
        int n;

        va_start(args, format);
        n = vasprintf(&text, format, args);
        va_end(args);
        if (n < 0)
                abort();
        output_print(o, style, text);
        free(text);
}

static void pad(struct output *o, unsigned n)
{
        fprintf(o->file, "%*s", (int)n, "");
}

/* How many bytes of `text` go on a line of `room` columns: up to its end, a line break, or the last space
 * that fits; a word that is longer than the line is broken. */
static size_t line_size(const char *text, size_t size, unsigned room)
{
        size_t at = 0, space = 0;

        for (unsigned column = 0; at < size && text[at] != '\n'; column++) {
                uint32_t c;

                if (text[at] == ' ')
                        space = at;
                if (room && column >= room)
                        return space ? space : at;
                at += text_next(text + at, size - at, &c);
        }
        return at;
}

/* Prints lines; the first one begins where the cursor is. */
static void put_wrapped(struct output *o, unsigned indent, enum output_style style, const char *text)
{
        unsigned room = !o->width ? 0 : o->width > indent + NARROWEST ? o->width - indent : NARROWEST;
        size_t size = strlen(text);

        while (size > 0) {
                size_t n = line_size(text, size, room);

                begin(o, style);
                put(o, text, n);
                end(o, style);
                n += n < size && (text[n] == ' ' || text[n] == '\n');
                text += n;
                size -= n;
                if (size > 0) {
                        fputc('\n', o->file);
                        pad(o, indent);
                }
        }
        fputc('\n', o->file);
}

void output_wrap(struct output *o, unsigned indent, enum output_style style, const char *text)
{
        pad(o, indent);
        put_wrapped(o, indent, style, text);
}

void output_json(struct output *o, json_t *value)
{
        struct buffer text = {0};

        json_text_add(&text, value);
        json_decref(value);
        buffer_add_char(&text, '\n');
        fwrite(text.data, 1, text.size, o->file);
        buffer_done(&text);
}

json_t *output_json_text(const char *text)
{
        struct buffer valid = {0};
        size_t size = text ? strlen(text) : 0;
        json_t *value = text ? json_string(text) : json_null();

        if (value)
                return value;
        for (size_t at = 0; at < size;) {
                uint32_t c;
                size_t n = text_next(text + at, size - at, &c);

                buffer_add(&valid, c == 0xfffd ? "\xef\xbf\xbd" : text + at, c == 0xfffd ? 3 : n);
                at += n;
        }
        value = json_string(valid.data);
        buffer_done(&valid);
        return value;
}

void output_table_init(struct output_table *t, struct output *o, struct arena *a, unsigned indent,
                       const char *const titles[], size_t n_columns)
{
        *t = (struct output_table){.out = o, .arena = a, .indent = indent, .n_columns = n_columns};
        for (size_t i = 0; titles && i < n_columns; i++)
                output_table_cell(t, STYLE_TITLE, titles[i]);
}

void output_table_cell(struct output_table *t, enum output_style style, const char *text)
{
        t->cells = arena_grow(t->arena, t->cells, t->n_cells, &t->room, sizeof *t->cells);
        t->cells[t->n_cells++] =
            (struct output_cell){text ? text_squeeze(t->arena, text, strlen(text)) : "", style};
}

static unsigned columns_of(const char *text)
{
        return (unsigned)text_length(text, strlen(text));
}

static void print_row(struct output_table *t, const struct output_cell *row, const unsigned *widths)
{
        unsigned at = t->indent;
        size_t last = t->n_columns - 1;

        while (last > 0 && !*row[last].text)
                last--;
        pad(t->out, t->indent);
        for (size_t i = 0; i < last; i++) {
                output_print(t->out, row[i].style, row[i].text);
                pad(t->out, widths[i] - columns_of(row[i].text) + COLUMN_GAP);
                at += widths[i] + COLUMN_GAP;
        }
        put_wrapped(t->out, at, row[last].style, row[last].text);
}

void output_table_done(struct output_table *t)
{
        unsigned *widths = arena_array(t->arena, t->n_columns, sizeof *widths);

        for (size_t i = 0; i < t->n_cells; i++) {
                unsigned width = columns_of(t->cells[i].text);

                if (width > widths[i % t->n_columns])
                        widths[i % t->n_columns] = width;
        }
        for (size_t i = 0; i + t->n_columns <= t->n_cells; i += t->n_columns)
                print_row(t, &t->cells[i], widths);
}
