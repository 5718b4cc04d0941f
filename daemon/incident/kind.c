#include "incident/kind.h"

#define BIT(event) (UINT32_C(1) << (event))

static const uint32_t weapons = BIT(EVENT_DRONE) | BIT(EVENT_MISSILE) | BIT(EVENT_BALLISTIC) |
                                BIT(EVENT_GLIDE_BOMB) | BIT(EVENT_AVIATION) | BIT(EVENT_SHELLING);

/* What each class may be besides itself, while it is going on. */
static const uint32_t live[EVENT_COUNT] = {
    [EVENT_DRONE] = BIT(EVENT_DEBRIS),
    [EVENT_MISSILE] = BIT(EVENT_BALLISTIC) | BIT(EVENT_DEBRIS),
    [EVENT_BALLISTIC] = BIT(EVENT_MISSILE) | BIT(EVENT_DEBRIS),
    [EVENT_GLIDE_BOMB] = BIT(EVENT_AVIATION),
    [EVENT_AVIATION] = BIT(EVENT_GLIDE_BOMB),
    [EVENT_DEBRIS] = BIT(EVENT_DRONE) | BIT(EVENT_MISSILE) | BIT(EVENT_BALLISTIC) | BIT(EVENT_FIRE),
    [EVENT_EXPLOSION] = BIT(EVENT_FIRE),
    [EVENT_FIRE] = BIT(EVENT_DEBRIS) | BIT(EVENT_EXPLOSION),
};

/* And what else it may be afterwards. */
static bool is_consequence(enum alert_event event)
{
        return event == EVENT_DEBRIS || event == EVENT_EXPLOSION || event == EVENT_FIRE;
}

bool kind_same(enum alert_event x, enum alert_event y, enum alert_state state)
{
        if (x == y || live[x] & BIT(y))
                return true;
        if (state != STATE_PAST)
                return false;
        return (is_consequence(x) && (is_consequence(y) || weapons & BIT(y))) ||
               (is_consequence(y) && weapons & BIT(x)) ||
               ((BIT(x) | BIT(y)) == (BIT(EVENT_SHELLING) | BIT(EVENT_GLIDE_BOMB)));
}
