/* recipient: a channel as somebody names it who is told by it: "NAME", or "NAME:ADDRESS" where the channel serves many and
 * each has an address of their own there (a chat, a telephone). What follows the first colon is the address. It is shown
 * to operators and stands in the database: no place for a secret. */
#pragma once

#include "base/problem.h"
#include "send/channel.h"

#define RECIPIENT_ADDRESS_MOST 128 /* bytes */

/* The address in it, NULL: none. */
const char *recipient_address(const char *recipient);
/* The channel's name, and how long it is in it. */
const char *recipient_channel(const char *recipient, struct arena *a);
size_t recipient_name_size(const char *recipient);
/* Both again; `address` may be NULL. */
const char *recipient_join(const char *channel, const char *address, struct arena *a);

/* Whether the channel can be reached so: it takes an address, and one that looks like this; or has one of its own.
 * -EINVAL, with the reason. */
int recipient_check(const char *recipient, const struct channel *c, struct problem *why);
