#!/usr/bin/python3
"""What came in is run through another configuration, and says who would be told what; and why somebody was told, or not."""
import datetime
import glob
import json
import os
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from sandbox import Sandbox, wait_until  # noqa: E402

PEOPLE = """
channels = ( {{ name = "hook"; type = "webhook"; url = "http://127.0.0.1:{port}/ok"; }},
             {{ name = "away"; type = "webhook"; url = "http://127.0.0.1:9/"; }},
             {{ name = "gone"; type = "webhook"; url = "http://127.0.0.1:{port}/gone"; }} );
sources = ( {{ name = "gov"; official = true; }} );
subscribers = ( {subscribers} );
"""
ANNA = '{ name = "anna"; language = "en"; channels = ["hook"]; rules = ( { name = "home"; places = ["ua/kharkiv/chuhuiv"]; } ); }'
BORIS = '{ name = "boris"; language = "en"; channels = ["hook"]; rules = ( { places = ["ua/kharkiv"]; severity = "%s"; } ); }'
CLARA = ('{ name = "clara"; language = "en"; channels = ["gone", "hook"]; deliver = "first"; confirm_within = "10m";'
         ' rules = ( { places = ["ua/kharkiv"]; } ); }')
DRONE = {"identifier": "r1", "sender": "test@example.org", "event": "drone", "severity": "Minor", "urgency": "Immediate",
         "headline": "Drone over Chuhuiv", "places": ["ua/kharkiv/chuhuiv"], "expires": "2h"}
FLOOD = {"event": "flood", "severity": "Severe", "urgency": "Immediate", "headline": "Flood in Odesa", "places": ["ua/odesa"]}
TEXT = "Drone heading for Chuhuiv, take cover."


class Base(unittest.TestCase):
    def setUp(self):
        self.box = self.enterContext(Sandbox())
        self.box.start_receiver()

    def configure(self, *subscribers, name="sirend.conf"):
        conf = self.box.conf
        self.box.conf = os.path.join(self.box.dir, name)
        self.box.configure(PEOPLE.format(port=self.box.hook_port, subscribers=", ".join(subscribers)), mqtt=False)
        path, self.box.conf = self.box.conf, conf
        return path

    def start(self, *subscribers):
        self.configure(*subscribers)
        self.box.start_daemon()

    def report(self, name, report, source="gov"):
        """Drops it and waits until all that it caused has ended."""
        n = self.reports()
        self.box.drop(name, report, source=source)
        wait_until(lambda: self.reports() > n and self.box.pending() == 0 and not self.box.files(f"incoming/{source}"), name)

    def reports(self):
        return self.box.sql("select count(*) from report")[0][0]

    def ctl(self, *arguments, status=0):
        done = self.box.ctl(*arguments)
        self.assertEqual(done.returncode, status, f"{arguments}: {done.stdout}{done.stderr}")
        self.errors = done.stderr
        return done.stdout

    def replay(self, *arguments, status=0):
        """The messages as (difference, subscriber, channel, type), and the sum."""
        lines = [json.loads(line) for line in self.ctl("replay", "--json", "--from", "1h", *arguments, status=status).splitlines()]
        self.lines = lines
        self.assertEqual(lines[-1]["line"], "sum")
        return ([(x["difference"], x["subscriber"], x["channel"], x["type"]) for x in lines if x["line"] == "message"], lines[-1])


class ReplayTest(Base):
    def test_through_the_same_and_another_configuration(self):
        self.start(ANNA, BORIS % "Severe")
        self.report("a.json", DRONE)
        self.report("a.json", FLOOD)
        self.report("broken.json", "{")
        self.report("c.json", {**DRONE, "identifier": "r2", "msgType": "Cancel", "references": "test@example.org,r1,",
                               "headline": "All clear"})
        sent = len(self.box.hooks())
        before = self.box.sql("select count(*), max(id) from delivery") + self.box.sql("select count(*), max(id) from report")

        messages, total = self.replay()
        self.assertEqual(messages, [("same", "anna", "hook", "alert"), ("same", "anna", "hook", "all-clear")])
        self.assertEqual((total["reports"], total["gone"], total["same"]), (4, 0, 2))
        self.assertEqual([x["outcome"] for x in self.lines if x["line"] == "report"], ["accepted", "accepted", "rejected", "accepted"])
        self.assertEqual([x["report"] for x in self.lines if x["line"] == "message"], ["gov/a.json", "gov/c.json"])

        other = self.configure(BORIS % "Minor", name="other.conf")
        messages, total = self.replay("-c", other)
        self.assertEqual(messages, [("missing", "anna", "hook", "alert"), ("added", "boris", "hook", "alert"),
                                    ("missing", "anna", "hook", "all-clear"), ("added", "boris", "hook", "all-clear")])
        self.assertIn("no such subscriber", self.lines[4]["reason"])
        self.assertIn("Kharkiv", self.lines[5]["reason"])
        against, _ = self.replay("-c", other, "--against", self.box.conf)
        self.assertEqual(against, messages)
        self.assertEqual(self.replay("-c", self.box.conf, "--against", self.box.conf, "--differences")[0], [])

        text = self.ctl("replay", "--from", "1h", "-c", other)
        for part in ("gov/a.json opened incident 1 (drone)", "  - anna by hook  alert: Drone over Chuhuiv",
                     "  + boris by hook  alert: Drone over Chuhuiv", "gov/broken.json would be rejected",
                     "4 reports through", "2 only now (+), 2 only then (-)"):
            self.assertIn(part, text)
        self.assertNotIn("\033", text)

        # Nothing was sent, and nothing written.
        self.assertEqual(len(self.box.hooks()), sent)
        self.assertEqual(before, self.box.sql("select count(*), max(id) from delivery") + self.box.sql("select count(*), max(id) from report"))

    def test_a_rule_that_lets_less_through_says_so(self):
        self.start(BORIS % "Minor")
        self.report("a.json", DRONE)
        messages, _ = self.replay("-c", self.configure(BORIS % "Severe", name="other.conf"))
        self.assertEqual(messages, [("missing", "boris", "hook", "alert")])
        self.assertIn("severity Minor is below Severe", self.lines[-2]["reason"])

    def test_what_expired_does_so_when_it_did(self):
        self.start(ANNA)
        self.report("a.json", {**DRONE, "expires": "4s"})
        wait_until(lambda: self.box.sql("select count(*) from delivery where type = 'expired' and state = 2")[0][0], "the expiry")
        self.report("b.json", {**DRONE, "identifier": "r2", "headline": "Another drone"})
        messages, _ = self.replay()
        self.assertEqual(messages, [("same", "anna", "hook", "alert"), ("same", "anna", "hook", "expired"), ("same", "anna", "hook", "alert")])
        # Up to a time before the end of the first, it goes on.
        first = self.box.sql("select received from report order by id")[0][0]
        stamp = datetime.datetime.fromtimestamp(first / 1e6 + 0.5, datetime.timezone.utc).isoformat()
        self.assertEqual(self.replay("--to", stamp)[0], [("same", "anna", "hook", "alert")])

    def test_what_is_no_more_there_is_said(self):
        self.start(ANNA)
        self.report("a.json", DRONE)
        self.report("b.json", FLOOD)
        os.unlink(os.path.join(self.box.spool, "done", "a.json"))
        messages, total = self.replay(status=1)
        self.assertEqual((messages, total["gone"]), ([("missing", "anna", "hook", "alert")], 1))
        self.assertIn("no more there", self.lines[0]["reason"])
        self.assertIn("1 reports", self.ctl("replay", "--from", "1h", status=1))

    def test_by_the_second_channel_since_the_first_did_not_confirm(self):
        self.start(CLARA)
        self.report("a.json", DRONE)
        messages, total = self.replay()
        self.assertEqual(messages, [("same", "clara", "gone", "alert"), ("fallback", "clara", "hook", "alert")])
        self.assertEqual((total["added"], total["missing"]), (0, 0))
        self.assertEqual(self.lines[1]["then"]["state"], "failed")

    def test_check_says_which_channel_goes_first(self):
        self.configure(ANNA, CLARA)
        path = os.path.join(self.box.dir, "r.json")
        with open(path, "w") as f:
            json.dump(DRONE, f)
        routes = json.loads(self.ctl("check", "--json", path))["routes"]
        self.assertEqual([(x["subscriber"], x["channel"], x.get("turn")) for x in routes],
                         [("anna", "hook", None), ("clara", "gone", 1), ("clara", "hook", 2)])
        self.assertIn("gone first, after 10m hook", self.ctl("check", path))

    def test_people_of_the_database_are_told_as_those_of_the_file(self):
        self.start(ANNA)
        self.ctl("subscriber", "add", "dora", "channels=hook", "places=ua/kharkiv", "language=uk")
        self.ctl("subscriber", "add", "erik", "channels=hook", "places=ua/kharkiv", "events=flood")
        wait_until(lambda: ", 3 in all" in self.box.log("sirend"), "the changes")
        self.report("a.json", DRONE)
        alerts = [("same", "anna", "hook", "alert"), ("same", "dora", "hook", "alert")]
        self.assertEqual(sorted(self.replay()[0]), alerts)
        self.assertIn("dora was told by hook", self.ctl("why", "1", "dora"))
        self.assertIn("erik was not told", self.ctl("why", "1", "erik"))
        self.assertIn("not for them: ", self.ctl("why", "1", "erik"))
        self.ctl("subscriber", "remove", "dora")
        self.ctl("subscriber", "add", "erik", "channels=hook", "places=ua/kharkiv")
        messages, _ = self.replay()
        self.assertEqual(sorted(messages), [("added", "erik", "hook", "alert"), ("missing", "dora", "hook", "alert"), alerts[0]])
        self.assertIn("There is no such subscriber any more", self.ctl("why", "1", "dora"))

    def test_what_was_superseded_told_nobody(self):
        self.start(ANNA.replace('"hook"', '"away"'))
        self.box.drop("a.json", DRONE, "gov")  # nobody listens there
        wait_until(lambda: self.box.sql("select count(*) from attempt")[0][0], "the first try")
        self.box.drop("b.json", {**DRONE, "identifier": "r2", "msgType": "Update", "references": "test@example.org,r1,",
                                 "headline": "Two drones over Chuhuiv", "severity": "Severe"}, "gov")
        wait_until(lambda: self.box.sql("select count(*) from delivery where state = 5")[0][0], "the one that is superseded")
        story = json.loads(self.ctl("why", "--json", "1", "anna"))
        self.assertEqual([(x["revision"], x["state"]) for x in story["deliveries"]][0], (1, "superseded"))
        self.assertEqual(story["deliveries"][0]["instead"], story["deliveries"][1]["id"])
        self.assertFalse(story["told"])
        text = self.ctl("why", "1", "anna")
        self.assertIn("was to be told, and no channel has confirmed it", text)
        self.assertIn("revision 2 took its place", text)
        self.assertEqual([m[0] for m in self.replay()[0]], ["same", "same"])  # the first was tried: it may have arrived

    def test_what_was_held_back_comes_in_the_digest(self):
        self.box.use_clock()
        self.box.set_clock(-10 * 3600)
        now = time.time() // 60 * 60
        quiet = [datetime.datetime.fromtimestamp(now + hours * 3600, datetime.timezone.utc).strftime("%H:%M") for hours in (-11, -3)]
        self.start(ANNA.replace("rules", f'time_zone = "UTC"; quiet = {{ from = "{quiet[0]}"; to = "{quiet[1]}"; }}; rules', 1))
        self.box.drop("a.json", {**DRONE, "expires": "1h"}, "gov")
        wait_until(lambda: self.box.sql("select count(*) from held")[0][0], "what is held back")
        self.assertIn("held back: it waits for their digest of ", self.ctl("why", "1", "anna"))
        self.assertTrue(json.loads(self.ctl("why", "--json", "1", "anna"))["held_until"])
        self.box.set_clock(-8 * 3600)
        wait_until(lambda: self.box.sql("select count(*) from incident where state = 'expired'")[0][0], "its expiry")
        self.box.set_clock(now - 3 * 3600 + 1 - time.time())  # a second after they end: the daemon's timer is on time
        wait_until(lambda: self.box.sql("select count(*) from delivery where type = 'digest' and state = 2")[0][0], "the digest")
        self.assertRegex(self.ctl("why", "1", "anna"), r"a digest of what was held back went to hook .* delivered")
        # a file's change time cannot be set back, but its name may say when it was filed
        received = self.box.sql("select received from report")[0][0]
        done = os.path.join(self.box.spool, "done", "a.json")
        os.rename(done, f"{done}~{received}")
        messages = [json.loads(x) for x in self.ctl("replay", "--json", "--from", "12h").splitlines()]
        told = [x for x in messages if x["line"] == "message"]
        self.assertEqual([x["type"] for x in told], ["digest"])
        self.assertIn(told[0]["difference"], ("same", "words"))  # the jump made it expire later than it would have

    def test_wrong_use(self):
        self.configure(ANNA)
        self.ctl("replay", status=2)
        self.ctl("replay", "--from", "1h", "--to", "2h", status=2)
        self.ctl("replay", "--from", "1h", status=1)
        self.assertIn("no database yet", self.errors)


class WhyTest(Base):
    def test_one_who_was_told_one_who_was_not_one_by_the_second_channel(self):
        self.start(ANNA, BORIS % "Severe", CLARA)
        self.report("post.txt", TEXT)
        self.report("a.json", {**DRONE, "headline": "Drone over Chuhuiv, officially"})
        story = json.loads(self.ctl("why", "--json", "1", "anna"))
        self.assertTrue(story["told"])
        self.assertEqual([x["report"]["file"] for x in story["alerts"]][0], "post.txt")
        self.assertIn("Drone heading for Chuhuiv", story["alerts"][0]["evidence"][0])
        self.assertEqual((story["alerts"][0]["decision"], story["alerts"][0]["rule"]), ("send", "home"))
        self.assertEqual(story["deliveries"][0]["state"], "delivered")
        self.assertEqual(story["deliveries"][0]["tries"][0]["code"], 200)
        text = self.ctl("why", "1", "anna")
        for part in ("anna was told by hook", "gov/post.txt says live, drone", "for them: rule home", "alert of revision 1 by hook: delivered"):
            self.assertIn(part, text)

        self.report("b.json", {**DRONE, "identifier": "r3", "places": ["ua/odesa"]})
        odesa = str(self.box.sql("select max(id) from incident")[0][0])
        told = json.loads(self.ctl("why", "--json", odesa, "anna"))
        self.assertEqual((told["told"], told["deliveries"], told["alerts"][0]["decision"]), (False, [], "skip"))
        self.assertIn("anna was not told", self.ctl("why", odesa, "anna"))
        self.assertIn("not for them: ", self.ctl("why", odesa, "anna"))

        clara = json.loads(self.ctl("why", "--json", "1", "clara"))
        self.assertTrue(clara["told"])
        self.assertEqual([(x["channel"], x["state"]) for x in clara["deliveries"]][:2], [("gone", "failed"), ("hook", "delivered")])
        self.assertIn("clara was told by hook", self.ctl("why", "1", "clara"))
        self.ctl("why", "1", "nobody", status=1)
        self.ctl("why", "77", "anna", status=1)
        self.ctl("why", "x", "anna", status=2)

    def test_what_changes_no_words_is_said(self):
        self.start(ANNA.replace("places", 'events = ["air-raid"]; places'))
        self.report("a.json", {**DRONE, "event": "air-raid", "severity": "Severe"}, source="sirens")
        self.report("b.json", {**DRONE, "sender": "force", "severity": "Severe"}, source="force")
        story = json.loads(self.ctl("why", "--json", "1", "anna"))
        self.assertEqual((story["told_revision"], story["revision"], len(story["deliveries"])), (1, 2, 1))
        self.assertIn("Since revision 1, up to 2 now, nothing has changed in what they were told.", self.ctl("why", "1", "anna"))

    def test_not_needed_and_without_the_file(self):
        self.start(CLARA.replace('["gone", "hook"]', '["hook", "gone"]'))
        self.report("a.json", DRONE)
        for path in glob.glob(os.path.join(self.box.spool, "done", "*")):
            os.unlink(path)
        story = json.loads(self.ctl("why", "--json", "1", "clara"))
        self.assertEqual([(x["channel"], x["state"]) for x in story["deliveries"]], [("hook", "delivered"), ("gone", "not needed")])
        self.assertEqual(story["deliveries"][1]["instead"], story["deliveries"][0]["id"])
        text = self.ctl("why", "1", "clara")
        self.assertIn("not needed: hook confirmed it", text)
        self.assertIn("its file is no more there", text)


if __name__ == "__main__":
    unittest.main()
