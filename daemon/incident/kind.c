#include "incident/kind.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/tsv.h"

enum kind_while { WHILE_LIVE, WHILE_PAST, WHILE_COUNT };

struct kind_table {
        struct kind_link links[WHILE_COUNT][EVENT_COUNT][EVENT_COUNT];
};

static int event_of(const char *word, enum alert_event *ret, struct problem *why)
{
        int event;

        if (vocab_parse(VOCAB_EVENT, word, &event) < 0)
                return problem_set(why, -EINVAL, "\"%s\" is none of %s", word, vocab_words(VOCAB_EVENT));
        *ret = (enum alert_event)event;
        return 0;
}

/* Which of a few words it is. */
static int choose(const char *word, const char *const words[], unsigned n, const char *all, unsigned *ret,
                  struct problem *why)
{
        for (unsigned i = 0; i < n; i++)
                if (strcmp(word, words[i]) == 0) {
                        *ret = i;
                        return 0;
                }
        return problem_set(why, -EINVAL, "\"%s\" is none of %s", word, all);
}

static void set_link(struct kind_table *t, unsigned when, enum alert_event x, enum alert_event y,
                     struct kind_link link)
{
        t->links[when][x][y] = t->links[when][y][x] = link;
}

static int add_line(void *data, char **fields, struct problem *why)
{
        static const char *const whiles[] = {"live", "past", "any"},
                                 *const wheres[] = {"touch", "inside", "same"},
                                 *const words[] = {"best", "own"};
        enum alert_event x = EVENT_OTHER, y = EVENT_OTHER;
        unsigned when = 0, where = 0, own = 0;
        int r;

        if ((r = event_of(fields[0], &x, why)) < 0 || (r = event_of(fields[1], &y, why)) < 0 ||
            (r = choose(fields[2], whiles, 3, "live, past or any", &when, why)) < 0 ||
            (r = choose(fields[3], wheres, 3, "touch, inside or same", &where, why)) < 0 ||
            (r = choose(fields[4], words, 2, "best or own", &own, why)) < 0)
                return r;
        for (unsigned w = 0; w < WHILE_COUNT; w++)
                if (when == w || when == WHILE_COUNT)
                        set_link(data, w, x, y,
                                 (struct kind_link){(enum kind_where)(KIND_TOUCH + where), own});
        return 0;
}

int kind_table_load(const char *path, struct kind_table **ret, struct problem *why)
{
        struct kind_table *t = calloc(1, sizeof *t);
        struct arena *a = arena_new();
        int r;

        if (!t)
                abort();
        for (unsigned w = 0; w < WHILE_COUNT; w++)
                for (int e = 0; e < EVENT_COUNT; e++)
                        t->links[w][e][e].where = KIND_TOUCH;
        r = tsv_read(path, "kind kind while where words", a, add_line, t, why);
        arena_free(a);
        if (r < 0) {
                kind_table_free(t);
                return r;
        }
        *ret = t;
        return 0;
}

void kind_table_free(struct kind_table *t)
{
        free(t);
}

const struct kind_link *kind_link(const struct kind_table *t, enum alert_event x, enum alert_event y,
                                  enum alert_state state)
{
        return &t->links[state == STATE_PAST ? WHILE_PAST : WHILE_LIVE][x][y];
}
