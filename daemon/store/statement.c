#include "store/statement.h"

/* States are numbers of enum delivery_state; `state < 2` is pending, spelled as the partial indices spell it. `created >=
 * 0` is always true: it says which index is walked. */
static const char *const statements[STATEMENT_COUNT] = {
    [STATEMENT_BEGIN] = "BEGIN IMMEDIATE",
    [STATEMENT_BEGIN_READING] = "BEGIN",
    [STATEMENT_COMMIT] = "COMMIT",

    [STATEMENT_TALLY_ADD] = "INSERT INTO tally VALUES(?1, ?2) ON CONFLICT(id) DO UPDATE SET value = value + "
                            "excluded.value",
    [STATEMENT_TALLY_READ] = "SELECT id, value FROM tally",

    [STATEMENT_MESSAGE_ADD] = "INSERT INTO message(uses, body) VALUES(1, ?1)",
    [STATEMENT_MESSAGE_USE] = "UPDATE message SET uses = uses + ?1 WHERE id = ?2",
    [STATEMENT_MESSAGE_BODY] = "SELECT body FROM message WHERE id = ?1",
    [STATEMENT_MESSAGE_PRUNE] =
        "DELETE FROM message WHERE id IN (SELECT id FROM message WHERE uses = 0 LIMIT ?1)",

    [STATEMENT_DELIVERY_ADD] =
        "INSERT INTO delivery(incident, revision, state, priority, attempts, touched, retain, "
        "message, created, due, ready, expires, type, subscriber, channel, target, reason, turn, owner, "
        "address) "
        "VALUES(?1, ?2, 0, ?3, 0, ?15 IS NOT NULL, ?4, ?5, ?6, ?7, coalesce(?16, ?7), ?8, ?9, ?10, ?11, ?12, "
        "?13, ?14, ?15, ?17)",
    [STATEMENT_DELIVERY_SUPERSEDE] =
        "UPDATE delivery SET state = 5, finished = ?3, owner = NULL, touched = iif(id >= ?4, 0, touched) "
        "WHERE incident = ?1 AND "
        "(subscriber IS NOT NULL OR retain = 0) AND revision < ?2 AND state < 2 AND type <> 'all-clear'",
    [STATEMENT_DELIVERY_SUPERSEDE_ONE] = "UPDATE delivery SET state = 5, finished = ?3, owner = NULL, "
                                         "touched = iif(id >= ?4, 0, touched) WHERE incident = ?1 AND "
                                         "subscriber = ?5 AND revision < ?2 AND state < 2",
    [STATEMENT_DELIVERY_SUPERSEDE_TOPIC] =
        "UPDATE delivery SET state = 5, finished = ?3, owner = NULL WHERE target = ?2 AND channel"
        " = ?1 AND subscriber IS NULL AND state < 2",
    [STATEMENT_DELIVERY_PROLONG] =
        "UPDATE delivery SET expires = ?2 WHERE incident = ?1 AND state < 2 AND expires IS NOT NULL AND "
        "type IN ('alert', 'update')",
    [STATEMENT_DELIVERY_WARNED] =
        "SELECT subscriber, channel, max(iif(told AND reached, revision, 0)), "
        "max(iif(told AND reached, id, 0)) alerted, max(iif(over AND reached, id, 0)) cleared, address, "
        "max(iif(told, id, 0)) = max(iif(told AND state = 2, id, 0)), "
        "max(iif(told AND state = 2, expires, 0)) FROM "
        "(SELECT id, subscriber, channel, address, revision, state, expires, type IN ('alert', 'update') "
        "told, "
        "type IN ('all-clear', 'expired') over, (state = 2 OR attempts > 0 OR touched > 0 OR "
        "(type = 'all-clear' AND state <> 5)) reached FROM delivery WHERE incident = ?1 AND "
        "subscriber IS NOT NULL) GROUP BY subscriber, channel, address HAVING alerted OR cleared",
    [STATEMENT_DELIVERY_MISSED] =
        "SELECT subscriber, NULL, max(revision), 0, 0, NULL FROM delivery WHERE incident = ?1 AND "
        "subscriber IS NOT NULL GROUP BY "
        "subscriber HAVING max(attempts) = 0 AND max(touched) = 0 AND "
        "max(type IN ('alert', 'update') AND state IN (0, 4) AND due <= ?2)",
    [STATEMENT_DELIVERY_NEXT_CHANNEL] = "SELECT min(channel) FROM delivery WHERE state < 2 AND owner IS NULL "
                                        "AND priority = ?1 AND channel > ?2",
    [STATEMENT_DELIVERY_READY] =
        "SELECT id, incident, revision, type, subscriber, channel, target, retain, priority, created,"
        " due, expires, attempts, state, reason, finished, NULL, turn, address, message, ready FROM delivery "
        "WHERE state < 2 AND owner IS NULL AND priority = ?1 AND channel = ?2 AND ready <= ?3 ORDER BY "
        "ready, id",
    [STATEMENT_DELIVERY_EXPIRE] = "UPDATE delivery SET state = 4, finished = ?2, owner = NULL WHERE id = ?1",
    [STATEMENT_DELIVERY_LEASE] =
        "UPDATE delivery SET owner = ?3, ready = ?4, touched = touched + 1 WHERE id BETWEEN ?1 AND ?2",
    [STATEMENT_DELIVERY_RELEASE_OLD] = "UPDATE delivery SET owner = NULL, ready = due WHERE state < 2 AND "
                                       "created >= 0 AND owner > '' AND owner <> ?2 AND ready <= ?1",
    [STATEMENT_DELIVERY_LEASE_END] =
        "SELECT min(ready) FROM delivery WHERE state < 2 AND created >= 0 AND owner > '' AND owner <> ?1",
    [STATEMENT_DELIVERY_RELEASE_ALL] =
        "UPDATE delivery SET owner = NULL, ready = due WHERE state < 2 AND created >= 0 AND owner = ?1",
    [STATEMENT_DELIVERY_RELEASE] =
        "UPDATE delivery SET owner = NULL, due = ?2, ready = ?2, touched = max(touched - (owner "
        "IS NOT NULL), 0) WHERE id = ?1 AND state < 2",
    [STATEMENT_DELIVERY_SET_BACK] =
        "UPDATE delivery SET due = CASE WHEN due > ?1 THEN due - ?1 + ?2 ELSE min(due, ?2) END, ready = CASE "
        "WHEN "
        "ready > ?1 THEN ready - ?1 + ?2 ELSE ?2 END WHERE state < 2 AND ready > ?2",
    [STATEMENT_DELIVERY_MEND] =
        "UPDATE delivery SET due = ?1, ready = ?1 WHERE state < 2 AND owner IS NULL AND created > ?1",
    [STATEMENT_DELIVERY_HASTEN] = "UPDATE delivery SET due = ?2, ready = ?2 WHERE state < 2 AND priority = "
                                  "?3 AND channel = ?1 AND ready > ?2 "
                                  "AND state = 1 AND owner IS NULL",
    [STATEMENT_DELIVERY_TRIED] = "SELECT attempts, turn FROM delivery WHERE id = ?1 AND state < 2",
    [STATEMENT_DELIVERY_DEFER] = "UPDATE delivery SET state = 1, attempts = ?2, tried = ?3, latency = ?4, "
                                 "code = ?5, answer = ?6, owner = NULL, "
                                 "due = ?7, ready = ?7 WHERE id = ?1 AND state < 2",
    [STATEMENT_DELIVERY_FINISH] = "UPDATE delivery SET state = ?7, attempts = ?2, tried = ?3, latency = ?4, "
                                  "code = ?5, answer = ?6, owner = NULL, "
                                  "finished = ?3 + ?4 WHERE id = ?1 AND state < 2",
    [STATEMENT_FALLBACK_CONFIRMED] =
        "UPDATE delivery SET state = 6, finished = ?2, reason = 'confirmed by ' || done.channel FROM "
        "(SELECT incident, revision, subscriber, channel, turn FROM delivery WHERE id = ?1) AS done WHERE "
        "delivery.incident = done.incident AND delivery.subscriber = done.subscriber AND delivery.revision = "
        "done.revision AND delivery.turn > done.turn AND state = 0 AND touched = 0",
    [STATEMENT_FALLBACK_FAILED] =
        "UPDATE delivery SET due = ?2, ready = ?2 WHERE due > ?2 AND id = (SELECT id FROM (SELECT later.id "
        "AS "
        "id, min(later.turn) FROM delivery AS done JOIN delivery AS later ON later.incident = done.incident "
        "AND later.subscriber = done.subscriber AND later.revision = done.revision AND later.turn > "
        "done.turn "
        "WHERE done.id = ?1 AND later.state = 0 AND later.touched = 0))",
    [STATEMENT_DELIVERY_NEXT_DUE] =
        "SELECT due FROM delivery WHERE state < 2 AND priority = ?1 AND channel = ?2 AND owner IS"
        " NULL ORDER BY ready LIMIT 1",
    [STATEMENT_DELIVERY_FAILED] =
        "SELECT count(*), max(channel) FROM delivery WHERE state = 3 AND finished >= ?1 "
        "AND subscriber IS NOT ?2",
    [STATEMENT_DELIVERY_OLDEST] = "SELECT created FROM delivery WHERE state < 2 AND created >= 0 AND (owner "
                                  "> '' OR state = 1 OR due <= created) "
                                  "ORDER BY created LIMIT 1",
    [STATEMENT_DELIVERY_WAITING] = "SELECT channel, n, oldest, (SELECT answer FROM delivery WHERE id = "
                                   "first) FROM (SELECT channel, count(*) AS n, "
                                   "min(created) AS oldest, id AS first FROM delivery WHERE state < 2 AND "
                                   "created < ?1 AND (owner > '' OR state = 1 OR "
                                   "due <= created) GROUP BY channel LIMIT ?2)",
    [STATEMENT_DELIVERY_OLD] = "SELECT id, finished, message, state <> 3 AND NOT EXISTS(SELECT 1 FROM "
                               "incident WHERE id = d.incident "
                               "AND state = 'open') FROM delivery d WHERE finished >= ?1 AND (finished > ?1 "
                               "OR id > ?2) AND finished "
                               "< ?3 ORDER BY finished, id LIMIT ?4",
    [STATEMENT_FAILED_OLD] =
        "SELECT id, finished, message, NOT EXISTS(SELECT 1 FROM incident WHERE id = d.incident AND state = "
        "'open') FROM delivery d WHERE state = 3 AND finished >= ?1 AND (finished > ?1 OR id > ?2) AND "
        "finished < ?3 ORDER BY finished, id LIMIT ?4",
    [STATEMENT_DELIVERY_REMOVE] = "DELETE FROM delivery WHERE id = ?1",
    [STATEMENT_ATTEMPT_KEEP] = "INSERT INTO attempt_before SELECT id, attempts, tried, latency, code, answer "
                               "FROM delivery WHERE id = ?1 AND "
                               "state < 2 AND tried IS NOT NULL",
    [STATEMENT_ATTEMPT_LIST] = "SELECT at, latency, code, answer FROM attempt WHERE delivery = ?1",

    [STATEMENT_SENT_FIND] =
        "SELECT reference FROM sent WHERE incident = ?1 AND subscriber = ?2 AND channel = ?3",
    [STATEMENT_SENT_PUT] =
        "INSERT INTO sent VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET reference = excluded.reference",
    [STATEMENT_SENT_FOLLOW] =
        "INSERT INTO delivery(incident, revision, state, priority, attempts, touched, retain, message, "
        "created,"
        " due, ready, expires, type, subscriber, channel, target, reason, address) "
        "SELECT 0, revision, 0, 9, 0, 0, 0, message, ?3, ?3, ?3, ?4, 'brief', subscriber, channel, ?2, "
        "'a newer message follows it', address FROM delivery WHERE id = ?1 RETURNING message",
    [STATEMENT_MOVE_PUT] =
        "INSERT INTO moved VALUES(?1, ?2, ?3) ON CONFLICT DO UPDATE SET value = excluded.value",
    [STATEMENT_MOVE_LIST] = "SELECT channel, old, value FROM moved ORDER BY channel, old",

    [STATEMENT_HELD_PUT] = "INSERT INTO held(subscriber, incident, headline, due, began, past, expired) "
                           "VALUES(?1, ?2, ?3, ?4, ?5, ?6, 0) "
                           "ON CONFLICT DO UPDATE SET headline = excluded.headline, past = excluded.past, "
                           "over = NULL, expired = 0",
    [STATEMENT_HELD_OVER] = "UPDATE held SET over = ?2, expired = ?3 WHERE incident = ?1 AND over IS NULL",
    [STATEMENT_HELD_DROP] = "DELETE FROM held WHERE incident = ?1 AND (?2 IS NULL OR subscriber = ?2)",
    [STATEMENT_HELD_DUE] =
        "SELECT subscriber, incident, due, began, over, expired, past, headline FROM held WHERE subscriber = "
        "(SELECT "
        "subscriber FROM held WHERE due <= ?1 ORDER BY due LIMIT 1) AND due <= ?1 ORDER BY began, incident",
    [STATEMENT_HELD_OF] = "SELECT subscriber, incident, due, began, over, expired, past, headline FROM held "
                          "WHERE subscriber = ?1 AND incident = ?2",
    [STATEMENT_HELD_DONE] = "DELETE FROM held WHERE subscriber = ?1 AND due <= ?2",
    [STATEMENT_HELD_NEXT] = "SELECT min(due) FROM held",
    [STATEMENT_HELD_COUNT] = "INSERT INTO news VALUES(?1, ?2, 1) ON CONFLICT DO UPDATE SET n = iif(since <= "
                             "?3 OR since > ?2, 1, n + 1), "
                             "since = iif(since <= ?3 OR since > ?2, ?2, since) RETURNING n, since",
    [STATEMENT_REPORT_ADD] = "INSERT INTO report(key, source, file, received, size, outcome, reason, alerts) "
                             "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [STATEMENT_REPORT_FIND] = "SELECT id FROM report WHERE key = ?1 AND outcome = 0 LIMIT 1",
    [STATEMENT_REPORT_OLD] =
        "SELECT id, received, NULL, NOT EXISTS(SELECT 1 FROM alert WHERE received = r.received AND report = "
        "r.id) FROM report r WHERE "
        "received >= ?1 AND (received > ?1 OR id > ?2) AND received < ?3 ORDER BY received, id LIMIT ?4",
    [STATEMENT_REPORT_REMOVE] = "DELETE FROM report WHERE id = ?1",
    [STATEMENT_SOURCE_SEEN] =
        "INSERT INTO source VALUES(?1, ?2, ?3, ?4) ON CONFLICT(name) DO UPDATE SET last = "
        "max(last, excluded.last), accepted = accepted + excluded.accepted, rejected = rejected +"
        " excluded.rejected",
    [STATEMENT_SOURCE_LIST] = "SELECT name, last, accepted, rejected FROM source ORDER BY name",
    [STATEMENT_SOURCE_LAST] = "SELECT max(last) FROM source",

    [STATEMENT_ALERT_ADD] =
        "INSERT INTO alert(report, incident, key, identifier, sender, sent, received, status, "
        "msg_type, event, state, headline, note) VALUES(?1, ?2, ?3, ?4, ?5, ?6, coalesce((SELECT "
        "received FROM report WHERE id = ?1), ?6, 0), ?7, ?8, ?9, ?10, ?11, ?12)",
    [STATEMENT_ALERT_FIND] = "SELECT id, incident FROM alert WHERE key = ?1",
    [STATEMENT_ALERT_OLD] =
        "SELECT id, received, NULL, NOT EXISTS(SELECT 1 FROM incident WHERE id = a.incident AND state = "
        "'open') FROM alert a WHERE received >= ?1 AND (received > ?1 OR id > ?2) AND received < ?3 ORDER BY "
        "received, id LIMIT ?4",
    [STATEMENT_ALERT_REMOVE] = "DELETE FROM alert WHERE id = ?1",

    [STATEMENT_INCIDENT_ADD] =
        "INSERT INTO incident(revision, state, status, event, headline, source, opened, updated, "
        "expires, document, places) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    [STATEMENT_INCIDENT_SET] =
        "UPDATE incident SET revision = ?1, state = ?2, status = ?3, event = ?4, headline = ?5, "
        "source = ?6, opened = ?7, updated = ?8, expires = ?9, document = ?10, places = ?11 WHERE id = ?12",
    [STATEMENT_INCIDENT_OPEN] = "SELECT count(*) FROM incident WHERE state = 'open'",
    [STATEMENT_INCIDENT_DAMAGED_COUNT] = "SELECT count(*) FROM incident WHERE state = 'damaged'",
    [STATEMENT_INCIDENT_DAMAGED] = "UPDATE incident SET state = 'damaged' WHERE id = ?1",
    [STATEMENT_INCIDENT_OLD] =
        "SELECT id, places FROM incident WHERE state = ?1 AND updated < ?2 ORDER BY updated LIMIT ?3",
    [STATEMENT_INCIDENT_REMOVE] = "DELETE FROM incident WHERE id = ?1",
    [STATEMENT_PLACE_ADD] = "INSERT OR IGNORE INTO incident_place VALUES(?1, ?2)",
    [STATEMENT_PLACE_REMOVE] = "DELETE FROM incident_place WHERE path = ?1 AND incident = ?2",
    [STATEMENT_PLACE_LIST] = "SELECT places FROM incident WHERE id = ?1",

    [STATEMENT_WORD_FIND] = "SELECT id FROM subscriber_word WHERE kind = ?1 AND text = ?2",
    [STATEMENT_WORD_ADD] = "INSERT INTO subscriber_word(kind, text) VALUES(?1, ?2)",
    [STATEMENT_WORD_TEXT] = "SELECT text FROM subscriber_word WHERE id = ?1",
    [STATEMENT_WORD_LIST] = "SELECT id, kind, text FROM subscriber_word",
    [STATEMENT_SUBSCRIBER_PUT] =
        "INSERT OR REPLACE INTO subscriber(name, profile, channels, rules) VALUES(?1, ?2, ?3, ?4)",
    [STATEMENT_SUBSCRIBER_REMOVE] = "DELETE FROM subscriber WHERE name = ?1",
    [STATEMENT_SUBSCRIBER_FIND] = "SELECT name, profile, channels, rules FROM subscriber WHERE name = ?1",
    [STATEMENT_SUBSCRIBER_LIST] =
        "SELECT name, profile, channels, rules FROM subscriber WHERE name > ?1 ORDER BY name",
    [STATEMENT_SUBSCRIBER_COUNT] = "SELECT count(*) FROM subscriber",
    [STATEMENT_NOTE_ADD] = "INSERT INTO subscriber_note(name) VALUES(?1)",
    [STATEMENT_NOTE_PRUNE] = "DELETE FROM subscriber_note WHERE id < ?1",
    [STATEMENT_NOTE_LAST] = "SELECT max(id) FROM subscriber_note",
    [STATEMENT_NOTE_LIST] = "SELECT id, name FROM subscriber_note WHERE id > ?1 ORDER BY id",
};

const char *statement_sql(enum statement which)
{
        return statements[which];
}
