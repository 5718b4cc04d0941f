/* text_details: what the sentences of an alert say besides: numbers, and how sure they are. */
#pragma once

#include "reader/frames/text_frames.h"
#include "reader/text_facts.h"

/* Of one text; all in the scan's arena. */
struct text_details {
        const struct text_scan *s;
        const struct text_place *places;
        const struct text_frames *frames;
        bool *has_place;  /* per sentence */
        uint64_t *doubts; /* per sentence: roles that lower certainty */
        bool *is_apart;   /* per sentence: what it says is of elsewhere, or of another time */
        const struct text_frame **ordered;   /* the frames, by sentence and place in it */
        size_t *starting;                    /* per sentence (and one more): its first of these */
        uint32_t only_region;                /* all that happens is there; PLACE_NONE: it is in several */
        const struct text_frame *first_past; /* what the text tells first; NULL: nothing past */
        bool official;                       /* the text names an official source */
};

/* What is said of one alert; begins with text_facts_start(). */
struct text_sayings {
        struct text_facts facts;
        uint64_t doubts; /* roles */
};

void text_details_find(const struct text_scan *s, const struct text_place *places,
                       const struct text_frames *frames, struct text_details *ret);
/* Both are of one alert: of one event, state and region. */
bool text_details_same(const struct text_details *d, const struct text_frame *a, const struct text_frame *b);
/* What a sentence says of the alert of `lead`, and those after it that name no place of their own. */
void text_details_add(const struct text_details *d, const struct text_frame *lead, uint32_t sentence,
                      struct text_sayings *said);
/* In a text about one region: what is said of victims anywhere in it, though the sentence names no place. */
void text_details_add_victims(const struct text_details *d, const struct text_frame *lead,
                              struct text_sayings *said);
