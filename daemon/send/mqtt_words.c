#include "send/mqtt_words.h"

#include <mosquitto.h>
#include <mqtt_protocol.h>

enum transport_verdict mqtt_puback_verdict(int code)
{
        if (code < 0x80)
                return TRANSPORT_DELIVERED; /* 0x10, "no matching subscribers", too: the broker has taken it
                                             */
        switch (code) {
        case MQTT_RC_NOT_AUTHORIZED:
        case MQTT_RC_TOPIC_NAME_INVALID:
        case MQTT_RC_PAYLOAD_FORMAT_INVALID:
        case MQTT_RC_PACKET_TOO_LARGE:
        case MQTT_RC_RETAIN_NOT_SUPPORTED:
                return TRANSPORT_NEVER;
        default: /* quota exceeded, unspecified, implementation specific, packet identifier in use */
                return TRANSPORT_LATER;
        }
}

enum transport_verdict mqtt_publish_verdict(int rc)
{
        switch (rc) {
        case MOSQ_ERR_INVAL:
        case MOSQ_ERR_PAYLOAD_SIZE:
        case MOSQ_ERR_MALFORMED_UTF8:
        case MOSQ_ERR_OVERSIZE_PACKET:
        case MOSQ_ERR_RETAIN_NOT_SUPPORTED:
                return TRANSPORT_NEVER;
        default:
                return TRANSPORT_LATER;
        }
}

bool mqtt_connack_is_version(int code, bool v5)
{
        /* an old broker answers in the old form, whose 1 is "unacceptable protocol version" */
        return v5 &&
               (code == CONNACK_REFUSED_PROTOCOL_VERSION || code == MQTT_RC_UNSUPPORTED_PROTOCOL_VERSION);
}

const char *mqtt_connack_words(int code, bool v5)
{
        return v5 && code >= 0x80 ? mosquitto_reason_string(code) : mosquitto_connack_string(code);
}
