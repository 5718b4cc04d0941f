#include "announce/announce_telling.h"

#include <string.h>

#include "base/timestamp.h"
#include "send/recipient.h"

/* `wait` counts from when it is due at all: now, or when the subscriber's quiet hours are over. */
static int add(struct telling *t, const struct delivery *d, int64_t message, const char *recipient,
               unsigned turn, int64_t wait)
{
        struct delivery row = *d;
        int64_t id;

        row.channel = recipient_channel(recipient, t->n->arena);
        row.address = recipient_address(recipient);
        row.turn = turn;
        row.due += wait;
        t->n->deliveries++;
        return outbox_add(t->n->store, &row, message, &id);
}

/* Those that may show what was said before are told of the change at once, so that each of them stays true; where there
 * are none, the first. The others follow one after another, unless one of these confirms it. */
static int add_in_turn(struct telling *t, const struct subscriber *s, struct delivery *d, int64_t message)
{
        bool reached = announce_warned_has(t, s->name);
        unsigned turn = 1;
        int r = 0;

        for (size_t i = 0; reached && i < s->n_channels && r == 0; i++)
                if (announce_warned_by(t, s->name, s->channels[i]))
                        r = add(t, d, message, s->channels[i], turn, 0);
        for (size_t i = 0; i < s->n_channels && r == 0; i++) {
                if (reached && announce_warned_by(t, s->name, s->channels[i]))
                        continue;
                turn += reached || i > 0;
                r = add(t, d, message, s->channels[i], turn, (int64_t)(turn - 1) * s->confirm_within);
        }
        return r;
}

/* Where somebody was warned at another address than they have now, it is over there. */
static int add_elsewhere(struct telling *t, const struct subscriber *s, const struct delivery *d,
                         int64_t message)
{
        size_t n;
        const struct outbox_warned *w = announce_warned_at(t, s->name, &n);
        int r = 0;

        for (size_t i = 0; i < n && r == 0; i++) {
                bool known = false;

                for (size_t k = 0; k < s->n_channels && !known; k++)
                        known = strcmp(s->channels[k], w[i].channel) == 0;
                if (!known && settings_channel(t->n->setup->settings, w[i].channel))
                        r = add(t, d, message, w[i].channel, 0, 0);
        }
        return r;
}

int announce_channels_add(struct telling *t, const struct subscriber *s, enum message_type type,
                          struct delivery *d, int64_t message)
{
        bool some = message_type_ends(type) && announce_warned_has(t, s->name);
        int r = 0;

        if (s->first && !message_type_ends(type))
                return add_in_turn(t, s, d, message);
        for (size_t i = 0; i < s->n_channels && r == 0; i++)
                if (!s->first || !some || announce_warned_by(t, s->name, s->channels[i]))
                        r = add(t, d, message, s->channels[i], 0, 0);
        return r == 0 && message_type_ends(type) ? add_elsewhere(t, s, d, message) : r;
}
