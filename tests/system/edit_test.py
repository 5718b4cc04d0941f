#!/usr/bin/python3
"""One message that stays true: who opens a chat sees what is so now, and is woken only by what is worth it."""
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import chats  # noqa: E402
from chats_test import Chatting, Progress, report  # noqa: E402
from sandbox import wait_until  # noqa: E402

EDITING = ("telegram", "discord", "matrix", "ntfy")


class EditTest(Chatting):
    def start(self, *names):
        self.configure(*names, sources='sources = ( { name = "gov"; official = true; } );\n')
        self.box.start_daemon()
        self.sent = 0

    def say(self, source=None, **members):
        """A report about the one drone, and all that follows from it."""
        self.sent += 1
        identifier = f"r{self.sent}"
        if self.sent > 1:
            members = {"msgType": "Update", "references": f"test@example.org,r{self.sent - 1},2026-01-01T00:00:00Z", **members}
        taken = self.box.sql("select count(*) from delivery")[0][0]
        self.box.drop(f"{identifier}.json", report(identifier, **members), source)
        wait_until(lambda: self.box.sql("select count(*) from delivery")[0][0] > taken, Progress(self.chats))
        self.settled()

    def shown(self, chat):
        return list(self.chats.shown[chat].values())

    def test_a_quiet_change_edits_the_message(self):
        self.start(*EDITING, "slack")
        self.say(headline="Drone over Chuhuiv")
        self.say(headline="Two drones over Chuhuiv")
        self.say(headline="Three drones over Chuhuiv")
        self.assertEqual(self.chats.refused, [])
        for chat in EDITING:
            self.assertEqual(len(self.shown(chat)), 1, chat)
            self.assertIn("Three drones", self.shown(chat)[0], chat)
            self.assertNotIn("⤵", self.shown(chat)[0], chat)  # nothing follows it
        self.assertEqual(len(self.chats.to("slack")), 3)  # it cannot: a message for each
        self.assertEqual([len(m) > 0 for m in self.chats.to("telegram")], [True] * 3)

    def test_what_is_loud_is_new_and_the_old_one_points_to_it(self):
        self.start(*EDITING)
        self.say(headline="Drone over Chuhuiv", description="Heard by many", instruction="Take cover")
        self.say("gov", headline="Drone confirmed over Chuhuiv", description="Official word")
        self.assertEqual(self.chats.refused, [])
        for chat in EDITING:
            self.assertEqual(len(self.shown(chat)), 2, chat)
            self.assertIn("confirmed", self.shown(chat)[1], chat)
        for chat in ("telegram", "discord", "matrix"):
            old = self.shown(chat)[0]
            self.assertIn("Drone confirmed over Chuhuiv", old, chat)  # true now, and short
            self.assertIn("⤵", old, chat)
            self.assertNotIn("Heard", old, chat)
            self.assertNotIn("Take cover", old, chat)
        self.say("gov", headline="Two drones over Chuhuiv")
        for chat in EDITING:
            self.assertIn("Two drones", self.shown(chat)[1], chat)
            self.assertEqual(len(self.shown(chat)), 2, chat)

    def test_an_all_clear_is_noticed_and_ends_the_old_one(self):
        self.start(*EDITING)
        self.say(headline="Drone over Chuhuiv", instruction="Take cover")
        self.say(msgType="Cancel", headline="The drone is down")
        self.assertEqual(self.chats.refused, [])
        for chat in ("telegram", "discord", "matrix"):
            self.assertEqual(len(self.shown(chat)), 2, chat)
            self.assertIn("The drone is down", self.shown(chat)[1], chat)
        self.assertEqual(len(self.shown("ntfy")), 1)  # the end takes the alarm's place there
        for chat in EDITING:
            self.assertIn("The drone is down", self.shown(chat)[0], chat)
            self.assertNotIn("Take cover", self.shown(chat)[0], chat)
        self.assertEqual(self.box.sql("select count(*) from delivery where state <> 2"), [(0,)])

    def test_what_cannot_be_edited_any_more_is_sent_anew(self):
        self.start("telegram", "discord")
        self.say(headline="Drone over Chuhuiv")
        for chat in ("telegram", "discord"):
            self.chats.shown[chat].clear()  # somebody has deleted it
        self.say(headline="Two drones over Chuhuiv")
        self.assertEqual(sorted(why for _, why, _ in self.chats.refused), ["1100000000000000001", "41"])
        for chat in ("telegram", "discord"):
            self.assertEqual(len(self.shown(chat)), 1, chat)
            self.assertIn("Two drones", self.shown(chat)[0], chat)
        self.say(headline="Three drones over Chuhuiv")
        for chat in ("telegram", "discord"):
            self.assertIn("Three drones", self.shown(chat)[0], chat)

    def test_who_has_channels_in_order_sees_one_message_on_the_first(self):
        every = self.channels()
        self.box.configure('sources = ( { name = "gov"; official = true; } );\nchannels = (' + ",\n".join(self.channel(n, **every[n]) for n in ("telegram", "json"))
                           + ');\nsubscribers = ( { name = "anna"; language = "en"; rules = ( { places = ["ua/kharkiv/chuhuiv"]; } ); '
                           'channels = ["telegram", "json"]; deliver = "first"; confirm_within = "1m"; } );\n', mqtt=False)
        self.box.start_daemon()
        self.sent = 0
        self.say(headline="Drone over Chuhuiv")
        self.say(headline="Two drones over Chuhuiv")
        self.assertEqual(len(self.shown("telegram")), 1)
        self.assertIn("Two drones", self.shown("telegram")[0])
        self.say("gov", headline="Two drones confirmed over Chuhuiv")
        self.assertEqual(len(self.shown("telegram")), 2)
        self.say("gov", msgType="Cancel", headline="The drones are down")
        self.assertEqual(len(self.shown("telegram")), 3)
        self.assertEqual((self.chats.refused, self.chats.to("json")), ([], []))

    def test_the_same_again_is_fine_and_a_wait_is_waited(self):
        self.start("telegram")
        self.say(headline="Drone over Chuhuiv")
        self.chats.plan = {"telegram": [
            (429, {}, '{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 1","parameters":{"retry_after":1}}'),
            (400, {}, '{"ok":false,"error_code":400,"description":"Bad Request: message is not modified: specified new message content"}')]}
        self.say(headline="Two drones over Chuhuiv")
        self.assertEqual(self.chats.plan["telegram"], [])
        self.assertEqual(len(self.shown("telegram")), 1)
        self.assertEqual(self.box.sql("select state from delivery order by id"), [(2,), (2,)])

    def test_references_and_moves_outlive_a_restart(self):
        self.start("telegram")
        self.chats.plan = {"telegram": [(400, {}, '{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a '
                                                  'supergroup chat","parameters":{"migrate_to_chat_id":-1001234567890}}')]}
        self.say(headline="Drone over Chuhuiv")
        self.box.stop("sirend")
        self.box.start_daemon()
        self.say(headline="Two drones over Chuhuiv")
        self.assertEqual([m["chat_id"] for m in self.chats.to("telegram")], ["-1001234567890"] * 2)
        self.assertEqual(len(self.shown("telegram")), 1)
        self.assertIn("Two drones", self.shown("telegram")[0])
        self.assertNotIn(chats.TELEGRAM_TOKEN, self.box.log("sirend"))


if __name__ == "__main__":
    unittest.main()
