/* text_reported: a report from a town, as its dateline has it. */
#pragma once

#include "reader/clauses/text_clauses.h"

/* "Кропивницький, 12 лютого. На вулиці Полтавській вибухнув газ.": where no other place is named before what it tells, nor another country, a
 * report from a town is about it. */
void text_reported_find(struct text_clauses *f);
