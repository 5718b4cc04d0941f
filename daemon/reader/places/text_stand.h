/* text_stand: where a name stands: what is near it, before it, beside it in a list. Shared only by the
 * parts of text_settle. */
#pragma once

#include "reader/places/text_finder.h"

#define TEXT_BEFORE_MAX 6
#define TEXT_NEAR_MAX   4 /* anchors looked at before a name, and after it */

/* A settled region or district near the name, and what lying in it is worth. */
struct text_near {
        uint32_t place, last;
        double points;
        bool settlement; /* only its city districts lie in it */
};

/* What is the same for all places that a name may mean: where it stands. */
struct text_stand {
        struct text_near near[2 * TEXT_NEAR_MAX];
        size_t n_near;
        uint32_t beside[2]; /* the towns next to it in a list */
        size_t n_beside;
        bool is_heading, is_common;
        bool is_told;    /* what stands right behind it, or its list: "Orikhiv and Tokmak were shelled" */
        bool has_origin; /* "from X to NAME" */
        struct area_point origin;
        bool is_aimed; /* "over X, course for NAME" */
        struct area_point start;
        uint32_t countries[TEXT_BEFORE_MAX]; /* of the regions and smaller places that stand before it */
        size_t n_countries;
        bool is_frequent; /* many places are called so */
        bool has_town;    /* "NAME near X" */
        struct area_point town;
        uint32_t opening; /* the region that its sentence begins with, or PLACE_NONE */

        /* by text_company_find() */
        uint32_t said[2]; /* countries right before and behind it, or PLACE_NONE */
        bool is_listed;   /* with any other name, and has no administrative word */
        bool has_company; /* any of these, or an administrative word */
};

void text_stand_find(const struct text_finder *f, const struct text_place *p, struct text_stand *ret);
/* Of two places that are as likely, the one that is nearer to what the text has spoken of before, or else the larger one. */
bool text_stand_is_before(const struct text_finder *f, const struct text_place *p, uint32_t one,
                          uint32_t other);
/* "В Орске вода обошла дамбу у посёлка Никель": is the candidate far from what its sentence has spoken of before? */
bool text_stand_is_far(const struct text_finder *f, const struct text_place *p, uint32_t candidate);
/* For lying in what is near it. */
double text_stand_near(const struct text_stand *stand, uint32_t candidate, uint32_t level);
/* Does a town that stands next to it in a list lie in its district? */
bool text_stand_is_beside(const struct text_finder *f, const struct text_stand *stand, uint32_t candidate);
/* "В Валуйском районе дрон упал у хутора Леоновка": is the candidate in another region than the unit that its sentence began
 * with? */
bool text_stand_is_outside(const struct text_finder *f, const struct text_place *p, uint32_t candidate);
/* The same of districts: "В Валуйском районе дрон упал у села Борисовка" is none in the next district. */
bool text_stand_is_next_door(const struct text_finder *f, const struct text_place *p, uint32_t candidate);
/* "В Тамбовской области под обстрелом Сосновка, Хурба и Мельгуны": does the candidate lie outside the region that the sentence
 * began with, and what stands next to it in a list within? */
bool text_stand_is_unlisted(const struct text_finder *f, const struct text_place *p, uint32_t candidate);
/* "На Острове в Херсоне": is the candidate far from the town that stands right behind its name? */
bool text_stand_is_off_town(const struct text_finder *f, const struct text_place *p, uint32_t candidate);
