#include "health/operators.h"

#include <stdlib.h>
#include <string.h>

#include "alert/message.h"
#include "announce/notice.h"
#include "base/timestamp.h"
#include "health/trouble.h"
#include "send/recipient.h"
#include "store/history.h"
#include "store/outbox.h"

#define STATE_OF_TROUBLE "trouble" /* of its incident, until it is over */
#define LIFE             (24 * TIMESTAMP_HOUR)
#define HOURLY_MOST      12                     /* messages in an hour */
#define AGAIN            (5 * TIMESTAMP_SECOND) /* when the store could not take it */
#define START_PATIENCE   10
#define PRIORITY_BEGUN   3
#define PRIORITY_OVER    5

struct operators {
        struct trouble_list troubles;
        int64_t told[HOURLY_MOST]; /* monotonic; when the last ones were told, 0: not yet */
        bool loaded;               /* what an earlier process has told of */
};

/* One look. */
struct look {
        struct operators *o;
        const struct setup *setup;
        struct store *store;
        struct operators_clock clock;
        int64_t next; /* monotonic */
        struct arena *arena;
        bool told;
};

struct operators *operators_new(void)
{
        struct operators *o = calloc(1, sizeof *o);

        if (!o)
                abort();
        return o;
}

void operators_free(struct operators *o)
{
        if (o)
                trouble_list_done(&o->troubles);
        free(o);
}

/* The keys of the troubles of one incident stand in its `source`, between line feeds. It counts as wrong until a look
 * finds that it is not. */
static int load(struct look *l)
{
        struct history_filter told = {
            .state = STATE_OF_TROUBLE, .since = TIMESTAMP_NONE, .until = TIMESTAMP_NONE};
        struct history_incident *rows;
        size_t n;
        int r = history_incidents(l->store, &told, l->arena, &rows, &n);

        for (size_t i = 0; i < n && r == 0; i++) {
                char *keys = arena_strdup(l->arena, rows[i].source ? rows[i].source : ""), *key;
                while ((key = strsep(&keys, "\n"))) {
                        struct trouble *t = trouble_find(&l->o->troubles, key);
                        if (t || !*key)
                                continue;
                        t = trouble_add(&l->o->troubles, key, rows[i].headline ? rows[i].headline : key);
                        t->began = rows[i].opened;
                        t->changed = l->clock.monotonic;
                        t->incident = rows[i].id;
                        t->wrong = t->loaded = true;
                }
        }
        l->o->loaded = r == 0;
        return r;
}

static void look_at(struct look *l, int64_t when)
{
        if (l->next == TIMESTAMP_NONE || when < l->next)
                l->next = when;
}

/* It has been as it is for as long as makes it worth telling; else it is looked at again then. After a start it takes
 * a while until what is still wrong shows. */
static bool is_ripe(struct look *l, const struct trouble *t)
{
        int64_t after = l->setup->settings->operators.after;
        int64_t ripe = t->changed + (t->loaded && !t->wrong ? after * START_PATIENCE : after);

        if (ripe <= l->clock.monotonic)
                return true;
        look_at(l, ripe);
        return false;
}

/* The oldest of the last messages is an hour old. */
static bool may_tell(struct look *l)
{
        int64_t oldest = l->o->told[0];

        if (oldest == 0 || oldest + TIMESTAMP_HOUR <= l->clock.monotonic)
                return true;
        look_at(l, oldest + TIMESTAMP_HOUR);
        return false;
}

static void note_told(struct look *l)
{
        memmove(l->o->told, l->o->told + 1, sizeof l->o->told - sizeof *l->o->told);
        l->o->told[HOURLY_MOST - 1] = l->clock.monotonic;
        l->told = true;
}

/* What a message says, and the incident around it. `text` has a sentence for each of n. */
static struct incident *incident_of(struct look *l, const char *text, size_t n, bool over)
{
        const struct catalogue *c = l->setup->catalogue;
        const char *language = catalogue_language(c, l->setup->settings->operators.language);
        const char *first = arena_strndup(l->arena, text, strcspn(text, "\n"));
        const char *key = over    ? "trouble.over"
                          : n > 1 ? catalogue_form(c, language, "trouble.several", n, l->arena)
                                  : "trouble.begun";
        const char *names[] = {"problem", "n"}, *values[] = {first, arena_printf(l->arena, "%zu", n)};
        struct notice notice = {.status = STATUS_SYSTEM,
                                .urgency = URGENCY_EXPECTED,
                                .over = over,
                                .source = OPERATORS_NAME,
                                .language = language,
                                .headline = catalogue_fill(c, language, key, names, values, 2, l->arena),
                                .text = text,
                                .now = l->clock.now,
                                .expires = TIMESTAMP_NONE};

        return notice_incident(&notice, l->arena);
}

static int put_incident(struct look *l, const struct incident *i, const char *keys, const char *sentence,
                        int64_t began, int64_t *id)
{
        struct history_incident row = {
            .id = *id,
            .revision = i->revision,
            .state = i->revision > 1 ? "ended" : STATE_OF_TROUBLE,
            .status = vocab_word(VOCAB_STATUS, STATUS_SYSTEM),
            .event = vocab_word(VOCAB_EVENT, EVENT_OTHER),
            .headline = sentence,
            .source = keys,
            .opened = began,
            .updated = l->clock.now,
            .expires = TIMESTAMP_NONE,
            .document = incident_encode(i, l->arena),
        };

        return history_put_incident(l->store, &row, id);
}

static int add_rows(struct look *l, const struct incident *i, int64_t id)
{
        bool over = i->revision > 1;
        const struct settings_operators *to = &l->setup->settings->operators;
        struct message m = {
            .incident = arena_printf(l->arena, "%s-i%lld", store_instance(l->store), (long long)id),
            .revision = i->revision,
            .type = over ? MESSAGE_ALL_CLEAR : MESSAGE_ALERT,
            .alert = i->alert,
            .info = i->alert->infos,
            .event = EVENT_OTHER,
            .language = i->alert->infos->language,
            .sent = l->clock.now,
            .now = l->clock.now,
            .expires = TIMESTAMP_NONE,
            .sound = !over,
        };
        struct delivery d = {
            .incident = id,
            .revision = i->revision,
            .type = message_type_word(m.type),
            .subscriber = OPERATORS_NAME,
            .priority = over ? PRIORITY_OVER : PRIORITY_BEGUN,
            .created = l->clock.now,
            .due = l->clock.now,
            .expires = l->clock.now + LIFE,
            .reason = over ? "it was told that this is wrong" : "this is wrong",
        };
        struct buffer body = {0};
        int64_t message, row;
        int r;

        message_encode(&m, l->setup->catalogue, &body);
        r = outbox_add_message(l->store, body.data, body.size, &message);
        for (size_t k = 0; k < to->n_channels && r == 0; k++) {
                d.channel = recipient_channel(to->channels[k], l->arena);
                d.address = recipient_address(to->channels[k]);
                r = outbox_add(l->store, &d, message, &row);
        }
        buffer_done(&body);
        return r;
}

/* Both in one transaction. `*id` 0: of a new incident, whose number it becomes. */
static int tell(struct look *l, const char *keys, const char *text, size_t n, int64_t began, bool over,
                int64_t *id)
{
        const struct incident *i = incident_of(l, text, n, over);
        const char *first = arena_strndup(l->arena, text, strcspn(text, "\n"));
        unsigned superseded;
        int r = store_begin(l->store);

        if (r < 0)
                return r;
        r = put_incident(l, i, keys, first, began, id);
        if (r == 0 &&
            over) /* a broker that is back need not hear that it was away, and after that that it is back */
                r = outbox_supersede(l->store, *id, i->revision, NULL, l->clock.now, &superseded);
        if (r == 0)
                r = add_rows(l, i, *id);
        if (r == 0)
                r = store_commit(l->store);
        if (r < 0)
                store_rollback(l->store);
        else
                note_told(l);
        return r;
}

/* Keys and sentences of some troubles, each between line feeds. */
struct gathered {
        struct buffer keys, text;
        int64_t began;
        size_t n;
};

static void gather(struct gathered *g, const struct trouble *t)
{
        if (g->n++) {
                buffer_add_char(&g->keys, '\n');
                buffer_add_char(&g->text, '\n');
        }
        buffer_add_string(&g->keys, t->key);
        buffer_add_string(&g->text, t->sentence);
        if (g->n == 1 || t->began < g->began)
                g->began = t->began;
}

static int tell_gathered(struct look *l, struct gathered *g, bool over, int64_t *id)
{
        const char *keys = buffer_finish(&g->keys, l->arena), *text = buffer_finish(&g->text, l->arena);

        return tell(l, keys, text, g->n, g->began, over, id);
}

/* All that have lasted long enough, as one message. */
static void tell_begun(struct look *l)
{
        struct gathered g = {0};
        struct trouble *t;
        int64_t id = 0;
        int r;

        for (t = l->o->troubles.first; t; t = t->next) {
                t->seen = t->wrong && !t->incident && is_ripe(l, t) && may_tell(l);
                if (t->seen)
                        gather(&g, t);
        }
        if (g.n == 0)
                return;
        r = tell_gathered(l, &g, false, &id);
        if (r < 0)
                look_at(l, l->clock.monotonic + AGAIN);
        for (t = l->o->troubles.first; t; t = t->next)
                if (t->seen) {
                        t->incident = r == 0 ? id : 0;
                        t->missed = r < 0;
                }
}

/* None that was told of together with this one is wrong, and all have been well long enough. */
static bool all_over(struct look *l, int64_t incident)
{
        for (struct trouble *t = l->o->troubles.first; t; t = t->next)
                if (t->incident == incident && (t->wrong || !is_ripe(l, t)))
                        return false;
        return true;
}

/* What was told of as `incident`; 0: what could not be. */
static int tell_over(struct look *l, int64_t incident)
{
        struct gathered g = {0};
        struct trouble *t, *next;
        int64_t id = incident;
        int r;

        for (t = l->o->troubles.first; t; t = t->next) {
                t->seen = t->incident == incident && (incident || (t->missed && !t->wrong));
                if (t->seen)
                        gather(&g, t);
        }
        r = tell_gathered(l, &g, true, &id);
        if (r < 0) {
                look_at(l, l->clock.monotonic + AGAIN);
                return r;
        }
        for (t = l->o->troubles.first; t; t = next) {
                next = t->next;
                if (t->seen)
                        trouble_remove(&l->o->troubles, t);
        }
        return 0;
}

static bool is_over(struct look *l, const struct trouble *t)
{
        return !t->wrong && (t->incident ? all_over(l, t->incident) : t->missed);
}

static void tell_ended(struct look *l)
{
        struct trouble *t;

        do {
                for (t = l->o->troubles.first; t && !is_over(l, t); t = t->next)
                        ;
        } while (t && may_tell(l) && tell_over(l, t->incident) == 0);
}

int64_t operators_look(struct operators *o, const struct setup *setup, struct store *store,
                       const struct health_problem *problems, size_t n, struct operators_clock clock,
                       bool *ret_told)
{
        struct look l = {.o = o, .setup = setup, .store = store, .clock = clock, .next = TIMESTAMP_NONE};

        *ret_told = false;
        if (setup->settings->operators.n_channels == 0)
                return TIMESTAMP_NONE;
        l.arena = arena_new();
        if (o->loaded || load(&l) == 0) {
                trouble_note(&o->troubles, problems, n, clock.now, clock.monotonic);
                tell_begun(&l);
                tell_ended(&l);
        } else {
                look_at(&l, clock.monotonic + AGAIN);
        }
        arena_free(l.arena);
        *ret_told = l.told;
        return l.next == TIMESTAMP_NONE ? l.next : l.next - clock.monotonic;
}
