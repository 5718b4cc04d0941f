/* text_cry: words that say what is going on only where nothing else is said: "Yelets, red!", "Lgov. Air!", "Chernihiv clear,
 * Sumy not yet". In any other sentence they mean something else. */
#pragma once

#include "reader/clauses/text_clauses.h"

enum text_cry { CRY_NONE, CRY_LIVE, CRY_CLEAR };

/* For each token the enum text_cry that starts there; in the scan's arena. */
const uint8_t *text_cry_find(const struct text_clauses *f);
