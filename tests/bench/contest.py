"""What is measured: a sandbox with one contestant in it, and cheap receivers that note when what arrived."""
import os
import re
import signal
import socket
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "system"))
from sandbox import ROOT, Sandbox, free_port, wait_until  # noqa: E402

BUILD = os.path.join(ROOT, os.environ.get("BUILD", "build"))
WINDOW = 1000    # unacknowledged MQTT messages, everywhere the same
ENDPOINTS = 64   # of the webhooks of a fan
WIDTH = 4        # transfers at once to each
PATIENCE = 120   # seconds that a load may take
SLOW = 1800      # the same for the largest sizes


def program(name):
    return os.path.join(BUILD, "bench", name)


def percentile(values, p):
    return sorted(values)[min(len(values) - 1, int(len(values) * p / 100))]


class Contest(Sandbox):
    """A sandbox with cheap receivers instead of those of the tests, and one contestant."""

    def __init__(self, addresses=1):
        super().__init__(build=BUILD)
        self.hook_port = free_port()
        self.records = {way: os.path.join(self.dir, way + ".record") for way in ("webhook", "mqtt")}
        self.read = {way: (0, {}) for way in self.records}
        self.ways = list(self.records)  # by which the contestant sends
        self.incoming = os.path.join(self.dir, "spool", "incoming")
        self.done = os.path.join(self.dir, "spool", "done")
        self.staged = os.path.join(self.dir, "staged")
        for folder in (self.incoming, self.done, self.staged):
            os.makedirs(folder)
        self.start("sink", [program("sink"), str(self.hook_port), self.records["webhook"], str(addresses)])
        self.start_mqtt()
        wait_until(lambda: os.path.exists(self.records["webhook"]), "the receivers")

    def start_mqtt(self):
        """The broker, and who is told by it; again, the record begins anew."""
        self.start_broker("max_inflight_messages 1000\nlog_type error\n")
        self.read["mqtt"] = (0, {})
        self.start("subscriber", [program("subscriber"), str(self.mqtt_port), self.records["mqtt"], "+/to/+"])
        wait_until(lambda: self.arrived("mqtt"), "the subscriber")

    def arrived(self, way):
        """First arrivals by number of the event, and under "all" how many there were and when the last came."""
        offset, seen = self.read[way]
        seen.setdefault("all", (0, 0))
        try:
            with open(self.records[way], encoding="ascii") as f:
                f.seek(offset)
                chunk = f.read()
        except FileNotFoundError:
            return {}
        end = chunk.rfind("\n") + 1
        for line in chunk[:end].splitlines():
            at, number = map(int, line.split())
            seen["all"] = (seen["all"][0] + 1, at)
            seen.setdefault(number, at)
        self.read[way] = (offset + end, seen)
        return seen if seen["all"][0] else {}

    # --- loads ---

    def stage(self, name, text):
        with open(os.path.join(self.staged, name), "w", encoding="utf-8") as f:
            f.write(text)

    def release(self, name, source=""):
        """Renames a staged report into the spool; the moment before."""
        origin, target = os.path.join(self.staged, name), os.path.join(self.incoming, source, name)
        now = time.monotonic_ns()
        os.rename(origin, target)
        return now

    def wait_for(self, numbers, patience=None):
        def there():
            if self.process.poll() is not None:
                raise RuntimeError("the contestant stopped: " + self.log("contestant")[-2000:])
            seen = [self.arrived(way) for way in self.ways]
            return all(n in s for s in seen for n in numbers)
        wait_until(there, "the last event", patience or PATIENCE)

    def one_at_a_time(self, batch, gap=0.02):
        """Milliseconds from rename to receipt by way; batch: (number, text)."""
        for number, text in batch:
            self.stage(f"{number:08}", text)
        started = {}
        for number, _ in batch:
            started[number] = self.release(f"{number:08}")
            time.sleep(gap)
            self.wait_for([number])  # a newer one of the same incident would take its place
        return {way: [(self.arrived(way)[n] - t) / 1e6 for n, t in started.items()] for way in self.ways}

    def all_at_once(self, batch):
        """Events a second, each received both ways."""
        for number, text in batch:
            self.stage(f"{number:08}", text)
        start = time.monotonic_ns()
        for number, _ in batch:
            self.release(f"{number:08}")
        numbers = [n for n, _ in batch]
        self.wait_for(numbers)
        last = max(self.arrived(way)[n] for way in self.ways for n in numbers)
        return len(batch) * 1e9 / (last - start)

    def wait_done(self, name, patience=PATIENCE):
        """Looks so often that the moment is known to a millisecond."""
        end = time.monotonic() + patience
        while not os.path.exists(os.path.join(self.done, name)):
            if time.monotonic() > end or self.process.poll() is not None:
                raise RuntimeError("the report was not taken: " + self.log("contestant")[-2000:])
            time.sleep(0.0005)

    def tally(self, number):
        """What the daemon counts: 0 deliveries that wait, 5 reports that were taken."""
        return dict(self.sql("select id, value from tally")).get(number, 0)

    def wait_quiet(self, reports):
        """All reports are taken, and no delivery waits; looks seldom, for it may take long."""
        while self.tally(5) < reports or self.tally(0):
            if self.process.poll() is not None:
                raise RuntimeError("sirend stopped: " + self.log("contestant")[-2000:])
            time.sleep(0.2)

    # --- contestants ---

    def start_contestant(self, command, ready=None, **options):
        self.process = self.start("contestant", command, **options)
        if ready:
            wait_until(lambda: ready in self.log("contestant"), "the contestant")
        return self

    def configure_sirend(self, people, mqtt="", log="warning"):
        with open(self.conf, "w", encoding="utf-8") as f:
            f.write(f'spool = "{self.spool}"; database = "{self.database}"; gazetteer = "{ROOT}/config/gazetteer";\n'
                    f'vocabulary = "{ROOT}/config/vocabulary"; log = "{log}";\n'
                    f'mqtt = {{ host = "127.0.0.1"; port = {self.mqtt_port}; window = {WINDOW}; {mqtt} }};\n' + people)

    def start_sirend(self, people, mqtt=""):
        """Until it says that it is ready; the seconds that took are left in `took`."""
        self.configure_sirend(people, mqtt)
        notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        address = os.path.join(self.dir, "notify")
        if os.path.exists(address):
            os.remove(address)  # of the start before
        notify.bind(address)
        notify.setblocking(False)
        begun = time.monotonic()
        self.start_contestant([os.path.join(BUILD, "sirend"), "-c", self.conf],
                              env=dict(os.environ, NOTIFY_SOCKET=address))
        wait_until(lambda: self.says_ready(notify), "sirend", PATIENCE)
        self.took = time.monotonic() - begun
        notify.close()
        time.sleep(0.5)  # its connections
        return self

    def says_ready(self, notify):
        if self.process.poll() is not None:
            raise RuntimeError("sirend stopped: " + self.log("contestant")[-2000:])
        try:
            return b"READY=1" in notify.recv(4096)
        except BlockingIOError:
            return False

    def url(self, address=1):
        return f"http://127.0.0.{address}:{self.hook_port}/hook"

    def both_ways(self):
        """One subscriber who gets everything by webhook and by MQTT."""
        return (f'channels = ( {{ name = "hook"; type = "webhook"; url = "{self.url()}"; connections = 32; }},'
                ' { name = "app"; type = "mqtt"; } );\n'
                'subscribers = ( { name = "anna"; language = "en"; channels = ["hook", "app"];'
                ' rules = ( { places = ["ua"]; } ); } );\n')

    def import_people(self, configuration, rows):
        """Subscribers of the database, as (name, channels, place, severity); the seconds that the import takes."""
        path = os.path.join(self.dir, "people.csv")
        with open(path, "w", encoding="utf-8") as f:
            f.write("name,channels,places,severity\n")
            f.writelines(",".join(row) + "\n" for row in rows)
        self.start_sirend(configuration, "publish = [];")
        self.stop("contestant")
        begun = time.monotonic()
        done = self.ctl("subscriber", "import", path, "--json", patience=SLOW)
        if done.stderr or done.returncode:
            raise RuntimeError(f"sirenctl subscriber import: {done.stderr}")
        os.remove(path)
        return time.monotonic() - begun

    def start_floor(self, *more):
        return self.start_contestant([program("floor"), self.incoming, self.done, self.dir + "/floor.db", self.url(),
                                      str(self.mqtt_port), *more], "ready")

    def start_script(self):
        return self.start_contestant(["/usr/bin/python3", os.path.join(HERE, "script.py"), self.incoming, self.done, self.url(),
                                      str(self.mqtt_port)], "ready")

    def __exit__(self, *exception):
        """A shell's children are not stopped with it."""
        if hasattr(self, "process") and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
        super().__exit__(*exception)

    def start_shell(self):
        self.start_contestant([os.path.join(HERE, "shell.sh"), self.incoming, self.done, self.url(), str(self.mqtt_port)])
        time.sleep(0.5)
        return self

    def memory(self, what="VmRSS"):
        """MB; VmHWM: the most there has been."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as f:
            return int(re.search(what + r":\s+(\d+)", f.read())[1]) / 1024

    def wakes(self):
        """How often its threads have waited so far."""
        total = 0
        for task in os.listdir(f"/proc/{self.process.pid}/task"):
            with open(f"/proc/{self.process.pid}/task/{task}/status", encoding="ascii") as f:
                total += int(re.search(r"\nvoluntary_ctxt_switches:\s+(\d+)", f.read())[1])
        return total
