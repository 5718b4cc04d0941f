#include "send/transfer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/timestamp.h"
#include "send/format.h"
#include "send/guard.h"
#include "send/reply.h"
#include "send/signature.h"

#define TIMEOUT_DEFAULT    (15 * TIMESTAMP_SECOND)
#define CONNECT_TIMEOUT_MS 5000L
#define WAIT_MOST_SECONDS  (10 * 365 * 86400)

/* Keeps 4 KiB of the answer, hangs up on whoever sends much more. */
static size_t on_body(char *data, size_t one, size_t size, void *user)
{
        struct transfer *x = user;

        (void)one;
        if (x->kind == TRANSFER_NEW && x->job->channel->format && x->job->channel->format->edits)
                buffer_add(&x->whole, data, size);
        return answer_add(&x->answer, data, size) ? size : 0;
}

static bool is_content_type(const char *line)
{
        return strncasecmp(line, "Content-Type:", strlen("Content-Type:")) == 0;
}

static bool has_content_type(const struct transfer *x)
{
        const struct channel *c = x->job->channel;

        for (size_t i = 0; i < c->n_headers; i++)
                if (is_content_type(c->headers[i]))
                        return true;
        for (size_t i = 0; i < x->request.n_headers; i++)
                if (is_content_type(x->request.headers[i]))
                        return true;
        return false;
}

static void append_header(struct transfer *x, const char *line)
{
        struct curl_slist *longer = curl_slist_append(x->headers, line);

        if (!longer)
                abort();
        x->headers = longer;
}

static void add_header(struct transfer *x, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void add_header(struct transfer *x, const char *format, ...)
{
        char line[512];
        va_list ap;

        va_start(ap, format);
        vsnprintf(line, sizeof line, format, ap);
        va_end(ap);
        append_header(x, line);
}

static void set_headers(struct transfer *x)
{
        const struct transport_job *job = x->job;
        const struct channel *c = job->channel;
        long long second = (long long)(x->started / TIMESTAMP_SECOND);
        char signature[SIGNATURE_ROOM];

        for (size_t i = 0; i < c->n_headers; i++)
                append_header(x, c->headers[i]);
        for (size_t i = 0; i < x->request.n_headers; i++)
                append_header(x, x->request.headers[i]);
        if (!has_content_type(x))
                add_header(x, "Content-Type: application/json");
        add_header(x, "Expect:"); /* no waiting for 100 Continue */
        add_header(x, "webhook-id: %s", job->id);
        add_header(x, "webhook-timestamp: %lld", second);
        if (c->secret) {
                signature_make(c->secret, job->id, second, x->request.body, x->request.size, signature);
                add_header(x, "webhook-signature: %s", signature);
        }
        curl_easy_setopt(x->easy, CURLOPT_HTTPHEADER, x->headers);
}

static void set_safety(CURL *e)
{
        curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http,https");
        curl_easy_setopt(e, CURLOPT_FOLLOWLOCATION, 0L);
        curl_easy_setopt(e, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
        curl_easy_setopt(e, CURLOPT_SSL_VERIFYPEER, 1L);
        curl_easy_setopt(e, CURLOPT_SSL_VERIFYHOST, 2L);
        curl_easy_setopt(e, CURLOPT_PROXY_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
        curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(e, CURLOPT_QUICK_EXIT,
                         1L); /* or a look-up without an answer holds up the loop for 10 s */
}

static void set_options(struct transfer *x, const char *user_agent)
{
        const struct channel *c = x->job->channel;
        long timeout = (long)((c->timeout > 0 ? c->timeout : TIMEOUT_DEFAULT) / 1000);
        CURL *e = x->easy;

        curl_easy_reset(e);
        set_safety(e);
        curl_easy_setopt(e, CURLOPT_URL, x->request.url);
        curl_easy_setopt(e, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS);
        curl_easy_setopt(e, CURLOPT_PIPEWAIT,
                         1L); /* rather a stream of an HTTP/2 connection than a new one */
        curl_easy_setopt(e, CURLOPT_POSTFIELDSIZE, (long)x->request.size);
        curl_easy_setopt(e, CURLOPT_POSTFIELDS, x->request.body);
        if (x->request.method)
                curl_easy_setopt(e, CURLOPT_CUSTOMREQUEST, x->request.method);
        curl_easy_setopt(e, CURLOPT_TIMEOUT_MS, timeout);
        curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT_MS,
                         timeout < CONNECT_TIMEOUT_MS ? timeout : CONNECT_TIMEOUT_MS);
        curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, on_body);
        curl_easy_setopt(e, CURLOPT_WRITEDATA, x);
        curl_easy_setopt(e, CURLOPT_PRIVATE, x);
        curl_easy_setopt(e, CURLOPT_ERRORBUFFER, x->error);
        curl_easy_setopt(e, CURLOPT_PROXY, c->proxy ? c->proxy : ""); /* "": not the environment's */
        curl_easy_setopt(e, CURLOPT_NOPROXY, "");
        curl_easy_setopt(e, CURLOPT_USERAGENT, user_agent);
        guard_set(e, c, x->request.url, &x->refused);
        if (c->ca_file)
                curl_easy_setopt(e, CURLOPT_CAINFO, c->ca_file);
        if (c->cert_file)
                curl_easy_setopt(e, CURLOPT_SSLCERT, c->cert_file);
        if (c->key_file)
                curl_easy_setopt(e, CURLOPT_SSLKEY, c->key_file);
}

struct transfer *transfer_new(void)
{
        struct transfer *x = calloc(1, sizeof *x);

        if (!x || !(x->easy = curl_easy_init()))
                abort();
        return x;
}

void transfer_free(struct transfer *x)
{
        curl_easy_cleanup(x->easy);
        buffer_done(&x->whole);
        free(x);
}

/* What is sent: the message itself, or what the channel's format makes of it. */
static void make_request(struct transfer *x, const char *const *values)
{
        const struct transport_job *job = x->job;
        const struct channel *c = job->channel;
        struct request_edit edit = {job->reference, job->brief};

        x->request = (struct request){.url = c->url, .body = job->body, .size = job->body_size};
        if (c->format)
                (void)request_make(c->format, values, job->body, job->body_size,
                                   x->kind == TRANSFER_NEW ? NULL : &edit, x->arena, &x->request);
}

static enum transfer_kind kind_of(const struct transport_job *job)
{
        if (!job->reference || !channel_edits(job->channel))
                return TRANSFER_NEW;
        if (job->brief)
                return TRANSFER_BRIEF;
        return request_only_edits(job->channel->format, job->body, job->body_size) ? TRANSFER_EDIT
                                                                                   : TRANSFER_NEW;
}

void transfer_begin(struct transfer *x, const struct transport_job *job, const char *const *values,
                    struct arena *a, const char *user_agent, bool anew)
{
        x->job = job;
        x->arena = a;
        x->kind = anew ? TRANSFER_NEW : kind_of(job);
        x->edit_failed = anew;
        x->started = timestamp_now();
        x->began = timestamp_monotonic();
        x->error[0] = x->reference[0] = 0;
        answer_reset(&x->answer);
        buffer_reset(&x->whole);
        make_request(x, values);
        set_options(x, user_agent);
        set_headers(x);
}

bool transfer_must_renew(const struct transfer *x, const struct transport_result *result)
{
        return x->kind == TRANSFER_EDIT && result->verdict == TRANSPORT_NEVER;
}

void transfer_end(struct transfer *x)
{
        curl_slist_free_all(x->headers);
        x->headers = NULL;
        arena_free(x->arena);
        x->arena = NULL;
}

void transfer_silent(struct transfer *x, CURLcode error, struct transport_result *result)
{
        bool hopeless = error == CURLE_URL_MALFORMAT || error == CURLE_UNSUPPORTED_PROTOCOL;

        result->verdict = hopeless ? TRANSPORT_NEVER : TRANSPORT_LATER;
        if (x->refused)
                answer_set(
                    &x->answer,
                    "its address is a private one, where this channel must not go (private_addresses)");
        else
                answer_set(&x->answer, x->error[0] ? x->error : curl_easy_strerror(error));
}

/* The chat's own words about it. An old message that cannot be made short any more is left as it is. */
static void read_chat(struct transfer *x, struct transport_result *result, char moved[static 64])
{
        bool whole = x->whole.size > 0;
        struct reply reply;

        reply_read(x->job->channel->format, result->code, whole ? x->whole.data : x->answer.text,
                   whole ? x->whole.size : x->answer.size, &reply);
        result->verdict = reply.verdict;
        result->retry_after = reply.retry_after;
        snprintf(moved, 64, "%s", reply.moved);
        if (x->kind == TRANSFER_BRIEF && reply.verdict == TRANSPORT_NEVER)
                result->verdict = TRANSPORT_DELIVERED;
        if (x->kind != TRANSFER_NEW || reply.verdict != TRANSPORT_DELIVERED || !*reply.reference)
                return;
        snprintf(x->reference, sizeof x->reference, "%s", reply.reference);
        result->reference = x->reference;
        result->old_stands = x->job->reference && !x->edit_failed;
}

void transfer_answered(struct transfer *x, int code, struct transport_result *result, char moved[static 64])
{
        curl_off_t wait = 0;

        *moved = 0;
        result->code = code;
        result->verdict = reply_verdict(code);
        if (x->job->channel->format)
                read_chat(x, result, moved);
        if (result->verdict == TRANSPORT_LATER &&
            curl_easy_getinfo(x->easy, CURLINFO_RETRY_AFTER, &wait) == CURLE_OK && wait > 0)
                result->retry_after =
                    (wait < WAIT_MOST_SECONDS ? wait : WAIT_MOST_SECONDS) * TIMESTAMP_SECOND;
        if (code >= 300 && code < 400)
                answer_set(&x->answer, "redirects are not followed");
}
