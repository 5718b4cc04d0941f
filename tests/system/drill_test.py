#!/usr/bin/python3
"""A drill reaches the one subscriber it is for, on all channels, marked as an exercise; and nobody else."""
import json
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from sandbox import Sandbox, wait_until  # noqa: E402

PEOPLE = """
channels = ( {{ name = "phone"; type = "mqtt"; }}, {{ name = "hook"; type = "webhook"; url = "http://127.0.0.1:{port}{path}"; }} );
subscribers = ( {{ name = "anna"; channels = ["phone", "hook"]; rules = ( {{ places = ["ua/kharkiv"]; status = ["Actual"]; }} ); }},
                {{ name = "boris"; channels = ["phone"]; rules = ( {{ places = ["ua"]; status = ["Actual", "Exercise"]; }} ); }},
                {{ name = "olha"; language = "uk"; channels = ["phone"]; rules = ( {{ places = ["ua/kharkiv"]; }} ); }} );
"""


class DrillTest(unittest.TestCase):
    def setUp(self):
        self.box = self.enterContext(Sandbox())
        self.box.start_broker()
        self.box.start_receiver()
        self.box.subscribe()

    def start(self, path="/ok"):
        self.box.configure(PEOPLE.format(port=self.box.hook_port, path=path))
        self.box.start_daemon()

    def test_it_reaches_one_and_says_how_fast(self):
        self.start()
        done = self.box.ctl("drill", "anna")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertRegex(done.stdout, r"phone: confirmed after \d+\.\d\d s")
        self.assertRegex(done.stdout, r"hook: confirmed after \d+\.\d\d s")
        message = wait_until(lambda: self.box.received("sirend/to/anna"), "the drill")[0][1]
        self.assertEqual((message["status"], message["type"]), ("Exercise", "alert"))
        self.assertIn("EXERCISE", message["headline"])
        self.assertEqual(len(self.box.hooks()), 1)
        self.assertEqual(self.box.received("sirend/to/boris") + self.box.received("sirend/alert") + self.box.received("sirend/state"),
                         [])
        self.assertEqual(self.box.sql("select count(*) from incident where state = 'open'")[0][0], 0)

    def test_it_speaks_their_language(self):
        self.start()
        self.assertEqual(self.box.ctl("drill", "olha").returncode, 0)
        message = wait_until(lambda: self.box.received("sirend/to/olha"), "the drill")[0][1]
        self.assertEqual((message["headline"], message["text"], message["language"]),
                         ("НАВЧАННЯ: Тренування для olha", "Це лише тренування. Нічого не сталося.", "uk"))

    def test_a_channel_that_does_not_confirm(self):
        self.start("/gone")
        done = self.box.ctl("drill", "--json", "anna")
        self.assertEqual(done.returncode, 1)
        said = {line["channel"]: line["state"] for line in map(json.loads, done.stdout.splitlines())}
        self.assertEqual(said, {"phone": "delivered", "hook": "failed"})

    def test_nobody_can_say_anything_by_it(self):
        self.start()
        self.assertEqual(self.box.ctl("drill", "nobody").returncode, 1)
        self.box.drop("a.json", {"subscriber": "anna", "headline": "Pay me"}, source="drill")
        self.box.drop("b.json", {"event": "drone", "places": ["ua/kharkiv"]}, source="drill")
        self.box.drop("c.json", {"subscriber": "anna"}, source="press")
        wait_until(lambda: {"a.json", "b.json", "c.json"} <= set(self.box.files("rejected")), "three refusals")
        self.assertEqual(self.box.received("sirend/to"), [])
        self.assertEqual(self.box.ctl("drill", "anna").returncode, 0)
        again = self.box.ctl("drill", "anna")
        self.assertEqual(again.returncode, 1)
        self.assertIn("seconds ago", again.stderr)


if __name__ == "__main__":
    unittest.main()
