#include "reader/frames/text_placeless.h"

#include "reader/frames/text_alone.h"
#include "reader/frames/text_follow.h"
#include "reader/frames/text_line.h"
#include "reader/frames/text_reported.h"
#include "reader/frames/text_said.h"
#include "reader/frames/text_town.h"

/* "In both cities the alert is in force": the two that the text has spoken of before; none where there are more. */
static void frame_both(struct text_clauses *f, const struct text_clause *c)
{
        const struct text_frame *both[2];
        size_t n = 0, n_frames = f->out->n_frames;

        if (!c->whole || c->places || c->state == STATE_UNSAID || c->calm || c->old ||
            n_frames > TEXT_FEW_PLACES || c->whole->phrase->number >> LEVEL_REGION & 1)
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
        text_said_at(f, one.mention, one.place, c, c->whole->phrase->text);
        text_said_at(f, other.mention, other.place, c, c->whole->phrase->text);
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
                if (text_said_of_all(f, c) && c->state == STATE_LIVE && !c->past && (c->still || c->under)) {
                        text_said_at(f, first->mention, first->place, c,
                                     "the place that the text began with");
                        return;
                }
}

void text_placeless_find(struct text_clauses *f)
{
        for (size_t i = 0; i < f->n_clauses; i++) {
                frame_both(f, &f->clauses[i]);
                text_follow_find(f, &f->clauses[i]);
                text_town_find(f, &f->clauses[i]);
        }
        text_alone_find(f);
        text_line_find(f);
        if (f->out->n_frames)
                frame_first(f);
        else
                text_alone_find_named(f);
        if (!f->out->n_frames)
                text_reported_find(f);
}
