/* store/outbox: order, leases, ends of tries, what supersedes what, counts. */
#include "store/outbox_claim.h"
#include "store/outbox_list.h"
#include "store_fixture.h"

#include <errno.h>

static const struct outbox_attempt fine = {.at = 2000, .latency = 5, .code = 200, .answer = "ok"};
static const struct outbox_attempt bad = {.at = 2000, .latency = 7, .code = 503, .answer = "busy"};

static void claims_the_most_urgent_then_the_oldest(void **state)
{
        struct fixture *f = *state;
        struct delivery d = sample(1, "olena"), *list;
        static const struct {
                int priority;
                int64_t due;
                const char *channel;
        } rows[] = {{5, 100, "phone"}, {0, 900, "phone"}, {5, 50, "chat"},
                    {0, 800, "chat"},  {9, 1, "phone"},   {0, 3000, "a"}};
        int64_t ids[6];

        for (size_t i = 0; i < 6; i++) {
                d.priority = rows[i].priority;
                d.due = rows[i].due;
                d.channel = rows[i].channel;
                ids[i] = put(f->store, &d);
        }
        assert_int_equal(claim(f, 1000, 3, &list), 3);
        assert_int_equal(list[0].id, ids[3]);
        assert_int_equal(list[1].id, ids[1]);
        assert_int_equal(list[2].id, ids[2]);
        assert_string_equal(list[0].body, "{\"headline\":\"Drones\"}");
        assert_int_equal(list[0].body_size, 21);
        assert_string_equal(list[0].subscriber, "olena");
        assert_true(list[0].due == 800 && list[0].expires == TIMESTAMP_NONE &&
                    list[0].finished == TIMESTAMP_NONE);
        assert_int_equal(claim(f, 1000, 10, &list), 2);
        assert_int_equal(list[0].id, ids[0]);
        assert_int_equal(list[1].id, ids[4]);
        assert_int_equal(claim(f, 1500, 10, &list), 0);
}

static void same_urgency_keeps_the_order_of_adding(void **state)
{
        struct fixture *f = *state;
        struct delivery d = sample(1, "olena"), *list;

        for (int i = 0; i < 100; i++) {
                d.channel = i % 3 == 0 ? "a" : i % 3 == 1 ? "b" : "c";
                put(f->store, &d);
        }
        for (int64_t next = 1; next <= 100; next += 10) {
                assert_int_equal(claim(f, 5000, 10, &list), 10);
                for (int64_t i = 0; i < 10; i++)
                        assert_int_equal(list[i].id, next + i);
        }
}

static void a_lease_ends_or_is_given_back(void **state)
{
        struct fixture *f = *state;
        struct delivery d = sample(1, "olena"), *list;
        int64_t id = put(f->store, &d), due;
        size_t n;

        assert_int_equal(claim(f, 1000, 9, &list), 1);
        assert_int_equal(outbox_next_due(f->store, &due), 0);
        assert_true(due == TIMESTAMP_NONE);
        assert_int_equal(
            outbox_claim(f->store,
                         &(struct outbox_claim){.owner = "other", .now = 1999, .lease = 9000, .limit = 9},
                         f->arena, &list, &n),
            0);
        assert_int_equal(n, 0);
        assert_int_equal(
            outbox_claim(f->store,
                         &(struct outbox_claim){.owner = "other", .now = 2000, .lease = 9000, .limit = 9},
                         f->arena, &list, &n),
            0);
        assert_int_equal(n, 1);
        assert_int_equal(outbox_release_all(f->store, "me"), 0);
        assert_int_equal(claim(f, 2500, 9, &list), 0);
        assert_int_equal(outbox_release_all(f->store, "other"), 0);
        assert_int_equal(claim(f, 2500, 9, &list), 1);
        assert_int_equal(outbox_release(f->store, id, 7000), 0);
        assert_int_equal(get(f, id).state, DELIVERY_QUEUED);
        assert_int_equal(get(f, id).attempts, 0);
        assert_int_equal(outbox_next_due(f->store, &due), 0);
        assert_int_equal(due, 7000);
        assert_int_equal(claim(f, 6999, 9, &list), 0);
        assert_int_equal(claim(f, 7000, 9, &list), 1);
}

static void tries_end_delivered_deferred_or_failed(void **state)
{
        struct fixture *f = *state;
        struct delivery d = sample(1, "olena"), *list;
        int64_t one = put(f->store, &d), two = put(f->store, &d);
        struct outbox_attempt *tries;
        size_t n;

        assert_int_equal(claim(f, 1000, 9, &list), 2);
        assert_int_equal(store_begin(f->store), 0);
        assert_int_equal(outbox_defer(f->store, one, &bad, 4000), 0);
        assert_int_equal(outbox_fail(f->store, two, &bad), 0);
        assert_int_equal(store_commit(f->store), 0);
        assert_int_equal(get(f, one).state, DELIVERY_DEFERRED);
        assert_int_equal(get(f, one).due, 4000);
        assert_string_equal(get(f, one).reason, "busy");
        assert_int_equal(get(f, two).state, DELIVERY_FAILED);
        assert_int_equal(get(f, two).finished, 2007);
        assert_int_equal(claim(f, 3999, 9, &list), 0);
        assert_int_equal(claim(f, 4000, 9, &list), 1);
        assert_int_equal(list[0].attempts, 1);
        assert_int_equal(outbox_complete(f->store, one, &fine), 0);
        assert_int_equal(get(f, one).state, DELIVERY_DELIVERED);
        assert_string_equal(get(f, one).reason, d.reason);
        /* What is finished stays finished, and gains no tries. */
        assert_int_equal(outbox_fail(f->store, one, &bad), 0);
        assert_int_equal(outbox_defer(f->store, one, &bad, 1), 0);
        assert_int_equal(outbox_release(f->store, one, 1), 0);
        assert_int_equal(get(f, one).state, DELIVERY_DELIVERED);
        assert_int_equal(outbox_attempts(f->store, one, f->arena, &tries, &n), 0);
        assert_int_equal(n, 2);
        assert_true(tries[0].code == 503 && tries[1].code == 200 && tries[1].latency == 5 &&
                    tries[1].at == 2000);
        assert_string_equal(tries[1].answer, "ok");
        assert_true(counts(f).pending == 0 && counts(f).delivered == 1 && counts(f).failed == 1);
}

/* Who lives says itself how what it holds ended, however long that takes; another's lease ends. */
static void own_leases_last_as_long_as_their_owner(void **state)
{
        struct outbox_claim other = {.owner = "other", .now = 1000, .lease = 3000, .limit = 1};
        struct fixture *f = *state;
        struct delivery d = sample(1, "olena"), *list;
        int64_t first = put(f->store, &d);
        size_t n;

        assert_int_equal(outbox_release_all(f->store, "me"), 0);
        assert_int_equal(claim(f, 1000, 9, &list), 1); /* until 2000 */
        put(f->store, &d);
        assert_int_equal(outbox_claim(f->store, &other, f->arena, &list, &n), 0);
        assert_int_equal(n, 1);
        assert_int_equal(claim(f, 2999, 9, &list), 0);
        assert_int_equal(claim(f, 3000, 9, &list), 1);
        assert_int_equal(outbox_release_all(f->store, "me"), 0);
        assert_int_equal(claim(f, 3000, 9, &list), 2);
        assert_int_equal(claim(f, 9999, 9, &list), 0);
        assert_int_equal(outbox_complete(f->store, first, &fine), 0);
        assert_int_equal(get(f, first).state, DELIVERY_DELIVERED);
}

/* The last stands in the delivery's row, the others do not. */
static void tries_are_listed_in_order(void **state)
{
        struct fixture *f = *state;
        struct delivery d = sample(1, "olena");
        int64_t id = put(f->store, &d);
        struct outbox_attempt *tries;
        size_t n;

        assert_int_equal(outbox_attempts(f->store, id, f->arena, &tries, &n), 0);
        assert_int_equal(n, 0);
        for (unsigned i = 1; i <= 4; i++) {
                struct outbox_attempt this = {.at = 1000 * i, .latency = i, .code = 500, .n = i % 2 ? i : 0};
                assert_int_equal(i < 4 ? outbox_defer(f->store, id, &this, 1000 * i + 500)
                                       : outbox_complete(f->store, id, &this),
                                 0);
        }
        assert_int_equal(outbox_attempts(f->store, id, f->arena, &tries, &n), 0);
        assert_int_equal(n, 4);
        for (unsigned i = 0; i < 4; i++)
                assert_true(tries[i].at == 1000 * (i + 1) && tries[i].latency == i + 1);
        assert_int_equal(get(f, id).attempts, 4);
        assert_int_equal(get(f, id).finished, 4004);
}

/* One of many channels has nearly all: that none takes all does not let what is less urgent go first. */
static void unequal_channels_keep_the_order_of_urgency(void **state)
{
        struct fixture *f = *state;
        struct delivery d, *list;
        char channel[32];
        size_t n;

        for (int i = 0; i < 140; i++) {
                d = sample(i + 1, "olena");
                snprintf(channel, sizeof channel, "channel-%d", i < 40 ? i : 0);
                d.channel = channel;
                put(f->store, &d);
                d.priority = 5;
                put(f->store, &d);
        }
        n = claim(f, 1000, 100, &list);
        assert_int_equal(n, 100);
        for (size_t i = 0; i < n; i++)
                assert_int_equal(list[i].priority, 3);
        assert_int_equal(claim(f, 1000, 100, &list), 100);
        for (size_t i = 0; i < 100; i++)
                assert_int_equal(list[i].priority, i < 40 ? 3 : 5);
}

static void expired_ones_are_not_claimed(void **state)
{
        struct fixture *f = *state;
        struct delivery d = sample(1, "olena"), *list;
        int64_t old, fresh;

        d.expires = 1500;
        old = put(f->store, &d);
        d.expires = 1501;
        fresh = put(f->store, &d);
        assert_int_equal(claim(f, 1500, 9, &list), 1);
        assert_int_equal(list[0].id, fresh);
        assert_int_equal(get(f, old).state, DELIVERY_EXPIRED);
        assert_int_equal(get(f, old).finished, 1500);
        assert_true(counts(f).expired == 1 && counts(f).pending == 1);
}

static void many_expired_ones_are_marked_in_bounded_steps(void **state)
{
        struct fixture *f = *state;
        struct delivery d = sample(1, "olena"), *list;
        int64_t last;
        size_t n = 0, calls = 0;

        d.expires = 1500;
        assert_int_equal(store_begin(f->store), 0);
        for (int i = 0; i < 2500; i++)
                put(f->store, &d);
        d.expires = TIMESTAMP_NONE;
        last = put(f->store, &d);
        assert_int_equal(store_commit(f->store), 0);
        while (!n) {
                n = claim(f, 2000, 9, &list);
                assert_true(++calls <= 3 && counts(f).expired <= 1000 * calls);
        }
        assert_int_equal(calls, 3);
        assert_int_equal(list[0].id, last);
        assert_int_equal(counts(f).expired, 2500);
}

static void skipped_channels_wait(void **state)
{
        static const struct outbox_skip skip[] = {{"phone", 3}, {"mail", 0}, {"chat", 0}};
        struct fixture *f = *state;
        struct delivery d = sample(1, "olena"), *list;
        size_t n;

        put(f->store, &d);
        d.channel = "radio";
        d.priority = 9;
        put(f->store, &d);
        assert_int_equal(
            outbox_claim(
                f->store,
                &(struct outbox_claim){
                    .owner = "me", .now = 5000, .lease = 6000, .limit = 9, .skip = skip, .n_skip = 3},
                f->arena, &list, &n),
            0);
        assert_int_equal(n, 1);
        assert_string_equal(list[0].channel, "radio");
        assert_int_equal(claim(f, 5000, 9, &list), 1);
        assert_string_equal(list[0].channel, "phone");
}

static void what_is_more_urgent_is_not_skipped(void **state)
{
        static const struct outbox_skip skip[] = {{"phone", 3}};
        struct fixture *f = *state;
        struct delivery d = sample(1, "olena"), *list;
        int64_t urgent;
        size_t n;

        put(f->store, &d);
        d.priority = 2;
        urgent = put(f->store, &d);
        assert_int_equal(
            outbox_claim(
                f->store,
                &(struct outbox_claim){
                    .owner = "me", .now = 5000, .lease = 6000, .limit = 9, .skip = skip, .n_skip = 1},
                f->arena, &list, &n),
            0);
        assert_int_equal(n, 1);
        assert_true(list[0].id == urgent);
}

static void a_claim_can_be_shared_out(void **state)
{
        struct outbox_claim few = {.owner = "me", .now = 5000, .lease = 6000, .limit = 9, .each = 2};
        struct fixture *f = *state;
        struct delivery d = sample(1, "olena"), *list;
        size_t n;

        for (int i = 0; i < 5; i++)
                put(f->store, &d);
        d.channel = "radio";
        d.due = 2000;
        put(f->store, &d);
        assert_int_equal(outbox_claim(f->store, &few, f->arena, &list, &n), 0);
        assert_int_equal(n, 3);
        assert_string_equal(list[1].channel, "phone");
        assert_string_equal(list[2].channel, "radio");
}

static void a_newer_revision_supersedes_what_waits(void **state)
{
        struct fixture *f = *state;
        struct delivery d = sample(1, "olena"), *list;
        int64_t olena = put(f->store, &d), oleh, alert, state_topic, other, newer;
        unsigned n;

        d.subscriber = "oleh";
        oleh = put(f->store, &d);
        d.subscriber = NULL;
        d.channel = "mqtt";
        d.target = "alert/ua/kharkiv";
        alert = put(f->store, &d);
        d.target = "state/ua/kharkiv";
        d.retain = true;
        state_topic = put(f->store, &d);
        d = sample(2, "olena");
        other = put(f->store, &d);
        d = sample(1, "olena");
        d.revision = 2;
        newer = put(f->store, &d);
        assert_int_equal(outbox_supersede(f->store, 1, 2, "olena", 3000, &n), 0);
        assert_int_equal(n, 1);
        assert_int_equal(get(f, olena).state, DELIVERY_SUPERSEDED);
        assert_int_equal(get(f, olena).finished, 3000);
        assert_int_equal(get(f, oleh).state, DELIVERY_QUEUED);
        assert_int_equal(outbox_supersede(f->store, 1, 2, NULL, 3000, &n), 0);
        assert_int_equal(n, 2);
        assert_int_equal(get(f, oleh).state, DELIVERY_SUPERSEDED);
        assert_int_equal(get(f, alert).state, DELIVERY_SUPERSEDED);
        assert_int_equal(outbox_supersede_topic(f->store, "mqtt", "state/ua/sumy", 3000, &n), 0);
        assert_int_equal(n, 0);
        assert_int_equal(get(f, state_topic).state, DELIVERY_QUEUED);
        assert_int_equal(outbox_supersede_topic(f->store, "mqtt", "state/ua/kharkiv", 3000, &n), 0);
        assert_int_equal(n, 1);
        assert_int_equal(claim(f, 5000, 9, &list), 2);
        assert_true(list[0].id == other && list[1].id == newer);
        assert_true(counts(f).superseded == 4 && counts(f).pending == 2);
}

/* Olena's was tried, Oleh's only waits, Ivan's is held by somebody who may be sending it, Petro's was
 * delivered. */
static void who_was_warned(void **state)
{
        struct fixture *f = *state;
        struct delivery olena = sample(1, "olena"), oleh = sample(1, "oleh"), ivan = sample(1, "ivan"),
                        petro = sample(1, "petro"), *list;
        struct outbox_warned *warned;
        int64_t id, held;
        size_t n;
        unsigned superseded;

        oleh.due = 9000;
        id = put(f->store, &olena);
        put(f->store, &oleh);
        held = put(f->store, &ivan);
        petro.revision = 2;
        petro.type = "update";
        assert_int_equal(outbox_warned(f->store, 1, f->arena, &warned, &n), 0);
        assert_int_equal(n, 0);
        assert_int_equal(claim(f, 1000, 9, &list), 2);
        assert_int_equal(outbox_defer(f->store, id, &bad, 8000), 0);
        assert_int_equal(outbox_complete(f->store, put(f->store, &petro), &fine), 0);
        assert_int_equal(outbox_supersede(f->store, 1, 2, NULL, 2000, &superseded), 0);
        assert_int_equal(superseded, 3);
        assert_int_equal(outbox_warned(f->store, 1, f->arena, &warned, &n), 0);
        assert_int_equal(n, 3);
        assert_string_equal(warned[0].subscriber, "ivan");
        assert_string_equal(warned[1].subscriber, "olena");
        assert_string_equal(warned[2].subscriber, "petro");
        assert_true(warned[1].revision == 1 && warned[2].revision == 2);
        /* only of Petro is it known what he has */
        assert_true(!warned[0].certain && !warned[1].certain && warned[2].certain);
        assert_true(warned[2].until == (petro.expires == TIMESTAMP_NONE ? 0 : petro.expires));
        assert_string_equal(warned[2].channel, "phone");
        assert_int_equal(get(f, held).state, DELIVERY_SUPERSEDED);
}

/* An all-clear ends it for who gets it, also while it waits, and a newer revision does not take it back. */
static void who_has_an_all_clear_is_warned_no_longer(void **state)
{
        struct fixture *f = *state;
        struct delivery alert = sample(1, "olena"), clear = alert, again = alert;
        struct outbox_warned *warned;
        unsigned superseded;
        int64_t id;
        size_t n;

        clear.type = "all-clear";
        clear.revision = 2;
        again.revision = 4;
        assert_int_equal(outbox_complete(f->store, put(f->store, &alert), &fine), 0);
        id = put(f->store, &clear);
        assert_int_equal(outbox_supersede(f->store, 1, 3, NULL, 2000, &superseded), 0);
        assert_int_equal(superseded, 0);
        assert_int_equal(get(f, id).state, DELIVERY_QUEUED);
        assert_int_equal(outbox_warned(f->store, 1, f->arena, &warned, &n), 0);
        assert_true(n == 1 && warned[0].cleared > warned[0].alerted);
        assert_int_equal(outbox_complete(f->store, put(f->store, &again), &fine), 0);
        assert_int_equal(outbox_warned(f->store, 1, f->arena, &warned, &n), 0);
        assert_true(n == 1 && warned[0].cleared < warned[0].alerted);
}

/* Said again: what waits for a receiver that is away does not expire under way. */
static void what_is_said_again_is_worth_sending_for_longer(void **state)
{
        struct fixture *f = *state;
        struct delivery d = sample(1, "olena"), other = sample(2, "olena"), *list;
        int64_t id;

        d.expires = other.expires = 2000;
        id = put(f->store, &d);
        put(f->store, &other);
        assert_int_equal(outbox_prolong(f->store, 1, 9000), 0);
        assert_int_equal(claim(f, 3000, 9, &list), 1);
        assert_true(list[0].id == id && list[0].expires == 9000);
}

static void given_back_untried_is_not_warned_but_a_crash_may_be(void **state)
{
        struct fixture *f = *state;
        struct delivery d = sample(1, "olena"), *list;
        struct outbox_warned *warned;
        int64_t id = put(f->store, &d);
        size_t n;

        assert_int_equal(claim(f, 1000, 9, &list), 1);
        assert_int_equal(outbox_release(f->store, id, 1000), 0);
        assert_int_equal(outbox_warned(f->store, 1, f->arena, &warned, &n), 0);
        assert_int_equal(n, 0);
        assert_int_equal(claim(f, 1000, 9, &list), 1);
        assert_int_equal(outbox_release_all(f->store, "me"), 0);
        assert_int_equal(outbox_warned(f->store, 1, f->arena, &warned, &n), 0);
        assert_int_equal(n, 1);
}

static void retry_puts_back_what_failed(void **state)
{
        struct fixture *f = *state;
        struct delivery d = sample(1, "olena"), *list;
        int64_t failed = put(f->store, &d), deferred, stale, newest, gone;
        struct outbox_filter all = {.state = -1}, one = {.state = DELIVERY_FAILED, .channel = "chat"};
        unsigned n;

        d = sample(2, "olena");
        deferred = put(f->store, &d);
        d = sample(3, "olena");
        stale = put(f->store, &d);
        d.revision = 2;
        newest = put(f->store, &d);
        d = sample(4, "olena");
        d.expires = 900;
        gone = put(f->store, &d);
        assert_int_equal(claim(f, 1000, 9, &list), 4);
        assert_int_equal(outbox_fail(f->store, failed, &bad), 0);
        assert_int_equal(outbox_defer(f->store, deferred, &bad, 100000), 0);
        assert_int_equal(outbox_fail(f->store, stale, &bad), 0);
        assert_int_equal(outbox_complete(f->store, newest, &fine), 0);
        assert_int_equal(outbox_retry(f->store, &one, 5000, &n), 0);
        assert_int_equal(n, 0);
        assert_int_equal(outbox_retry(f->store, &all, 5000, &n), 0);
        assert_int_equal(n, 2);
        assert_int_equal(get(f, failed).state, DELIVERY_QUEUED);
        assert_true(get(f, failed).due == 5000 && get(f, failed).finished == TIMESTAMP_NONE);
        assert_int_equal(get(f, deferred).due, 5000);
        assert_int_equal(get(f, stale).state, DELIVERY_FAILED);
        assert_int_equal(get(f, gone).state, DELIVERY_EXPIRED);
        assert_true(counts(f).failed == 1 && counts(f).pending == 2 && counts(f).delivered == 1);
        assert_int_equal(claim(f, 5000, 9, &list), 2);
}

static void lists_by_filter_newest_first(void **state)
{
        struct fixture *f = *state;
        struct delivery d = sample(1, "olena"), *list;
        struct outbox_filter filter = {.state = -2, .limit = 2};
        size_t n;

        put(f->store, &d);
        d.subscriber = "oleh";
        put(f->store, &d);
        d.channel = "chat";
        put(f->store, &d);
        assert_int_equal(outbox_list(f->store, &filter, f->arena, &list, &n), 0);
        assert_true(n == 2 && list[0].id == 3 && list[1].id == 2 && !list[0].body);
        filter = (struct outbox_filter){
            .subscriber = "oleh", .channel = "phone", .incident = 1, .state = DELIVERY_QUEUED};
        assert_int_equal(outbox_list(f->store, &filter, f->arena, &list, &n), 0);
        assert_true(n == 1 && list[0].id == 2);
        filter = (struct outbox_filter){.state = DELIVERY_DELIVERED};
        assert_int_equal(outbox_list(f->store, &filter, f->arena, &list, &n), 0);
        assert_int_equal(n, 0);
        assert_string_equal(get(f, 3).body, "{\"headline\":\"Drones\"}");
        assert_true(counts(f).oldest == 1000);
}

static void bad_rows_are_refused_and_undo_the_batch(void **state)
{
        struct fixture *f = *state;
        struct delivery d = sample(1, "olena");
        int64_t id = 77;

        assert_int_equal(outbox_add(f->store, &d, 4711, &id), -EINVAL);
        assert_int_equal(id, 77);
        d.priority = 10;
        assert_int_equal(store_begin(f->store), 0);
        put(f->store, &(struct delivery){.type = "alert", .channel = "phone"});
        assert_int_equal(outbox_add(f->store, &d, 1, &id), -EINVAL);
        d.priority = 1;
        assert_int_equal(outbox_add(f->store, &d, 1, &id), -EINVAL);
        assert_int_equal(store_commit(f->store), -EINVAL);
        assert_int_equal(counts(f).pending, 0);
        assert_int_equal(put(f->store, &d), 1);
        assert_int_equal(counts(f).pending, 1);
}

/* Three channels, one after another. */
static void put_turns(struct fixture *f, int64_t incident, int64_t ids[3])
{
        static const char *const channels[] = {"push", "sms", "siren"};

        for (unsigned i = 0; i < 3; i++) {
                struct delivery d = sample(incident, "anna");
                d.channel = channels[i];
                d.turn = i + 1;
                d.due = 1000 + (int64_t)i * 30000;
                ids[i] = put(f->store, &d);
        }
}

static void what_is_confirmed_needs_no_other_channel(void **state)
{
        struct fixture *f = *state;
        struct outbox_attempt attempt = {.at = 1200, .latency = 100, .code = 200};
        int64_t ids[3], other[3];

        put_turns(f, 7, ids);
        put_turns(f, 8, other);
        assert_int_equal(outbox_complete(f->store, ids[0], &attempt), 0);
        assert_int_equal(get(f, ids[0]).state, DELIVERY_DELIVERED);
        for (size_t i = 1; i < 3; i++) {
                assert_int_equal(get(f, ids[i]).state, DELIVERY_UNNEEDED);
                assert_string_equal(get(f, ids[i]).reason, "confirmed by push");
                assert_int_equal(get(f, ids[i]).finished, 1300);
        }
        for (size_t i = 0; i < 3; i++)
                assert_int_equal(get(f, other[i]).state, DELIVERY_QUEUED);
        assert_int_equal(counts(f).unneeded, 2);
        assert_int_equal(counts(f).pending, 3);
}

static void what_has_failed_goes_by_the_next_channel_at_once(void **state)
{
        struct fixture *f = *state;
        struct outbox_attempt attempt = {.at = 1200, .latency = 100, .code = 410};
        struct delivery *list;
        int64_t ids[3];

        put_turns(f, 7, ids);
        assert_int_equal(outbox_defer(f->store, ids[0], &attempt, 5000), 0);
        assert_int_equal(get(f, ids[1]).due, 31000);
        assert_int_equal(outbox_fail(f->store, ids[0], &attempt), 0);
        assert_int_equal(get(f, ids[1]).due, 1300);
        assert_int_equal(get(f, ids[2]).due, 61000);
        assert_int_equal(claim(f, 1300, 10, &list), 1);
        assert_int_equal(list[0].id, ids[1]);
        /* an earlier one that is confirmed late takes nothing back that is under way */
        assert_int_equal(
            outbox_retry(f->store, &(struct outbox_filter){.id = ids[0], .state = -1}, 1400, &(unsigned){0}),
            0);
        assert_int_equal(outbox_complete(f->store, ids[0], &attempt), 0);
        assert_int_equal(get(f, ids[1]).state, DELIVERY_QUEUED);
        assert_int_equal(get(f, ids[2]).state, DELIVERY_UNNEEDED);
}

static void what_has_expired_is_not_tried_again(void **state)
{
        struct fixture *f = *state;
        struct outbox_attempt attempt = {.at = 1200, .latency = 100, .code = 410};
        struct delivery d = sample(7, "anna");
        struct outbox_filter failed = {.state = DELIVERY_FAILED};
        unsigned n = 9;
        int64_t id;

        d.expires = 5000;
        id = put(f->store, &d);
        assert_int_equal(outbox_fail(f->store, id, &attempt), 0);
        assert_int_equal(outbox_retry(f->store, &failed, 5000, &n), 0);
        assert_int_equal(n, 0);
        assert_int_equal(outbox_retry(f->store, &failed, 4999, &n), 0);
        assert_int_equal(n, 1);
}

static void who_was_missed(void **state)
{
        struct fixture *f = *state;
        struct outbox_attempt attempt = {.at = 1200, .latency = 100, .code = 503};
        struct delivery waits = sample(7, "anna"), tried = sample(7, "boris"), later = sample(7, "carla");
        struct outbox_warned *list;
        size_t n;

        later.due = 9000; /* held until the morning: it was to wait */
        put(f->store, &waits);
        put(f->store, &later);
        assert_int_equal(outbox_defer(f->store, put(f->store, &tried), &attempt, 5000), 0);
        assert_int_equal(outbox_missed(f->store, 7, 2000, f->arena, &list, &n), 0);
        assert_int_equal(n, 1);
        assert_string_equal(list[0].subscriber, "anna");
        assert_int_equal(outbox_missed(f->store, 7, 9000, f->arena, &list, &n), 0);
        assert_int_equal(n, 2);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            TEST(who_was_missed),
            TEST(what_has_expired_is_not_tried_again),
            TEST(what_is_confirmed_needs_no_other_channel),
            TEST(what_has_failed_goes_by_the_next_channel_at_once),
            TEST(claims_the_most_urgent_then_the_oldest),
            TEST(same_urgency_keeps_the_order_of_adding),
            TEST(a_lease_ends_or_is_given_back),
            TEST(tries_end_delivered_deferred_or_failed),
            TEST(own_leases_last_as_long_as_their_owner),
            TEST(tries_are_listed_in_order),
            TEST(unequal_channels_keep_the_order_of_urgency),
            TEST(expired_ones_are_not_claimed),
            TEST(many_expired_ones_are_marked_in_bounded_steps),
            TEST(skipped_channels_wait),
            TEST(what_is_more_urgent_is_not_skipped),
            TEST(a_claim_can_be_shared_out),
            TEST(a_newer_revision_supersedes_what_waits),
            TEST(who_was_warned),
            TEST(who_has_an_all_clear_is_warned_no_longer),
            TEST(what_is_said_again_is_worth_sending_for_longer),
            TEST(given_back_untried_is_not_warned_but_a_crash_may_be),
            TEST(retry_puts_back_what_failed),
            TEST(lists_by_filter_newest_first),
            TEST(bad_rows_are_refused_and_undo_the_batch),
        };

        return cmocka_run_group_tests_name("outbox", tests, NULL, NULL);
}
