#include "store/history.h"

#include <errno.h>
#include <string.h>

#include "base/timestamp.h"
#include "store/database.h"
#include "store/places.h"

#define LIST_MOST 1000000
#define ANCESTORS 16 /* of a place; paths are far shorter */

static int add_report(struct store *s, const struct history_report *r)
{
        static const enum tally_kind kinds[] = {TALLY_ACCEPTED, TALLY_DUPLICATE, TALLY_REJECTED};
        int error;

        if ((unsigned)r->outcome > OUTCOME_REJECTED)
                return problem_set(&s->problem, -EINVAL, "database: a report of unknown outcome");
        if (r->source) {
                error = database_run(s, STATEMENT_SOURCE_SEEN, "tiii", r->source, r->received,
                                     (int64_t)(r->outcome == OUTCOME_ACCEPTED),
                                     (int64_t)(r->outcome == OUTCOME_REJECTED));
                if (error < 0)
                        return error;
        }
        tally_add(s, kinds[r->outcome], 1);
        prune_again(s, PRUNE_REPORTS, r->received);
        return database_run(s, STATEMENT_REPORT_ADD, "tttiiiti", r->key, r->source, r->file, r->received,
                            (int64_t)r->size, (int64_t)r->outcome, r->reason, (int64_t)r->alerts);
}

int history_add_report(struct store *s, const struct history_report *r, int64_t *ret_id)
{
        struct database_scope scope;
        int64_t id = 0;
        int error = database_enter(s, false, &scope);

        if (error < 0)
                return error;
        error = add_report(s, r);
        if (error >= 0)
                id = sqlite3_last_insert_rowid(s->db);
        error = database_leave(s, scope, error);
        if (error >= 0)
                *ret_id = id;
        return error;
}

int history_find_report(struct store *s, const char *key, int64_t *ret_id)
{
        int64_t id = 0;
        int r = database_number(s, STATEMENT_REPORT_FIND, &id, "t", key);

        if (r < 0)
                return r;
        *ret_id = id;
        return 0;
}

int history_add_alert(struct store *s, const struct history_alert *alert, int64_t *ret_id)
{
        struct database_scope scope;
        int64_t id = 0;
        int r = database_enter(s, false, &scope);

        if (r < 0)
                return r;
        prune_again(s, PRUNE_ALERTS, INT64_MIN);
        r = database_run(s, STATEMENT_ALERT_ADD, "iitttTtttttt", alert->report, alert->incident, alert->key,
                         alert->identifier, alert->sender, alert->sent, alert->status, alert->msg_type,
                         alert->event, alert->state, alert->headline, alert->note);
        if (r >= 0)
                id = sqlite3_last_insert_rowid(s->db);
        r = database_leave(s, scope, r);
        if (r >= 0)
                *ret_id = id;
        return r;
}

int history_find_alert(struct store *s, const char *key, int64_t *ret_id, int64_t *ret_incident)
{
        int64_t id = 0, incident = 0;
        int r;
        sqlite3_stmt *st = database_bind(s, STATEMENT_ALERT_FIND, &r, "t", key);

        if (!st)
                return r;
        r = database_step(s, st);
        if (r > 0) {
                id = sqlite3_column_int64(st, 0);
                incident = sqlite3_column_int64(st, 1);
                r = database_step(s, st);
        }
        if (r < 0)
                return r;
        *ret_id = id;
        *ret_incident = incident;
        return 0;
}

static int write_incident(struct store *s, const struct history_incident *i, const char *places)
{
        return database_run(s, i->id ? STATEMENT_INCIDENT_SET : STATEMENT_INCIDENT_ADD,
                            i->id ? "itttttiiTtti" : "itttttiiTtt", (int64_t)i->revision, i->state, i->status,
                            i->event, i->headline, i->source, i->opened, i->updated, i->expires, i->document,
                            places, i->id);
}

static int put_incident(struct store *s, const struct history_incident *i, struct arena *a, int64_t *ret_id)
{
        const char *old = NULL, *new = places_join(i->places, i->n_places, a);
        int r = i->id ? places_read(s, i->id, a, &old) : 0;

        if (r >= 0)
                r = write_incident(s, i, new);
        if (r < 0)
                return r;
        if (!sqlite3_changes(s->db))
                return problem_set(&s->problem, -ENOENT, "database: there is no incident %lld",
                                   (long long)i->id);
        *ret_id = i->id ? i->id : sqlite3_last_insert_rowid(s->db);
        return places_change(s, *ret_id, old, new, a);
}

int history_put_incident(struct store *s, const struct history_incident *incident, int64_t *ret_id)
{
        struct database_scope scope;
        struct arena *a;
        int64_t id = 0;
        int r = database_enter(s, false, &scope);

        if (r < 0)
                return r;
        a = arena_new();
        r = put_incident(s, incident, a, &id);
        arena_free(a);
        /* What an open incident held back may go when it has ended. */
        for (enum prune_kind i = 0; i < PRUNE_COUNT && strcmp(incident->state, "open") != 0; i++)
                prune_again(s, i, INT64_MIN);
        r = database_leave(s, scope, r);
        if (r >= 0)
                *ret_id = id;
        return r;
}

/* Incidents at a place: there, inside it, or at what it lies in. Texts that the query keeps live in the
 * arena. */
static void add_place(struct database_query *q, const char *incident, const char *place, struct arena *a)
{
        unsigned n = 0;

        buffer_printf(&q->sql, " AND %s IN (SELECT incident FROM incident_place WHERE path", incident);
        database_query_text(q, " = ?", place);
        /* '0' is the character after '/'. */
        database_query_text(q, " OR path > ?", arena_printf(a, "%s/", place));
        database_query_text(q, " AND path < ?", arena_printf(a, "%s0", place));
        for (const char *slash = strchr(place, '/'); slash && n < ANCESTORS;
             slash = strchr(slash + 1, '/'), n++)
                database_query_text(q, " OR path = ?", arena_strndup(a, place, (size_t)(slash - place)));
        buffer_add_string(&q->sql, ")");
}

static void add_span(struct database_query *q, const struct history_filter *f, const char *begin,
                     const char *end)
{
        if (f->since != TIMESTAMP_NONE) {
                buffer_printf(&q->sql, " AND %s", end);
                database_query_number(q, " >= ?", f->since);
        }
        if (f->until != TIMESTAMP_NONE) {
                buffer_printf(&q->sql, " AND %s", begin);
                database_query_number(q, " <= ?", f->until);
        }
}

static void add_end(struct database_query *q, const struct history_filter *f)
{
        /* With a bound, `+id` keeps SQLite from walking the whole table backwards to save a sort. */
        buffer_add_string(&q->sql, f->since == TIMESTAMP_NONE ? " ORDER BY id DESC" : " ORDER BY +id DESC");
        database_query_number(q, " LIMIT ?", f->limit ? f->limit : LIST_MOST);
}

static struct history_incident read_incident(sqlite3_stmt *st, struct arena *a)
{
        struct history_incident i = {.id = sqlite3_column_int64(st, 0),
                                     .revision = (unsigned)sqlite3_column_int64(st, 1),
                                     .state = database_text(st, 2, a),
                                     .status = database_text(st, 3, a),
                                     .event = database_text(st, 4, a),
                                     .headline = database_text(st, 5, a),
                                     .source = database_text(st, 6, a),
                                     .opened = sqlite3_column_int64(st, 7),
                                     .updated = sqlite3_column_int64(st, 8),
                                     .expires = database_time(st, 9),
                                     .document = database_text(st, 10, a)};

        places_split((const char *)sqlite3_column_text(st, 11), a, &i.places, &i.n_places);
        return i;
}

static void build_incidents(struct database_query *q, const struct history_filter *f, struct arena *a)
{
        buffer_add_string(
            &q->sql, "SELECT id, revision, state, status, event, headline, source, opened, updated, expires,"
                     " document, places FROM incident WHERE TRUE");
        if (f->incident)
                database_query_number(q, " AND id = ?", f->incident);
        if (f->place)
                add_place(q, "id", f->place, a);
        if (f->state)
                database_query_text(q, " AND state = ?", f->state);
        else if (f->since != TIMESTAMP_NONE) /* all there are: the index begins with them */
                buffer_add_string(&q->sql, " AND state IN ('open', 'ended', 'expired', 'damaged')");
        add_span(q, f, "opened", "updated");
        add_end(q, f);
}

int history_incidents(struct store *s, const struct history_filter *f, struct arena *a,
                      struct history_incident **ret, size_t *ret_n)
{
        struct database_query q = {0};
        struct history_incident *list = NULL;
        size_t n = 0, room = 0;
        int r;

        build_incidents(&q, f, a);
        r = database_query_start(s, &q);
        while (r >= 0 && (r = database_step(s, q.st)) > 0) {
                list = arena_grow(a, list, n, &room, sizeof *list);
                list[n++] = read_incident(q.st, a);
        }
        database_query_done(&q);
        if (r < 0)
                return r;
        *ret = list;
        *ret_n = n;
        return 0;
}

static struct history_alert read_alert(sqlite3_stmt *st, struct arena *a)
{
        return (struct history_alert){.id = sqlite3_column_int64(st, 0),
                                      .report = sqlite3_column_int64(st, 1),
                                      .incident = sqlite3_column_int64(st, 2),
                                      .key = database_text(st, 3, a),
                                      .identifier = database_text(st, 4, a),
                                      .sender = database_text(st, 5, a),
                                      .sent = database_time(st, 6),
                                      .status = database_text(st, 7, a),
                                      .msg_type = database_text(st, 8, a),
                                      .event = database_text(st, 9, a),
                                      .state = database_text(st, 10, a),
                                      .headline = database_text(st, 11, a),
                                      .note = database_text(st, 12, a)};
}

int history_alerts(struct store *s, const struct history_filter *f, struct arena *a,
                   struct history_alert **ret, size_t *ret_n)
{
        struct database_query q = {0};
        struct history_alert *list = NULL;
        size_t n = 0, room = 0;
        int r;

        buffer_add_string(
            &q.sql,
            "SELECT id, report, incident, key, identifier, sender, sent, status, msg_type, event, state,"
            " headline, note FROM alert WHERE TRUE");
        if (f->incident)
                database_query_number(&q, " AND incident = ?", f->incident);
        if (f->place)
                add_place(&q, "incident", f->place, a);
        add_span(&q, f, "received", "received");
        add_end(&q, f);
        r = database_query_start(s, &q);
        while (r >= 0 && (r = database_step(s, q.st)) > 0) {
                list = arena_grow(a, list, n, &room, sizeof *list);
                list[n++] = read_alert(q.st, a);
        }
        database_query_done(&q);
        if (r < 0)
                return r;
        *ret = list;
        *ret_n = n;
        return 0;
}

static struct history_report read_report(sqlite3_stmt *st, struct arena *a)
{
        return (struct history_report){.id = sqlite3_column_int64(st, 0),
                                       .key = database_text(st, 1, a),
                                       .source = database_text(st, 2, a),
                                       .file = database_text(st, 3, a),
                                       .received = sqlite3_column_int64(st, 4),
                                       .size = (uint64_t)sqlite3_column_int64(st, 5),
                                       .outcome = (enum history_outcome)sqlite3_column_int(st, 6),
                                       .reason = database_text(st, 7, a),
                                       .alerts = (unsigned)sqlite3_column_int64(st, 8)};
}

static void build_reports(struct database_query *q, const struct history_filter *f, struct arena *a)
{
        buffer_add_string(&q->sql,
                          "SELECT id, key, source, file, received, size, outcome, reason, alerts FROM report"
                          " WHERE TRUE");
        if (f->incident)
                database_query_number(q, " AND id IN (SELECT report FROM alert WHERE incident = ?)",
                                      f->incident);
        if (f->place) {
                buffer_add_string(&q->sql, " AND id IN (SELECT report FROM alert WHERE TRUE");
                add_place(q, "incident", f->place, a);
                buffer_add_string(&q->sql, ")");
        }
        add_span(q, f, "received", "received");
        add_end(q, f);
}

int history_reports(struct store *s, const struct history_filter *f, struct arena *a,
                    struct history_report **ret, size_t *ret_n)
{
        struct database_query q = {0};
        struct history_report *list = NULL;
        size_t n = 0, room = 0;
        int r;

        build_reports(&q, f, a);
        r = database_query_start(s, &q);
        while (r >= 0 && (r = database_step(s, q.st)) > 0) {
                list = arena_grow(a, list, n, &room, sizeof *list);
                list[n++] = read_report(q.st, a);
        }
        database_query_done(&q);
        if (r < 0)
                return r;
        *ret = list;
        *ret_n = n;
        return 0;
}

int history_set_damaged(struct store *s, int64_t incident)
{
        struct database_scope scope;
        int r = database_enter(s, false, &scope);

        return r < 0 ? r
                     : database_leave(s, scope, database_run(s, STATEMENT_INCIDENT_DAMAGED, "i", incident));
}

int history_count(struct store *s, struct history_counts *ret)
{
        int64_t tally[TALLY_COUNT], open = 0, damaged = 0, last = TIMESTAMP_NONE;
        int r = tally_read(s, tally);

        if (r >= 0)
                r = database_number(s, STATEMENT_INCIDENT_OPEN, &open, "");
        if (r >= 0)
                r = database_number(s, STATEMENT_INCIDENT_DAMAGED_COUNT, &damaged, "");
        if (r >= 0)
                r = database_number(s, STATEMENT_SOURCE_LAST, &last, "");
        if (r < 0)
                return r;
        *ret = (struct history_counts){.accepted = (uint64_t)tally[TALLY_ACCEPTED],
                                       .duplicate = (uint64_t)tally[TALLY_DUPLICATE],
                                       .rejected = (uint64_t)tally[TALLY_REJECTED],
                                       .open_incidents = (uint64_t)open,
                                       .damaged_incidents = (uint64_t)damaged,
                                       .last_report = last};
        return 0;
}

int history_sources(struct store *s, struct arena *a, struct history_source **ret, size_t *ret_n)
{
        struct history_source *list = NULL;
        size_t n = 0, room = 0;
        int r;
        sqlite3_stmt *st = database_bind(s, STATEMENT_SOURCE_LIST, &r, "");

        if (!st)
                return r;
        while ((r = database_step(s, st)) > 0) {
                list = arena_grow(a, list, n, &room, sizeof *list);
                list[n++] = (struct history_source){.name = database_text(st, 0, a),
                                                    .last = sqlite3_column_int64(st, 1),
                                                    .accepted = (uint64_t)sqlite3_column_int64(st, 2),
                                                    .rejected = (uint64_t)sqlite3_column_int64(st, 3)};
        }
        if (r < 0)
                return r;
        *ret = list;
        *ret_n = n;
        return 0;
}

int history_prune(struct store *s, int64_t before, int64_t failed, unsigned limit, unsigned *ret_n)
{
        struct database_scope scope;
        unsigned n = 0;
        int r = database_enter(s, false, &scope), more;

        if (r < 0)
                return r;
        more = prune_step(s, before, failed, limit, &n);
        r = database_leave(s, scope, more < 0 ? more : 0);
        if (r < 0)
                return r;
        *ret_n = n;
        return more;
}
