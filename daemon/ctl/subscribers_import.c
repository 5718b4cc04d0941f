#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ctl/rows.h"
#include "ctl/subscribers.h"

#define BATCH       1000 /* rows of one transaction: sirend must not wait long for it */
#define ERRORS_MOST 20   /* that are shown */
#define BUSY_TRIES  40   /* while sirend writes */
#define BUSY_PAUSE  (50 * 1000)

struct import {
        struct subscribers *s;
        const char *file;
        struct arena *arena; /* of the batch */
        struct {
                json_t *object;
                struct subscriber read;
        } batch[BATCH];
        size_t n, stored, wrong;
        bool first, progress;
};

static void show_progress(const struct import *i)
{
        if (i->progress)
                fprintf(stderr, "\r%zu %s ", i->stored, i->s->dry_run ? "read" : "stored");
}

static void refuse(struct import *i, const struct problem *why)
{
        if (i->progress && i->wrong == 0)
                fputc('\r', stderr);
        if (i->wrong++ < ERRORS_MOST)
                verb_complain(VERB_FAILED, "%s", why->text);
        else if (i->wrong == ERRORS_MOST + 1)
                verb_complain(VERB_FAILED, "... more lines are wrong");
}

static int begin(struct store *store)
{
        int r = store_begin(store);

        for (unsigned tries = 0; r == -EBUSY && tries < BUSY_TRIES; tries++) {
                usleep(BUSY_PAUSE);
                r = store_begin(store);
        }
        return r;
}

/* What was read so far, in one transaction: an import that is broken off is begun again, and puts the same rows. */
static int put_batch(struct import *i, bool many, struct problem *why)
{
        struct store *store = i->s->store;
        int r = begin(store);

        for (size_t k = 0; k < i->n && r == 0; k++) {
                r = person_put(&i->s->context, store, i->batch[k].object, &i->batch[k].read, i->arena, why);
                if (r == 0 && !many)
                        r = roster_note(store, i->batch[k].read.name);
        }
        if (r == 0 && many)
                r = roster_note(store, NULL);
        if (r == 0)
                r = store_commit(store);
        if (r < 0) {
                problem_set(why, r, "%s", store_problem(store));
                store_rollback(store);
        }
        return r;
}

static int flush(struct import *i, bool last, struct problem *why)
{
        bool many = !last || !i->first || i->n > SUBSCRIBERS_NOTED;
        int r = i->s->dry_run || i->n == 0 ? 0 : put_batch(i, many, why);

        for (size_t k = 0; k < i->n; k++)
                json_decref(i->batch[k].object);
        if (r == 0)
                i->stored += i->n;
        i->n = 0;
        i->first = false;
        arena_free(i->arena);
        i->arena = arena_new();
        show_progress(i);
        return r;
}

static int take(struct import *i, json_t *object, size_t line)
{
        struct problem why = {""};
        int r = subscribers_check(i->s, object, arena_printf(i->arena, "%s:%zu", i->file, line), i->arena,
                                  &i->batch[i->n].read, &why);

        if (r < 0) {
                refuse(i, &why);
                json_decref(object);
                return 0;
        }
        i->batch[i->n++].object = object;
        return i->n == BATCH;
}

static int import_rows(struct import *i, struct rows *rows, struct problem *why)
{
        json_t *object;
        size_t line;
        int r, f = 0;

        while ((r = rows_next(rows, &object, &line, why)) != 0 && f == 0) {
                if (r == -EIO)
                        return r;
                if (r < 0) {
                        problem_prefix(why, r, "%s:%zu", i->file, line);
                        refuse(i, why);
                } else if (take(i, object, line)) {
                        f = flush(i, false, why);
                }
        }
        return f < 0 ? f : flush(i, true, why);
}

static enum verb_result import_file(struct import *i, FILE *file)
{
        struct problem why = {""};
        struct rows *rows = NULL;
        int r = rows_open(file, &rows, &why);

        if (r < 0)
                return verb_complain(VERB_FAILED, "%s: %s", i->file, why.text);
        r = import_rows(i, rows, &why);
        rows_close(rows);
        if (i->progress)
                fprintf(stderr, "\r%30s\r", "");
        if (r < 0)
                return verb_complain(VERB_FAILED, "%s: %s\n%zu are stored; import the file again to go on",
                                     i->file, why.text, i->stored);
        return VERB_GOOD;
}

static void report(const struct import *i)
{
        struct verb_call *call = i->s->call;

        if (call->json)
                output_json(&call->out, json_pack("{s:I, s:I}", "stored", (json_int_t)i->stored, "wrong",
                                                  (json_int_t)i->wrong));
        else
                output_printf(&call->out, STYLE_PLAIN, "%zu %s, %zu wrong\n", i->stored,
                              i->s->dry_run ? "would be stored" : "stored", i->wrong);
}

enum verb_result subscribers_import(struct subscribers *s, char **arguments, size_t n)
{
        const char *name = n == 1 ? arguments[0] : NULL;
        struct import *i = calloc(1, sizeof *i);
        bool input = name && strcmp(name, "-") == 0;
        enum verb_result result;
        FILE *file;

        if (!i)
                abort();
        *i = (struct import){.s = s, .file = name, .arena = arena_new(), .first = true};
        i->progress = isatty(STDERR_FILENO);
        file = !name ? NULL : input ? stdin : fopen(name, "re");
        if (!file)
                result = name ? verb_complain(VERB_FAILED, "%s: %s", name, strerror(errno))
                              : verb_complain(VERB_MISUSED,
                                              "subscriber import needs one FILE, or - for standard input");
        else
                result = import_file(i, file);
        if (file && !input)
                fclose(file);
        if (file && (result == VERB_GOOD || i->stored))
                report(i);
        if (i->stored && !s->dry_run)
                result |= subscribers_tell(s);
        result |= i->wrong ? VERB_FAILED : VERB_GOOD;
        arena_free(i->arena);
        free(i);
        return result;
}

/* --- export --- */

struct export
{
        struct subscribers *s;
        bool csv;
        size_t n, wrong;
};

static int export_row(const struct roster_row *row, void *context)
{
        struct export *e = context;
        json_t *o = person_object(e->s->store, row);
        struct problem why = {"the row is damaged"};
        int r = !o ? -EBADMSG : e->csv ? rows_csv(e->s->call->out.file, o, &why) : 0;

        if (r < 0) {
                verb_complain(VERB_FAILED, "%s: %s", row->name, why.text);
                e->wrong++;
        } else if (!e->csv) {
                json_dumpf(o, e->s->call->out.file, JSON_COMPACT);
                putc('\n', e->s->call->out.file);
        }
        json_decref(o);
        if (++e->n % 10000 == 0 && isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO))
                fprintf(stderr, "\r%zu ", e->n);
        return 0;
}

enum verb_result subscribers_export(struct subscribers *s, bool csv)
{
        struct export e = {.s = s, .csv = csv};
        int r;

        if (csv)
                rows_csv_head(s->call->out.file);
        r = roster_hold(s->store);
        if (r == 0)
                r = roster_each(s->store, NULL, export_row, &e);
        roster_let_go(s->store);
        if (r < 0)
                return verb_complain(VERB_FAILED, "%s", store_problem(s->store));
        return e.wrong ? VERB_FAILED : VERB_GOOD;
}
