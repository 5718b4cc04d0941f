/* mqtt_client: one connection of libmosquitto to one broker, made anew for every connection: what the library had queued
 * dies with it. The socket is watched by the owner, through a duplicate: the library closes its own whenever it
 * likes, and the number may be another's then. */
#pragma once

#include <mosquitto.h>

#include "base/problem.h"
#include "send/channel.h"
#include "send/mqtt_tls.h"

struct mqtt_client {
        struct mosquitto *mosquitto;
        struct mqtt_tls *tls; /* NULL: without */
        int fd;
};

/* How the library's callbacks reach the owner. */
struct mqtt_client_events {
        void (*connack)(struct mosquitto *, void *owner, int code, int flags, const mosquitto_property *);
        void (*disconnect)(struct mosquitto *, void *owner, int code, const mosquitto_property *);
        void (*puback)(struct mosquitto *, void *owner, int mid, int code, const mosquitto_property *);
        void (*message)(struct mosquitto *, void *owner, const struct mosquitto_message *,
                        const mosquitto_property *);
};

/* Begins to connect to a numeric address, or to the options' unix socket. `will`: the topic of the last will. Where it
 * fails, half of it may be there: mqtt_client_close(). */
int mqtt_client_open(struct mqtt_client *c, const struct mqtt_options *o, const char *address, bool v5,
                     const char *will, const struct mqtt_client_events *events, void *owner,
                     struct problem *why);
void mqtt_client_close(struct mqtt_client *c);

/* libmosquitto 2.0.11 takes a failed connect() for one that goes on, with TLS for ever and at full speed. TLS
 * may have fetched the socket's error already; but what was never acknowledged, not even its SYN, was never a
 * connection. Then it is true, with the reason. */
bool mqtt_client_connect_failed(int fd, char why[static 64]);
/* Why a connection is gone, after the library's call returned `rc`: what OpenSSL said about the certificate where it did,
 * which is often more than what the library says. */
void mqtt_client_words_of_loss(const struct mqtt_client *c, bool connected, int rc, char *out, size_t room);
