/* text_alone: a text that is about one place, or names only one. */
#pragma once

#include "reader/clauses/text_clauses.h"

/* Does the whole text name no other place, not even merely, but what lies around it? */
bool text_alone_is(const struct text_clauses *f, const struct text_place *p);
/* "Запоріжжя під ударом КАБ. Небезпека зберігається!", "На Львівщині збили ракету. Відбій о 8:10.": in a text about one
 * place this is said of it. */
void text_alone_find(struct text_clauses *f);
/* "Харків прокинувся від вибухів. «Місто під атакою, будьте обережні»": where nothing else is said of any place, danger is
 * where the only one is that the text names. */
void text_alone_find_named(struct text_clauses *f);
