#include "announce/announce_telling.h"
#include "incident/change.h"

#define LASTS (30 * TIMESTAMP_MINUTE) /* what they have must hold for so long */

/* Of an incident with one source the blocks do not say whose they are. */
static struct alert_info with_source(const struct alert_info *info, const struct alert *alert)
{
        struct alert_info copy = *info;

        if (!copy.source)
                copy.source = alert->source;
        return copy;
}

bool announce_same(const struct telling *t, const struct subscriber *s, uint32_t number,
                   const struct alert_info *info, bool nearby)
{
        const struct alert_info *was;
        struct alert_info x, y;
        bool was_nearby;

        if (t->changes & CHANGE_BIT(CHANGE_RESUMED) || !announce_warned_surely(t, s, t->n->now + LASTS))
                return false;
        was = announce_near_told(t, number, &was_nearby);
        if (!was || was_nearby != nearby)
                return false;
        x = with_source(was, t->before->alert);
        y = with_source(info, t->incident->alert);
        return change_is_same_block(&x, &y);
}
