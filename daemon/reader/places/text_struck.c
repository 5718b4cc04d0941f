#include "reader/places/text_struck.h"

#include <string.h>

#define ARTICLES 2 /* tokens between the strike and the hospital: "hit the district hospital" */

/* "Died", "killed": in a hospital, of what happened elsewhere. */
static bool is_of_people(const struct text_match *fact)
{
        return !strcmp(fact->phrase->value, "killed") || !strcmp(fact->phrase->value, "injured");
}

/* "Попал в", "slammed into"; "hit", "destroyed", but not "died" or "taken". */
static bool is_blow(const struct text_scan *s, uint32_t token)
{
        const struct text_match *past = text_scan_ends(s, token, SAYS_PAST),
                                *fact = text_scan_ends(s, token, SAYS_FACT), *event;
        const uint32_t first = text_scan_sentence(s, token)->first;

        if (!past || (fact && is_of_people(fact)))
                return false;
        return fact || text_scan_ends(s, token, SAYS_ATTACK) ||
               ((event = text_scan_ends(s, token, SAYS_EVENT)) && event->phrase->number == EVENT_SHELLING) ||
               (past->slots > 1 && text_scan_token(s, token)->lexeme->roles >> SAYS_AT & 1) ||
               (past->first > first && text_scan_ends(s, past->first - 1, SAYS_EVENT)); /* "дрон попал" */
}

/* "The", "on", "district": not "по Чугуеву", nor "дронов". */
static bool may_stand_between(const struct text_scan *s, uint32_t token)
{
        const struct text_token *t = text_scan_token(s, token);

        return t->letters == CASE_LOWER &&
               (t->latin || t->lexeme->roles >> SAYS_AT & 1 || text_scan_ends_like(s, token, ENDING_QUALITY));
}

bool text_struck_is(const struct text_scan *s, const struct text_match *hospital)
{
        const uint32_t first = text_scan_sentence(s, hospital->first)->first;
        uint32_t at = hospital->first;

        if (strcmp(hospital->phrase->value, "hospital") != 0 || text_scan_ends_like(s, at, ENDING_FINITE))
                return false; /* "вывозят в" */
        if (text_scan_token(s, at)->lexeme->roles >> SAYS_AT & 1 && is_blow(s, at))
                return true; /* the preposition is of both: "попал в больницу в" */
        for (unsigned steps = 0; at > first && steps <= ARTICLES; steps++) {
                if (text_scan_gap(s, at--, ~0u))
                        return false;
                if (is_blow(s, at))
                        return true;
                if (!may_stand_between(s, at))
                        return false;
        }
        return false;
}
