/* text_event: of which events a clause speaks that names none itself, and what an alert of all that is named is called. Events are
 * masks of 1 << enum alert_event, 0: of none. */
#pragma once

#include "reader/clauses/text_clauses.h"

/* Of the nearest clause of the sentence that names any. */
uint32_t text_event_same(const struct text_clauses *f, const struct text_clause *c);
/* Of the clause, its sentence, its `governor` (or NULL: text_govern), those before and after, the whole text: the first that has any. */
uint32_t text_event_of(const struct text_clauses *f, const struct text_clause *c,
                       const struct text_clause *governor);
/* The weapon that the text is about. */
uint32_t text_event_weapon(const struct text_clauses *f);
/* Of all that is named, what the alert is called. `weapon`: text_event_weapon(). */
uint32_t text_event_choose(uint32_t events, enum alert_state state, uint32_t weapon);
