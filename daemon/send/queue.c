#include "send/queue.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#define HELD_NEW     64  /* of a lane that has not yet shown what it can do */
#define HELD_REACHED 256 /* or twice as many as may be under way at once, up to: */
#define HELD_WIDE    2048
#define HELD_SILENT  16
#define HELD_SCARCE  16 /* of any lane, while memory is scarce */

TAILQ_HEAD(items, queue_item);
TAILQ_HEAD(lanes, queue_lane);

struct queue_lane {
        struct items ready[QUEUE_PRIORITIES];
        unsigned held, under_way, width, most, promised;
        unsigned held_of[QUEUE_PRIORITIES]; /* `held` by priority */
        int takes;                          /* as queue_takes() */
        bool silent, blocked, rests;
        struct circuit circuit;
        struct lanes *on; /* the list that it stands on; NULL: nothing may go */
        TAILQ_ENTRY(queue_lane) link;
        UT_hash_handle hh;
        char name[];
};

struct queue_line {
        struct items items;
        UT_hash_handle hh;
        char name[];
};

struct queue {
        struct queue_lane *lanes;
        struct queue_line *lines;
        struct lanes active[QUEUE_PRIORITIES]; /* by the most urgent that is ready */
        struct lanes blocked, resting;
        struct items all;
        size_t held, under_way, full; /* items; lanes that are full */
};

struct queue *queue_new(void)
{
        struct queue *q = calloc(1, sizeof *q);

        if (!q)
                abort();
        for (int p = 0; p < QUEUE_PRIORITIES; p++)
                TAILQ_INIT(&q->active[p]);
        TAILQ_INIT(&q->blocked);
        TAILQ_INIT(&q->resting);
        TAILQ_INIT(&q->all);
        return q;
}

void queue_free(struct queue *q)
{
        if (!q)
                return;
        assert(q->held == 0);
        queue_sweep(q);
        free(q);
}

static void leave_list(struct queue_lane *l)
{
        if (l->on)
                TAILQ_REMOVE(l->on, l, link);
        l->on = NULL;
}

struct queue_lane *queue_lane(struct queue *q, const char *name, unsigned width)
{
        size_t size = strlen(name);
        struct queue_lane *l;

        HASH_FIND(hh, q->lanes, name, size, l);
        if (!l) {
                l = calloc(1, sizeof *l + size + 1);
                if (!l)
                        abort();
                memcpy(l->name, name, size + 1);
                for (int p = 0; p < QUEUE_PRIORITIES; p++)
                        TAILQ_INIT(&l->ready[p]);
                l->most = HELD_NEW;
                l->takes = QUEUE_PRIORITIES;
                HASH_ADD_KEYPTR(hh, q->lanes, l->name, size, l);
        }
        if (l->width < width)
                l->width = width;
        return l;
}

void queue_sweep(struct queue *q)
{
        struct queue_lane *l, *next;

        HASH_ITER(hh, q->lanes, l, next)
        if (l->held == 0) {
                leave_list(l);
                HASH_DEL(q->lanes, l);
                free(l);
        }
}

int queue_takes(const struct queue_lane *lane, bool scarce)
{
        unsigned few = lane->width < HELD_SCARCE ? lane->width : HELD_SCARCE, held = 0;

        for (int p = 0; scarce && p < lane->takes; p++) {
                held += lane->held_of[p];
                if (held >= few)
                        return p;
        }
        return lane->takes;
}

bool queue_promise(struct queue_lane *lane, int priority)
{
        if (priority >= lane->takes || lane->held + lane->promised >= lane->most)
                return false;
        lane->promised++;
        return true;
}

void queue_promised(struct queue_lane *lane)
{
        lane->promised--;
}

bool queue_all_open(const struct queue *q)
{
        return q->full == 0;
}

bool queue_lane_idle(const struct queue_lane *lane)
{
        return lane->under_way == 0;
}

static int most_urgent(const struct queue_lane *l)
{
        for (int p = 0; p < QUEUE_PRIORITIES; p++)
                if (!TAILQ_EMPTY(&l->ready[p]))
                        return p;
        return -1;
}

/* Puts the lane where it belongs by what is ready in it. At the end of that list: lanes take turns. */
static void file_lane(struct queue *q, struct queue_lane *l)
{
        int p = most_urgent(l);

        leave_list(l);
        if (p < 0 || l->under_way >= (l->silent ? 1 : l->width))
                return;
        l->on = l->rests ? &q->resting : l->blocked ? &q->blocked : &q->active[p];
        TAILQ_INSERT_TAIL(l->on, l, link);
}

/* Closed for a priority when `most` of it and of what is more urgent are held, open again at half of that, so
 * that claims come in batches. True where it has just opened for more. */
static bool measure(struct queue *q, struct queue_lane *l)
{
        int was = l->takes, p;
        unsigned held = 0;

        for (p = 0; p < QUEUE_PRIORITIES; p++) {
                held += l->held_of[p];
                if (held >= (p >= was ? l->most / 2 + 1 : l->most))
                        break;
        }
        l->takes = p;
        q->full += (size_t)(p < QUEUE_PRIORITIES) - (size_t)(was < QUEUE_PRIORITIES);
        return p > was;
}

static void make_ready(struct queue *q, struct queue_item *item)
{
        item->place = QUEUE_READY;
        TAILQ_INSERT_TAIL(&item->lane->ready[item->priority], item, in_lane);
        file_lane(q, item->lane);
}

static struct queue_line *find_line(const struct queue *q, const char *name)
{
        struct queue_line *line;

        HASH_FIND_STR(q->lines, name, line);
        return line;
}

static struct queue_line *take_line(struct queue *q, const char *name)
{
        struct queue_line *line = find_line(q, name);
        size_t size = strlen(name);

        if (line)
                return line;
        line = calloc(1, sizeof *line + size + 1);
        if (!line)
                abort();
        memcpy(line->name, name, size + 1);
        TAILQ_INIT(&line->items);
        HASH_ADD_KEYPTR(hh, q->lines, line->name, size, line);
        return line;
}

/* In order, but not before what is under way or has just been. Nearly always its place is the last. */
static void enter_line(struct queue_line *line, struct queue_item *item)
{
        struct queue_item *before = TAILQ_LAST(&line->items, items);

        while (before && before->place <= QUEUE_READY && before->order > item->order)
                before = TAILQ_PREV(before, items, in_line);
        if (before)
                TAILQ_INSERT_AFTER(&line->items, before, item, in_line);
        else
                TAILQ_INSERT_HEAD(&line->items, item, in_line);
}

/* A later one that was first until now steps back. */
static void step_back(struct queue *q, struct queue_item *item)
{
        if (!item || item->place != QUEUE_READY)
                return;
        TAILQ_REMOVE(&item->lane->ready[item->priority], item, in_lane);
        item->place = QUEUE_BEHIND;
        file_lane(q, item->lane);
}

void queue_add(struct queue *q, struct queue_item *item, struct queue_lane *lane, const char *line)
{
        item->priority = item->priority < 0                   ? 0
                         : item->priority >= QUEUE_PRIORITIES ? QUEUE_PRIORITIES - 1
                                                              : item->priority;
        item->lane = lane;
        item->line = take_line(q, line);
        item->place = QUEUE_BEHIND;
        enter_line(item->line, item);
        TAILQ_INSERT_TAIL(&q->all, item, in_all);
        q->held++;
        lane->held++;
        lane->held_of[item->priority]++;
        measure(q, lane);
        if (TAILQ_FIRST(&item->line->items) != item)
                return;
        step_back(q, TAILQ_NEXT(item, in_line));
        make_ready(q, item);
}

struct queue_item *queue_take(struct queue *q)
{
        for (int p = 0; p < QUEUE_PRIORITIES; p++) {
                struct queue_lane *l = TAILQ_FIRST(&q->active[p]);
                struct queue_item *item;

                if (!l)
                        continue;
                item = TAILQ_FIRST(&l->ready[p]);
                TAILQ_REMOVE(&l->ready[p], item, in_lane);
                item->place = QUEUE_TAKEN;
                l->under_way++;
                q->under_way++;
                file_lane(q, l);
                return item;
        }
        return NULL;
}

void queue_put_back(struct queue *q, struct queue_item *item)
{
        struct queue_lane *l = item->lane;

        q->under_way--;
        l->under_way--;
        l->blocked = true;
        item->place = QUEUE_READY;
        TAILQ_INSERT_HEAD(&l->ready[item->priority], item, in_lane);
        file_lane(q, l);
}

void queue_unblock(struct queue *q)
{
        struct queue_lane *l;

        while ((l = TAILQ_FIRST(&q->blocked))) {
                l->blocked = false;
                file_lane(q, l);
        }
}

void queue_rest(struct queue *q, struct queue_lane *lane)
{
        lane->rests = true;
        file_lane(q, lane);
}

void queue_resume(struct queue *q, struct queue_lane *lane)
{
        lane->rests = false;
        file_lane(q, lane);
}

struct queue_lane *queue_resting(const struct queue *q, const struct queue_lane *after)
{
        return after ? TAILQ_NEXT(after, link) : TAILQ_FIRST(&q->resting);
}

struct circuit *queue_lane_circuit(struct queue_lane *lane)
{
        return &lane->circuit;
}

const char *queue_lane_name(const struct queue_lane *lane)
{
        return lane->name;
}

static void lane_reached(struct queue_lane *l, bool reached)
{
        unsigned wide = l->width > HELD_WIDE / 2 ? HELD_WIDE : 2 * l->width;

        l->silent = !reached;
        l->most = !reached ? HELD_SILENT : wide > HELD_REACHED ? wide : HELD_REACHED;
        l->blocked = false;
}

bool queue_answered(struct queue *q, struct queue_item *item, bool reached)
{
        struct queue_lane *l = item->lane;

        assert(item->place == QUEUE_TAKEN);
        item->place = QUEUE_ANSWERED;
        q->under_way--;
        l->under_way--;
        lane_reached(l, reached);
        file_lane(q, l);
        return measure(q, l);
}

/* Out of the lane's ready ones or those under way, if it is among them. */
static void leave_places(struct queue *q, struct queue_item *item)
{
        struct queue_lane *l = item->lane;

        if (item->place == QUEUE_READY)
                TAILQ_REMOVE(&l->ready[item->priority], item, in_lane);
        if (item->place == QUEUE_TAKEN) {
                q->under_way--;
                l->under_way--;
        }
}

void queue_withdraw(struct queue *q, struct queue_item *item)
{
        leave_places(q, item);
        item->place = QUEUE_ANSWERED;
        file_lane(q, item->lane);
}

bool queue_remove(struct queue *q, struct queue_item *item)
{
        struct queue_line *line = item->line;
        struct queue_item *first;

        leave_places(q, item);
        item->lane->held--;
        item->lane->held_of[item->priority]--;
        file_lane(q, item->lane);
        q->held--;
        TAILQ_REMOVE(&q->all, item, in_all);
        TAILQ_REMOVE(&line->items, item, in_line);
        first = TAILQ_FIRST(&line->items);
        if (!first) {
                HASH_DEL(q->lines, line);
                free(line);
        } else if (first->place == QUEUE_BEHIND) {
                make_ready(q, first);
        }
        return measure(q, item->lane);
}

struct queue_item *queue_behind(const struct queue_item *item)
{
        return TAILQ_NEXT(item, in_line);
}

struct queue_item *queue_line_first(const struct queue *q, const char *line)
{
        struct queue_line *l = find_line(q, line);

        return l ? TAILQ_FIRST(&l->items) : NULL;
}

struct queue_item *queue_each(const struct queue *q, const struct queue_item *after)
{
        return after ? TAILQ_NEXT(after, in_all) : TAILQ_FIRST(&q->all);
}

size_t queue_held(const struct queue *q)
{
        return q->held;
}

size_t queue_under_way(const struct queue *q)
{
        return q->under_way;
}
