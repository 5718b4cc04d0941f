#include <string.h>

#include "ctl/verb.h"
#include "store/roster.h"

#define SUBSCRIBERS_MOST 10

/* One place whose topics are asked for. */
struct topics {
        struct verb_call *call;
        const struct settings *settings;
        const struct gazetteer *g;
        uint32_t place;
        size_t n_subscribers; /* that were printed */
};

/* "prefix/kind/PATH/#" covers the place and all in it; then each place around it. */
static size_t list_topics(const struct topics *t, const char *kind, const char ***ret)
{
        struct arena *a = t->call->arena;
        const char *prefix = t->settings->mqtt.prefix, **list = NULL;
        size_t n = 0, room = 0;

        list = arena_grow(a, list, n, &room, sizeof *list);
        list[n++] = arena_printf(a, "%s/%s/%s/#", prefix, kind, place_path(t->g, t->place, a));
        for (uint32_t p = place_parent(t->g, t->place); p && p != PLACE_NONE; p = place_parent(t->g, p)) {
                list = arena_grow(a, list, n, &room, sizeof *list);
                list[n++] = arena_printf(a, "%s/%s/%s", prefix, kind, place_path(t->g, p, a));
        }
        *ret = list;
        return n;
}

/* A word for a shell, in quotes where it needs them. */
static const char *quoted(const char *word, struct arena *a)
{
        static const char plain[] =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-/:@%+=,";
        const char *rest = word, *quote, *out = "'";

        if (*word && strspn(word, plain) == strlen(word))
                return word;
        while ((quote = strchr(rest, '\''))) {
                out = arena_printf(a, "%s%.*s'\\''", out, (int)(quote - rest), rest);
                rest = quote + 1;
        }
        return arena_printf(a, "%s%s'", out, rest);
}

/* mosquitto_sub with what reaches the broker. The password is left to be filled in: it is read from a file,
 * and has no place on a terminal. */
static const char *command(const struct topics *t)
{
        const struct mqtt_options *m = &t->settings->mqtt;
        struct arena *a = t->call->arena;
        const char *line = arena_printf(a, "mosquitto_sub -h %s", quoted(m->host ? m->host : "localhost", a));

        if (m->host && m->host[0] == '/')
                line = arena_printf(a, "mosquitto_sub --unix %s", quoted(m->host, a));
        else if (m->port && m->port != 1883)
                line = arena_printf(a, "%s -p %d", line, m->port);
        if (m->user)
                line = arena_printf(a, "%s -u YOU -P PASSWORD", line);
        if (m->ca_file)
                line = arena_printf(a, "%s --cafile %s", line, quoted(m->ca_file, a));
        else if (m->ca_path)
                line = arena_printf(a, "%s --capath %s", line, quoted(m->ca_path, a));
        else if (m->tls)
                line = arena_printf(a, "%s --tls-use-os-certs", line);
        return arena_printf(a, "%s -q 1 -v", line);
}

static void print_kind(const struct topics *t, const char *kind, const char *what)
{
        struct output *o = &t->call->out;
        const char **list;
        size_t n = list_topics(t, kind, &list);

        output_printf(o, STYLE_DIM, "\n# %s\n", what);
        output_printf(o, STYLE_PLAIN, "%s", command(t));
        for (size_t i = 0; i < n; i++)
                output_printf(o, STYLE_PLAIN, " -t %s", quoted(list[i], t->call->arena));
        output_print(o, STYLE_PLAIN, "\n");
}

/* Those who have messages of their own over MQTT. */
static bool has_topic(const struct settings *s, const char *channel)
{
        const struct channel *c = settings_channel(s, channel);

        return c && c->transport == TRANSPORT_MQTT && !c->topic;
}

/* False where there have been enough. */
static bool print_subscriber(struct topics *t, const char *name)
{
        struct output *o = &t->call->out;

        if (t->n_subscribers++ == SUBSCRIBERS_MOST) {
                output_print(o, STYLE_DIM, "# ... and more (sirenctl subscriber list)\n");
                return false;
        }
        if (t->n_subscribers == 1)
                output_print(o, STYLE_DIM, "\n# what the rules of one subscriber let through\n");
        output_printf(o, STYLE_PLAIN, "%s -t %s/to/%s\n", command(t), t->settings->mqtt.prefix, name);
        return true;
}

/* Of the database: channels are one a line. */
static int print_row(const struct roster_row *row, void *topics)
{
        struct topics *t = topics;

        for (const char *at = row->channels; *at;) {
                size_t n = strcspn(at, "\n");

                if (has_topic(t->settings, arena_strndup(t->call->arena, at, n)))
                        return print_subscriber(t, row->name) ? 0 : 1;
                at += n + (at[n] != 0);
        }
        return 0;
}

static void print_subscribers(struct topics *t)
{
        const struct settings *s = t->settings;
        struct store *store;

        for (size_t i = 0; i < s->n_subscribers; i++)
                for (size_t k = 0; k < s->subscribers[i].n_channels; k++)
                        if (has_topic(s, s->subscribers[i].channels[k])) {
                                if (!print_subscriber(t, s->subscribers[i].name))
                                        return;
                                break;
                        }
        if (store_open(s->database, STORE_READ, &store, NULL) < 0)
                return; /* there is none yet, or it is not ours to read */
        roster_each(store, NULL, print_row, t);
        store_close(store);
}

static void print(const struct topics *t)
{
        struct arena *a = t->call->arena;

        output_printf(&t->call->out, STYLE_NAME, "# %s", place_path(t->g, t->place, a));
        output_printf(&t->call->out, STYLE_DIM, " (%s, %s)\n", place_name(t->g, t->place, PLACE_EN, a),
                      place_level_word(place_level(t->g, t->place)));
        print_kind(
            t, "alert",
            "alerts, updates and all-clears as they come: there, in all that lies in it, and around it");
        print_kind(t, "state",
                   "what goes on now, at once and then whenever it changes (retained; empty: nothing)");
}

static json_t *encode(const struct topics *t)
{
        static const char *const kinds[] = {"alert", "state"};
        json_t *o = json_pack("{s:s}", "path", place_path(t->g, t->place, t->call->arena));

        for (int k = 0; k < 2; k++) {
                json_t *array = json_array();
                const char **list;
                size_t n = list_topics(t, kinds[k], &list);

                for (size_t i = 0; i < n; i++)
                        json_array_append_new(array, output_json_text(list[i]));
                json_object_set_new(o, kinds[k], array);
        }
        return o;
}

static enum verb_result show(struct topics *t)
{
        enum verb_result result = VERB_GOOD;

        for (size_t i = 0; i < t->call->n_arguments; i++) {
                struct problem why = {""};

                if (place_find(t->g, t->call->arguments[i], PLACE_NONE, &t->place, &why) < 0)
                        result = verb_complain(VERB_FAILED, "%s", why.text);
                else if (t->call->json)
                        output_json(&t->call->out, encode(t));
                else
                        print(t);
        }
        if (!t->call->json && result == VERB_GOOD)
                print_subscribers(t);
        if (!t->settings->mqtt.host)
                verb_complain(result, "%s has no broker (mqtt = { host = \"...\"; }): nothing is published",
                              t->call->config);
        return result;
}

static enum verb_result run(struct verb_call *call)
{
        struct settings *settings = NULL;
        struct gazetteer *g = NULL;
        struct topics t = {.call = call};
        enum verb_result result = verb_load_settings(call, &settings);

        if (result == VERB_GOOD)
                result = verb_load_gazetteer(call, settings, &g);
        t.settings = settings;
        t.g = g;
        if (result == VERB_GOOD)
                result = show(&t);
        gazetteer_free(g);
        settings_free(settings);
        return result;
}

const struct verb verb_topics = {
    .name = "topics",
    .usage = "PLACE ...",
    .summary = "which MQTT topics to subscribe to for a place, ready to paste",
    .help =
        "Prints mosquitto_sub commands for a place: its own topics, those of all that lies in it, and those\n"
        "of what it lies in, since an alert for the whole region concerns it, too.\n\n"
        "Exit status: 0; 1 a place was not found.\n\n"
        "Example: sirenctl topics Chuhuiv\n"
        "         sirenctl topics --json ua/kharkiv | jq -r '.state[]'",
    .least = 1,
    .most = SIZE_MAX,
    .run = run,
};
