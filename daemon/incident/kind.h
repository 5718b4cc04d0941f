/* kind: which event classes may be one and the same event, told of in other words.
 *
 * A fire, an explosion or debris may be what a weapon that another source names has done; a missile may be a
 * ballistic one. Two weapons are two threats, and so is whatever sirens are raised for: alarms join alarms only
 * (alarm.h). */
#pragma once

#include "alert/vocab.h"

#include <stdbool.h>

/* `state`: of both; of what has happened more is known to be one event than of what is still on its way. */
bool kind_same(enum alert_event x, enum alert_event y, enum alert_state state);
