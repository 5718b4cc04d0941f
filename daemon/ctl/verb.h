/* verb: what `sirenctl VERB` is: its options, its help and its function. One file per verb, verb_NAME.c. */
#pragma once

#include "ctl/output.h"
#include "gazetteer/gazetteer.h"
#include "settings/settings.h"
#include "setup/setup.h"
#include "store/store.h"

/* What sirenctl ends with. */
enum verb_result {
        VERB_GOOD = 0,
        VERB_FAILED = 1, /* something was not understood, not found, or could not be done */
        VERB_MISUSED = 2 /* the command line or the configuration is wrong */
};

struct verb_option {
        const char *name;
        char letter;          /* 0: none */
        const char *argument; /* what follows, for the help; NULL: nothing; "[WORD]": only after `=` */
        const char *help;
};

#define VERB_OPTIONS_MOST 8

/* One use of a verb. */
struct verb_call {
        const struct verb *verb;
        const char *config;
        bool json;
        struct output out;
        const char *values[VERB_OPTIONS_MOST]; /* of the verb's options, in their order; NULL: not given; ""
                                                  for those without an argument */
        char **arguments;
        size_t n_arguments;
        int64_t now;
        struct arena *arena; /* for the whole call */
};

struct verb {
        const char *name;
        const char *usage;   /* of arguments: "FILE|DIR|-..." */
        const char *summary; /* one line */
        const char *help;    /* further sentences and an example */
        const struct verb_option *options;
        size_t n_options;
        size_t least, most; /* arguments; SIZE_MAX: any number */
        bool hidden;
        enum verb_result (*run)(struct verb_call *call);
};

extern const struct verb verb_check, verb_submit, verb_status, verb_history, verb_outbox, verb_retry,
    verb_regions, verb_topics, verb_drill, verb_subscriber, verb_replay, verb_why, verb_complete;

const struct verb *verb_by_number(size_t i); /* NULL after the last */
const struct verb *verb_find(const char *name);

/* Writes "sirenctl: ..." to standard error. Returns `status`. */
enum verb_result verb_complain(enum verb_result status, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* What most verbs begin with. They complain themselves, and say what to do. */
enum verb_result verb_load_settings(struct verb_call *call, struct settings **ret);
enum verb_result verb_load_setup(struct verb_call *call, struct setup **ret);
enum verb_result verb_load_gazetteer(struct verb_call *call, const struct settings *s,
                                     struct gazetteer **ret);
enum verb_result verb_open_store(const struct settings *s, enum store_mode mode, struct store **ret);
/* The subscribers of the database join those of the file. The store must outlive the setup. */
enum verb_result verb_load_roster(struct setup *setup, struct store *store);
/* The time that option gives, or `otherwise` where it was not given. */
enum verb_result verb_time(const struct verb_call *call, size_t option, int64_t otherwise, int64_t *ret);
/* The number, from 1 to `most`. */
enum verb_result verb_number(const struct verb_call *call, size_t option, unsigned most, unsigned otherwise,
                             unsigned *ret);
