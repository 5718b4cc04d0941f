#include "report/text_frames.h"

#include <string.h>

#include "report/text_clauses.h"
#include "report/text_named.h"

/* "Gales are forecast for Rostov": weather is no subject to be ignored where it is dangerous. */
static bool is_outlook(const struct text_clauses *f, uint32_t mention)
{
        const struct text_clause *c = &f->clauses[f->clause_of[f->places[mention].first]];

        return c->state == STATE_FORECAST && c->events & (1u << EVENT_WEATHER | 1u << EVENT_FLOOD);
}

static void add_frame(struct text_clauses *f, const struct text_frame *frame)
{
        for (size_t i = f->out->n_frames; i-- > 0 && f->out->n_frames - i < 64;) {
                struct text_frame *o = &f->out->frames[i];
                if (o->place == frame->place && o->event == frame->event && o->state == frame->state) {
                        if (frame->role == ROLE_AFFECTED)
                                o->role = ROLE_AFFECTED;
                        return;
                }
        }
        f->out->frames =
            arena_grow(f->s->arena, f->out->frames, f->out->n_frames, &f->frames_room, sizeof *frame);
        f->out->frames[f->out->n_frames++] = *frame;
}

/* One for each of the events. */
static void add_frames(struct text_clauses *f, uint32_t events, struct text_frame frame)
{
        for (int e = 0; e < EVENT_COUNT; e++)
                if (events >> e & 1) {
                        frame.event = (enum alert_event)e;
                        add_frame(f, &frame);
                }
}

static void add_named(struct text_clauses *f, uint32_t mention, const char *why)
{
        f->out->named =
            arena_grow(f->s->arena, f->out->named, f->out->n_named, &f->named_room, sizeof *f->out->named);
        f->out->named[f->out->n_named++] = (struct text_named){mention, why};
}

/* "In the village of ...": reports name small places only for what happened there. */
static bool is_village(const struct text_place *p)
{
        return p->head && p->levels == 1u << LEVEL_SETTLEMENT;
}

/* "Вибух на шахті в Добропіллі": in a report, what has no duration has happened, though no verb says so. */
static bool is_sudden(const struct text_clauses *f, const struct text_clause *c)
{
        return !f->post && c->events & TEXT_BLOWS && !c->calm && !c->topic;
}

/* "Чернігів, не виходьте: відбій тільки в Києві". */
static bool is_only_elsewhere(const struct text_clauses *f, const struct text_place *p)
{
        const struct text_sentence *sentence = text_scan_sentence(f->s, p->first);

        for (uint32_t at = p->first; at < sentence->end && at < p->first + 24; at++) {
                const struct text_match *only = text_scan_starts(f->s, at, SAYS_NOT);
                if (only && strcmp(only->phrase->value, "only") == 0)
                        return true;
        }
        return false;
}

static void frame_place(struct text_clauses *f, uint32_t mention, const struct text_role *role)
{
        const struct text_place *p = &f->places[mention];
        const struct text_clause *c = &f->clauses[f->clause_of[p->first]], *governor = c;
        int state = c->state;
        uint32_t events;

        if (f->supposed[p->first] >= SUPPOSED_EVENT) {
                add_named(f, mention, "only supposed or asked");
                return;
        }
        if (state == STATE_ALL_CLEAR && is_only_elsewhere(f, p)) {
                add_named(f, mention, "the all-clear is for others only");
                return;
        }
        if (c->idle) {
                add_named(f, mention, "an all-clear for all but unknown places ends nothing");
                return;
        }
        if (state == STATE_UNSAID) {
                governor = text_govern_state(f, c);
                if (governor)
                        state = governor->state;
                else if (f->orders && c->events)
                        state = STATE_LIVE;
                else if (f->post && c->terse && text_govern_events(f, c, NULL))
                        state = text_govern_events(f, c, NULL) == 1u << EVENT_EARTHQUAKE ? STATE_PAST
                                                                                         : STATE_LIVE;
        }
        if (state == STATE_UNSAID && is_village(p) && f->past >= 2 && (governor = text_govern_beside(f, c)))
                state = governor->state;
        if (state == STATE_UNSAID && role->toward && f->live)
                state = STATE_LIVE;
        if (state == STATE_UNSAID && is_sudden(f, c))
                state = STATE_PAST;
        if (state == STATE_UNSAID) {
                add_named(f, mention, "nothing is said to happen there");
                return;
        }
        if (c->aside && c->state == STATE_UNSAID && !c->events) {
                add_named(f, mention, "what is done about it elsewhere");
                return;
        }
        if (c->calm && state != STATE_ALL_CLEAR) {
                add_named(f, mention, "nothing happened there");
                return;
        }
        if (c->topic >= 2 && state != STATE_FORECAST &&
            c->topic > c->past + c->live + c->clear + (c->past && c->events) &&
            !(f->orders && c->live >= 2)) {
                add_named(f, mention, "the sentence is about something else");
                return;
        }
        if (c->teaser || (c->old && (state == STATE_PAST || c->state == STATE_UNSAID))) {
                add_named(f, mention, "background from another time");
                return;
        }
        f->clauses[f->clause_of[p->first]].framed = true;
        events = text_govern_choose(text_govern_events(f, c, governor), (enum alert_state)state,
                                    text_govern_weapon(f));
        add_frames(f, events,
                   (struct text_frame){.place = p->place,
                                       .mention = mention,
                                       .state = (enum alert_state)state,
                                       .role = role->toward ? ROLE_TOWARD : ROLE_AFFECTED,
                                       .sentence = c->sentence,
                                       .why = role->why ? role->why : p->why});
}

/* "On the rest of the region's territory": the region last spoken of, where the clause names none itself. */
static void frame_whole(struct text_clauses *f, const struct text_clause *c)
{
        const struct gazetteer *g = f->s->gazetteer;
        uint32_t region = PLACE_NONE, mention = 0, events;

        if (!c->whole || c->state == STATE_UNSAID || !(c->whole->phrase->number >> LEVEL_REGION & 1))
                return;
        for (uint32_t i = 0; i < f->n_places && f->places[i].first < c->end; i++) {
                const struct text_place *p = &f->places[i];
                if (p->place == PLACE_NONE || place_level(g, p->place) < LEVEL_REGION)
                        continue;
                region = place_ancestor(g, p->place, LEVEL_REGION);
                mention = i;
                if (p->first >= c->first && place_level(g, p->place) == LEVEL_REGION)
                        return;
        }
        if (region == PLACE_NONE)
                return;
        events = text_govern_choose(text_govern_events(f, c, c), (enum alert_state)c->state,
                                    text_govern_weapon(f));
        add_frames(f, events,
                   (struct text_frame){.place = region,
                                       .mention = mention,
                                       .state = (enum alert_state)c->state,
                                       .role = ROLE_AFFECTED,
                                       .sentence = c->sentence,
                                       .why = c->whole->phrase->text});
}

/* "Missile threat / Bryansk oblast": what stands over names is said of these. */
static bool heads_names(const struct text_clauses *f, const struct text_clause *c)
{
        const struct text_clause *next = c + 1;

        return !c->still && next < f->clauses + f->n_clauses && next->names_only && next->places &&
               next->sentence > c->sentence && !f->s->words.sentences[next->sentence].starts_paragraph;
}

/* "Область — ...", "В районе ...": the levels of a unit that the clause begins with and does not name; else 0. */
static uint32_t unit_of(const struct text_clauses *f, const struct text_clause *c)
{
        const struct text_match *m = text_scan_starts(f->s, c->first, SAYS_AT), *head;

        head = text_scan_starts(f->s, m ? m->last + 1 : c->first, SAYS_HEAD);
        return head && !c->places ? (uint32_t)head->phrase->number : 0;
}

/* The unit of that level around a place. Where a city is a region of its own, the other region called after it is meant:
 * paths of the gazetteer end in -city and -oblast then. PLACE_NONE: there is none. */
static uint32_t unit_around(const struct text_clauses *f, uint32_t place, uint32_t levels)
{
        const struct gazetteer *g = f->s->gazetteer;
        enum place_level level = levels >> LEVEL_REGION & 1 ? LEVEL_REGION : LEVEL_DISTRICT;
        uint32_t unit = place_ancestor(g, place, level);
        const char *path, *city;

        if (unit != place)
                return unit;
        path = place_path(g, place, f->s->arena);
        city = strrchr(path, '-');
        if (!city || strcmp(city, "-city") != 0)
                return PLACE_NONE;
        return place_by_path(g, arena_printf(f->s->arena, "%.*s-oblast", (int)(city - path), path));
}

/* "Отбой ракетной опасности в Курской области, опасность БПЛА сохраняется": a danger said right after an
 * all-clear, of no other place, is where the all-clear was. */
static void frame_remaining(struct text_clauses *f)
{
        size_t n = f->out->n_frames;

        for (size_t i = 0; i < n; i++) {
                struct text_frame frame = f->out->frames[i];
                const struct text_clause *c = &f->clauses[f->clause_of[f->places[frame.mention].first]] + 1;
                uint32_t events, unit;
                if (frame.state != STATE_ALL_CLEAR || c == f->clauses + f->n_clauses || c->places ||
                    c->state != STATE_LIVE || !(c->events || c->still || c->sentence == frame.sentence) ||
                    c->sentence > frame.sentence + 1 || c->teaser || c->whole || heads_names(f, c))
                        continue;
                unit = unit_of(f, c);
                frame.place = unit ? unit_around(f, frame.place, unit) : frame.place;
                if (frame.place == PLACE_NONE)
                        continue;
                events = text_govern_choose(c->events ? c->events : 1u << frame.event, STATE_LIVE, 0);
                frame.state = STATE_LIVE;
                frame.sentence = c->sentence;
                frame.why = "another danger remains";
                add_frames(f, events, frame);
        }
}

#define FEW_PLACES 256 /* more of one name make no report */

/* No other place, not even a merely named one, in the whole text but what lies around it. */
static bool is_only_place(const struct text_clauses *f, const struct text_place *p)
{
        if (f->n_places > FEW_PLACES)
                return false;
        for (size_t i = 0; i < f->n_places; i++)
                if (f->places[i].place != PLACE_NONE && f->places[i].place != p->place &&
                    !place_contains(f->s->gazetteer, f->places[i].place, p->place))
                        return false;
        return true;
}

#define ALONE_MOST 1500 /* bytes of a text */

/* The place that all of the text is about, or in which all of it is; PLACE_NONE: there are several. */
static uint32_t only_place(const struct text_clauses *f)
{
        const struct gazetteer *g = f->s->gazetteer;
        uint32_t place = PLACE_NONE;

        for (size_t i = 0; i < f->out->n_frames; i++) {
                uint32_t other = f->out->frames[i].place;
                if (place == PLACE_NONE || (place != other && place_contains(g, other, place)))
                        place = other;
                else if (place != other && !place_contains(g, place, other))
                        return PLACE_NONE;
        }
        return place;
}

static bool is_live(const struct text_clauses *f, uint32_t place)
{
        for (size_t i = 0; i < f->out->n_frames; i++)
                if (f->out->frames[i].state == STATE_LIVE && f->out->frames[i].place == place)
                        return true;
        return false;
}

/* Does the clause say what goes on, what is to be done, or that it is over, and not where? */
static bool is_said_of_all(const struct text_clauses *f, const struct text_clause *c)
{
        if (c->places || c->teaser || c->topic || c->old || f->supposed[c->first])
                return false;
        return c->state == STATE_ALL_CLEAR || (c->state == STATE_LIVE && (c->still || c->orders));
}

/* "Запоріжжя під ударом КАБ. Небезпека зберігається!", "На Львівщині збили ракету. Відбій о 8:10.": in a text about one
 * place this is said of it. */
static void frame_alone(struct text_clauses *f)
{
        uint32_t place = f->s->words.size <= ALONE_MOST ? only_place(f) : PLACE_NONE, mention;
        const struct text_clause *told;

        if (place == PLACE_NONE)
                return;
        mention = f->out->frames[f->out->n_frames - 1].mention;
        told = &f->clauses[f->clause_of[f->places[mention].first]];
        for (const struct text_clause *c = told + 1; c < f->clauses + f->n_clauses; c++) {
                uint32_t events = c->events ? c->events : text_govern_events(f, told, NULL);
                if (!is_said_of_all(f, c) || (c->state == STATE_LIVE && is_live(f, place)))
                        continue;
                events = text_govern_choose(events, (enum alert_state)c->state, text_govern_weapon(f));
                add_frames(f, events,
                           (struct text_frame){.place = place,
                                               .mention = mention,
                                               .state = (enum alert_state)c->state,
                                               .role = ROLE_AFFECTED,
                                               .sentence = c->sentence,
                                               .why = "the only place of the text"});
        }
}

/* "The Voronezh governor reported four drones destroyed": an official speaks of his own region, where the
 * sentence has no other place; "Police of Kursk: a drone hit a house": of his own town, where the text has none. */
static void frame_office(struct text_clauses *f, uint32_t mention, const char *why)
{
        const struct text_place *p = &f->places[mention];
        uint32_t sentence = text_scan_token(f->s, p->first)->sentence, events;
        struct text_clause *said = NULL;

        if (p->to + 1 < f->s->words.n_tokens && text_scan_gap(f->s, p->to + 1, GAP_HYPHEN))
                return; /* "the Moscow-installed mayor" */
        for (struct text_clause *c = &f->clauses[f->clause_of[p->first]]; c < f->clauses + f->n_clauses;
             c++) {
                if (c->sentence > sentence + 1 || c->framed ||
                    (c->sentence != sentence && (said || c->places)))
                        break;
                if (c->state != STATE_UNSAID && text_govern_events(f, c, NULL) && !c->calm && !c->old &&
                    !said)
                        said = c;
        }
        if (!said || (place_level(f->s->gazetteer, p->place) != LEVEL_REGION && !is_only_place(f, p)))
                return;
        for (struct text_clause *c = f->clauses + f->clause_of[p->first];
             c >= f->clauses && c->sentence == sentence; c--)
                if (c->framed)
                        return;
        events = text_govern_choose(text_govern_events(f, said, NULL), (enum alert_state)said->state,
                                    text_govern_weapon(f));
        add_frames(f, events,
                   (struct text_frame){.place = p->place,
                                       .mention = mention,
                                       .state = (enum alert_state)said->state,
                                       .role = ROLE_AFFECTED,
                                       .sentence = said->sentence,
                                       .why = why});
}

/* "Odesa and Odesa district": named beside, not around. */
static bool joined(const struct text_clauses *f, const struct text_place *p)
{
        return p->from > text_scan_sentence(f->s, p->first)->first &&
               text_scan_ends(f->s, p->from - 1, SAYS_JOIN) != NULL;
}

/* The region or district nearest to an unknown village: in its sentence, else before it, else in the next
 * sentence. */
static uint32_t stated_area(const struct text_clauses *f, uint32_t mention)
{
        uint32_t sentence = text_scan_token(f->s, f->places[mention].first)->sentence, area = PLACE_NONE;

        for (uint32_t i = 0; i < f->n_places; i++) {
                const struct text_place *p = &f->places[i];
                uint32_t there = text_scan_token(f->s, p->first)->sentence;
                if (p->place == PLACE_NONE || there > sentence + 1 || (f->roles[i].named && !p->head))
                        continue;
                if (place_level(f->s->gazetteer, p->place) < LEVEL_REGION ||
                    place_level(f->s->gazetteer, p->place) > LEVEL_COMMUNITY)
                        continue;
                if (there == sentence)
                        return i;
                if (there < sentence || area == PLACE_NONE)
                        area = i;
        }
        return area;
}

/* A village that the gazetteer does not know falls back to where the text says it lies: unknown is not safe.
 */
static void frame_unknown(struct text_clauses *f, uint32_t mention)
{
        const struct text_place *p = &f->places[mention];
        const struct text_clause *c = &f->clauses[f->clause_of[p->first]];
        int state = c->state;
        uint32_t area, events;

        if (state == STATE_UNSAID && f->past >= 2 && text_govern_beside(f, c))
                state = STATE_PAST;
        if (!is_village(p) || state == STATE_UNSAID || state == STATE_ALL_CLEAR || c->calm || c->old ||
            c->teaser)
                return;
        area = stated_area(f, mention);
        if (area == PLACE_NONE)
                return;
        events = text_govern_choose(text_govern_events(f, c, NULL), (enum alert_state)state,
                                    text_govern_weapon(f));
        add_frames(f, events,
                   (struct text_frame){.place = f->places[area].place,
                                       .mention = area,
                                       .state = (enum alert_state)state,
                                       .role = ROLE_AFFECTED,
                                       .sentence = c->sentence,
                                       .why = "a place in it that the gazetteer does not know"});
}

#define CONTRADICTION_NEAR 64 /* frames */

/* Is the one said after the other? */
static bool is_later(const struct text_clauses *f, const struct text_frame *one,
                     const struct text_frame *other)
{
        return f->places[one->mention].first > f->places[other->mention].first ||
               one->sentence > other->sentence;
}

/* Is the danger itself lifted further down? */
static bool is_lifted(const struct text_clauses *f, const struct text_frame *live)
{
        const struct text_frame *end = f->out->frames + f->out->n_frames;

        for (const struct text_frame *o = live + 1; o < end && o < live + CONTRADICTION_NEAR; o++)
                if (o->state == STATE_ALL_CLEAR && o->place == live->place && is_later(f, o, live))
                        return true;
        return false;
}

/* Is it a danger that an all-clear would end? One for an air raid covers everything that flies. */
static bool would_end(const struct text_frame *clear, const struct text_frame *live)
{
        const uint32_t flying = 1u << EVENT_AIR_RAID | 1u << EVENT_DRONE | 1u << EVENT_MISSILE |
                                1u << EVENT_BALLISTIC | 1u << EVENT_GLIDE_BOMB | 1u << EVENT_AVIATION;

        return live->state == STATE_LIVE &&
               (clear->event == live->event || (clear->event == EVENT_AIR_RAID && flying >> live->event & 1));
}

/* Notes the places in that of an all-clear where danger goes on. True: it goes on in the place itself, as is said later. */
static bool is_contradicted(struct text_clauses *f, struct text_frame *clear, size_t from, size_t end)
{
        for (size_t i = from; i < end; i++) {
                const struct text_frame *live = &f->out->frames[i];
                struct text_spared *spared;
                if (!would_end(clear, live))
                        continue;
                if (clear->place == live->place) {
                        if (is_later(f, live, clear) || live->mention == clear->mention)
                                return true;
                        continue;
                }
                if (!place_contains(f->s->gazetteer, clear->place, live->place) || is_lifted(f, live))
                        continue;
                spared = arena_alloc(f->s->arena, sizeof *spared);
                *spared = (struct text_spared){live->place, clear->spared};
                clear->spared = spared;
        }
        return false;
}

/* An all-clear is none where danger in the same place is said to go on. */
static void drop_contradicted(struct text_clauses *f)
{
        struct text_frames *o = f->out;
        size_t kept = 0;

        for (size_t i = 0; i < o->n_frames; i++) {
                struct text_frame *a = &o->frames[i];
                size_t from = i < CONTRADICTION_NEAR ? 0 : i - CONTRADICTION_NEAR,
                       end = i + CONTRADICTION_NEAR < o->n_frames ? i + CONTRADICTION_NEAR : o->n_frames;
                if (a->state == STATE_ALL_CLEAR && is_contradicted(f, a, from, end))
                        add_named(f, a->mention, "the text says that danger goes on there");
                else
                        o->frames[kept++] = *a;
        }
        o->n_frames = kept;
}

/* "Ворог атакував Баштанський район: у Явкиному ...": what is hit is more than where something lies. */
static bool is_object(const struct text_clauses *f, const struct text_place *p)
{
        return p->from > text_scan_sentence(f->s, p->first)->first &&
               !text_scan_gap(f->s, p->from, (unsigned)~(GAP_HYPHEN | GAP_QUOTE)) &&
               !text_scan_token(f->s, p->first)->latin && !text_scan_ends(f->s, p->from - 1, SAYS_AT) &&
               text_scan_ends(f->s, p->from - 1, SAYS_PAST);
}

/* A place that another affected place of the same sentence and state lies in says where that is, no more. */
static void drop_containers(struct text_clauses *f)
{
        struct text_frames *o = f->out;
        const struct gazetteer *g = f->s->gazetteer;
        size_t kept = 0, from = 0;

        for (size_t i = 0; i < o->n_frames; i++) {
                const struct text_frame *a = &o->frames[i];
                bool contains = false;
                while (from < i && o->frames[from].sentence + 2 < a->sentence)
                        from++;
                for (size_t j = from; j < o->n_frames && j < from + 64 && !contains; j++) {
                        const struct text_frame *b = &o->frames[j];
                        contains = !joined(f, &f->places[a->mention]) && b->place != a->place &&
                                   b->sentence == a->sentence && b->state == a->state &&
                                   place_contains(g, a->place, b->place);
                }
                if (contains && a->state != STATE_LIVE && !is_object(f, &f->places[a->mention]))
                        add_named(f, a->mention, "tells where another place lies");
                else
                        o->frames[kept++] = *a;
        }
        o->n_frames = kept;
}

void text_frames_find(struct text_scan *s, const struct text_place *places, size_t n_places,
                      struct text_frames *ret)
{
        struct text_clauses f = {.s = s, .places = places, .n_places = n_places, .out = ret};
        struct text_role *roles = arena_array(s->arena, n_places + 1, sizeof *roles);
        const char *nothing;

        *ret = (struct text_frames){0};
        f.roles = roles;
        text_clauses_cut(&f);
        text_clauses_weigh(&f);
        nothing = text_clauses_nothing_meant(&f);
        text_roles_find(s, places, n_places, roles);
        for (uint32_t i = 0; i < n_places; i++) {
                if (places[i].place == PLACE_NONE && !places[i].expected && !places[i].head)
                        continue; /* most likely an ordinary word */
                else if (places[i].place == PLACE_NONE)
                        add_named(&f, i, places[i].why ? places[i].why : "unknown");
                else if ((roles[i].named && !text_named_affected(&f, i)) || (nothing && !is_outlook(&f, i)))
                        add_named(&f, i, nothing ? nothing : roles[i].why);
                else
                        frame_place(&f, i, &roles[i]);
        }
        frame_remaining(&f);
        for (size_t i = 0; i < f.n_clauses && !nothing; i++)
                frame_whole(&f, &f.clauses[i]);
        for (uint32_t i = 0; i < n_places && !nothing; i++)
                if (places[i].place == PLACE_NONE)
                        frame_unknown(&f, i);
        for (uint32_t i = 0; i < n_places && !nothing; i++)
                if (places[i].place != PLACE_NONE && roles[i].named && !strcmp(roles[i].why, "office"))
                        frame_office(&f, i, "its officials report it");
        if (!nothing)
                frame_alone(&f);
        drop_contradicted(&f);
        drop_containers(&f);
}
