/* text_facts: the numbers that sentences give of a place: killed, injured, children among them, intercepted, launched,
 * damaged.
 *
 * A number belongs to a fact where it stands next to it ("двое погибли", "killed three", "14 шахедів збито"); somebody
 * without a number is one ("the driver was killed"), "no one was hurt" is 0. It belongs to the place that stands nearest
 * in its part of the sentence, and so does a number that only stands with a place, for the fact said before it: "94 сбиты:
 * 34 над Брянской областью". What is said of several places together is none of any of them, but for those of one alert. */
#pragma once

#include "alert/alert.h"
#include "reader/text_counts.h"

/* What the sentences of one alert say: the largest number given in any of them, TEXT_NO_NUMBER where none is. */
struct text_facts {
        uint32_t numbers[TEXT_FACTS];
};

void text_facts_start(struct text_facts *f);
/* `places` are those of the sentence for which something is said to happen, in its order; none: it speaks of ours. */
void text_facts_add(struct text_facts *f, const struct text_scan *s, uint32_t sentence,
                    const struct text_counts_place *places, size_t n);
/* Only who was hurt, in a sentence without a place: totals of a whole night stand in such sentences, too. */
void text_facts_add_victims(struct text_facts *f, const struct text_scan *s, uint32_t sentence);
/* As name and value pairs of the info block. */
void text_facts_store(const struct text_facts *f, struct arena *a, struct alert_info *info);
