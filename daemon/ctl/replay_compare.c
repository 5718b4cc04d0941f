#include "ctl/replay_compare.h"

#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"

#define TIMERS_MOST TIMESTAMP_MINUTE /* that a timer of the daemon may have been late */

const char *replay_difference_word(enum replay_difference d)
{
        static const char *const words[] = {[REPLAY_SAME] = "same",
                                            [REPLAY_WORDS] = "words",
                                            [REPLAY_ADDED] = "added",
                                            [REPLAY_MISSING] = "missing",
                                            [REPLAY_FALLBACK] = "fallback"};

        return words[d];
}

const struct replay_message *replay_line_message(const struct replay_line *l)
{
        return l->now ? l->now : l->then;
}

static int compare_text(const char *x, const char *y)
{
        if (!x || !y)
                return !y - !x;
        return strcmp(x, y);
}

static int by_receiver(const struct replay_message *x, const struct replay_message *y, bool words)
{
        int c = strcmp(x->subscriber, y->subscriber);

        if (c == 0)
                c = strcmp(x->channel, y->channel);
        if (c == 0)
                c = strcmp(x->type, y->type);
        return c == 0 && words ? compare_text(x->headline, y->headline) : c;
}

static int by_time(const struct replay_message *x, const struct replay_message *y)
{
        return (x->at > y->at) - (x->at < y->at);
}

static int compare(const struct replay_message *x, const struct replay_message *y, bool words)
{
        int c = by_receiver(x, y, words);

        return c ? c : by_time(x, y);
}

static int with_words(const void *a, const void *b)
{
        return compare(*(struct replay_message *const *)a, *(struct replay_message *const *)b, true);
}

static int without_words(const void *a, const void *b)
{
        return compare(*(struct replay_message *const *)a, *(struct replay_message *const *)b, false);
}

/* Those not matched yet, sorted. */
static size_t rest_of(struct replay_list *list, bool words, struct arena *a, struct replay_message ***ret)
{
        struct replay_message **rest = arena_array(a, list->n, sizeof(*rest));
        size_t n = 0;

        for (size_t i = 0; i < list->n; i++)
                if (!list->messages[i].matched)
                        rest[n++] = &list->messages[i];
        if (n)
                qsort(rest, n, sizeof(*rest), words ? with_words : without_words);
        *ret = rest;
        return n;
}

static void add(struct replay_comparison *c, enum replay_difference difference, struct replay_message *now,
                struct replay_message *then)
{
        c->lines[c->n++] = (struct replay_line){difference, now, then};
        c->counts[difference]++;
        if (now)
                now->matched = true;
        if (then)
                then->matched = true;
}

static enum replay_difference difference_of(const struct replay_message *x, const struct replay_message *y)
{
        bool known = x->headline && y->headline;

        return known && (compare_text(x->headline, y->headline) || compare_text(x->text, y->text) ||
                         x->sound != y->sound)
                   ? REPLAY_WORDS
                   : REPLAY_SAME;
}

/* Both lists from front to back: what is of the same receiver and time is a pair. */
static void pair(struct replay_comparison *c, struct replay_list *now, struct replay_list *then, bool words,
                 struct arena *a)
{
        struct replay_message **x, **y;
        size_t n_x = rest_of(now, words, a, &x), n_y = rest_of(then, words, a, &y), i = 0, k = 0;

        while (i < n_x && k < n_y) {
                int order = by_receiver(x[i], y[k], words);
                int64_t apart = x[i]->at - y[k]->at;

                if (order == 0 && apart >= -TIMERS_MOST && apart <= TIMERS_MOST) {
                        add(c, difference_of(x[i], y[k]), x[i], y[k]);
                        i++;
                        k++;
                } else if (order < 0 || (order == 0 && apart < 0)) {
                        i++;
                } else {
                        k++;
                }
        }
}

static int by_report(const void *a, const void *b)
{
        const struct replay_message *x = replay_line_message(a), *y = replay_line_message(b);
        int c = by_time(x, y);

        if (c == 0 && x->report != y->report)
                c = x->report < y->report ? -1 : 1;
        return c ? c : by_receiver(x, y, false);
}

static bool is_fallback(const struct replay_message *m)
{
        return m->delivery && m->delivery->turn > 1;
}

void replay_compare(struct replay_list *now, struct replay_list *then, struct arena *a,
                    struct replay_comparison *ret)
{
        *ret = (struct replay_comparison){.lines = arena_array(a, now->n + then->n, sizeof *ret->lines)};
        pair(ret, now, then, true, a);
        pair(ret, now, then, false, a);
        for (size_t i = 0; i < now->n; i++)
                if (!now->messages[i].matched)
                        add(ret, REPLAY_ADDED, &now->messages[i], NULL);
        for (size_t i = 0; i < then->n; i++)
                if (!then->messages[i].matched)
                        add(ret, is_fallback(&then->messages[i]) ? REPLAY_FALLBACK : REPLAY_MISSING, NULL,
                            &then->messages[i]);
        if (ret->n)
                qsort(ret->lines, ret->n, sizeof *ret->lines, by_report);
}
