#!/usr/bin/python3
"""Whatever comes in, only so many incidents are open: what weighs least ends as expired, and that is said."""
import json
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from sandbox import Sandbox, wait_until  # noqa: E402

MOST = 100
PEOPLE = """
channels = ( { name = "phone"; type = "mqtt"; } );
subscribers = ( { name = "anna"; channels = ["phone"]; rules = ( { places = ["ua"]; } ); } );
sources = ( { name = "gov"; official = true; }, { name = "rumour"; trust = "low"; } );
"""


def flood(n, first=0, **members):
    """Reports that belong together as little as can be: each has a name."""
    return "\n".join(json.dumps({"identifier": f"f{first + i}", "sender": "x", "event": "flood", "severity": "Minor",
                                 "headline": f"Flood {first + i}", "places": ["ua/kharkiv"], **members}) for i in range(n))


class LimitTest(unittest.TestCase):
    def setUp(self):
        self.box = self.enterContext(Sandbox())
        self.box.small_gazetteer()
        self.box.start_broker()
        self.box.configure(PEOPLE, open_incidents=MOST)
        self.box.start_daemon()

    def open(self):
        return self.box.sql("select headline from incident where state = 'open' order by id")

    def test_the_least_severe_and_oldest_make_room(self):
        self.box.drop("1.json", {"event": "drone", "severity": "Extreme", "headline": "Drone", "places": ["ua/kharkiv"]}, "gov")
        self.box.drop("2.json", {"event": "missile", "headline": "Nobody says how bad", "places": ["ua/odesa"]})
        wait_until(lambda: len(self.open()) == 2, "both")
        self.box.drop("3.json", flood(MOST), "rumour")
        self.box.drop("4.json", flood(3, MOST, urgency="Immediate"))
        wait_until(lambda: len(self.box.files("done")) == 4, "all are filed")
        wait_until(lambda: len(self.open()) <= MOST, "some to end")
        left = [row[0] for row in self.open()]
        self.assertGreater(len(left), MOST * 9 // 10)
        for headline in ("Drone", "Nobody says how bad", "Flood 100", "Flood 102", "Flood 99"):
            self.assertIn(headline, left)
        self.assertNotIn("Flood 0", left)
        self.assertEqual(self.box.sql("select count(*) from incident where state = 'ended'")[0][0], 0)
        self.assertGreater(self.box.sql("select count(*) from incident where state = 'expired'")[0][0], 0)
        wait_until(lambda: "open_incidents = 100 allows" in self.box.log("sirend"), "it is logged")
        status = wait_until(lambda: (s := self.box.ctl("status")).returncode == 1 and s, "it is a problem")
        self.assertIn("incidents: more incidents were open than open_incidents = 100 allows", status.stdout)

    def test_they_may_not_take_all_memory_either(self):
        long = "x" * 60000
        for n in range(3):
            self.box.drop(f"{n}.json", flood(10, 10 * n, description=long), "rumour")
        wait_until(lambda: len(self.box.files("done")) == 3, "all are filed")
        wait_until(lambda: "take too much memory" in self.box.log("sirend"), "there to be too much")
        wait_until(lambda: len(self.open()) < 30, "some to end")


if __name__ == "__main__":
    unittest.main()
