#!/usr/bin/python3
"""Whoever looks after sirend is told what is wrong with it: once when it begins, once when it is over, and never twice."""
import json
import os
import signal
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from sandbox import Sandbox, wait_until  # noqa: E402

REPORT = {"event": "drone", "places": ["UA-63"]}


class OperatorsTest(unittest.TestCase):
    def setUp(self):
        self.box = self.enterContext(Sandbox())
        self.box.small_gazetteer()
        self.box.start_broker()
        self.box.start_receiver()

    def start(self, after="1s", body="", extra=""):
        self.box.configure(f"""
            operators = {{ channels = ["ops"]; after = "{after}"; }};
            channels = ( {{ name = "ops"; type = "webhook"; url = "http://127.0.0.1:{self.box.hook_port}/ops"; }},
                         {{ name = "hook"; type = "webhook"; url = "http://127.0.0.1:{self.box.hook_port}/anna"; }} {extra} );
            subscribers = ( {{ name = "anna"; channels = ["hook"]; rules = ( {{ places = ["UA-63"]; }} ); }} );
            {body}""")
        self.box.start_daemon()

    def told(self, word=""):
        """Type and headline of what the operators got, where it has that word."""
        bodies = {b["id"]: b for b in (json.loads(h["body"]) for h in self.box.hooks() if h["path"] == "/ops")}
        return [(b["type"], b["headline"]) for b in bodies.values() if word in b["headline"]]

    def others(self):
        return [h for h in self.box.hooks() if h["path"] != "/ops"]

    def types(self, word):
        return [kind for kind, _ in self.told(word)]

    def test_the_broker_goes_and_comes_back(self):
        self.start(after="2s")
        time.sleep(4)
        self.assertEqual(self.told(), [])
        self.box.stop("mosquitto", signal.SIGKILL)
        wait_until(lambda: self.told(), "the word")
        self.assertTrue(self.told()[0][1].startswith("SYSTEM: "), self.told())
        body = json.loads(self.box.hooks()[0]["body"])
        self.assertEqual((body["type"], body["status"], body["places"]), ("alert", "System", []))
        self.box.start_broker()
        wait_until(lambda: len(self.told()) > 1, "the other word")  # as its next try to connect is
        time.sleep(2)
        self.assertEqual([kind for kind, _ in self.told()], ["alert", "all-clear"])
        self.assertIn("Resolved", self.told()[1][1])
        self.assertEqual(self.others(), [])

    def test_a_blip_is_not_told(self):
        self.start(after="2m")
        self.box.stop("mosquitto", signal.SIGKILL)
        wait_until(lambda: "mqtt" in self.box.ctl("status", "--json").stdout, "the broker in the status")
        self.box.start_broker()
        wait_until(lambda: self.box.ctl("status", "--json").returncode == 0, "the broker back")
        time.sleep(2)
        self.assertEqual(self.told(), [])
        self.assertEqual(self.box.sql("select count(*) from delivery where subscriber = 'operators'"), [(0,)])

    def test_another_process_knows_what_was_told(self):
        self.start(body='sources = ( { name = "gov"; expect_every = "1s"; } );')
        self.box.drop("a.json", REPORT, source="gov")  # a source that was never heard of counts from the start
        wait_until(lambda: self.told("gov is silent"), "the silence")  # not looked for while a report waits
        self.box.stop("sirend", signal.SIGKILL)
        self.box.start_daemon()
        time.sleep(4)
        self.assertEqual(self.types("gov"), ["alert"])
        self.box.stop("sirend")
        self.start(body='sources = ( { name = "gov"; expect_every = "1h"; } );')
        wait_until(lambda: len(self.types("gov")) > 1, "the end")
        self.assertEqual(self.types("gov"), ["alert", "all-clear"])

    def test_many_at_once_are_one_message(self):
        self.start(after="2s", body="sources = ( " + ", ".join(f'{{ name = "s{i}"; expect_every = "1s"; }}' for i in range(30)) + " );")
        wait_until(lambda: self.told(), "the silence")
        time.sleep(4)
        self.assertEqual(self.types("30 problems: source s0"), ["alert"])
        self.assertEqual(len(self.told()), 1)

    def test_deliveries_that_fail_and_an_endpoint_that_is_dead(self):
        self.start(extra=', { name = "gone"; type = "webhook"; url = "http://127.0.0.1:%d/status/404"; }' % self.box.hook_port)
        with open(self.box.conf, encoding="utf-8") as f:
            text = f.read()
        with open(self.box.conf, "w", encoding="utf-8") as f:
            f.write(text.replace('channels = ["hook"]', 'channels = ["gone"]'))
        self.box.processes["sirend"].send_signal(signal.SIGHUP)
        wait_until(lambda: "reloaded" in self.box.log("sirend"), "the reload")
        self.box.drop("a.json", REPORT)
        wait_until(lambda: self.told("failed for good"), "the word")
        self.assertEqual(self.types("channel gone"), ["alert"])


if __name__ == "__main__":
    unittest.main()
