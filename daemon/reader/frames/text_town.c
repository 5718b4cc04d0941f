#include "reader/frames/text_town.h"

#include "reader/clauses/text_found.h"
#include "reader/frames/text_said.h"

/* "Toward the city", "на місто": does the clause say that it goes on in, or comes to, a town that it does not name? */
static bool is_of_town(const struct text_clauses *f, const struct text_clause *c)
{
        for (uint32_t at = c->first + 1; at < c->end; at++) {
                const struct text_match *kind = text_scan_starts(f->s, at, SAYS_KIND),
                                        *article = text_scan_ends(f->s, at - 1, SAYS_BETWEEN);
                const uint32_t before = article && article->first > c->first ? article->first : at;
                if (kind && kind->first == kind->last && kind->phrase->number >> LEVEL_SETTLEMENT & 1 &&
                    !text_scan_gap(f->s, before, ~0u) &&
                    (text_scan_ends(f->s, before - 1, SAYS_TO) || text_scan_ends(f->s, before - 1, SAYS_AT)))
                        return true;
        }
        return false;
}

static bool is_town(const struct text_clauses *f, uint32_t place)
{
        return place_level(f->s->gazetteer, place) == LEVEL_SETTLEMENT ||
               place_is_city(f->s->gazetteer, place);
}

#define FRAMES_MOST 256 /* of a text that is no list */

#define TOWN_BACK 4 /* sentences */

void text_town_find(struct text_clauses *f, const struct text_clause *c)
{
        const struct text_frame *town = NULL;

        if (c->state != STATE_LIVE || c->places || c->past || c->old || c->topic || c->teaser || c->calm ||
            c->whole || f->supposed[c->first] || f->out->n_frames > FRAMES_MOST || !is_of_town(f, c))
                return;
        for (size_t i = 0; i < f->out->n_frames; i++) {
                const struct text_frame *frame = &f->out->frames[i];
                if (!is_town(f, frame->place) || frame->sentence > c->sentence ||
                    f->places[frame->mention].first >= c->first)
                        continue;
                if (town && town->place != frame->place)
                        return;
                town = frame;
        }
        if (town && c->sentence - town->sentence <= TOWN_BACK &&
            !(text_found_states(f, town->place) >> STATE_LIVE & 1)) {
                const struct text_frame one = *town; /* the list may move */
                text_said_at(f, one.mention, one.place, c, "the town spoken of before");
        }
}
