/* alert_json: an alert as JSON that can be stored and read back whole (shapes and codes excepted: what counts
 * after locating are the places, kept as paths). This is the store's form, not the report form that users
 * write. */
#pragma once

#include "alert/alert.h"
#include "base/buffer.h"
#include "base/problem.h"

/* Appends it as compact JSON. */
void alert_json_encode(const struct alert *alert, struct buffer *b);
/* Place numbers are left 0: the caller looks the paths up. -EINVAL with a reason. */
int alert_json_decode(const char *json, struct arena *a, struct alert *ret, struct problem *why);
