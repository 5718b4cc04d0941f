/* concern: what an alert asks of the rules, worked out once per alert.
 *
 * An alert may have several info blocks, each with its own event, urgency and places. Blocks that say the
 * same of the same places in several languages are one concern. Concerns are in the order in which they
 * matter to the people there: live before forecast before past before all-clear, then by rank (the words of
 * better sources), then the most severe (Unknown counts high), then the most urgent, then as written. A subscriber is told of the first that meets
 * one of their rules. */
#pragma once

#include "alert/alert.h"
#include "base/arena.h"
#include "gazetteer/gazetteer.h"
#include "match/outline.h"

/* Place numbers first to last. */
struct concern_range {
        uint32_t first, last;
};

struct concern {
        enum alert_state state;
        uint64_t asks;                     /* RULE_BITs that a rule must have, the relation excepted */
        const struct alert_info **infos;   /* the translations, as written */
        const struct area_place **places;  /* in order of number */
        uint32_t *ancestors;               /* of the places, distinct, in order of number */
        struct concern_range *descendants; /* of the places, without them; disjoint, in order of number */
        struct outline *outlines; /* shapes of the areas, and centres of places that are small enough */
        size_t n_infos, n_places, n_ancestors, n_descendants, n_outlines;
};

struct concern_list {
        const struct alert *alert;
        struct concern *concerns;
        size_t n;
};

/* Infos must be located; alert and gazetteer must outlive the list. An Ack or Error concerns nobody. */
struct concern_list *concern_list(const struct alert *alert, const struct gazetteer *g, struct arena *a);

/* Who says it: the source of its blocks, or the alert's. */
const char *concern_source(const struct concern_list *list, const struct concern *c);

/* The translation for a reader: the best of what they ask for (language_fit()), else English, else the first. NULL wants the
 * first. */
const struct alert_info *concern_info(const struct concern *c, const char *language);
/* The first of the alert's places in numbers first to last, or NULL. */
const struct area_place *concern_place(const struct concern *c, uint32_t first, uint32_t last);
