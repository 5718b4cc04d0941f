#include "settings/row.h"

#include <errno.h>

#include "settings/reader.h"

#define DEPTH_MOST 6

static int add_value(struct reader *r, config_setting_t *to, const char *key, const json_t *value,
                     unsigned depth);

static int refuse(struct reader *r, const char *key)
{
        return problem_set(r->why, -EINVAL, "%s: %s cannot be read as a setting", r->row,
                           key ? key : "a value");
}

static int add_members(struct reader *r, config_setting_t *to, const json_t *object, unsigned depth)
{
        for (void *i = json_object_iter((json_t *)(uintptr_t)object); i;
             i = json_object_iter_next((json_t *)(uintptr_t)object, i)) {
                int e = json_is_null(json_object_iter_value(i))
                            ? 0
                            : add_value(r, to, json_object_iter_key(i), json_object_iter_value(i), depth);
                if (e < 0)
                        return e;
        }
        return 0;
}

static int add_items(struct reader *r, config_setting_t *to, const json_t *array, unsigned depth)
{
        int e = 0;

        for (size_t i = 0; i < json_array_size(array) && e == 0; i++)
                e = add_value(r, to, NULL, json_array_get(array, i), depth);
        return e;
}

static int type_of(const json_t *value)
{
        switch (json_typeof(value)) {
        case JSON_OBJECT:
                return CONFIG_TYPE_GROUP;
        case JSON_ARRAY:
                return CONFIG_TYPE_LIST;
        case JSON_STRING:
                return CONFIG_TYPE_STRING;
        case JSON_INTEGER:
                return CONFIG_TYPE_INT64;
        case JSON_REAL:
                return CONFIG_TYPE_FLOAT;
        case JSON_TRUE:
        case JSON_FALSE:
                return CONFIG_TYPE_BOOL;
        default:
                return CONFIG_TYPE_NONE;
        }
}

static int add_value(struct reader *r, config_setting_t *to, const char *key, const json_t *value,
                     unsigned depth)
{
        int type = type_of(value);
        config_setting_t *s =
            type == CONFIG_TYPE_NONE || depth == 0 ? NULL : config_setting_add(to, key, type);

        if (!s)
                return refuse(r, key);
        switch (type) {
        case CONFIG_TYPE_GROUP:
                return add_members(r, s, value, depth - 1);
        case CONFIG_TYPE_LIST:
                return add_items(r, s, value, depth - 1);
        case CONFIG_TYPE_STRING:
                config_setting_set_string(s, json_string_value(value));
                break;
        case CONFIG_TYPE_INT64:
                config_setting_set_int64(s, json_integer_value(value));
                break;
        case CONFIG_TYPE_FLOAT:
                config_setting_set_float(s, json_real_value(value));
                break;
        default:
                config_setting_set_bool(s, json_is_true(value));
        }
        return 0;
}

int row_read(struct settings *s, const json_t *object, const char *where, struct arena *a,
             struct settings_subscriber *ret, struct problem *why)
{
        struct reader r = {
            .settings = s, .arena = a, .file = where, .row = arena_strdup(a, where), .why = why};
        struct settings_subscriber read;
        config_t config;
        int e;

        if (!json_is_object(object))
                return problem_set(why, -EINVAL, "%s: a subscriber is an object { \"name\": ... }", where);
        config_init(&config);
        e = add_members(&r, config_root_setting(&config), object, DEPTH_MOST);
        if (e == 0)
                e = reader_subscriber(&r, config_root_setting(&config), &read);
        if (e == 0 && s)
                e = reader_check_subscriber(&r, &read);
        config_destroy(&config);
        if (e == 0)
                *ret = read;
        return e;
}

bool row_is_subscriber_key(const char *key)
{
        return reader_is_subscriber_key(key);
}

bool row_is_rule_key(const char *key)
{
        return reader_is_rule_key(key);
}
