/* text_reach: how far an all-clear reaches in its clause. "Отбой в Туле, Алексине и Щёкино" is one list; but where an all-clear
 * has its own place, and a part of the clause between commas and dashes says anything else of another ("Отбой в Туле, в Алексине
 * ещё гудит"), what cannot be read may say the opposite: it ends nothing there. */
#pragma once

#include "reader/clauses/text_clauses.h"

/* Per place: is it in a clause that says all-clear, but out of its reach? NULL: none of the text is. Wants the clauses' states. */
const bool *text_reach_find(const struct text_clauses *f);
