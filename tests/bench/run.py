#!/usr/bin/python3
"""make bench: sirend beside the least programs that do the same work, in one run on this machine.

usage: run.py [--quick] [--rounds 3] [--only latency,fan,start,roster,match,growth,reload,backpressure] [--out build/bench]

Every round starts each contestant anew with a broker and a webhook receiver of its own; contestants take turns, so that
whatever else the machine does disturbs all alike. What counts are the ratios. Writes OUT.json and OUT.svg.
"""
import argparse
import datetime
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import time

import alertmanager
import backpressure
import growth
import picture
import reload
import reports
from contest import BUILD, ENDPOINTS, PATIENCE, ROOT, WIDTH, WINDOW, Contest, percentile, program, wait_until

# --- the figures ---

class Figures:
    """What was measured, by name and contestant; one value a round."""

    def __init__(self):
        self.values = {}

    def add(self, name, who, value):
        self.values.setdefault(name, {}).setdefault(who, []).append(value)
        print(f"  {name}, {who}: {value:,.4g}", flush=True)

    def median(self, name, who):
        values = self.values.get(name, {}).get(who)
        return statistics.median(values) if values else None

    def ratio(self, name, who, base_name, base):
        """Median of the ratios round by round."""
        a, b = self.values.get(name, {}).get(who), self.values.get(base_name, {}).get(base)
        if not a or not b:
            return None
        return statistics.median(x / y for x, y in zip(a, b))


class Bench:
    def __init__(self, options):
        self.quick = options.quick
        self.rounds = options.rounds
        self.figures = Figures()
        self.villages = reports.villages(ROOT)
        self.pool = []
        self.growth = {}

    def json(self, first, n):
        """n reports, others for another `first`."""
        if not self.pool:
            self.pool = self.understood([(i, reports.json_report(i, self.villages[i])) for i in range(1, 2700)], 2600)
        return self.pool[first:first + n]

    @staticmethod
    def understood(batch, n):
        """The first n that sirend's own check finds one alert for one place in, each another."""
        good, seen, result = set(), set(), None
        with Contest() as c:
            c.configure()
            for number, text in batch:
                c.stage(f"{number:08}", text)
            result = c.ctl("check", "--json", c.staged)
            for found in map(json.loads, result.stdout.splitlines()):
                what = [(a["event"], a["state"], p["path"]) for a in found["alerts"] for p in a["places"]]
                if len(what) == 1 and what[0][1] == "live" and what[0][2].startswith("ua/") and what[0] not in seen:
                    seen.add(what[0])
                    good.add(int(os.path.basename(found["file"])))
        if len(good) < n:
            raise RuntimeError(f"only {len(good)} of {len(batch)} reports understood, {n} needed: {result.stderr[-500:]}")
        return [(number, text) for number, text in batch if number in good][:n]

    def cap(self, n):
        now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
        sent, expires = now.isoformat(), (now + datetime.timedelta(hours=6)).isoformat()
        return self.understood([(i, reports.cap_report(i, self.villages[i], sent, expires)) for i in range(5000, 5000 + 2 * n)], n)

    def text(self):
        """One for each district that is known by its name alone."""
        names = reports.districts(ROOT)
        return self.understood([(i, reports.text_report(i, names)) for i in range(1, len(names))], 80)

    def note_latency(self, what, who, took):
        for way, values in took.items():
            self.figures.add(f"latency {what} {way} p50 ms", who, statistics.median(values))
            self.figures.add(f"latency {what} {way} p99 ms", who, percentile(values, 99))

    def latency_and_burst(self):
        n, burst = (100, 500) if self.quick else (300, 2000)
        cap, text = self.cap(n), self.text()
        for _ in range(self.rounds):
            for who, more in (("floor", ()), ("floor, same rows", ("rows",))):
                with Contest() as c:
                    c.start_floor(*more)
                    c.one_at_a_time(self.json(0, 10))
                    self.note_latency("json", who, c.one_at_a_time(self.json(100, n)))
                    self.figures.add("burst events/s", who, c.all_at_once(self.json(500, burst)))
            for who, mqtt in (("sirend", "publish = [];"), ("sirend, public topics too", "")):
                with Contest() as c:
                    c.start_sirend(c.both_ways(), mqtt)
                    c.one_at_a_time(self.json(0, 10))
                    self.note_latency("json", who, c.one_at_a_time(self.json(100, n)))
                    self.figures.add("burst events/s", who, c.all_at_once(self.json(500, burst)))
                    self.figures.add("memory after the burst MB", who, c.memory())
                    if mqtt:
                        self.note_latency("cap", who, c.one_at_a_time(cap))
                if mqtt:
                    with Contest() as c:
                        c.start_sirend(c.both_ways(), mqtt)
                        c.one_at_a_time(self.json(0, 10))
                        c.one_at_a_time(text[:1])  # waits for the index of names, which a thread makes after the start
                        self.note_latency("text", who, c.one_at_a_time(text[1:]))
            self.others()

    def others(self):
        """What one would take otherwise, where it is installed."""
        with Contest() as c:
            try:
                c.start_script()
            except TimeoutError:
                return
            c.one_at_a_time(self.json(0, 10))
            self.note_latency("json", "Python script", c.one_at_a_time(self.json(100, 100)))
            self.figures.add("burst events/s", "Python script", c.all_at_once(self.json(500, 500)))
        if not all(shutil.which(p) for p in ("inotifywait", "jq", "curl", "mosquitto_pub")):
            return
        with Contest() as c:
            c.start_shell()
            self.note_latency("json", "shell glue", c.one_at_a_time(self.json(100, 20), 0.2))
            self.figures.add("burst events/s", "shell glue", c.all_at_once(self.json(500, 50)))
        self.alertmanager()

    def alertmanager(self):
        if not alertmanager.installed():
            return
        who, n = "Alertmanager, webhook only", 100 if self.quick else 300
        with alertmanager.AlertmanagerContest() as c:
            c.start_alertmanager()
            c.one_at_a_time([(i, alertmanager.report(i)) for i in range(1, 11)])
            self.note_latency("json", who, c.one_at_a_time([(i, alertmanager.report(i)) for i in range(100, 100 + n)]))
            self.figures.add("burst events/s", who, c.all_at_once([(i, alertmanager.report(i)) for i in range(500, 500 + 5 * n)]))
            self.figures.add("memory after the burst MB", who, c.memory())

    # --- one report for many ---

    def people(self, c, n, way):
        """n subscribers of one village, each with a delivery of its own, and nobody elsewhere."""
        if way == "mqtt":
            channels = ['{ name = "app"; type = "mqtt"; }']
        elif way == "webhook":
            channels = [f'{{ name = "hook{i}"; type = "webhook"; url = "{c.url(i + 1)}"; connections = {WIDTH}; }}'
                        for i in range(ENDPOINTS)]
        else:
            channels = ['{ name = "none"; type = "null"; }']
        names = [re.search(r'name = "(\w+)"', channel)[1] for channel in channels]
        rule = f'rules = ( {{ places = ["{self.villages[1][0]}"]; }} );'
        return ("channels = (" + ",\n".join(channels) + ");\nsubscribers = (" +
                ",\n".join(f'{{ name = "subscriber-{i:06}"; channels = ["{names[i % len(names)]}"]; {rule} }}' for i in range(n)) +
                ");\n")

    def fan(self, n, way, addresses=1):
        """Seconds until the report of n deliveries was committed, and until the last of them had arrived."""
        with Contest(addresses) as c:
            c.start_sirend(self.people(c, n, way), "publish = [];")
            c.stage("1", reports.json_report(1, self.villages[1]))
            before = c.arrived(way)["all"][0] if way != "null" and c.arrived(way) else 0
            start = c.release("1")
            c.wait_done("1")
            committed = time.monotonic_ns()
            if way == "null":
                return (committed - start) / 1e9, None
            wait_until(lambda: c.arrived(way) and c.arrived(way)["all"][0] >= before + n, "the last delivery", PATIENCE)
            return (committed - start) / 1e9, (c.arrived(way)["all"][1] - committed) / 1e9

    def fans(self):
        n = 20000 if self.quick else 100000
        for _ in range(self.rounds):
            self.store(n)
            for way in ("mqtt", "webhook"):
                self.drain_floor(n, way)
                committed, drained = self.fan(n, way, ENDPOINTS)
                if way == "mqtt":
                    self.figures.add("outbox rows/s", "sirend, from rename to commit", n / committed)
                self.figures.add(f"draining {way}/s", "sirend", n / drained)

    def drain_floor(self, n, way):
        with Contest(ENDPOINTS) as c:
            command = ([program("floor_mqtt"), str(c.mqtt_port), str(n), str(WINDOW)] if way == "mqtt" else
                       [program("floor_curl"), str(c.hook_port), str(n), str(ENDPOINTS), str(WIDTH)])
            out = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True).stdout
            self.figures.add(f"draining {way}/s", "floor", float(out))

    def store(self, n):
        out = subprocess.run([program("store_bench"), str(n), "1"], capture_output=True, text=True, timeout=PATIENCE, check=True)
        ours, same, bare = re.search(r"outbox_add (\d+) rows/s; plain INSERT, same tables (\d+) .*indices (\d+)", out.stdout).groups()
        self.figures.add("outbox rows/s", "store alone", float(ours))
        self.figures.add("outbox rows/s", "plain SQLite, same tables", float(same))
        self.figures.add("outbox rows/s", "plain SQLite, no indices", float(bare))

    # --- start, idle, matching, growth ---

    def start_and_idle(self):
        for _ in range(self.rounds):
            with Contest() as c:
                people = "".join(f'{{ name = "s{i}"; channels = ["app"]; rules = ( {{ places = ["{self.villages[i][0]}"]; }} ); }},'
                                 for i in range(10))
                c.start_sirend('channels = ( { name = "app"; type = "mqtt"; } ); subscribers = ( ' + people[:-1] + ");\n")
                self.figures.add("start with the gazetteer s", "sirend", c.took)
                time.sleep(2)
                before, seconds = c.wakes(), 10 if self.quick else 30
                time.sleep(seconds)
                self.figures.add("idle wake-ups/s", "sirend", (c.wakes() - before) / seconds)
                self.figures.add("idle memory MB", "sirend", c.memory())

    def people_of(self, n):
        """n subscribers with 1 to 5 places each, most severities and some events: as those of match_bench."""
        chance, known = random.Random(1), [self.villages[number][0] for number, _ in self.json(0, 2600)]
        for i in range(n):
            yield (f"person-{i:07}", "app", ";".join(chance.sample(known, chance.randint(1, 5))),
                   chance.choice(("", "", "Moderate", "Severe", "Extreme")))

    def words(self, file, n):
        """The same people in a table of words."""
        with sqlite3.connect(file) as db:
            db.execute("CREATE TABLE subscriber (name TEXT PRIMARY KEY, channel TEXT, places TEXT, severity TEXT) WITHOUT ROWID")
            db.executemany("INSERT INTO subscriber VALUES (?, ?, ?, ?)", self.people_of(n))
        db.close()
        return file

    def roster(self):
        """Start with the subscribers of a database."""
        n = 100000 if self.quick else 1000000
        with Contest() as c:
            people = 'channels = ( { name = "app"; type = "mqtt"; } );\n'
            self.figures.add("import of subscribers/s", "sirenctl", n / c.import_people(people, self.people_of(n)))
            words = self.words(os.path.join(c.dir, "words.db"), n)
            for _ in range(self.rounds):
                out = subprocess.run([program("roster_bench"), c.conf, words], capture_output=True, text=True, timeout=300, check=True)
                found = json.loads(out.stdout)
                if found["rows"] != n or found["words"] != n or found["left_out"]:
                    raise RuntimeError(out.stdout)
                self.figures.add("subscribers of the database, processor s", "read alone", found["read_s"])
                self.figures.add("subscribers of the database, processor s", "read alone, as words", found["words_s"])
                self.figures.add("subscribers of the database, processor s", "ready for reports", found["ready_s"])
                self.figures.add("bytes a subscriber beside name and channels", "sirend", found["bytes_each"])
            c.start_sirend(people, "publish = [];")
            self.figures.add(f"start with {n:,} subscribers s", "sirend", c.took)
            self.figures.add(f"memory with {n:,} subscribers MB", "sirend", c.memory())

    def match(self):
        n = 100000 if self.quick else 1000000
        for _ in range(self.rounds):
            ours = subprocess.run([program("match_bench"), str(n), "1"], cwd=ROOT, capture_output=True, text=True, timeout=300, check=True)
            floor = subprocess.run([program("floor_match"), str(n)], capture_output=True, text=True, timeout=300, check=True)
            for who, out in (("sirend", ours.stdout), ("floor", floor.stdout)):
                for figure in map(json.loads, out.splitlines()):
                    rules = figure.get("rules", "severity")
                    if figure["figure"] == "match" and figure["places"] == 20 and figure["level"] in ("district", "settlement"):
                        self.figures.add(f"match 20 {figure['level']}s ({rules}) ns each", who, figure["ns_each"])
                    elif figure["figure"] == "build":
                        self.figures.add(f"index ({rules}) bytes a subscriber", who, figure["index_bytes_each"])
                    elif figure["figure"] == "nobody":
                        self.figures.add("match nobody us", who, figure["us"])

    def grow(self):
        growth.run(self)

    def reload(self):
        for _ in range(self.rounds):
            reload.run(self)

    def press(self):
        backpressure.run(self)

    def targets(self):
        """(what, ratio or figure, relation, target)."""
        f, rows = self.figures, []
        for what, most in (("json", (1.3, 1.5)), ("cap", (2, 2)), ("text", (2, 2))):
            for way in ("webhook", "mqtt"):
                for p, limit in zip(("p50", "p99"), most):
                    rows.append((f"latency {what} {way} {p} / floor json", f.ratio(
                        f"latency {what} {way} {p} ms", "sirend", f"latency json {way} {p} ms", "floor"), "<=", limit))
        for way in ("webhook", "mqtt"):
            rows.append((f"latency json {way} p50 / floor with the same rows", f.ratio(
                f"latency json {way} p50 ms", "sirend", f"latency json {way} p50 ms", "floor, same rows"), "", None))
        rows.append(("burst / floor with the same rows", f.ratio("burst events/s", "sirend", "burst events/s", "floor, same rows"), "", None))
        rows.append(("burst / floor", f.ratio("burst events/s", "sirend", "burst events/s", "floor"), ">=", 0.8))
        rows.append(("burst with public topics / floor", f.ratio(
            "burst events/s", "sirend, public topics too", "burst events/s", "floor"), "", None))
        for who in ("store alone", "sirend, from rename to commit"):
            for base in ("plain SQLite, same tables", "plain SQLite, no indices"):
                rows.append((f"outbox, {who} / {base}", f.ratio("outbox rows/s", who, "outbox rows/s", base), ">=", 0.7))
        for way in ("mqtt", "webhook"):
            rows.append((f"draining {way} / floor", f.ratio(f"draining {way}/s", "sirend", f"draining {way}/s", "floor"), ">=", 0.8))
        for level in ("district", "settlement"):
            for rules in ("severity", "severity and events"):
                rows.append((f"match 20 {level}s ({rules}) / floor", f.ratio(
                    f"match 20 {level}s ({rules}) ns each", "sirend", f"match 20 {level}s (severity) ns each", "floor"), "<=", 2))
        rows.append(("match nobody us", f.median("match nobody us", "sirend"), "<=", 100))
        rows.append(("index bytes a subscriber", f.median("index (severity and events) bytes a subscriber", "sirend"), "<=", 48))
        rows.append(("bytes a subscriber of the database", f.median("bytes a subscriber beside name and channels", "sirend"), "<=", 48))
        for what, base in (("packed rows read", "read alone"), ("rows of words read", "read alone, as words")):
            rows.append((f"start, subscribers ready / {what}", f.ratio("subscribers of the database, processor s", "ready for reports",
                                                                      "subscribers of the database, processor s", base), "<=", 2))
        rows.append(("most ms of a report beside a reload", f.median(f"reports at {reload.RATE}/s, most ms", "beside a reload"), "<=", 100))
        rows.append(("idle memory MB", f.median("idle memory MB", "sirend"), "<=", 40))
        rows.append(("idle wake-ups/s", f.median("idle wake-ups/s", "sirend"), "<=", 1))
        return [row for row in rows if row[1] is not None]

    def report(self):
        lines = [f"{'figure':<44}{'who':<32}{'median':>12}{'min':>12}{'max':>12}"]
        for name, contestants in self.figures.values.items():
            for who, v in contestants.items():
                lines.append(f"{name:<44}{who:<32}{statistics.median(v):>12,.4g}{min(v):>12,.4g}{max(v):>12,.4g}")
        lines += ["", f"{'against its target':<76}{'here':>9}{'target':>11}"]
        for what, value, relation, target in self.targets():
            good = target is None or (value <= target if relation == "<=" else value >= target)
            reach = f"{relation} {target}" if target is not None else ""
            lines.append(f"{what:<76}{value:>9.3g}{reach:>11}{'' if good else '  missed'}")
        return "\n".join(lines)

    def save(self, out, seconds):
        commit = subprocess.run(["git", "-C", ROOT, "describe", "--always", "--dirty"], capture_output=True, text=True, check=False)
        with open(out + ".json", "w", encoding="utf-8") as f:
            json.dump({"commit": commit.stdout.strip(), "at": datetime.datetime.now().astimezone().isoformat(timespec="seconds"),
                       "seconds": round(seconds), "processors": os.cpu_count(), "load": os.getloadavg(), "quick": self.quick,
                       "figures": self.figures.values, "growth": self.growth,
                       "targets": [dict(zip(("what", "here", "relation", "target"), row)) for row in self.targets()]}, f, indent=1)
        if self.growth:
            picture.write(out + ".svg", growth.panels(self.growth))


PARTS = {"latency": Bench.latency_and_burst, "fan": Bench.fans, "start": Bench.start_and_idle, "roster": Bench.roster,
         "match": Bench.match, "growth": Bench.grow, "reload": Bench.reload, "backpressure": Bench.press}


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # stops what was started
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--out", default=os.path.join(BUILD, "bench"))
    options = parser.parse_args()
    bench = Bench(options)
    start = time.monotonic()
    for part in options.only.split(","):
        print(part, flush=True)
        PARTS[part](bench)
    print("\n" + bench.report())
    bench.save(options.out, time.monotonic() - start)


if __name__ == "__main__":
    main()
