#include "reader/clauses/text_state.h"

/* "Отбой в области, кроме Елецкого района", "Калуга - отбой, Тула - нет", "lifted in Lutsk but remains in Rivne": who is left
 * out is still in danger. */
static bool is_left_out(const struct text_clauses *f, const struct text_clause *c)
{
        const struct text_clause *before = c - 1;

        if (c == f->clauses || !(c->places || c->line_places) || c->sentence > before->sentence + 1)
                return false;
        if (before->excepts)
                return c->sentence == before->sentence;
        return before->state == STATE_ALL_CLEAR &&
               (c->refuses || (c->stays && c->places && !c->past && c->sentence == before->sentence));
}

/* "The water keeps rising. Flooded are 40 houses": what has begun goes on. */
static bool is_going(const struct text_clauses *f, const struct text_clause *c)
{
        if (!c->begun || c->old)
                return false;
        return c->begun & f->going || f->orders || (f->live && !(f->events & ~TEXT_PEACEFUL));
}

static int own_state(const struct text_clauses *f, const struct text_clause *c)
{
        bool under = !f->past || c->live || c->ordered; /* "the city is under attack, take care!" */
        unsigned live = c->live + (c->ordered ? c->happened : 0) + (under ? c->under : 0),
                 past = c->past + (c->ordered ? 0 : c->happened) + (c->begun != 0) + (under ? 0 : c->under);

        if (c->clear && !c->still)
                return STATE_ALL_CLEAR;
        if (c->still)
                return STATE_LIVE;
        if (c->events >> EVENT_AIR_RAID & 1 && c->happened && !f->past && !c->old) /* "sirens sounded" */
                return STATE_LIVE;
        if (c->forecast && c->events == 1u << EVENT_WEATHER && !c->orders) /* "a danger level is declared" */
                return STATE_FORECAST;
        if (is_going(f, c)) /* "flooded 40 houses and injured a man" */
                return STATE_LIVE;
        if (c->forecast && live == c->signs && !past) /* "🟠 Orenburg: the peak is expected on Sunday" */
                return STATE_FORECAST;
        if (live && (c->orders || live > past || !c->told || (live == past && f->past <= f->live)))
                return STATE_LIVE;
        if (c->forecast && !c->past)
                return STATE_FORECAST;
        if (past)
                return STATE_PAST;
        if (c->forecast)
                return STATE_FORECAST;
        return is_left_out(f, c) ? STATE_LIVE : STATE_UNSAID;
}

/* "Збито за ніч: / 🚀 2 ракети, Київщина / 🛵 5 шахедів, Сумщина": under what has happened, signs only say by what. `listed`: the
 * clause before was so. */
static bool is_listed_past(const struct text_clauses *f, const struct text_clause *c, bool listed)
{
        const struct text_sentence *sentence = &f->s->words.sentences[c->sentence];

        if (c == f->clauses || c->state != STATE_LIVE || c->live != c->signs || c->still || c->under ||
            !sentence->starts_line || c->first != sentence->first || sentence->starts_paragraph)
                return false;
        return listed || (c[-1].state == STATE_PAST && text_scan_gap(f->s, c->first, GAP_COLON));
}

/* "The fire near Rafina is out, the evacuation order has been lifted": what its own sentence says next, and of no other place. */
static bool is_ended_next(const struct text_clauses *f, const struct text_clause *c)
{
        const struct text_clause *next = c + 1, *end = f->clauses + f->n_clauses;

        if (c->state != STATE_PAST || !c->places || c->old || !c->meant || c->meant & ~TEXT_PEACEFUL)
                return false;
        while (next < end && next->sentence == c->sentence && !next->places &&
               (next->state == STATE_UNSAID || next->state == STATE_PAST))
                next++;
        return next < end && next->sentence == c->sentence && !next->places &&
               next->state == STATE_ALL_CLEAR && !next->idle && !next->after && !f->supposed[next->first];
}

void text_state_find(struct text_clauses *f)
{
        unsigned happened = 0;
        bool listed = false;

        for (struct text_clause *c = f->clauses; c < f->clauses + f->n_clauses; c++) {
                c->state = own_state(f, c);
                if ((listed = is_listed_past(f, c, listed)))
                        c->state = STATE_PAST;
                c->old += f->looks_back && !c->today && c->state != STATE_LIVE; /* danger is always now */
                if (is_left_out(f, c) && !c->events)
                        c->events = c[-1].events;
                f->threats |= c->state == STATE_ALL_CLEAR || c->old ? 0 : c->events;
                happened += c->happened;
                f->happens |= c->state == STATE_PAST && c->told && !c->old;
        }
        for (struct text_clause *c = f->clauses; c < f->clauses + f->n_clauses; c++)
                if (is_ended_next(f, c))
                        c->state = STATE_ALL_CLEAR;
        if (f->past || f->live <= happened) /* "they hear blasts, drones are coming" is a post */
                f->past += f->orders ? 0 : happened;
}
