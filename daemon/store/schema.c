#include "store/schema.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>

#include "store/database.h"

/* Step 1. Ids are AUTOINCREMENT: receivers know deliveries by them, so none is ever used twice.
 *
 * A delivery's row is narrow, because one report may make 100,000 of them: the body is in `message`. `ready`
 * is when it may be claimed: `due`, or the end of its lease. `touched` counts the claims that were not given
 * back untried: more than 0 says that somebody may have got it. Pending is spelled `state < 2` everywhere, so
 * that the partial indices apply. */
static const char step_1[] =
    "CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "INSERT INTO setting VALUES('instance', lower(hex(randomblob(4))));"
    "CREATE TABLE tally(id INTEGER PRIMARY KEY, value INTEGER NOT NULL) STRICT;"
    "CREATE TABLE source(name TEXT PRIMARY KEY, last INTEGER NOT NULL, accepted INTEGER NOT NULL,"
    " rejected INTEGER NOT NULL) STRICT, WITHOUT ROWID;"

    "CREATE TABLE report(id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT, source TEXT, file TEXT,"
    " received INTEGER NOT NULL, size INTEGER NOT NULL, outcome INTEGER NOT NULL, reason TEXT,"
    " alerts INTEGER NOT NULL) STRICT;"
    "CREATE INDEX report_key ON report(key) WHERE outcome = 0;"
    "CREATE INDEX report_received ON report(received);"

    "CREATE TABLE alert(id INTEGER PRIMARY KEY AUTOINCREMENT, report INTEGER NOT NULL, incident INTEGER NOT "
    "NULL,"
    " key TEXT NOT NULL, identifier TEXT, sender TEXT, sent INTEGER, received INTEGER NOT NULL, status TEXT,"
    " msg_type TEXT, event TEXT, state TEXT, headline TEXT, note TEXT) STRICT;"
    "CREATE UNIQUE INDEX alert_key ON alert(key);"
    "CREATE INDEX alert_identifier ON alert(identifier) WHERE incident <> 0;"
    "CREATE INDEX alert_report ON alert(report);"
    "CREATE INDEX alert_incident ON alert(incident);"
    "CREATE INDEX alert_received ON alert(received);"

    "CREATE TABLE incident(id INTEGER PRIMARY KEY AUTOINCREMENT, revision INTEGER NOT NULL, state TEXT NOT "
    "NULL,"
    " status TEXT, event TEXT, headline TEXT, source TEXT, opened INTEGER NOT NULL, updated INTEGER NOT NULL,"
    " expires INTEGER, document TEXT) STRICT;"
    "CREATE INDEX incident_open ON incident(id) WHERE state = 'open';"
    "CREATE INDEX incident_ended ON incident(updated) WHERE state <> 'open';"
    "CREATE INDEX incident_updated ON incident(updated);"
    "CREATE TABLE incident_place(path TEXT NOT NULL, incident INTEGER NOT NULL REFERENCES incident ON DELETE "
    "CASCADE,"
    " PRIMARY KEY(path, incident)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX incident_place_incident ON incident_place(incident);"

    "CREATE TABLE message(id INTEGER PRIMARY KEY AUTOINCREMENT, uses INTEGER NOT NULL, body TEXT NOT NULL) "
    "STRICT;"
    "CREATE INDEX message_unused ON message(id) WHERE uses = 0;"

    "CREATE TABLE delivery(id INTEGER PRIMARY KEY AUTOINCREMENT, incident INTEGER NOT NULL, revision INTEGER "
    "NOT NULL,"
    " state INTEGER NOT NULL, priority INTEGER NOT NULL CHECK(priority BETWEEN 0 AND 9),"
    " attempts INTEGER NOT NULL, touched INTEGER NOT NULL, retain INTEGER NOT NULL, message INTEGER NOT NULL,"
    " created INTEGER NOT NULL, due INTEGER NOT NULL, ready INTEGER NOT NULL, expires INTEGER, finished "
    "INTEGER,"
    " owner TEXT, type TEXT NOT NULL, subscriber TEXT, channel TEXT NOT NULL, target TEXT, reason TEXT) "
    "STRICT;"
    "CREATE INDEX delivery_pending ON delivery(priority, channel, ready) WHERE state < 2;"
    "CREATE INDEX delivery_created ON delivery(created) WHERE state < 2;"
    "CREATE INDEX delivery_incident ON delivery(incident, subscriber);"
    "CREATE INDEX delivery_target ON delivery(target) WHERE state < 2 AND target IS NOT NULL;"
    "CREATE INDEX delivery_owner ON delivery(owner) WHERE owner IS NOT NULL;"
    "CREATE INDEX delivery_failed ON delivery(id) WHERE state = 3;"
    "CREATE INDEX delivery_finished ON delivery(finished) WHERE finished IS NOT NULL;"
    "CREATE TABLE attempt(delivery INTEGER NOT NULL REFERENCES delivery ON DELETE CASCADE, n INTEGER NOT "
    "NULL,"
    " at INTEGER NOT NULL, latency INTEGER NOT NULL, code INTEGER NOT NULL, answer TEXT, PRIMARY "
    "KEY(delivery, n))"
    " STRICT, WITHOUT ROWID;";

/* What chats show now; and chats that have moved. No foreign key: a delivery's end is stored whatever has become of its
 * incident meanwhile. */
static const char step_sent[] =
    "CREATE TABLE sent(incident INTEGER NOT NULL, subscriber TEXT NOT NULL, channel TEXT NOT NULL,"
    " reference TEXT NOT NULL, PRIMARY KEY(incident, subscriber, channel)) STRICT, WITHOUT ROWID;"
    "CREATE TRIGGER sent_ends AFTER DELETE ON incident BEGIN DELETE FROM sent WHERE incident = old.id; END;"
    "CREATE TABLE moved(channel TEXT NOT NULL, old TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY(channel, "
    "old))"
    " STRICT, WITHOUT ROWID;";

/* Channels one after another: fallback.h. */
static const char step_turn[] = "ALTER TABLE delivery ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;"
                                "CREATE INDEX delivery_dead ON delivery(finished) WHERE state = 3;";

/* The subscribers that are kept here. Names come from outside and are in order of their bytes. */
static const char step_subscribers[] =
    "CREATE TABLE subscriber_word(id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, text TEXT NOT NULL,"
    " UNIQUE(kind, text)) STRICT;"
    "CREATE TABLE subscriber(name TEXT PRIMARY KEY, profile INTEGER NOT NULL, channels TEXT NOT NULL, rules "
    "BLOB"
    " NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE subscriber_note(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT) STRICT;";

/* What waits for a digest, and how much news each subscriber had in their present hour. */
static const char step_held[] = "CREATE TABLE held(incident INTEGER NOT NULL, subscriber TEXT NOT NULL, due "
                                "INTEGER NOT NULL, began INTEGER NOT "
                                "NULL,"
                                " over INTEGER, expired INTEGER NOT NULL, past INTEGER NOT NULL, headline "
                                "TEXT NOT NULL, PRIMARY KEY(incident, "
                                "subscriber)) STRICT, WITHOUT ROWID;"
                                "CREATE INDEX held_due ON held(due);"
                                "CREATE INDEX held_subscriber ON held(subscriber, began, incident);"
                                "CREATE TABLE news(subscriber TEXT PRIMARY KEY, since INTEGER NOT NULL, n "
                                "INTEGER NOT NULL) STRICT, WITHOUT ROWID;";

/* What is leased is in no index that changes when it is claimed or finished but one: it is found by its owner. */
static const char step_leased[] =
    "DROP INDEX delivery_pending; DROP INDEX delivery_created; DROP INDEX delivery_owner; DROP INDEX "
    "delivery_failed;"
    "CREATE INDEX delivery_pending ON delivery(priority, channel, ready) WHERE state < 2 AND owner IS NULL;"
    "CREATE INDEX delivery_open ON delivery(owner, created) WHERE state < 2;";

/* They are counted for the status. */
static const char step_damaged[] = "CREATE INDEX incident_damaged ON incident(id) WHERE state = 'damaged';";

/* The last try stands in the delivery's row, which is written anyway when the try ends; those before it, which few
 * deliveries have, are kept apart. `attempt` is both. */
static const char step_tried[] =
    "ALTER TABLE delivery ADD COLUMN tried INTEGER; ALTER TABLE delivery ADD COLUMN latency INTEGER;"
    "ALTER TABLE delivery ADD COLUMN code INTEGER; ALTER TABLE delivery ADD COLUMN answer TEXT;"
    "ALTER TABLE attempt RENAME TO attempt_before;"
    "CREATE VIEW attempt AS SELECT delivery, n, at, latency, code, answer FROM attempt_before UNION ALL "
    "SELECT id, attempts, tried, latency, code, answer FROM delivery WHERE tried IS NOT NULL;";

/* Fewer trees for each report to touch. Nobody asked for alerts by identifier; a report and its alerts are received in
 * the same moment; states and times of incidents are one index; their places stand in their rows (places.h). */
static const char step_places[] =
    "DROP INDEX alert_identifier; DROP INDEX alert_report;"
    "DROP INDEX incident_open; DROP INDEX incident_ended; DROP INDEX incident_updated; DROP INDEX "
    "incident_damaged;"
    "CREATE INDEX incident_state ON incident(state, updated);"
    "ALTER TABLE incident ADD COLUMN places TEXT;"
    "UPDATE incident SET places = (SELECT group_concat(path, char(10)) FROM (SELECT path FROM incident_place "
    "WHERE incident_place.incident = incident.id ORDER BY path));"
    "CREATE TABLE incident_at(path TEXT NOT NULL, incident INTEGER NOT NULL, PRIMARY KEY(path, incident))"
    " STRICT, WITHOUT ROWID;"
    "INSERT INTO incident_at SELECT path, incident FROM incident_place; DROP TABLE incident_place;"
    "ALTER TABLE incident_at RENAME TO incident_place;";

/* Where a channel serves many: whose it is there. What chats show is then kept by "channel:address". */
static const char step_address[] = "ALTER TABLE delivery ADD COLUMN address TEXT;";

/* What a claim and its end change: delivery_pending, and no other index. Whose lease a row is under is asked at start
 * only. */
static const char step_open[] = "DROP INDEX delivery_open;"
                                "CREATE INDEX delivery_open ON delivery(created) WHERE state < 2;";

const char *const schema_steps[] = {step_1,      step_sent,    step_turn,    step_subscribers,
                                    step_held,   step_leased,  step_damaged, step_tried,
                                    step_places, step_address, step_open};
const size_t schema_n_steps = sizeof schema_steps / sizeof *schema_steps;

static int read_number(sqlite3 *db, const char *sql, int64_t *ret, struct problem *why)
{
        sqlite3_stmt *st = NULL;
        int code = sqlite3_prepare_v2(db, sql, -1, &st, NULL);

        if (code == SQLITE_OK)
                code = sqlite3_step(st);
        if (code == SQLITE_ROW)
                *ret = sqlite3_column_int64(st, 0);
        sqlite3_finalize(st);
        if (code == SQLITE_ROW)
                return 0;
        return problem_set(why, database_errno(db, code), "%s", database_message(db));
}

int schema_check(sqlite3 *db, size_t n, unsigned *ret_version, struct problem *why)
{
        int64_t version, application, tables;
        int r = read_number(db, "PRAGMA user_version", &version, why);

        if (r >= 0)
                r = read_number(db, "PRAGMA application_id", &application, why);
        if (r >= 0)
                r = read_number(db, "SELECT count(*) FROM sqlite_schema", &tables, why);
        if (r < 0)
                return r;
        if (!version && !application && !tables)
                return problem_set(why, -ENODATA, "it is empty");
        if (application != SCHEMA_APPLICATION)
                return problem_set(why, -EBADMSG, "this is a database of another program, not of sirend");
        if (version < 0 || (uint64_t)version > n)
                return problem_set(
                    why, -EPROTO,
                    "its schema is version %lld, newer than version %zu that this program knows; "
                    "run the newer sirend, or restore a copy made before the upgrade",
                    (long long)version, n);
        *ret_version = (unsigned)version;
        return 0;
}

static int run(sqlite3 *db, const char *sql, struct problem *why)
{
        int code = sqlite3_exec(db, sql, NULL, NULL, NULL);

        if (code == SQLITE_OK)
                return 0;
        return problem_set(why, database_errno(db, code), "%s", database_message(db));
}

static int do_step(sqlite3 *db, const char *step, unsigned version, struct problem *why)
{
        char pragmas[96];
        int r = run(db, step, why);

        snprintf(pragmas, sizeof pragmas, "PRAGMA application_id = %d; PRAGMA user_version = %u",
                 SCHEMA_APPLICATION, version);
        return r < 0 ? r : run(db, pragmas, why);
}

/* One step, under the write lock: what another process did since we looked is not done again. */
static int next_step(sqlite3 *db, const char *const steps[], size_t n, bool *ret_more, struct problem *why)
{
        unsigned version = 0;
        int r = run(db, "BEGIN IMMEDIATE", why);

        if (r < 0)
                return r;
        r = schema_check(db, n, &version, why);
        if (r == -ENODATA)
                r = 0;
        if (r >= 0 && version < n) {
                r = do_step(db, steps[version], version + 1, why);
                if (r < 0)
                        problem_prefix(why, r, "bringing its schema to version %u", version + 1);
        }
        if (r >= 0)
                r = run(db, "COMMIT", why);
        if (r < 0 && !sqlite3_get_autocommit(db))
                sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
        if (r >= 0)
                *ret_more = version + 1 < n;
        return r;
}

int schema_upgrade(sqlite3 *db, const char *const steps[], size_t n, struct problem *why)
{
        bool more = true;
        int r = 0;

        while (r >= 0 && more)
                r = next_step(db, steps, n, &more, why);
        return r;
}
