#include "report/report_cap.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/report_cap_reader.h"
#include "report/report_encoding.h"

unsigned long report_cap_line(const struct cap_reader *r)
{
        return XML_GetCurrentLineNumber(r->parser) + r->lines_before;
}

__attribute__((format(printf, 2, 3))) static void stop(struct cap_reader *r, const char *format, ...)
{
        va_list args;
        if (r->stopped)
                return;
        r->stopped = true;
        va_start(args, format);
        vsnprintf(r->problem.text, sizeof r->problem.text, format, args);
        va_end(args);
        XML_StopParser(r->parser, XML_FALSE);
}

/* ---- names ---- */

/* "namespace|local", or "prefix:local" where namespaces were of no use. */
static const char *split_name(const char *name, size_t *ret_space)
{
        const char *bar = strrchr(name, '|');
        if (!bar)
                bar = strchr(name, ':');
        *ret_space = bar ? (size_t)(bar - name) : 0;
        return bar ? bar + 1 : name;
}

static bool is_cap(const char *name, size_t space)
{
        return memmem(name, space, ":cap:", 5) || memmem(name, space, "/cap/", 5) ||
               (space == 3 && memcmp(name, "cap", 3) == 0);
}

static const char *version_of(const char *name, size_t space)
{
        static const struct {
                const char *namespace, *version;
        } versions[] = {
            {"urn:oasis:names:tc:emergency:cap:1.2", "1.2"},
            {"urn:oasis:names:tc:emergency:cap:1.1", "1.1"},
            {"http://www.incident.com/cap/1.0", "1.0"},
        };
        for (size_t i = 0; i < sizeof versions / sizeof *versions; i++) {
                if (strlen(versions[i].namespace) == space && memcmp(versions[i].namespace, name, space) == 0)
                        return versions[i].version;
        }
        return NULL;
}

/* ---- expat's calls ---- */

static bool known_root(const char *local)
{
        static const char *const roots[] = {"alert", "alerts",          "feed", "rss", "RDF",
                                            "entry", "EDXLDistribution"};
        for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
                if (strcmp(roots[i], local) == 0)
                        return true;
        }
        return false;
}

static unsigned unknown_inside(unsigned in)
{
        if (in & (IN_FIELD | IN_MARKUP))
                return IN_MARKUP;
        if (in & IN_WRAPPER)
                return IN_WRAPPER;
        return in & (IN_ENTRY | IN_BELOW) ? IN_BELOW : IN_NOTHING;
}

/* What follows the last alert that is allowed is left alone, and said to be. */
static bool is_full(struct cap_reader *r)
{
        struct problem reason;
        if (r->drafts.list.n < r->options->limits.alerts)
                return false;
        problem_set(&reason, 0, "line %lu: more than %u alerts in one file", report_cap_line(r),
                    r->options->limits.alerts);
        report_draft_broken(&r->drafts, &reason);
        return true;
}

static void start_element(void *user, const XML_Char *name, const XML_Char **attributes)
{
        struct cap_reader *r = user;
        size_t space;
        (void)attributes;
        if (r->stopped)
                return;
        const char *local = split_name(name, &space);
        unsigned in = r->depth ? r->frames[r->depth - 1].in : IN_WRAPPER;
        if (r->depth >= r->options->limits.depth) {
                stop(r, "line %lu, element <%.60s>: more than %u elements inside one another",
                     report_cap_line(r), local, r->options->limits.depth);
                return;
        }
        if (r->depth == 0) {
                r->root = arena_strdup(r->a, local);
                r->known_root = known_root(local);
        }
        bool cap = is_cap(name, space);
        const struct element *e = report_cap_find(in, local, cap);
        if (e && e->opens & (IN_ALERT | IN_ENTRY) && is_full(r)) {
                in = IN_NOTHING;
                e = NULL;
        }
        r->frames[r->depth++] = (struct frame){e ? e->opens : unknown_inside(in), e, report_cap_line(r)};
        if (!e)
                return;
        if (e->begin)
                e->begin(r, e);
        if (e->opens == IN_FIELD)
                buffer_reset(&r->text);
        if (e->opens == IN_ALERT)
                r->alert.cap_version = version_of(name, space);
        if (in == IN_ENTRY && cap && e->opens != IN_ALERT) {
                r->entry_has_cap = true;
                r->alert.cap_version = version_of(name, space);
        }
}

static void end_element(void *user, const XML_Char *name)
{
        struct cap_reader *r = user;
        (void)name;
        if (r->stopped)
                return;
        const struct frame *frame = &r->frames[--r->depth];
        if (!frame->element || !frame->element->end)
                return;
        buffer_add(&r->text, "", 0);
        void *target = report_cap_target(r, frame->element);
        frame->element->end(r, frame->element, target, r->text.data ? r->text.data : "", r->text.size);
}

static void character_data(void *user, const XML_Char *s, int size)
{
        struct cap_reader *r = user;
        if (r->depth && r->frames[r->depth - 1].in & (IN_FIELD | IN_MARKUP | IN_PAIR))
                buffer_add(&r->text, s, (size_t)size);
}

static void start_doctype(void *user, const XML_Char *name, const XML_Char *system, const XML_Char *public,
                          int has_subset)
{
        struct cap_reader *r = user;
        (void)name, (void)system, (void)public, (void)has_subset;
        stop(r, "line %lu: a DOCTYPE is not accepted", report_cap_line(r));
}

/* ---- the whole ---- */

static void parse(struct cap_reader *r, const char *bytes, size_t size, bool namespaces)
{
        r->parser = namespaces ? XML_ParserCreateNS(NULL, '|') : XML_ParserCreate(NULL);
        if (!r->parser)
                abort();
        XML_SetUserData(r->parser, r);
        XML_SetElementHandler(r->parser, start_element, end_element);
        XML_SetCharacterDataHandler(r->parser, character_data);
        XML_SetStartDoctypeDeclHandler(r->parser, start_doctype);
        XML_SetUnknownEncodingHandler(r->parser, report_encoding, NULL);
        enum XML_Status status = XML_STATUS_ERROR;
        if (size <= INT_MAX)
                status = XML_Parse(r->parser, bytes, (int)size, XML_TRUE);
        if (status == XML_STATUS_ERROR && !r->stopped) {
                r->stopped = true;
                problem_set(&r->problem, 0, "line %lu: not well-formed XML: %s", report_cap_line(r),
                            XML_ErrorString(XML_GetErrorCode(r->parser)));
        }
}

static void done(struct cap_reader *r)
{
        buffer_done(&r->text);
        XML_ParserFree(r->parser);
}

/* White space before the XML declaration is against the standard, and harmless. */
static size_t skip_space(const char *bytes, size_t size, unsigned long *ret_lines)
{
        size_t at = size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
        while (at < size && strchr(" \t\r\n", bytes[at]) && bytes[at])
                *ret_lines += bytes[at++] == '\n';
        return at;
}

static void read_once(struct cap_reader *r, const struct report_options *options, const char *bytes,
                      size_t size, struct arena *a, bool namespaces)
{
        *r = (struct cap_reader){.options = options, .a = a};
        r->frames = arena_array(a, options->limits.depth, sizeof *r->frames);
        report_cap_open_alert(r);
        size_t skip = skip_space(bytes, size, &r->lines_before);
        parse(r, bytes + skip, size - skip, namespaces);
}

int report_cap_read(const struct report_options *options, const char *bytes, size_t size, struct arena *a,
                    struct alert_list *ret, struct problem *why)
{
        struct cap_reader r;
        read_once(&r, options, bytes, size, a, true);
        /* A prefix that nothing declares is a missing namespace: read it as it is written. */
        if (XML_GetErrorCode(r.parser) == XML_ERROR_UNBOUND_PREFIX) {
                done(&r);
                read_once(&r, options, bytes, size, a, false);
        }
        int result;
        if (r.stopped)
                result = problem_set(why, -EBADMSG, "%s", r.problem.text);
        else if (!r.known_root && r.drafts.list.n == 0 && r.drafts.n_broken == 0)
                result = problem_set(
                    why, -EBADMSG, "line 1, element <%.60s>: neither a CAP alert nor a feed of them", r.root);
        else
                result = report_draft_result(&r.drafts, ret, why);
        done(&r);
        return result;
}
