#!/usr/bin/python3
"""make demo: the whole way on this machine: reports in, warnings out, shown as they arrive.

Starts a private broker, a webhook receiver and sirend on free loopback ports with a copy of the shipped configuration, drops
the sample reports in, shows what arrives, stops everything. KEEP=1 leaves it running until Ctrl-C.
"""
import datetime
import json
import os
import re
import signal
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "system"))
from sandbox import ROOT, Sandbox, wait_until  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
COLOUR = sys.stdout.isatty() and "NO_COLOR" not in os.environ
STYLE = {"alert": "1;31", "update": "33", "all-clear": "1;32", "expired": "2", "report": "1;36", "rejected": "35", "dim": "2"}
QUIET = 1.0  # seconds without news after which the next report is dropped


def paint(style, text):
    return f"\033[{STYLE[style]}m{text}\033[0m" if COLOUR and style in STYLE else text


def say(kind, where, what="", style=None):
    print(f"  {kind:<8} {where:<34} {paint(style, what) if style else what}".rstrip(), flush=True)


class Demo:
    def __init__(self, sandbox):
        self.sandbox = sandbox
        self.last = time.monotonic()
        self.hooks = 0
        self.states = []  # topics that changed and are not shown yet
        self.arrived = 0
        self.lock = threading.Lock()

    def show(self, kind, where, message):
        with self.lock:
            self.last = time.monotonic()
            self.arrived += 1
            is_news = message["type"] == "alert" and message["urgency"] == "Past"
            word = "alert, of what is past" if is_news else message["type"]
            say(kind, where, f"{word}: {message['headline']}", "update" if is_news else message["type"])

    def on_mqtt(self, retained, topic, payload):
        if topic.startswith("sirend/to/"):
            self.show("mqtt", topic, json.loads(payload))
        elif topic.startswith("sirend/state/"):
            with self.lock:
                self.last = time.monotonic()
                self.states.append((topic, payload))

    def show_states(self):
        """One line for all retained topics of a kind: a flood has many places."""
        for what, kind in (("retained: what is going on there", True), ("retained: empty, nothing going on", False)):
            topics = sorted(t for t, p in self.states if bool(p) == kind)
            if topics:
                say("mqtt", topics[0], what + (f"; and {len(topics) - 1} more places" if len(topics) > 1 else ""), "dim")
        self.states = []

    def watch_hooks(self):
        while True:
            hooks = self.sandbox.hooks()
            for hook in hooks[self.hooks:]:
                self.show("webhook", hook["path"], json.loads(hook["body"]))
            self.hooks = len(hooks)
            time.sleep(0.05)

    def watch_rejected(self):
        seen = set()
        while True:
            for name in self.sandbox.files("rejected"):
                if name.endswith(".reason") and name not in seen:
                    seen.add(name)
                    with open(os.path.join(self.sandbox.spool, "rejected", name), encoding="utf-8") as f:
                        reason = f.read().strip()
                    if reason:
                        with self.lock:
                            self.last = time.monotonic()
                            say("rejected", name, reason, "rejected")
                    else:
                        seen.discard(name)
            time.sleep(0.05)

    def settle(self):
        wait_until(lambda: time.monotonic() - self.last > QUIET, "quiet", 120)
        with self.lock:
            self.show_states()


def shipped_configuration(sandbox):
    """A copy of config/sirend.conf with its folders and ports moved into the sandbox, and the demo's subscribers beside it."""
    with open(os.path.join(ROOT, "config", "sirend.conf"), encoding="utf-8") as f:
        text = f.read()
    for old, new in {"/var/spool/sirend": sandbox.spool, "/var/lib/sirend/sirend.db": sandbox.dir + "/sirend.db",
                     "/usr/local/share/sirend/gazetteer": ROOT + "/config/gazetteer",
                     "/usr/local/share/sirend/vocabulary": ROOT + "/config/vocabulary",
                     "# port = 1883;": f"port = {sandbox.mqtt_port};"}.items():
        assert old in text, old
        text = text.replace(old, new)
    with open(sandbox.conf, "w", encoding="utf-8") as f:
        f.write(text)
    os.mkdir(os.path.join(sandbox.dir, "subscribers.d"))
    with open(os.path.join(HERE, "subscribers.conf"), encoding="utf-8") as f:
        text = f.read().replace("@PORT@", str(sandbox.hook_port))
    with open(os.path.join(sandbox.dir, "subscribers.d", "demo.conf"), "w", encoding="utf-8") as f:
        f.write(text)


def sample(path):
    """A sample report with its times made present."""
    now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
    with open(path, encoding="utf-8") as f:
        text = f.read()
    return re.sub(r"@NOW([+-]\d+)?@",
                  lambda m: (now + datetime.timedelta(minutes=int(m.group(1) or 0))).isoformat(), text)


def drop_samples(demo, sandbox):
    for name in sorted(os.listdir(os.path.join(HERE, "reports"))):
        print()
        say("report", "incoming/" + name, "", "report")
        demo.last = time.monotonic()
        sandbox.drop(name, sample(os.path.join(HERE, "reports", name)))
        wait_until(lambda: name in sandbox.files("done") + sandbox.files("rejected"), name + " to be taken")
        demo.settle()


def keep_running(sandbox):
    print(f"""
It goes on until Ctrl-C. Drop a report of your own (write it elsewhere, then rename or copy it in):

  cp my-report.json {sandbox.spool}/incoming/

Watch:          mosquitto_sub -p {sandbox.mqtt_port} -t 'sirend/#' -v
Configuration:  {sandbox.conf} (and subscribers.d beside it); reload with: kill -HUP {sandbox.processes['sirend'].pid}
Look into it:   {os.path.relpath(sandbox.build)}/sirenctl -c {sandbox.conf} status
""", flush=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        while sandbox.processes["sirend"].poll() is None:
            time.sleep(0.2)
        print("sirend has stopped:\n" + sandbox.log("sirend"), file=sys.stderr)
    except KeyboardInterrupt:
        print()


def main():
    keep = os.environ.get("KEEP", "") not in ("", "0")
    with Sandbox() as sandbox:
        demo = Demo(sandbox)
        print(paint("report", "sirend demo") + f": a private broker (port {sandbox.mqtt_port}), a webhook receiver and sirend, "
              "all on this machine")
        sandbox.start_broker()
        sandbox.start_receiver()
        shipped_configuration(sandbox)
        sandbox.subscribe(seen=demo.on_mqtt)
        for watch in (demo.watch_hooks, demo.watch_rejected):
            threading.Thread(target=watch, daemon=True).start()
        sandbox.start_daemon()
        wait_until(lambda: ("sirend/status", "online") in sandbox.received("sirend/status"), "sirend to be online")
        drop_samples(demo, sandbox)
        if keep:
            keep_running(sandbox)
        else:
            print(f"\n{demo.arrived} warnings arrived. Again, and left running for reports of your own: make demo KEEP=1")
        if demo.arrived == 0:
            print(sandbox.log("sirend"), file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
