#include "reader/frames/text_stated.h"

#include "reader/clauses/text_event.h"
#include "reader/clauses/text_found.h"
#include "reader/clauses/text_govern.h"

/* A region, a district or a community. */
static bool is_unit(const struct text_clauses *f, const struct text_place *p)
{
        enum place_level level =
            p->place == PLACE_NONE ? LEVEL_COUNTRY : place_level(f->s->gazetteer, p->place);

        return level >= LEVEL_REGION && level <= LEVEL_COMMUNITY;
}

/* "Узунколь Теректинского района", "Плауру (уезд Тулча)". */
static bool is_unit_behind(const struct text_clauses *f, uint32_t mention)
{
        const struct text_place *p = &f->places[mention], *next = p + 1;

        return mention + 1 < f->n_places && is_unit(f, next) && next->head && next->from == p->to + 1 &&
               !text_scan_gap(f->s, next->from, (unsigned)~(GAP_OPEN | GAP_COMMA | GAP_QUOTE));
}

/* A name without a preposition, with where it lies behind it: it stands there as it is called. */
static bool is_located(const struct text_clauses *f, uint32_t mention)
{
        const struct text_place *p = &f->places[mention];

        return !p->expected && is_unit_behind(f, mention) &&
               !(p->first > text_scan_sentence(f->s, p->first)->first &&
                 text_scan_ends(f->s, p->first - 1, SAYS_JOIN));
}

/* The region or district nearest to an unknown village: in its sentence, else before it, else in the next
 * sentence. */
static uint32_t stated_area(const struct text_clauses *f, uint32_t mention)
{
        uint32_t sentence = text_scan_token(f->s, f->places[mention].first)->sentence, area = PLACE_NONE;

        if (is_unit_behind(f, mention))
                return mention + 1;
        for (uint32_t i = 0; i < f->n_places; i++) {
                const struct text_place *p = &f->places[i];
                uint32_t there = text_scan_token(f->s, p->first)->sentence;
                if (!is_unit(f, p) || there > sentence + 1 || (f->roles[i].named && !p->head))
                        continue;
                if (there == sentence)
                        return i;
                if (area != PLACE_NONE && there == text_scan_token(f->s, f->places[area].first)->sentence &&
                    place_contains(f->s->gazetteer, p->place, f->places[area].place))
                        continue; /* "Борисовский район Белгородской области" */
                if (there < sentence || area == PLACE_NONE)
                        area = i;
        }
        return area;
}

static struct text_unknown *new_unknown(const struct text_clauses *f, uint32_t mention)
{
        struct text_unknown *unknown = arena_alloc(f->s->arena, sizeof *unknown);

        *unknown = (struct text_unknown){mention, NULL};
        return unknown;
}

/* "Підтоплено Хлопушкине Ізюмського району": what is said of the unit behind it is said of it. */
static void keep_with(struct text_clauses *f, uint32_t mention)
{
        size_t n = f->out->n_frames;

        for (size_t i = 0; i < n; i++) {
                struct text_frame frame = f->out->frames[i];
                if (frame.mention != mention + 1)
                        continue;
                frame.unknown = new_unknown(f, mention);
                text_found_frame(f, &frame);
        }
}

/* "Под удар попали сёла Борки, Казинка и Чуево": what governs the names before one in a list governs it, too; NULL: nothing does.
 */
static const struct text_clause *list_governor(const struct text_clauses *f, uint32_t mention)
{
        const struct text_place *p = &f->places[mention];
        const struct text_clause *o;

        if (!p->head || p->from != p->first)
                return NULL;
        o = text_govern_state(f, &f->clauses[f->clause_of[p->first]]);
        return o && (o->state == STATE_PAST || o->state == STATE_LIVE) && !o->old && !o->calm && !o->drill
                   ? o
                   : NULL;
}

/* "Launched from Kursk region and from the village of Kryakino", "and Cape Chauda": what it is listed with came from there. */
static bool came_from(const struct text_clauses *f, uint32_t mention, uint32_t area)
{
        const struct text_place *p = &f->places[mention], *before = &f->places[area];

        return area < mention && text_role_is(&f->roles[area], TEXT_ORIGIN) &&
               (text_places_is_origin(f->s, p) ||
                (p->from == before->to + 2 && text_scan_starts(f->s, before->to + 1, SAYS_JOIN)));
}

/* A village that the gazetteer does not know falls back to where the text says it lies: unknown is not safe.
 */
static void frame_unknown(struct text_clauses *f, uint32_t mention)
{
        const struct text_place *p = &f->places[mention];
        const struct text_clause *c = &f->clauses[f->clause_of[p->first]];
        const struct text_clause *beside, *governor = NULL;
        struct text_unknown *unknown = NULL;
        int state = c->state;
        bool located = is_located(f, mention), village = located || text_found_is_village(p);
        uint32_t area, events;

        if (state == STATE_UNSAID && located) {
                keep_with(f, mention);
                return;
        }
        if (state == STATE_UNSAID && (governor = list_governor(f, mention)))
                state = governor->state;
        if (state == STATE_UNSAID && f->past >= 2 && (beside = text_govern_beside(f, c)) && !beside->old)
                state = STATE_PAST;
        /* a village that is called one, or any name where people are told what to do */
        if (!(village || (p->expected && state == STATE_LIVE && c->orders)) || state == STATE_UNSAID ||
            state == STATE_ALL_CLEAR || c->calm || c->old || c->teaser)
                return;
        if (village)
                unknown = new_unknown(f, mention);
        area = stated_area(f, mention);
        if (area == PLACE_NONE || came_from(f, mention, area))
                return;
        events =
            text_event_choose(text_event_of(f, c, governor), (enum alert_state)state, text_event_weapon(f));
        text_found_frames(f, events,
                          (struct text_frame){.place = f->places[area].place,
                                              .mention = area,
                                              .state = (enum alert_state)state,
                                              .role = ROLE_AFFECTED,
                                              .sentence = c->sentence,
                                              .unknown = unknown,
                                              .why = "a place in it that the gazetteer does not know"});
}

void text_stated_find(struct text_clauses *f)
{
        for (uint32_t i = 0; i < f->n_places; i++)
                if (f->places[i].place == PLACE_NONE)
                        frame_unknown(f, i);
}
