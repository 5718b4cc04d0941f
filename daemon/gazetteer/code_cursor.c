#include "gazetteer/code_cursor.h"

#include <ctype.h>
#include <string.h>

struct code_text code_text_of(struct span s)
{
        struct code_text t = {.size = 0};

        while (s.size && isspace((unsigned char)s.s[0])) {
                s.s++;
                s.size--;
        }
        while (s.size && isspace((unsigned char)s.s[s.size - 1]))
                s.size--;
        if (s.size > CODE_SIZE)
                return t;
        for (; t.size < s.size; t.size++) {
                char c = s.s[t.size];
                t.text[t.size] = c == '_' ? '-' : (char)toupper((unsigned char)c);
        }
        return t;
}

bool code_text_is(const struct code_text *a, struct span b)
{
        return a->size == b.size && memcmp(a->text, b.s, b.size) == 0;
}

struct code_text code_system_key(struct span s)
{
        struct code_text key = {.size = 0};
        size_t end = s.size;

        while (end > 0) {
                size_t start = end;
                bool letters = false;
                while (start > 0 && s.s[start - 1] != ':' && s.s[start - 1] != '/')
                        letters |= isalpha((unsigned char)s.s[--start]) != 0;
                if (letters) {
                        for (; start < end && key.size < CODE_SIZE; start++)
                                if (isalnum((unsigned char)s.s[start]))
                                        key.text[key.size++] = (char)toupper((unsigned char)s.s[start]);
                        return key;
                }
                end = start ? start - 1 : 0;
        }
        return key;
}

bool code_system_fits(const struct code_text *asked, struct span system)
{
        struct code_text key;

        if (!asked->size)
                return true;
        key = code_system_key(system);
        return key.size == asked->size && memcmp(key.text, asked->text, key.size) == 0;
}

void code_cursor_start(struct code_cursor *c, const struct gazetteer *g, uint32_t place)
{
        memset(c, 0, sizeof *c);
        c->g = g;
        c->place = place;
}

/* The next code as it is written: "~" and the tail included. */
static bool next_written(struct code_cursor *c, struct span *ret_system, struct span *ret_value)
{
        struct span part;
        uint32_t row;

        for (;;) {
                if (span_part(&c->list, ';', &part)) {
                        const char *equals = memchr(part.s, '=', part.size);
                        if (!equals)
                                continue;
                        *ret_system = (struct span){part.s, (size_t)(equals - part.s)};
                        *ret_value = (struct span){equals + 1, part.size - ret_system->size - 1};
                        return true;
                }
                if (c->table && c->column < c->table->n_columns) {
                        unsigned i = c->column++;
                        if (c->table->columns[i] == COLUMN_CODES)
                                c->list = c->fields[i];
                        if (c->table->columns[i] != COLUMN_CODE || !c->fields[i].size)
                                continue;
                        *ret_system = c->table->systems[i];
                        *ret_value = c->fields[i];
                        return true;
                }
                if (!data_next_row(c->g, c->place, &c->row_state, &row))
                        return false;
                c->table = data_table(c->g, row);
                table_split(c->table, row, c->fields);
                c->column = 0;
        }
}

/* The first code of that system that a place has, as it is written. */
static bool written_code(const struct gazetteer *g, uint32_t place, struct span system, struct span *ret)
{
        struct code_text asked = code_system_key(system);
        struct code_cursor c;
        struct span s;

        code_cursor_start(&c, g, place);
        while (next_written(&c, &s, ret))
                if (code_system_fits(&asked, s))
                        return true;
        return false;
}

/* "~30026010" under UA05080030000033326 stands for UA05080030030026010: the head comes from the place above,
 * so that both are of the same length. */
static struct code_text whole_code(const struct gazetteer *g, uint32_t place, struct span system,
                                   struct span value)
{
        struct code_text whole, tail;
        struct span above;
        uint32_t parent = g->places[place].parent;

        if (!value.size || value.s[0] != '~')
                return code_text_of(value);
        tail = code_text_of((struct span){value.s + 1, value.size - 1});
        if (!parent || parent == PLACE_NONE || !written_code(g, parent, system, &above))
                return (struct code_text){.size = 0};
        whole = whole_code(g, parent, system, above);
        if (whole.size < tail.size)
                return (struct code_text){.size = 0};
        memcpy(whole.text + whole.size - tail.size, tail.text, tail.size);
        return whole;
}

bool code_cursor_next(struct code_cursor *c, struct span *ret_system, struct code_text *ret)
{
        struct span value;

        while (next_written(c, ret_system, &value)) {
                *ret = whole_code(c->g, c->place, *ret_system, value);
                if (ret->size)
                        return true;
        }
        return false;
}

size_t place_codes(const struct gazetteer *g, uint32_t place, struct arena *a, struct area_code **ret)
{
        struct area_code *codes = NULL;
        size_t n = 0, room = 0;
        struct code_cursor c;
        struct code_text code;
        struct span system;

        code_cursor_start(&c, g, place);
        while (code_cursor_next(&c, &system, &code)) {
                codes = arena_grow(a, codes, n, &room, sizeof *codes);
                codes[n].system = arena_strndup(a, system.s, system.size);
                codes[n++].value = arena_strndup(a, code.text, code.size);
        }
        *ret = codes;
        return n;
}

const char *place_iso(const struct gazetteer *g, uint32_t place, struct arena *a)
{
        static const struct span iso = {"iso3166-2", 9};
        const uint32_t region = place_ancestor(g, place, LEVEL_REGION);
        char *country;
        struct span code;

        if (region != PLACE_NONE && written_code(g, region, iso, &code))
                return arena_strndup(a, code.s, code.size);
        for (; place && place_level(g, place) > LEVEL_COUNTRY; place = place_parent(g, place))
                if (written_code(g, place, iso, &code))
                        return arena_strndup(a, code.s, code.size);
        if (!place)
                return "";
        country = arena_strndup(a, g->text + g->places[place].slug, g->places[place].slug_size);
        for (char *c = country; *c; c++)
                *c = (char)toupper((unsigned char)*c);
        return country;
}
