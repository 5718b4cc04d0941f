#include "reader/words/text_says.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "alert/vocab.h"
#include "gazetteer/gazetteer.h"

static const char *const role_words[TEXT_SAYS_COUNT] = {
    "none",  "event",  "past",    "live",    "order",    "happened",    "clear",      "forecast",    "still",
    "calm",  "old",    "aside",   "attack",  "passing",  "teaser",      "list",       "drill",       "real",
    "topic", "from",   "to",      "at",      "named",    "named-after", "actor",      "person",      "head",
    "heads", "kind",   "between", "join",    "contrast", "whole",       "place",      "common",      "short",
    "month", "count",  "fact",    "if",      "asks",     "not",         "under",      "stays",       "part",
    "cry",   "insert", "nobody",  "measure", "official", "claim",       "denial",     "preliminary", "single",
    "of",    "each",   "lifted",  "filler",  "advice",   "denied",      "called-off", "works",       "why",
};

int text_says_parse(const char *word, enum text_says *ret, struct problem *why)
{
        for (int i = 0; i < TEXT_SAYS_COUNT; i++)
                if (!strcmp(role_words[i], word)) {
                        *ret = (enum text_says)i;
                        return 0;
                }
        return problem_set(why, -EINVAL, "unknown role \"%s\"", word);
}

static int parse_levels(const char *value, int *ret, struct problem *why)
{
        int mask = 0;

        if (!strcmp(value, "village")) {
                *ret = 1 << LEVEL_SETTLEMENT;
                return 0;
        }
        for (const char *at = value; *at;) {
                size_t n = strcspn(at, ",");
                int level;
                for (level = LEVEL_COUNTRY; level <= LEVEL_CITY_DISTRICT; level++)
                        if (strlen(place_level_word((enum place_level)level)) == n &&
                            !strncmp(place_level_word((enum place_level)level), at, n))
                                break;
                if (level > LEVEL_CITY_DISTRICT)
                        return problem_set(why, -EINVAL, "unknown level in \"%s\"", value);
                mask |= 1 << level;
                at += n + (at[n] == ',');
        }
        *ret = mask;
        return 0;
}

int text_says_value(enum text_says role, const char *value, int *ret, struct problem *why)
{
        char *end;
        long n;

        *ret = -1;
        switch (role) {
        case SAYS_EVENT:
        case SAYS_PAST:
        case SAYS_LIVE:
        case SAYS_ORDER:
        case SAYS_HAPPENED:
        case SAYS_CLEAR:
        case SAYS_FORECAST:
                if ((role == SAYS_LIVE && !strcmp(value, "call")) ||
                    (role == SAYS_PAST && !strcmp(value, "down")) ||
                    (role == SAYS_CLEAR && !strcmp(value, "home")))
                        return 0;
                if (strcmp(value, "-") && vocab_parse(VOCAB_EVENT, value, ret) < 0)
                        return problem_set(why, -EINVAL, "unknown event \"%s\"", value);
                return 0;
        case SAYS_HEAD:
        case SAYS_HEADS:
        case SAYS_KIND:
        case SAYS_WORKS:
                return parse_levels(value, ret, why);
        case SAYS_WHOLE:
                *ret = 0;
                return strcmp(value, "elsewhere") ? parse_levels(value, ret, why) : 0;
        case SAYS_TOPIC:
        case SAYS_COUNT:
        case SAYS_MONTH:
                if (role == SAYS_MONTH && !strcmp(value, "-"))
                        return 0;
                n = strtol(value, &end, 10);
                if (role == SAYS_TOPIC && !strcmp(end, " struck"))
                        end += strlen(end);
                if (*end || end == value || n < 0 || n > 1000000)
                        return problem_set(why, -EINVAL, "\"%s\" is no number", value);
                *ret = (int)n;
                return 0;
        default:
                return 0;
        }
}
