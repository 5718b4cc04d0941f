/* person: a subscriber between three forms: a JSON object (as it is imported and exported, with the keys and values of
 * the configuration file), a row of the roster, and the compiled struct that is matched with. */
#pragma once

#include <jansson.h>

#include "gazetteer/gazetteer.h"
#include "settings/settings.h"
#include "store/roster.h"

/* What a person's words are checked against. */
struct person_context {
        struct settings *settings;
        const struct gazetteer *gazetteer;
};

/* Checks an object as the configuration file would be, and compiles it. All of it lives in `a`; `where` is named in
 * errors. */
int person_read(const struct person_context *c, const json_t *object, const char *where, struct arena *a,
                struct subscriber *ret, struct problem *why);

/* Puts one that person_read() has taken into the roster, in a transaction. */
int person_put(const struct person_context *c, struct store *store, const json_t *object,
               const struct subscriber *read, struct arena *a, struct problem *why);

/* A row as an object; NULL where it is damaged. The caller owns it. */
json_t *person_object(struct store *store, const struct roster_row *row);

/* One of the roster, whole. -ENOENT: there is none of that name. */
int person_find(const struct person_context *c, struct store *store, const char *name, struct arena *a,
                struct subscriber *ret, struct problem *why);

/* A rule of a row, one after the other. */
struct person_rules {
        const unsigned char *at, *end;
        uint64_t left;
};
struct person_rule {
        uint64_t word; /* its conditions */
        bool has_near;
        double near[3];  /* latitude, longitude, kilometres */
        uint64_t places; /* how many; person_number() gives the word of each */
};
void person_rules(const struct roster_row *row, struct person_rules *ret);
/* False: no more, or damaged (then `left` is not 0). */
bool person_next(struct person_rules *r, struct person_rule *ret);
bool person_number(struct person_rules *r, uint64_t *ret);

/* The compiled conditions that a word stands for; the rule has no places, and is near the
 * point where one is given. For the profile the subscriber has neither
 * name nor channels nor rules. */
int person_rule(const struct person_context *c, const char *word, const double near[3], struct arena *a,
                const struct rule **ret, struct problem *why);
int person_profile(const struct person_context *c, const char *word, struct arena *a, struct subscriber *ret,
                   struct problem *why);
