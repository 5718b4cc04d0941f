/* store/roster: subscribers in the database, and who is told that they have changed. */
#include <errno.h>
#include <sys/stat.h>

#include "store/roster.h"
#include "unit/store_fixture.h"

static void add(struct fixture *f, const char *name, int64_t profile)
{
        struct roster_row row = {
            .name = name, .channels = "a\nb:1", .rules = "x\0y", .rules_size = 3, .profile = profile};

        assert_int_equal(store_begin(f->store), 0);
        assert_int_equal(roster_put(f->store, &row), 0);
        assert_int_equal(roster_note(f->store, name), 0);
        assert_int_equal(store_commit(f->store), 0);
}

static void a_row_comes_back_as_it_was(void **state)
{
        struct fixture *f = *state;
        struct roster_row row;

        add(f, "anna", 7);
        assert_int_equal(roster_find(f->store, "anna", f->arena, &row), 0);
        assert_string_equal(row.name, "anna");
        assert_string_equal(row.channels, "a\nb:1");
        assert_int_equal(row.rules_size, 3);
        assert_memory_equal(row.rules, "x\0y", 3);
        assert_int_equal(row.profile, 7);
        assert_int_equal(roster_find(f->store, "Anna", f->arena, &row), -ENOENT);
        add(f, "anna", 8);
        assert_int_equal(roster_find(f->store, "anna", f->arena, &row), 0);
        assert_int_equal(row.profile, 8);
}

static int note_name(const struct roster_row *row, void *context)
{
        strcat(context, row->name);
        return strcmp(row->name, "c") == 0 ? 42 : 0;
}

static void they_are_visited_in_order_of_name(void **state)
{
        struct fixture *f = *state;
        char seen[16] = "";
        int64_t n;
        bool found;

        add(f, "b", 1);
        add(f, "Z", 1);
        add(f, "a", 1);
        assert_int_equal(roster_each(f->store, NULL, note_name, seen), 0);
        assert_string_equal(seen, "Zab"); /* by their bytes */
        seen[0] = 0;
        assert_int_equal(roster_each(f->store, "a", note_name, seen), 0);
        assert_string_equal(seen, "b");
        add(f, "c", 1);
        add(f, "d", 1);
        seen[0] = 0;
        assert_int_equal(roster_each(f->store, NULL, note_name, seen), 42);
        assert_string_equal(seen, "Zabc");
        assert_int_equal(roster_remove(f->store, "b", &found), 0);
        assert_true(found);
        assert_int_equal(roster_remove(f->store, "b", &found), 0);
        assert_false(found);
        assert_int_equal(roster_count(f->store, &n), 0);
        assert_int_equal(n, 4);
}

static void note_word(enum roster_kind kind, int64_t word, const char *text, void *context)
{
        char *seen = context;

        sprintf(seen + strlen(seen), "%d %lld %s;", kind, (long long)word, text);
}

static void a_word_is_stored_once_for_its_kind(void **state)
{
        struct fixture *f = *state;
        char seen[200] = "", expected[200], *text;
        int64_t place, again, rule;

        assert_int_equal(store_begin(f->store), 0);
        assert_int_equal(roster_word(f->store, ROSTER_PLACE, "ua/kharkiv", &place), 0);
        assert_int_equal(roster_word(f->store, ROSTER_RULE, "ua/kharkiv", &rule), 0);
        assert_int_equal(roster_word(f->store, ROSTER_PLACE, "ua/kharkiv", &again), 0);
        assert_int_equal(store_commit(f->store), 0);
        assert_int_equal(place, again);
        assert_int_not_equal(place, rule);
        assert_int_equal(roster_text(f->store, rule, f->arena, &text), 0);
        assert_string_equal(text, "ua/kharkiv");
        assert_int_equal(roster_text(f->store, rule + 1, f->arena, &text), -ENOENT);
        assert_int_equal(roster_words(f->store, note_word, seen), 0);
        sprintf(expected, "%d %lld ua/kharkiv;%d %lld ua/kharkiv;", ROSTER_PLACE, (long long)place,
                ROSTER_RULE, (long long)rule);
        assert_string_equal(seen, expected);
}

static int changed(struct fixture *f, int64_t since, size_t most, char *out)
{
        const char **names;
        size_t n = 0;
        int r = roster_changed(f->store, since, most, f->arena, &names, &n);

        out[0] = 0;
        for (size_t i = 0; i < n; i++)
                strcat(out, names[i]);
        return r;
}

static void who_has_changed_is_noted(void **state)
{
        struct fixture *f = *state;
        char names[64];
        int64_t last;

        assert_int_equal(roster_last(f->store, &last), 0);
        assert_int_equal(last, 0);
        add(f, "a", 1);
        add(f, "b", 1);
        add(f, "a", 2);
        assert_int_equal(roster_last(f->store, &last), 0);
        assert_int_equal(last, 3);
        assert_int_equal(changed(f, 0, 10, names), 0);
        assert_string_equal(names, "aba");
        assert_int_equal(changed(f, 2, 10, names), 0);
        assert_string_equal(names, "a");
        assert_int_equal(changed(f, 3, 10, names), 0);
        assert_string_equal(names, "");
        assert_int_equal(changed(f, 0, 2, names), -E2BIG);
        assert_int_equal(roster_note(f->store, NULL), 0); /* many at once */
        assert_int_equal(changed(f, 3, 10, names), -E2BIG);
        assert_int_equal(changed(f, 4, 10, names), 0);
}

static void notes_that_are_gone_are_missed(void **state)
{
        struct fixture *f = *state;
        char *names = malloc(100000);
        int64_t last;

        assert_int_equal(store_begin(f->store), 0);
        for (int i = 0; i < 10050; i++)
                assert_int_equal(roster_note(f->store, "a"), 0);
        assert_int_equal(store_commit(f->store), 0);
        assert_int_equal(roster_last(f->store, &last), 0);
        assert_int_equal(last, 10050);
        assert_int_equal(changed(f, 0, 20000, names), -E2BIG);
        assert_int_equal(changed(f, 10040, 20000, names), 0);
        assert_string_equal(names, "aaaaaaaaaa");
        free(names);
}

static void what_is_read_together_is_of_one_moment(void **state)
{
        struct fixture *f = *state;
        struct problem why = {""};
        struct store *other;
        int64_t n;

        assert_int_equal(store_open(f->path, STORE_READ, &other, &why), 0);
        assert_int_equal(roster_hold(other), 0);
        assert_int_equal(roster_count(other, &n), 0);
        add(f, "a", 1);
        assert_int_equal(roster_count(other, &n), 0);
        assert_int_equal(n, 0);
        roster_let_go(other);
        assert_int_equal(roster_count(other, &n), 0);
        assert_int_equal(n, 1);
        store_close(other);
}

static void the_stamp_is_younger_after_each_change(void **state)
{
        struct fixture *f = *state;
        const char *stamp = roster_stamp(f->path, f->arena);
        struct stat before, after;

        assert_int_not_equal(stat(stamp, &before), 0);
        assert_int_equal(roster_touch(f->path), 0);
        assert_int_equal(stat(stamp, &before), 0);
        usleep(20 * 1000);
        assert_int_equal(roster_touch(f->path), 0);
        assert_int_equal(stat(stamp, &after), 0);
        assert_true(after.st_mtim.tv_sec > before.st_mtim.tv_sec ||
                    after.st_mtim.tv_nsec > before.st_mtim.tv_nsec);
        assert_int_equal(unlink(stamp), 0);
        assert_int_equal(symlink("/etc/passwd", stamp), 0);
        assert_int_equal(roster_touch(f->path), -ELOOP);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            TEST(a_row_comes_back_as_it_was),
            TEST(they_are_visited_in_order_of_name),
            TEST(a_word_is_stored_once_for_its_kind),
            TEST(who_has_changed_is_noted),
            TEST(notes_that_are_gone_are_missed),
            TEST(what_is_read_together_is_of_one_moment),
            TEST(the_stamp_is_younger_after_each_change),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
