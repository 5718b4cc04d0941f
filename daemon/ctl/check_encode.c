#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "ctl/check.h"

static void set_string(json_t *o, const char *name, const char *value)
{
        json_object_set_new(o, name, output_json_text(value));
}

static void set_count(json_t *o, const char *name, size_t n)
{
        json_object_set_new(o, name, json_integer((json_int_t)n));
}

static json_t *encode_names(const struct gazetteer *g, uint32_t place, struct arena *a)
{
        json_t *list = json_array();
        const char **names;
        size_t n = place_names(g, place, a, &names);

        for (size_t i = 0; i < n; i++)
                json_array_append_new(list, json_string(names[i]));
        return list;
}

static json_t *encode_place(const struct gazetteer *g, const struct area_place *p, struct arena *a)
{
        json_t *o = json_object();

        set_string(o, "path", p->path);
        set_string(o, "iso", place_iso(g, p->number, a));
        set_string(o, "level", place_level_word(place_level(g, p->number)));
        json_object_set_new(o, "names", encode_names(g, p->number, a));
        set_string(o, "role", vocab_word(VOCAB_ROLE, (int)p->role));
        set_string(o, "why", p->why);
        return o;
}

/* A village in it that the gazetteer does not know: its name as written, and the path of what it lies in. */
static json_t *encode_unknown(const struct gazetteer *g, const struct area_place *p, const char *name,
                              size_t size, struct arena *a)
{
        json_t *o = json_object(), *names = json_array();

        set_string(o, "path", p->path);
        set_string(o, "iso", place_iso(g, p->number, a));
        set_string(o, "level", place_level_word(LEVEL_SETTLEMENT));
        json_array_append_new(names, json_string(arena_strndup(a, name, size)));
        json_object_set_new(o, "names", names);
        set_string(o, "role", vocab_word(VOCAB_ROLE, (int)p->role));
        set_string(o, "why", "not in the gazetteer: what it lies in is warned");
        return o;
}

static json_t *encode_places(const struct gazetteer *g, const struct alert *alert, struct arena *a)
{
        json_t *list = json_array();
        const struct area_place **places;
        size_t n = check_places(alert, a, &places);

        for (size_t i = 0; i < n; i++) {
                json_array_append_new(list, encode_place(g, places[i], a));
                for (const char *at = places[i]->words; at && *at; at += strcspn(at, ";")) {
                        at += strspn(at, "; ");
                        json_array_append_new(list, encode_unknown(g, places[i], at, strcspn(at, ";"), a));
                }
        }
        return list;
}

static json_t *encode_mention(const struct gazetteer *g, const struct area_mention *m, struct arena *a)
{
        uint32_t place = m->path ? place_by_path(g, m->path) : PLACE_NONE;
        json_t *o = json_object();

        set_string(o, "path", m->path);
        set_string(o, "iso", place == PLACE_NONE ? NULL : place_iso(g, place, a));
        set_string(o, "why", m->why);
        set_string(o, "text", m->text);
        return o;
}

static json_t *encode_mentions(const struct gazetteer *g, const struct alert *alert, struct arena *a)
{
        json_t *list = json_array();

        for (const struct alert_info *i = NULL; (i = check_next_info(alert, i));)
                for (size_t k = 0; k < i->n_mentions; k++)
                        json_array_append_new(list, encode_mention(g, &i->mentions[k], a));
        return list;
}

/* A number where it is one. */
static json_t *encode_value(const char *text)
{
        size_t n = strlen(text);

        if (n > 0 && n < 16 && strspn(text, "0123456789") == n)
                return json_integer(atoll(text));
        return json_string(text);
}

static json_t *encode_facts(const struct alert *alert)
{
        json_t *o = json_object();

        for (const struct alert_info *i = NULL; (i = check_next_info(alert, i));)
                for (size_t k = 0; k < i->n_facts; k++)
                        json_object_set_new(o, i->facts[k].name, encode_value(i->facts[k].value));
        return o;
}

static json_t *encode_evidence(const struct alert *alert)
{
        json_t *list = json_array();

        for (const struct alert_info *i = NULL; (i = check_next_info(alert, i));)
                for (size_t k = 0; k < i->n_evidence; k++)
                        json_array_append_new(list, json_string(i->evidence[k]));
        return list;
}

static char *format_sent(int64_t sent, int offset, struct arena *a)
{
        char text[TIMESTAMP_TEXT];

        return sent == TIMESTAMP_NONE ? NULL : arena_strdup(a, timestamp_format(sent, offset, text));
}

/* Each as CAP writes it: "sender,identifier,sent", as far as it was given. */
static json_t *encode_references(const struct alert *alert, struct arena *a)
{
        json_t *list = json_array();

        for (size_t i = 0; i < alert->n_references; i++) {
                const struct alert_reference *r = &alert->references[i];
                const char *sent = format_sent(r->sent, 0, a);

                json_array_append_new(
                    list, json_string(r->sender ? arena_printf(a, "%s,%s%s%s", r->sender, r->identifier,
                                                               sent ? "," : "", sent ? sent : "")
                                                : r->identifier));
        }
        return list;
}

static json_t *encode_cap(const struct alert *alert, struct arena *a)
{
        struct alert_counts counts;
        json_t *o = json_object();

        alert_count(alert, &counts);
        set_string(o, "version", alert->cap_version);
        set_string(o, "identifier", alert->identifier);
        set_string(o, "sender", alert->sender);
        set_string(o, "sent", format_sent(alert->sent, alert->sent_offset, a));
        json_object_set_new(o, "references", encode_references(alert, a));
        set_string(o, "scope", vocab_word(VOCAB_SCOPE, (int)alert->scope));
        set_count(o, "infos", counts.infos);
        set_count(o, "areas", counts.areas);
        set_count(o, "polygons", counts.polygons);
        set_count(o, "circles", counts.circles);
        set_count(o, "geocodes", counts.geocodes);
        return o;
}

static json_t *encode_alert(const struct setup *setup, const struct alert *alert, struct arena *a)
{
        static const struct alert_info nothing = {.event = EVENT_OTHER,
                                                  .urgency = URGENCY_UNKNOWN,
                                                  .severity = SEVERITY_UNKNOWN,
                                                  .certainty = CERTAINTY_UNKNOWN};
        const struct alert_info *main = alert_main_info(alert, NULL);
        json_t *o = json_object();

        main = main ? main : &nothing;
        set_string(o, "event", vocab_word(VOCAB_EVENT, (int)main->event));
        set_string(o, "state", vocab_word(VOCAB_STATE, (int)alert_state(alert)));
        set_string(o, "status", vocab_word(VOCAB_STATUS, (int)alert->status));
        set_string(o, "msgType", vocab_word(VOCAB_MSGTYPE, (int)alert->msg_type));
        set_string(o, "urgency", vocab_word(VOCAB_URGENCY, (int)main->urgency));
        set_string(o, "severity", vocab_word(VOCAB_SEVERITY, (int)main->severity));
        set_string(o, "certainty", vocab_word(VOCAB_CERTAINTY, (int)main->certainty));
        set_string(o, "headline", main->headline);
        json_object_set_new(o, "places", encode_places(setup->gazetteer, alert, a));
        json_object_set_new(o, "mentions", encode_mentions(setup->gazetteer, alert, a));
        json_object_set_new(o, "facts", encode_facts(alert));
        json_object_set_new(o, "evidence", encode_evidence(alert));
        if (alert->format == FORMAT_CAP)
                json_object_set_new(o, "cap", encode_cap(alert, a));
        return o;
}

static json_t *encode_route(const struct subscriber *s, const char *channel, const struct route *r)
{
        json_t *o = json_object();

        set_string(o, "subscriber", s->name);
        set_string(o, "channel", channel);
        set_string(o, "rule", r->rule_name);
        set_string(o, "decision", route_decision_word(r->decision));
        set_string(o, "reason", r->reason);
        return o;
}

static json_t *encode_routes(const struct setup *setup, const struct check *check)
{
        json_t *list = json_array();

        for (size_t i = 0; check->routes && i < check->n_routes; i++) {
                const struct subscriber *s = people_get(setup->people, check->routes[i].subscriber);

                for (size_t k = 0; k < s->n_channels; k++) {
                        json_t *route = encode_route(s, s->channels[k], &check->routes[i]);
                        if (s->first)
                                set_count(route, "turn", k + 1);
                        json_array_append_new(list, route);
                }
        }
        return list;
}

json_t *check_encode(const struct setup *setup, const struct check *check, struct arena *a)
{
        json_t *o = json_object(), *alerts = json_array();

        set_string(o, "file", check->file);
        set_string(o, "rejected", check->rejected);
        if (check->partly)
                set_string(o, "partly", check->partly);
        for (size_t i = 0; i < check->alerts.n; i++)
                json_array_append_new(alerts, encode_alert(setup, &check->alerts.alerts[i], a));
        json_object_set_new(o, "alerts", alerts);
        json_object_set_new(o, "routes", encode_routes(setup, check));
        return o;
}
