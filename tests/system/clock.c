/* Preloaded into a daemon, sets its wall clock off by as many seconds as the file named in CLOCK_FILE says,
 * while it runs. The monotonic clock and the rest of the machine stay as they are. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#define FDS 1024

static unsigned char is_wall[FDS]; /* timers of the wall clock */

static long offset(void)
{
        const char *file = getenv("CLOCK_FILE");
        char text[32] = "";
        int fd = file ? open(file, O_RDONLY | O_CLOEXEC) : -1;

        if (fd >= 0) {
                ssize_t n = read(fd, text, sizeof text - 1);
                (void)n;
                close(fd);
        }
        return strtol(text, NULL, 10);
}

int clock_gettime(clockid_t clock, struct timespec *t)
{
        int (*real)(clockid_t, struct timespec *) = dlsym(RTLD_NEXT, "clock_gettime");
        int r = real(clock, t);

        if (clock == CLOCK_REALTIME)
                t->tv_sec += offset();
        return r;
}

time_t time(time_t *out)
{
        struct timespec t;

        clock_gettime(CLOCK_REALTIME, &t);
        if (out)
                *out = t.tv_sec;
        return t.tv_sec;
}

int gettimeofday(struct timeval *tv, void *zone)
{
        struct timespec t;

        (void)zone;
        clock_gettime(CLOCK_REALTIME, &t);
        *tv = (struct timeval){.tv_sec = t.tv_sec, .tv_usec = t.tv_nsec / 1000};
        return 0;
}

int timerfd_create(int clock, int flags)
{
        int (*real)(int, int) = dlsym(RTLD_NEXT, "timerfd_create");
        int fd = real(clock, flags);

        if (fd >= 0 && fd < FDS)
                is_wall[fd] = clock == CLOCK_REALTIME;
        return fd;
}

int timerfd_settime(int fd, int flags, const struct itimerspec *new, struct itimerspec *old)
{
        int (*real)(int, int, const struct itimerspec *, struct itimerspec *) =
            dlsym(RTLD_NEXT, "timerfd_settime");
        struct itimerspec moved = *new;

        if (fd >= 0 && fd < FDS && is_wall[fd] && flags & TFD_TIMER_ABSTIME && moved.it_value.tv_sec)
                moved.it_value.tv_sec -= offset();
        return real(fd, flags, &moved, old);
}
