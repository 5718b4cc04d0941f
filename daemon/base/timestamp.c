#include "base/timestamp.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define YEAR_FIRST 1970
#define YEAR_LAST  2199

static int64_t read_clock(clockid_t id)
{
        struct timespec t;

        clock_gettime(id, &t);
        return t.tv_sec * TIMESTAMP_SECOND + t.tv_nsec / 1000;
}

int64_t timestamp_now(void)
{
        return read_clock(CLOCK_REALTIME);
}

int64_t timestamp_monotonic(void)
{
        return read_clock(CLOCK_MONOTONIC);
}

static bool is_digit(char c)
{
        return c >= '0' && c <= '9';
}

static bool is_space(char c)
{
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Reads exactly `n` digits; false where there are fewer. */
static bool take_number(const char **at, int n, int *ret)
{
        int value = 0;

        for (int i = 0; i < n; i++) {
                if (!is_digit((*at)[i]))
                        return false;
                value = value * 10 + ((*at)[i] - '0');
        }
        *at += n;
        *ret = value;
        return true;
}

static bool take_char(const char **at, char c)
{
        if (**at != c)
                return false;
        (*at)++;
        return true;
}

static bool is_leap(int year)
{
        return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in(int year, int month)
{
        static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

        return days[month - 1] + (month == 2 && is_leap(year));
}

/* Days from 1970-01-01; the year is within the limits, so a loop over it is short. */
static int64_t days_since_epoch(int year, int month, int day)
{
        int64_t days = day - 1;

        for (int y = YEAR_FIRST; y < year; y++)
                days += is_leap(y) ? 366 : 365;
        for (int m = 1; m < month; m++)
                days += days_in(year, m);
        return days;
}

struct parts {
        int year, month, day, hour, minute, second, offset;
        int64_t fraction; /* microseconds */
        bool zoneless;
};

static bool take_date(const char **at, struct parts *p)
{
        return take_number(at, 4, &p->year) && take_char(at, '-') && take_number(at, 2, &p->month) &&
               take_char(at, '-') && take_number(at, 2, &p->day);
}

/* ".5" -> 500,000; what is finer than a microsecond is dropped. */
static bool take_fraction(const char **at, struct parts *p)
{
        int64_t unit = TIMESTAMP_SECOND / 10;

        if (**at != '.' && **at != ',')
                return true;
        (*at)++;
        if (!is_digit(**at))
                return false;
        for (; is_digit(**at); (*at)++, unit /= 10)
                p->fraction += (**at - '0') * unit;
        return true;
}

static bool take_time(const char **at, struct parts *p)
{
        if (**at != 'T' && **at != 't' && **at != ' ')
                return false;
        (*at)++;
        if (!take_number(at, 2, &p->hour) || !take_char(at, ':') || !take_number(at, 2, &p->minute))
                return false;
        if (!take_char(at, ':'))
                return true;
        return take_number(at, 2, &p->second) && take_fraction(at, p);
}

static bool take_zone(const char **at, struct parts *p)
{
        int hours, minutes = 0, sign;

        if (take_char(at, 'Z') || take_char(at, 'z'))
                return true;
        if (**at != '+' && **at != '-') {
                p->zoneless = true;
                return true;
        }
        sign = *(*at)++ == '-' ? -1 : 1;
        if (!take_number(at, 2, &hours))
                return false;
        if (take_char(at, ':') || is_digit(**at))
                if (!take_number(at, 2, &minutes))
                        return false;
        p->offset = sign * (hours * 60 + minutes);
        return minutes < 60;
}

/* Second 60 is a leap second: taken as the next one. */
static bool in_range(const struct parts *p)
{
        return p->year >= YEAR_FIRST && p->year <= YEAR_LAST && p->month >= 1 && p->month <= 12 &&
               p->day >= 1 && p->day <= days_in(p->year, p->month) && p->hour < 24 && p->minute < 60 &&
               p->second <= 60 && p->offset >= -14 * 60 && p->offset <= 14 * 60;
}

int timestamp_parse(const char *text, int *ret_offset, int *ret_zoneless, int64_t *ret)
{
        struct parts p = {0};
        int64_t seconds;

        while (is_space(*text))
                text++;
        if (!take_date(&text, &p) || !take_time(&text, &p) || !take_zone(&text, &p))
                return -EINVAL;
        while (is_space(*text))
                text++;
        if (*text)
                return -EINVAL;
        if (!in_range(&p))
                return -ERANGE;
        seconds = days_since_epoch(p.year, p.month, p.day) * 86400 + p.hour * 3600 + p.minute * 60 +
                  p.second - p.offset * 60;
        if (ret_offset)
                *ret_offset = p.offset;
        if (ret_zoneless)
                *ret_zoneless = p.zoneless;
        *ret = seconds * TIMESTAMP_SECOND + p.fraction;
        return 0;
}

/* The last `n` digits of a number. */
static char *put_digits(char *out, int n, int number)
{
        for (int i = n - 1; i >= 0; i--, number /= 10)
                out[i] = (char)('0' + abs(number % 10));
        return out + n;
}

static char *put_char(char *out, char c)
{
        *out = c;
        return out + 1;
}

/* Written by hand: several stand in each message, and printf costs ten times as much. */
char *timestamp_format(int64_t t, int offset, char out[static TIMESTAMP_TEXT])
{
        int64_t local = t / TIMESTAMP_SECOND - (t % TIMESTAMP_SECOND < 0) + (int64_t)offset * 60;
        time_t seconds = (time_t)local;
        struct tm tm = {0};
        int minutes = abs(offset);
        char *at = out;

        if (t == TIMESTAMP_NONE || !gmtime_r(&seconds, &tm)) {
                out[0] = 0;
                return out;
        }
        at = put_char(put_digits(at, 4, tm.tm_year + 1900), '-');
        at = put_char(put_digits(at, 2, tm.tm_mon + 1), '-');
        at = put_char(put_digits(at, 2, tm.tm_mday), 'T');
        at = put_char(put_digits(at, 2, tm.tm_hour), ':');
        at = put_char(put_digits(at, 2, tm.tm_min), ':');
        at = put_char(put_digits(at, 2, tm.tm_sec), offset < 0 ? '-' : '+');
        at = put_char(put_digits(at, 2, minutes / 60), ':');
        *put_digits(at, 2, minutes % 60) = 0;
        return out;
}

static const struct {
        char letter;
        int64_t span;
} units[] = {
    {'w', 7 * TIMESTAMP_DAY}, {'d', TIMESTAMP_DAY},    {'h', TIMESTAMP_HOUR},
    {'m', TIMESTAMP_MINUTE},  {'s', TIMESTAMP_SECOND},
};

int timestamp_parse_span(const char *text, int64_t *ret)
{
        int64_t number = 0, unit = TIMESTAMP_SECOND;

        if (!is_digit(*text))
                return -EINVAL;
        for (; is_digit(*text); text++) {
                number = number * 10 + (*text - '0');
                if (number > 10 * 366 * 86400LL)
                        return -ERANGE;
        }
        if (*text) {
                size_t i = 0;
                while (i < sizeof units / sizeof *units && units[i].letter != *text)
                        i++;
                if (i == sizeof units / sizeof *units || text[1])
                        return -EINVAL;
                unit = units[i].span;
        }
        if (number > 10 * 366 * TIMESTAMP_DAY / unit)
                return -ERANGE;
        *ret = number * unit;
        return 0;
}

int timestamp_year(int64_t t)
{
        time_t seconds = (time_t)(t / TIMESTAMP_SECOND);
        struct tm tm;

        return gmtime_r(&seconds, &tm) ? tm.tm_year + 1900 : 0;
}

int timestamp_month(int64_t t)
{
        time_t seconds = (time_t)(t / TIMESTAMP_SECOND);
        struct tm tm;

        return gmtime_r(&seconds, &tm) ? tm.tm_mon + 1 : 0;
}

int timestamp_day(int64_t t)
{
        time_t seconds = (time_t)(t / TIMESTAMP_SECOND);
        struct tm tm;

        return gmtime_r(&seconds, &tm) ? tm.tm_mday : 0;
}

char *timestamp_format_span(int64_t span, char out[static TIMESTAMP_TEXT])
{
        for (size_t i = 0; i < sizeof units / sizeof *units; i++)
                if (span && span % units[i].span == 0) {
                        snprintf(out, TIMESTAMP_TEXT, "%lld%c", (long long)(span / units[i].span),
                                 units[i].letter);
                        return out;
                }
        snprintf(out, TIMESTAMP_TEXT, "%llds", (long long)(span / TIMESTAMP_SECOND));
        return out;
}
