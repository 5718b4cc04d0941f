/* text_lifted: an alarm that a pronoun says is over: "Опасность объявили в Туле и Калуге, через час её отменили", "у Калузі її
 * скасували". It is over where the pronoun's own words say, else exactly where it was declared; and only if nothing stands
 * between that the pronoun may mean instead. Where it stays open, the alarm goes on. */
#pragma once

#include "reader/clauses/text_clauses.h"

enum text_lifted {
        LIFTED_NOT,
        LIFTED_ALARM, /* what says that there is an alarm, which is over: an all-clear of its places */
        LIFTED_HERE,  /* the pronoun's verb, which has places of its own */
        LIFTED_CALL,  /* a call for attention that leads to an all-clear: it says nothing */
};

/* Does the phrase say that there is an alarm, not in passing? */
bool text_lifted_is_alarm(const struct text_clauses *f, const struct text_match *m);
/* Marks the alarms that are told from the token `first` on, before `end`. */
void text_lifted_mark(const struct text_clauses *f, uint32_t first, uint32_t end, uint8_t *marks);
/* Per token. NULL: nothing of the text is lifted so. Wants `supposed`, `passing` and `doubts`. */
const uint8_t *text_lifted_find(const struct text_clauses *f);
