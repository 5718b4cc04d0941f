/* text_found: what is being found out of each place of a text, while it is read. Shared by the parts of
 * frames/ only. */
#pragma once

#include "reader/clauses/text_clauses.h"

/* Adds a frame; one of the same place, event and state is there once only, and affected if either says so. */
void text_found_frame(struct text_clauses *f, const struct text_frame *frame);
/* One for each of the events (mask of 1 << enum alert_event). */
void text_found_frames(struct text_clauses *f, uint32_t events, struct text_frame frame);
/* Frames of a place, affected by what a clause says, of the events that it is about. */
void text_found_said(struct text_clauses *f, uint32_t mention, uint32_t place, const struct text_clause *c,
                     uint32_t events, const char *why);
/* Adds a place that is named only, and why. */
void text_found_named(struct text_clauses *f, uint32_t mention, const char *why);

/* The states (1 << enum alert_state) that a place has up to now. */
unsigned text_found_states(const struct text_clauses *f, uint32_t place);

/* "In the village of ...": reports name small places only for what happened there. */
bool text_found_is_village(const struct text_place *p);
