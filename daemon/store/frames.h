/* frames: a VFS of SQLite whose log beside the database is written a commit at a time.
 *
 * SQLite writes a page of a commit to its log as two writes, a header of 24 bytes and the page ("frame", SQLite's file
 * format, section 4.1), so a report's commit is some forty of them, which cost more than what is written. Here those that
 * follow one another are kept and written as one, at the latest with the frame that ends the commit: before SQLite tells
 * other connections of it, and before it syncs. All other files, and everything else, are SQLite's own VFS. */
#pragma once

#include <sqlite3.h>

/* Its name for sqlite3_open_v2(); NULL, which is SQLite's own, where it cannot be had. */
const char *frames_vfs(void);
/* Once, for every connection that was opened with it: says when a commit begins. What a transaction writes before that, for
 * want of memory, is written at once: if it were kept and then rolled back, another process might have committed something in
 * its place. */
void frames_attend(sqlite3 *db);
