/* format: how one kind of chat is spoken to. Data: one file each in config/formats/, NAME.format; a further
 * chat is a further file.
 *
 * A format has lines "word: value", an empty line, and the body of the request as a JSON pattern (pattern.h).
 * Lines that begin with # are comments. Words:
 *
 *   chat         its name for people; required
 *   needs        keys that a channel of this type must have: token_file chat_id; required are all of them.
 *                "x_file" is a secret that stands in a file, and {{x}} in templates; "url" may be a url_file too
 *   takes        keys that it may have: user topic=alerts (with a default)
 *   method       POST (the default) or PUT
 *   url          template of the URL; required. In a path's segments values are percent-encoded
 *   header       "Name: value", a template; left out where a name in it has no value
 *   escape       how values from the message are escaped in the body (escape.h): plain unless said
 *   table        "icon by level: extreme 🔴, minor 🟡, else 🟠": another name, by the value of one
 *   limit        "/pointer 4096 utf16": the longest text at this JSON Pointer (RFC 6901) of the body, in
 *                bytes, utf16 or characters; "body 28000 bytes": of the whole body
 *   rate         "1/1s 20/1m": how many messages it takes in a second and in a minute, where it is known to refuse more
 *   endpoint-rate  the same of all its channels to one server together: of a bot, of a visitor
 *   address      the key whose place a person's own address takes, where subscribers name the channel as NAME:ADDRESS; the
 *                channel then needs none of its own. "yes": templates have it as {{address}}
 *   later, never "429", "400 some text": answers that mean so, by status and by what stands in their body,
 *                where that is not what the status means by itself; done: it is as if delivered
 *   retry-after  "/pointer s" or "/pointer ms": where the body of an answer says how long to wait; the header
 *                goes before it
 *   moved        "/pointer key": where it says that the channel's key has another value now
 *   edits        /pointer: a sent message can be changed by what is here in the answer, its reference
 *   edit         "PATCH url": how, with the same body and headers; without these two it cannot be
 *   follow-up    short: where messages cannot be edited, an update that is worth no sound comes without what was said
 *                before, the instruction and the sources
 *   brief        yes: a message that was followed by a newer one is made short by an edit
 *   end          replaces: the end, where it is worth no sound, is an edit of the message that is shown
 *
 * Beside the members of a message (message.h) templates have: level (extreme, severe, moderate, minor, unknown,
 * forecast, news, clear, expired, drill), loudness (silent for an update that is worth no sound, else the
 * level; so is a live alert that makes no sound, and an end that makes one is moderate), where (names of the places), who
 * (names of the sources), message (all of it), the tables and the channel's keys; address, of a person; reference, of the
 * message that is edited, where one is; followed, true where that one is made
 * short because a newer one follows it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/problem.h"
#include "send/pattern.h"
#include "send/rate.h"
#include "send/template.h"

#define FORMAT_KEYS 32

enum format_unit { FORMAT_BYTES, FORMAT_UTF16, FORMAT_CHARACTERS };

struct format_key {
        const char *name; /* in templates: "token" */
        bool secret;      /* in the configuration: token_file */
        bool needed;
        const char *preset; /* NULL: none */
};

struct format_header {
        const char *name;
        struct template *value;
};

struct format_table {
        const char *name, *by;
        const char **words;  /* the last may be "else" */
        const char **values; /* true, false and whole numbers keep their types */
        size_t n;
};

struct format_limit {
        const char *path; /* NULL: the body */
        size_t most;
        enum format_unit unit;
};

enum format_meaning { FORMAT_LATER, FORMAT_NEVER, FORMAT_DONE };

struct format_answer {
        enum format_meaning means;
        int code;
        const char *text; /* NULL: whatever it says */
};

struct format {
        const char *name, *chat, *where; /* "telegram", "Telegram", "formats/telegram.format" */
        const char *method;
        const char *url_text; /* as written */
        struct template *url;
        enum escape escape;
        struct format_key *keys;
        struct format_header *headers;
        struct format_table *tables;
        struct format_limit *limits;
        struct format_answer *answers;
        size_t n_keys, n_headers, n_tables, n_limits, n_answers;
        const char *wait; /* pointer; NULL: only the header says it */
        int64_t wait_unit;
        const char *address; /* key that a person's own takes the place of, "yes", or NULL: they have none */
        const char *moved, *moved_key;
        const char *edits; /* pointer of what must be kept to edit it; NULL: it cannot be */
        const char *edit_method;
        struct template *edit; /* URL; NULL: it cannot be */
        bool brief, short_follow_up, end_replaces;
        struct rates rates, endpoint_rates; /* of a channel that does not say otherwise */
        struct pattern *body;
};

/* One, from its bytes; `where` names it in problems. */
int format_parse(const char *name, const char *where, const char *bytes, size_t size, struct arena *a,
                 struct format *ret, struct problem *why);
/* The same format with another body: a template of the operator's. */
int format_with_body(const struct format *f, const char *where, const char *bytes, size_t size,
                     struct arena *a, const struct format **ret, struct problem *why);

/* One word of a-z, 0-9 and _. */
bool format_is_name(const char *s);
/* The place of a key by its name in templates, or -1. */
int format_key(const struct format *f, const char *name);
/* The number of the key that a person's own address takes the place of, or -1. */
int format_address_key(const struct format *f);

/* The value under an RFC 6901 JSON Pointer, borrowed, or NULL. */
json_t *format_point(json_t *root, const char *pointer);
