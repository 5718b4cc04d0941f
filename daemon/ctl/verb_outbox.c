#include <string.h>

#include "base/timestamp.h"
#include "ctl/delivery.h"
#include "ctl/verb.h"
#include "ctl/when.h"
#include "store/outbox_list.h"

#define LIMIT_DEFAULT 50
#define LIMIT_MOST    1000000

enum { OPTION_PENDING, OPTION_FAILED, OPTION_ALL, OPTION_SUBSCRIBER, OPTION_CHANNEL, OPTION_LIMIT };

static const struct verb_option options[] = {
    {"pending", 'p', NULL, "what waits to be sent (this is what is shown by default)"},
    {"failed", 'f', NULL, "what was given up"},
    {"all", 'a', NULL, "everything, the newest first"},
    {"subscriber", 's', "NAME", "only for this subscriber"},
    {"channel", 'C', "NAME", "only through this channel (`mqtt`: the public topics)"},
    {"limit", 'n', "NUMBER", "at most so many (50)"},
};

static int wanted_state(const struct verb_call *call)
{
        if (call->values[OPTION_ALL])
                return -1;
        return call->values[OPTION_FAILED] ? DELIVERY_FAILED : -2;
}

/* --- one --- */

static void print_one(struct verb_call *call, struct store *store, const struct delivery *d,
                      const struct outbox_attempt *attempts, size_t n)
{
        struct output_table t;

        delivery_table(&t, &call->out, call->arena, 0);
        delivery_row(&t, store, d, call->now);
        output_table_done(&t);
        if (d->reason)
                output_wrap(&call->out, 2, STYLE_PLAIN, d->reason);
        delivery_attempts_print(&call->out, 2, attempts, n, call->arena);
        if (d->body && d->body_size)
                output_wrap(&call->out, 2, STYLE_DIM, arena_strndup(call->arena, d->body, d->body_size));
}

static enum verb_result show_one(struct verb_call *call, struct store *store, const char *name)
{
        struct outbox_filter f = {.state = -1, .limit = 1};
        struct outbox_attempt *attempts;
        struct delivery *list;
        size_t n, n_attempts;

        if (store_delivery_number(store, name, &f.id) < 0)
                return verb_complain(
                    VERB_FAILED, "\"%s\" is no delivery of this database; see: sirenctl outbox --all", name);
        if (outbox_list(store, &f, call->arena, &list, &n) < 0 ||
            outbox_attempts(store, f.id, call->arena, &attempts, &n_attempts) < 0)
                return verb_complain(VERB_FAILED, "%s", store_problem(store));
        if (n == 0)
                return verb_complain(
                    VERB_FAILED, "%s: there is no such delivery any more (history_keep, failed_keep)", name);
        if (call->json) {
                json_t *o = delivery_encode(store, &list[0], call->arena);
                json_object_set_new(o, "tries", delivery_attempts_encode(attempts, n_attempts, call->arena));
                output_json(&call->out, o);
        } else {
                print_one(call, store, &list[0], attempts, n_attempts);
        }
        return VERB_GOOD;
}

/* --- many --- */

static void print_list(struct verb_call *call, struct store *store, const struct delivery *list, size_t n,
                       unsigned limit)
{
        struct output_table t;

        if (n == 0) {
                output_printf(&call->out, STYLE_DIM, "%s\n",
                              call->values[OPTION_ALL]      ? "There are none."
                              : call->values[OPTION_FAILED] ? "None has failed."
                                                            : "None waits. (--all shows what was sent)");
                return;
        }
        delivery_table(&t, &call->out, call->arena, 0);
        for (size_t i = 0; i < n && i < limit; i++)
                delivery_row(&t, store, &list[i], call->now);
        output_table_done(&t);
        if (n > limit)
                output_print(&call->out, STYLE_DIM, "... and more (--limit NUMBER)\n");
}

static enum verb_result show_list(struct verb_call *call, struct store *store, unsigned limit)
{
        struct outbox_filter f = {.subscriber = call->values[OPTION_SUBSCRIBER],
                                  .channel = call->values[OPTION_CHANNEL],
                                  .state = wanted_state(call),
                                  .limit = limit + 1};
        struct delivery *list;
        size_t n;

        if (outbox_list(store, &f, call->arena, &list, &n) < 0)
                return verb_complain(VERB_FAILED, "%s", store_problem(store));
        if (!call->json) {
                print_list(call, store, list, n, limit);
                return VERB_GOOD;
        }
        for (size_t i = 0; i < n && i < limit; i++)
                output_json(&call->out, delivery_encode(store, &list[i], call->arena));
        return VERB_GOOD;
}

static enum verb_result show(struct verb_call *call, struct settings *settings, unsigned limit)
{
        struct store *store;
        enum verb_result result = verb_open_store(settings, STORE_READ, &store);

        if (result != VERB_GOOD)
                return result;
        if (call->n_arguments == 0)
                result = show_list(call, store, limit);
        for (size_t i = 0; i < call->n_arguments; i++)
                result |= show_one(call, store, call->arguments[i]);
        store_close(store);
        return result;
}

static enum verb_result run(struct verb_call *call)
{
        struct settings *settings = NULL;
        unsigned limit;
        enum verb_result result = verb_number(call, OPTION_LIMIT, LIMIT_MOST, LIMIT_DEFAULT, &limit);

        if (result == VERB_GOOD)
                result = verb_load_settings(call, &settings);
        if (result == VERB_GOOD)
                result = show(call, settings, limit);
        settings_free(settings);
        return result;
}

const struct verb verb_outbox = {
    .name = "outbox",
    .usage = "[ID ...]",
    .summary = "what is to be sent, what was sent, and what failed and why",
    .help =
        "Lists deliveries: one for each message and channel. With an ID (that is the `id` in the message,\n"
        "too) it shows every try at it, with the answer, and the message itself.\n"
        "With --json: one object on each line.\n\n"
        "Example: sirenctl outbox --failed --subscriber anna\n"
        "         sirenctl outbox 3fa9c1d2-118",
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .most = SIZE_MAX,
    .run = run,
};
