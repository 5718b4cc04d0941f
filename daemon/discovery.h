/* discovery: what Home Assistant is told over MQTT (device discovery), so that places and subscribers appear
 * there by themselves: for each place, and each one around it below the country, a binary_sensor of class
 * safety that is on while something goes on there; for each place and each subscriber an event entity with
 * what was said. All are unavailable while the daemon is. */
#pragma once

#include "setup.h"

/* The topic and the retained payload, both in the arena; topic NULL where the settings ask for nothing.
 * `instance` is the database's. */
void discovery_encode(const struct setup *setup, const char *instance, struct arena *a, char **ret_topic,
                      char **ret_payload);
