/* send/format, request, reply, template, escape: what chats are sent, and what they answer.
 *
 * tests/unit/formats/MESSAGE.CHAT.json are the requests that messages become; UPDATE=1 writes them anew. */
#include <ctype.h>
#include <errno.h>
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/text.h"
#include "base/timestamp.h"
#include "send/format_list.h"
#include "send/reply.h"
#include "send/request.h"

#define FOLDER "tests/unit/formats"

static struct arena *arena;
static struct format_list formats;

static int load(void **state)
{
        struct problem why = {""};

        (void)state;
        arena = arena_new();
        if (format_list_load("config/formats", arena, &formats, &why) == 0)
                return 0;
        puts(why.text);
        return -1;
}

static int unload(void **state)
{
        (void)state;
        arena_free(arena);
        return 0;
}

static char *read_all(const char *path)
{
        struct problem why = {""};
        char *data = NULL;
        size_t size;

        if (file_read(path, 1 << 20, arena, &data, &size, &why) < 0)
                fail_msg("%s", why.text);
        return data;
}

static const struct format *format_named(const char *name)
{
        const struct format *f = format_list_find(&formats, name);

        if (!f)
                fail_msg("there is no format %s", name);
        return f;
}

/* What an operator may have written. */
static const char *value_of(const struct format_key *k)
{
        static const char *const values[][2] = {{"token", "123:SECRET"},
                                                {"chat_id", "-100200"},
                                                {"room_id", "!r/1:example.org"},
                                                {"topic", "alerts"},
                                                {"url", "https://chat.example/hook/"}};

        for (size_t i = 0; k->needed && i < sizeof values / sizeof *values; i++)
                if (strcmp(values[i][0], k->name) == 0)
                        return values[i][1];
        assert_false(k->needed);
        return NULL;
}

static struct request make(const struct format *f, const char *message)
{
        const char *values[FORMAT_KEYS];
        struct request r;

        for (size_t i = 0; i < f->n_keys; i++)
                values[i] = value_of(&f->keys[i]);
        if (request_make(f, values, message, strlen(message), NULL, arena, &r) < 0)
                fail_msg("%s: no message: %s", f->name, message);
        return r;
}

static json_t *parsed(const struct request *r)
{
        json_error_t error;
        json_t *body = json_loadb(r->body, r->size, JSON_REJECT_DUPLICATES, &error);

        if (!body)
                fail_msg("%s: %s", error.text, r->body);
        return body;
}

/* --- the shipped formats --- */

static void every_format_is_documented(void **state)
{
        const char *readme = read_all("README.md"), *manual = read_all("daemon/man/sirend.conf.5");

        (void)state;
        assert_true(formats.n >= 13);
        for (size_t i = 0; i < formats.n; i++) {
                const struct format *f = &formats.formats[i];

                if (!strstr(readme, arena_printf(arena, "`%s`", f->name)))
                        fail_msg("README.md does not mention `%s`", f->name);
                if (!strstr(manual, arena_printf(arena, ".It Qq %s", f->name)))
                        fail_msg("sirend.conf(5) does not explain \"%s\"", f->name);
                for (size_t k = 0; k < f->n_keys; k++)
                        if (!strstr(manual, arena_printf(arena, "%s%s", f->keys[k].name,
                                                         f->keys[k].secret ? "_file" : "")))
                                fail_msg("sirend.conf(5) does not explain %s of %s", f->keys[k].name,
                                         f->name);
        }
}

static json_t *as_json(const struct format *f, const struct request *r)
{
        json_t *headers = json_array();

        for (size_t i = 0; i < r->n_headers; i++)
                json_array_append_new(headers, json_string(r->headers[i]));
        return json_pack("{s:s s:s s:o s:o}", "method", f->method, "url", r->url, "headers", headers, "body",
                         parsed(r));
}

static void compare(const struct format *f, const char *message)
{
        struct request r = make(f, read_all(arena_printf(arena, FOLDER "/%s.json", message)));
        char *path = arena_printf(arena, FOLDER "/%s.%s.json", message, f->name), *text;
        json_t *got = as_json(f, &r), *want;

        if (getenv("UPDATE"))
                assert_int_equal(json_dump_file(got, path, JSON_INDENT(2)), 0);
        want = json_load_file(path, 0, NULL);
        text = json_dumps(got, JSON_INDENT(2));
        if (!json_equal(want, got))
                fail_msg("%s: not as expected:\n%s", path, text);
        free(text);
        json_decref(want);
        json_decref(got);
}

static void requests_are_as_written_down(void **state)
{
        (void)state;
        for (size_t i = 0; i < formats.n; i++) {
                compare(&formats.formats[i], "alert");
                compare(&formats.formats[i], "all-clear");
        }
}

static void what_can_be_edited_says_by_which_id(void **state)
{
        (void)state;
        assert_string_equal(format_named("telegram")->edits, "/result/message_id");
        assert_string_equal(format_named("discord")->edits, "/id");
        assert_string_equal(format_named("matrix")->edits, "/event_id");
        assert_null(format_named("slack")->edits);
        assert_null(format_named("teams")->edits);
}

static json_t *made(const char *chat, const char *members)
{
        char *message = arena_printf(arena,
                                     "{\"id\":\"1-1\",\"incident\":\"1-i1\",\"type\":\"alert\","
                                     "\"status\":\"Actual\",\"event\":\"drone\",\"headline\":\"H\"%s}",
                                     members);
        struct request r = make(format_named(chat), message);

        return parsed(&r);
}

static long long number_at(const char *chat, const char *members, const char *pointer)
{
        json_t *body = made(chat, members), *value = format_point(body, pointer);
        long long number = json_is_boolean(value) ? json_is_true(value) : json_integer_value(value);

        assert_non_null(value);
        json_decref(body);
        return number;
}

static void check_msgtype(const char *members, const char *msgtype)
{
        json_t *body = made("matrix", members);

        assert_string_equal(json_string_value(format_point(body, "/msgtype")), msgtype);
        json_decref(body);
}

static void severity_decides_how_loud_it_is(void **state)
{
        const char *severe = ",\"urgency\":\"Immediate\",\"severity\":\"Severe\"",
                   *minor = ",\"urgency\":\"Immediate\",\"severity\":\"Minor\"",
                   *unknown = ",\"urgency\":\"Immediate\",\"severity\":\"Unknown\"",
                   *past = ",\"urgency\":\"Past\",\"severity\":\"Extreme\"";

        (void)state;
        assert_int_equal(number_at("ntfy", severe, "/priority"), 5);
        assert_int_equal(number_at("ntfy", minor, "/priority"), 3);
        assert_int_equal(number_at("ntfy", unknown, "/priority"), 4);
        assert_int_equal(number_at("ntfy", past, "/priority"), 2);
        assert_int_equal(number_at("gotify", severe, "/priority"), 8);
        assert_int_equal(number_at("gotify", past, "/priority"), 2);
        assert_int_equal(number_at("telegram", severe, "/disable_notification"), 0);
        assert_int_equal(number_at("telegram", unknown, "/disable_notification"), 0);
        assert_int_equal(number_at("telegram", minor, "/disable_notification"), 1);
        assert_int_equal(number_at("telegram", past, "/disable_notification"), 1);
        check_msgtype(past, "m.notice");
}

static void an_update_that_is_worth_no_sound_makes_none(void **state)
{
        const char *
            quiet = ",\"type\":\"update\",\"sound\":false,\"urgency\":\"Immediate\",\"severity\":\"Extreme\"",
           *loud = ",\"type\":\"update\",\"sound\":true,\"urgency\":\"Immediate\",\"severity\":\"Extreme\"";
        json_t *body;

        (void)state;
        assert_int_equal(number_at("ntfy", quiet, "/priority"), 2);
        assert_int_equal(number_at("ntfy", loud, "/priority"), 5);
        assert_int_equal(number_at("gotify", quiet, "/priority"), 2);
        assert_int_equal(number_at("gotify", loud, "/priority"), 10);
        assert_int_equal(number_at("telegram", quiet, "/disable_notification"), 1);
        assert_int_equal(number_at("telegram", loud, "/disable_notification"), 0);
        assert_int_equal(number_at("discord", quiet, "/flags"), 4096);
        body = made("discord", loud);
        assert_null(format_point(body, "/flags"));
        json_decref(body);
        check_msgtype(quiet, "m.notice");
        check_msgtype(loud, "m.text");
}

/* --- hostile texts --- */

static const char *const nasty[] = {
    "@everyone ",
    "@here",
    "@all",
    "@channel",
    " <!channel>",
    "<@U123>",
    "<@&42>",
    "<#C1>",
    "<users/all>",
    "<at>all</at>",
    "[click](http://evil.example)",
    "<http://evil.example|gov.ua>",
    "</b><a href=\\\"tg://user?id=1\\\">x</a>",
    "&amp;&lt;",
    "<script>alert(1)</script>",
    "**bold** _it_ ~~no~~ `code` ||x||",
    "{{DATE(2017-02-14T06:08:39Z)}}",
    "${env}",
    "{{headline}}",
    "\\u0001\\u0002\\u001b[31m",
    "\\u0000x",
    "\\ud83d\\udc68\\u200d\\ud83d\\udc69\\u200d\\ud83d\\udc67",
    "\\ud83c\\uddfa\\ud83c\\udde6",
    "\\ud83d\\udc4d\\ud83c\\udffd",
    "e\\u0301\\u0302\\u0303",
    "\\u202etxt.exe",
    "\\\"quote\\\" \\\\ back",
    "\\n\\n\\r\\t",
    "/start@bot @name",
    "\\uff20everyone",
    "Увага! Повітряна тривога ",
    "word ",
    "a@b.example ",
    "<<<<<",
    "&&&&&",
    "\\\"\\\"\\\"",
    "@@@everyone",
    "@room",
};

static uint64_t seed;

static size_t dice(size_t sides)
{
        seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        return (size_t)((seed >> 33) % sides);
}

static void add_nasty(struct buffer *b, const char *name, size_t most)
{
        size_t pieces = dice(most) + 1;

        buffer_printf(b, ",\"%s\":\"", name);
        while (pieces-- > 0) {
                const char *piece = nasty[dice(sizeof nasty / sizeof *nasty)];
                if (!strstr(piece, "\\u0000"))
                        buffer_add_string(b, piece);
        }
        buffer_add_char(b, '"');
}

static char *nasty_message(size_t most)
{
        static const char *const types[] = {"alert", "update", "all-clear", "expired"};
        struct buffer b = {0};
        char *message;

        buffer_printf(
            &b,
            "{\"id\":\"1-%zu\",\"type\":\"%s\",\"status\":\"Actual\",\"sent\":\"2026-11-24T03:02:10+00:00\"",
            dice(1000), types[dice(4)]);
        add_nasty(&b, "headline", most);
        add_nasty(&b, "incident", 2);
        if (dice(4))
                add_nasty(&b, "text", most);
        if (dice(4))
                add_nasty(&b, "instruction", most);
        buffer_add_string(&b, ",\"places\":[");
        for (size_t i = 0, n = dice(most) + 1; i < n; i++) {
                buffer_printf(&b, "%s{\"path\":\"ua/x\"", i ? "," : "");
                add_nasty(&b, "name", 5);
                buffer_add_char(&b, '}');
        }
        buffer_add_string(&b, "],\"sources\":[{\"official\":true");
        add_nasty(&b, "name", 5);
        buffer_add_string(&b, "}],\"facts\":{\"killed\":1");
        add_nasty(&b, "@everyone", 5);
        buffer_add_string(&b, "}}");
        message = arena_strdup(arena, b.data);
        buffer_done(&b);
        return message;
}

static size_t utf16(const char *s)
{
        size_t n = 0;

        for (; *s; s++)
                n += ((unsigned char)*s & 0xc0) != 0x80 ? 1 + ((unsigned char)*s >= 0xf0) : 0;
        return n;
}

/* As the services document them: written down here once more, not taken from the formats. */
static const struct {
        const char *chat, *pointer;
        size_t units, bytes;
} documented[] = {
    {"telegram", "/text", 4096, 0},
    {"slack", "/text", 40000, 0},
    {"discord", "/content", 2000, 0},
    {"discord", "/embeds/0/description", 4000, 0}, /* 4096, and 6000 for all texts together */
    {"mattermost", "/text", 4000, 0},
    {"mattermost", "/attachments/0/text", 16383, 0},
    {"rocketchat", "/text", 1000, 0},
    {"rocketchat", "/attachments/0/text", 5000, 0},
    {"googlechat", "/text", 4096, 0},
    {"ntfy", "/message", 0, 4096},
    {"ntfy", "/title", 0, 250},
    {"matrix", "", 0, 65000},
    {"teams", "", 0, 28000},
    {"ntfy", "", 0, 8000},
    {"googlechat", "", 0, 32000},
    {"cloudevents", "", 0, 65536},
};

static void check_limits(const struct format *f, const struct request *r, json_t *body)
{
        for (size_t i = 0; i < sizeof documented / sizeof *documented; i++) {
                const char *text;

                if (strcmp(documented[i].chat, f->name) != 0)
                        continue;
                text = *documented[i].pointer ? json_string_value(format_point(body, documented[i].pointer))
                                              : r->body;
                if (!text)
                        continue;
                if ((documented[i].units && utf16(text) > documented[i].units) ||
                    (documented[i].bytes && strlen(text) > documented[i].bytes))
                        fail_msg("%s%s: %zu units, %zu bytes", f->name, documented[i].pointer, utf16(text),
                                 strlen(text));
        }
}

/* Texts that people read, where a mention or a disguised link would work. */
static void check_text(const char *chat, const char *s)
{
        static const char *const mentions[] = {"<!", "<@", "<#", "<users/", "<at>", "<http",
                                               "{{", "${", "](", "<script", "<a "};
        bool escaped = strcmp(chat, "discord") == 0 || strcmp(chat, "mattermost") == 0;

        if (text_valid(s, strlen(s)) != strlen(s))
                fail_msg("%s: broken UTF-8: %s", chat, s);
        for (const char *p = s; *p; p++)
                if (((unsigned char)*p < 0x20 && *p != '\n' && *p != '\t') ||
                    strncmp(p, "\xe2\x80\xae", 3) == 0)
                        fail_msg("%s: control character in %s", chat, s);
        for (size_t i = 0; i < sizeof mentions / sizeof *mentions; i++) {
                const char *at = strstr(s, mentions[i]);
                bool braces = strchr("{$", *mentions[i]) != NULL;

                if (!at || (braces && strcmp(chat, "teams") != 0))
                        continue;
                if (*mentions[i] == ']' &&
                    (strcmp(chat, "slack") == 0 || strcmp(chat, "telegram") == 0 ||
                     strcmp(chat, "matrix") == 0 || (escaped && at > s && at[-1] == '\\')))
                        continue; /* no markup there, or escaped */
                fail_msg("%s: \"%s\" in %s", chat, mentions[i], s);
        }
        for (const char *at = strchr(s, '@'); at; at = strchr(at + 1, '@'))
                if (strncmp(at + 1, "\xe2\x81\xa0", 3) != 0 &&
                    !(at > s && (unsigned char)at[-1] < 0x80 && isalnum((unsigned char)at[-1])))
                        fail_msg("%s: a mention in %s", chat, at);
}

static void check_texts(const char *chat, const char *key, json_t *value)
{
        const char *name;
        json_t *member;
        size_t i;

        if (json_is_string(value) && key &&
            (strcmp(key, "text") == 0 || strcmp(key, "content") == 0 || strcmp(key, "description") == 0 ||
             strcmp(key, "fallback") == 0 || strcmp(key, "formatted_body") == 0 ||
             strcmp(key, "fallbackText") == 0))
                check_text(chat, json_string_value(value));
        json_array_foreach(value, i, member) check_texts(chat, key, member);
        json_object_foreach(value, name, member) check_texts(chat, name, member);
}

static bool is_for_people(const char *chat)
{
        static const char *const chats[] = {"telegram",   "slack",      "discord", "mattermost",
                                            "rocketchat", "googlechat", "teams",   "matrix"};

        for (size_t i = 0; i < sizeof chats / sizeof *chats; i++)
                if (strcmp(chats[i], chat) == 0)
                        return true;
        return false;
}

static void hostile_texts_fit_and_mention_nobody(void **state)
{
        (void)state;
        for (unsigned round = 0; round < 300; round++) {
                char *message = nasty_message(round % 3 == 0 ? 4 : round % 3 == 1 ? 30 : 400);

                for (size_t i = 0; i < formats.n; i++) {
                        const struct format *f = &formats.formats[i];
                        struct request r;
                        json_t *body;

                        if (strcmp(f->name, "cloudevents") == 0 && strlen(message) > 40000)
                                continue; /* it carries the message whole, and messages are under 4 KiB */
                        r = make(f, message);
                        body = parsed(&r);
                        check_limits(f, &r, body);
                        if (is_for_people(f->name))
                                check_texts(f->name, NULL, body);
                        json_decref(body);
                }
        }
}

/* What is left of a Telegram text is what its own tags are, and nothing else. */
static void html_has_no_tags_but_ours(void **state)
{
        (void)state;
        for (unsigned round = 0; round < 100; round++) {
                struct request r = make(format_named("telegram"), nasty_message(40));
                json_t *body = parsed(&r);
                const char *text = json_string_value(format_point(body, "/text"));
                unsigned open = 0, close = 0, other = 0;

                for (const char *p = text; (p = strchr(p, '<')); p++)
                        if (strncmp(p, "<b>", 3) == 0)
                                open++;
                        else if (strncmp(p, "</b>", 4) == 0)
                                close++;
                        else
                                other++;
                assert_int_equal(open, 1);
                assert_int_equal(close, 1);
                assert_int_equal(other, 0);
                json_decref(body);
        }
}

/* --- cutting --- */

static const char small[] =
    "chat: Small\nneeds: url\nurl: {{url}}\nlimit: /text 60 utf16\n\n"
    "{\"text\": \"{{headline}}|{{instruction}}|{{where}}|{{text}}\", \"n\": \"{{places_total}}\"}\n";

static struct format parse(const char *text)
{
        struct problem why = {""};
        struct format f;

        if (format_parse("x", "x.format", text, strlen(text), arena, &f, &why) < 0)
                fail_msg("%s", why.text);
        return f;
}

static const char *text_made(const struct format *f, const char *message)
{
        struct request r = make(f, message);
        json_t *body = parsed(&r);
        char *text = arena_strdup(arena, json_string_value(json_object_get(body, "text")));

        json_decref(body);
        return text;
}

static void the_least_important_is_cut_first(void **state)
{
        struct format f = parse(small);

        (void)state;
        assert_string_equal(
            text_made(&f, "{\"headline\":\"Take cover\",\"instruction\":\"Go down\",\"text\":\"Short\","
                          "\"places\":[{\"name\":\"Izium\"}]}"),
            "Take cover|Go down|Izium|Short");
        assert_string_equal(
            text_made(&f, "{\"headline\":\"Take cover\",\"instruction\":\"Go down\",\"text\":\"A long story "
                          "about what was seen where and by whom\",\"places\":[{\"name\":\"Izium\"}]}"),
            "Take cover|Go down|Izium|A long story about what was seen…");
        assert_string_equal(
            text_made(&f, "{\"headline\":\"Take cover\",\"instruction\":\"Go down\",\"text\":\"Story\","
                          "\"places\":[{\"name\":\"Izium\"},{\"name\":\"Chuhuiv\"},{\"name\":\"Balakliia\"},"
                          "{\"name\":\"Savyntsi\"},{\"name\":\"Kupiansk\"}]}"),
            "Take cover|Go down|Izium, Chuhuiv, Balakliia, Savyntsi +1|");
        assert_string_equal(
            text_made(&f, "{\"headline\":\"Take cover at once, all of you\",\"instruction\":\"Go down to the "
                          "shelter and stay there until told\",\"text\":\"Story\","
                          "\"places\":[{\"name\":\"Izium\"},{\"name\":\"Chuhuiv\"}]}"),
            "Take cover at once, all of you|Go down to the…|Izium +1|");
}

static void cuts_fall_between_what_readers_see_as_characters(void **state)
{
        static const char family[] = "👨‍👩‍👧", flag[] = "🇺🇦";
        struct format f = parse(small);
        struct buffer b = {0};

        (void)state;
        for (unsigned i = 0; i < 12; i++)
                buffer_printf(&b, "%s%s", family, flag);
        for (unsigned lead = 0; lead < 12; lead++) {
                const char *text =
                    text_made(&f, arena_printf(arena, "{\"headline\":\"%.*s\",\"text\":\"%s\"}", (int)lead,
                                               "xxxxxxxxxxxx", b.data));
                const char *rest = strrchr(text, '|') + 1;

                assert_true(utf16(text) <= 60);
                while (strncmp(rest, family, strlen(family)) == 0 || strncmp(rest, flag, strlen(flag)) == 0)
                        rest += strncmp(rest, flag, strlen(flag)) == 0 ? strlen(flag) : strlen(family);
                assert_string_equal(rest, "…");
        }
        buffer_done(&b);
}

/* --- templates and patterns --- */

static const char *body_of(const char *pattern, const char *message)
{
        struct format f = parse(
            arena_printf(arena,
                         "chat: X\nneeds: url\ntakes: opt tok_file\nurl: {{url}}\nheader: X-Opt: a{{opt}}\n"
                         "header: X-Const: b\ntable: t by type: alert true, update 7, else no such\n\n%s",
                         pattern));
        struct request r = make(&f, message);

        assert_int_equal(r.n_headers, 1); /* what has no value is left out */
        assert_string_equal(r.headers[0], "X-Const: b");
        return r.body;
}

static void templates_know_presence_and_lists(void **state)
{
        const char *message =
            "{\"type\":\"update\",\"headline\":\"A \\\"b\\\"\\n\",\"revision\":3,\"text\":\"\","
            "\"places\":[{\"name\":\"p\",\"path\":\"a/"
            "b\"},{\"name\":\"q\"}],\"expires\":\"2026-11-24T05:02:10+00:00\","
            "\"facts\":{\"killed\":2,\"who\":\"x\"},\"cap\":{\"identifier\":\"I\"}}";

        (void)state;
        assert_string_equal(body_of("{\"a\": \"{{headline}}\", \"b\": \"{{text}}\", \"c\": \"{{revision}}\", "
                                    "\"d\": \"r{{revision}}\"}",
                                    message),
                            "{\"a\":\"A \\\"b\\\"\\n\",\"c\":3,\"d\":\"r3\"}");
        assert_string_equal(body_of("[\"{{#places}}{{name}}{{^last}}, {{/last}}{{/places}}\", "
                                    "\"{{#text}}x{{/text}}\", \"{{^text}}none{{/text}}\"]",
                                    message),
                            "[\"p, q\",\"none\"]");
        assert_string_equal(
            body_of("[{\"{{#places}}\": {\"n\": \"{{name}}\", \"p\": \"{{path}}\"}}, 1]", message),
            "[{\"n\":\"p\",\"p\":\"a/b\"},{\"n\":\"q\"},1]");
        assert_string_equal(body_of("{\"a\": {\"{{#text}}\": 1}, \"b\": {\"{{^text}}\": [\"\", {}, null]}, "
                                    "\"c\": {\"x\": \"{{text}}\"}}",
                                    message),
                            "{\"b\":[\"\",{},null]}");
        assert_string_equal(body_of("[\"{{#facts}}{{name}}={{value}};{{/facts}}\", "
                                    "\"{{#cap}}{{identifier}}{{/cap}}\", \"{{expires|time}}\", \"{{t}}\"]",
                                    message),
                            "[\"killed=2;who=x;\",\"I\",\"2026-11-24 05:02 UTC\",7]");
        assert_string_equal(body_of("{\"k\": \"{{headline|html}}\"}", message),
                            "{\"k\":\"A &quot;b&quot;\\n\"}");
}

static void mistakes_name_file_line_and_reason(void **state)
{
        static const struct {
                const char *text, *want;
        } rows[] = {
            {"chat: X\ncolour: red\n\n{}", "x.format:2: unknown word \"colour\""},
            {"chat X\n\n{}", "x.format:1: a line is written"},
            {"chat: X\nneeds: url\n\n\"a\"", "x.format: url: is missing"},
            {"needs: url\nurl: {{url}}\n\n\"a\"", "x.format: chat: is missing"},
            {"chat: X\nneeds: url\nurl: {{url}}\n\n{\n \"a\": \"b\",\n \"c\": \"{{hedline}}\"\n}",
             "x.format:7: {{hedline}}: no such name"},
            {"chat: X\nneeds: url\nurl: {{url}}\n\n{\n \"a\": \"b\",,\n}", "x.format:6: body: "},
            {"chat: X\nneeds: url\nurl: {{url}}/{{nonsense}}\n\n\"a\"",
             "x.format:3: {{nonsense}}: no such name"},
            {"chat: X\nneeds: url\nurl: {{url}}\n\n[\"{{#text}}x\"]", "x.format:5: {{#text}}: is not closed"},
            {"chat: X\nneeds: url\nurl: {{url}}\n\n[\"x{{/text}}\"]",
             "x.format:5: {{/text}}: closes nothing"},
            {"chat: X\nneeds: url\nurl: {{url}}\n\n[\"{{#text}}{{#where}}{{/text}}\"]",
             "x.format:5: {{/text}}: closes another"},
            {"chat: X\nneeds: url\nurl: {{url}}\n\n[\"{{text|shout}}\"]",
             "x.format:5: {{text|shout}}: no such filter"},
            {"chat: X\nneeds: url\nurl: {{url}}\n\n[\"{{text\"]", "x.format:5: {{text"},
            {"chat: X\nneeds: url\nurl: {{url}}\n\n{\"{{#text}}\": 1, \"b\": 2}",
             "must be its object's only member"},
            {"chat: X\nneeds: url\nurl: {{url}}\n\n\"{{text}}{{^text}}\"",
             "x.format:5: {{^text}}: is not closed"},
            {"chat: X\nneeds: url\nurl: {{url}}\nlimit: /text 4096 furlongs\n\n\"a\"",
             "x.format:4: a limit is written"},
            {"chat: X\nneeds: url\nurl: {{url}}\nlimit: /txt 4096 bytes\n\n{\"text\": \"{{text}}\"}",
             "x.format: limit: there is no text at /txt"},
            {"chat: X\nneeds: url\nurl: {{url}}\nlimit: /text 20 bytes\n\n{\"text\": \"much text that is "
             "always there {{id}}\"}",
             "longer than a limit"},
            {"chat: X\nneeds: url\nurl: {{url}}\nescape: sql\n\n\"a\"", "x.format:4: \"sql\" is none of"},
            {"chat: X\nneeds: url\nurl: {{url}}\nmethod: GET\n\n\"a\"", "x.format:4: method is POST or PUT"},
            {"chat: X\nneeds: url\nurl: {{url}}\ntable: a of b: c d\n\n\"a\"",
             "x.format:4: a table is written"},
            {"chat: X\nneeds: url\nurl: {{url}}\ntable: a by colour: c d\n\n\"a\"",
             "x.format: table a: there is no name \"colour\""},
            {"chat: X\nneeds: url\nurl: {{url}}\nmoved: /a chat_id\n\n\"a\"", "x.format:4: written: moved:"},
            {"chat: X\nneeds: url\nurl: {{url}}\nlater: 42\n\n\"a\"", "x.format:4: an answer is written"},
            {"chat: X\nneeds: url\nurl: {{url}}\nedit: DELETE {{url}}\n\n\"a\"",
             "x.format:4: written: edit:"},
            {"chat: X\nneeds: url\nurl: {{url}}\nedit: PUT {{url}}\n\n\"a\"",
             "edits: and edit: belong together"},
            {"chat: X\nneeds: url\nurl: {{url}}\nbrief: no\n\n\"a\"", "x.format:4: written: brief: yes"},
            {"chat: X\nneeds: url url\nurl: {{url}}\n\n\"a\"", "x.format:2: a key is one word"},
            {"chat: X\nneeds: url\nurl: {{url}}\n\n\"{{open}}\"", "x.format: the body comes out empty"},
            {"chat: X\nneeds: url\nurl: {{url}}\n", "x.format:4: body: "},
        };

        (void)state;
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                struct problem why = {""};
                struct format f;
                int r = format_parse("x", "x.format", rows[i].text, strlen(rows[i].text), arena, &f, &why);

                if (r >= 0 || !strstr(why.text, rows[i].want))
                        fail_msg("row %zu: \"%s\" lacks \"%s\"", i, why.text, rows[i].want);
        }
}

static struct request edited(const char *format, bool brief, const char *reference)
{
        const char *message = read_all(FOLDER "/alert.json"), *values[FORMAT_KEYS];
        const struct format *f = format_named(format);
        struct request r;

        for (size_t i = 0; i < f->n_keys; i++)
                values[i] = value_of(&f->keys[i]);
        assert_int_equal(request_make(f, values, message, strlen(message),
                                      &(struct request_edit){reference, brief}, arena, &r),
                         0);
        json_decref(parsed(&r));
        return r;
}

static void an_edit_says_which_message(void **state)
{
        struct request r = edited("telegram", false, "41");

        (void)state;
        assert_string_equal(r.method, "POST");
        assert_string_equal(r.url, "https://api.telegram.org/bot123:SECRET/editMessageText");
        assert_non_null(strstr(r.body, "\"message_id\":41"));
        assert_null(strstr(r.body, "disable_notification"));
        r = edited("discord", false, "110/../x?y");
        assert_string_equal(r.method, "PATCH");
        assert_string_equal(r.url, "https://chat.example/hook/messages/110%2F..%2Fx%3Fy");
        assert_null(strstr(r.body, "flags"));
        r = edited("matrix", false, "$e\"1");
        assert_string_equal(r.method, "PUT");
        assert_non_null(strstr(r.body, "{\"rel_type\":\"m.replace\",\"event_id\":\"$e\\\"1\"}"));
        assert_non_null(strstr(r.body, "\"m.new_content\":{\"msgtype\""));
        assert_non_null(strstr(edited("ntfy", false, "xE73").body, "\"sequence_id\":\"xE73\""));
}

static void a_short_one_keeps_headline_and_places(void **state)
{
        static const char *const names[] = {"telegram", "discord", "matrix"};
        json_t *message = json_load_file(FOLDER "/alert.json", 0, NULL);
        const char *instruction = json_string_value(json_object_get(message, "instruction"));

        (void)state;
        for (size_t i = 0; i < 3; i++) {
                struct request whole = edited(names[i], false, "41"), brief = edited(names[i], true, "41");

                assert_true(format_named(names[i])->brief);
                assert_non_null(strstr(whole.body, instruction));
                assert_null(strstr(whole.body, "⤵"));
                assert_null(strstr(brief.body, instruction));
                assert_non_null(strstr(brief.body, "⤵"));
                assert_true(brief.size < whole.size);
        }
        json_decref(message);
}

static void a_headline_is_not_said_twice(void **state)
{
        static const struct {
                const char *headline, *text, *left; /* NULL: nothing */
        } rows[] = {
            {"Drone over Izium.", "Drone over Izium.", NULL},
            {"Drone over Izium", "Drone over Izium!", NULL},
            {"Drone over Izium", "Drone over Izium. Take cover.", "Take cover.\n\n"},
            {"Drone over Izium.", "Drone over Izium.\n\nTake cover.", "Take cover.\n\n"},
            {"Drone over Izium", "Drone over Iziumske.", "Drone over Iziumske.\n\n"},
            {"Drone over…", "Drone over Izium.", "Drone over Izium.\n\n"},
            {"Drone", "Seen by many.", "Seen by many.\n\n"},
        };

        (void)state;
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                json_t *m = json_pack("{ss ss ss}", "headline", rows[i].headline, "text", rows[i].text,
                                      "type", "alert"),
                       *body;
                char *message = json_dumps(m, 0);
                const char *said;

                body = json_loads(make(format_named("gotify"), message).body, 0, NULL);
                assert_string_equal(json_string_value(json_object_get(body, "title")), rows[i].headline);
                said = json_string_value(json_object_get(body, "message"));
                assert_string_equal(said ? said : "", rows[i].left ? rows[i].left : "");
                json_decref(body);
                json_decref(m);
                free(message);
        }
}

static void where_nothing_can_be_edited_a_quiet_update_is_short(void **state)
{
        static const char *const names[] = {"slack",      "mattermost", "rocketchat",
                                            "googlechat", "teams",      "gotify"};
        json_t *message = json_load_file(FOLDER "/alert.json", 0, NULL);
        const char *instruction = json_string_value(json_object_get(message, "instruction"));

        (void)state;
        json_object_set_new(message, "type", json_string("update"));
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
                for (int sound = 0; sound < 2; sound++) {
                        char *text;
                        struct request r;

                        json_object_set_new(message, "sound", json_boolean(sound));
                        text = json_dumps(message, 0);
                        r = make(format_named(names[i]), text);
                        assert_true(!strstr(r.body, instruction) == !sound);
                        free(text);
                }
        json_decref(message);
}

static void only_an_update_without_sound_edits(void **state)
{
        static const struct {
                const char *message;
                bool edits;
        } rows[] = {{"{\"type\":\"update\",\"sound\":false}", true},
                    {"{\"type\":\"update\",\"sound\":true}", false},
                    {"{\"type\":\"update\"}", false},
                    {"{\"type\":\"alert\",\"sound\":false}", false},
                    {"{\"type\":\"all-clear\",\"sound\":false}", false},
                    {"broken", false}};
        static const struct format plain, replaced = {.end_replaces = true};
        static const char quiet_end[] = "{\"type\":\"all-clear\",\"sound\":false}",
                          loud_end[] = "{\"type\":\"all-clear\",\"sound\":true}";

        (void)state;
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
                assert_int_equal(request_only_edits(&plain, rows[i].message, strlen(rows[i].message)),
                                 rows[i].edits);
        assert_true(request_only_edits(&replaced, quiet_end, strlen(quiet_end)));
        assert_false(request_only_edits(&replaced, loud_end, strlen(loud_end)));
}

static void urls_keep_queries_and_are_encoded(void **state)
{
        const char *values[] = {"https://discord.example/api/webhooks/1/t?thread_id=5", NULL};
        const char *message = "{\"id\":\"1-1\",\"headline\":\"x\"}";
        struct request r;

        (void)state;
        assert_int_equal(
            request_make(format_named("discord"), values, message, strlen(message), NULL, arena, &r), 0);
        assert_string_equal(r.url, "https://discord.example/api/webhooks/1/t?thread_id=5&wait=true");
        assert_int_equal(request_make(format_named("discord"), values, "[1]", 3, NULL, arena, &r), -EBADMSG);
        assert_int_equal(request_make(format_named("discord"), values, "{", 1, NULL, arena, &r), -EBADMSG);
}

/* --- answers --- */

static struct reply answered(const char *chat, int code, const char *body)
{
        struct reply r;

        reply_read(format_named(chat), code, body, strlen(body), &r);
        return r;
}

static void answers_mean_what_each_chat_says(void **state)
{
        struct reply r;

        (void)state;
        r = answered("telegram", 429,
                     "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after "
                     "7\",\"parameters\":{\"retry_after\":7}}");
        assert_true(r.verdict == TRANSPORT_LATER && r.retry_after == 7 * TIMESTAMP_SECOND);
        r = answered("telegram", 400,
                     "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: group chat was "
                     "upgraded to a supergroup chat\","
                     "\"parameters\":{\"migrate_to_chat_id\":-1001234567890}}");
        assert_true(r.verdict == TRANSPORT_LATER);
        assert_string_equal(r.moved, "-1001234567890");
        assert_true(
            answered("telegram", 400,
                     "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: chat not found\"}")
                .verdict == TRANSPORT_NEVER);
        assert_true(answered("telegram", 403,
                             "{\"ok\":false,\"error_code\":403,\"description\":\"Forbidden: bot was blocked "
                             "by the user\"}")
                        .verdict == TRANSPORT_NEVER);
        r = answered("discord", 429,
                     "{\"message\":\"You are being rate limited.\",\"retry_after\":0.65,\"global\":false}");
        assert_true(r.verdict == TRANSPORT_LATER && r.retry_after == 650000);
        assert_true(answered("discord", 404, "{\"message\":\"Unknown Webhook\",\"code\":10015}").verdict ==
                    TRANSPORT_NEVER);
        r = answered(
            "matrix", 429,
            "{\"errcode\":\"M_LIMIT_EXCEEDED\",\"error\":\"Too many requests\",\"retry_after_ms\":2500}");
        assert_true(r.verdict == TRANSPORT_LATER && r.retry_after == 2500 * 1000);
        assert_true(
            answered("matrix", 403, "{\"errcode\":\"M_FORBIDDEN\",\"error\":\"not in room\"}").verdict ==
            TRANSPORT_NEVER);
        r = answered("slack", 429, "{\"retry_after\":1,\"ok\":false,\"error\":\"rate_limited\"}");
        assert_true(r.verdict == TRANSPORT_LATER && r.retry_after == TIMESTAMP_SECOND);
        assert_true(answered("slack", 404, "no_service").verdict == TRANSPORT_NEVER);
        assert_true(answered("slack", 410, "channel_is_archived").verdict == TRANSPORT_NEVER);
        assert_true(answered("slack", 500, "rollup_error").verdict == TRANSPORT_LATER);
        assert_true(answered("slack", 200, "ok").verdict == TRANSPORT_DELIVERED);
        assert_true(answered("teams", 202, "").verdict == TRANSPORT_DELIVERED);
        assert_true(answered("teams", 200,
                             "Webhook message delivery failed with error: Microsoft Teams endpoint returned "
                             "HTTP error 429")
                        .verdict == TRANSPORT_LATER);
        assert_true(answered("rocketchat", 400, "{\"success\":false,\"error\":\"error-too-many-requests\"}")
                        .verdict == TRANSPORT_LATER);
        assert_true(
            answered("rocketchat", 400, "{\"success\":false,\"error\":\"error-invalid-channel\"}").verdict ==
            TRANSPORT_NEVER);
}

static void strange_answers_do_no_harm(void **state)
{
        static const char *const bodies[] = {"",
                                             "{",
                                             "[]",
                                             "null",
                                             "\"x\"",
                                             "{\"parameters\":[]}",
                                             "{\"parameters\":{\"retry_after\":-5}}",
                                             "{\"parameters\":{\"retry_after\":\"soon\"}}",
                                             "{\"parameters\":{\"migrate_to_chat_id\":{}}}",
                                             "{\"parameters\":{\"migrate_to_chat_id\":1.5}}"};
        struct reply r;

        (void)state;
        for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
                r = answered("telegram", 429, bodies[i]);
                assert_true(r.verdict == TRANSPORT_LATER && r.retry_after == -1 && !*r.moved);
        }
        r = answered("telegram", 429, "{\"parameters\":{\"retry_after\":1e300}}");
        assert_true(r.retry_after == TIMESTAMP_DAY);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(every_format_is_documented),
            cmocka_unit_test(requests_are_as_written_down),
            cmocka_unit_test(what_can_be_edited_says_by_which_id),
            cmocka_unit_test(severity_decides_how_loud_it_is),
            cmocka_unit_test(an_update_that_is_worth_no_sound_makes_none),
            cmocka_unit_test(hostile_texts_fit_and_mention_nobody),
            cmocka_unit_test(html_has_no_tags_but_ours),
            cmocka_unit_test(the_least_important_is_cut_first),
            cmocka_unit_test(cuts_fall_between_what_readers_see_as_characters),
            cmocka_unit_test(templates_know_presence_and_lists),
            cmocka_unit_test(mistakes_name_file_line_and_reason),
            cmocka_unit_test(an_edit_says_which_message),
            cmocka_unit_test(a_short_one_keeps_headline_and_places),
            cmocka_unit_test(a_headline_is_not_said_twice),
            cmocka_unit_test(where_nothing_can_be_edited_a_quiet_update_is_short),
            cmocka_unit_test(only_an_update_without_sound_edits),
            cmocka_unit_test(urls_keep_queries_and_are_encoded),
            cmocka_unit_test(answers_mean_what_each_chat_says),
            cmocka_unit_test(strange_answers_do_no_harm),
        };

        return cmocka_run_group_tests(tests, load, unload);
}
