#include "send/marks.h"

#include <stdlib.h>
#include <uthash.h>

#define MARKS_MOST 4096

struct mark {
        int64_t incident;
        unsigned revision;
        UT_hash_handle hh;
};

void marks_add(struct marks *m, int64_t incident, unsigned revision)
{
        struct mark *found;

        HASH_FIND(hh, m->all, &incident, sizeof incident, found);
        if (!found && HASH_COUNT(m->all) >= MARKS_MOST) {
                m->full = true;
                return;
        }
        if (!found) {
                found = calloc(1, sizeof *found);
                if (!found)
                        abort();
                found->incident = incident;
                HASH_ADD(hh, m->all, incident, sizeof found->incident, found);
        }
        if (found->revision < revision)
                found->revision = revision;
}

bool marks_cover(const struct marks *m, int64_t incident, unsigned revision)
{
        struct mark *found;

        if (m->full)
                return true;
        if (!m->all)
                return false;
        HASH_FIND(hh, m->all, &incident, sizeof incident, found);
        return found && revision < found->revision;
}

void marks_clear(struct marks *m)
{
        struct mark *found, *next;

        HASH_ITER(hh, m->all, found, next)
        {
                HASH_DEL(m->all, found);
                free(found);
        }
        m->full = false;
}
