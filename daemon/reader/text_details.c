#include "reader/text_details.h"

#include <stdlib.h>

#define SENTENCE_MAX 100 /* places of one sentence that numbers are shared among */

static uint32_t region_of(const struct text_details *d, const struct text_frame *f)
{
        uint32_t region = place_ancestor(d->s->gazetteer, f->place, LEVEL_REGION);

        return region == PLACE_NONE ? f->place : region;
}

bool text_details_same(const struct text_details *d, const struct text_frame *a, const struct text_frame *b)
{
        return a->event == b->event && a->state == b->state && region_of(d, a) == region_of(d, b);
}

/* The places of a sentence: those of the alert of `lead` and the others. */
static size_t places_in(const struct text_details *d, const struct text_frame *lead, uint32_t sentence,
                        struct text_counts_place ret[static SENTENCE_MAX])
{
        size_t n = 0;

        for (size_t i = d->starting[sentence]; i < d->starting[sentence + 1] && n < SENTENCE_MAX; i++) {
                const struct text_frame *f = d->ordered[i];
                const struct text_place *p = &d->places[f->mention];
                if (n == 0 || ret[n - 1].first != p->first)
                        ret[n++] = (struct text_counts_place){p->first, p->last, false};
                ret[n - 1].ours |= text_details_same(d, lead, f);
        }
        return n;
}

/* Of a sentence, and of those after it that name no place of their own. */
void text_details_add(const struct text_details *d, const struct text_frame *lead, uint32_t sentence,
                      struct text_sayings *said)
{
        struct text_counts_place places[SENTENCE_MAX];
        size_t n = places_in(d, lead, sentence, places);

        for (uint32_t i = sentence; i < sentence + 3 && i < d->s->words.n_sentences; i++) {
                if (i > sentence && (d->s->words.sentences[i].starts_paragraph || d->has_place[i]))
                        return;
                text_facts_add(&said->facts, d->s, i, places, i > sentence ? 0 : n);
                said->doubts |= d->doubts[i];
        }
}

/* Of what it tells first, where it tells of several events. */
void text_details_add_victims(const struct text_details *d, const struct text_frame *lead,
                              struct text_sayings *said)
{
        if (d->only_region == PLACE_NONE || !d->first_past || !text_details_same(d, lead, d->first_past))
                return;
        for (uint32_t i = 0; i < d->s->words.n_sentences; i++)
                if (!d->is_apart[i])
                        text_facts_add_victims(&said->facts, d->s, i);
}

/* An official who is named anywhere speaks for the whole text; what is claimed or denied is where it is said. */
static void weigh_sources(struct text_details *d)
{
        const uint64_t doubts = TEXT_ROLE(SAYS_CLAIM) | TEXT_ROLE(SAYS_DENIAL) | TEXT_ROLE(SAYS_PRELIMINARY);

        d->doubts = arena_array(d->s->arena, d->s->words.n_sentences + 1, sizeof *d->doubts);
        for (size_t i = 0; i < d->s->n_matches; i++) {
                const struct text_match *match = &d->s->matches[i];
                d->official |= match->role == SAYS_OFFICIAL;
                d->doubts[text_scan_token(d->s, match->first)->sentence] |= TEXT_ROLE(match->role) & doubts;
        }
}

static int compare_frames(const void *x, const void *y)
{
        const struct text_frame *a = *(const struct text_frame *const *)x;
        const struct text_frame *b = *(const struct text_frame *const *)y;

        if (a->sentence != b->sentence)
                return a->sentence < b->sentence ? -1 : 1;
        return (a->mention > b->mention) - (a->mention < b->mention);
}

static void order_frames(struct text_details *d)
{
        size_t n = d->frames->n_frames, at = 0;

        d->ordered = arena_array(d->s->arena, n, sizeof(const struct text_frame *));
        d->starting = arena_array(d->s->arena, d->s->words.n_sentences + 2, sizeof *d->starting);
        for (size_t i = 0; i < n; i++)
                d->ordered[i] = &d->frames->frames[i];
        qsort(d->ordered, n, sizeof(const struct text_frame *), compare_frames);
        for (uint32_t sentence = 0; sentence <= d->s->words.n_sentences; sentence++) {
                d->starting[sentence] = at;
                while (at < n && d->ordered[at]->sentence == sentence)
                        at++;
        }
}

/* Finds the only region, and the sentences that do not speak of it. */
static void find_apart(struct text_details *d)
{
        const uint64_t apart = TEXT_ROLE(SAYS_OLD) | TEXT_ROLE(SAYS_TEASER) | TEXT_ROLE(SAYS_TOPIC) |
                               TEXT_ROLE(SAYS_IF) | TEXT_ROLE(SAYS_DRILL);
        const struct text_frames *all = d->frames;

        d->is_apart = arena_array(d->s->arena, d->s->words.n_sentences + 1, sizeof *d->is_apart);
        d->only_region = all->n_frames ? region_of(d, &all->frames[0]) : PLACE_NONE;
        for (size_t i = 0; i < all->n_frames; i++) {
                d->is_apart[all->frames[i].sentence] = true; /* it is read for its places */
                if (region_of(d, &all->frames[i]) != d->only_region)
                        d->only_region = PLACE_NONE;
                if (!d->first_past && all->frames[i].state == STATE_PAST)
                        d->first_past = &all->frames[i];
        }
        for (size_t i = 0; i < all->n_named; i++) {
                const struct text_place *p = &d->places[all->named[i].mention];
                if (d->only_region == PLACE_NONE || p->place == PLACE_NONE ||
                    !place_contains(d->s->gazetteer, d->only_region, p->place))
                        d->is_apart[text_scan_token(d->s, p->first)->sentence] = true;
        }
        for (size_t i = 0; i < d->s->n_matches; i++)
                if (TEXT_ROLE(d->s->matches[i].role) & apart)
                        d->is_apart[text_scan_token(d->s, d->s->matches[i].first)->sentence] = true;
}

static void find_places(struct text_details *d)
{
        d->has_place = arena_array(d->s->arena, d->s->words.n_sentences + 1, sizeof *d->has_place);
        for (size_t i = 0; i < d->frames->n_frames; i++)
                d->has_place[d->frames->frames[i].sentence] = true;
        for (size_t i = 0; i < d->frames->n_named; i++)
                d->has_place[text_scan_token(d->s, d->places[d->frames->named[i].mention].first)->sentence] =
                    true;
}

void text_details_find(const struct text_scan *s, const struct text_place *places,
                       const struct text_frames *frames, struct text_details *ret)
{
        *ret = (struct text_details){.s = s, .places = places, .frames = frames};
        find_places(ret);
        weigh_sources(ret);
        order_frames(ret);
        find_apart(ret);
}
