#include "alert/alert_json.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <string.h>

#include "base/json_text.h"
#include "base/timestamp.h"

/* Every member of a struct that is one JSON value. What has a default is left out where it has it. */
enum kind { TEXT, TIME, NUMBER, COUNT, FLAG, MASK };
struct field {
        const char *name;
        enum kind kind;
        size_t offset;
};

#define AT(type, member) offsetof(struct type, member)
static const struct field alert_fields[] = {
    {"cap_version", TEXT, AT(alert, cap_version)},
    {"identifier", TEXT, AT(alert, identifier)},
    {"sender", TEXT, AT(alert, sender)},
    {"sent", TIME, AT(alert, sent)},
    {"sent_offset", NUMBER, AT(alert, sent_offset)},
    {"restriction", TEXT, AT(alert, restriction)},
    {"addresses", TEXT, AT(alert, addresses)},
    {"note", TEXT, AT(alert, note)},
    {"source", TEXT, AT(alert, source)},
    {"official", FLAG, AT(alert, official)},
    {0},
};
static const struct field info_fields[] = {
    {"implied", FLAG, AT(alert_info, implied)},
    {"source", TEXT, AT(alert_info, source)},
    {"rank", NUMBER, AT(alert_info, rank)},
    {"language", TEXT, AT(alert_info, language)},
    {"event_text", TEXT, AT(alert_info, event_text)},
    {"categories", MASK, AT(alert_info, categories)},
    {"responses", MASK, AT(alert_info, responses)},
    {"effective", TIME, AT(alert_info, effective)},
    {"onset", TIME, AT(alert_info, onset)},
    {"expires", TIME, AT(alert_info, expires)},
    {"sender_name", TEXT, AT(alert_info, sender_name)},
    {"headline", TEXT, AT(alert_info, headline)},
    {"description", TEXT, AT(alert_info, description)},
    {"instruction", TEXT, AT(alert_info, instruction)},
    {"web", TEXT, AT(alert_info, web)},
    {"contact", TEXT, AT(alert_info, contact)},
    {"audience", TEXT, AT(alert_info, audience)},
    {"resources", COUNT, AT(alert_info, n_resources)},
    {0},
};
static const struct field pair_fields[] = {
    {"name", TEXT, AT(alert_pair, name)}, {"value", TEXT, AT(alert_pair, value)}, {0}};
static const struct field reference_fields[] = {
    {"sender", TEXT, AT(alert_reference, sender)},
    {"identifier", TEXT, AT(alert_reference, identifier)},
    {"sent", TIME, AT(alert_reference, sent)},
    {0},
};
static const struct field place_fields[] = {{"path", TEXT, AT(area_place, path)},
                                            {"why", TEXT, AT(area_place, why)},
                                            {"words", TEXT, AT(area_place, words)},
                                            {0}};
static const struct field mention_fields[] = {{"text", TEXT, AT(area_mention, text)},
                                              {"path", TEXT, AT(area_mention, path)},
                                              {"why", TEXT, AT(area_mention, why)},
                                              {0}};
static const struct field area_fields[] = {
    {"desc", TEXT, AT(area, desc)}, {"implied", FLAG, AT(area, implied)}, {0}};

/* The members that are one of a fixed list of words; the enums are all of int's size. */
struct word {
        const char *name;
        enum vocab_list list;
        size_t offset;
};
static const struct word alert_words[] = {{"status", VOCAB_STATUS, AT(alert, status)},
                                          {"msgType", VOCAB_MSGTYPE, AT(alert, msg_type)},
                                          {"scope", VOCAB_SCOPE, AT(alert, scope)},
                                          {0}};
static const struct word info_words[] = {{"event", VOCAB_EVENT, AT(alert_info, event)},
                                         {"urgency", VOCAB_URGENCY, AT(alert_info, urgency)},
                                         {"severity", VOCAB_SEVERITY, AT(alert_info, severity)},
                                         {"certainty", VOCAB_CERTAINTY, AT(alert_info, certainty)},
                                         {0}};
static const struct word place_words[] = {{"role", VOCAB_ROLE, AT(area_place, role)}, {0}};
static const struct word no_words[] = {{0}};
#undef AT
_Static_assert(sizeof(enum alert_status) == sizeof(int), "words are read and written as int");

static const char *const formats[] = {[FORMAT_CAP] = "cap", [FORMAT_JSON] = "json", [FORMAT_TEXT] = "text"};

/* ---- encode ---- */

static json_t *encode_field(const struct field *f, const char *base)
{
        const void *p = base + f->offset;
        switch (f->kind) {
        case TEXT:
                return *(const char *const *)p ? json_text_string(*(const char *const *)p) : NULL;
        case TIME:
                return *(const int64_t *)p == TIMESTAMP_NONE ? NULL : json_integer(*(const int64_t *)p);
        case NUMBER:
                return *(const int *)p ? json_integer(*(const int *)p) : NULL;
        case COUNT:
                return *(const size_t *)p ? json_integer((json_int_t) * (const size_t *)p) : NULL;
        case FLAG:
                return *(const bool *)p ? json_true() : NULL;
        case MASK:
                return *(const uint32_t *)p ? json_integer(*(const uint32_t *)p) : NULL;
        }
        return NULL;
}

static json_t *encode_struct(const struct field *fields, const struct word *words, const void *base)
{
        json_t *object = json_object();
        for (const struct field *f = fields; f->name; f++) {
                json_t *value = encode_field(f, base);
                if (value)
                        json_text_set(object, f->name, value);
        }
        for (const struct word *w = words; w->name; w++) {
                int value = *(const int *)((const char *)base + w->offset);
                json_text_set(object, w->name, json_text_string(vocab_word(w->list, value)));
        }
        return object;
}

static void set_array(json_t *object, const char *name, json_t *array)
{
        if (json_array_size(array))
                json_text_set(object, name, array);
        else
                json_decref(array);
}

static void encode_structs(json_t *object, const char *name, const struct field *fields,
                           const struct word *words, const void *base, size_t n, size_t size)
{
        json_t *array = json_array();
        for (size_t i = 0; i < n; i++)
                json_array_append_new(array, encode_struct(fields, words, (const char *)base + i * size));
        set_array(object, name, array);
}

static void encode_strings(json_t *object, const char *name, const char *const *strings, size_t n)
{
        json_t *array = json_array();
        for (size_t i = 0; i < n; i++)
                json_array_append_new(array, json_text_string(strings[i]));
        set_array(object, name, array);
}

#define ENCODE(object, name, fields, words, array, n)                                                        \
        encode_structs(object, name, fields, words, array, n, sizeof *(array))

static void encode_areas(json_t *object, const struct alert_info *info)
{
        json_t *array = json_array();
        for (size_t i = 0; i < info->n_areas; i++) {
                const struct area *area = &info->areas[i];
                json_t *one = encode_struct(area_fields, no_words, area);
                encode_strings(one, "names", area->names, area->n_names);
                json_array_append_new(array, one);
        }
        set_array(object, "areas", array);
}

static json_t *encode_info(const struct alert_info *info)
{
        json_t *object = encode_struct(info_fields, info_words, info);
        ENCODE(object, "event_codes", pair_fields, no_words, info->event_codes, info->n_event_codes);
        ENCODE(object, "parameters", pair_fields, no_words, info->parameters, info->n_parameters);
        ENCODE(object, "facts", pair_fields, no_words, info->facts, info->n_facts);
        ENCODE(object, "places", place_fields, place_words, info->places, info->n_places);
        ENCODE(object, "mentions", mention_fields, no_words, info->mentions, info->n_mentions);
        encode_strings(object, "evidence", info->evidence, info->n_evidence);
        encode_areas(object, info);
        return object;
}

json_t *alert_json_encode(const struct alert *alert)
{
        json_t *object = encode_struct(alert_fields, alert_words, alert);
        json_text_set(object, "format", json_text_string(formats[alert->format]));
        ENCODE(object, "references", reference_fields, no_words, alert->references, alert->n_references);
        encode_strings(object, "incidents", alert->incidents, alert->n_incidents);
        json_t *infos = json_array();
        for (size_t i = 0; i < alert->n_infos; i++)
                json_array_append_new(infos, encode_info(&alert->infos[i]));
        set_array(object, "infos", infos);
        return object;
}

/* ---- decode ---- */

static int wrong(const char *name, struct problem *why)
{
        return problem_set(why, -EINVAL, "stored alert: field %s does not fit", name);
}

static int decode_field(const struct field *f, const json_t *value, char *base, struct arena *a)
{
        void *p = base + f->offset;
        json_int_t n = json_integer_value(value);
        bool good = f->kind == TEXT   ? json_is_string(value)
                    : f->kind == FLAG ? json_is_boolean(value)
                                      : json_is_integer(value);
        if (!good)
                return -EINVAL;
        if (f->kind == TEXT)
                *(const char **)p = arena_strdup(a, json_string_value(value));
        else if (f->kind == TIME)
                *(int64_t *)p = n;
        else if (f->kind == NUMBER)
                *(int *)p = (int)n;
        else if (f->kind == COUNT)
                *(size_t *)p = (size_t)n;
        else if (f->kind == MASK)
                *(uint32_t *)p = (uint32_t)n;
        else
                *(bool *)p = json_is_true(value);
        return 0;
}

static int decode_struct(const json_t *object, const struct field *fields, const struct word *words,
                         void *base, struct arena *a, struct problem *why)
{
        for (const struct field *f = fields; f->name; f++) {
                if (f->kind == TIME)
                        *(int64_t *)(void *)((char *)base + f->offset) = TIMESTAMP_NONE;
                const json_t *value = json_object_get(object, f->name);
                if (value && decode_field(f, value, base, a) < 0)
                        return wrong(f->name, why);
        }
        for (const struct word *w = words; w->name; w++) {
                const char *text = json_string_value(json_object_get(object, w->name));
                int *p = (int *)(void *)((char *)base + w->offset);
                if (!text || vocab_parse(w->list, text, p) < 0)
                        return wrong(w->name, why);
        }
        return 0;
}

static int decode_structs(const json_t *object, const char *name, const struct field *fields,
                          const struct word *words, size_t size, struct arena *a, void *ret, size_t *ret_n,
                          struct problem *why)
{
        const json_t *array = json_object_get(object, name);
        size_t n = json_array_size(array);
        char *base = arena_array(a, n, size);
        for (size_t i = 0; i < n; i++) {
                int r = decode_struct(json_array_get(array, i), fields, words, base + i * size, a, why);
                if (r < 0)
                        return r;
        }
        memcpy(ret, &(void *){base}, sizeof(void *));
        *ret_n = n;
        return 0;
}

static int decode_strings(const json_t *object, const char *name, struct arena *a, const char ***ret,
                          size_t *ret_n, struct problem *why)
{
        const json_t *array = json_object_get(object, name);
        size_t n = json_array_size(array);
        const char **strings = arena_array(a, n, sizeof *strings);
        for (size_t i = 0; i < n; i++) {
                const char *text = json_string_value(json_array_get(array, i));
                if (!text)
                        return wrong(name, why);
                strings[i] = arena_strdup(a, text);
        }
        *ret = strings;
        *ret_n = n;
        return 0;
}

#define DECODE(object, name, fields, words, array, n)                                                        \
        decode_structs(object, name, fields, words, sizeof *(array), a, &(array), &(n), why)

static int decode_areas(const json_t *object, struct arena *a, struct alert_info *info, struct problem *why)
{
        int r = DECODE(object, "areas", area_fields, no_words, info->areas, info->n_areas);
        for (size_t i = 0; r == 0 && i < info->n_areas; i++) {
                struct area *area = &info->areas[i];
                area->altitude = area->ceiling = NAN;
                const json_t *one = json_array_get(json_object_get(object, "areas"), i);
                r = decode_strings(one, "names", a, &area->names, &area->n_names, why);
        }
        return r;
}

static int decode_info(const json_t *object, struct arena *a, struct alert_info *info, struct problem *why)
{
        int r = decode_struct(object, info_fields, info_words, info, a, why);
        if (r == 0)
                r = DECODE(object, "event_codes", pair_fields, no_words, info->event_codes,
                           info->n_event_codes);
        if (r == 0)
                r = DECODE(object, "parameters", pair_fields, no_words, info->parameters, info->n_parameters);
        if (r == 0)
                r = DECODE(object, "facts", pair_fields, no_words, info->facts, info->n_facts);
        if (r == 0)
                r = DECODE(object, "places", place_fields, place_words, info->places, info->n_places);
        if (r == 0)
                r = DECODE(object, "mentions", mention_fields, no_words, info->mentions, info->n_mentions);
        if (r == 0)
                r = decode_strings(object, "evidence", a, &info->evidence, &info->n_evidence, why);
        return r < 0 ? r : decode_areas(object, a, info, why);
}

static int decode_format(const json_t *object, enum alert_format *ret, struct problem *why)
{
        const char *text = json_string_value(json_object_get(object, "format"));
        for (int i = 0; text && i <= FORMAT_TEXT; i++) {
                if (strcmp(text, formats[i]) == 0) {
                        *ret = (enum alert_format)i;
                        return 0;
                }
        }
        return wrong("format", why);
}

static int decode_infos(const json_t *infos, struct arena *a, struct alert *alert, struct problem *why)
{
        int r = 0;

        alert->n_infos = json_array_size(infos);
        alert->infos = arena_array(a, alert->n_infos, sizeof *alert->infos);
        for (size_t i = 0; r == 0 && i < alert->n_infos; i++)
                r = decode_info(json_array_get(infos, i), a, &alert->infos[i], why);
        return r;
}

int alert_json_decode(const json_t *object, struct arena *a, struct alert *ret, struct problem *why)
{
        struct alert alert = {0};
        int r = decode_struct(object, alert_fields, alert_words, &alert, a, why);

        if (r == 0)
                r = decode_format(object, &alert.format, why);
        if (r == 0)
                r = DECODE(object, "references", reference_fields, no_words, alert.references,
                           alert.n_references);
        if (r == 0)
                r = decode_strings(object, "incidents", a, &alert.incidents, &alert.n_incidents, why);
        if (r == 0)
                r = decode_infos(json_object_get(object, "infos"), a, &alert, why);
        if (r == 0)
                *ret = alert;
        return r;
}
