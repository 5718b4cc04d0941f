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
#include "alert/wording.h"
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
            .now = INT64_C(1787067165) * TIMESTAMP_SECOND,
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
        assert_null(json_object_get(o, "when"));
        json_decref(o);
        s.message.type = MESSAGE_EXPIRED;
        s.message.expires = TIMESTAMP_NONE;
        s.message.confirmed = s.message.now - 2 * TIMESTAMP_HOUR;
        o = encoded(&s);
        assert_string_equal(text_of(o, "headline"), "Expired without all-clear: Drones, Чугуївський район");
        assert_string_equal(text_of(o, "instruction"), "This does not mean it is safe: be careful.");
        assert_string_equal(text_of(o, "when"), "Not confirmed since 16:32 UTC+03:00.");
        assert_null(json_object_get(o, "text"));
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
        assert_string_equal(catalogue_language(catalogue, "xx, ru-RU"), "ru");
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
                    {"en.tsv", "# note\nkey\n", "en.tsv:2: expected 2 fields"},
                    {"en.tsv", "a\tb\tc\n", "en.tsv:1: expected 2 fields"},
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
static void write_golden(FILE *f, const char *language, const struct zone *zone, enum alert_event event,
                         enum alert_urgency urgency, enum message_type type)
{
        static const char *const members[] = {"headline", "instruction", "when", "short", "brief"};
        struct sample s;
        json_t *o;

        make_sample(&s);
        s.place.name = "Mykolaivka";
        s.message.event = s.info.event = event;
        s.message.language = language;
        s.message.type = type;
        s.message.zone = zone;
        s.message.confirmed = s.message.now - TIMESTAMP_HOUR;
        s.info.urgency = urgency;
        s.info.onset = urgency == URGENCY_FUTURE ? s.message.now + TIMESTAMP_HOUR : TIMESTAMP_NONE;
        o = encoded(&s);
        fprintf(f, "%s %s %s\n", message_type_word(type), vocab_word(VOCAB_URGENCY, (int)urgency),
                vocab_word(VOCAB_EVENT, (int)event));
        for (size_t i = 0; i < sizeof members / sizeof *members; i++)
                if (*text_of(o, members[i]))
                        fprintf(f, "  %-11s  %s\n", members[i], text_of(o, members[i]));
        json_decref(o);
}

static void each_language_says_what_it_should(void **state)
{
        static const char *const languages[] = {"en", "ru", "uk"};
        struct arena *a = arena_new();
        struct problem why = {""};
        struct zone *zone;

        (void)state;
        assert_int_equal(zone_load("Europe/Kyiv", a, &zone, &why), 0);
        for (size_t l = 0; l < 3; l++) {
                char path[64], command[160];
                snprintf(path, sizeof path,
                         getenv("MESSAGES_ANEW") ? "tests/unit/messages/%s.txt"
                                                 : "/tmp/sirend-messages-%s-%d",
                         languages[l], (int)getpid());
                FILE *f = fopen(path, "w");
                assert_non_null(f);
                for (int e = 0; e < EVENT_COUNT; e++)
                        write_golden(f, languages[l], zone, (enum alert_event)e, URGENCY_IMMEDIATE,
                                     MESSAGE_ALERT);
                write_golden(f, languages[l], zone, EVENT_WEATHER, URGENCY_FUTURE, MESSAGE_ALERT);
                write_golden(f, languages[l], zone, EVENT_SHELLING, URGENCY_PAST, MESSAGE_ALERT);
                write_golden(f, languages[l], zone, EVENT_DRONE, URGENCY_IMMEDIATE, MESSAGE_ALL_CLEAR);
                write_golden(f, languages[l], zone, EVENT_DRONE, URGENCY_IMMEDIATE, MESSAGE_EXPIRED);
                assert_int_equal(fclose(f), 0);
                snprintf(command, sizeof command, "diff -u tests/unit/messages/%s.txt %s", languages[l],
                         path);
                assert_int_equal(system(command), 0);
                if (!getenv("MESSAGES_ANEW"))
                        unlink(path);
        }
        arena_free(a);
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
        assert_string_equal(text_of(o, "when"), "Until 20:32 UTC+03:00 or the all-clear.");
        assert_non_null(strstr(text_of(o, "brief"), "Until 20:32 UTC+03:00 or the all-clear."));
        json_decref(o);
        assert_int_equal(zone_load("Asia/Kathmandu", a, &zone, &why), 0);
        s.message.zone = zone;
        o = encoded(&s);
        assert_string_equal(text_of(o, "expires"), "2026-08-18T23:17:45+05:45");
        assert_string_equal(text_of(o, "when"), "Until 23:17 or the all-clear.");
        json_decref(o);
        s.message.expires += 3 * TIMESTAMP_HOUR;
        o = encoded(&s);
        assert_string_equal(text_of(o, "when"), "Until 02:17 on 19 August or the all-clear.");
        assert_non_null(strstr(text_of(o, "brief"), "Until 02:17 on 19 August or the all-clear."));
        json_decref(o);
        s.message.language = "uk";
        o = encoded(&s);
        assert_string_equal(text_of(o, "when"), "До 02:17 19 серпня або до відбою.");
        json_decref(o);
        arena_free(a);
}

static void says_from_when_and_when_it_was_last_confirmed(void **state)
{
        struct sample s;

        (void)state;
        make_sample(&s);
        s.message.language = "en";
        s.message.confirmed = s.message.now - 9 * TIMESTAMP_MINUTE; /* just now */
        json_t *o = encoded(&s);
        assert_string_equal(text_of(o, "when"), "Until 20:32 UTC+03:00 or the all-clear.");
        json_decref(o);
        s.message.confirmed = s.message.now - 52 * TIMESTAMP_MINUTE;
        o = encoded(&s);
        assert_string_equal(text_of(o, "when"),
                            "Until 20:32 UTC+03:00 or the all-clear. Last confirmed at 17:40 UTC+03:00.");
        assert_string_equal(text_of(o, "confirmed"), "2026-08-18T17:40:45+03:00");
        json_decref(o);
        s.message.confirmed = 0;
        s.info.urgency = URGENCY_FUTURE; /* announced: nobody will give an all-clear */
        s.info.onset = s.message.now + 14 * TIMESTAMP_HOUR;
        s.message.expires = s.message.now + 20 * TIMESTAMP_HOUR;
        o = encoded(&s);
        assert_string_equal(
            text_of(o, "when"),
            "From 08:32 UTC+03:00 on 19 August. In force until 14:32 UTC+03:00 on 19 August.");
        json_decref(o);
        s.info.urgency = URGENCY_PAST; /* news does not end */
        o = encoded(&s);
        assert_null(json_object_get(o, "when"));
        json_decref(o);
}

static void a_foreign_reports_words_are_named_as_such(void **state)
{
        struct sample s;

        (void)state;
        make_sample(&s);
        s.info.language = "uk";
        s.info.headline = "БпЛА курсом на Чугуїв";
        s.info.description = "БпЛА курсом на Чугуїв. Летить низько.";
        s.info.instruction = "В укриття!";
        s.message.language = "en";
        json_t *o = encoded(&s);
        assert_string_equal(text_of(o, "headline"), "БпЛА курсом на Чугуїв");
        assert_string_equal(text_of(o, "language"), "uk");
        json_decref(o);
        s.message.foreign = true;
        o = encoded(&s);
        assert_string_equal(text_of(o, "headline"), "Drones: Чугуївський район");
        assert_string_equal(text_of(o, "text"), "Original: БпЛА курсом на Чугуїв. Летить низько. В укриття!");
        assert_string_equal(text_of(o, "instruction"),
                            "Get away from windows, behind two walls. Do not go out to look.");
        assert_string_equal(text_of(o, "language"), "en");
        json_decref(o);
        /* where the catalogue has nothing to say of it, the report's words are better than none */
        s.message.event = s.info.event = EVENT_OTHER;
        s.info.description = "Воду не пити!";
        o = encoded(&s);
        assert_string_equal(text_of(o, "headline"), "Warning: Чугуївський район");
        assert_string_equal(text_of(o, "text"), "Original: БпЛА курсом на Чугуїв. Воду не пити! В укриття!");
        assert_string_equal(text_of(o, "short"),
                            "Warning: Чугуївський район. Until 20:32 UTC+03:00 or the all-clear.");
        assert_non_null(strstr(text_of(o, "brief"), "Original: БпЛА курсом на Чугуїв. Воду не пити!"));
        json_decref(o);
        /* an alarm's words never announce its end, in no language */
        s.message.type = MESSAGE_ALL_CLEAR;
        o = encoded(&s);
        assert_null(json_object_get(o, "text"));
        json_decref(o);
}

static void what_is_foreign_is_what_a_reader_has_not_asked_for(void **state)
{
        static const struct {
                const char *reader, *report;
                bool foreign;
        } rows[] = {{"en", "uk", true},  {"uk", "uk-UA", false},  {"uk-UA", "uk", false},
                    {"ru", "uk", true},  {"ru, uk", "uk", false}, {NULL, "uk", false},
                    {"", "uk", false},   {"pl", "uk", true},      {"pl", "en-GB", false},
                    {"en", NULL, false}, {"pl", "pl", false}};

        (void)state;
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                struct alert_info info = {.language = rows[i].report};
                struct alert alert = {.format = FORMAT_JSON};
                const char *own = catalogue_language(catalogue, rows[i].reader);
                if (wording_is_foreign(&alert, &info, rows[i].reader, own) != rows[i].foreign)
                        fail_msg("row %zu", i);
        }
        /* CAP 1.2: what does not say is in American English; of other reports nobody knows */
        struct alert_info info = {0};
        struct alert alert = {.format = FORMAT_CAP};
        assert_true(wording_is_foreign(&alert, &info, "uk", "uk"));
        assert_false(wording_is_foreign(&alert, &info, "en-GB", "en"));
        alert.format = FORMAT_JSON;
        assert_false(wording_is_foreign(&alert, &info, "uk", "uk"));
        assert_false(wording_is_foreign(&alert, NULL, "uk", "uk"));
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
            cmocka_unit_test(says_from_when_and_when_it_was_last_confirmed),
            cmocka_unit_test(a_foreign_reports_words_are_named_as_such),
            cmocka_unit_test(what_is_foreign_is_what_a_reader_has_not_asked_for),
        };

        return cmocka_run_group_tests(tests, load_catalogue, free_catalogue);
}
