#include "reader/clauses/text_opposites.h"

#include <string.h>

#include "reader/clauses/text_cry.h"
#include "reader/clauses/text_lifted.h"
#include "reader/clauses/text_negation.h"
#include "reader/clauses/text_pair.h"
#include "reader/clauses/text_subject.h"

/* Was `other` said before the last comma, where now its opposite is said? */
static bool parted(const struct text_opposites *o, uint32_t other)
{
        return other && o->comma > other;
}

/* What no all-clear ends: an explosion, a fire. */
static bool is_blow(const struct text_match *event)
{
        return event && (1u << event->phrase->number & TEXT_BLOWS);
}

/* An alarm, or that something flies at a place: more than "now" or "in the air". */
static bool is_alarm(const struct text_clauses *f, uint32_t token)
{
        const struct text_match *m = text_scan_starts(f->s, token, SAYS_LIVE);

        return text_scan_starts(f->s, token, SAYS_STILL) ||
               (m && !f->passing[token] &&
                (m->phrase->number >= 0 || text_scan_starts(f->s, token, SAYS_TO)));
}

/* "[Air raid alert] over": does an all-clear begin within the phrase of that role? It is not of an alarm that is in force. */
static bool is_within_clear(const struct text_clauses *f, uint32_t token, enum text_says role)
{
        const struct text_match *m = text_scan_starts(f->s, token, role);

        for (uint32_t at = token + 1; m && at <= m->last; at++)
                if (text_scan_starts(f->s, at, SAYS_CLEAR))
                        return true;
        return false;
}

/* What is said at this token. */
static struct text_opposites said_at(const struct text_clauses *f, uint32_t token)
{
        const struct text_match *clear = text_scan_starts(f->s, token, SAYS_CLEAR),
                                *m = clear && !text_subject_is_other(f, clear) ? clear : NULL;
        const struct text_sentence *sentence = text_scan_sentence(f->s, token);
        bool negated = m && text_negation_of(f, m, sentence->first, sentence->end);
        bool call = f->lifted && f->lifted[token] == LIFTED_CALL;
        bool lifted = f->lifted && f->lifted[token] && !call;
        bool over = m && !negated; /* "опасность атаки миновала": what the phrase begins with is over */
        bool within = is_within_clear(f, token, SAYS_LIVE) || is_within_clear(f, token, SAYS_EVENT);
        bool live = !lifted && !call &&
                    (negated || (!over && !within && text_scan_starts(f->s, token, SAYS_LIVE)) ||
                     text_scan_starts(f->s, token, SAYS_STILL) || f->cries[token] == CRY_LIVE);

        return (struct text_opposites){
            .clear = lifted || over || f->cries[token] == CRY_CLEAR ? token + 1 : 0,
            .live = live ? token + 1 : 0,
            .alarm = live && is_alarm(f, token) ? token + 1 : 0,
            .calm = text_scan_starts(f->s, token, SAYS_CALM) ? token + 1 : 0,
            .blow = is_blow(text_scan_starts(f->s, token, SAYS_EVENT)) ? token + 1 : 0,
            .event = live || (!within && text_scan_starts(f->s, token, SAYS_EVENT)) ? token + 1 : 0,
            .past = !f->passing[token] && text_scan_starts(f->s, token, SAYS_PAST) ? token + 1 : 0,
            .forecast = text_scan_starts(f->s, token, SAYS_FORECAST) ? token + 1 : 0,
        };
}

/* "🔴 Київщина 🟢 Харківщина", "Київщина 🔴 Харківщина 🟢": signs that say what is going on stand before or after all names. */
static bool is_after_sign(const struct text_clauses *f, uint32_t token)
{
        const uint64_t said = TEXT_ROLE(SAYS_CLEAR) | TEXT_ROLE(SAYS_LIVE);
        uint32_t first = text_scan_sentence(f->s, token)->first;
        uint32_t sign = text_scan_token(f->s, first)->symbol ? token : token - 1;

        return token > first && text_scan_token(f->s, sign)->symbol && text_scan_starts_any(f->s, sign, said);
}

#define REFUSAL_MOST 12 /* tokens */

/* "Белгород - отбой, в Курске ещё нет": from a negation to the end of the sentence nothing but negations. */
static bool ends_refusing(const struct text_clauses *f, uint32_t token)
{
        const struct text_match *m;
        uint32_t end = text_scan_sentence(f->s, token)->end, at = token;

        while (at < end && at - token < REFUSAL_MOST && (m = text_scan_starts(f->s, at, SAYS_NOT)))
                at = m->last + 1;
        return at == end && at > token;
}

/* A comma or slash, an emoji ("Лозова — відбій ❗ Кременчук — тривога"), or a full stop that ends no sentence: "Курская обл.
 * Отбой в Брянске", "Сирены в Орле. отбой в Брянске". */
static bool is_comma(const struct text_clauses *f, uint32_t token)
{
        if (text_scan_gap(f->s, token, GAP_COMMA | GAP_SLASH))
                return true;
        if (token > text_scan_sentence(f->s, token)->first && text_scan_token(f->s, token - 1)->symbol &&
            !text_scan_starts_any(f->s, token - 1, TEXT_ROLE(SAYS_CLEAR) | TEXT_ROLE(SAYS_LIVE)) &&
            !text_scan_token(f->s, token)->number)
                return true;
        return text_scan_gap(f->s, token, GAP_PERIOD) && token > text_scan_sentence(f->s, token)->first &&
               (text_scan_token(f->s, token)->letters == CASE_TITLE) ==
                   (text_scan_token(f->s, token - 1)->lexeme->roles >> SAYS_SHORT & 1);
}

#define CELL_MOST 24 /* tokens behind a comma */

/* "Two drones were shot down over Tula, an alert is in force in Kaluga": have both sides of the comma places of their own? Each is
 * then told of its own. */
static bool is_told_apart(const struct text_clauses *f, uint32_t comma)
{
        const size_t first = text_clauses_place_from(f, f->clauses[f->n_clauses - 1].first),
                     behind = text_clauses_place_from(f, comma);
        const struct text_place *p = &f->places[behind];

        if (first == behind || behind == f->n_places || p->place == PLACE_NONE ||
            f->places[behind - 1].place == PLACE_NONE || f->places[behind - 1].place == p->place ||
            p->from >= text_scan_sentence(f->s, comma)->end || p->from > comma + CELL_MOST)
                return false;
        for (uint32_t at = comma + 1; at <= p->from; at++)
                if (text_scan_gap(f->s, at, TEXT_GAPS_CELL))
                        return false;
        return true;
}

/* Do the tokens say "in other districts", "in the rest of the region"? */
static bool says_elsewhere(const struct text_clauses *f, uint32_t first, uint32_t end)
{
        for (uint32_t at = first; at < end; at++) {
                const struct text_match *m = text_scan_starts(f->s, at, SAYS_WHOLE);
                if (m && (!m->phrase->number || m->phrase->number >> LEVEL_REGION & 1))
                        return true;
                if (at > first && text_scan_gap(f->s, at, TEXT_GAPS_CELL))
                        return false;
        }
        return false;
}

/* "Drones over Sumy, all clear in other districts", or the other way round: is one side of the comma told of places elsewhere? */
static bool is_told_elsewhere(const struct text_clauses *f, uint32_t comma)
{
        const uint32_t end = text_scan_sentence(f->s, comma)->end, first = f->clauses[f->n_clauses - 1].first;

        return says_elsewhere(f, comma, end < comma + CELL_MOST ? end : comma + CELL_MOST) ||
               says_elsewhere(f, first + CELL_MOST < comma ? comma - CELL_MOST : first, comma);
}

/* "Лозова - відбій Кременчук - тривога": where a name begins that a dash follows, behind what was said of another name; 0: there is
 * none. */
static uint32_t entry_before(const struct text_clauses *f, uint32_t token, const struct text_opposites *o)
{
        const uint32_t alarm = o->live > o->event ? o->live : o->event,
                       over = o->clear > o->calm ? o->clear : o->calm;
        const uint32_t said = over > alarm ? over : alarm;
        const struct text_place *p = text_clauses_place_before(f, token);

        return said && p && p->to + 1 == token && p->from >= said && p > f->places && p[-1].to < said &&
                       p[-1].from >= text_scan_sentence(f->s, token)->first
                   ? p->from
                   : 0;
}

/* "Drones over Kharkiv, all clear in Sumy", "Суми - дрони, Харків - відбій", "Суми - відбій, Харків - дрони"; but "missile danger
 * Kharkiv, Sumy: all clear" may be over in both. */
static bool is_event_beside_clear(const struct text_clauses *f, const struct text_opposites *now,
                                  const struct text_opposites *o)
{
        const size_t first = text_clauses_place_from(f, f->clauses[f->n_clauses - 1].first);

        if (now->event && !now->clear)
                return parted(o, o->clear);
        return now->clear && parted(o, o->event) &&
               (now->clear <= o->comma + 1 || (first < f->n_places && f->places[first].to + 1 < o->event));
}

/* "22:40", "at 22:40": does what stands behind a comma begin with a time of day? It is then of another time than what stands before
 * it: "22:40 all clear, 23:05 drones". */
static bool begins_with_time(const struct text_clauses *f, uint32_t token)
{
        const uint32_t end = text_scan_sentence(f->s, token)->end;
        const uint32_t at = text_scan_starts(f->s, token, SAYS_AT) ? token + 1 : token;

        return at + 1 < end && text_words_is_clock(&f->s->words, at + 1);
}

/* "In Orsk the water is rising, in Kurgan the peak is expected tomorrow". */
static bool is_to_come(const struct text_opposites *now, const struct text_opposites *o)
{
        if (now->forecast && !now->live && !now->past && !now->clear)
                return parted(o, o->live) || parted(o, o->past) || parted(o, o->clear);
        return (now->live || now->past || now->clear) && !now->forecast && parted(o, o->forecast);
}

/* Is what is said now set against what was said before the last comma? */
static bool is_set_against(const struct text_clauses *f, const struct text_opposites *now,
                           const struct text_opposites *o)
{
        if (now->live && !now->clear && parted(o, o->clear))
                return true;
        if (now->clear && !now->live && (parted(o, o->live) || parted(o, o->blow)))
                return true;
        if (now->blow && !now->clear && parted(o, o->clear))
                return true;
        if ((now->event || now->past) && !now->calm && parted(o, o->calm))
                return true;
        if (now->calm && (parted(o, o->event) || parted(o, o->past)))
                return true;
        if (is_event_beside_clear(f, now, o) &&
            (is_told_apart(f, o->comma - 1) || is_told_elsewhere(f, o->comma - 1) ||
             (!now->clear && begins_with_time(f, o->comma - 1))))
                return true;
        return ((now->live && !now->clear && parted(o, o->past)) ||
                (now->past && !now->alarm && !now->clear && (parted(o, o->alarm) || parted(o, o->clear))) ||
                (now->clear && parted(o, o->past)) || is_to_come(now, o)) &&
               is_told_apart(f, o->comma - 1);
}

/* "Відбій у Сумах та тривога у Харкові": nothing parts what is said now from its opposite but that both have their places. Returns
 * where the second begins; 0: they are no such pair. */
static uint32_t pair_at(const struct text_clauses *f, uint32_t token, const struct text_opposites *now,
                        const struct text_opposites *o)
{
        const uint32_t alarm = o->live > o->event ? o->live : o->event;

        if (now->clear && !now->live && alarm)
                return text_pair_second(f, alarm - 1, token);
        if ((now->event || now->live) && !now->clear && o->clear &&
            (o->clear > o->live || !text_clauses_have_places(f, o->clear, o->live))) /* "відбій тривоги" */
                return text_pair_second(f, o->clear - 1, token);
        if (now->forecast ? alarm || o->clear : (now->live || now->clear) && o->forecast)
                return text_pair_second(
                    f, (now->forecast ? alarm > o->clear ? alarm : o->clear : o->forecast) - 1, token);
        if (now->calm ? alarm : now->event && o->calm)
                return text_pair_second(f, (now->calm ? alarm : o->calm) - 1, token);
        return 0;
}

/* "Missile danger in Lipetsk: the storm warning is lifted", "...: no restrictions": behind a colon, what is over is of another kind
 * than alarms of weapons, or all is calm but for the alarm. */
static bool turns_at_colon(const struct text_clauses *f, uint32_t token, const struct text_opposites *o)
{
        const struct text_match *m = text_scan_starts(f->s, token, SAYS_CLEAR);

        if (!text_scan_gap(f->s, token, GAP_COLON) || !o->alarm)
                return false;
        return text_scan_starts(f->s, token, SAYS_CALM) ||
               (m && m->phrase->number >= 0 && 1u << m->phrase->number & (TEXT_PEACEFUL | 1u << EVENT_OTHER));
}

uint32_t text_opposites_part(const struct text_clauses *f, uint32_t token, struct text_opposites *o)
{
        const uint64_t said = TEXT_ROLE(SAYS_CLEAR) | TEXT_ROLE(SAYS_LIVE) | TEXT_ROLE(SAYS_STILL) |
                              TEXT_ROLE(SAYS_CALM) | TEXT_ROLE(SAYS_EVENT) | TEXT_ROLE(SAYS_CRY) |
                              TEXT_ROLE(SAYS_LIFTED) | TEXT_ROLE(SAYS_STAYS) | TEXT_ROLE(SAYS_PAST) |
                              TEXT_ROLE(SAYS_FORECAST);
        const bool sign = is_after_sign(f, token);
        struct text_opposites now = {0};
        uint32_t entry = 0;

        if (text_scan_starts_any(f->s, token, said)) {
                now = said_at(f, token);
                if (o->clear && text_scan_starts(f->s, token, SAYS_STAYS)) /* "lifted here, kept there" */
                        now.live = token + 1;
        } else if (parted(o, o->clear) && ends_refusing(f, token))
                now.live = token + 1;
        else if (!sign && !is_comma(f, token) && !text_scan_gap(f->s, token, GAP_DASH))
                return UINT32_MAX;
        if (f->lifted && f->lifted[token] == LIFTED_HERE && text_scan_starts(f->s, token, SAYS_LIFTED) &&
            !strcmp(text_scan_starts(f->s, token, SAYS_LIFTED)->phrase->value, "rest"))
                o->comma = token + 1; /* "in force here and lifted there" */
        /* a dash only where there is no comma: "Киев ждёт, Одесса - отбой" */
        if (sign || is_comma(f, token) || turns_at_colon(f, token, o) ||
            (text_scan_gap(f->s, token, GAP_DASH) && o->comma <= o->clear && o->comma <= o->live))
                o->comma = token + 1;
        if (text_scan_gap(f->s, token, GAP_DASH | GAP_COLON) && (entry = entry_before(f, token, o)))
                o->comma = entry + 1;
        entry = pair_at(f, token, &now, o);
        if (entry || is_set_against(f, &now, o)) {
                uint32_t at = entry ? entry : o->comma - 1;
                *o = now;
                return at;
        }
        o->clear = now.clear ? now.clear : o->clear;
        o->live = now.live ? now.live : o->live;
        o->alarm = now.alarm ? now.alarm : o->alarm;
        o->calm = now.calm ? now.calm : o->calm;
        o->event = now.event ? now.event : o->event;
        o->blow = now.blow ? now.blow : o->blow;
        o->past = now.past ? now.past : o->past;
        o->forecast = now.forecast ? now.forecast : o->forecast;
        return UINT32_MAX;
}
