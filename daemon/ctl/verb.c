#include "ctl/verb.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "ctl/when.h"

static const struct verb *const verbs[] = {
    &verb_check,  &verb_submit, &verb_status,     &verb_history, &verb_outbox, &verb_retry,   &verb_regions,
    &verb_topics, &verb_drill,  &verb_subscriber, &verb_replay,  &verb_why,    &verb_complete};

const struct verb *verb_by_number(size_t i)
{
        return i < sizeof verbs / sizeof *verbs ? verbs[i] : NULL;
}

const struct verb *verb_find(const char *name)
{
        const struct verb *v;

        for (size_t i = 0; (v = verb_by_number(i)); i++)
                if (strcmp(v->name, name) == 0)
                        return v;
        return NULL;
}

enum verb_result verb_complain(enum verb_result status, const char *format, ...)
{
        struct output o;
        char text[1024];
        va_list args;

        va_start(args, format);
        vsnprintf(text, sizeof text, format, args);
        va_end(args);
        output_init(&o, stderr, COLOR_AUTO);
        output_print(&o, STYLE_BAD, "sirenctl: ");
        output_print(&o, STYLE_PLAIN, text);
        fputc('\n', stderr);
        return status;
}

static enum verb_result bad_config(const struct verb_call *call, int error, const struct problem *why)
{
        if (error == -ENOENT || error == -EACCES)
                return verb_complain(VERB_MISUSED, "%s\nName the configuration with: sirenctl -c FILE %s",
                                     why->text, call->verb->name);
        return verb_complain(VERB_MISUSED, "%s", why->text);
}

enum verb_result verb_load_settings(struct verb_call *call, struct settings **ret)
{
        struct problem why = {""};
        int r = settings_peek(call->config, ret, &why);

        return r < 0 ? bad_config(call, r, &why) : VERB_GOOD;
}

enum verb_result verb_load_setup(struct verb_call *call, struct setup **ret)
{
        struct problem why = {""};
        int r = setup_peek(call->config, ret, &why);

        return r < 0 ? bad_config(call, r, &why) : VERB_GOOD;
}

enum verb_result verb_load_gazetteer(struct verb_call *call, const struct settings *s, struct gazetteer **ret)
{
        struct problem why = {""};
        int r = gazetteer_load(s->gazetteer, ret, &why);

        if (r < 0)
                return verb_complain(VERB_MISUSED, "%s\nThe gazetteer is set in %s: gazetteer = \"FOLDER\";",
                                     why.text, call->config);
        return VERB_GOOD;
}

enum verb_result verb_open_store(const struct settings *s, enum store_mode mode, struct store **ret)
{
        struct problem why = {""};
        int r = store_open(s->database, mode, ret, &why);

        if (r == -ENOENT)
                return verb_complain(VERB_FAILED,
                                     "%s: there is no database yet; sirend makes it when it is "
                                     "started",
                                     s->database);
        if (r == -EACCES || r == -EPERM)
                return verb_complain(VERB_FAILED, "%s\nRun this as root or as the user that sirend runs as.",
                                     why.text);
        return r < 0 ? verb_complain(VERB_FAILED, "%s", why.text) : VERB_GOOD;
}

enum verb_result verb_load_roster(struct setup *setup, struct store *store)
{
        struct problem why = {""};

        if (people_load(setup->people, store, &why) < 0)
                return verb_complain(VERB_FAILED, "the subscribers of the database cannot be read: %s",
                                     why.text);
        return VERB_GOOD;
}

enum verb_result verb_time(const struct verb_call *call, size_t option, int64_t otherwise, int64_t *ret)
{
        const char *text = call->values[option];

        if (!text) {
                *ret = otherwise;
                return VERB_GOOD;
        }
        if (when_parse(text, call->now, ret) < 0)
                return verb_complain(VERB_MISUSED,
                                     "--%s: \"%s\" is no time; write \"2h\" (ago), \"2026-08-18\" or "
                                     "\"2026-08-18T18:32:45+03:00\"",
                                     call->verb->options[option].name, text);
        return VERB_GOOD;
}

enum verb_result verb_number(const struct verb_call *call, size_t option, unsigned most, unsigned otherwise,
                             unsigned *ret)
{
        const char *text = call->values[option];
        unsigned long n;
        char *end;

        if (!text) {
                *ret = otherwise;
                return VERB_GOOD;
        }
        errno = 0;
        n = strtoul(text, &end, 10);
        if (errno || end == text || *end || *text == '-' || n < 1 || n > most)
                return verb_complain(VERB_MISUSED, "--%s: \"%s\" is no whole number from 1 to %u",
                                     call->verb->options[option].name, text, most);
        *ret = (unsigned)n;
        return VERB_GOOD;
}
