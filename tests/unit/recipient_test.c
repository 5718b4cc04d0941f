/* send/recipient, moves: a channel that serves many, and whom. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <errno.h>

#include "send/format.h"
#include "send/moves.h"
#include "send/recipient.h"

static const char chat[] =
    "chat: Chat\nneeds: token_file chat_id\naddress: chat_id\nurl: https://h/{{token}}/{{chat_id}}\n"
    "moved: /to chat_id\n\n{\"to\": \"{{chat_id}}\"}\n";

struct fixture {
        struct arena *arena;
        struct format format;
        const char *values[2];
        struct channel channel;
};

static int set_up(void **state)
{
        static struct fixture f;
        struct problem why = {""};

        f = (struct fixture){.arena = arena_new()};
        if (format_parse("chat", "chat.format", chat, sizeof chat - 1, f.arena, &f.format, &why) < 0)
                fail_msg("%s", why.text);
        f.values[format_key(&f.format, "token")] = "secret";
        f.channel = (struct channel){
            .name = "c", .transport = TRANSPORT_WEBHOOK, .format = &f.format, .values = f.values};
        *state = &f;
        return 0;
}

static int tear_down(void **state)
{
        arena_free(((struct fixture *)*state)->arena);
        return 0;
}

static void it_is_taken_apart_and_put_together(void **state)
{
        struct arena *a = ((struct fixture *)*state)->arena;

        assert_null(recipient_address("telegram"));
        assert_string_equal(recipient_channel("telegram", a), "telegram");
        assert_string_equal(recipient_address("matrix:!room:example.org"), "!room:example.org");
        assert_string_equal(recipient_channel("matrix:!room:example.org", a), "matrix");
        assert_int_equal(recipient_name_size("matrix:!room:example.org"), 6);
        assert_string_equal(recipient_join("telegram", NULL, a), "telegram");
        assert_string_equal(recipient_join("matrix", "!room:example.org", a), "matrix:!room:example.org");
}

static void expect(struct fixture *f, const char *recipient, const char *words)
{
        struct problem why = {""};
        int r = recipient_check(recipient, &f->channel, &why);

        if ((r < 0) != (words != NULL) || (words && !strstr(why.text, words)))
                fail_msg("\"%.40s\": %d, \"%s\", expected \"%s\"", recipient, r, why.text,
                         words ? words : "");
}

static void an_address_is_visible_and_short(void **state)
{
        static const char *const wrong[] = {"c:",     "c: ",    "c:a b", "c:a;b", "c:a,b",
                                            "c:a\"b", "c:a\\b", "c:\t",  "c:é",   "c:a\n"};
        struct fixture *f = *state;
        char longest[2 + RECIPIENT_ADDRESS_MOST + 2] = "c:";

        for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
                expect(f, wrong[i], "an address has 1 to 128 visible");
        memset(longest + 2, '1', RECIPIENT_ADDRESS_MOST);
        expect(f, longest, NULL);
        longest[2 + RECIPIENT_ADDRESS_MOST] = '1';
        expect(f, longest, "an address has");
        expect(f, "c:-1001234", NULL);
        expect(f, "c:!room:example.org", NULL);
}

static void a_channel_says_whether_it_takes_one(void **state)
{
        struct fixture *f = *state;

        expect(f, "c", "channel \"c\" has no chat_id");
        f->format.keys[format_key(&f->format, "chat_id")].needed = false; /* a default stands behind it */
        expect(f, "c", NULL);
        f->format.keys[format_key(&f->format, "chat_id")].needed = true;
        f->values[format_key(&f->format, "chat_id")] = "1";
        expect(f, "c", NULL);
        f->format.address = NULL;
        expect(f, "c:1", "is one chat");
        expect(f, "c", NULL);
        f->format.address = "yes";
        expect(f, "c:1", NULL);
        f->channel.format = NULL;
        expect(f, "c:1", NULL);
        f->channel.transport = TRANSPORT_COMMAND;
        expect(f, "c:+380501234567", NULL);
        f->channel.transport = TRANSPORT_MQTT;
        expect(f, "c:1", "takes no address");
        expect(f, "c", NULL);
}

static void the_address_goes_where_the_channels_own_would(void **state)
{
        struct fixture *f = *state;
        struct transport_job job = {.channel = &f->channel};
        int key = format_key(&f->format, "chat_id"), token = format_key(&f->format, "token");
        struct moves m = {0};

        assert_null(moves_values(&m, &job, f->arena)[key]);
        assert_string_equal(moves_old(&job), "");
        job.address = "12";
        assert_string_equal(moves_values(&m, &job, f->arena)[key], "12");
        assert_string_equal(moves_values(&m, &job, f->arena)[token], "secret");
        assert_string_equal(moves_old(&job), "12");
        f->values[key] = "99";
        assert_string_equal(moves_values(&m, &job, f->arena)[key], "12");
        moves_put(&m, "c", "12", "13");
        assert_string_equal(moves_values(&m, &job, f->arena)[key], "13");
        job.address = NULL;
        assert_string_equal(moves_values(&m, &job, f->arena)[key], "99"); /* another chat */
        moves_done(&m);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
        const struct CMUnitTest tests[] = {
            TEST(it_is_taken_apart_and_put_together),
            TEST(an_address_is_visible_and_short),
            TEST(a_channel_says_whether_it_takes_one),
            TEST(the_address_goes_where_the_channels_own_would),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
