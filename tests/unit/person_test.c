/* person: a subscriber as text, as a row and as what is matched with. */
#include <errno.h>

#include "unit/people_fixture.h"

/* Places of a rule are in order of number: that of a country's name. */
static const char whole[] =
    "{\"name\":\"anna\",\"channels\":[\"other\",\"none:7\"],\"language\":\"uk\",\"rules\":["
    "{\"places\":[\"UA-63\",\"ru/belgorod\"],\"events\":\"drone\",\"severity\":\"Severe\"},"
    "{\"near\":{\"lat\":50.25,\"lon\":-36.5,\"radius_km\":30.0},\"heads_up\":5.0},{\"places\":\"ua\"}]}";

static void it_comes_back_as_it_was_put(void **state)
{
        struct people_fixture *p = *state;
        struct roster_row row;
        json_t *o;
        char *text;

        put_person(p, whole);
        assert_int_equal(roster_find(p->f->store, "anna", p->f->arena, &row), 0);
        o = person_object(p->f->store, &row);
        text = json_dumps(o, JSON_COMPACT);
        assert_string_equal(
            text,
            "{\"name\":\"anna\",\"channels\":[\"other\",\"none:7\"],\"language\":\"uk\",\"rules\":["
            "{\"events\":\"drone\",\"severity\":\"Severe\",\"places\":[\"ru/belgorod\",\"ua/kharkiv\"]},"
            "{\"heads_up\":5.0,\"near\":{\"lat\":50.25,\"lon\":-36.5,\"radius_km\":30.0}},"
            "{\"places\":[\"ua\"]}]}");
        free(text);
        json_decref(o);
}

static void it_is_found_whole(void **state)
{
        struct people_fixture *p = *state;
        struct problem why = {""};
        struct subscriber s;

        put_person(p, whole);
        assert_int_equal(person_find(&p->context, p->f->store, "anna", p->f->arena, &s, &why), 0);
        assert_string_equal(s.name, "anna");
        assert_string_equal(s.language, "uk");
        assert_int_equal(s.n_channels, 2);
        assert_string_equal(s.channels[1], "none:7");
        assert_int_equal(s.n_rules, 3);
        assert_int_equal(s.rules[0]->n_places, 2);
        assert_int_equal(s.rules[0]->places[1], place_by_path(p->setup->gazetteer, "ua/kharkiv"));
        assert_int_equal(person_find(&p->context, p->f->store, "boris", p->f->arena, &s, &why), -ENOENT);
        assert_string_equal(why.text, "there is no subscriber \"boris\"");
}

static void what_many_share_is_stored_once(void **state)
{
        struct people_fixture *p = *state;
        struct roster_row a, b;

        put_one(p, "a", "ua/sumy");
        put_one(p, "b", "ua/sumy");
        assert_int_equal(roster_find(p->f->store, "a", p->f->arena, &a), 0);
        assert_int_equal(roster_find(p->f->store, "b", p->f->arena, &b), 0);
        assert_int_equal(a.profile, b.profile);
        assert_int_equal(a.rules_size, b.rules_size);
        assert_memory_equal(a.rules, b.rules, a.rules_size);
        assert_true(a.rules_size <= 8);
}

/* As the configuration file would be. */
static void what_is_wrong_is_said(void **state)
{
        static const struct {
                const char *text, *words;
        } rows[] = {
            {"{}", "needs a name"},
            {"{\"name\":\"a/b\",\"channels\":[\"none\"],\"rules\":[{\"places\":[\"ua\"]}]}",
             "may have up to 64"},
            {"{\"name\":\"a\",\"channels\":[\"none\"],\"rules\":[{\"places\":[\"Atlantis\"]}]}", "Atlantis"},
            {"{\"name\":\"a\",\"channels\":[\"pigeon\"],\"rules\":[{\"places\":[\"ua\"]}]}",
             "not configured"},
            {"{\"name\":\"a\",\"channels\":[\"none:a b\"],\"rules\":[{\"places\":[\"ua\"]}]}",
             "an address has"},
            {"{\"name\":\"a\",\"channels\":[\"none\"],\"rules\":[{\"events\":[\"drone\"]}]}",
             "a rule needs places"},
            {"{\"name\":\"a\",\"channels\":[\"none\"],\"rules\":[]}", "needs rules"},
            {"{\"name\":\"a\",\"channels\":[],\"rules\":[{\"places\":[\"ua\"]}]}", "needs channels"},
            {"{\"name\":\"a\",\"colour\":1,\"channels\":[\"none\"],\"rules\":[{\"places\":[\"ua\"]}]}",
             "colour"},
            {"{\"name\":7,\"channels\":[\"none\"],\"rules\":[{\"places\":[\"ua\"]}]}", "name"},
        };
        struct people_fixture *p = *state;

        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                json_t *o = json_loads(rows[i].text, 0, NULL);
                struct problem why = {""};
                struct subscriber read;

                assert_true(person_read(&p->context, o, "people.csv:12", p->f->arena, &read, &why) < 0);
                if (!strstr(why.text, rows[i].words) || !strstr(why.text, "people.csv:12"))
                        fail_msg("row %zu: \"%s\"", i, why.text);
                json_decref(o);
        }
}

/* Whatever stands in the database: read to its end or refused, never beyond. */
static void a_damaged_row_is_nobody(void **state)
{
        struct people_fixture *p = *state;
        struct roster_row row, cut;
        struct problem why = {""};
        struct subscriber s;

        put_person(p, whole);
        assert_int_equal(roster_find(p->f->store, "anna", p->f->arena, &row), 0);
        for (size_t n = 0; n < row.rules_size; n++) {
                char *bytes = malloc(n ? n : 1); /* no byte behind them */
                memcpy(bytes, row.rules, n);
                cut = row;
                cut.rules = bytes;
                cut.rules_size = n;
                assert_null(person_object(p->f->store, &cut));
                free(bytes);
        }
        for (size_t n = 0; n < row.rules_size; n++) {
                unsigned char *bytes = malloc(row.rules_size);
                memcpy(bytes, row.rules, row.rules_size);
                bytes[n] = 0xff;
                cut = row;
                cut.rules = bytes;
                json_decref(person_object(p->f->store, &cut));
                free(bytes);
        }
        cut = row;
        cut.profile = 4711;
        assert_null(person_object(p->f->store, &cut));
        cut.name = "boris";
        assert_int_equal(roster_put(p->f->store, &cut), 0);
        assert_int_equal(person_find(&p->context, p->f->store, "boris", p->f->arena, &s, &why), -EBADMSG);
}

static void words_are_compiled_alone(void **state)
{
        struct people_fixture *p = *state;
        const double near[3] = {50, 36, 20};
        struct problem why = {""};
        struct subscriber s;
        const struct rule *rule;

        assert_int_equal(
            person_rule(&p->context, "{\"severity\":\"Severe\"}", NULL, p->f->arena, &rule, &why), 0);
        assert_int_equal(rule->n_places, 0);
        assert_int_equal(person_rule(&p->context, "{}", near, p->f->arena, &rule, &why), 0);
        assert_int_equal(person_rule(&p->context, "{\"severity\":\"Awful\"}", NULL, p->f->arena, &rule, &why),
                         -EINVAL);
        assert_int_equal(person_rule(&p->context, "[]", NULL, p->f->arena, &rule, &why), -EBADMSG);
        assert_int_equal(person_profile(&p->context, "{\"language\":\"uk\"}", p->f->arena, &s, &why), 0);
        assert_string_equal(s.language, "uk");
        assert_int_equal(s.n_channels + s.n_rules, 0);
        assert_int_equal(person_profile(&p->context, "no JSON", p->f->arena, &s, &why), -EBADMSG);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            PEOPLE_TEST(it_comes_back_as_it_was_put),    PEOPLE_TEST(it_is_found_whole),
            PEOPLE_TEST(what_many_share_is_stored_once), PEOPLE_TEST(what_is_wrong_is_said),
            PEOPLE_TEST(a_damaged_row_is_nobody),        PEOPLE_TEST(words_are_compiled_alone),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
