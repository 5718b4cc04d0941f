/* archive: the reports that the daemon has filed in done/ and rejected/, found again by what the history knows of them.
 *
 * A filed report has the name that it came with, or where there was one of that name already, the time after it; two
 * sources may use the same names. A file is that of a report where its size is, and it was filed soon after the report
 * was received. */
#pragma once

#include "settings/settings.h"
#include "store/history.h"

struct archive;

/* Folders that are missing or may not be read hold nothing. Lives in the arena, but for what archive_close() frees. */
struct archive *archive_open(const struct settings *s, struct arena *a);
void archive_close(struct archive *x); /* NULL is fine */

/* The name that a report was filed under, in the arena; NULL where it is no more there. Each file is found once: ask
 * for reports in the order in which they came. */
const char *archive_find(struct archive *x, const struct history_report *r, struct arena *a);
/* The bytes of what archive_find() gave; a negative errno. */
int archive_read(struct archive *x, const struct history_report *r, const char *name, struct arena *a,
                 char **ret_data, size_t *ret_size);
