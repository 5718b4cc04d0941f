/* wal: the write-ahead log beside the database.
 *
 * Commits append to it; what is in it is moved into the database from time to time (a checkpoint), and the log begins
 * anew. SQLite would do that within the commit that makes the log too long, which then takes many times as long as
 * any other, and a report waits for it. Here a thread with a connection of its own does it beside the commits. Where
 * commits come so thick that the thread never meets a moment without one, the log grows up to a bound, at which it is
 * done within a commit after all, and so it is where the disk has little room left. */
#pragma once

#include <sqlite3.h>

struct wal;

/* For a connection in WAL mode that is the only one of this process that writes. The file gets the length that it will
 * have anyway: writing over what there is costs a disk half of what making a file longer does, so the first reports
 * after a start are as fast as the later ones. Where there is no room for that, nothing is wrong. */
struct wal *wal_start(sqlite3 *db);
/* A commit has failed for want of room, outside of which this is called: what is in the log is moved, where that can be, so
 * that the log begins anew in the room that it has. NULL is fine. */
void wal_relieve(struct wal *w);
void wal_stop(
    struct wal *w); /* waits for the checkpoint that is under way; before `db` is closed; NULL is fine */
