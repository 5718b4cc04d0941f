/* alert_json: an alert as JSON that can be stored and read back whole (shapes and codes excepted: what counts
 * after locating are the places, kept as paths). This is the store's form, not the report form that users
 * write. */
#pragma once

#include <jansson.h>

#include "alert/alert.h"
#include "base/problem.h"

/* The caller's to json_decref(). */
json_t *alert_json_encode(const struct alert *alert);
/* Place numbers are left 0: the caller looks the paths up. -EINVAL with a reason. */
int alert_json_decode(const json_t *object, struct arena *a, struct alert *ret, struct problem *why);
