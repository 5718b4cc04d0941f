#include "report/text_evidence.h"

#define WEAPON_TELLS  2
#define VERB_SHORTEST 9 /* bytes */

/* Another table may have the word too; and a genre ("^how") is only that of the text where the text begins so. */
unsigned text_evidence_topic(const struct text_clauses *f, const struct text_match *m)
{
        if (m->role != SAYS_TOPIC ||
            (*m->phrase->text == '^' && text_scan_token(f->s, m->first)->sentence > 0))
                return 0;
        for (const struct text_match *o = m; o-- > f->s->matches && o->first == m->first;)
                if (o->role == SAYS_TOPIC)
                        return 0;
        return (unsigned)m->phrase->number;
}

bool text_evidence_is_weapon(const struct text_match *event)
{
        return 1u << event->phrase->number & (VOCAB_FLYING | 1u << EVENT_DEBRIS);
}

/* A weapon that is said to hit, or from which people are told to take cover, tells more than what stands beside it: "Дрон
 * влучив у музей", "Концерт зупиняємо: ракета, в укриття". Each time: long articles have many subjects beside it. */
static unsigned evidence(const struct text_clauses *f)
{
        unsigned tells = 0, weapons = 0;

        for (const struct text_clause *c = f->clauses; c < f->clauses + f->n_clauses; c++) {
                tells += c->told + c->live + c->orders;
                weapons += c->weapon && ((c->told && c->attack) || f->orders);
        }
        return tells + WEAPON_TELLS * weapons;
}

const char *text_evidence_nothing_meant(const struct text_clauses *f)
{
        unsigned topic = 0, drill = 0, real = 0;
        const char *subject = "";

        for (size_t i = 0; i < f->s->n_matches; i++) {
                const struct text_match *m = &f->s->matches[i];
                unsigned weight = text_evidence_topic(f, m);
                drill += m->role == SAYS_DRILL;
                real += m->role == SAYS_REAL;
                if (!weight || f->clauses[f->clause_of[m->first]].teaser)
                        continue;
                topic += weight;
                if (!*subject)
                        subject = m->phrase->text;
        }
        if (drill && !real)
                return "the text is about a drill, a test or a denied rumour";
        if (topic >= 3 && topic > evidence(f) && !(f->orders && f->live >= 2)) /* a match may be broken off */
                return arena_printf(f->s->arena, "the text is about something else (\"%s\")", subject);
        return NULL;
}

bool text_evidence_is_other(const struct text_clauses *f, const struct text_clause *c)
{
        unsigned tells = c->told + c->live + c->orders + c->clear + (c->told && c->events) +
                         (c->weapon && c->told && c->attack ? WEAPON_TELLS : 0);

        return c->topic >= 2 && c->topic > tells && !(f->orders && c->live >= 2);
}

/* "Ціни злетіли, як ракета": a verb of the past that the vocabulary does not know tells of something else. */
static bool has_unknown_verb(const struct text_clauses *f, const struct text_clause *c)
{
        for (uint32_t at = c->first; at < c->end; at++) {
                const struct text_token *t = text_scan_token(f->s, at);
                if (t->letters == CASE_LOWER && !(f->s->starts[at] | f->s->ends[at]) &&
                    t->lexeme->size >= (t->latin ? VERB_SHORTEST / 2 : VERB_SHORTEST) &&
                    text_language_ends(f->s->language, ENDING_VERB, NULL, t->lexeme->folded, t->lexeme->size))
                        return true;
        }
        return false;
}

/* "Two shaheds at Konotop". What does not fly is also spoken of for its own sake: "explosions of colour in Tbilisi". */
bool text_evidence_is_now(const struct text_clauses *f, const struct text_clause *c, uint32_t events)
{
        return (events & VOCAB_FLYING ? c->terse : events && c->plain) && !has_unknown_verb(f, c);
}

/* What happens needs a name: an event, or an attack by whatever. "Двое погибли", "goes on" alone may be about anything; only
 * a post of few other words means danger by them. And what happened must be told more than in passing. */
bool text_evidence_is_said(const struct text_clauses *f, const struct text_clause *c,
                           const struct text_clause *governor, int state)
{
        if (state == STATE_PAST && !f->told)
                return false;
        if (f->attack || text_govern_events(f, c, governor))
                return true;
        return state == STATE_ALL_CLEAR ||
               (state == STATE_LIVE && (f->orders || f->exclaims || c->still || c->plain));
}
