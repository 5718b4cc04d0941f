#include "send/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>

struct block4 {
        uint32_t from;
        unsigned bits;
};

/* https://www.iana.org/assignments/iana-ipv4-special-registry */
static const struct block4 special4[] = {
    {0x00000000, 8},  /* this network */
    {0x0a000000, 8},  /* private */
    {0x64400000, 10}, /* shared, behind carriers' NAT */
    {0x7f000000, 8},  /* loopback */
    {0xa9fe0000, 16}, /* link-local */
    {0xac100000, 12}, /* private */
    {0xc0000000, 24}, /* protocol assignments */
    {0xc0000200, 24}, /* documentation */
    {0xc0586300, 24}, /* 6to4 relays, once */
    {0xc0a80000, 16}, /* private */
    {0xc6120000, 15}, /* benchmarking */
    {0xc6336400, 24}, /* documentation */
    {0xcb007100, 24}, /* documentation */
    {0xe0000000, 4},  /* multicast */
    {0xf0000000, 4},  /* reserved, broadcast */
};

struct block6 {
        uint8_t from[16];
        unsigned bits;
};

/* Of 2000::/3, outside of which nothing is public. https://www.iana.org/assignments/iana-ipv6-special-registry */
static const struct block6 special6[] = {
    {{0x20, 0x01, 0x00}, 23},       /* protocol assignments, Teredo */
    {{0x20, 0x01, 0x0d, 0xb8}, 32}, /* documentation */
    {{0x3f, 0xff, 0x00}, 20},       /* documentation */
};

static bool is_public4(uint32_t a)
{
        for (size_t i = 0; i < sizeof special4 / sizeof *special4; i++)
                if ((a ^ special4[i].from) >> (32 - special4[i].bits) == 0)
                        return false;
        return true;
}

static bool begins(const uint8_t *a, const uint8_t *with, unsigned bits)
{
        unsigned whole = bits / 8, rest = bits % 8;

        return memcmp(a, with, whole) == 0 && (!rest || (a[whole] ^ with[whole]) >> (8 - rest) == 0);
}

static uint32_t ipv4_at(const uint8_t *a)
{
        return (uint32_t)a[0] << 24 | (uint32_t)a[1] << 16 | (uint32_t)a[2] << 8 | a[3];
}

static bool is_public6(const uint8_t *a)
{
        static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff}, nat64[12] = {0x00, 0x64, 0xff, 0x9b},
                             sixto4[2] = {0x20, 0x02};

        if (begins(a, mapped, 96) || begins(a, nat64, 96))
                return is_public4(ipv4_at(a + 12));
        if (begins(a, sixto4, 16))
                return is_public4(ipv4_at(a + 2));
        if (a[0] >> 5 != 1)
                return false;
        for (size_t i = 0; i < sizeof special6 / sizeof *special6; i++)
                if (begins(a, special6[i].from, special6[i].bits))
                        return false;
        return true;
}

bool address_is_public(const struct sockaddr *a)
{
        struct sockaddr_in in;
        struct sockaddr_in6 in6;

        if (a->sa_family == AF_INET) {
                memcpy(&in, a, sizeof in);
                return is_public4(ntohl(in.sin_addr.s_addr));
        }
        if (a->sa_family != AF_INET6)
                return false;
        memcpy(&in6, a, sizeof in6);
        return is_public6(in6.sin6_addr.s6_addr);
}

bool address_text_is_public(const char *text)
{
        char bare[INET6_ADDRSTRLEN];
        size_t size = strcspn(text, "%");
        struct in6_addr in6;
        struct in_addr in;

        if (size >= sizeof bare)
                return false;
        memcpy(bare, text, size);
        bare[size] = 0;
        if (inet_pton(AF_INET, bare, &in) == 1)
                return is_public4(ntohl(in.s_addr));
        return inet_pton(AF_INET6, bare, &in6) == 1 && is_public6(in6.s6_addr);
}
