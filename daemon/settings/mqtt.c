/* mqtt: the broker, and what is published there. */
#include <string.h>

#include "settings/reader.h"

#define HOME_MOST 200 /* places and subscribers that Home Assistant shows */

static const struct key tls_keys[] = {
    {"ca_file", reader_file, offsetof(struct mqtt_options, ca_file)},
    {"ca_path", reader_path, offsetof(struct mqtt_options, ca_path)},
    {"cert_file", reader_file, offsetof(struct mqtt_options, cert_file)},
    {"key_file", reader_file, offsetof(struct mqtt_options, key_file)},
};

static int read_tls(struct reader *r, config_setting_t *s, void *out)
{
        struct mqtt_options *m = out;
        int e = READER_KEYS(r, s, tls_keys, m);

        m->tls = true;
        if (e == 0 && !m->cert_file != !m->key_file)
                return reader_complain(r, s, "tls needs cert_file and key_file together");
        return e;
}

/* Which public topics there are: "alert", "state", both, or none of them. */
static int read_publish(struct reader *r, config_setting_t *s, void *out)
{
        struct mqtt_options *m = out;
        const char **names;
        size_t n;
        int e = reader_strings(r, s, &names, &n);

        m->publish_alerts = m->publish_states = false;
        for (size_t i = 0; i < n && e == 0; i++) {
                if (strcmp(names[i], "alert") == 0)
                        m->publish_alerts = true;
                else if (strcmp(names[i], "state") == 0)
                        m->publish_states = true;
                else
                        e = reader_complain(r, s, "publish: \"%s\" is neither \"alert\" nor \"state\"",
                                            names[i]);
        }
        return e;
}

READER_LIST_OF(settings_home, places)
READER_LIST_OF(settings_home, subscribers)

static const struct key home_keys[] = {
    {"prefix", reader_string, offsetof(struct settings_home, prefix)},
    {"places", read_settings_home_places, 0},
    {"subscribers", read_settings_home_subscribers, 0},
};

static int read_home(struct reader *r, config_setting_t *s, void *out)
{
        struct settings_home *home = &r->settings->home;
        int e;

        (void)out;
        home->prefix = "homeassistant";
        home->where = reader_where(r, s);
        e = READER_KEYS(r, s, home_keys, home);
        if (e == 0 && !reader_is_topic(home->prefix))
                return reader_complain(r, s, "home_assistant: \"%s\" is no topic to publish to",
                                       home->prefix);
        if (e == 0 && home->n_places + home->n_subscribers == 0)
                return reader_complain(r, s, "home_assistant needs places or subscribers");
        if (e == 0 && home->n_places + home->n_subscribers > HOME_MOST)
                return reader_complain(r, s, "home_assistant: more than %d places and subscribers",
                                       HOME_MOST);
        return e;
}

static const struct key mqtt_keys[] = {
    {"home_assistant", read_home, 0},
    {"host", reader_string, offsetof(struct mqtt_options, host)},
    {"port", reader_port, offsetof(struct mqtt_options, port)},
    {"client_id", reader_string, offsetof(struct mqtt_options, client_id)},
    {"user", reader_string, offsetof(struct mqtt_options, user)},
    {"password_file", reader_secret_file, offsetof(struct mqtt_options, password)},
    {"prefix", reader_string, offsetof(struct mqtt_options, prefix)},
    {"tls", read_tls, 0},
    {"keepalive", reader_keepalive, offsetof(struct mqtt_options, keepalive)},
    {"window", reader_count, offsetof(struct mqtt_options, window)},
    {"publish", read_publish, 0},
};

int reader_mqtt(struct reader *r, config_setting_t *s, void *out)
{
        struct mqtt_options *m = out;
        int e = READER_KEYS(r, s, mqtt_keys, m);

        if (e < 0)
                return e;
        if (!m->host)
                return reader_complain(r, s, "mqtt needs host = \"...\"");
        if (!reader_is_topic(m->prefix))
                return reader_complain(r, s, "mqtt: \"%s\" is no topic to publish to", m->prefix);
        if (m->port == 0)
                m->port = m->tls ? 8883 : 1883;
        return 0;
}
