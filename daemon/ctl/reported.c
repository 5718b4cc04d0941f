#include "ctl/reported.h"

#include <fcntl.h>
#include <jansson.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/timestamp.h"
#include "ctl/when.h"
#include "health/health.h"

#define REPORT_LIMIT (256u << 10)
#define RENEWED_MOST (2 * TIMESTAMP_MINUTE)

static size_t decode(const json_t *o, struct arena *a, struct reported_problem *out, size_t most)
{
        const json_t *list = json_object_get(o, "problems");
        size_t n = 0;

        for (size_t i = 0; i < json_array_size(list) && n < most; i++) {
                const json_t *p = json_array_get(list, i);
                const char *part = json_string_value(json_object_get(p, "part"));
                const char *text = json_string_value(json_object_get(p, "problem"));
                if (part && text)
                        out[n++] = (struct reported_problem){arena_strdup(a, part), arena_strdup(a, text)};
        }
        return n;
}

size_t reported_problems(const char *spool, int64_t now, struct arena *a, struct reported_problem *out,
                         size_t most)
{
        struct stat st;
        json_t *o;
        char *data;
        size_t size, n;

        if (most == 0 || file_read_at(AT_FDCWD, arena_printf(a, "%s/" HEALTH_FILE, spool), REPORT_LIMIT, a,
                                      &data, &size, &st) < 0)
                return 0;
        if (now - st.st_mtim.tv_sec * TIMESTAMP_SECOND > RENEWED_MOST) {
                out[0] = (struct reported_problem){
                    "daemon", arena_printf(a,
                                           "it has not said how it is since %s: it hangs, was killed, or "
                                           "cannot write to the spool",
                                           when_local(st.st_mtim.tv_sec * TIMESTAMP_SECOND, a))};
                return 1;
        }
        o = json_loadb(data, size, 0, NULL);
        n = decode(o, a, out, most);
        json_decref(o);
        return n;
}
