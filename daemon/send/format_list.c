#include "send/format_list.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

#define FILE_MOST    (64 * 1024)
#define FORMATS_MOST 200
#define SUFFIX       ".format"

static int by_name(const void *a, const void *b)
{
        return strcmp(((const struct format *)a)->name, ((const struct format *)b)->name);
}

static int load_file(const char *folder, const char *file, struct arena *a, struct format *ret,
                     struct problem *why)
{
        char *path = arena_printf(a, "%s/%s", folder, file), *bytes;
        char *name = arena_strndup(a, file, strlen(file) - strlen(SUFFIX));
        size_t size;
        int r;

        if (!format_is_name(name))
                return problem_set(why, -EINVAL, "%s: a format's name is one word of a-z, 0-9 and _", path);
        r = file_read(path, FILE_MOST, a, &bytes, &size, why);
        return r < 0 ? r : format_parse(name, path, bytes, size, a, ret, why);
}

static bool is_format(const char *file)
{
        size_t size = strlen(file);

        return *file != '.' && size > strlen(SUFFIX) && strcmp(file + size - strlen(SUFFIX), SUFFIX) == 0;
}

int format_list_load(const char *folder, struct arena *a, struct format_list *ret, struct problem *why)
{
        struct format_list list = {0};
        DIR *dir = opendir(folder);
        struct dirent *d;
        size_t room = 0;
        int r = 0;

        if (!dir)
                return problem_set(why, -errno, "%s: cannot read this folder: %s", folder, strerror(errno));
        while (r == 0 && list.n < FORMATS_MOST && (d = readdir(dir))) {
                if (!is_format(d->d_name))
                        continue;
                list.formats = arena_grow(a, list.formats, list.n, &room, sizeof *list.formats);
                r = load_file(folder, d->d_name, a, &list.formats[list.n], why);
                list.n += r == 0;
        }
        closedir(dir);
        if (r < 0)
                return r;
        if (list.n)
                qsort(list.formats, list.n, sizeof *list.formats, by_name);
        *ret = list;
        return 0;
}

const struct format *format_list_find(const struct format_list *list, const char *name)
{
        struct format key = {.name = name};

        return list->n ? bsearch(&key, list->formats, list->n, sizeof key, by_name) : NULL;
}
