/* settings: the configuration file (libconfig) as one struct. sirend.conf(5) is its manual.
 *
 * Every key is known or an error; every number has a range; every error names file and line. Relative file
 * names are looked for beside the configuration file; `*_file` names without a slash first in
 * $CREDENTIALS_DIRECTORY (as NAME, or secrets_NAME), then in secrets/ beside the configuration file. What
 * lower layers need they get as small structs of their own, never this one. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/problem.h"
#include "gazetteer/gazetteer.h"
#include "incident/incident.h"
#include "match/subscriber.h"
#include "send/channel.h"

/* A sub-folder of incoming/, or "local" for the top. */
struct settings_source {
        const char *name;
        const char *language; /* of its texts where they do not say; NULL */
        const char *home;     /* place; NULL */
        bool official;
        enum incident_trust trust; /* how far it is believed where it is not official */
        int64_t expect_every;      /* longer without a report is silence; 0: any time is fine */
        const char *where;         /* "sirend.conf:12" */
};

/* What Home Assistant is told to show. */
struct settings_home {
        const char *prefix;                 /* of its discovery topics; NULL: nothing is told */
        const char **places, **subscribers; /* places as written */
        size_t n_places, n_subscribers;
        const char *where;
};

/* A subscriber before its places were looked up. */
struct settings_subscriber {
        const char *name, *language, *time_zone, *where;
        uint32_t sounds;           /* as in struct subscriber */
        const struct quiet *quiet; /* NULL: none */
        const struct zone *zone;   /* NULL: UTC */
        const char **channels;
        struct rule_text *rules;
        bool first;             /* deliver = "first" */
        int64_t confirm_within; /* microseconds */
        size_t n_channels, n_rules;
};

/* Who looks after sirend, and is told what is wrong with it. */
struct settings_operators {
        const char **channels; /* none: nobody */
        size_t n_channels;
        const char *language, *where;
        int64_t after; /* what has not lasted as long is not told of */
};

/* The zones of all subscribers: few, however many those are. */
struct settings_zone {
        const char *name; /* NULL: the system's */
        struct zone *zone;
};

struct settings {
        struct arena *arena;
        const char *file;
        const char *spool, *database, *gazetteer, *vocabulary, *formats; /* paths */
        enum log_level log;
        size_t max_report_size; /* bytes */
        int64_t done_keep, rejected_keep, history_keep, failed_keep;
        int64_t alert_life, news_life; /* of alerts without `expires`: live and announced; past */
        int64_t join_window;           /* of reports of one event by several sources; 0: none join */
        unsigned open_incidents;       /* at most */
        unsigned news_an_hour;         /* to one subscriber; more are gathered into a digest */
        unsigned connections;          /* webhooks at once, in all */
        bool private_addresses;        /* webhooks may go to them */
        struct mqtt_options mqtt;
        struct settings_home home;
        struct settings_operators operators;
        struct settings_source *sources;
        struct channel *channels;                /* in order of name */
        struct settings_subscriber *subscribers; /* in order of name */
        struct settings_zone *zones;
        size_t n_sources, n_channels, n_subscribers, n_zones, room_zones;
};

int settings_load(const char *file, struct settings **ret, struct problem *why);

/* The same for who only looks and sends nothing: secrets are not read, so that an operator need not be able
 * to. */
int settings_peek(const char *file, struct settings **ret, struct problem *why);
void settings_free(struct settings *s); /* NULL is fine */

/* The subscribers with their rules compiled against a gazetteer; they live in `a`. Also checks the sources'
 * homes. */
int settings_compile(const struct settings *s, const struct gazetteer *g, struct arena *a,
                     struct subscriber **ret, size_t *ret_n, struct problem *why);

/* One of them. */
int settings_compile_subscriber(const struct settings_subscriber *from, const struct gazetteer *g,
                                struct arena *a, struct subscriber *ret, struct problem *why);

/* The source of that name, or NULL where it is not configured (it may still be used: nothing is known of it
 * then). */
const struct settings_source *settings_source(const struct settings *s, const char *name);
/* By its name, which may be followed by an address (recipient.h). */
const struct channel *settings_channel(const struct settings *s, const char *recipient);
