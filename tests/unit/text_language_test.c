/* A further language is data only: Polish, written into tables beside the shipped ones. The texts are written for this
 * test; the events in them are invented. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "alert/event.h"
#include "base/file.h"
#include "gazetteer_fixture.h"
#include "reader/text_reader.h"
#include "reader/words/text_language.h"
#include "report/report.h"
#include "report/report_key.h"

#define WORDS "config/vocabulary/text"
#define KEYS  "config/vocabulary/keys.tsv"

static struct text_reader *reader, *shipped;
static char folder[] = "/tmp/text_language_test.XXXXXX";

static const char pl_words[] = "event\tdrone\tdron*; bezzałogow*\n"
                               "event\tmissile\trakiet*; pocisk*\n"
                               "past\t-\tspadł*; zestrzelono; uszkodził*; minionej nocy\n"
                               "live\t-\tuwaga; zagrożeni*; nadlatuj*\n"
                               "live\tair-raid\talarm powietrzny\n"
                               "order\t-\tzejdź do schronu; zostań* w schron*\n"
                               "clear\tair-raid\todwołano ~2 alarm*; odwołanie alarmu\n"
                               "none\t-\tdo odwołania ~1 alarmu\n"
                               "at\t-\tw; we; nad; pod; koło; na\n"
                               "from\t-\tz; ze\n"
                               "to\t-\tw kierunku; w stronę\n"
                               "kind\tregion\twojewództw*\n"
                               "kind\tdistrict\tpowiat*; powiecie\n"
                               "kind\tsettlement\twieś; wsi; miasto\n"
                               "join\t-\ti; oraz\n";

static const char pl_forms[] = "pl\t-\ta u owi em ie ia iu iem i\n"
                               "pl\ta\ty i ie e ę ą\n"
                               "pl\tskie\tskiego skiemu skim\n"
                               "pl\tski\tskiego skiemu skim\n";

static const char pl_letters[] = "letters\tpl\tą ć ę ł ń ś ź ż\n"
                                 "region-ending\tpl\tskie skim skiego\n"
                                 "with-ending\tpl\tem\n";

static const char pl_keys[] = "places\tmiejsce; miejsca\n"
                              "event\tzdarzenie\n"
                              "expires\tważne do\n";

static void write_file(const char *name, const char *text, size_t size, const char *more)
{
        char path[256];
        FILE *file;

        snprintf(path, sizeof path, "%s/%s", folder, name);
        file = fopen(path, "w");
        assert_non_null(file);
        assert_int_equal(fwrite(text, 1, size, file), size);
        assert_true(fputs(more, file) >= 0);
        assert_int_equal(fclose(file), 0);
}

static void copy_tables(void)
{
        DIR *d = opendir(WORDS);
        struct dirent *entry;
        struct problem why;
        size_t size, n;
        char *text;

        assert_non_null(d);
        while ((entry = readdir(d))) {
                n = strlen(entry->d_name);
                if (n < 4 || strcmp(entry->d_name + n - 4, ".tsv") != 0)
                        continue;
                assert_int_equal(
                    file_read(arena_printf(a, WORDS "/%s", entry->d_name), 1u << 20, a, &text, &size, &why),
                    0);
                write_file(entry->d_name, text, size,
                           !strcmp(entry->d_name, "forms.tsv")       ? pl_forms
                           : !strcmp(entry->d_name, "languages.tsv") ? pl_letters
                                                                     : "");
        }
        closedir(d);
        write_file("pl.tsv", "", 0, pl_words);
}

static int start(void **state)
{
        struct problem why = {0};

        if (load_shipped(state) || !mkdtemp(folder))
                return -1;
        copy_tables();
        if (text_reader_load(folder, g, &reader, &why) < 0 || text_reader_load(WORDS, g, &shipped, &why) < 0)
                fail_msg("%s", why.text);
        return 0;
}

static int stop(void **state)
{
        DIR *d = opendir(folder);
        struct dirent *entry;

        while (d && (entry = readdir(d)))
                if (entry->d_name[0] != '.')
                        unlink(arena_printf(a, "%s/%s", folder, entry->d_name));
        if (d)
                closedir(d);
        rmdir(folder);
        text_reader_free(reader);
        text_reader_free(shipped);
        return free_shipped(state);
}

/* "state event path;" of all that is found. */
static const char *found_by(const struct text_reader *r, const char *text, const char **ret_language)
{
        const struct text_options options = {.alerts = 100};
        struct alert_list list;
        const char *all = "";

        text_reader_read(r, &options, text, strlen(text), a, &list);
        for (size_t i = 0; i < list.n; i++) {
                const struct alert_info *info = list.alerts[i].infos;
                *ret_language = info->language;
                for (size_t k = 0; k < info->n_places; k++)
                        all = arena_printf(a, "%s%s %s %s%s;", all,
                                           vocab_word(VOCAB_STATE, (int)alert_state(&list.alerts[i])),
                                           vocab_word(VOCAB_EVENT, (int)info->event), info->places[k].path,
                                           info->places[k].role == ROLE_TOWARD ? " toward" : "");
        }
        return all;
}

static void expect(const char *text, const char *expected)
{
        const char *language = "pl";

        assert_string_equal(found_by(reader, text, &language), expected);
        assert_string_equal(language, "pl");
}

static void alarms_are_read(void **state)
{
        (void)state;
        expect("Uwaga! Alarm powietrzny w województwie lubelskim. Zejdź do schronu!",
               "live air-raid pl/lublin;");
        expect("Uwaga, zagrożenie dronami w Lublinie!", "live drone pl/lublin/lublin/lublin;");
        expect("Drony nadlatują z Chełma w kierunku Zamościa, zejdź do schronu!",
               "live drone pl/lublin/zamosc/zamosc toward;");
}

static void reports_are_read(void **state)
{
        (void)state;
        expect("Minionej nocy dron spadł koło Hrubieszowa w województwie lubelskim i uszkodził stodołę.",
               "past drone pl/lublin/powiat-hrubieszowski/hrubieszow;");
        expect("Minionej nocy zestrzelono pociski nad powiatem zamojskim, spłonęła stodoła.",
               "past missile pl/lublin/powiat-zamojski;");
}

static void all_clears_are_read(void **state)
{
        (void)state;
        expect("Odwołano alarm powietrzny w Zamościu.", "all-clear air-raid pl/lublin/zamosc/zamosc;");
        expect("Alarm powietrzny w Chełmie! Zostań w schronie do odwołania alarmu.",
               "live air-raid pl/lublin/chelm/chelm;");
}

/* The same texts say less to the shipped tables: it is the data that reads them. */
static void nothing_of_it_is_built_in(void **state)
{
        const char *language = NULL;

        (void)state;
        assert_string_equal(found_by(shipped,
                                     "Uwaga! Alarm powietrzny w województwie lubelskim. Zejdź do schronu!",
                                     &language),
                            "");
        assert_string_equal(found_by(shipped, "Odwołano alarm powietrzny w Zamościu.", &language), "");
}

/* The other languages are read as before. */
static void other_languages_stay(void **state)
{
        static const char *const texts[] = {
            "Под Шебекином сбит беспилотник.",
            "Відбій повітряної тривоги на Харківщині.",
            "Two drones were shot down over Kursk Oblast overnight, the governor said.",
        };

        (void)state;
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
                const char *one = "", *other = "", *expected = found_by(shipped, texts[i], &one);
                assert_true(*expected);
                assert_string_equal(found_by(reader, texts[i], &other), expected);
                assert_string_equal(one, other);
        }
}

static const char *language_where(const char *expected, const char *text)
{
        const struct text_options options = {.language = expected, .alerts = 1};
        struct alert_list list;

        text_reader_read(shipped, &options, text, strlen(text), a, &list);
        assert_int_equal(list.n, 1);
        return list.alerts[0].infos[0].language;
}

/* Letters tell before what the source is expected to write, and this before what is usual. */
static void a_source_may_say_what_to_expect(void **state)
{
        static const char telling[] = "Відбій повітряної тривоги на Харківщині.", mute[] = "Суми, ракета!";

        (void)state;
        assert_string_equal(language_where(NULL, telling), "uk");
        assert_string_equal(language_where("ru", telling), "uk");
        assert_string_equal(language_where("uk", "Под Шебекином сбит дрон, объявлена тревога."), "ru");
        assert_string_equal(language_where(NULL, mute), "ru");
        assert_string_equal(language_where("uk-UA", mute), "uk");
        assert_string_equal(language_where("en", mute), "ru");
        assert_string_equal(language_where("be", mute), "be");
}

/* The block at the head of a text, in one language beside another. */
static void header_blocks_are_read(void **state)
{
        static const char *const texts[] = {
            "Miejsce: Lublin; Zamość\nZDARZENIE: dron\nWażne do: 90m\n\nZejdź do schronu!",
            "Place: Lublin\nMiejsca: Zamość\nEvent: drone\nExpires: 90m\n\nTake cover!",
        };
        struct report_options options = {.limits = report_limits_default, .source = {.name = "local"}};
        struct report_key_table *keys;
        struct event_table *events;
        struct alert_list list;
        struct problem why;
        size_t size;
        char *text;

        (void)state;
        assert_int_equal(file_read(KEYS, 1u << 20, a, &text, &size, &why), 0);
        write_file("keys", text, size, pl_keys);
        assert_int_equal(report_key_table_load(arena_printf(a, "%s/keys", folder), &keys, &why), 0);
        assert_int_equal(event_table_load("config/vocabulary/events.tsv", &events, &why), 0);
        options.events = events;
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
                options.keys = keys;
                assert_int_equal(report_decode(&options, texts[i], strlen(texts[i]), a, &list, &why), 0);
                assert_int_equal(list.n, 1);
                assert_int_equal(list.alerts[0].infos[0].event, EVENT_DRONE);
                assert_int_equal(list.alerts[0].infos[0].areas[0].n_names, 2);
                options.keys = NULL;
                assert_int_equal(report_decode(&options, texts[i], strlen(texts[i]), a, &list, &why),
                                 -EBADMSG);
        }
        report_key_table_free(keys);
        event_table_free(events);
}

static void refuse_keys(const char *line, const char *reason)
{
        struct report_key_table *t = NULL;
        struct problem why = {0};

        write_file("wrong", "places\tplace\n", 13, line);
        assert_true(report_key_table_load(arena_printf(a, "%s/wrong", folder), &t, &why) < 0);
        assert_null(t);
        assert_non_null(strstr(why.text, "wrong:2: "));
        assert_non_null(strstr(why.text, reason));
}

static void mistakes_in_keys_are_named(void **state)
{
        (void)state;
        refuse_keys("place\tmiejsce\n", "unknown field \"place\", meant is places");
        refuse_keys("event\tPlace\n", "\"place\" is a name of \"places\" already");
        refuse_keys("event\tzdarzenie;\n", "a name of a key needs 1 to 63 bytes");
        refuse_keys("event\n", "fields");
}

static void refuse(const char *line, const char *reason)
{
        struct text_language *l = NULL;
        struct problem why = {0};

        write_file("wrong.tsv", "# a comment\n", 12, line);
        assert_true(text_language_load(arena_printf(a, "%s/wrong.tsv", folder), &l, &why) < 0);
        assert_null(l);
        assert_non_null(strstr(why.text, "wrong.tsv:2: "));
        assert_non_null(strstr(why.text, reason));
}

static void mistakes_are_named(void **state)
{
        (void)state;
        refuse("vowels\tpl\ta e\n", "unknown kind \"vowels\"");
        refuse("plain\tpl\tgothic\n", "neither latin nor cyrillic");
        refuse("letters\tja\tの\n", "no Latin, Greek or Cyrillic letter");
        refuse("look-alike\tа\tą\n", "no basic Latin letter");
        refuse("sound\ts\tsch\n", "more than two letters");
        refuse("sound\ts\n", "fields");
        refuse("vowel\tae\tа\n", "no small basic Latin letter");
        refuse("vowel\ta\tの\n", "no Latin, Greek or Cyrillic letter");
}

static bool are_akin(const struct text_language *l, const char *one, const char *other)
{
        struct text_syllables syllables;

        text_language_syllables(l, one, strlen(one), &syllables);
        return text_language_akin(l, &syllables, other, strlen(other));
}

static void kinship_follows_the_table(void **state)
{
        struct text_language *l;
        struct problem why;

        (void)state;
        assert_int_equal(text_language_load(WORDS "/languages.tsv", &l, &why), 0);
        assert_true(are_akin(l, "терновка", "тернівка"));
        assert_true(are_akin(l, "вышневое", "вишневе"));
        assert_true(are_akin(l, "залесье", "залісся"));
        assert_true(are_akin(l, "александровка", "олександрівка"));
        assert_true(are_akin(l, "малая", "мала"));
        assert_true(are_akin(l, "николаевка", "миколаївка"));
        assert_false(are_akin(l, "николаевка", "миколайпіль"));
        assert_false(are_akin(l, "терновка", "турнівка"));
        assert_false(are_akin(l, "вышневое", "вишнів"));
        text_language_free(l);
}

static void sounds_follow_the_table(void **state)
{
        struct text_language *l;
        struct problem why;
        char one[TEXT_SOUND_MAX], other[TEXT_SOUND_MAX];
        size_t n;

        (void)state;
        assert_int_equal(text_language_load(WORDS "/languages.tsv", &l, &why), 0);
        n = text_language_sound(l, "ольховка", strlen("ольховка"), one);
        assert_int_equal(text_language_sound(l, "вільхівка", strlen("вільхівка"), other), n);
        assert_memory_equal(one, other, n);
        n = text_language_sound(l, "грушевка", strlen("грушевка"), one);
        assert_int_equal(text_language_sound(l, "grushivka", strlen("grushivka"), other), n);
        assert_memory_equal(one, other, n);
        text_language_free(l);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(alarms_are_read),
            cmocka_unit_test(reports_are_read),
            cmocka_unit_test(all_clears_are_read),
            cmocka_unit_test(nothing_of_it_is_built_in),
            cmocka_unit_test(other_languages_stay),
            cmocka_unit_test(a_source_may_say_what_to_expect),
            cmocka_unit_test(mistakes_are_named),
            cmocka_unit_test(sounds_follow_the_table),
            cmocka_unit_test(kinship_follows_the_table),
            cmocka_unit_test(header_blocks_are_read),
            cmocka_unit_test(mistakes_in_keys_are_named),
        };

        return cmocka_run_group_tests(tests, start, stop);
}
