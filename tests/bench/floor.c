/* The least program that does the same durable work on the same libraries:
 * floor SPOOL DONE DATABASE URL MQTT_PORT [rows]. A JSON report renamed into SPOOL is read with jansson; where one
 * of its places begins with "ua/", a webhook and an MQTT message are stored by SQLite (synchronous=FULL),
 * sent by curl_multi and libmosquitto (QoS 1), and removed when the other side confirmed them. It says
 * "ready". It knows no limits, no retries, no places, no incidents: it is a ruler, not a daemon. With `rows` it also
 * stores what a daemon must know after a crash (floor_rows.h), and keeps what was sent. */
#include <curl/curl.h>
#include <fcntl.h>
#include <jansson.h>
#include <limits.h>
#include <mosquitto.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "floor_rows.h"

#define GROUP     64
#define IDLE_MOST 512
#define ACK_NS    20000000
#define ACKS      512

struct job {
        int64_t row; /* of the webhook; the MQTT message's is the next */
        char *body;
        json_t *report;
};

static const char *spool, *done, *url;
static sqlite3 *db;
static sqlite3_stmt *insert, *delete, *begin, *commit;
static struct floor_rows rows_of;
static int same_rows;
static CURLM *curl;
static CURL *idle[IDLE_MOST];
static size_t n_idle;
static struct curl_slist *headers;
static struct mosquitto *mqtt;
static int64_t rows[65536], acks[1 << 16], first_ack, last_row;
static size_t n_acks;
static int epoll;
static long curl_wait = -1;
static volatile sig_atomic_t stopped;

static void on_stop(int signal_number)
{
        (void)signal_number;
        stopped = 1;
}

/* --- store --- */

static void run(sqlite3_stmt *st)
{
        must(sqlite3_step(st) == SQLITE_DONE, "SQLite");
        sqlite3_reset(st);
}

static void open_database(const char *path)
{
        must(sqlite3_open(path, &db) == SQLITE_OK, path);
        must(sqlite3_exec(
                 db,
                 "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                 "CREATE TABLE outbox(id INTEGER PRIMARY KEY, channel INTEGER, target TEXT, body TEXT)",
                 NULL, NULL, NULL) == SQLITE_OK,
             "the table");
        if (same_rows)
                rows_of = floor_rows_open(db);
        insert = floor_prepare(db, same_rows ? "INSERT INTO outbox VALUES(?, ?, ?, NULL, ?4, ?4, NULL)"
                                             : "INSERT INTO outbox VALUES(?, ?, ?, ?)");
        delete = floor_prepare(db, same_rows ? "UPDATE outbox SET finished = 1 WHERE id = ?"
                                             : "DELETE FROM outbox WHERE id = ?");
        sqlite3_prepare_v2(db, "BEGIN IMMEDIATE", -1, &begin, NULL);
        sqlite3_prepare_v2(db, "COMMIT", -1, &commit, NULL);
}

static int64_t store(int channel, const char *target, const char *body, int64_t number)
{
        sqlite3_bind_int64(insert, 1, ++last_row);
        sqlite3_bind_int(insert, 2, channel);
        sqlite3_bind_text(insert, 3, target, -1, SQLITE_STATIC);
        if (same_rows)
                sqlite3_bind_int64(insert, 4, number);
        else
                sqlite3_bind_text(insert, 4, body, -1, SQLITE_STATIC);
        run(insert);
        return last_row;
}

static void confirm(int64_t row)
{
        if (n_acks == 0)
                first_ack = now_ns();
        acks[n_acks++] = row;
}

static void write_acks(void)
{
        if (n_acks == 0 || (n_acks < ACKS && now_ns() - first_ack < ACK_NS))
                return;
        run(begin);
        for (size_t i = 0; i < n_acks; i++) {
                sqlite3_bind_int64(delete, 1, acks[i]);
                run(delete);
        }
        run(commit);
        n_acks = 0;
}

/* --- send --- */

static size_t ignore(char *data, size_t size, size_t n, void *user)
{
        (void)data;
        (void)user;
        return size * n;
}

static CURL *new_transfer(void)
{
        CURL *e = curl_easy_init();

        curl_easy_setopt(e, CURLOPT_URL, url);
        curl_easy_setopt(e, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, ignore);
        curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
        return e;
}

static void post(struct job *job)
{
        CURL *e = n_idle ? idle[--n_idle] : new_transfer();

        curl_easy_setopt(e, CURLOPT_POSTFIELDS, job->body);
        curl_easy_setopt(e, CURLOPT_POSTFIELDSIZE, (long)strlen(job->body));
        curl_easy_setopt(e, CURLOPT_PRIVATE, job);
        curl_multi_add_handle(curl, e);
}

static void reap(void)
{
        CURLMsg *message;
        int left;

        while ((message = curl_multi_info_read(curl, &left))) {
                CURL *e = message->easy_handle;
                struct job *job;

                must(message->data.result == CURLE_OK, "posting");
                curl_easy_getinfo(e, CURLINFO_PRIVATE, &job);
                curl_multi_remove_handle(curl, e);
                if (n_idle < IDLE_MOST)
                        idle[n_idle++] = e;
                else
                        curl_easy_cleanup(e);
                confirm(job->row);
                free(job->body);
                free(job);
        }
}

static int on_socket(CURL *e, curl_socket_t s, int what, void *user, void *known)
{
        struct epoll_event event = {.data.fd = s};

        (void)e;
        (void)user;
        if (what == CURL_POLL_REMOVE) {
                epoll_ctl(epoll, EPOLL_CTL_DEL, s, &event);
                return 0;
        }
        event.events =
            (what & CURL_POLL_IN ? (unsigned)EPOLLIN : 0) | (what & CURL_POLL_OUT ? (unsigned)EPOLLOUT : 0);
        epoll_ctl(epoll, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, s, &event);
        curl_multi_assign(curl, s, &epoll);
        return 0;
}

static int on_timer(CURLM *m, long ms, void *user)
{
        (void)m;
        (void)user;
        curl_wait = ms;
        return 0;
}

static void drive_curl(curl_socket_t s, int events)
{
        int running;

        if (s == CURL_SOCKET_TIMEOUT)
                curl_wait = -1;
        curl_multi_socket_action(curl, s, events, &running);
}

static void on_publish(struct mosquitto *m, void *user, int mid)
{
        (void)m;
        (void)user;
        confirm(rows[mid & 65535]);
}

static void publish(const struct job *job)
{
        int mid;

        must(mosquitto_publish(mqtt, &mid, "floor/to/anna", (int)strlen(job->body), job->body, 1, false) ==
                 MOSQ_ERR_SUCCESS,
             "publishing");
        rows[mid & 65535] = job->row + 1;
}

/* --- reports --- */

static int concerns(const json_t *places)
{
        for (size_t i = 0; i < json_array_size(places); i++)
                if (strncmp(json_string_value(json_array_get(places, i)), "ua/", 3) == 0)
                        return 1;
        return 0;
}

static char *message_of(json_t *report)
{
        static const char *const copied[] = {"identifier", "event",  "urgency", "severity",
                                             "certainty",  "places", "headline"};
        const char *text = json_string_value(json_object_get(report, "description"));
        json_t *o = json_object();
        char *body;

        for (size_t i = 0; i < sizeof copied / sizeof *copied; i++)
                json_object_set(o, copied[i], json_object_get(report, copied[i]));
        json_object_set_new(o, "text", json_stringn(text, strnlen(text, 330)));
        body = json_dumps(o, JSON_COMPACT);
        json_decref(o);
        return body;
}

static struct job *read_report(const char *name)
{
        static char bytes[1 << 20];
        char path[4096];
        struct job *job = NULL;
        json_t *report;
        ssize_t n;
        int fd;

        snprintf(path, sizeof path, "%s/%s", spool, name);
        fd = open(path, O_RDONLY | O_CLOEXEC);
        must(fd >= 0 && (n = read(fd, bytes, sizeof bytes)) > 0, path);
        close(fd);
        report = json_loadb(bytes, (size_t)n, JSON_REJECT_DUPLICATES, NULL);
        must(report != NULL, path);
        if (concerns(json_object_get(report, "places"))) {
                job = calloc(1, sizeof *job);
                job->body = message_of(report);
                job->report = json_incref(report);
        }
        json_decref(report);
        return job;
}

/* Names of one group: stored together, sent after the commit, moved away. */
static void take(const char names[][NAME_MAX + 1], size_t n)
{
        struct job *jobs[GROUP];

        run(begin);
        for (size_t i = 0; i < n; i++)
                if ((jobs[i] = read_report(names[i]))) {
                        if (same_rows)
                                floor_rows_add(&rows_of, last_row + 1, names[i], jobs[i]->report,
                                               jobs[i]->body);
                        jobs[i]->row = store(0, url, jobs[i]->body, last_row + 1);
                        store(1, "floor/to/anna", jobs[i]->body, jobs[i]->row);
                        json_decref(jobs[i]->report);
                }
        run(commit);
        for (size_t i = 0; i < n; i++)
                if (jobs[i]) {
                        publish(jobs[i]);
                        post(jobs[i]);
                }
        if (curl_wait == 0)
                drive_curl(CURL_SOCKET_TIMEOUT, 0);
        for (size_t i = 0; i < n; i++) {
                char from[4096], to[4096];
                snprintf(from, sizeof from, "%s/%s", spool, names[i]);
                snprintf(to, sizeof to, "%s/%s", done, names[i]);
                rename(from, to);
        }
}

static void take_names(const char *events, size_t size)
{
        static char names[GROUP][NAME_MAX + 1];
        size_t n = 0;

        for (const char *p = events; p < events + size;) {
                const struct inotify_event *e = (const void *)p;
                snprintf(names[n++], sizeof *names, "%s", e->name);
                p += sizeof *e + e->len;
                if (n == GROUP || p >= events + size) {
                        take(names, n);
                        n = 0;
                }
        }
}

/* --- the loop --- */

static void watch(int fd)
{
        struct epoll_event e = {.events = EPOLLIN, .data.fd = fd};

        must(epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &e) == 0, "watching");
}

static int next_wait(void)
{
        int wait = n_acks ? ACK_NS / 1000000 : 500;

        return curl_wait >= 0 && curl_wait < wait ? (int)curl_wait : wait;
}

static void serve(int inotify, const struct epoll_event *e)
{
        static char events[65536] __attribute__((aligned(8)));

        if (e->data.fd == inotify) {
                ssize_t n = read(inotify, events, sizeof events);
                take_names(events, n > 0 ? (size_t)n : 0);
        } else if (e->data.fd == mosquitto_socket(mqtt)) {
                must(mosquitto_loop_read(mqtt, 1000) == MOSQ_ERR_SUCCESS, "reading from the broker");
        } else {
                drive_curl(e->data.fd, (e->events & EPOLLIN ? CURL_CSELECT_IN : 0) |
                                           (e->events & EPOLLOUT ? CURL_CSELECT_OUT : 0));
        }
}

static void loop(int inotify)
{
        while (!stopped) {
                struct epoll_event e[256];
                int n = epoll_wait(epoll, e, 256, next_wait());

                for (int i = 0; i < n; i++)
                        serve(inotify, &e[i]);
                if ((n == 0 && curl_wait >= 0) || curl_wait == 0)
                        drive_curl(CURL_SOCKET_TIMEOUT, 0);
                reap();
                if (mosquitto_want_write(mqtt))
                        mosquitto_loop_write(mqtt, 1000);
                if (n == 0)
                        mosquitto_loop_misc(mqtt);
                write_acks();
        }
}

static void connect_all(int port)
{
        curl_global_init(CURL_GLOBAL_ALL);
        headers = curl_slist_append(curl_slist_append(NULL, "Content-Type: application/json"), "Expect:");
        curl = curl_multi_init();
        curl_multi_setopt(curl, CURLMOPT_MAX_HOST_CONNECTIONS, 32L);
        curl_multi_setopt(curl, CURLMOPT_SOCKETFUNCTION, on_socket);
        curl_multi_setopt(curl, CURLMOPT_TIMERFUNCTION, on_timer);
        mosquitto_lib_init();
        mqtt = mosquitto_new(NULL, true, NULL);
        mosquitto_publish_callback_set(mqtt, on_publish);
        mosquitto_max_inflight_messages_set(mqtt, 1000);
        mosquitto_int_option(mqtt, MOSQ_OPT_TCP_NODELAY, 1);
        must(mosquitto_connect(mqtt, "127.0.0.1", port, 60) == MOSQ_ERR_SUCCESS, "connecting");
        watch(mosquitto_socket(mqtt));
}

int main(int argc, char **argv)
{
        int inotify = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);

        if (argc != 6 && argc != 7)
                return 2;
        same_rows = argc == 7;
        spool = argv[1];
        done = argv[2];
        url = argv[4];
        signal(SIGTERM, on_stop);
        epoll = epoll_create1(EPOLL_CLOEXEC);
        open_database(argv[3]);
        connect_all(atoi(argv[5]));
        must(inotify_add_watch(inotify, spool, IN_MOVED_TO) >= 0, spool);
        watch(inotify);
        puts("ready");
        fflush(stdout);
        loop(inotify);
        return 0;
}
