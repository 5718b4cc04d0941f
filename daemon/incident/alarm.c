#include "incident/alarm.h"

#include <string.h>

bool alarm_is(const struct alert *alert)
{
        for (size_t i = 0; i < alert->n_infos; i++)
                if (alert->infos[i].event != EVENT_AIR_RAID)
                        return false;
        return alert->n_infos > 0;
}

static bool names(const struct alert_info *info, uint32_t place)
{
        for (size_t k = 0; k < info->n_places; k++)
                if (info->places[k].number == place)
                        return place != PLACE_NONE;
        return false;
}

bool alarm_has(const struct alert *alarms, uint32_t place)
{
        for (size_t b = 0; b < alarms->n_infos; b++)
                if (names(&alarms->infos[b], place))
                        return true;
        return false;
}

/* Places are in order of number in both. */
static bool same_places(const struct alert_info *x, const struct alert_info *y)
{
        if (x->n_places != y->n_places)
                return false;
        for (size_t k = 0; k < x->n_places; k++)
                if (x->places[k].number != y->places[k].number)
                        return false;
        return true;
}

static struct alert_info without(const struct alert_info *info, const struct alert_info *named,
                                 struct arena *a)
{
        struct alert_info rest = *info;

        rest.n_places = 0;
        rest.places = arena_array(a, info->n_places, sizeof *rest.places);
        for (size_t k = 0; k < info->n_places; k++)
                if (!names(named, info->places[k].number))
                        rest.places[rest.n_places++] = info->places[k];
        return rest;
}

const struct alert *alarm_join(const struct alert *alert, const struct alert *const *with, size_t n,
                               struct arena *a)
{
        struct alert *joined = arena_alloc(a, sizeof *joined);
        const struct alert_info *own = &alert->infos[0];
        size_t room = 1;
        bool placed = false;

        for (size_t i = 0; i < n; i++)
                room += with[i]->n_infos;
        *joined = *alert;
        joined->infos = arena_array(a, room, sizeof *joined->infos);
        joined->n_infos = 0;
        for (size_t i = 0; i < n; i++)
                for (size_t b = 0; b < with[i]->n_infos; b++) {
                        const struct alert_info *info = &with[i]->infos[b];
                        bool same = !placed && same_places(info, own);
                        struct alert_info rest = same ? *own : without(info, own, a);
                        placed = placed || same;
                        if (rest.n_places)
                                joined->infos[joined->n_infos++] = rest;
                }
        if (!placed)
                joined->infos[joined->n_infos++] = *own;
        return joined;
}
