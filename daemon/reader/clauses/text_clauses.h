/* text_clauses: the clauses of a text, the state that each has by its own words, and where one that has none takes state
 * and event from. Shared by the parts of the reader from text_cut to text_frames only. */
#pragma once

#include "reader/clauses/text_frame.h"
#include "reader/clauses/text_supposed.h"
#include "reader/places/text_role.h"

#define STATE_UNSAID (-1)

#define TEXT_CLAUSES_NEAR 64 /* how far anything is looked for */

#define TEXT_POST_MAX   600 /* bytes of a text that may be a post: words without a tense count as live there */
#define TEXT_POST_SHORT 280 /* bytes: shorter ones are written in a hurry */

/* Events that are over as soon as they have happened, as a mask: no all-clear is about them. */
#define TEXT_BLOWS (1u << EVENT_EXPLOSION | 1u << EVENT_EARTHQUAKE | 1u << EVENT_FIRE)

/* These, and what falls down: told of as nouns, they have happened. */
#define TEXT_SUDDEN (TEXT_BLOWS | 1u << EVENT_DEBRIS)

/* What goes on by itself once it has begun. */
#define TEXT_LASTING (1u << EVENT_FLOOD | 1u << EVENT_FIRE | 1u << EVENT_CHEMICAL)

/* Weapons, and what they do: an attack. */
#define TEXT_WEAPONS (VOCAB_FLYING | 1u << EVENT_SHELLING)

/* Events that have nothing to do with an attack. */
#define TEXT_PEACEFUL                                                                                        \
        (1u << EVENT_FLOOD | 1u << EVENT_WEATHER | 1u << EVENT_FIRE | 1u << EVENT_CHEMICAL |                 \
         1u << EVENT_EARTHQUAKE)

/* A part of a sentence with one state. */
struct text_clause {
        uint32_t first, end; /* tokens */
        uint32_t sentence;
        uint32_t events; /* mask of 1 << enum alert_event */
        uint32_t meant;  /* of these, what is not only named in passing */
        uint32_t lasts;  /* of these, what burns, stands or leaks on by itself */
        uint32_t begun;  /* of these, what has begun and lasts where the text says that it goes on */
        unsigned past, live, signs, orders, happened, clear, forecast, still, under, stays, calm, old, aside,
            list, topic;
        unsigned strikable; /* of the topic, the words for what is also struck: an actor, a stadium */
        unsigned lasting;   /* that it is not over */
        unsigned home;      /* that people are home again: it is over, where the text tells of no attack */
        unsigned downs;     /* of what is past: what was shot down, while the rest flies on */
        unsigned alarms;    /* that are said to be in force, without another subject beside them */
        /* what happened, and is not told in passing: by verbs; by its name at the start */
        unsigned told, opens;
        const struct text_match *whole; /* "throughout the region" */
        bool credits;                   /* its line tells from whom a picture or the text is */
        bool teaser, framed;
        bool lasted;     /* says how long an alarm was */
        bool ordered;    /* its line says what to do, or a short text does */
        bool dated;      /* begins with a year long past, or with words for another time */
        bool today;      /* says that it was today or last night */
        bool recalls;    /* begins with words by which something of another day is called to mind */
        bool was;        /* "was declared" */
        bool before;     /* tells what had been said before what the text tells */
        bool then;       /* tells of an alarm before that of which the text tells, or so */
        bool drill;      /* speaks of a drill, a test, a rumour */
        bool names_only; /* nothing but places, and what stands between them in a list */
        bool excepts;    /* an all-clear of all but some, */
        bool idle;       /* and it is not known of which: it ends nothing */
        bool after;      /* was before the rest of its sentence, which has other places */
        bool refuses;    /* names and a negation: "in Kharkiv not yet" */
        bool plain; /* most of its words are known to the vocabulary, as in a post: "КАБи на Суми" */
        unsigned strange;             /* words that are not, in small letters */
        bool strikes;                 /* its sentence tells what was struck */
        bool weapon, attack;          /* a weapon that hits, and that one hits, not in passing */
        bool attacked;                /* that one hits, if only in passing */
        int state;                    /* enum alert_state or STATE_UNSAID: by its own words */
        bool places, known;           /* names some; some that are known */
        bool line_places, line_names; /* its line has some, has nothing else */
};

/* Why no all-clear of a sentence may be one. */
struct text_doubt {
        bool question;
        uint32_t exception; /* 1 + the last token where one starts, which concerns all before it; 0: none */
        bool known;         /* and all that it names are known places */
};

struct text_clauses {
        struct text_scan *s;
        const struct text_place *places;
        const struct text_role *roles;
        size_t n_places;
        struct text_clause *clauses;
        size_t n_clauses, clauses_room;
        uint32_t *clause_of;       /* per token */
        struct text_doubt *doubts; /* per sentence */
        const uint8_t *supposed;   /* enum text_supposed per token */
        const uint8_t *cries;      /* enum text_cry per token */
        const uint8_t *lifted;     /* enum text_lifted per token, or NULL */
        const bool *beyond;        /* per place: out of its all-clear's reach; or NULL */
        struct text_frames *out;
        size_t frames_room, named_room;
        unsigned past, live; /* in the whole text */
        uint32_t events;     /* in the whole text */
        uint32_t meant;      /* of these, what is not only named in passing */
        uint32_t threats;    /* of these, what is named by more than an all-clear */
        uint32_t going;      /* events that some phrase says go on now */
        unsigned counts[EVENT_COUNT];
        bool post, orders;
        bool attack;         /* somewhere in the text */
        bool accident;       /* so, and it is one of traffic */
        bool assault;        /* so, and it is none */
        bool harm;           /* speaks of victims or damage, of the last night, or by whom it is said */
        bool happens;        /* some clause tells what happened, not long ago */
        bool advises;        /* tells what to do another day */
        bool looks_back;     /* its first sentence says that it is about another time */
        bool exclaims;       /* with an exclamation mark */
        bool newest_first;   /* a log is told from its end */
        const bool *passing; /* per token: only told in passing */
        unsigned told;       /* what happened and is not told in passing, in the whole text */
};

/* Weighs the phrases in the clauses that text_cut has made. */
void text_clauses_weigh(struct text_clauses *f);

/* The first place that begins at the token or later, as a number of places[]. */
size_t text_clauses_place_from(const struct text_clauses *f, uint32_t token);
/* The last place that begins before the token, in its sentence; NULL: there is none. */
const struct text_place *text_clauses_place_before(const struct text_clauses *f, uint32_t token);
/* Does any begin from the token on, before `end`? */
bool text_clauses_have_places(const struct text_clauses *f, uint32_t token, uint32_t end);
/* Are the tokens from `first` on, before `end`, nothing but places, numbers, and phrases of these roles (1 << enum text_says)? */
bool text_clauses_are_small(const struct text_clauses *f, uint32_t first, uint32_t end, uint64_t roles);

/* Does a colon stand behind it? */
static inline bool text_clauses_has_colon(const struct text_clauses *f, const struct text_clause *c)
{
        return c->end < f->s->words.n_tokens && text_scan_gap(f->s, c->end, GAP_COLON);
}
