#include <errno.h>

#include "ctl/verb.h"
#include "ctl/why.h"

static enum verb_result tell(struct verb_call *call, struct store *store, const struct setup *setup,
                             struct archive *archive)
{
        int64_t id = story_incident(store, call->arguments[0]);
        struct why w;
        int r;

        if (id == 0)
                return verb_complain(VERB_MISUSED,
                                     "\"%s\" is no incident; they are numbers, see: sirenctl history",
                                     call->arguments[0]);
        r = why_read(store, setup, archive, id, call->arguments[1], call->arena, &w);
        if (r == -ENOENT)
                return verb_complain(VERB_FAILED,
                                     "there is no incident %lld (any more); see: sirenctl history",
                                     (long long)id);
        if (r < 0)
                return verb_complain(VERB_FAILED, "%s", store_problem(store));
        if (!w.known && !w.story.n_deliveries)
                return verb_complain(VERB_FAILED,
                                     "there is no subscriber \"%s\", and none of that name was told",
                                     call->arguments[1]);
        if (call->json)
                output_json(&call->out, why_encode(&w, store, call->arena));
        else
                why_print(&call->out, &w, store, call->now, call->arena);
        return VERB_GOOD;
}

static enum verb_result run(struct verb_call *call)
{
        struct setup *setup = NULL;
        struct store *store = NULL;
        struct archive *archive = NULL;
        enum verb_result result = verb_load_setup(call, &setup);

        if (result == VERB_GOOD)
                result = verb_open_store(setup->settings, STORE_READ, &store);
        if (result == VERB_GOOD)
                result = verb_load_roster(setup, store);
        if (result == VERB_GOOD) {
                archive = archive_open(setup->settings, call->arena);
                result = tell(call, store, setup, archive);
        }
        archive_close(archive);
        setup_free(setup);
        store_close(store);
        return result;
}

const struct verb verb_why = {
    .name = "why",
    .usage = "INCIDENT SUBSCRIBER",
    .summary = "why somebody was told of an incident, or was not: the story of one decision",
    .help =
        "Tells in the order in which it happened what reports said of the incident, and by which sentences;\n"
        "which place and rule of the subscriber it met, or why none; and what became of every message to\n"
        "them: by which channel, every try with its answer and how long it took, and what took its place.\n"
        "Decisions are those of the present configuration, where the report is still in done/; the reason\n"
        "beside a message is the one that it was sent for.\n"
        "With --json: one object.\n\n"
        "Example: sirenctl why 12 anna",
    .least = 2,
    .most = 2,
    .run = run,
};
