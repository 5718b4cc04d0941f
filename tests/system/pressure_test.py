#!/usr/bin/python3
"""More comes than can be done at once: memory stays bounded, what is urgent overtakes, and all is done afterwards."""
import json
import os
import re
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from sandbox import Sandbox, wait_until  # noqa: E402

FILES, PEOPLE, REPORTS = 2000, 4000, 5
REGIONS = ("ua/kharkiv", "ua/odesa", "ua/lviv", "ua/poltava")
ANNA = """
sources = ( { name = "gov"; } );
channels = ( { name = "phone"; type = "mqtt"; }, { name = "hook"; type = "webhook"; url = "http://127.0.0.1:%d/"; } );
subscribers = ( { name = "anna"; channels = ["phone", "hook"]; rules = ( { places = ["ua"]; } ); } );
"""


class PressureTest(unittest.TestCase):
    def setUp(self):
        self.box = self.enterContext(Sandbox())
        self.box.small_gazetteer()
        self.box.start_broker()

    def memory(self, what):
        with open(f"/proc/{self.box.processes['sirend'].pid}/status", encoding="ascii") as f:
            return int(re.search(what + r":\s+(\d+)", f.read())[1]) / 1024

    def assert_bounded(self, before, most):
        """In MB; a sanitizer keeps what was freed for a while."""
        grown = self.memory("VmHWM") - before
        if "sanitize" not in self.box.build:
            self.assertLess(grown, most)

    def tally(self, number):
        return dict(self.box.sql("select id, value from tally")).get(number, 0)

    def headlines(self, topic):
        return [message["headline"] for _, message in self.box.received(topic)]

    def test_files(self):
        """A source that floods the spool holds up no other."""
        self.box.start_receiver()
        self.box.configure(ANNA % self.box.hook_port)
        self.box.start_daemon()
        self.box.subscribe("sirend/to/#")
        before = self.memory("VmRSS")
        bulk = os.path.join(self.box.dir, "bulk")
        os.mkdir(bulk)
        for i in range(FILES):
            with open(os.path.join(bulk, f"{i:05}"), "w", encoding="utf-8") as f:
                json.dump({"event": "flood", "urgency": "Future", "severity": "Minor", "headline": f"Water {i}",
                           "identifier": f"w{i}", "sender": "x", "places": [REGIONS[i % 4]]}, f)
        time.sleep(1.1)  # young files of a folder that comes whole are left to their writers
        os.rename(bulk, os.path.join(self.box.spool, "incoming", "bulk"))
        self.box.drop("urgent", {"event": "missile", "urgency": "Immediate", "severity": "Extreme", "headline": "Missile",
                                 "places": ["ua/sumy"]}, "gov")
        taken = self.box.sql("select count(*) from report")[0][0]
        wait_until(lambda: [h for h in self.box.hooks() if "Missile" in json.dumps(h)], "the urgent one, by webhook")
        wait_until(lambda: "Missile" in self.headlines("sirend/to/anna"), "the urgent one, by MQTT")
        self.assertLess(self.box.sql("select id from report where file = 'urgent'")[0][0], taken + 300, "it had to wait for the others")
        wait_until(lambda: len(self.box.files("done")) == FILES + 1 and not self.tally(0), "all to be done")
        self.assertEqual(self.tally(5), FILES + 1)
        self.assertEqual(self.box.sql("select count(*) from report where outcome <> 0"), [(0,)])
        self.assertEqual(self.box.sql("select count(*) from delivery where state not in (2, 5)"), [(0,)])
        self.assertEqual({h for h in self.headlines("sirend/to/anna") if h in {f"Water {FILES - 4 + i}" for i in range(4)}},
                         {f"Water {FILES - 4 + i}" for i in range(4)}, "the last word of each")
        self.assert_bounded(before, 40)

    def test_rows(self):
        """What waits for the broker waits in the outbox."""
        self.box.configure(ANNA % 9)
        self.box.start_daemon()
        people = os.path.join(self.box.dir, "people.jsonl")
        with open(people, "w", encoding="utf-8") as f:
            for i in range(PEOPLE):
                f.write(json.dumps({"name": f"p{i:05}", "channels": ["phone"], "rules": [{"places": ["ua/lviv"]}]}) + "\n")
        self.assertEqual(self.box.ctl("subscriber", "import", people).returncode, 0)
        wait_until(lambda: f"{PEOPLE + 1} subscribers" in self.box.log("sirend"), "all to be known")
        self.box.stop("mosquitto")
        before = self.memory("VmRSS")
        for i, event in enumerate(("flood", "fire", "chemical", "weather", "nuclear")[:REPORTS]):
            self.box.drop(str(i), {"event": event, "urgency": "Expected", "headline": event, "places": ["ua/lviv"]})
        self.box.drop("urgent", {"event": "missile", "urgency": "Immediate", "headline": "Missile", "places": ["ua/sumy"]})
        rows = PEOPLE * REPORTS
        wait_until(lambda: self.tally(0) >= rows + 1, "the rows")
        self.assert_bounded(before, 40)
        self.box.start_broker()
        self.box.subscribe("sirend/to/#")
        told = lambda: [p["headline"] for t, p in self.box.received() if t.startswith("sirend/to/")]  # noqa: E731
        wait_until(lambda: "Missile" in told(), "the urgent one")  # the daemon tries less often the longer it was away
        self.assertLess(told().index("Missile"), 1100, "more than a window went before it")
        wait_until(lambda: self.box.sql("select count(*) from delivery where state < 2 and channel = 'phone'") == [(0,)],
                   "all to be delivered")
        wait_until(lambda: len(told()) >= rows, "all to arrive")
        got = {(t, p["headline"]) for t, p in self.box.received() if t.startswith("sirend/to/p")}
        self.assertEqual(len(got), rows)
        self.assert_bounded(before, 60)


if __name__ == "__main__":
    unittest.main()
