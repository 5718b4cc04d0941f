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
        if (catalogue_load("config/vocabulary/messages", &catalogue, &why) < 0) {
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

static void write_file(const char *folder, const char *name, const char *text)
{
        char path[128];
        FILE *f;

        snprintf(path, sizeof path, "%s/%s", folder, name);
        f = fopen(path, "w");
        assert_non_null(f);
        fputs(text, f);
        assert_int_equal(fclose(f), 0);
}

static void broken_catalogues_are_refused_with_their_line(void **state)
{
        static const struct {
                const char *name, *text, *words;
        } rows[] = {{"en.tsv", "", "en.tsv: holds no messages"},
                    {"en.tsv", "# note\nkey\n", "en.tsv:2: a line is"},
                    {"en.tsv", "a\tb\tc\n", "en.tsv:1: a line is"},
                    {"en.tsv", "a\tb\na\tc\n", "en.tsv: \"a\" stands there twice"},
                    {"en.tsv", "plural.one\tn is 1\n", "en.tsv:1: \"n is 1\" is no rule"},
                    {"pl.tsv", "a\tb\n", "en.tsv is missing"}};
        char folder[] = "/tmp/sirend-catalogue-XXXXXX", command[64];

        (void)state;
        assert_non_null(mkdtemp(folder));
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                struct problem why = {""};
                struct catalogue *c;
                char path[128];
                write_file(folder, rows[i].name, rows[i].text);
                assert_true(catalogue_load(folder, &c, &why) < 0);
                if (!strstr(why.text, rows[i].words) || !strstr(why.text, folder))
                        fail_msg("%s", why.text);
                snprintf(path, sizeof path, "%s/%s", folder, rows[i].name);
                unlink(path);
        }
        snprintf(command, sizeof command, "rm -rf '%s'", folder);
        assert_int_equal(system(command), 0);
}

static void another_language_is_another_file(void **state)
{
        char folder[] = "/tmp/sirend-catalogue-XXXXXX", command[64];
        struct arena *a = arena_new();
        struct problem why = {""};
        struct catalogue *c;

        (void)state;
        assert_non_null(mkdtemp(folder));
        write_file(folder, "en.tsv", "a\tA\nb\tB\nx.other\t{n} things\n");
        write_file(folder, "pl.tsv", "a\tĄ\nplural.one\tn = 1\nx.one\t{n} rzecz\nx.other\t{n} rzeczy\n");
        assert_int_equal(catalogue_load(folder, &c, &why), 0);
        assert_string_equal(catalogue_language(c, "pl-PL"), "pl");
        assert_string_equal(catalogue_text(c, "pl", "a"), "Ą");
        assert_string_equal(catalogue_text(c, "pl", "b"), "B");
        assert_null(catalogue_find(c, "pl", "c"));
        assert_string_equal(catalogue_form(c, "pl", "x", 1, a), "x.one");
        assert_string_equal(catalogue_form(c, "pl", "x", 2, a), "x.other");
        assert_string_equal(catalogue_form(c, "en", "x", 1, a), "x.other");
        catalogue_free(c);
        arena_free(a);
        snprintf(command, sizeof command, "rm -rf '%s'", folder);
        assert_int_equal(system(command), 0);
}

static void numbers_have_their_forms(void **state)
{
        static const struct {
                unsigned long n;
                const char *en, *ru, *uk;
        } rows[] = {
            {1, "Digest: 1 report", "Сводка: 1 сообщение", "Зведення: 1 повідомлення"},
            {2, "Digest: 2 reports", "Сводка: 2 сообщения", "Зведення: 2 повідомлення"},
            {5, "Digest: 5 reports", "Сводка: 5 сообщений", "Зведення: 5 повідомлень"},
            {11, "Digest: 11 reports", "Сводка: 11 сообщений", "Зведення: 11 повідомлень"},
            {14, "Digest: 14 reports", "Сводка: 14 сообщений", "Зведення: 14 повідомлень"},
            {21, "Digest: 21 reports", "Сводка: 21 сообщение", "Зведення: 21 повідомлення"},
            {104, "Digest: 104 reports", "Сводка: 104 сообщения", "Зведення: 104 повідомлення"},
            {112, "Digest: 112 reports", "Сводка: 112 сообщений", "Зведення: 112 повідомлень"},
        };
        struct arena *a = arena_new();

        (void)state;
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                const char *texts[][2] = {{"en", rows[i].en}, {"ru", rows[i].ru}, {"uk", rows[i].uk}};
                for (size_t l = 0; l < 3; l++) {
                        const char *n = arena_printf(a, "%lu", rows[i].n);
                        const char *key =
                            catalogue_form(catalogue, texts[l][0], "digest.headline", rows[i].n, a);
                        assert_string_equal(
                            catalogue_fill(catalogue, texts[l][0], key, (const char *const[]){"n"}, &n, 1, a),
                            texts[l][1]);
                }
        }
        arena_free(a);
}

/* What each language says of each event, as it was read and found right: tests/unit/messages/. Made anew with
 * MESSAGES_ANEW=1. */
static void write_golden(FILE *f, const char *language, enum alert_event event, enum message_type type)
{
        struct sample s;
        json_t *o;

        make_sample(&s);
        s.place.name = "Mykolaivka";
        s.message.event = s.info.event = event;
        s.message.language = language;
        s.message.type = type;
        o = encoded(&s);
        fprintf(f, "%s %s\n  headline     %s\n  instruction  %s\n  short        %s\n  brief        %s\n",
                message_type_word(type), vocab_word(VOCAB_EVENT, (int)event), text_of(o, "headline"),
                text_of(o, "instruction"), text_of(o, "short"), text_of(o, "brief"));
        json_decref(o);
}

static void each_language_says_what_it_should(void **state)
{
        static const char *const languages[] = {"en", "ru", "uk"};

        (void)state;
        for (size_t l = 0; l < 3; l++) {
                char path[64], command[160];
                snprintf(path, sizeof path,
                         getenv("MESSAGES_ANEW") ? "tests/unit/messages/%s.txt"
                                                 : "/tmp/sirend-messages-%s-%d",
                         languages[l], (int)getpid());
                FILE *f = fopen(path, "w");
                assert_non_null(f);
                for (int e = 0; e < EVENT_COUNT; e++)
                        write_golden(f, languages[l], (enum alert_event)e, MESSAGE_ALERT);
                write_golden(f, languages[l], EVENT_DRONE, MESSAGE_ALL_CLEAR);
                write_golden(f, languages[l], EVENT_DRONE, MESSAGE_EXPIRED);
                assert_int_equal(fclose(f), 0);
                snprintf(command, sizeof command, "diff -u tests/unit/messages/%s.txt %s", languages[l],
                         path);
                assert_int_equal(system(command), 0);
                if (!getenv("MESSAGES_ANEW"))
                        unlink(path);
        }
}

/* A text of n pieces: letters, words, marks, emoji, flags. */
static char *random_text(struct arena *a, unsigned *seed, unsigned n)
{
        static const char *const pieces[] = {"a",  "Ж",      " ",      "e\u0301", "👨‍👩‍👧",
                                             "🇺🇦", "\u0301", "слово ", ". ",      "漢"};
        struct buffer out = {0};

        for (unsigned i = 0; i < n; i++) {
                *seed = *seed * 1103515245u + 12345u;
                buffer_add_string(&out, pieces[*seed / 65536 % (sizeof pieces / sizeof *pieces)]);
        }
        return buffer_finish(&out, a);
}

static void check_variant(const json_t *o, const char *name, size_t most)
{
        const char *text = text_of(o, name);

        if (text_length(text, strlen(text)) > most || text_valid(text, strlen(text)) != strlen(text))
                fail_msg("%s: %s", name, text);
}

static void no_variant_is_too_long_and_none_is_empty(void **state)
{
        static const char *const languages[] = {"en", "ru", "uk"};
        struct arena *a = arena_new();
        unsigned seed = 1;

        (void)state;
        for (unsigned i = 0; i < 3000; i++) {
                struct sample s;
                make_sample(&s);
                s.place.name = random_text(a, &seed, seed / 65536 % 200);
                s.source.name = random_text(a, &seed, seed / 65536 % 60);
                if (i % 3)
                        s.info.headline = random_text(a, &seed, seed / 65536 % 300);
                if (i % 2)
                        s.info.instruction = random_text(a, &seed, seed / 65536 % 600);
                s.message.type = (enum message_type)(i % 4);
                s.message.event = s.info.event = (enum alert_event)(i % EVENT_COUNT);
                s.message.language = languages[i % 3];
                json_t *o = encoded(&s);
                check_variant(o, "headline", 90);
                check_variant(o, "short", 90);
                check_variant(o, "brief", 360);
                assert_true(*text_of(o, "brief") || (s.info.headline && !*text_of(o, "headline")));
                json_decref(o);
        }
        arena_free(a);
}

static void times_are_those_of_the_wall(void **state)
{
        struct arena *a = arena_new();
        struct problem why = {""};
        struct zone *zone;
        struct sample s;

        (void)state;
        make_sample(&s);
        s.place.name = "Chuhuiv";
        s.message.language = "en";
        json_t *o = encoded(&s);
        assert_non_null(strstr(text_of(o, "brief"), "Until 20:32 UTC+03:00 or the all-clear."));
        json_decref(o);
        assert_int_equal(zone_load("Asia/Kathmandu", a, &zone, &why), 0);
        s.message.zone = zone;
        o = encoded(&s);
        assert_string_equal(text_of(o, "expires"), "2026-08-18T23:17:45+05:45");
        assert_non_null(strstr(text_of(o, "brief"), "Until 23:17 or the all-clear."));
        json_decref(o);
        s.message.expires += 3 * TIMESTAMP_HOUR;
        o = encoded(&s);
        assert_non_null(strstr(text_of(o, "brief"), "Until 02:17 (19.08.) or the all-clear."));
        json_decref(o);
        arena_free(a);
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
            cmocka_unit_test(another_language_is_another_file),
            cmocka_unit_test(numbers_have_their_forms),
            cmocka_unit_test(each_language_says_what_it_should),
            cmocka_unit_test(no_variant_is_too_long_and_none_is_empty),
            cmocka_unit_test(times_are_those_of_the_wall),
        };

        return cmocka_run_group_tests(tests, load_catalogue, free_catalogue);
}
