#!/usr/bin/python3
"""The Bot API as others emulate it: telegram-test-api, fetched with npm into the build folder where npm is there."""
import json
import os
import shutil
import subprocess
import sys
import unittest
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from chats_test import Chatting, report  # noqa: E402
from sandbox import connects, free_port, wait_until  # noqa: E402

PACKAGE = "telegram-test-api@4.2.1"
TOKEN = "123456:AAtelegram-test"
SERVE = 'new (require("telegram-test-api"))({port: +process.argv[1], host: "127.0.0.1", storeTimeout: 600}).start()'


def install(build):
    """The folder that holds the emulator, or why there is none."""
    folder = os.path.join(build, "npm")
    modules = os.path.join(folder, "node_modules")
    if os.path.isdir(os.path.join(modules, "telegram-test-api")):
        return modules
    if not shutil.which("npm"):
        raise unittest.SkipTest("there is no npm")
    os.makedirs(folder, exist_ok=True)
    try:
        done = subprocess.run(["npm", "install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", PACKAGE],
                              capture_output=True, text=True, timeout=300)
    except subprocess.TimeoutExpired:
        shutil.rmtree(folder, ignore_errors=True)
        raise unittest.SkipTest(f"npm does not come to an end fetching {PACKAGE}") from None
    if done.returncode:
        raise unittest.SkipTest(f"npm cannot fetch {PACKAGE}: {done.stderr.strip()[-300:]}")
    return modules


class TelegramApiTest(Chatting):
    def setUp(self):
        super().setUp()
        modules = install(self.box.build)
        self.port = free_port()
        self.box.start("telegram", ["node", "-e", SERVE, str(self.port)], env={**os.environ, "NODE_PATH": modules})
        wait_until(lambda: connects(self.port), "the Bot API")
        self.box.configure("channels = (" + self.channel("telegram", url=f"http://127.0.0.1:{self.port}", token_file=TOKEN, chat_id="42")
                           + ');\nsubscribers = ( { name = "anna"; language = "en"; rules = ( { places = ["ua/kharkiv/chuhuiv"]; } ); '
                           'channels = ["telegram"]; } );\n', mqtt=False)
        self.box.start_daemon()

    def shown(self):
        """The texts in the chat, as they are now."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/getUpdatesHistory", json.dumps({"token": TOKEN}).encode(),
                                         {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return [u["message"]["text"] for u in json.load(answer)["result"] if u["message"]["chat_id"] == "42"]

    def test_a_message_is_edited_by_the_id_that_the_api_gave_it(self):
        self.box.drop("a.json", report(headline="Дрон над Чугуєвом", description="Seen <by> many & heard"))
        wait_until(lambda: len(self.shown()) == 1, "the message")
        self.settled()
        self.assertIn("Дрон над Чугуєвом", self.shown()[0])
        self.assertIn("by&gt; many &amp; heard", self.shown()[0])
        self.box.drop("b.json", report("r2", msgType="Update", headline="Two drones over Chuhuiv",
                                       references="test@example.org,r1,2026-01-01T00:00:00Z"))
        wait_until(lambda: "Two drones" in self.shown()[0], "the edited message")
        self.assertEqual(len(self.shown()), 1)
        self.box.drop("c.json", report("r3", msgType="Cancel", headline="The drones are down",
                                       references="test@example.org,r2,2026-01-01T00:00:00Z"))
        wait_until(lambda: len(self.shown()) == 2, "the all-clear")
        self.settled()
        self.assertIn("The drones are down", self.shown()[1])
        self.assertNotIn("heard", self.shown()[0])
        self.assertEqual(self.box.sql("select distinct code from attempt"), [(200,)])


if __name__ == "__main__":
    unittest.main()
