#include "gazetteer/name.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

void name_start(struct name_cursor *c, const struct gazetteer *g, uint32_t place)
{
        memset(c, 0, sizeof *c);
        c->g = g;
        c->place = place;
        c->column = COLUMN_ALIASES + 1;
}

static bool next_row(struct name_cursor *c)
{
        uint32_t row;

        if (!data_next_row(c->g, c->place, &c->row_state, &row))
                return false;
        c->table = data_table(c->g, row);
        table_split(c->table, row, c->fields);
        c->column = COLUMN_EN;
        return true;
}

static struct name slug_name(const struct gazetteer *g, uint32_t place)
{
        const struct place *p = &g->places[place];

        return (struct name){.text = {g->text + p->slug, p->slug_size}, .language = PLACE_EN, .slug = true};
}

bool name_next(struct name_cursor *c, struct name *ret)
{
        struct span part;

        while (!c->done) {
                if (span_part(&c->aliases, ';', &part)) {
                        *ret = (struct name){.text = part, .language = PLACE_LANGUAGES};
                } else if (c->column < COLUMN_ALIASES) {
                        unsigned column = c->column++;
                        part = table_field(c->table, c->fields, (enum table_column)column);
                        *ret = (struct name){.text = part, .language = column - COLUMN_EN};
                        c->has_english |= part.size && column == COLUMN_EN;
                } else if (c->column == COLUMN_ALIASES) {
                        c->column++;
                        c->aliases = table_field(c->table, c->fields, COLUMN_ALIASES);
                        continue;
                } else if (next_row(c)) {
                        continue;
                } else {
                        c->done = true;
                        if (c->has_english || !c->place)
                                return false;
                        *ret = slug_name(c->g, c->place);
                        return true;
                }
                if (ret->text.size)
                        return true;
        }
        return false;
}

static struct span fold(struct span s, char out[NAME_SIZE])
{
        size_t size = text_fold(s.s, s.size, out, NAME_SIZE);

        return (struct span){out, size < NAME_SIZE ? size : NAME_SIZE};
}

/* The folded form; a part of a path needs only its hyphens replaced. */
struct span name_fold(const struct name *name, char out[NAME_SIZE])
{
        if (!name->slug)
                return fold(name->text, out);
        for (size_t i = 0; i < name->text.size; i++)
                out[i] = name->text.s[i] == '-' ? ' ' : name->text.s[i];
        return (struct span){out, name->text.size};
}

static void index_place(struct gazetteer *g, uint32_t place)
{
        size_t first = g->names.n_added;
        struct name_cursor c;
        struct name name;

        name_start(&c, g, place);
        while (name_next(&c, &name)) {
                char folded[NAME_SIZE];
                unsigned levels;
                struct span core = word_core(g->words, name_fold(&name, folded), &levels);
                uint32_t hash = index_hash(core.s, core.size, 0);
                size_t i = first;

                if (!core.size)
                        continue;
                while (i < g->names.n_added && g->names.added[i].hash != hash)
                        i++;
                if (i == g->names.n_added)
                        index_add(&g->names, hash, place);
        }
}

void name_build(struct gazetteer *g)
{
        for (uint32_t p = 1; p < g->n_places; p++)
                index_place(g, p);
        index_build(&g->names);
}

/* "City of Kyiv" is not Kyiv Oblast: where both have words, these must both be of towns and villages, or
 * neither. */
static enum name_fit fit_words(unsigned asked, unsigned own)
{
        const unsigned settlement = 1u << LEVEL_SETTLEMENT;

        if (asked == WORD_ANY_LEVEL || own == WORD_ANY_LEVEL)
                return NAME_CORE;
        return (asked & settlement) == (own & settlement) ? NAME_WORDED : NAME_DIFFERS;
}

static enum name_fit fit(const struct gazetteer *g, uint32_t place, struct span folded, struct span core,
                         unsigned asked)
{
        enum name_fit best = NAME_DIFFERS;
        struct name_cursor c;
        struct name name;

        name_start(&c, g, place);
        while (best < NAME_EXACT && name_next(&c, &name)) {
                char text[NAME_SIZE];
                struct span whole = name_fold(&name, text);
                enum name_fit now = NAME_DIFFERS;
                unsigned levels;

                if (span_equal(whole, folded))
                        now = NAME_EXACT;
                else if (span_equal(word_core(g->words, whole, &levels), core))
                        now = fit_words(asked, levels);
                if (now > best)
                        best = now;
        }
        return best;
}

size_t name_find(const struct gazetteer *g, struct span folded, struct name_match *out, size_t room,
                 unsigned *ret_levels)
{
        unsigned levels;
        struct span core = word_core(g->words, folded, &levels);
        uint32_t hash = index_hash(core.s, core.size, 0);
        struct index_cursor c = index_find(&g->names, hash);
        uint32_t place;
        size_t n = 0;

        while (core.size && index_next(&c, &place)) {
                enum name_fit f = fit(g, place, folded, core, levels);
                if (f == NAME_DIFFERS || (f < NAME_EXACT && !(levels >> g->places[place].level & 1)))
                        continue;
                if (n < room)
                        out[n] = (struct name_match){place, f};
                n++;
        }
        *ret_levels = levels;
        return n;
}

size_t place_by_name(const struct gazetteer *g, const char *name, uint32_t *out, size_t room)
{
        char text[NAME_SIZE];
        struct span folded = fold((struct span){name, strlen(name)}, text);
        struct name_match few[64], *all = few;
        struct arena *a = NULL;
        unsigned levels;
        size_t n;

        if (room > 64) {
                a = arena_new();
                all = arena_array(a, room, sizeof *all);
        }
        n = name_find(g, folded, all, room, &levels);
        for (size_t i = 0; i < n && i < room; i++)
                out[i] = all[i].place;
        arena_free(a);
        return n;
}

void place_each_name(const struct gazetteer *g,
                     void (*each)(void *context, uint32_t place, const char *name, size_t size),
                     void *context)
{
        for (uint32_t p = 1; p < g->n_places; p++) {
                struct name_cursor c;
                struct name name;

                name_start(&c, g, p);
                while (name_next(&c, &name))
                        each(context, p, name.text.s, name.text.size);
        }
}

size_t place_name_core(const struct gazetteer *g, const char *folded, size_t size, size_t *ret_size,
                       unsigned *ret_levels)
{
        struct span core = word_core(g->words, (struct span){folded, size}, ret_levels);

        *ret_size = core.size;
        return (size_t)(core.s - folded);
}

/* "stara-hrada" -> "Stara Hrada" */
static const char *spell(struct span slug, struct arena *a)
{
        char *s = arena_strndup(a, slug.s, slug.size);

        for (size_t i = 0; i < slug.size; i++) {
                if (s[i] == '-')
                        s[i] = ' ';
                else if (i == 0 || s[i - 1] == ' ')
                        s[i] = (char)toupper((unsigned char)s[i]);
        }
        return s;
}

static const char *spelled(const struct name *name, struct arena *a)
{
        return name->slug ? spell(name->text, a) : arena_strndup(a, name->text.s, name->text.size);
}

const char *place_name(const struct gazetteer *g, uint32_t place, enum place_language language,
                       struct arena *a)
{
        static const enum place_language order[PLACE_LANGUAGES][PLACE_LANGUAGES] = {
            [PLACE_EN] = {PLACE_EN, PLACE_UK, PLACE_RU},
            [PLACE_RU] = {PLACE_RU, PLACE_UK, PLACE_EN},
            [PLACE_UK] = {PLACE_UK, PLACE_RU, PLACE_EN},
        };
        struct name names[PLACE_LANGUAGES] = {0}, name;
        struct name_cursor c;

        /* The last row that gives a name wins: it is the operator's. */
        name_start(&c, g, place);
        while (name_next(&c, &name))
                if (name.language < PLACE_LANGUAGES)
                        names[name.language] = name;
        for (int i = 0; i < PLACE_LANGUAGES; i++)
                if (names[order[language][i]].text.size)
                        return spelled(&names[order[language][i]], a);
        return "the world";
}

size_t place_names(const struct gazetteer *g, uint32_t place, struct arena *a, const char ***ret)
{
        const char **names = NULL;
        size_t n = 0, room = 0;
        struct name_cursor c;
        struct name name;

        name_start(&c, g, place);
        while (name_next(&c, &name)) {
                const char *text = spelled(&name, a);
                size_t i = 0;

                while (i < n && strcmp(names[i], text) != 0)
                        i++;
                if (i < n)
                        continue;
                names = arena_grow(a, names, n, &room, sizeof *names);
                names[n++] = text;
        }
        *ret = names;
        return n;
}

enum place_language place_language_of(const char *tag)
{
        if (!tag || !tag[0] || !tag[1] || isalnum((unsigned char)tag[2]))
                return PLACE_EN;
        if (strncasecmp(tag, "uk", 2) == 0)
                return PLACE_UK;
        if (strncasecmp(tag, "ru", 2) == 0 || strncasecmp(tag, "be", 2) == 0)
                return PLACE_RU;
        return PLACE_EN;
}
