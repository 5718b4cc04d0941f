#include "incident/judge.h"

#include "base/text.h"
#include "base/timestamp.h"
#include "incident/judge_parts.h"

struct incident_change *judge_add(struct judge *j, enum incident_action action, const struct incident *before,
                                  const char *note)
{
        struct incident_change *c;

        j->changes = arena_grow(j->arena, j->changes, j->n, &j->room, sizeof *j->changes);
        c = &j->changes[j->n++];
        *c = (struct incident_change){.action = action, .before = before, .note = note};
        return c;
}

bool judge_has_changed(const struct judge *j, const struct incident *i)
{
        for (size_t n = 0; n < j->n; n++)
                if (j->changes[n].before == i)
                        return true;
        return false;
}

bool judge_may_end(const struct judge *j, const struct incident *i, const struct incident_source *s)
{
        return s->said && j->alert->status == i->alert->status &&
               (j->policy->official || text_equal(s->name, j->alert->source));
}

bool judge_may_touch(const struct judge *j, const struct incident *i)
{
        for (size_t n = 0; n < i->n_sources; n++)
                if (judge_may_end(j, i, &i->sources[n]))
                        return true;
        return false;
}

int judge_by_age(const void *a, const void *b)
{
        const struct incident *x = *(const struct incident *const *)a,
                              *y = *(const struct incident *const *)b;

        return (x->id > y->id) - (x->id < y->id);
}

static void open_or_revise(struct judge *j)
{
        if (judge_expires(j) <= j->now) {
                judge_add(j, INCIDENT_NONE, NULL, "had expired when it came");
                return;
        }
        if (judge_revise_named(j) || judge_revise_met(j) || judge_revise_joined(j))
                return;
        judge_revise(j,
                     &(struct judge_revision){.said = j->alert, .lasts = TIMESTAMP_NONE, .note = "opened"});
}

static bool has_places(const struct alert *alert)
{
        for (size_t i = 0; i < alert->n_infos; i++)
                if (alert->infos[i].n_places)
                        return true;
        return false;
}

size_t incident_judge(const struct incident_table *t, const struct gazetteer *g, const struct alert *alert,
                      const char *key, const struct incident_policy *policy, int64_t now, struct arena *a,
                      struct incident_change **ret)
{
        struct judge j = {
            .table = t, .gazetteer = g, .alert = alert, .key = key, .policy = policy, .now = now, .arena = a};

        j.state = alert_state(alert);
        if (alert->msg_type == MSGTYPE_ACK || alert->msg_type == MSGTYPE_ERROR)
                judge_add(&j, INCIDENT_NONE, NULL, "recorded; wakes nobody");
        else if (j.state == STATE_ALL_CLEAR && alert->n_references)
                judge_end_referenced(&j);
        else if (j.state == STATE_ALL_CLEAR)
                judge_end_by_place(&j);
        else if (!has_places(alert))
                judge_add(&j, INCIDENT_NONE, NULL, "no place known");
        else
                open_or_revise(&j);
        *ret = j.changes;
        return j.n;
}
