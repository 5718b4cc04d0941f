#include <string.h>

#include "base/timestamp.h"
#include "ctl/delivery.h"
#include "ctl/verb.h"
#include "ctl/when.h"
#include "store/outbox_list.h"

enum { OPTION_FAILED, OPTION_SUBSCRIBER, OPTION_CHANNEL };

static const struct verb_option options[] = {
    {"failed", 'f', NULL, "everything that was given up"},
    {"subscriber", 's', "NAME", "with --failed: only for this subscriber"},
    {"channel", 'C', "NAME", "with --failed: only through this channel"},
};

/* Why one that was asked for by name could not be put back. */
static enum verb_result refuse(struct verb_call *call, struct store *store, const char *name,
                               const struct outbox_filter *f)
{
        struct delivery *list;
        size_t n;

        if (outbox_list(store, f, call->arena, &list, &n) < 0)
                return verb_complain(VERB_FAILED, "%s", store_problem(store));
        if (n == 0)
                return verb_complain(VERB_FAILED,
                                     "%s: there is no such delivery; see: sirenctl outbox --failed", name);
        if (list[0].expires != TIMESTAMP_NONE && list[0].expires <= call->now)
                return verb_complain(VERB_FAILED, "%s: its alert has expired %s; it would arrive as new",
                                     name, when_ago(list[0].expires, call->now, call->arena));
        if (list[0].state == DELIVERY_FAILED)
                return verb_complain(VERB_FAILED, "%s: a newer message for the same receiver took its place",
                                     name);
        return verb_complain(VERB_FAILED, "%s: it is %s; only what failed or was deferred can be tried again",
                             name, delivery_state_word(list[0].state));
}

static enum verb_result retry_one(struct verb_call *call, struct store *store, const char *name,
                                  unsigned *total)
{
        struct outbox_filter f = {.state = -1, .limit = 1};
        unsigned n = 0;

        if (store_delivery_number(store, name, &f.id) < 0)
                return verb_complain(VERB_FAILED,
                                     "\"%s\" is no delivery of this database; see: sirenctl outbox --failed",
                                     name);
        if (outbox_retry(store, &f, call->now, &n) < 0)
                return verb_complain(VERB_FAILED, "%s", store_problem(store));
        *total += n;
        return n ? VERB_GOOD : refuse(call, store, name, &f);
}

static enum verb_result retry_failed(struct verb_call *call, struct store *store, unsigned *total)
{
        struct outbox_filter f = {.state = DELIVERY_FAILED,
                                  .subscriber = call->values[OPTION_SUBSCRIBER],
                                  .channel = call->values[OPTION_CHANNEL]};

        if (outbox_retry(store, &f, call->now, total) < 0)
                return verb_complain(VERB_FAILED, "%s", store_problem(store));
        return VERB_GOOD;
}

static enum verb_result retry(struct verb_call *call, struct settings *settings)
{
        struct store *store;
        unsigned n = 0;
        enum verb_result result = verb_open_store(settings, STORE_EDIT, &store);

        if (result != VERB_GOOD)
                return result;
        if (call->values[OPTION_FAILED])
                result = retry_failed(call, store, &n);
        for (size_t i = 0; i < call->n_arguments; i++)
                result |= retry_one(call, store, call->arguments[i], &n);
        store_close(store);
        if (call->json)
                output_json(&call->out, json_pack("{s:I}", "queued", (json_int_t)n));
        else
                output_printf(&call->out, STYLE_PLAIN, "%u %s queued again\n", n,
                              n == 1 ? "delivery is" : "deliveries are");
        return result;
}

static enum verb_result run(struct verb_call *call)
{
        struct settings *settings = NULL;
        enum verb_result result;

        if (!call->n_arguments == !call->values[OPTION_FAILED])
                return verb_complain(VERB_MISUSED, "retry needs either ID ... or --failed");
        if (call->n_arguments && (call->values[OPTION_SUBSCRIBER] || call->values[OPTION_CHANNEL]))
                return verb_complain(VERB_MISUSED, "--subscriber and --channel go with --failed");
        result = verb_load_settings(call, &settings);
        if (result == VERB_GOOD)
                result = retry(call, settings);
        settings_free(settings);
        return result;
}

const struct verb verb_retry = {
    .name = "retry",
    .usage = "ID ... | --failed",
    .summary = "try again what failed, or what waits for its next try",
    .help =
        "Puts deliveries back into the queue, due now, under the same ID; sirend takes them within a few\n"
        "seconds. What has expired, or what a newer message has followed, stays as it is: it would\n"
        "arrive as new.\n"
        "It needs the right to write to the database: root, or the user that sirend runs as.\n\n"
        "Exit status: 0 all that were named are queued; 1 one is not.\n\n"
        "Example: sirenctl retry --failed --channel council",
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .most = SIZE_MAX,
    .run = run,
};
