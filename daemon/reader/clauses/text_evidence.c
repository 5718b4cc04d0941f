#include "reader/clauses/text_evidence.h"

#include <string.h>

#include "reader/clauses/text_event.h"

#define WEAPON_TELLS  2
#define ALARM_TELLS   2
#define ALARM_CELL    24 /* tokens around an alarm */
#define VERB_SHORTEST 9  /* bytes */

/* "Роман Бусаргин" has written no novel: a first name that is a subject as well, within a sentence or before another name. */
static bool is_first_name(const struct text_scan *s, const struct text_match *m)
{
        const struct text_token *t = text_scan_token(s, m->first);
        const struct text_sentence *sentence = text_scan_sentence(s, m->first);

        return m->slots == 1 && t->letters == CASE_TITLE && t->lexeme->roles >> SAYS_PERSON & 1 &&
               (m->first > sentence->first ||
                (m->first + 1 < sentence->end && t[1].letters == CASE_TITLE && !t[1].gap));
}

/* Another table may have the word too; and a genre ("^how") is only that of the text where the text begins so. */
unsigned text_evidence_topic(const struct text_clauses *f, const struct text_match *m)
{
        if (m->role != SAYS_TOPIC || is_first_name(f->s, m) ||
            (*m->phrase->text == '^' && text_scan_token(f->s, m->first)->sentence > 0))
                return 0;
        for (const struct text_match *o = m; o-- > f->s->matches && o->first == m->first;)
                if (o->role == SAYS_TOPIC)
                        return 0;
        return (unsigned)m->phrase->number;
}

bool text_evidence_is_strikable(const struct text_match *m)
{
        return strstr(m->phrase->value, "struck") != NULL;
}

/* A blow that is told, and not only in passing, nor of another time. */
static bool strikes(const struct text_clause *c)
{
        return c->told && !c->old && !c->drill && !c->teaser &&
               (c->weapon || c->attacked || c->events & TEXT_WEAPONS ||
                c->meant & (TEXT_BLOWS | 1u << EVENT_OTHER));
}

void text_evidence_spare_struck(struct text_clauses *f)
{
        struct text_clause *const end = f->clauses + f->n_clauses;

        for (struct text_clause *c = f->clauses, *next; c < end; c = next) {
                bool told = false;
                for (next = c; next < end && next->sentence == c->sentence; next++)
                        told |= strikes(next);
                for (; told && c < next; c++) {
                        c->strikes = true;
                        c->topic -= c->strikable;
                }
        }
}

bool text_evidence_is_weapon(const struct text_match *event)
{
        return 1u << event->phrase->number & (VOCAB_FLYING | 1u << EVENT_DEBRIS);
}

bool text_evidence_is_alarm(const struct text_clauses *f, const struct text_match *m)
{
        const struct text_sentence *sentence = text_scan_sentence(f->s, m->first);
        uint32_t from = m->first, end = m->last + 1;
        bool declared = m->role != SAYS_EVENT; /* "объявили тревогу" is one, too */

        if ((m->role != SAYS_STILL && m->phrase->number < 0) || f->passing[m->first])
                return false;
        while (from > sentence->first && m->first - from < ALARM_CELL &&
               !text_scan_gap(f->s, from, TEXT_GAPS_CELL))
                from--;
        while (end < sentence->end && end - m->last < ALARM_CELL && !text_scan_gap(f->s, end, TEXT_GAPS_CELL))
                end++;
        for (uint32_t at = from; at < end; at++) {
                if (text_scan_starts_any(f->s, at, TEXT_ROLE(SAYS_TOPIC)))
                        return false;
                declared |= text_scan_starts_any(f->s, at, TEXT_ROLE(SAYS_HAPPENED) | TEXT_ROLE(SAYS_LIVE));
        }
        return declared;
}

/* What those weigh where they are said of a place, or that they go on: "the hearing was interrupted by an alert" does not. */
static unsigned alarms_tell(const struct text_clause *c)
{
        return c->places || c->still ? ALARM_TELLS * c->alarms : 0;
}

/* A weapon that is said to hit, or from which people are told to take cover, tells more than what stands beside it: "Дрон
 * влучив у музей", "Концерт зупиняємо: ракета, в укриття". Each time: long articles have many subjects beside it. */
static unsigned evidence(const struct text_clauses *f)
{
        unsigned tells = 0, weapons = 0;

        for (const struct text_clause *c = f->clauses; c < f->clauses + f->n_clauses; c++) {
                tells += c->told + c->live + c->still + c->orders + alarms_tell(c);
                weapons += (c->weapon && ((c->told && (c->attack || c->places)) || f->orders)) ||
                           (f->orders && c->plain && c->places && c->meant & VOCAB_FLYING);
        }
        return tells + WEAPON_TELLS * weapons;
}

/* "Казань, беспилотная опасность! Турнир прерван.": an alarm said of a place in few other words is one, whatever the text is
 * about besides. */
static bool is_declared(const struct text_clause *c)
{
        return c->alarms && c->places && c->plain && !c->teaser && !c->drill;
}

/* A word of a place's name. */
static bool is_in_name(const struct text_clauses *f, const struct text_match *m)
{
        size_t k = text_clauses_place_from(f, m->first + 1);
        const struct text_place *p = k ? &f->places[k - 1] : NULL;

        return p && p->place != PLACE_NONE && p->from <= m->first && p->to >= m->last;
}

/* Does the text up to the end of the sentence, one of its first, speak of victims or damage? */
static bool tells_harm(const struct text_clauses *f, uint32_t sentence)
{
        for (size_t i = 0; i < f->s->n_matches; i++) {
                const struct text_match *m = &f->s->matches[i];
                if (text_scan_token(f->s, m->first)->sentence > sentence)
                        break;
                if (m->role == SAYS_FACT)
                        return true;
        }
        return false;
}

/* "A gas explosion", "drone debris": an event of several words is no figure of speech. */
static bool names_event(const struct text_clauses *f, const struct text_clause *c)
{
        const uint64_t naming = TEXT_ROLE(SAYS_EVENT) | TEXT_ROLE(SAYS_PAST) | TEXT_ROLE(SAYS_HAPPENED);

        for (uint32_t i = f->s->starting[c->first]; i < f->s->starting[c->end]; i++) {
                const struct text_match *m = &f->s->matches[i];
                if (naming >> m->role & 1 && m->slots > 1 && m->phrase->number >= 0)
                        return true;
        }
        return false;
}

/* Is told in the first sentence of the text what no other subject shares its words with: a quake, a leak, an alarm, what a drone has
 * struck; or a blow that did harm? "A blast in Romny killed two. A concert for the families is planned in Poltava." */
static bool opens_text(const struct text_clauses *f, const struct text_clause *c, bool harm)
{
        const uint32_t sudden = 1u << EVENT_EARTHQUAKE | 1u << EVENT_CHEMICAL;

        if (c->alarms || c->events & sudden || (c->live && (c->weapon || c->events & TEXT_PEACEFUL)))
                return true;
        if (c->told + c->happened + c->opens > 0 &&
            (c->events & (TEXT_PEACEFUL | 1u << EVENT_DEBRIS) || (c->attack && c->events & TEXT_WEAPONS) ||
             names_event(f, c)))
                return true;
        return strikes(c) && harm;
}

/* Is it of the first sentence, or of the second one, under a title that names no place and speaks of nothing else? */
static bool is_opening(const struct text_clauses *f, const struct text_clause *c)
{
        const struct text_sentence *first = f->s->words.sentences;
        bool other = false;

        if (c->sentence > 1)
                return false;
        for (const struct text_clause *o = f->clauses; o < c && o->sentence == 0; o++)
                other |= o->topic || o->drill || o->teaser || o->old || o->places;
        return c == f->clauses || (!other && c->sentence == 1 && first[1].starts_line);
}

/* "Moscow and Kyiv will send delegations. Overnight two drones fell in Sumy region.": a sentence that tells what a weapon hit, and
 * that it was just now, and speaks of nothing else, is news whatever stands beside it; so is the first one, whenever that was. */
static bool is_reported(const struct text_clauses *f, const struct text_clause *c)
{
        const bool first = is_opening(f, c), harm = first && tells_harm(f, c->sentence);
        bool told = false, today = first, places = false;

        for (const struct text_clause *o = c; o < f->clauses + f->n_clauses && o->sentence == c->sentence;
             o++) {
                if (o->topic || o->drill || o->teaser || o->old || o->calm)
                        return false;
                told |= first ? opens_text(f, o, harm) : o->weapon && o->told;
                today |= o->today;
                places |= o->places;
        }
        return told && today && places;
}

#define GENRE_WEIGHT 9 /* of a word that a text begins with which leaves no doubt */

/* "Review: ...", "Match report: ...": whatever is told below it has not happened. */
static const struct text_match *genre_of(const struct text_clauses *f)
{
        for (uint32_t i = 0; i < f->s->n_matches && f->s->matches[i].first == 0; i++)
                if (f->s->matches[i].role == SAYS_TOPIC && f->s->matches[i].phrase->number >= GENRE_WEIGHT)
                        return &f->s->matches[i];
        return NULL;
}

static const char *other_subject(const struct text_clauses *f, const char *subject)
{
        return arena_printf(f->s->arena, "the text is about something else (\"%s\")", subject);
}

const char *text_evidence_subject(const struct text_clauses *f)
{
        const struct text_match *genre = genre_of(f);
        unsigned topic = 0;
        const char *subject = "";

        if (genre)
                return other_subject(f, genre->phrase->text);
        for (const struct text_clause *c = f->clauses; c < f->clauses + f->n_clauses; c++)
                if ((is_declared(c) && !c->topic) ||
                    ((c == f->clauses || c[-1].sentence != c->sentence) && is_reported(f, c)))
                        return NULL;

        for (size_t i = 0; i < f->s->n_matches; i++) {
                const struct text_match *m = &f->s->matches[i];
                const struct text_clause *c = &f->clauses[f->clause_of[m->first]];
                unsigned weight = text_evidence_topic(f, m);
                if (!weight || c->teaser || (c->strikes && text_evidence_is_strikable(m)) || is_in_name(f, m))
                        continue;
                topic += weight;
                if (!*subject)
                        subject = m->phrase->text;
        }
        if (topic >= 3 && topic > evidence(f) && !(f->orders && f->live >= 2)) /* a match may be broken off */
                return other_subject(f, subject);
        return NULL;
}

bool text_evidence_is_other(const struct text_clauses *f, const struct text_clause *c)
{
        unsigned tells = c->told + c->live + c->still + c->orders + c->clear + (c->told && c->events) +
                         alarms_tell(c) +
                         (c->weapon && c->told && (c->attack || c->places) ? WEAPON_TELLS : 0);

        return !is_declared(c) && c->topic >= 2 && c->topic > tells && !(f->orders && c->live >= 2);
}

/* "Ціни злетіли, як ракета": a verb of the past that the vocabulary does not know tells of something else. */
static bool has_unknown_verb(const struct text_clauses *f, const struct text_clause *c)
{
        for (uint32_t at = c->first; at < c->end; at++) {
                const struct text_token *t = text_scan_token(f->s, at);
                if (t->letters == CASE_LOWER && !(f->s->starts[at] | f->s->ends[at]) &&
                    t->lexeme->size >= (t->latin ? VERB_SHORTEST / 2 : VERB_SHORTEST) &&
                    text_scan_ends_like(f->s, at, ENDING_VERB))
                        return true;
        }
        return false;
}

/* "Two shaheds at Konotop". Weapons and explosions are also spoken of for their own sake: "explosions of colour in Tbilisi",
 * "the drone school in Rzeszow". */
bool text_evidence_is_now(const struct text_clauses *f, const struct text_clause *c, uint32_t events)
{
        return events && (c->events ? c->meant : f->meant) && c->plain && !has_unknown_verb(f, c);
}

#define NEAR_BEFORE 3 /* sentences */

/* "The cardinal flies to Kyiv": what goes on there is no danger, where neither the sentences up to it nor an alarm in the text
 * speak of one. */
static bool is_of_danger(const struct text_clauses *f, const struct text_clause *c)
{
        for (const struct text_clause *o = c; o-- > f->clauses && c->sentence - o->sentence < NEAR_BEFORE;)
                if (o->meant)
                        return true;
        return c->plain || c->alarms || c->orders || c->still || c->stays || c->under || f->orders ||
               f->post || f->going || text_event_same(f, c);
}

bool text_evidence_is_harm(const struct text_match *m)
{
        const uint64_t harms =
            TEXT_ROLE(SAYS_FACT) | TEXT_ROLE(SAYS_NOBODY) | TEXT_ROLE(SAYS_OFFICIAL) | TEXT_ROLE(SAYS_CLAIM);

        return harms >> m->role & 1 || (m->role == SAYS_OLD && strcmp(m->phrase->value, "today") == 0) ||
               (m->role == SAYS_NAMED && strcmp(m->phrase->value, "hospital") == 0);
}

#define SHORT_TEXT  160 /* bytes */
#define SHORT_WORDS 16

/* "Удар по Купянску", "атаковали Купянск": right before a place of the clause. */
static bool is_aimed(const struct text_clauses *f, const struct text_clause *c)
{
        for (size_t k = text_clauses_place_from(f, c->first); k < f->n_places && f->places[k].from < c->end;
             k++) {
                uint32_t at = f->places[k].from;
                const struct text_match *to;
                if (at == c->first)
                        continue;
                if (text_scan_ends(f->s, at - 1, SAYS_PAST))
                        return true;
                if (!(to = text_scan_ends(f->s, at - 1, SAYS_TO)))
                        to = text_scan_ends(f->s, at - 1, SAYS_AT);
                if (to && to->first > c->first && text_scan_ends(f->s, to->first - 1, SAYS_PAST))
                        return true;
        }
        return false;
}

/* "The crash has hit the coast hardest, in Batumi": in a longer text that names no danger, and nobody and nothing that was harmed,
 * nor who says so, a blow is something else. */
static bool is_figure(const struct text_clauses *f, const struct text_clause *c)
{
        return !f->events && !f->harm && f->s->words.size > SHORT_TEXT &&
               f->s->words.n_tokens > SHORT_WORDS && !is_aimed(f, c);
}

/* What happens needs a name: an event, or an attack by whatever. "Двое погибли", "goes on" alone may be about anything; only
 * a post of few other words means danger by them. And what happened must be told more than in passing. */
bool text_evidence_is_said(const struct text_clauses *f, const struct text_clause *c,
                           const struct text_clause *governor, int state)
{
        if (state == STATE_PAST && !f->told)
                return false;
        if (state == STATE_FORECAST && !text_event_same(f, governor)) /* "lessons will go on in Kursk" */
                return f->events & (1u << EVENT_WEATHER | 1u << EVENT_FLOOD);
        if (state == STATE_LIVE && governor == c && !is_of_danger(f, c))
                return false;
        if (state == STATE_PAST && is_figure(f, governor))
                return false;
        if (f->attack || text_event_of(f, c, governor))
                return true;
        return state == STATE_ALL_CLEAR ||
               (state == STATE_LIVE && (f->orders || f->exclaims || c->still || c->stays || c->plain));
}
