#!/usr/bin/python3
"""Our requests beside those of Apprise, which others wrote from the same services' documentation: one recorder takes both, and the
method, the address, the credentials and the types of what both say must be the same."""
import json
import os
import re
import sys
import unittest
from urllib.parse import unquote

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from chats_test import Chatting, report  # noqa: E402
from sandbox import wait_until  # noqa: E402

try:
    from apprise import Apprise
    from apprise.plugins.NotifyDiscord import NotifyDiscord
    from apprise.plugins.NotifyGoogleChat import NotifyGoogleChat
    from apprise.plugins.NotifySlack import NotifySlack
    from apprise.plugins.NotifyTelegram import NotifyTelegram
except ImportError:
    Apprise = None

TOKEN = "123456789:abcdefg_hijklmnop-abcdefghijklmnopqr"
SLACK = "T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"
DISCORD = "4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js"
ROCKET = "65f12345678901234/rocketsecretkey"
ROOM = "!room1:example.org"
# what every service says yes with, and what Apprise's login into Matrix wants to hear
YES = {"ok": True, "success": True, "id": "1", "result": {"message_id": 1}, "event_id": "$1", "room_id": ROOM, "access_token": "syt_1",
       "user_id": "@us:example.org", "home_server": "example.org"}


def plain(request):
    """A request line without what may differ: Discord's answer is asked for in the address or not, Matrix has a newer version, in which
    a message is PUT under the transaction's id."""
    path, sent = re.subn(r"(/send/m.room.message).*", r"\1", unquote(request["path"]).replace("/client/r0/", "/client/v3/"))
    return "PUT" if sent else request["method"], path.removesuffix("?wait=true")


@unittest.skipIf(Apprise is None, "Apprise is not installed")
class AppriseTest(Chatting):
    def setUp(self):
        super().setUp()
        self.box.start_receiver("--answer", json.dumps(YES))
        self.address = f"127.0.0.1:{self.box.hook_port}"
        self.url = "http://" + self.address

    def ours(self, name, keys):
        """The request that the daemon makes for a channel of that type."""
        self.box.configure("channels = (" + self.channel(name, **keys) + ');\nsubscribers = ( { name = "anna"; rules = ( { places = '
                           f'["ua/kharkiv/chuhuiv"]; }} ); channels = ["{name}"]; }} );\n', mqtt=False)
        self.box.start_daemon()
        self.box.drop("a.json", report())
        wait_until(self.box.hooks, "the daemon's request")
        self.settled()
        self.box.stop("sirend")
        return self.box.hooks()[-1]

    def theirs(self, url):
        """The message among Apprise's requests. Whether it takes our answer for a yes is its own affair (Slack's "ok" it does not)."""
        Apprise.instantiate(url).send(title="A title", body="A text")
        return [h for h in self.box.hooks() if "A text" in h["body"]][-1]

    def same(self, name, address, members, credential=None, **keys):
        """Compares the two; `members` must be in both."""
        ours, theirs = self.ours(name, keys), self.theirs(address)
        body, their_body = json.loads(ours["body"]), json.loads(theirs["body"])
        self.assertEqual(plain(ours), plain(theirs))
        self.assertEqual(ours["headers"]["content-type"].split(";")[0], theirs["headers"]["content-type"].split(";")[0])
        if credential:
            self.assertEqual(ours["headers"][credential], theirs["headers"][credential])
        self.assertLessEqual(members, set(body) & set(their_body))
        for member in set(body) & set(their_body):
            self.assertIs(type(body[member]), type(their_body[member]), member)

    def test_gotify(self):
        self.same("gotify", f"gotify://{self.address}/Agotify-secret", {"title", "message", "priority"}, "x-gotify-key",
                  url=self.url, token_file="Agotify-secret")

    def test_ntfy(self):
        self.same("ntfy", f"ntfy://us:secret@{self.address}/alerts", {"topic", "title", "message"},
                  url=self.url, topic="alerts")

    def test_mattermost(self):
        self.same("mattermost", f"mmost://{self.address}/thesecretkey?image=yes", {"text", "username"},
                  url_file=self.url + "/hooks/thesecretkey", username="sirend")

    def test_rocketchat(self):
        self.same("rocketchat", f"rocket://{ROCKET}@{self.address}/alerts", {"text", "channel"},
                  url_file=f"{self.url}/hooks/{ROCKET}", channel="alerts")

    def test_telegram(self):
        NotifyTelegram.notify_url = self.url + "/bot"
        self.same("telegram", f"tgram://{TOKEN}/alerts-here", {"chat_id", "text", "parse_mode", "disable_notification"},
                  url=self.url, token_file=TOKEN, chat_id="@alerts-here")

    def test_slack(self):
        NotifySlack.webhook_url = self.url + "/services"
        self.same("slack", f"slack://{SLACK}/#alerts", {"mrkdwn", "attachments"}, url_file=f"{self.url}/services/{SLACK}")

    def test_discord(self):
        NotifyDiscord.notify_url = self.url + "/api/webhooks"
        self.same("discord", f"discord://{DISCORD}", {"content"}, url_file=f"{self.url}/api/webhooks/{DISCORD}")

    def test_googlechat(self):
        NotifyGoogleChat.notify_url = self.url + "/v1/spaces/{workspace}/messages"
        self.same("googlechat", "gchat://AAA/akey/atoken", {"text"}, url_file=self.url + "/v1/spaces/AAA/messages?token=atoken&key=akey")

    def test_matrix(self):
        self.same("matrix", f"matrix://us:secret@{self.address}/{ROOM}", {"msgtype", "body"}, "authorization",
                  url=self.url, token_file="syt_1", room_id=ROOM)


if __name__ == "__main__":
    unittest.main()
