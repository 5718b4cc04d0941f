/* reader: values of a configuration file, by tables of keys: every key is known or an error, every number has a
 * range, every error names file and line.
 *
 * All readers of values have one form: 0, or -EINVAL with the reason in the reader's problem; `out` is where the
 * value goes (of the type that the name says) and stays untouched on failure. Texts live in the reader's arena. */
#pragma once

#include <libconfig.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/problem.h"
#include "send/format_list.h"
#include "settings/settings.h"

/* What is read into, and by what rules. One reader per file; the settings collect what all files say. */
struct reader {
        struct settings *settings;
        struct arena *arena;
        const char *file; /* as the user named it */
        const char *row;  /* in the place of file and line, for what is in no configuration file; NULL */
        char *folder;     /* of the main file: relative names start here */
        struct problem *why;
        struct format_list formats;
        bool peek; /* files of secrets are not opened */
        size_t room_sources, room_channels, room_subscribers;
};

typedef int (*reader_function)(struct reader *r, config_setting_t *s, void *out);

/* One key of a group: how its value is read, where it goes, and which values are allowed. */
struct key {
        const char *name;
        reader_function read;
        size_t offset;
};

const char *reader_where(const struct reader *r, config_setting_t *s); /* "sirend.conf:12" */
/* Says where and what is wrong; returns -EINVAL. */
int reader_complain(struct reader *r, config_setting_t *s, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

int reader_string(struct reader *r, config_setting_t *s, void *out); /* const char *: UTF-8, not empty */
int reader_word(struct reader *r, config_setting_t *s, void *out);   /* the same without control characters */
int reader_bool(struct reader *r, config_setting_t *s, void *out);
int reader_port(struct reader *r, config_setting_t *s, void *out);      /* int */
int reader_count(struct reader *r, config_setting_t *s, void *out);     /* unsigned, 1 to 10,000 */
int reader_many(struct reader *r, config_setting_t *s, void *out);      /* 100 to a million */
int reader_keepalive(struct reader *r, config_setting_t *s, void *out); /* unsigned, seconds */
int reader_latitude(struct reader *r, config_setting_t *s, void *out);  /* double, degrees */
int reader_longitude(struct reader *r, config_setting_t *s, void *out);
int reader_radius(struct reader *r, config_setting_t *s, void *out); /* double, kilometres */
int reader_span(struct reader *r, config_setting_t *s, void *out);   /* int64_t, microseconds: "15m" */
int reader_size(struct reader *r, config_setting_t *s, void *out);   /* size_t, bytes: "4M" */
int reader_log_level(struct reader *r, config_setting_t *s, void *out);
int reader_path(struct reader *r, config_setting_t *s, void *out);        /* const char *, made absolute */
int reader_file(struct reader *r, config_setting_t *s, void *out);        /* the same; it must be readable */
int reader_secret_file(struct reader *r, config_setting_t *s, void *out); /* const char *: what it holds */

/* A text, or a list of texts. */
int reader_strings(struct reader *r, config_setting_t *s, const char ***ret, size_t *ret_n);
/* A reader for an array of texts that stands in a struct beside its length. */
#define READER_LIST_OF(type, member)                                                                         \
        static int read_##type##_##member(struct reader *r, config_setting_t *s, void *out)                  \
        {                                                                                                    \
                struct type *to = out;                                                                       \
                return reader_strings(r, s, &to->member, &to->n_##member);                                   \
        }

/* The members of a group, each by its key, into the struct at `out`. */
int reader_keys(struct reader *r, config_setting_t *group, const struct key *keys, size_t n, void *out);
#define READER_KEYS(r, group, keys, out) reader_keys(r, group, keys, sizeof(keys) / sizeof *(keys), out)
/* Calls `read` for each item of a list. */
int reader_list(struct reader *r, config_setting_t *s, reader_function read, void *out);

/* Names end up in topics, file names and logs. */
int reader_check_name(struct reader *r, config_setting_t *s, const char *what, const char *name);
int reader_check_zone(struct reader *r, config_setting_t *s, const char *zone);
bool reader_is_topic(const char *topic); /* one that can be published to */

/* The sections that have a file of their own. */
int reader_channels(struct reader *r, config_setting_t *s, void *out);
int reader_subscribers(struct reader *r, config_setting_t *s, void *out);
int reader_mqtt(struct reader *r, config_setting_t *s, void *out);
/* One subscriber alone: struct settings_subscriber. Whether its channels are configured is asked later. */
int reader_subscriber(struct reader *r, config_setting_t *s, void *out);
bool reader_is_subscriber_key(const char *key);
bool reader_is_rule_key(const char *key);
/* Whether its channels are configured and can be used. */
int reader_check_subscriber(struct reader *r, const struct settings_subscriber *s);
