#include "people/person.h"

#include <endian.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "settings/row.h"

#define ANYWHERE 1 /* a place that there always is, where only the conditions of a rule are asked for */

static const char *const near_keys[] = {"lat", "lon", "radius_km"};

int person_read(const struct person_context *c, const json_t *object, const char *where, struct arena *a,
                struct subscriber *ret, struct problem *why)
{
        struct settings_subscriber read;
        int r = row_read(c->settings, object, where, a, &read, why);

        if (r == 0)
                r = settings_compile_subscriber(&read, c->gazetteer, a, ret, why);
        return r;
}

/* --- to a row --- */

static void put_number(struct buffer *b, uint64_t n)
{
        for (; n >= 0x80; n >>= 7)
                buffer_add_char(b, (char)(n | 0x80));
        buffer_add_char(b, (char)n);
}

static void put_near(struct buffer *b, const json_t *near)
{
        for (size_t i = 0; i < 3; i++) {
                double value = json_number_value(json_object_get(near, near_keys[i]));
                uint64_t bits;

                memcpy(&bits, &value, sizeof bits);
                bits = htole64(bits);
                buffer_add(b, (const char *)&bits, sizeof bits);
        }
}

/* The number of the word that an object is, once the members that are a person's own are left out. */
static int put_word(struct store *store, enum roster_kind kind, const json_t *object,
                    const char *const *except, size_t n, int64_t *ret)
{
        json_t *rest = json_copy((json_t *)(uintptr_t)object);
        const char *key;
        json_t *value;
        void *next;
        char *text;
        int r;

        for (size_t i = 0; i < n; i++)
                json_object_del(rest, except[i]);
        json_object_foreach_safe(rest, next, key, value) if (json_is_null(value)) json_object_del(rest, key);
        text = json_dumps(rest, JSON_COMPACT | JSON_SORT_KEYS);
        if (!text)
                abort();
        r = roster_word(store, kind, text, ret);
        free(text);
        json_decref(rest);
        return r;
}

/* Places are stored by their paths, whatever they were written as. */
static int put_rule(const struct person_context *c, struct store *store, const json_t *object,
                    const struct rule *rule, struct arena *a, struct buffer *out)
{
        static const char *const own[] = {"places", "near"};
        const json_t *near = json_object_get(object, "near");
        int64_t word;
        int r = put_word(store, ROSTER_RULE, object, own, 2, &word);

        if (r < 0)
                return r;
        put_number(out, (uint64_t)word);
        put_number(out, json_is_object(near));
        if (json_is_object(near))
                put_near(out, near);
        put_number(out, rule->n_places);
        for (uint32_t i = 0; i < rule->n_places && r == 0; i++) {
                r = roster_word(store, ROSTER_PLACE, place_path(c->gazetteer, rule->places[i], a), &word);
                if (r == 0)
                        put_number(out, (uint64_t)word);
        }
        return r;
}

static int put_rules(const struct person_context *c, struct store *store, const json_t *object,
                     const struct subscriber *read, struct arena *a, struct buffer *out)
{
        const json_t *rules = json_object_get(object, "rules");
        int r = 0;

        put_number(out, read->n_rules);
        for (size_t i = 0; i < read->n_rules && r == 0; i++)
                r = put_rule(c, store, json_is_array(rules) ? json_array_get(rules, i) : rules,
                             read->rules[i], a, out);
        return r;
}

int person_put(const struct person_context *c, struct store *store, const json_t *object,
               const struct subscriber *read, struct arena *a, struct problem *why)
{
        static const char *const own[] = {"name", "channels", "rules"};
        struct buffer rules = {0}, channels = {0};
        struct roster_row row = {.name = read->name};
        int r = put_word(store, ROSTER_PROFILE, object, own, 3, &row.profile);

        for (size_t i = 0; i < read->n_channels; i++)
                buffer_printf(&channels, "%s%s", i ? "\n" : "", read->channels[i]);
        if (r == 0)
                r = put_rules(c, store, object, read, a, &rules);
        row.channels = channels.data;
        row.rules = rules.data;
        row.rules_size = rules.size;
        if (r == 0)
                r = roster_put(store, &row);
        buffer_done(&rules);
        buffer_done(&channels);
        return r < 0 ? problem_set(why, r, "%s", store_problem(store)) : 0;
}

/* --- from a row --- */

bool person_number(struct person_rules *r, uint64_t *ret)
{
        uint64_t n = 0;

        for (unsigned shift = 0; r->at < r->end && shift < 63; shift += 7) {
                n |= (uint64_t)(*r->at & 0x7f) << shift;
                if (!(*r->at++ & 0x80)) {
                        *ret = n;
                        return true;
                }
        }
        return false;
}

void person_rules(const struct roster_row *row, struct person_rules *ret)
{
        *ret = (struct person_rules){.at = row->rules, .end = row->rules};
        if (row->rules)
                ret->end += row->rules_size;
        if (!person_number(ret, &ret->left))
                ret->left = 1;
}

bool person_next(struct person_rules *r, struct person_rule *ret)
{
        uint64_t near;

        if (r->left == 0 || !person_number(r, &ret->word) || !person_number(r, &near))
                return false;
        ret->has_near = near != 0;
        for (size_t i = 0; i < 3 && near; i++) {
                uint64_t bits;

                if ((size_t)(r->end - r->at) < sizeof bits)
                        return false;
                memcpy(&bits, r->at, sizeof bits);
                bits = le64toh(bits);
                memcpy(&ret->near[i], &bits, sizeof bits);
                r->at += sizeof bits;
        }
        if (!person_number(r, &ret->places) || ret->places > (uint64_t)(r->end - r->at))
                return false;
        r->left--;
        return true;
}

static json_t *word_object(struct store *store, uint64_t word, struct arena *a)
{
        char *text;

        return roster_text(store, (int64_t)word, a, &text) < 0 ? NULL : json_loads(text, 0, NULL);
}

static json_t *near_object(const double near[3])
{
        json_t *o = json_object();

        for (size_t i = 0; i < 3; i++)
                json_object_set_new(o, near_keys[i], json_real(near[i]));
        return o;
}

static json_t *rule_object(struct store *store, struct person_rules *rules, const struct person_rule *rule,
                           struct arena *a)
{
        json_t *o = word_object(store, rule->word, a), *places = json_array();
        uint64_t word;
        char *path;

        for (uint64_t i = 0; i < rule->places; i++)
                if (!person_number(rules, &word) || roster_text(store, (int64_t)word, a, &path) < 0 ||
                    json_array_append_new(places, json_string(path)) < 0) {
                        json_decref(o);
                        o = NULL;
                }
        if (!o || json_array_size(places) == 0)
                json_decref(places);
        else
                json_object_set_new(o, "places", places);
        if (!o || !rule->has_near)
                return o;
        json_object_set_new(o, "near", near_object(rule->near));
        return o;
}

static json_t *rules_list(struct store *store, const struct roster_row *row, struct arena *a)
{
        json_t *list = json_array();
        struct person_rules rules;
        struct person_rule rule;

        person_rules(row, &rules);
        while (person_next(&rules, &rule))
                if (json_array_append_new(list, rule_object(store, &rules, &rule, a)) < 0)
                        break;
        if (rules.left == 0 && json_array_size(list))
                return list;
        json_decref(list);
        return NULL;
}

static json_t *channel_list(const char *channels)
{
        json_t *list = json_array();

        while (*channels) {
                size_t n = strcspn(channels, "\n");
                json_array_append_new(list, json_stringn(channels, n));
                channels += n + (channels[n] != 0);
        }
        return list;
}

/* In the order in which people look for things. */
json_t *person_object(struct store *store, const struct roster_row *row)
{
        struct arena *a = arena_new();
        json_t *o = json_object(), *profile = word_object(store, (uint64_t)row->profile, a),
               *rules = rules_list(store, row, a);

        if (profile && rules) {
                json_object_set_new(o, "name", json_string(row->name));
                json_object_set_new(o, "channels", channel_list(row->channels));
                json_object_update(o, profile);
                json_object_set(o, "rules", rules);
        } else {
                json_decref(o);
                o = NULL;
        }
        json_decref(profile);
        json_decref(rules);
        arena_free(a);
        return o;
}

int person_find(const struct person_context *c, struct store *store, const char *name, struct arena *a,
                struct subscriber *ret, struct problem *why)
{
        struct roster_row row;
        json_t *o;
        int r = roster_find(store, name, a, &row);

        if (r < 0)
                return r == -ENOENT ? problem_set(why, r, "there is no subscriber \"%s\"", name)
                                    : problem_set(why, r, "%s", store_problem(store));
        o = person_object(store, &row);
        if (!o)
                return problem_set(why, -EBADMSG, "subscriber \"%s\": the row is damaged", name);
        r = person_read(c, o, arena_printf(a, "subscriber %s", name), a, ret, why);
        json_decref(o);
        return r;
}

/* --- words --- */

/* Reads a word as part of somebody who is nobody else. */
static int read_part(const struct person_context *c, json_t *person, json_t *rule, struct arena *a,
                     struct subscriber *ret, struct problem *why)
{
        struct person_context lax = {NULL, c->gazetteer};
        json_t *places;
        int r;

        if (!json_is_object(person) || !json_is_object(rule)) {
                json_decref(person);
                json_decref(rule);
                return problem_set(why, -EBADMSG, "the row is damaged");
        }
        places = json_pack("[s]", place_path(c->gazetteer, ANYWHERE, a));
        json_object_set_new(rule, "places", places);
        json_object_set_new(person, "name", json_string("nobody"));
        json_object_set_new(person, "channels", json_pack("[s]", "none"));
        json_object_set_new(person, "rules", json_pack("[o]", rule));
        r = person_read(&lax, person, "a row", a, ret, why);
        json_decref(person);
        return r;
}

int person_rule(const struct person_context *c, const char *word, const double near[3], struct arena *a,
                const struct rule **ret, struct problem *why)
{
        json_t *o = json_loads(word, 0, NULL);
        struct subscriber read;
        int r;

        if (near)
                json_object_set_new(o, "near", near_object(near));
        r = read_part(c, json_object(), o, a, &read, why);

        if (r < 0)
                return r;
        read.rules[0]->n_places = 0;
        *ret = read.rules[0];
        return 0;
}

int person_profile(const struct person_context *c, const char *word, struct arena *a, struct subscriber *ret,
                   struct problem *why)
{
        struct subscriber read;
        int r = read_part(c, json_loads(word, 0, NULL), json_object(), a, &read, why);

        if (r < 0)
                return r;
        read.name = NULL;
        read.n_channels = read.n_rules = 0;
        *ret = read;
        return 0;
}
