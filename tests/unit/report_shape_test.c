#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>

#include "report/report_shape.h"

static struct area_polygon polygon(struct arena *a, const char *text, int left_out)
{
        struct area_polygon p;
        assert_int_equal(report_shape_polygon(text, 100, a, &p), left_out);
        return p;
}

static void test_polygon(void **state)
{
        struct arena *a = arena_new();
        (void)state;
        assert_int_equal(polygon(a, "1,2 3,4 5,6 1,2", 0).n_points, 4);
        assert_int_equal(polygon(a, "\n 1,2\t3,4\r\n5,6 ", 0).n_points, 4);
        assert_int_equal(polygon(a, "1, 2 3 ,4, 5,6,", 0).n_points, 4);
        assert_float_equal(polygon(a, "+1.5,-2e1 3,4 5,6", 0).points[0].lon, -20, 0);
        assert_int_equal(polygon(a, "", 0).n_points, 0);
        assert_int_equal(polygon(a, "1,2 3,4 1,2", 0).n_points, 0);
        assert_int_equal(polygon(a, "1,2 3,4", 0).n_points, 0);
        assert_int_equal(polygon(a, "1,2 nan,4 3,4 91,0 0,181 5,6 x 7", 5).n_points, 4);
        assert_int_equal(polygon(a, "0x1,2 inf,1 1e999,1 1,2,3", 4).n_points, 0);
        arena_free(a);
}

static void test_points_limit(void **state)
{
        struct arena *a = arena_new();
        struct area_polygon p = {NULL, 77};
        (void)state;
        assert_int_equal(report_shape_polygon("1,1 1,2 2,2 2,1 1,1", 5, a, &p), 0);
        assert_int_equal(p.n_points, 5);
        assert_int_equal(report_shape_polygon("1,1 1,2 2,2 2,1 1,1", 4, a, &p), -E2BIG);
        assert_int_equal(p.n_points, 5);
        assert_int_equal(report_shape_polygon("1,1", 0, a, &p), -E2BIG);
        arena_free(a);
}

static void test_circle(void **state)
{
        static const char *const bad[] = {"", " ", "1", "1,2 -3", "1,2 x", "91,2 3", "1,2 3 4", "1 2 3"};
        struct area_circle c = {.radius = 77};
        (void)state;
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                assert_int_equal(report_shape_circle(bad[i], &c), -EINVAL);
        assert_float_equal(c.radius, 77, 0);
        assert_int_equal(report_shape_circle(" 1.5,-2 0.25 \n", &c), 0);
        assert_float_equal(c.center.lon, -2, 0);
        assert_float_equal(c.radius, 0.25, 0);
        assert_int_equal(report_shape_circle("1,2", &c), 0);
        assert_float_equal(c.radius, 0, 0);
}

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(test_polygon),
                                           cmocka_unit_test(test_points_limit),
                                           cmocka_unit_test(test_circle)};
        return cmocka_run_group_tests(tests, NULL, NULL);
}
