/* text_points: how well each place that a name may mean fits to what stands around the name. Points are added up; the
 * place with most is meant, if it has enough. Shared by text_points and text_settle only. */
#pragma once

#include "report/text_finder.h"

#define TEXT_NEAR_MAX 4 /* anchors looked at before a name, and after it */

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
        bool has_origin; /* "from X to NAME" */
        struct area_point origin;
        bool has_town; /* "NAME near X" */
        struct area_point town;
};

void text_points_stand(const struct text_finder *f, const struct text_place *p, struct text_stand *ret);
/* For lying in what is near it. */
double text_points_near(const struct text_stand *stand, uint32_t candidate, uint32_t level);
/* Everything that speaks for or against one place. */
double text_points_of(const struct text_finder *f, const struct text_place *p, const struct text_stand *stand,
                      const struct text_name *name);
/* More, for the only place of that name. */
double text_points_unique(const struct text_finder *f, const struct text_place *p,
                          const struct text_name *name);
/* What the name needs in all to be believed. */
double text_points_needed(const struct text_finder *f, const struct text_place *p,
                          const struct text_name *name);
/* The first of a few places that the candidate lies in, or is; PLACE_NONE where it lies in none. */
uint32_t text_points_around(const struct text_finder *f, const uint32_t *list, size_t n, uint32_t candidate);
