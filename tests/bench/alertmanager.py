"""Debian's Alertmanager as one would set it up for the same purpose: alerts posted to its API, a route for each place, a webhook
behind each. It speaks no MQTT and keeps alerts in memory only."""
import http.client
import json
import os
import shutil
import time

from contest import Contest
from sandbox import connects, free_port, wait_until

PLACES = 1000
HEAD = """route:
  receiver: nobody
  group_by: ["..."]
  group_wait: 0s
  group_interval: 1s
  repeat_interval: 240h
  routes:
"""


def installed():
    return shutil.which("prometheus-alertmanager") is not None


def report(number):
    """An alert for one of the places, with text enough to be as long as the reports that the others read."""
    return json.dumps([{"labels": {"alertname": f"EVT-{number:08}", "place": f"p{number % PLACES}", "severity": "severe"},
                        "annotations": {"text": "w" * 600}}])


class AlertmanagerContest(Contest):
    """Released reports are posted, over one connection."""

    def __init__(self):
        super().__init__()
        self.ways = ["webhook"]

    def start_alertmanager(self):
        port, path = free_port(), os.path.join(self.dir, "alertmanager.yml")
        with open(path, "w", encoding="utf-8") as f:
            f.write(HEAD)
            f.writelines(f"  - {{receiver: r{i}, matchers: ['place=\"p{i}\"']}}\n" for i in range(PLACES))
            f.write("receivers:\n- name: nobody\n")
            f.writelines(f"- name: r{i}\n  webhook_configs: [{{url: '{self.url()}', send_resolved: false}}]\n" for i in range(PLACES))
        self.start_contestant(["prometheus-alertmanager", f"--config.file={path}", f"--storage.path={self.dir}/alertmanager",
                               "--cluster.listen-address=", f"--web.listen-address=127.0.0.1:{port}", "--log.level=error"])
        wait_until(lambda: connects(port), "the Alertmanager")
        self.api = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        return self

    def release(self, name, source=""):
        with open(os.path.join(self.staged, name), "rb") as f:
            text = f.read()
        now = time.monotonic_ns()
        self.api.request("POST", "/api/v2/alerts", text, {"Content-Type": "application/json"})
        answer = self.api.getresponse()
        said = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"Alertmanager: {answer.status} {said[:200]}")
        return now
