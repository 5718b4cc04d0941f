#include "announce/announce_telling.h"
#include "gazetteer/cover.h"

/* What goes on after a change. */
struct going_on {
        struct announce *n;
        const struct alert *alert; /* NULL: nothing */
        bool by_kind;              /* another kind of event in the same place is another matter */
        struct cover
            everything; /* its places, with all that lies in them; empty where kinds are kept apart */
};

static struct cover cover_of(const struct going_on *g, const enum alert_event *event)
{
        struct cover c = {0};

        for (size_t i = 0; g->alert && i < g->alert->n_infos; i++) {
                const struct alert_info *info = &g->alert->infos[i];
                if ((event && info->event != *event) || alert_info_state(g->alert, info) == STATE_ALL_CLEAR)
                        continue;
                for (size_t k = 0; k < info->n_places; k++)
                        cover_add(&c, g->n->setup->gazetteer, info->places[k].number, g->n->arena);
        }
        cover_close(&c);
        return c;
}

/* The blocks of `before` with those of their places only where they do not go on, added to `over`. */
static void add_over(const struct going_on *g, struct alert *over, size_t *room, const struct alert *before)
{
        for (size_t i = 0; i < before->n_infos; i++) {
                struct alert_info info = before->infos[i];
                struct cover on;
                if (alert_info_state(before, &info) == STATE_ALL_CLEAR)
                        continue;
                on = g->by_kind ? cover_of(g, &info.event) : g->everything;
                info.places = arena_array(g->n->arena, info.n_places, sizeof *info.places);
                info.n_places = 0;
                for (size_t k = 0; k < before->infos[i].n_places; k++) {
                        const struct area_place *p = &before->infos[i].places[k];
                        if (p->number == PLACE_NONE ? !g->alert : !cover_has(&on, p->number))
                                info.places[info.n_places++] = *p;
                }
                if (info.n_places == 0)
                        continue;
                over->infos = arena_grow(g->n->arena, over->infos, over->n_infos, room, sizeof *over->infos);
                over->infos[over->n_infos++] = info;
        }
}

static bool is_merged(const struct incident *i, int64_t id)
{
        for (size_t k = 0; k < i->n_merged; k++)
                if (i->merged[k] == id)
                        return true;
        return false;
}

static bool is_of_kind(const struct alert *alert, enum alert_event event)
{
        for (size_t i = 0; i < alert->n_infos; i++)
                if (alert->infos[i].event != event)
                        return false;
        return true;
}

bool announce_over_is_one_kind(const struct incident *before, const struct incident *after)
{
        if (!after || before->alert->n_infos == 0)
                return true;
        return after->n_merged == 0 && is_of_kind(before->alert, before->alert->infos->event) &&
               is_of_kind(after->alert, before->alert->infos->event);
}

const struct alert *announce_over(struct announce *n, const struct incident *before,
                                  const struct incident *after, bool by_kind)
{
        struct going_on g = {.n = n, .alert = after ? after->alert : NULL, .by_kind = by_kind};
        struct alert *over = arena_alloc(n->arena, sizeof *over);
        size_t room = 0;

        *over = *before->alert;
        over->infos = NULL;
        over->n_infos = 0;
        if (!by_kind)
                g.everything = cover_of(&g, NULL);
        add_over(&g, over, &room, before->alert);
        for (size_t i = 0; after && i < after->n_merged; i++) {
                const struct incident *merged = incident_by_id(n->incidents, after->merged[i]);
                if (merged && !is_merged(before, merged->id))
                        add_over(&g, over, &room, merged->alert);
        }
        return over->n_infos ? over : NULL;
}
