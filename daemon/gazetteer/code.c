#include "gazetteer/code.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "gazetteer/code_cursor.h"

#define PATTERNS_MOST 20000

/* The seeds of the two kinds of entry in the index. */
enum { WHOLE_CODE, HEAD_OF_CODE };

/* How much of a code says where it is: up to the last group that is not all zeros. `most` groups are looked
 * at. */
static size_t head_size(const struct pattern *tree, const struct code_text *code, unsigned most)
{
        for (unsigned i = most; i-- > 1;) {
                if (tree->cuts[i] > code->size)
                        continue;
                for (size_t at = tree->cuts[i - 1]; at < tree->cuts[i]; at++)
                        if (code->text[at] != '0')
                                return tree->cuts[i];
        }
        return tree->cuts[0] <= code->size ? tree->cuts[0] : 0;
}

static const struct pattern *tree_of(const struct gazetteer *g, const struct code_text *key)
{
        for (size_t i = 0; i < g->n_patterns; i++)
                if (g->patterns[i].n_cuts && code_text_is(key, g->patterns[i].system))
                        return &g->patterns[i];
        return NULL;
}

/* Adds an entry unless this place, whose entries begin at `first`, has it already. */
static void add_once(struct gazetteer *g, size_t first, uint32_t hash, uint32_t place)
{
        for (size_t i = first; i < g->codes.n_added; i++)
                if (g->codes.added[i].hash == hash)
                        return;
        index_add(&g->codes, hash, place);
}

static void index_place(struct gazetteer *g, uint32_t place)
{
        size_t first = g->codes.n_added;
        struct code_cursor c;
        struct code_text code;
        struct span system;

        code_cursor_start(&c, g, place);
        while (code_cursor_next(&c, &system, &code)) {
                struct code_text key = code_system_key(system);
                const struct pattern *tree = tree_of(g, &key);

                if (tree) {
                        size_t head = head_size(tree, &code, tree->n_cuts);
                        add_once(g, first, index_hash(code.text, head, HEAD_OF_CODE), place);
                } else {
                        add_once(g, first, index_hash(code.text, code.size, WHOLE_CODE), place);
                }
        }
}

static bool has_code(const struct gazetteer *g, uint32_t place, const struct code_text *key,
                     const struct code_text *code)
{
        struct code_cursor c;
        struct code_text own;
        struct span system;

        code_cursor_start(&c, g, place);
        while (code_cursor_next(&c, &system, &own))
                if (code_system_fits(key, system) && code_text_is(code, (struct span){own.text, own.size}))
                        return true;
        return false;
}

static uint32_t find_whole(const struct gazetteer *g, const struct code_text *key,
                           const struct code_text *code)
{
        uint32_t hash = index_hash(code->text, code->size, WHOLE_CODE);
        struct index_cursor c = index_find(&g->codes, hash);
        uint32_t place;

        while (index_next(&c, &place))
                if (has_code(g, place, key, code))
                        return place;
        return PLACE_NONE;
}

/* Whether a place's code of that tree says exactly this head. */
static bool has_head(const struct gazetteer *g, uint32_t place, const struct pattern *tree, const char *head,
                     size_t size)
{
        struct code_cursor c;
        struct code_text key = code_system_key(tree->system), own;
        struct span system;

        code_cursor_start(&c, g, place);
        while (code_cursor_next(&c, &system, &own))
                if (code_system_fits(&key, system) && head_size(tree, &own, tree->n_cuts) == size &&
                    memcmp(own.text, head, size) == 0)
                        return true;
        return false;
}

/* The place with the longest head that the code shares. */
static enum code_fit find_head(const struct gazetteer *g, const struct pattern *tree,
                               const struct code_text *code, uint32_t *ret)
{
        enum code_fit fit = CODE_EXACT;

        for (unsigned most = tree->n_cuts; most > 0; most--, fit = CODE_WITHIN) {
                size_t head = head_size(tree, code, most);
                uint32_t hash = index_hash(code->text, head, HEAD_OF_CODE);
                struct index_cursor c = index_find(&g->codes, hash);
                uint32_t place;

                while (most > 1 && tree->cuts[most - 1] > head)
                        most--;
                while (head && index_next(&c, &place)) {
                        if (!has_head(g, place, tree, code->text, head))
                                continue;
                        *ret = place;
                        return fit;
                }
        }
        return CODE_UNKNOWN;
}

/* How many letters of the pattern stand for themselves, plus one; 0 where the code does not fit. */
static unsigned pattern_fit(struct span pattern, const struct code_text *code)
{
        unsigned literal = 1;

        for (size_t i = 0; i < pattern.size; i++) {
                if (pattern.s[i] == '*')
                        return literal;
                if (i >= code->size || (pattern.s[i] != '?' && pattern.s[i] != code->text[i]))
                        return 0;
                literal += pattern.s[i] != '?';
        }
        return pattern.size == code->size ? literal : 0;
}

/* Takes the pattern's place if it fits the code more closely than what was found before. */
static void better_pattern(const struct pattern *p, const struct code_text *code, unsigned *best,
                           uint32_t *ret)
{
        unsigned fit;

        if (p->place == PLACE_NONE)
                return;
        fit = pattern_fit(p->pattern, code);
        if (fit > *best) {
                *best = fit;
                *ret = p->place;
        }
}

/* The place of the closest pattern of a system. */
static uint32_t find_pattern(const struct gazetteer *g, const struct code_text *key,
                             const struct code_text *code)
{
        uint32_t found = PLACE_NONE;
        unsigned best = 0;

        for (size_t i = 0; i < g->n_patterns; i++)
                if (code_text_is(key, g->patterns[i].system))
                        better_pattern(&g->patterns[i], code, &best, &found);
        return found;
}

/* A code without its system: what all the systems that know it agree upon, the larger place where one lies in
 * the other. The rows of a system stand together. */
static uint32_t find_any_pattern(const struct gazetteer *g, const struct code_text *code)
{
        uint32_t found = PLACE_NONE;

        for (size_t i = 0; i < g->n_patterns;) {
                struct span system = g->patterns[i].system;
                uint32_t place = PLACE_NONE;
                unsigned best = 0;

                for (; i < g->n_patterns && span_equal(g->patterns[i].system, system); i++)
                        better_pattern(&g->patterns[i], code, &best, &place);
                if (place == PLACE_NONE)
                        continue;
                if (found == PLACE_NONE || place_contains(g, place, found))
                        found = place;
                else if (!place_contains(g, found, place))
                        return PLACE_NONE;
        }
        return found;
}

/* The country whose two letters those are. */
static uint32_t find_country(const struct gazetteer *g, const char letters[2])
{
        char path[3] = {(char)tolower((unsigned char)letters[0]), (char)tolower((unsigned char)letters[1]),
                        0};

        return place_by_path(g, path);
}

static enum code_fit find_iso(const struct gazetteer *g, const struct code_text *key,
                              const struct code_text *code, uint32_t *ret)
{
        static const struct span region = {"ISO31662", 8}, country = {"ISO31661", 8};
        bool whole =
            code->size == 2 && (!key->size || code_text_is(key, country) || code_text_is(key, region));
        bool head = code->size > 3 && code->size < 7 && code->text[2] == '-' && code_text_is(key, region);
        uint32_t found = whole || head ? find_country(g, code->text) : PLACE_NONE;

        if (found == PLACE_NONE)
                return CODE_UNKNOWN;
        *ret = found;
        return whole ? CODE_EXACT : CODE_WITHIN;
}

static bool has_digit(const struct code_text *code)
{
        for (size_t i = 0; i < code->size; i++)
                if (isdigit((unsigned char)code->text[i]))
                        return true;
        return false;
}

/* Without a system, short numbers mean nothing: they are ids in a dozen registers. */
static bool says_enough(const struct code_text *code)
{
        for (size_t i = 0; i < code->size; i++)
                if (isalpha((unsigned char)code->text[i]))
                        return true;
        return code->size >= 6;
}

/* "NUTS2" is read as NUTS where a row says so. */
static struct code_text read_as(const struct gazetteer *g, struct code_text key)
{
        for (size_t i = 0; i < g->n_patterns; i++) {
                const struct pattern *p = &g->patterns[i];
                if (!p->n_cuts && p->place == PLACE_NONE && code_text_is(&key, p->system))
                        return code_system_key(p->pattern);
        }
        return key;
}

static enum code_fit find_in_trees(const struct gazetteer *g, const struct code_text *key,
                                   const struct code_text *code, uint32_t *ret)
{
        for (size_t i = 0; i < g->n_patterns; i++) {
                const struct pattern *p = &g->patterns[i];
                enum code_fit fit;

                if (!p->n_cuts || (key->size && !code_text_is(key, p->system)))
                        continue;
                fit = find_head(g, p, code, ret);
                if (fit != CODE_UNKNOWN && (key->size || code->size >= p->cuts[p->n_cuts - 1]))
                        return fit;
        }
        return CODE_UNKNOWN;
}

/* What a code says by its beginning. Without a system, letters alone could be a word. */
static enum code_fit find_start(const struct gazetteer *g, const struct code_text *key,
                                const struct code_text *code, uint32_t *ret)
{
        uint32_t found = PLACE_NONE;

        if (key->size)
                found = find_pattern(g, key, code);
        else if (has_digit(code))
                found = find_any_pattern(g, code);
        if (found == PLACE_NONE)
                return CODE_UNKNOWN;
        *ret = found;
        return CODE_WITHIN;
}

enum code_fit code_find(const struct gazetteer *g, struct span system, struct span value, uint32_t *ret)
{
        struct code_text code = code_text_of(value), key = read_as(g, code_system_key(system));
        enum code_fit fit;
        uint32_t found;

        if (!code.size || (system.size && !key.size) || (!key.size && !says_enough(&code)))
                return CODE_UNKNOWN;
        found = find_whole(g, &key, &code);
        if (found != PLACE_NONE) {
                *ret = found;
                return CODE_EXACT;
        }
        fit = find_in_trees(g, &key, &code, ret);
        if (fit == CODE_UNKNOWN)
                fit = find_iso(g, &key, &code, ret);
        if (fit == CODE_UNKNOWN)
                fit = find_start(g, &key, &code, ret);
        return fit;
}

uint32_t place_by_code(const struct gazetteer *g, const char *system, const char *code)
{
        uint32_t place;

        if (!code || code_find(g, (struct span){system, system ? strlen(system) : 0},
                               (struct span){code, strlen(code)}, &place) == CODE_UNKNOWN)
                return PLACE_NONE;
        return place;
}

/* "4,6,9,12,14" */
static int read_cuts(struct span list, struct pattern *p)
{
        struct span part;

        while (span_part(&list, ',', &part)) {
                unsigned long cut = 0;
                for (size_t i = 0; i < part.size; i++) {
                        if (!isdigit((unsigned char)part.s[i]) || cut > CODE_SIZE)
                                return -EINVAL;
                        cut = 10 * cut + (unsigned long)(part.s[i] - '0');
                }
                if (p->n_cuts == 8 || cut >= CODE_SIZE || cut <= (p->n_cuts ? p->cuts[p->n_cuts - 1] : 0))
                        return -EINVAL;
                p->cuts[p->n_cuts++] = (uint8_t)cut;
        }
        return p->n_cuts ? 0 : -EINVAL;
}

static int add_row(struct gazetteer *g, const struct table *t, const struct span *fields, unsigned line,
                   struct problem *why)
{
        struct span place = table_field(t, fields, COLUMN_PLACE),
                    pattern = table_field(t, fields, COLUMN_PATTERN);
        struct code_text key = code_system_key(table_field(t, fields, COLUMN_SYSTEM));
        struct pattern p = {.pattern = pattern, .place = PLACE_NONE};

        if (!key.size || !pattern.size || !place.size)
                return problem_set(why, -EINVAL, "%s:%u: needs a system, a pattern and a place", t->file,
                                   line);
        if (g->n_patterns >= PATTERNS_MOST)
                return problem_set(why, -E2BIG, "%s:%u: more than %d rows of codes", t->file, line,
                                   PATTERNS_MOST);
        p.system = (struct span){arena_strndup(g->arena, key.text, key.size), key.size};
        if (span_is(place, "=")) {
                if (read_cuts(pattern, &p) < 0)
                        return problem_set(why, -EINVAL,
                                           "%s:%u: with = for a place, the pattern lists up to 8 rising "
                                           "lengths, as 4,6,9",
                                           t->file, line);
        } else if (place.s[0] == '=') {
                p.pattern = (struct span){place.s + 1, place.size - 1};
        } else {
                char *name = arena_strndup(g->arena, place.s, place.size);
                p.place = place_by_path(g, name);
                if (p.place == PLACE_NONE)
                        return problem_set(why, -EINVAL, "%s:%u: no such place: %s", t->file, line, name);
        }
        g->patterns =
            arena_grow(g->arena, g->patterns, g->n_patterns, &g->patterns_room, sizeof *g->patterns);
        g->patterns[g->n_patterns++] = p;
        return 0;
}

static int add_table(struct gazetteer *g, const struct table *t, struct problem *why)
{
        uint32_t at = t->begin, row;
        unsigned line = t->first_line;
        struct span fields[TABLE_FIELDS];
        int r;

        while (table_next(t, &at, &line, &row)) {
                table_split(t, row, fields);
                r = add_row(g, t, fields, line, why);
                if (r < 0)
                        return r;
        }
        return 0;
}

int code_build(struct gazetteer *g, struct problem *why)
{
        for (size_t i = 0; i < g->n_tables; i++) {
                int r = g->tables[i].kind == TABLE_CODES ? add_table(g, &g->tables[i], why) : 0;
                if (r < 0)
                        return r;
        }
        for (uint32_t p = 1; p < g->n_places; p++)
                index_place(g, p);
        index_build(&g->codes);
        return 0;
}
