#!/usr/bin/python3
"""A thousand endpoints, of which a hundred never answer and a hundred answer 500: the other 800 are served all the same.

The same reports are sent twice, once with all endpoints well; both times are printed. What is asserted is only that the 800
have everything while the hundred still hang.
"""
import json
import os
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from sandbox import Sandbox, wait_until  # noqa: E402

ENDPOINTS = 1000
REPORTS = 6


class Isolation(unittest.TestCase):
    def path(self, number, ill):
        if ill and number % 10 == 0:
            return "hang"
        if ill and number % 10 == 1:
            return "status/500"
        return "ok"

    def configure(self, box, ill):
        channels, people = [], []
        for n in range(ENDPOINTS):
            url = f"http://127.9.{n // 250}.{n % 250 + 1}:{box.hook_port}/{self.path(n, ill)}?{n}"
            channels.append(f'{{ name = "c{n}"; type = "webhook"; url = "{url}"; timeout = "5m"; }}')
            people.append(f'{{ name = "p{n}"; channels = ["c{n}"]; rules = ( {{ places = ["ua/kharkiv"]; }} ); }}')
        box.configure(f"channels = ( {', '.join(channels)} );\nsubscribers = ( {', '.join(people)} );\n", mqtt=False)

    def served(self, box, times):
        wanted = [n for n in range(ENDPOINTS) if n % 10 > 1]
        count = {}
        for h in box.hooks():
            count[h["path"]] = count.get(h["path"], 0) + 1
        return all(count.get(f"/ok?{n}", 0) >= times for n in wanted)

    def last(self, box):
        return max(h["time"] for h in box.hooks() if h["path"].startswith("/ok") and int(h["path"][4:]) % 10 > 1)

    def measure(self, ill):
        with Sandbox() as box:
            box.small_gazetteer()
            box.start_receiver("--host", "0.0.0.0")
            self.configure(box, ill)
            box.start_daemon()
            took = 0
            for i in range(REPORTS):  # the later ones when the hanging ones hold all that they can get
                start = time.time()
                box.drop(f"{i}.json", {"identifier": f"r{i}", "sender": "test@example.org", "event": "drone",
                                       "headline": f"r{i}", "severity": "Severe", "places": ["ua/kharkiv"]})
                wait_until(lambda: self.served(box, i + 1), f"the 800 to be served with report {i}")
                took += self.last(box) - start
            if ill:
                rows = box.sql("select count(*) from attempt a join delivery d on d.id = a.delivery where a.code = 0")
                self.assertEqual(rows[0][0], 0, "the hanging ones do not hang any more")
                self.assertGreaterEqual(len({h["path"] for h in box.hooks() if h["path"].startswith("/hang")}), 100)
            return took

    def test_200_bad_endpoints_hold_up_nobody(self):
        well = self.measure(ill=False)
        ill = self.measure(ill=True)
        print(f"{REPORTS} reports to 800 endpoints: {well:.2f} s with 200 good ones beside them, {ill:.2f} s with 100 that hang "
              f"and 100 that answer 500")


if __name__ == "__main__":
    unittest.main()
