#include "send/circuit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/timestamp.h"

static const struct transport_result silence = {
    .verdict = TRANSPORT_LATER, .retry_after = -1, .answer = "refused"};
static const struct transport_result error = {.verdict = TRANSPORT_LATER, .code = 503, .retry_after = -1};
static const struct transport_result limited = {
    .verdict = TRANSPORT_LATER, .code = 429, .retry_after = 5000000};
static const struct transport_result gone = {.verdict = TRANSPORT_NEVER, .code = 410};
static const struct transport_result good = {.verdict = TRANSPORT_DELIVERED, .code = 200};

static void it_breaks_at_the_third_failure_in_a_row(void **state)
{
        struct circuit c = {0};

        (void)state;
        assert_int_equal(circuit_note(&c, &silence, 0, 0.5), CIRCUIT_SAME);
        assert_int_equal(circuit_note(&c, &error, 0, 0.5), CIRCUIT_SAME);
        assert_int_equal(circuit_note(&c, &good, 0, 0.5), CIRCUIT_SAME);
        assert_int_equal(circuit_note(&c, &silence, 0, 0.5), CIRCUIT_SAME);
        assert_int_equal(circuit_note(&c, &silence, 0, 0.5), CIRCUIT_SAME);
        assert_false(circuit_broken(&c));
        assert_int_equal(circuit_note(&c, &silence, 100, 0.5), CIRCUIT_BROKE);
        assert_true(circuit_broken(&c));
        assert_string_equal(c.why, "refused");
        assert_int_equal(c.probe, 100 + TIMESTAMP_SECOND);
}

static void probes_become_rarer_but_not_rare(void **state)
{
        struct circuit c = {0};

        (void)state;
        for (int i = 0; i < 100; i++)
                circuit_note(&c, &error, 0, 1);
        assert_string_equal(c.why, "it answers 503");
        assert_int_equal(c.probe, 12 * TIMESTAMP_SECOND);
        circuit_note(&c, &error, 0, 0);
        assert_int_equal(c.probe, 8 * TIMESTAMP_SECOND);
        assert_int_equal(circuit_note(&c, &good, 0, 0), CIRCUIT_MENDED);
        assert_false(circuit_broken(&c));
}

static void a_refusal_of_one_message_is_an_answer(void **state)
{
        struct circuit c = {0};

        (void)state;
        for (int i = 0; i < 10; i++)
                assert_int_equal(circuit_note(&c, &limited, 0, 0), CIRCUIT_SAME);
        for (int i = 0; i < 3; i++)
                circuit_note(&c, &error, 0, 0);
        assert_int_equal(circuit_note(&c, &gone, 0, 0), CIRCUIT_MENDED);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(it_breaks_at_the_third_failure_in_a_row),
            cmocka_unit_test(probes_become_rarer_but_not_rare),
            cmocka_unit_test(a_refusal_of_one_message_is_an_answer),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
