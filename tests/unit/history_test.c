/* store/history: what came in, incidents by place and time, counts, pruning. */
#include "store_fixture.h"

#include <errno.h>

static int64_t report(struct fixture *f, const char *key, int64_t received, enum history_outcome outcome)
{
        struct history_report r = {.key = key,
                                   .source = "dsns",
                                   .file = "a.xml",
                                   .received = received,
                                   .size = 99,
                                   .outcome = outcome,
                                   .reason = outcome == OUTCOME_REJECTED ? "line 3: broken" : NULL,
                                   .alerts = 1};
        int64_t id = 0;

        assert_int_equal(history_add_report(f->store, &r, &id), 0);
        return id;
}

static int64_t alert(struct fixture *f, const char *key, int64_t in_report, int64_t incident)
{
        struct history_alert a = {.report = in_report,
                                  .incident = incident,
                                  .key = key,
                                  .identifier = "id-7",
                                  .sender = "dsns@example.org",
                                  .sent = 500,
                                  .status = "Actual",
                                  .msg_type = "Alert",
                                  .event = "drone",
                                  .state = "live",
                                  .headline = "Drones over Chuhuiv",
                                  .note = "opened incident"};
        int64_t id = 0;

        assert_int_equal(history_add_alert(f->store, &a, &id), 0);
        return id;
}

static int64_t incident(struct fixture *f, int64_t id, const char *state, int64_t opened, int64_t updated,
                        const char *place)
{
        const char *const places[] = {place, "ua/poltava", place};
        struct history_incident i = {.id = id,
                                     .revision = 2,
                                     .state = state,
                                     .status = "Actual",
                                     .event = "drone",
                                     .headline = "Drones",
                                     .source = "dsns",
                                     .opened = opened,
                                     .updated = updated,
                                     .expires = TIMESTAMP_NONE,
                                     .document = "{\"a\":1}",
                                     .places = places,
                                     .n_places = 3};
        int64_t ret = 0;

        assert_int_equal(history_put_incident(f->store, &i, &ret), 0);
        return ret;
}

static const struct history_filter everything = {.since = TIMESTAMP_NONE, .until = TIMESTAMP_NONE};

static size_t incidents(struct fixture *f, const struct history_filter *filter, struct history_incident **ret)
{
        size_t n = 77;

        assert_int_equal(history_incidents(f->store, filter, f->arena, ret, &n), 0);
        return n;
}

static size_t at_place(struct fixture *f, const char *place)
{
        struct history_filter filter = everything;
        struct history_incident *list;

        filter.place = place;
        return incidents(f, &filter, &list);
}

static void reports_are_recognised_by_key(void **state)
{
        struct fixture *f = *state;
        int64_t id = 5;
        struct history_report *list;
        struct history_filter filter = everything;
        size_t n;

        report(f, "k1", 100, OUTCOME_REJECTED);
        assert_int_equal(history_find_report(f->store, "k1", &id), 0);
        assert_int_equal(id, 0);
        assert_int_equal(report(f, "k1", 200, OUTCOME_ACCEPTED), 2);
        report(f, "k1", 300, OUTCOME_DUPLICATE);
        report(f, NULL, 400, OUTCOME_REJECTED);
        assert_int_equal(history_find_report(f->store, "k1", &id), 0);
        assert_int_equal(id, 2);
        assert_int_equal(history_reports(f->store, &filter, f->arena, &list, &n), 0);
        assert_int_equal(n, 4);
        assert_true(list[0].id == 4 && !list[0].key && list[0].outcome == OUTCOME_REJECTED &&
                    list[0].size == 99);
        assert_string_equal(list[0].reason, "line 3: broken");
        filter.since = 200;
        filter.until = 300;
        filter.limit = 1;
        assert_int_equal(history_reports(f->store, &filter, f->arena, &list, &n), 0);
        assert_true(n == 1 && list[0].id == 3 && list[0].received == 300 && list[0].alerts == 1);
}

static void alerts_are_found_by_key_and_incident(void **state)
{
        struct fixture *f = *state;
        struct history_alert twice = {.report = 1, .key = "k1", .sent = TIMESTAMP_NONE}, *list;
        struct history_filter filter = everything;
        int64_t id, in, r = report(f, "r", 700, OUTCOME_ACCEPTED);
        size_t n;

        alert(f, "k1", r, 3);
        alert(f, "k2", r, 0);
        alert(f, "k3", r, 4);
        assert_int_equal(history_add_alert(f->store, &twice, &id), -EEXIST);
        assert_int_equal(history_find_alert(f->store, "k1", &id, &in), 0);
        assert_true(id == 1 && in == 3);
        assert_int_equal(history_find_alert(f->store, "k9", &id, &in), 0);
        assert_true(id == 0 && in == 0);
        filter.incident = 3;
        assert_int_equal(history_alerts(f->store, &filter, f->arena, &list, &n), 0);
        assert_int_equal(n, 1);
        assert_string_equal(list[0].headline, "Drones over Chuhuiv");
        assert_true(list[0].sent == 500 && list[0].report == r);
        filter = everything;
        filter.since = 701;
        assert_int_equal(history_alerts(f->store, &filter, f->arena, &list, &n), 0);
        assert_int_equal(n, 0);
}

static void incidents_are_kept_and_replaced(void **state)
{
        struct fixture *f = *state;
        struct history_incident *list, none = {.id = 99, .state = "open"};
        struct history_filter filter = everything;
        int64_t id = incident(f, 0, "open", 100, 100, "ua/kharkiv/chuhuiv");

        assert_int_equal(incident(f, id, "ended", 100, 200, "ua/kharkiv"), id);
        assert_int_equal(incidents(f, &filter, &list), 1);
        assert_string_equal(list[0].state, "ended");
        assert_string_equal(list[0].document, "{\"a\":1}");
        assert_true(list[0].n_places == 2 && list[0].updated == 200 && list[0].expires == TIMESTAMP_NONE);
        assert_string_equal(list[0].places[0], "ua/kharkiv");
        assert_int_equal(history_put_incident(f->store, &none, &id), -ENOENT);
        filter.state = "open";
        assert_int_equal(incidents(f, &filter, &list), 0);
        filter.state = "ended";
        filter.since = 200;
        assert_int_equal(incidents(f, &filter, &list), 1);
        filter.since = 201;
        assert_int_equal(incidents(f, &filter, &list), 0);
        filter.since = TIMESTAMP_NONE;
        filter.until = 99;
        assert_int_equal(incidents(f, &filter, &list), 0);
}

static void places_match_up_and_down(void **state)
{
        struct fixture *f = *state;
        struct history_filter filter = everything;
        struct history_alert *alerts;
        struct history_report *reports;
        int64_t id = incident(f, 0, "open", 100, 100, "ua/kharkiv/chuhuiv"),
                r = report(f, "r", 1, OUTCOME_ACCEPTED);
        size_t n;

        assert_int_equal(at_place(f, "ua/kharkiv/chuhuiv"), 1);
        assert_int_equal(at_place(f, "ua/kharkiv"), 1);
        assert_int_equal(at_place(f, "ua"), 1);
        assert_int_equal(at_place(f, "ua/kharkiv/chuhuiv/malynivka/x"), 1);
        assert_int_equal(at_place(f, "ua/khark"), 0);
        assert_int_equal(at_place(f, "ua/kharkiv/chuhuiv-2"), 0);
        assert_int_equal(at_place(f, "ua/kharkiv/izium"), 0);
        assert_int_equal(at_place(f, "ru"), 0);
        assert_int_equal(at_place(f, ""), 0);
        assert_int_equal(at_place(f, "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/w/x/y/z' OR 1 --"), 0);
        alert(f, "k", r, id);
        filter.place = "ua/kharkiv";
        assert_int_equal(history_alerts(f->store, &filter, f->arena, &alerts, &n), 0);
        assert_int_equal(n, 1);
        assert_int_equal(history_reports(f->store, &filter, f->arena, &reports, &n), 0);
        assert_int_equal(n, 1);
        filter.place = "ua/lviv";
        assert_int_equal(history_reports(f->store, &filter, f->arena, &reports, &n), 0);
        assert_int_equal(n, 0);
}

static unsigned prune(struct fixture *f, int64_t before, unsigned limit)
{
        unsigned n = 9999;

        assert_true(history_prune(f->store, before, before, limit, &n) >= 0);
        return n;
}

static void totals_outlive_pruning(void **state)
{
        static const struct outbox_attempt fine = {.at = 10, .latency = 1};
        struct fixture *f = *state;
        struct history_counts c;
        struct history_source *sources;
        struct delivery d = sample(0, "olena"), *list;
        int64_t id = put(f->store, &d);
        size_t n;

        assert_int_equal(history_count(f->store, &c), 0);
        assert_true(c.last_report == TIMESTAMP_NONE && c.accepted == 0);
        report(f, "a", 10, OUTCOME_ACCEPTED);
        report(f, "b", 30, OUTCOME_ACCEPTED);
        report(f, "b", 20, OUTCOME_DUPLICATE);
        report(f, "c", 15, OUTCOME_REJECTED);
        incident(f, 0, "open", 1, 1, "ua");
        claim(f, 1000, 9, &list);
        assert_int_equal(outbox_complete(f->store, id, &fine), 0);
        assert_int_equal(prune(f, 1000, 100), 6); /* 4 reports, a delivery, its message */
        assert_int_equal(history_count(f->store, &c), 0);
        assert_true(c.accepted == 2 && c.duplicate == 1 && c.rejected == 1 && c.last_report == 30 &&
                    c.open_incidents == 1);
        assert_true(counts(f).delivered == 1 && counts(f).pending == 0 && counts(f).oldest == TIMESTAMP_NONE);
        assert_int_equal(history_sources(f->store, f->arena, &sources, &n), 0);
        assert_true(n == 1 && sources[0].last == 30 && sources[0].accepted == 2 && sources[0].rejected == 1);
        assert_string_equal(sources[0].name, "dsns");
}

static void pruning_goes_in_bounded_steps(void **state)
{
        struct fixture *f = *state;
        struct delivery d = sample(7, "olena"), *list;
        char key[16];
        int64_t message, id;

        assert_int_equal(store_begin(f->store), 0);
        assert_int_equal(outbox_add_message(f->store, "{}", 2, &message), 0);
        for (int64_t i = 0; i < 50; i++) {
                snprintf(key, sizeof key, "k%d", (int)i);
                alert(f, key, report(f, key, 10 + i / 10, OUTCOME_ACCEPTED), 0);
                assert_int_equal(outbox_add(f->store, &d, message, &id), 0);
        }
        assert_int_equal(store_commit(f->store), 0);
        assert_int_equal(claim(f, 1000, 40, &list), 40);
        for (int i = 0; i < 40; i++)
                assert_int_equal(
                    outbox_fail(f->store, list[i].id, &(struct outbox_attempt){.at = 10 + i / 10}), 0);
        assert_int_equal(prune(f, 10, 7), 0);
        /* 40 finished deliveries, 50 alerts, 50 reports; the message is in use by the other 10. */
        for (int left = 140; left > 0; left -= 7)
                assert_int_equal(prune(f, 100, 7), 7);
        assert_int_equal(prune(f, 100, 7), 0);
        assert_int_equal(counts(f).pending, 10);
        assert_int_equal(claim(f, 5000, 40, &list), 10);
        assert_string_equal(list[9].body, "{}");
        for (int i = 0; i < 10; i++)
                assert_int_equal(outbox_fail(f->store, list[i].id, &(struct outbox_attempt){.at = 20}), 0);
        assert_int_equal(prune(f, 100, 20), 11);
        assert_int_equal(prune(f, 100, 20), 0);
}

static void open_incidents_keep_their_alerts_and_deliveries(void **state)
{
        struct fixture *f = *state;
        int64_t open = incident(f, 0, "open", 1, 1, "ua/kharkiv"),
                done = incident(f, 0, "expired", 1, 50, "ua/sumy");
        struct delivery first = sample(open, "olena"), second = sample(done, "olena"), *list;
        struct outbox_warned *warned;
        struct history_incident *left;
        size_t n;

        alert(f, "held", report(f, "held", 10, OUTCOME_ACCEPTED), open);
        alert(f, "old", report(f, "old", 10, OUTCOME_ACCEPTED), done);
        put(f->store, &first);
        put(f->store, &second);
        claim(f, 1000, 9, &list);
        for (int i = 0; i < 2; i++)
                assert_int_equal(outbox_complete(f->store, list[i].id, &(struct outbox_attempt){.at = 10}),
                                 0);
        second.due = 9000;
        put(f->store, &second);
        assert_int_equal(prune(f, 51, 100), 5); /* delivery, alert, report, incident, message */
        assert_int_equal(prune(f, 51, 100), 0);
        assert_int_equal(prune(f, 5000, 100), 0);
        assert_int_equal(counts(f).pending, 1);
        assert_int_equal(outbox_warned(f->store, open, f->arena, &warned, &n), 0);
        assert_int_equal(n, 1);
        assert_int_equal(incidents(f, &everything, &left), 1);
        assert_int_equal(left[0].id, open);
        /* When it has ended, what it held goes too, even what older steps passed over. */
        incident(f, open, "ended", 1, 60, "ua/kharkiv");
        assert_int_equal(prune(f, 5000, 100), 5);
        assert_int_equal(incidents(f, &everything, &left), 0);
        assert_int_equal(prune(f, 5000, 100), 0);
        assert_int_equal(counts(f).pending, 1);
}

/* A year-old alarm with very many deliveries must not cost its whole past in each step, nor hide what lies behind. */
static void what_is_held_is_passed_over_in_steps(void **state)
{
        struct fixture *f = *state;
        int64_t open = incident(f, 0, "open", 1, 1, "ua/kharkiv"), message, id;
        struct delivery held = sample(open, "olena"), free_one = sample(0, "olena"), *list;
        unsigned n, steps = 0, removed = 0;
        int r;

        assert_int_equal(store_begin(f->store), 0);
        assert_int_equal(outbox_add_message(f->store, "{}", 2, &message), 0);
        for (int i = 0; i < 100; i++)
                assert_int_equal(outbox_add(f->store, &held, message, &id), 0);
        for (int i = 0; i < 9; i++)
                assert_int_equal(outbox_add(f->store, &free_one, message, &id), 0);
        assert_int_equal(store_commit(f->store), 0);
        assert_int_equal(claim(f, 1000, 200, &list), 109);
        for (int i = 0; i < 109; i++)
                assert_int_equal(outbox_fail(f->store, list[i].id, &(struct outbox_attempt){.at = 10}), 0);
        do {
                r = history_prune(f->store, 100, 100, 3, &n);
                assert_true(r >= 0 && n <= 3);
                removed += n;
                steps++;
                if (steps == 4)
                        incident(f, 0, "ended", 200, 200, "ua/sumy"); /* what ends meanwhile delays nothing */
        } while (r > 0);
        assert_int_equal(removed, 9);
        assert_true(steps >= 100 / 12 && steps <= 2 * (109 / 12 + 1) + 4);
        incident(f, open, "ended", 1, 1000, "ua/kharkiv");
        for (removed = 0; history_prune(f->store, 100, 100, 3, &n) > 0;)
                removed += n;
        assert_int_equal(removed + n, 101); /* and the message */
}

static void a_rolled_back_step_is_done_again(void **state)
{
        struct fixture *f = *state;

        report(f, "a", 10, OUTCOME_ACCEPTED);
        assert_int_equal(store_begin(f->store), 0);
        assert_int_equal(prune(f, 100, 10), 1);
        store_rollback(f->store);
        assert_int_equal(prune(f, 100, 10), 1);
}

static void dead_letters_are_kept_as_long_as_was_asked(void **state)
{
        struct fixture *f = *state;
        struct outbox_attempt attempt = {.at = 40, .latency = 10, .code = 410};
        struct delivery dead = sample(0, "anna"), sent = sample(0, "boris");
        int64_t dead_id = put(f->store, &dead), sent_id = put(f->store, &sent);
        struct outbox_filter all = {.state = -1};
        struct delivery *list;
        unsigned n;
        size_t left;

        assert_int_equal(outbox_fail(f->store, dead_id, &attempt), 0);
        assert_int_equal(outbox_complete(f->store, sent_id, &attempt), 0);
        assert_int_equal(history_prune(f->store, 100, 50, 10, &n), 0);
        assert_int_equal(outbox_list(f->store, &all, f->arena, &list, &left), 0);
        assert_int_equal(left, 1);
        assert_int_equal(list[0].id, dead_id);
        assert_int_equal(history_prune(f->store, 10, 51, 10, &n), 0);
        assert_int_equal(outbox_list(f->store, &all, f->arena, &list, &left), 0);
        assert_int_equal(left, 0);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            TEST(dead_letters_are_kept_as_long_as_was_asked),
            TEST(reports_are_recognised_by_key),
            TEST(alerts_are_found_by_key_and_incident),
            TEST(incidents_are_kept_and_replaced),
            TEST(places_match_up_and_down),
            TEST(totals_outlive_pruning),
            TEST(pruning_goes_in_bounded_steps),
            TEST(open_incidents_keep_their_alerts_and_deliveries),
            TEST(what_is_held_is_passed_over_in_steps),
            TEST(a_rolled_back_step_is_done_again),
        };

        return cmocka_run_group_tests_name("history", tests, NULL, NULL);
}
