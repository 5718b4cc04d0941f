#!/usr/bin/python3
"""Real siren alarms replayed: every follower hears one alert and one all-clear, and the state tree is the truth.

What "exactly one" means where alarms overlap: an alarm of a district and one of the region around it are one incident while they
overlap, because who lives in both is in alarm as long as either lasts. So each follower hears `alert` when their alarm begins,
silent `update`s while more join it or some are lifted, and `all-clear` when the last one that concerns them is lifted. Two districts
that have nothing to do with one another are two incidents, and a follower of their region hears both. `state/<place>` holds
something as long as an alarm lasts that was raised for exactly that place.

Needs SIREND_CORPUS/sirens/*.csv.xz: oblast, raion, hromada, level, started_at, finished_at. SIREND_SIRENS_FROM and
SIREND_SIRENS_COUNT choose other alarms than the first 1,500; 0 means all.
"""
import csv
import datetime
import glob
import json
import lzma
import os
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from sandbox import ROOT, Sandbox, wait_until  # noqa: E402

CORPUS = os.environ.get("SIREND_CORPUS", "/nonexistent")
FILES = sorted(glob.glob(os.path.join(CORPUS, "sirens", "*.csv.xz")))
FROM = int(os.environ.get("SIREND_SIRENS_FROM", "0"))
COUNT = int(os.environ.get("SIREND_SIRENS_COUNT", "1500"))
SAMPLES = 1000
CHUNK = 3 if COUNT == 1500 else 64


def rows():
    """(name as the feed writes it, start, end), in order of start."""
    found = []
    for file in FILES:
        with lzma.open(file, "rt", encoding="utf-8") as f:
            for row in csv.DictReader(f):
                oblast, raion = row["oblast"], row["raion"]
                if "район" in oblast:  # some rows have them the wrong way round
                    oblast, raion = raion, oblast
                name = ", ".join(part for part in (row["hromada"], raion, oblast) if part)
                times = [datetime.datetime.fromisoformat(row[k]).timestamp() for k in ("started_at", "finished_at")]
                found.append((name, *times))
    found.sort(key=lambda r: r[1])
    return found[FROM:FROM + COUNT if COUNT else None]


def inside(place, other):
    return place == other or place.startswith(other + "/")


def nested(a, b):
    return inside(a, b) or inside(b, a)


class Truth:
    """What goes on, and what each follower must have heard by now."""

    def __init__(self, followers):
        self.groups = []  # of places in alarm
        self.concern = {}
        self.followers = followers
        self.heard = {f: [0, 0] for f in followers}  # alerts, all-clears

    def who(self, place):
        """The followers whom an alarm for this place concerns."""
        if place not in self.concern:
            self.concern[place] = {f for f, own in self.followers.items() if nested(own, place)}
        return self.concern[place]

    def warned(self, group):
        return set().union(*(self.who(p) for p in group)) if group else set()

    def start(self, place):
        met = [g for g in self.groups if any(nested(p, place) for p in g)]
        group = set().union(*met)
        for f in self.who(place) - self.warned(group):
            self.heard[f][0] += 1
        self.groups = [g for g in self.groups if g not in met] + [group | {place}]

    def end(self, place):
        group = next(g for g in self.groups if place in g)
        before = self.warned(group)
        group.discard(place)
        for f in before - self.warned(group):
            self.heard[f][1] += 1
        self.groups = [g for g in self.groups if g]

    def places(self):
        return set().union(*self.groups) if self.groups else set()


@unittest.skipUnless(FILES, "no sirens in SIREND_CORPUS")
class SirensTest(unittest.TestCase):
    def setUp(self):
        self.box = self.enterContext(Sandbox())
        self.box.start_broker()
        self.state, self.heard, self.sequence = {}, {}, {}

    def locate(self, names):
        """Their paths, by what the daemon's own reader says."""
        folder = os.path.join(self.box.dir, "names")
        os.mkdir(folder)
        for i, name in enumerate(names):
            with open(os.path.join(folder, f"{i}.json"), "w", encoding="utf-8") as f:
                json.dump({"event": "air-raid", "places": [name]}, f)
        self.box.configure()
        found = {}
        for line in self.box.ctl("check", "--json", folder).stdout.splitlines():
            said = json.loads(line)
            if not said["rejected"]:
                name = names[int(os.path.basename(said["file"]).split(".")[0])]
                found[name] = said["alerts"][0]["places"][0]["path"]
        return found

    def villages(self, places):
        """One settlement in each of these places, where the gazetteer has one."""
        found, base = {}, ""
        with open(os.path.join(ROOT, "config", "gazetteer", "20-ua.tsv"), encoding="utf-8") as f:
            for line in f:
                path = line.split("\t")[0]
                if not path.startswith("./"):
                    base = path
                    continue
                at = base
                while at not in found and "/" in at:
                    if at in places:
                        found[at] = base + path[1:]
                    at = at.rpartition("/")[0]
        return found

    def configure(self, places):
        followers = {}
        for path in sorted(places):
            followers[path.replace("/", "-")] = path
        for path, village in sorted(self.villages(places).items()):
            followers["in-" + path.replace("/", "-")] = village
        people = ", ".join(f'{{ name = "{name}"; channels = ["phone"]; rules = ( {{ places = ["{path}"]; }} ); }}'
                           for name, path in followers.items())
        self.box.configure('channels = ( { name = "phone"; type = "mqtt"; } );\n'
                           f'subscribers = ( {people} );\nsources = ( {{ name = "sirens"; official = true; }} );\n')
        return followers

    def seen(self, _retained, topic, payload):
        kind, _, rest = topic.removeprefix("sirend/").partition("/")
        if kind == "state":
            if payload:
                self.state[rest] = payload
            else:
                self.state.pop(rest, None)
        elif kind == "to":
            said = json.loads(payload)["type"]
            self.sequence.setdefault(rest, []).append(said)
            counts = self.heard.setdefault(rest, [0, 0])
            if said in ("alert", "all-clear"):
                counts[said == "all-clear"] += 1

    def chunks(self, alarms):
        """Events in their order, as many at once as have nothing to do with one another (they may be committed together, and then
        only the last word on an incident is said)."""
        events = sorted([(end, 0, path) for path, _, end in alarms] + [(start, 1, path) for path, start, _ in alarms])
        chunk, regions = [], set()
        for _, starts, path in events:
            region = "/".join(path.split("/")[:2])
            if region in regions or len(chunk) == CHUNK:
                yield chunk
                chunk, regions = [], set()
            chunk.append((starts, path))
            regions.add(region)
        yield chunk

    def drop(self, number, starts, name):
        report = {"event": "air-raid", "places": [name], "severity": "Severe", "urgency": "Immediate", "certainty": "Observed"}
        if not starts:
            report = {"event": "air-raid", "places": [name], "msgType": "Cancel"}
        self.box.drop(f"{number:06}.json", report, source="sirens")

    def compare(self, truth, at):
        def differs():
            wrong = {f: (self.heard.get(f, [0, 0]), want) for f, want in truth.heard.items() if self.heard.get(f, [0, 0]) != want}
            return wrong, set(self.state) ^ truth.places()

        try:
            wait_until(lambda: differs() == ({}, set()), "the truth")
        except TimeoutError:
            wrong, places = differs()
            self.fail(f"after {at} events: (alerts, all-clears) heard and due: {dict(list(wrong.items())[:5])}; "
                      f"wrong states: {sorted(places)[:10]}\n{self.box.log('sirend')[-3000:]}")

    def test_one_alert_and_one_all_clear_for_each_and_a_true_state_tree(self):
        all_rows = rows()
        paths = self.locate(sorted({name for name, _, _ in all_rows}))
        names = {path: name for name, path in paths.items()}
        alarms, last = [], {}
        for name, start, end in all_rows:
            path = paths.get(name)
            if path and last.get(path, 0) <= start:  # a renamed place may be in alarm under both names
                alarms.append((path, start, end))
                last[path] = end
        self.assertGreater(len(alarms), 0.99 * len(all_rows))
        truth = Truth(self.configure(set(names)))
        self.box.start_daemon()
        self.box.subscribe(seen=self.seen)
        wait_until(lambda: self.box.received("sirend/status"), "the subscription")
        number, samples, began = 0, 0, time.monotonic()
        for chunk in self.chunks(alarms):
            for starts, path in chunk:
                self.drop(number, starts, names[path])
                (truth.start if starts else truth.end)(path)
                number += 1
            self.compare(truth, number)
            samples += 1
        took = time.monotonic() - began
        self.assertEqual(self.box.sql("select count(*) from incident where state = 'open'")[0][0], 0)
        wait_until(lambda: self.box.pending() == 0, "the outbox")
        if not FROM and COUNT == 1500:
            self.assertGreaterEqual(samples, SAMPLES)
        for follower, said in self.sequence.items():
            self.assertEqual((said[0], said[-1]), ("alert", "all-clear"), follower)
            self.assertNotIn("expired", said)
        self.assertEqual(self.box.sql("select count(*) from report where outcome <> 0")[0][0], 0)
        print(f"{len(alarms)} of {len(all_rows)} alarms at {len(names)} places, {len(truth.heard)} followers, "
              f"{sum(a for a, _ in truth.heard.values())} alerts and as many all-clears, "
              f"{sum(s.count('update') for s in self.sequence.values())} updates, {samples} samples, {took:.1f} s")


if __name__ == "__main__":
    unittest.main()
