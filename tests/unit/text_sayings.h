/* What a text says of which places, in words, for tests that list texts with what they say. */
#pragma once

#include "text_reader_fixture.h"

/* `text` may hold `{a|b}`: it says the same with each of these choices. */
struct saying {
        const char *text, *says;
};

static int by_text(const void *x, const void *y)
{
        return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* Distinct, in order, between commas. */
static char *joined(const char **lines, size_t n)
{
        char *all = arena_strdup(a, "");

        if (n)
                qsort(lines, n, sizeof *lines, by_text);
        for (size_t i = 0; i < n; i++)
                if (i == 0 || strcmp(lines[i - 1], lines[i]) != 0)
                        all = arena_printf(a, "%s%s%s", all, *all ? ", " : "", lines[i]);
        return all;
}

static inline const char *code_of(uint32_t place)
{
        return place_iso(g, place, a);
}

/* The last part of its path. */
static inline const char *name_of(uint32_t place)
{
        const char *path = place_path(g, place, a), *slash = strrchr(path, '/');

        return slash ? slash + 1 : path;
}

/* As "place state", by the word that `name` has for a place; without one, the events. */
static char *said(const char *text, const char *(*name)(uint32_t place))
{
        struct text_options options = {.sent = NOW, .alerts = 100};
        struct alert_list list = {0};
        const char *lines[100];
        size_t n = 0;

        text_reader_read(reader, &options, text, strlen(text), a, &list);
        for (size_t i = 0; !name && i < list.n && n < 100; i++)
                lines[n++] = vocab_word(VOCAB_EVENT, (int)list.alerts[i].infos[0].event);
        for (size_t i = 0; name && i < list.n; i++)
                for (size_t k = 0; k < list.alerts[i].infos[0].n_places && n < 100; k++)
                        lines[n++] = arena_printf(a, "%s %s", name(list.alerts[i].infos[0].places[k].number),
                                                  vocab_word(VOCAB_STATE, (int)alert_state(&list.alerts[i])));
        return joined(lines, n);
}

/* The text with its first `{a|b}` replaced by each of the choices in turn, and so on. Returns how many are read wrongly. */
static size_t count_wrong(const char *text, const char *says, const char *(*name)(uint32_t place))
{
        const char *open = strchr(text, '{'), *close = open ? strchr(open, '}') : NULL, *read;
        size_t wrong = 0, n;

        if (!close) {
                read = said(text, name);
                if (strcmp(read, says) == 0)
                        return 0;
                print_error("\"%s\" says \"%s\", was read as \"%s\"\n", text, says, read);
                return 1;
        }
        for (const char *choice = open + 1; choice <= close; choice += n + 1) {
                n = strcspn(choice, "|}");
                wrong += count_wrong(
                    arena_printf(a, "%.*s%.*s%s", (int)(open - text), text, (int)n, choice, close + 1), says,
                    name);
        }
        return wrong;
}

static void assert_they_say(const struct saying *sayings, size_t n, const char *(*name)(uint32_t place))
{
        size_t wrong = 0;

        for (size_t i = 0; i < n; i++)
                wrong += count_wrong(sayings[i].text, sayings[i].says, name);
        assert_int_equal(wrong, 0);
}
