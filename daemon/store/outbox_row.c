#include "store/outbox_row.h"

struct delivery outbox_row_read(sqlite3_stmt *st, struct arena *a)
{
        return (struct delivery){.id = sqlite3_column_int64(st, 0),
                                 .incident = sqlite3_column_int64(st, 1),
                                 .revision = (unsigned)sqlite3_column_int64(st, 2),
                                 .type = database_text(st, 3, a),
                                 .subscriber = database_text(st, 4, a),
                                 .channel = database_text(st, 5, a),
                                 .target = database_text(st, 6, a),
                                 .retain = sqlite3_column_int(st, 7),
                                 .priority = sqlite3_column_int(st, 8),
                                 .created = sqlite3_column_int64(st, 9),
                                 .due = sqlite3_column_int64(st, 10),
                                 .expires = database_time(st, 11),
                                 .attempts = (unsigned)sqlite3_column_int64(st, 12),
                                 .state = (enum delivery_state)sqlite3_column_int(st, 13),
                                 .reason = database_text(st, 14, a),
                                 .finished = database_time(st, 15),
                                 .body = database_text(st, 16, a),
                                 .body_size = (size_t)sqlite3_column_bytes(st, 16),
                                 .turn = (unsigned)sqlite3_column_int64(st, 17),
                                 .address = database_text(st, 18, a)};
}
