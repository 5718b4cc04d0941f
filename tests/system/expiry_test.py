#!/usr/bin/python3
"""MQTT 5 message expiry, as a subscriber sees it: what nobody fetched in time is not delivered late, and what a daemon that
died has left does not stay for ever."""
import json
import os
import subprocess
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from sandbox import PATIENCE, PROBE, Sandbox, wait_until  # noqa: E402

HOUR = 3600
PEOPLE = """
channels = ( { name = "phone"; type = "mqtt"; } );
subscribers = ( { name = "anna"; channels = ["phone"]; rules = ( { places = ["ua/kharkiv"]; } ); } );
"""


def at(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(time.time() + seconds))


def drone(seconds, **members):
    return {"event": "drone", "severity": "Severe", "places": ["ua/kharkiv"], "expires": at(seconds), **members}


class ExpiryTest(unittest.TestCase):
    def setUp(self):
        self.box = self.enterContext(Sandbox())
        self.words = 0
        self.box.small_gazetteer()
        self.box.start_broker()
        self.box.configure(PEOPLE)
        self.box.start_daemon()

    def listen(self, *options, topic="sirend/#"):
        """(topic, seconds left or None, payload) of what an MQTT 5 subscriber gets who comes now: all that was there before the
        word of ours that is its last."""
        self.words += 1
        word = f"word {self.words}"
        subprocess.run(["mosquitto_pub", "-h", "127.0.0.1", "-p", str(self.box.mqtt_port), "-q", "1", "-r", "-t", PROBE, "-m", word],
                       check=True, timeout=PATIENCE)
        command = self.box.subscriber(topic, "%t\t%E\t%p", "-V", "mqttv5", "-W", str(PATIENCE), "-t", PROBE, *options)
        found = {}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as subscriber:
            for line in subscriber.stdout:
                name, left, payload = line.rstrip("\n").split("\t", 2)
                if (name, payload) == (PROBE, word):
                    break
                if name != PROBE:
                    found[name] = int(left) if left else None, payload
            else:
                self.fail("the subscriber did not get our word")
            subscriber.terminate()  # it says goodbye
        return found

    def report(self, name, *arguments, **members):
        self.box.drop(name, drone(*arguments, **members))
        wait_until(lambda: name in self.box.files("done") and self.box.pending() == 0, name)

    def session(self, *options):
        """A subscriber with a session that outlives its connection, as phones have."""
        return self.listen("-c", "-i", "phone", "-x", "600", *options)

    def test_what_is_fetched_later_has_less_time_left(self):
        self.session()
        self.report("1.json", HOUR)
        time.sleep(1.5)
        got = self.session()
        for topic in ("sirend/to/anna", "sirend/alert/ua/kharkiv"):
            self.assertTrue(HOUR - 60 < got[topic][0] < HOUR, got[topic])
        self.assertTrue(2 * HOUR - 60 < got["sirend/state/ua/kharkiv"][0] < 2 * HOUR, got)

    def test_what_is_fetched_too_late_is_not_delivered(self):
        self.session()
        self.report("1.json", 3)
        wait_until(lambda: self.box.sql("select state from incident") == [("expired",)], "the incident to expire")
        time.sleep(1.5)
        got = self.session()
        self.assertNotIn("alert", [p.get("type") for p in self.types(got)])

    def types(self, got):
        return [json.loads(p) for _, p in got.values() if p.startswith("{")]

    def test_the_state_of_a_daemon_that_died_runs_out(self):
        self.report("1.json", HOUR)
        self.report("2.json", 3 * HOUR, event="flood")
        self.box.stop("sirend", 9)
        left, payload = self.listen(topic="sirend/state/ua/kharkiv")["sirend/state/ua/kharkiv"]
        self.assertTrue(4 * HOUR - 60 < left <= 4 * HOUR, left)  # of the last that goes on there, and an hour
        self.assertIn('"open":2', payload)

    def test_what_is_empty_and_the_health_have_no_end(self):
        self.report("1.json", HOUR)
        self.report("2.json", HOUR, msgType="Cancel")
        self.assertNotIn("sirend/state/ua/kharkiv", self.listen(topic="sirend/state/#"))
        self.assertIsNone(self.listen(topic="sirend/status/#")["sirend/status"][0])


if __name__ == "__main__":
    unittest.main()
