/* prune_bench DATABASE: milliseconds that a step of the pruning takes, where nothing may go and where everything may.
 * It changes the database. */
#include "bench.h"

#include "base/timestamp.h"
#include "store/history.h"
#include "store/store.h"

#define STEP  500 /* rows, as the daemon's */
#define STEPS 200

static int compare(const void *a, const void *b)
{
        double x = *(const double *)a, y = *(const double *)b;

        return (x > y) - (x < y);
}

/* Up to so many steps, or until there is no more to do. */
static void prune(struct store *s, const char *what, int64_t before)
{
        double took[STEPS];
        unsigned removed;
        int n = 0, more = 1;

        for (; n < STEPS && more > 0; n++) {
                int64_t from = now_ns();

                more = history_prune(s, before, before, STEP, &removed);
                must(more >= 0, store_problem(s));
                took[n] = (double)(now_ns() - from) / 1e6;
        }
        qsort(took, (size_t)n, sizeof *took, compare);
        printf("%s: %.3f\n%s, longest: %.3f\n", what, took[n / 2], what, took[n - 1]);
}

int main(int argc, char **argv)
{
        struct problem why = {""};
        struct store *s;

        must(argc == 2, "Usage: prune_bench DATABASE");
        if (store_open(argv[1], STORE_WRITE, &s, &why) < 0) {
                fprintf(stderr, "%s\n", why.text);
                return 1;
        }
        prune(s, "nothing old", 1);
        prune(s, "all old", timestamp_now());
        store_close(s);
        return 0;
}
