"""A place to try sirend in: a scratch folder, a private broker, a webhook receiver, the daemon itself.

Everything listens on free loopback ports and is stopped by the process ids that were got at start. Standard library only.
"""
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PATIENCE = 120  # seconds until a wait gives up; never how long something may take
PROBE = "sandbox/probe"  # a topic of the subscriber's own


held = []  # a socket for each port that was given out


def free_port():
    """A port on which nobody listens, and that nobody else gets as long as this process lives: not for a connection of its own
    either, as it could while a server is down. A server that sets SO_REUSEADDR, as all do, can listen there."""
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(("", 0))
    held.append(s)
    return s.getsockname()[1]


def wait_until(condition, what, patience=PATIENCE):
    """Polls until the condition is true and returns its value."""
    end, pause = time.monotonic() + patience, 0.002
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(pause)
        pause = min(pause * 1.2, 0.02)
    raise TimeoutError(f"waited {patience} s in vain for {what}")


def connects(port):
    with socket.socket() as s:
        return s.connect_ex(("127.0.0.1", port)) == 0


class Sandbox(contextlib.AbstractContextManager):
    def __init__(self, build=None, keep=False):
        self.build = build or os.environ.get("BUILD", os.path.join(ROOT, "build"))
        self.build = os.path.join(ROOT, self.build)
        self.dir = tempfile.mkdtemp(prefix="sirend-")
        self.keep = keep
        self.processes = {}
        self.logged = {}  # how long their logs were when they were started
        self.mqtt_port = free_port()
        self.hook_port = None
        self.spool = os.path.join(self.dir, "spool")
        self.conf = os.path.join(self.dir, "sirend.conf")
        self.database = os.path.join(self.dir, "sirend.db")
        self.gazetteer = f"{ROOT}/config/gazetteer"
        self.clock = None
        self.probes, self.probed = 0, None
        self.messages = []  # what the subscriber saw: (retained, topic, payload)
        self.lock = threading.Lock()

    # --- processes ---

    def start(self, name, command, **options):
        log = open(os.path.join(self.dir, name + ".log"), "ab")
        self.logged[name] = log.tell()
        options.setdefault("stdout", log)
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=log, start_new_session=True, **options)
        log.close()
        self.processes[name] = process
        return process

    def stop(self, name, how=signal.SIGTERM):
        process = self.processes.pop(name, None)
        if process and process.poll() is None:
            process.send_signal(how)
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if process and process.stdout:
            process.collector.join(PATIENCE)
            process.stdout.close()
        return process.returncode if process else None

    def log(self, name, since=0):
        with open(os.path.join(self.dir, name + ".log"), "rb") as f:
            f.seek(since)
            return f.read().decode("utf-8", "replace")

    def __exit__(self, *exception):
        for name in reversed(list(self.processes)):
            self.stop(name)
        if not self.keep:
            shutil.rmtree(self.dir, ignore_errors=True)

    # --- servers ---

    def start_broker(self, extra=""):
        conf = os.path.join(self.dir, "mosquitto.conf")
        with open(conf, "w") as f:
            f.write(f"listener {self.mqtt_port} 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\n"
                    f"max_queued_messages 0\n{extra}\n")
            if os.geteuid() == 0:
                f.write("user root\n")
        path = shutil.which("mosquitto", path=os.environ.get("PATH", "") + ":/usr/sbin")
        self.start("mosquitto", [path, "-c", conf])
        wait_until(lambda: connects(self.mqtt_port), "the broker")

    def start_receiver(self, *options):
        """Started again, it listens on the same port and adds to the same record."""
        self.record = os.path.join(self.dir, "webhooks.jsonl")
        script = os.path.join(ROOT, "tests", "system", "receiver.py")
        port = str(self.hook_port or free_port())
        self.start("receiver", ["/usr/bin/python3", script, "--port", port, "--record", self.record, *options])
        self.hook_port = int(port)
        wait_until(lambda: connects(self.hook_port), "the webhook receiver")

    def subscriber(self, topic, form, *options):
        """The command of an MQTT subscriber that prints a line in that form for each message."""
        return ["mosquitto_sub", "-h", "127.0.0.1", "-p", str(self.mqtt_port), "-q", "1", "-t", topic, "-F", form, *options]

    def subscribe(self, topic="sirend/#", seen=None):
        """Collects what arrives at an MQTT subscriber in self.messages; `seen` is called for each. Nothing that is published
        after this call is missed."""
        command = self.subscriber(topic, "%r\t%t\t%p", "-i", f"sandbox-{os.getpid()}", "-c", "-t", PROBE)
        process = self.start("subscriber", command, stdout=subprocess.PIPE)

        def collect():
            for line in process.stdout:
                retained, name, payload = line.decode("utf-8", "replace").rstrip("\n").split("\t", 2)
                if name == PROBE:
                    self.probed = payload
                    continue
                with self.lock:
                    self.messages.append((retained == "1", name, payload))
                if seen:
                    seen(retained == "1", name, payload)

        process.collector = threading.Thread(target=collect, daemon=True)
        process.collector.start()
        self.caught_up()

    def caught_up(self):
        """Waits until the subscriber has all that the broker took before this call: the broker keeps their order."""
        self.probes += 1
        subprocess.run(["mosquitto_pub", "-h", "127.0.0.1", "-p", str(self.mqtt_port), "-q", "1", "-r", "-t", PROBE,
                        "-m", str(self.probes)], check=True, timeout=PATIENCE)
        wait_until(lambda: self.probed == str(self.probes), "the subscriber")

    def return_broker(self, topic="sirend/#"):
        """The broker was away: it comes back with a subscriber before the daemon can tell it anything."""
        daemon = self.processes["sirend"]
        daemon.send_signal(signal.SIGSTOP)
        try:
            self.start_broker()
            self.subscribe(topic)
        finally:
            daemon.send_signal(signal.SIGCONT)

    def received(self, topic=None):
        """Messages whose topic begins so, decoded."""
        with self.lock:
            found = [(t, p) for _, t, p in self.messages if topic is None or t == topic or t.startswith(topic + "/")]
        return [(t, json.loads(p) if p.startswith("{") else p) for t, p in found]

    def hooks(self):
        try:
            with open(self.record, "rb") as f:
                # read at once: the lines of a file that grows meanwhile would be cut where its end was
                return [json.loads(line) for line in f.read().split(b"\n")[:-1]]
        except FileNotFoundError:
            return []

    # --- the daemon ---

    def configure(self, body="", mqtt=True, **keys):
        """A configuration with the shipped tables; `body` holds sources, channels, subscribers."""
        lines = [f'spool = "{self.spool}";', f'database = "{self.database}";',
                 f'gazetteer = "{self.gazetteer}";', f'vocabulary = "{ROOT}/config/vocabulary";']
        if mqtt:
            lines.append(f'mqtt = {{ host = "127.0.0.1"; port = {self.mqtt_port}; }};')
        for key, value in keys.items():
            lines.append(f"{key} = {json.dumps(value)};")
        with open(self.conf, "w", encoding="utf-8") as f:
            f.write("\n".join(lines) + "\n" + body)

    def small_gazetteer(self):
        """Only countries and regions, so that a start takes little time."""
        folder = os.path.join(self.dir, "gazetteer")
        os.mkdir(folder)
        for name in ("00-words.tsv", "10-world.tsv"):
            os.symlink(os.path.join(ROOT, "config", "gazetteer", name), os.path.join(folder, name))
        self.gazetteer = folder

    def use_clock(self):
        """The daemon's clock goes by set_clock() from now on."""
        self.clock = os.path.join(self.dir, "clock")
        source = os.path.join(ROOT, "tests", "system", "clock.c")
        subprocess.run(["cc", "-shared", "-fPIC", "-o", self.clock + ".so", source, "-ldl"], check=True, timeout=60)

    def set_clock(self, ahead):
        """By how many seconds it is wrong."""
        with open(self.clock + ".new", "w", encoding="utf-8") as f:
            f.write(str(ahead))
        os.rename(self.clock + ".new", self.clock)

    def start_daemon(self, wait=True, **options):
        if self.clock:  # a sanitizer wants to be loaded before it unless it is told not to mind
            options.setdefault("env", {**os.environ, "LD_PRELOAD": self.clock + ".so", "CLOCK_FILE": self.clock,
                                       "ASAN_OPTIONS": "verify_asan_link_order=0"})
        process = self.start("sirend", [os.path.join(self.build, "sirend"), "-c", self.conf], **options)
        if wait:
            wait_until(lambda: self.is_ready(process) and os.path.isdir(os.path.join(self.spool, "incoming")), "sirend")
        return process

    def is_ready(self, process):
        if process.poll() is not None:
            raise RuntimeError(f"sirend stopped with {process.returncode}:\n{self.log('sirend')}")
        log = self.log("sirend", self.logged["sirend"])  # not what an earlier one has said
        return "sirend " in log and "subscribers," in log

    def drop(self, name, text, source=None):
        """Renames a report into the spool, as whoever writes reports should."""
        folder = os.path.join(self.spool, "incoming", source) if source else os.path.join(self.spool, "incoming")
        os.makedirs(folder, exist_ok=True)
        data = text if isinstance(text, bytes) else (text if isinstance(text, str) else json.dumps(text)).encode()
        part = os.path.join(folder, "." + name + ".part")
        with open(part, "wb") as f:
            f.write(data)
        os.rename(part, os.path.join(folder, name))

    def files(self, folder):
        try:
            return sorted(os.listdir(os.path.join(self.spool, folder)))
        except FileNotFoundError:
            return []

    def ctl(self, *arguments, patience=PATIENCE):
        return subprocess.run([os.path.join(self.build, "sirenctl"), "-c", self.conf, *arguments], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=patience)

    def pending(self):
        """Deliveries that are not ended."""
        return self.sql("select count(*) from delivery where state < 2")[0][0]

    def sql(self, query):
        """Rows of the daemon's database, read beside it."""
        import sqlite3
        with contextlib.closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10)) as db:
            return db.execute(query).fetchall()
