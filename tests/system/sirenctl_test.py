#!/usr/bin/python3
"""sirenctl as a user meets it: beside the running daemon, and without one. Its manual, too."""
import json
import os
import re
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from sandbox import ROOT, Sandbox, wait_until  # noqa: E402

PEOPLE = """
channels = ( {{ name = "phone"; type = "null"; }},
             {{ name = "hook"; type = "webhook"; url = "http://127.0.0.1:{port}{path}"; }} );
subscribers = ( {{ name = "anna"; language = "en"; channels = ["phone"]; rules = ( {{ places = ["ua/kharkiv/chuhuiv"]; }} ); }},
                {{ name = "boris"; channels = ["hook"]; rules = ( {{ name = "home"; places = ["UA-63"]; }} ); }} );
sources = ( {{ name = "gov"; official = true; }} );
"""
DRONE = {"identifier": "r1", "sender": "test@example.org", "event": "drone", "severity": "Severe", "urgency": "Immediate",
         "headline": "Drone over Chuhuiv", "places": ["ua/kharkiv/chuhuiv"]}


class Base(unittest.TestCase):
    def setUp(self):
        self.box = Sandbox()
        self.addCleanup(self.box.__exit__)
        self.box.configure(PEOPLE.format(port=9, path="/"), mqtt=False)

    def file(self, name, content):
        path = os.path.join(self.box.dir, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    def ctl(self, *arguments, status=0):
        """Its standard output; the status must be this one."""
        done = self.box.ctl(*arguments)
        self.assertEqual(done.returncode, status, f"{arguments}: {done.stdout}{done.stderr}")
        self.errors = done.stderr
        return done.stdout

    def lines(self, *arguments, status=0):
        return [json.loads(line) for line in self.ctl(*arguments, status=status).splitlines()]


class CheckTest(Base):
    def test_one_line_for_each_file_of_a_folder(self):
        self.file("reports/b/2.json", DRONE)
        self.file("reports/a.json", DRONE)
        self.file("reports/broken.json", b"{")
        self.file("reports/.hidden", DRONE)
        self.file("reports/late.part", DRONE)
        self.file("reports/broken.json.reason", b"no")
        os.symlink("a.json", os.path.join(self.box.dir, "reports/link"))
        found = self.lines("check", "--json", os.path.join(self.box.dir, "reports"), status=1)
        self.assertEqual([os.path.relpath(x["file"], self.box.dir) for x in found],
                         ["reports/a.json", "reports/b/2.json", "reports/broken.json"])
        self.assertEqual([x["rejected"] is None for x in found], [True, True, False])
        self.assertEqual({(r["subscriber"], r["decision"]) for r in found[0]["routes"]}, {("anna", "send"), ("boris", "send")})

    def test_people_read_why(self):
        text = self.ctl("check", self.file("r.json", DRONE))
        for part in ("[LIVE]", "drone: Drone over Chuhuiv", "Would be told (2)", "that you follow"):
            self.assertIn(part, text)
        self.assertNotIn("\033", text)
        self.assertIn("\033[", self.ctl("check", "--color=always", self.file("r.json", DRONE)))

    def test_a_village_that_is_not_known_is_told_with_what_it_lies_in(self):
        path = self.file("r.txt", "Дрон упал на дом в деревне Хлопушкино Аксайского района Ростовской области.".encode())
        self.assertIn("with Хлопушкино, unknown", self.ctl("check", path))
        places = self.lines("check", "--json", path)[0]["alerts"][0]["places"]
        self.assertEqual([(p["path"], p["level"]) for p in places],
                         [("ru/rostov/aksaysky", "district"), ("ru/rostov/aksaysky", "settlement")])
        self.assertEqual(places[1]["names"], ["Хлопушкино"])

    def test_the_folder_is_the_source(self):
        text = self.ctl("check", self.file("spool/incoming/gov/r.json", DRONE))
        self.assertIn("source gov (official)", text)
        self.assertIn("source local", self.ctl("check", self.file("r.json", DRONE)))
        self.assertIn("source gov", self.ctl("check", "--source", "gov", self.file("r.json", DRONE)))

    def test_now_is_an_argument(self):
        report = {**DRONE, "sent": "2026-08-18T18:00:00+03:00", "expires": "1h"}
        text = self.ctl("check", "--now", "2026-08-18T17:00:00Z", self.file("r.json", report))
        self.assertIn("expired", text)
        self.ctl("check", "--now", "tomorrow", self.file("r.json", report), status=2)

    def test_standard_input(self):
        done = subprocess.run([os.path.join(self.box.build, "sirenctl"), "-c", self.box.conf, "check", "--json", "-"],
                              input=json.dumps(DRONE), capture_output=True, text=True)
        self.assertEqual((done.returncode, json.loads(done.stdout)["file"]), (0, "-"))

    def test_hostile_files_command_no_terminal(self):
        text = self.ctl("check", self.file("r\033[2J.txt", b"Place: UA-63\nEvent: drone\n\n\033[2Jboo\n"))
        self.assertNotIn("\033", text)
        line = self.lines("check", "--json", self.file(os.fsdecode(b"\xff.json"), DRONE))[0]
        self.assertTrue(line["file"].endswith("\ufffd.json"))

    def test_what_cannot_be_read(self):
        self.assertIn("No such file", self.lines("check", "--json", "/nowhere", status=1)[0]["rejected"])
        os.mkfifo(os.path.join(self.box.dir, "fifo"))
        self.assertIn("not a regular file", self.lines("check", "--json", os.path.join(self.box.dir, "fifo"), status=1)[0]["rejected"])


class UseTest(Base):
    def test_wrong_use_is_2_and_says_what_to_do(self):
        for arguments in ((), ("dance",), ("check",), ("status", "x"), ("check", "--bogus", "x"), ("--color=red", "status"),
                          ("history", "--limit", "0"), ("history", "--limit", "-1"), ("retry",), ("outbox", "--limit=x")):
            done = self.box.ctl(*arguments)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertRegex(done.stderr + done.stdout, r"Try: sirenctl|sirenctl: |Usage:", arguments)
        self.box.conf = "/nowhere/sirend.conf"
        self.ctl("status", status=2)
        self.assertIn("-c FILE", self.errors)

    def test_every_verb_has_help_with_an_example(self):
        for verb in self.ctl("complete", "verbs").split():
            self.assertIn("Example: sirenctl " + verb, self.ctl(verb, "--help"))

    def test_without_a_database(self):
        for verb in ("status", "history", "outbox"):
            self.ctl(verb, status=1)
            self.assertIn("no database yet", self.errors)
        self.ctl("retry", "--failed", status=1)

    def test_a_full_disk_is_an_error(self):
        with open("/dev/full", "w") as full:
            done = subprocess.run([os.path.join(self.box.build, "sirenctl"), "-c", self.box.conf, "topics", "UA-63"], stdout=full,
                                  stderr=subprocess.PIPE, text=True)
        self.assertEqual(done.returncode, 1, done.stderr)

    def test_regions(self):
        found = self.lines("regions", "--json", "Шебекинский район")[0]
        self.assertEqual(found["means"], "ru/belgorod/shebekinsky")
        self.assertEqual(self.lines("regions", "--json", "ua/kharkiv")[0]["places"][0]["codes"]["iso3166-2"], "UA-63")
        self.assertIn("ua/kharkiv/chuhuiv", self.lines("regions", "--json", "--inside", "UA-63")[0]["inside"])
        self.assertIn("near: ", self.ctl("regions", "Chuguyevv", status=1))

    def test_topics(self):
        found = self.lines("topics", "--json", "ua/kharkiv/chuhuiv")[0]
        self.assertEqual(found["alert"], ["sirend/alert/ua/kharkiv/chuhuiv/#", "sirend/alert/ua/kharkiv", "sirend/alert/ua"])
        self.box.configure(PEOPLE.format(port=9, path="/").replace('"null"', '"mqtt"'))
        text = self.ctl("topics", "ua/kharkiv")
        self.assertIn(f"mosquitto_sub -h 127.0.0.1 -p {self.box.mqtt_port} -q 1 -v -t 'sirend/state/ua/kharkiv/#' -t sirend/state/ua\n",
                      text)
        self.assertIn("-t sirend/to/anna", text)

    def test_completion(self):
        script = ('source daemon/completion/sirenctl.bash; t() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _sirenctl;'
                  ' echo "${COMPREPLY[*]}"; }; t sirenctl st; t sirenctl -c "$1" outbox --subscriber ""; t sirenctl check --so')
        path = self.box.build + ":" + os.environ["PATH"]
        done = subprocess.run(["bash", "-c", script, "-", self.box.conf], cwd=ROOT, capture_output=True, text=True,
                              env={**os.environ, "PATH": path})
        self.assertEqual(done.stdout.splitlines(), ["status", "anna boris", "--source="], done.stderr)


class DaemonTest(Base):
    def setUp(self):
        super().setUp()
        self.box.start_receiver()

    def start(self, path="/ok"):
        self.box.configure(PEOPLE.format(port=self.box.hook_port, path=path), mqtt=False)
        self.box.start_daemon()

    def deliveries(self, *arguments):
        return self.lines("outbox", "--json", "--all", *arguments)

    def test_a_report_and_its_story(self):
        self.start()
        done = self.lines("submit", "--json", "--wait", "--source", "gov", self.file("alarm.json", DRONE))[0]
        self.assertEqual((done["outcome"], done["source"], done["alerts"][0]["incident"]), ("accepted", "gov", 1))
        self.assertIn("/incoming/gov/", done["path"])
        wait_until(lambda: all(d["state"] == "delivered" for d in self.deliveries()), "the deliveries")
        self.assertEqual({(d["subscriber"], d["channel"]) for d in self.deliveries()}, {("anna", "phone"), ("boris", "hook")})
        story = self.lines("history", "--json", "1")[0]
        self.assertEqual((story["state"], story["places"]), ("open", ["ua/kharkiv/chuhuiv"]))
        self.assertEqual((len(story["alerts"]), len(story["reports"]), len(story["deliveries"])), (1, 1, 2))
        self.assertIn("opened incident 1 (drone)", self.ctl("history", "1"))
        self.assertRegex(self.ctl("history", "1"), r"by \w+ +(delivered|deferred|failed).*, took \d+ ms")
        self.assertEqual(len(story["deliveries"][0]["tries"]), story["deliveries"][0]["attempts"])
        message = json.loads(self.box.hooks()[0]["body"])
        self.assertEqual(self.lines("history", "--json", message["incident"])[0]["incident"], 1)
        one = self.lines("outbox", "--json", message["id"])[0]
        self.assertEqual((one["tries"][0]["code"], one["message"]["headline"]), (200, "Drone over Chuhuiv"))

    def test_what_was_rejected_is_said(self):
        self.start()
        done = self.lines("submit", "--json", "--wait", self.file("bad.json", {"event": "drone"}), status=1)[0]
        self.assertEqual(done["outcome"], "rejected")
        status = self.lines("status", "--json")[0]
        self.assertEqual((status["reports"]["rejected"], status["rejected"][0]["reason"]), (1, done["reason"]))
        self.assertIn(done["reason"], self.ctl("status"))

    def test_history_is_filtered(self):
        self.start()
        self.ctl("submit", "--wait", self.file("1.json", DRONE),
                 self.file("2.json", {**DRONE, "identifier": "r2", "event": "flood", "places": ["ua/odesa"]}))
        self.assertEqual([x["event"] for x in self.lines("history", "--json")], ["flood", "drone"])
        self.assertEqual([x["event"] for x in self.lines("history", "--json", "--place", "Одеська область")], ["flood"])
        self.assertEqual(self.lines("history", "--json", "--until", "1h"), [])
        self.assertEqual(len(self.lines("history", "--json", "--reports", "--since", "1h")), 2)
        self.assertEqual(len(self.lines("history", "--json", "--alerts", "--limit", "1")), 1)
        self.ctl("history", "--place", "Nowhere at all", status=1)
        self.ctl("history", "77", status=1)
        self.ctl("history", "00000000-i1", status=2)

    def test_retry(self):
        self.start("/status/400")
        self.ctl("submit", "--wait", self.file("1.json", DRONE))
        wait_until(lambda: self.lines("outbox", "--json", "--failed"), "a failure")
        failed = self.lines("outbox", "--json", "--failed")[0]
        self.assertIn("400", self.ctl("outbox", failed["id"]))
        self.box.stop("sirend")
        self.assertEqual(self.lines("retry", "--json", failed["id"])[0], {"queued": 1})
        self.start()
        wait_until(lambda: self.lines("outbox", "--json", failed["id"])[0]["state"] == "delivered", "the retried delivery")
        self.ctl("retry", failed["id"], status=1)
        self.assertIn("it is delivered", self.errors)
        self.ctl("retry", "00000000-1", status=1)
        self.assertEqual(self.lines("retry", "--json", "--failed")[0], {"queued": 0})

    def test_nobody_takes_reports(self):
        self.start()
        self.box.stop("sirend")
        self.ctl("submit", "--wait=1", self.file("1.json", DRONE), status=1)
        self.assertIn("is sirend running", self.errors)
        self.assertEqual(self.lines("status", "--json")[0]["reports"]["waiting"], 1)

    def test_submit_refuses_what_the_daemon_would(self):
        self.start()
        self.ctl("submit", "--source", "../etc", self.file("1.json", DRONE), status=1)
        self.ctl("submit", self.file("big", b" " * (5 << 20)), status=1)
        self.ctl("submit", "/nowhere", status=1)
        self.assertEqual([f for f in self.box.files("incoming") if f != "gov"], [])


def keys_of_settings():
    folder, text = os.path.join(ROOT, "daemon", "settings"), ""
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            text += f.read()
    tables = re.findall(r"static const struct key (\w+)\[\] = \{(.*?)\n\};", text, re.S)
    return {name: re.findall(r'\{"(\w+)"', body) for name, body in tables}


class ManualTest(unittest.TestCase):
    def read(self, name):
        with open(os.path.join(ROOT, "daemon", "man", name), encoding="utf-8") as f:
            return f.read()

    def ctl(self, *arguments):
        build = os.path.join(ROOT, os.environ.get("BUILD", "build"))
        return subprocess.run([os.path.join(build, "sirenctl"), *arguments], capture_output=True, text=True).stdout

    def test_every_key_is_in_the_manual_under_its_heading(self):
        sections = dict(re.findall(r"^\.S[sh] (\S+)\n(.*?)(?=^\.S[sh] )", self.read("sirend.conf.5"), re.S | re.M))
        headings = {"settings_keys": "KEYS", "mqtt_keys": "MQTT", "home_keys": "MQTT",
                    "tls_keys": "MQTT", "source_keys": "SOURCES",
                    "channel_keys": "CHANNELS COMMANDS", "subscriber_keys": "SUBSCRIBERS", "rule_keys": "RULES", "near_keys": "RULES",
                    "operators_keys": "KEYS", "quiet_keys": "SUBSCRIBERS",
                    "subscribers_file_keys": "KEYS"}
        tables = keys_of_settings()
        self.assertGreater(sum(map(len, tables.values())), 50)
        for table, keys in tables.items():
            self.assertIn(table, headings, "a new table of keys: say where the manual describes it")
            items = [item for heading in headings[table].split() for item in re.findall(r"^\.It Ic (.*)$", sections[heading], re.M)]
            described = {word for item in items for word in item.replace(",", " ").split()}
            self.assertEqual(set(keys) - described, set(), table)

    def test_every_verb_and_option_is_in_the_manual(self):
        manual = self.read("sirenctl.1")
        for verb in self.ctl("complete", "verbs").split():
            part = re.search(rf"^\.It Cm {verb}\b(.*?)(?=^\.It Cm (?!{verb}\b)|^\.Sh )", manual, re.S | re.M)
            self.assertIsNotNone(part, verb)
            for option in self.ctl("complete", "options", verb).split():
                self.assertIn("Fl -" + option.strip("-="), part.group(1), f"{verb} {option}")

    @unittest.skipUnless(shutil.which("mandoc"), "needs mandoc")
    def test_the_manuals_are_well_formed(self):
        for name in ("sirend.8", "sirend.conf.5", "sirenctl.1"):
            path = os.path.join(ROOT, "daemon", "man", name)
            done = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", path], capture_output=True, text=True)
            self.assertEqual(done.stdout, "", name)


if __name__ == "__main__":
    unittest.main()
