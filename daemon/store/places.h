/* places: where incidents are. An incident's row has its places as text, so that they are read and compared with it; the
 * table incident_place is for finding incidents by place, and is written only where they change. */
#pragma once

#include "store/database.h"

/* In order, each once; NULL where there is none. Lives in the arena. */
const char *places_join(const char *const *list, size_t n, struct arena *a);
void places_split(const char *text, struct arena *a, const char *const **ret, size_t *ret_n);

/* The text in the row of an incident that there is. */
int places_read(struct store *s, int64_t incident, struct arena *a, const char **ret);
/* From `old` to `new`, both as joined; the row is not touched. */
int places_change(struct store *s, int64_t incident, const char *old, const char *new, struct arena *a);
