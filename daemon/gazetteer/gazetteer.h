/* gazetteer: every place that sirend knows: country > region > district > community > settlement > city
 * district.
 *
 * Loaded once from tables of text (config/gazetteer/, format in its README), then read only. Places are
 * numbered in pre-order: the descendants of place p are the numbers p + 1 to place_last(p), so "inside" is
 * two comparisons. Number 0 is the world, the parent of the countries; it is never alerted. Numbers are not
 * stable across loads, paths are. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "alert/alert.h"
#include "base/arena.h"
#include "base/problem.h"

struct gazetteer;

#define PLACE_NONE UINT32_MAX

enum place_level {
        LEVEL_WORLD,
        LEVEL_COUNTRY,
        LEVEL_REGION,
        LEVEL_DISTRICT,
        LEVEL_COMMUNITY,
        LEVEL_SETTLEMENT,
        LEVEL_CITY_DISTRICT
};
enum place_language { PLACE_EN, PLACE_RU, PLACE_UK, PLACE_LANGUAGES };

/* Reads all *.tsv files of a directory, in the order of their names; a later file may add places or give
 * names, codes and coordinates to places of an earlier one. The problem names file, line and reason. */
int gazetteer_load(const char *directory, struct gazetteer **ret, struct problem *why);
void gazetteer_free(struct gazetteer *g); /* NULL is fine */

uint32_t gazetteer_count(const struct gazetteer *g); /* places, the world included */
/* Whether all places have the same numbers in both: they were read from the same bytes. */
bool gazetteer_same(const struct gazetteer *a, const struct gazetteer *b);

/* Where a place is in the tree. */
uint32_t place_parent(const struct gazetteer *g, uint32_t place); /* PLACE_NONE for the world */
uint32_t place_last(const struct gazetteer *g, uint32_t place);   /* last descendant, or the place itself */
enum place_level place_level(const struct gazetteer *g, uint32_t place);
bool place_contains(const struct gazetteer *g, uint32_t outer,
                    uint32_t inner); /* also true where they are equal */
/* The last parts of their paths are the same: a district and the town that gives it its name. */
bool place_is_called_as(const struct gazetteer *g, uint32_t place, uint32_t other);
/* A city that is a unit by itself, beside the one around it: its path ends in "-city". */
bool place_is_city(const struct gazetteer *g, uint32_t place);
/* The place's begins with most of the other's: "rylsky", "rylsk". */
bool place_is_called_after(const struct gazetteer *g, uint32_t place, uint32_t other);
/* The ancestor (or the place itself) of that level, or PLACE_NONE. */
uint32_t place_ancestor(const struct gazetteer *g, uint32_t place, enum place_level level);

/* What it is called. Strings live as long as the gazetteer, or in the arena where one is asked for. */
const char *place_level_word(enum place_level level); /* "region", "city-district" ... */
const char *place_path(const struct gazetteer *g, uint32_t place, struct arena *a);
/* In that language, else the nearest one that it has (uk -> ru -> en, ru -> uk -> en, en -> uk -> ru); never
 * NULL. */
const char *place_name(const struct gazetteer *g, uint32_t place, enum place_language language,
                       struct arena *a);
/* All its names (all languages, then aliases), distinct, without derived ones. */
size_t place_names(const struct gazetteer *g, uint32_t place, struct arena *a, const char ***ret);
/* ISO 3166-2 of its region ("UA-63") or of the nearest unit around it that has one, else the country's two
 * letters; "" for the world. */
const char *place_iso(const struct gazetteer *g, uint32_t place, struct arena *a);
/* Its own codes, whole, with their systems ("KATOTTG", "UA63..."). */
size_t place_codes(const struct gazetteer *g, uint32_t place, struct arena *a, struct area_code **ret);
uint32_t place_population(const struct gazetteer *g, uint32_t place); /* 0: not known */
/* False where the place has no coordinates of its own. */
bool place_point(const struct gazetteer *g, uint32_t place, struct area_point *ret);
/* "en", "uk-UA", "RU" -> the nearest of the three; English where nothing fits. */
enum place_language place_language_of(const char *tag);

/* Looking up. */
uint32_t place_by_path(const struct gazetteer *g, const char *path); /* PLACE_NONE where there is none */
/* By code; `system` as in CAP valueName, NULL for any. Falls back as documented in config/gazetteer/README.md
 * (a longer code to its known prefix, SAME to its state, EMMA_ID and NUTS to their region or country).
 * PLACE_NONE. */
uint32_t place_by_code(const struct gazetteer *g, const char *system, const char *code);

/* One place, by whatever a person or a report writes: path, code (bare, or after its system and a colon:
 * "SAME:048201", where it could be of several), or name in any language with or without administrative words,
 * with or without what it lies in ("Муром, Шебекинский район", "Murom (Belgorod)"). `home` (or PLACE_NONE) is
 * where a name is looked for first. -ENOENT: no such place; -ENOTUNIQ: several: in both cases the problem
 * says which (the first few candidates' paths) and, if nothing matches, what comes near. Where a name is both
 * a place and the centre inside it ("Chernihiv"), the settlement is meant unless an administrative word says
 * otherwise; where a great city has small namesakes ("Москва"), the city. */
int place_find(const struct gazetteer *g, const char *text, uint32_t home, uint32_t *ret,
               struct problem *why);

/* All places whose folded name is exactly the folded `name` after administrative words are taken off both,
 * and whose level is one that those words allow ("Чугуївський район" is not the hromada). Returns how many
 * there are; at most `room` are written, in order of number. */
size_t place_by_name(const struct gazetteer *g, const char *name, uint32_t *out, size_t room);

/* Calls `each` for every name of every place, in order of number: for whoever looks for names in running
 * text. Where a place has no English name of its own, the last part of its path stands for it
 * ("stara-hrada"). */
void place_each_name(const struct gazetteer *g,
                     void (*each)(void *context, uint32_t place, const char *name, size_t size),
                     void *context);
/* Takes administrative words ("район", "м.") off a folded name, as long as something remains: returns where
 * what remains begins in `folded`, and its size; `*ret_levels` is a mask of 1 << enum place_level, all ones
 * where there were none. */
size_t place_name_core(const struct gazetteer *g, const char *folded, size_t size, size_t *ret_size,
                       unsigned *ret_levels);

/* Kilometres between two points (haversine on the mean radius; at most 0.6 % off). */
double place_distance(struct area_point a, struct area_point b);
/* Settlements with coordinates within `radius` km of a point, nearest first; the arena owns the result. Where
 * nothing finer with coordinates lies in a district, region or country, it stands in for its settlements with
 * its centre. */
size_t place_near(const struct gazetteer *g, struct area_point center, double radius, struct arena *a,
                  uint32_t **ret);
/* The nearest of those and its distance in km; PLACE_NONE where no place has coordinates. */
uint32_t place_nearest(const struct gazetteer *g, struct area_point center, double *ret_km);
