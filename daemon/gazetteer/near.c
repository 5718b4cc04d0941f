#include "gazetteer/near.h"

#include <string.h>

#include "base/text.h"
#include "gazetteer/name.h"

#define WORD_MOST 40 /* characters that are compared */
#define SHOWN     3

/* A folded name as characters, so that one wrong letter is one mistake in every script. */
struct letters {
        uint32_t c[WORD_MOST];
        unsigned n;
};

struct candidate {
        uint32_t place;
        unsigned mistakes;
};

static bool read_letters(struct span s, struct letters *ret)
{
        ret->n = 0;
        for (size_t at = 0; at < s.size;) {
                if (ret->n == WORD_MOST)
                        return false;
                at += text_next(s.s + at, s.size - at, &ret->c[ret->n++]);
        }
        return ret->n > 0;
}

/* Letters added, left out, changed or swapped with the next one between two words; more than `most` gives
 * most + 1. */
static unsigned distance(const struct letters *a, const struct letters *b, unsigned most)
{
        unsigned rows[3][WORD_MOST + 1], *before = rows[0], *above = rows[1], *row = rows[2];

        for (unsigned j = 0; j <= b->n; j++)
                above[j] = j;
        for (unsigned i = 1; i <= a->n; i++) {
                unsigned least = row[0] = i, *swap;
                for (unsigned j = 1; j <= b->n; j++) {
                        unsigned cost = above[j - 1] + (a->c[i - 1] != b->c[j - 1]);
                        if (above[j] + 1 < cost)
                                cost = above[j] + 1;
                        if (row[j - 1] + 1 < cost)
                                cost = row[j - 1] + 1;
                        if (i > 1 && j > 1 && a->c[i - 1] == b->c[j - 2] && a->c[i - 2] == b->c[j - 1] &&
                            before[j - 2] + 1 < cost)
                                cost = before[j - 2] + 1;
                        row[j] = cost;
                        least = cost < least ? cost : least;
                }
                if (least > most)
                        return most + 1;
                swap = before;
                before = above;
                above = row;
                row = swap;
        }
        return above[b->n];
}

static bool better(const struct gazetteer *g, const struct candidate *a, const struct candidate *b)
{
        if (a->mistakes != b->mistakes)
                return a->mistakes < b->mistakes;
        return place_population(g, a->place) > place_population(g, b->place);
}

/* Keeps the best, each place once. */
static void insert(const struct gazetteer *g, struct candidate best[SHOWN], size_t *n, struct candidate new)
{
        size_t i = 0;

        while (i < *n && best[i].place != new.place)
                i++;
        if (i == *n && *n < SHOWN)
                (*n)++;
        else if (i == *n)
                i = SHOWN - 1;
        if (i < *n && best[i].place && !better(g, &new, &best[i]))
                return;
        best[i] = new;
        for (; i > 0 && better(g, &best[i], &best[i - 1]); i--) {
                struct candidate swap = best[i];
                best[i] = best[i - 1];
                best[i - 1] = swap;
        }
}

static size_t search(const struct gazetteer *g, const struct letters *wanted, struct candidate best[SHOWN])
{
        unsigned most = wanted->n < 5 ? 1 : 2;
        size_t n = 0;

        for (uint32_t p = 1; p < gazetteer_count(g); p++) {
                struct name_cursor c;
                struct name name;

                name_start(&c, g, p);
                while (name_next(&c, &name)) {
                        char folded[NAME_SIZE];
                        struct letters letters;
                        unsigned levels, d;

                        if (!read_letters(word_core(g->words, name_fold(&name, folded), &levels), &letters))
                                continue;
                        if (letters.n > wanted->n + most || letters.n + most < wanted->n)
                                continue;
                        d = distance(wanted, &letters, most);
                        if (d <= most)
                                insert(g, best, &n, (struct candidate){p, d});
                }
        }
        return n;
}

void near_say(const struct gazetteer *g, struct span text, struct problem *why)
{
        struct candidate best[SHOWN] = {0};
        char folded[NAME_SIZE];
        size_t size = text_fold(text.s, text.size, folded, sizeof folded), n;
        struct letters wanted;
        unsigned levels;
        struct problem said = *why;
        struct arena *a;
        const char *list = "";

        if (size > sizeof folded ||
            !read_letters(word_core(g->words, (struct span){folded, size}, &levels), &wanted))
                return;
        n = search(g, &wanted, best);
        if (!n)
                return;
        a = arena_new();
        for (size_t i = 0; i < n; i++)
                list = arena_printf(a, "%s%s%s", list, i ? ", " : "", place_path(g, best[i].place, a));
        problem_set(why, 0, "%s; near: %s", said.text, list);
        arena_free(a);
}
