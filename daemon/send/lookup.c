#include "send/lookup.h"

#include <errno.h>
#include <netdb.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* Shared by the loop and the thread; the last of the two frees it. */
struct lookup {
        atomic_int users;
        int done_fd;
        char *host;
        struct lookup_result result; /* the thread's until it writes to done_fd */
        sd_event_source *source;
        void (*done)(const struct lookup_result *result, void *context);
        void *context;
};

static void release(struct lookup *l)
{
        if (atomic_fetch_sub(&l->users, 1) > 1)
                return;
        close(l->done_fd);
        free(l->host);
        free(l);
}

static void resolve(const char *host, struct lookup_result *result)
{
        struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *list = NULL;
        int r = getaddrinfo(host, NULL, &hints, &list);

        if (r != 0) {
                result->problem = gai_strerror(r);
                return;
        }
        for (struct addrinfo *a = list; a && result->n < LOOKUP_MOST; a = a->ai_next)
                if (getnameinfo(a->ai_addr, a->ai_addrlen, result->addresses[result->n],
                                sizeof result->addresses[0], NULL, 0, NI_NUMERICHOST) == 0)
                        result->n++;
        freeaddrinfo(list);
        if (result->n == 0)
                result->problem = "no address";
}

static void *run(void *user)
{
        struct lookup *l = user;

        resolve(l->host, &l->result);
        eventfd_write(l->done_fd, 1);
        release(l);
        return NULL;
}

static int on_done(sd_event_source *source, int fd, uint32_t revents, void *user)
{
        struct lookup *l = user;
        eventfd_t value;

        (void)source;
        (void)revents;
        if (eventfd_read(fd, &value) == 0)
                l->done(&l->result, l->context);
        return 0;
}

/* Signals belong to the loop's thread. */
static int start_thread(struct lookup *l)
{
        sigset_t all, old;
        pthread_attr_t attributes;
        pthread_t thread;
        int r;

        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &old);
        pthread_attr_init(&attributes);
        pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
        atomic_fetch_add(&l->users, 1);
        r = pthread_create(&thread, &attributes, run, l);
        if (r != 0)
                atomic_fetch_sub(&l->users, 1);
        pthread_attr_destroy(&attributes);
        pthread_sigmask(SIG_SETMASK, &old, NULL);
        return -r;
}

int lookup_start(sd_event *event, const char *host,
                 void (*done)(const struct lookup_result *result, void *context), void *context,
                 struct lookup **ret)
{
        struct lookup *l = calloc(1, sizeof *l);
        int r;

        if (!l)
                return -ENOMEM;
        *l = (struct lookup){.users = 1, .done = done, .context = context, .host = strdup(host)};
        l->done_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        r = l->done_fd < 0 ? -errno : sd_event_add_io(event, &l->source, l->done_fd, EPOLLIN, on_done, l);
        if (r >= 0)
                r = l->host ? start_thread(l) : -ENOMEM;
        if (r < 0) {
                lookup_end(l);
                return r;
        }
        *ret = l;
        return 0;
}

void lookup_end(struct lookup *l)
{
        if (!l)
                return;
        l->source = sd_event_source_disable_unref(l->source);
        release(l);
}
