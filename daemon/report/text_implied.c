#include "report/text_implied.h"

#include <string.h>

#include "report/text_found.h"
#include "report/text_stated.h"

/* "On the rest of the region's territory": the region last spoken of, where the clause names none itself. */
static void frame_whole(struct text_clauses *f, const struct text_clause *c)
{
        const struct gazetteer *g = f->s->gazetteer;
        uint32_t region = PLACE_NONE, mention = 0, events;

        if (!c->whole || c->state == STATE_UNSAID || !(c->whole->phrase->number >> LEVEL_REGION & 1) ||
            (c->calm && c->state != STATE_ALL_CLEAR))
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
        text_found_frames(f, events,
                          (struct text_frame){.place = region,
                                              .mention = mention,
                                              .state = (enum alert_state)c->state,
                                              .role = ROLE_AFFECTED,
                                              .sentence = c->sentence,
                                              .why = c->whole->phrase->text});
}

#define FEW_PLACES 256 /* more of one name make no report */

/* Says of the place of a mention what a clause says. */
static void frame_said(struct text_clauses *f, uint32_t mention, uint32_t place, const struct text_clause *c,
                       const char *why)
{
        const struct text_clause *told = &f->clauses[f->clause_of[f->places[mention].first]];
        uint32_t events = c->events ? c->events : text_govern_events(f, told, NULL);

        text_found_frames(f, text_govern_choose(events, (enum alert_state)c->state, text_govern_weapon(f)),
                          (struct text_frame){.place = place,
                                              .mention = mention,
                                              .state = (enum alert_state)c->state,
                                              .role = ROLE_AFFECTED,
                                              .sentence = c->sentence,
                                              .why = why});
}

/* "In both cities the alert is in force": the two that the text has spoken of before; none where there are more. */
static void frame_both(struct text_clauses *f, const struct text_clause *c)
{
        const struct text_frame *both[2];
        size_t n = 0, n_frames = f->out->n_frames;

        if (!c->whole || c->places || c->state == STATE_UNSAID || c->calm || c->old ||
            n_frames > FEW_PLACES || c->whole->phrase->number >> LEVEL_REGION & 1)
                return;
        for (size_t i = 0; i < n_frames; i++) {
                const struct text_frame *frame = &f->out->frames[i];
                enum place_level level = place_level(f->s->gazetteer, frame->place);
                bool known =
                    (n > 0 && both[0]->place == frame->place) || (n > 1 && both[1]->place == frame->place);
                if (known || !(c->whole->phrase->number >> level & 1) ||
                    f->places[frame->mention].first >= c->first)
                        continue;
                if (n == 2)
                        return;
                both[n++] = frame;
        }
        if (n < 2)
                return;
        struct text_frame one = *both[0], other = *both[1]; /* the list may move */
        frame_said(f, one.mention, one.place, c, c->whole->phrase->text);
        frame_said(f, other.mention, other.place, c, c->whole->phrase->text);
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
        const struct text_match *head = text_scan_starts(f->s, c->first, SAYS_HEAD), *at;

        if (!head && (at = text_scan_starts(f->s, c->first, SAYS_AT)))
                head = text_scan_starts(f->s, at->last + 1, SAYS_HEAD);
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
                    c->sentence > frame.sentence + 1 || c->teaser || c->whole || c->calm || heads_names(f, c))
                        continue;
                unit = unit_of(f, c);
                frame.place = unit ? unit_around(f, frame.place, unit) : frame.place;
                if (frame.place == PLACE_NONE)
                        continue;
                events = text_govern_choose(c->events ? c->events : 1u << frame.event, STATE_LIVE, 0);
                frame.state = STATE_LIVE;
                frame.sentence = c->sentence;
                frame.why = "another danger remains";
                text_found_frames(f, events, frame);
        }
}

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
static void frame_alone(struct text_clauses *f, uint32_t place)
{
        uint32_t mention = f->out->frames[f->out->n_frames - 1].mention;
        const struct text_clause *c = &f->clauses[f->clause_of[f->places[mention].first]] + 1;

        for (; c < f->clauses + f->n_clauses; c++)
                if (is_said_of_all(f, c) && !unit_of(f, c) && !(c->state == STATE_LIVE && is_live(f, place)))
                        frame_said(f, mention, place, c, "the only place of the text");
}

/* Is what the next clause says, without a place, said of where this one is? "The alert in Rivne lasted until 4:15. It was
 * declared again at 4:50.", "Rivne: the concert is off, the alarm goes on". */
static bool goes_with(const struct text_clauses *f, const struct text_clause *c,
                      const struct text_clause *next)
{
        if (c->lasted)
                return next->sentence <= c->sentence + 1 && is_said_of_all(f, next);
        return next->sentence == c->sentence && c->state != STATE_LIVE && next->state == STATE_LIVE &&
               !next->places && !next->whole && (next->alarms || next->orders);
}

static void frame_next(struct text_clauses *f, const struct text_clause *c)
{
        const struct text_clause *next = c + 1;

        if (!c->places || c->teaser || next == f->clauses + f->n_clauses || !goes_with(f, c, next))
                return;
        for (size_t i = text_clauses_place_from(f, c->first); i < f->n_places && f->places[i].first < c->end;
             i++)
                if (f->places[i].place != PLACE_NONE && !f->roles[i].named)
                        frame_said(f, (uint32_t)i, f->places[i].place, next, "said next of where that is");
}

/* A report about several places ends: "The alert goes on, stay in the shelters!" Where nothing else of it is live, this is
 * said of the place that it began with. */
static void frame_first(struct text_clauses *f)
{
        const struct text_frame *first = f->out->frames;
        const struct text_clause *c;

        for (size_t i = 0; i < f->out->n_frames; i++)
                if (f->out->frames[i].state == STATE_LIVE)
                        return;
        for (c = &f->clauses[f->clause_of[f->places[first->mention].first]] + 1;
             c < f->clauses + f->n_clauses; c++)
                if (is_said_of_all(f, c) && c->state == STATE_LIVE && c->still) {
                        frame_said(f, first->mention, first->place, c, "the place that the text began with");
                        return;
                }
}

/* Does the clause say what happens, or what is to be done? */
static bool tells(const struct text_clauses *f, const struct text_clause *c)
{
        if (c->state == STATE_UNSAID || c->calm || c->old)
                return false;
        return text_govern_events(f, c, NULL) || (c->state == STATE_LIVE && (c->orders || c->still));
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
                if (!said && tells(f, c))
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
        text_found_frames(f, events,
                          (struct text_frame){.place = p->place,
                                              .mention = mention,
                                              .state = (enum alert_state)said->state,
                                              .role = ROLE_AFFECTED,
                                              .sentence = said->sentence,
                                              .why = why});
}

void text_implied_find(struct text_clauses *f, bool nothing)
{
        uint32_t only;

        frame_remaining(f);
        if (nothing)
                return;
        for (size_t i = 0; i < f->n_clauses; i++) {
                frame_whole(f, &f->clauses[i]);
                frame_both(f, &f->clauses[i]);
                frame_next(f, &f->clauses[i]);
        }
        text_stated_find(f);
        for (uint32_t i = 0; i < f->n_places; i++)
                if (f->places[i].place != PLACE_NONE && f->roles[i].named &&
                    !strcmp(f->roles[i].why, "office"))
                        frame_office(f, i, "its officials report it");
        only = f->s->words.size <= ALONE_MOST ? only_place(f) : PLACE_NONE;
        if (only != PLACE_NONE)
                frame_alone(f, only);
        if (f->out->n_frames)
                frame_first(f);
}
