/* What has been kept in done/ and rejected/ for long enough goes. */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/timestamp.h"
#include "report/spool_parts.h"

/* Goes on through one folder where the last call stopped. True while it is not at its end. */
static bool prune_folder(DIR **at, int folder, int64_t before, unsigned *limit)
{
        struct dirent *d;
        struct stat st;

        if (!*at) {
                int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
                *at = fd < 0 ? NULL : fdopendir(fd);
                if (!*at)
                        return false;
        }
        while (*limit && (d = readdir(*at))) {
                (*limit)--;
                if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0)
                        continue;
                if (fstatat(dirfd(*at), d->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0)
                        continue;
                if (st.st_ctim.tv_sec * TIMESTAMP_SECOND < before)
                        (void)unlinkat(dirfd(*at), d->d_name, S_ISDIR(st.st_mode) ? AT_REMOVEDIR : 0);
        }
        if (*limit == 0)
                return true;
        closedir(*at);
        *at = NULL;
        return false;
}

bool spool_prune(struct spool *s, int64_t now, unsigned limit)
{
        return prune_folder(&s->pruning[0], s->done, now - s->options.done_keep, &limit) ||
               prune_folder(&s->pruning[1], s->rejected, now - s->options.rejected_keep, &limit);
}
