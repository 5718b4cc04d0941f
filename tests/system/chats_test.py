#!/usr/bin/python3
"""The daemon and the chats: every format at once, against services that are as strict as their documentation."""
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import chats  # noqa: E402
from sandbox import ROOT, Sandbox, wait_until  # noqa: E402

NASTY = "@everyone @here <!channel> <@U1> <users/all> <at>all</at> [gov](http://evil.example) <b>x</b> & \"q\" {{DATE(x)}} \u202e*_~`|# "


EDITED = ("telegram", "discord", "matrix")  # where an old message can be made short


def report(identifier="r1", **members):
    return {"identifier": identifier, "sender": "test@example.org", "event": "drone", "severity": "Severe",
            "headline": "Drone over Chuhuiv", "language": "en", "places": ["ua/kharkiv/chuhuiv"], **members}


class Progress:
    """What has come of it, said when a wait was in vain."""

    def __init__(self, server):
        self.server = server

    def __str__(self):
        return f"the chats: taken {[c for c, _ in self.server.taken]}, refused {self.server.refused}"


class Chatting(unittest.TestCase):
    """A sandbox with a channel for every chat."""

    def setUp(self):
        self.chats = self.enterContext(chats.Chats())
        self.box = self.enterContext(Sandbox())

    def channel(self, name, **keys):
        """A channel of that type; values of *_file are written into files."""
        for key in ("rate", "endpoint_rate"):
            keys.setdefault(key, "100/1s")
        for key, value in list(keys.items()):
            if key.endswith("_file"):
                keys[key] = os.path.join(self.box.dir, f"{name}-{key}")
                with open(keys[key], "w", encoding="utf-8") as f:
                    f.write(value + "\n")
        return f'{{ name = "{name}"; type = "{name}"; ' + " ".join(f'{k} = "{v}";' for k, v in keys.items()) + " }"

    def channels(self):
        url = self.chats.url
        return {
            "telegram": dict(url=url("telegram"), token_file=chats.TELEGRAM_TOKEN, chat_id="-100200"),
            "slack": dict(url_file=url("slack", "/services/T1/B1/slack-secret-key")),
            "discord": dict(url_file=url("discord", "/api/webhooks/42/discord-secret-token")),
            "mattermost": dict(url_file=url("mattermost", "/hooks/mattermostsecretkey"), username="sirend"),
            "rocketchat": dict(url_file=url("rocketchat", "/hooks/65f/rocketsecretkey")),
            "googlechat": dict(url_file=url("googlechat", "/v1/spaces/AAA/messages?key=k&token=google-secret-token")),
            "teams": dict(url_file=url("teams", "/workflows/abc/triggers/manual/paths/invoke?api-version=1&sig=teams-secret-sig")),
            "matrix": dict(url=url("matrix") + "/", token_file=chats.MATRIX_TOKEN, room_id="!room/1:example.org"),
            "ntfy": dict(url=url("ntfy"), topic="alerts", token_file=chats.NTFY_TOKEN),
            "gotify": dict(url=url("gotify"), token_file=chats.GOTIFY_TOKEN),
            "alertmanager": dict(url=url("alertmanager", "/hook")),
            "alertmanager_api": dict(url=url("alertmanager_api")),
            "cloudevents": dict(url=url("cloudevents", "/hook")),
            "json": dict(url=url("json", "/hook"), template_file='{"head": "{{headline}}", "paths": [{"{{#places}}": "{{path}}"}]}'),
        }

    def configure(self, *names, sources=""):
        every = self.channels()
        names = names or list(every)
        self.box.configure(sources + "channels = (" + ",\n".join(self.channel(n, **every[n]) for n in names) + ");\n"
                           'subscribers = ( { name = "anna"; language = "en"; rules = ( { places = ["ua/kharkiv/chuhuiv"]; } ); channels = ['
                           + ", ".join(f'"{n}"' for n in names) + "]; } );\n", mqtt=False)
        return names

    def settled(self):
        wait_until(lambda: self.box.sql("select count(*) from delivery")[0][0] and self.box.pending() == 0, "no pending deliveries")

    def attempts(self, channel):
        return self.box.sql("select a.code, a.answer from attempt a join delivery d on d.id = a.delivery "
                            f"where d.channel = '{channel}' order by a.at")


class ChatsTest(Chatting):
    def test_every_shipped_format_is_tried_here(self):
        shipped = {f[:-len(".format")] for f in os.listdir(os.path.join(ROOT, "config", "formats")) if f.endswith(".format")}
        self.assertEqual(shipped, set(self.channels()))
        self.assertEqual(shipped, set(chats.CHATS))

    def test_what_makes_no_sound_is_silent_however_severe(self):
        every, names = self.channels(), ("telegram", "ntfy")
        self.box.configure("channels = (" + ",\n".join(self.channel(n, **every[n]) for n in names) + ");\n"
                           'subscribers = ( { name = "anna"; language = "en"; sound = ["ended"]; rules = ( { places = ["ua/kharkiv/chuhuiv"]; heads_up = 60.0; } ); '
                           'channels = ["telegram", "ntfy"]; } );\n', mqtt=False)
        self.box.start_daemon()
        post = {"headline": "Drone over Balakliia", "description": "Drone over Balakliia.", "places": ["ua/kharkiv/izium/balakliia"]}
        self.box.drop("near.json", report("n1", **post))
        wait_until(lambda: len(self.chats.taken) >= 2, Progress(self.chats))
        self.settled()
        self.box.drop("there.json", report("t1", places=["ua/kharkiv/chuhuiv"]))
        wait_until(lambda: len(self.chats.taken) >= 4, Progress(self.chats))
        self.settled()
        self.box.drop("over.json", report("t2", msgType="Cancel", references="test@example.org,t1,2026-01-01T00:00:00Z"))
        wait_until(lambda: len(self.chats.to("telegram")) >= 3 and len(self.chats.to("ntfy")) >= 3, Progress(self.chats))
        self.assertIn("Nearby: Drone over Balakliia", self.chats.to("telegram")[0]["text"])
        self.assertEqual(self.chats.to("telegram")[0]["text"].count("Drone over Balakliia"), 1)
        self.assertEqual([m.get("disable_notification") for m in self.chats.to("telegram")][:3], [True, True, False])
        self.assertEqual([m["priority"] for m in self.chats.to("ntfy")][:3], [2, 2, 4])

    def test_all_of_them_take_an_alert_and_its_end(self):
        names = self.configure()
        self.box.start_daemon()
        self.box.drop("a.json", report(description="Seen over the town", instruction="Take cover"))
        wait_until(lambda: len(self.chats.taken) >= len(names), Progress(self.chats))
        self.settled()
        self.box.drop("b.json", report("r2", msgType="Cancel", headline="The drone is down",
                                       references="test@example.org,r1,2026-01-01T00:00:00Z"))
        wait_until(lambda: len(self.chats.taken) >= 2 * len(names), Progress(self.chats))
        self.settled()
        self.assertEqual(self.chats.refused, [])
        for name in names:
            self.assertEqual(len(self.chats.to(name)), 3 if name in EDITED else 2, name)
            self.assertIn("Drone over Chuhuiv", str(self.chats.to(name)[0]))
        self.assertEqual([m.get("disable_notification") for m in self.chats.to("telegram")], [False, True, None])
        self.assertEqual([m["msgtype"] for m in self.chats.to("matrix")], ["m.text", "m.notice", "m.notice"])
        self.assertEqual([m["priority"] for m in self.chats.to("ntfy")], [5, 3])
        self.assertEqual([m["status"] for m in self.chats.to("alertmanager")], ["firing", "resolved"])
        self.assertEqual(self.chats.to("json")[0], {"head": "Drone over Chuhuiv", "paths": ["ua/kharkiv/chuhuiv"]})
        self.assertEqual(self.chats.to("cloudevents")[0]["id"], self.chats.to("cloudevents")[0]["data"]["id"])
        self.assertEqual(len(self.chats.transactions), 3)

    def test_hostile_texts_are_taken_by_all(self):
        names = self.configure()
        self.box.start_daemon()
        self.box.drop("a.json", report(headline=NASTY * 3, description=NASTY * 20, instruction=NASTY * 20))
        wait_until(lambda: len(self.chats.taken) + len(self.chats.refused) >= len(names), Progress(self.chats))
        self.settled()
        self.assertEqual(self.chats.refused, [])
        for name in set(names) - {"alertmanager", "alertmanager_api", "cloudevents", "json", "ntfy", "gotify"}:
            text = str(self.chats.to(name))
            for mention in ("@everyone", "@here", "<!channel>", "<@U1>", "<users/all>", "<at>"):
                self.assertNotIn(mention, text, name)

    def test_they_wait_as_long_as_they_are_told(self):
        self.chats.plan = {
            "telegram": [(429, {}, '{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 3","parameters":{"retry_after":3}}')],
            "discord": [(429, {}, '{"message":"You are being rate limited.","retry_after":2.5,"global":false}')],
            "matrix": [(429, {}, '{"errcode":"M_LIMIT_EXCEEDED","error":"Too many requests","retry_after_ms":2200}')],
            "slack": [(429, {"Retry-After": "3"}, '{"retry_after":1,"ok":false,"error":"rate_limited"}')],
        }
        names = self.configure("telegram", "discord", "matrix", "slack")
        self.box.start_daemon()
        self.box.drop("a.json", report())
        wait_until(lambda: len(self.chats.taken) == len(names), Progress(self.chats))
        self.settled()
        for name, least in {"telegram": 3, "discord": 2.5, "matrix": 2.2, "slack": 3}.items():
            at = [t for t, in self.box.sql("select a.at from attempt a join delivery d on d.id = a.delivery "
                                           f"where d.channel = '{name}' order by a.at")]
            self.assertEqual(len(at), 2)
            self.assertGreaterEqual((at[1] - at[0]) / 1e6, least, name)
        tries = [path for chat, path, _ in self.chats.asked if chat == "matrix"]
        self.assertEqual(tries[0], tries[1])  # the same transaction

    def test_a_rate_is_kept_and_the_urgent_go_first(self):
        self.box.configure("channels = (" + self.channel("telegram", **{**self.channels()["telegram"], "rate": "4/6s"}) + ");\n"
                           'subscribers = ( { name = "anna"; rules = ( { places = "ua/kharkiv"; } ); channels = "telegram"; } );\n',
                           mqtt=False)
        self.box.start_daemon()

        def say(event, urgency):
            for place in ("chuhuiv", "izium", "bohodukhiv"):
                self.box.drop(f"{event}-{place}.json", report(f"{event}-{place}", event=event, urgency=urgency,
                                                              headline=f"{event} {place}", places=["ua/kharkiv/" + place]))

        say("flood", "Future")
        wait_until(lambda: len(self.chats.to("telegram")) == 3, Progress(self.chats))
        say("fire", "Future")
        wait_until(lambda: self.box.pending() == 3, "what has to wait")
        say("drone", "Immediate")
        wait_until(lambda: len(self.chats.to("telegram")) == 9, Progress(self.chats))
        self.settled()
        self.assertEqual(self.chats.refused, [])
        tries = self.box.sql("select a.at, d.priority from attempt a join delivery d on d.id = a.delivery order by a.at")
        self.assertEqual(len(tries), 9)  # none was tried in vain
        for earlier, later in zip(tries, tries[4:]):
            self.assertGreaterEqual((later[0] - earlier[0]) / 1e6, 5.9)
        self.assertEqual([priority for _, priority in tries], [5, 5, 5, 0, 0, 0, 5, 5, 5])

    def test_a_permanent_no_ends_it_and_tells_no_secret(self):
        self.chats.plan = {
            "telegram": [(403, {}, '{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user, ' + chats.TELEGRAM_TOKEN + '"}')],
            "discord": [(404, {}, '{"message":"Unknown Webhook discord-secret-token","code":10015}')],
            "slack": [(410, {}, "channel_is_archived slack-secret-key")],
            "matrix": [(403, {}, '{"errcode":"M_FORBIDDEN","error":"' + chats.MATRIX_TOKEN + '"}')],
        }
        names = self.configure("telegram", "discord", "slack", "matrix")
        self.box.start_daemon()
        self.box.drop("a.json", report())
        self.settled()
        self.assertEqual(self.chats.taken, [])
        for name in names:
            attempts = self.attempts(name)
            self.assertEqual(len(attempts), 1, name)
            self.assertNotIn("secret", attempts[0][1])
        self.assertNotIn("secret", self.box.log("sirend") + self.box.ctl("outbox", "--failed", "--json").stdout)

    def test_a_group_that_became_a_supergroup_is_followed(self):
        self.chats.plan = {"telegram": [(400, {}, '{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a '
                                                  'supergroup chat","parameters":{"migrate_to_chat_id":-1001234567890}}')]}
        self.configure("telegram")
        self.box.start_daemon()
        self.box.drop("a.json", report())
        wait_until(lambda: len(self.chats.to("telegram")) == 1, Progress(self.chats))
        self.box.drop("b.json", report("r2", headline="Another", places=["ua/kharkiv/chuhuiv"], event="flood"))
        wait_until(lambda: len(self.chats.to("telegram")) == 2, Progress(self.chats))
        self.settled()
        self.assertEqual([m["chat_id"] for m in self.chats.to("telegram")], ["-1001234567890"] * 2)
        self.assertEqual(len(self.chats.asked), 3)
        self.assertRegex(self.box.log("sirend"), r"channel telegram: .* chat_id is -1001234567890 now")
        self.assertIn("-1001234567890", self.attempts("telegram")[0][1])


if __name__ == "__main__":
    unittest.main()
