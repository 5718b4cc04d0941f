#include "announce/announce_telling.h"

bool announce_has_event(const struct alert *alert, enum alert_event event)
{
        for (size_t i = 0; i < alert->n_infos; i++)
                if (alert->infos[i].event == event)
                        return true;
        return false;
}

/* Whether it has come closer to what one who was warned follows. */
static bool is_nearer(struct telling *t, const struct announce_hearer *h)
{
        struct people *people = t->n->setup->people;
        int now;

        if (!announce_near_reached(t, h->number))
                return false;
        if (t->n_compared == ANNOUNCE_EXPLAINED_MOST)
                return true; /* it is at least new where they are */
        t->n_compared++;
        now = h->route ? h->route->closeness
                       : people_explain(people, h->concerns, h->number, t->n->arena).closeness;
        return now > people_explain(people, t->was, h->number, t->n->arena).closeness;
}

/* What an update changes for one who is told in the words of `info`. */
static uint32_t changes_for(struct telling *t, const struct announce_hearer *h, const struct alert_info *info)
{
        uint32_t changes = t->changes & ~(CHANGE_BIT(CHANGE_NEW) | CHANGE_BIT(CHANGE_PROMOTED));

        if (t->changes & CHANGE_BIT(CHANGE_NEW) && !announce_has_event(t->before->alert, info->event))
                changes |= CHANGE_BIT(CHANGE_NEW);
        if (t->changes & CHANGE_BIT(CHANGE_PROMOTED) && info->rank == 0)
                changes |= CHANGE_BIT(CHANGE_PROMOTED);
        if (!h || !(t->changes & (CHANGE_BIT(CHANGE_WIDER) | CHANGE_BIT(CHANGE_NEARER))))
                return changes;
        changes &= ~CHANGE_BIT(CHANGE_NEARER);
        return is_nearer(t, h) ? changes | CHANGE_BIT(CHANGE_NEARER) : changes;
}

bool announce_sound(struct telling *t, const struct subscriber *s, const struct announce_hearer *h,
                    const struct alert *alert, const struct alert_info *info, enum message_type type)
{
        uint32_t sounds = s && s->sounds ? s->sounds : SUBSCRIBER_SOUNDS;

        if (message_type_ends(type))
                return sounds & CHANGE_BIT(CHANGE_ENDED);
        if (!info || alert_info_state(alert, info) != STATE_LIVE)
                return false;
        if (type == MESSAGE_ALERT)
                return sounds & CHANGE_BIT(CHANGE_NEW);
        return sounds & changes_for(t, h, info);
}
