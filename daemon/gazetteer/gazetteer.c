#include "gazetteer/gazetteer.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "gazetteer/code.h"
#include "gazetteer/grid.h"
#include "gazetteer/name.h"
#include "gazetteer/tree.h"

#define TEXT_MOST (64u * 1024 * 1024)

void gazetteer_free(struct gazetteer *g)
{
        if (!g)
                return;
        index_done(&g->names);
        index_done(&g->codes);
        grid_done(&g->grid);
        word_table_free(g->words);
        free(g->places);
        free(g->extras);
        free(g->slots);
        free(g->text);
        arena_free(g->arena);
        free(g);
}

static int is_table(const struct dirent *e)
{
        size_t size = strlen(e->d_name);

        return e->d_name[0] != '.' && size > 4 && strcmp(e->d_name + size - 4, ".tsv") == 0;
}

/* Adds a file's text to the whole, with a line feed at its end. */
static int append(struct gazetteer *g, const char *file, const char *data, size_t size, struct problem *why)
{
        size_t bad = text_valid(data, size), need = g->text_size + size + 2;

        if (bad < size) {
                unsigned line = 1;
                for (size_t i = 0; i < bad; i++)
                        line += data[i] == '\n';
                return problem_set(why, -EILSEQ, "%s:%u: not valid UTF-8", file, line);
        }
        if (memchr(data, 0, size))
                return problem_set(why, -EINVAL, "%s: holds a NUL byte", file);
        if (need > TEXT_MOST)
                return problem_set(why, -EFBIG, "%s: the tables have more than %u bytes", file, TEXT_MOST);
        if (need > g->text_room) {
                g->text_room = need + need / 2;
                g->text = realloc(g->text, g->text_room);
                if (!g->text)
                        abort();
        }
        memcpy(g->text + g->text_size, data, size);
        g->text_size += size;
        g->text[g->text_size++] = '\n';
        g->text[g->text_size] = 0;
        return 0;
}

static int read_file(struct gazetteer *g, const char *directory, const char *name, struct problem *why)
{
        struct arena *a = arena_new();
        const char *path = arena_printf(a, "%s/%s", directory, name);
        struct table t = {.file = arena_strdup(g->arena, name), .begin = (uint32_t)g->text_size};
        size_t size, mark;
        char *data;
        int r;

        r = file_read(path, TEXT_MOST, a, &data, &size, why);
        if (r == 0) {
                mark = size >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
                r = append(g, t.file, data + mark, size - mark, why);
        }
        arena_free(a);
        if (r < 0)
                return r;
        t.end = (uint32_t)g->text_size;
        g->tables = arena_grow(g->arena, g->tables, g->n_tables, &g->tables_room, sizeof *g->tables);
        g->tables[g->n_tables++] = t;
        return 0;
}

static int read_directory(struct gazetteer *g, const char *directory, struct problem *why)
{
        struct dirent **files;
        int n = scandir(directory, &files, is_table, alphasort), r = 0;

        if (n < 0)
                return problem_set(why, -errno, "%s: cannot read the directory: %s", directory,
                                   strerror(errno));
        for (int i = 0; i < n; i++) {
                if (r == 0)
                        r = read_file(g, directory, files[i]->d_name, why);
                free(files[i]);
        }
        free(files);
        if (r == 0 && n == 0)
                r = problem_set(why, -ENOENT, "%s: there is no table (*.tsv) in it", directory);
        return r;
}

/* Moves a table's text down to where that of the one before it ends now. */
static void close_up(struct gazetteer *g, struct table *t, uint32_t begin)
{
        memmove(g->text + begin, g->text + t->begin, t->end - t->begin);
        t->end -= t->begin - begin;
        t->begin = begin;
}

/* The text has been read whole: it does not grow any more, and the tables can point into it. It shrinks, for of a
 * place's row only what the place does not hold itself is kept. */
static int read_tables(struct gazetteer *g, struct problem *why)
{
        uint32_t end = 0;
        int r;

        for (size_t i = 0; i < g->n_tables; i++, end = g->tables[i - 1].end) {
                struct table *t = &g->tables[i];
                close_up(g, t, end);
                r = table_open(t->file, g->text, t->begin, t->end, t, why);
                if (r == 0 && t->kind == TABLE_PLACES)
                        r = tree_add(g, t, why);
                else if (r == 0 && t->kind == TABLE_WORDS)
                        r = word_table_add(g->words, t, why);
                if (r < 0)
                        return r;
        }
        g->text_size = end;
        return 0;
}

/* Gives back what growing by doubling and shrinking by row left over. */
static void trim_text(struct gazetteer *g)
{
        char *text = malloc(g->text_size + 1);

        if (!text)
                abort();
        memcpy(text, g->text, g->text_size);
        text[g->text_size] = 0;
        for (size_t i = 0; i < g->n_tables; i++)
                table_move(&g->tables[i], text);
        free(g->text);
        g->text = text;
        g->text_room = g->text_size + 1;
}

static int build(struct gazetteer *g, const char *directory, struct problem *why)
{
        int r;

        r = read_directory(g, directory, why);
        if (r < 0)
                return r;
        r = read_tables(g, why);
        if (r < 0)
                return r;
        trim_text(g);
        tree_number(g);
        name_build(g);
        r = code_build(g, why);
        if (r < 0)
                return r;
        grid_build(g);
        return 0;
}

int gazetteer_load(const char *directory, struct gazetteer **ret, struct problem *why)
{
        struct gazetteer *g = calloc(1, sizeof *g);
        int r;

        if (!g)
                abort();
        g->arena = arena_new();
        g->words = word_table_new();
        tree_init(g);
        r = build(g, directory, why);
        if (r < 0) {
                gazetteer_free(g);
                return r;
        }
        *ret = g;
        return 0;
}
