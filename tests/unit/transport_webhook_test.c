/* send/transport_webhook, answer, signature: against a real HTTP server. */
#include "servers.h"

#include <errno.h>

#include "base/arena.h"
#include "base/digest.h"
#include "send/answer.h"
#include "send/signature.h"
#include "send/transport_webhook.h"

#define BODY "{\"id\":\"3fa9c1d2-118\",\"headline\":\"Дрон над Шебекино\"}"

static struct {
        sd_event *event;
        struct transport *transport;
        pid_t receiver;
        int port;
        unsigned n, verdicts[3], ready;
        struct transport_result last;
        char answer[ANSWER_KEPT + 1];
} t;

static void on_done(const struct transport_job *job, const struct transport_result *result, void *context)
{
        assert_ptr_equal(context, &t);
        assert_non_null(job->id);
        t.n++;
        t.verdicts[result->verdict]++;
        t.last = *result;
        snprintf(t.answer, sizeof t.answer, "%s", result->answer);
}

static void on_ready(void *context)
{
        (void)context;
        t.ready++;
}

static struct transport *start(unsigned connections)
{
        struct webhook_options o = {.connections = connections, .user_agent = "sirend/test"};
        struct transport *transport;

        assert_int_equal(transport_webhook_start(t.event, &o, on_done, on_ready, &t, &transport), 0);
        return transport;
}

static int before_all(void **state)
{
        (void)state;
        unsetenv("http_proxy");
        unsetenv("https_proxy");
        unsetenv("all_proxy");
        if (server_dir_make() < 0 || sd_event_new(&t.event) < 0)
                return -1;
        server_certificates();
        t.port = server_free_port();
        t.receiver = server_receiver(t.port, NULL);
        t.transport = start(0);
        return 0;
}

static int after_all(void **state)
{
        (void)state;
        if (t.transport)
                t.transport->ops->stop(t.transport);
        sd_event_unref(t.event);
        server_end(t.receiver, SIGTERM);
        server_dir_remove();
        return 0;
}

static int before_each(void **state)
{
        (void)state;
        t.n = t.ready = 0;
        memset(t.verdicts, 0, sizeof t.verdicts);
        server_file_remove("requests");
        server_end(t.receiver, SIGKILL);
        t.receiver = server_receiver(t.port, NULL);
        return 0;
}

static struct channel *channel(const char *path)
{
        static struct channel c;
        static char url[256];

        snprintf(url, sizeof url, "http://127.0.0.1:%d%s", t.port, path);
        c = (struct channel){.name = "hook", .transport = TRANSPORT_WEBHOOK, .url = url};
        return &c;
}

static struct transport_job *job(const struct channel *c)
{
        static struct transport_job j;

        j = (struct transport_job){.delivery = 118,
                                   .id = "3fa9c1d2-118",
                                   .channel = c,
                                   .body = BODY,
                                   .body_size = strlen(BODY),
                                   .expires = TIMESTAMP_NONE};
        return &j;
}

static void post(const struct channel *c)
{
        unsigned before = t.n;

        assert_int_equal(t.transport->ops->send(t.transport, job(c)), 0);
        server_run(t.event, &t.n, before + 1);
}

static void assert_end(const char *path, enum transport_verdict verdict, int code)
{
        post(channel(path));
        assert_int_equal(t.last.verdict, verdict);
        assert_int_equal(t.last.code, code);
        assert_true(t.last.latency >= 0 && t.last.started > 0);
}

static void answers_become_verdicts(void **state)
{
        (void)state;
        assert_end("/ok", TRANSPORT_DELIVERED, 200);
        assert_string_equal(t.answer, "ok");
        assert_int_equal(t.last.retry_after, -1);
        assert_end("/status/204", TRANSPORT_DELIVERED, 204);
        assert_end("/status/408", TRANSPORT_LATER, 408);
        assert_end("/status/425", TRANSPORT_LATER, 425);
        assert_end("/status/500", TRANSPORT_LATER, 500);
        assert_end("/status/503", TRANSPORT_LATER, 503);
        assert_string_equal(t.answer, "status 503");
        assert_end("/gone", TRANSPORT_NEVER, 410);
        assert_end("/status/400", TRANSPORT_NEVER, 400);
        assert_end("/status/404", TRANSPORT_NEVER, 404);
        assert_end("/status/503-then-ok?n=2", TRANSPORT_LATER, 503);
        assert_end("/status/503-then-ok?n=2", TRANSPORT_LATER, 503);
        assert_end("/status/503-then-ok?n=2", TRANSPORT_DELIVERED, 200);
}

static void redirects_are_not_followed(void **state)
{
        char *requests;

        (void)state;
        assert_end("/redirect", TRANSPORT_NEVER, 302);
        assert_string_equal(t.answer, "redirects are not followed");
        requests = server_file("requests");
        assert_int_equal(server_count(requests, "\n"), 1);
        free(requests);
}

static void retry_after_is_read(void **state)
{
        (void)state;
        assert_end("/retry-after/2", TRANSPORT_LATER, 429);
        assert_int_equal(t.last.retry_after, 2 * TIMESTAMP_SECOND);
        assert_end("/retry-after/100?date", TRANSPORT_LATER, 429);
        assert_in_range(t.last.retry_after, 80 * TIMESTAMP_SECOND, 110 * TIMESTAMP_SECOND);
        assert_end("/retry-after/soon", TRANSPORT_LATER, 429);
        assert_int_equal(t.last.retry_after, -1);
}

static void no_answer_is_later(void **state)
{
        struct channel *c = channel("/hang");

        (void)state;
        c->timeout = 300000;
        post(c);
        assert_int_equal(t.last.verdict, TRANSPORT_LATER);
        assert_int_equal(t.last.code, 0);
        assert_non_null(strstr(t.answer, "timed out"));
        assert_end("/drop", TRANSPORT_LATER, 0);
        assert_string_not_equal(t.answer, "");
        c = channel("/ok");
        c->url = "http://127.0.0.1:1/secret-token-in-url";
        post(c);
        assert_int_equal(t.last.verdict, TRANSPORT_LATER);
        assert_null(strstr(t.answer, "secret-token-in-url"));
        c->url = "http://name.invalid/";
        post(c);
        assert_int_equal(t.last.verdict, TRANSPORT_LATER);
        c->url = "file:///etc/hostname";
        post(c);
        assert_int_equal(t.last.verdict, TRANSPORT_NEVER);
}

static void large_answers_are_cut(void **state)
{
        (void)state;
        assert_end("/big", TRANSPORT_DELIVERED, 200);
        assert_int_equal(strlen(t.answer), ANSWER_KEPT);
        assert_end("/ok", TRANSPORT_DELIVERED, 200);
}

static void a_closed_connection_is_replaced(void **state)
{
        (void)state;
        assert_end("/ok", TRANSPORT_DELIVERED, 200);
        server_end(t.receiver, SIGKILL);
        t.receiver = server_receiver(t.port, NULL);
        assert_end("/ok", TRANSPORT_DELIVERED, 200);
}

static void the_endpoint_limit_holds(void **state)
{
        struct channel *c = channel("/slow/50");
        char *requests;

        (void)state;
        c->connections = 3;
        assert_int_equal(t.transport->ops->room(t.transport, c), 3);
        for (int i = 0; i < 3; i++)
                assert_int_equal(t.transport->ops->send(t.transport, job(c)), 0);
        assert_int_equal(t.transport->ops->room(t.transport, c), 0);
        assert_int_equal(t.transport->ops->send(t.transport, job(c)), -EAGAIN);
        assert_int_equal(t.ready, 0);
        server_run(t.event, &t.n, 3);
        assert_true(t.ready > 0);
        assert_int_equal(t.transport->ops->room(t.transport, c), 3);
        requests = server_file("requests");
        assert_int_equal(server_count(requests, "\n"), 3);
        free(requests);
}

static void a_hanging_endpoint_leaves_room_for_others(void **state)
{
        struct transport *small = start(3);
        struct channel *hang = channel("/hang"), other;
        char url[64];
        int port = server_free_port();
        pid_t receiver = server_receiver(port, NULL);

        (void)state;
        hang->connections = 2;
        assert_int_equal(small->ops->send(small, job(hang)), 0);
        assert_int_equal(small->ops->send(small, job(hang)), 0);
        assert_int_equal(small->ops->send(small, job(hang)), -EAGAIN);
        snprintf(url, sizeof url, "http://127.0.0.1:%d/ok", port);
        other = (struct channel){.name = "other", .transport = TRANSPORT_WEBHOOK, .url = url};
        assert_int_equal(small->ops->room(small, &other), 1);
        assert_int_equal(small->ops->send(small, job(&other)), 0);
        assert_int_equal(small->ops->room(small, &other), 0);
        server_run(t.event, &t.n, 1);
        assert_int_equal(t.verdicts[TRANSPORT_DELIVERED], 1);
        /* what is in flight comes back at stop */
        small->ops->stop(small);
        assert_int_equal(t.verdicts[TRANSPORT_LATER], 2);
        server_end(receiver, SIGTERM);
}

static void requests_are_signed(void **state)
{
        const char *secrets[] = {"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "a raw secret of twenty-four+"};
        struct channel *c = channel("/ok");
        const char *headers[] = {"Content-Type: application/cloudevents+json", "X-Priority: 5"};

        (void)state;
        for (int i = 0; i < 2; i++) {
                server_end(t.receiver, SIGTERM);
                t.receiver = server_receiver(t.port, "--secret", secrets[i], NULL);
                c->secret = secrets[i];
                post(c);
                assert_int_equal(t.last.code, 200);
                c->secret = secrets[!i];
                post(c);
                assert_int_equal(t.last.code, 401);
        }
        c->headers = headers;
        c->n_headers = 2;
        server_file_remove("requests");
        server_end(t.receiver, SIGKILL);
        t.receiver = server_receiver(t.port, NULL);
        post(c);
        char *requests = server_file("requests");
        assert_int_equal(server_count(requests, "\"webhook-id\": \"3fa9c1d2-118\""), 1);
        assert_int_equal(server_count(requests, "\"content-type\": \"application/cloudevents+json\""), 1);
        assert_int_equal(server_count(requests, "\"x-priority\": \"5\""), 1);
        assert_int_equal(server_count(requests, "\"user-agent\": \"sirend/test\""), 1);
        assert_int_equal(server_count(requests, "Дрон над Шебекино"), 1);
        assert_int_equal(server_count(requests, "expect"), 0);
        free(requests);
}

static void signatures_match_the_specification(void **state)
{
        char out[SIGNATURE_ROOM];

        (void)state;
        /* the example of the Standard Webhooks libraries */
        signature_make("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
                       "{\"test\": 2432232314}", 20, out);
        assert_string_equal(out, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

static void secrets_do_not_come_back(void **state)
{
        const char *headers[] = {"Authorization: Bearer hunter2hunter2"};
        struct channel *c = channel("/echo/bot123456:AAbbCCddEEff/sendMessage?key=0123456789abcdef");

        (void)state;
        c->headers = headers;
        c->n_headers = 1;
        post(c);
        assert_int_equal(t.last.code, 400);
        assert_non_null(strstr(t.answer, "webhook-id"));
        assert_null(strstr(t.answer, "hunter2"));
        assert_null(strstr(t.answer, "AAbbCC"));
        assert_null(strstr(t.answer, "0123456789abcdef"));
        assert_non_null(strstr(t.answer, "***"));
}

static void answers_become_text(void **state)
{
        struct channel c = {.secret = "whsec_c2VjcmV0c2VjcmV0", .url = "https://user:password@h/x"};
        struct answer a;
        char *long_text = malloc(8000);

        (void)state;
        answer_reset(&a);
        assert_string_equal(answer_text(&a, &c), "");
        assert_true(answer_add(&a, "a\0b\x1b[31m\xff", 9));
        assert_string_equal(answer_text(&a, &c), "a b [31m?");
        answer_set(&a, "c2VjcmV0c2VjcmV0 and whsec_c2VjcmV0c2VjcmV0, password");
        assert_string_equal(answer_text(&a, &c), "*** and ***, ***");
        /* a secret and a character across the limit */
        memset(long_text, 'x', 8000);
        memcpy(long_text + ANSWER_KEPT - 5, "whsec_c2VjcmV0c2VjcmV0", 22);
        answer_reset(&a);
        answer_add(&a, long_text, 8000);
        assert_string_equal(answer_text(&a, &c) + ANSWER_KEPT - 6, "x***xx");
        memset(long_text, 'x', 8000);
        memcpy(long_text + ANSWER_KEPT - 1, "Ж", 2);
        answer_reset(&a);
        answer_add(&a, long_text, 8000);
        assert_int_equal(strlen(answer_text(&a, &c)), ANSWER_KEPT - 1);
        answer_reset(&a);
        for (int i = 0; i < 8; i++)
                assert_true(answer_add(&a, long_text, 8000));
        assert_false(answer_add(&a, long_text, 8000));
        free(long_text);
}

static void tls_is_verified(void **state)
{
        char ca[128], stranger[128], cert[128], key[128], other[128], other_key[128], client[128],
            client_key[128];
        struct channel *c = channel("/ok");
        char url[64];
        int port = server_free_port();
        pid_t receiver;

        (void)state;
        server_path("ca.pem", ca);
        server_path("stranger.pem", stranger);
        receiver = server_receiver(port, "--cert", server_path("server.pem", cert), "--key",
                                   server_path("server.key", key), "--client-ca", ca, NULL);
        snprintf(url, sizeof url, "https://localhost:%d/ok", port);
        c->url = url;
        post(c); /* the system's authorities do not know ours */
        assert_int_equal(t.last.verdict, TRANSPORT_LATER);
        assert_non_null(strstr(t.answer, "certificate"));
        c->ca_file = stranger;
        post(c);
        assert_int_equal(t.last.code, 0);
        c->ca_file = ca;
        post(c); /* it wants to know who we are */
        assert_int_equal(t.last.code, 0);
        c->cert_file = server_path("client.pem", client);
        c->key_file = server_path("client.key", client_key);
        post(c);
        assert_int_equal(t.last.code, 200);
        server_end(receiver, SIGTERM);

        receiver = server_receiver(port, "--cert", server_path("other.pem", other), "--key",
                                   server_path("other.key", other_key), NULL);
        post(c);
        assert_int_equal(t.last.verdict, TRANSPORT_LATER);
        assert_non_null(strstr(t.answer, "certificate subject name"));
        server_end(receiver, SIGTERM);
}

static void old_tls_is_refused(void **state)
{
        char cert[128], key[128], ca[128], number[16], url[64];
        struct channel *c = channel("/");
        int port = server_free_port();
        pid_t pid;

        (void)state;
        snprintf(number, sizeof number, "%d", port);
        pid =
            server_spawn("s_server.log",
                         (const char *const[]){"openssl", "s_server", "-accept", number, "-tls1_1", "-cipher",
                                               "DEFAULT@SECLEVEL=0", "-cert", server_path("server.pem", cert),
                                               "-key", server_path("server.key", key), "-www", NULL});
        server_wait_port(port);
        snprintf(url, sizeof url, "https://localhost:%d/", port);
        c->url = url;
        c->ca_file = server_path("ca.pem", ca);
        post(c);
        assert_int_equal(t.last.verdict, TRANSPORT_LATER);
        assert_int_equal(t.last.code, 0);
        assert_non_null(strstr(t.answer, "protocol"));
        server_end(pid, SIGTERM);
}

static void assert_refused_for_its_address(struct channel *c)
{
        post(c);
        assert_int_equal(t.last.verdict, TRANSPORT_LATER);
        assert_int_equal(t.last.code, 0);
        if (!strstr(t.answer, "private_addresses"))
                fail_msg("%s: %s", c->url, t.answer);
}

static void private_addresses_can_be_refused(void **state)
{
        static const char *const hosts[] = {
            "127.0.0.1",          "localhost", "[::1]", "0x7f000001", "2130706433",
            "[::ffff:127.0.0.1]", "LocalHost", "127.1", "0177.0.0.1", "0.0.0.0"};
        struct channel *c = channel("/ok");
        char url[96], *requests;

        (void)state;
        post(c); /* leaves a connection that could be used again */
        assert_int_equal(t.last.code, 200);
        c->public_only = true;
        for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
                snprintf(url, sizeof url, "http://%s:%d/ok", hosts[i], t.port);
                c->url = url;
                assert_refused_for_its_address(c);
        }
        requests = server_file("requests");
        assert_int_equal(server_count(requests, "\n"), 1);
        free(requests);
}

/* The receiver is no proxy; but it writes down what it was asked. */
static void a_proxy_is_gone_through(void **state)
{
        struct channel *c = channel("/ok");
        char proxy[96], *requests;

        (void)state;
        setenv("http_proxy", "http://127.0.0.1:1", 1);
        post(c); /* not the environment's */
        unsetenv("http_proxy");
        assert_int_equal(t.last.code, 200);
        snprintf(proxy, sizeof proxy, "http://user:proxy-password@127.0.0.1:%d", t.port);
        c->proxy = proxy;
        c->public_only = true; /* that is said of the receiver, not of the proxy */
        c->url = "http://hooks.invalid/echo";
        post(c);
        requests = server_file("requests");
        assert_non_null(strstr(requests, "http://hooks.invalid/echo"));
        assert_int_equal(server_count(requests, "\n"), 2);
        free(requests);
        assert_null(strstr(t.answer, "proxy-password"));
        for (size_t i = 0; i < 3; i++) {
                c->url = (const char *const[]){"http://10.1.2.3/x", "http://printer.localhost/x",
                                               "http://[fd00::1]/x"}[i];
                assert_refused_for_its_address(c);
        }
}

/* nghttpd has no HTTP/1.1 over TLS: whatever it serves went over HTTP/2. */
static void http_2_is_spoken_where_offered(void **state)
{
        char ca[128], cert[128], key[128], number[16], url[64], *log;
        int port = server_free_port();
        struct channel *c = channel("/");
        pid_t pid;

        (void)state;
        snprintf(number, sizeof number, "%d", port);
        server_path("server.pem", cert);
        server_path("server.key", key);
        pid = server_spawn("nghttpd.log", (const char *const[]){"nghttpd", "-v", "-a", "127.0.0.1",
                                                                "--echo-upload", number, key, cert, NULL});
        server_wait_port(port);
        snprintf(url, sizeof url, "https://localhost:%d/", port);
        c->url = url;
        c->ca_file = server_path("ca.pem", ca);
        for (int i = 0; i < 4; i++)
                assert_int_equal(t.transport->ops->send(t.transport, job(c)), 0);
        server_run(t.event, &t.n, 4);
        assert_int_equal(t.verdicts[TRANSPORT_DELIVERED], 4);
        assert_string_equal(t.answer, BODY);
        server_end(pid, SIGTERM);
        log = server_file("nghttpd.log");
        assert_non_null(strstr(log, "The negotiated protocol: h2"));
        assert_int_equal(server_count(log, "The negotiated protocol: h2"),
                         1); /* four streams, one connection */
        free(log);
}

static void refused_connections_cost_nothing(void **state)
{
        struct channel *c = channel("/ok");
        int64_t cpu;

        (void)state;
        c->url = "http://127.0.0.1:1/";
        post(c);
        cpu = server_cpu();
        server_run_for(t.event, TIMESTAMP_SECOND);
        assert_true(server_cpu() - cpu <
                    TIMESTAMP_SECOND / 10); /* nothing spins while nothing is to be done */
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test_setup(answers_become_verdicts, before_each),
            cmocka_unit_test_setup(redirects_are_not_followed, before_each),
            cmocka_unit_test_setup(retry_after_is_read, before_each),
            cmocka_unit_test_setup(no_answer_is_later, before_each),
            cmocka_unit_test_setup(large_answers_are_cut, before_each),
            cmocka_unit_test_setup(a_closed_connection_is_replaced, before_each),
            cmocka_unit_test_setup(the_endpoint_limit_holds, before_each),
            cmocka_unit_test_setup(a_hanging_endpoint_leaves_room_for_others, before_each),
            cmocka_unit_test_setup(requests_are_signed, before_each),
            cmocka_unit_test(signatures_match_the_specification),
            cmocka_unit_test_setup(secrets_do_not_come_back, before_each),
            cmocka_unit_test(answers_become_text),
            cmocka_unit_test_setup(tls_is_verified, before_each),
            cmocka_unit_test_setup(old_tls_is_refused, before_each),
            cmocka_unit_test_setup(private_addresses_can_be_refused, before_each),
            cmocka_unit_test_setup(a_proxy_is_gone_through, before_each),
            cmocka_unit_test_setup(http_2_is_spoken_where_offered, before_each),
            cmocka_unit_test_setup(refused_connections_cost_nothing, before_each),
        };

        return cmocka_run_group_tests(tests, before_all, after_all);
}
