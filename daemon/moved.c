#include "moved.h"

#include "base/log.h"
#include "send/transport_webhook.h"
#include "store/sent.h"

void moved_note(const char *channel, const char *old, const char *to, void *store)
{
        if (sent_move_put(store, &(struct sent_move){channel, old, to}) < 0)
                log_warning("cannot remember that the chat of channel %s has moved: %s", channel,
                            store_problem(store));
}

int moved_tell(struct store *s, struct transport *webhook)
{
        struct arena *a = arena_new();
        struct sent_move *list;
        size_t n = 0;
        int r = sent_moves(s, a, &list, &n);

        for (size_t i = 0; i < n; i++)
                transport_webhook_moved(webhook, list[i].channel, list[i].old, list[i].to);
        arena_free(a);
        return r;
}
