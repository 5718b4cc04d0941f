/* channels: where messages go. */
#include <pwd.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/timestamp.h"
#include "settings/reader.h"

#define TEMPLATE_MOST (64 * 1024)
#define SOCKET_MOST   107 /* sockaddr_un */

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
        static const char *const words[] = {"mqtt", "webhook", "null", "command"};
        const char *value = config_setting_get_string(s);
        struct channel *c = out;

        for (int i = 0; value && i < 4; i++)
                if (strcmp(value, words[i]) == 0) {
                        c->transport = (enum channel_transport)i;
                        return 0;
                }
        c->format = value ? format_list_find(&r->formats, value) : NULL;
        c->transport = TRANSPORT_WEBHOOK;
        return c->format ? 0
                         : reader_complain(r, s, "%s must be one of \"mqtt\", \"webhook\", \"command\"%s",
                                           config_setting_name(s), format_names(r));
}

READER_LIST_OF(channel, headers)
READER_LIST_OF(channel, command)

static int read_addresses(struct reader *r, config_setting_t *s, void *out)
{
        struct channel *c = out;
        bool all = true;
        int e = reader_bool(r, s, &all);

        c->public_only = !all;
        c->addresses_set = true;
        return e;
}

static int read_rates(struct reader *r, config_setting_t *s, void *out)
{
        const char *value = config_setting_get_string(s);

        return value && rates_parse(value, out) == 0
                   ? 0
                   : reader_complain(r, s, "%s must be like \"20/1m\", or several: \"1/1s 20/1m\"",
                                     config_setting_name(s));
}

static bool is_proxy(const char *url)
{
        static const char *const schemes[] = {"http://",    "https://",  "socks4://",
                                              "socks4a://", "socks5://", "socks5h://"};

        for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
                if (strncmp(url, schemes[i], strlen(schemes[i])) == 0)
                        return true;
        return false;
}

static const struct key channel_keys[] = {
    {"name", reader_string, offsetof(struct channel, name)},
    {"type", read_type, 0},
    {"template_file", reader_file, offsetof(struct channel_draft, template_file)},
    {"topic", reader_string, offsetof(struct channel, topic)},
    {"url", reader_string, offsetof(struct channel, url)},
    {"secret_file", reader_secret_file, offsetof(struct channel, secret)},
    {"url_file", reader_secret_file, offsetof(struct channel, url)},
    {"headers", read_channel_headers, 0},
    {"ca_file", reader_file, offsetof(struct channel, ca_file)},
    {"proxy", reader_word, offsetof(struct channel, proxy)},
    {"proxy_file", reader_secret_file, offsetof(struct channel, proxy)},
    {"private_addresses", read_addresses, 0},
    {"cert_file", reader_file, offsetof(struct channel, cert_file)},
    {"key_file", reader_file, offsetof(struct channel, key_file)},
    {"command", read_channel_command, 0},
    {"socket", reader_path, offsetof(struct channel, socket)},
    {"user", reader_word, offsetof(struct channel, user)},
    {"timeout", reader_span, offsetof(struct channel, timeout)},
    {"connections", reader_count, offsetof(struct channel, connections)},
    {"rate", read_rates, offsetof(struct channel, rates)},
    {"endpoint_rate", read_rates, offsetof(struct channel, endpoint_rates)},
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
                        keys[n++] = (struct key){name, reader_word, offset};
                keys[n++] = (struct key){arena_printf(r->arena, "%s_file", name), reader_secret_file, offset};
        }
        memcpy(keys + n, channel_keys, sizeof channel_keys);
        return n + CHANNEL_KEYS;
}

static int check_webhook(struct reader *r, config_setting_t *s, const struct channel *c)
{
        if (!c->url || (strncmp(c->url, "http://", 7) != 0 && strncmp(c->url, "https://", 8) != 0))
                return reader_complain(r, s, "channel \"%s\" needs url = \"https://...\" (or url_file)",
                                       c->name);
        if (c->topic)
                return reader_complain(r, s, "channel \"%s\" is a webhook: it has no topic", c->name);
        if (c->proxy && !r->peek && !is_proxy(c->proxy))
                return reader_complain(
                    r, s, "channel \"%s\": a proxy is written http://, https:// or socks5h://host:port",
                    c->name);
        return 0;
}

static int check_no_webhook(struct reader *r, config_setting_t *s, const struct channel *c)
{
        if (c->url || c->secret || c->n_headers || c->proxy)
                return reader_complain(
                    r, s, "channel \"%s\" is no webhook: it has no url, secret, headers or proxy", c->name);
        if (c->topic && !reader_is_topic(c->topic))
                return reader_complain(r, s, "channel \"%s\": \"%s\" is no topic to publish to", c->name,
                                       c->topic);
        return 0;
}

/* Only root can become somebody else. */
static int check_user(struct reader *r, config_setting_t *s, struct channel *c)
{
        const struct passwd *user = getpwnam(c->user);

        if (!user)
                return reader_complain(r, s, "channel \"%s\": there is no user \"%s\"", c->name, c->user);
        c->group = arena_printf(r->arena, "%u", (unsigned)user->pw_gid);
        if (user->pw_uid == geteuid())
                c->user = NULL;
        else if (geteuid() != 0)
                return reader_complain(r, s,
                                       "channel \"%s\": only a daemon that runs as root can start a command "
                                       "as \"%s\"; let a service of "
                                       "its own do it, with socket = \"...\" (sirend.conf(5), COMMANDS)",
                                       c->name, c->user);
        return 0;
}

static int check_command(struct reader *r, config_setting_t *s, struct channel *c)
{
        if (!c->n_command == !c->socket)
                return reader_complain(
                    r, s, "channel \"%s\" needs command = (\"/path/of/program\", ...), or a socket", c->name);
        if (c->socket && (c->user || strlen(c->socket) > SOCKET_MOST))
                return reader_complain(
                    r, s,
                    "channel \"%s\": a socket has at most %d characters, and its service has its own user",
                    c->name, SOCKET_MOST);
        if (c->n_command && (c->command[0][0] != '/' || (!r->peek && access(c->command[0], X_OK) < 0)))
                return reader_complain(r, s, "channel \"%s\": \"%s\" is no program (the path begins with /)",
                                       c->name, c->command[0]);
        return c->user && !r->peek ? check_user(r, s, c) : 0;
}

static int check_channel(struct reader *r, config_setting_t *s, struct channel *c)
{
        int e = c->transport == TRANSPORT_WEBHOOK ? check_webhook(r, s, c) : check_no_webhook(r, s, c);

        if (e == 0 && c->transport == TRANSPORT_COMMAND)
                e = check_command(r, s, c);
        else if (e == 0 && (c->n_command || c->socket || c->user))
                e = reader_complain(
                    r, s, "channel \"%s\": only type = \"command\" has a command, socket or user", c->name);
        if (e < 0)
                return e;
        for (size_t i = 0; i < c->n_headers; i++)
                if (!strchr(c->headers[i], ':') || strpbrk(c->headers[i], "\r\n"))
                        return reader_complain(r, s, "channel \"%s\": a header is written \"Name: value\"",
                                               c->name);
        if (c->timeout < TIMESTAMP_SECOND || c->timeout > 5 * TIMESTAMP_MINUTE)
                return reader_complain(r, s, "channel \"%s\": timeout must be from 1s to 5m", c->name);
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
                return reader_complain(r, s,
                                       "channel \"%s\": a webhook with a template_file has type = \"json\"",
                                       d->channel.name);
        if (file_read(d->template_file, TEMPLATE_MOST, r->arena, &bytes, &size, &why) < 0 ||
            format_with_body(d->channel.format, d->template_file, bytes, size, r->arena, &d->channel.format,
                             &why) < 0)
                return reader_complain(r, s, "template_file: %s", why.text);
        return 0;
}

/* What the format wants to know of a channel. */
static int finish_chat(struct reader *r, config_setting_t *s, struct channel_draft *d)
{
        struct channel *c = &d->channel;
        const struct format *f = c->format;

        if (format_key(f, "url") < 0 && c->url)
                return reader_complain(r, s, "channel \"%s\": %s has no url", c->name, f->name);
        if (format_key(f, "url") < 0)
                c->url = f->url_text;
        if (c->rates.n == 0)
                c->rates = f->rates;
        if (c->endpoint_rates.n == 0)
                c->endpoint_rates = f->endpoint_rates;
        c->values = arena_array(r->arena, f->n_keys, sizeof *c->values);
        for (size_t i = 0; i < f->n_keys; i++) {
                const struct format_key *k = &f->keys[i];
                char *file = arena_printf(r->arena, "%s_file", k->name);

                if (strcmp(k->name, "url") == 0)
                        d->values[i] = c->url = c->url ? c->url : k->preset;
                if (k->needed && !d->values[i] && (int)i != format_address_key(f))
                        return reader_complain(r, s, "channel \"%s\": %s needs %s = \"...\"", c->name,
                                               f->name, k->secret ? file : k->name);
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
                e = reader_keys(r, s, keys, draft_keys(r, c->format, keys), d);
        if (e == 0)
                e = reader_check_name(r, s, "channel", c->name);
        if (e < 0)
                return e;
        if (!type)
                return reader_complain(r, s, "channel \"%s\" needs type = \"mqtt\", \"webhook\" or a chat's",
                                       c->name);
        if (strcmp(c->name, "mqtt") == 0)
                return reader_complain(
                    r, s, "\"mqtt\" is the name of the public topics; give the channel another one");
        e = c->format ? finish_chat(r, s, d) : 0;
        if (e == 0)
                e = read_template(r, s, d);
        return e < 0 ? e : check_channel(r, s, c);
}

static int read_channel(struct reader *r, config_setting_t *s, void *out)
{
        struct settings *t = out;
        struct channel_draft d = {
            .channel = {.transport = TRANSPORT_COUNT, .timeout = 15 * TIMESTAMP_SECOND}};
        int e = read_draft(r, s, &d);

        if (e < 0)
                return e;
        d.channel.where = reader_where(r, s);
        t->channels =
            arena_grow(r->arena, t->channels, t->n_channels, &r->room_channels, sizeof *t->channels);
        t->channels[t->n_channels++] = d.channel;
        return 0;
}

int reader_channels(struct reader *r, config_setting_t *s, void *out)
{
        (void)out;
        return reader_list(r, s, read_channel, r->settings);
}
