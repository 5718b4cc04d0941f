#include "report/report.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "report/report_cap.h"
#include "report/report_json.h"
#include "report/report_text.h"

const struct report_limits report_limits_default = {
    .depth = 64,
    .alerts = 1000,
    .infos = 64,
    .areas = 5000,
    .points = 200000,
    .codes = 20000,
    .text = 64 * 1024,
};

static bool is_utf16(const char *bytes, size_t size)
{
        return size >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0);
}

/* UTF-16 is only read where it is XML, which says what it is itself. */
static bool is_utf16_xml(const char *bytes, size_t size)
{
        return is_utf16(bytes, size) && size >= 4 && memchr(bytes + 2, '<', 2);
}

static size_t skip_mark(const char *bytes, size_t size)
{
        return size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

static char first_character(const char *bytes, size_t size)
{
        for (size_t i = 0; i < size; i++) {
                if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r' && bytes[i] != '\n')
                        return bytes[i];
        }
        return '\0';
}

/* A piece of a web page, as scrapers leave it: text with tags, no XML of ours. */
static bool is_markup(const char *bytes, size_t size)
{
        static const char *const tags[] = {"<p",  "<div", "<span", "<br",     "<h1",      "<h2",     "<h3",
                                           "<ul", "<ol",  "<li",   "<strong", "<article", "<section"};
        size_t at = 0;
        while (at < size && strchr(" \t\r\n", bytes[at]) && bytes[at])
                at++;
        for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
                size_t n = strlen(tags[i]);
                if (size - at > n && strncasecmp(bytes + at, tags[i], n) == 0 &&
                    strchr(" >/\t\r\n", bytes[at + n]))
                        return true;
        }
        return false;
}

static char last_character(const char *bytes, size_t size)
{
        while (size && memchr(" \t\r\n", bytes[size - 1], 4))
                size--;
        return size ? bytes[size - 1] : '\0';
}

/* An object, or a list; "[07:18:44] Home Front Command" and "[Репост]" begin a text. */
static bool is_json(const char *bytes, size_t size)
{
        const char first = first_character(bytes, size);
        const char *bracket = first == '[' ? memchr(bytes, '[', size) : NULL;

        return first == '{' ||
               (bracket &&
                (last_character(bytes, size) == ']' ||
                 strchr("{[]\"", first_character(bracket + 1, size - (size_t)(bracket + 1 - bytes)))));
}

static int decode(const struct report_options *options, const char *bytes, size_t size, struct arena *a,
                  struct alert_list *ret, struct problem *why)
{
        size_t mark = skip_mark(bytes, size);
        char first = first_character(bytes + mark, size - mark);
        if ((first == '<' && !is_markup(bytes + mark, size - mark)) || is_utf16_xml(bytes, size))
                return report_cap_read(options, bytes, size, a, ret, why);
        if (is_utf16(bytes, size))
                return problem_set(why, -EBADMSG, "UTF-16 text: save it as UTF-8");
        bytes += mark;
        size -= mark;
        if (is_json(bytes, size))
                return report_json_read(options, bytes, size, a, ret, why);
        if (first == '\0' && memchr(bytes, '\0', size) == NULL)
                return problem_set(why, -EBADMSG, "the file is empty");
        return report_text_read(options, bytes, size, a, ret, why);
}

/* Reasons quote the file, so they are made fit to be shown. */
int report_decode(const struct report_options *options, const char *bytes, size_t size, struct arena *a,
                  struct alert_list *ret, struct problem *why)
{
        struct problem reason = {0};
        int r = decode(options, bytes, size, a, ret, &reason);
        if (r != 0)
                problem_set(why, 0, "%s", text_squeeze(a, reason.text, strlen(reason.text)));
        return r;
}
