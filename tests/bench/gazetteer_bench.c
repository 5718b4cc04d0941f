/* What the gazetteer costs: to load, to keep, to ask. Prints figures, judges nothing.
 *
 * make bench-gazetteer_bench, or build/bench/gazetteer_bench DIRECTORY */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "gazetteer/gazetteer.h"
#include "gazetteer/locate.h"

#define ROUNDS 200

static double now(void)
{
        struct timespec t;

        clock_gettime(CLOCK_MONOTONIC, &t);
        return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Kilobytes of that line of /proc/self/status. */
static long memory(const char *field)
{
        FILE *f = fopen("/proc/self/status", "re");
        char line[256];
        long kb = -1;

        while (f && fgets(line, sizeof line, f))
                if (strncmp(line, field, strlen(field)) == 0)
                        sscanf(line + strlen(field), ": %ld", &kb);
        if (f)
                fclose(f);
        return kb;
}

static void print_time(const char *what, double seconds, unsigned times)
{
        printf("%-52s %10.1f us\n", what, seconds / times * 1e6);
}

static void measure_names(const struct gazetteer *g)
{
        static const char *const names[] = {"Чугуївський район",        "Белгород",
                                            "Belgorod Oblast",          "Іванівка",
                                            "Муром, Шебекинский район", "UA63020030220068399"};

        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
                double start = now();
                for (int n = 0; n < ROUNDS; n++) {
                        uint32_t place;
                        place_find(g, names[i], PLACE_NONE, &place, NULL);
                }
                print_time(names[i], now() - start, ROUNDS);
        }
}

static void measure_typo(const struct gazetteer *g)
{
        struct problem why;
        uint32_t place;
        double start = now();

        place_find(g, "Белгрод", PLACE_NONE, &place, &why);
        print_time("a misspelt name, with suggestions", now() - start, 1);
}

static void locate_area(const struct gazetteer *g, const char *what, struct area *area)
{
        size_t n = 0;
        double start = now();

        for (int i = 0; i < ROUNDS; i++) {
                struct arena *a = arena_new();
                struct alert_info info = {.areas = area, .n_areas = 1};
                struct alert alert = {.infos = &info, .n_infos = 1};

                locate_alert(g, PLACE_NONE, &alert, a);
                n = info.n_places;
                arena_free(a);
        }
        printf("%6zu places: ", n);
        print_time(what, now() - start, ROUNDS);
}

static void measure_shapes(const struct gazetteer *g)
{
        static const double radius[] = {0.05, 0.5, 5};
        struct area_point points[101];
        struct area_polygon ring = {points, 101};
        struct area_circle circle = {{50.4, 36.9}, 30};
        struct area area = {.polygons = &ring, .n_polygons = 1};

        for (size_t r = 0; r < sizeof radius / sizeof *radius; r++) {
                char what[64];
                for (int i = 0; i <= 100; i++)
                        points[i] = (struct area_point){49.5 + radius[r] * sin(i % 100 * M_PI / 50),
                                                        36 + radius[r] * cos(i % 100 * M_PI / 50)};
                snprintf(what, sizeof what, "polygon of 100 points, %.0f km wide", 220 * radius[r]);
                locate_area(g, what, &area);
        }
        area = (struct area){.circles = &circle, .n_circles = 1};
        locate_area(g, "circle of 30 km", &area);
}

int main(int argc, char **argv)
{
        const char *directory = argc > 1 ? argv[1] : "config/gazetteer";
        struct gazetteer *g = NULL;
        struct problem why = {0};

        for (int i = 0; i < 5; i++) {
                double start = now();
                gazetteer_free(g);
                if (gazetteer_load(directory, &g, &why) < 0) {
                        fprintf(stderr, "gazetteer_bench: %s\n", why.text);
                        return 1;
                }
                printf("load %u places: %.0f ms, %ld kB resident, %ld kB at most\n", gazetteer_count(g) - 1,
                       (now() - start) * 1e3, memory("VmRSS"), memory("VmHWM"));
        }
        measure_names(g);
        measure_typo(g);
        measure_shapes(g);
        gazetteer_free(g);
        return 0;
}
