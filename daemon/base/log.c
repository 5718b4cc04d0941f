#include "base/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <systemd/sd-journal.h>
#include <unistd.h>

#define FIELDS_MOST 12

/* The only mutable state outside of structs: where lines go and how many. */
static enum log_level level_most = LOG_LEVEL_INFO;
static int to_journal, to_terminal;

static const char *const words[] = {"error", "warning", "notice", "info", "debug"};
static const int priorities[] = {3, 4, 5, 6, 7}; /* syslog's, RFC 5424 table 2 */
static const char *const colours[] = {"\033[31m", "\033[33m", "\033[1m", "", "\033[2m"};

/* systemd says in $JOURNAL_STREAM which device and inode it connected standard error to. */
static int stderr_is_journal(void)
{
        const char *stream = getenv("JOURNAL_STREAM");
        unsigned long long device, inode;
        struct stat st;

        if (!stream || sscanf(stream, "%llu:%llu", &device, &inode) != 2 || fstat(STDERR_FILENO, &st) < 0)
                return 0;
        return st.st_dev == (dev_t)device && st.st_ino == (ino_t)inode;
}

void log_open(enum log_level most)
{
        level_most = most;
        to_journal = stderr_is_journal();
        to_terminal = isatty(STDERR_FILENO) && !getenv("NO_COLOR");
}

int log_level_parse(const char *word, enum log_level *ret)
{
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
                if (strcmp(word, words[i]) == 0) {
                        *ret = (enum log_level)i;
                        return 0;
                }
        return -EINVAL;
}

/* Text of reports and receivers ends up in log lines: no control characters may reach a terminal. */
static void defuse(char *line)
{
        for (; *line; line++)
                if ((unsigned char)*line < 0x20 || *line == 0x7f)
                        *line = ' ';
}

static void send_journal(enum log_level level, const char *const fields[], const char *line)
{
        char message[2200], priority[16];
        struct iovec iov[FIELDS_MOST + 2];
        int n = 0;

        snprintf(message, sizeof message, "MESSAGE=%s", line);
        snprintf(priority, sizeof priority, "PRIORITY=%d", priorities[level]);
        iov[n++] = (struct iovec){message, strlen(message)};
        iov[n++] = (struct iovec){priority, strlen(priority)};
        for (size_t i = 0; fields && fields[i] && i < FIELDS_MOST; i++) {
                union {
                        const char *in;
                        char *out;
                } field = {.in = fields[i]}; /* iovec is not const */
                iov[n++] = (struct iovec){field.out, strlen(field.out)};
        }
        sd_journal_sendv(iov, n);
}

void log_fields(enum log_level level, const char *const fields[], const char *format, ...)
{
        char line[2048];
        va_list args;

        if (level > level_most)
                return;
        va_start(args, format);
        vsnprintf(line, sizeof line, format, args);
        va_end(args);
        defuse(line);
        if (to_journal)
                send_journal(level, fields, line);
        else if (to_terminal)
                fprintf(stderr, "%s%-7s %s%s\n", colours[level], words[level], line,
                        *colours[level] ? "\033[0m" : "");
        else
                fprintf(stderr, "%-7s %s\n", words[level], line);
}
