#!/usr/bin/python3
"""Breaks what the daemon stands on, one thing at a time and for real, while reports flow.

After each fault every report must have reached the MQTT subscriber and the webhook, repeats under the delivery's first id,
nothing later than it was good for, and all is back to normal without a hand. While it lasts the log, the health topic and
`sirenctl status` must say so. Prints one line of figures for each; FAULT_SECONDS says how long a fault lasts (default 6).
"""
import calendar
import collections
import json
import os
import random
import re
import resource
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from sandbox import Sandbox, wait_until  # noqa: E402

SECONDS = float(os.environ.get("FAULT_SECONDS", "6"))
SEED = int(os.environ.get("SEED", str(time.time_ns() % 100000)))
PATIENCE = float(os.environ.get("PATIENCE", "120"))

PEOPLE = """
channels = ( {{ name = "phone"; type = "mqtt"; }},
             {{ name = "hook"; type = "webhook"; url = "{url}"; connections = 8; timeout = "2s"; {extra} }} {channels} );
subscribers = ( {{ name = "anna"; channels = ["phone", "hook"]; rules = ( {{ places = ["ua/kharkiv"]; }} ); }} {people} );
"""
PERSISTENT = "persistence true\npersistence_location {}/\nautosave_on_changes true\nautosave_interval 1\n"


def rfc3339(t):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(t))


class Faults(unittest.TestCase):
    lines = []

    def setUp(self):
        self.box = self.enterContext(Sandbox(keep=bool(os.environ.get("KEEP"))))
        self.sent, self.arrived, self.stop, self.feeder = 0, [], threading.Event(), None
        self.breaks = []  # when the broker was killed, and came back: what it had confirmed but not passed on is gone with it
        self.addCleanup(self.stop_feeding)
        self.box.small_gazetteer()
        self.box.start_receiver()

    @classmethod
    def tearDownClass(cls):
        print("\n| fault | reports | lost | repeats | normal after |\n|---|---|---|---|---|")
        for line in cls.lines:
            print(line)

    # --- what runs ---

    def configure(self, url=None, extra="", channels="", people=""):
        url = url or f"http://127.0.0.1:{self.box.hook_port}/ok"
        self.box.configure(PEOPLE.format(url=url, extra=extra, channels=channels, people=people))

    def start(self, **options):
        self.start_broker()
        self.box.subscribe("sirend/#", seen=lambda retained, topic, payload: self.arrived.append(time.time()))
        self.daemon = self.box.start_daemon(**options)

    def start_broker(self):
        if self.breaks:  # its last word may be read as long as there is no new one
            self.breaks[-1] = self.breaks[-1][0], time.time()
        self.box.start_broker(PERSISTENT.format(self.box.dir))

    def kill_broker(self):
        self.breaks.append((time.time(), float("inf")))
        self.box.stop("mosquitto", signal.SIGKILL)

    def report(self, name, **members):
        return {"identifier": name, "sender": "test@example.org", "sent": rfc3339(time.time()), "event": "drone",
                "headline": name, "severity": "Severe", "places": ["ua/kharkiv"], **members}

    def drop(self, count=1):
        for _ in range(count):
            try:
                self.box.drop(f"{self.sent}.json", self.report(f"fault-{self.sent}"))
            except FileNotFoundError:  # the spool went away under us: whoever writes tries again
                continue
            self.sent += 1

    def feed(self):
        def run():
            while not self.stop.is_set():
                self.drop()
                self.stop.wait(random.uniform(0.01, 0.04))
        random.seed(SEED)
        self.feeder = threading.Thread(target=run)
        self.feeder.start()

    def stop_feeding(self):
        self.stop.set()
        if self.feeder:
            self.feeder.join()

    # --- what is expected ---

    def problems(self):
        health = [m for _, m in self.box.received("sirend/status/health")]
        return {p["part"]: p["problem"] for p in health[-1]["problems"]} if health else {}

    def wait_for_trouble(self, log, part=None, status=None):
        """The trouble is said in the log, on the health topic, and by `sirenctl status`."""
        if log:
            wait_until(lambda: re.search(log, self.box.log("sirend")), f"{log!r} in the log", PATIENCE)
        if part:
            wait_until(lambda: part in self.problems(), f"{part} in the health", PATIENCE)
        if status:
            wait_until(lambda: re.search(status, self.box.ctl("status").stdout), f"{status!r} in the status", PATIENCE)
        wait_until(lambda: self.box.ctl("status").returncode == 1, "the status to be bad", PATIENCE)

    def by_hook(self, path="/"):
        return [(h["time"], json.loads(h["body"])) for h in self.box.hooks() if h["path"].startswith(path)]

    def by_mqtt(self):
        with self.box.lock:
            found = list(zip(self.arrived, self.box.messages))
        return [(at, json.loads(p)) for at, (_, t, p) in found if t == "sirend/to/anna"]

    def lost_by_broker(self, missing):
        """Confirmed by a broker that was killed within the next two seconds: its word was all there was to have."""
        done = {}
        for body, finished in self.box.sql("select m.body, d.finished from delivery d join message m on m.id = d.message "
                                           "where d.channel = 'phone' and d.state = 2"):
            done[json.loads(body)["headline"]] = finished / 1e6
        return [n for n in missing if any(at - 2 < done.get(n, 0) <= back + 0.1 for at, back in self.breaks)]

    def quiet(self):
        left = [f for f in self.box.files("incoming") if not f.startswith(".")]
        return not left and self.box.pending() == 0

    def check(self, messages, way):
        """-> repeats; nothing is missing, nothing has two ids, nothing came after it was worth saying."""
        seen = collections.defaultdict(collections.Counter)
        for at, m in messages:
            seen[m["headline"]][m["id"]] += 1
            if m["type"] in ("alert", "update") and self.stale_after is not None:
                self.assertTrue(m["expires"].endswith("+00:00"), m["expires"])
                expires = calendar.timegm(time.strptime(m["expires"][:19], "%Y-%m-%dT%H:%M:%S"))
                self.assertLess(at, expires + self.stale_after, f"{m['headline']} came stale over {way}")
        missing = [n for n in (f"fault-{i}" for i in range(self.sent)) if n not in seen]
        broker = self.lost_by_broker(missing) if way == "mqtt" else []
        self.assertEqual([n for n in missing if n not in broker], [], f"lost over {way}")
        self.by_broker = len(broker)
        for headline, ids in seen.items():
            if headline.startswith("fault-"):
                self.assertEqual(len(ids), 1, f"{headline} came over {way} under several ids: {ids}")
        return sum(sum(ids.values()) - len(ids) for ids in seen.values())

    def recovers(self, name, stale_after=1.5):
        """The fault is over: everything arrives, no trouble is left. Writes the line of the table."""
        over = time.monotonic()
        self.stop_feeding()
        self.drop(3)  # and what comes now is as fast as ever
        wait_until(self.quiet, "all deliveries", PATIENCE)
        took = time.monotonic() - over
        wait_until(lambda: not self.problems(), "the health to be good", PATIENCE)
        self.assertIsNone(self.box.processes["sirend"].poll(), self.box.log("sirend")[-2000:])
        self.stale_after = stale_after
        self.box.caught_up()
        repeats = self.check(self.by_hook("/ok"), "hook") + self.check(self.by_mqtt(), "mqtt")
        status = self.box.ctl("status")
        self.assertEqual(status.returncode, 0, status.stdout)
        broker = f" (and {self.by_broker} by the broker, confirmed)" if self.by_broker else ""
        self.lines.append(f"| {name} | {self.sent} | 0{broker} | {repeats} | {took:.1f} s |")

    # --- the faults ---

    def test_the_broker_is_killed_and_started_again(self):
        self.configure()
        self.start()
        self.feed()
        time.sleep(1)
        self.kill_broker()
        self.wait_for_trouble(r"MQTT broker [^\n]*: (?!connected)", None, "mqtt: ")
        time.sleep(SECONDS)
        self.start_broker()
        self.recovers("broker killed, started again")

    def test_the_receiver_is_down_for_a_while(self):
        self.configure()
        self.start()
        self.feed()
        time.sleep(0.5)
        self.box.stop("receiver", signal.SIGKILL)
        short = time.time() + 5
        self.box.drop("short.json", self.report("short", expires=rfc3339(short)))
        self.wait_for_trouble("takes no messages: .*onnect", "endpoints")
        self.wait_for_trouble(None, None, "channel hook: .* wait")
        time.sleep(max(SECONDS, short - time.time()))
        self.box.start_receiver()
        self.recovers("receiver down")
        self.assertIn("takes messages again", self.box.log("sirend"))
        self.assertEqual([m["type"] for _, m in self.by_hook() if m["headline"] == "short"], [])

    def test_the_receiver_takes_connections_and_says_nothing(self):
        self.configure()
        self.start()
        self.feed()
        time.sleep(0.5)
        self.box.processes["receiver"].send_signal(signal.SIGSTOP)
        self.wait_for_trouble("takes no messages: .*imed? out", "endpoints")
        time.sleep(SECONDS)
        self.box.processes["receiver"].send_signal(signal.SIGCONT)
        self.recovers("receiver hangs", stale_after=None)  # what it had read it answers late itself

    def make_certificate(self, name):
        path = os.path.join(self.box.dir, name)
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                        "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout",
                        path + ".key", "-out", path + ".pem"], check=True, capture_output=True)
        return path

    def test_the_certificate_is_wrong(self):
        good, bad = self.make_certificate("good"), self.make_certificate("bad")
        self.box.stop("receiver")
        self.box.start_receiver("--cert", bad + ".pem", "--key", bad + ".key")
        self.configure(f"https://127.0.0.1:{self.box.hook_port}/ok", f'ca_file = "{good}.pem";')
        self.start()
        self.feed()
        self.wait_for_trouble("takes no messages: .*certificate", "endpoints")
        self.assertEqual(self.by_hook(), [])  # nothing was said to a stranger
        self.box.stop("receiver")
        self.box.start_receiver("--cert", good + ".pem", "--key", good + ".key")
        self.recovers("TLS certificate wrong")

    def test_a_name_is_not_found(self):
        far = '{{ name = "far"; type = "webhook"; url = "http://{}/far"; timeout = "3s"; }}'
        person = ', { name = "boris"; channels = ["far"]; rules = ( { places = ["ua/kharkiv"]; } ); }'
        self.configure(channels=", " + far.format("sirend-test.invalid:9"), people=person)
        self.start()
        self.feed()
        self.wait_for_trouble("sirend-test.invalid.* takes no messages: .*[Rr]esolv", "endpoints")
        served = len(self.by_hook("/ok"))
        wait_until(lambda: len(self.by_hook("/ok")) > served + 20, "others to be served meanwhile")
        self.configure(channels=", " + far.format(f"127.0.0.1:{self.box.hook_port}"), people=person)
        self.daemon.send_signal(signal.SIGHUP)
        wait_until(lambda: "reloaded" in self.box.log("sirend"), "the reload")
        self.recovers("DNS fails, then another address")
        self.check(self.by_hook("/far"), "far")

    @unittest.skipIf(os.geteuid() != 0, "mounting a small disk needs root")
    def test_the_disk_is_full(self):
        disk = os.path.join(self.box.dir, "disk")
        os.mkdir(disk)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk], capture_output=True).returncode:
            self.skipTest("cannot mount a tmpfs here")
        self.addCleanup(subprocess.run, ["umount", "-l", disk])
        self.box.database = os.path.join(disk, "sirend.db")
        self.configure()
        self.start()
        self.feed()
        time.sleep(0.5)
        filler = os.open(os.path.join(disk, "filler"), os.O_WRONLY | os.O_CREAT)
        with self.assertRaises(OSError):
            while True:
                os.write(filler, bytes(1 << 12))
        os.close(filler)
        self.wait_for_trouble("cannot store reports: .*(full|space)", "store")
        time.sleep(SECONDS)
        self.wait_for_trouble(None, None, "nobody takes the reports")
        os.unlink(os.path.join(disk, "filler"))
        self.recovers("disk full")
        self.box.stop("sirend")

    def test_the_database_is_locked_by_another_process(self):
        self.configure()
        self.start()
        self.feed()
        time.sleep(0.5)
        db = sqlite3.connect(self.box.database, isolation_level=None)
        db.execute("BEGIN IMMEDIATE")
        self.wait_for_trouble("cannot store reports: .*locked", "store")
        time.sleep(SECONDS)
        db.execute("ROLLBACK")
        db.close()
        self.recovers("database locked by another process")

    def test_daemon_broker_and_receiver_are_killed_at_random(self):
        self.configure()
        self.start()
        self.feed()
        for _ in range(12):
            time.sleep(random.uniform(0.1, 0.6))
            which = random.choice(["sirend", "mosquitto", "receiver"])
            if which == "mosquitto":
                self.kill_broker()
            else:
                self.box.stop(which, signal.SIGKILL)
            time.sleep(random.uniform(0, 0.3))
            {"sirend": lambda: self.box.start_daemon(wait=False), "mosquitto": self.start_broker,
             "receiver": self.box.start_receiver}[which]()
        self.recovers("12 times kill -9 of daemon, broker or receiver")

    def test_the_clock_is_set_back_and_forth(self):
        shim, offset = os.path.join(self.box.dir, "clock.so"), os.path.join(self.box.dir, "clock")
        source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "clock.c")
        subprocess.run([*shlex.split(os.environ.get("CC", "cc")), "-shared", "-fPIC", "-O1", "-o", shim, source, "-ldl"], check=True)
        environment = dict(os.environ, LD_PRELOAD=shim, CLOCK_FILE=offset)
        if "sanitize" in self.box.build:
            self.skipTest("the sanitizer wants to be loaded first")
        self.set_clock(offset, 0)
        self.configure()
        self.start(env=environment)
        self.feed()
        for hours in (-1, 0, 1, 0):
            time.sleep(0.5)
            self.box.stop("receiver", signal.SIGKILL)  # so that something waits for its next try
            time.sleep(1.5)
            self.set_clock(offset, hours * 3600)
            time.sleep(1)
            self.box.start_receiver()
            time.sleep(1)
        self.recovers("clock back and forth an hour", stale_after=None)

    def set_clock(self, file, seconds):
        with open(file + ".new", "w", encoding="ascii") as f:
            f.write(str(seconds))
        os.rename(file + ".new", file)

    def remove(self, folder):
        """Though somebody writes into it."""
        while True:
            try:
                return shutil.rmtree(folder)
            except OSError:
                pass

    def test_the_spool_is_removed_and_made_again(self):
        self.configure()
        self.start()
        self.drop(20)
        wait_until(lambda: not self.box.files("incoming"), "them to be taken")
        self.remove(self.box.spool)
        wait_until(lambda: os.path.isdir(os.path.join(self.box.spool, "incoming")), "the spool to be made again")
        self.drop(20)
        wait_until(lambda: not self.box.files("incoming"), "them to be taken")
        os.rename(self.box.spool, self.box.spool + ".old")
        os.makedirs(os.path.join(self.box.spool, "incoming"), exist_ok=True)  # unless the daemon was there first
        self.drop(20)
        self.recovers("spool removed, then moved and made again")

    def test_file_descriptors_run_out(self):
        self.configure()
        self.start()
        self.drop(5)
        wait_until(self.quiet, "the first ones")
        self.box.stop("receiver", signal.SIGKILL)  # idle connections to it end
        self.box.start_receiver()
        pid = self.daemon.pid
        old = resource.prlimit(pid, resource.RLIMIT_NOFILE)
        used = max(int(fd) for fd in os.listdir(f"/proc/{pid}/fd"))
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (3, old[1]))
        self.feed()
        self.wait_for_trouble("Too many open files", "store" if used else None)
        time.sleep(SECONDS)
        resource.prlimit(pid, resource.RLIMIT_NOFILE, old)
        self.recovers("file descriptors exhausted")
        self.assertEqual(self.box.files("rejected"), [])


if __name__ == "__main__":
    unittest.main()
