#!/usr/bin/python3
"""Subscribers that are kept in the database: put there, changed and removed while the daemon runs; a reload beside a flow of reports."""
import json
import os
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from sandbox import ROOT, Sandbox, wait_until  # noqa: E402

PEOPLE = """
channels = ( { name = "phone"; type = "mqtt"; } );
subscribers = ( { name = "filed"; channels = ["phone"]; rules = ( { places = ["ua/kharkiv"]; } ); } );
"""
CSV = """name,channels,places,events,severity,lat,lon,radius_km
anna,phone,ua/kharkiv; ua/sumy,drone,,,,
anna,phone,ru/belgorod,missile,Severe,,,
"boris",phone,ua/kharkiv,,,,,
carla,phone,,,,50.0,36.2,30
wrong,phone,Atlantis,,,,,
wrong/name,phone,ua/kharkiv,,,,,
nobody,pigeon,ua/kharkiv,,,,,
filed,phone,ua/sumy,,,,,
"""


class SubscribersTest(unittest.TestCase):
    def setUp(self):
        self.box = self.enterContext(Sandbox())
        self.box.start_broker()
        self.box.small_gazetteer()
        self.box.configure(PEOPLE)
        self.box.subscribe("sirend/to/#")

    def write(self, name, text):
        path = os.path.join(self.box.dir, name)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        return path

    def subscriber(self, *arguments, status=0):
        done = self.box.ctl("subscriber", *arguments)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout if status == 0 else done.stdout + done.stderr

    def told(self, name, event="drone", place="ua/kharkiv", source=None, **more):
        """Who hears of a report."""
        self.box.drop(name, {"event": event, "places": [place], "headline": name, **more}, source)
        wait_until(lambda: name in self.box.files("done"), name)
        wait_until(lambda: self.box.pending() == 0, "all to be delivered")
        self.box.caught_up()
        return sorted(t.rsplit("/", 1)[1] for t, m in self.box.received("sirend/to") if m["headline"] == name)

    def test_import_change_remove(self):
        self.box.start_daemon()
        path = self.write("people.csv", CSV)
        self.assertIn("3 would be stored, 4 wrong", self.subscriber("import", "--dry-run", path, status=1))
        self.assertEqual(self.box.sql("select count(*) from subscriber"), [(0,)])
        said = self.subscriber("import", path, status=1)
        for words in ("3 stored, 4 wrong", "people.csv:6: ", "Atlantis", "people.csv:7: the name of a subscriber",
                      "people.csv:8: ", "channel \"pigeon\", which is not configured", "people.csv:9: ", "\"filed\" already"):
            self.assertIn(words, said)
        wait_until(lambda: "changes of subscribers are in force, 4 in all" in self.box.log("sirend"), "the changes")
        self.assertEqual(self.told("one"), ["anna", "boris", "carla", "filed"])
        self.assertEqual(self.told("two", "fire", "ua/sumy"), [])
        self.subscriber("add", "anna", "channels=phone", "places=ua/sumy", "events=fire")
        self.subscriber("remove", "boris")
        self.assertIn("nobody was removed", self.subscriber("remove", "carla", "boris", status=1))
        wait_until(lambda: ", 3 in all" in self.box.log("sirend"), "the changes")
        self.assertEqual(self.told("three", "fire", "ua/sumy"), ["anna"])
        self.assertEqual(self.told("four", "flood"), ["carla", "filed"])
        self.box.stop("sirend")
        self.box.start_daemon()
        self.assertEqual(self.told("five", "chemical"), ["carla", "filed"])
        self.assertEqual(self.box.ctl("drill", "anna").returncode, 0)

    def test_what_comes_nearer_to_one_of_them_is_loud_for_them_alone(self):
        self.box.gazetteer = os.path.join(ROOT, "config", "gazetteer")  # with districts
        self.box.configure(PEOPLE)
        self.box.start_daemon()
        for name, place in (("anna", "ua/kharkiv/chuhuiv"), ("boris", "ua/kharkiv/bohodukhiv")):
            self.subscriber("add", name, "channels=phone", f"places={place}")
        wait_until(lambda: ", 3 in all" in self.box.log("sirend"), "the changes")
        self.told("one", source="gov")
        self.told("two", place="ua/kharkiv/chuhuiv", source="press", severity="Extreme")
        loud = sorted((m["type"], t.rsplit("/", 1)[1]) for t, m in self.box.received("sirend/to") if m["sound"])
        self.assertEqual(loud, [("alert", "anna"), ("alert", "boris"), ("alert", "filed"), ("update", "anna")])

    def test_the_present_end_reaches_those_of_the_database(self):
        self.box.start_daemon()
        self.subscriber("add", "dora", "channels=phone", "places=ua/sumy")
        wait_until(lambda: "in force" in self.box.log("sirend"), "dora")
        self.assertEqual(self.told("alarm", "drone", "ua/sumy"), ["dora"])
        self.box.drop("over", {"event": "drone", "places": ["ua/sumy"], "msgType": "Cancel", "headline": "over"})
        wait_until(lambda: [m for _, m in self.box.received("sirend/to/dora") if m["type"] == "all-clear"], "the all-clear")

    def test_export_import_again(self):
        self.box.start_daemon()
        self.subscriber("import", self.write("people.csv", CSV), status=1)
        lines, csv = self.subscriber("export"), self.subscriber("export", "--csv")
        objects = [json.loads(line) for line in lines.splitlines()]
        self.assertEqual([o["name"] for o in objects], ["anna", "boris", "carla"])
        self.assertEqual(objects[0]["rules"], [{"events": "drone", "places": ["ua/kharkiv", "ua/sumy"]},
                                               {"events": "missile", "severity": "Severe", "places": ["ru/belgorod"]}])
        self.assertEqual(objects[2]["rules"], [{"near": {"lat": 50.0, "lon": 36.2, "radius_km": 30.0}}])
        self.subscriber("remove", "anna", "boris", "carla")
        self.subscriber("import", self.write("people.jsonl", lines))
        self.assertEqual(self.subscriber("export"), lines)
        self.subscriber("import", self.write("again.csv", csv))
        self.assertEqual(self.subscriber("export", "--csv"), csv)
        self.assertEqual(json.loads(self.subscriber("show", "anna")), objects[0])
        self.assertIn("3 shown of 3 in the database, and 1", self.subscriber("list"))
        self.assertIn("JSON", self.subscriber("import", self.write("bad", "{\"name\": \"x\"\n"), status=1))

    def test_check_asks_them(self):
        self.box.start_daemon()
        self.subscriber("import", self.write("people.csv", CSV), status=1)
        report = self.write("r.json", json.dumps({"event": "drone", "places": ["ua/kharkiv"]}))
        routes = json.loads(self.box.ctl("check", "--json", report).stdout)["routes"]
        self.assertEqual([r["subscriber"] for r in routes if r["decision"] == "send"], ["filed", "anna", "boris", "carla"])
        self.assertIn("that you follow", [r["reason"] for r in routes if r["subscriber"] == "anna"][0])

    def test_they_are_offered_where_a_name_is_asked_for(self):
        self.box.start_daemon()
        many = "".join(json.dumps({"name": f"n{i:03}", "channels": ["phone"], "rules": [{"places": ["ua/sumy"]}]}) + "\n" for i in range(200))
        self.subscriber("import", self.write("many.jsonl", many))
        script = ('source daemon/completion/sirenctl.bash; t() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _sirenctl;'
                  ' echo "${COMPREPLY[*]}"; }; c="-c $1"; t sirenctl $c drill n12; t sirenctl $c why 1 n19; t sirenctl $c why n1;'
                  ' t sirenctl $c subscriber re; t sirenctl $c subscriber show n001 f; t sirenctl $c outbox --subscriber n199;'
                  ' t sirenctl $c drill "" | wc -w; t sirenctl $c subscriber import ./no')
        done = subprocess.run(["bash", "-c", script, "-", self.box.conf], cwd=ROOT, capture_output=True, text=True,
                              env={**os.environ, "PATH": self.box.build + ":" + os.environ["PATH"]})
        self.assertEqual(done.stdout.splitlines(),
                         [" ".join(f"n{i}" for i in range(120, 130)), " ".join(f"n{i}" for i in range(190, 200)), "", "remove", "filed", "n199",
                          "101", ""], done.stderr)
        text = self.box.ctl("topics", "ua/sumy").stdout
        for words in ("-t sirend/to/filed\n", "-t sirend/to/n000\n", "-t sirend/to/n008\n", "# ... and more"):
            self.assertIn(words, text)
        self.assertNotIn("sirend/to/n009", text)

    def test_many_are_read_anew(self):
        self.box.start_daemon()
        many = "".join(json.dumps({"name": f"n{i}", "channels": ["phone"], "rules": [{"places": ["ua/sumy"]}]}) + "\n"
                       for i in range(2500))
        self.assertIn("2500 stored", self.subscriber("import", self.write("many.jsonl", many)))
        wait_until(lambda: "2501 subscribers were read anew" in self.box.log("sirend"), "all to be read")
        self.subscriber("remove", "n7")
        wait_until(lambda: ", 2500 in all" in self.box.log("sirend"), "one to be gone")
        told = self.told("many", "drone", "ua/sumy")
        self.assertEqual(len(told), 2499)
        self.assertNotIn("n7", told)
        self.box.configure(PEOPLE.replace("phone", "pager"))
        self.box.processes["sirend"].send_signal(signal.SIGHUP)
        wait_until(lambda: "2499 subscribers of the database are left out" in self.box.log("sirend"), "the warning")

    def test_a_reload_beside_reports_loses_nothing(self):
        self.box.start_daemon()
        total = 300
        for i in range(total):
            self.box.drop(f"{i:04}.json", {"event": "drone", "places": ["ua/kharkiv"], "headline": f"{i:04}",
                                           "msgType": "Alert" if i % 2 == 0 else "Cancel"})
            if i % 60 == 30:
                self.box.processes["sirend"].send_signal(signal.SIGHUP)
            time.sleep(0.002)
        wait_until(lambda: len(self.box.files("done")) == total, "all reports")
        wait_until(lambda: self.box.pending() == 0, "all to be delivered")
        self.box.caught_up()
        self.assertEqual(self.box.sql("select count(distinct file) from report where outcome = 0")[0][0], total)
        self.assertEqual(self.box.files("rejected"), [])
        heard = {}
        for _, m in self.box.received("sirend/to/filed"):
            heard.setdefault(m["incident"], []).append(m["revision"])
        self.assertTrue(heard)
        for incident, revisions in heard.items():  # each told in order, nothing twice
            self.assertEqual(revisions, sorted(set(revisions)), incident)
        self.assertEqual(self.box.sql("select count(*) from incident where state = 'open'")[0][0], 0)
        wait_until(lambda: "reloaded" in self.box.log("sirend"), "a reload, which may end after the last report")


if __name__ == "__main__":
    unittest.main()
