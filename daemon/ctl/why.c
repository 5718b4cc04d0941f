#include "ctl/why.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/timestamp.h"
#include "ctl/explain.h"
#include "incident/incident.h"
#include "store/outbox_list.h"

/* The alert of a report that the history has as `row`: by its key, the digest of its names; where it does not say when it
 * was sent (the key then has the time of the file), by its identifier; where it has none, by its number in the report. */
static const struct alert *find_alert(const struct alert_list *list, const struct history_alert *row,
                                      struct arena *a)
{
        const char *key = row->key, *number = strrchr(key, '#');
        const char *name = strncmp(key, "official ", 9) == 0 ? key + 9 : key;
        const struct alert *found = NULL;
        size_t i;

        for (i = 0; i < list->n; i++) {
                const struct alert *x = &list->alerts[i];
                const char *own = alert_key(x, a);
                if (own && strcmp(own, name) == 0)
                        return x;
                if (!found && row->identifier && x->identifier && strcmp(x->identifier, row->identifier) == 0)
                        found = x;
        }
        i = number ? (size_t)strtoul(number + 1, NULL, 10) : list->n;
        return found || i >= list->n ? found : &list->alerts[i];
}

static void read_again(struct why_alert *x, const struct why *w, const struct setup *setup,
                       struct archive *archive, struct arena *a)
{
        const char *file = x->report ? archive_find(archive, x->report, a) : NULL;
        struct problem why = {""};
        struct alert_list list;
        char *data;
        size_t size;

        x->gone = "its file is no more there";
        if (!file || archive_read(archive, x->report, file, a, &data, &size) < 0)
                return;
        x->gone = "its file is read otherwise by the present configuration";
        if (setup_read(setup, x->report->source, data, size, x->report->received, a, &list, &why) < 0)
                return;
        x->alert = find_alert(&list, x->row, a);
        if (!x->alert)
                return;
        x->gone = NULL;
        if (w->known)
                x->route = explain_alert(setup, x->alert, w->number, a);
}

static void read_alerts(struct why *w, const struct setup *setup, struct archive *archive, struct arena *a)
{
        size_t n = w->story.n_alerts;

        w->alerts = arena_array(a, n, sizeof *w->alerts);
        for (size_t i = 0; i < n; i++) {
                struct why_alert *x = &w->alerts[i];
                const struct history_alert *row = &w->story.alerts[n - 1 - i];
                *x = (struct why_alert){.row = row, .report = story_report(&w->story, row->report)};
                read_again(x, w, setup, archive, a);
        }
}

/* What took the place of a delivery: the next message to the channel; or the one of the same revision that another
 * channel confirmed. */
static const struct delivery *instead_of(const struct why *w, const struct delivery *d)
{
        for (size_t i = w->story.n_deliveries; i-- > 0;) {
                const struct delivery *x = &w->story.deliveries[i];
                if (d->state == DELIVERY_SUPERSEDED && x->id > d->id && strcmp(x->channel, d->channel) == 0 &&
                    text_equal(x->address, d->address))
                        return x;
                if (d->state == DELIVERY_UNNEEDED && x->revision == d->revision &&
                    x->state == DELIVERY_DELIVERED && x->turn > 0 && x->turn < d->turn)
                        return x;
        }
        return NULL;
}

static int read_deliveries(struct why *w, struct store *s, struct arena *a)
{
        struct outbox_filter f = {.incident = w->story.incident.id, .subscriber = w->name, .state = -1};
        int r = outbox_list(s, &f, a, &w->story.deliveries, &w->story.n_deliveries);
        size_t n = r < 0 ? 0 : w->story.n_deliveries;

        w->story.cut = false;
        w->deliveries = arena_array(a, n, sizeof *w->deliveries);
        for (size_t i = 0; i < n && r >= 0; i++) {
                struct why_delivery *x = &w->deliveries[i];
                *x = (struct why_delivery){.row = &w->story.deliveries[n - 1 - i]};
                x->instead = instead_of(w, x->row);
                r = outbox_attempts(s, x->row->id, a, &x->attempts, &x->n_attempts);
        }
        return r;
}

/* What was held back is no delivery of the incident: it waits, or has gone into a digest. */
static int read_held(struct why *w, struct store *s, struct arena *a)
{
        struct outbox_filter f = {.subscriber = w->name, .state = -1, .since = w->story.incident.opened};
        struct delivery *list;
        size_t n;
        int r = held_of(s, w->name, w->story.incident.id, a, &w->held, &w->n_held);

        if (r < 0 || (r = outbox_list(s, &f, a, &list, &n)) < 0)
                return r;
        w->digests = arena_array(a, n, sizeof *list);
        for (size_t i = 0; i < n; i++)
                if (strcmp(list[i].type, "digest") == 0)
                        w->digests[w->n_digests++] = list[i];
        return 0;
}

/* The incident lives in an arena of its own: what is kept of the decision are its words. */
static void read_content(struct why *w, const struct setup *setup, struct arena *a)
{
        struct problem why = {""};
        struct incident *i;

        if (!w->known || !w->story.incident.document ||
            incident_decode(w->story.incident.document, setup->gazetteer, &i, &why) < 0)
                return;
        w->content = explain_alert(setup, i->alert, w->number, a);
        w->content.info = NULL;
        w->content.place = NULL;
        incident_free(i);
}

int why_read(struct store *s, const struct setup *setup, struct archive *archive, int64_t incident,
             const char *subscriber, struct arena *a, struct why *ret)
{
        struct why w = {.name = subscriber};
        int r = story_read(s, incident, 1, a, &w.story);

        w.known = people_find(setup->people, subscriber, &w.number) != NULL;
        if (r < 0)
                return r;
        r = read_deliveries(&w, s, a);
        if (r == 0)
                r = read_held(&w, s, a);
        if (r < 0)
                return r;
        read_alerts(&w, setup, archive, a);
        read_content(&w, setup, a);
        *ret = w;
        return 0;
}

unsigned why_told_revision(const struct why *w)
{
        unsigned told = 0;

        for (size_t i = 0; i < w->story.n_deliveries; i++)
                if (w->story.deliveries[i].revision > told)
                        told = w->story.deliveries[i].revision;
        return told;
}

bool why_was_told(const struct why *w)
{
        for (size_t i = 0; i < w->story.n_deliveries; i++)
                if (w->story.deliveries[i].state == DELIVERY_DELIVERED)
                        return true;
        return false;
}
