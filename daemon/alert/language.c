#include "alert/language.h"

#include <string.h>
#include <strings.h>

#define WANTED_MOST  16  /* of several languages */
#define SUBTAGS_MOST 100 /* that are told apart */

static size_t subtag(const char *tag)
{
        return strcspn(tag, "-_, \t");
}

static bool is_more(char c)
{
        return c == '-' || c == '_';
}

/* How many subtags agree; `*ret_whole`: the tag has no more than these. */
static unsigned agreeing(const char *wanted, const char *tag, bool *ret_whole)
{
        unsigned n = 0;

        *ret_whole = false;
        while (n < SUBTAGS_MOST) {
                size_t size = subtag(wanted);
                if (!size || size != subtag(tag) || strncasecmp(wanted, tag, size) != 0)
                        break;
                n++;
                *ret_whole = !is_more(tag[size]);
                if (*ret_whole || !is_more(wanted[size]))
                        break;
                wanted += size + 1;
                tag += size + 1;
        }
        return n;
}

unsigned language_fit(const char *wanted, const char *tag)
{
        for (unsigned i = 0; wanted && tag && *wanted && i < WANTED_MOST; i++) {
                bool whole;
                unsigned n = agreeing(wanted, tag, &whole);
                if (n > 0)
                        return (WANTED_MOST - i) * 2 * (SUBTAGS_MOST + 1) + 2 * n + whole;
                wanted += strcspn(wanted, ", \t");
                wanted += strspn(wanted, ", \t");
        }
        return 0;
}

bool language_equal(const char *a, const char *b)
{
        bool whole;

        if (!a || !b)
                return a == b;
        return strlen(a) == strlen(b) && (!*a || (agreeing(a, b, &whole) > 0 && whole));
}
