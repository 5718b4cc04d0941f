#include "reader/clauses/text_passing.h"

#include <string.h>

#include "reader/clauses/text_after.h"
#include "reader/words/text_attribute.h"

#define FAR    4  /* tokens between "after" and what it is said of */
#define BEFORE 4  /* tokens between a number and what it counts */
#define STRUCK 5  /* tokens between a strike and the "where" of the place that it hit */
#define SCENE  24 /* tokens before "when" in which it is told what somebody was doing */

static const uint64_t telling =
    TEXT_ROLE(SAYS_EVENT) | TEXT_ROLE(SAYS_PAST) | TEXT_ROLE(SAYS_HAPPENED) | TEXT_ROLE(SAYS_ATTACK);

/* What stands from a token up to the next comma, looked at once however many words begin something there. */
struct part {
        uint32_t stop;        /* the first token that is not of it */
        uint32_t resumes;     /* where the sentence goes on though no comma says so; else its end */
        uint32_t today, told; /* 1 + the last that says so; 0: none */
        bool is_marked;       /* as told in passing, from some token to the end */
};

/* "A man who was driving to work was killed": an auxiliary, if not right behind the "who", is the sentence's own verb. */
static bool is_resumed(const struct text_scan *s, uint32_t at)
{
        const struct text_match *m = text_scan_starts(s, at, SAYS_PASSING),
                                *past = text_scan_starts(s, at, SAYS_PAST);

        return (m && !strcmp(m->phrase->value, "resumes")) ||
               (past && past->slots > 1 && text_scan_token(s, at)->latin);
}

static struct part part_at(const struct text_scan *s, uint32_t token, uint32_t end)
{
        const bool apart = text_scan_gap(s, token, GAP_COMMA);
        struct part part = {.resumes = end};
        uint32_t at = token;

        do {
                if (!apart && at > token + 1 && part.resumes == end && is_resumed(s, at))
                        part.resumes = at;
                const struct text_match *o = text_scan_starts(s, at, SAYS_OLD);
                if (o && !strcmp(o->phrase->value, "today"))
                        part.today = at + 1;
                if (text_scan_starts_any(s, at, TEXT_ROLE(SAYS_PAST) | TEXT_ROLE(SAYS_HAPPENED)))
                        part.told = at + 1;
        } while (++at < end && !text_scan_gap(s, at, TEXT_PASSING_ENDS));
        part.stop = at;
        return part;
}

/* "..., whose houses were hit, ...": up to the next comma, or where the sentence goes on. */
static void mark_clause(const struct text_match *m, struct part *part, bool *marks)
{
        for (uint32_t at = m->first; at < part->stop && at < part->resumes && !part->is_marked; at++)
                marks[at] = true;
        part->is_marked = true;
}

/* "Drone", "attack", not "fell on", nor "горить", "спалахнула". */
static bool is_thing(const struct text_scan *s, uint32_t token)
{
        const struct text_match *event = text_scan_starts(s, token, SAYS_EVENT),
                                *attack = text_scan_starts(s, token, SAYS_ATTACK);

        return (event || attack) && !(event && event->last > token) && !(attack && attack->last > token) &&
               !text_scan_ends_like(s, token, ENDING_FINITE);
}

static bool is_name(const struct text_scan *s, uint32_t token)
{
        const struct text_token *t = text_scan_token(s, token);

        if (t->letters != CASE_TITLE || t->possessive || text_scan_starts_any(s, token, telling))
                return false;
        /* "after Russian drones hit" */
        return !t->latin || !(token + 1 < s->words.n_tokens && text_scan_starts_any(s, token + 1, telling));
}

static bool is_count(const struct text_scan *s, uint32_t token)
{
        return text_scan_token(s, token)->number || text_scan_starts(s, token, SAYS_COUNT);
}

/* "After the drone attack": the events that come next; not "they report of a hit". */
static void mark_object(const struct text_scan *s, const struct text_match *m, uint32_t end, bool *marks)
{
        uint32_t at = m->last + 1;
        bool first = m->first == text_scan_sentence(s, m->first)->first;

        if (!first && (text_scan_token(s, m->first - 1)->lexeme->roles >> SAYS_ACTOR & 1 ||
                       text_scan_ends(s, m->first - 1, SAYS_FILLER))) /* "a group of drones" */
                return;
        if (!first && at < end && is_count(s, m->first - 1) && is_count(s, at)) /* "12 of 14 drones" */
                return;
        if (at < end && is_name(s, at)) /* "від Миколаєва шахеди" */
                return;
        while (at < end && at <= m->last + FAR && !text_scan_gap(s, at, TEXT_PASSING_ENDS) &&
               !text_scan_starts_any(s, at, telling))
                at++;
        for (; at < end && !text_scan_gap(s, at, TEXT_PASSING_ENDS) && is_thing(s, at); at++)
                marks[at] = true;
}

/* "Двое раненых": a number before it tells. */
static bool is_counted(const struct text_scan *s, uint32_t token)
{
        uint32_t first = text_scan_sentence(s, token)->first;

        for (uint32_t at = token;
             at > first && token - at < BEFORE && !text_scan_gap(s, at, TEXT_PASSING_ENDS); at--)
                if (is_count(s, at - 1))
                        return true;
        return false;
}

/* "Погибшему десантнику", "знищене житло". */
static bool is_attribute(const struct text_scan *s, uint32_t token)
{
        return !text_scan_token(s, token)->lexeme->latin && text_scan_ends_like(s, token, ENDING_ATTRIBUTE) &&
               !is_counted(s, token);
}

/* "They were driving near Nikopol when a drone hit the car", "nobody was hurt when it fell": what happened then is what is told. */
static bool has_scene(const struct text_scan *s, uint32_t when)
{
        const uint32_t first = text_scan_sentence(s, when)->first;

        for (uint32_t at = when; at > first && when - at < SCENE; at--) {
                const struct text_match *m = text_scan_ends(s, at - 1, SAYS_PASSING);
                if ((m && !strcmp(m->phrase->value, "scene")) || text_scan_ends(s, at - 1, SAYS_NOBODY))
                        return true;
        }
        return false;
}

/* "Is in", "is about". */
static bool stands_at(const struct text_scan *s, uint32_t token)
{
        const struct text_match *m = text_scan_starts(s, token, SAYS_PASSING);

        return m && !strcmp(m->phrase->value, "stands");
}

/* "Заявив про удар по Ромнах, де загинули двоє": what a strike did where it hit. */
static bool is_where_struck(const struct text_scan *s, const struct text_match *m)
{
        const uint64_t strike = TEXT_ROLE(SAYS_ATTACK) | TEXT_ROLE(SAYS_PAST);
        const uint32_t first = text_scan_sentence(s, m->first)->first;

        if (strcmp(m->phrase->value, "where") != 0 || !text_scan_gap(s, m->first, GAP_COMMA))
                return false;
        for (uint32_t at = m->first; at > first && m->first - at < STRUCK; at--)
                if (s->ends[at - 1] & strike)
                        return true;
        return false;
}

/* "The plant, which a drone hit overnight, is in Kstovo": what is said to have happened today, or to something of which the
 * sentence then says where it is, or who is at work there, is told; so too where it begins with what it is about. */
static bool is_news(const struct text_scan *s, const struct text_match *m, const struct part *part,
                    uint32_t end)
{
        const uint32_t at = part->stop;

        if ((part->today > m->first && part->told > m->first) ||
            stands_at(s, text_scan_sentence(s, m->first)->first) || is_where_struck(s, m))
                return true;
        if (at == end || !text_scan_gap(s, at, GAP_COMMA))
                return false;
        if (text_scan_gap(s, at, GAP_DASH)) /* "the house that was hit, — No. 5 in Kursk" */
                return text_scan_token(s, at)->letters == CASE_TITLE || text_scan_starts(s, at, SAYS_KIND);
        return stands_at(s, at);
}

/* "Despite", "after". */
static bool names_object(const struct text_match *m)
{
        return *m->phrase->value == '-' || !strcmp(m->phrase->value, TEXT_AFTER);
}

bool text_passing_begins_clause(const struct text_match *m)
{
        const char *value = m->phrase->value;

        return !names_object(m) && strcmp(value, "scene") != 0 && strcmp(value, "stands") != 0 &&
               strcmp(value, "resumes") != 0;
}

static void mark_part(const struct text_scan *s, const struct text_match *m, struct part *part, uint32_t end,
                      bool *marks)
{
        if (names_object(m))
                mark_object(s, m, end, marks);
        if (!text_passing_begins_clause(m))
                return;
        if (part->stop <= m->first)
                *part = part_at(s, m->first, end);
        if ((strcmp(m->phrase->value, "when") != 0 || !has_scene(s, m->first)) && !is_news(s, m, part, end))
                mark_clause(m, part, marks);
}

const bool *text_passing_find(const struct text_scan *s)
{
        bool *marks = arena_array(s->arena, s->words.n_tokens + 1, sizeof *marks);
        struct part part = {0};

        for (size_t i = 0; i < s->n_matches; i++) {
                const struct text_match *m = &s->matches[i];
                uint32_t end = text_scan_sentence(s, m->first)->end;
                if (m->role == SAYS_PASSING)
                        mark_part(s, m, &part, end, marks);
                else if (telling >> m->role & 1 && m->first == m->last &&
                         (is_attribute(s, m->first) || text_attribute_is(s, m)))
                        marks[m->first] = true;
        }
        return marks;
}
