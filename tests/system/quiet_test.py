#!/usr/bin/python3
"""A night with quiet hours: what must wake people does, the rest waits for the morning, also over a crash; news that are too many
become one digest. The clock of the daemon alone is set forward."""
import datetime
import json
import os
import signal
import sys
import time
import unittest
import zoneinfo

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from sandbox import Sandbox, wait_until  # noqa: E402

KYIV = zoneinfo.ZoneInfo("Europe/Kyiv")


class QuietTest(unittest.TestCase):
    def setUp(self):
        self.box = self.enterContext(Sandbox())
        self.box.small_gazetteer()
        self.box.start_receiver()
        self.box.use_clock()
        self.number = 0
        self.today = datetime.datetime.now(KYIV).date()

    def start(self, extra="", channels='["hook"]', path="/anna"):
        self.box.configure(f"""
            channels = ( {{ name = "hook"; type = "webhook"; timeout = "20s"; url = "http://127.0.0.1:{self.box.hook_port}{path}"; }},
                         {{ name = "sms"; type = "webhook"; url = "http://localhost:{self.box.hook_port}/sms"; }} );
            subscribers = ( {{ name = "anna"; channels = {channels}; time_zone = "Europe/Kyiv"; language = "en";
                              rules = ( {{ places = ["UA-63"]; }} );
                              quiet = {{ from = "22:00"; to = "07:00"; break_through_events = ["chemical"]; }}; }} );
            {extra}""", mqtt=False)
        self.box.start_daemon()

    def set_clock(self, moment):
        self.ahead = round(moment.timestamp() - time.time())
        self.box.set_clock(self.ahead)

    def night(self, hour, days=1):
        """That hour in Kyiv, on a day that is to come."""
        day = self.today + datetime.timedelta(days=days)
        return datetime.datetime(day.year, day.month, day.day, hour, 0, 5, tzinfo=KYIV)

    def report(self, event, headline, severity="Moderate", **more):
        self.number += 1
        name = f"{self.number}.json"
        expires = datetime.datetime.fromtimestamp(time.time() + self.ahead + 20 * 3600, KYIV).isoformat(timespec="seconds")
        self.box.drop(name, {"event": event, "places": ["UA-63"], "headline": headline, "severity": severity, "expires": expires, **more})
        wait_until(lambda: name in self.box.files("done") or name in self.box.files("rejected"), name)
        self.assertIn(name, self.box.files("done"))

    def got(self):
        bodies = {b["id"]: b for b in (json.loads(h["body"]) for h in self.box.hooks())}
        return [(b["type"], b["headline"]) for b in bodies.values()]

    def settled(self):
        time.sleep(1)
        return self.got()

    def test_a_night(self):
        self.set_clock(self.night(23))
        self.start()
        self.report("weather", "Storm")
        self.report("fire", "Fire")
        self.report("explosion", "Blast last week", urgency="Past")
        self.assertEqual(self.settled(), [])
        self.report("drone", "Drone", severity="Severe")
        wait_until(lambda: len(self.got()) == 1, "the drone")
        self.report("chemical", "Gas", severity="Minor")
        wait_until(lambda: len(self.got()) == 2, "what wakes people")
        self.report("drone", "Drone gone", severity="Severe", msgType="Cancel")
        wait_until(lambda: len(self.got()) == 3, "its end")
        self.report("fire", "Fire out", msgType="Cancel")
        status = json.loads(self.box.ctl("status", "--json").stdout)
        self.assertEqual([p for p in status["problems"] if p["part"] != "daemon"], [])
        self.box.stop("sirend", signal.SIGKILL)
        self.box.start_daemon()
        self.assertEqual(self.settled(), [("alert", "Drone"), ("alert", "Gas"), ("all-clear", "Drone gone")])
        self.set_clock(self.night(7, days=2))
        wait_until(lambda: len(self.got()) == 5, "the morning")
        self.assertEqual(set(self.settled()[3:]), {("alert", "Storm"), ("digest", "Digest: 2 reports")})
        digest = [b for b in (json.loads(h["body"]) for h in self.box.hooks()) if b["type"] == "digest"][0]
        lines = digest["text"].split("\n")
        self.assertRegex(lines[0], r"^23:0\d–23:0\d Fire\. It is over$")
        self.assertRegex(lines[1], r"^23:0\d Blast last week$")
        self.assertEqual((len(lines), digest["urgency"], digest["sound"]), (2, "Past", False))
        # Who was told in the morning hears the end; who heard of it in a digest only does not hear of it again.
        self.report("weather", "Storm over", msgType="Cancel")
        wait_until(lambda: len(self.got()) == 6, "the end of the storm")
        self.assertEqual(self.settled()[5:], [("all-clear", "Storm over")])

    def test_what_becomes_worse_breaks_through(self):
        self.set_clock(self.night(23))
        self.start()
        self.report("weather", "Storm")
        self.assertEqual(self.settled(), [])
        self.report("weather", "Hurricane", severity="Extreme")
        wait_until(lambda: self.got(), "what became worse")
        self.set_clock(self.night(7, days=2))
        time.sleep(1)
        self.report("flood", "Flood")
        wait_until(lambda: len(self.got()) == 2, "another by day")
        self.assertEqual(self.settled(), [("alert", "Hurricane"), ("alert", "Flood")])

    def test_the_morning_goes_on_to_the_next_channel(self):
        self.set_clock(self.night(23))
        self.start(channels='["hook", "sms"]; deliver = "first"; confirm_within = "1s"', path="/hang")
        self.report("weather", "Storm")
        self.report("fire", "Fire")
        self.report("fire", "Fire out", msgType="Cancel")
        self.assertEqual(self.settled(), [])
        self.set_clock(self.night(7, days=2))
        by_sms = lambda: {b["headline"] for b in (json.loads(h["body"]) for h in self.box.hooks() if h["path"] == "/sms")}  # noqa: E731
        wait_until(lambda: by_sms() == {"Storm", "Digest: 1 report"}, "the morning on the second channel")
        self.report("weather", "Storm over", msgType="Cancel")
        wait_until(lambda: "Storm over" in by_sms(), "its end")
        self.assertEqual(self.box.sql("select channel from delivery where type = 'all-clear' order by channel"), [("hook",), ("sms",)])

    def test_news_that_are_too_many_by_day(self):
        self.set_clock(self.night(12))
        self.start(extra='news_an_hour = 3; join_window = "0s";')
        for i, event in enumerate(("fire", "flood", "weather", "nuclear", "earthquake", "chemical", "drone")):
            self.report(event, f"News {i}", urgency="Past")
        wait_until(lambda: len(self.got()) == 3, "the first ones")
        self.assertEqual(sorted(self.settled()), [("alert", f"News {i}") for i in range(3)])
        self.set_clock(self.night(13) + datetime.timedelta(minutes=2))
        wait_until(lambda: len(self.got()) == 4, "the digest")
        self.assertEqual(self.settled()[3:], [("digest", "Digest: 4 reports")])
        self.report("other", "News again", urgency="Past")
        wait_until(lambda: len(self.got()) == 5, "the next hour")


if __name__ == "__main__":
    unittest.main()
