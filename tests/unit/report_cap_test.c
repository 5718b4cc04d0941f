#include "decode.h"

#include <math.h>
#include <stdio.h>

#define CAP12 "xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\""
#define HEAD                                                                                                 \
        "<identifier>i</identifier><sender>s</sender><sent>2026-08-18T18:32:45+03:00</sent>"                 \
        "<status>Actual</status><msgType>Alert</msgType><scope>Public</scope>"
#define INFO(inside)  "<info><event>Flood</event>" inside "</info>"
#define ALERT(inside) "<alert " CAP12 ">" HEAD inside "</alert>"

static void test_whole(void **state)
{
        struct decoded d = decode(
            "\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?>\n"
            "<cap:alert "
            "xmlns:cap='urn:oasis:names:tc:emergency:cap:1.1'><cap:sent>2026-08-18T18:32:45+03:00</cap:sent>"
            "<cap:info><cap:area><cap:geocode><cap:value>TXZ001</cap:value><cap:valueName>UGC</"
            "cap:valueName></cap:geocode>"
            "<cap:polygon>1,2 3,4\n5,6 1,2</cap:polygon><cap:circle>1.5,-2.5 "
            "10</cap:circle><cap:areaDesc>There</cap:areaDesc>"
            "<cap:altitude>100</cap:altitude></cap:area><cap:event> Tornado\n Warning </cap:event>"
            "<cap:category>Met</cap:category><cap:category>Safety</cap:category><cap:responseType>Shelter</"
            "cap:responseType>"
            "<cap:urgency>Immediate</cap:urgency><cap:severity>Extreme</cap:severity><cap:certainty>Very "
            "Likely</cap:certainty>"
            "<cap:description><![CDATA[a < b]]>\n\nc &amp; "
            "d</cap:description><cap:expires>2026-08-18T16:00:00.5Z</cap:expires>"
            "<cap:eventCode><cap:valueName>SAME</cap:valueName><cap:value>TOR</cap:value></cap:eventCode>"
            "<cap:resource><cap:derefUri>AAAA</cap:derefUri></cap:resource><cap:unknown><cap:event>no</"
            "cap:event></cap:unknown>"
            "</cap:info><cap:references>s,a,2026-08-18T18:00:00+03:00 b</cap:references><cap:incidents>x \"y "
            "z\"</cap:incidents>"
            "<cap:scope>Restricted</cap:scope><cap:msgType>Update</cap:msgType><cap:status>Exercise</"
            "cap:status>"
            "<cap:sender>s</cap:sender><cap:identifier>i</cap:identifier></cap:alert>\n");
        const struct alert *alert = only(&d);
        (void)state;
        assert_string_equal(alert->cap_version, "1.1");
        assert_string_equal(alert->identifier, "i");
        assert_int_equal(alert->status, STATUS_EXERCISE);
        assert_int_equal(alert->msg_type, MSGTYPE_UPDATE);
        assert_int_equal(alert->scope, SCOPE_RESTRICTED);
        assert_int_equal(alert->sent_offset, 180);
        assert_string_equal(alert->source, "local");
        assert_true(alert->official);
        assert_int_equal(alert->n_references, 2);
        assert_string_equal(alert->references[0].identifier, "a");
        assert_string_equal(alert->references[1].identifier, "b");
        assert_null(alert->references[1].sender);
        assert_int_equal(alert->n_incidents, 2);
        assert_string_equal(alert->incidents[1], "y z");
        assert_int_equal(alert->n_infos, 1);
        const struct alert_info *info = &alert->infos[0];
        assert_string_equal(info->event_text, "Tornado Warning");
        assert_int_equal(info->event, EVENT_WEATHER);
        assert_int_equal(info->categories, 1u << CATEGORY_MET | 1u << CATEGORY_SAFETY);
        assert_int_equal(info->responses, 1u << RESPONSE_SHELTER);
        assert_int_equal(info->urgency, URGENCY_IMMEDIATE);
        assert_int_equal(info->certainty, CERTAINTY_LIKELY);
        assert_string_equal(info->description, "a < b\n\nc & d");
        assert_true(info->expires != TIMESTAMP_NONE);
        assert_int_equal(info->n_event_codes, 1);
        assert_int_equal(info->n_resources, 1);
        assert_int_equal(info->n_areas, 1);
        const struct area *area = &info->areas[0];
        assert_string_equal(area->desc, "There");
        assert_int_equal(area->polygons[0].n_points, 4);
        assert_float_equal(area->polygons[0].points[2].lon, 6, 0);
        assert_float_equal(area->circles[0].radius, 10, 0);
        assert_string_equal(area->codes[0].system, "UGC");
        assert_string_equal(area->codes[0].value, "TXZ001");
        assert_float_equal(area->altitude, 100, 0);
        assert_true(isnan(area->ceiling));
        arena_free(d.a);
}

static void expect_one(const char *text)
{
        struct decoded d = decode(text);
        const struct alert *alert = only(&d);
        assert_int_equal(alert->n_infos, 1);
        assert_int_equal(alert->infos[0].event, EVENT_FLOOD);
        arena_free(d.a);
}

static void test_tolerated(void **state)
{
        (void)state;
        expect_one(ALERT(INFO("")));
        expect_one(" \n<?xml version='1.0'?>" ALERT(INFO("")));
        expect_one("<alert>" HEAD INFO("") "</alert>");
        expect_one("<alert xmlns='urn:something:else'>" HEAD INFO("") "</alert>");
        expect_one("<x:alert><x:info><x:event>Flood</x:event></x:info></x:alert>");
        expect_one(ALERT(INFO("<urgency>Foobar</urgency><severity>bad</severity><expires>soon</expires>")));
        expect_one("<alert><identifier>1</identifier><event>Flood</event></alert>");
        expect_one(ALERT("<info><event>Fl<b>oo</b>d</event></info>"));
        expect_one("<?xml version='1.0' "
                   "encoding='ISO-8859-1'?><alert><info><headline>\xe9</headline><event>Flood</event></"
                   "info></alert>");
}

static void test_encodings(void **state)
{
        (void)state;
        static const struct {
                const char *text, *headline;
        } cases[] = {
            {"<?xml version='1.0' "
             "encoding='windows-1251'?><alert><info><headline>\xcf\xee\xe6\xe0\xf0</headline></info></alert>",
             "Пожар"},
            {"<?xml version='1.0' "
             "encoding='KOI8-U'?><alert><info><headline>\xf0\xcf\xd7\xa6\xce\xd8</headline></info></alert>",
             "Повінь"},
            {"<?xml version='1.0' "
             "encoding='ISO-8859-1'?><alert><info><headline>\xe9t\xe9</headline></info></alert>",
             "été"},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                struct decoded d = decode(cases[i].text);
                assert_string_equal(only(&d)->infos[0].headline, cases[i].headline);
                arena_free(d.a);
        }
        static const char utf16[] =
            "\xff\xfe<\0a\0l\0e\0r\0t\0>\0<\0i\0n\0f\0o\0/\0>\0<\0/\0a\0l\0e\0r\0t\0>";
        struct decoded d = decode_bytes(utf16, sizeof utf16);
        assert_int_equal(only(&d)->n_infos, 1);
        arena_free(d.a);
        assert_refused("<?xml version='1.0' encoding='x-none'?><alert/>", "unknown encoding");
}

static void test_refused(void **state)
{
        (void)state;
        assert_refused("<!DOCTYPE alert SYSTEM 'file:///etc/passwd'><alert/>",
                       "line 1: a DOCTYPE is not accepted");
        assert_refused(
            "<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY x 'y'>]>\n<alert><note>&x;</note></alert>",
            "line 2: a DOCTYPE");
        assert_refused("<alert>\n<note>&xxe;</note></alert>",
                       "line 2: not well-formed XML: undefined entity");
        assert_refused("<alert>\n<info>\n</alert>", "line 3: not well-formed XML");
        assert_refused("<alert></alert>",
                       "line 1, element <alert>: it has neither an identifier nor an info block");
        assert_refused(
            "<alert><identifier>1</identifier>\n<status>Real</status></alert>",
            "line 2, element <status>: \"Real\" is none of Actual, Exercise, System, Test or Draft");
        assert_refused("<html><body/></html>", "element <html>: neither a CAP alert nor a feed of them");
}

static void test_limits(void **state)
{
        const struct report_limits before = decode_options.limits;
        (void)state;
        decode_options.limits = (struct report_limits){
            .depth = 4, .alerts = 2, .infos = 2, .areas = 2, .points = 6, .codes = 2, .text = 10};
        assert_refused("<a><b><c><d><e/></d></c></b></a>",
                       "element <e>: more than 4 elements inside one another");
        assert_refused("<alert><info/><info/><info/></alert>", "more than 2 info blocks in one alert");
        assert_refused("<alert><info><area/><area/><area/></info></alert>", "more than 2 areas in one alert");
        assert_refused(
            "<alert><info><area><polygon>1,1 1,2 2,2 3,3 4,4 5,5 6,6 1,1</polygon></area></info></alert>",
            "more than 6 points in one alert");
        assert_refused("<alert><info><area><geocode/><geocode/><geocode/></area></info></alert>",
                       "more than 2 geocodes");
        struct decoded d =
            decode("<alerts><alert><info/></alert><alert><info/></alert>\n<alert><info/></alert></alerts>");
        assert_int_equal(d.result, 1);
        assert_int_equal(d.list.n, 2);
        assert_string_equal(d.why.text, "line 2: more than 2 alerts in one file");
        arena_free(d.a);
        d = decode("<alert><info><headline>ехал грека</headline></info></alert>");
        assert_string_equal(only(&d)->infos[0].headline, "ехал");
        arena_free(d.a);
        decode_options.limits = before;
}

static void test_shapes(void **state)
{
        struct decoded d = decode(ALERT(
            INFO("<area><polygon/><polygon></polygon><polygon>1,1 2,2</polygon>"
                 "<polygon>1,1 1,2, x,y 99,1 2, 2</polygon><circle/><circle> </circle><circle>5,5</circle>"
                 "<geocode>FIPS6=006109</geocode></area>")));
        const struct area *area = &only(&d)->infos[0].areas[0];
        (void)state;
        assert_int_equal(area->n_polygons, 3);
        assert_int_equal(area->polygons[0].n_points, 0);
        assert_int_equal(area->polygons[1].n_points, 0);
        assert_int_equal(area->polygons[2].n_points, 4);
        assert_float_equal(area->polygons[2].points[3].lat, 1, 0);
        assert_int_equal(area->n_circles, 2);
        assert_true(isnan(area->circles[0].center.lat));
        assert_float_equal(area->circles[1].radius, 0, 0);
        assert_string_equal(area->codes[0].system, "FIPS6");
        assert_string_equal(area->codes[0].value, "006109");
        arena_free(d.a);
}

static void test_times(void **state)
{
        (void)state;
        static const char *const same[] = {"2026-01-01T05:09:13Z",
                                           "2026-01-01T05:09:13",
                                           "2569-01-01T05:09:13+00:00",
                                           "2026-01-01T05:09:13.250-00:00",
                                           "Thu, 01 Jan 2026 05:09:13 +0000",
                                           "1 Jan 2026 05:09:13 GMT"};
        for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
                char text[200];
                snprintf(text, sizeof text, "<alert><identifier>1</identifier><sent>%s</sent></alert>",
                         same[i]);
                struct decoded d = decode(text);
                assert_int_equal(only(&d)->sent / TIMESTAMP_SECOND, 1767244153);
                arena_free(d.a);
        }
}

static void test_feeds(void **state)
{
        struct decoded d = decode(
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>f</title><entry><id>e</id><content>" ALERT(
                INFO("")) "</content></entry>" ALERT("") "<entry><id>no cap</id></entry></feed>");
        (void)state;
        assert_int_equal(d.result, 0);
        assert_int_equal(d.list.n, 2);
        assert_string_equal(d.list.alerts[0].identifier, "i");
        arena_free(d.a);
        d = decode("<EDXLDistribution><contentObject><xmlContent><embeddedXMLContent>" ALERT(
            "") "</embeddedXMLContent></xmlContent>"
                "</contentObject></EDXLDistribution>");
        only(&d);
        arena_free(d.a);
        d = decode("<rss version='2.0'><channel/></rss>");
        assert_int_equal(d.result, 0);
        assert_int_equal(d.list.n, 0);
        arena_free(d.a);
        d = decode("<alerts><alert/>\n<alert><msgType>x</msgType></alert>" ALERT("") "</alerts>");
        assert_int_equal(d.result, 1);
        assert_int_equal(d.list.n, 1);
        assert_non_null(strstr(d.why.text, "line 1, element <alert>"));
        arena_free(d.a);
}

static void test_entry(void **state)
{
        struct decoded d = decode(
            "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:cap='urn:oasis:names:tc:emergency:cap:1.1'>"
            "<entry><id>e1</id><updated>2026-01-01T05:09:13Z</updated><author><name>nws</name></"
            "author><title>Wind Advisory</title>"
            "<summary>Windy.</summary><cap:severity>Minor</cap:severity><cap:areaDesc>Plains</"
            "cap:areaDesc><cap:geocode>"
            "<valueName>UGC</valueName><value>NMZ501</value></cap:geocode></entry></feed>");
        const struct alert *alert = only(&d);
        struct alert_counts counts;
        (void)state;
        assert_string_equal(alert->identifier, "e1");
        assert_string_equal(alert->sender, "nws");
        assert_string_equal(alert->cap_version, "1.1");
        const struct alert_info *info = &alert->infos[0];
        assert_true(info->implied);
        assert_string_equal(info->headline, "Wind Advisory");
        assert_string_equal(info->description, "Windy.");
        assert_int_equal(info->event, EVENT_WEATHER);
        assert_string_equal(info->areas[0].desc, "Plains");
        alert_count(alert, &counts);
        assert_int_equal(counts.infos, 0);
        assert_int_equal(counts.areas, 0);
        assert_int_equal(counts.geocodes, 1);
        arena_free(d.a);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_whole),     cmocka_unit_test(test_tolerated),
            cmocka_unit_test(test_encodings), cmocka_unit_test(test_refused),
            cmocka_unit_test(test_limits),    cmocka_unit_test(test_shapes),
            cmocka_unit_test(test_times),     cmocka_unit_test(test_feeds),
            cmocka_unit_test(test_entry),
        };
        return cmocka_run_group_tests(tests, decode_setup, decode_teardown);
}
