#include "announce/announce.h"

#include "announce/announce_telling.h"
#include "store/held.h"

static int publish_content(struct telling *t, enum message_type type)
{
        return announce_topics(t, t->incident->alert, t->incident->alert, NULL, type);
}

static int publish_over(struct telling *t, const struct alert *before, enum message_type type)
{
        const struct alert *said = t->said ? t->said : before;

        return t->over ? announce_topics(t, t->over, said, alert_main_info(said, NULL), type) : 0;
}

static int announce_content(struct telling *t, const struct incident *before)
{
        uint32_t *told;
        size_t n_told;
        int r = announce_people_routes(t, &told, &n_told);

        if (r == 0 && before)
                r = announce_people_left_out(t, before, told, n_told);
        if (r == 0 && before)
                r = publish_over(t, before->alert, MESSAGE_ALL_CLEAR);
        if (r == 0)
                r = publish_content(t, before ? MESSAGE_UPDATE : MESSAGE_ALERT);
        return r;
}

static int announce_end(struct telling *t, const struct incident *before)
{
        enum alert_state state = alert_state(before->alert);
        int r;

        /* News is not over: it was never going on. */
        if (state == STATE_PAST || (t->end_type == MESSAGE_EXPIRED && state != STATE_LIVE))
                return 0;
        r = announce_people_left_out(t, before, NULL, 0);
        return r < 0 ? r : publish_over(t, before->alert, t->end_type);
}

int announce_change(struct announce *n, const struct incident_change *change, const struct alert *said,
                    int64_t id)
{
        struct telling t = {
            .n = n,
            .incident = change->after ? change->after : change->before,
            .said = said,
            .id = id,
            .ends = change->action == INCIDENT_END,
            .changes = change->changes,
            .before = change->before,
            .end_type = said ? MESSAGE_ALL_CLEAR : MESSAGE_EXPIRED,
        };
        unsigned superseded;
        int r = 0;

        if (change->action == INCIDENT_NONE)
                return 0;
        if (change->after)
                t.revision = change->after->revision;
        if (change->action == INCIDENT_REPEAT) {
                r = outbox_prolong(n->store, id, change->after->expires);
                if (r == 0 && change->changes)
                        r = announce_people_added(&t, change->before);
                announce_text_done(&t);
                return r;
        }
        if (!change->after && change->before)
                t.revision = change->before->revision + 1;
        if (change->before) {
                t.over = announce_over(n, change->before, t.ends ? NULL : change->after, false);
                if (t.ends && t.end_type == MESSAGE_EXPIRED)
                        r = announce_missed_load(&t);
                /* What is superseded untried has told nobody anything. */
                if (r == 0)
                        r = outbox_supersede(n->store, id, t.revision, NULL, n->now, &superseded);
                if (r == 0 && superseded)
                        announce_note_superseded(n, id, t.revision, NULL);
                if (r == 0)
                        r = announce_warned_load(&t);
        }
        if (r == 0 && change->action == INCIDENT_MERGE)
                return held_drop(n->store, id, NULL); /* it goes on under another number */
        if (r == 0 && t.ends)
                r = held_over(n->store, id, n->now, t.end_type == MESSAGE_EXPIRED);
        if (r < 0)
                return r;
        r = t.ends ? announce_end(&t, change->before) : announce_content(&t, change->before);
        announce_text_done(&t);
        return r;
}

int announce_drill(struct announce *n, const struct subscriber *s, const struct incident *drill, int64_t id)
{
        struct telling t = {.n = n,
                            .incident = drill,
                            .said = drill->alert,
                            .id = id,
                            .revision = drill->revision,
                            .asked = true};
        struct announce_message m = {.alert = drill->alert,
                                     .info = drill->alert->infos,
                                     .where = drill->alert->infos,
                                     .type = MESSAGE_ALERT,
                                     .reason = "a drill was asked for"};
        int r;

        m.sound = announce_sound(&t, NULL, NULL, m.alert, m.info, m.type);
        r = announce_tell(&t, s, &m);
        announce_text_done(&t);
        return r;
}
