/* guard: requests that must not go to private addresses (channel's public_only): for operators who let others enter URLs.
 *
 * What counts is the address that is connected to, after the name was looked up and for each connection anew, so that a
 * name whose address changes in between gains nothing; and that of a connection which is used again. Through a
 * proxy the names are looked up there: then only a host that is written as an address, or as localhost, can be
 * refused here, and the proxy itself may be anywhere. */
#pragma once

#include <curl/curl.h>
#include <stdbool.h>

#include "send/channel.h"

/* For a fresh easy handle. `refused` is false, and becomes true when the request is stopped for its address: it then
 * ends without an answer. Must outlive the request. */
void guard_set(CURL *easy, const struct channel *c, const char *url, bool *refused);
