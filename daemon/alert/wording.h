/* wording: what a message says to people, in the reader's language: the report's own words where the reader has that
 * language, else the catalogue's, with the report's words below as what they are.
 *
 * All texts live in the arena, or are the message's or the catalogue's own; NULL: there is nothing to say. */
#pragma once

#include "alert/message.h"

/* Whether a block's words are in a language that a reader (language_fit(); NULL: takes whichever it is) has not asked
 * for. `language` is the catalogue's nearest: who reads none of them gets English from there, and may as well get it from
 * the report. */
bool wording_is_foreign(const struct alert *alert, const struct alert_info *info, const char *reader,
                        const char *language);

/* Not shortened; never NULL. */
const char *wording_headline(const struct message *m, const struct catalogue *c, struct arena *a);

/* What the report says beside its headline. */
const char *wording_text(const struct message *m, const struct catalogue *c, struct arena *a);

/* What to do: as the report says, or the catalogue, where danger is there. */
const char *wording_instruction(const struct message *m, const struct catalogue *c, struct arena *a);

/* From when, until when, since when nobody has confirmed it; on the reader's wall. */
const char *wording_when(const struct message *m, const struct catalogue *c, struct arena *a);

/* All of it in one text of at most so many characters: what and where, what to do, until when, who says so; what does not fit
 * is left out from the end, as a whole. */
const char *wording_variant(const struct message *m, const struct catalogue *c, size_t most, struct arena *a);
