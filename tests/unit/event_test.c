#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "alert/event.h"

static struct event_table *shipped;

static int setup(void **state)
{
        struct problem why;
        (void)state;
        return event_table_load("config/vocabulary/events.tsv", &shipped, &why);
}

static int teardown(void **state)
{
        (void)state;
        event_table_free(shipped);
        return 0;
}

static void test_words(void **state)
{
        static const struct {
                const char *text;
                enum alert_event event;
        } cases[] = {
            {"Повітряна тривога", EVENT_AIR_RAID},
            {"Luftalarm", EVENT_AIR_RAID},
            {"Air raid alert", EVENT_AIR_RAID},
            {"Опасность атаки БПЛА", EVENT_DRONE},
            {"загроза ударних БпЛА", EVENT_DRONE},
            {"Drohnenangriff", EVENT_DRONE},
            {"Ракетна небезпека", EVENT_MISSILE},
            {"загроза застосування балістичного озброєння", EVENT_BALLISTIC},
            {"КАБи на Харків", EVENT_GLIDE_BOMB},
            {"Активність тактичної авіації", EVENT_AVIATION},
            {"Артиллерийский обстрел", EVENT_SHELLING},
            {"Падение обломков БПЛА", EVENT_DEBRIS},
            {"Bombenfund - Kampfmittelräumung", EVENT_EXPLOSION},
            {"Вибухи в місті", EVENT_EXPLOSION},
            {"Großbrand mit Rauchentwicklung", EVENT_FIRE},
            {"Incendie de forêt", EVENT_FIRE},
            {"Fuga de gas", EVENT_CHEMICAL},
            {"Radiological Hazard Warning", EVENT_NUCLEAR},
            {"HOCHWASSER", EVENT_FLOOD},
            {"Vigilance crues", EVENT_FLOOD},
            {"Tsunami Warning", EVENT_FLOOD},
            {"Aviso de inundación", EVENT_FLOOD},
            {"Паводок", EVENT_FLOOD},
            {"VORABINFORMATION SCHWERES GEWITTER", EVENT_WEATHER},
            {"STURMBÖEN", EVENT_WEATHER},
            {"Fire Weather Watch", EVENT_WEATHER},
            {"Severe thunderstorms and flash flooding", EVENT_FLOOD},
            {"Storm surge", EVENT_FLOOD},
            {"Crisis in Paris", EVENT_OTHER},
            {"Ostrzeżenie: burze z gradem", EVENT_WEATHER},
            {"Kraftig vind", EVENT_WEATHER},
            {"Allerta temporali", EVENT_WEATHER},
            {"Ola de calor", EVENT_WEATHER},
            {"Сильный ветер", EVENT_WEATHER},
            {"terremoto", EVENT_EARTHQUAKE},
            {"Child Abduction", EVENT_OTHER},
            {"Required Monthly Test", EVENT_OTHER},
            {"qwerty", EVENT_OTHER},
            {"", EVENT_OTHER},
        };
        (void)state;
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                enum alert_event event = event_classify(shipped, cases[i].text, 0, NULL, 0);
                if (event != cases[i].event)
                        fail_msg("%s: %s", cases[i].text, vocab_word(VOCAB_EVENT, (int)event));
        }
}

static enum alert_event by_code(const char *system, const char *value, const char *text)
{
        const struct alert_pair codes[] = {{"unknown", "x"}, {system, value}};
        return event_classify(shipped, text, 1u << CATEGORY_FIRE, codes, 2);
}

static void test_codes(void **state)
{
        (void)state;
        assert_int_equal(by_code("SAME", "TOR", NULL), EVENT_WEATHER);
        assert_int_equal(by_code("same", "ffw", "Tornado"), EVENT_FLOOD);
        assert_int_equal(by_code("OET:v1.2", "OET-129", NULL), EVENT_MISSILE);
        assert_int_equal(by_code("other", "TOR", "Flood"), EVENT_FLOOD);
        assert_int_equal(by_code(NULL, "TOR", "Flood"), EVENT_FLOOD);
        assert_int_equal(by_code("profile:CAP-CP:Event:0.4", "grassFire", NULL), EVENT_FIRE);
}

static void test_categories(void **state)
{
        (void)state;
        assert_int_equal(event_classify(shipped, NULL, 1u << CATEGORY_MET, NULL, 0), EVENT_WEATHER);
        assert_int_equal(event_classify(shipped, "qwerty", 1u << CATEGORY_FIRE, NULL, 0), EVENT_FIRE);
        assert_int_equal(event_classify(shipped, NULL, 1u << CATEGORY_FIRE | 1u << CATEGORY_MET, NULL, 0),
                         EVENT_OTHER);
        assert_int_equal(event_classify(NULL, "fire", 0, NULL, 0), EVENT_OTHER);
}

/* Loads a table from a file of these lines. */
static int load(const char *lines, struct event_table **ret, struct problem *why)
{
        char path[] = "/tmp/event_test.XXXXXX";
        int fd = mkstemp(path);
        assert_true(fd >= 0);
        assert_int_equal(write(fd, lines, strlen(lines)), (ssize_t)strlen(lines));
        close(fd);
        int r = event_table_load(path, ret, why);
        unlink(path);
        return r;
}

static void test_stars_and_length(void **state)
{
        struct event_table *t;
        struct problem why;
        (void)state;
        assert_int_equal(
            load("fire\tword\tab\nflood\tword\tab cd*\nweather\tword\t*sturm*\n# x\n\nnuclear\tword\t*ende",
                 &t, &why),
            0);
        assert_int_equal(event_classify(t, "x AB y", 0, NULL, 0), EVENT_FIRE);
        assert_int_equal(event_classify(t, "abc", 0, NULL, 0), EVENT_OTHER);
        assert_int_equal(event_classify(t, "ab-cdef", 0, NULL, 0), EVENT_FLOOD);
        assert_int_equal(event_classify(t, "Schneestürme", 0, NULL, 0), EVENT_WEATHER);
        assert_int_equal(event_classify(t, "Wochenende", 0, NULL, 0), EVENT_NUCLEAR);
        assert_int_equal(event_classify(t, "enden", 0, NULL, 0), EVENT_OTHER);
        event_table_free(t);
        event_table_free(NULL);
}

static void test_broken_tables(void **state)
{
        static const char *const cases[][2] = {
            {"fire\tword\tx1\nfire word x", ":2: expected 3 fields with tabs between: class kind text"},
            {"fyre\tword\txx", ":1: \"fyre\" is none of air-raid"},
            {"fire\tname\txx", ":1: \"name\" is none of word, code or category"},
            {"fire\tword\tx", ":1: a word needs 2"},
            {"fire\tcode\tSAME:", ":1: a code needs a value"},
            {"fire\tcategory\tXyz", ":1: \"Xyz\" is none of Geo"},
        };
        struct event_table *t = NULL;
        (void)state;
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                struct problem why;
                assert_int_equal(load(cases[i][0], &t, &why), -EINVAL);
                if (!strstr(why.text, cases[i][1]))
                        fail_msg("%s", why.text);
                assert_null(t);
        }
        struct problem why;
        assert_int_equal(event_table_load("/nonexistent/events.tsv", &t, &why), -ENOENT);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_words),         cmocka_unit_test(test_codes),
            cmocka_unit_test(test_categories),    cmocka_unit_test(test_stars_and_length),
            cmocka_unit_test(test_broken_tables),
        };
        return cmocka_run_group_tests(tests, setup, teardown);
}
