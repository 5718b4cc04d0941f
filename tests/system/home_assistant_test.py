#!/usr/bin/python3
"""Home Assistant finds places and subscribers by itself: the discovery message against the documented schema, and its topics."""
import json
import os
import re
import signal
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from sandbox import PATIENCE, Sandbox, wait_until  # noqa: E402

try:
    import jsonschema
except ImportError:
    jsonschema = None

IDENTIFIER = "^[a-zA-Z0-9_-]+$"
COMMON = {"platform": {"type": "string"}, "unique_id": {"type": "string", "pattern": IDENTIFIER}, "name": {"type": "string"},
          "state_topic": {"type": "string"}, "value_template": {"type": "string"}, "icon": {"type": "string", "pattern": "^mdi:"}}
SENSOR = {"type": "object", "additionalProperties": False, "required": ["platform", "unique_id", "state_topic"],
          "properties": {**COMMON, "platform": {"const": "binary_sensor"}, "device_class": {"const": "safety"},
                         "json_attributes_topic": {"type": "string"}, "json_attributes_template": {"type": "string"}}}
EVENT = {"type": "object", "additionalProperties": False, "required": ["platform", "unique_id", "state_topic", "event_types"],
         "properties": {**COMMON, "platform": {"const": "event"},
                        "event_types": {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"type": "string"}}}}
GONE = {"type": "object", "additionalProperties": False, "required": ["platform"],
        "properties": {"platform": {"enum": ["binary_sensor", "event"]}}}
SCHEMA = {
    "type": "object", "additionalProperties": False, "required": ["device", "origin", "components"],
    "properties": {
        "device": {"type": "object", "required": ["identifiers", "name"], "additionalProperties": False,
                   "properties": {"identifiers": {"type": "array", "items": {"type": "string"}, "minItems": 1},
                                  **{k: {"type": "string"} for k in ("name", "manufacturer", "model", "sw_version")}}},
        "origin": {"type": "object", "required": ["name"], "additionalProperties": False,
                   "properties": {"name": {"type": "string"}, "sw_version": {"type": "string"}, "support_url": {"type": "string"}}},
        "components": {"type": "object", "propertyNames": {"pattern": IDENTIFIER},
                       "additionalProperties": {"oneOf": [SENSOR, EVENT, GONE]}},
        "availability_topic": {"type": "string"}, "payload_available": {"type": "string"},
        "payload_not_available": {"type": "string"}, "qos": {"enum": [0, 1, 2]}}}

PEOPLE = 'channels = ( { name = "phone"; type = "mqtt"; } ); subscribers = ( ' + ", ".join(
    f'{{ name = "{name}"; channels = ["phone"]; rules = ( {{ places = ["ua/kharkiv"]; }} ); }}' for name in ("anna", "a.b", "a_b")) + " );"
HOME = 'home_assistant = { places = ["Чугуївський район", "ua/sumy/sumy"]; subscribers = ["anna"]; };'
REPORT = {"event": "drone", "places": ["ua/kharkiv"], "headline": "Drone"}


class HomeAssistantTest(unittest.TestCase):
    def setUp(self):
        self.box = self.enterContext(Sandbox())
        self.box.start_broker()
        self.box.subscribe("#")

    def configure(self, home=HOME):
        self.box.configure(PEOPLE + f'mqtt = {{ host = "127.0.0.1"; port = {self.box.mqtt_port}; {home} }};\n', mqtt=False)

    def discovery(self):
        """Payloads of the discovery topic, in order."""
        return [p for _, t, p in self.box.messages if re.fullmatch(r"homeassistant/device/sirend_[0-9a-f]{8}/config", t)]

    def first(self):
        return json.loads(wait_until(self.discovery, "the discovery message")[0])

    def test_it_is_as_documented(self):
        self.configure()
        self.box.start_daemon()
        said = self.first()
        if jsonschema:
            jsonschema.validate(said, SCHEMA)
        self.assertNotIn("id", said)
        parts = said["components"].values()
        sensors = {c["state_topic"]: c for c in parts if c["platform"] == "binary_sensor"}
        self.assertEqual(set(sensors), {f"sirend/state/ua/{p}" for p in ("kharkiv", "kharkiv/chuhuiv", "sumy", "sumy/sumy")})
        events = {c["state_topic"] for c in parts if c["platform"] == "event"}
        self.assertEqual(events, {t.replace("state", "alert", 1) for t in sensors} | {"sirend/to/anna"})
        self.assertEqual(len({c["unique_id"] for c in parts}), len(parts))
        self.assertEqual(said["availability_topic"], "sirend/status")
        retained = [r for r, t, _ in self.box.messages if t.startswith("homeassistant/")]
        self.box.stop("subscriber")
        self.box.subscribe("homeassistant/#")
        wait_until(lambda: len(self.discovery()) > len(retained), "the retained one")
        self.assertTrue(self.box.messages[-1][0])

    def test_what_it_points_to_is_there(self):
        self.configure()
        self.box.start_daemon()
        said = self.first()
        self.box.drop("a.json", REPORT)
        for c in said["components"].values():
            if c["state_topic"] in ("sirend/state/ua/kharkiv", "sirend/alert/ua/kharkiv", "sirend/to/anna"):
                message = wait_until(lambda t=c["state_topic"]: self.box.received(t), c["state_topic"])[0][1]
                for member in re.findall(r"value_json\.([a-z]+)", c["value_template"]):
                    self.assertIn(member, message)
                if c["platform"] == "event":
                    self.assertIn(message["type"], c["event_types"])
        self.assertIn(said["payload_available"], [p for _, t, p in self.box.messages if t == said["availability_topic"]])

    def test_told_again_to_a_new_broker_and_cleared_when_nobody_asks(self):
        self.configure()
        process = self.box.start_daemon()
        self.first()
        self.box.stop("subscriber")
        self.box.stop("mosquitto", signal.SIGKILL)
        before = len(self.discovery())
        self.box.return_broker("#")
        wait_until(lambda: len(self.discovery()) > before, "the discovery message anew")
        self.configure("")
        process.send_signal(signal.SIGHUP)
        wait_until(lambda: self.discovery()[-1] == "", "its removal")

    def components(self):
        """Of the newest discovery message: what is there, and what is to vanish."""
        found = json.loads(self.discovery()[-1])["components"]
        return ({c["state_topic"] for c in found.values() if len(c) > 1}, {(k, c["platform"]) for k, c in found.items() if len(c) == 1})

    def reload(self, process, home):
        before = len(self.discovery())
        self.configure(home)
        process.send_signal(signal.SIGHUP)
        wait_until(lambda: len(self.discovery()) > before, "the discovery message after the reload")

    def test_what_is_no_more_vanishes_also_over_a_restart(self):
        self.configure()
        process = self.box.start_daemon()
        sumy = [k for k, c in self.first()["components"].items() if c["state_topic"] == "sirend/state/ua/sumy/sumy"]
        self.reload(process, 'home_assistant = { places = ["ua/kharkiv", "ua/sumy"]; subscribers = ["anna"]; };')
        there, gone = self.components()
        self.assertNotIn("sirend/state/ua/sumy/sumy", there)
        self.assertIn((sumy[0], "binary_sensor"), gone)
        if jsonschema:
            jsonschema.validate(json.loads(self.discovery()[-1]), SCHEMA)
        self.box.stop("sirend")
        before = len(self.discovery())
        self.configure('home_assistant = { subscribers = ["anna"]; };')
        self.box.start_daemon()
        wait_until(lambda: len(self.discovery()) > before, "the discovery message of the next process")
        there, gone = self.components()
        self.assertEqual((there, len(gone)), ({"sirend/to/anna"}, 8))
        self.box.stop("sirend")
        self.configure('home_assistant = { prefix = "ha"; subscribers = ["anna"]; };')
        self.box.start_daemon()
        wait_until(lambda: self.discovery()[-1] == "", "the removal under the old prefix")
        wait_until(lambda: [t for _, t, _ in self.box.messages if t.startswith("ha/device/")], "the message under the new one")

    def take_turns(self, event):
        """A report that the broker confirms to the daemon after whatever it had for it, and we get after whatever it was told."""
        self.box.drop(event, {**REPORT, "event": event, "headline": event})
        wait_until(lambda: event in self.box.files("done") and self.box.pending() == 0, event)
        self.box.caught_up()

    def test_home_assistant_starts_and_is_told_again(self):
        self.configure()
        self.box.start_daemon()
        self.first()
        self.take_turns("flood")
        before = len(self.discovery())
        for word, more, event in (("offline", 0, "fire"), ("online", 1, "drone")):
            subprocess.run(["mosquitto_pub", "-h", "127.0.0.1", "-p", str(self.box.mqtt_port), "-q", "1", "-t", "homeassistant/status",
                            "-m", word], check=True, timeout=PATIENCE)
            self.take_turns(event)
            self.assertEqual(len(self.discovery()) - before, more)
        self.assertEqual(self.discovery()[-1], self.discovery()[0])

    def test_names_that_differ_in_a_dot_only(self):
        self.configure('home_assistant = { subscribers = ["a.b", "a_b"]; };')
        self.box.start_daemon()
        parts = self.first()["components"].values()
        self.assertEqual({c["state_topic"] for c in parts}, {"sirend/to/a.b", "sirend/to/a_b"})
        self.assertEqual(len({c["unique_id"] for c in parts}), 2)

    def test_a_place_or_subscriber_that_is_not_there_is_refused(self):
        for home, why in (('home_assistant = { places = ["Atlantis"]; };', "Atlantis"),
                          ('home_assistant = { subscribers = ["boris"]; };', "boris"),
                          ('home_assistant = { };', "needs places or subscribers"),
                          ('home_assistant = { prefix = "a/#"; places = ["ua"]; };', "no topic")):
            self.configure(home)
            done = self.box.start("check", [os.path.join(self.box.build, "sirend"), "--check-config", "-c", self.box.conf])
            self.assertEqual(done.wait(PATIENCE), 2)
            self.assertIn(why, self.box.log("check"))


if __name__ == "__main__":
    unittest.main()
