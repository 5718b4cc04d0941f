#!/usr/bin/python3
"""Many people through one channel, each at an address of their own: a chat, a telephone."""
import json
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import chats  # noqa: E402
from chats_test import Chatting, report  # noqa: E402
from sandbox import wait_until  # noqa: E402

CHUHUIV = "ua/kharkiv/chuhuiv"


class AddressTest(Chatting):
    def start(self, anna='"telegram:111"', channels="", **keys):
        keys = {"url": self.chats.url("telegram"), "token_file": chats.TELEGRAM_TOKEN, **keys}
        self.box.configure(f'channels = ( {self.channel("telegram", **keys)}{channels} );\n'
                           f'subscribers = ( {{ name = "anna"; language = "en"; rules = ( {{ places = ["{CHUHUIV}"]; }} ); '
                           f'channels = [{anna}]; }} );\n', mqtt=False)
        self.box.start_daemon()

    def subscriber(self, *arguments, status=0):
        done = self.box.ctl("subscriber", *arguments)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def add(self, name, channels):
        said = "in force"
        before = self.box.log("sirend").count(said)
        self.subscriber("add", name, f"channels={channels}", f"places={CHUHUIV}", "language=en")
        wait_until(lambda: self.box.log("sirend").count(said) > before, name)

    def say(self, number, **members):
        if number > 1:
            members = {"msgType": "Update", "references": f"test@example.org,r{number - 1},2026-01-01T00:00:00Z", **members}
        self.box.drop(f"{number}.json", report(f"r{number}", **members))
        wait_until(lambda: f"{number}.json" in self.box.files("done"), "the report")
        self.settled()

    def shown(self, chat):
        """What somebody sees who opens that chat."""
        return [text for identifier, text in self.chats.shown["telegram"].items() if self.chats.rooms[identifier] == chat]

    def test_each_chat_has_its_own(self):
        self.start()
        self.add("boris", "telegram:-222")
        self.say(1, headline="Drone over Chuhuiv", instruction="Take cover")
        self.say(2, headline="Two drones over Chuhuiv")
        for chat in ("111", "-222"):
            self.assertEqual(len(self.shown(chat)), 1, chat)
            self.assertIn("Two drones", self.shown(chat)[0])
        self.say(3, msgType="Cancel", headline="The drone is down")
        for chat in ("111", "-222"):
            self.assertEqual(len(self.shown(chat)), 2, chat)
            self.assertIn("The drone is down", self.shown(chat)[1])
            self.assertNotIn("Take cover", self.shown(chat)[0])
        self.assertEqual(self.chats.refused, [])
        self.assertEqual(self.box.sql("select distinct subscriber, channel, address from delivery order by 1"),
                         [("anna", "telegram", "111"), ("boris", "telegram", "-222")])
        self.assertIn("boris by telegram:-222", self.box.ctl("outbox", "--all").stdout)
        self.assertEqual({d["address"] for d in map(json.loads, self.box.ctl("outbox", "--all", "--json").stdout.splitlines())}, {"111", "-222"})
        self.assertIn("by telegram:111", self.box.ctl("why", "1", "anna").stdout)
        self.assertIn("telegram:-222", self.box.ctl("check", os.path.join(self.box.spool, "done", "1.json")).stdout)

    def test_who_moves_is_told_at_both_that_it_is_over(self):
        self.start()
        self.add("boris", "telegram:222")
        self.say(1)
        self.add("boris", "telegram:333")
        self.say(2, headline="Two drones over Chuhuiv")
        self.assertIn("Drone over", self.shown("222")[0])  # it is no chat of his any more, but what was said there has an end
        self.assertEqual(["Two drones" in text for text in self.shown("333")], [True])
        self.say(3, msgType="Cancel", headline="The drone is down")
        for chat in ("111", "222", "333"):
            self.assertIn("The drone is down", self.shown(chat)[-1], chat)
            self.assertEqual(len(self.shown(chat)), 2, chat)
        self.assertEqual(self.chats.refused, [])

    def test_a_chat_that_has_moved_is_followed(self):
        moved = 400, {}, json.dumps({"ok": False, "error_code": 400, "description": "moved", "parameters": {"migrate_to_chat_id": -1009}})
        self.start()
        self.add("boris", "telegram:222")
        self.chats.plan["telegram"] = [moved]
        self.say(1)
        self.say(2, event="fire", msgType="Alert", headline="Fire in Chuhuiv")
        self.assertEqual(len(self.shown("-1009")), 2)
        self.assertEqual(len(self.shown("111")) + len(self.shown("222")), 2)

    def test_one_chat_does_not_wait_for_another(self):
        """The rate of a chat is that of each of them."""
        self.start(rate="1/1m")
        for i in range(5):
            self.add(f"p{i}", f"telegram:{i + 1}")
        self.say(1)
        for i in range(5):
            self.assertEqual(len(self.shown(str(i + 1))), 1)

    def test_other_channels(self):
        program = os.path.join(self.box.dir, "sms")
        with open(program, "w", encoding="utf-8") as f:
            f.write(f"#!/bin/sh\necho \"$SIREND_ADDRESS\" >> {self.box.dir}/told\ncat >> {self.box.dir}/told\n")
        os.chmod(program, 0o755)
        template = '{"head": "{{address}}", "paths": [{"{{#places}}": "{{path}}"}]}'
        self.start('"telegram:111", "sms:+380501234567", "json:box-7"', f', {{ name = "sms"; type = "command"; command = ("{program}"); }}, '
                   + self.channel("json", url=self.chats.url("json", "/hook"), template_file=template))
        self.say(1)
        with open(os.path.join(self.box.dir, "told"), encoding="utf-8") as f:
            number, message = f.read().split("\n", 1)
        self.assertEqual(number, "+380501234567")
        self.assertEqual(json.loads(message)["address"], "+380501234567")
        self.assertEqual([body["head"] for body in self.chats.to("json")], ["box-7"])

    def test_what_cannot_be_reached_is_said(self):
        self.start()
        for channels, words in (("telegram", 'channel "telegram" has no chat_id: it is named with an address, "telegram:ADDRESS"'),
                                ("telegram:", "an address has 1 to 128"), ("telegram:a b", "an address has 1 to 128"),
                                ("telegram:" + 129 * "1", "an address has 1 to 128"), ("pigeon:1", "not configured")):
            self.assertIn(words, self.subscriber("add", "carla", f"channels={channels}", f"places={CHUHUIV}", status=1))

    def test_they_come_and_go_as_text(self):
        self.start()
        self.add("boris", "telegram:222;telegram:-100333")
        for form in ([], ["--csv"]):
            said = self.subscriber("export", *form)
            self.assertIn("telegram:222", said)
            path = os.path.join(self.box.dir, "people")
            with open(path, "w", encoding="utf-8") as f:
                f.write(said)
            self.subscriber("remove", "boris")
            self.subscriber("import", path)
            self.assertEqual(self.subscriber("export", *form), said)
        self.assertEqual(json.loads(self.subscriber("show", "boris"))["channels"], ["telegram:222", "telegram:-100333"])


if __name__ == "__main__":
    unittest.main()
