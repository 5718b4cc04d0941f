#include "reader/frames/text_dropped.h"

#include "reader/clauses/text_found.h"
#include "reader/frames/text_log.h"

#define NEAR           64 /* frames */
#define SENTENCES_BACK 2

/* The frames, gone through from the first to the last. */
struct pass {
        struct text_clauses *f;
        size_t from; /* the first frame that is not said well before the present one */
};

/* Makes merely named what is void. Those that stay move up. */
static void drop(struct text_clauses *f, bool (*is_void)(struct pass *pass, size_t frame), const char *why)
{
        struct text_frames *o = f->out;
        struct pass pass = {.f = f};
        size_t kept = 0;

        for (size_t i = 0; i < o->n_frames; i++)
                if (is_void(&pass, i))
                        text_found_named(f, o->frames[i].mention, why);
                else
                        o->frames[kept++] = o->frames[i];
        o->n_frames = kept;
}

/* Is the one said after the other? */
static bool is_later(const struct text_clauses *f, const struct text_frame *one,
                     const struct text_frame *other)
{
        return f->places[one->mention].first > f->places[other->mention].first ||
               one->sentence > other->sentence;
}

/* Is it said to be over in the same place further down? */
static bool is_lifted(const struct text_clauses *f, const struct text_frame *frame)
{
        const struct text_frame *end = f->out->frames + f->out->n_frames;

        for (const struct text_frame *o = frame + 1; o < end && o < frame + NEAR; o++)
                if (o->state == STATE_ALL_CLEAR && o->place == frame->place && is_later(f, o, frame))
                        return true;
        return false;
}

/* Is it a danger that an all-clear would end? */
static bool would_end(const struct text_frame *clear, const struct text_frame *live)
{
        return live->state == STATE_LIVE && vocab_event_clears(clear->event, live->event);
}

/* Is the danger told of later than the all-clear? In a log the time says so, wherever it stands. */
static bool is_told_later(const struct text_clauses *f, const struct text_frame *live,
                          const struct text_frame *clear)
{
        return text_log_is_older(f, clear, live) ||
               (is_later(f, live, clear) && !text_log_is_older(f, live, clear));
}

/* Does the sentence tell a time of day? */
static bool tells_time(const struct text_clauses *f, uint32_t sentence)
{
        const struct text_sentence *told = &f->s->words.sentences[sentence];

        for (uint32_t at = told->first; at < told->end; at++)
                if (text_scan_token(f->s, at)->number &&
                    (text_words_is_clock(&f->s->words, at) ||
                     (at + 1 < told->end && text_words_is_clock(&f->s->words, at + 1)) ||
                     (at > told->first && text_scan_ends(f->s, at - 1, SAYS_AT))))
                        return true;
        return false;
}

/* "Missile alert in Penza region. Stay inside. / Update, 18:00: the alert has been lifted": an all-clear in a line of its own, of a
 * time and no other area, behind which the text speaks of no danger. */
static bool is_last_word(const struct text_clauses *f, const struct text_frame *clear)
{
        const struct text_sentence *told = &f->s->words.sentences[clear->sentence];

        if (!told->starts_line || !tells_time(f, clear->sentence))
                return false;
        for (uint32_t at = told->first; at < told->end; at++)
                if (text_scan_starts_any(f->s, at, TEXT_ROLE(SAYS_HEAD) | TEXT_ROLE(SAYS_HEADS)))
                        return false;
        for (const struct text_clause *c = f->clauses + f->n_clauses;
             c-- > f->clauses && c->sentence >= clear->sentence;)
                if (c->state == STATE_LIVE || c->still || c->stays || c->orders || c->refuses ||
                    (c->sentence > clear->sentence && (c->state != STATE_UNSAID || c->events || c->alarms)))
                        return false;
        return true;
}

/* Notes the places in that of an all-clear where danger goes on. True: it goes on in the place itself, as is said later. */
static bool goes_on(struct text_clauses *f, struct text_frame *clear, size_t from, size_t end)
{
        for (size_t i = from; i < end; i++) {
                const struct text_frame *live = &f->out->frames[i];
                struct text_spared *spared;
                if (!would_end(clear, live))
                        continue;
                if (clear->place == live->place) {
                        if (is_told_later(f, live, clear) ||
                            (live->mention == clear->mention && !is_last_word(f, clear)))
                                return true;
                        continue;
                }
                if (!place_contains(f->s->gazetteer, clear->place, live->place) || is_lifted(f, live) ||
                    text_log_is_older(f, live, clear))
                        continue;
                spared = arena_alloc(f->s->arena, sizeof *spared);
                *spared = (struct text_spared){live->place, clear->spared};
                clear->spared = spared;
        }
        return false;
}

/* An all-clear is none where danger in the same place is said to go on. */
static bool is_contradicted(struct pass *pass, size_t i)
{
        struct text_frames *o = pass->f->out;
        const size_t from = i < NEAR ? 0 : i - NEAR, end = i + NEAR < o->n_frames ? i + NEAR : o->n_frames;

        return o->frames[i].state == STATE_ALL_CLEAR && goes_on(pass->f, &o->frames[i], from, end);
}

/* "The sirens went off in Kyiv at 16:47. The all-clear was given at 17:00": the end tells of the beginning. */
static bool is_ended(struct pass *pass, size_t i)
{
        const struct text_frame *a = &pass->f->out->frames[i];

        return a->state == STATE_PAST && a->event == EVENT_AIR_RAID && is_lifted(pass->f, a);
}

/* "9:50 Kyiv: missiles! / 10:05 Kyiv: all clear": does a log tell that what was there, or around it, is over? */
static bool ends_in_log(const struct text_clauses *f, size_t i)
{
        const struct text_frames *o = f->out;
        const struct text_frame *a = &o->frames[i];

        for (size_t k = i < NEAR ? 0 : i - NEAR; a->state == STATE_LIVE && k < o->n_frames && k < i + NEAR;
             k++) {
                const struct text_frame *clear = &o->frames[k];
                if (clear->state == STATE_ALL_CLEAR &&
                    place_contains(f->s->gazetteer, clear->place, a->place) &&
                    (would_end(clear, a) || 1u << a->event & TEXT_SUDDEN) && text_log_is_older(f, a, clear))
                        return true;
        }
        return false;
}

/* Does the last word of the text on the same name end it? */
static bool is_ended_below(const struct text_clauses *f, size_t i)
{
        const struct text_frame *a = &f->out->frames[i], *end = f->out->frames + f->out->n_frames;

        for (const struct text_frame *o = a; o < end && o < a + NEAR; o++)
                if (o->state == STATE_ALL_CLEAR && o->mention == a->mention && o->place == a->place &&
                    o->sentence > a->sentence && would_end(o, a) && is_last_word(f, o))
                        return true;
        return false;
}

static bool is_over(struct pass *pass, size_t i)
{
        return !(1u << pass->f->out->frames[i].event & TEXT_SUDDEN) &&
               (ends_in_log(pass->f, i) || is_ended_below(pass->f, i));
}

/* Explosions of a log that ends are past. */
static void end_logs(struct text_clauses *f)
{
        for (size_t i = 0; i < f->out->n_frames; i++)
                if (1u << f->out->frames[i].event & TEXT_SUDDEN && ends_in_log(f, i))
                        f->out->frames[i].state = STATE_PAST;
}

#define LASTING (1u << EVENT_FLOOD | 1u << EVENT_FIRE)

/* "Thousands were evacuated from flooded Orsk. ... The water in Orsk keeps rising": what lasts and goes on is not over, there or
 * around it. */
static bool is_lasting(struct pass *pass, size_t i)
{
        const struct text_frames *o = pass->f->out;
        const struct text_frame *a = &o->frames[i];
        const size_t end = i + NEAR < o->n_frames ? i + NEAR : o->n_frames;

        if (a->state != STATE_PAST || !(1u << a->event & LASTING))
                return false;
        for (size_t k = i < NEAR ? 0 : i - NEAR; k < end; k++) {
                const struct text_frame *b = &o->frames[k];
                if (b->state == STATE_LIVE && b->event == a->event &&
                    (b->place == a->place || place_contains(pass->f->s->gazetteer, a->place, b->place)))
                        return true;
        }
        return false;
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
static bool is_joined(const struct text_clauses *f, const struct text_place *p)
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
        for (size_t i = near < NEAR ? 0 : near - NEAR; i < o->n_frames && i < near + NEAR; i++)
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

        if (f->places[a->mention].place != a->place)
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

/* Does another place lie in it that its sentence says the same of? */
static bool holds_other(const struct text_clauses *f, const struct text_frame *a, size_t from)
{
        const struct text_frames *o = f->out;

        for (size_t i = from; i < o->n_frames && i < from + NEAR; i++) {
                const struct text_frame *b = &o->frames[i];
                if (b->sentence == a->sentence && b->state == a->state && b->place != a->place &&
                    b->mention != a->mention && place_contains(f->s->gazetteer, a->place, b->place) &&
                    !is_told_apart(f, a, b))
                        return true;
        }
        return false;
}

/* A place that another affected place of the same sentence and state lies in says where that is, no more. */
static bool is_container(struct pass *pass, size_t i)
{
        const struct text_clauses *f = pass->f;
        const struct text_frame *frames = f->out->frames, *a = &frames[i];
        const struct text_place *p = &f->places[a->mention];

        while (pass->from < i && frames[pass->from].sentence + SENTENCES_BACK < a->sentence)
                pass->from++;
        return a->state != STATE_LIVE && !a->unknown && !is_joined(f, p) && !is_object(f, p) &&
               (holds_told(f, i) || holds_other(f, a, pass->from));
}

/* Is it the first that the text tells? */
static bool is_news(const struct text_clauses *f, const struct text_frame *frame)
{
        for (size_t i = 0; i < f->out->n_frames; i++)
                if (f->out->frames[i].sentence < frame->sentence)
                        return false;
        return true;
}

/* "The alert in Ukraine has been lifted. Sirens began to sound at 09:41 in Poltava": how it began, told below the news that it is
 * over, at no time of its own. */
static bool is_told_back(struct pass *pass, size_t i)
{
        const struct text_clauses *f = pass->f;
        const struct text_frame *live = &f->out->frames[i], *end = f->out->frames + f->out->n_frames;
        const struct text_clause *c = &f->clauses[f->clause_of[f->places[live->mention].first]];

        if (live->state != STATE_LIVE || !(c->was || c->happened || c->begun) || c->still || c->orders ||
            c->sentence != live->sentence)
                return false;
        for (const struct text_frame *o = f->out->frames; o < end && o < f->out->frames + NEAR; o++)
                if (o->state == STATE_ALL_CLEAR && o->sentence < live->sentence && would_end(o, live) &&
                    place_contains(f->s->gazetteer, o->place, live->place) && is_news(f, o) &&
                    !tells_time(f, o->sentence))
                        return true;
        return false;
}

void text_dropped_find(struct text_clauses *f)
{
        text_log_find(f);
        drop(f, is_told_back, "the alarm there is over");
        drop(f, is_contradicted, "the text says that danger goes on there");
        drop(f, is_ended, "the alarm there is over");
        drop(f, is_over, "the alarm there is over");
        end_logs(f);
        drop(f, is_lasting, "the text says that it goes on there");
        drop(f, is_container, "tells where another place lies");
}
