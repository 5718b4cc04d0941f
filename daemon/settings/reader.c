#include "settings/reader.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "base/timestamp.h"

const char *reader_where(const struct reader *r, config_setting_t *s)
{
        const char *file = config_setting_source_file(s);

        if (r->row)
                return r->row;
        return arena_printf(r->arena, "%s:%u", file ? file : r->file, config_setting_source_line(s));
}

int reader_complain(struct reader *r, config_setting_t *s, const char *format, ...)
{
        char text[400];
        va_list args;

        va_start(args, format);
        vsnprintf(text, sizeof text, format, args);
        va_end(args);
        return problem_set(r->why, -EINVAL, "%s: %s", reader_where(r, s), text);
}

int reader_string(struct reader *r, config_setting_t *s, void *out)
{
        const char *value = config_setting_get_string(s);

        if (!value || !*value)
                return reader_complain(r, s, "%s must be a text in quotes", config_setting_name(s));
        if (text_valid(value, strlen(value)) != strlen(value))
                return reader_complain(r, s, "%s is not valid UTF-8", config_setting_name(s));
        *(const char **)out = arena_strdup(r->arena, value);
        return 0;
}

/* A text, or a list of texts. */
int reader_strings(struct reader *r, config_setting_t *s, const char ***ret, size_t *ret_n)
{
        int n = config_setting_is_aggregate(s) ? config_setting_length(s) : 1;
        const char **items = arena_array(r->arena, (size_t)n, sizeof *items);

        if (config_setting_is_group(s))
                return reader_complain(r, s, "%s must be a list of texts: [\"...\", \"...\"]",
                                       config_setting_name(s));
        for (int i = 0; i < n; i++) {
                config_setting_t *item =
                    config_setting_is_aggregate(s) ? config_setting_get_elem(s, (unsigned)i) : s;
                const char *value = config_setting_get_string(item);
                if (!value || !*value || text_valid(value, strlen(value)) != strlen(value))
                        return reader_complain(r, s, "%s must hold texts in quotes, in UTF-8",
                                               config_setting_name(s));
                items[i] = arena_strdup(r->arena, value);
        }
        *ret = items;
        *ret_n = (size_t)n;
        return 0;
}

int reader_bool(struct reader *r, config_setting_t *s, void *out)
{
        if (config_setting_type(s) != CONFIG_TYPE_BOOL)
                return reader_complain(r, s, "%s must be true or false", config_setting_name(s));
        *(bool *)out = config_setting_get_bool(s);
        return 0;
}

/* libconfig wraps what does not fit 32 bits, so the range is checked on what is left, and is always small. */
static int read_integer(struct reader *r, config_setting_t *s, long long least, long long most,
                        long long *ret)
{
        long long value = 0;

        if (config_setting_type(s) != CONFIG_TYPE_INT && config_setting_type(s) != CONFIG_TYPE_INT64)
                return reader_complain(r, s, "%s must be a whole number", config_setting_name(s));
        value = config_setting_get_int64(s);
        if (value < least || value > most)
                return reader_complain(r, s, "%s must be from %lld to %lld", config_setting_name(s), least,
                                       most);
        *ret = value;
        return 0;
}

int reader_port(struct reader *r, config_setting_t *s, void *out)
{
        long long value = 0;
        int e = read_integer(r, s, 1, 65535, &value);

        if (e == 0)
                *(int *)out = (int)value;
        return e;
}

static int read_unsigned(struct reader *r, config_setting_t *s, unsigned least, unsigned most, unsigned *ret)
{
        long long value = 0;
        int e = read_integer(r, s, least, most, &value);

        if (e == 0)
                *ret = (unsigned)value;
        return e;
}

int reader_count(struct reader *r, config_setting_t *s, void *out)
{
        return read_unsigned(r, s, 1, 10000, out);
}

int reader_many(struct reader *r, config_setting_t *s, void *out)
{
        return read_unsigned(r, s, 100, 1000000, out);
}

int reader_keepalive(struct reader *r, config_setting_t *s, void *out)
{
        return read_unsigned(r, s, 5, 3600, out);
}

static int read_number(struct reader *r, config_setting_t *s, double *ret)
{
        int type = config_setting_type(s);

        if (type == CONFIG_TYPE_FLOAT)
                *ret = config_setting_get_float(s);
        else if (type == CONFIG_TYPE_INT || type == CONFIG_TYPE_INT64)
                *ret = (double)config_setting_get_int64(s);
        else
                return reader_complain(r, s, "%s must be a number", config_setting_name(s));
        return 0;
}

int reader_latitude(struct reader *r, config_setting_t *s, void *out)
{
        int e = read_number(r, s, out);

        if (e == 0 && !(*(double *)out >= -90 && *(double *)out <= 90))
                return reader_complain(r, s, "%s must be from -90 to 90 degrees", config_setting_name(s));
        return e;
}

int reader_longitude(struct reader *r, config_setting_t *s, void *out)
{
        int e = read_number(r, s, out);

        if (e == 0 && !(*(double *)out >= -180 && *(double *)out <= 180))
                return reader_complain(r, s, "%s must be from -180 to 180 degrees", config_setting_name(s));
        return e;
}

int reader_radius(struct reader *r, config_setting_t *s, void *out)
{
        int e = read_number(r, s, out);

        if (e == 0 && !(*(double *)out > 0 && *(double *)out <= 1000))
                return reader_complain(r, s, "%s must be above 0 and at most 1000 km",
                                       config_setting_name(s));
        return e;
}

/* "30s", "15m", "6h", "7d": a text with a unit. */
int reader_span(struct reader *r, config_setting_t *s, void *out)
{
        const char *value = config_setting_get_string(s);

        if (!value || timestamp_parse_span(value, out) < 0)
                return reader_complain(r, s, "%s must be a time like \"30s\", \"15m\", \"6h\" or \"7d\"",
                                       config_setting_name(s));
        return 0;
}

/* 4194304, "512k", "4M". */
int reader_size(struct reader *r, config_setting_t *s, void *out)
{
        const char *value = config_setting_get_string(s);
        long long n = 0;
        char *end = NULL;
        int e;

        if (!value) {
                e = read_integer(r, s, 1024, 64 << 20, &n);
                if (e < 0)
                        return e;
        } else {
                errno = 0;
                n = strtoll(value, &end, 10);
                if (end != value && (*end == 'k' || *end == 'K' || *end == 'M') && !end[1] && n > 0 &&
                    n <= 64 << 10)
                        n *= *end++ == 'M' ? 1 << 20 : 1 << 10;
                if (end == value || *end || n < 1024 || n > 64 << 20)
                        return reader_complain(r, s, "%s must be a size from \"1k\" to \"64M\"",
                                               config_setting_name(s));
        }
        *(size_t *)out = (size_t)n;
        return 0;
}

int reader_log_level(struct reader *r, config_setting_t *s, void *out)
{
        const char *value = config_setting_get_string(s);

        if (!value || log_level_parse(value, out) < 0)
                return reader_complain(r, s,
                                       "%s must be \"error\", \"warning\", \"notice\", \"info\" or \"debug\"",
                                       config_setting_name(s));
        return 0;
}

/* A path, taken from the configuration's folder where it is relative. */
static char *resolve(const struct reader *r, const char *path)
{
        return *path == '/' ? arena_strdup(r->arena, path) : arena_printf(r->arena, "%s/%s", r->folder, path);
}

int reader_path(struct reader *r, config_setting_t *s, void *out)
{
        const char *value;
        int e = reader_string(r, s, &value);

        if (e == 0)
                *(const char **)out = resolve(r, value);
        return e;
}

/* Where a file is that is named without a folder: among systemd's credentials, by itself or loaded with the
 * folder "secrets" (systemd puts its name before theirs); in secrets/ beside the configuration, for who
 * checks it by hand; else where any file is. */
static const char *find_file(const struct reader *r, const char *name)
{
        const char *credentials = getenv("CREDENTIALS_DIRECTORY");
        char *paths[] = {
            credentials ? arena_printf(r->arena, "%s/%s", credentials, name) : NULL,
            credentials ? arena_printf(r->arena, "%s/secrets_%s", credentials, name) : NULL,
            arena_printf(r->arena, "%s/secrets/%s", r->folder, name),
        };

        for (size_t i = 0; i < sizeof paths / sizeof *paths && !strchr(name, '/'); i++)
                if (paths[i] && access(paths[i], F_OK) == 0)
                        return paths[i];
        return resolve(r, name);
}

/* A file that must be there. */
int reader_file(struct reader *r, config_setting_t *s, void *out)
{
        const char *value, *path;
        int e = reader_string(r, s, &value);

        if (e < 0)
                return e;
        path = find_file(r, value);
        if (!r->peek && access(path, R_OK) < 0)
                return reader_complain(r, s, "%s: cannot read %s: %s", config_setting_name(s), path,
                                       strerror(errno));
        *(const char **)out = path;
        return 0;
}

int reader_secret_file(struct reader *r, config_setting_t *s, void *out)
{
        struct problem why = {""};
        const char *path;
        char *secret;
        int e = reader_file(r, s, &path);

        if (e < 0)
                return e;
        if (r->peek) {
                *(const char **)out = "https://not-read"; /* it may stand for a URL */
                return 0;
        }
        if (file_read_secret(path, r->arena, &secret, &why) < 0)
                return reader_complain(r, s, "%s: %s", config_setting_name(s), why.text);
        *(const char **)out = secret;
        return 0;
}

/* A text that becomes part of a request. */
int reader_word(struct reader *r, config_setting_t *s, void *out)
{
        const char *value;
        int e = reader_string(r, s, &value);

        if (e < 0)
                return e;
        for (const char *p = value; *p; p++)
                if ((unsigned char)*p < 0x20 || *p == 0x7f)
                        return reader_complain(r, s, "%s holds control characters", config_setting_name(s));
        *(const char **)out = value;
        return 0;
}

/* The known key that `name` most resembles by its first letters, for the message. */
static const char *resembling(const struct key *keys, size_t n, const char *name)
{
        size_t best = 2, common;
        const char *found = NULL;

        for (size_t i = 0; i < n; i++) {
                for (common = 0; name[common] && keys[i].name[common] == name[common];)
                        common++;
                if (common > best) {
                        best = common;
                        found = keys[i].name;
                }
        }
        return found;
}

int reader_keys(struct reader *r, config_setting_t *group, const struct key *keys, size_t n, void *out)
{
        if (!config_setting_is_group(group))
                return reader_complain(r, group, "%s must be a group: { key = value; ... }",
                                       config_setting_name(group) ? config_setting_name(group) : "each item");
        for (int i = 0; i < config_setting_length(group); i++) {
                config_setting_t *s = config_setting_get_elem(group, (unsigned)i);
                const char *name = config_setting_name(s), *near;
                size_t k = 0;
                int e;
                while (k < n && strcmp(keys[k].name, name) != 0)
                        k++;
                if (k == n) {
                        near = resembling(keys, n, name);
                        return reader_complain(r, s, "unknown key \"%s\"%s%s%s", name,
                                               near ? "; did you mean \"" : "", near ? near : "",
                                               near ? "\"?" : "");
                }
                e = keys[k].read(r, s, (char *)out + keys[k].offset);
                if (e < 0)
                        return e;
        }
        return 0;
}

/* Calls `read` for each item of a list. */
int reader_list(struct reader *r, config_setting_t *s, reader_function read, void *out)
{
        if (!config_setting_is_list(s))
                return reader_complain(r, s, "%s must be a list: ( { ... }, { ... } )",
                                       config_setting_name(s));
        for (int i = 0; i < config_setting_length(s); i++) {
                int e = read(r, config_setting_get_elem(s, (unsigned)i), out);
                if (e < 0)
                        return e;
        }
        return 0;
}

/* Names end up in topics, file names and logs. */
int reader_check_name(struct reader *r, config_setting_t *s, const char *what, const char *name)
{
        size_t n = name ? strlen(name) : 0;

        if (n == 0)
                return reader_complain(r, s, "a %s needs a name", what);
        if (n > 64 ||
            strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-") != n ||
            *name == '.')
                return reader_complain(
                    r, s,
                    "the name of a %s may have up to 64 letters (a-z), digits, \"-\", \"_\" and "
                    "\".\": \"%.80s\"",
                    what, name);
        return 0;
}

int reader_check_zone(struct reader *r, config_setting_t *s, const char *zone)
{
        char path[PATH_MAX];

        snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", zone);
        if (strstr(zone, "..") || access(path, R_OK) < 0)
                return reader_complain(
                    r, s, "unknown time zone \"%s\" (examples: \"Europe/Kyiv\", \"UTC\"; package tzdata)",
                    zone);
        return 0;
}

bool reader_is_topic(const char *topic)
{
        return *topic && *topic != '/' && strlen(topic) < 1024 && !strpbrk(topic, "+#") &&
               topic[strlen(topic) - 1] != '/';
}
