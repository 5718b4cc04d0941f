#include "people/people_load.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "send/recipient.h"

#define WORDS_MOST     (64u << 20) /* numbers of words: what they mean is kept in arrays */
#define CHANNELS_MOST  255
#define RECIPIENT_ROOM (64 + 1 + RECIPIENT_ADDRESS_MOST + 1)
#define RECORD_HEAD    5 /* bytes: profile, number of channels */

/* What the words of the roster mean, while it is read. */
struct word {
        const char *text; /* of a rule or a profile; NULL: not seen */
        const struct rule *rule;
        uint32_t profile; /* its number among the profiles */
        bool read;        /* rule or profile is compiled */
};

struct loading {
        struct people *p;
        struct people_pack *pack;
        struct arena *arena; /* freed after the loading */
        struct word *words;
        uint32_t *word_places; /* of each, PLACE_NONE: it is none; apart, so that all stay in the cache */
        size_t n_words, room_at, n_profiles, room_profiles;
        struct match_builder *builder;
        /* The rules of one row, until all of it is good; reused. */
        struct taken {
                const struct rule *conditions;
                size_t n_places;
        } * rules;
        uint32_t *places;       /* of all of them */
        struct buffer channels; /* of the last row that were good: the next one's are often the same */
        size_t n_channels;
        size_t n_rules, n_places, room_rules, room_places;
};

void people_pack_done(struct people_pack *k)
{
        match_index_free(k->index);
        buffer_done(&k->text);
        free(k->at);
        free(k->gone);
        arena_free(k->arena);
        *k = (struct people_pack){0};
}

static const char *name_of(const struct people_pack *k, uint32_t number)
{
        return k->text.data + k->at[number] + RECORD_HEAD;
}

bool people_pack_find(const struct people_pack *k, const char *name, uint32_t *ret_number)
{
        uint32_t low = 0, high = (uint32_t)k->n;

        while (low < high) {
                uint32_t middle = low + (high - low) / 2;
                int order = strcmp(name, name_of(k, middle));

                if (order == 0) {
                        *ret_number = middle;
                        return true;
                }
                if (order < 0)
                        high = middle;
                else
                        low = middle + 1;
        }
        return false;
}

bool people_pack_is_gone(const struct people_pack *k, uint32_t number)
{
        return k->gone && k->gone[number / 64] >> number % 64 & 1;
}

void people_pack_take_out(struct people_pack *k, const char *name)
{
        uint32_t number;

        if (!people_pack_find(k, name, &number) || people_pack_is_gone(k, number))
                return;
        if (!k->gone)
                k->gone = calloc(k->n / 64 + 1, sizeof *k->gone);
        if (!k->gone)
                abort();
        k->gone[number / 64] |= UINT64_C(1) << number % 64;
        k->n_gone++;
}

/* --- words --- */

static void visit_word(enum roster_kind kind, int64_t number, const char *text, void *context)
{
        struct loading *l = context;
        struct word *w;

        if (number < 0 || number >= (int64_t)WORDS_MOST)
                return;
        while ((size_t)number >= l->n_words) {
                size_t n = l->n_words ? l->n_words * 2 : 1024;

                l->words = realloc(l->words, n * sizeof *l->words);
                if (!l->words)
                        abort();
                memset(l->words + l->n_words, 0, (n - l->n_words) * sizeof *l->words);
                l->word_places = realloc(l->word_places, n * sizeof *l->word_places);
                if (!l->word_places)
                        abort();
                for (size_t i = l->n_words; i < n; i++)
                        l->word_places[i] = PLACE_NONE;
                l->n_words = n;
        }
        w = &l->words[number];
        if (kind == ROSTER_PLACE)
                l->word_places[number] = place_by_path(l->p->context.gazetteer, text);
        if (kind != ROSTER_PLACE || l->word_places[number] == PLACE_NONE)
                w->text = arena_strdup(l->arena, text);
}

static struct word *word_of(struct loading *l, uint64_t number)
{
        return number < l->n_words ? &l->words[number] : NULL;
}

/* --- rows --- */

static int leave_out(struct problem *why, const char *name, const char *reason)
{
        return problem_set(why, -EINVAL, "subscriber \"%s\" of the database: %s", name, reason);
}

static int profile_of(struct loading *l, const struct roster_row *row, uint32_t *ret, struct problem *why)
{
        struct word *w = word_of(l, (uint64_t)row->profile);
        struct people_pack *k = l->pack;
        int r;

        if (!w || !w->text)
                return leave_out(why, row->name, "the row is damaged");
        if (w->read) {
                *ret = w->profile;
                return 0;
        }
        k->profiles =
            arena_grow(k->arena, k->profiles, l->n_profiles, &l->room_profiles, sizeof *k->profiles);
        r = person_profile(&l->p->context, w->text, k->arena, &k->profiles[l->n_profiles], why);
        if (r < 0)
                return leave_out(why, row->name, arena_strdup(l->arena, why->text));
        w->read = true;
        *ret = w->profile = (uint32_t)l->n_profiles++;
        return 0;
}

/* The compiled conditions of a rule: shared, but where it has a point of its own. */
static int conditions_of(struct loading *l, const struct roster_row *row, const struct person_rule *rule,
                         const struct rule **ret, struct problem *why)
{
        struct word *w = word_of(l, rule->word);
        int r;

        if (!w || !w->text)
                return leave_out(why, row->name, "the row is damaged");
        if (w->read && !rule->has_near) {
                *ret = w->rule;
                return 0;
        }
        r = person_rule(&l->p->context, w->text, rule->has_near ? rule->near : NULL, l->pack->arena, ret,
                        why);
        if (r < 0)
                return leave_out(why, row->name, arena_strdup(l->arena, why->text));
        if (!rule->has_near) {
                w->rule = *ret;
                w->read = true;
        }
        return 0;
}

static void *widen(void *array, size_t n, size_t *room, size_t size)
{
        if (n <= *room)
                return array;
        *room = n * 2;
        array = realloc(array, *room * size);
        if (!array)
                abort();
        return array;
}

static int no_place(struct loading *l, const struct roster_row *row, const struct word *w,
                    struct problem *why)
{
        return leave_out(
            why, row->name,
            arena_printf(l->arena, "place \"%s\" is not in the gazetteer", w->text ? w->text : "?"));
}

static int take_places(struct loading *l, const struct roster_row *row, struct person_rules *rules,
                       uint64_t n, struct problem *why)
{
        l->places = widen(l->places, l->n_places + n, &l->room_places, sizeof *l->places);
        for (uint64_t i = 0; i < n; i++) {
                uint64_t number = 0;

                if (!person_number(rules, &number) || number >= l->n_words)
                        return leave_out(why, row->name, "the row is damaged");
                if (l->word_places[number] == PLACE_NONE)
                        return no_place(l, row, &l->words[number], why);
                l->places[l->n_places++] = l->word_places[number];
        }
        return 0;
}

static int take_rules(struct loading *l, const struct roster_row *row, struct problem *why)
{
        struct person_rules rules;
        struct person_rule rule;
        int r = 0;

        l->n_rules = l->n_places = 0;
        person_rules(row, &rules);
        while (r == 0 && person_next(&rules, &rule)) {
                l->rules = widen(l->rules, l->n_rules + 1, &l->room_rules, sizeof *l->rules);
                l->rules[l->n_rules].n_places = rule.places;
                r = conditions_of(l, row, &rule, &l->rules[l->n_rules++].conditions, why);
                if (r == 0)
                        r = take_places(l, row, &rules, rule.places, why);
        }
        return r == 0 && rules.left ? leave_out(why, row->name, "the row is damaged") : r;
}

static void tell_index(struct loading *l, const char *language)
{
        const uint32_t *places = l->places;

        match_builder_subscriber(l->builder, language);
        for (size_t i = 0; i < l->n_rules; i++) {
                match_builder_rule(l->builder, l->rules[i].conditions, places, l->rules[i].n_places);
                places += l->rules[i].n_places;
        }
}

static int check_channel(struct loading *l, const struct roster_row *row, const char *at, size_t size,
                         struct problem *why)
{
        char recipient[RECIPIENT_ROOM];
        struct problem what;
        const struct channel *c;

        if (size >= sizeof recipient)
                return leave_out(why, row->name, "the row is damaged");
        memcpy(recipient, at, size);
        recipient[size] = 0;
        c = settings_channel(l->p->context.settings, recipient);
        if (!c)
                return leave_out(why, row->name,
                                 arena_printf(l->arena, "channel \"%s\" is not configured", recipient));
        if (recipient_check(recipient, c, &what) < 0)
                return leave_out(why, row->name, arena_strdup(l->arena, what.text));
        return 0;
}

static int check_channels(struct loading *l, const struct roster_row *row, size_t *ret_n, struct problem *why)
{
        size_t n = 0, size;
        int r;

        if (l->n_channels && strcmp(l->channels.data, row->channels) == 0) {
                *ret_n = l->n_channels;
                return 0;
        }
        for (const char *at = row->channels; *at; n++) {
                size = strcspn(at, "\n");
                r = check_channel(l, row, at, size, why);
                if (r < 0)
                        return r;
                at += size + (at[size] != 0);
        }
        if (n == 0 || n > CHANNELS_MOST)
                return leave_out(why, row->name, "it has no channels, or too many");
        buffer_reset(&l->channels);
        buffer_add(&l->channels, row->channels, strlen(row->channels) + 1);
        *ret_n = l->n_channels = n;
        return 0;
}

static void pack_row(struct loading *l, const struct roster_row *row, uint32_t profile, size_t n_channels)
{
        struct people_pack *k = l->pack;
        size_t names = strlen(row->name), channels = strlen(row->channels);
        char *out;

        if (k->n == l->room_at) {
                l->room_at = l->room_at ? l->room_at * 2 : 4096;
                k->at = realloc(k->at, l->room_at * sizeof *k->at);
                if (!k->at)
                        abort();
        }
        k->at[k->n++] = (uint32_t)k->text.size;
        out = buffer_reserve(&k->text, RECORD_HEAD + names + channels + 2);
        memcpy(out, &profile, sizeof profile);
        out[sizeof profile] = (char)n_channels;
        memcpy(out + RECORD_HEAD, row->name, names + 1);
        for (size_t i = 0; i <= channels; i++)
                out[RECORD_HEAD + names + 1 + i] = row->channels[i] == '\n' ? '\0' : row->channels[i];
        k->text.size += RECORD_HEAD + names + channels + 2;
        k->bytes_of_names += names + channels + 2;
}

static int check_row(struct loading *l, const struct roster_row *row, uint32_t *ret_profile, size_t *ret_n,
                     struct problem *why)
{
        int r;

        if (people_list_find(&l->p->file, row->name))
                return leave_out(why, row->name,
                                 "the configuration file has one of that name, which is used instead");
        if (l->pack->text.size > UINT32_MAX - 65536)
                return leave_out(why, row->name, "there are too many");
        r = check_channels(l, row, ret_n, why);
        if (r == 0)
                r = profile_of(l, row, ret_profile, why);
        return r < 0 ? r : take_rules(l, row, why);
}

static int visit_row(const struct roster_row *row, void *context)
{
        struct loading *l = context;
        struct problem why; /* it is large, and nearly always unused */
        uint32_t profile = 0;
        size_t n_channels = 0;
        int r;

        why.text[0] = 0;
        r = check_row(l, row, &profile, &n_channels, &why);

        if (r == 0) {
                tell_index(l, l->pack->profiles[profile].language);
                pack_row(l, row, profile, n_channels);
        } else if (l->pack->left_out++ == 0) {
                l->pack->left_out_why = why;
        }
        return 0;
}

static int load(struct loading *l, struct store *store)
{
        int r = roster_last(store, &l->pack->last);

        if (r == 0)
                r = roster_words(store, visit_word, l);
        return r < 0 ? r : roster_each(store, NULL, visit_row, l);
}

/* What grew by doubling is given back. */
static void trim(struct people_pack *k)
{
        uint32_t *at = realloc(k->at, (k->n + 1) * sizeof *at);
        char *text = k->text.data ? realloc(k->text.data, k->text.size + 1) : NULL;

        if (at)
                k->at = at;
        if (text) {
                k->text.data = text;
                k->text.room = k->text.size + 1;
        }
}

int people_load(struct people *p, struct store *store, struct problem *why)
{
        struct people_pack pack = {.arena = arena_new()};
        struct loading l = {
            .p = p, .pack = &pack, .arena = arena_new(), .builder = match_builder_new(p->context.gazetteer)};
        int r = roster_hold(store);

        if (r >= 0) {
                r = load(&l, store);
                roster_let_go(store);
        }
        pack.index = match_builder_done(l.builder);
        free(l.words);
        free(l.word_places);
        buffer_done(&l.channels);
        free(l.places);
        free(l.rules);
        arena_free(l.arena);
        if (r < 0) {
                people_pack_done(&pack);
                return problem_set(why, r, "cannot read the subscribers of the database: %s",
                                   store_problem(store));
        }
        trim(&pack);
        p->pack = pack;
        p->store = store;
        return 0;
}
