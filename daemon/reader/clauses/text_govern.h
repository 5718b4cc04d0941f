/* text_govern: where a clause takes from what it does not say itself: its state, and of which event it speaks. */
#pragma once

#include "reader/clauses/text_clauses.h"

/* Where a clause without a state of its own takes it from, or NULL. */
const struct text_clause *text_govern_state(const struct text_clauses *f, const struct text_clause *c);
/* The clause of the sentence before or after that tells what happened, or NULL. */
const struct text_clause *text_govern_beside(const struct text_clauses *f, const struct text_clause *c);
/* Events, as masks of 1 << enum alert_event: of the nearest clause of the sentence that names any; of any sentence; the weapon
 * that the text is about; and of all that is named, what the alert is called. */
uint32_t text_govern_same(const struct text_clauses *f, const struct text_clause *c);
uint32_t text_govern_events(const struct text_clauses *f, const struct text_clause *c,
                            const struct text_clause *governor);
uint32_t text_govern_weapon(const struct text_clauses *f);
uint32_t text_govern_choose(uint32_t events, enum alert_state state, uint32_t weapon);
