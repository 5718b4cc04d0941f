#include "reader/frames/text_alone.h"

#include "reader/clauses/text_found.h"
#include "reader/frames/text_said.h"
#include "reader/frames/text_unit.h"

bool text_alone_is(const struct text_clauses *f, const struct text_place *p)
{
        if (f->n_places > TEXT_FEW_PLACES)
                return false;
        for (size_t i = 0; i < f->n_places; i++)
                if (f->places[i].place != PLACE_NONE && f->places[i].place != p->place &&
                    !place_contains(f->s->gazetteer, f->places[i].place, p->place))
                        return false;
        return true;
}

#define ALONE_MOST 1500 /* bytes of a text */

/* The place that all of the text is about, or in which all of it is; PLACE_NONE: there are several. */
static uint32_t only_place(const struct text_clauses *f)
{
        const struct gazetteer *g = f->s->gazetteer;
        uint32_t place = PLACE_NONE;

        for (size_t i = 0; i < f->out->n_frames; i++) {
                uint32_t other = f->out->frames[i].place;
                if (place == PLACE_NONE || (place != other && place_contains(g, other, place)))
                        place = other;
                else if (place != other && !place_contains(g, place, other))
                        return PLACE_NONE;
        }
        return place;
}

/* A country of which smaller places are spoken of, too: what ends there somewhere does not end everywhere. */
static bool is_parted(const struct text_clauses *f, uint32_t place)
{
        if (place_level(f->s->gazetteer, place) != LEVEL_COUNTRY)
                return false;
        for (size_t i = 0; i < f->out->n_frames; i++)
                if (f->out->frames[i].place != place)
                        return true;
        return false;
}

/* "Понад двадцять БпЛА зайшли в простір України! Не виходьте!": was the last place spoken of a wider one, in danger too? */
static bool is_of_wider(const struct text_clauses *f, const struct text_clause *c, uint32_t place)
{
        size_t i = text_clauses_place_from(f, c->first);
        uint32_t last;

        while (i > 0 && f->places[i - 1].place == PLACE_NONE)
                i--;
        if (i == 0 || f->clauses[f->clause_of[f->places[i - 1].first]].state != STATE_LIVE)
                return false;
        last = f->places[i - 1].place;
        return last != place && place_contains(f->s->gazetteer, last, place);
}

/* "В Киеве ночь прошла тихо, тревогу там отменили": its sentence names another place, which it may be said of. */
static bool is_beside_other(const struct text_clauses *f, const struct text_clause *c, uint32_t place)
{
        const struct text_sentence *sentence = &f->s->words.sentences[c->sentence];

        for (size_t i = text_clauses_place_from(f, sentence->first);
             i < f->n_places && f->places[i].first < sentence->end; i++)
                if (f->places[i].place != PLACE_NONE && f->places[i].place != place)
                        return true;
        return false;
}

void text_alone_find(struct text_clauses *f)
{
        const uint32_t place = f->s->words.size <= ALONE_MOST ? only_place(f) : PLACE_NONE;
        const struct text_clause *c;
        uint32_t mention;

        if (place == PLACE_NONE)
                return;
        mention = f->out->frames[f->out->n_frames - 1].mention;
        c = &f->clauses[f->clause_of[f->places[mention].first]] + 1;
        for (; c < f->clauses + f->n_clauses; c++)
                if (text_said_of_all(f, c) && !text_unit_of(f, c) &&
                    !(c->state == STATE_LIVE &&
                      (text_found_states(f, place) >> STATE_LIVE & 1 || is_of_wider(f, c, place))) &&
                    !(c->state == STATE_ALL_CLEAR && (is_parted(f, place) || is_beside_other(f, c, place))))
                        text_said_at(f, mention, place, c, "the only place of the text");
}

#define GREETING_MOST 8 /* tokens */

/* "Недобрий ранок на Чернігівщині! Ворог завдав ракетного удару по центру міста.": what a text that begins with little more than
 * the only place that it names tells next, is told of that. */
static bool is_greeting(const struct text_clauses *f, const struct text_place *p)
{
        const struct text_clause *c = &f->clauses[f->clause_of[p->first]], *next = c + 1;

        return c->sentence == 0 && c->first == 0 && c->end <= GREETING_MOST && c->state == STATE_UNSAID &&
               !c->topic && !c->calm && !c->events && next < f->clauses + f->n_clauses &&
               text_scan_gap(f->s, next->first, GAP_EXCLAIM) && next->sentence == 1 &&
               next->state == STATE_PAST && next->events & TEXT_WEAPONS && next->told && !next->places &&
               !next->old && !next->topic && !next->teaser && !next->calm;
}

/* "Лозову обстрілюють щодня. Сьогодні влучили в дитсадок.": what happened today, said right after the only place of a text. */
static bool is_told_of_today(const struct text_clauses *f, const struct text_place *p)
{
        const struct text_clause *c = &f->clauses[f->clause_of[p->first]], *next = c + 1;

        return next < f->clauses + f->n_clauses && next->sentence == c->sentence + 1 && !c->old &&
               !c->topic && !f->s->words.sentences[next->sentence].starts_line && next->state == STATE_PAST &&
               next->today && next->told && (next->attack || next->weapon) && !next->places && !next->old &&
               !next->topic && !next->calm && !next->drill;
}

void text_alone_find_named(struct text_clauses *f)
{
        for (uint32_t i = 0; i < f->n_places && i < TEXT_FEW_PLACES; i++) {
                const struct text_place *p = &f->places[i];
                if (p->place == PLACE_NONE || f->roles[i].named || !text_alone_is(f, p))
                        continue;
                const struct text_clause *next = &f->clauses[f->clause_of[p->first]] + 1;
                const bool told = is_greeting(f, p) || is_told_of_today(f, p);
                if (told)
                        text_said_at(f, i, p->place, next, "said next, and of no other place");
                for (const struct text_clause *c = next; c < f->clauses + f->n_clauses; c++)
                        if (c->state == STATE_LIVE &&
                            (c->alarms || c->still || c->under || (c->orders && (c->weapon || told))) &&
                            text_said_of_all(f, c) && !text_unit_of(f, c)) {
                                text_said_at(f, i, p->place, c, "the only place that the text names");
                                return;
                        }
                if (told)
                        return;
        }
}
