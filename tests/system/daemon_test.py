#!/usr/bin/python3
"""The daemon as a whole, with a real broker, a real receiver and its real database."""
import contextlib
import json
import os
import shutil
import signal
import sqlite3
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from sandbox import ROOT, Sandbox, free_port, wait_until  # noqa: E402

CORPUS = os.environ.get("SIREND_CORPUS")

PEOPLE = """
channels = ( {{ name = "phone"; type = "mqtt"; }},
             {{ name = "hook"; type = "webhook"; url = "http://127.0.0.1:{port}{path}"; }} );
subscribers = ( {{ name = "anna"; language = "en"; channels = ["phone"]; rules = ( {{ places = ["ua/kharkiv/chuhuiv"]; }} ); }},
                {{ name = "boris"; language = "uk"; channels = ["hook"]; rules = ( {{ places = ["UA-63"]; }} ); }} );
sources = ( {{ name = "gov"; official = true; }} );
"""


def report(identifier="r1", **members):
    return {"identifier": identifier, "sender": "test@example.org", "event": "drone", "severity": "Severe",
            "headline": "Drone over Chuhuiv", "language": "en", "places": ["ua/kharkiv/chuhuiv"], **members}


def cancel(identifier, refers):
    return report(identifier, msgType="Cancel", references=f"test@example.org,{refers},2026-01-01T00:00:00Z",
                  headline="The drone is down")


def two_threats(identifier):
    """A CAP alert with a block for a drone in one district and one for a flood in another."""
    def info(event, severity, place):
        return (f"<info><language>en</language><category>Safety</category><event>{event}</event><urgency>Immediate</urgency>"
                f"<severity>{severity}</severity><certainty>Observed</certainty><headline>{event} near {place}</headline>"
                f"<area><areaDesc>{place}</areaDesc></area></info>")
    return ('<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">'
            f"<identifier>{identifier}</identifier><sender>test@example.org</sender>"
            f"<sent>{time.strftime('%Y-%m-%dT%H:%M:%S+00:00', time.gmtime())}</sent><status>Actual</status>"
            "<msgType>Alert</msgType><scope>Public</scope>"
            + info("Drone", "Severe", "Chuhuiv raion") + info("Flood", "Minor", "Izium raion") + "</alert>")


class DaemonTest(unittest.TestCase):
    def setUp(self):
        self.box = self.enterContext(Sandbox())
        self.box.start_broker()
        self.box.start_receiver()
        self.configure()
        self.box.subscribe()

    def configure(self, path="/ok", extra="", **keys):
        self.box.configure(PEOPLE.format(port=self.box.hook_port, path=path) + extra, **keys)

    def to_anna(self):
        return [m for _, m in self.box.received("sirend/to/anna")]

    def to_boris(self):
        return [json.loads(h["body"]) for h in self.box.hooks()]

    def wait_for(self, count):
        """So many messages each, and whatever goes out with them."""
        wait_until(lambda: len(self.to_anna()) >= count and len(self.to_boris()) >= count, f"{count} messages each")
        wait_until(lambda: self.box.pending() == 0, "no pending deliveries")
        self.box.caught_up()
        self.assertEqual((len(self.to_anna()), len(self.to_boris())), (count, count))

    def state(self, path="ua/kharkiv/chuhuiv"):
        found = [p for _, t, p in self.box.messages if t == "sirend/state/" + path]
        return found[-1] if found else None

    def reason(self, name):
        """Why that file was rejected; it is written after the file was moved."""
        path = os.path.join(self.box.spool, "rejected", name + ".reason")

        def whole():
            try:
                with open(path, encoding="utf-8") as f:
                    text = f.read()
                return text if text.endswith("\n") else None
            except FileNotFoundError:
                return None
        return wait_until(whole, path)

    def quiet(self):
        wait_until(lambda: not self.box.files("incoming") or self.box.files("incoming") == ["gov"], "an empty spool")
        wait_until(lambda: self.box.pending() == 0, "no pending deliveries")
        self.box.caught_up()

    def test_one_report_reaches_everybody_once(self):
        self.box.start_daemon()
        self.box.drop("a.json", report())
        self.wait_for(1)
        anna, boris = self.to_anna()[0], self.to_boris()[0]
        self.assertEqual((anna["type"], anna["event"], anna["headline"]), ("alert", "drone", "Drone over Chuhuiv"))
        self.assertEqual(anna["places"][0]["path"], "ua/kharkiv/chuhuiv")
        self.assertNotEqual(anna["id"], boris["id"])
        self.assertEqual(anna["incident"], boris["incident"])
        self.assertTrue(self.state())
        self.assertEqual(self.box.received("sirend/alert/ua/kharkiv/chuhuiv")[0][1]["incident"], anna["incident"])
        wait_until(lambda: self.box.files("done") == ["a.json"], "the report to be filed")
        self.box.drop("again.json", report())  # the same alert under another name
        wait_until(lambda: "again.json" in self.box.files("done"), "the repeat to be filed")
        self.quiet()
        self.wait_for(1)

    def test_reports_that_came_while_it_was_down_are_taken(self):
        self.box.drop("a.json", report())
        self.box.drop("b.json", report("r2", places=["ua/sumy"]), source="gov")
        self.box.start_daemon()
        self.wait_for(1)
        wait_until(lambda: self.box.files("done") == ["a.json", "b.json"], "both to be filed")

    def test_an_incident_lives_over_a_restart_and_its_all_clear_goes_to_those_who_were_warned(self):
        self.box.start_daemon()
        self.box.drop("a.json", report())
        self.wait_for(1)
        self.assertEqual(self.box.stop("sirend"), 0)
        wait_until(lambda: ("sirend/status", "offline") in self.box.received("sirend/status"), "the offline status")
        self.box.start_daemon()
        self.box.drop("b.json", report("r2", msgType="Update", references="test@example.org,r1,2026-01-01T00:00:00Z",
                                       severity="Extreme"))
        self.wait_for(2)
        self.assertEqual(self.to_anna()[1]["type"], "update")
        self.assertEqual(self.to_anna()[1]["incident"], self.to_anna()[0]["incident"])
        self.box.drop("c.json", cancel("r3", "r2"))
        self.wait_for(3)
        self.assertEqual([m["type"] for m in self.to_boris()], ["alert", "update", "all-clear"])
        wait_until(lambda: self.state() == "", "the state topic to be empty")

    def test_a_damaged_incident_keeps_nobody_from_starting(self):
        self.box.start_daemon()
        self.box.drop("1.json", json.dumps(report()))
        self.box.drop("2.json", json.dumps(report("r2", event="flood", places=["ua/kharkiv/izium"])))
        wait_until(lambda: len(self.box.files("done")) == 2, "both are filed")
        wait_until(lambda: len(self.to_boris()) == 2, "both alerts")
        self.quiet()
        self.box.stop("sirend")
        with contextlib.closing(sqlite3.connect(self.box.database)) as db, db:
            db.execute("UPDATE incident SET document = '{' WHERE event = 'drone'")
        self.box.start_daemon()
        wait_until(lambda: "cannot be read and is left alone" in self.box.log("sirend"), "it is said in the log")
        self.box.drop("3.json", json.dumps(cancel("r3", "r2")))
        wait_until(lambda: self.to_boris()[-1]["type"] == "all-clear", "the other one ends")
        self.assertEqual(self.box.sql("select state from incident where event = 'drone'")[0][0], "damaged")
        self.assertEqual(json.loads(self.box.ctl("status", "--json").stdout)["incidents"], {"open": 0, "damaged": 1})
        self.assertIn("0 open, 1 damaged", self.box.ctl("status").stdout)

    def test_a_report_that_the_store_does_not_take_holds_up_no_other(self):
        self.box.start_daemon()
        self.box.stop("sirend")
        with contextlib.closing(sqlite3.connect(self.box.database)) as db, db:
            db.execute("CREATE TRIGGER poison BEFORE INSERT ON alert WHEN NEW.headline = 'Poison' "
                       "BEGIN SELECT RAISE(ABORT, 'no such thing'); END")
        self.box.drop("1.json", report("r1", headline="Poison"))
        self.box.drop("2.json", report("r2", event="flood"))
        self.box.start_daemon()
        self.wait_for(1)
        self.assertEqual(self.to_anna()[0]["event"], "flood")
        self.assertIn("no such thing", self.reason("1.json"))
        self.assertEqual(self.box.files("rejected"), ["1.json", "1.json.reason"])

    def test_an_update_that_leaves_a_place_out_clears_it(self):
        self.box.start_daemon()
        self.box.drop("a.json", report(places=["ua/kharkiv/chuhuiv", "ua/kharkiv/izium"]))
        self.wait_for(1)
        self.box.drop("b.json", report("r2", msgType="Update", references="test@example.org,r1,2026-01-01T00:00:00Z",
                                       places=["ua/kharkiv/izium"]))
        self.wait_for(2)
        self.assertEqual(self.to_anna()[1]["type"], "all-clear")  # she follows Chuhuiv only
        self.assertEqual([p["path"] for p in self.to_anna()[1]["places"]], ["ua/kharkiv/chuhuiv"])
        self.assertEqual(self.to_boris()[1]["type"], "update")
        cleared = self.box.received("sirend/alert/ua/kharkiv/chuhuiv")[-1][1]
        self.assertEqual((cleared["type"], [p["path"] for p in cleared["places"]]), ("all-clear", ["ua/kharkiv/chuhuiv"]))
        wait_until(lambda: self.state() == "", "Chuhuiv's state to be empty")
        self.assertTrue(self.state("ua/kharkiv/izium"))

    def test_an_all_clear_that_waits_is_not_taken_back_by_what_goes_on_elsewhere(self):
        self.box.start_daemon()
        self.box.drop("a.json", report(places=["ua/kharkiv/chuhuiv", "ua/kharkiv/izium"]))
        self.wait_for(1)
        self.box.stop("subscriber")
        self.box.stop("mosquitto", signal.SIGKILL)
        for i, severity in enumerate(["Severe", "Extreme"]):
            self.box.drop(f"b{i}.json", report(f"u{i}", msgType="Update", severity=severity, places=["ua/kharkiv/izium"],
                                               references="test@example.org,r1,2026-01-01T00:00:00Z"))
            wait_until(lambda: len(self.to_boris()) == 2 + i, "the webhook of the update")
        self.box.return_broker()
        wait_until(lambda: len(self.to_anna()) > 1, "the all-clear")
        self.quiet()
        self.box.drop("c.json", cancel("r3", "r1"))
        wait_until(lambda: self.to_boris()[-1]["type"] == "all-clear", "the end")
        self.quiet()
        heard = [(m["type"], [p["path"] for p in m["places"]]) for m in self.to_anna()[1:]]
        self.assertEqual(heard, [("all-clear", ["ua/kharkiv/chuhuiv"])])
        public = [m["type"] for _, m in self.box.received("sirend/alert/ua/kharkiv/chuhuiv")]
        self.assertEqual(public, ["alert", "all-clear"])

    def test_an_update_of_two_incidents_clears_what_it_leaves_out_of_either(self):
        self.box.start_daemon()
        self.box.drop("a.json", report("r1"))
        self.wait_for(1)
        self.box.drop("b.json", report("r2", places=["ua/kharkiv/izium"]))
        wait_until(lambda: len(self.to_boris()) == 2, "the second alert")
        self.quiet()
        both = " ".join(f"test@example.org,{i},2026-01-01T00:00:00Z" for i in ("r2", "r1"))
        self.box.drop("c.json", report("r3", msgType="Update", references=both, places=["ua/kharkiv/izium"], severity="Extreme"))
        wait_until(lambda: len(self.to_boris()) == 3, "the update")
        self.quiet()
        self.assertEqual([(m["type"], [p["path"] for p in m["places"]]) for m in self.to_anna()],
                         [("alert", ["ua/kharkiv/chuhuiv"]), ("all-clear", ["ua/kharkiv/chuhuiv"])])
        self.assertEqual(self.box.received("sirend/alert/ua/kharkiv/chuhuiv")[-1][1]["type"], "all-clear")
        self.assertEqual(self.state(), "")
        self.box.drop("d.json", cancel("r4", "r1"))
        wait_until(lambda: self.to_boris()[-1]["type"] == "all-clear", "the all-clear by the merged one's name")

    def test_each_place_hears_of_its_own_threat_and_of_its_end(self):
        self.box.start_daemon()
        self.box.drop("a.xml", two_threats("c1"))
        izium = "sirend/alert/ua/kharkiv/izium"
        wait_until(lambda: self.box.received(izium), "Izium's alert")
        self.assertEqual([(m["event"], m["severity"]) for _, m in self.box.received(izium)], [("flood", "Minor")])
        self.quiet()
        self.box.drop("b.json", report("c2", msgType="Cancel", event="flood", headline="The water falls",
                                       places=["ua/kharkiv/izium"]))
        wait_until(lambda: len(self.box.received(izium)) == 2, "Izium's all-clear")
        self.quiet()
        end = self.box.received(izium)[-1][1]
        self.assertEqual((end["type"], end["event"], [p["path"] for p in end["places"]]),
                         ("all-clear", "flood", ["ua/kharkiv/izium"]))
        self.assertEqual(self.state("ua/kharkiv/izium"), "")
        self.assertEqual(json.loads(self.state())["event"], "drone")
        self.assertNotIn("all-clear", [m["type"] for m in self.to_anna()])

    def test_what_is_said_again_goes_on_for_longer_in_the_state_too(self):
        self.box.start_daemon()
        self.box.drop("a.json", report(expires="2097-01-01T00:00:00Z"))
        self.wait_for(1)
        self.box.drop("b.json", report("r2", msgType="Update", references="test@example.org,r1,2026-01-01T00:00:00Z",
                                       expires="2098-01-01T00:00:00Z"))
        wait_until(lambda: json.loads(self.state())["expires"].startswith("2098"), "the state's new expiry")
        self.quiet()
        self.assertEqual(len(self.to_anna()), 1)

    def test_an_alert_expires_and_says_so(self):
        self.box.use_clock()
        self.box.set_clock(0)
        self.box.start_daemon()
        self.box.drop("a.json", report(expires="1h"))
        self.wait_for(1)
        self.box.set_clock(3601)
        self.wait_for(2)
        self.assertEqual(self.to_anna()[1]["type"], "expired")
        wait_until(lambda: self.state() == "", "the state topic to be empty")

    def test_what_is_worth_a_sound(self):
        self.box.start_daemon()
        self.box.drop("a.json", report())
        self.wait_for(1)
        self.box.drop("b.json", report("r2", msgType="Update", references="test@example.org,r1,2026-01-01T00:00:00Z",
                                       severity="Extreme"))
        self.wait_for(2)
        self.box.drop("c.json", report("r3", msgType="Update", references="test@example.org,r1,2026-01-01T00:00:00Z",
                                       severity="Extreme", headline="Confirmed"), source="gov")
        self.wait_for(3)
        self.box.drop("d.json", cancel("r4", "r3"), source="gov")
        self.wait_for(4)
        self.box.drop("e.json", report("r5", urgency="Past"))
        self.wait_for(5)
        self.assertEqual([(m["type"], m["sound"]) for m in self.to_anna()],
                         [("alert", True), ("update", False), ("update", True), ("all-clear", False), ("alert", False)])

    def test_a_shape_reaches_who_is_in_it_far_from_any_settlement(self):
        with open(self.box.conf, encoding="utf-8") as f:
            text = f.read().replace('{ places = ["ua/kharkiv/chuhuiv"]; }', '{ near = { lat = 45.0; lon = 31.0; radius_km = 1.0; }; }')
        with open(self.box.conf, "w", encoding="utf-8") as f:
            f.write(text)
        self.box.start_daemon()
        at_sea = report(circle="45.9,31.0 120")
        del at_sea["places"]
        self.box.drop("a.json", at_sea)
        wait_until(lambda: self.to_anna(), "the warning at sea")

    def test_past_is_news_and_leaves_the_state_alone(self):
        self.box.start_daemon()
        self.box.drop("a.json", report(urgency="Past"))
        self.wait_for(1)
        self.quiet()
        self.assertEqual(self.to_anna()[0]["urgency"], "Past")
        self.assertFalse(self.state())

    def test_exercise_and_draft_reach_nobody(self):
        self.box.start_daemon()
        for i, status in enumerate(["Exercise", "Test", "System", "Draft"]):
            self.box.drop(f"{i}.json", report(f"r{i}", status=status))
        wait_until(lambda: len(self.box.files("done")) == 4, "four files")
        self.quiet()
        self.assertEqual(self.to_anna() + self.to_boris(), [])
        self.assertEqual(self.box.received("sirend/alert"), [])
        self.assertFalse(self.state())

    def test_broken_reports_are_rejected_with_a_reason_and_hold_nothing_up(self):
        self.box.start_daemon()
        self.box.drop("bad.json", '{"event": "drone",\n "severity": "very bad", "places": ["ua"]}')
        self.box.drop("bad.xml", "<alert><identifier>x</alert>")
        self.box.drop("nowhere.json", report(places=["Atlantis"]))
        self.box.drop("latin.txt", b"Place: ua\nEvent: drone\n\n\xff\xfe")
        os.symlink("/etc/passwd", os.path.join(self.box.spool, "incoming", "link.json"))
        self.box.drop("good.json", report())
        self.wait_for(1)
        names = ["bad.json", "bad.xml", "latin.txt", "link.json", "nowhere.json"]
        wait_until(lambda: [n for n in self.box.files("rejected") if not n.endswith(".reason")] == names, "the rejected ones")
        reasons = {}
        for name in names:
            reasons[name] = self.reason(name)
            self.assertEqual(reasons[name].count("\n"), 1)
            self.assertIn(name, self.box.log("sirend"))
        self.assertRegex(reasons["bad.json"], r"severity.*Extreme, Severe")
        self.assertRegex(reasons["bad.json"], r"line 2")
        self.assertIn("Atlantis", reasons["nowhere.json"])
        self.assertIn("symbolic link", reasons["link.json"])
        self.assertEqual(self.box.sql("select count(*) from report where outcome = 2")[0][0], 5)

    def test_a_file_that_touches_half_a_continent_a_thousand_times_is_refused(self):
        self.box.start_daemon()
        circles = [dict(report(f"c{i}"), circle="49,33 600") for i in range(1000)]
        for c in circles:
            del c["places"]
        self.box.drop("many.json", circles)
        self.box.drop("good.json", report())
        self.wait_for(1)
        self.reason("many.json")
        self.assertRegex(self.box.log("sirend"), r"many\.json: rejected: .* touch \d+ places, .* send it in parts")

    def test_the_broker_may_go_away(self):
        self.box.start_daemon()
        self.box.drop("a.json", report())
        self.wait_for(1)
        self.box.stop("subscriber")
        self.box.stop("mosquitto", signal.SIGKILL)
        for i in range(20):
            self.box.drop(f"b{i}.json", report(f"b{i}"))
        wait_until(lambda: len(self.to_boris()) == 21, "the webhooks in the meantime")
        self.box.return_broker()
        wait_until(lambda: len({m["incident"] for m in self.to_anna()}) == 21, "all that was held back")
        wait_until(lambda: self.state(), "the state, told to the new broker")

    def test_what_was_superseded_while_the_broker_was_away_is_not_sent(self):
        self.box.start_daemon()
        self.box.drop("a.json", report())
        self.wait_for(1)
        self.box.stop("subscriber")
        self.box.stop("mosquitto", signal.SIGKILL)
        before = len(self.box.messages)
        for i, severity in enumerate(["Minor", "Moderate", "Extreme"]):
            self.box.drop(f"u{i}.json", report(f"u{i}", msgType="Update", severity=severity,
                                               references="test@example.org,r1,2026-01-01T00:00:00Z"))
            wait_until(lambda: len(self.to_boris()) == 2 + i, "the webhook of each revision")
        self.box.return_broker()
        wait_until(lambda: self.to_anna()[-1]["severity"] == "Extreme", "the newest revision")
        self.quiet()
        late = [json.loads(p) for _, t, p in self.box.messages[before:]
                if p.startswith("{") and not t.startswith("sirend/status")]
        self.assertEqual({m["severity"] for m in late}, {"Extreme"}, late)

    def test_a_receiver_may_be_down_and_refuse(self):
        self.configure("/status/503-then-ok?n=3")
        self.box.start_daemon()
        self.box.drop("a.json", report())
        wait_until(lambda: len(self.to_boris()) == 4, "the fourth attempt")
        self.quiet()
        self.assertEqual(len({m["id"] for m in self.to_boris()}), 1)
        self.assertEqual(self.box.sql("select count(*) from attempt a join delivery d on d.id = a.delivery "
                                      "where d.channel = 'hook'")[0][0], 4)

    def test_a_proxy_is_used_where_it_is_configured_and_nowhere_else(self):
        elsewhere = f"http://127.0.0.1:{free_port()}"
        self.box.start_daemon(env=dict(os.environ, http_proxy=elsewhere, all_proxy=elsewhere))
        self.box.drop("a.json", report())
        self.wait_for(1)
        with open(self.box.conf, encoding="utf-8") as f:
            text = f.read()
        own = f"http://127.0.0.1:{self.box.hook_port}"
        with open(self.box.conf, "w", encoding="utf-8") as f:
            f.write(text.replace(f'url = "{own}/ok";', f'url = "http://sirend-test.invalid/far"; proxy = "{own}";'))
        self.box.processes["sirend"].send_signal(signal.SIGHUP)
        wait_until(lambda: "reloaded" in self.box.log("sirend"), "the reload")
        self.box.drop("b.json", report("r2"))
        self.wait_for(2)
        self.assertEqual(self.box.hooks()[-1]["path"], "http://sirend-test.invalid/far")

    def test_a_permanent_answer_ends_it(self):
        self.configure("/gone")
        self.box.start_daemon()
        self.box.drop("a.json", report())
        wait_until(lambda: len(self.to_boris()) == 1, "the attempt")
        self.quiet()
        self.assertEqual(self.box.sql("select state, attempts from delivery where channel = 'hook'"), [(3, 1)])

    def test_reload_takes_a_good_file_and_refuses_a_bad_one(self):
        process = self.box.start_daemon()
        with open(self.box.conf, "a", encoding="utf-8") as f:
            f.write("colour = \"red\";\n")
        process.send_signal(signal.SIGHUP)
        wait_until(lambda: "reload refused" in self.box.log("sirend"), "the refusal")
        self.assertRegex(self.box.log("sirend"), r"sirend\.conf:\d+: unknown key \"colour\"")
        self.box.drop("a.json", report())
        self.wait_for(1)
        self.configure(extra="")
        with open(self.box.conf, encoding="utf-8") as f:
            text = f.read().replace('"ua/kharkiv/chuhuiv"', '"ua/sumy"')
        with open(self.box.conf, "w", encoding="utf-8") as f:
            f.write(text)
        process.send_signal(signal.SIGHUP)
        wait_until(lambda: "reloaded" in self.box.log("sirend"), "the reload")
        self.box.drop("b.json", report("r2", places=["ua/sumy"]))
        wait_until(lambda: len(self.to_anna()) == 2, "Anna's new place")
        # the incident of before the reload is still known, and so is who was warned of it
        self.box.drop("c.json", cancel("r3", "r1"))
        wait_until(lambda: [m["type"] for m in self.to_anna()] == ["alert", "alert", "all-clear"], "the all-clear")

    def test_places_that_the_gazetteer_has_no_more_leave_no_state_behind(self):
        own = os.path.join(self.box.dir, "gazetteer")
        shutil.copytree(os.path.join(ROOT, "config", "gazetteer"), own)
        table = os.path.join(own, "90-own.tsv")
        with open(table, "w", encoding="utf-8") as f:
            f.write("path\tlevel\ten\nua/kharkiv/chuhuiv/lighthouse\tsettlement\tLighthouse\n"
                    "ua/kharkiv/chuhuiv/mill\tsettlement\tMill\n")
        self.box.gazetteer = own
        self.configure()
        process = self.box.start_daemon()
        places = ["ua/kharkiv/chuhuiv/lighthouse", "ua/kharkiv/chuhuiv/mill"]
        self.box.drop("a.json", report(places=places))
        wait_until(lambda: all(self.state(p) for p in places), "the states")
        os.unlink(table)
        process.send_signal(signal.SIGHUP)
        wait_until(lambda: self.state() and not any(self.state(p) for p in places), "the states to move")
        self.box.drop("b.json", cancel("r2", "r1"))
        wait_until(lambda: self.state() == "", "the end")

    def test_reload_takes_another_broker(self):
        process = self.box.start_daemon()
        self.box.drop("a.json", report())
        self.wait_for(1)
        old_broker = self.box.processes.pop("mosquitto")
        self.box.processes["old"] = old_broker
        self.box.stop("subscriber")
        self.box.mqtt_port = free_port()
        self.box.start_broker()
        self.configure()
        self.box.subscribe()
        with self.box.lock:
            known = len(self.box.messages)
        process.send_signal(signal.SIGHUP)
        wait_until(lambda: any("/state/" in t for _, t, _ in self.box.messages[known:]), "the state on the new broker")
        self.box.drop("b.json", report("r2"))
        self.wait_for(2)

    def test_a_stop_lets_what_is_under_way_end(self):
        self.configure("/slow/1000")
        self.box.start_daemon()
        self.box.drop("a.json", report())
        wait_until(lambda: self.to_anna() and self.box.hooks(), "the message by MQTT, and the webhook to be under way")
        self.assertEqual(self.box.stop("sirend"), 0)
        self.assertEqual(self.box.sql("select state, attempts from delivery where channel = 'hook'"), [(2, 1)])

    def test_the_status_says_online_and_offline_also_when_killed(self):
        self.box.start_daemon()
        wait_until(lambda: ("sirend/status", "online") in self.box.received("sirend/status"), "online")
        wait_until(lambda: [m for t, m in self.box.received("sirend/status/health")], "the health")
        self.box.stop("sirend", signal.SIGKILL)
        wait_until(lambda: [m for t, m in self.box.received("sirend/status") if t == "sirend/status"][-1] == "offline", "offline")

    def test_a_source_folder_may_come_later_and_incoming_may_go(self):
        self.box.start_daemon()
        self.box.drop("a.json", report(), source="press")
        self.wait_for(1)
        os.rename(os.path.join(self.box.spool, "incoming"), os.path.join(self.box.spool, "moved"))
        wait_until(lambda: os.path.isdir(os.path.join(self.box.spool, "incoming")), "incoming to be made again")
        self.box.drop("b.json", report("r2", event="flood"))
        self.wait_for(2)

    @unittest.skipUnless(CORPUS and os.path.isdir(os.path.join(CORPUS, "cap")), "no corpus of real alerts here")
    def test_all_real_alerts_pass_through(self):
        self.box.start_daemon()
        count = 0
        for folder, _, names in os.walk(os.path.join(CORPUS, "cap")):
            for name in names:
                if name.endswith((".xml", ".cap")) or "." not in name:
                    with open(os.path.join(folder, name), "rb") as f:
                        self.box.drop(f"{count}-{name.lstrip('.')}", f.read())
                    count += 1
        wait_until(lambda: not [n for n in self.box.files("incoming") if n != "gov"], "all of them to be taken", 600)
        rejected = [n for n in self.box.files("rejected") if not n.endswith(".reason")]
        self.assertEqual(len(self.box.files("done")) + len(rejected), count)
        self.assertLess(len(rejected), 30)
        self.assertIsNone(self.box.processes["sirend"].poll())


if __name__ == "__main__":
    unittest.main()
