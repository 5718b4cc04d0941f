/* settings: what is read, and that every mistake is named with file and line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <errno.h>
#include <sys/stat.h>

#include "base/timestamp.h"
#include "send/format.h"
#include "settings/settings.h"

static char folder[] = "/tmp/sirend-settings-XXXXXX";

static char *path_of(const char *name)
{
        static char path[200];

        snprintf(path, sizeof path, "%s/%s", folder, name);
        return path;
}

static void write_file(const char *name, const char *text)
{
        FILE *f = fopen(path_of(name), "w");

        assert_non_null(f);
        fputs(text, f);
        fclose(f);
}

static int set_up(void **state)
{
        char shipped[4096];

        (void)state;
        if (!mkdtemp(folder) || !realpath("config/formats", shipped) ||
            symlink(shipped, path_of("formats")) < 0)
                return -1;
        mkdir(path_of("subscribers.d"), 0700);
        write_file("secret", "s3cret\n");
        return 0;
}

static int tear_down(void **state)
{
        char command[100];

        (void)state;
        snprintf(command, sizeof command, "rm -rf %s", folder);
        return system(command);
}

#define HEAD "spool = \"s\";\ndatabase = \"d.db\";\n"

static void reads_everything(void **state)
{
        struct settings *s;
        struct problem why = {""};

        (void)state;
        write_file("sirend.conf", HEAD
                   "gazetteer = \"/g\"; max_report_size = \"2M\"; done_keep = \"2d\"; log = \"debug\";\n"
                   "mqtt = { host = \"broker\"; password_file = \"secret\"; tls = { }; window = 100;\n"
                   "         publish = [\"state\"]; };\n"
                   "sources = ( { name = \"gov\"; official = true; expect_every = \"6h\"; home = "
                   "\"ua/kharkiv\"; } );\n"
                   "channels = ( { name = \"hook\"; type = \"webhook\"; url = \"https://h/x\"; secret_file = "
                   "\"secret\";\n"
                   "               headers = [\"A: b\", \"C: d\"]; timeout = \"5s\"; },\n"
                   "             { name = \"app\"; type = \"mqtt\"; } );\n"
                   "subscribers = ( { name = \"boris\"; channels = \"app\"; rules = ( { places = [\"UA-63\", "
                   "\"UA-14\"]; },\n"
                   "   { near = { lat = 50; lon = 36.2; radius_km = 20; }; events = [\"drone\"]; severity = "
                   "\"Severe\"; } ); } );\n");
        write_file("subscribers.d/anna.conf", "subscribers = ( { name = \"anna\"; channels = [\"hook\", "
                                              "\"app\"]; rules = ( { places = \"ua\"; } ); } );\n");
        assert_int_equal(settings_load(path_of("sirend.conf"), &s, &why), 0);
        assert_string_equal(s->gazetteer, "/g");
        assert_string_equal(s->database, path_of("d.db"));
        assert_int_equal(s->max_report_size, 2 << 20);
        assert_int_equal(s->done_keep, 2 * TIMESTAMP_DAY);
        assert_int_equal(s->mqtt.port, 8883);
        assert_int_equal(s->mqtt.window, 100);
        assert_false(s->mqtt.publish_alerts);
        assert_true(s->mqtt.publish_states);
        assert_string_equal(s->mqtt.password, "s3cret");
        assert_true(settings_source(s, "gov")->official);
        assert_int_equal(settings_source(s, "gov")->expect_every, 6 * TIMESTAMP_HOUR);
        assert_null(settings_source(s, "other"));
        assert_string_equal(settings_channel(s, "hook")->secret, "s3cret");
        assert_int_equal(settings_channel(s, "hook")->n_headers, 2);
        assert_int_equal(settings_channel(s, "hook")->timeout, 5 * TIMESTAMP_SECOND);
        assert_int_equal(s->n_subscribers, 2);
        assert_string_equal(s->subscribers[0].name, "anna"); /* in order of name */
        assert_int_equal(s->subscribers[0].n_channels, 2);
        assert_int_equal(s->subscribers[1].rules[0].n_places, 2);
        assert_true(s->subscribers[1].rules[1].has_near);
        assert_string_equal(s->subscribers[1].rules[1].severity, "Severe");
        settings_free(s);
        unlink(path_of("subscribers.d/anna.conf"));
}

#define CHANNEL    "channels = ( { name = \"c\"; type = \"mqtt\"; } ); mqtt = { host = \"b\"; };\n"
#define SUBSCRIBER "subscribers = ( { name = \"a\"; channels = \"c\"; rules = "

#define CHATS HEAD "formats = \"formats\";\n"

static void names_file_line_and_reason_of_every_mistake(void **state)
{
        static const struct {
                const char *text, *where, *words;
        } rows[] = {
            {HEAD "colour = \"red\";\n", "sirend.conf:3: ", "unknown key \"colour\""},
            {HEAD "\nspol = \"x\";\n", "sirend.conf:4: ", "did you mean \"spool\"?"},
            {HEAD "spool = \"x\";\n", "sirend.conf:3: ", "duplicate"},
            {"spool = \"s\";\n", "sirend.conf: ", "database = "},
            {HEAD "max_report_size = 3000000000;\n", "sirend.conf:3: ", "max_report_size must be from"},
            {HEAD "max_report_size = \"9000G\";\n", "sirend.conf:3: ", "size from"},
            {HEAD "done_keep = 7;\n", "sirend.conf:3: ", "\"7d\""},
            {HEAD "log = \"loud\";\n", "sirend.conf:3: ", "\"debug\""},
            {HEAD "mqtt = { host = \"b\"; port = 70000; };\n",
             "sirend.conf:3: ", "port must be from 1 to 65535"},
            {HEAD "mqtt = { host = \"b\"; prefix = \"a/#\"; };\n", "sirend.conf:3: ", "no topic"},
            {HEAD "mqtt = { host = \"b\"; publish = [\"alerts\"]; };\n", "sirend.conf:3: ", "neither"},
            {HEAD "mqtt = { port = 1883; };\n", "sirend.conf:3: ", "needs host"},
            {HEAD "mqtt = { host = \"b\"; password_file = \"absent\"; };\n", "sirend.conf:3: ", "absent"},
            {HEAD "channels = ( { name = \"c\"; type = \"webhook\"; url = \"https://h\"; proxy = \"h:3128\"; "
                  "} );\n",
             "sirend.conf:3: ", "socks5h://"},
            {HEAD "channels = ( { name = \"c\"; type = \"command\"; } );\n",
             "sirend.conf:3: ", "command = ("},
            {HEAD "channels = ( { name = \"c\"; type = \"command\"; command = (\"siren\"); } );\n",
             "sirend.conf:3: ", "begins with /"},
            {HEAD "channels = ( { name = \"c\"; type = \"command\"; command = (\"/bin/true\"); user = \"no "
                  "such one\"; } );\n",
             "sirend.conf:3: ", "there is no user"},
            {HEAD "channels = ( { name = \"c\"; type = \"command\"; command = (\"/bin/true\"); socket = "
                  "\"/run/s\"; } );\n",
             "sirend.conf:3: ", "or a socket"},
            {HEAD "channels = ( { name = \"c\"; type = \"webhook\"; url = \"https://h\"; command = "
                  "(\"/bin/true\"); } );\n",
             "sirend.conf:3: ", "only type = \"command\""},
            {HEAD
             "channels = ( { name = \"c\"; type = \"webhook\"; url = \"https://h\"; rate = \"20\"; } );\n",
             "sirend.conf:3: ", "20/1m"},
            {HEAD "private_addresses = 1;\n", "sirend.conf:3: ", "true or false"},
            {HEAD "channels = ( { name = \"c\"; type = \"pigeon\"; } );\n", "sirend.conf:3: ", "\"webhook\""},
            {HEAD "channels = ( { name = \"c\"; type = \"webhook\"; url = \"ftp://x\"; } );\n",
             "sirend.conf:3: ", "https://"},
            {HEAD "channels = ( { name = \"a b\"; type = \"mqtt\"; } );\n",
             "sirend.conf:3: ", "name of a channel"},
            {HEAD CHANNEL "subscribers = ( { name = \"a/b\"; } );\n",
             "sirend.conf:4: ", "name of a subscriber"},
            {HEAD CHANNEL SUBSCRIBER "( { places = \"ua\"; },\n { severity = \"Severe\"; } ); } );\n",
             "sirend.conf:5: ", "places"},
            {HEAD CHANNEL SUBSCRIBER "( { near = { lat = 91; lon = 0; radius_km = 1; }; } ); } );\n",
             "sirend.conf:4: ", "lat must be"},
            {HEAD CHANNEL SUBSCRIBER "( { places = \"ua\"; } ); time_zone = \"Europe/Kief\"; } );\n",
             "sirend.conf:4: ", "Europe/Kief"},
            {HEAD
             "subscribers = ( { name = \"a\"; channels = \"c\"; rules = ( { places = \"ua\"; } ); } );\n",
             "sirend.conf:3: ", "channel \"c\", which is not configured"},
            {HEAD "channels = ( { name = \"c\"; type = \"mqtt\"; } );\n" SUBSCRIBER
                  "( { places = \"ua\"; } ); } );\n",
             "sirend.conf:4: ", "needs a broker"},
            {HEAD CHANNEL
             "\nsubscribers = ( { name = \"a\"; channels = \"c\"; rules = ( { places = \"ua\"; } ); },\n"
             "{ name = \"a\"; channels = \"c\"; rules = ( { places = \"ua\"; } ); } );\n",
             "sirend.conf:", "there is a subscriber \"a\" already"},
            {HEAD "log = ;\n", "sirend.conf:3: ", "syntax"},
            {CHATS "channels = ( { name = \"c\"; type = \"telegram\"; chat_id = \"1\"; } );\n",
             "sirend.conf:4: ", "telegram needs token_file"},
            {CHATS "channels = ( { name = \"c\"; type = \"telegram\"; chat_id = -100123; } );\n",
             "sirend.conf:4: ", "chat_id must be a text in quotes"},
            {CHATS "channels = ( { name = \"c\"; type = \"telegram\"; token = \"123:abc\"; } );\n",
             "sirend.conf:4: ", "did you mean \"token_file\"?"},
            {CHATS "channels = ( { name = \"c\"; type = \"slack\"; } );\n", "sirend.conf:4: ", "needs url"},
            {CHATS
             "channels = ( { name = \"c\"; type = \"slack\"; url = \"https://h\"; topic = \"x\"; } );\n",
             "sirend.conf:4: ", "has no topic"},
            {CHATS "channels = ( { name = \"c\"; type = \"json\"; url = \"https://h\"; template_file = "
                   "\"bad.json\"; } );\n",
             "sirend.conf:4: template_file: ", "bad.json:2: {{hedline}}"},
            {HEAD "formats = \"/nowhere\";\n", "/nowhere: ", "cannot read this folder"},
            {HEAD "formats = \".\";\n", "broken.format:2: ", "unknown word \"colour\""},
            {HEAD "sources = { };\n", "sirend.conf:3: ", "must be a list"},
        };

        (void)state;
        write_file("bad.json", "{\n \"a\": \"{{hedline}}\" }\n");
        write_file("broken.format", "chat: Broken\ncolour: red\n");
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                struct settings *s = NULL;
                struct problem why = {""};
                write_file("sirend.conf", rows[i].text);
                assert_true(settings_load(path_of("sirend.conf"), &s, &why) < 0);
                assert_null(s);
                if (!strstr(why.text, rows[i].where) || !strstr(why.text, rows[i].words))
                        fail_msg("row %zu: \"%s\" lacks \"%s\" or \"%s\"", i, why.text, rows[i].where,
                                 rows[i].words);
        }
}

static void chats_take_the_keys_of_their_format(void **state)
{
        const struct channel *c;
        struct settings *s;
        struct problem why = {""};

        (void)state;
        write_file("own.json", "{ \"t\": \"{{headline}}\" }\n");
        write_file(
            "sirend.conf", CHATS
            "channels = ( { chat_id = \"-100\"; name = \"t\"; token_file = \"secret\"; type = "
            "\"telegram\"; timeout = \"5s\"; },\n"
            "  { name = \"n\"; type = \"ntfy\"; topic_file = \"secret\"; url = \"http://h:8080/\"; },\n"
            "  { name = \"j\"; type = \"json\"; url = \"https://h/\"; template_file = \"own.json\"; } );\n");
        if (settings_load(path_of("sirend.conf"), &s, &why) < 0)
                fail_msg("%s", why.text);
        c = settings_channel(s, "t");
        assert_string_equal(c->format->name, "telegram");
        assert_string_equal(c->url, "https://api.telegram.org");
        assert_string_equal(c->values[format_key(c->format, "token")], "s3cret");
        assert_string_equal(c->values[format_key(c->format, "chat_id")], "-100");
        assert_null(c->values[format_key(c->format, "thread_id")]);
        assert_int_equal(c->secrets, 1u << format_key(c->format, "token"));
        assert_int_equal(c->timeout, 5 * TIMESTAMP_SECOND);
        c = settings_channel(s, "n");
        assert_string_equal(c->values[format_key(c->format, "topic")], "s3cret");
        assert_int_equal(c->secrets, 1u << format_key(c->format, "topic"));
        assert_null(c->topic);
        assert_string_equal(settings_channel(s, "j")->format->name, "json");
        settings_free(s);
        assert_int_equal(settings_peek(path_of("sirend.conf"), &s, &why), 0);
        settings_free(s);
}

static void private_addresses_are_refused_where_that_is_set(void **state)
{
        struct settings *s;
        struct problem why = {""};

        (void)state;
        write_file(
            "sirend.conf",
            HEAD "channels = ( { name = \"a\"; type = \"webhook\"; url = \"https://h\"; },\n"
                 "  { name = \"b\"; type = \"webhook\"; url = \"https://h\"; private_addresses = true; } );\n"
                 "private_addresses = false;\n");
        assert_int_equal(settings_load(path_of("sirend.conf"), &s, &why), 0);
        assert_true(settings_channel(s, "a")->public_only);
        assert_false(settings_channel(s, "b")->public_only);
        settings_free(s);
}

static void secrets_come_from_systemd_credentials_first(void **state)
{
        struct settings *s;
        struct problem why = {""};

        (void)state;
        mkdir(path_of("credentials"), 0700);
        write_file("credentials/secret", "from systemd\n");
        write_file("sirend.conf", HEAD "mqtt = { host = \"b\"; password_file = \"secret\"; };\n");
        setenv("CREDENTIALS_DIRECTORY", path_of("credentials"), 1);
        assert_int_equal(settings_load(path_of("sirend.conf"), &s, &why), 0);
        unsetenv("CREDENTIALS_DIRECTORY");
        assert_string_equal(s->mqtt.password, "from systemd");
        settings_free(s);
}

/* A folder of credentials arrives as its files with the folder's name before theirs; by hand it is a folder.
 */
static void secrets_come_from_a_folder_of_them(void **state)
{
        struct settings *s;
        struct problem why = {""};

        (void)state;
        mkdir(path_of("secrets"), 0700);
        mkdir(path_of("credentials"), 0700);
        write_file("secrets/word", "from the folder\n");
        write_file("credentials/secrets_word", "from systemd\n");
        write_file("sirend.conf", HEAD "mqtt = { host = \"b\"; password_file = \"word\"; };\n");
        assert_int_equal(settings_load(path_of("sirend.conf"), &s, &why), 0);
        assert_string_equal(s->mqtt.password, "from the folder");
        settings_free(s);
        setenv("CREDENTIALS_DIRECTORY", path_of("credentials"), 1);
        assert_int_equal(settings_load(path_of("sirend.conf"), &s, &why), 0);
        unsetenv("CREDENTIALS_DIRECTORY");
        assert_string_equal(s->mqtt.password, "from systemd");
        settings_free(s);
}

static void who_only_looks_needs_no_secrets(void **state)
{
        struct settings *s;
        struct problem why = {""};

        (void)state;
        write_file("sirend.conf",
                   HEAD "mqtt = { host = \"b\"; password_file = \"closed\"; };\n"
                        "channels = ( { name = \"chat\"; type = \"webhook\"; url_file = \"closed\"; } );\n");
        assert_int_equal(settings_load(path_of("sirend.conf"), &s, &why), -EINVAL);
        assert_int_equal(settings_peek(path_of("sirend.conf"), &s, &why), 0);
        settings_free(s);
}

static void the_shipped_file_is_good(void **state)
{
        struct settings *s;
        struct problem why = {""};

        (void)state;
        if (settings_load("config/sirend.conf", &s, &why) < 0)
                fail_msg("%s", why.text);
        settings_free(s);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(reads_everything),
            cmocka_unit_test(chats_take_the_keys_of_their_format),
            cmocka_unit_test(names_file_line_and_reason_of_every_mistake),
            cmocka_unit_test(private_addresses_are_refused_where_that_is_set),
            cmocka_unit_test(secrets_come_from_systemd_credentials_first),
            cmocka_unit_test(secrets_come_from_a_folder_of_them),
            cmocka_unit_test(who_only_looks_needs_no_secrets),
            cmocka_unit_test(the_shipped_file_is_good),
        };

        return cmocka_run_group_tests(tests, set_up, tear_down);
}
