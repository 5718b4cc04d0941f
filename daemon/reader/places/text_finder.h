/* text_finder: the names of one text while they are being looked for and settled. Shared only by the parts of the reader that
 * do this, from text_places to text_settle. */
#pragma once

#include "reader/places/text_places.h"

#define ANCHORS_MAX 4096
#define REGIONS_MAX 64
#define MEANT_MAX   128
#define PERSONS_MAX 16

struct text_finder {
        struct text_scan *s;
        struct text_place *places;
        size_t n, room;
        uint32_t homeland; /* the country of the text's language, or PLACE_NONE */
        size_t n_anchors, n_regions, n_countries, n_cities, n_meant,
            n_persons;                 /* the lists below are not zeroed */
        uint32_t anchors[ANCHORS_MAX]; /* settled regions and districts, as numbers of places[], in order */
        uint32_t regions[REGIONS_MAX], countries[REGIONS_MAX]; /* that the text names */
        uint32_t region_ends[REGIONS_MAX];                     /* the last place of each of the regions */
        uint32_t cities[REGIONS_MAX];
        uint32_t meant[MEANT_MAX];     /* places that a name clearly means somewhere in the text */
        uint32_t persons[PERSONS_MAX]; /* nodes of names that somebody has in it */
        bool entries;                  /* text_entries_are() */
};

static inline bool text_finder_lists(const uint32_t *list, size_t n, uint32_t place)
{
        for (size_t i = 0; i < n; i++)
                if (list[i] == place)
                        return true;
        return false;
}

/* Does the gazetteer know this country down to its towns? */
static inline bool text_finder_is_close(const struct text_finder *f, uint32_t country)
{
        return country != PLACE_NONE && place_last(f->s->gazetteer, country) - country > 400;
}

/* The dictionary forms of a word that names are made of. */
const struct text_list *text_finder_reading_of(struct text_finder *f, uint32_t token);
/* Something says that a place's name comes here: "в", "село" (text_expected.c). */
bool text_finder_expected(const struct text_finder *f, uint32_t token);
/* Something that stands with nothing but places: "село", "курсом на", "область". */
bool text_finder_announced(const struct text_finder *f, uint32_t token);
/* "Южне, тривога", "Увага, Лиман!", "Валки. КАБ": names are called out, and what threatens them (text_called.c). */
bool text_finder_called(const struct text_finder *f, uint32_t token);
/* "харків увага", "відбій суми": in a line of somebody who writes no capitals, these tokens stand at its start before an
 * alarm or its end, or last behind one; or a weapon is said to be heading there, "мопед на суми". */
bool text_finder_whispered(const struct text_finder *f, uint32_t first, uint32_t last);
/* May it be, in such a sentence? */
static inline bool text_finder_whispers(const struct text_finder *f, const struct text_sentence *sentence)
{
        return sentence->starts_line && text_scan_token(f->s, sentence->first)->letters == CASE_LOWER;
}
void text_finder_add(struct text_finder *f, const struct text_place *p);
/* One more name that it may be, if it is not among them and there is room. */
void text_finder_add_node(struct text_place *p, uint32_t node);
/* Adds the names that only sound like it. */
void text_finder_add_alike(struct text_finder *f, struct text_place *p);
/* Adds the names that a related language writes so (text_akin.c). Returns whether there are any. */
bool text_finder_add_akin(struct text_finder *f, struct text_place *p);
/* Once all is settled: drops the names that are only akin to one and mean no place, unless they are called villages. */
void text_finder_drop_akin(struct text_finder *f);
/* A region or a city is called so. */
bool text_finder_is_great(const struct text_finder *f, const struct text_place *p);
/* A region is called so that needs its word: "Сумську", but not "Мену", though Maine is called nearly so. */
bool text_finder_needs_word(const struct text_finder *f, const struct text_place *p);
/* A person is called so here: "Вячеслав Гладков" (text_persons.c). */
bool text_persons_is_one(struct text_finder *f, const struct text_place *p);
/* Drops the names that are those persons' elsewhere in the text. */
void text_persons_drop(struct text_finder *f);
/* Is a village called so here, whether any is known or not? */
bool text_unknown_is(struct text_finder *f, uint32_t token);
/* Adds the village that the token begins if it is called one, though no name begins so (text_unknown.c). Returns the next token
 * to look at. */
uint32_t text_unknown_find(struct text_finder *f, uint32_t token);
/* Once all is settled: "хутор Климовое Борисовского района ... В Климовом": a village that is not known is no other town of nearly
 * its name where it is named again. */
void text_unknown_repeat(struct text_finder *f);
/* Administrative words that stand with a name (text_head.c). */
void text_head_take(struct text_finder *f, struct text_place *p);
/* "Чугуївський, Ізюмський — КАБи": short posts leave the word for districts out (text_bare.c). */
void text_bare_districts(struct text_finder *f);
/* Communities whose word has been said before: "Хотінську громаду атакували КАБами, Юнаківську — дронами". */
void text_bare_communities(struct text_finder *f);
/* "The district centre" (text_centre.c): the level of what it is the centre of, TEXT_CAPITAL, 0 where the value is a path. */
#define TEXT_CAPITAL LEVEL_CITY_DISTRICT
uint32_t text_centre_level(const char *value);
/* "Райцентр Поныри", "the regional capital, Kherson": its name comes right after the token. */
bool text_centre_is_named(const struct text_finder *f, uint32_t last);
/* Finds these, once all names are settled. */
void text_centre_find(struct text_finder *f);
/* "БпЛА на півночі Рівненщини. / БпЛА на Броди.": is each line that names places a short one about a weapon of its own? Then no
 * line says where the names of another are (text_entries.c). */
bool text_entries_are(const struct text_finder *f);
/* Which place each name means (text_settle.c). */
void text_settle_places(struct text_finder *f);
