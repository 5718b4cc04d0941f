/* drill: an exercise for one subscriber, whatever their rules ask for: the way from the spool to their channels
 * is tried, end to end. Asked for by `sirenctl drill`, through a file of the source "drill" that names the
 * subscriber and nothing else: the words are ours, so that nobody can say anything by it, and a subscriber
 * gets at most one in ten seconds. */
#pragma once

#include "base/arena.h"
#include "base/problem.h"
#include "incident/incident.h"
#include "setup/setup.h"

#define DRILL_SOURCE "drill"
#define DRILL_EVERY  (10 * TIMESTAMP_SECOND)

/* The subscriber that such a file names. -EBADMSG with a reason. */
int drill_read(const struct setup *s, const char *data, size_t size, const struct subscriber **ret,
               struct problem *why);

/* What they are told, in their language, in the arena: an incident that is over as soon as it is told of. */
const struct incident *drill_incident(const struct setup *setup, const struct subscriber *s, int64_t now,
                                      struct arena *a);
