#include "reader/frames/text_implied.h"

#include "reader/clauses/text_event.h"
#include "reader/clauses/text_found.h"
#include "reader/clauses/text_govern.h"
#include "reader/frames/text_alone.h"
#include "reader/frames/text_follow.h"
#include "reader/frames/text_over.h"
#include "reader/frames/text_placeless.h"
#include "reader/frames/text_stated.h"
#include "reader/frames/text_there.h"
#include "reader/frames/text_unit.h"

/* "In three districts of the region": what ends there does not end in all of it. */
static bool is_of_part(const struct text_clauses *f, const struct text_match *whole)
{
        for (uint32_t at = whole->first; at < whole->last; at++)
                if (text_scan_token(f->s, at)->lexeme->roles >> SAYS_HEADS & 1)
                        return true;
        return false;
}

/* "On the rest of the region's territory": the region last spoken of, where the clause names none itself. */
static void frame_whole(struct text_clauses *f, const struct text_clause *c)
{
        const struct gazetteer *g = f->s->gazetteer;
        uint32_t region = PLACE_NONE, mention = 0;

        if (!c->whole || c->state == STATE_UNSAID || !(c->whole->phrase->number >> LEVEL_REGION & 1) ||
            (c->state == STATE_ALL_CLEAR ? is_of_part(f, c->whole) : c->calm))
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
        text_found_said(f, mention, region, c, text_event_of(f, c, c), c->whole->phrase->text);
}

/* Does the clause say what happens, or what is to be done? */
static bool tells(const struct text_clauses *f, const struct text_clause *c)
{
        if (c->state == STATE_UNSAID || c->calm || c->old || c->drill)
                return false;
        return text_event_of(f, c, NULL) || (c->state == STATE_LIVE && (c->orders || c->still)) ||
               (c->state == STATE_PAST && c->attack && c->told);
}

/* Of where an official is, does he speak? Of a region's always; else where the text names no other place, where he tells people
 * what to do or that an alarm is over, where he reports what is only just heard ("повідомив про вибухи"), or where he begins it
 * and danger follows at once: "City hall of Novorossiysk. Threat of an attack! Leave the embankment!" */
static bool may_speak(const struct text_clauses *f, const struct text_place *p,
                      const struct text_clause *said)
{
        if (place_level(f->s->gazetteer, p->place) == LEVEL_REGION)
                return true;
        if (text_scan_token(f->s, p->first)->sentence == said->sentence &&
            ((said->orders && said->state == STATE_LIVE) || (said->begun && said->meant) ||
             (said->state == STATE_ALL_CLEAR && said == &f->clauses[f->clause_of[p->first]])))
                return true;
        return (f->post && said->state == STATE_LIVE && text_scan_token(f->s, p->first)->sentence == 0) ||
               text_alone_is(f, p);
}

/* "О том же объявил губернатор Воронежской области": what the sentence before told, where nothing else is told. */
static const struct text_clause *said_alike(const struct text_clauses *f, const struct text_clause *c)
{
        return c->list && c->state == STATE_UNSAID && !c->events ? text_govern_state(f, c) : NULL;
}

/* "The Voronezh governor reported four drones destroyed": an official speaks of his own region, where the
 * sentence has no other place; "Police of Kursk: a drone hit a house": of his own town, where the text has none. */
static void frame_office(struct text_clauses *f, uint32_t mention)
{
        const struct text_place *p = &f->places[mention];
        uint32_t sentence = text_scan_token(f->s, p->first)->sentence;
        const struct text_clause *said = NULL;

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
        if (!said)
                said = said_alike(f, &f->clauses[f->clause_of[p->first]]);
        if (!said || !may_speak(f, p, said) || f->clauses[f->clause_of[p->first]].drill)
                return;
        for (struct text_clause *c = f->clauses + f->clause_of[p->first];
             c >= f->clauses && c->sentence == sentence; c--)
                if (c->framed)
                        return;
        text_found_said(f, mention, p->place, said, text_event_of(f, said, NULL), "its officials report it");
}

/* "В Воронеже и области": the levels of the unit around a place that is named beside it; else 0. */
static uint32_t joined_unit(const struct text_clauses *f, const struct text_place *p)
{
        uint32_t at = p->to + 1, end = text_scan_sentence(f->s, p->first)->end;
        const struct text_match *head;
        size_t next;

        if (at + 1 >= end || !text_scan_starts(f->s, at, SAYS_JOIN) ||
            text_scan_gap(f->s, at + 1, (unsigned)~GAP_OPEN))
                return 0;
        if (!text_scan_starts(f->s, at + 1, SAYS_HEAD) &&
            text_scan_starts_any(f->s, at + 1, TEXT_ROLE(SAYS_AT) | TEXT_ROLE(SAYS_BETWEEN)))
                at++;
        head = at + 1 < end ? text_scan_starts(f->s, at + 1, SAYS_HEAD) : NULL;
        next = text_clauses_place_from(f, at + 1);
        return head && !(next < f->n_places && f->places[next].from <= head->last + 1)
                   ? (uint32_t)head->phrase->number
                   : 0;
}

static void frame_joined(struct text_clauses *f)
{
        size_t n = f->out->n_frames;

        for (size_t i = 0; i < n; i++) {
                struct text_frame frame = f->out->frames[i];
                uint32_t levels = joined_unit(f, &f->places[frame.mention]);
                frame.place = levels ? text_unit_around(f, frame.place, levels) : PLACE_NONE;
                frame.why = "named beside what lies in it";
                if (frame.place != PLACE_NONE)
                        text_found_frame(f, &frame);
        }
}

/* Where something goes or comes from, on a road or a line. */
static bool is_on_way(const struct text_role *role)
{
        return text_role_is(role, "route") || text_role_is(role, "stretch") ||
               text_role_is(role, "purpose") || text_role_is(role, TEXT_ROAD) ||
               text_role_is(role, TEXT_ORIGIN);
}

/* Is anything in the sentence said to happen at a place of its own? */
static bool has_frame(const struct text_clauses *f, const struct text_clause *c)
{
        const struct text_clause *o = c;

        while (o > f->clauses && o[-1].sentence == c->sentence)
                o--;
        for (; o < f->clauses + f->n_clauses && o->sentence == c->sentence; o++)
                if (o->framed)
                        return true;
        return false;
}

#define WAY_FAR 3 /* tokens from one end to the other */

/* "A drone hit a bus on the road from Sumy to Shostka": of the towns nobody knows which, but both are in one region. */
static void frame_way(struct text_clauses *f, uint32_t mention)
{
        const struct gazetteer *g = f->s->gazetteer;
        const struct text_place *a = &f->places[mention], *b = a + 1;
        const struct text_clause *c = &f->clauses[f->clause_of[a->first]];
        uint32_t region;

        if (b->place == PLACE_NONE || b->from > a->to + WAY_FAR || b->first >= c->end ||
            !is_on_way(&f->roles[mention]) || !is_on_way(&f->roles[mention + 1]) ||
            place_level(g, a->place) != LEVEL_SETTLEMENT || place_level(g, b->place) != LEVEL_SETTLEMENT)
                return;
        region = place_ancestor(g, a->place, LEVEL_REGION);
        if (region != place_ancestor(g, b->place, LEVEL_REGION) || c->state != STATE_PAST ||
            !(c->attack || c->weapon) || !tells(f, c) || has_frame(f, c))
                return;
        text_found_said(f, mention, region, c, text_event_of(f, c, c), "on a way between towns of it");
}

void text_implied_find(struct text_clauses *f, bool nothing)
{
        frame_joined(f);
        text_follow_remaining(f);
        if (nothing)
                return;
        for (size_t i = 0; i < f->n_clauses; i++)
                frame_whole(f, &f->clauses[i]);
        text_stated_find(f);
        text_there_find(f);
        for (uint32_t i = 0; i < f->n_places; i++)
                if (f->places[i].place != PLACE_NONE && text_role_is(&f->roles[i], TEXT_OFFICE))
                        frame_office(f, i);
        for (uint32_t i = 0; i + 1 < f->n_places; i++)
                if (f->places[i].place != PLACE_NONE && f->roles[i].named)
                        frame_way(f, i);
        text_placeless_find(f);
        text_over_find(f);
}
