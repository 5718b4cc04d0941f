#include "ctl/explain.h"

#include <string.h>

#include "people/people.h"

struct route explain_alert(const struct setup *setup, const struct alert *alert, uint32_t number,
                           struct arena *a)
{
        return people_explain(setup->people, concern_list(alert, setup->gazetteer, a), number, a);
}

static bool has_channel(const struct subscriber *s, const char *channel)
{
        for (size_t i = 0; i < s->n_channels; i++)
                if (strcmp(s->channels[i], channel) == 0)
                        return true;
        return false;
}

static const char *best_reason(const struct setup *setup, const struct alert_list *list, uint32_t number,
                               struct arena *a, bool *ret_send)
{
        const char *reason = "it says nothing to warn of";

        for (size_t i = 0; i < list->n; i++) {
                struct route route = explain_alert(setup, &list->alerts[i], number, a);
                if (i == 0 || route.decision == ROUTE_SEND)
                        reason = route.reason;
                if (route.decision == ROUTE_SEND) {
                        *ret_send = true;
                        break;
                }
        }
        return reason;
}

const char *explain_report(const struct setup *setup, struct archive *archive,
                           const struct history_report *row, const char *file, const char *subscriber,
                           const char *channel, struct arena *a, bool *ret_send)
{
        uint32_t number;
        const struct subscriber *s = people_find(setup->people, subscriber, &number);
        struct problem why = {""};
        struct alert_list list;
        bool send = false;
        const char *reason;
        char *data;
        size_t size;

        if (!s)
                return "there is no such subscriber";
        if (channel && !has_channel(s, channel))
                return "that is none of their channels";
        if (!file || archive_read(archive, row, file, a, &data, &size) < 0)
                return "the report is no more there";
        if (setup_read(setup, row->source, data, size, row->received, a, &list, &why) < 0)
                return arena_printf(a, "it would be rejected: %s", why.text);
        reason = best_reason(setup, &list, number, a, &send);
        if (ret_send)
                *ret_send = send;
        return reason;
}
