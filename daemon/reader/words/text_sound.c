#include "reader/words/text_sound.h"

#include <errno.h>
#include <string.h>

#include "base/text.h"

/* Two letters with one sound. */
struct text_pair {
        struct text_pair *next;
        uint32_t first, second;
        char sound;
};

/* A word that begins so sounds as without its first letter. */
struct text_silent {
        struct text_silent *next;
        const char *text;
        size_t size;
};

/* Words that begin with the one begin with the other in a related language: "Микол", "Никол". */
struct text_begin {
        struct text_begin *next;
        const char *one, *other;
        size_t one_size, other_size;
};

int text_sound_letter(const char *text, uint32_t *ret, const char **ret_rest, struct problem *why)
{
        size_t n = text_next(text, strlen(text), ret);

        if (*ret >= TEXT_LETTERS)
                return problem_set(why, -EINVAL, "\"%s\" is no Latin, Greek or Cyrillic letter", text);
        *ret_rest = text + n;
        return 0;
}

static int add_sound(struct text_sounds *s, struct arena *a, const char *value, const char *text,
                     struct problem *why)
{
        const char *rest;
        uint32_t first, second;
        struct text_pair *pair;
        int r = text_sound_letter(text, &first, &rest, why);

        if (r < 0)
                return r;
        if (!*rest) {
                s->sounds[first] = value[0];
                return 1;
        }
        r = text_sound_letter(rest, &second, &rest, why);
        if (r < 0 || *rest)
                return problem_set(why, -EINVAL, "sound \"%s\" has more than two letters", text);
        pair = arena_alloc(a, sizeof *pair);
        *pair = (struct text_pair){s->pairs[first], first, second, value[0]};
        s->pairs[first] = pair;
        return 1;
}

static int add_vowel(struct text_sounds *s, const char *value, const char *text, struct problem *why)
{
        const char *rest;
        uint32_t c = 0;
        int r = text_sound_letter(text, &c, &rest, why);

        if (r < 0)
                return r;
        if (value[0] < 'a' || value[0] > 'z' || value[1])
                return problem_set(why, -EINVAL, "vowel \"%s\" is no small basic Latin letter", value);
        s->vowels[c] |= UINT32_C(1) << (value[0] - 'a');
        return 1;
}

static int add_begin(struct text_sounds *s, struct arena *a, const char *value, const char *text,
                     struct problem *why)
{
        struct text_begin *begin = arena_alloc(a, sizeof *begin);
        const char *rest;
        uint32_t c = 0;
        int r = text_sound_letter(text, &c, &rest, why);

        if (r < 0)
                return r;
        *begin = (struct text_begin){s->begins[c], value, text, strlen(value), strlen(text)};
        s->begins[c] = begin;
        return 1;
}

int text_sound_add(struct text_sounds *s, struct arena *a, const char *kind, const char *value,
                   const char *text, struct problem *why)
{
        if (!strcmp(kind, "sound"))
                return add_sound(s, a, value, text, why);
        if (!strcmp(kind, "vowel"))
                return add_vowel(s, value, text, why);
        if (!strcmp(kind, "begin"))
                return add_begin(s, a, value, text, why);
        if (!strcmp(kind, "silent")) {
                struct text_silent *silent = arena_alloc(a, sizeof *silent);
                *silent = (struct text_silent){s->silent, text, strlen(text)};
                s->silent = silent;
                return 1;
        }
        return 0;
}

static const struct text_pair *pair_at(const struct text_sounds *s, uint32_t first, const char *rest,
                                       size_t size)
{
        const struct text_pair *p = size ? s->pairs[first] : NULL;
        uint32_t second;

        if (p)
                text_next(rest, size, &second);
        while (p && p->second != second)
                p = p->next;
        return p;
}

static size_t silent_start(const struct text_sounds *s, const char *word, size_t size)
{
        uint32_t c;

        for (const struct text_silent *w = s->silent; w; w = w->next)
                if (size >= w->size && !memcmp(word, w->text, w->size))
                        return text_next(word, size, &c);
        return 0;
}

#define WORD_MOST 128 /* bytes of a word that is written anew */

/* The word as the other language begins it; `room` is where it is written, if it differs. */
static const char *begun(const struct text_sounds *s, const char *word, size_t *size,
                         char room[static WORD_MOST])
{
        const struct text_begin *first = NULL;
        uint32_t c;

        if (*size && text_next(word, *size, &c) && c < TEXT_LETTERS)
                first = s->begins[c];
        for (const struct text_begin *b = first; b; b = b->next) {
                size_t rest = *size - b->other_size;
                if (*size < b->other_size || memcmp(word, b->other, b->other_size) != 0 ||
                    b->one_size + rest > WORD_MOST)
                        continue;
                memcpy(room, b->one, b->one_size);
                memcpy(room + b->one_size, word + b->other_size, rest);
                *size = b->one_size + rest;
                return room;
        }
        return word;
}

/* The sound of the letter or pair at `*at`, which moves on behind it; 0: it has none. */
static char sound_at(const struct text_sounds *s, const char *word, size_t size, size_t *at,
                     uint32_t *ret_vowel)
{
        const struct text_pair *pair;
        uint32_t c;

        *ret_vowel = 0;
        *at += text_next(word + *at, size - *at, &c);
        if (c >= TEXT_LETTERS)
                return 0;
        pair = pair_at(s, c, word + *at, size - *at);
        if (!pair) {
                *ret_vowel = s->vowels[c];
                return s->sounds[c];
        }
        *at += text_next(word + *at, size - *at, &c);
        return pair->sound;
}

size_t text_sound_of(const struct text_sounds *s, const char *word, size_t size,
                     char out[static TEXT_SOUND_MAX])
{
        char room[WORD_MOST];
        size_t used = 0;
        uint32_t vowel;

        word = begun(s, word, &size, room);
        for (size_t at = silent_start(s, word, size); at < size && used < TEXT_SOUND_MAX;) {
                char sound = sound_at(s, word, size, &at, &vowel);
                if (sound && (!used || out[used - 1] != sound))
                        out[used++] = sound;
        }
        return used;
}

/* The syllable at `*at`, which moves on behind it; `last` is the consonant before. */
static struct text_syllable syllable_at(const struct text_sounds *s, const char *word, size_t size,
                                        size_t *at, char last)
{
        struct text_syllable y = {.n = 0};
        uint32_t vowel;

        while (*at < size) {
                char sound = sound_at(s, word, size, at, &vowel);
                if (vowel && y.n < sizeof y.vowels / sizeof *y.vowels)
                        y.vowels[y.n++] = vowel;
                if (sound && (sound != last || y.n)) {
                        y.sound = sound;
                        break;
                }
        }
        return y;
}

void text_sound_syllables(const struct text_sounds *s, const char *word, size_t size,
                          struct text_syllables *ret)
{
        char room[WORD_MOST], last = 0;
        uint32_t rhythm = 0;
        size_t at;

        word = begun(s, word, &size, room);
        at = silent_start(s, word, size);
        for (ret->n = 0; ret->n < TEXT_SOUND_MAX; last = ret->all[ret->n - 1].sound) {
                struct text_syllable y = ret->all[ret->n++] = syllable_at(s, word, size, &at, last);
                rhythm = 31 * rhythm + (y.sound ? 5u * (unsigned char)y.sound + y.n : y.n > 0);
                if (!y.sound)
                        break;
        }
        if (ret->all[ret->n - 1].sound)
                ret->n = 0;
        ret->rhythm = (uint8_t)(rhythm % 251);
}

/* How names end: "-ое" and "-е", "-ая" and "-а" are the same, a consonant and a vowel are not. */
static bool end_akin(const struct text_syllable *a, const struct text_syllable *b)
{
        if (!a->n || !b->n)
                return a->n == b->n;
        return a->vowels[0] & b->vowels[0] || a->vowels[a->n - 1] & b->vowels[b->n - 1];
}

static bool vowels_akin(const struct text_syllable *a, const struct text_syllable *b)
{
        if (a->n != b->n)
                return false;
        for (size_t i = 0; i < a->n; i++)
                if (!(a->vowels[i] & b->vowels[i]))
                        return false;
        return true;
}

bool text_sound_akin(const struct text_sounds *s, const struct text_syllables *word, const char *other,
                     size_t size)
{
        char room[WORD_MOST], last = 0;
        size_t at;

        other = begun(s, other, &size, room);
        at = silent_start(s, other, size);
        for (size_t i = 0; i < word->n; i++) {
                const struct text_syllable *a = &word->all[i], b = syllable_at(s, other, size, &at, last);
                if (a->sound != b.sound)
                        return false;
                if (!a->sound)
                        return end_akin(a, &b);
                if (!vowels_akin(a, &b))
                        return false;
                last = a->sound;
        }
        return false;
}
