#!/usr/bin/python3
"""What one writes in an afternoon: script.py SPOOL DONE URL MQTT_PORT. Reports are sent one after another and moved away
when the webhook answered; nothing remembers what was sent. Needs python3-paho-mqtt."""
import ctypes
import http.client
import json
import os
import struct
import sys
from urllib.parse import urlsplit

import paho.mqtt.client as mqtt

IN_MOVED_TO = 0x80
spool, done, url, port = sys.argv[1:]
where = urlsplit(url)
hook = http.client.HTTPConnection(where.netloc, timeout=5)
broker = mqtt.Client(mqtt.CallbackAPIVersion.VERSION1) if hasattr(mqtt, "CallbackAPIVersion") else mqtt.Client()
broker.max_inflight_messages_set(100)
broker.connect("127.0.0.1", int(port))
broker.loop_start()


def take(name):
    with open(os.path.join(spool, name), encoding="utf-8") as f:
        report = json.load(f)
    if any(place.startswith("ua/") for place in report["places"]):
        body = {key: report[key] for key in ("identifier", "event", "urgency", "severity", "certainty", "places", "headline")}
        text = json.dumps(body | {"text": report["description"][:330]})
        broker.publish("script/to/anna", text, qos=1)
        hook.request("POST", where.path, text, {"Content-Type": "application/json"})
        hook.getresponse().read()
    os.rename(os.path.join(spool, name), os.path.join(done, name))


libc = ctypes.CDLL(None)
inotify = libc.inotify_init1(0)
libc.inotify_add_watch(inotify, spool.encode(), IN_MOVED_TO)
print("ready", flush=True)
while True:
    events = os.read(inotify, 65536)
    at = 0
    while at < len(events):
        size = struct.unpack_from("iIII", events, at)[3]
        take(events[at + 16:at + 16 + size].rstrip(b"\0").decode())
        at += 16 + size
