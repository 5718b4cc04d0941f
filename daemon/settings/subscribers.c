/* subscribers: who wants to know what. */
#include <string.h>

#include "base/text.h"
#include "base/timestamp.h"
#include "settings/reader.h"

#define SUBSCRIBERS_MOST 100000
#define CONFIRM_WITHIN   (30 * TIMESTAMP_SECOND)

static const struct key near_keys[] = {
    {"lat", reader_latitude, offsetof(struct rule_text, near.lat)},
    {"lon", reader_longitude, offsetof(struct rule_text, near.lon)},
    {"radius_km", reader_radius, offsetof(struct rule_text, near_radius)},
};

static int read_near(struct reader *r, config_setting_t *s, void *out)
{
        struct rule_text *rule = out;
        int e;

        e = READER_KEYS(r, s, near_keys, rule);
        if (e < 0)
                return e;
        if (config_setting_length(s) != 3)
                return reader_complain(r, s, "near needs lat, lon and radius_km");
        rule->has_near = true;
        return 0;
}

READER_LIST_OF(rule_text, places)
READER_LIST_OF(rule_text, events)
READER_LIST_OF(rule_text, statuses)
READER_LIST_OF(rule_text, sources)
READER_LIST_OF(rule_text, states)

static const struct key rule_keys[] = {
    {"name", reader_string, offsetof(struct rule_text, name)},
    {"places", read_rule_text_places, 0},
    {"near", read_near, 0},
    {"events", read_rule_text_events, 0},
    {"status", read_rule_text_statuses, 0},
    {"sources", read_rule_text_sources, 0},
    {"states", read_rule_text_states, 0},
    {"heads_up", reader_radius, offsetof(struct rule_text, heads_up)},
    {"scope", reader_string, offsetof(struct rule_text, scope)},
    {"severity", reader_string, offsetof(struct rule_text, severity)},
    {"certainty", reader_string, offsetof(struct rule_text, certainty)},
    {"urgency", reader_string, offsetof(struct rule_text, urgency)},
};

struct rule_list {
        struct rule_text *rules;
        size_t n;
};

static int read_rule(struct reader *r, config_setting_t *s, void *out)
{
        struct rule_list *list = out;
        struct rule_text *rule = &list->rules[list->n++];
        int e = READER_KEYS(r, s, rule_keys, rule);

        if (e < 0)
                return e;
        if (rule->n_places == 0 && !rule->has_near)
                return reader_complain(r, s,
                                       "a rule needs places = [\"...\"] or near = { lat, lon, radius_km }");
        rule->where = reader_where(r, s);
        return 0;
}

static int read_rules(struct reader *r, config_setting_t *s, void *out)
{
        struct settings_subscriber *subscriber = out;
        struct rule_list list = {0};
        int e;

        list.rules = arena_array(r->arena, (size_t)config_setting_length(s) + 1, sizeof *list.rules);
        e = reader_list(r, s, read_rule, &list);
        subscriber->rules = list.rules;
        subscriber->n_rules = list.n;
        return e;
}

READER_LIST_OF(settings_subscriber, channels)

static int read_deliver(struct reader *r, config_setting_t *s, void *out)
{
        struct settings_subscriber *subscriber = out;
        const char *word = NULL;
        int e = reader_string(r, s, &word);

        if (e < 0)
                return e;
        if (strcmp(word, "all") != 0 && strcmp(word, "first") != 0)
                return reader_complain(
                    r, s,
                    "deliver is \"all\" (by every channel) or \"first\" (the next one only "
                    "where the one before has not confirmed)");
        subscriber->first = strcmp(word, "first") == 0;
        return 0;
}

/* Which changes of an incident make a sound. */
static int read_sound(struct reader *r, config_setting_t *s, void *out)
{
        uint32_t *sounds = out;
        const char **words;
        size_t n;
        int e = reader_strings(r, s, &words, &n);

        *sounds = SUBSCRIBER_SILENT;
        for (size_t i = 0; i < n && e == 0; i++) {
                int change;
                if (vocab_parse(VOCAB_CHANGE, words[i], &change) < 0)
                        return reader_complain(r, s, "sound: \"%s\" is none of %s", words[i],
                                               vocab_words(VOCAB_CHANGE));
                *sounds |= CHANGE_BIT(change);
        }
        return e;
}

/* Each zone is read once, however many are in it. */
static int find_zone(struct reader *r, config_setting_t *s, const char *name, const struct zone **ret)
{
        struct settings *t = r->settings;
        struct problem why = {""};
        struct zone *zone;

        if (!t)
                return name ? reader_check_zone(r, s, name) : 0;
        for (size_t i = 0; i < t->n_zones; i++)
                if (text_equal(t->zones[i].name, name)) {
                        *ret = t->zones[i].zone;
                        return 0;
                }
        if (zone_load(name, t->arena, &zone, &why) < 0)
                return reader_complain(r, s, "%s", why.text);
        t->zones = arena_grow(t->arena, t->zones, t->n_zones, &t->room_zones, sizeof *t->zones);
        t->zones[t->n_zones++] = (struct settings_zone){arena_strdup(t->arena, name), zone};
        *ret = zone;
        return 0;
}

struct quiet_text {
        const char *from, *to, *severity;
        const char **events;
        size_t n_events;
};

READER_LIST_OF(quiet_text, events)

static const struct key quiet_keys[] = {
    {"from", reader_string, offsetof(struct quiet_text, from)},
    {"to", reader_string, offsetof(struct quiet_text, to)},
    {"break_through_severity", reader_string, offsetof(struct quiet_text, severity)},
    {"break_through_events", read_quiet_text_events, 0},
};

static int read_quiet_words(struct reader *r, config_setting_t *s, const struct quiet_text *text,
                            struct quiet *q)
{
        int word;

        if (!text->from || !text->to || quiet_parse_minute(text->from, &q->from) < 0 ||
            quiet_parse_minute(text->to, &q->to) < 0 || q->from == q->to)
                return reader_complain(
                    r, s, "quiet needs from = \"22:00\" and to = \"07:00\", two times of the day");
        if (text->severity) {
                if (vocab_parse(VOCAB_SEVERITY, text->severity, &word) < 0)
                        return reader_complain(r, s, "break_through_severity: \"%s\" is none of %s",
                                               text->severity, vocab_words(VOCAB_SEVERITY));
                q->severity = (enum alert_severity)word;
        }
        for (size_t i = 0; i < text->n_events; i++) {
                if (vocab_parse(VOCAB_EVENT, text->events[i], &word) < 0)
                        return reader_complain(r, s, "break_through_events: \"%s\" is no event",
                                               text->events[i]);
                q->events |= UINT32_C(1) << word;
        }
        return 0;
}

static int read_quiet(struct reader *r, config_setting_t *s, void *out)
{
        const struct quiet **ret = out;
        struct quiet *q = arena_alloc(r->arena, sizeof *q);
        struct quiet_text text = {0};
        int e = READER_KEYS(r, s, quiet_keys, &text);

        *q = (struct quiet){.severity = SEVERITY_SEVERE};
        if (e == 0)
                e = read_quiet_words(r, s, &text, q);
        if (e == 0)
                *ret = q;
        return e;
}

static const struct key subscriber_keys[] = {
    {"name", reader_string, offsetof(struct settings_subscriber, name)},
    {"language", reader_string, offsetof(struct settings_subscriber, language)},
    {"time_zone", reader_string, offsetof(struct settings_subscriber, time_zone)},
    {"sound", read_sound, offsetof(struct settings_subscriber, sounds)},
    {"quiet", read_quiet, offsetof(struct settings_subscriber, quiet)},
    {"channels", read_settings_subscriber_channels, 0},
    {"deliver", read_deliver, 0},
    {"confirm_within", reader_span, offsetof(struct settings_subscriber, confirm_within)},
    {"rules", read_rules, 0},
};

static bool is_one_of(const struct key *keys, size_t n, const char *name)
{
        for (size_t i = 0; i < n; i++)
                if (strcmp(keys[i].name, name) == 0)
                        return true;
        return false;
}

int reader_subscriber(struct reader *r, config_setting_t *s, void *out)
{
        struct settings_subscriber *subscriber = out;
        int e;

        *subscriber =
            (struct settings_subscriber){.where = reader_where(r, s), .confirm_within = CONFIRM_WITHIN};
        e = READER_KEYS(r, s, subscriber_keys, subscriber);
        if (e == 0)
                e = reader_check_name(r, s, "subscriber", subscriber->name);
        if (e == 0)
                e = find_zone(r, s, subscriber->time_zone, &subscriber->zone);
        if (e < 0)
                return e;
        if (subscriber->n_channels == 0)
                return reader_complain(r, s, "subscriber \"%s\" needs channels = [\"...\"]",
                                       subscriber->name);
        if (subscriber->n_rules == 0)
                return reader_complain(r, s, "subscriber \"%s\" needs rules = ( { places = [\"...\"]; } )",
                                       subscriber->name);
        return 0;
}

static int read_subscriber(struct reader *r, config_setting_t *s, void *out)
{
        struct settings *t = out;
        int e;

        if (t->n_subscribers >= SUBSCRIBERS_MOST)
                return reader_complain(r, s, "more than %d subscribers", SUBSCRIBERS_MOST);
        t->subscribers = arena_grow(r->arena, t->subscribers, t->n_subscribers, &r->room_subscribers,
                                    sizeof *t->subscribers);
        e = reader_subscriber(r, s, &t->subscribers[t->n_subscribers]);
        if (e == 0)
                t->n_subscribers++;
        return e;
}

bool reader_is_subscriber_key(const char *key)
{
        return is_one_of(subscriber_keys, sizeof subscriber_keys / sizeof *subscriber_keys, key);
}

bool reader_is_rule_key(const char *key)
{
        return is_one_of(rule_keys, sizeof rule_keys / sizeof *rule_keys, key);
}

int reader_subscribers(struct reader *r, config_setting_t *s, void *out)
{
        (void)out;
        return reader_list(r, s, read_subscriber, r->settings);
}
