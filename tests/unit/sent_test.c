/* store/sent: what chats show now, and chats that have moved. */
#include "store_fixture.h"

#include "store/history.h"
#include "store/sent.h"

static const struct outbox_attempt fine = {.at = 2000, .latency = 5, .code = 200, .answer = "ok"};

static const char *shown(struct fixture *f, int64_t incident, const char *subscriber)
{
        const char *reference = "untouched";

        assert_int_equal(sent_find(f->store, incident, subscriber, "phone", f->arena, &reference), 0);
        return reference;
}

static void the_latest_reference_is_found(void **state)
{
        struct fixture *f = *state;

        assert_null(shown(f, 1, "olena"));
        assert_int_equal(sent_put(f->store, 1, "olena", "phone", "41"), 0);
        assert_int_equal(sent_put(f->store, 1, "olena", "chat", "42"), 0);
        assert_int_equal(sent_put(f->store, 2, "olena", "phone", "43"), 0);
        assert_int_equal(sent_put(f->store, 1, "olena", "phone", "44"), 0);
        assert_string_equal(shown(f, 1, "olena"), "44");
        assert_string_equal(shown(f, 2, "olena"), "43");
        assert_null(shown(f, 1, "petro"));
}

static void an_old_message_is_made_short_by_a_delivery(void **state)
{
        struct fixture *f = *state;
        struct delivery d = sample(7, "olena"), *list;
        int64_t id = put(f->store, &d);

        assert_int_equal(store_begin(f->store), 0);
        assert_int_equal(outbox_complete(f->store, id, &fine), 0);
        assert_int_equal(sent_follow(f->store, id, "$event:1", 3000), 0);
        assert_int_equal(store_commit(f->store), 0);
        assert_int_equal(counts(f).pending, 1);
        assert_int_equal(claim(f, 2999, 10, &list), 0);
        assert_int_equal(claim(f, 3000, 10, &list), 1);
        assert_string_equal(list[0].type, "brief");
        assert_string_equal(list[0].target, "$event:1");
        assert_string_equal(list[0].subscriber, "olena");
        assert_string_equal(list[0].body, "{\"headline\":\"Drones\"}");
        assert_int_equal(list[0].incident, 0);
        assert_int_equal(list[0].priority, 9);
        assert_int_equal(list[0].expires, 3000 + TIMESTAMP_DAY);
        assert_int_equal(outbox_complete(f->store, list[0].id, &fine), 0);
        assert_int_equal(counts(f).pending, 0);
}

static void moves_are_remembered(void **state)
{
        struct fixture *f = *state;
        struct sent_move *list;
        size_t n = 9;

        assert_int_equal(sent_moves(f->store, f->arena, &list, &n), 0);
        assert_int_equal(n, 0);
        assert_int_equal(sent_move_put(f->store, &(struct sent_move){"group", "-1", "-2"}), 0);
        assert_int_equal(sent_move_put(f->store, &(struct sent_move){"group", "-1", "-3"}), 0);
        assert_int_equal(sent_move_put(f->store, &(struct sent_move){"friends", "-1", "-4"}), 0);
        assert_int_equal(sent_moves(f->store, f->arena, &list, &n), 0);
        assert_int_equal(n, 2);
        assert_string_equal(list[0].channel, "friends");
        assert_string_equal(list[1].old, "-1");
        assert_string_equal(list[1].to, "-3");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            TEST(the_latest_reference_is_found),
            TEST(an_old_message_is_made_short_by_a_delivery),
            TEST(moves_are_remembered),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
