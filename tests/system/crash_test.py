#!/usr/bin/python3
"""Kills the daemon with SIGKILL at random moments while reports flow, and counts: every report must have reached the MQTT
subscriber and the webhook at least once, and every repeat must be recognisable by the delivery's id.

KILLS says how often (default 200), SEED which moments.
"""
import collections
import json
import os
import random
import signal
import sys
import threading
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from sandbox import Sandbox, wait_until  # noqa: E402

KILLS = int(os.environ.get("KILLS", "200"))
SEED = int(os.environ.get("SEED", str(time.time_ns() % 100000)))

SUBSCRIBERS = """
channels = ( {{ name = "phone"; type = "mqtt"; }},
             {{ name = "hook"; type = "webhook"; url = "http://127.0.0.1:{port}/hook"; connections = 8; }} );
subscribers = ( {{ name = "anna"; channels = ["phone", "hook"]; rules = ( {{ places = ["ua/kharkiv"]; }} ); }} );
"""


def report(number):
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return {"identifier": f"crash-{number}", "sender": "test@example.org", "sent": now, "event": "drone",
            "headline": f"crash-{number}", "severity": "Severe", "places": ["ua/kharkiv"]}


class Crash(unittest.TestCase):
    def feed(self, sandbox, stop):
        """Reports without pause, one in ten of them twice under the same name."""
        while not stop.is_set():
            number, the_same = self.sent, report(self.sent)
            sandbox.drop(f"{number}.json", the_same)
            if number % 10 == 0:
                sandbox.drop(f"{number}.json", the_same)
            self.sent += 1
            time.sleep(random.uniform(0, 0.02))

    def kill_at_random(self, sandbox):
        for _ in range(KILLS):
            process = sandbox.start_daemon(wait=False)
            time.sleep(random.choice([random.uniform(0, 0.1), random.uniform(0, 0.5)]))
            self.assertIsNone(process.poll(), sandbox.log("sirend")[-2000:])
            sandbox.stop("sirend", signal.SIGKILL)

    def check_everything_arrived(self, sandbox):
        seen = {"mqtt": collections.defaultdict(collections.Counter), "hook": collections.defaultdict(collections.Counter)}
        for _, message in sandbox.received("sirend/to/anna"):
            seen["mqtt"][message["headline"]][message["id"]] += 1
        for hook in sandbox.hooks():
            message = json.loads(hook["body"])
            self.assertEqual(hook["headers"]["webhook-id"], message["id"])
            seen["hook"][message["headline"]][message["id"]] += 1
        repeats = 0
        for way, by_report in seen.items():
            lost = [n for n in range(self.sent) if f"crash-{n}" not in by_report]
            self.assertEqual(lost, [], f"lost over {way}")
            for headline, ids in by_report.items():
                self.assertEqual(len(ids), 1, f"{headline} came over {way} under several ids: {ids}")
                repeats += sum(ids.values()) - 1
        return repeats

    def test_kill_at_any_moment_loses_nothing(self):
        random.seed(SEED)
        self.sent = 0
        with Sandbox() as sandbox:
            sandbox.start_broker()
            sandbox.start_receiver()
            sandbox.small_gazetteer()
            sandbox.configure(SUBSCRIBERS.format(port=sandbox.hook_port))
            sandbox.subscribe("sirend/to/#")
            stop = threading.Event()
            feeder = threading.Thread(target=self.feed, args=(sandbox, stop))
            sandbox.start_daemon()
            sandbox.stop("sirend", signal.SIGKILL)
            feeder.start()
            try:
                self.kill_at_random(sandbox)
            finally:
                stop.set()
                feeder.join()
            sandbox.start_daemon()
            wait_until(lambda: not sandbox.files("incoming"), "the spool to be empty", 120)
            wait_until(lambda: sandbox.pending() == 0, "all deliveries", 120)
            sandbox.caught_up()
            repeats = self.check_everything_arrived(sandbox)
            accepted = sandbox.sql("select count(*) from report where outcome = 0")[0][0]
            self.assertEqual(sandbox.sql("select count(*) from alert")[0][0], self.sent)
            print(f"{KILLS} kills (seed {SEED}), {self.sent} reports: {accepted} accepted, 0 lost, "
                  f"{repeats} repeats, each under its first id")


if __name__ == "__main__":
    unittest.main()
