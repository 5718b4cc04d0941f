#include "reader/frames/text_dropped.h"

#include "reader/clauses/text_found.h"

#define CONTRADICTION_NEAR 64 /* frames */

/* Is the one said after the other? */
static bool is_later(const struct text_clauses *f, const struct text_frame *one,
                     const struct text_frame *other)
{
        return f->places[one->mention].first > f->places[other->mention].first ||
               one->sentence > other->sentence;
}

/* Is it said to be over in the same place further down? */
static bool is_lifted(const struct text_clauses *f, const struct text_frame *live)
{
        const struct text_frame *end = f->out->frames + f->out->n_frames;

        for (const struct text_frame *o = live + 1; o < end && o < live + CONTRADICTION_NEAR; o++)
                if (o->state == STATE_ALL_CLEAR && o->place == live->place && is_later(f, o, live))
                        return true;
        return false;
}

/* Is it a danger that an all-clear would end? */
static bool would_end(const struct text_frame *clear, const struct text_frame *live)
{
        return live->state == STATE_LIVE && vocab_event_clears(clear->event, live->event);
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
                        text_found_named(f, a->mention, "the text says that danger goes on there");
                else
                        o->frames[kept++] = *a;
        }
        o->n_frames = kept;
}

/* "The sirens went off in Kyiv at 16:47. The all-clear was given at 17:00": the end tells of the beginning. */
static void drop_ended(struct text_clauses *f)
{
        struct text_frames *o = f->out;
        size_t kept = 0;

        for (size_t i = 0; i < o->n_frames; i++) {
                const struct text_frame *a = &o->frames[i];
                if (a->state == STATE_PAST && a->event == EVENT_AIR_RAID && is_lifted(f, a))
                        text_found_named(f, a->mention, "the alarm there is over");
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

/* "Odesa and Odesa district", "and all of Odesa district": named beside, not around. */
static bool joined(const struct text_clauses *f, const struct text_place *p)
{
        const uint32_t first = text_scan_sentence(f->s, p->first)->first;
        uint32_t at = p->from;

        while (at > first && !text_scan_gap(f->s, at, ~0u) && text_scan_ends(f->s, at - 1, SAYS_BETWEEN))
                at--;
        return at > first && text_scan_ends(f->s, at - 1, SAYS_JOIN) != NULL;
}

/* "In Samara a house is on fire; in its Kuybyshevsky district ...": is the place told of by itself? */
static bool is_told_apart(const struct text_clauses *f, const struct text_frame *a,
                          const struct text_frame *b)
{
        uint32_t one = f->clause_of[f->places[a->mention].first],
                 other = f->clause_of[f->places[b->mention].first];

        return one != other && f->clauses[one].state != STATE_UNSAID;
}

/* Is the place told of in that state, by a frame near that one? */
static bool is_framed(const struct text_frames *o, size_t near, uint32_t place, enum alert_state state)
{
        for (size_t i = near < CONTRADICTION_NEAR ? 0 : near - CONTRADICTION_NEAR;
             i < o->n_frames && i < near + CONTRADICTION_NEAR; i++)
                if (o->frames[i].place == place && o->frames[i].state == state)
                        return true;
        return false;
}

#define BESIDE_MOST 2 /* names */

/* "Strike on Konotop / In Konotop, Sumy region, ...": does a name beside it mean a place in it that has been told of before? */
static bool holds_told(const struct text_clauses *f, size_t i)
{
        const struct text_frame *a = &f->out->frames[i];
        const uint32_t clause = f->clause_of[f->places[a->mention].first];

        if (f->places[a->mention].place != a->place || joined(f, &f->places[a->mention]))
                return false;
        for (size_t k = a->mention < BESIDE_MOST ? 0 : a->mention - BESIDE_MOST;
             k < f->n_places && k <= a->mention + BESIDE_MOST; k++) {
                const uint32_t place = f->places[k].place;
                if (place != PLACE_NONE && place != a->place && !f->roles[k].named &&
                    f->clause_of[f->places[k].first] == clause &&
                    place_contains(f->s->gazetteer, a->place, place) && is_framed(f->out, i, place, a->state))
                        return true;
        }
        return false;
}

/* A place that another affected place of the same sentence and state lies in says where that is, no more. */
static void drop_containers(struct text_clauses *f)
{
        struct text_frames *o = f->out;
        const struct gazetteer *g = f->s->gazetteer;
        size_t kept = 0, from = 0;

        for (size_t i = 0; i < o->n_frames; i++) {
                const struct text_frame *a = &o->frames[i];
                bool contains = a->state != STATE_LIVE && holds_told(f, i);
                while (from < i && o->frames[from].sentence + 2 < a->sentence)
                        from++;
                for (size_t j = from; j < o->n_frames && j < from + 64 && !contains; j++) {
                        const struct text_frame *b = &o->frames[j];
                        contains = !joined(f, &f->places[a->mention]) && b->place != a->place &&
                                   b->mention != a->mention && !is_told_apart(f, a, b) &&
                                   b->sentence == a->sentence && b->state == a->state &&
                                   place_contains(g, a->place, b->place);
                }
                if (contains && !a->unknown && a->state != STATE_LIVE &&
                    !is_object(f, &f->places[a->mention]))
                        text_found_named(f, a->mention, "tells where another place lies");
                else
                        o->frames[kept++] = *a;
        }
        o->n_frames = kept;
}

void text_dropped_find(struct text_clauses *f)
{
        drop_contradicted(f);
        drop_ended(f);
        drop_containers(f);
}
