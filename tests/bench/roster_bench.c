/* roster_bench CONFIG WORDS: start with the subscribers of a database: reading them all into the index, against reading the
 * same rows and nothing else, and against reading the same people from a table of words (the file WORDS), as whoever
 * does not pack them would keep them; and the memory that they take beyond their names and channels. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "setup/setup.h"

#define ROUNDS 5

/* Of our own work: the files are in memory, and the machine may be busy with something else. */
static double now(void)
{
        struct timespec t;

        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
        return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int compare(const void *a, const void *b)
{
        double x = *(const double *)a, y = *(const double *)b;

        return (x > y) - (x < y);
}

/* The floor: every column of every row is looked at. */
static double read_rows(const char *file, const char *sql, size_t *ret_n)
{
        double from = now();
        sqlite3 *db;
        sqlite3_stmt *st;
        size_t n = 0, bytes = 0;

        if (sqlite3_open_v2(file, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK ||
            sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
                exit(1);
        for (; sqlite3_step(st) == SQLITE_ROW; n++)
                for (int i = 0; i < sqlite3_column_count(st); i++)
                        bytes += sqlite3_column_type(st, i) == SQLITE_INTEGER
                                     ? (size_t)sqlite3_column_int64(st, i)
                                     : sqlite3_column_blob(st, i) != NULL;
        sqlite3_finalize(st);
        sqlite3_close(db);
        *ret_n = n;
        return bytes ? now() - from : 0;
}

static double load(const struct setup *s, const char *file, struct people **ret)
{
        struct people *p = people_new(s->settings, s->gazetteer, s->subscribers, s->n_subscribers);
        struct problem why = {""};
        struct store *store;
        double from;

        if (store_open(file, STORE_READ, &store, &why) < 0)
                exit(1);
        from = now();
        if (people_load(p, store, &why) < 0) {
                fprintf(stderr, "%s\n", why.text);
                exit(1);
        }
        from = now() - from;
        people_use_store(p, NULL);
        store_close(store);
        *ret = p;
        return from;
}

static double median(double *values)
{
        qsort(values, ROUNDS, sizeof *values, compare);
        return values[ROUNDS / 2];
}

int main(int argc, char **argv)
{
        double rows[ROUNDS], words[ROUNDS], loads[ROUNDS];
        struct problem why = {""};
        struct setup *s;
        const char *left_why;
        size_t n = 0, n_words = 0, left = 0, bytes = 0, names = 0;

        if (argc != 3 || setup_peek(argv[1], &s, &why) < 0) {
                fprintf(stderr, "Usage: roster_bench CONFIG WORDS\n%s\n", why.text);
                return 2;
        }
        for (size_t i = 0; i < ROUNDS; i++) {
                struct people *p;

                rows[i] =
                    read_rows(s->settings->database,
                              "SELECT name, profile, channels, rules FROM subscriber ORDER BY name", &n);
                words[i] =
                    read_rows(argv[2], "SELECT name, channel, places, severity FROM subscriber", &n_words);
                loads[i] = load(s, s->settings->database, &p);
                left = people_left_out(p, &left_why);
                bytes = people_bytes(p);
                names = people_bytes_of_names(p);
                people_free(p);
        }
        printf(
            "{\"rows\":%zu,\"words\":%zu,\"left_out\":%zu,\"read_s\":%.3f,\"words_s\":%.3f,\"ready_s\":%.3f,"
            "\"bytes_each\":%.1f,\"name_bytes_each\":%.1f}\n",
            n, n_words, left, median(rows), median(words), median(loads),
            n ? (double)(bytes - names) / (double)n : 0, n ? (double)names / (double)n : 0);
        setup_free(s);
        return 0;
}
