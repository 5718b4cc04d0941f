#include "report/text_phrases.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "alert/vocab.h"
#include "base/text.h"
#include "base/tsv.h"
#include "gazetteer/gazetteer.h"

#define PREFIX_MAX  48 /* bytes */
#define ATOM_NUMBER 1u
#define SEEN_BITS   (1u << 17)

/* A word or prefix that occurs in patterns. */
struct atom {
        struct atom *next;
        const char *text;
        size_t size;
        bool prefix;
        uint32_t number;
        struct text_pattern *patterns; /* that begin with it */
        struct text_starts starts;     /* the same once all are loaded */
};

struct text_phrases {
        struct arena *arena;
        struct atom **table;
        size_t table_size, n_atoms;
        struct atom **atoms; /* by number */
        size_t atom_room;
        uint64_t seen[SEEN_BITS / 64]; /* one bit for each atom's hash: most look-ups end here */
        uint64_t prefix_sizes;         /* bit n: some prefix has n bytes */
        const char *language;          /* of the table that is being read */
};

static const char *const role_words[TEXT_SAYS_COUNT] = {
    "none",   "event",   "past",     "live",    "order",  "happened",    "clear", "forecast",
    "still",  "calm",    "old",      "aside",   "teaser", "list",        "drill", "real",
    "topic",  "from",    "to",       "at",      "named",  "named-after", "actor", "person",
    "head",   "heads",   "kind",     "between", "join",   "contrast",    "whole", "place",
    "common", "short",   "month",    "count",   "fact",   "if",          "asks",  "not",
    "nobody", "measure", "official", "claim",   "denial", "preliminary",
};

static int parse_says(const char *word, enum text_says *ret, struct problem *why)
{
        for (int i = 0; i < TEXT_SAYS_COUNT; i++)
                if (!strcmp(role_words[i], word)) {
                        *ret = (enum text_says)i;
                        return 0;
                }
        return problem_set(why, -EINVAL, "unknown role \"%s\"", word);
}

static int parse_levels(const char *value, int *ret, struct problem *why)
{
        int mask = 0;

        for (const char *at = value; *at;) {
                size_t n = strcspn(at, ",");
                int level;
                for (level = LEVEL_COUNTRY; level <= LEVEL_CITY_DISTRICT; level++)
                        if (strlen(place_level_word((enum place_level)level)) == n &&
                            !strncmp(place_level_word((enum place_level)level), at, n))
                                break;
                if (level > LEVEL_CITY_DISTRICT)
                        return problem_set(why, -EINVAL, "unknown level in \"%s\"", value);
                mask |= 1 << level;
                at += n + (at[n] == ',');
        }
        *ret = mask;
        return 0;
}

/* What the value means for its role. */
static int parse_value(enum text_says role, const char *value, int *ret, struct problem *why)
{
        char *end;
        long n;

        *ret = -1;
        switch (role) {
        case SAYS_EVENT:
        case SAYS_PAST:
        case SAYS_LIVE:
        case SAYS_ORDER:
        case SAYS_HAPPENED:
        case SAYS_CLEAR:
        case SAYS_FORECAST:
                if (strcmp(value, "-") && vocab_parse(VOCAB_EVENT, value, ret) < 0)
                        return problem_set(why, -EINVAL, "unknown event \"%s\"", value);
                return 0;
        case SAYS_HEAD:
        case SAYS_HEADS:
        case SAYS_KIND:
        case SAYS_WHOLE:
                return parse_levels(value, ret, why);
        case SAYS_TOPIC:
        case SAYS_COUNT:
        case SAYS_MONTH:
                if (role == SAYS_MONTH && !strcmp(value, "-"))
                        return 0;
                n = strtol(value, &end, 10);
                if (*end || end == value || n < 0 || n > 1000000)
                        return problem_set(why, -EINVAL, "\"%s\" is no number", value);
                *ret = (int)n;
                return 0;
        default:
                return 0;
        }
}

/* Hashes by the running sum, so that those of all beginnings of a word cost one pass. */
#define HASH_START        2166136261u
#define HASH_STEP(sum, c) (((sum) ^ (unsigned char)(c)) * 16777619u)

static uint32_t hash_end(uint32_t sum, bool prefix)
{
        sum = (sum ^ sum >> 15) * 0x85ebca6bu;
        return (sum ^ sum >> 13) + prefix;
}

static uint32_t hash_of(const char *text, size_t size, bool prefix)
{
        uint32_t sum = HASH_START;

        for (size_t i = 0; i < size; i++)
                sum = HASH_STEP(sum, text[i]);
        return hash_end(sum, prefix);
}

static struct atom *atom_hashed(const struct text_phrases *p, const char *text, size_t size, bool prefix,
                                uint32_t hash)
{
        if (!(p->seen[hash % SEEN_BITS / 64] >> hash % 64 & 1))
                return NULL;
        for (struct atom *at = p->table[hash & (p->table_size - 1)]; at; at = at->next)
                if (at->size == size && at->prefix == prefix && !memcmp(at->text, text, size))
                        return at;
        return NULL;
}

static struct atom *atom_find(const struct text_phrases *p, const char *text, size_t size, bool prefix)
{
        return atom_hashed(p, text, size, prefix, hash_of(text, size, prefix));
}

static struct atom *atom_add(struct text_phrases *p, const char *text, size_t size, bool prefix)
{
        struct atom *at = atom_find(p, text, size, prefix), **bucket;
        uint32_t hash;

        if (at)
                return at;
        at = arena_alloc(p->arena, sizeof *at);
        at->text = arena_strndup(p->arena, text, size);
        at->size = size;
        at->prefix = prefix;
        at->number = (uint32_t)p->n_atoms;
        p->atoms = arena_grow(p->arena, p->atoms, p->n_atoms, &p->atom_room, sizeof(struct atom *));
        p->atoms[p->n_atoms++] = at;
        if (prefix)
                p->prefix_sizes |= UINT64_C(1) << size;
        hash = hash_of(text, size, prefix);
        p->seen[hash % SEEN_BITS / 64] |= UINT64_C(1) << hash % 64;
        bucket = &p->table[hash & (p->table_size - 1)];
        at->next = *bucket;
        *bucket = at;
        return at;
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
        if (!n || (unsigned char)word[0] >= 0xe2) { /* an emoji: its first character as it is */
                uint32_t c;
                n = text_next(word, size, &c);
                memcpy(folded, word, n);
        }
        for (size_t at = 0; at < n;) {
                const char *space = memchr(folded + at, ' ', n - at);
                size_t end = space ? (size_t)(space - folded) : n;
                bool last = end == n;
                if (pattern->n_slots == TEXT_SLOTS_MAX || (last && prefix && end - at > PREFIX_MAX))
                        return problem_set(why, -EINVAL, "phrase with \"%s\" is too long", word);
                pattern->slots[pattern->n_slots++] = (struct text_slot){
                    .atom = !strcmp(word, "#") ? ATOM_NUMBER
                                               : atom_add(p, folded + at, end - at, last && prefix)->number,
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

        for (const struct text_pattern *o = p->atoms[m->slots[0].atom]->patterns; o; o = o->next)
                if (o->phrase.role == m->phrase.role && m->phrase.role != SAYS_FROM &&
                    strcmp(o->phrase.value, m->phrase.value) == 0 && o->at_start == m->at_start &&
                    o->n_slots == m->n_slots) {
                        for (same = 0; same < m->n_slots && o->slots[same].atom == m->slots[same].atom &&
                                       o->slots[same].gap == m->slots[same].gap;)
                                same++;
                        if (same == m->n_slots)
                                return true;
                }
        return false;
}

static int add_pattern(struct text_phrases *p, const struct text_phrase *phrase, char **words, size_t n_words,
                       struct problem *why)
{
        struct text_pattern *pattern = arena_alloc(p->arena, sizeof *pattern);
        uint8_t gap = 0;

        pattern->phrase = *phrase;
        for (size_t i = 0; i < n_words; i++) {
                const char *word = words[i];
                if (word[0] == '~') {
                        gap = (uint8_t)(word[1] - '0');
                        if (!pattern->n_slots || word[1] < '1' || gap > TEXT_GAP_MAX)
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
        if (is_known(p, pattern))
                return 0;
        pattern->next = p->atoms[pattern->slots[0].atom]->patterns;
        p->atoms[pattern->slots[0].atom]->patterns = pattern;
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
        choices = arena_strdup(p->arena, word);
        for (char *one = strtok_r(choices, "|", &rest); one; one = strtok_r(NULL, "|", &rest)) {
                words[from] = one;
                r = add_choices(p, phrase, words, n_words, from + 1, why);
                if (r < 0)
                        return r;
        }
        words[from] = word;
        return 0;
}

static int add_phrase(struct text_phrases *p, struct text_phrase phrase, char *text, struct problem *why)
{
        char *words[2 * TEXT_SLOTS_MAX], *rest = NULL;
        size_t n = 0;

        text += strspn(text, " ");
        phrase.text = arena_strdup(p->arena, text);
        for (char *word = strtok_r(text, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
                if (n == 2 * TEXT_SLOTS_MAX)
                        return problem_set(why, -EINVAL, "phrase \"%s\" is too long", phrase.text);
                words[n++] = word;
        }
        return n ? add_choices(p, &phrase, words, n, 0, why) : 0;
}

static int add_line(void *data, char **fields, struct problem *why)
{
        struct text_phrases *p = data;
        struct text_phrase phrase = {.value = fields[1], .language = p->language};
        char *rest = NULL;
        int r = parse_says(fields[0], &phrase.role, why);

        if (r < 0)
                return r;
        r = parse_value(phrase.role, fields[1], &phrase.number, why);
        if (r < 0)
                return r;
        for (char *text = strtok_r(fields[2], ";", &rest); text; text = strtok_r(NULL, ";", &rest)) {
                r = add_phrase(p, phrase, text, why);
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
                                           .second = wide ? text_phrases_bit(m->slots[1].atom) : 0,
                                           .gap = wide ? m->slots[1].gap : 0,
                                           .n_slots = m->n_slots,
                                           .role = (uint8_t)m->phrase.role,
                                           .at_start = m->at_start};
}

/* What is looked at for each word of a text stands close together. */
static void lay_out_atom(struct text_phrases *p, struct atom *at)
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
        for (size_t i = 0; i < p->n_atoms; i++)
                if (p->atoms[i]->patterns)
                        lay_out_atom(p, p->atoms[i]);
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
                if (r >= 0)
                        r = tsv_read(arena_printf(p->arena, "%s/%s", directory, entries[i]->d_name),
                                     "role value phrases", p->arena, add_line, p, why);
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
        p->table_size = 1 << 15;
        p->table = arena_array(p->arena, p->table_size, sizeof(struct atom *));
        atom_add(p, "", 0, false); /* 0: none */
        atom_add(p, "#", 1, false);
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
        free(p);
}

/* The atoms that a word is: itself, and beginnings of it. */
static size_t atoms_of(const struct text_phrases *p, const char *word, size_t size, uint32_t *atoms)
{
        const struct atom *at = atom_find(p, word, size, false);
        uint32_t sum;
        size_t n = 0;

        if (at && at->number > ATOM_NUMBER)
                atoms[n++] = at->number;
        sum = HASH_START;
        for (size_t k = 1; k <= size && k <= PREFIX_MAX && n < TEXT_ATOMS_MAX; k++) {
                sum = HASH_STEP(sum, word[k - 1]);
                if (!(p->prefix_sizes >> k & 1))
                        continue;
                at = atom_hashed(p, word, k, true, hash_end(sum, true));
                if (at)
                        atoms[n++] = at->number;
        }
        return n;
}

size_t text_phrases_atoms(const struct text_phrases *p, const char *folded, size_t size, bool number,
                          uint32_t atoms[static TEXT_ATOMS_MAX])
{
        size_t n = atoms_of(p, folded, size, atoms);

        if (number && n < TEXT_ATOMS_MAX)
                atoms[n++] = ATOM_NUMBER;
        return n;
}

uint64_t text_phrases_roles(const struct text_phrases *p, const char *folded, size_t size)
{
        uint32_t atoms[TEXT_ATOMS_MAX];
        size_t n = atoms_of(p, folded, size, atoms);
        uint64_t roles = 0;

        for (size_t i = 0; i < n; i++)
                for (const struct text_pattern *m = p->atoms[atoms[i]]->patterns; m; m = m->next)
                        if (m->n_slots == 1)
                                roles |= UINT64_C(1) << m->phrase.role;
        return roles;
}

uint32_t text_phrases_levels(const struct text_phrases *p, const char *folded, size_t size)
{
        uint32_t atoms[TEXT_ATOMS_MAX], mask = 0;
        size_t n = atoms_of(p, folded, size, atoms);

        for (size_t i = 0; i < n; i++)
                for (const struct text_pattern *m = p->atoms[atoms[i]]->patterns; m; m = m->next)
                        if (m->n_slots == 1 && (m->phrase.role == SAYS_HEAD || m->phrase.role == SAYS_KIND))
                                mask |= (uint32_t)m->phrase.number;
        return mask;
}

struct text_starts text_phrases_starts(const struct text_phrases *p, uint32_t atom)
{
        return p->atoms[atom]->starts;
}
