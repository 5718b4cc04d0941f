/* Publishing and nothing else: floor_mqtt PORT N WINDOW. N messages of 600 bytes, QoS 1, each to a topic of
 * its own, at most WINDOW unconfirmed. Says messages a second. */
#include <mosquitto.h>

#include "bench.h"

static long confirmed;
static int ready;

static void on_connect(struct mosquitto *m, void *user, int code)
{
        (void)m;
        (void)user;
        ready = code == 0;
}

static void on_publish(struct mosquitto *m, void *user, int mid)
{
        (void)m;
        (void)user;
        (void)mid;
        confirmed++;
}

int main(int argc, char **argv)
{
        char body[601], topic[64];
        long n, window, sent = 0;
        struct mosquitto *m;
        int64_t start;

        if (argc != 4)
                return 2;
        n = atol(argv[2]);
        window = atol(argv[3]);
        memset(body, 'w', sizeof body);
        mosquitto_lib_init();
        m = mosquitto_new(NULL, true, NULL);
        mosquitto_connect_callback_set(m, on_connect);
        mosquitto_publish_callback_set(m, on_publish);
        mosquitto_max_inflight_messages_set(m, (unsigned)window);
        mosquitto_int_option(m, MOSQ_OPT_TCP_NODELAY, 1);
        must(mosquitto_connect(m, "127.0.0.1", atoi(argv[1]), 60) == MOSQ_ERR_SUCCESS, "connecting");
        while (!ready)
                must(mosquitto_loop(m, 50, 1) == MOSQ_ERR_SUCCESS, "connecting");
        start = now_ns();
        while (confirmed < n) {
                for (; sent < n && sent - confirmed < window; sent++) {
                        snprintf(topic, sizeof topic, "floor/to/subscriber-%06ld", sent);
                        snprintf(body, sizeof body, "{\"headline\":\"EVT-%08ld", sent + 1);
                        body[strlen(body)] = '"';
                        must(mosquitto_publish(m, NULL, topic, 600, body, 1, false) == MOSQ_ERR_SUCCESS,
                             "publishing");
                }
                must(mosquitto_loop(m, 100, 1000) == MOSQ_ERR_SUCCESS, "the loop");
        }
        printf("%.0f\n", (double)n * 1e9 / (double)(now_ns() - start));
        return 0;
}
