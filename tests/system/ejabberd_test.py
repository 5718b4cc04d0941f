#!/usr/bin/python3
"""A real ejabberd: an MQTT 5 broker that is not mosquitto, and XMPP chats behind a webhook with an operator's own template."""
import glob
import json
import os
import shutil
import signal
import subprocess
import sys
import unittest
import urllib.error
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from sandbox import PATIENCE, PROBE, Sandbox, connects, free_port, wait_until  # noqa: E402

LIBRARY = glob.glob("/usr/lib/*/ejabberd-*/ebin")
PASSWORD = "xmpp-secret"
PLACE = "ua/kharkiv/chuhuiv"
CONFIGURATION = """
hosts: [localhost]
auth_method: [internal]
listen:
  - {{port: {mqtt}, ip: "127.0.0.1", module: mod_mqtt}}
  - {{port: {http}, ip: "127.0.0.1", module: ejabberd_http, request_handlers: {{/api: mod_http_api}}}}
api_permissions:
  all: {{from: [mod_http_api], who: all, what: "*"}}
modules:
  mod_admin_extra: {{}}
  mod_http_api: {{}}
  mod_offline: {{}}
  mod_mqtt:
    access_publish: {{"#": [{{allow: all}}]}}
    access_subscribe: {{"#": [{{allow: all}}]}}
"""
TEMPLATE = '{"type": "chat", "from": "sirend@localhost", "to": "anna@localhost", "subject": "", "body": "{{headline}}"}'


@unittest.skipUnless(LIBRARY and shutil.which("erl"), "ejabberd is not installed")
class EjabberdTest(unittest.TestCase):
    def setUp(self):
        self.box = self.enterContext(Sandbox())
        self.http = free_port()
        self.conf = self.write("ejabberd.yml", CONFIGURATION.format(mqtt=self.box.mqtt_port, http=self.http))
        self.start_server()

    def write(self, name, text):
        path = os.path.join(self.box.dir, name)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        return path

    def start_server(self):
        """Without a node's name, so that no port mapper is started."""
        data = os.path.join(self.box.dir, "ejabberd")
        os.makedirs(data, exist_ok=True)
        for tries_left in (2, 1, 0):
            self.box.start("ejabberd", ["erl", "-noinput", "-pa", LIBRARY[0], "-mnesia", "dir", f'"{data}"', "-s", "ejabberd"],
                           env={**os.environ, "HOME": self.box.dir, "EJABBERD_CONFIG_PATH": self.conf, "SPOOL_DIR": data,
                                "EJABBERD_LOG_PATH": os.path.join(self.box.dir, "ejabberd-server.log")})
            try:
                wait_until(lambda: connects(self.box.mqtt_port) and connects(self.http), "ejabberd", patience=60)
                break
            except TimeoutError:
                # Between two starts somebody else's connection may have had the port for its own end.
                if not tries_left:
                    raise
                self.box.stop("ejabberd", signal.SIGKILL)
        for user in ("sirend", "anna"):
            self.register(user)

    def register(self, user):
        """A server that was killed may have lost those whom it had not written to disk yet, or know them still."""
        try:
            self.ask("register", user=user, host="localhost", password=PASSWORD)
        except urllib.error.HTTPError as e:
            if e.code != 409:
                raise

    def ask(self, command, **arguments):
        request = urllib.request.Request(f"http://127.0.0.1:{self.http}/api/{command}", json.dumps(arguments).encode(),
                                         {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def start(self, channels, used):
        password = self.write("mqtt-password", PASSWORD + "\n")
        self.box.configure(f'mqtt = {{ host = "127.0.0.1"; port = {self.box.mqtt_port}; user = "sirend"; password_file = "{password}"; }};\n'
                           f'channels = ( {channels} );\nsubscribers = ( {{ name = "anna"; channels = ["{used}"]; '
                           f'rules = ( {{ places = ["{PLACE}"]; }} ); }} );\n', mqtt=False)
        self.box.start_daemon()

    def report(self, name, **members):
        self.box.drop(name, {"event": "drone", "places": [PLACE], "identifier": name, "sender": "gov", "headline": name, **members})

    def listen(self, topic):
        """A subscriber who comes now; heard() waits for the first message. Who has our retained word has subscribed."""
        subprocess.run(["mosquitto_pub", "-h", "127.0.0.1", "-p", str(self.box.mqtt_port), "-V", "mqttv5", "-u", "anna", "-P", PASSWORD,
                        "-q", "1", "-r", "-t", PROBE, "-m", "word"], check=True, timeout=PATIENCE)
        subscriber = subprocess.Popen(self.box.subscriber(PROBE, "%E\t%r\t%P\t%p", "-t", topic, "-V", "mqttv5", "-u", "anna", "-P",
                                                          PASSWORD, "-C", "2", "-W", str(PATIENCE)), stdout=subprocess.PIPE, text=True)
        self.addCleanup(self.end, subscriber)
        subscriber.first = subscriber.stdout.readline()
        return subscriber

    def end(self, subscriber):
        subscriber.kill()
        subscriber.wait()
        subscriber.stdout.close()

    def heard(self, subscriber):
        """Seconds until it expires, whether it was retained, the user property, the payload."""
        said = [line for line in (subscriber.first, subscriber.stdout.readline()) if line.rstrip("\n").split("\t")[3:] != ["word"]]
        return said[0].rstrip("\n").split("\t", 3)

    def test_a_broker_of_another_make_keeps_state_expiry_and_id(self):
        self.start('{ name = "phone"; type = "mqtt"; }', "phone")
        live = self.listen("sirend/to/anna")
        self.report("a.json")
        expiry, _, identity, payload = self.heard(live)
        self.assertTrue(0 < int(expiry) <= 6 * 3600, expiry)
        self.assertEqual(identity, "id:" + json.loads(payload)["id"])
        wait_until(lambda: self.box.sql("select 1 from delivery") and not self.box.pending(), "the deliveries")
        self.assertEqual(self.heard(self.listen(f"sirend/state/{PLACE}"))[1], "1")
        self.assertIn("No matching subscribers", [a for a, in self.box.sql("select answer from attempt")])  # 0x10 is a yes
        self.box.stop("ejabberd", signal.SIGKILL)
        self.report("b.json", event="flood")
        wait_until(lambda: self.box.sql("select 1 from delivery where state < 2"), "what waits")
        self.start_server()
        wait_until(lambda: not self.box.pending(), "the deliveries after the crash")
        self.box.stop("sirend", signal.SIGKILL)
        wait_until(lambda: self.heard(self.listen("sirend/status"))[3] == "offline", "the last will")

    def test_a_template_of_ones_own_writes_into_xmpp(self):
        template = self.write("xmpp.json", TEMPLATE)
        self.start(f'{{ name = "xmpp"; type = "json"; url = "http://127.0.0.1:{self.http}/api/send_message"; template_file = "{template}"; }}',
                   "xmpp")
        self.report("a.json", headline='Drone "over" <Chuhuiv> & ✈')
        wait_until(lambda: self.box.sql("select 1 from attempt"), "a try")
        wait_until(lambda: not self.box.pending(), "the delivery")
        self.assertEqual(self.box.sql("select a.code, a.answer from attempt a join delivery d on d.id = a.delivery where channel = 'xmpp'"), [(200, "0")])
        self.assertEqual(self.ask("get_offline_count", user="anna", server="localhost"), {"value": 1})


if __name__ == "__main__":
    unittest.main()
