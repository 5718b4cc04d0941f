#include "send/transport_webhook.h"

#include <curl/curl.h>
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/queue.h>
#include <unistd.h>
#include <uthash.h>

#include "base/arena.h"
#include "base/timestamp.h"
#include "send/answer.h"
#include "send/format.h"
#include "send/reply.h"
#include "send/request.h"
#include "send/signature.h"

#define CONNECTIONS_DEFAULT 256
#define CHANNEL_CONNECTIONS 4
#define TIMEOUT_DEFAULT     (15 * TIMESTAMP_SECOND)
#define CONNECT_TIMEOUT_MS  5000L
#define ENDPOINT_ROOM       300
#define EVENTS_AT_ONCE      64
#define SLOW_AFTER          (1 * TIMESTAMP_SECOND)
#define SLOW_TIMES          4 /* as many connections as `connections` may be slow, all in all */

/* How many requests an endpoint has now; gone when it has none. */
struct endpoint {
        unsigned in_flight, slow;
        UT_hash_handle hh;
        char name[];
};

/* A chat that has moved: what to use instead of what its channel is configured with. */
struct move {
        char *key; /* channel and old value */
        char to[64];
        UT_hash_handle hh;
};

/* One request. Its easy handle is kept for the next one. */
struct transfer {
        CURL *easy;
        const struct transport_job *job;
        struct endpoint *endpoint;
        struct curl_slist *headers;
        struct arena *arena;    /* of the request, where the channel has a format; else NULL */
        struct request request; /* what is sent */
        struct answer answer;
        int64_t started, began; /* wall clock; monotonic */
        char error[CURL_ERROR_SIZE];
        bool slow;
        TAILQ_ENTRY(transfer) link; /* in flight, slow or spare */
};

TAILQ_HEAD(transfers, transfer);

/* libcurl's sockets live in an epoll of our own, which is the one source that the loop sees: no allocation
 * per request, and all that is ready is handed over in one turn. */
struct webhook {
        struct transport transport;
        struct webhook_options options;
        CURLM *multi;
        int epoll;
        sd_event_source *sockets, *timer, *soon, *patience;
        struct transfers running, slow, spare; /* the oldest first; those that wait long for an answer */
        struct endpoint *endpoints;
        struct move *moves;
        unsigned in_flight, n_slow;
        bool refused; /* somebody was told that there is no room */
};

static struct webhook *webhook_of(struct transport *t)
{
        return (struct webhook *)t;
}

static unsigned endpoint_most(const struct channel *c)
{
        return c->connections ? c->connections : CHANNEL_CONNECTIONS;
}

static struct endpoint *endpoint_find(const struct webhook *w, const char *name)
{
        struct endpoint *e;

        HASH_FIND_STR(w->endpoints, name, e);
        return e;
}

static struct endpoint *endpoint_take(struct webhook *w, const char *name)
{
        struct endpoint *e = endpoint_find(w, name);
        size_t size = strlen(name) + 1;

        if (!e) {
                e = calloc(1, sizeof *e + size);
                if (!e)
                        abort();
                memcpy(e->name, name, size);
                HASH_ADD_KEYPTR(hh, w->endpoints, e->name, size - 1, e);
        }
        e->in_flight++;
        w->in_flight++;
        return e;
}

static void endpoint_give(struct webhook *w, struct transfer *x)
{
        struct endpoint *e = x->endpoint;

        w->in_flight--;
        w->n_slow -= x->slow;
        e->slow -= x->slow;
        if (--e->in_flight > 0)
                return;
        HASH_DEL(w->endpoints, e);
        free(e);
}

static size_t room_at(const struct webhook *w, const struct channel *c, const char *name)
{
        const struct endpoint *e = endpoint_find(w, name);
        unsigned here = endpoint_most(c), used = e ? e->in_flight : 0, most = w->options.connections,
                 prompt = w->in_flight - w->n_slow, all = prompt < most ? most - prompt : 0,
                 left = SLOW_TIMES * most > w->in_flight ? SLOW_TIMES * most - w->in_flight : 0;

        /* who has not answered for a while gets nothing more until it does */
        if (e && e->slow)
                return 0;
        all = all < left ? all : left;

        here = used < here ? here - used : 0;
        return here < all ? here : all;
}

static size_t webhook_room(const struct transport *t, const struct channel *channel)
{
        char name[ENDPOINT_ROOM];

        return room_at((const struct webhook *)t, channel, channel_endpoint(channel, name, sizeof name));
}

/* Keeps 4 KiB of the answer, hangs up on whoever sends much more. */
static size_t on_body(char *data, size_t one, size_t size, void *user)
{
        struct transfer *x = user;

        (void)one;
        return answer_add(&x->answer, data, size) ? size : 0;
}

/* --- chats */

static char *move_key(const struct channel *c, const char *value, struct arena *a)
{
        return arena_printf(a, "%s\n%s", c->name, value ? value : "");
}

/* The channel's values, but for what has moved. */
static const char **present_values(const struct webhook *w, const struct channel *c, struct arena *a)
{
        const struct format *f = c->format;
        const char **values = arena_array(a, f->n_keys, sizeof *values);

        memcpy(values, c->values, f->n_keys * sizeof *values);
        if (f->moved && w->moves) {
                int k = format_key(f, f->moved_key);
                const char *key = move_key(c, values[k], a);
                struct move *m;

                HASH_FIND_STR(w->moves, key, m);
                if (m)
                        values[k] = m->to;
        }
        return values;
}

static struct move *add_move(struct webhook *w, const char *key)
{
        struct move *m;

        HASH_FIND_STR(w->moves, key, m);
        if (m)
                return m;
        m = calloc(1, sizeof *m);
        if (!m || !(m->key = strdup(key)))
                abort();
        HASH_ADD_KEYPTR(hh, w->moves, m->key, strlen(m->key), m);
        return m;
}

static void note_move(struct webhook *w, struct transfer *x, const char *to)
{
        const struct channel *c = x->job->channel;
        const char *name = c->format->moved_key, *old = c->values[format_key(c->format, name)];
        struct move *m = add_move(w, move_key(c, old, x->arena));
        char sentence[300];

        snprintf(m->to, sizeof m->to, "%s", to);
        snprintf(sentence, sizeof sentence,
                 "channel %s: the chat has moved, its %s is %s now; change the configuration", c->name, name,
                 to);
        answer_set(&x->answer, sentence);
        if (w->options.notice)
                w->options.notice(sentence, w->options.notice_context);
}

static void free_moves(struct webhook *w)
{
        struct move *m, *next;

        HASH_ITER(hh, w->moves, m, next)
        {
                HASH_DEL(w->moves, m);
                free(m->key);
                free(m);
        }
}

/* What is sent: the message itself, or what the channel's format makes of it. */
static void make_request(struct webhook *w, struct transfer *x)
{
        const struct transport_job *job = x->job;
        const struct channel *c = job->channel;

        x->arena = NULL;
        x->request = (struct request){.url = c->url, .body = job->body, .size = job->body_size};
        if (!c->format)
                return;
        x->arena = arena_new();
        (void)request_make(c->format, present_values(w, c, x->arena), job->body, job->body_size, x->arena,
                           &x->request);
}

/* --- requests */

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
        curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(e, CURLOPT_QUICK_EXIT,
                         1L); /* or a look-up without an answer holds up the loop for 10 s */
}

static void set_options(struct webhook *w, struct transfer *x)
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
        if (c->format)
                curl_easy_setopt(e, CURLOPT_CUSTOMREQUEST, c->format->method);
        curl_easy_setopt(e, CURLOPT_TIMEOUT_MS, timeout);
        curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT_MS,
                         timeout < CONNECT_TIMEOUT_MS ? timeout : CONNECT_TIMEOUT_MS);
        curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, on_body);
        curl_easy_setopt(e, CURLOPT_WRITEDATA, x);
        curl_easy_setopt(e, CURLOPT_PRIVATE, x);
        curl_easy_setopt(e, CURLOPT_ERRORBUFFER, x->error);
        curl_easy_setopt(e, CURLOPT_PROXY, c->proxy ? c->proxy : ""); /* "": not the environment's */
        curl_easy_setopt(e, CURLOPT_NOPROXY, "");
        curl_easy_setopt(e, CURLOPT_USERAGENT, w->options.user_agent);
        if (c->ca_file)
                curl_easy_setopt(e, CURLOPT_CAINFO, c->ca_file);
        if (c->cert_file)
                curl_easy_setopt(e, CURLOPT_SSLCERT, c->cert_file);
        if (c->key_file)
                curl_easy_setopt(e, CURLOPT_SSLKEY, c->key_file);
}

static struct transfer *transfer_new(struct webhook *w)
{
        struct transfer *x = TAILQ_FIRST(&w->spare);

        if (x) {
                TAILQ_REMOVE(&w->spare, x, link);
                return x;
        }
        x = calloc(1, sizeof *x);
        if (!x || !(x->easy = curl_easy_init()))
                abort();
        return x;
}

static void transfer_free(struct transfer *x)
{
        curl_easy_cleanup(x->easy);
        free(x);
}

/* The oldest request that is not slow yet says when to look again. */
static void watch_patience(struct webhook *w)
{
        struct transfer *x = TAILQ_FIRST(&w->running);
        int enabled = SD_EVENT_OFF;

        sd_event_source_get_enabled(w->patience, &enabled);
        if (!x || enabled != SD_EVENT_OFF)
                return;
        sd_event_source_set_time(w->patience, (uint64_t)(x->began + SLOW_AFTER));
        sd_event_source_set_enabled(w->patience, SD_EVENT_ONESHOT);
}

/* What waits long for its answer takes nobody's place: it is counted apart from here on. */
static int on_patience(sd_event_source *source, uint64_t usec, void *user)
{
        int64_t before = timestamp_monotonic() - SLOW_AFTER;
        struct webhook *w = user;
        struct transfer *x;

        (void)source;
        (void)usec;
        while ((x = TAILQ_FIRST(&w->running)) && x->began <= before) {
                TAILQ_REMOVE(&w->running, x, link);
                TAILQ_INSERT_TAIL(&w->slow, x, link);
                x->slow = true;
                x->endpoint->slow++;
                w->n_slow++;
        }
        watch_patience(w);
        if (w->refused && w->transport.ready) {
                w->refused = false;
                w->transport.ready(w->transport.context);
        }
        return 0;
}

static int webhook_send(struct transport *t, const struct transport_job *job)
{
        struct webhook *w = webhook_of(t);
        char name[ENDPOINT_ROOM];
        struct transfer *x;

        if (room_at(w, job->channel, channel_endpoint(job->channel, name, sizeof name)) == 0) {
                w->refused = true;
                return -EAGAIN;
        }
        x = transfer_new(w);
        x->job = job;
        x->started = timestamp_now();
        x->began = timestamp_monotonic();
        x->error[0] = 0;
        answer_reset(&x->answer);
        make_request(w, x);
        set_options(w, x);
        set_headers(x);
        x->endpoint = endpoint_take(w, name);
        TAILQ_INSERT_TAIL(&w->running, x, link);
        watch_patience(w);
        curl_multi_add_handle(w->multi, x->easy);
        return 0;
}

/* The handle goes back to the spare ones before the callback, which may send the next job at once. */
static void finish(struct webhook *w, struct transfer *x, struct transport_result *result)
{
        const struct transport_job *job = x->job;

        curl_multi_remove_handle(w->multi, x->easy);
        curl_slist_free_all(x->headers);
        x->headers = NULL;
        arena_free(x->arena);
        x->arena = NULL;
        endpoint_give(w, x);
        TAILQ_REMOVE(x->slow ? &w->slow : &w->running, x, link);
        x->slow = false;
        TAILQ_INSERT_HEAD(&w->spare, x, link);
        result->started = x->started;
        result->latency = timestamp_monotonic() - x->began;
        result->answer = answer_text(&x->answer, job->channel);
        w->transport.done(job, result, w->transport.context);
}

/* No answer came: say why, in libcurl's words. */
static void judge_silence(struct transfer *x, CURLcode error, struct transport_result *result)
{
        bool hopeless = error == CURLE_URL_MALFORMAT || error == CURLE_UNSUPPORTED_PROTOCOL;

        result->verdict = hopeless ? TRANSPORT_NEVER : TRANSPORT_LATER;
        answer_set(&x->answer, x->error[0] ? x->error : curl_easy_strerror(error));
}

/* The chat's own words about it. */
static void judge_chat(struct webhook *w, struct transfer *x, struct transport_result *result)
{
        struct reply reply;

        reply_read(x->job->channel->format, result->code, x->answer.text, x->answer.size, &reply);
        result->verdict = reply.verdict;
        result->retry_after = reply.retry_after;
        if (*reply.moved)
                note_move(w, x, reply.moved);
}

static void judge_answer(struct webhook *w, struct transfer *x, long code, struct transport_result *result)
{
        curl_off_t wait = 0;

        result->code = (int)code;
        result->verdict = reply_verdict(result->code);
        if (x->job->channel->format)
                judge_chat(w, x, result);
        if (result->verdict == TRANSPORT_LATER &&
            curl_easy_getinfo(x->easy, CURLINFO_RETRY_AFTER, &wait) == CURLE_OK && wait > 0)
                result->retry_after =
                    wait < 10 * 365 * 86400 ? wait * TIMESTAMP_SECOND : 10 * 365 * TIMESTAMP_DAY;
        if (code >= 300 && code < 400)
                answer_set(&x->answer, "redirects are not followed");
}

static void reap(struct webhook *w)
{
        bool some = false;
        CURLMsg *message;
        int left;

        while ((message = curl_multi_info_read(w->multi, &left))) {
                struct transport_result result = {.retry_after = -1};
                CURLcode error = message->data.result;
                struct transfer *x;
                long code = 0;

                if (message->msg != CURLMSG_DONE)
                        continue;
                curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&x);
                curl_easy_getinfo(x->easy, CURLINFO_RESPONSE_CODE, &code);
                /* a final status counts even where the body broke off after it */
                if (code >= 200)
                        judge_answer(w, x, code, &result);
                else
                        judge_silence(x, error, &result);
                finish(w, x, &result);
                some = true;
        }
        if (some && w->refused && w->transport.ready) {
                w->refused = false;
                w->transport.ready(w->transport.context);
        }
}

static int on_sockets(sd_event_source *source, int fd, uint32_t revents, void *user)
{
        struct epoll_event events[EVENTS_AT_ONCE];
        struct webhook *w = user;
        int n, running;

        (void)source;
        (void)revents;
        n = epoll_wait(fd, events, EVENTS_AT_ONCE, 0);
        for (int i = 0; i < n; i++) {
                uint32_t e = events[i].events;
                int mask = (e & EPOLLIN ? CURL_CSELECT_IN : 0) | (e & EPOLLOUT ? CURL_CSELECT_OUT : 0) |
                           (e & (EPOLLERR | EPOLLHUP) ? CURL_CSELECT_ERR : 0);

                curl_multi_socket_action(w->multi, events[i].data.fd, mask, &running);
        }
        reap(w);
        return 0;
}

static int kick(struct webhook *w)
{
        int running;

        curl_multi_socket_action(w->multi, CURL_SOCKET_TIMEOUT, 0, &running);
        reap(w);
        return 0;
}

static int on_timer(sd_event_source *source, uint64_t usec, void *user)
{
        (void)source;
        (void)usec;
        return kick(user);
}

static int on_soon(sd_event_source *source, void *user)
{
        (void)source;
        return kick(user);
}

/* libcurl says which sockets it waits for. It may have closed one and got its number again meanwhile: hence
 * both tries. */
static int on_socket_change(CURL *easy, curl_socket_t fd, int what, void *user, void *known)
{
        struct webhook *w = user;
        struct epoll_event event = {.data.fd = fd};

        (void)easy;
        if (what == CURL_POLL_REMOVE) {
                epoll_ctl(w->epoll, EPOLL_CTL_DEL, fd, &event);
                return 0;
        }
        event.events = (what & CURL_POLL_IN ? EPOLLIN : 0u) | (what & CURL_POLL_OUT ? EPOLLOUT : 0u);
        if (epoll_ctl(w->epoll, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event) < 0)
                epoll_ctl(w->epoll, errno == EEXIST ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event);
        curl_multi_assign(w->multi, fd, w);
        return 0;
}

/* libcurl says when it wants to be called. "At once" must not happen from inside of it, and needs no timer.
 */
static int on_timer_change(CURLM *multi, long ms, void *user)
{
        struct webhook *w = user;

        (void)multi;
        sd_event_source_set_enabled(w->soon, ms == 0 ? SD_EVENT_ONESHOT : SD_EVENT_OFF);
        if (ms > 0)
                sd_event_source_set_time_relative(w->timer, (uint64_t)ms * 1000);
        sd_event_source_set_enabled(w->timer, ms > 0 ? SD_EVENT_ONESHOT : SD_EVENT_OFF);
        return 0;
}

static void webhook_free(struct webhook *w)
{
        struct transfer *x;

        while ((x = TAILQ_FIRST(&w->spare))) {
                TAILQ_REMOVE(&w->spare, x, link);
                transfer_free(x);
        }
        free_moves(w);
        curl_multi_cleanup(w->multi);
        sd_event_source_disable_unref(w->soon);
        sd_event_source_disable_unref(w->timer);
        sd_event_source_disable_unref(w->patience);
        sd_event_source_disable_unref(w->sockets);
        if (w->epoll >= 0)
                close(w->epoll);
        free(w);
}

static void webhook_stop(struct transport *t)
{
        struct webhook *w = webhook_of(t);
        struct transfer *x;

        while ((x = TAILQ_FIRST(&w->running)) || (x = TAILQ_FIRST(&w->slow))) {
                answer_set(&x->answer, "stopped while waiting for the answer");
                finish(w, x, &(struct transport_result){.verdict = TRANSPORT_LATER, .retry_after = -1});
        }
        webhook_free(w);
}

static int attach(struct webhook *w, sd_event *event)
{
        int r = sd_event_add_io(event, &w->sockets, w->epoll, EPOLLIN, on_sockets, w);

        if (r >= 0)
                r = sd_event_add_defer(event, &w->soon, on_soon, w);
        if (r >= 0)
                r = sd_event_source_set_enabled(w->soon, SD_EVENT_OFF);
        if (r >= 0)
                r = sd_event_add_time(event, &w->timer, CLOCK_MONOTONIC, 0, 1, on_timer, w);
        if (r >= 0)
                r = sd_event_source_set_enabled(w->timer, SD_EVENT_OFF);
        if (r >= 0)
                r = sd_event_add_time(event, &w->patience, CLOCK_MONOTONIC, 0, 10 * 1000, on_patience, w);
        if (r >= 0)
                r = sd_event_source_set_enabled(w->patience, SD_EVENT_OFF);
        return r;
}

static const struct transport_ops webhook_ops = {"webhook", webhook_send, webhook_room, webhook_stop};

int transport_webhook_start(sd_event *event, const struct webhook_options *options, transport_done done,
                            void (*ready)(void *), void *context, struct transport **ret)
{
        struct webhook *w = calloc(1, sizeof *w);
        int r;

        if (!w)
                return -ENOMEM;
        signal(SIGPIPE, SIG_IGN); /* TLS libraries write to sockets that the other side has closed */
        curl_global_init(CURL_GLOBAL_DEFAULT);
        w->transport = (struct transport){&webhook_ops, done, ready, context};
        w->options = *options;
        if (!w->options.connections)
                w->options.connections = CONNECTIONS_DEFAULT;
        TAILQ_INIT(&w->running);
        TAILQ_INIT(&w->slow);
        TAILQ_INIT(&w->spare);
        w->epoll = epoll_create1(EPOLL_CLOEXEC);
        w->multi = curl_multi_init();
        r = w->epoll < 0 ? -errno : !w->multi ? -ENOMEM : attach(w, event);
        if (r < 0) {
                webhook_free(w);
                return r;
        }
        curl_multi_setopt(w->multi, CURLMOPT_SOCKETFUNCTION, on_socket_change);
        curl_multi_setopt(w->multi, CURLMOPT_SOCKETDATA, w);
        curl_multi_setopt(w->multi, CURLMOPT_TIMERFUNCTION, on_timer_change);
        curl_multi_setopt(w->multi, CURLMOPT_TIMERDATA, w);
        curl_multi_setopt(w->multi, CURLMOPT_MAXCONNECTS, (long)w->options.connections);
        *ret = &w->transport;
        return 0;
}
