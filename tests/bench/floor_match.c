/* Matching and nothing else: floor_match [SUBSCRIBERS]. A tree of 1 country, 25 regions, 1,600 districts and
 * 28,000 settlements; one sorted list of subscribers for each place and least severity; an alert is its
 * places with all above and below them, and nobody is named twice. JSON lines as match_bench prints them. */
#include "bench.h"

enum { COUNTRY, REGION, DISTRICT, SETTLEMENT, LEVELS };
#define REGIONS     25
#define DISTRICTS   1600
#define SETTLEMENTS 28000
#define PLACES      (1 + REGIONS + DISTRICTS + SETTLEMENTS)
#define SEVERITIES  4
#define SEVERE      2

static int above[PLACES], last[PLACES], of_level[LEVELS][SETTLEMENTS], n_of_level[LEVELS];
static uint32_t *first, *list; /* of each place and severity, and one more; subscribers */
static uint64_t seed = 88172645463325252ULL;

static uint64_t chance(uint64_t n)
{
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        return (seed >> 11) % n;
}

/* Some places have many followers. */
static int any_place(int level)
{
        double u = (double)chance(1u << 30) / (1u << 30);

        return of_level[level][(int)(u * u * n_of_level[level])];
}

static int add_place(int level, int parent)
{
        static int n;

        above[n] = parent;
        of_level[level][n_of_level[level]++] = n;
        for (int p = n; p >= 0; p = above[p])
                last[p] = n;
        return n++;
}

static void plant(void)
{
        int country = add_place(COUNTRY, -1);

        for (int r = 0; r < REGIONS; r++) {
                int region = add_place(REGION, country);
                for (int d = 0; d < DISTRICTS / REGIONS; d++) {
                        int district = add_place(DISTRICT, region);
                        for (int s = 0; s < SETTLEMENTS / DISTRICTS; s++)
                                add_place(SETTLEMENT, district);
                }
        }
}

static void subscribe(uint32_t n)
{
        struct follow {
                uint32_t place, severity, subscriber;
        } *follows = malloc(5 * (size_t)n * sizeof *follows);
        size_t n_follows = 0;
        uint32_t *next;

        must(follows != NULL, "memory");
        for (uint32_t s = 0; s < n; s++) {
                uint64_t z = chance(10);
                uint32_t severity = z < 4 ? 0 : z < 7 ? 1 : z < 9 ? 2 : 3;
                for (uint64_t k = 1 + chance(5); k > 0; k--) {
                        uint64_t c = chance(1000);
                        int level = c < 1 ? COUNTRY : c < 50 ? REGION : c < 500 ? DISTRICT : SETTLEMENT;
                        follows[n_follows++] = (struct follow){(uint32_t)any_place(level), severity, s};
                }
        }
        first = calloc(PLACES * SEVERITIES + 1, sizeof *first);
        next = malloc(PLACES * SEVERITIES * sizeof *next);
        list = malloc(n_follows * sizeof *list);
        must(first && next && list, "memory");
        for (size_t i = 0; i < n_follows; i++)
                first[follows[i].place * SEVERITIES + follows[i].severity + 1]++;
        for (size_t i = 0; i < PLACES * SEVERITIES; i++)
                first[i + 1] += first[i];
        memcpy(next, first, PLACES * SEVERITIES * sizeof *next);
        for (size_t i = 0; i < n_follows; i++)
                list[next[follows[i].place * SEVERITIES + follows[i].severity]++] = follows[i].subscriber;
        free(next);
        free(follows);
        printf("{\"figure\":\"build\",\"index_bytes_each\":%.1f}\n",
               (double)(n_follows * sizeof *list + (PLACES * SEVERITIES + 1) * sizeof *first) / n);
}

/* The places with all above and below, each once. */
static size_t spread(const int *places, int k, int *out, char *seen)
{
        size_t n = 0;

        for (int i = 0; i < k; i++) {
                for (int p = above[places[i]]; p >= 0 && !seen[p]; p = above[p]) {
                        seen[p] = 1;
                        out[n++] = p;
                }
                for (int p = places[i]; p <= last[places[i]]; p++)
                        if (!seen[p]) {
                                seen[p] = 1;
                                out[n++] = p;
                        }
        }
        for (size_t i = 0; i < n; i++)
                seen[out[i]] = 0;
        return n;
}

static size_t match(const int *places, int k, uint64_t *named, uint32_t *out)
{
        static int wide[PLACES];
        static char seen[PLACES];
        size_t n_places = spread(places, k, wide, seen), n = 0;

        for (size_t i = 0; i < n_places; i++) {
                uint32_t from = first[wide[i] * SEVERITIES], to = first[wide[i] * SEVERITIES + SEVERE + 1];
                for (uint32_t j = from; j < to; j++) {
                        uint64_t bit = UINT64_C(1) << (list[j] % 64), word = named[list[j] / 64];
                        out[n] = list[j];
                        n += !(word & bit);
                        named[list[j] / 64] = word | bit;
                }
        }
        for (size_t i = 0; i < n; i++)
                named[out[i] / 64] = 0;
        return n;
}

int main(int argc, char **argv)
{
        static const char *const words[LEVELS] = {"country", "region", "district", "settlement"};
        uint32_t n = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 1000000;
        uint64_t *named = calloc(n / 64 + 1, sizeof *named);
        uint32_t *out = malloc(((size_t)n + 1) * sizeof *out);

        must(n && named && out, "memory");
        plant();
        subscribe(n);
        for (int level = DISTRICT; level < LEVELS; level++) {
                int64_t ns = 0;
                size_t matched = 0;
                for (int i = 0; i < 1000; i++) {
                        int places[20];
                        for (int k = 0; k < 20; k++)
                                places[k] = any_place(level);
                        ns -= now_ns();
                        matched += match(places, 20, named, out);
                        ns += now_ns();
                }
                printf("{\"figure\":\"match\",\"places\":20,\"level\":\"%s\",\"matched\":%zu,\"ns_each\":%."
                       "2f}\n",
                       words[level], matched / 1000, (double)ns / (double)(matched ? matched : 1));
        }
        return 0;
}
