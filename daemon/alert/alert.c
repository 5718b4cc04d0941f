#include "alert/alert.h"

#include <stdio.h>
#include <string.h>

#include "alert/language.h"
#include "base/digest.h"
#include "base/timestamp.h"

enum alert_state alert_info_state(const struct alert *alert, const struct alert_info *info)
{
        if (alert->msg_type == MSGTYPE_CANCEL || info->responses & 1u << RESPONSE_ALLCLEAR)
                return STATE_ALL_CLEAR;
        if (info->urgency == URGENCY_PAST)
                return alert->msg_type == MSGTYPE_UPDATE ? STATE_ALL_CLEAR : STATE_PAST;
        return info->urgency == URGENCY_FUTURE ? STATE_FORECAST : STATE_LIVE;
}

/* Greater is livelier. An all-clear makes people do something, news does not. */
static int liveliness(enum alert_state state)
{
        static const int rank[] = {
            [STATE_LIVE] = 3, [STATE_FORECAST] = 2, [STATE_ALL_CLEAR] = 1, [STATE_PAST] = 0};
        return rank[state];
}

enum alert_state alert_state(const struct alert *alert)
{
        if (alert->n_infos == 0)
                return alert->msg_type == MSGTYPE_CANCEL ? STATE_ALL_CLEAR : STATE_LIVE;
        enum alert_state state = alert_info_state(alert, &alert->infos[0]);
        for (size_t i = 1; i < alert->n_infos; i++) {
                enum alert_state other = alert_info_state(alert, &alert->infos[i]);
                if (liveliness(other) > liveliness(state))
                        state = other;
        }
        return state;
}

/* A block that says how bad it is speaks before one that does not. */
static int gravity(enum alert_severity severity)
{
        return severity == SEVERITY_UNKNOWN ? -1 : (int)severity;
}

static unsigned language_rank(const struct alert_info *info, const char *wanted)
{
        const char *language = info->language ? info->language : "en-US";
        unsigned fit = language_fit(wanted, language);

        return fit ? fit + 1 : language_fit("en", language) > 0;
}

bool alert_speaks_before(const struct alert *alert, const struct alert_info *x, const struct alert_info *y,
                         const char *language)
{
        int order = liveliness(alert_info_state(alert, x)) - liveliness(alert_info_state(alert, y));

        if (order == 0)
                order = y->rank - x->rank;
        if (order == 0)
                order = gravity(x->severity) - gravity(y->severity);
        if (order == 0)
                order = (int)language_rank(x, language) - (int)language_rank(y, language);
        return order > 0;
}

const struct alert_info *alert_main_info(const struct alert *alert, const char *language)
{
        const struct alert_info *best = NULL;
        for (size_t i = 0; i < alert->n_infos; i++)
                if (!best || alert_speaks_before(alert, &alert->infos[i], best, language))
                        best = &alert->infos[i];
        return best;
}

int64_t alert_expires(const struct alert *alert)
{
        int64_t latest = TIMESTAMP_NONE;
        for (size_t i = 0; i < alert->n_infos; i++) {
                int64_t expires = alert->infos[i].expires;
                if (expires == TIMESTAMP_NONE)
                        return TIMESTAMP_NONE;
                if (expires > latest)
                        latest = expires;
        }
        return latest;
}

size_t alert_n_places(const struct alert *alert)
{
        size_t n = 0;

        for (size_t i = 0; i < alert->n_infos; i++)
                n += alert->infos[i].n_places;
        return n;
}

void alert_count(const struct alert *alert, struct alert_counts *ret)
{
        struct alert_counts counts = {0};
        for (size_t i = 0; i < alert->n_infos; i++) {
                const struct alert_info *info = &alert->infos[i];
                counts.infos += !info->implied;
                for (size_t k = 0; k < info->n_areas; k++) {
                        const struct area *area = &info->areas[k];
                        counts.areas += !area->implied;
                        counts.polygons += area->n_polygons;
                        counts.circles += area->n_circles;
                        counts.geocodes += area->n_codes;
                }
        }
        *ret = counts;
}

const char *alert_key(const struct alert *alert, struct arena *a)
{
        if (!alert->identifier)
                return NULL;
        char sent[32];
        snprintf(sent, sizeof sent, "%lld", (long long)alert->sent);
        const char *parts[] = {alert->sender ? alert->sender : "", alert->identifier, sent};
        char hex[DIGEST_HEX];
        digest_parts_hex(parts, 3, hex);
        return arena_strdup(a, hex);
}
