/* mqtt_tls: the TLS settings of a connection to a broker.
 *
 * libmosquitto checks the certificate against the host that it was told to connect to. We resolve names
 * ourselves and tell it an address; so the context that is made here, and given to it (MOSQ_OPT_SSL_CTX), has
 * OpenSSL check the chain and the configured name, and puts that name, not the address, into the ClientHello
 * (SNI). TLS 1.2 or newer. */
#pragma once

#include "base/problem.h"
#include "send/channel.h"

struct mqtt_tls;

/* Reads the certificate files anew each time, so that renewed ones are used from the next connection on.
 * -EINVAL with the reason where one cannot be used. The options must outlive it. */
int mqtt_tls_new(const struct mqtt_options *options, struct mqtt_tls **ret, struct problem *why);
void mqtt_tls_free(struct mqtt_tls *t); /* NULL is fine */

/* The SSL_CTX. */
void *mqtt_tls_context(struct mqtt_tls *t);
/* What was wrong with the broker's certificate; NULL where nothing was. */
const char *mqtt_tls_problem(const struct mqtt_tls *t);
