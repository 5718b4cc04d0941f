/* send/channel: what counts as one endpoint; send/transport_null. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "send/channel.h"
#include "send/transport.h"

static const char *endpoint(const char *url)
{
        static char out[64];

        return channel_endpoint(&(struct channel){.transport = TRANSPORT_WEBHOOK, .url = url}, out,
                                sizeof out);
}

static void endpoints_are_scheme_host_and_port(void **state)
{
        char out[8];

        (void)state;
        assert_string_equal(endpoint("https://Hooks.Example/T1/x?y=z"), "https://hooks.example:443");
        assert_string_equal(endpoint("http://hooks.example"), "http://hooks.example:80");
        assert_string_equal(endpoint("http://127.0.0.1:8080/ok"), "http://127.0.0.1:8080");
        assert_string_equal(endpoint("HTTPS://u:p:4@h:8443?q=a@b"), "https://h:8443");
        assert_string_equal(endpoint("http://[::1]/a:b"), "http://[::1]:80");
        assert_string_equal(endpoint("http://[::1]:81#f"), "http://[::1]:81");
        assert_string_equal(channel_endpoint(&(struct channel){.transport = TRANSPORT_MQTT}, out, sizeof out),
                            "mqtt");
        assert_string_equal(channel_endpoint(&(struct channel){.transport = TRANSPORT_WEBHOOK,
                                                               .url = "https://hooks.example/"},
                                             out, sizeof out),
                            "https:/");
}

static void count_done(const struct transport_job *job, const struct transport_result *result, void *context)
{
        unsigned *counts = context;

        assert_non_null(job);
        counts[result->verdict]++;
}

static void null_delivers_from_the_loop(void **state)
{
        unsigned counts[3] = {0};
        struct transport_job job = {.body = "{\"id\":\"1\"}", .body_size = 10};
        struct transport *t;
        sd_event *event;

        (void)state;
        assert_int_equal(sd_event_new(&event), 0);
        assert_int_equal(transport_null_start(event, count_done, counts, &t), 0);
        assert_string_equal(transport_null_last(t), "");
        for (int i = 0; i < 100; i++)
                assert_int_equal(t->ops->send(t, &job), 0);
        assert_int_equal(counts[TRANSPORT_DELIVERED], 0);
        assert_true(sd_event_run(event, 0) > 0);
        assert_int_equal(counts[TRANSPORT_DELIVERED], 100);
        assert_string_equal(transport_null_last(t), job.body);
        assert_int_equal(transport_null_count(t), 100);
        assert_int_equal(t->ops->send(t, &job), 0);
        t->ops->stop(t);
        assert_int_equal(counts[TRANSPORT_LATER], 1);
        sd_event_unref(event);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(endpoints_are_scheme_host_and_port),
            cmocka_unit_test(null_delivers_from_the_loop),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
