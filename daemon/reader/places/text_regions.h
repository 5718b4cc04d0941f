/* text_regions: regions that are named by their adjective alone, without its word. */
#pragma once

#include "reader/places/text_finder.h"

/* "Сумська: відбій", "Тульская, Орловская", "по Полтавській". */
void text_regions_bare(struct text_finder *f);
