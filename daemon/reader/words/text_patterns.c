#include "reader/words/text_patterns.h"

#include <dirent.h>
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/tsv.h"
#include "reader/words/text_room.h"

/* The number of a word of a phrase. */
static uint32_t atom_of(struct text_patterns *p, const char *folded, size_t size, bool prefix)
{
        uint32_t atom = text_atoms_add(p->atoms, folded, size, prefix);

        while (p->n_first < p->atoms->n) {
                p->first =
                    text_room_grow(p->first, p->n_first, &p->first_room, sizeof(struct text_pattern *));
                p->first[p->n_first++] = NULL;
        }
        return atom;
}

/* Adds the slots of one written word (folding may make several of it: "р-н"). */
static int add_slots(struct text_patterns *p, struct text_pattern *pattern, const char *word, uint8_t gap,
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
static bool is_known(const struct text_patterns *p, const struct text_pattern *m)
{
        const struct text_phrase *phrase = p->phrases[m->phrase];

        for (const struct text_pattern *o = p->first[m->slots[0].atom]; o; o = o->next) {
                const struct text_phrase *other;
                if (o->n_slots != m->n_slots || o->at_start != m->at_start ||
                    memcmp(o->slots, m->slots, m->n_slots * sizeof *m->slots) != 0)
                        continue; /* most */
                other = p->phrases[o->phrase];
                if (other->role == phrase->role && phrase->role != SAYS_FROM &&
                    strcmp(other->value, phrase->value) == 0)
                        return true;
        }
        return false;
}

/* Without the room of the words that it has not. */
static void keep_pattern(struct text_patterns *p, const struct text_pattern *pattern)
{
        size_t size = sizeof *pattern + pattern->n_slots * sizeof *pattern->slots;
        struct text_pattern **first = &p->first[pattern->slots[0].atom];
        struct text_pattern *kept = arena_alloc(p->patterns, size);

        memcpy(kept, pattern, size);
        kept->next = *first;
        *first = kept;
}

static int add_pattern(struct text_patterns *p, char **words, size_t n_words, struct problem *why)
{
        const size_t most = sizeof(struct text_pattern) + TEXT_SLOTS_MAX * sizeof(struct text_slot);
        struct text_pattern *pattern = arena_alloc(p->scratch, most);
        uint8_t gap = 0;

        pattern->phrase = (uint32_t)p->n_phrases - 1;
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

/* The phrase added last: one with `a|b` in it becomes several patterns. */
static int add_choices(struct text_patterns *p, char **words, size_t n_words, size_t from,
                       struct problem *why)
{
        char *word, *rest = NULL, *choices;
        int r;

        while (from < n_words && !strchr(words[from], '|'))
                from++;
        if (from == n_words)
                return add_pattern(p, words, n_words, why);
        word = words[from];
        choices = arena_strdup(p->scratch, word);
        for (char *one = strtok_r(choices, "|", &rest); one; one = strtok_r(NULL, "|", &rest)) {
                words[from] = one;
                r = add_choices(p, words, n_words, from + 1, why);
                if (r < 0)
                        return r;
        }
        words[from] = word;
        return 0;
}

static int add_phrase(struct text_patterns *p, const struct text_phrase *line, char *text,
                      struct problem *why)
{
        char *words[2 * TEXT_SLOTS_MAX], *rest = NULL;
        struct text_phrase *phrase;
        size_t n = 0, size;

        text += strspn(text, " ");
        size = strlen(text) + 1;
        phrase = arena_alloc(p->arena, offsetof(struct text_phrase, text) + size);
        memcpy(phrase, line, offsetof(struct text_phrase, text));
        memcpy(phrase->text, text, size);
        p->phrases = text_room_grow(p->phrases, p->n_phrases, &p->phrases_room, sizeof(struct text_phrase *));
        p->phrases[p->n_phrases++] = phrase;
        for (char *word = strtok_r(text, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
                if (n == 2 * TEXT_SLOTS_MAX)
                        return problem_set(why, -EINVAL, "phrase \"%s\" is too long", phrase->text);
                words[n++] = word;
        }
        return n ? add_choices(p, words, n, 0, why) : 0;
}

static int add_line(void *data, char **fields, struct problem *why)
{
        struct text_patterns *p = data;
        struct text_phrase phrase = {.value = arena_strdup(p->arena, fields[1]), .language = p->language};
        char *rest = NULL;
        enum text_says role;
        int number, r = text_says_parse(fields[0], &role, why);

        if (r < 0)
                return r;
        r = text_says_value(role, fields[1], &number, why);
        if (r < 0)
                return r;
        if (number > TEXT_PHRASE_NUMBER_MAX)
                return problem_set(why, -ERANGE, "\"%s\" is too large a number", fields[1]);
        phrase.role = role;
        phrase.number = number;
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

int text_patterns_read(struct text_patterns *p, const char *directory, struct problem *why)
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
