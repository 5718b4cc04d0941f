/* text_footer: what a page has below an article: "© The Town News, Oral", "Photo: agency, Moscow", "Your town: Perm". */
#pragma once

#include "reader/clauses/text_clauses.h"

/* Marks the clauses of the last paragraphs that are such as teasers. */
void text_footer_find(struct text_clauses *f);
