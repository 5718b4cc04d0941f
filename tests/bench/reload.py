"""A reload of a configuration with many subscribers while reports flow: what each report takes, in one run, before it, beside
it, and after it."""
import signal
import statistics
import threading
import time

from contest import Contest, percentile

RATE = 500           # reports a second
SECONDS = 5          # so long; the reload begins after 40 %
STRANGERS = 10000    # subscribers whom none of it concerns


class Reload(threading.Thread):
    """Asks for it, and knows when it was over (ns)."""

    def __init__(self, contest):
        super().__init__(daemon=True)
        self.contest, self.asked, self.over = contest, time.monotonic_ns(), None
        contest.process.send_signal(signal.SIGHUP)
        self.start()

    def run(self):
        while "reloaded" not in self.contest.log("contestant"):
            time.sleep(0.005)
        self.over = time.monotonic_ns()


def flow(c, batch, at_reload):
    """Releases them in time; returns when each was, and the reload."""
    for number, text in batch:
        c.stage(f"{number:08}", text)
    released, begun = {}, time.monotonic_ns()
    for i, (number, _) in enumerate(batch):
        if i == at_reload:
            reload = Reload(c)
        wait = begun + i * 1_000_000_000 // RATE - time.monotonic_ns()
        if wait > 0:
            time.sleep(wait / 1e9)
        released[number] = c.release(f"{number:08}")
    return released, reload


def run(bench):
    n = min(RATE * SECONDS, 2500)
    quiet = [bench.villages[number][0] for number, _ in bench.json(0, 100)]
    with Contest() as c:
        people = ('channels = ( { name = "app"; type = "mqtt"; } );\nsubscribers = ( { name = "anna"; language = "en"; channels = ["app"];'
                  ' rules = ( { places = ["ua"]; } ); },\n' + ",\n".join(
                      f'{{ name = "s{i}"; channels = ["app"]; rules = ( {{ places = ["{quiet[i % len(quiet)]}"]; scope = "exact"; }} ); }}'
                      for i in range(STRANGERS)) + ");\n")
        c.start_sirend(people, 'publish = [];')
        c.configure_sirend(people, 'publish = [];', "notice")
        released, reload = flow(c, bench.json(100, n), n * 2 // 5)
        reload.join(60)
        while not all(number in c.arrived("mqtt") for number in released):
            time.sleep(0.05)
        asked, over = reload.asked, reload.over
        took = {number: (c.arrived("mqtt")[number] - at) / 1e6 for number, at in released.items()}
        windows = {"before a reload": [took[r] for r, at in released.items() if at < asked - 1e8],
                   "beside a reload": [took[r] for r, at in released.items() if asked - 1e8 <= at <= over + 2e8],
                   "after a reload": [took[r] for r, at in released.items() if at > over + 2e8]}
        bench.figures.add("a reload takes s", "sirend", (over - asked) / 1e9)
        for who, values in windows.items():
            if values:
                for what, value in (("p50", statistics.median(values)), ("p99", percentile(values, 99)), ("most", max(values))):
                    bench.figures.add(f"reports at {RATE}/s, {what} ms", who, value)
