/* voice: what several sources say of one incident, put together.
 *
 * Each source has a voice: its latest word, which only it, or somebody official, takes back. The content of an
 * incident is made of the voices: all blocks of all of them, those of the best one first (`rank` 0): official
 * before others, then the more trusted, then who says what the sirens are for before the sirens (but sirens that were
 * raised after that first), then the more severe, then who was first. A reader is told in the
 * words of the best voice that concerns them. Numbers are those of one voice, never sums: of the most trusted
 * one that has any, and of those the newest. */
#pragma once

#include "incident/incident.h"

/* What a source may claim: one that is trusted little claims no more than that a thing is possible. In the
 * arena where something is changed. */
const struct alert *voice_claim(const struct alert *alert, enum incident_trust trust, struct arena *a);

/* The content; NULL where no source says anything any more. Shares strings with the voices. Two sources that
 * are not official and do not say the same words make what is possible likely. */
const struct alert *voice_combine(const struct incident_source *sources, size_t n, struct arena *a);
/* The source whose words come first, or NULL. */
const struct incident_source *voice_first(const struct incident_source *sources, size_t n);

/* Whether two alerts are the same words: one is a copy of the other and confirms nothing. */
bool voice_same_words(const struct alert *x, const struct alert *y);
