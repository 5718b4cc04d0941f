#include "reader/words/text_known.h"

#include <stdlib.h>
#include <string.h>

#include "reader/words/text_hash.h"
#include "reader/words/text_room.h"

#define SEEN_BITS   (UINT32_C(1) << 20)
#define LETTERS_MAX (1u << 24)
#define WORDS_MAX   LETTERS_MAX /* each has a letter at least */
#define WORD_MAX    255u

static size_t word_slot(const struct text_known *k, const char *word, size_t size, uint32_t hash)
{
        size_t slot = hash & (k->table_size - 1);

        while (k->table[slot]) {
                const struct text_known_word *w = &k->words[k->table[slot]];
                if (w->size == size && !memcmp(k->letters + w->text, word, size))
                        break;
                slot = (slot + 1) & (k->table_size - 1);
        }
        return slot;
}

uint32_t text_known_find(const struct text_known *k, const char *folded, size_t size)
{
        uint32_t hash = text_hash(folded, size), bit = hash % SEEN_BITS;

        if (!(k->seen[bit / 64] >> bit % 64 & 1))
                return 0;
        return k->table[word_slot(k, folded, size, hash)];
}

static void grow_table(struct text_known *k)
{
        free(k->table);
        k->table_size = k->table_size ? 2 * k->table_size : 1 << 16;
        k->table = text_room_zeroed(k->table_size, sizeof *k->table);
        for (size_t i = 1; i < k->n_words; i++) {
                const struct text_known_word *w = &k->words[i];
                size_t slot = text_hash(k->letters + w->text, w->size) & (k->table_size - 1);
                while (k->table[slot])
                        slot = (slot + 1) & (k->table_size - 1);
                k->table[slot] = (uint32_t)i;
        }
}

uint32_t text_known_add(struct text_known *k, const char *word, size_t size)
{
        uint32_t hash = text_hash(word, size);
        size_t slot;

        if (4 * k->n_words >= 3 * k->table_size)
                grow_table(k);
        slot = word_slot(k, word, size, hash);
        if (k->table[slot])
                return k->table[slot];
        if (size > WORD_MAX || k->letters_size >= LETTERS_MAX)
                return 0;
        k->letters = text_room_bytes(k->letters, k->letters_size, size, &k->letters_room);
        memcpy(k->letters + k->letters_size, word, size);
        k->words = text_room_grow(k->words, k->n_words, &k->words_room, sizeof *k->words);
        k->words[k->n_words] = (struct text_known_word){.text = (uint32_t)k->letters_size & (LETTERS_MAX - 1),
                                                        .size = (uint8_t)size};
        k->letters_size += size;
        k->seen[hash % SEEN_BITS / 64] |= UINT64_C(1) << hash % 64;
        k->table[slot] = (uint32_t)k->n_words;
        return (uint32_t)k->n_words++;
}

#define SOUND_LEAST 2

static size_t sound_slot(const struct text_known *k, const char *sound, size_t size)
{
        return text_hash(sound, size) & (k->sounds_size - 1);
}

void text_known_hear(struct text_known *k)
{
        struct text_syllables syllables;
        char sound[TEXT_SOUND_MAX];

        k->sounds_size = 1 << 16;
        k->sounds = text_room_zeroed(k->sounds_size, sizeof *k->sounds);
        for (uint32_t i = 1; i < k->n_words; i++) {
                size_t size =
                    text_language_sound(k->language, k->letters + k->words[i].text, k->words[i].size, sound);
                uint32_t *bucket = &k->sounds[sound_slot(k, sound, size)];
                if (size < SOUND_LEAST)
                        continue;
                k->words[i].alike = *bucket & (WORDS_MAX - 1);
                text_language_syllables(k->language, k->letters + k->words[i].text, k->words[i].size,
                                        &syllables);
                k->words[i].rhythm = syllables.rhythm;
                *bucket = i;
        }
}

#define LATIN_MAX 24 /* letters of a word that another is compared with */

/* How many letters are to be put in, left out or changed. */
static size_t changes(const char *a, size_t a_size, const char *b, size_t b_size)
{
        size_t row[LATIN_MAX + 1];

        for (size_t j = 0; j <= b_size; j++)
                row[j] = j;
        for (size_t i = 0; i < a_size; i++) {
                size_t corner = row[0];
                row[0] = i + 1;
                for (size_t j = 0; j < b_size; j++) {
                        size_t least = corner + (a[i] != b[j]);
                        corner = row[j + 1];
                        least = least < corner + 1 ? least : corner + 1;
                        row[j + 1] = least < row[j] + 1 ? least : row[j] + 1;
                }
        }
        return row[b_size];
}

/* Latin letters are written anew from another alphabet: a letter or two differ, but "Kiryat" is no Akyurt, though they have the
 * same consonants. */
static bool near_in_letters(const char *a, size_t a_size, const char *b, size_t b_size)
{
        return (unsigned char)*a >= 0x80 || (a_size <= LATIN_MAX && b_size <= LATIN_MAX &&
                                             changes(a, a_size, b, b_size) <= (a_size < 7    ? 1
                                                                               : a_size < 10 ? 2
                                                                                             : 3));
}

/* Of one alphabet, and about as long. */
static bool near_in_length(const char *a, size_t a_size, const char *b, size_t b_size)
{
        bool latin = (unsigned char)*a < 0x80;

        return latin == ((unsigned char)*b < 0x80) &&
               (a_size > b_size ? a_size - b_size : b_size - a_size) <= (latin ? 2 : 4);
}

uint32_t text_known_alike(const struct text_known *k, const char *folded, size_t size, const char *sound,
                          size_t length, uint32_t after)
{
        char other[TEXT_SOUND_MAX];
        uint32_t i = after                  ? k->words[after].alike
                     : length < SOUND_LEAST ? 0
                                            : k->sounds[sound_slot(k, sound, length)];

        for (; i; i = k->words[i].alike) {
                const struct text_known_word *w = &k->words[i];
                if (near_in_length(folded, size, k->letters + w->text, w->size) &&
                    text_language_sound(k->language, k->letters + w->text, w->size, other) == length &&
                    !memcmp(sound, other, length) &&
                    near_in_letters(folded, size, k->letters + w->text, w->size))
                        break;
        }
        return i;
}

static size_t add_once(uint32_t *words, size_t n, uint32_t word)
{
        for (size_t i = 0; i < n; i++)
                if (words[i] == word)
                        return n;
        words[n] = word;
        return n + 1;
}

size_t text_known_akin(const struct text_known *k, const char *folded, size_t size, uint32_t *words,
                       size_t have, size_t room)
{
        char sound[TEXT_SOUND_MAX];
        size_t length = text_language_sound(k->language, folded, size, sound);
        uint32_t i = length < SOUND_LEAST ? 0 : k->sounds[sound_slot(k, sound, length)];
        struct text_syllables syllables;

        if (!i)
                return have;
        text_language_syllables(k->language, folded, size, &syllables);
        for (; i && have < room; i = k->words[i].alike) {
                const struct text_known_word *w = &k->words[i];
                if (w->rhythm == syllables.rhythm &&
                    near_in_length(folded, size, k->letters + w->text, w->size) &&
                    text_language_akin(k->language, &syllables, k->letters + w->text, w->size))
                        have = add_once(words, have, i);
        }
        return have;
}
void text_known_init(struct text_known *k, const struct text_language *language)
{
        *k = (struct text_known){.language = language, .n_words = 1 /* 0 is no word */};
        k->words = text_room_grow(NULL, 0, &k->words_room, sizeof *k->words);
        k->seen = text_room_zeroed(SEEN_BITS / 64, sizeof *k->seen);
        grow_table(k);
}

void text_known_done(struct text_known *k)
{
        free(k->letters);
        free(k->words);
        free(k->seen);
        free(k->table);
        free(k->sounds);
}
