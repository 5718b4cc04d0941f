#include "announce/announce_telling.h"
#include "store/held.h"

/* News that are one too many for the hour; where that hour ends in quiet hours, they wait for the end of those. */
static int limit_news(struct telling *t, const struct subscriber *s, struct announce_wait *ret)
{
        unsigned n = 0;
        int64_t end = t->n->now;
        int r = held_count(t->n->store, s->name, t->n->now, &n, &end);

        if (r < 0 || n <= t->n->setup->settings->news_an_hour)
                return r;
        ret->how = ANNOUNCE_IN_DIGEST;
        ret->due = s->quiet && quiet_at(s->quiet, s->zone, end) ? quiet_end(s->quiet, s->zone, end) : end;
        return 0;
}

int announce_quiet_wait(struct telling *t, const struct subscriber *s, const struct announce_message *m,
                        struct announce_wait *ret)
{
        enum alert_state state = alert_info_state(m->alert, m->where);
        bool past = state == STATE_PAST, loud;

        *ret = (struct announce_wait){.how = ANNOUNCE_NOW, .due = t->n->now};
        /* Whoever was warned must hear how it goes on, and that it is over. */
        if (t->asked || !(m->type == MESSAGE_ALERT || (past && m->type == MESSAGE_UPDATE)))
                return 0;
        if (!s->quiet || !quiet_at(s->quiet, s->zone, t->n->now))
                return past && t->n->setup->settings->news_an_hour ? limit_news(t, s, ret) : 0;
        /* What is only near them is not their danger yet. */
        loud = m->alert->status == STATUS_ACTUAL && !m->nearby &&
               quiet_is_broken_by(s->quiet, state, m->where->severity, m->where->event);
        if (loud)
                return held_drop(t->n->store, t->id, s->name); /* of when it was less */
        ret->how = past ? ANNOUNCE_IN_DIGEST : ANNOUNCE_LATER;
        ret->due = quiet_end(s->quiet, s->zone, t->n->now);
        return 0;
}

int announce_quiet_hold(struct telling *t, const struct subscriber *s, const struct announce_wait *wait,
                        const char *headline)
{
        struct held h = {
            .subscriber = s->name,
            .incident = t->id,
            .due = wait->due,
            .began = t->n->now,
            .past = wait->how == ANNOUNCE_IN_DIGEST,
            .headline = headline,
        };

        return held_put(t->n->store, &h);
}
