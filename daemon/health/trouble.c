#include "health/trouble.h"

#include <stdlib.h>
#include <string.h>
#include <utlist.h>

void trouble_remove(struct trouble_list *l, struct trouble *t)
{
        LL_DELETE(l->first, t);
        l->n--;
        free(t->key);
        free(t->sentence);
        free(t);
}

void trouble_list_done(struct trouble_list *l)
{
        while (l->first)
                trouble_remove(l, l->first);
}

static char *copy(const char *text)
{
        char *copied = strdup(text);

        if (!copied)
                abort();
        return copied;
}

struct trouble *trouble_add(struct trouble_list *l, const char *key, const char *sentence)
{
        struct trouble *t = calloc(1, sizeof *t);

        if (!t)
                abort();
        t->key = copy(key);
        t->sentence = copy(sentence);
        LL_APPEND(l->first, t);
        l->n++;
        return t;
}

struct trouble *trouble_find(const struct trouble_list *l, const char *key)
{
        for (struct trouble *t = l->first; t; t = t->next)
                if (strcmp(t->key, key) == 0)
                        return t;
        return NULL;
}

static void note_problem(struct trouble_list *l, const struct health_problem *p, int64_t now,
                         int64_t monotonic)
{
        struct trouble *t = trouble_find(l, p->key);

        if (!t) {
                if (l->n >= TROUBLES_MOST)
                        return;
                t = trouble_add(l, p->key, p->sentence);
        }
        t->seen = true;
        if (t->wrong)
                return;
        t->wrong = true;
        t->loaded = false;
        t->changed = monotonic;
        if (!t->incident) {
                t->began = now;
                free(t->sentence);
                t->sentence = copy(p->sentence);
        }
}

void trouble_note(struct trouble_list *l, const struct health_problem *problems, size_t n, int64_t now,
                  int64_t monotonic)
{
        struct trouble *t, *next;

        for (t = l->first; t; t = t->next)
                t->seen = false;
        for (size_t i = 0; i < n; i++)
                note_problem(l, &problems[i], now, monotonic);
        for (t = l->first; t; t = next) {
                next = t->next;
                if (!t->seen && t->wrong) {
                        t->wrong = false;
                        t->changed = monotonic;
                }
                if (!t->wrong && !t->incident && !t->missed)
                        trouble_remove(l, t);
        }
}
