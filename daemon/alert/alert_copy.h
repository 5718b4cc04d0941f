/* alert_copy: an alert moved to another arena, so that an incident can outlive the report that opened it.
 *
 * Codes stay behind: once located, the places and shapes are what counts. */
#pragma once

#include "alert/alert.h"

struct alert *alert_copy(const struct alert *alert, struct arena *a);
