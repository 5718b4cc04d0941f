/* A webhook receiver that costs little: sink PORT RECORD [ADDRESSES]. Listens on PORT of 127.0.0.1 to
 * 127.0.0.ADDRESSES, answers every POST with 200 as soon as it is whole, and records when each event came.
 * One thread, HTTP/1.1 with keep-alive and Content-Length. The record is written while nothing arrives. */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench.h"

#define ROOM 32768

struct connection {
        int fd;
        size_t n;
        char bytes[ROOM];
};

static volatile sig_atomic_t stopped;

static void on_stop(int signal_number)
{
        (void)signal_number;
        stopped = 1;
}

static void listen_on(int epoll, int port, unsigned last)
{
        struct sockaddr_in a = {.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)port),
                                .sin_addr.s_addr = htonl(0x7f000000 + last)};
        int one = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        /* A listener is an odd number, a connection a pointer. */
        struct epoll_event e = {.events = EPOLLIN, .data.u64 = 2 * (uint64_t)fd + 1};

        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
        must(bind(fd, (struct sockaddr *)&a, sizeof a) == 0 && listen(fd, 4096) == 0, "listening");
        epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &e);
}

static void accept_all(int epoll, int listener)
{
        int fd, one = 1;

        while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
                struct connection *c = malloc(sizeof *c);
                struct epoll_event e = {.events = EPOLLIN, .data.ptr = c};

                must(c != NULL, "memory");
                c->fd = fd;
                c->n = 0;
                setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
                epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &e);
        }
}

/* The length of the whole request at the front, 0: not all of it is here. */
static size_t request_size(const char *bytes, size_t n, size_t *ret_head)
{
        static const char name[] = "\r\nContent-Length:";
        const char *end = memmem(bytes, n, "\r\n\r\n", 4), *line;
        size_t head;

        if (!end)
                return 0;
        head = (size_t)(end - bytes) + 4;
        *ret_head = head;
        for (line = bytes; (line = memchr(line, '\r', (size_t)(end + 2 - line))); line++)
                if (strncasecmp(line, name, sizeof name - 1) == 0)
                        head += strtoul(line + sizeof name - 1, NULL, 10);
        return head <= n ? head : 0;
}

/* False where the connection has ended. */
static int serve(struct connection *c, struct record *record)
{
        static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        ssize_t got = read(c->fd, c->bytes + c->n, ROOM - c->n);
        size_t size, head = 0;

        if (got <= 0)
                return got < 0 && errno == EAGAIN;
        c->n += (size_t)got;
        while ((size = request_size(c->bytes, c->n, &head))) {
                record_add(record, now_ns(), event_in(c->bytes + head, size - head));
                if (write(c->fd, answer, sizeof answer - 1) < 0)
                        return 0;
                memmove(c->bytes, c->bytes + size, c->n - size);
                c->n -= size;
        }
        return c->n < ROOM;
}

int main(int argc, char **argv)
{
        unsigned addresses = argc > 3 ? (unsigned)strtoul(argv[3], NULL, 10) : 1;
        int epoll = epoll_create1(EPOLL_CLOEXEC);
        struct record record = {0};

        if (argc < 3 || addresses < 1 || addresses > 250)
                return 2;
        signal(SIGTERM, on_stop);
        signal(SIGPIPE, SIG_IGN);
        record_open(&record, argv[2]);
        for (unsigned i = 1; i <= addresses; i++)
                listen_on(epoll, atoi(argv[1]), i);
        while (!stopped) {
                struct epoll_event e[256];
                int n = epoll_wait(epoll, e, 256, 30);

                if (n == 0)
                        record_flush(&record);
                for (int i = 0; i < n; i++) {
                        struct connection *c = e[i].data.ptr;

                        if (e[i].data.u64 % 2) {
                                accept_all(epoll, (int)(e[i].data.u64 / 2));
                        } else if (!serve(c, &record)) {
                                close(c->fd);
                                free(c);
                        }
                }
        }
        record_flush(&record);
        return 0;
}
