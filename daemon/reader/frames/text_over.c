#include "reader/frames/text_over.h"

#include "reader/clauses/text_event.h"
#include "reader/clauses/text_found.h"

#define PLACES_MOST 64 /* more make no report of one night */

/* The one region that the text names, as a number of places[]; SIZE_MAX: there is none, or another. */
static size_t only_region(const struct text_clauses *f)
{
        const struct gazetteer *g = f->s->gazetteer;
        size_t region = SIZE_MAX;

        for (size_t i = 0; i < f->n_places && i < PLACES_MOST; i++) {
                const struct text_place *p = &f->places[i];
                if (p->place == PLACE_NONE || f->roles[i].named || place_level(g, p->place) != LEVEL_REGION)
                        continue;
                if (region != SIZE_MAX && f->places[region].place != p->place)
                        return SIZE_MAX;
                region = region == SIZE_MAX ? i : region;
        }
        return region;
}

/* Has all that happened been there, and is nowhere danger any more? Returns the last clause that tells of it; NULL: it is not so. */
static const struct text_clause *last_told(const struct text_clauses *f, uint32_t region)
{
        const struct text_clause *last = NULL;

        for (size_t i = 0; i < f->out->n_frames && i < PLACES_MOST; i++) {
                const struct text_frame *frame = &f->out->frames[i];
                const struct text_clause *c = &f->clauses[f->clause_of[f->places[frame->mention].first]];
                if (frame->state != STATE_PAST || !place_contains(f->s->gazetteer, region, frame->place))
                        return NULL;
                last = !last || c > last ? c : last;
        }
        return last;
}

/* "Ніч на Сумщині. Дрони влучили у Глухові та Ромнах. Відбій пролунав о 5:33." */
void text_over_find(struct text_clauses *f)
{
        const struct text_sentence *sentences = f->s->words.sentences;
        const size_t region = f->n_places > PLACES_MOST || f->live ? SIZE_MAX : only_region(f);
        const struct text_clause *c = region == SIZE_MAX ? NULL : last_told(f, f->places[region].place);

        for (; c && c < f->clauses + f->n_clauses; c++) {
                if (c->state != STATE_ALL_CLEAR || c->old || c->teaser || c->topic || c->drill ||
                    c->excepts || c->still || f->supposed[c->first] ||
                    text_clauses_have_places(f, sentences[c->sentence].first, sentences[c->sentence].end))
                        continue;
                text_found_said(f, (uint32_t)region, f->places[region].place, c, text_event_of(f, c, c),
                                "the only region that the text names");
                return;
        }
}
