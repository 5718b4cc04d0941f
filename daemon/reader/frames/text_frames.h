/* text_frames: what a text says of each place: affected or merely named, by which event, in which state.
 *
 * A frame is one place with one event and one state, and the sentence that says so. Sentences are cut into
 * clauses at semicolons and at words like "but"; a clause has the state that its phrases give it. A clause
 * that gives none takes it from the line that heads it, the sentence before, or, in a short post without past
 * tenses, counts as live. */
#pragma once

#include "reader/clauses/text_frame.h"
#include "reader/places/text_places.h"

void text_frames_find(struct text_scan *s, const struct text_place *places, size_t n_places,
                      struct text_frames *ret);
