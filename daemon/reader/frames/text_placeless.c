#include "reader/frames/text_placeless.h"

#include <string.h>

#include "reader/clauses/text_event.h"
#include "reader/clauses/text_found.h"
#include "reader/frames/text_reported.h"
#include "reader/frames/text_town.h"

#define FEW_PLACES 256 /* more of one name make no report */

/* "Chlorine is in the air. Residents are told to seal their windows.": what people are told to do about it, right behind it. */
static bool leaks(const struct text_clauses *f, const struct text_clause *c)
{
        return c > f->clauses && c->orders && !c[-1].places && c[-1].events == 1u << EVENT_CHEMICAL &&
               c->sentence <= c[-1].sentence + 1;
}

void text_placeless_say(struct text_clauses *f, uint32_t mention, uint32_t place, const struct text_clause *c,
                        const char *why)
{
        const struct text_clause *told = &f->clauses[f->clause_of[f->places[mention].first]];
        uint32_t events = c->events     ? c->events
                          : leaks(f, c) ? 1u << EVENT_CHEMICAL
                                        : text_event_of(f, told, NULL);

        /* what lasts in a district of a city lasts in the city */
        if (c->state == STATE_LIVE && place_level(f->s->gazetteer, place) == LEVEL_CITY_DISTRICT &&
            place_parent(f->s->gazetteer, place) != PLACE_NONE)
                place = place_parent(f->s->gazetteer, place);
        text_found_said(f, mention, place, c, events, why);
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
        text_placeless_say(f, one.mention, one.place, c, c->whole->phrase->text);
        text_placeless_say(f, other.mention, other.place, c, c->whole->phrase->text);
}

/* "Missile threat / Bryansk oblast", "the alert goes on in: / Bryansk oblast": what stands over names is said of these. */
static bool heads_names(const struct text_clauses *f, const struct text_clause *c)
{
        const struct text_clause *next = c + 1;

        return next < f->clauses + f->n_clauses &&
               (!c->still || text_scan_gap(f->s, next->first, GAP_COLON)) && next->names_only &&
               next->places && next->sentence > c->sentence &&
               !f->s->words.sentences[next->sentence].starts_paragraph;
}

/* "In other regions": where none of the places lies that the text names. */
static bool is_elsewhere(const struct text_clause *c)
{
        return c->whole && !c->whole->phrase->number && !c->places;
}

#define PLACED_BACK 3 /* tokens from a unit's word back to its preposition */

/* "На всей территории области": does a preposition place what the token is the word of? */
static bool is_placed(const struct text_clauses *f, const struct text_clause *c, uint32_t token)
{
        for (uint32_t at = token; at > c->first && token - at < PLACED_BACK; at--) {
                if (text_scan_gap(f->s, at, ~0u))
                        return false;
                if (text_scan_ends(f->s, at - 1, SAYS_AT))
                        return true;
                if (text_scan_ends(f->s, at - 1, SAYS_NAMED))
                        return false;
        }
        return false;
}

/* "Область — ...", "В районе ...", "... действует на территории области": the levels of a unit that the clause begins with, or of
 * a region in which it says that something is, without its name; else 0. A "район" further on may be any area. */
static uint32_t unit_of(const struct text_clauses *f, const struct text_clause *c)
{
        const struct text_match *head = text_scan_starts(f->s, c->first, SAYS_HEAD), *in;

        if (c->places || is_elsewhere(c))
                return 0;
        if (!head && (in = text_scan_starts(f->s, c->first, SAYS_AT)))
                head = text_scan_starts(f->s, in->last + 1, SAYS_HEAD);
        for (uint32_t at = c->first + 1; !head && at < c->end; at++) {
                head = text_scan_starts(f->s, at, SAYS_HEAD);
                if (head && !(head->phrase->number >> LEVEL_REGION & 1 && is_placed(f, c, at)))
                        head = NULL;
        }
        return head ? (uint32_t)head->phrase->number : 0;
}

uint32_t text_placeless_unit(const struct text_clauses *f, uint32_t place, uint32_t levels)
{
        const struct gazetteer *g = f->s->gazetteer;
        enum place_level level = levels >> LEVEL_REGION & 1 ? LEVEL_REGION : LEVEL_DISTRICT;
        uint32_t unit = place_ancestor(g, place, level);
        const char *path;

        if (unit != place)
                return unit;
        if (!place_is_city(g, place))
                return PLACE_NONE;
        path = place_path(g, place, f->s->arena);
        return place_by_path(
            g, arena_printf(f->s->arena, "%.*s-oblast", (int)(strrchr(path, '-') - path), path));
}

/* "Де оголошено тривогу": a heading that only asks where. */
static bool asks_where(const struct text_clauses *f, const struct text_clause *c)
{
        const struct text_match *m = text_scan_starts(f->s, c->first, SAYS_PASSING);

        return m && !strcmp(m->phrase->value, "where") && f->s->words.sentences[c->sentence].starts_paragraph;
}

/* "Отбой ракетной опасности в Курской области, опасность БПЛА сохраняется": a danger said right after an
 * all-clear, of no other place, is where the all-clear was. */
void text_placeless_remaining(struct text_clauses *f)
{
        size_t n = f->out->n_frames;

        for (size_t i = 0; i < n; i++) {
                struct text_frame frame = f->out->frames[i];
                const struct text_clause *c = &f->clauses[f->clause_of[f->places[frame.mention].first]] + 1;
                uint32_t events, unit;
                if (frame.state != STATE_ALL_CLEAR || c == f->clauses + f->n_clauses || c->places ||
                    c->state != STATE_LIVE || !(c->events || c->still || c->sentence == frame.sentence) ||
                    c->sentence > frame.sentence + 1 || c->teaser || c->whole || c->calm ||
                    heads_names(f, c) || asks_where(f, c))
                        continue;
                unit = unit_of(f, c);
                frame.place = unit ? text_placeless_unit(f, frame.place, unit) : frame.place;
                if (frame.place == PLACE_NONE)
                        continue;
                events = text_event_choose(c->events ? c->events : 1u << frame.event, STATE_LIVE, 0);
                frame.state = STATE_LIVE;
                frame.sentence = c->sentence;
                frame.why = "another danger remains";
                text_found_frames(f, events, frame);
        }
}

bool text_placeless_is_only(const struct text_clauses *f, const struct text_place *p)
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

/* A country of which smaller places are spoken of, too: what ends there somewhere does not end everywhere. */
static bool is_parted(const struct text_clauses *f, uint32_t place)
{
        if (place_level(f->s->gazetteer, place) != LEVEL_COUNTRY)
                return false;
        for (size_t i = 0; i < f->out->n_frames; i++)
                if (f->out->frames[i].place != place)
                        return true;
        return false;
}

/* Does the clause say what goes on, what is to be done, or that it is over, and not where? */
static bool is_said_of_all(const struct text_clauses *f, const struct text_clause *c)
{
        if (c->places || c->teaser || c->topic || c->old || f->supposed[c->first] || is_elsewhere(c))
                return false;
        if (c->state == STATE_LIVE && c->alarms && c->live > 1 && !c->past) /* "now the alarm is on" */
                return true;
        if (c->state == STATE_LIVE && c->weapon && !c->past &&
            f->s->words.size <= TEXT_POST_SHORT) /* "another drone comes in" */
                return true;
        return c->state == STATE_ALL_CLEAR ||
               (c->state == STATE_LIVE && (c->still || c->lasting || c->orders || c->under));
}

/* "Понад двадцять БпЛА зайшли в простір України! Не виходьте!": was the last place spoken of a wider one, in danger too? */
static bool is_of_wider(const struct text_clauses *f, const struct text_clause *c, uint32_t place)
{
        size_t i = text_clauses_place_from(f, c->first);
        uint32_t last;

        while (i > 0 && f->places[i - 1].place == PLACE_NONE)
                i--;
        if (i == 0 || f->clauses[f->clause_of[f->places[i - 1].first]].state != STATE_LIVE)
                return false;
        last = f->places[i - 1].place;
        return last != place && place_contains(f->s->gazetteer, last, place);
}

/* "В Киеве ночь прошла тихо, тревогу там отменили": its sentence names another place, which it may be said of. */
static bool is_beside_other(const struct text_clauses *f, const struct text_clause *c, uint32_t place)
{
        const struct text_sentence *sentence = &f->s->words.sentences[c->sentence];

        for (size_t i = text_clauses_place_from(f, sentence->first);
             i < f->n_places && f->places[i].first < sentence->end; i++)
                if (f->places[i].place != PLACE_NONE && f->places[i].place != place)
                        return true;
        return false;
}

/* "Запоріжжя під ударом КАБ. Небезпека зберігається!", "На Львівщині збили ракету. Відбій о 8:10.": in a text about one
 * place this is said of it. */
static void frame_alone(struct text_clauses *f, uint32_t place)
{
        uint32_t mention = f->out->frames[f->out->n_frames - 1].mention;
        const struct text_clause *c = &f->clauses[f->clause_of[f->places[mention].first]] + 1;

        for (; c < f->clauses + f->n_clauses; c++)
                if (is_said_of_all(f, c) && !unit_of(f, c) &&
                    !(c->state == STATE_LIVE && (is_live(f, place) || is_of_wider(f, c, place))) &&
                    !(c->state == STATE_ALL_CLEAR && (is_parted(f, place) || is_beside_other(f, c, place))))
                        text_placeless_say(f, mention, place, c, "the only place of the text");
}

#define GREETING_MOST 8 /* tokens */

/* "Недобрий ранок на Чернігівщині! Ворог завдав ракетного удару по центру міста.": what a text that begins with little more than
 * the only place that it names tells next, is told of that. */
static bool is_greeting(const struct text_clauses *f, const struct text_place *p)
{
        const struct text_clause *c = &f->clauses[f->clause_of[p->first]], *next = c + 1;

        return c->sentence == 0 && c->first == 0 && c->end <= GREETING_MOST && c->state == STATE_UNSAID &&
               !c->topic && !c->calm && !c->events && next < f->clauses + f->n_clauses &&
               text_scan_gap(f->s, next->first, GAP_EXCLAIM) && next->sentence == 1 &&
               next->state == STATE_PAST && next->events & TEXT_WEAPONS && next->told && !next->places &&
               !next->old && !next->topic && !next->teaser && !next->calm;
}

/* "Лозову обстрілюють щодня. Сьогодні влучили в дитсадок.": what happened today, said right after the only place of a text. */
static bool is_told_of_today(const struct text_clauses *f, const struct text_place *p)
{
        const struct text_clause *c = &f->clauses[f->clause_of[p->first]], *next = c + 1;

        return next < f->clauses + f->n_clauses && next->sentence == c->sentence + 1 && !c->old &&
               !c->topic && !f->s->words.sentences[next->sentence].starts_line && next->state == STATE_PAST &&
               next->today && next->told && (next->attack || next->weapon) && !next->places && !next->old &&
               !next->topic && !next->calm && !next->drill;
}

/* "Харків прокинувся від вибухів. «Місто під атакою, будьте обережні»": where nothing else is said of any place, danger is
 * where the only one is that the text names. */
static void frame_only_named(struct text_clauses *f)
{
        for (uint32_t i = 0; i < f->n_places && i < FEW_PLACES; i++) {
                const struct text_place *p = &f->places[i];
                if (p->place == PLACE_NONE || f->roles[i].named || !text_placeless_is_only(f, p))
                        continue;
                const struct text_clause *next = &f->clauses[f->clause_of[p->first]] + 1;
                const bool told = is_greeting(f, p) || is_told_of_today(f, p);
                if (told)
                        text_placeless_say(f, i, p->place, next, "said next, and of no other place");
                for (const struct text_clause *c = next; c < f->clauses + f->n_clauses; c++)
                        if (c->state == STATE_LIVE &&
                            (c->alarms || c->still || c->under || (c->orders && (c->weapon || told))) &&
                            is_said_of_all(f, c) && !unit_of(f, c)) {
                                text_placeless_say(f, i, p->place, c, "the only place that the text names");
                                return;
                        }
                if (told)
                        return;
        }
}

static uint32_t line_of(const struct text_clauses *f, uint32_t sentence)
{
        return f->s->words.sentences[sentence].line;
}

/* Is what the next clause says, without a place, said of where this one is? "The alert in Rivne lasted until 4:15. It was
 * declared again at 4:50.", "Rivne: the concert is off, the alarm goes on". */
static bool goes_with(const struct text_clauses *f, const struct text_clause *c,
                      const struct text_clause *next)
{
        if (c->lasted)
                return next->sentence <= c->sentence + 1 && is_said_of_all(f, next);
        if ((next->still || next->lasting) && next->state == STATE_LIVE && !c->old && !next->whole &&
            ((c->state == STATE_PAST && next->live && next->sentence == c->sentence + 1) || c->calm))
                return is_said_of_all(f, next) && line_of(f, next->sentence) == line_of(f, c->sentence);
        return next->sentence == c->sentence && c->state != STATE_LIVE && next->state == STATE_LIVE &&
               !next->places && !next->whole &&
               (next->alarms || next->orders || next->still || next->lasting ||
                (next->live && (next->weapon || next->meant & TEXT_LASTING)));
}

#define CALM_MOST 3 /* sentences */

/* What is told next; of a place where it is calm, that the alarm goes on, a little further down: "Lviv is calm. Rumours of
 * explosions are false. But the alert is still on." */
static const struct text_clause *told_next(const struct text_clauses *f, const struct text_clause *c)
{
        const struct text_clause *next = c + 1, *end = f->clauses + f->n_clauses;

        while (c->places && c->state == STATE_PAST && next < end && next->sentence == c->sentence &&
               !next->places && next->state == STATE_PAST)
                next++; /* "it fell near Ivankiv, grass caught fire, the fire is not out" */
        while (c->calm && next < end && !next->places && next->state != STATE_LIVE &&
               next->state != STATE_ALL_CLEAR && next->sentence <= c->sentence + CALM_MOST)
                next++;
        return next;
}

static void frame_next(struct text_clauses *f, const struct text_clause *c)
{
        const struct text_clause *next = told_next(f, c);

        if (!c->places || c->teaser || next == f->clauses + f->n_clauses || !goes_with(f, c, next))
                return;
        for (size_t i = text_clauses_place_from(f, c->first); i < f->n_places && f->places[i].first < c->end;
             i++)
                if (f->places[i].place != PLACE_NONE && !f->roles[i].named)
                        text_placeless_say(f, (uint32_t)i, f->places[i].place, next,
                                           "said next of where that is");
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
                if (is_said_of_all(f, c) && c->state == STATE_LIVE && !c->past && (c->still || c->under)) {
                        text_placeless_say(f, first->mention, first->place, c,
                                           "the place that the text began with");
                        return;
                }
}

/* The states (bits) that a place has. */
static unsigned states_of(const struct text_clauses *f, uint32_t place)
{
        unsigned states = 0;

        for (size_t i = 0; i < f->out->n_frames; i++)
                if (f->out->frames[i].place == place)
                        states |= 1u << f->out->frames[i].state;
        return states;
}

/* Is what a clause without a place says said of the only place of its line? What was before the all-clear; from what people
 * are told to keep away, if it lasts. */
static bool is_said_in_line(const struct text_clauses *f, const struct text_clause *c, unsigned states)
{
        if (c->places || c->teaser || c->topic || c->old || c->calm || f->supposed[c->first])
                return false;
        if (c->state == STATE_PAST)
                return (states == 1u << STATE_ALL_CLEAR && c->told && (c->meant || c->attack)) ||
                       (states == 1u << STATE_LIVE && c->told && c->meant & VOCAB_FLYING);
        return c->state == STATE_LIVE && !(states >> STATE_LIVE & 1) && c->orders &&
               (c->events ? c->events : text_event_same(f, c)) & 1u << EVENT_CHEMICAL;
}

/* "Севастополю дали отбой. За ночь сбили семь целей.": a line about one place goes on about it. */
static void frame_line(struct text_clauses *f, uint32_t mention, uint32_t line)
{
        const uint32_t place = f->places[mention].place;
        const unsigned states = states_of(f, place);

        for (const struct text_clause *c = &f->clauses[f->clause_of[f->places[mention].first]] + 1;
             states && c < f->clauses + f->n_clauses && line_of(f, c->sentence) == line; c++)
                if (is_said_in_line(f, c, states))
                        text_placeless_say(f, mention, place, c, "the only place of the line");
}

static void frame_lines(struct text_clauses *f)
{
        uint32_t line = UINT32_MAX, only = 0;
        bool several = false;

        if (f->n_places > FEW_PLACES || f->out->n_frames > FEW_PLACES)
                return;
        for (uint32_t i = 0; i <= f->n_places; i++) {
                bool ends = i == f->n_places;
                uint32_t there = ends ? 0 : line_of(f, text_scan_token(f->s, f->places[i].first)->sentence);
                if (!ends && (f->places[i].place == PLACE_NONE || f->roles[i].named))
                        continue;
                if (!ends && there == line) {
                        several |= f->places[i].place != f->places[only].place;
                        continue;
                }
                if (line != UINT32_MAX && !several)
                        frame_line(f, only, line);
                line = there;
                only = i;
                several = false;
        }
}

void text_placeless_find(struct text_clauses *f)
{
        uint32_t only;

        for (size_t i = 0; i < f->n_clauses; i++) {
                frame_both(f, &f->clauses[i]);
                frame_next(f, &f->clauses[i]);
                text_town_find(f, &f->clauses[i]);
        }
        only = f->s->words.size <= ALONE_MOST ? only_place(f) : PLACE_NONE;
        if (only != PLACE_NONE)
                frame_alone(f, only);
        frame_lines(f);
        if (f->out->n_frames)
                frame_first(f);
        else
                frame_only_named(f);
        if (!f->out->n_frames)
                text_reported_find(f);
}
