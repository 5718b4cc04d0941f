#!/usr/bin/python3
"""Home Assistant finds places and subscribers by itself: the discovery message against the documented schema, and its topics."""
import json
import os
import re
import signal
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from sandbox import Sandbox, wait_until  # noqa: E402

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
SCHEMA = {
    "type": "object", "additionalProperties": False, "required": ["device", "origin", "components"],
    "properties": {
        "device": {"type": "object", "required": ["identifiers", "name"], "additionalProperties": False,
                   "properties": {"identifiers": {"type": "array", "items": {"type": "string"}, "minItems": 1},
                                  **{k: {"type": "string"} for k in ("name", "manufacturer", "model", "sw_version")}}},
        "origin": {"type": "object", "required": ["name"], "additionalProperties": False,
                   "properties": {"name": {"type": "string"}, "sw_version": {"type": "string"}, "support_url": {"type": "string"}}},
        "components": {"type": "object", "propertyNames": {"pattern": IDENTIFIER},
                       "additionalProperties": {"oneOf": [SENSOR, EVENT]}},
        "availability_topic": {"type": "string"}, "payload_available": {"type": "string"},
        "payload_not_available": {"type": "string"}, "qos": {"enum": [0, 1, 2]}}}

PEOPLE = """
channels = ( { name = "phone"; type = "mqtt"; } );
subscribers = ( { name = "anna"; channels = ["phone"]; rules = ( { places = ["ua/kharkiv"]; } ); } );
"""
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
        self.box.start_broker()
        self.box.subscribe("#")
        wait_until(lambda: len(self.discovery()) > before, "the discovery message anew")
        self.configure("")
        process.send_signal(signal.SIGHUP)
        wait_until(lambda: self.discovery()[-1] == "", "its removal")

    def test_a_place_or_subscriber_that_is_not_there_is_refused(self):
        for home, why in (('home_assistant = { places = ["Atlantis"]; };', "Atlantis"),
                          ('home_assistant = { subscribers = ["boris"]; };', "boris"),
                          ('home_assistant = { };', "needs places or subscribers"),
                          ('home_assistant = { prefix = "a/#"; places = ["ua"]; };', "no topic")):
            self.configure(home)
            done = self.box.start("check", [os.path.join(self.box.build, "sirend"), "--check-config", "-c", self.box.conf])
            self.assertEqual(done.wait(30), 2)
            self.assertIn(why, self.box.log("check"))


if __name__ == "__main__":
    unittest.main()
