/* reader/text_match: what a phrase of the vocabulary is found in, and which of two stays; with a vocabulary of the test's
 * own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "reader/words/text_match.h"

static const char vocabulary[] = "event\tdrone\tdrone; drones; gas blast; kamikaze drone*\n"
                                 "clear\t-\tall clear; over; lifted ~2 today\n"
                                 "none\t-\tnot all clear; flight over\n"
                                 "past\t-\tblast; sbit*; killed # people; attack on|at night\n"
                                 "order\t-\t^take cover; ^hide\n"
                                 "live\t-\ta b c; a b c d; red ~1 alert; far ~3 away\n";

static struct text_phrases *phrases;
static struct text_language *language;
static struct text_lexicon *lexicon;

/* A folder with one table of phrases, read. */
static int load(const char *table, struct text_phrases **ret, struct problem *why)
{
        char directory[] = "/tmp/sirend-match-XXXXXX", path[80];
        FILE *f;
        int r;

        assert_non_null(mkdtemp(directory));
        snprintf(path, sizeof path, "%s/xx.tsv", directory);
        f = fopen(path, "w");
        assert_non_null(f);
        fputs(table, f);
        fclose(f);
        r = text_phrases_load(directory, ret, why);
        unlink(path);
        rmdir(directory);
        return r;
}

static int start(void **state)
{
        struct problem why = {0};

        (void)state;
        if (load(vocabulary, &phrases, &why) < 0 ||
            text_language_load("config/vocabulary/text/languages.tsv", &language, &why) < 0)
                fail_msg("%s", why.text);
        lexicon = text_lexicon_new(phrases, language);
        return 0;
}

static int stop(void **state)
{
        (void)state;
        text_lexicon_free(lexicon);
        text_language_free(language);
        text_phrases_free(phrases);
        return 0;
}

/* All that is found, in order: its words in the text, with "first-last" where it skips some. */
static void expect(const char *text, const char *expected)
{
        struct arena *a = arena_new();
        struct text_words words;
        struct text_match *found;
        size_t n;
        char *out = arena_strdup(a, "");

        text_words_cut(lexicon, text, strlen(text), a, &words);
        n = text_match_all(phrases, &words, a, &found);
        for (size_t i = 0; i < n; i++) {
                const struct text_token *first = &words.tokens[found[i].first],
                                        *last = &words.tokens[found[i].last];

                out = arena_printf(a, "%s[%.*s]", out, (int)(last->end - first->start), text + first->start);
        }
        if (strcmp(out, expected) != 0)
                fail_msg("\"%s\": %s, expected %s", text, out, expected);
        arena_free(a);
}

static void words_are_found_whole(void **state)
{
        (void)state;
        expect("", "");
        expect("A drone came, DRONES came", "[drone][DRONES]");
        expect("A droning sound", "");
        expect("Sbit, sbito, sbitymi", "[Sbit][sbito][sbitymi]"); /* any ending */
        expect("Drone drone", "[Drone][drone]");
}

static void words_of_a_phrase_stand_together(void **state)
{
        (void)state;
        expect("attack at night, attack on night, attack of night", "[attack at night][attack on night]");
        expect("killed 12 people", "[killed 12 people]");
        expect("killed some people", "");
        expect("attack at. Night", ""); /* of one sentence */
        expect("a b c", "[a b c]");
        expect("a b", "");
}

static void a_gap_of_too_many_words_is_refused(void **state)
{
        struct problem why = {0};
        struct text_phrases *none;

        (void)state;
        assert_true(load("live\t-\tred ~9 alert; red ~10 alert\n", &none, &why) < 0);
        assert_non_null(strstr(why.text, "~10"));
}

static void a_gap_has_so_many_words(void **state)
{
        (void)state;
        expect("red alert", "[red alert]");
        expect("red big alert", "[red big alert]");
        expect("red very big alert", "");
        expect("red, alert", ""); /* not across a comma */
        expect("red (big) alert", "");
        expect("far very far away", "[far very far away][far away]"); /* of as many words both stay */
        expect("lifted it will today", "[lifted it will today]");
}

static void at_the_start_means_of_a_sentence(void **state)
{
        (void)state;
        expect("Take cover! Hide. They take cover and hide", "[Take cover][Hide]");
}

static void the_longer_one_hides_its_parts(void **state)
{
        (void)state;
        expect("all clear", "[all clear]");
        expect("not all clear", "[not all clear]");
        expect("flight over, all over", "[flight over][over]");
        expect("a b c d", "[a b c d]");
        expect("kamikaze drones", "[kamikaze drones]");
        /* an event hides no other thing that is said */
        expect("gas blast", "[gas blast][blast]");
}

/* Each word begins many, and none ends: this must not take for ever. */
static void many_beginnings_cost_little(void **state)
{
        struct arena *a = arena_new();
        size_t n = 200000;
        char *text = arena_array(a, 2 * n + 1, 1);

        (void)state;
        for (size_t i = 0; i < n; i++)
                memcpy(text + 2 * i, i % 2 ? "b " : "a ", 2);
        expect(text, "");
        arena_free(a);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(words_are_found_whole),
            cmocka_unit_test(words_of_a_phrase_stand_together),
            cmocka_unit_test(a_gap_has_so_many_words),
            cmocka_unit_test(a_gap_of_too_many_words_is_refused),
            cmocka_unit_test(at_the_start_means_of_a_sentence),
            cmocka_unit_test(the_longer_one_hides_its_parts),
            cmocka_unit_test(many_beginnings_cost_little),
        };

        return cmocka_run_group_tests(tests, start, stop);
}
