/* alarm: air-raid alarms, which are raised and lifted place by place, as sirens are.
 *
 * Alarms of a region and of a district in it overlap, and each lasts until it is lifted itself: the region's
 * all-clear leaves an alarm that was raised for the district, and the other way round. So an incident made of
 * alarms has one block for each of them, and nothing that a later one says covers an earlier one. Who lives
 * in both is in alarm as long as either lasts, and hears one alert and one all-clear. */
#pragma once

#include "incident/incident.h"

#define ALARM_BLOCKS 64 /* alarms in one incident; further ones open another */

/* Whether this alert raises or lifts an alarm, or this incident is one. */
bool alarm_is(const struct alert *alert);

/* Whether a block of these alarms has exactly this place. */
bool alarm_has(const struct alert *alarms, uint32_t place);

/* What is going on when `alert` is added to these alarms, in the arena: their blocks in order, without the
 * places that `alert` names anew, and its own; one for the same places stays where it was. */
const struct alert *alarm_join(const struct alert *alert, const struct alert *const *with, size_t n,
                               struct arena *a);
