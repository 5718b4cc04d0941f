/* incident/kind: which event classes may be one event, as config/vocabulary/kinds.tsv says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "incident/kind.h"

static struct kind_table *shipped;

static int load(void **state)
{
        struct problem why = {""};

        (void)state;
        if (kind_table_load("config/vocabulary/kinds.tsv", &shipped, &why) < 0) {
                fprintf(stderr, "%s\n", why.text);
                return -1;
        }
        return 0;
}

static int unload(void **state)
{
        (void)state;
        kind_table_free(shipped);
        return 0;
}

static enum kind_where where(enum alert_event x, enum alert_event y, enum alert_state state)
{
        return kind_link(shipped, x, y, state)->where;
}

static void a_line_holds_both_ways_round(void **state)
{
        (void)state;
        for (int x = 0; x < EVENT_COUNT; x++)
                for (int y = 0; y < EVENT_COUNT; y++)
                        for (int s = 0; s <= STATE_FORECAST; s++) {
                                const struct kind_link *a = kind_link(shipped, (enum alert_event)x,
                                                                      (enum alert_event)y,
                                                                      (enum alert_state)s),
                                                       *b = kind_link(shipped, (enum alert_event)y,
                                                                      (enum alert_event)x,
                                                                      (enum alert_state)s);
                                assert_int_equal(a->where, b->where);
                                assert_int_equal(a->own, b->own);
                        }
}

static void a_kind_is_one_with_itself(void **state)
{
        (void)state;
        for (int x = 0; x < EVENT_COUNT; x++)
                assert_int_equal(where((enum alert_event)x, (enum alert_event)x, STATE_LIVE),
                                 x == EVENT_AIR_RAID ? KIND_INSIDE : KIND_TOUCH);
}

static void weapons_are_threats_of_their_own(void **state)
{
        (void)state;
        assert_int_equal(where(EVENT_DRONE, EVENT_MISSILE, STATE_LIVE), KIND_APART);
        assert_int_equal(where(EVENT_DRONE, EVENT_BALLISTIC, STATE_LIVE), KIND_APART);
        assert_int_equal(where(EVENT_DRONE, EVENT_SHELLING, STATE_PAST), KIND_APART);
        assert_int_equal(where(EVENT_FLOOD, EVENT_WEATHER, STATE_LIVE), KIND_APART);
        assert_int_equal(where(EVENT_DRONE, EVENT_DEBRIS, STATE_LIVE), KIND_TOUCH);
        assert_int_equal(where(EVENT_AIR_RAID, EVENT_DRONE, STATE_LIVE), KIND_SAME);
        assert_true(kind_link(shipped, EVENT_AIR_RAID, EVENT_DRONE, STATE_FORECAST)->own);
        assert_int_equal(where(EVENT_AIR_RAID, EVENT_DRONE, STATE_PAST), KIND_APART);
        assert_int_equal(where(EVENT_DRONE, EVENT_EXPLOSION, STATE_LIVE), KIND_APART);
        assert_int_equal(where(EVENT_DRONE, EVENT_EXPLOSION, STATE_PAST), KIND_TOUCH);
        assert_int_equal(where(EVENT_SHELLING, EVENT_MISSILE, STATE_PAST), KIND_INSIDE);
}

static int load_text(const char *text, struct kind_table **ret, struct problem *why)
{
        char path[] = "/tmp/kind_test_XXXXXX";
        int fd = mkstemp(path), r;

        assert_true(fd >= 0);
        assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
        close(fd);
        r = kind_table_load(path, ret, why);
        unlink(path);
        return r;
}

static void a_table_of_ones_own(void **state)
{
        struct kind_table *t;
        struct problem why = {""};

        (void)state;
        assert_int_equal(load_text("# mine\n\nflood\tweather\tlive\tinside\tbest\n"
                                   "flood\tweather\tany\tsame\town\n",
                                   &t, &why),
                         0);
        assert_int_equal(kind_link(t, EVENT_WEATHER, EVENT_FLOOD, STATE_LIVE)->where, KIND_SAME);
        assert_true(kind_link(t, EVENT_WEATHER, EVENT_FLOOD, STATE_PAST)->own);
        assert_int_equal(kind_link(t, EVENT_DRONE, EVENT_DEBRIS, STATE_LIVE)->where, KIND_APART);
        kind_table_free(t);
        kind_table_free(NULL);
}

static void what_is_wrong_is_said_with_its_line(void **state)
{
        static const struct {
                const char *text, *why;
        } bad[] = {
            {"# one\nflood\tweather\tlive\tinside\n",
             ":2: expected 5 fields with tabs between: kind kind while"},
            {"flood\tstorm\tlive\tinside\tbest\n", "\"storm\" is none of air-raid"},
            {"flood\tweather\tnow\tinside\tbest\n", "\"now\" is none of live, past or any"},
            {"flood\tweather\tany\tnear\tbest\n", "\"near\" is none of touch, inside or same"},
            {"flood\tweather\tany\ttouch\tloud\n", ":1: \"loud\" is none of best or own"},
        };

        (void)state;
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
                struct kind_table *t = NULL;
                struct problem why = {""};
                assert_true(load_text(bad[i].text, &t, &why) < 0);
                assert_null(t);
                assert_non_null(strstr(why.text, bad[i].why));
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(a_line_holds_both_ways_round),
            cmocka_unit_test(a_kind_is_one_with_itself),
            cmocka_unit_test(weapons_are_threats_of_their_own),
            cmocka_unit_test(a_table_of_ones_own),
            cmocka_unit_test(what_is_wrong_is_said_with_its_line),
        };

        return cmocka_run_group_tests(tests, load, unload);
}
