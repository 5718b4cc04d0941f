#include "reader/text_phrases.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/tsv.h"
#include "reader/text_room.h"

/* What begins with one atom. */
struct opening {
        struct text_pattern *patterns;
        struct text_starts starts; /* the same once all are loaded */
};

struct text_phrases {
        struct arena *arena;
        struct text_atoms atoms;
        struct opening *openings; /* by atom; not in the arena, which would keep each of the smaller ones */
        size_t n_openings, openings_room;
        const char *language;  /* of the table that is being read */
        struct arena *scratch; /* the table itself, and what is only looked at while it is read */
};

/* The number of a word of a phrase. */
static uint32_t atom_of(struct text_phrases *p, const char *folded, size_t size, bool prefix)
{
        uint32_t atom = text_atoms_add(&p->atoms, folded, size, prefix);

        while (p->n_openings < p->atoms.n) {
                p->openings =
                    text_room_grow(p->openings, p->n_openings, &p->openings_room, sizeof *p->openings);
                p->openings[p->n_openings++] = (struct opening){0};
        }
        return atom;
}

/* Adds the slots of one written word (folding may make several of it: "р-н"). */
static int add_slots(struct text_phrases *p, struct text_pattern *pattern, const char *word, uint8_t gap,
                     struct problem *why)
{
        char folded[128];
        size_t size = strlen(word), n;
        bool prefix = size > 1 && word[size - 1] == '*';

        n = text_fold(word, size - prefix, folded, sizeof folded);
        if (n >= sizeof folded)
                return problem_set(why, -EINVAL, "word \"%s\" is too long", word);
        if (!n || (unsigned char)word[0] >= 0xe2) { /* "#", an emoji: its first character as it is */
                uint32_t c;
                n = text_next(word, size, &c);
                memcpy(folded, word, n);
        }
        for (size_t at = 0; at < n;) {
                const char *space = memchr(folded + at, ' ', n - at);
                size_t end = space ? (size_t)(space - folded) : n;
                bool last = end == n;
                if (pattern->n_slots == TEXT_SLOTS_MAX || (last && prefix && end - at > TEXT_ATOM_PREFIX_MAX))
                        return problem_set(why, -EINVAL, "phrase with \"%s\" is too long", word);
                pattern->slots[pattern->n_slots++] = (struct text_slot){
                    .atom = atom_of(p, folded + at, end - at, last && prefix),
                    .gap = gap,
                };
                gap = 0;
                at = end + 1;
        }
        return 0;
}

/* Russian and Ukrainian share words: what both tables say of the same one is said once. Prepositions go with the endings of
 * their language. */
static bool is_known(const struct text_phrases *p, const struct text_pattern *m)
{
        uint8_t same;

        for (const struct text_pattern *o = p->openings[m->slots[0].atom].patterns; o; o = o->next)
                if (o->phrase->role == m->phrase->role && m->phrase->role != SAYS_FROM &&
                    strcmp(o->phrase->value, m->phrase->value) == 0 && o->at_start == m->at_start &&
                    o->n_slots == m->n_slots) {
                        for (same = 0; same < m->n_slots && o->slots[same].atom == m->slots[same].atom &&
                                       o->slots[same].gap == m->slots[same].gap;)
                                same++;
                        if (same == m->n_slots)
                                return true;
                }
        return false;
}

/* Without the room of the words that it has not. */
static void keep_pattern(struct text_phrases *p, const struct text_pattern *pattern)
{
        size_t size = sizeof *pattern + pattern->n_slots * sizeof *pattern->slots;
        struct opening *at = &p->openings[pattern->slots[0].atom];
        struct text_pattern *kept = arena_alloc(p->arena, size);

        memcpy(kept, pattern, size);
        kept->next = at->patterns;
        at->patterns = kept;
}

static int add_pattern(struct text_phrases *p, const struct text_phrase *phrase, char **words, size_t n_words,
                       struct problem *why)
{
        const size_t most = sizeof(struct text_pattern) + TEXT_SLOTS_MAX * sizeof(struct text_slot);
        struct text_pattern *pattern = arena_alloc(p->scratch, most);
        uint8_t gap = 0;

        pattern->phrase = phrase;
        for (size_t i = 0; i < n_words; i++) {
                const char *word = words[i];
                if (word[0] == '~') {
                        gap = (uint8_t)(word[1] - '0');
                        if (!pattern->n_slots || word[1] < '1' || gap > TEXT_GAP_MAX || word[2])
                                return problem_set(why, -EINVAL, "gap \"%s\"", word);
                        continue;
                }
                if (word[0] == '^') {
                        pattern->at_start = true;
                        word++;
                }
                int r = add_slots(p, pattern, word, gap, why);
                if (r < 0)
                        return r;
                gap = 0;
        }
        if (!pattern->n_slots)
                return problem_set(why, -EINVAL, "an empty phrase");
        if (!is_known(p, pattern))
                keep_pattern(p, pattern);
        return 0;
}

/* One phrase with `a|b` in it becomes several patterns. */
static int add_choices(struct text_phrases *p, const struct text_phrase *phrase, char **words, size_t n_words,
                       size_t from, struct problem *why)
{
        char *word, *rest = NULL, *choices;
        int r;

        while (from < n_words && !strchr(words[from], '|'))
                from++;
        if (from == n_words)
                return add_pattern(p, phrase, words, n_words, why);
        word = words[from];
        choices = arena_strdup(p->scratch, word);
        for (char *one = strtok_r(choices, "|", &rest); one; one = strtok_r(NULL, "|", &rest)) {
                words[from] = one;
                r = add_choices(p, phrase, words, n_words, from + 1, why);
                if (r < 0)
                        return r;
        }
        words[from] = word;
        return 0;
}

static int add_phrase(struct text_phrases *p, const struct text_phrase *line, char *text, struct problem *why)
{
        char *words[2 * TEXT_SLOTS_MAX], *rest = NULL;
        struct text_phrase *phrase;
        size_t n = 0, size;

        text += strspn(text, " ");
        size = strlen(text) + 1;
        phrase = arena_alloc(p->arena, sizeof *phrase + size);
        *phrase = *line;
        memcpy(phrase->text, text, size);
        for (char *word = strtok_r(text, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
                if (n == 2 * TEXT_SLOTS_MAX)
                        return problem_set(why, -EINVAL, "phrase \"%s\" is too long", phrase->text);
                words[n++] = word;
        }
        return n ? add_choices(p, phrase, words, n, 0, why) : 0;
}

static int add_line(void *data, char **fields, struct problem *why)
{
        struct text_phrases *p = data;
        struct text_phrase phrase = {.value = arena_strdup(p->arena, fields[1]), .language = p->language};
        char *rest = NULL;
        int r = text_says_parse(fields[0], &phrase.role, why);

        if (r < 0)
                return r;
        r = text_says_value(phrase.role, fields[1], &phrase.number, why);
        if (r < 0)
                return r;
        for (char *text = strtok_r(fields[2], ";", &rest); text; text = strtok_r(NULL, ";", &rest)) {
                r = add_phrase(p, &phrase, text, why);
                if (r < 0)
                        return r;
        }
        return 0;
}

static int is_table(const struct dirent *entry)
{
        size_t n = strlen(entry->d_name);

        return entry->d_name[0] != '.' && n > 4 && !strcmp(entry->d_name + n - 4, ".tsv") &&
               strcmp(entry->d_name, "forms.tsv") != 0 && strcmp(entry->d_name, "languages.tsv") != 0;
}

/* The bit of the second word where it must come next; above all of these otherwise. */
static unsigned next_bit(const struct text_pattern *m)
{
        return m->slots[1].gap ? 64 : m->slots[1].atom % 64;
}

static void add_start(struct text_start *list, uint32_t *n, const struct text_pattern *m)
{
        bool wide = m->n_slots > 1;

        list[(*n)++] = (struct text_start){.pattern = m,
                                           .second = wide ? m->slots[1].atom % 64 : 0,
                                           .gap = wide ? m->slots[1].gap : 0,
                                           .n_slots = m->n_slots,
                                           .role = (uint8_t)m->phrase->role,
                                           .at_start = m->at_start};
}

/* What is looked at for each word of a text stands close together. */
static void lay_out_opening(struct text_phrases *p, struct opening *at)
{
        uint32_t n = 0, n_bits = 0, *by_bit;
        struct text_start *list;

        for (const struct text_pattern *m = at->patterns; m; m = m->next, n++)
                if (m->n_slots > 1 && next_bit(m) < 64)
                        at->starts.next_bits |= UINT64_C(1) << next_bit(m);
        n_bits = (uint32_t)__builtin_popcountll(at->starts.next_bits);
        by_bit = arena_array(p->arena, n_bits + 1, sizeof *by_bit);
        list = arena_array(p->arena, n, sizeof *list);
        at->starts.list = list;
        at->starts.by_bit = by_bit;
        n = n_bits = 0;
        for (const struct text_pattern *m = at->patterns; m; m = m->next)
                if (m->n_slots == 1)
                        add_start(list, &n, m);
        at->starts.single = n;
        for (unsigned bit = 0; bit <= 64; bit++) {
                if (bit < 64 && !(at->starts.next_bits >> bit & 1))
                        continue;
                by_bit[n_bits++] = n;
                for (const struct text_pattern *m = at->patterns; m; m = m->next)
                        if (m->n_slots > 1 && next_bit(m) == bit)
                                add_start(list, &n, m);
        }
        at->starts.next = by_bit[n_bits - 1];
        at->starts.n = n;
}

static void lay_out(struct text_phrases *p)
{
        for (size_t i = 0; i < p->n_openings; i++)
                if (p->openings[i].patterns)
                        lay_out_opening(p, &p->openings[i]);
}

static int load_tables(struct text_phrases *p, const char *directory, struct problem *why)
{
        struct dirent **entries;
        int n = scandir(directory, &entries, is_table, alphasort), r = 0;

        if (n < 0)
                return problem_set(why, -errno, "%s: %m", directory);
        for (int i = 0; i < n; i++) {
                size_t stem = strlen(entries[i]->d_name) - strlen(".tsv");
                p->language = strcmp(entries[i]->d_name, "any.tsv")
                                  ? arena_strndup(p->arena, entries[i]->d_name, stem)
                                  : NULL;
                p->scratch = arena_new();
                if (r >= 0)
                        r = tsv_read(arena_printf(p->scratch, "%s/%s", directory, entries[i]->d_name),
                                     "role value phrases", p->scratch, add_line, p, why);
                arena_free(p->scratch);
                free(entries[i]);
        }
        free(entries);
        return r;
}

int text_phrases_load(const char *directory, struct text_phrases **ret, struct problem *why)
{
        struct text_phrases *p = calloc(1, sizeof *p);
        int r;

        if (!p)
                return -ENOMEM;
        p->arena = arena_new();
        text_atoms_init(&p->atoms, p->arena);
        atom_of(p, "#", 1, false); /* numbers open something, be it nothing */
        r = load_tables(p, directory, why);
        if (r < 0) {
                text_phrases_free(p);
                return r;
        }
        lay_out(p);
        *ret = p;
        return 0;
}

void text_phrases_free(struct text_phrases *p)
{
        if (!p)
                return;
        arena_free(p->arena);
        free(p->openings);
        free(p);
}

size_t text_phrases_atoms(const struct text_phrases *p, const char *folded, size_t size, bool number,
                          uint32_t atoms[static TEXT_ATOMS_MAX])
{
        size_t n = text_atoms_of(&p->atoms, folded, size, atoms);

        if (number && n < TEXT_ATOMS_MAX)
                atoms[n++] = TEXT_ATOM_NUMBER;
        return n;
}

uint64_t text_phrases_roles(const struct text_phrases *p, const char *folded, size_t size)
{
        uint32_t atoms[TEXT_ATOMS_MAX];
        size_t n = text_atoms_of(&p->atoms, folded, size, atoms);
        uint64_t roles = 0;

        for (size_t i = 0; i < n; i++)
                for (const struct text_pattern *m = p->openings[atoms[i]].patterns; m; m = m->next)
                        if (m->n_slots == 1)
                                roles |= UINT64_C(1) << m->phrase->role;
        return roles;
}

uint32_t text_phrases_levels(const struct text_phrases *p, const char *folded, size_t size)
{
        uint32_t atoms[TEXT_ATOMS_MAX], mask = 0;
        size_t n = text_atoms_of(&p->atoms, folded, size, atoms);

        for (size_t i = 0; i < n; i++)
                for (const struct text_pattern *m = p->openings[atoms[i]].patterns; m; m = m->next)
                        if (m->n_slots == 1 && (m->phrase->role == SAYS_HEAD || m->phrase->role == SAYS_KIND))
                                mask |= (uint32_t)m->phrase->number;
        return mask;
}

struct text_starts text_phrases_starts(const struct text_phrases *p, uint32_t atom)
{
        return p->openings[atom].starts;
}
