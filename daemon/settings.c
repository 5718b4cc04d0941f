#include "settings.h"

#include <dirent.h>
#include <errno.h>
#include <libconfig.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "base/timestamp.h"
#include "send/format.h"

#define SUBSCRIBERS_MOST 100000
#define FILES_MOST       10000
#define HOME_MOST        200 /* places and subscribers that Home Assistant shows */
#define TEMPLATE_MOST    (64 * 1024)

/* What is read into, and by what rules. One reader per file; the settings collect what all files say. */
struct reader {
        struct settings *settings;
        struct arena *arena;
        const char *file; /* as the user named it */
        char *folder;     /* of the main file: relative names start here */
        struct problem *why;
        struct format_list formats;
        bool peek; /* files of secrets are not opened */
        size_t room_sources, room_channels, room_subscribers;
};

typedef int (*read_function)(struct reader *r, config_setting_t *s, void *out);

/* One key of a group: how its value is read, where it goes, and which values are allowed. */
struct key {
        const char *name;
        read_function read;
        size_t offset;
};

static const char *where(const struct reader *r, config_setting_t *s)
{
        const char *file = config_setting_source_file(s);

        return arena_printf(r->arena, "%s:%u", file ? file : r->file, config_setting_source_line(s));
}

static int complain(struct reader *r, config_setting_t *s, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static int complain(struct reader *r, config_setting_t *s, const char *format, ...)
{
        char text[400];
        va_list args;

        va_start(args, format);
        vsnprintf(text, sizeof text, format, args);
        va_end(args);
        return problem_set(r->why, -EINVAL, "%s: %s", where(r, s), text);
}

/* --- values --- */

static int read_string(struct reader *r, config_setting_t *s, void *out)
{
        const char *value = config_setting_get_string(s);

        if (!value || !*value)
                return complain(r, s, "%s must be a text in quotes", config_setting_name(s));
        if (text_valid(value, strlen(value)) != strlen(value))
                return complain(r, s, "%s is not valid UTF-8", config_setting_name(s));
        *(const char **)out = arena_strdup(r->arena, value);
        return 0;
}

/* A text, or a list of texts. */
static int read_strings(struct reader *r, config_setting_t *s, const char ***ret, size_t *ret_n)
{
        int n = config_setting_is_aggregate(s) ? config_setting_length(s) : 1;
        const char **items = arena_array(r->arena, (size_t)n, sizeof *items);

        if (config_setting_is_group(s))
                return complain(r, s, "%s must be a list of texts: [\"...\", \"...\"]",
                                config_setting_name(s));
        for (int i = 0; i < n; i++) {
                config_setting_t *item =
                    config_setting_is_aggregate(s) ? config_setting_get_elem(s, (unsigned)i) : s;
                const char *value = config_setting_get_string(item);
                if (!value || !*value || text_valid(value, strlen(value)) != strlen(value))
                        return complain(r, s, "%s must hold texts in quotes, in UTF-8",
                                        config_setting_name(s));
                items[i] = arena_strdup(r->arena, value);
        }
        *ret = items;
        *ret_n = (size_t)n;
        return 0;
}

/* A reader for an array of texts that stands in a struct beside its length. */
#define READ_LIST_OF(type, member)                                                                           \
        static int read_##type##_##member(struct reader *r, config_setting_t *s, void *out)                  \
        {                                                                                                    \
                struct type *to = out;                                                                       \
                return read_strings(r, s, &to->member, &to->n_##member);                                     \
        }

static int read_bool(struct reader *r, config_setting_t *s, void *out)
{
        if (config_setting_type(s) != CONFIG_TYPE_BOOL)
                return complain(r, s, "%s must be true or false", config_setting_name(s));
        *(bool *)out = config_setting_get_bool(s);
        return 0;
}

/* libconfig wraps what does not fit 32 bits, so the range is checked on what is left, and is always small. */
static int read_integer(struct reader *r, config_setting_t *s, long long least, long long most,
                        long long *ret)
{
        long long value = 0;

        if (config_setting_type(s) != CONFIG_TYPE_INT && config_setting_type(s) != CONFIG_TYPE_INT64)
                return complain(r, s, "%s must be a whole number", config_setting_name(s));
        value = config_setting_get_int64(s);
        if (value < least || value > most)
                return complain(r, s, "%s must be from %lld to %lld", config_setting_name(s), least, most);
        *ret = value;
        return 0;
}

static int read_port(struct reader *r, config_setting_t *s, void *out)
{
        long long value = 0;
        int e = read_integer(r, s, 1, 65535, &value);

        if (e == 0)
                *(int *)out = (int)value;
        return e;
}

static int read_count(struct reader *r, config_setting_t *s, void *out)
{
        long long value = 0;
        int e = read_integer(r, s, 1, 10000, &value);

        if (e == 0)
                *(unsigned *)out = (unsigned)value;
        return e;
}

static int read_keepalive(struct reader *r, config_setting_t *s, void *out)
{
        long long value = 0;
        int e = read_integer(r, s, 5, 3600, &value);

        if (e == 0)
                *(unsigned *)out = (unsigned)value;
        return e;
}

static int read_number(struct reader *r, config_setting_t *s, double *ret)
{
        int type = config_setting_type(s);

        if (type == CONFIG_TYPE_FLOAT)
                *ret = config_setting_get_float(s);
        else if (type == CONFIG_TYPE_INT || type == CONFIG_TYPE_INT64)
                *ret = (double)config_setting_get_int64(s);
        else
                return complain(r, s, "%s must be a number", config_setting_name(s));
        return 0;
}

static int read_latitude(struct reader *r, config_setting_t *s, void *out)
{
        int e = read_number(r, s, out);

        if (e == 0 && !(*(double *)out >= -90 && *(double *)out <= 90))
                return complain(r, s, "%s must be from -90 to 90 degrees", config_setting_name(s));
        return e;
}

static int read_longitude(struct reader *r, config_setting_t *s, void *out)
{
        int e = read_number(r, s, out);

        if (e == 0 && !(*(double *)out >= -180 && *(double *)out <= 180))
                return complain(r, s, "%s must be from -180 to 180 degrees", config_setting_name(s));
        return e;
}

static int read_radius(struct reader *r, config_setting_t *s, void *out)
{
        int e = read_number(r, s, out);

        if (e == 0 && !(*(double *)out > 0 && *(double *)out <= 1000))
                return complain(r, s, "%s must be above 0 and at most 1000 km", config_setting_name(s));
        return e;
}

/* "30s", "15m", "6h", "7d": a text with a unit. */
static int read_span(struct reader *r, config_setting_t *s, void *out)
{
        const char *value = config_setting_get_string(s);

        if (!value || timestamp_parse_span(value, out) < 0)
                return complain(r, s, "%s must be a time like \"30s\", \"15m\", \"6h\" or \"7d\"",
                                config_setting_name(s));
        return 0;
}

/* 4194304, "512k", "4M". */
static int read_size(struct reader *r, config_setting_t *s, void *out)
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
                        return complain(r, s, "%s must be a size from \"1k\" to \"64M\"",
                                        config_setting_name(s));
        }
        *(size_t *)out = (size_t)n;
        return 0;
}

static int read_log_level(struct reader *r, config_setting_t *s, void *out)
{
        const char *value = config_setting_get_string(s);

        if (!value || log_level_parse(value, out) < 0)
                return complain(r, s, "%s must be \"error\", \"warning\", \"notice\", \"info\" or \"debug\"",
                                config_setting_name(s));
        return 0;
}

/* A path, taken from the configuration's folder where it is relative. */
static char *resolve(const struct reader *r, const char *path)
{
        return *path == '/' ? arena_strdup(r->arena, path) : arena_printf(r->arena, "%s/%s", r->folder, path);
}

static int read_path(struct reader *r, config_setting_t *s, void *out)
{
        const char *value;
        int e = read_string(r, s, &value);

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
static int read_file_name(struct reader *r, config_setting_t *s, void *out)
{
        const char *value, *path;
        int e = read_string(r, s, &value);

        if (e < 0)
                return e;
        path = find_file(r, value);
        if (!r->peek && access(path, R_OK) < 0)
                return complain(r, s, "%s: cannot read %s: %s", config_setting_name(s), path,
                                strerror(errno));
        *(const char **)out = path;
        return 0;
}

static int read_secret_file(struct reader *r, config_setting_t *s, void *out)
{
        struct problem why = {""};
        const char *path;
        char *secret;
        int e = read_file_name(r, s, &path);

        if (e < 0)
                return e;
        if (r->peek) {
                *(const char **)out = "https://not-read"; /* it may stand for a URL */
                return 0;
        }
        if (file_read_secret(path, r->arena, &secret, &why) < 0)
                return complain(r, s, "%s: %s", config_setting_name(s), why.text);
        *(const char **)out = secret;
        return 0;
}

/* --- groups and lists --- */

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

static int read_keys(struct reader *r, config_setting_t *group, const struct key *keys, size_t n, void *out)
{
        if (!config_setting_is_group(group))
                return complain(r, group, "%s must be a group: { key = value; ... }",
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
                        return complain(r, s, "unknown key \"%s\"%s%s%s", name,
                                        near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
                }
                e = keys[k].read(r, s, (char *)out + keys[k].offset);
                if (e < 0)
                        return e;
        }
        return 0;
}
#define READ_KEYS(r, group, keys, out) read_keys(r, group, keys, sizeof(keys) / sizeof *(keys), out)

/* Calls `read` for each item of a list. */
static int read_list(struct reader *r, config_setting_t *s, read_function read, void *out)
{
        if (!config_setting_is_list(s))
                return complain(r, s, "%s must be a list: ( { ... }, { ... } )", config_setting_name(s));
        for (int i = 0; i < config_setting_length(s); i++) {
                int e = read(r, config_setting_get_elem(s, (unsigned)i), out);
                if (e < 0)
                        return e;
        }
        return 0;
}

/* Names end up in topics, file names and logs. */
static int check_name(struct reader *r, config_setting_t *s, const char *what, const char *name)
{
        size_t n = name ? strlen(name) : 0;

        if (n == 0)
                return complain(r, s, "a %s needs a name", what);
        if (n > 64 ||
            strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-") != n ||
            *name == '.')
                return complain(r, s,
                                "the name of a %s may have up to 64 letters (a-z), digits, \"-\", \"_\" and "
                                "\".\": \"%.80s\"",
                                what, name);
        return 0;
}

static int check_zone(struct reader *r, config_setting_t *s, const char *zone)
{
        char path[PATH_MAX];

        snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", zone);
        if (strstr(zone, "..") || access(path, R_OK) < 0)
                return complain(
                    r, s, "unknown time zone \"%s\" (examples: \"Europe/Kyiv\", \"UTC\"; package tzdata)",
                    zone);
        return 0;
}

static const struct key source_keys[] = {
    {"name", read_string, offsetof(struct settings_source, name)},
    {"language", read_string, offsetof(struct settings_source, language)},
    {"home", read_string, offsetof(struct settings_source, home)},
    {"official", read_bool, offsetof(struct settings_source, official)},
    {"expect_every", read_span, offsetof(struct settings_source, expect_every)},
};

static int read_source(struct reader *r, config_setting_t *s, void *out)
{
        struct settings *t = out;
        struct settings_source *source;
        int e;

        t->sources = arena_grow(r->arena, t->sources, t->n_sources, &r->room_sources, sizeof *t->sources);
        source = &t->sources[t->n_sources];
        e = READ_KEYS(r, s, source_keys, source);
        if (e == 0)
                e = check_name(r, s, "source", source->name);
        if (e == 0 && strcmp(source->name, "drill") == 0)
                return complain(r, s, "the source \"drill\" is what sirenctl drill writes to");
        if (e < 0)
                return e;
        if (settings_source(t, source->name))
                return complain(r, s, "there is a source \"%s\" already", source->name);
        source->where = where(r, s);
        t->n_sources++;
        return 0;
}

static int read_sources(struct reader *r, config_setting_t *s, void *out)
{
        (void)out;
        return read_list(r, s, read_source, r->settings);
}

/* A channel while it is read. */
struct channel_draft {
        struct channel channel;
        const char *values[FORMAT_KEYS]; /* of its format's keys */
        const char *template_file;
};

static char *format_names(const struct reader *r)
{
        char *names = arena_strdup(r->arena, "");

        for (size_t i = 0; i < r->formats.n; i++)
                names = arena_printf(r->arena, "%s, \"%s\"", names, r->formats.formats[i].name);
        return names;
}

static int read_type(struct reader *r, config_setting_t *s, void *out)
{
        static const char *const words[] = {"mqtt", "webhook", "null"};
        const char *value = config_setting_get_string(s);
        struct channel *c = out;

        for (int i = 0; value && i < 3; i++)
                if (strcmp(value, words[i]) == 0) {
                        c->transport = (enum channel_transport)i;
                        return 0;
                }
        c->format = value ? format_find(&r->formats, value) : NULL;
        c->transport = TRANSPORT_WEBHOOK;
        return c->format ? 0
                         : complain(r, s, "%s must be one of \"mqtt\", \"webhook\"%s", config_setting_name(s),
                                    format_names(r));
}

/* A text that becomes part of a request. */
static int read_word(struct reader *r, config_setting_t *s, void *out)
{
        const char *value;
        int e = read_string(r, s, &value);

        if (e < 0)
                return e;
        for (const char *p = value; *p; p++)
                if ((unsigned char)*p < 0x20 || *p == 0x7f)
                        return complain(r, s, "%s holds control characters", config_setting_name(s));
        *(const char **)out = value;
        return 0;
}

READ_LIST_OF(channel, headers)

static const struct key channel_keys[] = {
    {"name", read_string, offsetof(struct channel, name)},
    {"type", read_type, 0},
    {"template_file", read_file_name, offsetof(struct channel_draft, template_file)},
    {"topic", read_string, offsetof(struct channel, topic)},
    {"url", read_string, offsetof(struct channel, url)},
    {"secret_file", read_secret_file, offsetof(struct channel, secret)},
    {"url_file", read_secret_file, offsetof(struct channel, url)},
    {"headers", read_channel_headers, 0},
    {"ca_file", read_file_name, offsetof(struct channel, ca_file)},
    {"proxy", read_string, offsetof(struct channel, proxy)},
    {"cert_file", read_file_name, offsetof(struct channel, cert_file)},
    {"key_file", read_file_name, offsetof(struct channel, key_file)},
    {"timeout", read_span, offsetof(struct channel, timeout)},
    {"connections", read_count, offsetof(struct channel, connections)},
};
#define CHANNEL_KEYS (sizeof channel_keys / sizeof *channel_keys)

/* The keys of its format (of what is no secret the value or a file with it), then those of every channel. */
static size_t draft_keys(struct reader *r, const struct format *f, struct key *keys)
{
        size_t n = 0;

        for (size_t i = 0; f && i < f->n_keys; i++) {
                const char *name = f->keys[i].name;
                size_t offset = offsetof(struct channel_draft, values) + i * sizeof(char *);

                if (strcmp(name, "url") == 0)
                        continue;
                if (!f->keys[i].secret)
                        keys[n++] = (struct key){name, read_word, offset};
                keys[n++] = (struct key){arena_printf(r->arena, "%s_file", name), read_secret_file, offset};
        }
        memcpy(keys + n, channel_keys, sizeof channel_keys);
        return n + CHANNEL_KEYS;
}

static bool is_topic(const char *topic)
{
        return *topic && *topic != '/' && strlen(topic) < 1024 && !strpbrk(topic, "+#") &&
               topic[strlen(topic) - 1] != '/';
}

static int check_webhook(struct reader *r, config_setting_t *s, const struct channel *c)
{
        if (!c->url || (strncmp(c->url, "http://", 7) != 0 && strncmp(c->url, "https://", 8) != 0))
                return complain(r, s, "channel \"%s\" needs url = \"https://...\" (or url_file)", c->name);
        if (c->topic)
                return complain(r, s, "channel \"%s\" is a webhook: it has no topic", c->name);
        return 0;
}

static int check_no_webhook(struct reader *r, config_setting_t *s, const struct channel *c)
{
        if (c->url || c->secret || c->n_headers || c->proxy)
                return complain(r, s, "channel \"%s\" is no webhook: it has no url, secret, headers or proxy",
                                c->name);
        if (c->topic && !is_topic(c->topic))
                return complain(r, s, "channel \"%s\": \"%s\" is no topic to publish to", c->name, c->topic);
        return 0;
}

static int check_channel(struct reader *r, config_setting_t *s, const struct channel *c)
{
        int e = c->transport == TRANSPORT_WEBHOOK ? check_webhook(r, s, c) : check_no_webhook(r, s, c);

        if (e < 0)
                return e;
        for (size_t i = 0; i < c->n_headers; i++)
                if (!strchr(c->headers[i], ':') || strpbrk(c->headers[i], "\r\n"))
                        return complain(r, s, "channel \"%s\": a header is written \"Name: value\"", c->name);
        if (c->timeout < TIMESTAMP_SECOND || c->timeout > 5 * TIMESTAMP_MINUTE)
                return complain(r, s, "channel \"%s\": timeout must be from 1s to 5m", c->name);
        return 0;
}

static int read_template(struct reader *r, config_setting_t *s, struct channel_draft *d)
{
        struct problem why = {""};
        char *bytes;
        size_t size;

        if (!d->template_file || r->peek)
                return 0;
        if (!d->channel.format)
                return complain(r, s, "channel \"%s\": a webhook with a template_file has type = \"json\"",
                                d->channel.name);
        if (file_read(d->template_file, TEMPLATE_MOST, r->arena, &bytes, &size, &why) < 0 ||
            format_with_body(d->channel.format, d->template_file, bytes, size, r->arena, &d->channel.format,
                             &why) < 0)
                return complain(r, s, "template_file: %s", why.text);
        return 0;
}

/* What the format wants to know of a channel. */
static int finish_chat(struct reader *r, config_setting_t *s, struct channel_draft *d)
{
        struct channel *c = &d->channel;
        const struct format *f = c->format;

        if (format_key(f, "url") < 0 && c->url)
                return complain(r, s, "channel \"%s\": %s has no url", c->name, f->name);
        if (format_key(f, "url") < 0)
                c->url = f->url_text;
        c->values = arena_array(r->arena, f->n_keys, sizeof *c->values);
        for (size_t i = 0; i < f->n_keys; i++) {
                const struct format_key *k = &f->keys[i];
                char *file = arena_printf(r->arena, "%s_file", k->name);

                if (strcmp(k->name, "url") == 0)
                        d->values[i] = c->url = c->url ? c->url : k->preset;
                if (k->needed && !d->values[i])
                        return complain(r, s, "channel \"%s\": %s needs %s = \"...\"", c->name, f->name,
                                        k->secret ? file : k->name);
                if (config_setting_get_member(s, file))
                        c->secrets |= UINT64_C(1) << i;
                c->values[i] = d->values[i];
        }
        return 0;
}

static int read_draft(struct reader *r, config_setting_t *s, struct channel_draft *d)
{
        struct channel *c = &d->channel;
        struct key keys[CHANNEL_KEYS + 2 * FORMAT_KEYS];
        config_setting_t *type = config_setting_is_group(s) ? config_setting_get_member(s, "type") : NULL;
        int e = type ? read_type(r, type, c) : 0; /* it says which keys there are */

        if (e == 0)
                e = read_keys(r, s, keys, draft_keys(r, c->format, keys), d);
        if (e == 0)
                e = check_name(r, s, "channel", c->name);
        if (e < 0)
                return e;
        if (!type)
                return complain(r, s, "channel \"%s\" needs type = \"mqtt\", \"webhook\" or a chat's",
                                c->name);
        if (strcmp(c->name, "mqtt") == 0)
                return complain(r, s,
                                "\"mqtt\" is the name of the public topics; give the channel another one");
        e = c->format ? finish_chat(r, s, d) : 0;
        if (e == 0)
                e = read_template(r, s, d);
        return e < 0 ? e : check_channel(r, s, c);
}

static int read_channel(struct reader *r, config_setting_t *s, void *out)
{
        struct settings *t = out;
        struct channel_draft d = {
            .channel = {.transport = TRANSPORT_COUNT, .timeout = 15 * TIMESTAMP_SECOND, .connections = 4}};
        int e = read_draft(r, s, &d);

        if (e < 0)
                return e;
        d.channel.where = where(r, s);
        t->channels =
            arena_grow(r->arena, t->channels, t->n_channels, &r->room_channels, sizeof *t->channels);
        t->channels[t->n_channels++] = d.channel;
        return 0;
}

static int read_channels(struct reader *r, config_setting_t *s, void *out)
{
        (void)out;
        return read_list(r, s, read_channel, r->settings);
}

static const struct key near_keys[] = {
    {"lat", read_latitude, offsetof(struct rule_text, near.lat)},
    {"lon", read_longitude, offsetof(struct rule_text, near.lon)},
    {"radius_km", read_radius, offsetof(struct rule_text, near_radius)},
};

static int read_near(struct reader *r, config_setting_t *s, void *out)
{
        struct rule_text *rule = out;
        int e;

        e = READ_KEYS(r, s, near_keys, rule);
        if (e < 0)
                return e;
        if (config_setting_length(s) != 3)
                return complain(r, s, "near needs lat, lon and radius_km");
        rule->has_near = true;
        return 0;
}

READ_LIST_OF(rule_text, places)
READ_LIST_OF(rule_text, events)
READ_LIST_OF(rule_text, statuses)
READ_LIST_OF(rule_text, sources)
READ_LIST_OF(rule_text, states)

static const struct key rule_keys[] = {
    {"name", read_string, offsetof(struct rule_text, name)},
    {"places", read_rule_text_places, 0},
    {"near", read_near, 0},
    {"events", read_rule_text_events, 0},
    {"status", read_rule_text_statuses, 0},
    {"sources", read_rule_text_sources, 0},
    {"states", read_rule_text_states, 0},
    {"scope", read_string, offsetof(struct rule_text, scope)},
    {"severity", read_string, offsetof(struct rule_text, severity)},
    {"certainty", read_string, offsetof(struct rule_text, certainty)},
    {"urgency", read_string, offsetof(struct rule_text, urgency)},
};

struct rule_list {
        struct rule_text *rules;
        size_t n;
};

static int read_rule(struct reader *r, config_setting_t *s, void *out)
{
        struct rule_list *list = out;
        struct rule_text *rule = &list->rules[list->n++];
        int e = READ_KEYS(r, s, rule_keys, rule);

        if (e < 0)
                return e;
        if (rule->n_places == 0 && !rule->has_near)
                return complain(r, s, "a rule needs places = [\"...\"] or near = { lat, lon, radius_km }");
        rule->where = where(r, s);
        return 0;
}

static int read_rules(struct reader *r, config_setting_t *s, void *out)
{
        struct settings_subscriber *subscriber = out;
        struct rule_list list = {0};
        int e;

        list.rules = arena_array(r->arena, (size_t)config_setting_length(s) + 1, sizeof *list.rules);
        e = read_list(r, s, read_rule, &list);
        subscriber->rules = list.rules;
        subscriber->n_rules = list.n;
        return e;
}

READ_LIST_OF(settings_subscriber, channels)

static const struct key subscriber_keys[] = {
    {"name", read_string, offsetof(struct settings_subscriber, name)},
    {"language", read_string, offsetof(struct settings_subscriber, language)},
    {"time_zone", read_string, offsetof(struct settings_subscriber, time_zone)},
    {"channels", read_settings_subscriber_channels, 0},
    {"rules", read_rules, 0},
};

static int read_subscriber(struct reader *r, config_setting_t *s, void *out)
{
        struct settings *t = out;
        struct settings_subscriber *subscriber;
        int e;

        if (t->n_subscribers >= SUBSCRIBERS_MOST)
                return complain(r, s, "more than %d subscribers", SUBSCRIBERS_MOST);
        t->subscribers = arena_grow(r->arena, t->subscribers, t->n_subscribers, &r->room_subscribers,
                                    sizeof *t->subscribers);
        subscriber = &t->subscribers[t->n_subscribers];
        *subscriber = (struct settings_subscriber){.where = where(r, s)};
        e = READ_KEYS(r, s, subscriber_keys, subscriber);
        if (e == 0)
                e = check_name(r, s, "subscriber", subscriber->name);
        if (e == 0 && subscriber->time_zone)
                e = check_zone(r, s, subscriber->time_zone);
        if (e < 0)
                return e;
        if (subscriber->n_channels == 0)
                return complain(r, s, "subscriber \"%s\" needs channels = [\"...\"]", subscriber->name);
        if (subscriber->n_rules == 0)
                return complain(r, s, "subscriber \"%s\" needs rules = ( { places = [\"...\"]; } )",
                                subscriber->name);
        t->n_subscribers++;
        return 0;
}

static int read_subscribers(struct reader *r, config_setting_t *s, void *out)
{
        (void)out;
        return read_list(r, s, read_subscriber, r->settings);
}

static const struct key tls_keys[] = {
    {"ca_file", read_file_name, offsetof(struct mqtt_options, ca_file)},
    {"ca_path", read_path, offsetof(struct mqtt_options, ca_path)},
    {"cert_file", read_file_name, offsetof(struct mqtt_options, cert_file)},
    {"key_file", read_file_name, offsetof(struct mqtt_options, key_file)},
};

static int read_tls(struct reader *r, config_setting_t *s, void *out)
{
        struct mqtt_options *m = out;
        int e = READ_KEYS(r, s, tls_keys, m);

        m->tls = true;
        if (e == 0 && !m->cert_file != !m->key_file)
                return complain(r, s, "tls needs cert_file and key_file together");
        return e;
}

/* Which public topics there are: "alert", "state", both, or none of them. */
static int read_publish(struct reader *r, config_setting_t *s, void *out)
{
        struct mqtt_options *m = out;
        const char **names;
        size_t n;
        int e = read_strings(r, s, &names, &n);

        m->publish_alerts = m->publish_states = false;
        for (size_t i = 0; i < n && e == 0; i++) {
                if (strcmp(names[i], "alert") == 0)
                        m->publish_alerts = true;
                else if (strcmp(names[i], "state") == 0)
                        m->publish_states = true;
                else
                        e = complain(r, s, "publish: \"%s\" is neither \"alert\" nor \"state\"", names[i]);
        }
        return e;
}

READ_LIST_OF(settings_home, places)
READ_LIST_OF(settings_home, subscribers)

static const struct key home_keys[] = {
    {"prefix", read_string, offsetof(struct settings_home, prefix)},
    {"places", read_settings_home_places, 0},
    {"subscribers", read_settings_home_subscribers, 0},
};

static int read_home(struct reader *r, config_setting_t *s, void *out)
{
        struct settings_home *home = &r->settings->home;
        int e;

        (void)out;
        home->prefix = "homeassistant";
        home->where = where(r, s);
        e = READ_KEYS(r, s, home_keys, home);
        if (e == 0 && !is_topic(home->prefix))
                return complain(r, s, "home_assistant: \"%s\" is no topic to publish to", home->prefix);
        if (e == 0 && home->n_places + home->n_subscribers == 0)
                return complain(r, s, "home_assistant needs places or subscribers");
        if (e == 0 && home->n_places + home->n_subscribers > HOME_MOST)
                return complain(r, s, "home_assistant: more than %d places and subscribers", HOME_MOST);
        return e;
}

static const struct key mqtt_keys[] = {
    {"home_assistant", read_home, 0},
    {"host", read_string, offsetof(struct mqtt_options, host)},
    {"port", read_port, offsetof(struct mqtt_options, port)},
    {"client_id", read_string, offsetof(struct mqtt_options, client_id)},
    {"user", read_string, offsetof(struct mqtt_options, user)},
    {"password_file", read_secret_file, offsetof(struct mqtt_options, password)},
    {"prefix", read_string, offsetof(struct mqtt_options, prefix)},
    {"tls", read_tls, 0},
    {"keepalive", read_keepalive, offsetof(struct mqtt_options, keepalive)},
    {"window", read_count, offsetof(struct mqtt_options, window)},
    {"publish", read_publish, 0},
};

static int read_mqtt(struct reader *r, config_setting_t *s, void *out)
{
        struct mqtt_options *m = out;
        int e = READ_KEYS(r, s, mqtt_keys, m);

        if (e < 0)
                return e;
        if (!m->host)
                return complain(r, s, "mqtt needs host = \"...\"");
        if (!is_topic(m->prefix))
                return complain(r, s, "mqtt: \"%s\" is no topic to publish to", m->prefix);
        if (m->port == 0)
                m->port = m->tls ? 8883 : 1883;
        return 0;
}

static const struct key settings_keys[] = {
    {"spool", read_path, offsetof(struct settings, spool)},
    {"database", read_path, offsetof(struct settings, database)},
    {"gazetteer", read_path, offsetof(struct settings, gazetteer)},
    {"vocabulary", read_path, offsetof(struct settings, vocabulary)},
    {"formats", read_path, offsetof(struct settings, formats)},
    {"log", read_log_level, offsetof(struct settings, log)},
    {"max_report_size", read_size, offsetof(struct settings, max_report_size)},
    {"done_keep", read_span, offsetof(struct settings, done_keep)},
    {"rejected_keep", read_span, offsetof(struct settings, rejected_keep)},
    {"history_keep", read_span, offsetof(struct settings, history_keep)},
    {"alert_life", read_span, offsetof(struct settings, alert_life)},
    {"news_life", read_span, offsetof(struct settings, news_life)},
    {"connections", read_count, offsetof(struct settings, connections)},
    {"mqtt", read_mqtt, offsetof(struct settings, mqtt)},
    {"sources", read_sources, 0},
    {"channels", read_channels, 0},
    {"subscribers", read_subscribers, 0},
};

/* What a file of subscribers.d may hold. */
static const struct key subscribers_file_keys[] = {
    {"channels", read_channels, 0},
    {"subscribers", read_subscribers, 0},
};

/* --- files --- */

static char *folder_of(struct arena *a, const char *file)
{
        char *folder = arena_strdup(a, file), *slash = strrchr(folder, '/');

        if (!slash)
                return arena_strdup(a, ".");
        slash[slash == folder] = 0;
        return folder;
}

/* Before all else, for they say which types of channels there are. Not named, they are beside the vocabulary.
 */
static int read_formats(struct reader *r, config_setting_t *root)
{
        config_setting_t *vocabulary = config_setting_get_member(root, "vocabulary"),
                         *formats = config_setting_get_member(root, "formats");
        struct settings *t = r->settings;
        int e = vocabulary ? read_path(r, vocabulary, &t->vocabulary) : 0;

        if (e == 0 && formats)
                e = read_path(r, formats, &t->formats);
        if (e < 0)
                return e;
        if (!formats)
                t->formats = arena_printf(r->arena, "%s/formats", folder_of(r->arena, t->vocabulary));
        if (!formats && access(t->formats, F_OK) < 0)
                return 0;
        return format_load(t->formats, r->arena, &r->formats, r->why);
}

static int read_config(struct reader *r, const char *path, const struct key *keys, size_t n)
{
        config_t config;
        int e;

        r->file = path;
        if (access(path, R_OK) < 0)
                return problem_set(r->why, -errno, "%s: cannot read it: %s", path, strerror(errno));
        config_init(&config);
        config_set_include_dir(&config, r->folder);
        if (!config_read_file(&config, path)) {
                const char *file = config_error_file(&config);
                e = problem_set(r->why, -EINVAL, "%s:%d: %s", file ? file : path, config_error_line(&config),
                                config_error_text(&config));
        } else {
                e = keys == settings_keys ? read_formats(r, config_root_setting(&config)) : 0;
                if (e == 0)
                        e = read_keys(r, config_root_setting(&config), keys, n, r->settings);
        }
        config_destroy(&config);
        return e;
}

static int by_name(const void *a, const void *b)
{
        return strcmp(*(char *const *)a, *(char *const *)b);
}

/* subscribers.d beside the configuration file: every *.conf in it, in order of name. libconfig 1.5 cannot do
 * this. */
static int read_folder(struct reader *r)
{
        char *path = arena_printf(r->arena, "%s/subscribers.d", r->folder), **names = NULL;
        size_t n = 0, room = 0;
        DIR *dir = opendir(path);
        struct dirent *d;
        int e = 0;

        if (!dir)
                return errno == ENOENT ? 0
                                       : problem_set(r->why, -errno, "%s: cannot read this folder: %s", path,
                                                     strerror(errno));
        while ((d = readdir(dir)) && n < FILES_MOST) {
                size_t length = strlen(d->d_name);
                if (d->d_name[0] == '.' || length < 6 || strcmp(d->d_name + length - 5, ".conf") != 0)
                        continue;
                names = arena_grow(r->arena, names, n, &room, sizeof *names);
                names[n++] = arena_printf(r->arena, "%s/%s", path, d->d_name);
        }
        closedir(dir);
        if (n)
                qsort(names, n, sizeof *names, by_name);
        for (size_t i = 0; i < n && e == 0; i++)
                e = read_config(r, names[i], subscribers_file_keys,
                                sizeof subscribers_file_keys / sizeof *subscribers_file_keys);
        return e;
}

static int compare_subscribers(const void *a, const void *b)
{
        return strcmp(((const struct settings_subscriber *)a)->name,
                      ((const struct settings_subscriber *)b)->name);
}

static int compare_channels(const void *a, const void *b)
{
        return strcmp(((const struct channel *)a)->name, ((const struct channel *)b)->name);
}

static int check_channels(struct reader *r)
{
        struct settings *t = r->settings;

        if (t->n_channels)
                qsort(t->channels, t->n_channels, sizeof *t->channels, compare_channels);
        for (size_t i = 1; i < t->n_channels; i++)
                if (strcmp(t->channels[i - 1].name, t->channels[i].name) == 0)
                        return problem_set(r->why, -EINVAL, "%s: there is a channel \"%s\" already (%s)",
                                           t->channels[i].where, t->channels[i].name,
                                           t->channels[i - 1].where);
        return 0;
}

static int check_subscriber(struct reader *r, const struct settings_subscriber *s)
{
        for (size_t i = 0; i < s->n_channels; i++) {
                const struct channel *channel = settings_channel(r->settings, s->channels[i]);
                if (!channel)
                        return problem_set(
                            r->why, -EINVAL,
                            "%s: subscriber \"%s\" wants the channel \"%s\", which is not configured",
                            s->where, s->name, s->channels[i]);
                if (channel->transport == TRANSPORT_MQTT && !r->settings->mqtt.host)
                        return problem_set(r->why, -EINVAL,
                                           "%s: channel \"%s\" needs a broker: mqtt = { host = \"...\"; }",
                                           s->where, channel->name);
        }
        return 0;
}

/* What can be said only when all files have been read. */
static int check_subscribers(struct reader *r)
{
        struct settings *t = r->settings;

        if (t->n_subscribers)
                qsort(t->subscribers, t->n_subscribers, sizeof *t->subscribers, compare_subscribers);
        for (size_t i = 0; i < t->n_subscribers; i++) {
                const struct settings_subscriber *s = &t->subscribers[i];
                int e = check_subscriber(r, s);
                if (e < 0)
                        return e;
                if (i > 0 && strcmp(s[-1].name, s->name) == 0)
                        return problem_set(r->why, -EINVAL, "%s: there is a subscriber \"%s\" already (%s)",
                                           s->where, s->name, s[-1].where);
        }
        return 0;
}

static int check_required(struct reader *r)
{
        const struct settings *t = r->settings;
        const char *missing = !t->spool ? "spool" : !t->database ? "database" : NULL;

        if (missing)
                return problem_set(r->why, -EINVAL, "%s: %s = \"...\"; is missing", t->file, missing);
        return check_channels(r) < 0 ? -EINVAL : check_subscribers(r);
}

static void set_defaults(struct settings *t, const char *file)
{
        t->file = arena_strdup(t->arena, file);
        t->gazetteer = DATADIR "/gazetteer";
        t->vocabulary = DATADIR "/vocabulary";
        t->log = LOG_LEVEL_INFO;
        t->max_report_size = 4 << 20;
        t->done_keep = 7 * TIMESTAMP_DAY;
        t->rejected_keep = 30 * TIMESTAMP_DAY;
        t->history_keep = 365 * TIMESTAMP_DAY;
        t->alert_life = 6 * TIMESTAMP_HOUR;
        t->news_life = 24 * TIMESTAMP_HOUR;
        t->connections = 256;
        t->mqtt = (struct mqtt_options){.prefix = "sirend",
                                        .keepalive = 30,
                                        .window = 20,
                                        .publish_alerts = true,
                                        .publish_states = true};
}

static int load(const char *file, bool peek, struct settings **ret, struct problem *why)
{
        struct arena *a = arena_new();
        struct settings *t = arena_alloc(a, sizeof *t);
        struct reader r = {.settings = t, .arena = a, .why = why, .peek = peek};
        int e;

        t->arena = a;
        set_defaults(t, file);
        r.folder = folder_of(a, file);
        e = read_config(&r, t->file, settings_keys, sizeof settings_keys / sizeof *settings_keys);
        if (e == 0)
                e = read_folder(&r);
        if (e == 0)
                e = check_required(&r);
        if (e < 0) {
                arena_free(a);
                return e;
        }
        *ret = t;
        return 0;
}

int settings_load(const char *file, struct settings **ret, struct problem *why)
{
        return load(file, false, ret, why);
}

int settings_peek(const char *file, struct settings **ret, struct problem *why)
{
        return load(file, true, ret, why);
}

void settings_free(struct settings *s)
{
        if (s)
                arena_free(s->arena);
}

static int compile_rules(const struct settings_subscriber *from, const struct gazetteer *g, struct arena *a,
                         struct subscriber *to, struct problem *why)
{
        to->rules = arena_array(a, from->n_rules, sizeof *to->rules);
        to->n_rules = from->n_rules;
        for (size_t i = 0; i < from->n_rules; i++) {
                int r = rule_compile(&from->rules[i], g, a, &to->rules[i], why);
                if (r < 0)
                        return r;
        }
        return 0;
}

static bool has_subscriber(const struct settings *s, const char *name)
{
        for (size_t i = 0; i < s->n_subscribers; i++)
                if (strcmp(s->subscribers[i].name, name) == 0)
                        return true;
        return false;
}

int settings_compile(const struct settings *s, const struct gazetteer *g, struct arena *a,
                     struct subscriber **ret, size_t *ret_n, struct problem *why)
{
        struct subscriber *subscribers = arena_array(a, s->n_subscribers, sizeof *subscribers);
        uint32_t place;

        for (size_t i = 0; i < s->home.n_places; i++)
                if (place_find(g, s->home.places[i], PLACE_NONE, &place, why) < 0)
                        return problem_prefix(why, -EINVAL, "%s: home_assistant", s->home.where);
        for (size_t i = 0; i < s->home.n_subscribers; i++)
                if (!has_subscriber(s, s->home.subscribers[i]))
                        return problem_set(why, -EINVAL, "%s: home_assistant: there is no subscriber \"%s\"",
                                           s->home.where, s->home.subscribers[i]);
        for (size_t i = 0; i < s->n_sources; i++)
                if (s->sources[i].home && place_find(g, s->sources[i].home, PLACE_NONE, &place, why) < 0)
                        return problem_prefix(why, -EINVAL, "%s: home of source \"%s\"", s->sources[i].where,
                                              s->sources[i].name);
        for (size_t i = 0; i < s->n_subscribers; i++) {
                const struct settings_subscriber *from = &s->subscribers[i];
                int r;
                subscribers[i].name = from->name;
                subscribers[i].language = from->language;
                subscribers[i].time_zone = from->time_zone;
                subscribers[i].channels = from->channels;
                subscribers[i].n_channels = from->n_channels;
                r = compile_rules(from, g, a, &subscribers[i], why);
                if (r < 0)
                        return r;
        }
        *ret = subscribers;
        *ret_n = s->n_subscribers;
        return 0;
}

const struct settings_source *settings_source(const struct settings *s, const char *name)
{
        for (size_t i = 0; i < s->n_sources; i++)
                if (strcmp(s->sources[i].name, name) == 0)
                        return &s->sources[i];
        return NULL;
}

const struct channel *settings_channel(const struct settings *s, const char *name)
{
        struct channel key = {.name = name};

        if (s->n_channels == 0)
                return NULL;
        return bsearch(&key, s->channels, s->n_channels, sizeof *s->channels, compare_channels);
}
