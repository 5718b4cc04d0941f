#include "pipeline.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "announce.h"
#include "base/digest.h"
#include "base/timestamp.h"
#include "drill.h"
#include "store/history.h"

#define BATCH_FILES  64
#define BATCH_BYTES  (8u << 20)
#define EXPIRE_BATCH 256
#define BATCH_PLACES 2000 /* in alerts, or in incidents that expire: each costs messages to make */
#define SKEW_MOST    60   /* seconds that a file may be dated in the future */
#define SKEW_KEEP    TIMESTAMP_HOUR

struct pipeline {
        struct pipeline_options options;
        const struct setup *setup;
        struct store *store;
        struct incident_table *incidents;
        bool stale;          /* they could not be read again after a rollback: nothing is done before */
        int64_t next_expiry; /* not later than the first one, TIMESTAMP_NONE: none */
        char trouble[600];
        char skew[512]; /* of a file that was dated in the future */
        int64_t skew_seen;
        int64_t *drilled; /* when each subscriber had the last drill; NULL: nobody since the setup is used */
};

/* A file of the batch and what became of it. */
struct item {
        struct spool_entry *entry;
        enum history_outcome outcome;
        const char *reason; /* of a rejection, or a note */
        size_t size, n_alerts;
        unsigned deliveries;
        const char *summary; /* for the log */
        bool gone;
};

struct batch {
        struct pipeline *pipeline;
        struct spool *spool;
        struct arena *arena;
        int64_t now;
        struct announce announce;
        struct item items[BATCH_FILES];
        size_t n, bytes, places;
        struct problem why; /* what else than the store has failed */
};

static struct announce new_announce(struct pipeline *p, int64_t now, struct arena *a)
{
        return (struct announce){
            .setup = p->setup, .store = p->store, .incidents = p->incidents, .now = now, .arena = a};
}

/* After the commit. */
static void tell_committed(struct pipeline *p, const struct announce *n)
{
        for (size_t i = 0; i < n->n_superseded; i++)
                p->options.superseded(n->superseded[i].incident, n->superseded[i].revision,
                                      n->superseded[i].topic, p->options.context);
        p->options.committed(p->options.context);
}

/* --- incidents and the store --- */

static const char *end_word(enum incident_action action, bool expired)
{
        if (action == INCIDENT_END || action == INCIDENT_MERGE)
                return expired ? "expired" : "ended";
        return "open";
}

static int put_incident(struct pipeline *p, const struct incident *i, const char *state, unsigned revision,
                        int64_t now, struct arena *a, int64_t *ret_id)
{
        const struct alert_info *main = alert_main_info(i->alert, NULL);
        const struct area_place **places;
        size_t n = incident_places(i->alert, true, a, &places);
        const char **paths = arena_array(a, n, sizeof *paths);
        struct history_incident row = {
            .id = i->id,
            .revision = revision,
            .state = state,
            .status = vocab_word(VOCAB_STATUS, (int)i->alert->status),
            .event = vocab_word(VOCAB_EVENT, (int)incident_event(i)),
            .headline = main ? main->headline : NULL,
            .source = i->alert->source,
            .opened = i->opened,
            .updated = now,
            .expires = i->expires,
            .document = incident_encode(i, a),
            .places = paths,
            .n_places = n,
        };

        for (size_t k = 0; k < n; k++)
                paths[k] = places[k]->path;
        return history_put_incident(p->store, &row, ret_id);
}

static void note_expiry(struct pipeline *p, int64_t expires)
{
        if (p->next_expiry == TIMESTAMP_NONE || expires < p->next_expiry)
                p->next_expiry = expires;
}

/* All open incidents from the store: at start, after a reload, and after a batch that was rolled back. */
static int load_incidents(struct pipeline *p, struct problem *why)
{
        struct history_filter open = {.state = "open", .since = TIMESTAMP_NONE, .until = TIMESTAMP_NONE};
        struct incident_table *table = incident_table_new();
        struct arena *a = arena_new();
        struct history_incident *rows;
        size_t n = 0;
        int r = history_incidents(p->store, &open, a, &rows, &n);

        if (r < 0)
                problem_set(why, r, "cannot read the open incidents: %s", store_problem(p->store));
        p->next_expiry = TIMESTAMP_NONE;
        for (size_t i = 0; i < n && r == 0; i++) {
                struct incident *incident;
                struct problem bad = {""};
                /* One that is damaged must not keep all others from being told of. */
                if (incident_decode(rows[i].document, p->setup->gazetteer, &incident, &bad) < 0) {
                        log_error(
                            "incident %lld cannot be read and is left alone, nobody is told of its end: %s",
                            (long long)rows[i].id, bad.text);
                        continue;
                }
                incident->id = rows[i].id;
                incident->revision = rows[i].revision;
                incident_table_put(table, incident);
                note_expiry(p, incident->expires);
        }
        arena_free(a);
        if (r < 0) {
                incident_table_free(table);
                return r;
        }
        incident_table_free(p->incidents);
        p->incidents = table;
        p->stale = false;
        return 0;
}

/* After a rollback: what is in memory may hold what was not committed. */
static void reload_incidents(struct pipeline *p)
{
        struct problem why = {""};

        p->stale = true;
        if (load_incidents(p, &why) < 0)
                log_error("%s", why.text);
}

/* Whether the incidents in memory are those of the store; reads them where they are not. */
static bool is_fresh(struct pipeline *p)
{
        struct problem why = {""};

        return !p->stale || load_incidents(p, &why) == 0;
}

static int by_number(const void *a, const void *b)
{
        uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

        return (x > y) - (x < y);
}

static size_t distinct(uint32_t *places, size_t n)
{
        size_t kept = 0;

        if (n)
                qsort(places, n, sizeof *places, by_number);
        for (size_t i = 0; i < n; i++)
                if (kept == 0 || places[kept - 1] != places[i])
                        places[kept++] = places[i];
        return kept;
}

/* The places whose state topics a change may touch. */
static size_t touched_places(const struct incident_change *c, struct arena *a, uint32_t **ret)
{
        const struct area_place **old = NULL, **new = NULL;
        size_t n_old = c->before ? incident_places(c->before->alert, false, a, &old) : 0;
        size_t n_new = c->after ? incident_places(c->after->alert, false, a, &new) : 0;
        uint32_t *places = arena_array(a, n_old + n_new, sizeof *places);

        for (size_t i = 0; i < n_old; i++)
                places[i] = old[i]->number;
        for (size_t i = 0; i < n_new; i++)
                places[n_old + i] = new[i]->number;
        *ret = places;
        return distinct(places, n_old + n_new);
}

/* One change to the store, the outbox, the table and the topics. Takes `after` over. `*ret_id` is the
 * incident's. */
static int apply(struct pipeline *p, struct announce *n, struct incident_change *c, const struct alert *said,
                 int64_t *ret_id)
{
        bool ends = c->action == INCIDENT_END || c->action == INCIDENT_MERGE;
        const struct incident *content = c->after ? c->after : c->before;
        bool same_state =
            c->action == INCIDENT_REPEAT && c->after->expires == c->before->expires; /* said in the state */
        uint32_t *places;
        size_t n_places;
        int64_t id = 0;
        int r;

        if (c->action == INCIDENT_NONE)
                return 0;
        r = put_incident(p, content, end_word(c->action, !said), content->revision + ends, n->now, n->arena,
                         &id);
        if (r == 0 && c->after)
                c->after->id = id;
        if (r == 0)
                r = announce_change(n, c, said, id);
        if (r < 0) {
                incident_free(c->after);
                return r;
        }
        n_places = touched_places(c, n->arena, &places);
        if (c->after) {
                note_expiry(p, c->after->expires);
                incident_table_put(p->incidents, c->after);
        } else {
                incident_table_drop(p->incidents, id);
        }
        *ret_id = id;
        return same_state ? 0 : announce_states(n, places, n_places);
}

/* --- one alert --- */

static int add_alert(struct pipeline *p, const struct alert *alert, const char *key, int64_t report,
                     int64_t incident, const char *note)
{
        const struct alert_info *main = alert_main_info(alert, NULL);
        struct history_alert row = {
            .report = report,
            .incident = incident,
            .key = key,
            .identifier = alert->identifier,
            .sender = alert->sender,
            .sent = alert->sent,
            .status = vocab_word(VOCAB_STATUS, (int)alert->status),
            .msg_type = vocab_word(VOCAB_MSGTYPE, (int)alert->msg_type),
            .event = vocab_word(VOCAB_EVENT, main ? (int)main->event : EVENT_OTHER),
            .state = vocab_word(VOCAB_STATE, (int)alert_state(alert)),
            .headline = main ? main->headline : NULL,
            .note = note,
        };
        int64_t id;

        return history_add_alert(p->store, &row, &id);
}

static const char *action_word(enum incident_action action)
{
        static const char *const words[] = {
            [INCIDENT_NONE] = "no incident",        [INCIDENT_OPEN] = "opened incident",
            [INCIDENT_REVISE] = "updated incident", [INCIDENT_REPEAT] = "repeated incident",
            [INCIDENT_END] = "ended incident",      [INCIDENT_MERGE] = "merged incident"};

        return words[action];
}

/* "opened incident 12 (air-raid): all clear ..." for the history and the log. */
static const char *describe(const struct incident_change *c, int64_t id, enum alert_event event,
                            struct arena *a)
{
        if (c->action == INCIDENT_NONE)
                return c->note;
        return arena_printf(a, "%s %lld (%s)", action_word(c->action), (long long)id,
                            vocab_word(VOCAB_EVENT, (int)event));
}

/* The store's failure is the only one there is: whatever the alert says, something is done with it. */
static int take_alert(struct batch *b, struct item *item, const struct alert *alert, const char *report_key,
                      size_t number, int64_t report)
{
        struct pipeline *p = b->pipeline;
        const struct settings *settings = p->setup->settings;
        const struct settings_source *source = settings_source(settings, item->entry->source);
        const char *key = alert_key(alert, b->arena), *note = "";
        struct incident_policy policy = {.official = source && source->official,
                                         .alert_life = settings->alert_life,
                                         .news_life = settings->news_life};
        struct incident_change *changes;
        int64_t known, incident = 0;
        size_t n_changes;
        int r;

        if (!key)
                key = arena_printf(b->arena, "%s#%zu", report_key, number);
        r = history_find_alert(p->store, key, &known, &incident);
        if (r < 0)
                return r;
        if (known) {
                item->summary =
                    arena_printf(b->arena, "%s%sknown already", item->summary, *item->summary ? "; " : "");
                return 0;
        }
        n_changes = incident_judge(p->incidents, p->setup->gazetteer, alert, key, &policy, b->now, b->arena,
                                   &changes);
        for (size_t i = 0; i < n_changes; i++) {
                const struct incident *subject = changes[i].after ? changes[i].after : changes[i].before;
                enum alert_event event = subject ? incident_event(subject) : EVENT_OTHER;
                int64_t id = 0;
                r = apply(p, &b->announce, &changes[i], alert, &id);
                if (r < 0) {
                        for (size_t k = i + 1; k < n_changes; k++)
                                incident_free(changes[k].after);
                        return r;
                }
                incident = id ? id : incident;
                note = arena_printf(b->arena, "%s%s%s", note, *note ? "; " : "",
                                    describe(&changes[i], id, event, b->arena));
        }
        item->summary = arena_printf(b->arena, "%s%s%s", item->summary, *item->summary ? "; " : "", note);
        return add_alert(p, alert, key, report, incident, note);
}

/* --- one report --- */

/* When the file came: the last change of its inode, which renaming it into the spool is. It is not the
 * writer's to set, and is the same when the file is read again after a crash or a long stop. */
static int64_t arrival(const struct stat *st, int64_t now)
{
        int64_t changed = st->st_ctim.tv_sec * TIMESTAMP_SECOND + st->st_ctim.tv_nsec / 1000;

        return changed < now ? changed : now;
}

/* A file from the future: the clock of this machine or of the file's writer is wrong. */
static void watch_clock(struct pipeline *p, const struct item *item, const struct stat *st, int64_t now)
{
        int64_t ahead = (st->st_mtim.tv_sec > st->st_ctim.tv_sec ? st->st_mtim.tv_sec : st->st_ctim.tv_sec) -
                        now / TIMESTAMP_SECOND;
        bool new = !*pipeline_clock_trouble(p, now);

        if (ahead <= SKEW_MOST)
                return;
        snprintf(p->skew, sizeof p->skew,
                 "%.300s was written %lld s in the future: the clock here or that of its writer is wrong",
                 item->entry->name, (long long)ahead);
        p->skew_seen = now;
        if (new)
                log_warning("%s", p->skew);
}

/* What makes a second reading of the same file recognisable: source, name, arrival and bytes. The same words
 * said again at another time are another report; whether they are news is for the incidents to say. */
static char *report_key(const struct spool_entry *e, const struct stat *st, const char *data, size_t size,
                        struct arena *a)
{
        char digest[DIGEST_HEX], key[DIGEST_HEX], time[64];
        const char *parts[] = {e->name, time, digest};

        digest_sha256_hex(data, size, digest);
        snprintf(time, sizeof time, "%lld.%09ld", (long long)st->st_ctim.tv_sec, st->st_ctim.tv_nsec);
        digest_parts_hex(parts, 3, key);
        return arena_strdup(a, key);
}

static int add_report(struct batch *b, struct item *item, const char *key, int64_t *ret_id)
{
        struct history_report row = {
            .key = key,
            .source = item->entry->source,
            .file = item->entry->file,
            .received = b->now,
            .size = item->size,
            .outcome = item->outcome,
            .reason = item->reason,
            .alerts = (unsigned)item->n_alerts,
        };

        return history_add_report(b->pipeline->store, &row, ret_id);
}

static int reject(struct batch *b, struct item *item, const char *reason)
{
        int64_t id;

        item->outcome = OUTCOME_REJECTED;
        item->reason = arena_strdup(b->arena, reason);
        return add_report(b, item, NULL, &id);
}

static int take_alerts(struct batch *b, struct item *item, const char *key, const struct alert_list *list)
{
        unsigned before = b->announce.deliveries;
        int64_t report;
        int r;

        item->n_alerts = list->n;
        for (size_t i = 0; i < list->n; i++)
                b->places += alert_n_places(&list->alerts[i]);
        r = add_report(b, item, key, &report);
        for (size_t i = 0; i < list->n && r == 0; i++)
                r = take_alert(b, item, &list->alerts[i], key, i, report);
        item->deliveries = b->announce.deliveries - before;
        return r;
}

/* A file that asks for a drill. */
static int take_drill(struct batch *b, struct item *item, const char *key, const char *data)
{
        struct pipeline *p = b->pipeline;
        const struct subscriber *s;
        const struct incident *drill;
        struct problem why = {""};
        int64_t report, id, *last;
        int r;

        if (drill_read(p->setup, data, item->size, &s, &why) < 0)
                return reject(b, item, why.text);
        if (!p->drilled)
                p->drilled = calloc(p->setup->n_subscribers, sizeof *p->drilled);
        if (!p->drilled)
                abort();
        last = &p->drilled[s - p->setup->subscribers];
        if (*last && b->now - *last < DRILL_EVERY)
                return reject(b, item, "the last drill for this subscriber was only seconds ago");
        *last = b->now;
        drill = drill_incident(s->name, b->now, b->arena);
        item->outcome = OUTCOME_ACCEPTED;
        item->summary = arena_printf(b->arena, "drill for %s", s->name);
        item->n_alerts = 1;
        r = add_report(b, item, key, &report);
        if (r == 0)
                r = put_incident(p, drill, "ended", 1, b->now, b->arena, &id);
        if (r == 0)
                r = add_alert(p, drill->alert, arena_printf(b->arena, "%s#0", key), report, id,
                              item->summary);
        if (r == 0)
                r = announce_drill(&b->announce, s, drill, id);
        item->deliveries = (unsigned)s->n_channels;
        return r;
}

/* Decides about one file. 0, or the store's failure. */
static int take(struct batch *b, struct item *item)
{
        struct pipeline *p = b->pipeline;
        struct problem why = {""};
        struct alert_list list;
        struct stat st;
        int64_t known, id;
        char *data, *key;
        int r;

        item->summary = "";
        r = spool_read(b->spool, item->entry, b->arena, &data, &item->size, &st, &why);
        if (r == -ENOENT) {
                item->gone = true;
                return 0;
        }
        if (spool_may_pass(r))
                return problem_set(&b->why, r, "%s: %s", item->entry->name, why.text);
        if (r < 0)
                return reject(b, item, why.text);
        b->bytes += item->size;
        watch_clock(p, item, &st, b->now);
        key = report_key(item->entry, &st, data, item->size, b->arena);
        r = history_find_report(p->store, key, &known);
        if (r < 0)
                return r;
        if (known) {
                item->outcome = OUTCOME_DUPLICATE;
                item->summary = "read before";
                return add_report(b, item, NULL, &id);
        }
        if (strcmp(item->entry->source, DRILL_SOURCE) == 0)
                return take_drill(b, item, key, data);
        r = setup_read(p->setup, item->entry->source, data, item->size, arrival(&st, b->now), b->arena, &list,
                       &why);
        if (r < 0)
                return reject(b, item, why.text);
        item->outcome = OUTCOME_ACCEPTED;
        item->reason = r > 0 ? arena_strdup(b->arena, why.text) : NULL;
        return take_alerts(b, item, key, &list);
}

/* --- the batch --- */

static void log_item(const struct batch *b, const struct item *item)
{
        const char *fields[] = {arena_printf(b->arena, "REPORT=%s", item->entry->name),
                                arena_printf(b->arena, "SOURCE=%s", item->entry->source), NULL};

        if (item->outcome == OUTCOME_REJECTED)
                log_fields(LOG_LEVEL_WARNING, fields, "%s: rejected: %s", item->entry->name, item->reason);
        else
                log_fields(LOG_LEVEL_INFO, fields, "%s: %s; %u deliveries%s%s", item->entry->name,
                           *item->summary ? item->summary : "says nothing", item->deliveries,
                           item->reason ? "; in part not understood: " : "",
                           item->reason ? item->reason : "");
}

/* After the commit: the file moves on. What fails here is found again by the next scan, and recognised. */
static void file_away(struct batch *b, struct item *item)
{
        const char *name = arena_strdup(b->arena, item->entry->name);
        int r = 0;

        if (item->gone) {
                spool_forget(b->spool, item->entry);
                return;
        }
        log_item(b, item);
        if (item->outcome == OUTCOME_REJECTED)
                r = spool_reject(b->spool, item->entry, item->reason);
        else
                r = spool_done(b->spool, item->entry);
        if (r < 0 && r != -ESTALE && r != -ENOENT)
                log_error("%s: cannot be moved out of incoming/: %s", name, strerror(-r));
}

static int take_all(struct batch *b)
{
        int r = store_begin(b->pipeline->store);

        while (r == 0 && b->n < BATCH_FILES && b->bytes < BATCH_BYTES && b->places < BATCH_PLACES) {
                struct item *item = &b->items[b->n];
                item->entry = spool_next(b->spool);
                if (!item->entry)
                        break;
                b->n++;
                r = take(b, item);
        }
        return r == 0 ? store_commit(b->pipeline->store) : r;
}

static void give_up(struct batch *b, int error)
{
        struct pipeline *p = b->pipeline;
        bool new = !*p->trouble;

        if (*b->why.text)
                snprintf(p->trouble, sizeof p->trouble, "cannot read reports: %s", b->why.text);
        else
                snprintf(p->trouble, sizeof p->trouble, "cannot store reports: %s",
                         *store_problem(p->store) ? store_problem(p->store) : strerror(-error));
        store_rollback(p->store);
        while (b->n > 0)
                spool_postpone(b->spool, b->items[--b->n].entry);
        if (new)
                log_error("%s; they stay in incoming/ and are taken again", p->trouble);
        reload_incidents(p);
}

bool pipeline_run(struct pipeline *p, struct spool *spool, int64_t now)
{
        struct batch b = {.pipeline = p, .spool = spool, .arena = arena_new(), .now = now};
        bool took;
        int r;

        if (!is_fresh(p)) {
                snprintf(p->trouble, sizeof p->trouble, "cannot read the open incidents: %s",
                         store_problem(p->store));
                arena_free(b.arena);
                return false;
        }
        b.announce = new_announce(p, now, b.arena);
        r = take_all(&b);
        took = b.n > 0;
        if (r < 0) {
                give_up(&b, r);
                arena_free(b.arena);
                return false;
        }
        if (*p->trouble)
                log_notice("reports are stored again");
        p->trouble[0] = 0;
        if (took)
                tell_committed(p, &b.announce);
        for (size_t i = 0; i < b.n; i++)
                file_away(&b, &b.items[i]);
        arena_free(b.arena);
        return took && spool_waiting(spool) > 0;
}

/* --- time --- */

/* The open incidents that have expired, at most a batch of them; the earliest expiry of the rest goes to the
 * pipeline. */
static size_t find_expired(struct pipeline *p, int64_t now, struct incident_change out[static EXPIRE_BATCH])
{
        size_t n = 0, places = 0;

        p->next_expiry = TIMESTAMP_NONE;
        for (const struct incident *i = incident_next(p->incidents, NULL); i;
             i = incident_next(p->incidents, i)) {
                if (i->expires > now || n == EXPIRE_BATCH || places >= BATCH_PLACES) {
                        note_expiry(p, i->expires);
                        continue;
                }
                out[n++] = (struct incident_change){.action = INCIDENT_END, .before = i, .note = "expired"};
                places += alert_n_places(i->alert);
        }
        return n;
}

static int expire(struct pipeline *p, struct announce *announce, struct incident_change *changes, size_t n)
{
        int r = store_begin(p->store);

        for (size_t i = 0; i < n && r == 0; i++) {
                int64_t id;
                r = apply(p, announce, &changes[i], NULL, &id);
        }
        return r == 0 ? store_commit(p->store) : r;
}

int64_t pipeline_expire(struct pipeline *p, int64_t now)
{
        struct incident_change changes[EXPIRE_BATCH];
        struct announce announce;
        struct arena *a;
        size_t n;

        if (!is_fresh(p))
                return now + TIMESTAMP_SECOND;
        if (p->next_expiry == TIMESTAMP_NONE || p->next_expiry > now)
                return p->next_expiry;
        n = find_expired(p, now, changes);
        if (n == 0)
                return p->next_expiry;
        a = arena_new();
        announce = new_announce(p, now, a);
        if (expire(p, &announce, changes, n) < 0) {
                log_error("cannot store that %zu incidents expired: %s", n, store_problem(p->store));
                store_rollback(p->store);
                reload_incidents(p);
                p->next_expiry = now + TIMESTAMP_SECOND;
        } else {
                log_info("%zu incidents expired", n);
                tell_committed(p, &announce);
        }
        arena_free(a);
        return p->next_expiry;
}

/* The end of a batch of announcements: all of it, or where `r` says that something failed, nothing. */
static int finish(struct pipeline *p, const struct announce *n, int r)
{
        if (r == 0)
                r = store_commit(p->store);
        if (r < 0)
                store_rollback(p->store);
        else
                tell_committed(p, n);
        return r;
}

int pipeline_restate(struct pipeline *p, int64_t now)
{
        struct arena *a = arena_new();
        struct announce n = new_announce(p, now, a);
        uint32_t *places = NULL;
        size_t n_places = 0, room = 0;
        int r = store_begin(p->store);

        for (const struct incident *i = incident_next(p->incidents, NULL); i;
             i = incident_next(p->incidents, i)) {
                const struct area_place **at;
                size_t count = incident_places(i->alert, false, a, &at);
                for (size_t k = 0; k < count; k++) {
                        places = arena_grow(a, places, n_places, &room, sizeof *places);
                        places[n_places++] = at[k]->number;
                }
        }
        if (r == 0)
                r = announce_states(&n, places, distinct(places, n_places));
        r = finish(p, &n, r);
        arena_free(a);
        return r;
}

/* After another gazetteer: places that it has no more went to those around them, and so do their states. */
static int move_states(struct pipeline *p, int64_t now)
{
        struct arena *a = arena_new();
        struct announce n = new_announce(p, now, a);
        int r = store_begin(p->store);

        for (const struct incident *i = incident_next(p->incidents, NULL); i && r == 0;
             i = incident_next(p->incidents, i)) {
                struct incident_change c = {.before = i};
                uint32_t *places;
                size_t n_places;
                int64_t id;
                if (i->n_moved == 0)
                        continue;
                for (size_t k = 0; k < i->n_moved && r == 0; k++)
                        r = announce_no_state(&n, i->moved[k]);
                n_places = touched_places(&c, a, &places);
                if (r == 0)
                        r = announce_states(&n, places, n_places);
                if (r == 0)
                        r = put_incident(p, i, "open", i->revision, i->updated, a, &id);
        }
        r = finish(p, &n, r);
        arena_free(a);
        return r;
}

/* --- start, stop, reload --- */

int pipeline_open(const struct pipeline_options *options, const struct setup *setup, int64_t now,
                  struct pipeline **ret, struct problem *why)
{
        struct pipeline *p = calloc(1, sizeof *p);
        int r;

        if (!p)
                abort();
        p->options = *options;
        p->store = options->store;
        p->setup = setup;
        r = load_incidents(p, why);
        if (r == 0 && (r = move_states(p, now)) < 0)
                problem_set(why, r, "cannot store where incidents are: %s", store_problem(p->store));
        if (r < 0) {
                pipeline_close(p);
                return r;
        }
        *ret = p;
        return 0;
}

void pipeline_close(struct pipeline *p)
{
        if (!p)
                return;
        incident_table_free(p->incidents);
        free(p->drilled);
        free(p);
}

int pipeline_replace_setup(struct pipeline *p, const struct setup *setup, int64_t now, struct problem *why)
{
        const struct setup *old = p->setup;
        int r;

        p->setup = setup;
        r = load_incidents(p, why);
        if (r < 0)
                p->setup = old;
        else if (move_states(p, now) < 0)
                log_warning("state topics of places that are no more stay: %s", store_problem(p->store));
        free(p->drilled);
        p->drilled = NULL;
        return r;
}

const char *pipeline_trouble(const struct pipeline *p)
{
        return p->trouble;
}

const char *pipeline_clock_trouble(const struct pipeline *p, int64_t now)
{
        return *p->skew && now - p->skew_seen < SKEW_KEEP ? p->skew : "";
}

size_t pipeline_open_incidents(const struct pipeline *p)
{
        return incident_table_count(p->incidents);
}
