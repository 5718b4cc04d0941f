/* What a daemon must know after a crash beside what it is to send, at its least: that a report was read (by a key), what
 * it said (by a key), what is going on and where, and how a delivery ended. One row each, and the indices without which
 * each of these questions would walk a table. */
#pragma once

#include <jansson.h>
#include <sqlite3.h>

#include "bench.h"

struct floor_rows {
        sqlite3_stmt *report, *alert, *incident, *place, *message;
};

static const char floor_tables[] =
    "CREATE TABLE report(id INTEGER PRIMARY KEY, key TEXT UNIQUE, source TEXT, file TEXT, received INTEGER,"
    " size INTEGER);"
    "CREATE TABLE alert(id INTEGER PRIMARY KEY, report INTEGER, incident INTEGER, key TEXT UNIQUE, "
    "identifier TEXT,"
    " sender TEXT, event TEXT, headline TEXT);"
    "CREATE INDEX alert_incident ON alert(incident);"
    "CREATE TABLE incident(id INTEGER PRIMARY KEY, revision INTEGER, state TEXT, event TEXT, headline TEXT,"
    " updated INTEGER, document TEXT);"
    "CREATE INDEX incident_state ON incident(state, updated);"
    "CREATE TABLE place(path TEXT, incident INTEGER, PRIMARY KEY(path, incident)) WITHOUT ROWID;"
    "CREATE TABLE message(id INTEGER PRIMARY KEY, body TEXT);"
    "ALTER TABLE outbox ADD COLUMN incident INTEGER; ALTER TABLE outbox ADD COLUMN message INTEGER;"
    "ALTER TABLE outbox ADD COLUMN finished INTEGER;"
    "CREATE INDEX outbox_due ON outbox(channel) WHERE finished IS NULL;"
    "CREATE INDEX outbox_incident ON outbox(incident);";

static sqlite3_stmt *floor_prepare(sqlite3 *db, const char *sql)
{
        sqlite3_stmt *st;

        must(sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK, sql);
        return st;
}

static struct floor_rows floor_rows_open(sqlite3 *db)
{
        must(sqlite3_exec(db, floor_tables, NULL, NULL, NULL) == SQLITE_OK, "the tables");
        return (struct floor_rows){
            .report = floor_prepare(db, "INSERT INTO report VALUES(?, ?, 'local', ?, ?, ?)"),
            .alert = floor_prepare(db, "INSERT INTO alert VALUES(?1, ?1, ?1, ?2, ?2, ?3, ?4, ?5)"),
            .incident = floor_prepare(db, "INSERT INTO incident VALUES(?, 1, 'open', ?, ?, ?, ?)"),
            .place = floor_prepare(db, "INSERT INTO place VALUES(?, ?)"),
            .message = floor_prepare(db, "INSERT INTO message VALUES(?, ?)"),
        };
}

static void floor_run(sqlite3_stmt *st)
{
        must(sqlite3_step(st) == SQLITE_DONE, "SQLite");
        sqlite3_reset(st);
}

static void floor_bind(sqlite3_stmt *st, int i, const json_t *report, const char *member)
{
        sqlite3_bind_text(st, i, json_string_value(json_object_get(report, member)), -1, SQLITE_TRANSIENT);
}

/* All have the report's number. */
static void floor_rows_add(const struct floor_rows *r, int64_t id, const char *name, const json_t *report,
                           const char *body)
{
        const json_t *places = json_object_get(report, "places");
        char *document = json_dumps(report, JSON_COMPACT);

        sqlite3_bind_int64(r->report, 1, id);
        sqlite3_bind_text(r->report, 2, name, -1, SQLITE_STATIC);
        sqlite3_bind_text(r->report, 3, name, -1, SQLITE_STATIC);
        sqlite3_bind_int64(r->report, 4, now_ns());
        sqlite3_bind_int64(r->report, 5, (int64_t)strlen(document));
        floor_run(r->report);
        sqlite3_bind_int64(r->alert, 1, id);
        floor_bind(r->alert, 2, report, "identifier");
        floor_bind(r->alert, 3, report, "sender");
        floor_bind(r->alert, 4, report, "event");
        floor_bind(r->alert, 5, report, "headline");
        floor_run(r->alert);
        sqlite3_bind_int64(r->incident, 1, id);
        floor_bind(r->incident, 2, report, "event");
        floor_bind(r->incident, 3, report, "headline");
        sqlite3_bind_int64(r->incident, 4, now_ns());
        sqlite3_bind_text(r->incident, 5, document, -1, SQLITE_STATIC);
        floor_run(r->incident);
        for (size_t i = 0; i < json_array_size(places); i++) {
                sqlite3_bind_text(r->place, 1, json_string_value(json_array_get(places, i)), -1,
                                  SQLITE_TRANSIENT);
                sqlite3_bind_int64(r->place, 2, id);
                floor_run(r->place);
        }
        sqlite3_bind_int64(r->message, 1, id);
        sqlite3_bind_text(r->message, 2, body, -1, SQLITE_STATIC);
        floor_run(r->message);
        free(document);
}
