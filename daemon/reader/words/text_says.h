/* text_says: what phrases of the vocabulary say: their roles, and what the second column of a table means for each. */
#pragma once

#include <assert.h>

#include "base/problem.h"

/* What a phrase says. `value` is what the second column holds. */
enum text_says {
        SAYS_NONE,  /* hides shorter phrases, says nothing itself */
        SAYS_EVENT, /* names an event; value: its class */
        SAYS_PAST,  /* it happened; value: event class or "-" (so too for the next three) */
        SAYS_LIVE,  /* danger now */
        SAYS_ORDER, /* what to do now: take shelter */
        SAYS_HAPPENED, /* it has begun: past in a report, live in a text that gives orders, or says that such an event goes on */
        SAYS_CLEAR,    /* it is over */
        SAYS_FORECAST, /* announced */
        SAYS_STILL,    /* still in force, against an all-clear nearby */
        SAYS_CALM,     /* nothing happened or threatens here */
        SAYS_OLD,      /* background from another time */
        SAYS_ASIDE, /* what is done elsewhere about it: a clause without a word of danger says nothing of its places */
        SAYS_ATTACK, /* an attack or accident, by whatever: what is past needs one, or an event */
        SAYS_PASSING, /* "who": what follows up to the comma is told in passing ("clause"); "after": the next event is */
        SAYS_TEASER, /* "read also": nothing up to the next paragraph counts */
        SAYS_LIST,   /* "this concerns": goes on with what was said before */
        SAYS_DRILL,  /* a drill or test of sirens, a denied rumour, planned work: the whole text says nothing
                     */
        SAYS_REAL,   /* "this is not a drill" */
        SAYS_TOPIC,  /* sport, obituary, advertisement, talks ...; value: weight */
        SAYS_FROM,   /* before a place: came or was launched from there */
        SAYS_TO,     /* before a place: heading there */
        SAYS_AT,     /* before a place: there */
        SAYS_NAMED,  /* before a place: merely named; value: the reason */
        SAYS_NAMED_AFTER, /* after a place, the same */
        SAYS_ACTOR,       /* after a country or capital: it is a speaker or doer */
        SAYS_PERSON,      /* first names and titles: the next name is a person's */
        SAYS_HEAD,        /* administrative word; value: levels, "region,district" */
        SAYS_HEADS,       /* the same in the plural */
        SAYS_KIND,        /* word before a settlement's name: village, city */
        SAYS_BETWEEN,  /* may stand between a name and its head, or a name and its preposition: "municipal" */
        SAYS_JOIN,     /* "and" */
        SAYS_CONTRAST, /* "but": a new clause */
        SAYS_WHOLE,    /* "throughout the region": the region spoken of; value: level */
        SAYS_PLACE,    /* another name of a place; value: path */
        SAYS_COMMON,   /* a place's name that is also an ordinary word: needs an administrative word */
        SAYS_SHORT,    /* abbreviation that ends in a full stop */
        SAYS_MONTH,    /* name of a month; value: the month, or "-" for what a dateline has in its place */
        SAYS_COUNT,    /* number word; value: the number */
        SAYS_FACT,     /* value: killed, injured, children, intercepted, launched, damaged */
        SAYS_IF,       /* what follows is only supposed, up to the comma */
        SAYS_ASKS,     /* a sentence with it that ends in a question mark tells nothing */
        SAYS_NOT, /* a negation, or "until", "after", "will": an all-clear next to it is none; value "far": all the
                          more */
        SAYS_UNDER,   /* "under attack": live where nothing else of the text is past */
        SAYS_STAYS,   /* "remains": after an all-clear elsewhere in the sentence, danger goes on here */
        SAYS_PART,    /* "west": an all-clear for a part of a place ends nothing in the whole */
        SAYS_CRY,     /* says it only where nothing else is said: "Yelets, red!"; live, clear, alone */
        SAYS_INSERT,  /* begins what is inserted between commas: "announced at night", "which" */
        SAYS_NOBODY,  /* "no one was hurt": the fact is 0; value as for facts */
        SAYS_MEASURE, /* after a number that counts nothing: "years old", "km" */
        SAYS_OFFICIAL,
        SAYS_CLAIM,
        SAYS_DENIAL,
        SAYS_PRELIMINARY,
        SAYS_SINGLE, /* "driver", "drone": one beside a fact, where no number is; value: person or thing */
        SAYS_OF,     /* between two numbers: so many of so many */
        SAYS_EACH,   /* "apiece": a number next to it is that of each of its places */
        SAYS_LIFTED, /* "lifted it": the alarm told before is over; value: it, or did where its subject may stand before */
        SAYS_FILLER, /* "very", "one more": says nothing of what a post is about */
        SAYS_ADVICE, /* "what to do when": a text that begins with it tells people what to do another day */
        SAYS_DENIED, /* "not", "no": what it names right behind it has not happened and does not threaten */
        SAYS_CALLED_OFF, /* flights, lessons: what else is called off; an all-clear that skips it is none */
        SAYS_WORKS, /* after an adjective: a plant or depot called after its town; value: levels whose adjective it may be */
        SAYS_WHY, /* "because of": of the alarm behind it nothing is over, where something else is called off */
        TEXT_SAYS_COUNT
};
static_assert(TEXT_SAYS_COUNT <= 64, "masks of roles have 64 bits");

/* Values of SAYS_NAMED that more than one part of the reader asks for. */
#define TEXT_DISTANCE "distance" /* there are two that begin so */
#define TEXT_EXCEPT   "except"
#define TEXT_OFFICE   "office"
#define TEXT_RESIDENT "resident"
#define TEXT_ROAD     "road"

/* A role's name in the tables. -EINVAL with a reason. */
int text_says_parse(const char *word, enum text_says *ret, struct problem *why);
/* What the value means for its role: an event's class, a mask of levels, a weight, a number; -1 where it is "-" or only words.
 * -EINVAL with a reason. */
int text_says_value(enum text_says role, const char *value, int *ret, struct problem *why);
