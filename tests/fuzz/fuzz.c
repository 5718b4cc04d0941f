#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "alert/alert_json.h"
#include "base/json_text.h"
#include "base/text.h"
#include "base/timestamp.h"
#include "report/report_key.h"

static const struct report_options *options(void)
{
        static struct report_options o = {.source = {.name = "fuzz"}, .now = 1800000000 * TIMESTAMP_SECOND};
        static struct event_table *events;
        static struct report_key_table *keys;
        struct problem why;
        if (!events) {
                if (event_table_load("config/vocabulary/events.tsv", &events, &why) < 0 ||
                    report_key_table_load("config/vocabulary/keys.tsv", &keys, &why) < 0)
                        abort();
                o.events = events;
                o.keys = keys;
                o.limits = report_limits_default;
        }
        return &o;
}

static void expect(int truth)
{
        if (!truth)
                abort();
}

/* The promises of alert.h and area.h. */
static void look_at(const struct alert *alert, struct arena *a)
{
        struct alert_counts counts;
        struct problem why;
        struct alert copy;
        alert_count(alert, &counts);
        alert_state(alert);
        alert_main_info(alert, "uk");
        alert_expires(alert);
        alert_key(alert, a);
        for (size_t i = 0; i < alert->n_infos; i++) {
                for (size_t k = 0; k < alert->infos[i].n_areas; k++) {
                        const struct area *area = &alert->infos[i].areas[k];
                        for (size_t p = 0; p < area->n_polygons; p++)
                                expect(area->polygons[p].n_points == 0 || area->polygons[p].n_points >= 4);
                }
        }
        json_t *json = alert_json_encode(alert), *again;
        char *text = json_text_copy(json, a);
        expect(text_valid(text, strlen(text)) == strlen(text));
        expect(alert_json_decode(json, a, &copy, &why) == 0);
        again = alert_json_encode(&copy);
        expect(json_equal(json, again));
        json_decref(again);
        json_decref(json);
}

int fuzz_read(fuzz_reader *reader, const uint8_t *data, size_t size)
{
        struct arena *a = arena_new();
        struct alert_list list = {0};
        struct problem why = {0};
        char *bytes = malloc(size + 1);
        expect(bytes != NULL);
        memcpy(bytes, data, size);
        bytes[size] = '\0';
        int r = reader(options(), bytes, size, a, &list, &why);
        expect(r == 0 || *why.text);
        expect(r >= 0 || list.n == 0);
        for (size_t i = 0; i < list.n; i++)
                look_at(&list.alerts[i], a);
        free(bytes);
        arena_free(a);
        return 0;
}
