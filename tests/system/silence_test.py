#!/usr/bin/python3
"""Silence is reported: a source, the broker, the clock; in the log, on the health topic and by `sirenctl status`."""
import json
import os
import signal
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from sandbox import Sandbox, wait_until  # noqa: E402

REPORT = {"event": "drone", "places": ["ua/kharkiv/chuhuiv"]}


class SilenceTest(unittest.TestCase):
    def setUp(self):
        self.box = self.enterContext(Sandbox())
        self.box.start_broker()
        self.box.subscribe("sirend/status/#")

    def start(self, expect):
        self.box.configure(f'sources = ( {{ name = "gov"; {expect} }}, {{ name = "press"; }} );\n')
        self.box.start_daemon()

    def problems(self):
        """By part, as the newest health message has them."""
        found = self.box.received("sirend/status/health")
        return {p["part"]: p["problem"] for p in found[-1][1]["problems"]} if found else {}

    def status(self):
        done = self.box.ctl("status", "--json")
        return done.returncode, {p["part"]: p["problem"] for p in json.loads(done.stdout)["problems"]}

    def test_a_silent_source_is_said_once_and_so_is_that_it_speaks(self):
        self.start('expect_every = "3s";')
        wait_until(lambda: "source" in self.problems(), "the silence")
        self.assertIn("source gov is silent", self.problems()["source"])
        self.assertEqual(self.status(), (1, self.problems()))
        self.box.drop("a.json", REPORT, source="press")  # another one's word is not its own
        wait_until(lambda: "a.json" in self.box.files("done"), "the other one's report")
        self.assertIn("source", self.problems())
        self.box.drop("b.json", REPORT, source="gov")
        parts = lambda: [{p["part"] for p in m["problems"]} for _, m in self.box.received("sirend/status/health")]  # noqa: E731
        before = len(parts())
        wait_until(lambda: any("source" not in p for p in parts()[before:]), "the word")
        wait_until(lambda: "source" in parts()[-1], "the second silence")
        log = self.box.log("sirend")
        self.assertEqual((log.count("source gov is silent"), log.count("source gov speaks again")), (2, 1))

    def test_a_source_is_silent_while_reports_of_others_wait(self):
        self.start('expect_every = "3s";')
        number = 0

        def said():
            """Some wait all the time: more than the daemon takes while nobody looks."""
            nonlocal number
            for _ in range(3000 - len(self.box.files("incoming/press"))):
                self.box.drop(f"{number}.json", {**REPORT, "headline": f"Drone {number}"}, source="press")
                number += 1
            return "source gov is silent" in self.box.log("sirend")

        wait_until(said, "the silence")
        self.assertTrue(self.box.files("incoming/press"), "nothing waits any more")

    def test_who_may_be_silent_is(self):
        self.start("")
        self.box.drop("a.json", REPORT, source="gov")
        wait_until(lambda: "a.json" in self.box.files("done"), "the report")
        self.assertEqual(self.status(), (0, {}))

    def test_a_file_from_the_future(self):
        self.start("")
        folder = os.path.join(self.box.spool, "incoming", "gov")
        wait_until(lambda: os.path.isdir(folder), "the source's folder")
        part = os.path.join(folder, ".late.part")
        with open(part, "w", encoding="utf-8") as f:
            json.dump(REPORT, f)
        os.utime(part, (time.time() + 7200, time.time() + 7200))
        os.rename(part, os.path.join(folder, "late.json"))
        wait_until(lambda: "in the future" in self.box.log("sirend"), "the warning")
        wait_until(lambda: "clock" in self.status()[1], "the clock in the status")

    def test_a_broker_that_is_away_and_a_daemon_that_was_killed(self):
        self.start('expect_every = "1s";')
        wait_until(lambda: "source" in self.status()[1], "the file")
        self.box.stop("subscriber")
        self.box.stop("mosquitto", signal.SIGKILL)
        wait_until(lambda: "mqtt" in self.status()[1], "the broker in the status")
        self.box.stop("sirend", signal.SIGKILL)
        path = os.path.join(self.box.spool, "health.json")
        os.utime(path, (time.time() - 600, time.time() - 600))
        self.assertIn("daemon", self.status()[1])

    def test_nothing_is_left_by_a_clean_stop(self):
        self.start("")
        path = os.path.join(self.box.spool, "health.json")
        wait_until(lambda: os.path.exists(path), "the file")
        self.box.stop("sirend")
        self.assertFalse(os.path.exists(path))


if __name__ == "__main__":
    unittest.main()
