/* How fast deliveries leave: send_bench [N [URL [PORT]]]. N webhooks to URL and N MQTT messages to a broker
 * on PORT of 127.0.0.1, through a real store; without URL and PORT it starts tests/system/receiver.py and
 * mosquitto itself. First each kind alone, then both together, then one at a time: from the commit to the
 * other side's confirmation. */
#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/timestamp.h"
#include "send/dispatch.h"
#include "send/transport_mqtt.h"
#include "send/transport_webhook.h"

#define HOOKS 8 /* channels; each its own path, one endpoint */

static const char body[] =
    "{\"incident\":1,\"revision\":1,\"type\":\"alert\",\"status\":\"Actual\",\"event\":\"drone\",\"urgency\":"
    "\"Immediate\","
    "\"severity\":\"Severe\",\"certainty\":\"Observed\",\"places\":[{\"path\":\"ru/belgorod/"
    "shebekinsky\",\"name\":"
    "\"Shebekinsky\"}],\"headline\":\"Drone over Shebekino, take cover\",\"text\":\"A drone was seen over "
    "Shebekino. Take "
    "cover, stay away from windows.\",\"sent\":\"2026-08-18T18:32:45+03:00\",\"language\":\"en\"}";

static char dir[] = "/tmp/sirend-bench-XXXXXX";
static pid_t children[2];

static void must(int r, const char *what)
{
        if (r >= 0)
                return;
        fprintf(stderr, "%s failed: %s\n", what, strerror(-r));
        exit(1);
}

static int free_port(void)
{
        struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        socklen_t size = sizeof a;
        int fd = socket(AF_INET, SOCK_STREAM, 0);

        must(bind(fd, (struct sockaddr *)&a, sizeof a), "bind");
        must(getsockname(fd, (struct sockaddr *)&a, &size), "getsockname");
        close(fd);
        return ntohs(a.sin_port);
}

static void wait_port(int port)
{
        struct sockaddr_in a = {.sin_family = AF_INET,
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
                                .sin_port = htons((uint16_t)port)};

        for (int i = 0; i < 1000; i++) {
                int fd = socket(AF_INET, SOCK_STREAM, 0), r = connect(fd, (struct sockaddr *)&a, sizeof a);

                close(fd);
                if (r == 0)
                        return;
                usleep(5000);
        }
        must(-ETIMEDOUT, "starting a server");
}

static pid_t spawn(const char *const argv[])
{
        pid_t pid = fork();

        if (pid == 0) {
                execvp(argv[0], (char *const *)(uintptr_t)argv);
                _exit(127);
        }
        return pid;
}

static void start_servers(int *hook_port, int *mqtt_port)
{
        char number[16], conf[96];
        FILE *f;

        *hook_port = free_port();
        snprintf(number, sizeof number, "%d", *hook_port);
        children[0] = spawn(
            (const char *const[]){"/usr/bin/python3", "tests/system/receiver.py", "--port", number, NULL});
        *mqtt_port = free_port();
        snprintf(conf, sizeof conf, "%s/mosquitto.conf", dir);
        f = fopen(conf, "we");
        if (!f)
                must(-errno, conf);
        fprintf(f,
                "listener %d 127.0.0.1\nallow_anonymous true\nlog_type error\nmax_inflight_messages 1000\n",
                *mqtt_port);
        fclose(f);
        children[1] = spawn((const char *const[]){"mosquitto", "-c", conf, NULL});
        wait_port(*hook_port);
        wait_port(*mqtt_port);
}

static void add(struct store *s, int hooks, int topics)
{
        static int64_t incident;
        int64_t message, id, now = timestamp_now();
        char channel[16], subscriber[32];

        must(store_begin(s), "begin");
        must(outbox_add_message(s, body, sizeof body - 1, &message), "message");
        for (int i = 0; i < hooks + topics; i++) {
                bool hook = topics == 0 || (hooks > 0 && i % 2 == 0);
                struct delivery d = {.incident = ++incident,
                                     .revision = 1,
                                     .type = "alert",
                                     .subscriber = subscriber,
                                     .channel = channel,
                                     .created = now,
                                     .due = now,
                                     .expires = now + TIMESTAMP_HOUR,
                                     .reason = "rule 1"};

                snprintf(subscriber, sizeof subscriber, "subscriber-%d", i);
                snprintf(channel, sizeof channel, hook ? "hook-%d" : "topic", i / 2 % HOOKS);
                must(outbox_add(s, &d, message, &id), "add");
        }
        must(store_commit(s), "commit");
}

static double cpu(void)
{
        struct rusage u;

        getrusage(RUSAGE_SELF, &u);
        return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
               (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

static void run_until(sd_event *event, struct dispatch *d, uint64_t delivered)
{
        while (dispatch_stats(d).delivered < delivered)
                must(sd_event_run(event, 1000000), "run");
}

static void burst(sd_event *event, struct dispatch *d, struct store *s, const char *what, int hooks,
                  int topics)
{
        uint64_t before = dispatch_stats(d).delivered;
        double used = cpu(), took;
        int64_t start;

        add(s, hooks, topics);
        start = timestamp_monotonic();
        dispatch_wake(d);
        run_until(event, d, before + (uint64_t)(hooks + topics));
        took = (double)(timestamp_monotonic() - start) / 1e6;
        printf("%-22s %6d in %6.3f s: %7.0f/s, %.3f s of processor time\n", what, hooks + topics, took,
               (hooks + topics) / took, cpu() - used);
}

static int compare(const void *a, const void *b)
{
        int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

        return (x > y) - (x < y);
}

static void singles(sd_event *event, struct dispatch *d, struct store *s, const char *what, int hooks,
                    int topics)
{
        enum { N = 300 };
        int64_t took[N];

        for (int i = 0; i < N; i++) {
                uint64_t before = dispatch_stats(d).delivered;
                int64_t start = timestamp_monotonic();

                add(s, hooks, topics);
                dispatch_wake(d);
                run_until(event, d, before + 1);
                took[i] = timestamp_monotonic() - start;
        }
        qsort(took, N, sizeof took[0], compare);
        printf("%-22s median %5d us, 99 of 100 below %5d us\n", what, (int)took[N / 2],
               (int)took[N * 99 / 100]);
}

int main(int argc, char **argv)
{
        int n = argc > 1 ? atoi(argv[1]) : 5000, hook_port = 0, mqtt_port = argc > 3 ? atoi(argv[3]) : 0;
        static char urls[HOOKS][256], names[HOOKS][16];
        struct channel channels[HOOKS + 1];
        struct webhook_options hooks = {.connections = 64, .user_agent = "sirend/bench"};
        struct dispatch_options o = {.channels = channels, .n_channels = HOOKS + 1};
        struct dispatch *d;
        struct problem why;
        char path[96];

        if (!mkdtemp(dir))
                must(-errno, dir);
        if (argc < 4)
                start_servers(&hook_port, &mqtt_port);
        for (int i = 0; i < HOOKS; i++) {
                if (argc > 2)
                        snprintf(urls[i], sizeof urls[i], "%s", argv[2]);
                else
                        snprintf(urls[i], sizeof urls[i], "http://127.0.0.1:%d/ok/%d", hook_port, i);
                snprintf(names[i], sizeof names[i], "hook-%d", i);
                channels[i] = (struct channel){
                    .name = names[i], .transport = TRANSPORT_WEBHOOK, .url = urls[i], .connections = 32};
        }
        channels[HOOKS] = (struct channel){.name = "topic", .transport = TRANSPORT_MQTT};
        snprintf(path, sizeof path, "%s/sirend.db", dir);
        if (store_open(path, STORE_WRITE, &o.store, &why) < 0) {
                fprintf(stderr, "%s\n", why.text);
                return 1;
        }
        must(sd_event_new(&o.event), "event");
        must(transport_webhook_start(o.event, &hooks, NULL, NULL, NULL, &o.transports[TRANSPORT_WEBHOOK]),
             "webhook");
        must(transport_mqtt_start(
                 o.event, &(struct mqtt_options){.host = "127.0.0.1", .port = mqtt_port, .window = 1000},
                 NULL, NULL, NULL, &o.transports[TRANSPORT_MQTT]),
             "mqtt");
        must(dispatch_start(&o, &d), "dispatch");
        while (!transport_mqtt_connected(o.transports[TRANSPORT_MQTT]))
                must(sd_event_run(o.event, 1000000), "run");
        burst(o.event, d, o.store, "webhooks", n, 0);
        burst(o.event, d, o.store, "MQTT", 0, n);
        burst(o.event, d, o.store, "both together", n, n);
        singles(o.event, d, o.store, "one webhook", 1, 0);
        singles(o.event, d, o.store, "one MQTT message", 0, 1);
        for (int i = 0; i < TRANSPORT_COUNT; i++)
                if (o.transports[i])
                        o.transports[i]->ops->stop(o.transports[i]);
        dispatch_stop(d);
        store_close(o.store);
        sd_event_unref(o.event);
        for (int i = 0; i < 2; i++)
                if (children[i] > 0) {
                        kill(children[i], SIGTERM);
                        waitpid(children[i], NULL, 0);
                }
        snprintf(path, sizeof path, "rm -rf %s", dir);
        return system(path) == 0 ? 0 : 1;
}
