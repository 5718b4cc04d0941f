/* What is known of words is kept from text to text, and let go of when it becomes much. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "reader/words/text_lexicon.h"

#define WORDS "config/vocabulary/text"

static struct text_phrases *phrases;
static struct text_language *language;
static struct text_lexicon *lexicon;

static int start(void **state)
{
        struct problem why = {0};

        (void)state;
        if (text_phrases_load(WORDS, &phrases, &why) < 0 ||
            text_language_load(WORDS "/languages.tsv", &language, &why) < 0)
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

static const struct text_spelling *spelling(const char *word)
{
        return text_lexicon_spelling(lexicon, word, strlen(word), false);
}

static void spellings_share_a_lexeme(void **state)
{
        const struct text_spelling *title = spelling("Київ"), *upper = spelling("КИЇВ"),
                                   *lower = spelling("київ");

        (void)state;
        assert_ptr_equal(title->lexeme, upper->lexeme);
        assert_ptr_equal(title->lexeme, lower->lexeme);
        assert_ptr_equal(spelling("Київ"), title);
        assert_int_equal(title->letters, CASE_TITLE);
        assert_int_equal(upper->letters, CASE_UPPER);
        assert_int_equal(lower->letters, CASE_LOWER);
        assert_string_equal(title->lexeme->folded, "київ");
        assert_false(title->lexeme->latin);
        assert_true(spelling("Kyiv")->lexeme->latin);
        assert_int_equal(spelling("2024")->letters, CASE_NONE);
        assert_true(spelling("2024")->lexeme->number);
}

static void letters_are_mended(void **state)
{
        (void)state;
        /* with Latin e and o */
        assert_ptr_equal(spelling("Бeлгoрод")->lexeme, spelling("Белгород")->lexeme);
        assert_ptr_equal(spelling("Ukraine's")->lexeme, spelling("ukraine")->lexeme);
        assert_ptr_equal(spelling("Ukraine\xe2\x80\x99s")->lexeme, spelling("ukraine")->lexeme);
        assert_true(spelling("Ukraine's")->possessive);
        assert_false(spelling("Texas")->possessive);
        assert_false(spelling("Łódź")->possessive); /* two bytes longer as written than folded */
}

static void words_know_their_phrases(void **state)
{
        const struct text_lexeme *x = spelling("область")->lexeme;

        (void)state;
        assert_true(x->roles >> SAYS_HEAD & 1);
        assert_true(x->n_atoms > 0 && x->n_singles > 0);
        for (size_t i = 0; i < x->n_atoms; i++)
                assert_true(x->atom_mask & text_phrases_bit(x->atoms[i]));
        x = spelling("абракадабра")->lexeme;
        assert_int_equal(x->roles, 0);
        assert_int_equal(x->n_atoms, 0);
        assert_int_equal(x->n_singles + x->n_starts, 0);
}

static void a_symbol_is_no_word(void **state)
{
        const struct text_spelling *symbol = text_lexicon_spelling(lexicon, "→", strlen("→"), true);

        (void)state;
        assert_true(symbol->lexeme->symbol);
        assert_string_equal(symbol->lexeme->folded, "→");
        assert_ptr_not_equal(text_lexicon_spelling(lexicon, "a", 1, true)->lexeme, spelling("a")->lexeme);
}

static void lists_are_copied(void **state)
{
        uint32_t numbers[] = {7, 8};
        struct text_lexeme *x = spelling("Харків")->lexeme;

        (void)state;
        assert_false(x->reading.done);
        x->reading = text_lexicon_list(lexicon, numbers, 2);
        numbers[0] = 0;
        assert_true(spelling("ХАРКІВ")->lexeme->reading.done);
        assert_int_equal(spelling("ХАРКІВ")->lexeme->reading.numbers[0], 7);
}

/* Ten thousand spellings are found again within their text; after it the lexicon starts anew. */
static void much_is_let_go_of(void **state)
{
        uint32_t first = text_lexicon_start(lexicon);
        char word[32];

        (void)state;
        spelling("Суми")->lexeme->reading = text_lexicon_list(lexicon, NULL, 0);
        text_lexicon_end(lexicon);
        assert_int_not_equal(text_lexicon_start(lexicon), first);
        assert_true(spelling("Суми")->lexeme->reading.done); /* little is kept */
        for (unsigned i = 0; i < 10000; i++) {
                snprintf(word, sizeof word, "слово%u", i);
                spelling(word)->lexeme->word = i;
        }
        for (unsigned i = 0; i < 10000; i++) {
                snprintf(word, sizeof word, "Слово%u", i);
                assert_int_equal(spelling(word)->lexeme->word, i);
        }
        text_lexicon_end(lexicon);
        text_lexicon_start(lexicon);
        assert_false(spelling("Суми")->lexeme->reading.done);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(spellings_share_a_lexeme), cmocka_unit_test(letters_are_mended),
            cmocka_unit_test(words_know_their_phrases), cmocka_unit_test(a_symbol_is_no_word),
            cmocka_unit_test(lists_are_copied),         cmocka_unit_test(much_is_let_go_of),
        };

        return cmocka_run_group_tests(tests, start, stop);
}
