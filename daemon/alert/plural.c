#include "alert/plural.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static void skip_space(const char **at)
{
        while (**at == ' ')
                ++*at;
}

static bool take(const char **at, const char *word)
{
        size_t n = strlen(word);

        skip_space(at);
        if (strncmp(*at, word, n) != 0)
                return false;
        *at += n;
        return true;
}

static bool take_number(const char **at, unsigned long *ret)
{
        char *end;

        skip_space(at);
        if (!isdigit((unsigned char)**at))
                return false;
        *ret = strtoul(*at, &end, 10);
        *at = end;
        return true;
}

/* "2..4,7" */
static int is_among(const char **at, unsigned long n)
{
        bool found = false;

        do {
                unsigned long first, last;
                if (!take_number(at, &first))
                        return -EINVAL;
                last = first;
                if (take(at, "..") && !take_number(at, &last))
                        return -EINVAL;
                found = found || (n >= first && n <= last);
        } while (take(at, ","));
        return found;
}

static int relation(const char **at, unsigned long n)
{
        unsigned long divisor;
        bool differs;
        int among;

        if (!take(at, "n"))
                return -EINVAL;
        if (take(at, "%")) {
                if (!take_number(at, &divisor) || divisor == 0)
                        return -EINVAL;
                n %= divisor;
        }
        differs = take(at, "!=");
        if (!differs && !take(at, "="))
                return -EINVAL;
        among = is_among(at, n);
        return among < 0 ? among : among != differs;
}

static int all_of(const char **at, unsigned long n)
{
        int holds = 1;

        do {
                int r = relation(at, n);
                if (r < 0)
                        return r;
                holds = holds && r;
        } while (take(at, "and "));
        return holds;
}

int plural_holds(const char *rule, unsigned long n)
{
        int holds = 0;

        do {
                int r = all_of(&rule, n);
                if (r < 0)
                        return r;
                holds = holds || r;
        } while (take(&rule, "or "));
        skip_space(&rule);
        return *rule ? -EINVAL : holds;
}
