/* retry: when to try again. Pure: time and chance are arguments. */
#pragma once

#include <stdint.h>

/* The next attempt's time after `attempts` (1 or more) failed ones, or TIMESTAMP_NONE where the budget is
 * used up: the delivery expires first. `urgency` 0 (Immediate: 1 s, 2 s, 4 s, 8 s, then every 10 s) to 9 (news: 30
 * s ... at most 30 min); jitter of +-20 % by `chance` (0 to 1); never before `retry_after` (-1: none) has gone by. A
 * wait that would end after the delivery has expired is shortened to one last try 2 s before that. `created` bounds
 * deliveries without expiry to one day. */
int64_t retry_next(unsigned attempts, int urgency, int64_t created, int64_t expires, int64_t retry_after,
                   int64_t now, double chance);

/* A number from 0 (included) to 1 (excluded) to give to retry_next(). */
double retry_chance(void);
