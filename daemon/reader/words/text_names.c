#include "reader/words/text_names.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "reader/words/text_hash.h"
#include "reader/words/text_known.h"
#include "reader/words/text_room.h"

#define WORDS_MAX   8         /* of one name; longer ones are not looked for */
#define NAME_MAX    256       /* bytes, folded */
#define ALIKE_LEAST 3         /* consonants by which a name is known */
#define PLACE_MAX   0xffffffu /* the largest number in struct text_name */

struct entry {
        uint32_t node;
        struct text_name name;
};

/* One word further from a node that is not the root. */
struct edge {
        uint32_t from, word;
        uint32_t node; /* 0: free */
};

struct text_names {
        struct text_known known;
        struct edge *edges;
        size_t n_edges, edges_size;
        uint32_t n_nodes;
        uint32_t *starts; /* of each node's names; n_nodes + 1 */
        struct text_name *names;
        struct entry *entries; /* while building */
        size_t n_entries, entries_room;
};

static size_t edge_slot(const struct text_names *n, uint32_t from, uint32_t word)
{
        uint64_t h = ((uint64_t)from << 32 | word) * UINT64_C(0x9e3779b97f4a7c15);
        size_t slot = (size_t)(h >> 32) & (n->edges_size - 1);

        while (n->edges[slot].node && (n->edges[slot].from != from || n->edges[slot].word != word))
                slot = (slot + 1) & (n->edges_size - 1);
        return slot;
}

uint32_t text_names_step(const struct text_names *n, uint32_t node, uint32_t word)
{
        uint32_t next;

        if (!word)
                return TEXT_NO_NODE;
        next = node ? n->edges[edge_slot(n, node, word)].node : n->known.words[word].node;
        return next ? next : TEXT_NO_NODE;
}

uint32_t text_names_word(const struct text_names *n, const char *folded, size_t size)
{
        return text_known_find(&n->known, folded, size);
}

size_t text_names_alike(const struct text_names *n, const char *folded, size_t size, uint32_t *nodes,
                        size_t room)
{
        char sound[TEXT_SOUND_MAX];
        size_t length = text_language_sound(n->known.language, folded, size, sound), found = 0;
        uint32_t word = 0;

        while (length >= ALIKE_LEAST && found < room &&
               (word = text_known_alike(&n->known, folded, size, sound, length, word))) {
                uint32_t node = text_names_step(n, 0, word);
                if (node != TEXT_NO_NODE && n->starts[node + 1] > n->starts[node])
                        nodes[found++] = node;
        }
        return found;
}

size_t text_names_akin(const struct text_names *n, const char *folded, size_t size, uint32_t *words,
                       size_t have, size_t room)
{
        return text_known_akin(&n->known, folded, size, words, have, room);
}

static void grow_edges(struct text_names *n)
{
        struct edge *old = n->edges;
        size_t size = n->edges_size;

        n->edges_size = size ? 2 * size : 1 << 14;
        n->edges = text_room_zeroed(n->edges_size, sizeof *n->edges);
        for (size_t i = 0; i < size; i++)
                if (old[i].node)
                        n->edges[edge_slot(n, old[i].from, old[i].word)] = old[i];
        free(old);
}

static uint32_t add_step(struct text_names *n, uint32_t node, uint32_t word)
{
        struct edge *e;

        if (!node) {
                if (!n->known.words[word].node)
                        n->known.words[word].node = n->n_nodes++;
                return n->known.words[word].node;
        }
        if (4 * n->n_edges >= 3 * n->edges_size)
                grow_edges(n);
        e = &n->edges[edge_slot(n, node, word)];
        if (!e->node) {
                *e = (struct edge){node, word, n->n_nodes++};
                n->n_edges++;
        }
        return e->node;
}

/* What the vocabulary says of a word as it stands in names: the same few words stand in most of them. */
struct role {
        uint32_t hash; /* 0: free */
        uint32_t text; /* offset into the builder's letters */
        uint16_t size;
        bool between;
        uint32_t levels, word; /* word 0: not spelled yet */
};

/* What adding names needs to know. */
struct builder {
        struct text_names *n;
        const struct gazetteer *g;
        const struct text_phrases *p;
        const struct text_forms *f;
        struct role *roles; /* a hash of those seen so far */
        size_t n_roles, roles_size;
        char *letters; /* of their words */
        size_t letters_size, letters_room;
};

static struct role *role_slot(const struct builder *b, uint32_t hash, const char *word, size_t size)
{
        size_t slot = hash & (b->roles_size - 1);

        while (b->roles[slot].hash) {
                struct role *r = &b->roles[slot];
                if (r->hash == hash && r->size == size && !memcmp(b->letters + r->text, word, size))
                        break;
                slot = (slot + 1) & (b->roles_size - 1);
        }
        return &b->roles[slot];
}

static void grow_roles(struct builder *b)
{
        struct role *old = b->roles;
        size_t size = b->roles_size;

        b->roles_size = size ? 2 * size : 1 << 15;
        b->roles = text_room_zeroed(b->roles_size, sizeof *b->roles);
        for (size_t i = 0; i < size; i++)
                if (old[i].hash)
                        *role_slot(b, old[i].hash, b->letters + old[i].text, old[i].size) = old[i];
        free(old);
}

static void keep_letters(struct builder *b, const char *word, size_t size)
{
        b->letters = text_room_bytes(b->letters, b->letters_size, size, &b->letters_room);
        memcpy(b->letters + b->letters_size, word, size);
        b->letters_size += size;
}

/* Good until the next call. */
static struct role *role_of(struct builder *b, const char *word, size_t size)
{
        uint32_t hash = text_hash(word, size);
        struct role *r;

        hash += !hash;
        if (4 * b->n_roles >= 3 * b->roles_size)
                grow_roles(b);
        r = role_slot(b, hash, word, size);
        if (r->hash)
                return r;
        *r = (struct role){.hash = hash,
                           .text = (uint32_t)b->letters_size,
                           .size = (uint16_t)size,
                           .between = text_phrases_roles(b->p, word, size) >> SAYS_BETWEEN & 1,
                           .levels = text_phrases_levels(b->p, word, size)};
        keep_letters(b, word, size);
        b->n_roles++;
        return r;
}

static uint32_t spelled_word(struct builder *b, struct role *r, const char *word, size_t size)
{
        char spelled[TEXT_FORM_MAX];
        size_t n;

        if (!r->word) {
                n = text_forms_spell(b->f, word, size, spelled);
                r->word = text_known_add(&b->n->known, spelled, n);
        }
        return r->word;
}

enum text_size text_names_size(uint32_t population)
{
        static const uint32_t least[] = {1000, 5000, 20000, 50000, 100000, 200000, 500000};
        unsigned size = SIZE_HAMLET;

        while (size < SIZE_500000 && population >= least[size])
                size++;
        return (enum text_size)size;
}

/* `as` is the name but for its place. */
static void add_entry(struct text_names *n, uint32_t node, uint32_t place, struct text_name as)
{
        if (place > PLACE_MAX) /* sixteen millions: more than there are */
                return;
        for (size_t i = n->n_entries; i-- > 0 && n->entries[i].name.place == place;)
                if (n->entries[i].node == node) {
                        n->entries[i].name.needs_head &= as.needs_head;
                        n->entries[i].name.old &= as.old;
                        return;
                }
        n->entries = text_room_grow(n->entries, n->n_entries, &n->entries_room, sizeof *n->entries);
        as.place = place & PLACE_MAX;
        n->entries[n->n_entries++] = (struct entry){node, as};
}

/* The words of a folded name but for the administrative ones; `*ret_head` says whether there were any. 0: it is no name to
 * look for. */
static size_t name_words(struct builder *b, enum place_level level, const char *folded, size_t size,
                         uint32_t words[static WORDS_MAX], bool *ret_head, bool *ret_direction)
{
        size_t n = 0;

        *ret_head = *ret_direction = false;
        for (size_t at = 0; at < size;) {
                const char *space = memchr(folded + at, ' ', size - at);
                size_t end = space ? (size_t)(space - folded) : size;
                struct role *r = role_of(b, folded + at, end - at);
                bool has_level = r->levels >> level & 1;
                if (level == LEVEL_SETTLEMENT && n && r->levels && !has_level)
                        return 0; /* a town's row gives its region's name as well */
                if ((has_level && (level != LEVEL_SETTLEMENT || (!n && space))) ||
                    (level != LEVEL_SETTLEMENT && n && r->between && !r->levels)) {
                        *ret_head = true;
                } else {
                        if (n == WORDS_MAX)
                                return 0;
                        *ret_direction = r->between;
                        words[n] = spelled_word(b, r, folded + at, end - at);
                        if (!words[n++])
                                return 0;
                }
                at = end + 1;
        }
        return n;
}

/* Of a village that gives its community its name the population may not be known, but it is none of the smallest. */
static enum text_size size_of(const struct builder *b, uint32_t place)
{
        uint32_t population = place_population(b->g, place), parent = place_parent(b->g, place);

        if (population || place_level(b->g, place) != LEVEL_SETTLEMENT || parent == PLACE_NONE ||
            place_level(b->g, parent) != LEVEL_COMMUNITY)
                return text_names_size(population);
        return place_is_called_as(b->g, place, parent) ? SIZE_1000 : SIZE_HAMLET;
}

/* Adds one name of a place. */
static void add_name(struct builder *b, uint32_t place, const char *name, enum text_size of, bool old)
{
        enum place_level level = place_level(b->g, place);
        char folded[NAME_MAX];
        size_t size = text_fold(name, strlen(name), folded, sizeof folded), n_words;
        uint32_t words[WORDS_MAX], node = 0;
        bool head, is_direction;

        if (size >= sizeof folded || strchr(name, '('))
                return;
        n_words = name_words(b, level, folded, size, words, &head, &is_direction);
        for (size_t i = 0; i < n_words; i++)
                node = add_step(b->n, node, words[i]);
        if (n_words == 0 || (n_words == 1 && !head && level == LEVEL_REGION && is_direction))
                return; /* "Southern" alone is no region */
        add_entry(b->n, node, place,
                  (struct text_name){.level = level & 7,
                                     .size = of & 7,
                                     .old = old,
                                     .needs_head = head && level != LEVEL_SETTLEMENT});
}

/* "Ayta al-Shaab" for Aita al-Shaab: the English name in other letters is no former one. At home in a language that the tables know,
 * it may be: "Grushevka" for Hrushivka. */
static bool is_spelling(const struct builder *b, const char *name, const char *english)
{
        char folded[NAME_MAX], sound[TEXT_SOUND_MAX], other[TEXT_SOUND_MAX];
        size_t size = text_fold(name, strlen(name), folded, sizeof folded), n;

        if (size >= sizeof folded || (unsigned char)*folded >= 0x80)
                return false;
        n = text_language_sound(b->n->known.language, folded, size, sound);
        size = text_fold(english, strlen(english), folded, sizeof folded);
        return n > 0 && size < sizeof folded &&
               n == text_language_sound(b->n->known.language, folded, size, other) &&
               !memcmp(sound, other, n);
}

/* All names of a place. Aliases are told from names by not being the name in any language. */
static void add_place(struct builder *b, uint32_t place, struct arena *a)
{
        const char **names, *main[PLACE_LANGUAGES];
        size_t n = place_names(b->g, place, a, &names);
        enum text_size size = size_of(b, place);
        bool may_be_lesser = place_level(b->g, place) >= LEVEL_SETTLEMENT && n > 1;

        for (int l = 0; l < PLACE_LANGUAGES && may_be_lesser; l++)
                main[l] = place_name(b->g, place, (enum place_language)l, a);
        for (size_t i = 0; i < n; i++) {
                bool lesser = may_be_lesser;
                for (int l = 0; l < PLACE_LANGUAGES && lesser; l++)
                        lesser = strcmp(main[l], names[i]) != 0;
                lesser =
                    lesser && !(is_spelling(b, names[i], main[PLACE_EN]) &&
                                !text_language_has_home(b->n->known.language, place_path(b->g, place, a)));
                add_name(b, place, names[i], size, lesser);
        }
}

/* Entries in the order of their nodes. */
static void sort_entries(struct text_names *n)
{
        n->starts = text_room_zeroed((size_t)n->n_nodes + 1, sizeof *n->starts);
        n->names = text_room_zeroed(n->n_entries + 1, sizeof *n->names);
        for (size_t i = 0; i < n->n_entries; i++)
                n->starts[n->entries[i].node]++;
        for (uint32_t i = 0, sum = 0; i <= n->n_nodes; i++) {
                sum += n->starts[i];
                n->starts[i] = sum;
        }
        for (size_t i = n->n_entries; i-- > 0;)
                n->names[--n->starts[n->entries[i].node]] = n->entries[i].name;
        free(n->entries);
        n->entries = NULL;
}

struct text_names *text_names_new(const struct gazetteer *g, const struct text_phrases *p,
                                  const struct text_forms *f, const struct text_language *language)
{
        struct builder b = {.n = text_room_zeroed(1, sizeof *b.n), .g = g, .p = p, .f = f};
        uint32_t count = gazetteer_count(g);

        text_known_init(&b.n->known, language);
        grow_edges(b.n);
        b.n->n_nodes = 1;
        for (uint32_t place = 1; place < count;) {
                struct arena *a = arena_new();
                for (uint32_t end = place + 512; place < count && place < end; place++)
                        add_place(&b, place, a);
                arena_free(a);
        }
        free(b.roles);
        free(b.letters);
        sort_entries(b.n);
        text_known_hear(&b.n->known);
        return b.n;
}

void text_names_free(struct text_names *n)
{
        if (!n)
                return;
        text_known_done(&n->known);
        free(n->edges);
        free(n->starts);
        free(n->names);
        free(n->entries);
        free(n);
}

size_t text_names_at(const struct text_names *n, uint32_t node, const struct text_name **ret)
{
        *ret = n->names + n->starts[node];
        return n->starts[node + 1] - n->starts[node];
}
