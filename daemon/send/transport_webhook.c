#include "send/transport_webhook.h"

#include <curl/curl.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/queue.h>
#include <unistd.h>

#include "base/timestamp.h"
#include "send/endpoints.h"
#include "send/format.h"
#include "send/moves.h"
#include "send/transfer.h"

#define CONNECTIONS_DEFAULT 256
#define ENDPOINT_ROOM       300
#define EVENTS_AT_ONCE      64
#define SLOW_AFTER          (1 * TIMESTAMP_SECOND)

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
        struct endpoints endpoints;
        struct moves moves;
        bool refused; /* somebody was told that there is no room */
};

static struct webhook *webhook_of(struct transport *t)
{
        return (struct webhook *)t;
}

static size_t room_at(const struct webhook *w, const struct channel *c, const char *name)
{
        return endpoints_room(&w->endpoints, name, channel_width(c));
}

static size_t webhook_room(const struct transport *t, const struct channel *channel)
{
        char name[ENDPOINT_ROOM];

        return room_at((const struct webhook *)t, channel, channel_endpoint(channel, name, sizeof name));
}

static void note_move(struct webhook *w, struct transfer *x, const char *to)
{
        const struct channel *c = x->job->channel;
        char sentence[300];

        moves_put(&w->moves, c->name, moves_old(x->job), to);
        snprintf(sentence, sizeof sentence,
                 "channel %s: the chat%s%s has moved, its %s is %s now; change the %s", c->name,
                 x->job->address ? " " : "", x->job->address ? x->job->address : "", c->format->moved_key, to,
                 x->job->address ? "subscriber" : "configuration");
        answer_set(&x->answer, sentence);
        if (w->options.notice)
                w->options.notice(sentence, w->options.context);
        if (w->options.moved)
                w->options.moved(c->name, moves_old(x->job), to, w->options.context);
}

static struct transfer *take_spare(struct webhook *w)
{
        struct transfer *x = TAILQ_FIRST(&w->spare);

        if (!x)
                return transfer_new();
        TAILQ_REMOVE(&w->spare, x, link);
        return x;
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
                endpoints_slow(&w->endpoints, x->endpoint);
        }
        watch_patience(w);
        if (w->refused && w->transport.ready) {
                w->refused = false;
                w->transport.ready(w->transport.context);
        }
        return 0;
}

/* The request is made anew for each try. */
static void begin(struct webhook *w, struct transfer *x, const struct transport_job *job,
                  const char *endpoint, bool anew)
{
        const struct channel *c = job->channel;
        struct arena *a = c->format ? arena_new() : NULL;

        transfer_begin(x, job, a ? moves_values(&w->moves, job, a) : NULL, a, w->options.user_agent, anew);
        x->endpoint = endpoints_take(&w->endpoints, endpoint);
        TAILQ_INSERT_TAIL(&w->running, x, link);
        watch_patience(w);
        curl_multi_add_handle(w->multi, x->easy);
}

static int webhook_send(struct transport *t, const struct transport_job *job)
{
        struct webhook *w = webhook_of(t);
        char name[ENDPOINT_ROOM];

        if (room_at(w, job->channel, channel_endpoint(job->channel, name, sizeof name)) == 0) {
                w->refused = true;
                return -EAGAIN;
        }
        begin(w, take_spare(w), job, name, false);
        return 0;
}

static void end(struct webhook *w, struct transfer *x)
{
        curl_multi_remove_handle(w->multi, x->easy);
        transfer_end(x);
        endpoints_give(&w->endpoints, x->endpoint, x->slow);
        TAILQ_REMOVE(x->slow ? &w->slow : &w->running, x, link);
        x->slow = false;
}

static void renew(struct webhook *w, struct transfer *x)
{
        char name[ENDPOINT_ROOM];

        end(w, x);
        begin(w, x, x->job, channel_endpoint(x->job->channel, name, sizeof name), true);
}

/* The handle goes back to the spare ones before the callback, which may send the next job at once. */
static void finish(struct webhook *w, struct transfer *x, struct transport_result *result)
{
        const struct transport_job *job = x->job;

        end(w, x);
        TAILQ_INSERT_HEAD(&w->spare, x, link);
        result->started = x->started;
        result->latency = timestamp_monotonic() - x->began;
        result->answer = answer_text(&x->answer, job->channel);
        w->transport.done(job, result, w->transport.context);
}

static void reap_one(struct webhook *w, struct transfer *x, CURLcode error)
{
        struct transport_result result = {.retry_after = -1};
        char moved[64] = "";
        long code = 0;

        curl_easy_getinfo(x->easy, CURLINFO_RESPONSE_CODE, &code);
        /* a final status counts even where the body broke off after it */
        if (code >= 200)
                transfer_answered(x, (int)code, &result, moved);
        else
                transfer_silent(x, error, &result);
        if (*moved)
                note_move(w, x, moved);
        if (transfer_must_renew(x, &result))
                renew(w, x);
        else
                finish(w, x, &result);
}

static void reap(struct webhook *w)
{
        bool some = false;
        CURLMsg *message;
        int left;

        while ((message = curl_multi_info_read(w->multi, &left))) {
                struct transfer *x;

                if (message->msg != CURLMSG_DONE)
                        continue;
                curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&x);
                reap_one(w, x, message->data.result);
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
        moves_done(&w->moves);
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

/* What libcurl was to be called for soon is done here and now. */
static void webhook_flush(struct transport *t)
{
        struct webhook *w = webhook_of(t);
        int enabled = SD_EVENT_OFF;

        sd_event_source_get_enabled(w->soon, &enabled);
        if (enabled == SD_EVENT_OFF)
                return;
        sd_event_source_set_enabled(w->soon, SD_EVENT_OFF);
        kick(w);
}

static const struct transport_ops webhook_ops = {"webhook", webhook_send, webhook_room, webhook_stop,
                                                 webhook_flush};

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
        w->endpoints.most = options->connections ? options->connections : CONNECTIONS_DEFAULT;
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
        curl_multi_setopt(w->multi, CURLMOPT_MAXCONNECTS, (long)w->endpoints.most);
        *ret = &w->transport;
        return 0;
}

void transport_webhook_moved(struct transport *t, const char *channel, const char *old, const char *to)
{
        moves_put(&webhook_of(t)->moves, channel, old, to);
}
