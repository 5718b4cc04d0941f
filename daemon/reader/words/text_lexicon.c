#include "reader/words/text_lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "reader/words/text_hash.h"
#include "reader/words/text_letter.h"

#define KEPT        8192 /* spellings that are kept for the next text */
#define TABLE_FIRST 4096
#define FOLDED_MAX  256

/* The hash stands beside the pointer, so that a look-up seldom looks at a wrong spelling. */
struct slot {
        struct text_spelling *spelling; /* NULL: free */
        uint32_t hash;
};

struct text_lexicon {
        const struct text_phrases *phrases;
        const struct text_language *language;
        struct arena *arena; /* of all below */
        struct slot *slots;
        size_t n_slots, n_spellings;
        struct text_lexeme **lexemes; /* by hash; as many as slots */
        uint32_t text;
};

static void clear(struct text_lexicon *l)
{
        arena_free(l->arena);
        l->arena = arena_new();
        l->n_slots = TABLE_FIRST;
        l->n_spellings = 0;
        l->slots = arena_array(l->arena, l->n_slots, sizeof *l->slots);
        l->lexemes = arena_array(l->arena, l->n_slots, sizeof(struct text_lexeme *));
}

struct text_lexicon *text_lexicon_new(const struct text_phrases *p, const struct text_language *language)
{
        struct text_lexicon *l = calloc(1, sizeof *l);

        if (!l)
                abort();
        l->phrases = p;
        l->language = language;
        clear(l);
        return l;
}

void text_lexicon_free(struct text_lexicon *l)
{
        if (!l)
                return;
        arena_free(l->arena);
        free(l);
}

uint32_t text_lexicon_start(struct text_lexicon *l)
{
        if (++l->text == 0) {
                clear(l); /* what was seen four thousand million texts ago would look like this one's */
                l->text = 1;
        }
        return l->text;
}

void text_lexicon_end(struct text_lexicon *l)
{
        if (l->n_spellings > KEPT)
                clear(l);
}

/* Eight bytes a step. */
static uint32_t spelling_hash(const char *s, size_t size, bool symbol)
{
        const uint64_t factor = UINT64_C(0x9e3779b97f4a7c15);
        uint64_t h = size << 1 | symbol, part;

        for (; size >= 8; s += 8, size -= 8) {
                memcpy(&part, s, 8);
                h = (h ^ part) * factor;
                h ^= h >> 32;
        }
        part = 0;
        memcpy(&part, s, size);
        h = (h ^ part) * factor;
        return (uint32_t)(h >> 32);
}

static void grow(struct text_lexicon *l)
{
        struct slot *old = l->slots;
        struct text_lexeme **lexemes = l->lexemes;
        size_t n = l->n_slots;

        l->n_slots = 2 * n;
        l->slots = arena_array(l->arena, l->n_slots, sizeof *l->slots);
        l->lexemes = arena_array(l->arena, l->n_slots, sizeof(struct text_lexeme *));
        for (size_t i = 0; i < n; i++) {
                size_t at = old[i].hash & (l->n_slots - 1);
                while (old[i].spelling && l->slots[at].spelling)
                        at = (at + 1) & (l->n_slots - 1);
                if (old[i].spelling)
                        l->slots[at] = old[i];
                for (struct text_lexeme *x = lexemes[i], *next; x; x = next) {
                        struct text_lexeme **bucket = &l->lexemes[x->hash & (l->n_slots - 1)];
                        next = x->next;
                        x->next = *bucket;
                        *bucket = x;
                }
        }
}

/* What the letters of a spelling show. */
struct look {
        size_t upper, letters;
        bool first_upper, number, latin, mixed;
};

static struct look look_at(const char *s, size_t size)
{
        struct look look = {.latin = true};

        for (size_t at = 0; at < size;) {
                uint32_t c;
                size_t n = text_next(s + at, size - at, &c);
                if (text_letter_kind(c) == KIND_WORD) {
                        bool upper = text_letter_upper(c), digit = text_letter_digit(c);
                        if (at == 0) {
                                look.first_upper = upper;
                                look.number = digit;
                        }
                        look.letters += !digit;
                        look.upper += upper;
                        look.latin &= c < 0x370;
                        look.mixed |= !digit && c < 0x80;
                }
                at += n;
        }
        look.mixed &= !look.latin;
        return look;
}

static enum text_case case_of(const struct look *look)
{
        return !look->letters                                      ? CASE_NONE
               : look->upper == look->letters && look->letters > 1 ? CASE_UPPER
               : look->first_upper                                 ? CASE_TITLE
                                                                   : CASE_LOWER;
}

static size_t fold_word(const struct text_lexicon *l, const char *s, size_t size, const struct look *look,
                        char folded[static FOLDED_MAX])
{
        char mended[FOLDED_MAX];
        size_t n = text_fold(s, size, folded, FOLDED_MAX);

        if (n >= FOLDED_MAX)
                n = text_cut(folded, FOLDED_MAX - 1, FOLDED_MAX - 8);
        if (look->mixed) {
                n = text_language_mend(l->language, folded, n, mended, sizeof mended);
                memcpy(folded, mended, n);
        }
        return n;
}

/* The longest phrase of one word that says nothing: "взрывчатк*" is no "взрыв*". Returns its size. */
static size_t longest_none(const struct text_lexicon *l, const struct text_lexeme *x)
{
        size_t longest = 0;

        for (size_t i = 0; i < x->n_atoms; i++) {
                struct text_starts at = text_phrases_starts(l->phrases, x->atoms[i]);
                for (uint32_t k = 0; k < at.single; k++) {
                        const struct text_start *start = &at.list[k];
                        size_t size = start->role == SAYS_NONE
                                          ? strlen(text_phrases_meant(l->phrases, start)->text)
                                          : 0;
                        longest = size > longest ? size : longest;
                }
        }
        return longest;
}

/* The phrases of one word, together: they are gone over for every occurrence. */
static void know_singles(struct text_lexicon *l, struct text_lexeme *x)
{
        size_t n = 0, none = longest_none(l, x);

        for (size_t i = 0; i < x->n_atoms; i++)
                n += text_phrases_starts(l->phrases, x->atoms[i]).single;
        n = n < UINT8_MAX ? n : UINT8_MAX;
        struct text_start *singles = arena_array(l->arena, n, sizeof *singles);
        for (size_t i = 0; i < x->n_atoms; i++) {
                struct text_starts at = text_phrases_starts(l->phrases, x->atoms[i]);
                for (uint32_t k = 0; k < at.single && x->n_singles < n; k++) {
                        if (none && none > strlen(text_phrases_meant(l->phrases, &at.list[k])->text))
                                continue;
                        singles[x->n_singles++] = at.list[k];
                        x->roles |= UINT64_C(1) << at.list[k].role;
                }
        }
        x->singles = singles;
}

static void know_phrases(struct text_lexicon *l, struct text_lexeme *x)
{
        uint32_t found[TEXT_ATOMS_MAX], *atoms;
        struct text_starts *starts;

        x->n_atoms = (uint8_t)text_phrases_atoms(l->phrases, x->folded, x->size, x->number, found);
        x->atoms = atoms = arena_array(l->arena, x->n_atoms, sizeof *atoms);
        x->starts = starts = arena_array(l->arena, x->n_atoms, sizeof *starts);
        for (size_t i = 0; i < x->n_atoms; i++) {
                atoms[i] = found[i];
                x->atom_mask |= text_phrases_bit(atoms[i]);
                starts[x->n_starts] = text_phrases_starts(l->phrases, atoms[i]);
                x->reach = starts[x->n_starts].reach > x->reach ? starts[x->n_starts].reach : x->reach;
                x->n_starts += starts[x->n_starts].n > starts[x->n_starts].single;
        }
        know_singles(l, x);
        x->ordinary = !(x->roles & (UINT64_C(1) << SAYS_PLACE | UINT64_C(1) << SAYS_PERSON)) &&
                      text_phrases_have(l->phrases, x->folded, x->size);
}

static struct text_lexeme *lexeme_of(struct text_lexicon *l, const char *folded, size_t size, bool symbol,
                                     const struct look *look)
{
        uint32_t hash = text_hash(folded, size);
        struct text_lexeme **bucket = &l->lexemes[hash & (l->n_slots - 1)], *x;

        for (x = *bucket; x; x = x->next)
                if (x->hash == hash && x->size == size && x->symbol == symbol && x->number == look->number &&
                    x->latin == look->latin && !memcmp(x->folded, folded, size))
                        return x;
        x = arena_alloc(l->arena, sizeof *x);
        *x = (struct text_lexeme){.next = *bucket,
                                  .folded = arena_strndup(l->arena, folded, size),
                                  .size = (uint32_t)size,
                                  .hash = hash,
                                  .symbol = symbol,
                                  .number = look->number,
                                  .latin = look->latin};
        know_phrases(l, x);
        *bucket = x;
        return x;
}

static struct text_spelling *add_spelling(struct text_lexicon *l, const char *bytes, size_t size, bool symbol)
{
        struct text_spelling *s = arena_alloc(l->arena, sizeof *s + size);
        char folded[FOLDED_MAX];
        struct look look = {0};
        size_t n = 0, possessive = 0;

        memcpy(s->bytes, bytes, size);
        if (!symbol) {
                look = look_at(bytes, size);
                n = fold_word(l, bytes, size, &look, folded);
                possessive = text_language_possessive(l->language, folded, n, bytes, size);
                n -= possessive;
        }
        if (n == 0) {
                n = size < FOLDED_MAX ? size : 4;
                memcpy(folded, bytes, n);
        }
        s->size = (uint32_t)size;
        s->letters = symbol ? CASE_NONE : case_of(&look);
        s->possessive = possessive > 0;
        s->lexeme = lexeme_of(l, folded, n, symbol, &look);
        s->lexeme->languages |=
            text_language_letters(l->language, bytes, size) | text_language_letters(l->language, folded, n);
        return s;
}

const struct text_spelling *text_lexicon_spelling(struct text_lexicon *l, const char *bytes, size_t size,
                                                  bool symbol)
{
        uint32_t hash = spelling_hash(bytes, size, symbol);
        size_t at = hash & (l->n_slots - 1);

        for (; l->slots[at].spelling; at = (at + 1) & (l->n_slots - 1)) {
                const struct text_spelling *s = l->slots[at].spelling;
                if (l->slots[at].hash == hash && s->size == size && !memcmp(s->bytes, bytes, size))
                        return s;
        }
        if (4 * l->n_spellings >= 3 * l->n_slots) {
                grow(l);
                for (at = hash & (l->n_slots - 1); l->slots[at].spelling;)
                        at = (at + 1) & (l->n_slots - 1);
        }
        l->n_spellings++;
        l->slots[at] = (struct slot){add_spelling(l, bytes, size, symbol), hash};
        return l->slots[at].spelling;
}

struct text_list text_lexicon_list(struct text_lexicon *l, const uint32_t *numbers, size_t n)
{
        uint32_t *copy = arena_array(l->arena, n, sizeof *copy);

        for (size_t i = 0; i < n; i++)
                copy[i] = numbers[i];
        return (struct text_list){copy, (uint8_t)n, true};
}
