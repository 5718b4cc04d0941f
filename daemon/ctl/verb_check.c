#include <errno.h>
#include <fts.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "ctl/check.h"
#include "ctl/verb.h"

#define LISTED_MOST    20 /* subscribers of each kind, without --all */
#define PROGRESS_EVERY 64 /* files */

enum { OPTION_SOURCE, OPTION_NOW, OPTION_ALL };

static const struct verb_option options[] = {
    {"source", 's', "NAME", "read it as if this source had written it"},
    {"now", 'n', "TIME", "as if it were then: \"2h\" (ago), \"2026-08-18T18:32:45+03:00\""},
    {"all", 'a', NULL, "list all subscribers, however many there are"},
};

/* All files of one call. */
struct checking {
        struct store *store; /* NULL: there is no database */
        struct verb_call *call;
        struct setup *setup;
        struct check_style style;
        const char *source;  /* NULL: by the folder */
        const char *waiting; /* <spool>/incoming, resolved; NULL where there is none */
        size_t n, n_rejected, n_silent;
        bool progress;
};

/* --- one file --- */

/* What the daemon would call the source of this file: its folder in incoming/, else "local". */
static const char *source_of(const struct checking *c, const char *path, struct arena *a)
{
        char *folder = arena_strdup(a, path), *slash = strrchr(folder, '/'), resolved[PATH_MAX];
        size_t n = c->waiting ? strlen(c->waiting) : 0;

        if (c->source)
                return c->source;
        if (slash)
                slash[slash == folder] = 0;
        if (!n || !realpath(slash ? folder : ".", resolved) || strncmp(resolved, c->waiting, n) != 0 ||
            resolved[n] != '/' || strchr(resolved + n + 1, '/'))
                return "local";
        return arena_strdup(a, resolved + n + 1);
}

/* Standard input until its end. One byte more than the limit is enough to know. */
static int read_input(size_t limit, struct arena *a, char **ret, size_t *ret_size)
{
        char *data = arena_alloc(a, limit + 2);
        size_t size = fread(data, 1, limit + 1, stdin);

        if (ferror(stdin))
                return -EIO;
        if (size > limit)
                return -EFBIG;
        *ret = data;
        *ret_size = size;
        return 0;
}

static const char *read_reason(int error, size_t limit, struct arena *a)
{
        if (error == -EFBIG)
                return arena_printf(a, "larger than %zu bytes (max_report_size)", limit);
        if (error == -EINVAL)
                return "not a regular file";
        return arena_printf(a, "cannot be read: %s", strerror(-error));
}

static void read_check(struct checking *c, struct check *check, struct arena *a)
{
        size_t limit = c->setup->settings->max_report_size;
        bool input = strcmp(check->file, "-") == 0;
        char *data;
        int r;

        if (input)
                r = read_input(limit, a, &data, &check->size);
        else
                r = file_read(check->file, limit, a, &data, &check->size, NULL);
        if (r < 0) {
                check->rejected = read_reason(r, limit, a);
                return;
        }
        check->data = data;
        check->source = source_of(c, check->file, a);
        check_bytes(c->setup, check, c->style.now, a);
}

static void check_file(struct checking *c, const char *path)
{
        struct arena *a = arena_new();
        struct check check = {.file = path};

        if (c->progress && c->n % PROGRESS_EVERY == 0)
                fprintf(stderr, "\r%zu files ", c->n);
        read_check(c, &check, a);
        if (c->call->json) {
                output_json(&c->call->out, check_encode(c->setup, &check, a));
        } else {
                if (c->n > 0)
                        output_print(&c->call->out, STYLE_PLAIN, "\n");
                check_print(&c->call->out, c->setup, &check, &c->style, a);
        }
        c->n++;
        c->n_rejected += check.rejected != NULL;
        c->n_silent += !check.rejected && !check.alerts.n;
        arena_free(a);
}

/* --- folders --- */

static int by_name(const FTSENT **a, const FTSENT **b)
{
        return strcmp((*a)->fts_name, (*b)->fts_name);
}

static bool ends_with(const char *name, size_t size, const char *end)
{
        size_t n = strlen(end);

        return size >= n && memcmp(name + size - n, end, n) == 0;
}

/* What the daemon would leave alone, and the reasons that it writes beside what it rejects. */
static bool is_left_alone(const FTSENT *e)
{
        return e->fts_name[0] == '.' || ends_with(e->fts_name, e->fts_namelen, ".tmp") ||
               ends_with(e->fts_name, e->fts_namelen, ".part") ||
               ends_with(e->fts_name, e->fts_namelen, ".reason");
}

static enum verb_result check_folder(struct checking *c, const char *path)
{
        char *paths[] = {arena_strdup(c->call->arena, path), NULL};
        FTS *fts = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
        enum verb_result status = VERB_GOOD;
        FTSENT *e;

        if (!fts)
                return verb_complain(VERB_FAILED, "%s: %s", path, strerror(errno));
        while ((e = fts_read(fts))) {
                if (e->fts_level > 0 && is_left_alone(e))
                        fts_set(fts, e, FTS_SKIP);
                else if (e->fts_info == FTS_F)
                        check_file(c, e->fts_path);
                else if (e->fts_info == FTS_DNR || e->fts_info == FTS_ERR)
                        status = verb_complain(VERB_FAILED, "%s: %s", e->fts_path, strerror(e->fts_errno));
        }
        fts_close(fts);
        return status;
}

static bool is_folder(const char *path)
{
        struct stat st;

        return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static void print_sum(struct checking *c)
{
        struct output *o = &c->call->out;

        if (c->progress)
                fprintf(stderr, "\r%20s\r", "");
        if (c->call->json || c->n < 2)
                return;
        output_printf(o, STYLE_TITLE, "\n%zu files", c->n);
        output_printf(o, STYLE_PLAIN, ": %zu understood", c->n - c->n_rejected);
        if (c->n_silent)
                output_printf(o, STYLE_PLAIN, " (%zu of them say nothing to warn of)", c->n_silent);
        if (c->n_rejected)
                output_printf(o, STYLE_BAD, ", %zu would be rejected", c->n_rejected);
        output_print(o, STYLE_PLAIN, "\n");
}

static enum verb_result check_all(struct checking *c)
{
        enum verb_result status = VERB_GOOD;

        for (size_t i = 0; i < c->call->n_arguments; i++) {
                if (is_folder(c->call->arguments[i]))
                        status |= check_folder(c, c->call->arguments[i]);
                else
                        check_file(c, c->call->arguments[i]);
        }
        print_sum(c);
        return status | (c->n_rejected ? VERB_FAILED : VERB_GOOD);
}

/* Those whom the database has, where there is one. What a report says can be seen without them. */
static void load_roster(struct checking *c)
{
        struct problem why = {""};
        int r = store_open(c->setup->settings->database, STORE_READ, &c->store, &why);

        if (r == 0)
                r = people_load(c->setup->people, c->store, &why);
        if (r < 0 && r != -ENOENT)
                verb_complain(VERB_FAILED, "the subscribers of the database are left out: %s", why.text);
}

static enum verb_result run(struct verb_call *call)
{
        struct checking c = {.call = call,
                             .source = call->values[OPTION_SOURCE],
                             .style.most = call->values[OPTION_ALL] ? 0 : LISTED_MOST,
                             .progress = isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO)};
        enum verb_result status = verb_time(call, OPTION_NOW, call->now, &c.style.now);
        char waiting[PATH_MAX];

        if (status == VERB_GOOD)
                status = verb_load_setup(call, &c.setup);
        if (status != VERB_GOOD)
                return status;
        load_roster(&c);
        c.waiting = realpath(arena_printf(call->arena, "%s/incoming", c.setup->settings->spool), waiting);
        status = check_all(&c);
        setup_free(c.setup);
        store_close(c.store);
        return status;
}

const struct verb verb_check = {
    .name = "check",
    .usage = "FILE|FOLDER|- ...",
    .summary = "what a report says, where, who would be told, and why not the others",
    .help = "Reads reports as the daemon would, and tells nobody: what each says has happened, to which\n"
            "places and why those, which subscribers would be told, and why not the others (of those\n"
            "in the database only who would be told). `-` is\n"
            "standard input; of a folder, all files in it are read. It needs no database.\n\n"
            "A file under <spool>/incoming/NAME/ is of source NAME, any other of `local`.\n"
            "Exit status: 0 all were understood; 1 one would be rejected.\n\n"
            "Example: sirenctl check --now 2026-08-18T18:40:00+03:00 alarm.xml\n"
            "         sirenctl check --json reports/ | jq -r 'select(.rejected) | .file'",
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .least = 1,
    .most = SIZE_MAX,
    .run = run,
};
