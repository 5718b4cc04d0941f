/* mqtt_words: reason codes of MQTT as verdicts and words. */
#pragma once

#include <stdbool.h>

#include "send/transport.h"

/* A PUBACK's reason code (MQTT 5 section 3.4.2.1). */
enum transport_verdict mqtt_puback_verdict(int code);
/* What libmosquitto's publish call says about a message that it has not taken: NEVER for what will not
 * change. */
enum transport_verdict mqtt_publish_verdict(int rc);
/* A CONNACK's code says that the broker does not speak MQTT 5. */
bool mqtt_connack_is_version(int code, bool v5);
const char *mqtt_connack_words(int code, bool v5);
