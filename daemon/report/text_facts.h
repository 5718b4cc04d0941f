/* text_facts: the numbers in a sentence: killed, injured, children among them, intercepted, launched,
 * damaged.
 *
 * A number belongs to a fact where it stands next to it ("двое погибли", "killed three", "14 шахедів збито").
 * Ages, times, house numbers and other measures are told by the word after them and left out. "No one was
 * hurt" is 0. */
#pragma once

#include "alert/alert.h"
#include "report/text_scan.h"

enum text_fact {
        FACT_KILLED,
        FACT_INJURED,
        FACT_CHILDREN,
        FACT_INTERCEPTED,
        FACT_LAUNCHED,
        FACT_DAMAGED,
        TEXT_FACTS
};

#define TEXT_NO_FACT UINT32_MAX

/* What the sentences of one alert say: the largest number given in any of them, TEXT_NO_FACT where none is.
 */
struct text_facts {
        uint32_t numbers[TEXT_FACTS];
};

void text_facts_start(struct text_facts *f);
void text_facts_add(struct text_facts *f, const struct text_scan *s, uint32_t sentence);
/* As name and value pairs of the info block. */
void text_facts_store(const struct text_facts *f, struct arena *a, struct alert_info *info);
