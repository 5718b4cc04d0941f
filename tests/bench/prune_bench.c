/* prune_bench DATABASE: how long the longest step of the pruning takes, where nothing may go and where everything may.
 * It changes the database. */
#include "bench.h"

#include "base/timestamp.h"
#include "store/history.h"
#include "store/store.h"

#define STEP  500 /* rows, as the daemon's */
#define STEPS 200

/* Milliseconds of the longest of so many steps, or until there is no more. */
static double longest(struct store *s, int64_t before)
{
        double most = 0;
        unsigned removed = STEP;

        for (int i = 0; i < STEPS && removed; i++) {
                int64_t from = now_ns();
                double took;

                must(history_prune(s, before, before, STEP, &removed) >= 0, store_problem(s));
                took = (double)(now_ns() - from) / 1e6;
                if (took > most)
                        most = took;
        }
        return most;
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
        printf("nothing old: %.3f\n", longest(s, 1));
        printf("all old: %.3f\n", longest(s, timestamp_now()));
        store_close(s);
        return 0;
}
