/* text_located: where a text says that a place lies, right behind its name. Shared by text_settle and text_choice. */
#pragma once

#include "reader/places/text_finder.h"

/* "Миколаїв Стрийського району": is it said where it lies? That may not be settled yet. */
bool text_located_is(const struct text_finder *f, const struct text_place *p);
/* "The Inhulets district of Kryvyi Rih", "Kryvyi Rih's Inhulets district": the city whose part is called so, or NULL. */
const struct text_place *text_located_city(const struct text_finder *f, const struct text_place *p);
/* "Херсон Днепровский р-н": the district of a city that stands right behind the city; PLACE_NONE: it is none. */
uint32_t text_located_quarter(const struct text_finder *f, const struct text_place *p);
/* Is it said where it lies, or may it be, and is that settled? `city`: text_located_city(). */
bool text_located_is_said(const struct text_finder *f, const struct text_place *p,
                          const struct text_place *city);
/* Does what the name may mean lie elsewhere than is said? `city`: text_located_city(). */
bool text_located_elsewhere(const struct text_finder *f, const struct text_place *p,
                            const struct text_place *city, const struct text_name *name);
