/* address: whether an address is one of the public Internet's.
 *
 * Not public: what the IANA registries of special-purpose addresses (RFC 6890) keep from being globally reachable:
 * private, loopback, link-local, unique local, shared (CGNAT), documentation, benchmarking, multicast, reserved. An
 * IPv6 address that stands for an IPv4 one (IPv4-mapped, NAT64, 6to4) is what that one is. */
#pragma once

#include <stdbool.h>
#include <sys/socket.h>

/* False for anything but IPv4 and IPv6, too. */
bool address_is_public(const struct sockaddr *a);
/* The same of an address in numbers, with a zone or not; false where it is none. */
bool address_text_is_public(const char *text);
