"""More than can be done at once: files by the hundred thousand in the spool, rows by the million in the outbox while the
broker is away. Memory must stay bounded, what is urgent must overtake, and all must drain afterwards."""
import json
import os
import threading
import time

import reports
from contest import SLOW, Contest, wait_until

FILES = "N files at once in the spool"
ROWS = "N rows in the outbox, the broker away"
EVENTS = ("flood", "fire", "explosion", "chemical")
URGENT = 99000000  # above the numbers of the others


class Watch:
    """The most memory that a process had, looked at ten times a second; with how much was done by then."""

    def __init__(self, contest):
        self.contest, self.values, self.over = contest, [], threading.Event()
        self.thread = threading.Thread(target=self.look, daemon=True)
        self.thread.start()

    def look(self):
        while not self.over.wait(0.1):
            try:
                self.values.append(self.contest.memory())
            except (OSError, TypeError):
                return

    def most(self):
        self.over.set()
        self.thread.join()
        return max(self.values)


def calm_report(i, villages, n_places):
    """Of what nobody is woken by: an incident of its own for each place and event, then news of it."""
    report = json.loads(reports.json_report(i, villages[i % n_places]))
    return json.dumps(dict(report, urgency="Future", severity="Minor", event=EVENTS[i // n_places % len(EVENTS)]))


class Backpressure:
    def __init__(self, bench):
        self.bench = bench
        self.villages = [bench.villages[number] for number, _ in bench.json(0, 2600)]
        self.sizes = (1000, 10000) if bench.quick else (1000, 10000, 100000)

    def note(self, panel, line, size, value):
        self.bench.growth.setdefault(panel, {}).setdefault(line, []).append((size, value))
        print(f"  {panel}, {size:,}: {line} {value:,.4g}", flush=True)

    # --- files ---

    def stage_all(self, c, n):
        """So few incidents that none has to make room: of each there is news again and again."""
        places = min(2000, n // 4)
        for i in range(1, n + 1):
            c.stage(f"{i:08}", calm_report(i, self.villages, places))
        for name, number in (("urgent", URGENT), ("same", URGENT + 1)):
            c.stage(name, reports.json_report(number, self.villages[2500 + number % 2]))

    def files(self, n):
        """One source has n files; an urgent one of another source, and one of its own, come after half of them."""
        with Contest() as c:
            self.stage_all(c, n)
            os.mkdir(os.path.join(c.incoming, "gov"))
            c.start_sirend(c.both_ways(), "publish = [];")
            self.note(FILES, "memory before MB", n, c.memory())
            watch = Watch(c)
            begun, released = time.monotonic_ns(), {}
            for i in range(1, n + 1):
                c.release(f"{i:08}")
                if i == n // 2:
                    released[URGENT] = c.release("urgent", "gov")
                    released[URGENT + 1] = c.release("same")
            for number, line in ((URGENT, "urgent of another source"), (URGENT + 1, "urgent of the same source")):
                c.wait_for([number], SLOW)
                self.note(FILES, f"{line}, rename to receipt s", n,
                          max(c.arrived(way)[number] - released[number] for way in c.records) / 1e9)
            c.wait_quiet(n + 2)
            took = (time.monotonic_ns() - begun) / 1e9
            self.note(FILES, "memory at most MB", n, watch.most())
            self.note(FILES, "reports/s", n, (n + 2) / took)
            accounted(c, n + 2)

    # --- rows ---

    def rows(self, n):
        """Ten reports for n / 10 people each, an urgent one for one person after five; then the broker comes back."""
        here, there = self.villages[1][0], self.villages[2][0]
        with Contest() as c:
            people = ('channels = ( { name = "app"; type = "mqtt"; } );\nsubscribers = ( { name = "anna"; channels = ["app"]; '
                      f'rules = ( {{ places = ["{there}"]; }} ); }} );\n')
            c.import_people(people, ((f"person-{i:07}", "app", here, "") for i in range(n // 10)))
            c.stop("subscriber")
            c.stop("mosquitto")
            c.start_sirend(people, "publish = [];")
            self.note(ROWS, "memory before MB", n, c.memory())
            watch, begun = Watch(c), time.monotonic()
            self.release_ten(c)
            wait_until(lambda: c.tally(0) == n + 1, "the rows", SLOW)
            self.note(ROWS, "rows/s into the outbox", n, n / (time.monotonic() - begun))
            self.note(ROWS, "memory at most, broker away MB", n, max(watch.values))
            self.note(ROWS, "database MB", n, sum(os.path.getsize(c.database + end) for end in ("", "-wal")) / 1e6)
            c.start_mqtt()
            back = time.monotonic_ns()
            wait_until(lambda: c.arrived("mqtt").get(URGENT), "the urgent one", SLOW)
            self.note(ROWS, "urgent, broker's return to receipt s", n, (c.arrived("mqtt")[URGENT] - back) / 1e9)
            c.wait_quiet(11)
            wait_until(lambda: c.arrived("mqtt")["all"][0] >= n + 2, "the last one")
            self.note(ROWS, "draining/s", n, n / ((c.arrived("mqtt")["all"][1] - back) / 1e9))
            self.note(ROWS, "memory at most MB", n, watch.most())
            accounted(c, 11)

    def release_ten(self, c):
        here, there = self.villages[1], self.villages[2]
        c.stage("urgent", reports.json_report(URGENT, there))
        for i, event in enumerate(EVENTS + ("shelling", "debris", "nuclear", "weather", "glide-bomb", "aviation")):
            report = dict(json.loads(reports.json_report(i, here)), urgency="Expected", event=event)
            c.stage(str(i), json.dumps(report))
            c.release(str(i))
            if i == 5:
                c.release("urgent")


def accounted(c, n):
    """Every report is in the history and in done/, and no delivery has failed."""
    rows = c.sql("select count(*) from report where outcome = 0")[0][0]
    filed = len(os.listdir(c.done))
    ended = c.sql("select state, count(*) from delivery where state not in (2, 5) group by 1")
    if rows != n or filed != n or ended:
        raise RuntimeError(f"{n} reports: {rows} taken, {filed} filed; deliveries that ended otherwise: {ended}")


def run(bench):
    b = Backpressure(bench)
    for n in b.sizes:
        b.files(n)
    for n in b.sizes[1:]:
        b.rows(10 * n)
