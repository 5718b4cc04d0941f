#!/usr/bin/python3
"""20,000 deliveries of a forecast wait for a slow endpoint and 5,000 for a broker that hangs: an Immediate alert overtakes them
all, to a third endpoint and to the slow one itself. What is asserted is the order of arrival.
"""
import json
import os
import signal
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from sandbox import Sandbox, wait_until  # noqa: E402

SLOW = 20000
BROKER = 5000
BETWEEN = 16  # of the slow endpoint's four connections: what was under way, and as much again


class Fairness(unittest.TestCase):
    def configure(self, box):
        def person(name, channel, place):
            return f'{{ name = "{name}"; channels = ["{channel}"]; rules = ( {{ places = ["{place}"]; }} ); }}'

        port = box.hook_port  # an endpoint is an address and a port
        channels = [f'{{ name = "slow"; type = "webhook"; url = "http://127.0.0.1:{port}/slow/100"; }}',
                    f'{{ name = "third"; type = "webhook"; url = "http://127.0.0.2:{port}/third"; }}',
                    '{ name = "broker"; type = "mqtt"; }']
        people = [person(f"s{n}", "slow", "ua/kharkiv") for n in range(SLOW)]
        people += [person(f"b{n}", "broker", "ua/kharkiv") for n in range(BROKER)]
        people += [person("near", "slow", "ua/lviv"), person("far", "third", "ua/lviv")]
        box.configure(f"channels = ( {', '.join(channels)} );\nsubscribers = ( {', '.join(people)} );\n")

    def report(self, box, name, place, urgency):
        box.drop(f"{name}.json", {"identifier": name, "sender": "test@example.org", "event": "drone", "headline": name,
                                  "severity": "Severe", "urgency": urgency, "places": [place]})

    def alerts(self, box):
        """Where in the order of arrival the alert came, by path."""
        return {h["path"]: i for i, h in enumerate(box.hooks()) if json.loads(h["body"]).get("headline") == "alert"}

    def test_an_alert_overtakes_what_waits(self):
        with Sandbox() as box:
            box.small_gazetteer()
            box.start_receiver("--host", "0.0.0.0")
            box.start_broker()
            box.subscribe("sirend/to/#")
            self.configure(box)
            box.start_daemon()
            wait_until(lambda: "connected" in box.log("sirend"), "the connection to the broker")
            broker = box.processes["mosquitto"]
            broker.send_signal(signal.SIGSTOP)
            try:
                self.report(box, "news", "ua/kharkiv", "Future")
                wait_until(lambda: len(box.hooks()) >= 400, "the slow endpoint to be busy", 90)
                self.report(box, "alert", "ua/lviv", "Immediate")
                wait_until(lambda: len(self.alerts(box)) == 2, "the alert, twice", 90)
                found = self.alerts(box)
                waiting = box.sql("select channel, count(*) from delivery where state < 2 group by channel")
                print(f"the alert came as number {found['/third'] + 1} at the third endpoint and {found['/slow/100'] + 1} at "
                      f"the slow one; then there waited {waiting}")
                self.assertLessEqual(found["/slow/100"] - found["/third"], BETWEEN)
                waiting = dict(waiting)
                self.assertGreater(waiting["slow"], SLOW / 2)
                self.assertGreater(waiting["broker"], BROKER / 2)
            finally:
                broker.send_signal(signal.SIGCONT)
            wait_until(lambda: len({t for t, _ in box.received("sirend/to")}) >= BROKER, "what waits for the broker", 90)
            self.assertEqual(len(self.alerts(box)), 2)


if __name__ == "__main__":
    unittest.main()
