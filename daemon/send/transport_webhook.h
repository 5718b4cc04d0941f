/* transport_webhook: libcurl's multi interface, driven by our loop. POST, HTTP/1.1 with keep-alive and HTTP/2
 * by ALPN, TLS 1.2 or newer and verified, no redirects, answers bounded to 4 KiB.
 *
 * A channel with a format (format.h) gets each message as its chat takes it, made anew for each try; its
 * answers are read by the format, too. Where a chat says that it has moved, its new identifier is used from
 * then on.
 *
 * Standard Webhooks 1.0.0: headers webhook-id, webhook-timestamp and, where the channel has a secret,
 * webhook-signature. 2xx delivered; 408, 425, 429, 5xx and no answer: later, Retry-After (RFC 9110
 * section 10.2.3: seconds or HTTP-date) obeyed; every other answer, 410 among them: never. Nothing secret
 * (the channel's key, header values, parts of its URL) is left in the texts that are handed back. Proxies
 * of the environment are not used, only the channel's own. SIGPIPE is ignored from the start on. */
#pragma once

#include "send/transport.h"

struct webhook_options {
        unsigned connections;   /* in all at once: 256 */
        const char *user_agent; /* "sirend/0.1.0" */
        /* Told in a sentence what the operator should change; may be NULL. */
        void (*notice)(const char *sentence, void *context);
        /* A chat has moved: what its channel is configured with, `old`, is `to` now. To be told again at the next start
         * through transport_webhook_moved(). May be NULL. */
        void (*moved)(const char *channel, const char *old, const char *to, void *context);
        void *context; /* of both */
};

int transport_webhook_start(sd_event *event, const struct webhook_options *options, transport_done done,
                            void (*ready)(void *), void *context, struct transport **ret);

/* What a chat has said in an earlier life. */
void transport_webhook_moved(struct transport *t, const char *channel, const char *old, const char *to);
