/* text_patterns: the phrases' tables as they are read. Each phrase is one pattern or, with `a|b`, several; they are needed
 * until text_phrases has laid them out. For text_phrases only. */
#pragma once

#include "reader/words/text_phrases.h"

struct text_pattern {
        struct text_pattern *next; /* with the same first atom, the newest first */
        uint32_t phrase;
        bool at_start;
        uint8_t n_slots;
        struct text_slot slots[]; /* at most TEXT_SLOTS_MAX */
};

struct text_patterns {
        struct arena *arena; /* the phrases' */
        struct text_atoms *atoms;
        const struct text_phrase **phrases;
        size_t n_phrases, phrases_room;
        struct text_pattern **first; /* by first atom */
        size_t n_first, first_room;
        struct arena *patterns;
        const char *language;  /* of the table that is being read */
        struct arena *scratch; /* the table itself, and what is only looked at while it is read */
};

/* Reads all tables of the folder into lists that are empty. Both lists and `patterns` are the caller's to free. */
int text_patterns_read(struct text_patterns *p, const char *directory, struct problem *why);
