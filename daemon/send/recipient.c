#include "send/recipient.h"

#include <errno.h>
#include <string.h>

#include "send/format.h"

const char *recipient_address(const char *recipient)
{
        const char *colon = strchr(recipient, ':');

        return colon ? colon + 1 : NULL;
}

size_t recipient_name_size(const char *recipient)
{
        return strcspn(recipient, ":");
}

const char *recipient_channel(const char *recipient, struct arena *a)
{
        return recipient_address(recipient) ? arena_strndup(a, recipient, recipient_name_size(recipient))
                                            : recipient;
}

const char *recipient_join(const char *channel, const char *address, struct arena *a)
{
        return address ? arena_printf(a, "%s:%s", channel, address) : channel;
}

/* Visible ASCII, without what has a meaning in lists, JSON or CSV. */
static bool is_address(const char *s)
{
        size_t n = strlen(s);

        for (size_t i = 0; i < n; i++)
                if (s[i] <= ' ' || s[i] > '~' || strchr("\"\\;,", s[i]))
                        return false;
        return n > 0 && n <= RECIPIENT_ADDRESS_MOST;
}

static bool takes_address(const struct channel *c)
{
        switch (c->transport) {
        case TRANSPORT_WEBHOOK:
                return !c->format || c->format->address;
        case TRANSPORT_COMMAND:
        case TRANSPORT_NULL:
                return true;
        default:
                return false;
        }
}

int recipient_check(const char *recipient, const struct channel *c, struct problem *why)
{
        const char *address = recipient_address(recipient);
        int key = c->format ? format_address_key(c->format) : -1;

        if (!address && key >= 0 && c->format->keys[key].needed && !c->values[key])
                return problem_set(why, -EINVAL,
                                   "channel \"%s\" has no %s: it is named with an address, \"%s:ADDRESS\"",
                                   c->name, c->format->keys[key].name, c->name);
        if (!address)
                return 0;
        if (c->transport == TRANSPORT_MQTT)
                return problem_set(why, -EINVAL,
                                   "channel \"%s\" is MQTT, where everybody has a topic already: it takes no "
                                   "address (\"%s\")",
                                   c->name, recipient);
        if (!takes_address(c))
                return problem_set(why, -EINVAL,
                                   "channel \"%s\" is one chat (%s): it takes no address (\"%s\")", c->name,
                                   c->format->name, recipient);
        if (!is_address(address))
                return problem_set(
                    why, -EINVAL,
                    "an address has 1 to %d visible ASCII characters, without spaces, quotes, \\, "
                    "commas and semicolons: \"%.160s\"",
                    RECIPIENT_ADDRESS_MOST, recipient);
        return 0;
}
