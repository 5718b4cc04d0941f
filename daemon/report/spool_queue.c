#include "report/spool_queue.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EACH_LEAST 64 /* of a source there is room for so many, however many others have */
#define NAME_ROOM  (2 * (NAME_MAX + 1))

static struct spool_line *find_line(const struct spool_queue *q, const char *source)
{
        for (struct spool_line *l = q->lines; l; l = l->next)
                if (strcmp(l->source, source) == 0)
                        return l;
        return NULL;
}

static struct spool_line *line_of(struct spool_queue *q, const char *source)
{
        struct spool_line *l = find_line(q, source);

        if (l)
                return l;
        l = calloc(1, sizeof *l + strlen(source) + 1);
        if (!l)
                abort();
        strcpy(l->source, source);
        l->tail = &l->head;
        l->next = q->lines;
        q->lines = l;
        return l;
}

/* Sources come and go: who has nothing is forgotten. */
static void drop_idle(struct spool_queue *q, struct spool_line *idle)
{
        if (idle->n || idle->out || idle->behind)
                return;
        for (struct spool_line **l = &q->lines; *l; l = &(*l)->next)
                if (*l == idle) {
                        *l = idle->next;
                        free(idle);
                        return;
                }
}

void spool_queue_done(struct spool_queue *q)
{
        for (struct spool_waiting *w; (w = q->known);) {
                HASH_DEL(q->known, w);
                free(w);
        }
        for (struct spool_line *l; (l = q->lines);) {
                q->lines = l->next;
                free(l);
        }
        q->n = 0;
}

static size_t room_of(const struct spool_queue *q, const struct spool_line *l)
{
        size_t n = l ? l->n : 0, all = q->n < SPOOL_QUEUE_MOST ? SPOOL_QUEUE_MOST - q->n : 0,
               each = n < SPOOL_QUEUE_EACH ? SPOOL_QUEUE_EACH - n : 0,
               least = n < EACH_LEAST ? EACH_LEAST - n : 0;

        if (each > all)
                each = all;
        return each > least ? each : least;
}

size_t spool_queue_room(const struct spool_queue *q, const char *source)
{
        return room_of(q, find_line(q, source));
}

/* "source/FILE". False: no file has so long a name. */
static bool name_of(const char *source, const char *file, char name[static NAME_ROOM], size_t *ret_n)
{
        int n = snprintf(name, NAME_ROOM, "%s%s%s", source, *source ? "/" : "", file);

        *ret_n = n < 0 ? 0 : (size_t)n;
        return n >= 0 && n < NAME_ROOM;
}

bool spool_queue_knows(const struct spool_queue *q, const char *source, const char *file)
{
        struct spool_waiting *w = NULL;
        char name[NAME_ROOM];
        size_t n;

        if (name_of(source, file, name, &n))
                HASH_FIND(hh, q->known, name, n, w);
        return w != NULL;
}

static struct spool_waiting *new_waiting(const char *name, size_t n, const char *source)
{
        struct spool_waiting *w = calloc(1, sizeof *w + n + 1 + sizeof "local" + strlen(source));

        if (!w)
                abort();
        memcpy(w->name, name, n + 1);
        w->entry.name = w->name;
        w->entry.file = *source ? w->name + strlen(source) + 1 : w->name;
        w->entry.source = strcpy(w->name + n + 1, *source ? source : "local");
        return w;
}

bool spool_queue_add(struct spool_queue *q, const char *source, const char *file, int64_t came)
{
        struct spool_line *l;
        struct spool_waiting *w;
        char name[NAME_ROOM];
        size_t n;

        if (!name_of(source, file, name, &n))
                return true;
        HASH_FIND(hh, q->known, name, n, w);
        if (w)
                return true;
        l = line_of(q, source);
        if (l->behind || room_of(q, l) == 0) {
                l->behind = true;
                return false;
        }
        w = new_waiting(name, n, source);
        w->line = l;
        w->came = came;
        HASH_ADD(hh, q->known, name, n, w);
        *l->tail = w;
        l->tail = &w->next;
        l->n++;
        q->n++;
        return true;
}

/* The line whose first came first, of those who have not had their turn. */
static struct spool_line *first_line(const struct spool_queue *q)
{
        struct spool_line *first = NULL;

        for (struct spool_line *l = q->lines; l; l = l->next)
                if (l->head && l->taken < SPOOL_QUEUE_TURN && (!first || l->head->came < first->head->came))
                        first = l;
        return first;
}

struct spool_waiting *spool_queue_next(struct spool_queue *q)
{
        struct spool_line *l = first_line(q);
        struct spool_waiting *w;

        if (!l) { /* all have had their turn */
                for (l = q->lines; l; l = l->next)
                        l->taken = 0;
                l = first_line(q);
        }
        if (!l)
                return NULL;
        w = l->head;
        l->head = w->next;
        if (!l->head)
                l->tail = &l->head;
        w->next = NULL;
        l->taken++;
        l->n--;
        l->out++;
        q->n--;
        return w;
}

void spool_queue_postpone(struct spool_queue *q, struct spool_waiting *w)
{
        struct spool_line *l = w->line;

        w->next = l->head;
        l->head = w;
        if (!w->next)
                l->tail = &w->next;
        l->n++;
        l->out--;
        q->n++;
}

void spool_queue_forget(struct spool_queue *q, struct spool_waiting *w)
{
        struct spool_line *l = w->line;

        HASH_DEL(q->known, w);
        free(w);
        l->out--;
        drop_idle(q, l);
}

bool spool_queue_is_busy(const struct spool_queue *q, const char *source)
{
        const struct spool_line *l = find_line(q, source);

        return l && l->behind && l->n > 0;
}

void spool_queue_catch_up(struct spool_queue *q, const char *source)
{
        struct spool_line *l = find_line(q, source);

        if (!l)
                return;
        l->behind = false;
        drop_idle(q, l);
}

void spool_queue_lost(struct spool_queue *q)
{
        for (struct spool_line *l = q->lines; l; l = l->next)
                l->behind = true;
}

bool spool_queue_waits_for(const struct spool_queue *q, const char *source)
{
        for (const struct spool_line *l = q->lines; l; l = l->next)
                if ((l->n || l->behind) && strcmp(*l->source ? l->source : "local", source) == 0)
                        return true;
        return false;
}

bool spool_queue_is_hungry(const struct spool_queue *q)
{
        for (const struct spool_line *l = q->lines; l; l = l->next)
                if (l->behind && !l->n)
                        return true;
        return false;
}
