#!/usr/bin/python3
"""One channel after another until one confirms; and who was not reached while it lasted hears that it has expired."""
import json
import os
import signal
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from sandbox import Sandbox, wait_until  # noqa: E402

PLACE = "ua/kharkiv/chuhuiv"
UNNEEDED = 6  # enum delivery_state


class FallbackTest(unittest.TestCase):
    def setUp(self):
        self.box = self.enterContext(Sandbox())
        self.box.start_receiver()

    def start(self, first, within, second="/sms", more=""):
        self.box.configure(f"""
            channels = ( {{ name = "push"; type = "webhook"; timeout = "20s"; url = "http://127.0.0.1:{self.box.hook_port}{first}"; }},
                         {{ name = "sms"; type = "webhook"; url = "http://localhost:{self.box.hook_port}{second}"; }} );
            subscribers = ( {{ name = "anna"; channels = ["push", "sms"]; deliver = "first"; confirm_within = "{within}";
                               rules = ( {{ places = ["{PLACE}"]; }} ); {more} }} );
        """, mqtt=False)
        self.box.start_daemon()

    def report(self, name, **members):
        self.box.drop(name, {"event": "drone", "places": [PLACE], "identifier": "a-1", "sender": "gov", **members})

    def came(self, path):
        """What came there, as (type, revision)."""
        bodies = [json.loads(h["body"]) for h in self.box.hooks() if h["path"] == path]
        return [(b["type"], b["revision"]) for b in bodies]

    def rows(self):
        return self.box.sql("select channel, state, reason from delivery where subscriber = 'anna' order by id")

    def test_what_the_first_confirms_goes_no_further(self):
        self.start("/push", "1h")
        self.report("a.json")
        wait_until(lambda: self.came("/push"), "the first channel")
        wait_until(lambda: not self.box.pending(), "the end of it")
        self.assertEqual(self.rows()[1], ("sms", UNNEEDED, "confirmed by push"))
        listed = self.box.ctl("outbox", "--all").stdout
        self.assertIn("not needed", listed)
        self.assertEqual(self.came("/sms"), [])

    def test_a_silent_one_is_waited_for_and_each_that_was_warned_hears_the_end(self):
        self.start("/hang", "1s")
        begun = time.monotonic()
        self.report("a.json")
        wait_until(lambda: self.came("/sms"), "the second channel")
        self.assertGreaterEqual(time.monotonic() - begun, 1)
        self.assertEqual(self.came("/hang"), [("alert", 1)])
        self.report("b.json", msgType="Cancel")
        wait_until(lambda: ("all-clear", 2) in self.came("/sms"), "the all-clear")
        waits = self.box.sql("select count(*) from delivery where channel = 'push' and type = 'all-clear'")
        self.assertEqual(waits, [(1,)])

    def test_the_second_channel_gets_what_is_true_by_then(self):
        self.start("/hang", "6s")
        self.report("a.json", headline="A drone")
        wait_until(lambda: self.came("/hang"), "the first channel")
        self.report("b.json", headline="Two drones", msgType="Update", severity="Extreme")
        wait_until(lambda: self.came("/sms"), "the second channel")
        wait_until(lambda: not [r for r in self.rows() if r[0] == "sms" and r[1] < 2], "the end of it")
        self.assertEqual(self.came("/sms"), [("update", 2)])

    def test_a_refusal_is_not_waited_for(self):
        self.start("/gone", "1h")
        self.report("a.json")
        wait_until(lambda: self.came("/sms"), "the second channel")
        self.assertEqual(self.came("/sms"), [("alert", 1)])

    def test_a_crash_forgets_no_turn(self):
        self.start("/hang", "5s")
        self.report("a.json")
        wait_until(lambda: self.came("/hang"), "the first channel")
        self.box.stop("sirend", signal.SIGKILL)
        self.assertEqual(self.came("/sms"), [])
        self.box.start_daemon()
        wait_until(lambda: self.came("/sms"), "the second channel")
        self.assertEqual(self.came("/sms"), [("alert", 1)])

    def test_who_was_not_reached_hears_that_it_has_expired(self):
        port = self.box.hook_port
        self.box.stop("receiver")
        self.box.hook_port = port
        self.start("/push", "1h")
        self.report("a.json", expires=time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(time.time() + 8)))
        wait_until(lambda: self.box.sql("select 1 from delivery"), "the alert")
        # its receiver is known to be away when the second one comes
        wait_until(lambda: self.box.sql("select 1 from delivery where attempts > 0"), "a try")
        wait_until(lambda: "takes no messages" in self.box.log("sirend"), "the log's word on its receiver")
        self.box.drop("b.json", {"event": "flood", "places": [PLACE], "identifier": "b-1", "sender": "gov",
                                 "expires": time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(time.time() + 6))})
        ended = "select count(distinct incident) from delivery where type = 'expired'"
        wait_until(lambda: self.box.sql(ended) == [(2,)], "the end")
        self.box.start_receiver()
        wait_until(lambda: len(self.came("/push")) == 2, "the present state")
        self.assertEqual({kind for kind, _ in self.came("/push")}, {"expired"})


if __name__ == "__main__":
    unittest.main()
