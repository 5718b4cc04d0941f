/* An MQTT subscriber that costs little: subscriber PORT RECORD TOPIC. QoS 1; records when each event came. */
#include <mosquitto.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "bench.h"

static volatile sig_atomic_t stopped;
static struct record record;

static void on_stop(int signal_number)
{
        (void)signal_number;
        stopped = 1;
}

static void on_subscribed(struct mosquitto *m, void *user, int mid, int n, const int *granted)
{
        (void)m;
        (void)user;
        (void)mid;
        (void)n;
        (void)granted;
        record_add(&record, now_ns(), 0); /* says that it is ready */
}

static void on_message(struct mosquitto *m, void *user, const struct mosquitto_message *message)
{
        (void)m;
        (void)user;
        record_add(&record, now_ns(), event_in(message->payload, (size_t)message->payloadlen));
}

int main(int argc, char **argv)
{
        struct mosquitto *m;

        if (argc != 4)
                return 2;
        signal(SIGTERM, on_stop);
        record_open(&record, argv[2]);
        mosquitto_lib_init();
        m = mosquitto_new(NULL, true, NULL);
        mosquitto_subscribe_callback_set(m, on_subscribed);
        mosquitto_message_callback_set(m, on_message);
        mosquitto_int_option(m, MOSQ_OPT_TCP_NODELAY, 1);
        must(mosquitto_connect(m, "127.0.0.1", atoi(argv[1]), 60) == MOSQ_ERR_SUCCESS, "connecting");
        must(mosquitto_subscribe(m, NULL, argv[3], 1) == MOSQ_ERR_SUCCESS, "subscribing");
        while (!stopped) {
                struct pollfd p = {mosquitto_socket(m), POLLIN, 0};

                if (mosquitto_want_write(m))
                        p.events |= POLLOUT;
                if (poll(&p, 1, 30) == 0)
                        record_flush(&record);
                if (mosquitto_loop(m, 0, 100) != MOSQ_ERR_SUCCESS)
                        break;
        }
        record_flush(&record);
        return 0;
}
