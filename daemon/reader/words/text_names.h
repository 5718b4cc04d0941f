/* text_names: the words that the gazetteer's names are made of, for finding names in running text.
 *
 * Every name, without its administrative words, is a path of words through a tree whose nodes list the places
 * called so. Built once from a gazetteer, then read only. Belongs to the gazetteer it was built from and must
 * not outlive it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "gazetteer/gazetteer.h"
#include "reader/words/text_forms.h"
#include "reader/words/text_language.h"
#include "reader/words/text_phrases.h"

struct text_names;

/* By population, at least so many. */
enum text_size {
        SIZE_HAMLET,
        SIZE_1000,
        SIZE_5000,
        SIZE_20000,
        SIZE_50000,
        SIZE_100000,
        SIZE_200000,
        SIZE_500000
};

/* A place and how it is called at a node. Level and size are asked of every candidate: here they cost no look at the
 * gazetteer. */
struct text_name {
        uint32_t place : 24;
        uint32_t level : 3;      /* enum place_level */
        uint32_t size : 3;       /* enum text_size */
        uint32_t old : 1;        /* one of its lesser names: former, or in another spelling */
        uint32_t needs_head : 1; /* goes only with its administrative word: "Чертковский район" */
};

enum text_size text_names_size(uint32_t population);

struct text_names *text_names_new(const struct gazetteer *g, const struct text_phrases *p,
                                  const struct text_forms *f, const struct text_language *language);
void text_names_free(struct text_names *n);

#define TEXT_NO_NODE UINT32_MAX

/* The number of a dictionary form that occurs in names, 0 for any other word. */
uint32_t text_names_word(const struct text_names *n, const char *folded, size_t size);
/* One word further; the root is node 0. TEXT_NO_NODE where no name goes on so, nor with a word that none has (0). */
uint32_t text_names_step(const struct text_names *n, uint32_t node, uint32_t word);
/* One-word names that sound alike: the same consonants in the same order, whatever the alphabet and the
 * vowels
 * ("Ольховка", "Вільхівка"; "Grushivka", "Грушевка"). Writes at most `room` nodes. */
size_t text_names_alike(const struct text_names *n, const char *folded, size_t size, uint32_t *nodes,
                        size_t room);
/* Words that a related language writes so ("Комишуваха", "Комышуваха"): text_known_akin(). */
size_t text_names_akin(const struct text_names *n, const char *folded, size_t size, uint32_t *words,
                       size_t have, size_t room);
/* The places whose name ends at the node. */
size_t text_names_at(const struct text_names *n, uint32_t node, const struct text_name **ret);
