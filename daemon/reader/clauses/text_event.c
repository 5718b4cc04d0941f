#include "reader/clauses/text_event.h"

/* The weapon that the text is about, if one is named far more often than the others; else 0. */
uint32_t text_event_weapon(const struct text_clauses *f)
{
        unsigned best = 0, all = 0, event = 0;

        for (unsigned e = 0; e < EVENT_COUNT; e++) {
                if (!(TEXT_WEAPONS >> e & 1))
                        continue;
                all += f->counts[e];
                if (f->counts[e] > best) {
                        best = f->counts[e];
                        event = e;
                }
        }
        return best >= 2 && 3 * best >= 2 * all ? 1u << event : 0;
}

/* Does a line begin after `o`, up to `c`? */
static bool starts_line_between(const struct text_clauses *f, const struct text_clause *o,
                                const struct text_clause *c)
{
        for (uint32_t i = o->sentence + 1; i <= c->sentence; i++)
                if (f->s->words.sentences[i].starts_line)
                        return true;
        return false;
}

/* "In Kupiansk a house was hit; in Borova grass burnt": where weapons are told of, a fire is what they did in its own place. */
static bool is_of_itself(const struct text_clauses *f, const struct text_clause *c,
                         const struct text_clause *o)
{
        return o != c && o->events == 1u << EVENT_FIRE && c->state == STATE_PAST && f->events & TEXT_WEAPONS;
}

uint32_t text_event_same(const struct text_clauses *f, const struct text_clause *c)
{
        for (const struct text_clause *o = c + 1;
             o-- > f->clauses && c - o < TEXT_CLAUSES_NEAR && o->sentence == c->sentence;)
                if (o->events && !is_of_itself(f, c, o))
                        return o->events;
        for (const struct text_clause *o = c + 1;
             o < f->clauses + f->n_clauses && o - c < TEXT_CLAUSES_NEAR && o->sentence == c->sentence; o++)
                if (o->events && !is_of_itself(f, c, o))
                        return o->events;
        return 0;
}

/* "Drones: / up to 40, Sumy oblast": of the heading that the names stand under. */
static uint32_t heading_events(const struct text_clauses *f, const struct text_clause *c)
{
        for (const struct text_clause *o = c; o > f->clauses && c - o < TEXT_CLAUSES_NEAR; o--) {
                if (f->s->words.sentences[o->sentence].starts_paragraph)
                        return 0;
                if (o[-1].events)
                        return text_clauses_has_colon(f, o - 1) ? o[-1].events : 0;
        }
        return 0;
}

/* Of all that the text names: of a crash of cars no weapon; where debris has fallen and burnt, it is a drone that threatens. */
static uint32_t any_events(const struct text_clauses *f, const struct text_clause *c)
{
        bool threat = c->state == STATE_LIVE && c->live && !c->orders;

        if (!f->events && f->accident && !f->assault && c->state != STATE_LIVE)
                return 1u << EVENT_OTHER;
        return threat && f->events >> EVENT_DEBRIS & 1 ? 1u << EVENT_DRONE : f->events;
}

/* The events of the nearest clause that has any: the same sentence, then back, then the whole text. */
uint32_t text_event_of(const struct text_clauses *f, const struct text_clause *c,
                       const struct text_clause *governor)
{
        uint32_t near;

        if (c->events && !(c->state == STATE_ALL_CLEAR && c->events == 1u << EVENT_OTHER))
                return c->events;
        /* "The river has fallen; the emergency is over": no all-clear for an air raid */
        if (c->state == STATE_ALL_CLEAR && f->events & TEXT_PEACEFUL &&
            !(f->events & ~(TEXT_PEACEFUL | 1u << EVENT_OTHER)))
                return f->events & TEXT_PEACEFUL;
        if (c->events)
                return c->events;
        if ((near = text_event_same(f, c)))
                return near;
        if (governor > c && (near = heading_events(f, c)))
                return near;
        if (governor && governor->events)
                return c->sentence > governor->sentence + 1 && text_event_weapon(f) ? text_event_weapon(f)
                                                                                    : governor->events;
        for (const struct text_clause *o = c;
             o-- > f->clauses && c - o < TEXT_CLAUSES_NEAR && c->sentence - o->sentence < 12;)
                if (c->state == STATE_ALL_CLEAR && starts_line_between(f, o, c))
                        return 0;
                else if ((near = o->old && !c->old ? 0 : o->events & TEXT_WEAPONS))
                        return near;
        if (c->state == STATE_ALL_CLEAR)
                return 0; /* what is said later is another danger: "Sumy: alert over. Konotop: glide bombs" */
        for (const struct text_clause *o = c + 1;
             o < f->clauses + f->n_clauses && o->sentence - c->sentence < 6; o++)
                if ((near = o->events & TEXT_WEAPONS))
                        return near;
        return any_events(f, c);
}

/* Of all that is named, what the alert is called: the weapon rather than its effect, debris rather than what
 * fell. */
uint32_t text_event_choose(uint32_t events, enum alert_state state, uint32_t weapon)
{
        const uint32_t outlook =
            state == STATE_FORECAST ? events & (1u << EVENT_WEATHER | 1u << EVENT_FLOOD) : 0;
        const uint32_t used = events & TEXT_WEAPONS;

        if (events >> EVENT_DEBRIS & 1 && state == STATE_PAST)
                return 1u << EVENT_DEBRIS;
        if (outlook)
                return outlook;
        if (used)
                return used;
        if (events == 1u << EVENT_EXPLOSION && state == STATE_PAST && weapon)
                return weapon;
        if (state == STATE_LIVE && events == (1u << EVENT_AIR_RAID | 1u << EVENT_AVIATION))
                return 1u << EVENT_AIR_RAID;
        if (events >> EVENT_CHEMICAL & 1)
                return 1u << EVENT_CHEMICAL;
        if (events & ~(1u << EVENT_AIR_RAID | 1u << EVENT_EXPLOSION | 1u << EVENT_OTHER))
                events &= ~(1u << EVENT_AIR_RAID | 1u << EVENT_EXPLOSION | 1u << EVENT_OTHER);
        if (!events)
                return 1u << (state == STATE_PAST ? EVENT_SHELLING : EVENT_AIR_RAID);
        return events;
}
