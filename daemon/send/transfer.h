/* transfer: one HTTP request of a webhook and its answer: what libcurl is told about it.
 *
 * HTTP/1.1 with keep-alive and HTTP/2 by ALPN, TLS 1.2 or newer and verified, no redirects, no proxy but the
 * channel's, answers bounded (answer.h). */
#pragma once

#include <curl/curl.h>
#include <sys/queue.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "send/answer.h"
#include "send/endpoints.h"
#include "send/request.h"
#include "send/transport.h"

enum transfer_kind {
        TRANSFER_NEW,
        TRANSFER_EDIT, /* of the message that is there */
        TRANSFER_BRIEF /* the same, to make it short */
};

/* Its easy handle is kept for the next one. */
struct transfer {
        CURL *easy;
        const struct transport_job *job;
        struct endpoint *endpoint;
        struct curl_slist *headers;
        struct arena *arena;    /* of the request, where the channel has a format; else NULL */
        struct request request; /* what is sent */
        struct answer answer;
        struct buffer whole; /* the answer of a chat that says in it how its message can be edited */
        char reference[256]; /* that */
        enum transfer_kind kind;
        bool edit_failed;       /* the message that was to be edited is out of reach: now it is a new one */
        int64_t started, began; /* wall clock; monotonic */
        char error[CURL_ERROR_SIZE];
        bool slow, refused;         /* refused: for its address */
        TAILQ_ENTRY(transfer) link; /* the owner's */
};

struct transfer *transfer_new(void);
void transfer_free(struct transfer *x);

/* Readies `easy` for the job, whose earlier message is edited where only its words change, and `anew` is false. `values`: of the channel's format, living in `a`, which becomes the transfer's;
 * both NULL where it has none. */
void transfer_begin(struct transfer *x, const struct transport_job *job, const char *const *values,
                    struct arena *a, const char *user_agent, bool anew);
/* Frees what belonged to the request. The answer stays. */
void transfer_end(struct transfer *x);
/* The message that it was to edit cannot be: nothing is lost, a new one goes out; from transfer_begin() anew. */
bool transfer_must_renew(const struct transfer *x, const struct transport_result *result);
/* No answer came: why, in libcurl's words. */
void transfer_silent(struct transfer *x, CURLcode error, struct transport_result *result);
/* One came: its meaning for the channel, and the header Retry-After. Where a chat says that it has moved, its new
 * value is in `moved`, else "". */
void transfer_answered(struct transfer *x, int code, struct transport_result *result, char moved[static 64]);
