#include "reader/frames/text_line.h"

#include "reader/clauses/text_event.h"
#include "reader/clauses/text_found.h"
#include "reader/frames/text_said.h"

static uint32_t line_of(const struct text_clauses *f, uint32_t sentence)
{
        return f->s->words.sentences[sentence].line;
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
        const unsigned states = text_found_states(f, place);

        for (const struct text_clause *c = &f->clauses[f->clause_of[f->places[mention].first]] + 1;
             states && c < f->clauses + f->n_clauses && line_of(f, c->sentence) == line; c++)
                if (is_said_in_line(f, c, states))
                        text_said_at(f, mention, place, c, "the only place of the line");
}

void text_line_find(struct text_clauses *f)
{
        uint32_t line = UINT32_MAX, only = 0;
        bool several = false;

        if (f->n_places > TEXT_FEW_PLACES || f->out->n_frames > TEXT_FEW_PLACES)
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
