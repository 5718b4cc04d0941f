/* send/dispatch: a real store, and a transport that does as the test says. */
#include "servers.h"
#include "store_fixture.h"

#include <errno.h>

#include "send/dispatch.h"
#include "store/outbox_list.h"

#define FUTURE (TIMESTAMP_HOUR)

/* Keeps what it is given until the test answers. */
struct fake {
        struct transport transport;
        const struct transport_job *jobs[1000]; /* unanswered, in order of arrival */
        size_t n, most;
        unsigned taken;
};

static struct {
        struct fixture *f;
        sd_event *event;
        struct fake hook, mqtt;
        struct dispatch *d;
        struct channel channels[4];
        unsigned troubles, recoveries;
} t;

static int fake_send(struct transport *transport, const struct transport_job *job)
{
        struct fake *f = (struct fake *)transport;

        if (f->n >= f->most)
                return -EAGAIN;
        f->jobs[f->n++] = job;
        f->taken++;
        return 0;
}

static size_t fake_room(const struct transport *transport, const struct channel *channel)
{
        const struct fake *f = (const struct fake *)transport;

        (void)channel;
        return f->most > f->n ? f->most - f->n : 0;
}

static void fake_stop(struct transport *transport)
{
        (void)transport;
}

static const struct transport_ops fake_ops = {"fake", fake_send, fake_room, fake_stop, NULL};

static void answer_with(struct fake *f, size_t i, struct transport_result result)
{
        const struct transport_job *job = f->jobs[i];

        memmove(&f->jobs[i], &f->jobs[i + 1], (--f->n - i) * sizeof f->jobs[0]);
        result.started = timestamp_now();
        result.latency = 1000;
        f->transport.done(job, &result, f->transport.context);
}

static void answer(struct fake *f, size_t i, enum transport_verdict verdict, int code)
{
        answer_with(
            f, i,
            (struct transport_result){.verdict = verdict, .code = code, .retry_after = -1, .answer = "said"});
}

/* Turns the loop until nothing is left to do at once. */
static void run(void)
{
        while (sd_event_run(t.event, 0) > 0)
                ;
}

static void on_trouble(const char *sentence, void *context)
{
        assert_ptr_equal(context, &t);
        if (sentence)
                t.troubles++;
        else
                t.recoveries++;
}

static void start(void)
{
        struct dispatch_options o = {
            .event = t.event, .store = t.f->store, .channels = t.channels, .n_channels = 3};

        o.transports[TRANSPORT_WEBHOOK] = &t.hook.transport;
        o.transports[TRANSPORT_MQTT] = &t.mqtt.transport;
        assert_int_equal(dispatch_start(&o, &t.d), 0);
        dispatch_on_trouble(t.d, on_trouble, &t);
        run();
}

static void hand_all_back(struct fake *f)
{
        while (f->n > 0)
                answer_with(f, 0,
                            (struct transport_result){
                                .verdict = TRANSPORT_LATER, .retry_after = -1, .answer = "stopped"});
}

static void stop(void)
{
        hand_all_back(&t.hook);
        hand_all_back(&t.mqtt);
        dispatch_stop(t.d);
        t.d = NULL;
}

static int before(void **state)
{
        memset(&t, 0, sizeof t);
        if (fixture_start(state) < 0 || sd_event_new(&t.event) < 0)
                return -1;
        t.f = *state;
        t.hook = (struct fake){.transport.ops = &fake_ops, .most = 1000};
        t.mqtt = (struct fake){.transport.ops = &fake_ops, .most = 1000};
        t.channels[0] = (struct channel){
            .name = "phone", .transport = TRANSPORT_WEBHOOK, .url = "http://a/x", .connections = 2};
        t.channels[1] = (struct channel){.name = "slow", .transport = TRANSPORT_WEBHOOK, .url = "http://b/x"};
        t.channels[2] = (struct channel){.name = "topic", .transport = TRANSPORT_MQTT};
        return 0;
}

static int after(void **state)
{
        if (t.d)
                stop();
        sd_event_unref(t.event);
        return fixture_stop(state);
}

/* Begins a transaction with a message and a delivery of it; returns its id. */
static int64_t begin_with(const struct delivery *d, const char *body, int64_t *ret_message)
{
        int64_t id;

        assert_int_equal(store_begin(t.f->store), 0);
        assert_int_equal(outbox_add_message(t.f->store, body, strlen(body), ret_message), 0);
        assert_int_equal(outbox_add(t.f->store, d, *ret_message, &id), 0);
        return id;
}

/* Revision 1 of an incident, as nobody has got it yet. */
static struct delivery first_revision(void)
{
        int64_t now = timestamp_now();

        return (struct delivery){.incident = 7,
                                 .revision = 1,
                                 .type = "alert",
                                 .subscriber = "anna",
                                 .channel = "phone",
                                 .created = now,
                                 .due = now,
                                 .expires = TIMESTAMP_NONE};
}

/* A delivery like the pipeline's; returns its id. */
static int64_t add(struct delivery d, const char *body)
{
        int64_t message, id, now = timestamp_now();

        d.type = d.type ? d.type : "alert";
        d.revision = d.revision ? d.revision : 1;
        d.created = d.created ? d.created : now;
        d.due = d.due ? d.due : now;
        d.expires = d.expires ? d.expires : TIMESTAMP_NONE;
        d.reason = "rule 1";
        id = begin_with(&d, body, &message);
        assert_int_equal(store_commit(t.f->store), 0);
        return id;
}

static int64_t add_to(const char *channel, int priority)
{
        static int64_t incident;

        return add(
            (struct delivery){
                .incident = ++incident, .subscriber = "anna", .channel = channel, .priority = priority},
            "{\"headline\":\"Drones\"}");
}

static struct delivery row(int64_t id)
{
        struct delivery *list = NULL;
        size_t n = 0;

        assert_int_equal(
            outbox_list(t.f->store, &(struct outbox_filter){.id = id, .state = -1}, t.f->arena, &list, &n),
            0);
        assert_int_equal(n, 1);
        return list[0];
}

static struct outbox_attempt last_attempt(int64_t id)
{
        struct outbox_attempt *list = NULL;
        size_t n = 0;

        assert_int_equal(outbox_attempts(t.f->store, id, t.f->arena, &list, &n), 0);
        assert_true(n > 0);
        return list[n - 1];
}

static void wake(void)
{
        dispatch_wake(t.d);
        run();
}

/* --- tests */

static void a_delivery_gets_its_id_and_topic(void **state)
{
        char name[32], body[128];
        int64_t phone, to, set, fixed, clear;

        (void)state;
        t.channels[3] =
            (struct channel){.name = "fixed", .transport = TRANSPORT_MQTT, .topic = "village/alarm"};
        start();
        dispatch_channels(t.d, "sirend", t.channels, 4);
        phone = add_to("phone", 0);
        to = add((struct delivery){.incident = 2, .subscriber = "anna", .channel = "topic"}, "{}");
        set = add(
            (struct delivery){
                .incident = 2, .channel = "mqtt", .target = "state/ru/belgorod", .retain = true},
            "{\"a\":1}");
        fixed = add((struct delivery){.incident = 2, .subscriber = "anna", .channel = "fixed"}, "plain text");
        clear = add(
            (struct delivery){.incident = 2, .channel = "mqtt", .target = "state/ru/kursk", .retain = true},
            "");
        wake();
        assert_int_equal(t.hook.n, 1);
        snprintf(name, sizeof name, "%s-%lld", store_instance(t.f->store), (long long)phone);
        snprintf(body, sizeof body, "{\"id\":\"%s\",\"headline\":\"Drones\"}", name);
        assert_string_equal(t.hook.jobs[0]->id, name);
        assert_string_equal(t.hook.jobs[0]->body, body);
        assert_int_equal(t.hook.jobs[0]->body_size, strlen(body));
        assert_null(t.hook.jobs[0]->topic);
        assert_string_equal(t.hook.jobs[0]->channel->url, "http://a/x");
        assert_int_equal(t.mqtt.n, 4);
        for (size_t i = 0; i < 4; i++) {
                const struct transport_job *j = t.mqtt.jobs[i];

                snprintf(body, sizeof body, "{\"id\":\"%s\"%s", j->id, j->delivery == to ? "}" : ",\"a\":1}");
                if (j->delivery == fixed)
                        strcpy(body, "plain text");
                if (j->delivery == clear)
                        strcpy(body, "");
                assert_string_equal(j->body, body);
                assert_string_equal(j->topic, j->delivery == to      ? "sirend/to/anna"
                                              : j->delivery == set   ? "sirend/state/ru/belgorod"
                                              : j->delivery == fixed ? "sirend/village/alarm"
                                                                     : "sirend/state/ru/kursk");
                assert_int_equal(j->retain, j->delivery == set || j->delivery == clear);
        }
}

static void ends_are_written(void **state)
{
        int64_t good, bad, again, now = timestamp_now();
        struct dispatch_stats s;

        (void)state;
        start();
        good = add_to("phone", 0);
        bad = add_to("phone", 0);
        wake();
        assert_int_equal(t.hook.n, 2);
        answer(&t.hook, 0, TRANSPORT_DELIVERED, 200);
        answer(&t.hook, 0, TRANSPORT_NEVER, 410);
        assert_int_equal(row(good).state, DELIVERY_QUEUED); /* not before the turn of the loop */
        run();
        assert_int_equal(row(good).state, DELIVERY_DELIVERED);
        assert_int_equal(last_attempt(good).code, 200);
        assert_int_equal(last_attempt(good).latency, 1000);
        assert_string_equal(last_attempt(good).answer, "said");
        assert_int_equal(row(bad).state, DELIVERY_FAILED);
        again = add_to("phone", 0);
        wake();
        answer(&t.hook, 0, TRANSPORT_LATER, 503);
        run();
        assert_int_equal(row(again).state, DELIVERY_DEFERRED);
        assert_int_equal(row(again).attempts, 1);
        assert_in_range(row(again).due, now + TIMESTAMP_SECOND / 2, timestamp_now() + 2 * TIMESTAMP_SECOND);
        s = dispatch_stats(t.d);
        assert_true(s.delivered == 1 && s.failed == 1 && s.deferred == 1 && s.in_flight == 0 &&
                    s.waiting == 0);
        assert_true(dispatch_idle(t.d));
        /* and when it is due it is tried again, by itself */
        server_run(t.event, &t.hook.taken, 4);
        answer(&t.hook, 0, TRANSPORT_DELIVERED, 200);
        run();
        assert_int_equal(row(again).state, DELIVERY_DELIVERED);
        assert_int_equal(row(again).attempts, 2);
}

static void a_budget_ends(void **state)
{
        int64_t late, asked;

        (void)state;
        start();
        late = add((struct delivery){.incident = 1,
                                     .subscriber = "anna",
                                     .channel = "phone",
                                     .priority = 5, /* its next try would be in six seconds at least */
                                     .expires = timestamp_now() + 5 * TIMESTAMP_SECOND},
                   "{}");
        asked = add((struct delivery){.incident = 2,
                                      .subscriber = "anna",
                                      .channel = "phone",
                                      .priority = 5,
                                      .expires = timestamp_now() + FUTURE},
                    "{}");
        wake();
        answer(&t.hook, 0, TRANSPORT_LATER, 503);
        answer_with(&t.hook, 0,
                    (struct transport_result){
                        .verdict = TRANSPORT_LATER, .code = 429, .retry_after = 60 * TIMESTAMP_SECOND});
        run();
        /* what would expire before its next try waits for that, and is no failure */
        assert_int_equal(row(late).state, DELIVERY_DEFERRED);
        assert_int_equal(row(late).due, row(late).expires);
        assert_int_equal(last_attempt(late).code, 503);
        assert_int_equal(row(asked).state, DELIVERY_DEFERRED);
        assert_in_range(row(asked).due, timestamp_now() + 55 * TIMESTAMP_SECOND,
                        timestamp_now() + 70 * TIMESTAMP_SECOND);
}

static void what_never_expires_is_given_up_after_a_day(void **state)
{
        int64_t old;

        (void)state;
        start();
        old = add((struct delivery){.incident = 1,
                                    .subscriber = "anna",
                                    .channel = "phone",
                                    .created = timestamp_now() - TIMESTAMP_DAY},
                  "{}");
        wake();
        answer(&t.hook, 0, TRANSPORT_LATER, 503);
        run();
        assert_int_equal(row(old).state, DELIVERY_FAILED);
        assert_string_equal(last_attempt(old).answer, "gave up after 1 tries: said");
}

static void what_has_expired_does_not_leave(void **state)
{
        int64_t waiting, first;

        (void)state;
        start();
        t.hook.most = 1;
        first = add_to("phone", 0);
        waiting = add((struct delivery){.incident = 77,
                                        .subscriber = "anna",
                                        .channel = "phone",
                                        .priority = 5,
                                        .expires = timestamp_now() + TIMESTAMP_SECOND},
                      "{}");
        wake();
        assert_int_equal(t.hook.n, 1);
        assert_int_equal(dispatch_stats(t.d).waiting, 1);
        usleep(1050000);
        answer(&t.hook, 0, TRANSPORT_DELIVERED, 200);
        run();
        assert_int_equal(t.hook.taken, 1);
        assert_int_equal(row(first).state, DELIVERY_DELIVERED);
        assert_int_equal(row(waiting).state, DELIVERY_EXPIRED);
        assert_true(dispatch_idle(t.d));
}

static void unknown_channels_fail(void **state)
{
        int64_t gone = add_to("nowhere", 0);

        (void)state;
        start();
        assert_int_equal(row(gone).state, DELIVERY_FAILED);
        assert_string_equal(last_attempt(gone).answer, "channel nowhere is not configured");
}

static void without_a_broker_topics_fail(void **state)
{
        struct dispatch_options o = {
            .event = t.event, .store = t.f->store, .channels = t.channels, .n_channels = 3};
        int64_t to = add_to("topic", 0);

        (void)state;
        o.transports[TRANSPORT_WEBHOOK] = &t.hook.transport;
        assert_int_equal(dispatch_start(&o, &t.d), 0);
        run();
        assert_int_equal(row(to).state, DELIVERY_FAILED);
        assert_string_equal(last_attempt(to).answer, "channel topic: no MQTT broker is configured");
}

/* One endpoint hangs with a thousand deliveries, more urgent than those of the others. */
static void a_hanging_endpoint_holds_up_nobody(void **state)
{
        int64_t urgent;

        (void)state;
        start();
        for (int i = 0; i < 1000; i++)
                add_to("slow", 0);
        for (int i = 0; i < 20; i++)
                add_to("phone", 9);
        wake();
        for (int done = 0; done < 20; done++) {
                size_t i = 0;

                while (i < t.hook.n && strcmp(t.hook.jobs[i]->channel->name, "phone") != 0)
                        i++;
                assert_true(i < t.hook.n);
                answer(&t.hook, i, TRANSPORT_DELIVERED, 200);
                run();
        }
        assert_int_equal(t.hook.n, 4); /* as many connections as it may have */
        assert_true(dispatch_stats(t.d).waiting < 400);
        /* it times out: then it is left alone for a while, and is probed by one try */
        while (t.hook.n > 0)
                answer(&t.hook, 0, TRANSPORT_LATER, 0);
        run();
        assert_int_equal(t.hook.n, 0);
        urgent = add_to("phone", 0);
        wake();
        assert_int_equal(t.hook.n, 1);
        assert_int_equal(t.hook.jobs[0]->delivery, urgent);
        answer(&t.hook, 0, TRANSPORT_DELIVERED, 200);
        while (t.hook.n == 0)
                sd_event_run(t.event, UINT64_MAX);
        run();
        assert_int_equal(t.hook.n, 1);
        assert_string_equal(t.hook.jobs[0]->channel->name, "slow");
        /* it answers: all of its connections are used again */
        answer(&t.hook, 0, TRANSPORT_DELIVERED, 200);
        run();
        assert_int_equal(t.hook.n, 4);
}

static void the_most_urgent_leaves_first(void **state)
{
        int64_t first, second, third;

        (void)state;
        third = add_to("phone", 9);
        second = add_to("slow", 5);
        first = add_to("topic", 0);
        t.hook.most = 1;
        start();
        assert_int_equal(t.mqtt.jobs[0]->delivery, first);
        assert_int_equal(t.hook.n, 1);
        assert_int_equal(t.hook.jobs[0]->delivery, second);
        answer(&t.hook, 0, TRANSPORT_DELIVERED, 200);
        t.hook.transport.ready(t.hook.transport.context);
        run();
        assert_int_equal(t.hook.jobs[0]->delivery, third);
}

static void news_does_not_hold_up_an_alert_to_the_same_endpoint(void **state)
{
        int64_t urgent;

        (void)state;
        start();
        for (int i = 0; i < 400; i++)
                add_to("slow", 8);
        wake();
        assert_int_equal(t.hook.n, 4);
        urgent = add_to("slow", 0);
        wake();
        answer(&t.hook, 0, TRANSPORT_DELIVERED, 200);
        run();
        assert_int_equal(t.hook.n, 4);
        assert_true(t.hook.jobs[3]->delivery == urgent);
}

#define CROWD 400 /* endpoints that say nothing, with so much for each that memory would not hold it */

static void add_crowd(struct channel *channels)
{
        static char names[CROWD][16], urls[CROWD][24];
        int64_t message, id, now = timestamp_now();
        struct delivery d = {.revision = 1,
                             .type = "alert",
                             .subscriber = "anna",
                             .priority = 0,
                             .created = now,
                             .due = now,
                             .expires = TIMESTAMP_NONE,
                             .reason = "rule 1"};

        assert_int_equal(store_begin(t.f->store), 0);
        assert_int_equal(outbox_add_message(t.f->store, "{}", 2, &message), 0);
        for (int i = 0; i < CROWD; i++) {
                snprintf(names[i], sizeof names[i], "c%d", i);
                snprintf(urls[i], sizeof urls[i], "http://c%d/", i);
                channels[i] =
                    (struct channel){.name = names[i], .transport = TRANSPORT_WEBHOOK, .url = urls[i]};
                d.channel = names[i];
                for (int k = 0; k < 70; k++) {
                        d.incident = 100000 + i * 100 + k;
                        assert_int_equal(outbox_add(t.f->store, &d, message, &id), 0);
                }
        }
        assert_int_equal(store_commit(t.f->store), 0);
}

static void full_memory_does_not_hold_up_an_alert(void **state)
{
        static struct channel channels[CROWD + 1];
        int64_t urgent;

        (void)state;
        start();
        channels[CROWD] = t.channels[2];
        add_crowd(channels);
        dispatch_channels(t.d, NULL, channels, CROWD + 1);
        run();
        assert_true(dispatch_stats(t.d).waiting + dispatch_stats(t.d).in_flight >= 16384);
        urgent = add_to("topic", 0);
        wake();
        assert_int_equal(t.mqtt.n, 1);
        assert_true(t.mqtt.jobs[0]->delivery == urgent);
        assert_true(dispatch_stats(t.d).waiting <
                    16384 + CROWD * 8); /* and the others did not get more with it */
}

static int64_t add_revision(int64_t incident, unsigned revision, const char *type, const char *channel)
{
        return add((struct delivery){.incident = incident,
                                     .revision = revision,
                                     .type = type,
                                     .subscriber = "anna",
                                     .channel = channel,
                                     .priority = revision > 1 ? 0 : 1},
                   "{}");
}

static void an_all_clear_never_overtakes(void **state)
{
        int64_t alert = add_revision(7, 1, "alert", "phone"), clear, other;
        unsigned n;

        (void)state;
        start();
        assert_int_equal(t.hook.n, 1);
        /* as the pipeline does it */
        assert_int_equal(outbox_supersede(t.f->store, 7, 2, NULL, timestamp_now(), &n), 0);
        clear = add_revision(7, 2, "all-clear", "phone");
        other = add_revision(7, 2, "all-clear", "slow");
        dispatch_superseded(t.d, 7, 2);
        wake();
        assert_int_equal(t.hook.n, 2); /* another channel knows nothing of it */
        assert_int_equal(t.hook.jobs[1]->delivery, other);
        answer(&t.hook, 0, TRANSPORT_LATER, 503);
        run();
        /* the alert is superseded and does not come again */
        assert_int_equal(row(alert).state, DELIVERY_SUPERSEDED);
        assert_int_equal(t.hook.n, 2);
        assert_int_equal(t.hook.jobs[1]->delivery, clear);
        answer(&t.hook, 1, TRANSPORT_DELIVERED, 200);
        run();
        assert_int_equal(row(clear).state, DELIVERY_DELIVERED);
        server_run_for(t.event, 1500000);
        assert_int_equal(t.hook.taken, 3);
}

/* Also where nobody has superseded the earlier one. */
static void an_earlier_message_goes_again_first(void **state)
{
        int64_t alert = add_revision(7, 1, "alert", "phone"), update;

        (void)state;
        start();
        update = add_revision(7, 2, "update", "phone");
        wake();
        assert_int_equal(t.hook.n, 1);
        answer(&t.hook, 0, TRANSPORT_LATER, 503);
        run();
        assert_int_equal(t.hook.n, 0);
        assert_true(row(update).due > row(alert).due);
        server_run(t.event, &t.hook.taken, 2);
        assert_int_equal(t.hook.jobs[0]->delivery, alert);
        answer(&t.hook, 0, TRANSPORT_DELIVERED, 200);
        server_run(t.event, &t.hook.taken, 3);
        assert_int_equal(t.hook.jobs[0]->delivery, update);
}

static void topics_keep_their_order(void **state)
{
        struct delivery d = {
            .incident = 1, .channel = "mqtt", .target = "state/ru/belgorod", .retain = true, .priority = 5};
        int64_t first = add(d, "{\"a\":1}"), second, third;
        unsigned n;

        (void)state;
        start();
        assert_int_equal(t.mqtt.jobs[0]->delivery, first);
        d.incident = 2;
        d.priority = 0;
        second = add(d, "{\"a\":2}");
        wake();
        assert_int_equal(t.mqtt.n, 1);
        /* the second is claimed, not sent, and superseded by a third */
        assert_int_equal(outbox_supersede_topic(t.f->store, "mqtt", "state/ru/belgorod", timestamp_now(), &n),
                         0);
        assert_int_equal(n, 2);
        third = add(d, "{\"a\":3}");
        dispatch_superseded_topic(t.d, "state/ru/belgorod");
        wake();
        answer(&t.mqtt, 0, TRANSPORT_DELIVERED, 0);
        run();
        assert_int_equal(t.mqtt.n, 1);
        assert_int_equal(t.mqtt.jobs[0]->delivery, third);
        assert_int_equal(row(second).state, DELIVERY_SUPERSEDED);
}

static void what_is_superseded_in_memory_stays_there(void **state)
{
        int64_t busy[2], stale, fresh;
        unsigned n;

        (void)state;
        busy[0] = add_to("phone", 0);
        busy[1] = add_to("phone", 0);
        stale = add_revision(700, 1, "alert", "phone");
        fresh = add_revision(701, 1, "alert", "phone");
        start();
        assert_int_equal(t.hook.n, 2);
        assert_int_equal(dispatch_stats(t.d).waiting, 2);
        assert_int_equal(outbox_supersede(t.f->store, 700, 2, NULL, timestamp_now(), &n), 0);
        assert_int_equal(n, 1);
        dispatch_superseded(t.d, 700, 2);
        dispatch_superseded(t.d, 701, 2); /* said, but the row still waits: it goes */
        answer(&t.hook, 0, TRANSPORT_DELIVERED, 200);
        answer(&t.hook, 0, TRANSPORT_DELIVERED, 200);
        run();
        assert_int_equal(row(busy[0]).state + row(busy[1]).state, 2 * DELIVERY_DELIVERED);
        assert_int_equal(t.hook.n, 1);
        assert_int_equal(t.hook.jobs[0]->delivery, fresh);
        assert_int_equal(row(stale).state, DELIVERY_SUPERSEDED);
}

static void a_broker_that_is_away_gets_nothing(void **state)
{
        int64_t to;
        unsigned n;

        (void)state;
        t.mqtt.most = 0;
        start();
        to = add_to("topic", 0);
        add((struct delivery){.incident = 2000, .channel = "mqtt", .target = "state/ru/kursk"}, "{}");
        add_to("phone", 5);
        wake();
        assert_int_equal(t.hook.n, 1);
        assert_int_equal(dispatch_stats(t.d).waiting,
                         0); /* not claimed: it can be superseded, and nobody counts as warned */
        assert_int_equal(outbox_supersede_topic(t.f->store, "mqtt", "state/ru/kursk", timestamp_now(), &n),
                         0);
        t.mqtt.most = 20;
        t.mqtt.transport.ready(t.mqtt.transport.context);
        run();
        assert_int_equal(t.mqtt.n, 1);
        assert_int_equal(t.mqtt.jobs[0]->delivery, to);
}

static void idle_is_idle(void **state)
{
        int64_t cpu;
        int turns = 0;

        (void)state;
        t.mqtt.most = 0;
        add_to("topic", 0); /* cannot go */
        start();
        add_to("phone", 0);
        wake();
        answer_with(&t.hook, 0, (struct transport_result){.verdict = TRANSPORT_LATER, .retry_after = FUTURE});
        run();
        cpu = server_cpu();
        for (int64_t end = timestamp_monotonic() + 2 * TIMESTAMP_SECOND, left;
             (left = end - timestamp_monotonic()) > 0; turns++)
                assert_true(sd_event_run(t.event, (uint64_t)left) >= 0);
        assert_true(turns <= 4);
        assert_true(server_cpu() - cpu < TIMESTAMP_SECOND / 10);
}

static void limit_files(rlim_t most)
{
        struct rlimit limit;

        assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
        limit.rlim_cur = most;
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void a_full_disk_loses_nothing(void **state)
{
        int64_t ids[3], cpu;

        (void)state;
        signal(SIGXFSZ, SIG_IGN);
        for (int i = 0; i < 2; i++)
                ids[i] = add_to("phone", 0);
        start();
        assert_int_equal(t.hook.n, 2);
        /* to be claimed, not taken as it is added */
        ids[2] = add(
            (struct delivery){
                .incident = 9, .subscriber = "anna", .channel = "slow", .due = timestamp_now() + 10000},
            "{}");
        limit_files(0);
        answer(&t.hook, 0, TRANSPORT_DELIVERED, 200);
        answer(&t.hook, 0, TRANSPORT_NEVER, 404);
        run();
        assert_int_equal(t.troubles, 1);
        cpu = server_cpu();
        server_run_for(t.event, TIMESTAMP_SECOND);
        assert_true(server_cpu() - cpu < TIMESTAMP_SECOND / 5);
        assert_int_equal(t.troubles, 1); /* said once */
        assert_int_equal(t.recoveries, 0);
        assert_int_equal(t.hook.n, 0);
        assert_false(dispatch_idle(t.d));
        limit_files(RLIM_INFINITY);
        server_run(t.event, &t.recoveries, 1);
        run();
        assert_int_equal(row(ids[0]).state, DELIVERY_DELIVERED);
        assert_int_equal(row(ids[1]).state, DELIVERY_FAILED);
        assert_int_equal(t.hook.n, 1);
        assert_int_equal(t.hook.jobs[0]->delivery, ids[2]);
}

/* A claim would have failed. */
static void what_is_new_needs_no_claim(void **state)
{
        int64_t id;

        (void)state;
        signal(SIGXFSZ, SIG_IGN);
        start();
        id = add_to("phone", 0);
        limit_files(0);
        dispatch_committed(t.d);
        assert_int_equal(t.hook.n, 1);
        assert_int_equal(t.hook.jobs[0]->delivery, id);
        assert_int_equal(t.troubles, 0);
        limit_files(RLIM_INFINITY);
        answer(&t.hook, 0, TRANSPORT_DELIVERED, 200);
        run();
        assert_int_equal(row(id).state, DELIVERY_DELIVERED);
        assert_true(dispatch_idle(t.d));
}

/* Revisions 1 and 2 of an incident in one transaction: nobody has got the first. */
static void what_is_superseded_as_it_is_added_stays_there(void **state)
{
        struct delivery d = first_revision();
        struct outbox_warned *warned;
        int64_t message, first, second;
        size_t n_warned;
        unsigned n;

        (void)state;
        start();
        first = begin_with(&d, "{}", &message);
        assert_int_equal(outbox_supersede(t.f->store, 7, 2, NULL, d.created, &n), 0);
        assert_int_equal(n, 1);
        assert_int_equal(outbox_warned(t.f->store, 7, t.f->arena, &warned, &n_warned), 0);
        assert_int_equal(n_warned, 0);
        d.revision = 2;
        assert_int_equal(outbox_add(t.f->store, &d, message, &second), 0);
        assert_int_equal(store_commit(t.f->store), 0);
        dispatch_superseded(t.d, 7, 2);
        dispatch_committed(t.d);
        run();
        assert_int_equal(t.hook.n, 1);
        assert_int_equal(t.hook.jobs[0]->delivery, second);
        assert_int_equal(row(first).state, DELIVERY_SUPERSEDED);
}

static void what_is_rolled_back_does_not_leave(void **state)
{
        struct delivery d = first_revision();
        int64_t message, id;

        (void)state;
        start();
        begin_with(&d, "{}", &message);
        store_rollback(t.f->store);
        run();
        assert_int_equal(t.hook.taken, 0);
        assert_true(dispatch_idle(t.d));
        id = add_to("phone", 0);
        run();
        assert_int_equal(t.hook.n, 1);
        assert_int_equal(t.hook.jobs[0]->delivery, id);
}

static void a_crash_is_taken_up_again(void **state)
{
        int64_t flying, waiting;
        struct transport_job copy;

        (void)state;
        t.channels[0].connections = 1;
        flying = add_to("phone", 0);
        waiting = add_to("phone", 0);
        start();
        assert_int_equal(t.hook.n, 1);
        copy = *t.hook.jobs[0];
        copy.id = strdup(copy.id);
        t.hook.n = 0; /* as if by kill -9: nothing comes back, nothing is written */
        struct dispatch *dead = t.d;
        t.d = NULL;
        start();
        assert_int_equal(t.hook.n, 1);
        assert_int_equal(t.hook.jobs[0]->delivery, flying);
        assert_string_equal(t.hook.jobs[0]->id, copy.id); /* recognisable */
        answer(&t.hook, 0, TRANSPORT_DELIVERED, 200);
        run();
        assert_int_equal(t.hook.jobs[0]->delivery, waiting);
        free((char *)(uintptr_t)copy.id);
        stop();
        dispatch_stop(dead);
}

static void a_stop_leaves_everything_in_the_outbox(void **state)
{
        int64_t flying, waiting;

        (void)state;
        t.channels[0].connections = 1;
        flying = add_to("phone", 0);
        waiting = add_to("phone", 0);
        start();
        stop();
        assert_int_equal(row(flying).state, DELIVERY_DEFERRED);
        assert_int_equal(row(waiting).state, DELIVERY_QUEUED);
        usleep(1300000); /* the next try of the first */
        start();
        assert_int_equal(t.hook.n, 1);
        answer(&t.hook, 0, TRANSPORT_DELIVERED, 200);
        run();
        answer(&t.hook, 0, TRANSPORT_DELIVERED, 200);
        run();
        assert_int_equal(row(flying).state + row(waiting).state, 2 * DELIVERY_DELIVERED);
}

/* Whatever is left in the outbox, the loop comes to rest and what has ended is written. */
static void who_only_waits_for_answers_comes_to_rest(void **state)
{
        int turns = 0;

        (void)state;
        for (int i = 0; i < 10; i++)
                add_to("phone", 1);
        start();
        dispatch_wake(t.d);
        dispatch_drain(t.d);
        while (t.hook.n > 0)
                answer(&t.hook, 0, TRANSPORT_DELIVERED, 200);
        while (sd_event_run(t.event, 0) > 0)
                assert_true(turns++ < 1000);
        assert_true(dispatch_idle(t.d));
}

static void a_reload_changes_channels(void **state)
{
        struct channel others[] = {{.name = "slow", .transport = TRANSPORT_WEBHOOK, .url = "http://new/x"},
                                   {.name = "topic", .transport = TRANSPORT_MQTT}};
        int64_t flying, waiting, moved;

        (void)state;
        t.channels[0].connections = t.channels[1].connections = 1;
        flying = add_to("phone", 0);
        waiting = add_to("phone", 0);
        start();
        add_to("slow", 0);
        moved = add_to("slow", 0);
        wake();
        assert_int_equal(t.hook.n, 2);
        dispatch_channels(t.d, "sirend", others, 2);
        run();
        assert_int_equal(row(waiting).state, DELIVERY_FAILED); /* its channel is gone */
        assert_int_equal(t.hook.n, 3);
        assert_int_equal(t.hook.jobs[2]->delivery, moved);
        assert_string_equal(t.hook.jobs[2]->channel->url, "http://new/x");
        assert_false(dispatch_settled(t.d));
        answer(&t.hook, 0, TRANSPORT_DELIVERED, 200);
        assert_false(dispatch_settled(t.d));
        answer(&t.hook, 0, TRANSPORT_DELIVERED, 200);
        assert_true(dispatch_settled(t.d)); /* though something is under way, with the new ones */
        while (t.hook.n > 0)
                answer(&t.hook, 0, TRANSPORT_DELIVERED, 200);
        run();
        assert_int_equal(row(flying).state, DELIVERY_DELIVERED);
        assert_true(dispatch_idle(t.d));
}

/* Every way that a delivery can go, many times: in the end each is finished, and each was delivered once. */
static void thousands_end(void **state)
{
        static const char *const channels[] = {"phone", "slow", "topic"};
        enum { N = 3000 };
        struct outbox_counts counts;
        int64_t message, id, now = timestamp_now();

        (void)state;
        start();
        assert_int_equal(store_begin(t.f->store), 0);
        assert_int_equal(outbox_add_message(t.f->store, "{}", 2, &message), 0);
        for (int i = 0; i < N; i++) {
                struct delivery d = sample(i / 7, "anna");

                d.channel = channels[i % 3];
                d.priority = i % 10;
                d.created = d.due = now;
                assert_int_equal(outbox_add(t.f->store, &d, message, &id), 0);
        }
        assert_int_equal(store_commit(t.f->store), 0);
        dispatch_wake(t.d);
        for (int64_t end = now + SERVER_PATIENCE;
             dispatch_stats(t.d).delivered < N && timestamp_now() < end;) {
                run();
                while (t.hook.n > 0)
                        answer(&t.hook, t.hook.n - 1, TRANSPORT_DELIVERED, 200);
                while (t.mqtt.n > 0)
                        answer(&t.mqtt, 0, TRANSPORT_DELIVERED, 0);
        }
        run();
        assert_int_equal(outbox_count(t.f->store, &counts), 0);
        assert_int_equal(counts.delivered, N);
        assert_int_equal(counts.pending, 0);
        assert_int_equal(t.hook.taken + t.mqtt.taken, N);
        assert_true(dispatch_idle(t.d));
}

#undef TEST
#define TEST(name) cmocka_unit_test_setup_teardown(name, before, after)

int main(void)
{
        const struct CMUnitTest tests[] = {
            TEST(a_delivery_gets_its_id_and_topic),
            TEST(ends_are_written),
            TEST(a_budget_ends),
            TEST(what_never_expires_is_given_up_after_a_day),
            TEST(what_has_expired_does_not_leave),
            TEST(unknown_channels_fail),
            TEST(without_a_broker_topics_fail),
            TEST(a_hanging_endpoint_holds_up_nobody),
            TEST(the_most_urgent_leaves_first),
            TEST(news_does_not_hold_up_an_alert_to_the_same_endpoint),
            TEST(full_memory_does_not_hold_up_an_alert),
            TEST(an_all_clear_never_overtakes),
            TEST(an_earlier_message_goes_again_first),
            TEST(topics_keep_their_order),
            TEST(what_is_superseded_in_memory_stays_there),
            TEST(a_broker_that_is_away_gets_nothing),
            TEST(idle_is_idle),
            TEST(a_full_disk_loses_nothing),
            TEST(what_is_new_needs_no_claim),
            TEST(what_is_superseded_as_it_is_added_stays_there),
            TEST(what_is_rolled_back_does_not_leave),
            TEST(a_crash_is_taken_up_again),
            TEST(a_stop_leaves_everything_in_the_outbox),
            TEST(who_only_waits_for_answers_comes_to_rest),
            TEST(a_reload_changes_channels),
            TEST(thousands_end),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
