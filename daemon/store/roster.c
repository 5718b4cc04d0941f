#include "store/roster.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/database.h"

#define NOTES_KEPT 10000 /* who has not read for longer reads everybody */

int roster_word(struct store *s, enum roster_kind kind, const char *text, int64_t *ret)
{
        int r = database_number(s, STATEMENT_WORD_FIND, ret, "it", (int64_t)kind, text);

        if (r != 0)
                return r < 0 ? r : 0;
        r = database_run(s, STATEMENT_WORD_ADD, "it", (int64_t)kind, text);
        if (r >= 0)
                *ret = sqlite3_last_insert_rowid(s->db);
        return r < 0 ? r : 0;
}

int roster_text(struct store *s, int64_t word, struct arena *a, char **ret)
{
        int r;
        sqlite3_stmt *st = database_bind(s, STATEMENT_WORD_TEXT, &r, "i", word);

        if (!st)
                return r;
        r = database_step(s, st);
        if (r <= 0)
                return r < 0 ? r : -ENOENT;
        *ret = database_text(st, 0, a);
        sqlite3_reset(st);
        return 0;
}

int roster_words(struct store *s,
                 void (*visit)(enum roster_kind kind, int64_t word, const char *text, void *context),
                 void *context)
{
        int r;
        sqlite3_stmt *st = database_bind(s, STATEMENT_WORD_LIST, &r, "");

        if (!st)
                return r;
        while ((r = database_step(s, st)) > 0) {
                const char *text = (const char *)sqlite3_column_text(st, 2);
                if (text)
                        visit((enum roster_kind)sqlite3_column_int(st, 1), sqlite3_column_int64(st, 0), text,
                              context);
        }
        return r;
}

int roster_put(struct store *s, const struct roster_row *row)
{
        int r = database_run(s, STATEMENT_SUBSCRIBER_PUT, "titB", row->name, row->profile, row->channels,
                             row->rules, row->rules_size);

        return r < 0 ? r : 0;
}

int roster_remove(struct store *s, const char *name, bool *ret_found)
{
        int r = database_run(s, STATEMENT_SUBSCRIBER_REMOVE, "t", name);

        if (r < 0)
                return r;
        *ret_found = sqlite3_changes(s->db) > 0;
        return 0;
}

static struct roster_row row_of(sqlite3_stmt *st)
{
        struct roster_row row = {.name = (const char *)sqlite3_column_text(st, 0),
                                 .profile = sqlite3_column_int64(st, 1),
                                 .channels = (const char *)sqlite3_column_text(st, 2),
                                 .rules = sqlite3_column_blob(st, 3),
                                 .rules_size = (size_t)sqlite3_column_bytes(st, 3)};

        if (!row.channels)
                row.channels = "";
        return row;
}

int roster_find(struct store *s, const char *name, struct arena *a, struct roster_row *ret)
{
        int r;
        sqlite3_stmt *st = database_bind(s, STATEMENT_SUBSCRIBER_FIND, &r, "t", name);

        if (!st)
                return r;
        r = database_step(s, st);
        if (r <= 0)
                return r < 0 ? r : -ENOENT;
        *ret = row_of(st);
        ret->name = arena_strdup(a, ret->name);
        ret->channels = arena_strdup(a, ret->channels);
        ret->rules = ret->rules ? arena_strndup(a, ret->rules, ret->rules_size) : "";
        sqlite3_reset(st);
        return 0;
}

int roster_each(struct store *s, const char *after, int (*visit)(const struct roster_row *row, void *context),
                void *context)
{
        int r;
        sqlite3_stmt *st = database_bind(s, STATEMENT_SUBSCRIBER_LIST, &r, "t", after ? after : "");

        if (!st)
                return r;
        while ((r = database_step(s, st)) > 0) {
                struct roster_row row = row_of(st);
                r = row.name ? visit(&row, context) : 0;
                if (r != 0) {
                        sqlite3_reset(st);
                        return r;
                }
        }
        return r;
}

int roster_count(struct store *s, int64_t *ret)
{
        int r = database_number(s, STATEMENT_SUBSCRIBER_COUNT, ret, "");

        return r < 0 ? r : 0;
}

int roster_note(struct store *s, const char *name)
{
        int r = database_run(s, STATEMENT_NOTE_ADD, "t", name);

        if (r >= 0)
                r = database_run(s, STATEMENT_NOTE_PRUNE, "i",
                                 (int64_t)sqlite3_last_insert_rowid(s->db) - NOTES_KEPT);
        return r < 0 ? r : 0;
}

int roster_last(struct store *s, int64_t *ret)
{
        int64_t last = 0;
        int r = database_number(s, STATEMENT_NOTE_LAST, &last, "");

        if (r < 0)
                return r;
        *ret = r > 0 ? last : 0;
        return 0;
}

int roster_changed(struct store *s, int64_t since, size_t most, struct arena *a, const char ***ret,
                   size_t *ret_n)
{
        const char **names = arena_array(a, most, sizeof *names);
        int64_t expected = since + 1;
        size_t n = 0;
        int r;
        sqlite3_stmt *st = database_bind(s, STATEMENT_NOTE_LIST, &r, "i", since);

        if (!st)
                return r;
        while ((r = database_step(s, st)) > 0) {
                bool gap = sqlite3_column_int64(st, 0) != expected++;
                if (gap || n == most || sqlite3_column_type(st, 1) == SQLITE_NULL) {
                        sqlite3_reset(st);
                        return -E2BIG;
                }
                names[n++] = database_text(st, 1, a);
        }
        if (r < 0)
                return r;
        *ret = names;
        *ret_n = n;
        return 0;
}

int roster_hold(struct store *s)
{
        return database_run(s, STATEMENT_BEGIN_READING, "");
}

void roster_let_go(struct store *s)
{
        sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL);
}

const char *roster_stamp(const char *database, struct arena *a)
{
        return arena_printf(a, "%s-subscribers", database);
}

int roster_touch(const char *database)
{
        struct arena *a = arena_new();
        int fd = open(roster_stamp(database, a), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
        int r = fd < 0 || futimens(fd, NULL) < 0 ? -errno : 0;

        if (fd >= 0)
                close(fd);
        arena_free(a);
        return r;
}
