#include "reader/frames/text_frames.h"

#include <string.h>

#include "reader/clauses/text_advice.h"
#include "reader/clauses/text_clauses.h"
#include "reader/clauses/text_cut.h"
#include "reader/clauses/text_drill.h"
#include "reader/clauses/text_event.h"
#include "reader/clauses/text_evidence.h"
#include "reader/clauses/text_footer.h"
#include "reader/clauses/text_found.h"
#include "reader/clauses/text_govern.h"
#include "reader/frames/text_bearing.h"
#include "reader/frames/text_dropped.h"
#include "reader/frames/text_implied.h"
#include "reader/frames/text_named.h"
#include "reader/frames/text_reach.h"

/* "Gales are forecast for Rostov": weather is no subject to be ignored where it is dangerous. */
static bool is_outlook(const struct text_clauses *f, uint32_t mention)
{
        const struct text_clause *c = &f->clauses[f->clause_of[f->places[mention].first]];

        return c->state == STATE_FORECAST && c->events & (1u << EVENT_WEATHER | 1u << EVENT_FLOOD);
}

/* What is told of as a noun, without a verb; in a post, not what leaks: "ammonia" is also sold. */
#define SUDDEN         (TEXT_SUDDEN | 1u << EVENT_CHEMICAL)
#define SUDDEN_IN_POST (TEXT_SUDDEN | 1u << EVENT_OTHER)

#define SUDDEN_FIRST 4 /* tokens */

/* Does a part of the clause begin with one of these events? */
static bool begins_with(const struct text_clauses *f, const struct text_clause *c, uint32_t events)
{
        const unsigned stops = GAP_SEMICOLON | GAP_COLON | GAP_DASH;
        uint32_t part = c->first;

        for (uint32_t at = c->first; at < c->end; at++) {
                const struct text_match *m = text_scan_starts(f->s, at, SAYS_EVENT);
                part = text_scan_gap(f->s, at, stops) ? at : part;
                if (at < part + SUDDEN_FIRST && m && 1u << m->phrase->number & events)
                        return true;
        }
        return false;
}

/* "Вибух на шахті в Добропіллі": in a report, what has no duration has happened, though no verb says so. But "this week's
 * programme includes the detonation of two charges" tells of something else, where the text tells of nothing that happened. */
static bool is_sudden(const struct text_clauses *f, const struct text_clause *c)
{
        const uint32_t sudden = c->meant & (f->post ? SUDDEN_IN_POST : SUDDEN);

        return sudden && !c->calm && !c->topic &&
               ((!f->post && (f->happens || c->plain)) || begins_with(f, c, sudden));
}

/* "Чернігів, не виходьте: відбій тільки в Києві". */
static bool is_only_elsewhere(const struct text_clauses *f, const struct text_place *p)
{
        const struct text_sentence *sentence = text_scan_sentence(f->s, p->first);

        for (uint32_t at = p->first; at < sentence->end && at < p->first + 24; at++) {
                const struct text_match *only = text_scan_starts(f->s, at, SAYS_NOT);
                if (only && strcmp(only->phrase->value, "only") == 0)
                        return true;
        }
        return false;
}

/* "В трёх районах Татарстана": of some of the units in it. */
static bool is_of_some(const struct text_clauses *f, const struct text_place *p, uint32_t first)
{
        const struct text_match *heads = p->from > first && !text_scan_gap(f->s, p->from, ~0u)
                                             ? text_scan_ends(f->s, p->from - 1, SAYS_HEADS)
                                             : NULL;

        if (!heads || p->place == PLACE_NONE || place_level(f->s->gazetteer, p->place) != LEVEL_REGION ||
            heads->first == first || text_scan_token(f->s, p->first)->latin)
                return false;
        return text_scan_starts(f->s, heads->first - 1, SAYS_COUNT) ||
               text_scan_token(f->s, heads->first - 1)->number;
}

/* "Днестровский лиман", which is called so for the region it lies in: what ends there ends in a part of that. */
static bool is_landmark(const struct text_clauses *f, const struct text_place *p)
{
        for (uint32_t at = p->first; p->first < p->last && at <= p->last; at++) {
                const struct text_match *m = text_scan_starts(f->s, at, SAYS_PART);
                if (m && *m->phrase->value != '-')
                        return true;
        }
        return false;
}

/* "Отбой на юге области", "lifted across western Ukraine": of a part, nobody knows which. */
static bool is_part(const struct text_clauses *f, const struct text_place *p)
{
        uint32_t first = text_scan_sentence(f->s, p->first)->first;
        const struct text_match *part;

        for (uint32_t at = p->first, steps = 0; at > first && steps < 3; steps++) {
                if (text_scan_gap(f->s, at, (unsigned)~(GAP_HYPHEN | GAP_QUOTE)))
                        break;
                if ((part = text_scan_starts(f->s, --at, SAYS_PART)))
                        return strcmp(part->phrase->value, "island") != 0 || part->last + 1 != p->from;
        }
        return is_of_some(f, p, first) || is_landmark(f, p);
}

#define INSERTED_MOST 24 /* tokens */

/* "Тревога, которая звучит в Ельце, отменена в Туле": what is inserted has one place, the all-clear behind it another; the danger
 * goes on in the first. */
static bool is_set_apart(const struct text_clauses *f, const struct text_place *p)
{
        const uint32_t *resumes = f->s->words.resumes;
        const struct text_place *end = f->places + f->n_places;
        const uint32_t first = text_scan_sentence(f->s, p->first)->first;

        for (uint32_t at = p->first; resumes && at > first && p->first - at < INSERTED_MOST; at--) {
                if (resumes[at] <= p->last)
                        continue;
                for (const struct text_place *o = p + 1;
                     o < end && f->clause_of[o->first] == f->clause_of[p->first]; o++)
                        if (o->from >= resumes[at] && text_places_is_name(o) && o->place != p->place)
                                return true;
                return false;
        }
        return false;
}

/* "Везде отбой, только Сумы": an all-clear everywhere, and behind a comma the only place where there is none. */
static bool is_only_left(const struct text_clauses *f, const struct text_place *p)
{
        const uint32_t first = f->clauses[f->clause_of[p->first]].first;
        bool clear = false, everywhere = false;
        const struct text_match *only = p->from > first && !text_scan_gap(f->s, p->from, ~0u)
                                            ? text_scan_ends(f->s, p->from - 1, SAYS_NOT)
                                            : NULL;

        if (!only || strcmp(only->phrase->value, "only") != 0 || only->first == first ||
            !text_scan_gap(f->s, only->first, GAP_COMMA | GAP_DASH))
                return false;
        for (uint32_t at = first; at < only->first; at++) {
                const struct text_match *whole = text_scan_starts(f->s, at, SAYS_WHOLE);
                everywhere |= whole && !whole->phrase->number;
                clear |= text_scan_starts(f->s, at, SAYS_CLEAR) != NULL;
        }
        return clear && everywhere;
}

/* "В Туле, кроме Алексина, объявлен отбой": whom an all-clear leaves out is still in danger. */
static bool is_excepted(const struct text_clauses *f, const struct text_place *p)
{
        return text_role_is(&f->roles[p - f->places], TEXT_EXCEPT) || is_only_left(f, p);
}

/* Why the clause of a place does not speak of it, whatever it says; NULL: it may. */
static const char *why_not_meant(const struct text_clauses *f, const struct text_place *p,
                                 const struct text_clause *c)
{
        const bool beyond = f->beyond && f->beyond[p - f->places];

        if (f->supposed[p->first] >= SUPPOSED_EVENT)
                return "only supposed or asked";
        if (beyond || (c->state == STATE_ALL_CLEAR && is_only_elsewhere(f, p)))
                return "the all-clear is for others only";
        if (text_bearing_is(f, p, c) || text_named_is_beyond_fire(f, (uint32_t)(p - f->places)))
                return "tells where another place lies";
        if (c->state == STATE_ALL_CLEAR && is_part(f, p))
                return "the all-clear is for a part of it only";
        if (c->after && c->state == STATE_UNSAID)
                return "told in passing";
        return c->idle ? "an all-clear for all but unknown places ends nothing" : NULL;
}

/* "Мінус один, упав у поле. Шахед на Теофіполь": a weapon that begins a part of the clause, or is counted, and right behind it
 * where it is heading. */
static bool is_aimed(const struct text_clauses *f, const struct text_place *p)
{
        const uint32_t first = text_scan_sentence(f->s, p->first)->first;
        const struct text_match *to, *weapon;

        if (p->from <= first || text_scan_gap(f->s, p->from, ~0u) ||
            !((to = text_scan_ends(f->s, p->from - 1, SAYS_TO)) ||
              (to = text_scan_ends(f->s, p->from - 1, SAYS_AT))) ||
            to->first <= first || text_scan_gap(f->s, to->first, ~0u) ||
            !(weapon = text_scan_ends(f->s, to->first - 1, SAYS_EVENT)) ||
            !(1u << weapon->phrase->number & VOCAB_FLYING))
                return false;
        return weapon->first == first ||
               text_scan_gap(f->s, weapon->first, GAP_COMMA | GAP_COLON | GAP_DASH) ||
               text_scan_token(f->s, weapon->first - 1)->number ||
               text_scan_ends(f->s, weapon->first - 1, SAYS_COUNT) ||
               text_scan_ends(f->s, weapon->first - 1, SAYS_FILLER);
}

/* "Drones are coming to Taganrog. In Bazkovskaya a house is on fire.": debris, and fires where weapons are told of, are what has been
 * left of an attack. */
static bool is_left_behind(const struct text_clauses *f, const struct text_clause *c,
                           const struct text_clause *governor)
{
        const uint32_t left = 1u << EVENT_DEBRIS | 1u << EVENT_FIRE, debris = 1u << EVENT_DEBRIS;

        if (!(c->meant & left) || c->live || c->orders || c->forecast || c->calm ||
            (governor && governor->state == STATE_LIVE && governor->sentence == c->sentence))
                return false;
        return c->meant & debris ||
               (!(c->meant & ~left) && f->live &&
                (f->events & (TEXT_WEAPONS | 1u << EVENT_AIR_RAID) || (f->attack && f->live > 1)));
}

/* "Над Тулой дрон, в других районах отбой": an all-clear of places elsewhere is of none that is named beside it. */
static bool is_over_elsewhere(const struct text_clauses *f, const struct text_place *p,
                              const struct text_clause *governor)
{
        const struct text_match *whole = governor->whole;

        return governor->state == STATE_ALL_CLEAR && whole && !governor->places &&
               (!whole->phrase->number || (whole->phrase->number >> LEVEL_REGION & 1 &&
                                           place_level(f->s->gazetteer, p->place) != LEVEL_REGION));
}

/* The state of a place whose clause says none: that of its governor, or what posts and reports mean without saying it. */
static int state_unsaid(const struct text_clauses *f, const struct text_place *p, const struct text_clause *c,
                        bool toward, const struct text_clause **ret_governor)
{
        const struct text_clause *governor = text_govern_state(f, c);

        if (governor && is_over_elsewhere(f, p, governor))
                governor = NULL;
        if (c->lasted && !c->weapon && (!governor || governor->sentence != c->sentence))
                return STATE_UNSAID; /* how long an alarm was on: none of those told before or after */
        if (f->s->words.size <= TEXT_POST_MAX && c->weapon && !c->past && is_aimed(f, p)) {
                *ret_governor = governor && governor->state == STATE_LIVE ? governor : c;
                return STATE_LIVE;
        }
        *ret_governor = governor;
        if (is_left_behind(f, c, governor)) {
                *ret_governor = c;
                return STATE_PAST;
        }
        if (governor)
                return governor->state;
        if (f->orders && c->events)
                return STATE_LIVE;
        if (f->post && f->threats && text_evidence_is_now(f, c, text_event_of(f, c, NULL)))
                return text_event_of(f, c, NULL) == 1u << EVENT_EARTHQUAKE ? STATE_PAST : STATE_LIVE;
        if (text_found_is_village(p) && f->past >= 2 && (governor = text_govern_beside(f, c))) {
                *ret_governor = governor;
                return governor->state;
        }
        if (toward && f->live && (c->plain || c->events))
                return STATE_LIVE;
        return is_sudden(f, c) ? STATE_PAST : STATE_UNSAID;
}

/* "Trains will be late tomorrow", in a report of an attack: what is announced is not that. */
static bool is_any_outlook(const struct text_clauses *f, const struct text_clause *c,
                           const struct text_clause *governor, int state)
{
        return state == STATE_FORECAST && f->events & TEXT_WEAPONS && !c->attack &&
               !(c->events | (governor ? governor->events : 0));
}

/* Is a clause without a state in danger that is told before, if only in a text that looks back? "Рівне прощається з бійцем. Тривога!
 * Шахеди на Рівне!" */
static bool is_now(const struct text_clauses *f, const struct text_clause *c,
                   const struct text_clause *governor)
{
        return f->looks_back && c->old == 1 && c->state == STATE_UNSAID && governor &&
               governor->state == STATE_LIVE && !governor->old;
}

/* Is what goes on in it of a year long past? So too a flood of which a text that looks back tells the year anywhere. */
static bool is_dated(const struct text_clauses *f, const struct text_clause *c)
{
        return c->dated || (f->looks_back && c->old && c->events && !(c->events & ~TEXT_PEACEFUL));
}

/* "Напомним, ранее была объявлена угроза": an alarm that was declared, in a sentence that calls it to mind. */
static bool is_recalled(const struct text_clauses *f, const struct text_clause *c)
{
        return c->was && !c->still && !c->orders &&
               text_scan_starts(f->s, f->s->words.sentences[c->sentence].first, SAYS_OLD);
}

/* Why a state makes no alert; NULL: it does. */
static const char *why_nothing(const struct text_clauses *f, const struct text_clause *c,
                               const struct text_clause *governor, int state)
{
        if (state == STATE_UNSAID || is_any_outlook(f, c, governor, state))
                return "nothing is said to happen there";
        if (!text_advice_is_said(f, c))
                return "advice for another day";
        if (c->drill)
                return "a drill, a test or a denied rumour";
        if (c->aside && c->state == STATE_UNSAID && !c->events)
                return "what is done about it elsewhere";
        if (c->calm && state != STATE_ALL_CLEAR && !c->still)
                return "nothing happened there";
        if (state != STATE_FORECAST && text_evidence_is_other(f, c))
                return "the sentence is about something else";
        if (c->teaser || (governor && governor->old && state == STATE_PAST) ||
            (c->old && state == STATE_ALL_CLEAR) || (state == STATE_LIVE && is_recalled(f, c)) ||
            (c->old && (state == STATE_PAST || c->state == STATE_UNSAID) && !is_now(f, c, governor)) ||
            (is_dated(f, c) && state == STATE_LIVE && !c->orders &&
             !(c->alarms && c->events & ~TEXT_PEACEFUL)))
                return "background from another time";
        if (!text_evidence_is_said(f, c, governor, state))
                return "it is not said what happens, or only in passing";
        return NULL;
}

/* "Пожежу після удару дрона гасять": what lasts is the fire, the weapon is told in passing. So too what leaks, whoever is told to
 * keep away: "ammonia is leaking after an airstrike, stay inside". */
static uint32_t lasting_events(const struct text_clause *c, const struct text_clause *governor, int state,
                               uint32_t events)
{
        const uint32_t fire = 1u << EVENT_FIRE, leak = 1u << EVENT_CHEMICAL;
        const struct text_clause *told = c->events || !governor ? c : governor;

        if (state == STATE_LIVE && events & told->meant & leak && !(told->meant & TEXT_WEAPONS))
                return leak;
        return state == STATE_LIVE && c->meant == fire && events & fire && !c->alarms && !c->orders ? fire
                                                                                                    : events;
}

/* "Безпілотник упав під Калушем, зайнялася трава, вогонь не загашено": what has happened there, and what goes on. */
static void frame_lasting(struct text_clauses *f, const struct text_clause *c, struct text_frame frame)
{
        if (frame.state != STATE_PAST || c->state != STATE_PAST || !c->lasts)
                return;
        frame.state = STATE_LIVE;
        frame.why = "it goes on there";
        text_found_frames(f, c->lasts, frame);
}

static void frame_place(struct text_clauses *f, uint32_t mention, const struct text_role *role)
{
        const struct text_place *p = &f->places[mention];
        struct text_clause *c = &f->clauses[f->clause_of[p->first]];
        const struct text_clause *governor = c;
        const bool left_out = c->state == STATE_ALL_CLEAR && (is_set_apart(f, p) || is_excepted(f, p));
        const char *why = left_out ? NULL : why_not_meant(f, p, c);
        int state = left_out ? STATE_LIVE : c->state;
        struct text_frame frame;
        uint32_t events;

        if (!why && state == STATE_UNSAID)
                state = state_unsaid(f, p, c, role->toward, &governor);
        if (!why)
                why = why_nothing(f, c, governor, state);
        if (why) {
                text_found_named(f, mention, why);
                return;
        }
        c->framed = true;
        if (governor)
                f->clauses[governor - f->clauses].framed = true;
        events = lasting_events(c, governor, state, text_event_of(f, c, governor));
        events = text_event_choose(events, (enum alert_state)state, text_event_weapon(f));
        frame = (struct text_frame){.place = p->place,
                                    .mention = mention,
                                    .state = (enum alert_state)state,
                                    .role = role->toward ? ROLE_TOWARD : ROLE_AFFECTED,
                                    .sentence = c->sentence,
                                    .why = role->why ? role->why : p->why};
        text_found_frames(f, events, frame);
        frame_lasting(f, c, frame);
}

void text_frames_find(struct text_scan *s, const struct text_place *places, size_t n_places,
                      struct text_frames *ret)
{
        struct text_clauses f = {.s = s, .places = places, .n_places = n_places, .out = ret};
        struct text_role *roles = arena_array(s->arena, n_places + 1, sizeof *roles);
        const char *nothing;

        *ret = (struct text_frames){0};
        f.roles = roles;
        text_roles_find(s, places, n_places, roles);
        text_cut_clauses(&f);
        text_clauses_weigh(&f);
        nothing = text_drill_find(&f) ? "the text is about a drill, a test or a denied rumour"
                                      : text_evidence_subject(&f);
        text_footer_find(&f);
        f.beyond = text_reach_find(&f);
        for (uint32_t i = 0; i < n_places; i++) {
                if (!text_places_is_name(&places[i]))
                        continue;
                else if (places[i].place == PLACE_NONE)
                        text_found_named(&f, i, places[i].why ? places[i].why : "unknown");
                else if ((roles[i].named && !text_named_affected(&f, i)) || (nothing && !is_outlook(&f, i)))
                        text_found_named(&f, i, nothing ? nothing : roles[i].why);
                else
                        frame_place(&f, i, &roles[i]);
        }
        text_implied_find(&f, nothing != NULL);
        text_dropped_find(&f);
}
