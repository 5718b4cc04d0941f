/* queue: what is claimed and not yet ended, in memory: which message goes next, and which has to wait for
 * which.
 *
 * A lane is an endpoint: at most `width` of its messages are under way, the most urgent go first, and when it
 * is slow or silent only its own wait. A line is an order that must be kept: one incident to one subscriber's
 * channel, or one topic; only the first of a line may be under way, the rest wait until it is removed. Pure
 * data: no clock, no store. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/queue.h>

#include "send/circuit.h"

#define QUEUE_PRIORITIES 10

struct queue;
struct queue_lane;
struct queue_line;

enum queue_place {
        QUEUE_BEHIND,  /* of another one in its line */
        QUEUE_READY,   /* for queue_take() */
        QUEUE_TAKEN,   /* under way */
        QUEUE_ANSWERED /* or withdrawn: until queue_remove() */
};

/* To be embedded; belongs to the caller, who fills in the first two. */
struct queue_item {
        int priority;  /* 0 first ... 9 */
        int64_t order; /* within its line and priority: smaller goes first */
        enum queue_place place;
        struct queue_lane *lane;
        struct queue_line *line;
        TAILQ_ENTRY(queue_item) in_lane, in_line, in_all;
};

struct queue *queue_new(void);
void queue_free(struct queue *q); /* items are the caller's: none may be left */

/* The lane of that name, made where there is none; valid until queue_sweep(). The larger width counts. */
struct queue_lane *queue_lane(struct queue *q, const char *name, unsigned width);
/* Of which priorities more should be claimed for the lane: those below the number returned. Where much waits in
 * it already that is only what is more urgent than most of that: urgent messages never stand behind a heap of
 * others. `scarce`: so much waits in all lanes together that each takes no more than can soon be sent. */
int queue_takes(const struct queue_lane *lane, bool scarce);
/* May one more of this priority come, though it is not there yet? Then it is counted until queue_promised(). */
bool queue_promise(struct queue_lane *lane, int priority);
void queue_promised(struct queue_lane *lane);
/* No lane has so much that queue_takes() would be less than all (QUEUE_PRIORITIES) for it. */
bool queue_all_open(const struct queue *q);
/* Nothing more of it goes until queue_resume(), whatever is ready in it. */
void queue_rest(struct queue *q, struct queue_lane *lane);
void queue_resume(struct queue *q, struct queue_lane *lane);
/* The lanes that rest with something ready; NULL gives the first. */
struct queue_lane *queue_resting(const struct queue *q, const struct queue_lane *after);
struct circuit *queue_lane_circuit(struct queue_lane *lane);
const char *queue_lane_name(const struct queue_lane *lane);
/* Nothing of the lane is under way. */
bool queue_lane_idle(const struct queue_lane *lane);
/* Frees lanes without items. */
void queue_sweep(struct queue *q);

void queue_add(struct queue *q, struct queue_item *item, struct queue_lane *lane, const char *line);
/* The next one to send, NULL where none may go now. */
struct queue_item *queue_take(struct queue *q);
/* There was no room for it: first again; its lane rests until one of its messages is answered or
 * queue_unblock(). */
void queue_put_back(struct queue *q, struct queue_item *item);
void queue_unblock(struct queue *q);
/* It is under way no longer. `reached`: the other side said something; a silent lane gets one try at a time.
 * Returns true when its lane takes more priorities than before. */
bool queue_answered(struct queue *q, struct queue_item *item, bool reached);
/* It will not be sent from here, though it is not yet removed: from any place. */
void queue_withdraw(struct queue *q, struct queue_item *item);
/* It is over, from whatever place: the next one in its line is ready. Returns as queue_answered(). */
bool queue_remove(struct queue *q, struct queue_item *item);

/* The one that waits for it, or NULL. */
struct queue_item *queue_behind(const struct queue_item *item);
/* The first of a line, or NULL. */
struct queue_item *queue_line_first(const struct queue *q, const char *line);
/* All items, oldest first: NULL gives the first. */
struct queue_item *queue_each(const struct queue *q, const struct queue_item *after);

size_t queue_held(const struct queue *q);
size_t queue_under_way(const struct queue *q);
