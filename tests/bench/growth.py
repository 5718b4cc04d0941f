"""How each cost grows: with the people who are concerned, with those who are not, with the length of the history."""
import os
import shutil
import sqlite3
import statistics
import subprocess
import time

import reports
from contest import SLOW, Contest, program, wait_until

CONCERNED = "N subscribers, all concerned"
STRANGERS = "N subscribers, one concerned"
HISTORY = "N rows of history"


def ctl(c, *arguments):
    """Milliseconds that a verb takes, its start included. `status` may find something to complain of."""
    begun = time.monotonic()
    done = c.ctl(*arguments, patience=SLOW)
    if done.stderr or done.returncode > (arguments[0] == "status"):
        raise RuntimeError(f"sirenctl {arguments}: {done.stderr}")
    return (time.monotonic() - begun) * 1e3


class Growth:
    def __init__(self, bench):
        self.bench = bench
        self.figures = bench.growth
        largest = 100000 if bench.quick else 1000000
        self.people = [n for n in (10, 1000, 100000, 1000000) if n <= largest]
        self.history = [n for n in (100, 10000, 100000, 1000000) if n <= largest and n != (100000, 0)[bench.quick]]

    def note(self, panel, line, size, value):
        self.figures.setdefault(panel, {}).setdefault(line, []).append((size, value))
        print(f"  {panel}, {size:,}: {line} {value:,.4g}", flush=True)

    # --- people ---

    @staticmethod
    def people_of(n, places):
        """n subscribers of the database, who live in these places in turn."""
        return ((f"person-{i:07}", "none", places[i % len(places)], ("", "Moderate", "Severe")[i % 3]) for i in range(n))

    def started(self, c, panel, n, people):
        c.start_sirend(people, "publish = [];")
        self.note(panel, "start ms", n, c.took * 1e3)
        self.note(panel, "memory MB", n, c.memory())

    def strangers(self, n):
        """One subscriber who gets everything, and n who live where nothing is reported from."""
        quiet = [self.bench.villages[number][0] for number, _ in self.bench.json(1000, 1600)]
        with Contest() as c:
            people = c.both_ways().replace("channels = (", 'channels = ( { name = "none"; type = "null"; },', 1)
            self.note(STRANGERS, "import s", n, c.import_people(people, self.people_of(n, quiet)))
            self.started(c, STRANGERS, n, people)
            c.one_at_a_time(self.bench.json(0, 10))
            took = c.one_at_a_time(self.bench.json(100, 50))
            self.note(STRANGERS, "report, rename to receipt ms", n, statistics.median(took["mqtt"]))
            self.note(STRANGERS, "status ms", n, ctl(c, "status"))
            self.note(STRANGERS, "check ms", n, ctl(c, "check", os.path.join(c.done, "00000001")))

    def concerned(self, n):
        """n deliveries of one report, to a channel that takes all at once: until they are committed, and until all are done."""
        with Contest() as c:
            people = 'channels = ( { name = "none"; type = "null"; } );\n'
            c.import_people(people, self.people_of(n, [self.bench.villages[1][0]]))
            self.started(c, CONCERNED, n, people)
            c.stage("1", reports.json_report(1, self.bench.villages[1]))
            begun = c.release("1")
            c.wait_done("1", SLOW)
            self.note(CONCERNED, "report, rename to commit ms", n, (time.monotonic_ns() - begun) / 1e6)
            wait_until(lambda: c.sql("select value from tally where id = 0") == [(0,)], "the deliveries", SLOW)
            self.note(CONCERNED, "all delivered ms", n, (time.monotonic_ns() - begun) / 1e6)
            self.note(CONCERNED, "memory at most MB", n, c.memory("VmHWM"))

    # --- history ---

    def past(self, n):
        with Contest() as c:
            people = c.both_ways()
            c.start_sirend(people, "publish = [];")
            c.stop("contestant")
            fill_history(c.database, n, [v[0] for v in self.bench.villages[:5000]])
            self.started(c, HISTORY, n, people)
            c.one_at_a_time(self.bench.json(0, 10))
            took = c.one_at_a_time(self.bench.json(100, 50))
            self.note(HISTORY, "report, rename to receipt ms", n, statistics.median(took["mqtt"]))
            self.note(HISTORY, "status ms", n, ctl(c, "status"))
            self.note(HISTORY, "history of a place ms", n, ctl(c, "history", "--place", self.bench.villages[1][0]))
            c.stop("contestant")
            held = c.database + "-held"
            shutil.copy(c.database, held)
            hold_back(held)
            self.note(HISTORY, "prune step, all held back ms", n, prune(held)["all old"])
            for line, value in prune(c.database).items():
                self.note(HISTORY, f"prune step, {line} ms", n, value)


def prune(database):
    """Milliseconds of the longest step, by what there is to do."""
    done = subprocess.run([program("prune_bench"), database], capture_output=True, text=True, timeout=SLOW, check=True)
    return {line: float(value) for line, value in (figure.rsplit(": ", 1) for figure in done.stdout.splitlines())}


def hold_back(path):
    """Everything belongs to one incident, and that is still open."""
    with sqlite3.connect(path) as db:
        db.execute("UPDATE incident SET state = 'open' WHERE id = 1")
        db.execute("UPDATE alert SET incident = 1")
        db.execute("UPDATE delivery SET incident = 1")
    db.close()


def fill_history(path, n, places):
    """n reports, each with an alert, an incident that is over, and a delivery: one a second, ending an hour ago."""
    second = 1000000
    first = int(time.time() - 3600 - n) * second
    with sqlite3.connect(path) as db:
        db.execute("CREATE TEMP TABLE row(i INTEGER PRIMARY KEY, t INTEGER, place TEXT)")
        db.executemany("INSERT INTO temp.row VALUES(?, ?, ?)", ((i, first + i * second, places[i % len(places)]) for i in range(1, n + 1)))
        for sql in (
                "INSERT INTO message(id, uses, body) SELECT i, 1, '{\"headline\": \"Water rises ' || i || '\", \"text\": \"' || "
                "hex(zeroblob(300)) || '\"}' FROM temp.row",
                "INSERT INTO report(id, key, source, file, received, size, outcome, alerts) SELECT i, 'key ' || i, 'local', "
                "'file-' || i, t, 2000, 0, 1 FROM temp.row",
                "INSERT INTO incident(id, revision, state, status, event, headline, source, opened, updated, expires, places) "
                "SELECT i, 1, 'ended', 'Actual', 'flood', 'Water rises ' || i, 'local', t, t, t, place FROM temp.row",
                "INSERT INTO incident_place SELECT place, i FROM temp.row",
                "INSERT INTO alert(id, report, incident, key, identifier, sender, sent, received, status, msg_type, event, state, "
                "headline) SELECT i, i, i, 'key ' || i, 'id-' || i, 'past@example.org', t, t, 'Actual', 'Alert', 'flood', 'live', "
                "'Water rises ' || i FROM temp.row",
                "INSERT INTO delivery(id, incident, revision, state, priority, attempts, touched, retain, message, created, due, ready, "
                "finished, type, subscriber, channel) SELECT i, i, 1, 2, 0, 1, 1, 0, i, t, t, t, t, 'alert', 'anna', 'app' FROM temp.row"):
            db.execute(sql)
    db.close()


def run(bench):
    g = Growth(bench)
    for n in g.people:
        g.strangers(n)
    for n in g.people:
        g.concerned(n)
    for n in g.history:
        g.past(n)


def panels(figures):
    """For the picture: a panel for each thing that grows."""
    return [(panel, "N", "milliseconds, or as named", lines) for panel, lines in figures.items()]
