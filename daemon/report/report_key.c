#include "report/report_key.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/tsv.h"

struct key {
        const struct report_form_field *field;
        UT_hash_handle hh;
        char name[REPORT_KEY_LONGEST]; /* folded */
};

struct report_key_table {
        struct arena *arena;
        struct key *keys;
};

/* Folds a name; 0 where it is empty or too long. */
static size_t fold(const char *name, size_t size, char ret_folded[static REPORT_KEY_LONGEST])
{
        if (size >= REPORT_KEY_LONGEST)
                return 0;
        size_t n = text_fold(name, size, ret_folded, REPORT_KEY_LONGEST);
        return n < REPORT_KEY_LONGEST ? n : 0;
}

static int add_name(struct report_key_table *t, const struct report_form_field *field, const char *name,
                    struct problem *why)
{
        struct key *key = arena_alloc(t->arena, sizeof *key), *known;
        size_t size = fold(name, strlen(name), key->name);

        if (!size)
                return problem_set(why, -EINVAL, "a name of a key needs 1 to %d bytes",
                                   REPORT_KEY_LONGEST - 1);
        HASH_FIND(hh, t->keys, key->name, size, known);
        if (known && known->field != field)
                return problem_set(why, -EINVAL, "\"%s\" is a name of \"%s\" already", key->name,
                                   known->field->name);
        key->field = field;
        if (!known)
                HASH_ADD_KEYPTR(hh, t->keys, key->name, size, key);
        return 0;
}

static int add_line(void *data, char **fields, struct problem *why)
{
        const struct report_form_field *field = report_form_find(fields[0]);
        char *rest = fields[1], *name;

        if (!field) {
                const char *near = report_form_near(fields[0]);
                return problem_set(why, -EINVAL, "unknown field \"%s\"%s%s", fields[0],
                                   near ? ", meant is " : "", near ? near : "");
        }
        while ((name = strsep(&rest, ";"))) {
                int r = add_name(data, field, name, why);
                if (r < 0)
                        return r;
        }
        return 0;
}

int report_key_table_load(const char *path, struct report_key_table **ret, struct problem *why)
{
        struct arena *a = arena_new();
        struct report_key_table *t = arena_alloc(a, sizeof *t);

        t->arena = a;
        int r = tsv_read(path, "field names", a, add_line, t, why);
        if (r < 0) {
                report_key_table_free(t);
                return r;
        }
        *ret = t;
        return 0;
}

void report_key_table_free(struct report_key_table *t)
{
        if (!t)
                return;
        HASH_CLEAR(hh, t->keys);
        arena_free(t->arena);
}

const struct report_form_field *report_key_find(const struct report_key_table *t, const char *key,
                                                size_t size)
{
        char folded[REPORT_KEY_LONGEST];
        size_t n = fold(key, size, folded);
        const struct key *known = NULL;

        if (t && n)
                HASH_FIND(hh, t->keys, folded, n, known);
        return known ? known->field : NULL;
}
