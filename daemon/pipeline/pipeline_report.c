#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "announce/drill.h"
#include "base/digest.h"
#include "incident/change.h"
#include "pipeline/pipeline_parts.h"

#define SKEW_MOST 60 /* seconds that a file may be dated in the future */

/* --- one alert --- */

static int add_alert(struct pipeline *p, const struct alert *alert, const char *key, int64_t report,
                     int64_t incident, const char *note)
{
        const struct alert_info *main = alert_main_info(alert, NULL);
        struct history_alert row = {
            .report = report,
            .incident = incident,
            .key = key,
            .identifier = alert->identifier,
            .sender = alert->sender,
            .sent = alert->sent,
            .status = vocab_word(VOCAB_STATUS, (int)alert->status),
            .msg_type = vocab_word(VOCAB_MSGTYPE, (int)alert->msg_type),
            .event = vocab_word(VOCAB_EVENT, main ? (int)main->event : EVENT_OTHER),
            .state = vocab_word(VOCAB_STATE, (int)alert_state(alert)),
            .headline = main ? main->headline : NULL,
            .note = note,
        };
        int64_t id;

        return history_add_alert(p->store, &row, &id);
}

static const char *action_word(enum incident_action action)
{
        static const char *const words[] = {
            [INCIDENT_NONE] = "no incident",        [INCIDENT_OPEN] = "opened incident",
            [INCIDENT_REVISE] = "updated incident", [INCIDENT_REPEAT] = "repeated incident",
            [INCIDENT_END] = "ended incident",      [INCIDENT_MERGE] = "merged incident"};

        return words[action];
}

/* "updated incident 12 (drone): wider, more-certain" for the history and the log. */
static const char *describe(const struct incident_change *c, int64_t id, enum alert_event event,
                            struct arena *a)
{
        const char *changes =
            change_words(c->action == INCIDENT_OPEN || c->action == INCIDENT_END ? 0 : c->changes, a);

        if (c->action == INCIDENT_NONE)
                return c->note;
        return arena_printf(a, "%s %lld (%s)%s%s", action_word(c->action), (long long)id,
                            vocab_word(VOCAB_EVENT, (int)event), *changes ? ": " : "", changes);
}

/* Whether an alert of that name is known, and by which key. Official ones have keys of their own: what somebody
 * else passes on under the same name, and perhaps changed, must not keep the real one from being heard. */
static int find_known(struct batch *b, const struct alert *alert, bool official, const char **ret_key,
                      int64_t *ret_known)
{
        struct store *store = b->pipeline->store;
        const char *name = alert_key(alert, b->arena),
                   *real = name ? arena_printf(b->arena, "official %s", name) : NULL;
        int64_t incident;
        int r = 0;

        *ret_known = 0;
        if (real)
                r = history_find_alert(store, real, ret_known, &incident);
        if (r == 0 && name && !official && !*ret_known)
                r = history_find_alert(store, name, ret_known, &incident);
        *ret_key = official ? real : name;
        return r;
}

/* The store's failure is the only one there is: whatever the alert says, something is done with it. */
static int take_alert(struct batch *b, struct item *item, const struct alert *alert, const char *report_key,
                      size_t number, int64_t report)
{
        struct pipeline *p = b->pipeline;
        const struct settings *settings = p->setup->settings;
        const struct settings_source *source = settings_source(settings, item->entry->source);
        const char *key, *note = "";
        struct incident_policy policy = {.kinds = p->setup->kinds,
                                         .official = source && source->official,
                                         .trust = source ? source->trust : TRUST_NORMAL,
                                         .join_window = settings->join_window,
                                         .alert_life = settings->alert_life,
                                         .news_life = settings->news_life};
        struct incident_change *changes;
        int64_t known, incident = 0;
        size_t n_changes;
        int r;

        r = find_known(b, alert, policy.official, &key, &known);
        if (!key)
                key = arena_printf(b->arena, "%s#%zu", report_key, number);
        if (r < 0)
                return r;
        if (known) {
                item->summary =
                    arena_printf(b->arena, "%s%sknown already", item->summary, *item->summary ? "; " : "");
                return 0;
        }
        n_changes = incident_judge(p->incidents, p->setup->gazetteer, alert, key, &policy, b->now, b->arena,
                                   &changes);
        for (size_t i = 0; i < n_changes; i++) {
                const struct incident *subject = changes[i].after ? changes[i].after : changes[i].before;
                enum alert_event event = subject ? incident_event(subject) : EVENT_OTHER;
                int64_t id = 0;
                r = pipeline_incident_apply(p, &b->announce, &changes[i], alert, &id);
                if (r < 0) {
                        for (size_t k = i + 1; k < n_changes; k++)
                                incident_free(changes[k].after);
                        return r;
                }
                incident = id ? id : incident;
                note = arena_printf(b->arena, "%s%s%s", note, *note ? "; " : "",
                                    describe(&changes[i], id, event, b->arena));
        }
        item->summary = arena_printf(b->arena, "%s%s%s", item->summary, *item->summary ? "; " : "", note);
        return add_alert(p, alert, key, report, incident, note);
}

/* --- one report --- */

/* When the file came: the last change of its inode, which renaming it into the spool is. It is not the
 * writer's to set, and is the same when the file is read again after a crash or a long stop. */
static int64_t arrival(const struct stat *st, int64_t now)
{
        int64_t changed = st->st_ctim.tv_sec * TIMESTAMP_SECOND + st->st_ctim.tv_nsec / 1000;

        return changed < now ? changed : now;
}

/* A file from the future: the clock of this machine or of the file's writer is wrong. */
static void watch_clock(struct pipeline *p, const struct item *item, const struct stat *st, int64_t now)
{
        int64_t ahead = (st->st_mtim.tv_sec > st->st_ctim.tv_sec ? st->st_mtim.tv_sec : st->st_ctim.tv_sec) -
                        now / TIMESTAMP_SECOND;
        bool new = !*pipeline_clock_trouble(p, now);

        if (ahead <= SKEW_MOST)
                return;
        snprintf(p->skew, sizeof p->skew,
                 "%.300s was written %lld s in the future: the clock here or that of its writer is wrong",
                 item->entry->name, (long long)ahead);
        p->skew_seen = now;
        if (new)
                log_warning("%s", p->skew);
}

/* What makes a second reading of the same file recognisable: source, name, arrival and bytes. The same words
 * said again at another time are another report; whether they are news is for the incidents to say. */
static char *report_key(const struct spool_entry *e, const struct stat *st, const char *data, size_t size,
                        struct arena *a)
{
        char digest[DIGEST_HEX], key[DIGEST_HEX], time[64];
        const char *parts[] = {e->name, time, digest};

        digest_sha256_hex(data, size, digest);
        snprintf(time, sizeof time, "%lld.%09ld", (long long)st->st_ctim.tv_sec, st->st_ctim.tv_nsec);
        digest_parts_hex(parts, 3, key);
        return arena_strdup(a, key);
}

static int add_report(struct batch *b, struct item *item, const char *key, int64_t *ret_id)
{
        struct history_report row = {
            .key = key,
            .source = item->entry->source,
            .file = item->entry->file,
            .received = b->now,
            .size = item->size,
            .outcome = item->outcome,
            .reason = item->reason,
            .alerts = (unsigned)item->n_alerts,
        };

        return history_add_report(b->pipeline->store, &row, ret_id);
}

int pipeline_report_reject(struct batch *b, struct item *item, const char *reason)
{
        int64_t id;

        item->outcome = OUTCOME_REJECTED;
        item->reason = arena_strdup(b->arena, reason);
        return add_report(b, item, NULL, &id);
}

static int take_alerts(struct batch *b, struct item *item, const char *key, const struct alert_list *list)
{
        unsigned before = b->announce.deliveries;
        int64_t report;
        int r;

        item->n_alerts = list->n;
        for (size_t i = 0; i < list->n; i++)
                b->places += alert_n_places(&list->alerts[i]);
        r = add_report(b, item, key, &report);
        for (size_t i = 0; i < list->n && r == 0; i++)
                r = take_alert(b, item, &list->alerts[i], key, i, report);
        item->deliveries = b->announce.deliveries - before;
        return r;
}

/* Why there can be no drill for them now, or NULL: it is noted. */
static const char *note_drill(struct pipeline *p, const char *subscriber, int64_t now)
{
        struct pipeline_drill *oldest = p->drills;

        for (size_t i = 0; i < PIPELINE_DRILLS; i++) {
                struct pipeline_drill *d = &p->drills[i];
                if (d->at && now - d->at < DRILL_EVERY && strcmp(d->subscriber, subscriber) == 0)
                        return "the last drill for this subscriber was only seconds ago";
                if (d->at < oldest->at)
                        oldest = d;
        }
        if (oldest->at && now - oldest->at < DRILL_EVERY)
                return "there have been many drills in the last seconds; try again";
        snprintf(oldest->subscriber, sizeof oldest->subscriber, "%s", subscriber);
        oldest->at = now;
        return NULL;
}

/* A file that asks for a drill. */
static int take_drill(struct batch *b, struct item *item, const char *key, const char *data)
{
        struct pipeline *p = b->pipeline;
        const struct subscriber *s;
        const struct incident *drill;
        const char *refusal;
        struct problem why = {""};
        int64_t report, id;
        int r;

        if (drill_read(p->setup, data, item->size, &s, &why) < 0)
                return pipeline_report_reject(b, item, why.text);
        refusal = note_drill(p, s->name, b->now);
        if (refusal)
                return pipeline_report_reject(b, item, refusal);
        drill = drill_incident(p->setup, s, b->now, b->arena);
        item->outcome = OUTCOME_ACCEPTED;
        item->summary = arena_printf(b->arena, "drill for %s", s->name);
        item->n_alerts = 1;
        r = add_report(b, item, key, &report);
        if (r == 0)
                r = pipeline_incident_put(p, drill, "ended", 1, b->now, b->arena, &id);
        if (r == 0)
                r = add_alert(p, drill->alert, arena_printf(b->arena, "%s#0", key), report, id,
                              item->summary);
        if (r == 0)
                r = announce_drill(&b->announce, s, drill, id);
        item->deliveries = (unsigned)s->n_channels;
        return r;
}

int pipeline_report_bytes(struct batch *b, struct item *item, const char *key, const char *data,
                          int64_t arrived)
{
        struct pipeline *p = b->pipeline;
        struct problem why = {""};
        struct alert_list list;
        int64_t known, id;
        int r;

        item->summary = "";
        r = history_find_report(p->store, key, &known);
        if (r < 0)
                return r;
        if (known) {
                item->outcome = OUTCOME_DUPLICATE;
                item->summary = "read before";
                return add_report(b, item, NULL, &id);
        }
        if (strcmp(item->entry->source, DRILL_SOURCE) == 0)
                return take_drill(b, item, key, data);
        r = setup_read(p->setup, item->entry->source, data, item->size, arrived, b->arena, &list, &why);
        if (r < 0)
                return pipeline_report_reject(b, item, why.text);
        item->outcome = OUTCOME_ACCEPTED;
        item->reason = r > 0 ? arena_strdup(b->arena, why.text) : NULL;
        return take_alerts(b, item, key, &list);
}

int pipeline_report_take(struct batch *b, struct item *item)
{
        struct problem why = {""};
        struct stat st;
        char *data, *key;
        int r;

        item->summary = "";
        r = spool_read(b->spool, item->entry, b->arena, &data, &item->size, &st, &why);
        if (r == -ENOENT) {
                item->gone = true;
                return 0;
        }
        if (spool_may_pass(r))
                return problem_set(&b->why, r, "%s: %s", item->entry->name, why.text);
        if (r < 0)
                return pipeline_report_reject(b, item, why.text);
        b->bytes += item->size;
        watch_clock(b->pipeline, item, &st, b->now);
        key = report_key(item->entry, &st, data, item->size, b->arena);
        return pipeline_report_bytes(b, item, key, data, arrival(&st, b->now));
}
