#include "reader/words/text_forms.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/tsv.h"
#include "reader/words/text_hash.h"

#define ENDING_MAX 12 /* bytes of the longest ending */
#define LEAST_STEM 2  /* bytes that must stay: one Cyrillic letter (Елец, Ельца) */
#define BUCKETS    512
#define LATIN_END  0x370 /* letters before it are Latin */

/* One way back: a word that ends in `form` may come from one that ends in `lemma`. */
struct rule {
        struct rule *next;
        const char *form, *lemma; /* folded */
        size_t form_size, lemma_size;
        bool latin; /* its letters are */
};

struct text_forms {
        struct arena *arena;
        struct rule *buckets[BUCKETS]; /* by hash of `form` */
        struct rule *spellings[256];   /* by first byte of `form`, the longest first */
        struct rule *never;            /* ways back that there are not, though a shorter ending has them */
};

/* Folded as words are: endings with accents are written as a language writes them. */
static const char *folded_ending(struct text_forms *f, const char *ending)
{
        char folded[2 * ENDING_MAX];
        size_t n = strcmp(ending, "-") ? text_fold(ending, strlen(ending), folded, sizeof folded) : 0;

        return arena_strndup(f->arena, folded, n < sizeof folded ? n : 0);
}

static bool is_latin(const char *word, size_t size)
{
        uint32_t c = 0;

        if (size)
                text_next(word, size, &c);
        return c < LATIN_END;
}

static void add_rule(struct text_forms *f, const char *lemma, const char *form, bool never)
{
        struct rule *rule = arena_alloc(f->arena, sizeof *rule), **bucket;

        *rule = (struct rule){.form = folded_ending(f, form), .lemma = folded_ending(f, lemma)};
        rule->form_size = strlen(rule->form);
        rule->lemma_size = strlen(rule->lemma);
        rule->latin = is_latin(rule->form, rule->form_size) && is_latin(rule->lemma, rule->lemma_size);
        bucket = never ? &f->never : &f->buckets[text_hash(rule->form, rule->form_size) % BUCKETS];
        rule->next = *bucket;
        *bucket = rule;
}

static void add_spelling(struct text_forms *f, const char *one, const char *other)
{
        struct rule *rule = arena_alloc(f->arena, sizeof *rule);
        struct rule **at = &f->spellings[(unsigned char)other[0]];

        *rule =
            (struct rule){.form = other, .lemma = one, .form_size = strlen(other), .lemma_size = strlen(one)};
        while (*at && (*at)->form_size >= rule->form_size)
                at = &(*at)->next;
        rule->next = *at;
        *at = rule;
}

static int add_line(void *data, char **fields, struct problem *why)
{
        struct text_forms *f = data;
        char *rest = NULL;

        if (strlen(fields[1]) > ENDING_MAX)
                return problem_set(why, -EINVAL, "ending \"%s\" is too long", fields[1]);
        for (char *form = strtok_r(fields[2], " ", &rest); form; form = strtok_r(NULL, " ", &rest)) {
                if (strlen(form) > ENDING_MAX)
                        return problem_set(why, -EINVAL, "ending \"%s\" is too long", form);
                if (!strcmp(fields[0], "spell"))
                        add_spelling(f, fields[1], form);
                else
                        add_rule(f, fields[1], form, !strcmp(fields[0], "never"));
        }
        return 0;
}

int text_forms_load(const char *path, struct text_forms **ret, struct problem *why)
{
        struct text_forms *f = calloc(1, sizeof *f);
        int r;

        if (!f)
                return -ENOMEM;
        f->arena = arena_new();
        r = tsv_read(path, "language ending forms", f->arena, add_line, f, why);
        if (r < 0)
                text_forms_free(f);
        else
                *ret = f;
        return r;
}

void text_forms_free(struct text_forms *f)
{
        if (!f)
                return;
        arena_free(f->arena);
        free(f);
}

static bool ends_in(const char *word, size_t size, const char *ending, size_t n)
{
        return size >= n && !memcmp(word + size - n, ending, n);
}

static bool is_never(const struct text_forms *f, const char *word, size_t size, const char *form,
                     size_t form_size)
{
        for (const struct rule *r = f->never; r; r = r->next)
                if (ends_in(word, size, r->form, r->form_size) &&
                    ends_in(form, form_size, r->lemma, r->lemma_size))
                        return true;
        return false;
}

void text_forms_each(const struct text_forms *f, const char *word, size_t size,
                     void (*found)(void *data, const char *form, size_t size), void *data)
{
        char form[TEXT_FORM_MAX + 2 * ENDING_MAX];
        bool latin = is_latin(word, size);

        found(data, word, size);
        if (size > TEXT_FORM_MAX)
                return;
        memcpy(form, word, size);
        for (size_t n = 0; n <= ENDING_MAX && n + LEAST_STEM <= size; n++) {
                const char *ending = word + size - n;
                if (n && ((unsigned char)*ending & 0xc0) == 0x80)
                        continue;
                for (const struct rule *r = f->buckets[text_hash(ending, n) % BUCKETS]; r; r = r->next) {
                        if (r->form_size != n || r->latin != latin || memcmp(r->form, ending, n))
                                continue;
                        memcpy(form + size - n, r->lemma, r->lemma_size);
                        if (!is_never(f, word, size, form, size - n + r->lemma_size))
                                found(data, form, size - n + r->lemma_size);
                }
                memcpy(form + size - n, ending, n);
        }
}

size_t text_forms_spell(const struct text_forms *f, const char *word, size_t size, char out[TEXT_FORM_MAX])
{
        size_t used = 0;

        for (size_t at = 0; at < size && used < TEXT_FORM_MAX - ENDING_MAX;) {
                const struct rule *r = f->spellings[(unsigned char)word[at]];
                while (r && (r->form_size > size - at || memcmp(word + at, r->form, r->form_size) != 0))
                        r = r->next;
                if (r) {
                        memcpy(out + used, r->lemma, r->lemma_size);
                        used += r->lemma_size;
                        at += r->form_size;
                        continue;
                }
                if ((unsigned char)word[at] >= 0x80 || !used || out[used - 1] != word[at])
                        out[used++] = word[at];
                at++;
        }
        return used;
}
