/* alert/message and alert/catalogue: what people and machines receive, and that it always fits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <errno.h>
#include <jansson.h>

#include "alert/message.h"
#include "base/text.h"
#include "base/timestamp.h"

static struct catalogue *catalogue;

static int load_catalogue(void **state)
{
        struct problem why = {""};

        (void)state;
        if (catalogue_load("config/vocabulary/messages.tsv", &catalogue, &why) < 0) {
                fprintf(stderr, "%s\n", why.text);
                return -1;
        }
        return 0;
}

static int free_catalogue(void **state)
{
        (void)state;
        catalogue_free(catalogue);
        return 0;
}

/* A message of a drone over Chuhuiv; the tests change what they are about. */
struct sample {
        struct alert_info info;
        struct alert alert;
        struct message_place place;
        struct message_source source;
        struct message message;
};

static void make_sample(struct sample *s)
{
        *s = (struct sample){
            .info = {.event = EVENT_DRONE,
                     .urgency = URGENCY_IMMEDIATE,
                     .severity = SEVERITY_SEVERE,
                     .certainty = CERTAINTY_OBSERVED,
                     .effective = TIMESTAMP_NONE,
                     .onset = TIMESTAMP_NONE,
                     .expires = TIMESTAMP_NONE},
            .alert = {.format = FORMAT_JSON, .n_infos = 1, .sent = 0, .sent_offset = 180},
            .place = {"ua/kharkiv/chuhuiv", "Чугуївський район"},
            .source = {"gov", true, 0},
        };
        s->alert.infos = &s->info;
        s->message = (struct message){
            .incident = "abcd1234-i1",
            .revision = 1,
            .type = MESSAGE_ALERT,
            .alert = &s->alert,
            .info = &s->info,
            .event = EVENT_DRONE,
            .language = "uk",
            .places = &s->place,
            .sources = &s->source,
            .n_places = 1,
            .n_sources = 1,
            .sent = INT64_C(1787067165) * TIMESTAMP_SECOND,
            .expires = INT64_C(1787074365) * TIMESTAMP_SECOND,
        };
}

static json_t *encoded(const struct sample *s)
{
        struct buffer out = {0};
        json_t *o;

        message_encode(&s->message, catalogue, &out);
        assert_true(out.size + MESSAGE_ID <= MESSAGE_MOST);
        o = json_loads(out.data, JSON_REJECT_DUPLICATES, NULL);
        assert_non_null(o);
        buffer_done(&out);
        return o;
}

static const char *text_of(const json_t *o, const char *name)
{
        const char *text = json_string_value(json_object_get(o, name));

        return text ? text : "";
}

static void has_the_members_that_scripts_rely_on(void **state)
{
        struct alert_pair facts[] = {{"killed", "2"}, {"type", "Shahed"}};
        struct sample s;

        (void)state;
        make_sample(&s);
        s.info.facts = facts;
        s.info.n_facts = 2;
        json_t *o = encoded(&s);
        assert_string_equal(text_of(o, "incident"), "abcd1234-i1");
        assert_string_equal(text_of(o, "type"), "alert");
        assert_string_equal(text_of(o, "status"), "Actual");
        assert_string_equal(text_of(o, "event"), "drone");
        assert_string_equal(text_of(o, "urgency"), "Immediate");
        assert_string_equal(text_of(o, "severity"), "Severe");
        assert_string_equal(text_of(o, "certainty"), "Observed");
        assert_string_equal(text_of(o, "sent"), "2026-08-18T18:32:45+03:00");
        assert_string_equal(text_of(o, "expires"), "2026-08-18T20:32:45+03:00");
        assert_string_equal(text_of(o, "headline"), "Безпілотники: Чугуївський район");
        assert_string_equal(text_of(o, "language"), "uk");
        assert_int_equal(json_integer_value(json_object_get(json_object_get(o, "facts"), "killed")), 2);
        assert_string_equal(text_of(json_object_get(o, "facts"), "type"), "Shahed");
        assert_string_equal(text_of(json_array_get(json_object_get(o, "places"), 0), "path"),
                            "ua/kharkiv/chuhuiv");
        assert_true(
            json_is_true(json_object_get(json_array_get(json_object_get(o, "sources"), 0), "official")));
        assert_null(json_object_get(o, "cap"));
        assert_null(json_object_get(o, "id")); /* its sender adds it */
        json_decref(o);
}

static void the_end_never_sounds_like_the_alarm(void **state)
{
        struct sample s;

        (void)state;
        make_sample(&s);
        s.info.headline = "Take cover now";
        s.info.description = "A drone comes.";
        s.info.instruction = "Go to the shelter.";
        s.message.type = MESSAGE_ALL_CLEAR;
        s.message.language = "en";
        json_t *o = encoded(&s);
        assert_string_equal(text_of(o, "headline"), "All clear: Drones, Чугуївський район");
        assert_string_equal(text_of(o, "urgency"), "Past");
        assert_null(json_object_get(o, "instruction"));
        assert_null(json_object_get(o, "text"));
        json_decref(o);
        s.message.type = MESSAGE_EXPIRED;
        o = encoded(&s);
        assert_null(strstr(text_of(o, "headline"), "All clear")); /* expired is not safe */
        json_decref(o);
        /* the words of an all-clear itself are used */
        s.alert.msg_type = MSGTYPE_CANCEL;
        s.info.headline = "The drone is down";
        s.message.type = MESSAGE_ALL_CLEAR;
        o = encoded(&s);
        assert_string_equal(text_of(o, "headline"), "The drone is down");
        json_decref(o);
}

static void an_exercise_says_so(void **state)
{
        struct sample s;

        (void)state;
        make_sample(&s);
        s.alert.status = STATUS_EXERCISE;
        s.info.headline = "Siren";
        s.message.language = "en";
        json_t *o = encoded(&s);
        assert_string_equal(text_of(o, "headline"), "EXERCISE: Siren");
        json_decref(o);
}

static void always_fits_whatever_the_report_holds(void **state)
{
        static const char unit[] = "Ж\"\\\n";
        struct message_place places[500];
        struct alert_reference references[100];
        struct alert_pair facts[100];
        struct sample s;
        char *large = malloc(60001), *name = malloc(20001);

        (void)state;
        large[0] = name[0] = 0;
        for (size_t i = 0; i < 60000 / (sizeof unit - 1); i++)
                memcpy(large + i * (sizeof unit - 1), unit, sizeof unit);
        memset(name, 'x', 20000);
        name[20000] = 0;
        make_sample(&s);
        for (int i = 0; i < 500; i++)
                places[i] = (struct message_place){"ua/kharkiv/chuhuiv/some-hromada/some-village",
                                                   "Село з довгою назвою"};
        for (int i = 0; i < 100; i++) {
                references[i] = (struct alert_reference){name, name, 0};
                facts[i] = (struct alert_pair){name, large};
        }
        s.alert.format = FORMAT_CAP;
        s.alert.identifier = s.alert.sender = name;
        s.alert.references = references;
        s.alert.n_references = 100;
        s.info.headline = s.info.description = s.info.instruction = large;
        s.info.language = name;
        s.info.facts = facts;
        s.info.n_facts = 100;
        s.message.places = places;
        s.message.n_places = 500;
        json_t *o = encoded(&s);
        assert_true(json_array_size(json_object_get(o, "places")) >= 1);
        assert_int_equal(json_integer_value(json_object_get(o, "places_total")), 500);
        assert_true(text_length(text_of(o, "headline"), strlen(text_of(o, "headline"))) <= 90);
        json_decref(o);
        free(large);
        free(name);
}

static void the_catalogue_is_whole(void **state)
{
        static const char *const languages[] = {"en", "ru", "uk"};
        char key[64];

        (void)state;
        for (int l = 0; l < 3; l++)
                for (int e = 0; e < EVENT_COUNT; e++) {
                        snprintf(key, sizeof key, "event.%s", vocab_word(VOCAB_EVENT, e));
                        assert_string_not_equal(catalogue_text(catalogue, languages[l], key), key);
                }
        assert_string_equal(catalogue_language(catalogue, "uk-UA"), "uk");
        assert_string_equal(catalogue_language(catalogue, "xx"), "en");
        assert_string_equal(catalogue_text(catalogue, "uk", "no.such"), "no.such");
}

static void broken_catalogues_are_refused_with_their_line(void **state)
{
        static const struct {
                const char *text, *words;
        } rows[] = {{"", "no messages"},
                    {"en\tru\n", ":1: "},
                    {"key\ten\tru\na\tb\n", ":2: 1 texts for 2 languages"}};
        char path[] = "/tmp/sirend-catalogue-XXXXXX";
        int fd = mkstemp(path);

        (void)state;
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                struct problem why = {""};
                struct catalogue *c;
                assert_int_equal(ftruncate(fd, 0), 0);
                assert_int_equal(pwrite(fd, rows[i].text, strlen(rows[i].text), 0), strlen(rows[i].text));
                assert_true(catalogue_load(path, &c, &why) < 0);
                assert_non_null(strstr(why.text, rows[i].words));
                assert_non_null(strstr(why.text, path));
        }
        close(fd);
        unlink(path);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(has_the_members_that_scripts_rely_on),
            cmocka_unit_test(the_end_never_sounds_like_the_alarm),
            cmocka_unit_test(an_exercise_says_so),
            cmocka_unit_test(always_fits_whatever_the_report_holds),
            cmocka_unit_test(the_catalogue_is_whole),
            cmocka_unit_test(broken_catalogues_are_refused_with_their_line),
        };

        return cmocka_run_group_tests(tests, load_catalogue, free_catalogue);
}
