/* text_supposed: what a text only supposes or asks: "if a siren sounds in Kharkiv, ...", "will there be an alarm today?".
 * Nothing of it has happened, threatens or is over. What to do then ("take cover") is said all the same. */
#pragma once

#include "reader/words/text_scan.h"

enum text_supposed {
        SUPPOSED_NOT,
        SUPPOSED_IF,    /* a condition, without an event: "if you are in Kharkiv" */
        SUPPOSED_EVENT, /* one that tells of an event */
        SUPPOSED_ASKED  /* a question */
};

/* Does the sentence end in a question mark? */
bool text_supposed_question(const struct text_words *w, const struct text_sentence *sentence);

/* For each token an enum text_supposed; in the scan's arena. */
const uint8_t *text_supposed_find(const struct text_scan *s);
