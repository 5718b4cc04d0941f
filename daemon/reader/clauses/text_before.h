/* text_before: what was so, or had been said, before what the text tells: "the mayor had warned of drones", "the morning alert was
 * lifted at nine". */
#pragma once

#include "reader/clauses/text_clauses.h"

/* Does the phrase say that its clause tells of such? */
bool text_before_is(const struct text_match *m);
/* So, and that it had been said or done? */
bool text_before_is_said(const struct text_match *m);
/* What such clauses said was danger is past where the text tells what happened; what they say is over is not what the text says
 * to be going on now. */
void text_before_set_back(struct text_clauses *f);
