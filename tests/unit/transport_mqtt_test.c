/* send/transport_mqtt, lookup, mqtt_tls, mqtt_words: against a real mosquitto. */
#include "servers.h"

#include <errno.h>
#include <mosquitto.h>
#include <poll.h>
#include <sys/stat.h>

#include "send/mqtt_words.h"
#include "send/transport_mqtt.h"

#define BODY "{\"id\":\"3fa9c1d2-118\",\"headline\":\"Дрон над Шебекино\"}"

static struct {
        sd_event *event;
        struct transport *transport;
        pid_t broker, listener;
        int port;
        unsigned n, verdicts[3], ready;
        struct transport_result last;
        char answer[256];
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

/* --- the broker and a subscriber */

static void write_file(const char *name, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void write_file(const char *name, const char *format, ...)
{
        char path[128];
        va_list ap;
        FILE *f = fopen(server_path(name, path), "we");

        assert_non_null(f);
        va_start(ap, format);
        vfprintf(f, format, ap);
        va_end(ap);
        fclose(f);
}

static void broker_start(const char *extra)
{
        char conf[128];

        write_file("mosquitto.conf", "log_type error\nlog_type subscribe\nlistener %d 127.0.0.1\n%s", t.port,
                   extra ? extra : "allow_anonymous true\n");
        t.broker =
            server_spawn("mosquitto.log",
                         (const char *const[]){"mosquitto", "-c", server_path("mosquitto.conf", conf), NULL});
        server_wait_port(t.port);
}

static void broker_end(int signal_number)
{
        server_end(t.broker, signal_number);
        t.broker = 0;
}

#define SUBSCRIBED " 1 #\n" /* the broker's log of the listener */

/* Writes "topic retained? payload" lines into `heard`. mosquitto_sub does not say when it has subscribed, but the
 * broker does. */
static void listener_start(void)
{
        char port[16], *log = server_file("mosquitto.log");
        size_t before = server_count(log, SUBSCRIBED);

        free(log);
        snprintf(port, sizeof port, "%d", t.port);
        t.listener = server_spawn("heard", (const char *const[]){"mosquitto_sub", "-h", "127.0.0.1", "-p",
                                                                 port, "-V", "5", "-q", "1", "-t", "#", "-F",
                                                                 "%t %r %E %P %p", NULL});
        server_run_until_said(t.event, "mosquitto.log", SUBSCRIBED, before + 1);
}

static void listener_end(void)
{
        server_end(t.listener, SIGTERM);
        t.listener = 0;
}

static void assert_heard(const char *text, size_t times)
{
        int64_t end = timestamp_monotonic() + SERVER_PATIENCE;
        size_t n;

        do {
                char *heard = server_file("heard");

                n = server_count(heard, text);
                if (n < times && timestamp_monotonic() < end) {
                        server_run_for(t.event, 20000);
                } else if (n != times) {
                        fprintf(stderr, "%s", heard);
                }
                free(heard);
        } while (n < times && timestamp_monotonic() < end);
        assert_int_equal(n, times);
}

/* --- the transport */

static struct mqtt_options options(void)
{
        return (struct mqtt_options){.host = "127.0.0.1", .port = t.port, .keepalive = 30, .window = 20};
}

static void start(const struct mqtt_options *o)
{
        assert_int_equal(transport_mqtt_start(t.event, o, on_done, on_ready, &t, &t.transport), 0);
        assert_false(transport_mqtt_connected(t.transport));
}

static void wait_connected(void)
{
        int64_t end = timestamp_monotonic() + SERVER_PATIENCE;

        while (!transport_mqtt_connected(t.transport) && timestamp_monotonic() < end)
                assert_true(sd_event_run(t.event, 100000) >= 0);
        if (!transport_mqtt_connected(t.transport))
                fail_msg("not connected: %s", transport_mqtt_trouble(t.transport));
        assert_string_equal(transport_mqtt_trouble(t.transport), "");
}

static void wait_trouble(const char *word)
{
        int64_t end = timestamp_monotonic() + SERVER_PATIENCE;

        while (!strstr(transport_mqtt_trouble(t.transport), word) && timestamp_monotonic() < end)
                assert_true(sd_event_run(t.event, 100000) >= 0);
        if (!strstr(transport_mqtt_trouble(t.transport), word))
                fail_msg("no \"%s\" in: %s", word, transport_mqtt_trouble(t.transport));
        assert_false(transport_mqtt_connected(t.transport));
}

static struct transport_job job(const char *topic, const char *body)
{
        return (struct transport_job){.delivery = 118,
                                      .id = "3fa9c1d2-118",
                                      .topic = topic,
                                      .body = body,
                                      .body_size = strlen(body),
                                      .expires = TIMESTAMP_NONE};
}

static int send_job(const struct transport_job *j)
{
        return t.transport->ops->send(t.transport, j);
}

static void publish(const struct transport_job *j)
{
        unsigned before = t.n;

        assert_int_equal(send_job(j), 0);
        server_run(t.event, &t.n, before + 1);
}

/* What a lenient machine's openssl.cnf says; it is read when the library is first used. */
static void be_lenient(void)
{
        char path[128];

        write_file("openssl.cnf",
                   "openssl_conf = top\n[top]\nssl_conf = ssl\n[ssl]\nsystem_default = lenient\n"
                   "[lenient]\nMinProtocol = TLSv1\nCipherString = DEFAULT@SECLEVEL=0\n");
        setenv("OPENSSL_CONF", server_path("openssl.cnf", path), 1);
}

static int before_all(void **state)
{
        (void)state;
        if (server_dir_make() < 0 || sd_event_new(&t.event) < 0)
                return -1;
        be_lenient();
        server_certificates();
        return chmod(server_dir, 0755); /* mosquitto gives up root before it reads files */
}

static int after_all(void **state)
{
        (void)state;
        sd_event_unref(t.event);
        server_dir_remove();
        mosquitto_lib_cleanup();
        return 0;
}

static int before_each(void **state)
{
        (void)state;
        t.n = t.ready = 0;
        memset(t.verdicts, 0, sizeof t.verdicts);
        t.port = server_free_port();
        server_file_remove("heard");
        return 0;
}

static int after_each(void **state)
{
        (void)state;
        if (t.transport)
                t.transport->ops->stop(t.transport);
        t.transport = NULL;
        listener_end();
        broker_end(SIGKILL);
        return 0;
}

/* --- tests */

static void messages_arrive_and_are_acknowledged(void **state)
{
        struct mqtt_options o = options();
        struct transport_job j = job("sirend/to/anna", BODY), forever = job("sirend/to/ivan", BODY);
        size_t found = 0;
        char *heard;

        (void)state;
        broker_start(NULL);
        listener_start();
        start(&o);
        assert_int_equal(send_job(&j), -EAGAIN); /* not connected yet */
        wait_connected();
        assert_true(t.ready > 0);
        assert_int_equal(t.transport->ops->room(t.transport, NULL), 20);
        j.expires = timestamp_now() + 500 * TIMESTAMP_SECOND;
        publish(&j);
        assert_int_equal(t.last.verdict, TRANSPORT_DELIVERED);
        assert_int_equal(t.last.code, 0);
        publish(&forever);
        assert_heard(" id:3fa9c1d2-118 " BODY, 2);
        heard = server_file("heard");
        for (int left = 500 - SERVER_PATIENCE / TIMESTAMP_SECOND; left <= 500; left++) { /* of its seconds */
                char line[160];

                snprintf(line, sizeof line, "sirend/to/anna 0 %d id:3fa9c1d2-118 " BODY "\n", left);
                found += server_count(heard, line);
        }
        free(heard);
        assert_int_equal(found, 1);
        assert_heard("sirend/to/ivan 0  id:3fa9c1d2-118 " BODY, 1);
}

static void nobody_listening_is_delivered_all_the_same(void **state)
{
        struct mqtt_options o = options();
        struct transport_job j = job("sirend/to/anna", BODY);

        (void)state;
        broker_start(NULL);
        start(&o);
        wait_connected();
        publish(&j);
        assert_int_equal(t.last.verdict, TRANSPORT_DELIVERED);
        assert_int_equal(t.last.code, 0x10);
}

static void state_topics_are_retained_and_cleared(void **state)
{
        struct mqtt_options o = options();
        struct transport_job set = job("sirend/state/ru/belgorod", BODY),
                             clear = job("sirend/state/ru/belgorod", "");

        (void)state;
        broker_start(NULL);
        start(&o);
        wait_connected();
        set.retain = clear.retain = true;
        publish(&set);
        listener_start();
        assert_heard("sirend/state/ru/belgorod 1 ", 1);
        listener_end();
        publish(&clear);
        server_file_remove("heard");
        listener_start();
        publish(&(struct transport_job){
            .id = "1", .topic = "end", .body = "end", .body_size = 3, .expires = TIMESTAMP_NONE});
        assert_heard("end 0", 1);
        assert_heard("sirend/state", 0);
}

static void the_status_follows_the_connection(void **state)
{
        struct mqtt_options o = options();

        (void)state;
        o.prefix = "test";
        broker_start(NULL);
        listener_start();
        start(&o);
        transport_mqtt_status(t.transport, "{\"state\":\"online\"}");
        wait_connected();
        assert_heard("test/status 0   {\"state\":\"online\"}", 1);
        transport_mqtt_status(t.transport, "second");
        assert_heard("test/status 0   second", 1);
        listener_end();
        broker_end(SIGKILL); /* without persistence: what was retained is gone */
        wait_trouble("lost");
        broker_start(NULL);
        wait_connected();
        server_run_for(t.event, 100000);
        listener_start();
        assert_heard("test/status 1   second", 1);
        t.transport->ops->stop(t.transport);
        t.transport = NULL;
        assert_heard("test/status 0   offline", 1);
}

/* kill -9 of another process of ours: only the broker can say so. */
static void the_last_will_is_left(void **state)
{
        struct mqtt_options o = options();
        pid_t pid;

        (void)state;
        broker_start(NULL);
        listener_start();
        pid = fork();
        if (pid == 0) {
                sd_event *event;
                struct transport *transport;

                sd_event_new(&event);
                transport_mqtt_start(event, &o, on_done, NULL, &t, &transport);
                transport_mqtt_status(transport, "online");
                sd_event_loop(event);
                _exit(0);
        }
        assert_heard("sirend/status 0   online", 1);
        server_end(pid, SIGKILL);
        assert_heard("sirend/status 0   offline", 1);
}

static void refused_connections_do_not_spin(void **state)
{
        char ca[128];
        struct mqtt_options plain = options(), tls = options();

        (void)state;
        tls.host = "localhost"; /* two addresses, and TLS */
        tls.tls = true;
        tls.ca_file = server_path("ca.pem", ca);
        for (int i = 0; i < 2; i++) {
                int64_t cpu;

                start(i ? &tls : &plain);
                wait_trouble("efused");
                cpu = server_cpu();
                server_run_for(t.event, 2 * TIMESTAMP_SECOND);
                cpu = server_cpu() - cpu;
                print_message("%s: %d ms of processor time in 2 s\n", i ? "TLS" : "plain", (int)(cpu / 1000));
                assert_true(cpu < TIMESTAMP_SECOND / 5);
                if (i == 0) {
                        broker_start(NULL);
                        wait_connected();
                }
                t.transport->ops->stop(t.transport);
                t.transport = NULL;
                broker_end(SIGKILL);
        }
}

/* A server that accepts and says nothing, and one that hangs up at once. */
static void strange_servers_do_not_spin(void **state)
{
        struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        struct mqtt_options o = options();
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        char ca[128];
        pid_t pid;

        (void)state;
        a.sin_port = htons((uint16_t)t.port);
        assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int)), 0);
        assert_int_equal(bind(fd, (struct sockaddr *)&a, sizeof a), 0);
        assert_int_equal(listen(fd, 8), 0);
        o.ca_file = server_path("ca.pem", ca);
        for (int i = 0; i < 4; i++) {
                bool hang_up = i & 1;
                int64_t cpu = server_cpu();

                o.tls = i & 2;
                pid = fork();
                if (pid == 0) {
                        for (;;) {
                                int client = accept(fd, NULL, NULL);

                                if (hang_up)
                                        close(client);
                        }
                }
                start(&o);
                if (hang_up)
                        wait_trouble("failed");
                server_run_for(t.event, TIMESTAMP_SECOND);
                cpu = server_cpu() - cpu;
                assert_true(cpu < TIMESTAMP_SECOND / 5);
                assert_false(transport_mqtt_connected(t.transport));
                t.transport->ops->stop(t.transport);
                t.transport = NULL;
                server_end(pid, SIGKILL);
        }
        close(fd);
}

/* Between us and the broker: kill -9 of it breaks the connection wherever it is, PUBACKs on their way are
 * gone. */
static pid_t proxy_start(int port)
{
        struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)},
                           to = from;
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        pid_t pid;

        from.sin_port = htons((uint16_t)port);
        to.sin_port = htons((uint16_t)t.port);
        assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int)), 0);
        assert_int_equal(bind(fd, (struct sockaddr *)&from, sizeof from), 0);
        assert_int_equal(listen(fd, 8), 0);
        pid = fork();
        if (pid == 0) {
                struct pollfd p[2] = {{.fd = accept(fd, NULL, NULL), .events = POLLIN},
                                      {.fd = socket(AF_INET, SOCK_STREAM, 0), .events = POLLIN}};
                char data[200];
                ssize_t n = connect(p[1].fd, (struct sockaddr *)&to, sizeof to);

                while (n >= 0 && poll(p, 2, -1) > 0)
                        for (int i = 0; i < 2 && n >= 0; i++)
                                if (p[i].revents)
                                        n = (n = read(p[i].fd, data, sizeof data)) > 0
                                                ? write(p[!i].fd, data, (size_t)n)
                                                : -1;
                _exit(0);
        }
        close(fd);
        return pid;
}

#define MESSAGES 3000

static struct {
        struct transport_job jobs[MESSAGES];
        char topics[MESSAGES][16];
        unsigned waiting[MESSAGES], n_waiting, delivered, later;
} load;

static void on_load_done(const struct transport_job *j, const struct transport_result *result, void *context)
{
        (void)context;
        if (result->verdict == TRANSPORT_DELIVERED) {
                load.delivered++;
                return;
        }
        assert_int_equal(result->verdict, TRANSPORT_LATER);
        load.waiting[load.n_waiting++] = (unsigned)(j - load.jobs);
        load.later++;
}

static void load_init(void)
{
        load.n_waiting = MESSAGES;
        load.delivered = load.later = 0;
        for (unsigned i = 0; i < MESSAGES; i++) {
                snprintf(load.topics[i], sizeof load.topics[i], "m/%u", i);
                load.jobs[i] = job(load.topics[i], "x");
                load.waiting[i] = MESSAGES - 1 - i;
        }
}

/* Keeps the window full until `goal` messages are delivered. */
static void load_until(unsigned goal)
{
        int64_t end = timestamp_monotonic() + SERVER_PATIENCE;

        while (load.delivered < goal && timestamp_monotonic() < end) {
                while (load.n_waiting > 0 && send_job(&load.jobs[load.waiting[load.n_waiting - 1]]) == 0)
                        load.n_waiting--;
                assert_true(sd_event_run(t.event, 100000) >= 0);
        }
        assert_true(load.delivered >= goal);
}

static void every_message_arrives_over_a_bad_line(void **state)
{
        struct mqtt_options o = options();
        struct transport_job end = job("end", "x");
        int port = server_free_port(), missing = 0;
        bool seen[MESSAGES] = {false};
        pid_t proxy;
        char *heard;

        (void)state;
        broker_start("allow_anonymous true\nmax_queued_messages 0\n");
        listener_start();
        o.port = port;
        proxy = proxy_start(port);
        assert_int_equal(transport_mqtt_start(t.event, &o, on_load_done, NULL, NULL, &t.transport), 0);
        load_init();
        for (unsigned i = 1; i < 6; i++) {
                load_until(i * 500);
                server_end(proxy, SIGKILL);
                proxy = proxy_start(port);
        }
        load_until(MESSAGES);
        t.transport->ops->stop(t.transport);
        server_end(proxy, SIGKILL);
        o.port = t.port;
        start(&o);
        wait_connected();
        publish(&end);
        assert_heard("end 0", 1); /* and all before it */
        heard = server_file("heard");
        for (const char *p = heard; (p = strstr(p, "m/")); p += 2)
                seen[strtoul(p + 2, NULL, 10)] = true;
        for (unsigned i = 0; i < MESSAGES; i++)
                missing += !seen[i];
        assert_int_equal(missing, 0);
        assert_int_equal(load.delivered, MESSAGES);
        assert_true(load.later > 0);
        print_message("%u messages, %u handed back by 5 breaks, %u arrived twice\n", MESSAGES, load.later,
                      (unsigned)server_count(heard, "m/") - MESSAGES);
        free(heard);
}

static void a_killed_broker_is_waited_for(void **state)
{
        struct mqtt_options o = options();

        (void)state;
        broker_start(NULL);
        assert_int_equal(transport_mqtt_start(t.event, &o, on_load_done, NULL, NULL, &t.transport), 0);
        load_init();
        for (unsigned i = 1; i < 4; i++) {
                load_until(i * 700);
                broker_end(SIGKILL);
                server_run_for(t.event, 50000);
                assert_false(transport_mqtt_connected(t.transport));
                broker_start(NULL);
        }
        load_until(MESSAGES);
}

static void names_and_passwords_are_used(void **state)
{
        struct mqtt_options o = options();
        char conf[512];

        (void)state;
        assert_int_equal(
            server_shell(
                "mosquitto_passwd -b -c %s/passwd sirend s3cret-word 2>/dev/null && chmod 644 %s/passwd",
                server_dir, server_dir),
            0);
        snprintf(conf, sizeof conf, "allow_anonymous false\npassword_file %s/passwd\n", server_dir);
        broker_start(conf);
        o.user = "sirend";
        o.password = "wrong-word";
        start(&o);
        wait_trouble("refused");
        assert_null(strstr(transport_mqtt_trouble(t.transport), "word"));
        t.transport->ops->stop(t.transport);
        o.password = "s3cret-word";
        start(&o);
        wait_connected();
}

static void what_the_broker_forbids_has_ended(void **state)
{
        struct mqtt_options o = options();
        struct transport_job allowed = job("sirend/to/anna", BODY), forbidden = job("other/topic", BODY),
                             wrong = job("sirend/to/#", BODY);
        char conf[512];

        (void)state;
        write_file("acl", "topic readwrite sirend/#\n");
        snprintf(conf, sizeof conf, "allow_anonymous true\nacl_file %s/acl\n", server_dir);
        broker_start(conf);
        start(&o);
        wait_connected();
        publish(&forbidden);
        assert_int_equal(t.last.verdict, TRANSPORT_NEVER);
        assert_int_equal(t.last.code, 0x87);
        assert_string_not_equal(t.answer, "");
        publish(&wrong);
        assert_int_equal(t.last.verdict, TRANSPORT_NEVER);
        publish(&allowed);
        assert_int_equal(t.last.verdict, TRANSPORT_DELIVERED);
        assert_int_equal(t.transport->ops->room(t.transport, NULL), 20);
}

static void the_window_is_the_smaller_one(void **state)
{
        struct mqtt_options o = options();
        struct transport_job j = job("sirend/to/anna", BODY);
        unsigned n = 0;

        (void)state;
        o.window = 100;
        broker_start("allow_anonymous true\nmax_inflight_messages 7\n");
        start(&o);
        wait_connected();
        assert_int_equal(t.transport->ops->room(t.transport, NULL), 7);
        while (send_job(&j) == 0)
                n++;
        assert_int_equal(n, 7);
        t.ready = 0;
        server_run(t.event, &t.n, 7);
        assert_true(t.ready > 0);
        assert_int_equal(t.verdicts[TRANSPORT_DELIVERED], 7);
}

static void tls_is_verified(void **state)
{
        char ca[128], stranger[128], cert[128], key[128];
        struct mqtt_options o = options();
        char conf[1024];

        (void)state;
        o.tls = true;
        o.host = "localhost";
        o.ca_file = server_path("stranger.pem", stranger);
        snprintf(conf, sizeof conf,
                 "allow_anonymous true\ncafile %s/ca.pem\ncertfile %s/server.pem\nkeyfile %s/server.key\n"
                 "require_certificate true\n",
                 server_dir, server_dir, server_dir);
        broker_start(conf);
        start(&o);
        wait_trouble("certificate");
        t.transport->ops->stop(t.transport);
        o.ca_file = server_path("ca.pem", ca);
        start(&o);
        wait_trouble("failed"); /* it wants to know who we are */
        t.transport->ops->stop(t.transport);
        o.cert_file = server_path("client.pem", cert);
        o.key_file = server_path("nothing.key", key);
        start(&o);
        wait_trouble("cannot use the key");
        t.transport->ops->stop(t.transport);
        o.key_file = server_path("client.key", key);
        start(&o);
        wait_connected();
        t.transport->ops->stop(t.transport);
        o.host = "127.0.0.1"; /* stands in the certificate, too */
        start(&o);
        wait_connected();
}

static void a_certificate_for_another_name_is_refused(void **state)
{
        struct mqtt_options o = options();
        char ca[128], conf[512];

        (void)state;
        o.tls = true;
        o.host = "localhost";
        o.ca_file = server_path("ca.pem", ca);
        snprintf(conf, sizeof conf, "allow_anonymous true\ncertfile %s/other.pem\nkeyfile %s/other.key\n",
                 server_dir, server_dir);
        broker_start(conf);
        start(&o);
        wait_trouble("mismatch");
        t.transport->ops->stop(t.transport);
        o.host = "127.0.0.1";
        start(&o);
        wait_trouble("mismatch");
}

/* The library's configuration here would let TLS 1.1 pass: a client without a minimum of its own gets through. */
static void old_tls_is_refused(void **state)
{
        struct mqtt_options o = options();
        char ca[128], cert[128], key[128], number[16], *said;

        (void)state;
        o.tls = true;
        o.host = "localhost";
        o.ca_file = server_path("ca.pem", ca);
        snprintf(number, sizeof number, "%d", t.port);
        t.broker =
            server_spawn("old.log", (const char *const[]){"openssl", "s_server", "-accept", number, "-rev",
                                                          "-tls1_1", "-cert", server_path("server.pem", cert),
                                                          "-key", server_path("server.key", key), NULL});
        server_wait_port(t.port);
        start(&o);
        wait_trouble("TLS");
        said = server_file("old.log");
        assert_null(strstr(said, "CONNECTION ESTABLISHED"));
        free(said);
        assert_int_equal(
            server_shell("openssl s_client -tls1_1 -connect 127.0.0.1:%d </dev/null >/dev/null 2>&1", t.port),
            0);
        said = server_file("old.log");
        assert_non_null(strstr(said, "CONNECTION ESTABLISHED"));
        free(said);
}

static void a_unix_socket_will_do(void **state)
{
        struct mqtt_options o = options();
        struct transport_job j = job("sirend/to/anna", BODY);
        char path[128], conf[256];

        (void)state;
        snprintf(conf, sizeof conf, "allow_anonymous true\nlistener 0 %s\nallow_anonymous true\n",
                 server_path("mqtt.sock", path));
        assert_int_equal(chmod(server_dir, 0777), 0);
        o.host = path;
        start(&o);
        wait_trouble("");
        broker_start(conf);
        wait_connected();
        publish(&j);
        assert_int_equal(t.last.verdict, TRANSPORT_DELIVERED);
        broker_end(SIGKILL);
        wait_trouble("lost");
}

static void a_name_that_is_not_known_is_said(void **state)
{
        struct mqtt_options o = options();

        (void)state;
        o.host = "name.invalid";
        start(&o);
        wait_trouble("name not found");
        t.transport->ops->stop(t.transport);
        start(&o); /* and stopped while the thread still looks */
}

static void reason_codes_become_verdicts(void **state)
{
        (void)state;
        assert_int_equal(mqtt_puback_verdict(0), TRANSPORT_DELIVERED);
        assert_int_equal(mqtt_puback_verdict(0x10), TRANSPORT_DELIVERED);
        assert_int_equal(mqtt_puback_verdict(0x97), TRANSPORT_LATER);
        assert_int_equal(mqtt_puback_verdict(0x80), TRANSPORT_LATER);
        assert_int_equal(mqtt_puback_verdict(0x90), TRANSPORT_NEVER);
        assert_int_equal(mqtt_publish_verdict(MOSQ_ERR_OVERSIZE_PACKET), TRANSPORT_NEVER);
        assert_int_equal(mqtt_publish_verdict(MOSQ_ERR_NOMEM), TRANSPORT_LATER);
        assert_true(mqtt_connack_is_version(1, true));
        assert_true(mqtt_connack_is_version(0x84, true));
        assert_false(mqtt_connack_is_version(1, false));
        assert_false(mqtt_connack_is_version(5, true));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test_setup_teardown(messages_arrive_and_are_acknowledged, before_each, after_each),
            cmocka_unit_test_setup_teardown(nobody_listening_is_delivered_all_the_same, before_each,
                                            after_each),
            cmocka_unit_test_setup_teardown(state_topics_are_retained_and_cleared, before_each, after_each),
            cmocka_unit_test_setup_teardown(the_status_follows_the_connection, before_each, after_each),
            cmocka_unit_test_setup_teardown(the_last_will_is_left, before_each, after_each),
            cmocka_unit_test_setup_teardown(refused_connections_do_not_spin, before_each, after_each),
            cmocka_unit_test_setup_teardown(strange_servers_do_not_spin, before_each, after_each),
            cmocka_unit_test_setup_teardown(every_message_arrives_over_a_bad_line, before_each, after_each),
            cmocka_unit_test_setup_teardown(a_killed_broker_is_waited_for, before_each, after_each),
            cmocka_unit_test_setup_teardown(names_and_passwords_are_used, before_each, after_each),
            cmocka_unit_test_setup_teardown(what_the_broker_forbids_has_ended, before_each, after_each),
            cmocka_unit_test_setup_teardown(the_window_is_the_smaller_one, before_each, after_each),
            cmocka_unit_test_setup_teardown(tls_is_verified, before_each, after_each),
            cmocka_unit_test_setup_teardown(a_certificate_for_another_name_is_refused, before_each,
                                            after_each),
            cmocka_unit_test_setup_teardown(old_tls_is_refused, before_each, after_each),
            cmocka_unit_test_setup_teardown(a_unix_socket_will_do, before_each, after_each),
            cmocka_unit_test_setup_teardown(a_name_that_is_not_known_is_said, before_each, after_each),
            cmocka_unit_test(reason_codes_become_verdicts),
        };

        return cmocka_run_group_tests(tests, before_all, after_all);
}
