/* text_places: the place names in a text, and which places they mean.
 *
 * A name that many places bear is settled by what stands around it: its administrative word, a region or
 * district in the same sentence, before, or anywhere in the text, the source's home, and size last. A small
 * place with nothing that speaks for it is left out: most villages are called by ordinary words or surnames.
 */
#pragma once

#include "reader/words/text_scan.h"

#define TEXT_NODES 8

/* One occurrence of a name. */
struct text_place {
        uint32_t first, last; /* tokens of the name itself */
        uint32_t from, to;    /* with its administrative words */
        uint32_t nodes[TEXT_NODES];
        uint8_t n_nodes;
        uint8_t found;  /* levels of all places that it may mean, as a mask */
        uint8_t heads;  /* of these, what an administrative word elsewhere in the sentence may say of it */
        bool alone;     /* it is a name without any administrative word */
        bool well;      /* ... of something better known than a village */
        uint8_t exact;  /* so many of the nodes are the name itself; the others only sound like it */
        uint8_t typed;  /* up to this one, they are one letter off */
        bool head;      /* an administrative word stands with it */
        bool plural;    /* and it stands for several names */
        bool village;   /* it is that of no town: "хутор" */
        bool shared;    /* the administrative word is that of a later name in the list */
        bool sure;      /* nothing else comes near */
        bool expected;  /* a preposition or a word like "village" stands before it */
        bool announced; /* something that stands with nothing but places does, however common the word is */
        bool led;       /* a region, for a preposition stands before its adjective */
        bool hashtag;
        bool akin;       /* to a name, and none itself */
        bool unknown;    /* and it would be a village that is not known */
        uint8_t size;    /* of the place, an enum text_size */
        bool office;     /* "the Belgorod governor" */
        bool works;      /* "Здолбунівське депо": the town that the unit is called after */
        uint32_t levels; /* that the administrative words allow; 0: none given */
        uint32_t place;  /* PLACE_NONE: not known which */
        uint32_t fixed;  /* place given by the vocabulary, or PLACE_NONE */
        uint32_t centre; /* it is that of the district or region spoken of before: LEVEL_*; 0: a name */
        uint32_t rivals; /* how many places of the name came into question */
        bool certain;    /* the chosen one before all others */
        const char *why; /* how it was settled */
};

/* "From X": what comes from there is elsewhere now. */
static inline bool text_places_is_origin(const struct text_scan *s, const struct text_place *p)
{
        return p->from > text_scan_sentence(s, p->first)->first &&
               text_scan_ends(s, p->from - 1, SAYS_FROM) != NULL;
}

/* Not most likely an ordinary word that a place happens to be called. */
static inline bool text_places_is_name(const struct text_place *p)
{
        return p->place != PLACE_NONE || p->expected || p->head;
}

/* In order of their first token. */
size_t text_places_find(struct text_scan *s, struct text_place **ret);
