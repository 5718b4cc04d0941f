/* people: those of the file and those of the database together, and what changes there while the daemon runs. */
#include <errno.h>

#include "people/people_load.h"
#include "store/database.h"
#include "unit/people_fixture.h"

/* All of them anew. */
static void load(struct people_fixture *p)
{
        struct setup *s = p->setup;
        struct problem why = {""};

        people_free(s->people);
        s->people = people_new(s->settings, s->gazetteer, s->subscribers, s->n_subscribers);
        if (people_load(p->setup->people, p->f->store, &why) < 0)
                fail_msg("%s", why.text);
}

/* The names of those whom an alert for a place is for, those with a heads-up behind a "|". */
static const char *matched(struct people_fixture *p, const char *path)
{
        struct arena *a = p->f->arena;
        struct area_place place = {.number = place_by_path(p->setup->gazetteer, path), .path = path};
        struct alert_info info = {.event = EVENT_DRONE,
                                  .severity = SEVERITY_SEVERE,
                                  .urgency = URGENCY_IMMEDIATE,
                                  .places = &place,
                                  .n_places = 1};
        struct alert alert = {.infos = &info, .n_infos = 1, .source = "test"};
        const struct match_hit *hits;
        size_t n = people_match(p->setup->people, concern_list(&alert, p->setup->gazetteer, a), &hits),
               own = people_own(p->setup->people);
        char *out = arena_strdup(a, "");

        for (size_t i = 0; i < n; i++)
                out = arena_printf(a, "%s%s%s ", out, i == own ? "| " : "",
                                   people_get(p->setup->people, hits[i].subscriber)->name);
        return out;
}

static size_t update(struct people_fixture *p, int expected)
{
        size_t changed = 4711;

        assert_int_equal(people_update(p->setup->people, &changed), expected);
        return changed;
}

static void both_are_found(void **state)
{
        struct people_fixture *p = *state;
        const struct subscriber *s;
        uint32_t number;

        put_one(p, "zoe", "ua/kharkiv");
        put_one(p, "anna", "ua/sumy");
        load(p);
        assert_int_equal(people_count(p->setup->people), 3);
        assert_int_equal(people_numbers(p->setup->people), 3);
        assert_string_equal(matched(p, "ua/kharkiv"), "filed zoe ");
        assert_string_equal(matched(p, "ua/sumy"), "anna ");
        assert_string_equal(matched(p, "ua/lviv"), "");
        s = people_find(p->setup->people, "zoe", &number);
        assert_string_equal(s->name, "zoe");
        assert_string_equal(people_get(p->setup->people, number)->name, "zoe");
        assert_string_equal(people_find(p->setup->people, "filed", &number)->name, "filed");
        assert_null(people_find(p->setup->people, "boris", &number));
}

static void channels_and_profile_are_kept(void **state)
{
        struct people_fixture *p = *state;
        const struct subscriber *s;
        uint32_t number;

        put_person(p, "{\"name\":\"a\",\"channels\":[\"other\",\"none:7\",\"none\"],\"language\":\"uk\","
                      "\"deliver\":\"first\","
                      "\"rules\":[{\"places\":[\"ua\"]}]}");
        put_one(p, "b", "ua");
        load(p);
        s = people_find(p->setup->people, "a", &number);
        assert_string_equal(s->language, "uk");
        assert_true(s->first);
        assert_int_equal(s->n_channels, 3);
        assert_string_equal(s->channels[0], "other");
        assert_string_equal(s->channels[1], "none:7");
        assert_string_equal(s->channels[2], "none");
        s = people_find(p->setup->people, "b", &number);
        assert_null(s->language);
        assert_int_equal(s->n_channels, 1);
        assert_string_equal(s->channels[0], "none");
}

static void what_changes_is_taken_over(void **state)
{
        struct people_fixture *p = *state;
        uint32_t number;

        put_one(p, "anna", "ua/sumy");
        put_one(p, "boris", "ua/sumy");
        load(p);
        assert_int_equal(update(p, 0), 0);
        put_one(p, "carla", "ua/sumy"); /* new */
        put_one(p, "anna", "ua/lviv");  /* another */
        remove_person(p, "boris");
        assert_string_equal(matched(p, "ua/sumy"), "anna boris "); /* not before */
        assert_int_equal(update(p, 0), 3);
        assert_string_equal(matched(p, "ua/sumy"), "carla ");
        assert_string_equal(matched(p, "ua/lviv"), "anna ");
        assert_null(people_find(p->setup->people, "boris", &number));
        assert_int_equal(people_count(p->setup->people), 3);
        put_one(p, "boris", "ua/sumy"); /* back, and changed twice */
        put_one(p, "boris", "ua/lviv");
        remove_person(p, "carla");
        assert_int_equal(update(p, 0), 3);
        assert_string_equal(matched(p, "ua/sumy"), "");
        assert_string_equal(matched(p, "ua/lviv"), "anna boris ");
        assert_int_equal(update(p, 0), 0);
        load(p); /* all anew: the same */
        assert_string_equal(matched(p, "ua/lviv"), "anna boris ");
        assert_int_equal(people_count(p->setup->people), 3);
}

static void the_file_hides_who_has_the_same_name(void **state)
{
        struct people_fixture *p = *state;
        const char *why;
        uint32_t number;

        put_one(p, "filed", "ua/sumy");
        load(p);
        assert_string_equal(matched(p, "ua/sumy"), "");
        assert_string_equal(matched(p, "ua/kharkiv"), "filed ");
        assert_int_equal(people_left_out(p->setup->people, &why), 1);
        assert_non_null(strstr(why, "\"filed\""));
        put_one(p, "filed", "ua/lviv");
        assert_int_equal(update(p, 0), 1);
        assert_string_equal(matched(p, "ua/lviv"), "");
        people_find(p->setup->people, "filed", &number);
        assert_int_equal(number, 0);
}

static void alter(struct people_fixture *p, const char *sql)
{
        assert_int_equal(sqlite3_exec(p->f->store->db, sql, NULL, NULL, NULL), SQLITE_OK);
}

/* The configuration may have changed since they were put there, or the database was touched by a stranger. */
static void who_cannot_be_used_is_left_out(void **state)
{
        struct people_fixture *p = *state;
        const char *why;

        for (char name[] = "a"; *name <= 'g'; ++*name)
                put_one(p, name, "ua/sumy");
        put_one(p, "place", "ua/lviv");
        alter(p, "UPDATE subscriber SET channels = 'pigeon' WHERE name = 'a'");
        alter(p, "UPDATE subscriber SET channels = '' WHERE name = 'b'");
        alter(p, "UPDATE subscriber SET channels = 'none:a b' WHERE name = 'c'");
        alter(p, "UPDATE subscriber SET rules = x'ff' WHERE name = 'd'");
        alter(p, "UPDATE subscriber SET profile = 4711 WHERE name = 'e'");
        alter(p, "UPDATE subscriber SET rules = x'' WHERE name = 'f'");
        alter(p, "UPDATE subscriber_word SET text = 'ua/atlantis' WHERE text = 'ua/lviv'");
        load(p);
        assert_string_equal(matched(p, "ua/sumy"), "g ");
        assert_int_equal(people_left_out(p->setup->people, &why), 7);
        assert_string_equal(why, "subscriber \"a\" of the database: channel \"pigeon\" is not configured");
        assert_int_equal(people_count(p->setup->people), 2);
}

static void reasons_are_those_of_their_rules(void **state)
{
        struct people_fixture *p = *state;
        struct area_place place = {.number = place_by_path(p->setup->gazetteer, "ua/sumy"),
                                   .path = "ua/sumy"};
        struct alert_info info = {
            .event = EVENT_DRONE, .severity = SEVERITY_MINOR, .places = &place, .n_places = 1};
        struct alert alert = {.infos = &info, .n_infos = 1};
        struct concern_list *concerns = concern_list(&alert, p->setup->gazetteer, p->f->arena);
        struct route r;

        put_person(p, "{\"name\":\"picky\",\"channels\":[\"none\"],\"rules\":[{\"places\":[\"ua/"
                      "sumy\"],\"severity\":\"Severe\"}]}");
        put_one(p, "sumy", "ua/sumy");
        load(p);
        put_one(p, "new", "ua/sumy");
        update(p, 0);
        r = people_explain(p->setup->people, concerns, 0, p->f->arena);
        assert_int_equal(r.decision, ROUTE_SKIP); /* filed */
        r = people_explain(p->setup->people, concerns, 1, p->f->arena);
        assert_int_equal(r.decision, ROUTE_SKIP);
        assert_non_null(strstr(r.reason, "severity Minor is below Severe"));
        for (uint32_t number = 2; number < 4; number++) {
                r = people_explain(p->setup->people, concerns, number, p->f->arena);
                assert_int_equal(r.decision, ROUTE_SEND);
                assert_int_equal(r.subscriber, number);
                assert_non_null(strstr(r.reason, "drone"));
        }
}

static void more_than_lie_beside_are_read_anew(void **state)
{
        struct people_fixture *p = *state;
        char name[16];

        load(p);
        assert_int_equal(store_begin(p->f->store), 0);
        for (int i = 0; i <= PEOPLE_BESIDE; i++) {
                snprintf(name, sizeof name, "n%d", i);
                assert_int_equal(roster_note(p->f->store, name), 0);
        }
        assert_int_equal(store_commit(p->f->store), 0);
        update(p, -E2BIG);
        load(p);
        assert_int_equal(update(p, 0), 0);
}

/* As many indices as are asked, each hit once, own ones first. */
static void many_are_matched(void **state)
{
        struct people_fixture *p = *state;
        char name[16];
        const char *found;

        for (int i = 0; i < 300; i++) {
                snprintf(name, sizeof name, "n%03d", i);
                put_one(p, name, i % 3 ? "ua/sumy" : "ua/lviv");
        }
        load(p);
        found = matched(p, "ua/lviv");
        assert_int_equal(strlen(found), 100 * 5);
        assert_memory_equal(found, "n000 n003 ", 10);
        found = matched(p, "ua");
        assert_int_equal(strlen(found), 300 * 5 + 6);
        for (int i = 0; i < 300; i += 2) {
                snprintf(name, sizeof name, "n%03d", i);
                remove_person(p, name);
        }
        assert_int_equal(update(p, 0), 150);
        assert_int_equal(strlen(matched(p, "ua")), 150 * 5 + 6);
        assert_true(people_bytes(p->setup->people) > people_bytes_of_names(p->setup->people));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            PEOPLE_TEST(both_are_found),
            PEOPLE_TEST(channels_and_profile_are_kept),
            PEOPLE_TEST(what_changes_is_taken_over),
            PEOPLE_TEST(the_file_hides_who_has_the_same_name),
            PEOPLE_TEST(who_cannot_be_used_is_left_out),
            PEOPLE_TEST(reasons_are_those_of_their_rules),
            PEOPLE_TEST(more_than_lie_beside_are_read_anew),
            PEOPLE_TEST(many_are_matched),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
