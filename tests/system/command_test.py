#!/usr/bin/python3
"""The daemon and programs of the operator's own: tried again when they say so, ended when they hang, none left behind."""
import json
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from sandbox import Sandbox, free_port, wait_until  # noqa: E402

SCRIPT = """#!/bin/sh
cat >> %(dir)s/said
echo "$SIREND_ID" >> %(dir)s/ids
[ $(wc -l < %(dir)s/ids) -gt 1 ] && exit 0
echo "the modem is busy" >&2
exit 75
"""


class CommandTest(unittest.TestCase):
    def setUp(self):
        self.box = self.enterContext(Sandbox())
        self.box.small_gazetteer()
        self.program = os.path.join(self.box.dir, "siren")

    def script(self, text):
        with open(self.program, "w", encoding="utf-8") as f:
            f.write(text)
        os.chmod(self.program, 0o755)

    def start(self, keys=""):
        self.box.configure(f'channels = ( {{ name = "siren"; type = "command"; command = ("{self.program}", "--on"); {keys} }} );\n'
                           'subscribers = ( { name = "anna"; rules = ( { places = "ua"; } ); channels = "siren"; } );\n', mqtt=False)
        return self.box.start_daemon()

    def warn(self):
        self.box.drop("a.json", {"identifier": "r1", "sender": "t", "event": "drone", "headline": "Drone over Kharkiv", "severity": "Severe", "places": ["ua/kharkiv"]})

    def read(self, name):
        with open(os.path.join(self.box.dir, name), encoding="utf-8") as f:
            return f.read()

    def test_a_message_is_carried_when_the_program_says_so(self):
        self.script(SCRIPT % {"dir": self.box.dir})
        self.start()
        self.warn()
        wait_until(lambda: self.box.sql("select 1 from delivery where state = 2"), "the delivery")
        ids = self.read("ids").split()
        self.assertEqual(len(ids), 2)
        self.assertEqual(ids[0], ids[1])
        first = json.loads(self.read("said")[:len(self.read("said")) // 2])
        self.assertEqual((first["headline"], first["id"]), ("Drone over Kharkiv", ids[0]))
        answers = [a for a, in self.box.sql("select answer from attempt order by n")]
        self.assertEqual([a or "" for a in answers], ["the modem is busy", ""])

    def test_it_is_the_last_resort(self):
        self.script(f"#!/bin/sh\ncat >> {self.box.dir}/said\n")
        self.box.configure(f'channels = ( {{ name = "hook"; type = "webhook"; url = "http://127.0.0.1:{free_port()}/"; }},\n'
                           f'  {{ name = "siren"; type = "command"; command = ("{self.program}"); }} );\n'
                           'subscribers = ( { name = "anna"; rules = ( { places = "ua"; } ); channels = ["hook", "siren"];\n'
                           '  deliver = "first"; confirm_within = "2s"; } );\n', mqtt=False)
        self.box.start_daemon()
        self.warn()
        wait_until(lambda: self.box.sql("select 1 from delivery where state = 2"), "the delivery")
        self.assertEqual(self.box.sql("select channel from delivery where state = 2"), [("siren",)])
        self.assertEqual(json.loads(self.read("said"))["headline"], "Drone over Kharkiv")
        waited, = self.box.sql("select (a.at - d.created) / 1e6 from attempt a join delivery d on d.id = a.delivery where d.channel = 'siren'")[0]
        self.assertGreater(waited, 1.5)
        self.assertLess(waited, 60)

    def test_a_stop_ends_it_and_it_is_tried_again(self):
        self.script(f"#!/bin/sh\necho $$ >> {self.box.dir}/pids\nexec sleep 60\n")
        self.start()
        self.warn()
        pids = os.path.join(self.box.dir, "pids")
        wait_until(lambda: os.path.exists(pids) and self.read("pids").endswith("\n"), "the program")
        self.assertEqual(self.box.stop("sirend"), 0)
        self.assertFalse(os.path.exists(f"/proc/{self.read('pids').split()[0]}"))
        self.assertEqual(self.box.pending(), 1)
        self.script(f"#!/bin/sh\ncat > {self.box.dir}/said\n")
        self.box.start_daemon()
        wait_until(lambda: self.box.pending() == 0, "the second try")
        self.assertEqual(json.loads(self.read("said"))["headline"], "Drone over Kharkiv")


if __name__ == "__main__":
    unittest.main()
