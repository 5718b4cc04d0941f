#!/usr/bin/python3
"""A real Prometheus Alertmanager: it takes our incidents, and what it sends to a webhook has the form in which we send."""
import json
import os
import shutil
import sys
import unittest
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from chats_test import Chatting, Progress, report  # noqa: E402
from sandbox import connects, free_port, wait_until  # noqa: E402

CONFIGURATION = """
route: {receiver: hook, group_by: [incident], group_wait: 0s, group_interval: 1s, repeat_interval: 1h}
receivers:
  - name: hook
    webhook_configs: [{url: "%s", send_resolved: true}]
"""


@unittest.skipUnless(shutil.which("prometheus-alertmanager"), "prometheus-alertmanager is not installed")
class AlertmanagerTest(Chatting):
    def setUp(self):
        super().setUp()
        self.port = free_port()
        path = os.path.join(self.box.dir, "alertmanager.yml")
        with open(path, "w", encoding="utf-8") as f:
            f.write(CONFIGURATION % self.chats.url("alertmanager", "/hook"))
        self.box.start("alertmanager", ["prometheus-alertmanager", f"--config.file={path}", "--cluster.listen-address=",
                                        f"--web.listen-address=127.0.0.1:{self.port}", f"--storage.path={self.box.dir}/alertmanager"])
        wait_until(lambda: connects(self.port), "the Alertmanager")

    def active(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/v2/alerts?active=true") as answer:
            return json.load(answer)

    def say(self, name, **members):
        self.box.drop(name, report(**members))

    def test_an_incident_is_one_alert_until_it_is_over(self):
        self.box.configure("channels = (" + self.channel("alertmanager_api", url=f"http://127.0.0.1:{self.port}/") + ",\n"
                           + self.channel("json", url=self.chats.url("alertmanager", "/hook")).replace('type = "json"', 'type = "alertmanager"')
                           + ');\nsubscribers = ( { name = "anna"; rules = ( { places = ["ua/kharkiv/chuhuiv"]; } ); '
                           'channels = ["alertmanager_api", "json"]; } );\n', mqtt=False)
        self.box.start_daemon()
        self.say("a.json", description='Seen "over" the town', instruction="Take cover")
        alerts = wait_until(self.active, "the alert")
        self.assertEqual(alerts[0]["labels"]["alertname"], "drone")
        self.assertEqual(alerts[0]["annotations"]["severity"], "critical")
        self.assertIn("Drone over Chuhuiv", alerts[0]["annotations"]["summary"])
        wait_until(lambda: len(self.chats.to("alertmanager")) == 2, Progress(self.chats))
        ours, theirs = sorted(self.chats.to("alertmanager"), key=lambda m: m["receiver"] == "hook")
        self.assertEqual([ours["receiver"], theirs["receiver"]], ["sirend", "hook"])
        self.assertEqual(set(ours), set(theirs))
        self.assertEqual(set(ours["alerts"][0]), set(theirs["alerts"][0]))
        for name in set(ours) - {"alerts"}:
            self.assertIs(type(ours[name]), type(theirs[name]), name)

        self.say("b.json", identifier="r2", msgType="Update", headline="Two drones over Chuhuiv",
                 references="test@example.org,r1,2026-01-01T00:00:00Z")
        wait_until(lambda: "Two drones" in str(self.active()), "the update")
        self.assertEqual(len(self.active()), 1)
        self.say("c.json", identifier="r3", msgType="Cancel", headline="The drones are down",
                 references="test@example.org,r2,2026-01-01T00:00:00Z")
        wait_until(lambda: self.active() == [], "the end")
        wait_until(lambda: any(m["status"] == "resolved" and m["receiver"] == "hook" for m in self.chats.to("alertmanager")),
                   Progress(self.chats))
        self.settled()
        self.assertEqual(self.chats.refused, [])
        self.assertEqual(self.box.sql("select distinct code from attempt"), [(200,)])


if __name__ == "__main__":
    unittest.main()
