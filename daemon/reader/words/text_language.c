#include "reader/words/text_language.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/tsv.h"
#include "reader/words/text_letter.h"
#include "reader/words/text_sound.h"

#define GREEK 0x370 /* Latin letters come before it */

/* Something that a language writes: an ending, a beginning. */
struct written {
        struct written *next;
        const char *language;
        const char *text;
        size_t size;
};

struct text_language {
        struct arena *arena;
        const char *names[TEXT_LANGUAGES_MAX], *countries[TEXT_LANGUAGES_MAX];
        size_t n_names;
        uint32_t latin;                           /* languages whose letters are Latin */
        const char *plain_latin, *plain_cyrillic; /* of texts that no letter tells more of */
        struct written *endings[TEXT_ENDING_COUNT], *possessives;
        const char *look_alikes[128];
        uint16_t owners[TEXT_LETTERS]; /* bits of languages that alone have the letter */
        struct text_sounds sounds;
};

static void add_written(struct text_language *l, struct written **list, const char *language,
                        const char *text)
{
        struct written *w = arena_alloc(l->arena, sizeof *w);

        *w = (struct written){*list, language, text, strlen(text)};
        *list = w;
}

static int language_bit(struct text_language *l, const char *name, uint32_t *ret, struct problem *why)
{
        size_t i = 0;

        while (i < l->n_names && strcmp(l->names[i], name) != 0)
                i++;
        if (i == TEXT_LANGUAGES_MAX)
                return problem_set(why, -EINVAL, "more than %d languages", TEXT_LANGUAGES_MAX);
        if (i == l->n_names)
                l->names[l->n_names++] = arena_strdup(l->arena, name);
        *ret = UINT32_C(1) << i;
        return 0;
}

static int add_letters(struct text_language *l, const char *value, const char *text, struct problem *why)
{
        const char *rest;
        uint32_t bit = 0, c = 0;
        int r = language_bit(l, value, &bit, why);

        if (r >= 0)
                r = text_sound_letter(text, &c, &rest, why);
        if (r < 0)
                return r;
        l->owners[c] |= (uint16_t)bit;
        if (c < GREEK)
                l->latin |= bit;
        return 0;
}

static int add_country(struct text_language *l, const char *value, const char *text, struct problem *why)
{
        uint32_t bit = 0;
        int r = language_bit(l, value, &bit, why);

        if (r >= 0)
                l->countries[__builtin_ctz(bit)] = arena_strdup(l->arena, text);
        return r;
}

static int add_plain(struct text_language *l, const char *value, const char *text, struct problem *why)
{
        if (!strcmp(text, "latin"))
                l->plain_latin = value;
        else if (!strcmp(text, "cyrillic"))
                l->plain_cyrillic = value;
        else
                return problem_set(why, -EINVAL, "script \"%s\" is neither latin nor cyrillic", text);
        return 0;
}

static int add_look_alike(struct text_language *l, const char *value, const char *text, struct problem *why)
{
        if ((unsigned char)text[0] >= 128 || text[1])
                return problem_set(why, -EINVAL, "\"%s\" is no basic Latin letter", text);
        l->look_alikes[(unsigned char)text[0]] = value;
        return 0;
}

static const char *const ending_kinds[TEXT_ENDING_COUNT] = {
    [ENDING_REGION] = "region-ending",       [ENDING_WITH] = "with-ending",
    [ENDING_ATTRIBUTE] = "attribute-ending", [ENDING_VERB] = "verb-ending",
    [ENDING_QUALITY] = "quality-ending",     [ENDING_OWNER] = "owner-ending",
    [ENDING_DOING] = "doing-ending",         [ENDING_STREET] = "street-ending",
    [ENDING_HONOUR] = "honour-ending",       [ENDING_OF] = "of-ending",
    [ENDING_FINITE] = "finite-ending",       [ENDING_WHOSE] = "whose-ending",
    [ENDING_PLACED] = "placed-ending",
};

static int add_one(struct text_language *l, const char *kind, const char *value, const char *text,
                   struct problem *why)
{
        int r;

        if (!strcmp(kind, "plain"))
                return add_plain(l, value, text, why);
        if (!strcmp(kind, "country"))
                return add_country(l, value, text, why);
        if (!strcmp(kind, "letters"))
                return add_letters(l, value, text, why);
        if (!strcmp(kind, "look-alike"))
                return add_look_alike(l, value, text, why);
        for (size_t i = 0; i < TEXT_ENDING_COUNT; i++)
                if (!strcmp(kind, ending_kinds[i])) {
                        add_written(l, &l->endings[i], value, text);
                        return 0;
                }
        if (!strcmp(kind, "possessive")) {
                add_written(l, &l->possessives, value, text);
                return 0;
        }
        r = text_sound_add(&l->sounds, l->arena, kind, value, text, why);
        return r ? r : problem_set(why, -EINVAL, "unknown kind \"%s\"", kind);
}

static int add_line(void *data, char **fields, struct problem *why)
{
        struct text_language *l = data;
        char *rest = NULL;
        int r = 0;

        for (char *text = strtok_r(fields[2], " ", &rest); text && r >= 0; text = strtok_r(NULL, " ", &rest))
                r = add_one(l, fields[0], fields[1], text, why);
        return r;
}

int text_language_load(const char *path, struct text_language **ret, struct problem *why)
{
        struct text_language *l = calloc(1, sizeof *l);
        int r;

        if (!l)
                return -ENOMEM;
        l->arena = arena_new();
        l->plain_latin = "en";
        l->plain_cyrillic = "ru";
        r = tsv_read(path, "kind value letters", l->arena, add_line, l, why);
        if (r < 0)
                text_language_free(l);
        else
                *ret = l;
        return r;
}

void text_language_free(struct text_language *l)
{
        if (!l)
                return;
        arena_free(l->arena);
        free(l);
}

static bool ends_with(const char *word, size_t size, const struct written *w)
{
        return size > w->size && !memcmp(word + size - w->size, w->text, w->size);
}

bool text_language_ends(const struct text_language *l, enum text_ending kind, const char *language,
                        const char *word, size_t size)
{
        for (const struct written *w = l->endings[kind]; w; w = w->next)
                if ((!language || !strcmp(language, w->language)) && ends_with(word, size, w))
                        return true;
        return false;
}

size_t text_language_possessive(const struct text_language *l, const char *word, size_t size,
                                const char *written, size_t written_size)
{
        for (const struct written *w = l->possessives; w; w = w->next) {
                const char *apostrophe = written + written_size - w->size - 1;
                if (size <= w->size + 1 || written_size <= w->size + 1 || !ends_with(word, size, w))
                        continue;
                if (*apostrophe == '\'' || (unsigned char)*apostrophe == 0x99) /* the last byte of U+2019 */
                        return w->size;
        }
        return 0;
}

size_t text_language_mend(const struct text_language *l, const char *word, size_t size, char *out,
                          size_t room)
{
        size_t used = 0;

        for (size_t i = 0; i < size; i++) {
                unsigned char c = (unsigned char)word[i];
                const char *other = c < 128 ? l->look_alikes[c] : NULL;
                size_t n = other ? strlen(other) : 1;
                if (used + n >= room)
                        break;
                memcpy(out + used, other ? other : word + i, n);
                used += n;
        }
        return text_valid(out, used);
}

uint32_t text_language_letters(const struct text_language *l, const char *word, size_t size)
{
        uint32_t languages = 0;

        for (size_t at = 0; at < size;) {
                uint32_t c;
                at += text_next(word + at, size - at, &c);
                if (c >= 0x80)
                        c = text_letter_lower(c);
                languages |= c < TEXT_LETTERS ? l->owners[c] : 0;
        }
        return languages;
}

static bool is_tag_of(const char *tag, size_t size, const char *language)
{
        return strlen(language) == size && strncasecmp(tag, language, size) == 0;
}

/* What is expected stands where the tables do not know that language, and where it has the script and `most` is none. */
static const char *unless_expected(const struct text_language *l, const char *expected, bool is_latin,
                                   size_t most, const char *chosen)
{
        size_t size = expected ? strcspn(expected, "-_") : 0;

        if (!size || is_tag_of(expected, size, l->plain_latin) ||
            is_tag_of(expected, size, l->plain_cyrillic))
                return chosen;
        for (size_t i = 0; i < l->n_names; i++)
                if (is_tag_of(expected, size, l->names[i]))
                        return (l->latin >> i & 1) == is_latin && !most ? l->names[i] : chosen;
        return expected;
}

/* Another language than the plain one of its script needs more of its letters; in Latin script, where names from
 * everywhere are written as they are at home, in every tenth word at least. */
const char *text_language_choose(const struct text_language *l, const char *expected, size_t latin,
                                 const size_t counts[static TEXT_LANGUAGES_MAX])
{
        size_t others = 0, most = 0;
        const char *chosen;
        bool is_latin;

        for (size_t i = 0; i < l->n_names; i++)
                others += l->latin >> i & 1 ? 0 : counts[i];
        is_latin = latin > 2 * others;
        chosen = is_latin ? l->plain_latin : l->plain_cyrillic;
        if (is_latin)
                most = latin / 10;
        for (size_t i = 0; i < l->n_names; i++)
                if (!strcmp(l->names[i], chosen))
                        most = counts[i] > most ? counts[i] : most;
        for (size_t i = 0; i < l->n_names; i++)
                if ((l->latin >> i & 1) == is_latin && counts[i] > most) {
                        most = counts[i];
                        chosen = l->names[i];
                }
        return unless_expected(l, expected, is_latin, most, chosen);
}

const char *text_language_country(const struct text_language *l,
                                  const size_t counts[static TEXT_LANGUAGES_MAX])
{
        size_t best = 0;

        for (size_t i = 1; i < l->n_names; i++)
                best = counts[i] > counts[best] ? i : best;
        return l->n_names && counts[best] ? l->countries[best] : NULL;
}

const char *text_language_home(const struct text_language *l, const char *language)
{
        for (size_t i = 0; i < l->n_names; i++)
                if (!strcmp(l->names[i], language))
                        return l->countries[i];
        return NULL;
}

bool text_language_has_home(const struct text_language *l, const char *path)
{
        for (size_t i = 0; i < l->n_names; i++) {
                const size_t size = l->countries[i] ? strlen(l->countries[i]) : 0;
                if (size && !strncmp(path, l->countries[i], size) && (path[size] == '/' || !path[size]))
                        return true;
        }
        return false;
}

size_t text_language_sound(const struct text_language *l, const char *word, size_t size,
                           char out[static TEXT_SOUND_MAX])
{
        return text_sound_of(&l->sounds, word, size, out);
}

void text_language_syllables(const struct text_language *l, const char *word, size_t size,
                             struct text_syllables *ret)
{
        text_sound_syllables(&l->sounds, word, size, ret);
}

bool text_language_akin(const struct text_language *l, const struct text_syllables *word, const char *other,
                        size_t size)
{
        return text_sound_akin(&l->sounds, word, other, size);
}
