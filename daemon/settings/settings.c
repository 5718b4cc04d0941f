#include "settings/settings.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/timestamp.h"
#include "send/recipient.h"
#include "settings/reader.h"

#define FILES_MOST 10000

static int read_trust(struct reader *r, config_setting_t *s, void *out)
{
        static const struct {
                const char *word;
                enum incident_trust trust;
        } words[] = {{"low", TRUST_LOW}, {"normal", TRUST_NORMAL}, {"high", TRUST_HIGH}};
        const char *word = config_setting_get_string(s);

        for (size_t i = 0; word && i < sizeof words / sizeof *words; i++)
                if (strcmp(word, words[i].word) == 0) {
                        *(enum incident_trust *)out = words[i].trust;
                        return 0;
                }
        return reader_complain(r, s, "trust must be \"low\", \"normal\" or \"high\"");
}

static const struct key source_keys[] = {
    {"name", reader_string, offsetof(struct settings_source, name)},
    {"language", reader_string, offsetof(struct settings_source, language)},
    {"home", reader_string, offsetof(struct settings_source, home)},
    {"official", reader_bool, offsetof(struct settings_source, official)},
    {"trust", read_trust, offsetof(struct settings_source, trust)},
    {"expect_every", reader_span, offsetof(struct settings_source, expect_every)},
};

static int read_source(struct reader *r, config_setting_t *s, void *out)
{
        struct settings *t = out;
        struct settings_source *source;
        int e;

        t->sources = arena_grow(r->arena, t->sources, t->n_sources, &r->room_sources, sizeof *t->sources);
        source = &t->sources[t->n_sources];
        e = READER_KEYS(r, s, source_keys, source);
        if (e == 0)
                e = reader_check_name(r, s, "source", source->name);
        if (e == 0 && strcmp(source->name, "drill") == 0)
                return reader_complain(r, s, "the source \"drill\" is what sirenctl drill writes to");
        if (e < 0)
                return e;
        if (settings_source(t, source->name))
                return reader_complain(r, s, "there is a source \"%s\" already", source->name);
        source->where = reader_where(r, s);
        t->n_sources++;
        return 0;
}

static int read_sources(struct reader *r, config_setting_t *s, void *out)
{
        (void)out;
        return reader_list(r, s, read_source, r->settings);
}

READER_LIST_OF(settings_operators, channels)

static const struct key operators_keys[] = {
    {"channels", read_settings_operators_channels, 0},
    {"language", reader_string, offsetof(struct settings_operators, language)},
    {"after", reader_span, offsetof(struct settings_operators, after)},
};

static int read_operators(struct reader *r, config_setting_t *s, void *out)
{
        struct settings_operators *operators = out;
        int e = READER_KEYS(r, s, operators_keys, operators);

        operators->where = reader_where(r, s);
        if (e == 0 && operators->n_channels == 0)
                return reader_complain(r, s, "operators needs channels = [\"...\"]");
        return e;
}

static const struct key settings_keys[] = {
    {"spool", reader_path, offsetof(struct settings, spool)},
    {"database", reader_path, offsetof(struct settings, database)},
    {"gazetteer", reader_path, offsetof(struct settings, gazetteer)},
    {"vocabulary", reader_path, offsetof(struct settings, vocabulary)},
    {"formats", reader_path, offsetof(struct settings, formats)},
    {"log", reader_log_level, offsetof(struct settings, log)},
    {"max_report_size", reader_size, offsetof(struct settings, max_report_size)},
    {"done_keep", reader_span, offsetof(struct settings, done_keep)},
    {"rejected_keep", reader_span, offsetof(struct settings, rejected_keep)},
    {"history_keep", reader_span, offsetof(struct settings, history_keep)},
    {"failed_keep", reader_span, offsetof(struct settings, failed_keep)},
    {"alert_life", reader_span, offsetof(struct settings, alert_life)},
    {"news_life", reader_span, offsetof(struct settings, news_life)},
    {"join_window", reader_span, offsetof(struct settings, join_window)},
    {"open_incidents", reader_many, offsetof(struct settings, open_incidents)},
    {"news_an_hour", reader_count, offsetof(struct settings, news_an_hour)},
    {"connections", reader_count, offsetof(struct settings, connections)},
    {"private_addresses", reader_bool, offsetof(struct settings, private_addresses)},
    {"mqtt", reader_mqtt, offsetof(struct settings, mqtt)},
    {"operators", read_operators, offsetof(struct settings, operators)},
    {"sources", read_sources, 0},
    {"channels", reader_channels, 0},
    {"subscribers", reader_subscribers, 0},
};

/* What a file of subscribers.d may hold. */
static const struct key subscribers_file_keys[] = {
    {"channels", reader_channels, 0},
    {"subscribers", reader_subscribers, 0},
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
        int e = vocabulary ? reader_path(r, vocabulary, &t->vocabulary) : 0;

        if (e == 0 && formats)
                e = reader_path(r, formats, &t->formats);
        if (e < 0)
                return e;
        if (!formats)
                t->formats = arena_printf(r->arena, "%s/formats", folder_of(r->arena, t->vocabulary));
        if (!formats && access(t->formats, F_OK) < 0)
                return 0;
        return format_list_load(t->formats, r->arena, &r->formats, r->why);
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
                        e = reader_keys(r, config_root_setting(&config), keys, n, r->settings);
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
        for (size_t i = 0; i < t->n_channels; i++)
                if (!t->channels[i].addresses_set)
                        t->channels[i].public_only = !t->private_addresses;
        for (size_t i = 1; i < t->n_channels; i++)
                if (strcmp(t->channels[i - 1].name, t->channels[i].name) == 0)
                        return problem_set(r->why, -EINVAL, "%s: there is a channel \"%s\" already (%s)",
                                           t->channels[i].where, t->channels[i].name,
                                           t->channels[i - 1].where);
        return 0;
}

/* The channels that somebody wants are there. */
static int check_wanted(struct reader *r, const char *where, const char *who, const char *const *channels,
                        size_t n)
{
        for (size_t i = 0; i < n; i++) {
                const struct channel *channel = settings_channel(r->settings, channels[i]);
                struct problem what = {""};
                if (!channel)
                        return problem_set(r->why, -EINVAL,
                                           "%s: %s the channel \"%s\", which is not configured", where, who,
                                           channels[i]);
                if (channel->transport == TRANSPORT_MQTT && !r->settings->mqtt.host)
                        return problem_set(r->why, -EINVAL,
                                           "%s: channel \"%s\" needs a broker: mqtt = { host = \"...\"; }",
                                           where, channel->name);
                if (recipient_check(channels[i], channel, &what) < 0)
                        return problem_set(r->why, -EINVAL, "%s: %s", where, what.text);
        }
        return 0;
}

int reader_check_subscriber(struct reader *r, const struct settings_subscriber *s)
{
        const char *who = arena_printf(r->arena, "subscriber \"%s\" wants", s->name);

        if (r->settings->operators.n_channels && strcmp(s->name, "operators") == 0)
                return problem_set(
                    r->why, -EINVAL,
                    "%s: the name \"operators\" is theirs who are told what is wrong with sirend", s->where);
        return check_wanted(r, s->where, who, s->channels, s->n_channels);
}

/* What can be said only when all files have been read. */
static int check_subscribers(struct reader *r)
{
        struct settings *t = r->settings;

        if (t->n_subscribers)
                qsort(t->subscribers, t->n_subscribers, sizeof *t->subscribers, compare_subscribers);
        for (size_t i = 0; i < t->n_subscribers; i++) {
                const struct settings_subscriber *s = &t->subscribers[i];
                int e = reader_check_subscriber(r, s);
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
        if (check_channels(r) < 0 || check_wanted(r, t->operators.where, "operators wants",
                                                  t->operators.channels, t->operators.n_channels) < 0)
                return -EINVAL;
        return check_subscribers(r);
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
        t->failed_keep = 30 * TIMESTAMP_DAY;
        t->alert_life = 6 * TIMESTAMP_HOUR;
        t->join_window = TIMESTAMP_HOUR;
        t->news_life = 24 * TIMESTAMP_HOUR;
        t->open_incidents = 10000;
        t->news_an_hour = 10;
        t->connections = 256;
        t->operators.after = TIMESTAMP_MINUTE;
        t->private_addresses = true;
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
        struct settings_subscriber key = {.name = name};

        return s->n_subscribers &&
               bsearch(&key, s->subscribers, s->n_subscribers, sizeof key, compare_subscribers);
}

int settings_compile_subscriber(const struct settings_subscriber *from, const struct gazetteer *g,
                                struct arena *a, struct subscriber *ret, struct problem *why)
{
        *ret = (struct subscriber){
            .name = from->name,
            .language = from->language,
            .time_zone = from->time_zone,
            .zone = from->zone,
            .quiet = from->quiet,
            .sounds = from->sounds,
            .channels = from->channels,
            .n_channels = from->n_channels,
            .first = from->first,
            .confirm_within = from->confirm_within,
        };
        return compile_rules(from, g, a, ret, why);
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
                int r = settings_compile_subscriber(&s->subscribers[i], g, a, &subscribers[i], why);
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

static int compare_name(const void *recipient, const void *channel)
{
        size_t n = recipient_name_size(recipient);
        const char *name = ((const struct channel *)channel)->name;
        int order = strncmp(recipient, name, n);

        return order ? order : -(name[n] != 0);
}

const struct channel *settings_channel(const struct settings *s, const char *recipient)
{
        return s->n_channels
                   ? bsearch(recipient, s->channels, s->n_channels, sizeof *s->channels, compare_name)
                   : NULL;
}
