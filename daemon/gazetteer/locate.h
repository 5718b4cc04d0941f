/* locate: the places of an alert, from its codes, names and shapes. A pure function.
 *
 * Per info block: codes and names first; shapes touch the settlements with coordinates inside them (and where
 * none is inside, the district of the nearest); areaDesc is read as a name only where an area has nothing
 * else that is known. Places inside another place of the same block and the same role are dropped (the oblast
 * says it all), and where every located child of a place is inside a shape, the place itself takes their
 * place. What is unknown or ambiguous becomes a mention with the reason. If a block has areas but no place
 * was found, the source's home place is not guessed: the block stays without places, and the caller decides.
 *
 * A code that is only known to lie in a place (a SAME code in its state) counts where the same area gives
 * nothing that lies in there; the nearest place to a shape counts where the same area has no code or name
 * that is known. One alert may cost a bounded number of names and of work on shapes; what is beyond that is
 * mentioned. */
#pragma once

#include "gazetteer/gazetteer.h"

/* Fills places and mentions of every info block from its areas. `home` (or PLACE_NONE) is where names are
 * looked for first. Info blocks that have places already (the text reader's) keep them. */
void locate_alert(const struct gazetteer *g, uint32_t home, struct alert *alert, struct arena *a);
