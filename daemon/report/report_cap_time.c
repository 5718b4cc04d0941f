#include "report/report_cap_time.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"

/* RFC 822 dates, which RSS has, as RFC 3339. */
static bool from_mail_date(const char *text, char *out, size_t room)
{
        static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
        char month[4], zone[6] = "";
        unsigned day, year, hour, minute, second;
        const char *date = strchr(text, ',');
        if (sscanf(date ? date + 1 : text, " %2u %3s %4u %2u:%2u:%2u %5s", &day, month, &year, &hour, &minute,
                   &second, zone) < 6)
                return false;
        const char *at = strstr(months, month);
        if (!at || (at - months) % 3 || strlen(month) != 3)
                return false;
        if (*zone != '+' && *zone != '-')
                strcpy(zone, "Z");
        snprintf(out, room, "%04u-%02u-%02uT%02u:%02u:%02u%s", year, (unsigned)(at - months) / 3 + 1, day,
                 hour, minute, second, zone);
        return true;
}

/* Thai senders count years from 543 before our era. */
static bool from_buddhist_date(const char *text, char *out, size_t room)
{
        char *end;
        long year = strtol(text, &end, 10);
        if (year < 2500 || year > 2700 || *end != '-')
                return false;
        snprintf(out, room, "%04ld%s", year - 543, end);
        return true;
}

void report_cap_time(const char *text, int *ret_offset, int64_t *ret)
{
        char other[64];
        int64_t t;
        if (timestamp_parse(text, ret_offset, NULL, &t) < 0 &&
            (!(from_buddhist_date(text, other, sizeof other) || from_mail_date(text, other, sizeof other)) ||
             timestamp_parse(other, ret_offset, NULL, &t) < 0))
                return;
        *ret = t;
}
