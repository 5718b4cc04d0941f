#include "gazetteer/find.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "gazetteer/code.h"
#include "gazetteer/find_choose.h"
#include "gazetteer/near.h"

#define PARTS_MOST 4 /* "village, community, district, region" */
#define PATH_SIZE  256
#define SHOWN_MOST 100 /* bytes of a name, in a reason */

static void look_up(const struct gazetteer *g, struct span folded, struct find_matches *m)
{
        m->n = name_find(g, folded, m->all, FIND_MATCHES, &m->levels);
        if (m->n > FIND_MATCHES)
                m->n = FIND_MATCHES;
}

static void find_names(const struct gazetteer *g, struct span text, struct find_matches *m)
{
        char folded[NAME_SIZE];
        size_t size = text_fold(text.s, text.size, folded, sizeof folded);

        m->n = 0;
        m->levels = WORD_ANY_LEVEL;
        if (size && size <= sizeof folded)
                look_up(g, (struct span){folded, size}, m);
}

static bool inside_any(const struct gazetteer *g, const struct find_matches *outer, enum name_fit least,
                       uint32_t place)
{
        for (size_t i = 0; i < outer->n; i++)
                if (outer->all[i].fit >= least && outer->all[i].place != place &&
                    place_contains(g, outer->all[i].place, place))
                        return true;
        return false;
}

/* In the places of exactly that name before those of one like it: the Zaporizkyi raion before the Zaporizka oblast. */
static void keep_inside(const struct gazetteer *g, const struct find_matches *outer, struct find_matches *m)
{
        size_t kept = 0;

        for (int least = NAME_EXACT; least >= NAME_CORE && !kept; least--)
                for (size_t i = 0; i < m->n; i++)
                        if (inside_any(g, outer, (enum name_fit)least, m->all[i].place))
                                m->all[kept++] = m->all[i];
        m->n = kept;
}

static size_t split_parts(struct span text, struct span parts[PARTS_MOST])
{
        size_t n = 0, start = 0;

        for (size_t i = 0; i <= text.size; i++) {
                if (i < text.size && !strchr(",;()", text.s[i]))
                        continue;
                while (start < i && text.s[start] == ' ')
                        start++;
                if (i > start) {
                        if (n == PARTS_MOST)
                                return 0;
                        parts[n++] = (struct span){text.s + start, i - start};
                }
                start = i + 1;
        }
        return n;
}

/* Of `m`, those that one of `inner` lies in. */
static void keep_around(const struct gazetteer *g, const struct find_matches *inner, struct find_matches *m)
{
        size_t kept = 0;

        for (size_t i = 0; i < m->n; i++) {
                bool around = false;
                for (size_t j = 0; j < inner->n && !around; j++)
                        around = place_contains(g, m->all[i].place, inner->all[j].place);
                if (around)
                        m->all[kept++] = m->all[i];
        }
        m->n = kept;
}

/* "м. Чугуїв та Чугуївська територіальна громада": where one part lies in the other, the other says it all. */
static void find_joined(const struct gazetteer *g, struct span text, struct find_matches *m)
{
        char folded[NAME_SIZE];
        size_t size = text_fold(text.s, text.size, folded, sizeof folded);
        struct span left, right;
        struct find_matches *inner;
        struct arena *a;

        m->n = 0;
        if (size > sizeof folded || !word_split(g->words, (struct span){folded, size}, &left, &right))
                return;
        a = arena_new();
        inner = arena_alloc(a, sizeof *inner);
        look_up(g, left, inner);
        look_up(g, right, m);
        keep_around(g, inner, m);
        arena_free(a);
}

/* "Муром, Шебекинский район" or "Харківська область, Чугуївський район": the part that lies in all the
 * others. */
static int find_in_parts(const struct gazetteer *g, struct span text, uint32_t home,
                         struct find_matches *rest, uint32_t *ret)
{
        struct span parts[PARTS_MOST];
        size_t n = split_parts(text, parts);
        struct find_matches *m, *all;
        struct arena *a;
        int r = -ENOENT;

        if (n < 2)
                return -ENOENT;
        a = arena_new();
        all = arena_array(a, n + 1, sizeof *all);
        m = &all[n];
        for (size_t i = 0; i < n; i++) {
                find_names(g, parts[i], &all[i]);
                if (!all[i].n)
                        find_joined(g, parts[i], &all[i]);
        }
        for (size_t i = 0; i < n && r == -ENOENT; i++) {
                *m = all[i];
                for (size_t j = 0; j < n; j++)
                        if (j != i)
                                keep_inside(g, &all[j], m);
                r = find_choose(g, m, home, rest, ret);
        }
        arena_free(a);
        return r;
}

/* Letters alone are a code only in capitals ("UA", "UKR", not "Ro"); "ru-bel" is one, "Ut-Syumsi" is not. */
static bool looks_like_code(struct span s)
{
        size_t digits = 0, upper = 0, lower = 0, hyphens = 0;

        for (size_t i = 0; i < s.size; i++) {
                unsigned char c = (unsigned char)s.s[i];
                digits += isdigit(c) != 0;
                upper += isupper(c) != 0;
                lower += islower(c) != 0;
                hyphens += c == '-' || c == '_';
        }
        if (digits + upper + lower + hyphens < s.size)
                return false;
        return digits || !lower || (!upper && hyphens && s.size <= 6);
}

static bool find_code(const struct gazetteer *g, struct span text, uint32_t *ret)
{
        const char *colon = memchr(text.s, ':', text.size);
        struct span system = {NULL, 0}, code = text;

        if (colon) {
                system = (struct span){text.s, (size_t)(colon - text.s)};
                code = (struct span){colon + 1, text.size - system.size - 1};
                if (!system.size)
                        return false;
        }
        return looks_like_code(code) && code_find(g, system, code, ret) != CODE_UNKNOWN;
}

static bool find_path(const struct gazetteer *g, struct span text, uint32_t *ret)
{
        char path[PATH_SIZE];
        uint32_t place;

        if (!text.size || text.size >= sizeof path)
                return false;
        memcpy(path, text.s, text.size);
        path[text.size] = 0;
        place = place_by_path(g, path);
        if (place == PLACE_NONE)
                return false;
        *ret = place;
        return true;
}

static int say_several(const struct gazetteer *g, struct span text, const struct find_matches *m,
                       struct problem *why)
{
        struct arena *a = arena_new();
        const char *list = "";
        size_t shown = m->n > 4 ? 3 : m->n;

        for (size_t i = 0; i < shown; i++)
                list = arena_printf(a, "%s%s%s", list,
                                    i == 0          ? ""
                                    : i + 1 == m->n ? " or "
                                                    : ", ",
                                    place_path(g, m->all[i].place, a));
        if (shown < m->n)
                list = arena_printf(a, "%s and %zu more", list, m->n - shown);
        problem_set(why, -ENOTUNIQ, "“%.*s” is ambiguous: %s", (int)text_cut(text.s, text.size, SHOWN_MOST),
                    text.s, list);
        arena_free(a);
        return -ENOTUNIQ;
}

static struct span trim(struct span s)
{
        while (s.size && isspace((unsigned char)s.s[0])) {
                s.s++;
                s.size--;
        }
        while (s.size && isspace((unsigned char)s.s[s.size - 1]))
                s.size--;
        return s;
}

int find_name(const struct gazetteer *g, struct span text, uint32_t home, uint32_t *ret, struct problem *why)
{
        struct arena *a = arena_new();
        struct find_matches *m = arena_array(a, 2, sizeof *m), *rest = m + 1;
        int r;

        text = trim(text);
        find_names(g, text, m);
        r = find_choose(g, m, home, rest, ret);
        if (r == -ENOENT)
                r = find_in_parts(g, text, home, rest, ret);
        if (r == -ENOENT) {
                find_joined(g, text, m);
                r = find_choose(g, m, home, rest, ret);
        }
        if (r == -ENOTUNIQ)
                say_several(g, text, rest, why);
        else if (r < 0)
                problem_set(why, r, "no such place: “%.*s”", (int)text_cut(text.s, text.size, SHOWN_MOST),
                            text.s);
        arena_free(a);
        return r;
}

int find_place(const struct gazetteer *g, struct span text, uint32_t home, uint32_t *ret, struct problem *why)
{
        text = trim(text);
        if (find_path(g, text, ret) || find_code(g, text, ret))
                return 0;
        return find_name(g, text, home, ret, why);
}

static bool is_around(const struct gazetteer *g, struct span text, uint32_t home, uint32_t *ret)
{
        struct problem why = {""};
        uint32_t place;

        if (find_place(g, text, home, &place, &why) < 0 || place_level(g, place) == LEVEL_COUNTRY)
                return false;
        *ret = place;
        return true;
}

/* From the start of one part to the end of another. */
static struct span between(struct span first, struct span last)
{
        return (struct span){first.s, (size_t)(last.s + last.size - first.s)};
}

int find_around(const struct gazetteer *g, struct span text, uint32_t home, uint32_t *ret,
                struct span *ret_unknown)
{
        struct span parts[PARTS_MOST];
        size_t n = split_parts(text, parts);

        for (size_t i = 1; i < n; i++)
                if (is_around(g, between(parts[i], parts[n - 1]), home, ret)) {
                        *ret_unknown = between(parts[0], parts[i - 1]);
                        return 0;
                }
        for (size_t i = n; i-- > 1;)
                if (is_around(g, between(parts[0], parts[i - 1]), home, ret)) {
                        *ret_unknown = between(parts[i], parts[n - 1]);
                        return 0;
                }
        return -ENOENT;
}

int place_find(const struct gazetteer *g, const char *text, uint32_t home, uint32_t *ret, struct problem *why)
{
        struct span s = {text, strlen(text)};
        int r = find_place(g, s, home, ret, why);

        if (r == -ENOENT && why)
                near_say(g, s, why);
        return r;
}
