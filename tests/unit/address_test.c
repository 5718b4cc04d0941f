/* send/address */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "send/address.h"

static void what_is_not_public_is_known(void **state)
{
        static const char *const private[] = {
            "0.0.0.0",
            "10.0.0.1",
            "10.255.255.255",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::7f00:1",
            "::ffff:10.0.0.1",
            "::ffff:127.0.0.1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fe80::1%eth0",
            "fec0::1",
            "ff02::1",
            "64:ff9b::a00:1",
            "2002:7f00:1::1",
            "2001::1",
            "2001:db8::1",
            "3fff::1",
            "100::1",
            "not an address",
            "",
            "127.1",
        };

        (void)state;
        for (size_t i = 0; i < sizeof private / sizeof *private; i++)
                if (address_text_is_public(private[i]))
                        fail_msg("%s is taken for public", private[i]);
}

static void what_is_public_is_known(void **state)
{
        static const char *const public[] = {
            "1.1.1.1",     "9.255.255.255",    "11.0.0.0",        "100.63.255.255", "100.128.0.0",
            "172.15.0.1",  "172.32.0.1",       "192.167.1.1",     "192.169.1.1",    "198.17.255.255",
            "198.20.0.0",  "223.255.255.255",  "2606:4700::1111", "2a00:1450::1",   "::ffff:1.1.1.1",
            "2001:200::1", "64:ff9b::101:101", "2002:101:101::1",
        };

        (void)state;
        for (size_t i = 0; i < sizeof public / sizeof *public; i++)
                if (!address_text_is_public(public[i]))
                        fail_msg("%s is taken for private", public[i]);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(what_is_not_public_is_known),
            cmocka_unit_test(what_is_public_is_known),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
