/* report/spool: what is taken, in which order, what is refused, and that nothing is lost when files change
 * meanwhile. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/timestamp.h"
#include "report/spool.h"

struct fixture {
        char folder[64];
        sd_event *event;
        struct spool *spool;
        struct arena *arena;
        unsigned calls;
};

static void on_ready(void *context)
{
        struct fixture *f = context;

        f->calls++;
}

static char *path_of(struct fixture *f, const char *name)
{
        return arena_printf(f->arena, "%s/%s", f->folder, name);
}

static void open_spool(struct fixture *f, int64_t done_keep)
{
        static const char *const sources[] = {"gov", "local"};
        struct spool_options options = {.path = f->folder,
                                        .max_size = 100,
                                        .done_keep = done_keep,
                                        .rejected_keep = TIMESTAMP_DAY,
                                        .sources = sources,
                                        .n_sources = 2};
        struct problem why = {""};

        assert_int_equal(spool_open(f->event, &options, on_ready, f, &f->spool, &why), 0);
}

static int set_up(void **state)
{
        struct fixture *f = calloc(1, sizeof *f);

        strcpy(f->folder, "/tmp/sirend-spool-XXXXXX");
        assert_non_null(mkdtemp(f->folder));
        f->arena = arena_new();
        assert_true(sd_event_new(&f->event) >= 0);
        *state = f;
        return 0;
}

static int tear_down(void **state)
{
        struct fixture *f = *state;
        char command[100];

        spool_close(f->spool);
        sd_event_unref(f->event);
        snprintf(command, sizeof command, "rm -rf %s", f->folder);
        assert_int_equal(system(command), 0);
        arena_free(f->arena);
        free(f);
        return 0;
}

/* Lets all events that are there be handled. */
static void turn(struct fixture *f)
{
        while (sd_event_run(f->event, 0) > 0)
                ;
}

static void write_file(struct fixture *f, const char *name, const char *text)
{
        int fd = open(path_of(f, name), O_WRONLY | O_CREAT | O_TRUNC, 0600);

        assert_true(fd >= 0);
        assert_int_equal(write(fd, text, strlen(text)), strlen(text));
        close(fd);
}

/* As if it had been written long ago: a scan leaves young files alone. */
static void write_old_file(struct fixture *f, const char *name, const char *text)
{
        struct timespec old[2] = {{.tv_sec = 1000000000}, {.tv_sec = 1000000000}};

        write_file(f, name, text);
        assert_int_equal(utimensat(AT_FDCWD, path_of(f, name), old, 0), 0);
}

static void rename_in(struct fixture *f, const char *name, const char *text)
{
        write_file(f, "staged", text);
        assert_int_equal(rename(path_of(f, "staged"), path_of(f, name)), 0);
}

static struct spool_entry *expect_next(struct fixture *f, const char *name, const char *source)
{
        struct spool_entry *e;

        turn(f);
        e = spool_next(f->spool);
        assert_non_null(e);
        assert_string_equal(e->name, name);
        assert_string_equal(e->source, source);
        return e;
}

static int read_entry(struct fixture *f, struct spool_entry *e, struct problem *why)
{
        struct stat st;
        size_t size;
        char *data;

        return spool_read(f->spool, e, f->arena, &data, &size, &st, why);
}

static bool exists(struct fixture *f, const char *name)
{
        struct stat st;

        return lstat(path_of(f, name), &st) == 0;
}

static void takes_what_was_there_and_what_comes(void **state)
{
        struct fixture *f = *state;
        struct problem why;

        assert_int_equal(mkdir(path_of(f, "incoming"), 0700), 0);
        write_old_file(f, "incoming/before", "1");
        open_spool(f, TIMESTAMP_DAY);
        assert_true(f->calls > 0);
        struct spool_entry *e = expect_next(f, "before", "local");
        assert_int_equal(read_entry(f, e, &why), 0);
        assert_int_equal(spool_done(f->spool, e), 0);
        assert_true(exists(f, "done/before") && !exists(f, "incoming/before"));

        rename_in(f, "incoming/renamed", "2");
        spool_forget(f->spool, expect_next(f, "renamed", "local"));
        write_file(f, "incoming/written", "3");
        spool_forget(f->spool, expect_next(f, "written", "local"));
        write_file(f, "staged", "4");
        assert_int_equal(link(path_of(f, "staged"), path_of(f, "incoming/linked")), 0);
        spool_forget(f->spool, expect_next(f, "linked", "local"));
        rename_in(f, "incoming/gov/a", "5"); /* made at start */
        spool_forget(f->spool, expect_next(f, "gov/a", "gov"));
        turn(f);
        assert_null(spool_next(f->spool));
}

static void takes_folders_that_come_later(void **state)
{
        struct fixture *f = *state;

        open_spool(f, TIMESTAMP_DAY);
        assert_int_equal(mkdir(path_of(f, "new"), 0700), 0);
        write_old_file(f, "new/first", "1");
        assert_int_equal(rename(path_of(f, "new"), path_of(f, "incoming/press")), 0);
        spool_forget(f->spool, expect_next(f, "press/first", "press"));
        rename_in(f, "incoming/press/second", "2");
        spool_forget(f->spool, expect_next(f, "press/second", "press"));
        /* removed and made again */
        assert_int_equal(
            unlink(path_of(f, "incoming/press/first")) + unlink(path_of(f, "incoming/press/second")), 0);
        assert_int_equal(rmdir(path_of(f, "incoming/press")), 0);
        turn(f);
        assert_int_equal(mkdir(path_of(f, "incoming/press"), 0700), 0);
        turn(f);
        rename_in(f, "incoming/press/third", "3");
        spool_forget(f->spool, expect_next(f, "press/third", "press"));
}

static void takes_a_folder_that_was_renamed(void **state)
{
        struct fixture *f = *state;

        open_spool(f, TIMESTAMP_DAY);
        assert_int_equal(mkdir(path_of(f, "incoming/one"), 0700), 0);
        turn(f);
        assert_int_equal(rename(path_of(f, "incoming/one"), path_of(f, "incoming/two")), 0);
        turn(f);
        rename_in(f, "incoming/two/a.xml", "a");
        spool_forget(f->spool, expect_next(f, "two/a.xml", "two"));
        assert_int_equal(rename(path_of(f, "incoming/two"), path_of(f, "three")), 0);
        turn(f);
        rename_in(f, "three/b.xml", "b");
        turn(f);
        assert_null(spool_next(f->spool));
}

/* The folders it moves files to are not watched; it looks after them from time to time. */
static void survives_the_loss_of_done_and_rejected(void **state)
{
        struct fixture *f = *state;
        struct problem why = {""};
        struct spool_entry *e;

        open_spool(f, TIMESTAMP_DAY);
        assert_int_equal(rmdir(path_of(f, "done")), 0);
        assert_int_equal(rmdir(path_of(f, "rejected")), 0);
        rename_in(f, "incoming/a.xml", "a");
        e = expect_next(f, "a.xml", "local");
        assert_int_equal(read_entry(f, e, &why), 0);
        assert_true(spool_done(f->spool, e) < 0);
        while (!exists(f, "done"))
                assert_true(sd_event_run(f->event, UINT64_MAX) >= 0);
        while (spool_waiting(f->spool) == 0)
                assert_true(sd_event_run(f->event, UINT64_MAX) >= 0);
        assert_int_equal(spool_done(f->spool, expect_next(f, "a.xml", "local")), 0);
        assert_true(exists(f, "done/a.xml") && exists(f, "rejected"));
}

/* A report may have the name of another one's reason, and may be a second name of a file elsewhere. */
static void a_reason_replaces_nothing(void **state)
{
        struct fixture *f = *state;
        struct stat st;

        open_spool(f, TIMESTAMP_DAY);
        write_file(f, "precious", "precious");
        assert_int_equal(link(path_of(f, "precious"), path_of(f, "incoming/a.xml.reason")), 0);
        assert_int_equal(spool_reject(f->spool, expect_next(f, "a.xml.reason", "local"), "no"), 0);
        rename_in(f, "incoming/a.xml", "a");
        assert_int_equal(spool_reject(f->spool, expect_next(f, "a.xml", "local"), "neither"), 0);
        assert_int_equal(stat(path_of(f, "precious"), &st), 0);
        assert_int_equal(st.st_size, 8);
}

static void a_reason_is_one_line(void **state)
{
        struct fixture *f = *state;
        struct problem why = {""};
        size_t size;
        char *text;

        open_spool(f, TIMESTAMP_DAY);
        rename_in(f, "incoming/a\nb\033c", "a");
        assert_int_equal(spool_reject(f->spool, expect_next(f, "a\nb\033c", "local"), "no\nway"), 0);
        assert_int_equal(
            file_read(path_of(f, "rejected/a\nb\033c.reason"), 1000, f->arena, &text, &size, &why), 0);
        assert_string_equal(text, "a b c: no way\n");
}

static void survives_the_loss_of_incoming(void **state)
{
        struct fixture *f = *state;

        open_spool(f, TIMESTAMP_DAY);
        assert_int_equal(rename(path_of(f, "incoming"), path_of(f, "elsewhere")), 0);
        turn(f);
        assert_true(exists(f, "incoming"));
        rename_in(f, "incoming/after", "1");
        spool_forget(f->spool, expect_next(f, "after", "local"));
}

static void ignores_temporary_names_and_half_written_files(void **state)
{
        struct fixture *f = *state;
        int fd;

        open_spool(f, TIMESTAMP_DAY);
        write_file(f, "incoming/.hidden", "1");
        write_file(f, "incoming/a.tmp", "1");
        write_file(f, "incoming/b.part", "1");
        fd = open(path_of(f, "incoming/open"), O_WRONLY | O_CREAT, 0600);
        assert_int_equal(write(fd, "half", 4), 4);
        spool_scan(f->spool);
        turn(f);
        assert_null(spool_next(f->spool));
        close(fd);
        spool_forget(f->spool, expect_next(f, "open", "local"));
        rename_in(f, "incoming/.hidden2", "1");
        assert_int_equal(rename(path_of(f, "incoming/a.tmp"), path_of(f, "incoming/a")), 0);
        spool_forget(f->spool, expect_next(f, "a", "local"));
}

static void refuses_what_is_no_report_with_a_reason(void **state)
{
        static const struct {
                const char *name, *words;
        } rows[] = {{"link", "symbolic link"},
                    {"fifo", "FIFO"},
                    {"gov/sub", "folder"},
                    {"large", "limit of 100 bytes"}};
        struct fixture *f = *state;
        char large[102], *data;
        size_t size;

        memset(large, 'x', 101);
        large[101] = 0;
        open_spool(f, TIMESTAMP_DAY);
        write_file(f, "secret", "outside");
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                char *path = path_of(f, arena_printf(f->arena, "incoming/%s", rows[i].name));
                const char *base = strrchr(rows[i].name, '/') ? strrchr(rows[i].name, '/') + 1 : rows[i].name;
                struct problem why = {""};
                if (i == 0)
                        assert_int_equal(symlink("../secret", path), 0);
                else if (i == 1)
                        assert_int_equal(mkfifo(path, 0600), 0);
                else if (i == 2)
                        assert_int_equal(mkdir(path, 0700), 0);
                else
                        rename_in(f, "incoming/large", large);
                struct spool_entry *e = expect_next(f, rows[i].name, i == 2 ? "gov" : "local");
                assert_true(read_entry(f, e, &why) < 0);
                assert_non_null(strstr(why.text, rows[i].words));
                assert_int_equal(spool_reject(f->spool, e, why.text), 0);
                assert_false(exists(f, arena_printf(f->arena, "incoming/%s", rows[i].name)));
                assert_true(exists(f, arena_printf(f->arena, "rejected/%s", base)));
                assert_int_equal(file_read(path_of(f, arena_printf(f->arena, "rejected/%s.reason", base)),
                                           2000, f->arena, &data, &size, &why),
                                 0);
                assert_non_null(strstr(data, rows[i].words));
        }
        assert_true(exists(f, "secret"));
}

static void never_follows_a_source_that_became_a_link(void **state)
{
        struct fixture *f = *state;
        struct problem why;

        open_spool(f, TIMESTAMP_DAY);
        assert_int_equal(mkdir(path_of(f, "outside"), 0700), 0);
        write_file(f, "outside/a", "private");
        rename_in(f, "incoming/gov/a", "1");
        struct spool_entry *e = expect_next(f, "gov/a", "gov");
        assert_int_equal(rename(path_of(f, "incoming/gov"), path_of(f, "moved")), 0);
        assert_int_equal(symlink("../outside", path_of(f, "incoming/gov")), 0);
        assert_int_equal(read_entry(f, e, &why), -ENOENT);
        assert_true(spool_done(f->spool, e) < 0);
        assert_true(exists(f, "outside/a"));
}

static void a_newer_file_of_the_same_name_is_not_lost(void **state)
{
        struct fixture *f = *state;
        struct problem why;

        open_spool(f, TIMESTAMP_DAY);
        rename_in(f, "incoming/a", "old");
        struct spool_entry *e = expect_next(f, "a", "local");
        assert_int_equal(read_entry(f, e, &why), 0);
        rename_in(f, "incoming/a", "newer");
        assert_int_equal(spool_done(f->spool, e), -ESTALE);
        e = expect_next(f, "a", "local");
        assert_int_equal(read_entry(f, e, &why), 0);
        assert_int_equal(spool_done(f->spool, e), 0);
        /* and a name that is taken in done/ replaces nothing */
        rename_in(f, "incoming/a", "third");
        e = expect_next(f, "a", "local");
        assert_int_equal(read_entry(f, e, &why), 0);
        assert_int_equal(spool_done(f->spool, e), 0);
        char *data;
        size_t size;
        assert_int_equal(file_read(path_of(f, "done/a"), 100, f->arena, &data, &size, &why), 0);
        assert_string_equal(data, "newer");
}

static void postponed_files_come_first_again(void **state)
{
        struct fixture *f = *state;

        open_spool(f, TIMESTAMP_DAY);
        rename_in(f, "incoming/a", "1");
        rename_in(f, "incoming/b", "2");
        struct spool_entry *a = expect_next(f, "a", "local"), *b = expect_next(f, "b", "local");
        assert_null(spool_next(f->spool));
        spool_postpone(f->spool, b);
        spool_postpone(f->spool, a);
        spool_forget(f->spool, expect_next(f, "a", "local"));
        spool_forget(f->spool, expect_next(f, "b", "local"));
}

/* n files in the order of their names. */
static void flood(struct fixture *f, const char *folder, unsigned n)
{
        for (unsigned i = 0; i < n; i++)
                write_old_file(f, arena_printf(f->arena, "%s/%05u", folder, i), "");
}

static void more_than_it_remembers_is_found_by_scanning_in_its_order(void **state)
{
        struct fixture *f = *state;
        unsigned seen = 0;

        open_spool(f, 0);
        flood(f, "incoming", 9000); /* more events than the kernel keeps, too */
        for (int rounds = 0; rounds < 100 && seen < 9000; rounds++) {
                struct spool_entry *e;
                turn(f);
                assert_true(spool_waiting(f->spool) <= 4096);
                while ((e = spool_next(f->spool))) {
                        assert_int_equal(atoi(e->name), seen++);
                        spool_done(f->spool, e);
                }
                sd_event_run(f->event, 100000);
        }
        assert_int_equal(seen, 9000);
}

static void what_came_while_nobody_looked_is_taken_in_order(void **state)
{
        static const char *const names[] = {"incoming/d", "incoming/gov/e", "incoming/b", "incoming/gov/a",
                                            "incoming/c"};
        struct fixture *f = *state;

        open_spool(f, TIMESTAMP_DAY);
        spool_close(f->spool);
        for (size_t i = 0; i < 5; i++) {
                write_old_file(f, names[i], "1");
                usleep(20 * 1000); /* the file system's clock ticks */
        }
        open_spool(f, TIMESTAMP_DAY);
        for (size_t i = 0; i < 5; i++) {
                struct spool_entry *e = spool_next(f->spool);
                assert_non_null(e);
                assert_string_equal(e->name, names[i] + strlen("incoming/"));
                assert_int_equal(spool_done(f->spool, e), 0);
        }
}

static void a_flood_of_one_source_holds_up_no_other(void **state)
{
        struct fixture *f = *state;
        struct spool_entry *e = NULL;
        unsigned before = 0;

        open_spool(f, 0);
        flood(f, "incoming", 9000);
        turn(f);
        rename_in(f, "incoming/gov/urgent", "1");
        turn(f);
        for (; (e = spool_next(f->spool)) && strcmp(e->source, "gov") != 0; before++)
                assert_int_equal(spool_done(f->spool, e), 0);
        assert_non_null(e);
        assert_true(before <= 16);
        assert_true(spool_waits_for(f->spool, "local"));
        assert_false(spool_waits_for(f->spool, "gov"));
}

static void of_a_source_that_is_gone_nothing_is_waited_for(void **state)
{
        struct fixture *f = *state;
        struct spool_entry *e;

        open_spool(f, 0);
        flood(f, "incoming/gov", 5000);
        turn(f);
        assert_int_equal(rename(path_of(f, "incoming/gov"), path_of(f, "elsewhere")), 0);
        turn(f);
        while ((e = spool_next(f->spool)))
                spool_forget(f->spool, e);
        turn(f);
        assert_int_equal(spool_waiting(f->spool), 0);
        assert_int_equal(rename(path_of(f, "elsewhere"), path_of(f, "incoming/gov")), 0);
        turn(f);
        assert_int_equal(spool_waiting(f->spool), 4096);
}

static void prunes_what_is_old_enough_and_nothing_else(void **state)
{
        struct fixture *f = *state;
        struct problem why;

        open_spool(f, TIMESTAMP_HOUR);
        rename_in(f, "incoming/a", "1");
        struct spool_entry *e = expect_next(f, "a", "local");
        assert_int_equal(read_entry(f, e, &why), 0);
        assert_int_equal(spool_done(f->spool, e), 0);
        while (spool_prune(f->spool, timestamp_now(), 10))
                ;
        assert_true(exists(f, "done/a"));
        while (spool_prune(f->spool, timestamp_now() + 2 * TIMESTAMP_HOUR, 10))
                ;
        assert_false(exists(f, "done/a"));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test_setup_teardown(takes_what_was_there_and_what_comes, set_up, tear_down),
            cmocka_unit_test_setup_teardown(takes_folders_that_come_later, set_up, tear_down),
            cmocka_unit_test_setup_teardown(takes_a_folder_that_was_renamed, set_up, tear_down),
            cmocka_unit_test_setup_teardown(survives_the_loss_of_done_and_rejected, set_up, tear_down),
            cmocka_unit_test_setup_teardown(a_reason_replaces_nothing, set_up, tear_down),
            cmocka_unit_test_setup_teardown(a_reason_is_one_line, set_up, tear_down),
            cmocka_unit_test_setup_teardown(survives_the_loss_of_incoming, set_up, tear_down),
            cmocka_unit_test_setup_teardown(ignores_temporary_names_and_half_written_files, set_up,
                                            tear_down),
            cmocka_unit_test_setup_teardown(refuses_what_is_no_report_with_a_reason, set_up, tear_down),
            cmocka_unit_test_setup_teardown(never_follows_a_source_that_became_a_link, set_up, tear_down),
            cmocka_unit_test_setup_teardown(a_newer_file_of_the_same_name_is_not_lost, set_up, tear_down),
            cmocka_unit_test_setup_teardown(postponed_files_come_first_again, set_up, tear_down),
            cmocka_unit_test_setup_teardown(more_than_it_remembers_is_found_by_scanning_in_its_order, set_up,
                                            tear_down),
            cmocka_unit_test_setup_teardown(what_came_while_nobody_looked_is_taken_in_order, set_up,
                                            tear_down),
            cmocka_unit_test_setup_teardown(a_flood_of_one_source_holds_up_no_other, set_up, tear_down),
            cmocka_unit_test_setup_teardown(of_a_source_that_is_gone_nothing_is_waited_for, set_up,
                                            tear_down),
            cmocka_unit_test_setup_teardown(prunes_what_is_old_enough_and_nothing_else, set_up, tear_down),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
