#include "reader/frames/text_there.h"

#include <string.h>

#include "reader/clauses/text_event.h"
#include "reader/clauses/text_found.h"

/* "Worst hit was Nikopol. Three drones landed there." */
static bool says_there(const struct text_clauses *f, const struct text_clause *c)
{
        for (uint32_t at = c->first; at < c->end; at++) {
                const struct text_match *m = text_scan_starts(f->s, at, SAYS_LIST);
                if (m && strcmp(m->phrase->value, "there") == 0)
                        return true;
        }
        return false;
}

/* The last place of the sentence before, in the same paragraph, of which nothing is said yet; SIZE_MAX: there is none. */
static size_t place_before(const struct text_clauses *f, const struct text_clause *c)
{
        size_t i = text_clauses_place_from(f, f->s->words.sentences[c->sentence].first);
        const struct text_place *p;

        while (i > 0 && f->places[i - 1].place == PLACE_NONE)
                i--;
        if (i-- == 0 || f->s->words.sentences[c->sentence].starts_line)
                return SIZE_MAX;
        p = &f->places[i];
        if (f->roles[i].named || text_scan_token(f->s, p->first)->sentence + 1 != c->sentence ||
            place_level(f->s->gazetteer, p->place) <= LEVEL_REGION)
                return SIZE_MAX;
        for (size_t k = 0; k < f->out->n_frames; k++)
                if (f->out->frames[k].place == p->place)
                        return SIZE_MAX;
        return i;
}

static void frame_there(struct text_clauses *f, const struct text_clause *c)
{
        size_t mention;

        if (c->places || c->calm || c->old || c->topic || c->teaser || c->drill || f->supposed[c->first] ||
            !(c->state == STATE_PAST ? c->told > 0 : c->state == STATE_LIVE) || !says_there(f, c) ||
            (mention = place_before(f, c)) == SIZE_MAX)
                return;
        text_found_said(f, (uint32_t)mention, f->places[mention].place, c, text_event_of(f, c, c),
                        "what happened there is told next");
}

void text_there_find(struct text_clauses *f)
{
        for (size_t i = 0; i < f->n_clauses; i++)
                frame_there(f, &f->clauses[i]);
}
