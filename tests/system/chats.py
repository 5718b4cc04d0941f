"""Chats as their services document them: strict about method, path, headers, members and limits, and with their own ways of
saying no. A thread in the test's own process; what was accepted is in `taken`, what was not in `refused`.

`plan[chat]` holds answers for the next requests to that chat, before it takes any: (status, headers, body). `shown[chat]` is what
somebody sees who opens the chat: the messages by their ids, in order, as edited; `edits` who was edited to what.
"""
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

TELEGRAM_TOKEN, MATRIX_TOKEN, GOTIFY_TOKEN, NTFY_TOKEN = "123456:AAtelegram-secret", "syt_matrix-secret", "Agotify-secret", "tk_ntfy-secret"
COLOUR = re.compile(r"#[0-9a-fA-F]{6}$")


class Refused(Exception):
    def __init__(self, status, body, why):
        super().__init__(why)
        self.status, self.body = status, body


def units(text):
    return len(text.encode("utf-16-le")) // 2


def need(condition, status, body, why):
    if not condition:
        raise Refused(status, body, why)


def members(value, required, optional, error):
    """An object with these members and no others, of these types."""
    need(isinstance(value, dict), *error, "no object")
    for name, kind in required.items():
        need(name in value, *error, f"{name} is missing")
    for name, member in value.items():
        kind = required.get(name, optional.get(name))
        need(kind is not None, *error, f"unknown member {name}")
        need(isinstance(member, kind) and not (kind is int and isinstance(member, bool)), *error, f"{name} is {member!r}")


def telegram(request):
    def no(code, text):
        return code, {"ok": False, "error_code": code, "description": text}
    match = re.match(r"/bot([^/]+)/(sendMessage|editMessageText)$", request.path)
    need(match, *no(404, "Not Found"), request.path)
    need(match[1] == TELEGRAM_TOKEN, *no(401, "Unauthorized"), match[1])
    body, bad, edits = request.json, no(400, "Bad Request: can't parse"), match[2] == "editMessageText"
    members(body, {"chat_id": str, "text": str, **({"message_id": int} if edits else {})},
            {"parse_mode": str, "link_preview_options": dict,
             **({} if edits else {"disable_notification": bool, "message_thread_id": int})}, bad)
    need(re.match(r"-?\d+$|@\w+$", body["chat_id"]), *no(400, "Bad Request: chat not found"), body["chat_id"])
    need(body.get("parse_mode") == "HTML", *bad, "parse_mode")
    plain, stack = "", []
    for text, tag in re.findall(r"([^<]+)|<([^>]*)>", body["text"]):
        need(">" not in text and not re.search(r"&(?!(amp|lt|gt|quot|#\d+);)", text), *no(400, "Bad Request: can't parse entities"), text)
        plain += re.sub(r"&\w+;", "&", text)
        if tag.startswith("/"):
            need(stack and stack.pop() == tag[1:], *no(400, "Bad Request: can't parse entities: Unmatched end tag"), tag)
        elif tag:
            need(tag in ("b", "i", "u", "s", "code", "pre"), *no(400, "Bad Request: can't parse entities: Unsupported start tag"), tag)
            stack.append(tag)
    need(not stack, *no(400, "Bad Request: can't parse entities: Can't find end tag"), body["text"])
    need(plain.strip(), *no(400, "Bad Request: message text is empty"), "empty")
    need(units(plain) <= 4096, *no(400, "Bad Request: message is too long"), len(plain))
    need(not re.search(r"(^|\W)@\w", plain), 200, {}, "a mention")
    if edits:
        old = request.shown().get(body["message_id"])
        need(old is not None and request.server.rooms[body["message_id"]] == body["chat_id"],
             *no(400, "Bad Request: message to edit not found"), body["message_id"])
        need(old != body["text"], *no(400, "Bad Request: message is not modified: specified new message content and reply markup are "
                                           "exactly the same as a current content and reply markup of the message"), "the same")
    identifier = request.show(body.get("message_id"), body["text"])
    request.server.rooms[identifier] = body["chat_id"]
    # as long an answer as the real one's, with the text in it
    return 200, {"ok": True, "result": {"message_id": identifier, "date": 1,
                                        "chat": {"id": -1, "type": "group"}, "text": plain, "entities": []}}


def slack(request):
    need(request.path == "/services/T1/B1/slack-secret-key", 404, "no_service", request.path)
    body, bad = request.json, (400, "invalid_payload")
    members(body, {"text": str}, {"mrkdwn": bool, "unfurl_links": bool, "unfurl_media": bool, "attachments": list}, bad)
    need(len(body["text"]) <= 40000, *bad, "text is too long")
    for a in body.get("attachments", []):
        members(a, {"fallback": str}, {"color": str, "text": str, "mrkdwn_in": list}, (400, "invalid_attachments"))
        need(COLOUR.match(a["color"]), 400, "invalid_attachments", a["color"])
        for text in (body["text"], a["fallback"], a.get("text", "")):
            need(not re.search(r"[<>]|&(?!amp;|lt;|gt;)", text), *bad, f"unescaped: {text}")
    return 200, "ok"


def discord(request):
    gone = 404, {"message": "Unknown Webhook", "code": 10015}
    match = re.match(r"/api/webhooks/42/discord-secret-token(/messages/(\d+))?$", request.path)
    need(match, *gone, request.path)
    bad, edited = (400, {"code": 50035, "errors": {}, "message": "Invalid Form Body"}), match[2]
    need(request.method == ("PATCH" if edited else "POST"), 405, {"message": "405: Method Not Allowed", "code": 0}, request.method)
    need(not edited or edited in request.shown(), 404, {"message": "Unknown Message", "code": 10008}, edited)
    members(request.json, {}, {"content": str, "embeds": list, "allowed_mentions": dict,
                               **({} if edited else {"username": str, "flags": int})}, bad)
    body = request.json
    need(body.get("flags", 0) in (0, 1 << 2, 1 << 12), *bad, "flags")  # all that may be set here
    need(body.get("content") or body.get("embeds"), 400, {"code": 50006, "message": "Cannot send an empty message"}, "empty")
    need(units(body.get("content", "")) <= 2000, *bad, "content")
    need(1 <= len(body.get("username", "x")) <= 80 and "discord" not in body.get("username", "").lower(), *bad, "username")
    need(len(body.get("embeds", [])) <= 10, *bad, "embeds")
    for e in body.get("embeds", []):
        members(e, {}, {"title": str, "description": str, "color": int, "fields": list, "timestamp": str}, bad)
        need(units(e.get("description", "")) <= 4096 and units(e.get("title", "")) <= 256, *bad, "embed")
        need(0 <= e.get("color", 0) <= 0xffffff, *bad, "color")
    need(body.get("allowed_mentions") == {"parse": []}, *bad, "mentions are allowed")
    identifier = request.show(edited, str(body))
    if edited or request.query.get("wait") == ["true"]:
        return 200, {"type": 0, "content": body.get("content", ""), "embeds": body.get("embeds"), "id": identifier}
    return 204, ""


def mattermost(request):
    bad = 400, {"id": "web.incoming_webhook.parse.app_error", "message": "Unable to parse incoming data", "status_code": 400}
    need(request.path == "/hooks/mattermostsecretkey", 400, {"id": "web.incoming_webhook.invalid.app_error", "status_code": 400}, request.path)
    members(request.json, {"text": str}, {"channel": str, "username": str, "icon_url": str, "attachments": list, "props": dict}, bad)
    need(len(request.json["text"]) <= 4000, *bad, "text")
    for a in request.json.get("attachments", []):
        members(a, {}, {"color": str, "fallback": str, "text": str}, bad)
        need(COLOUR.match(a["color"]), *bad, a["color"])
    return 200, "ok"


def rocketchat(request):
    bad = 400, {"success": False, "error": "error-invalid-payload"}
    need(request.path == "/hooks/65f/rocketsecretkey", 404, {"success": False, "error": "Invalid integration id or token provided."}, request.path)
    members(request.json, {"text": str}, {"channel": str, "alias": str, "attachments": list}, bad)
    need(len(request.json["text"]) <= 5000, 400, {"success": False, "error": "error-message-size-exceeded"}, "text")
    for a in request.json.get("attachments", []):
        members(a, {}, {"color": str, "text": str, "title": str}, bad)
    return 200, {"success": True}


def googlechat(request):
    def no(code, status):
        return code, {"error": {"code": code, "message": status, "status": status}}
    need(request.path == "/v1/spaces/AAA/messages", *no(404, "NOT_FOUND"), request.path)
    need(request.query.get("token") == ["google-secret-token"] and "key" in request.query, *no(401, "UNAUTHENTICATED"), request.query)
    members(request.json, {"text": str}, {"cardsV2": list, "thread": dict}, no(400, "INVALID_ARGUMENT"))
    need(len(request.raw) <= 32000 and len(request.json["text"]) <= 4096, *no(400, "INVALID_ARGUMENT"), "too long")
    return 200, {"name": "spaces/AAA/messages/1", "text": request.json["text"]}


def card(element, bad):
    kinds = {"TextRun": ({"text": str}, {"weight": str, "size": str, "isSubtle": bool, "color": str}),
             "RichTextBlock": ({"inlines": list}, {}),
             "Container": ({"items": list}, {"style": str, "bleed": bool})}
    need(isinstance(element, dict) and element.get("type") in kinds, *bad, element)
    required, optional = kinds[element["type"]]
    members(element, {"type": str, **required}, optional, bad)
    need(element.get("style", "default") in ("default", "emphasis", "good", "attention", "warning", "accent"), *bad, "style")
    need("text" not in element or not re.search(r"<at>|\{\{|\$\{", element["text"]), *bad, element)
    for inner in element.get("inlines", []) + element.get("items", []):
        card(inner, bad)


def teams(request):
    bad = 400, {"error": {"code": "TriggerInputSchemaMismatch", "message": "The input body for trigger 'manual' of type 'Request' did not match its schema definition."}}
    need(request.path == "/workflows/abc/triggers/manual/paths/invoke" and request.query.get("sig") == ["teams-secret-sig"], 401,
         {"error": {"code": "DirectApiAuthorizationRequired"}}, request.path)
    need(len(request.raw) <= 28 * 1024, 413, {"error": {"code": "RequestEntityTooLarge"}}, "too long")
    members(request.json, {"type": str, "attachments": list}, {}, bad)
    for a in request.json["attachments"]:
        members(a, {"contentType": str, "content": dict}, {"contentUrl": type(None)}, bad)
        need(a["contentType"] == "application/vnd.microsoft.card.adaptive", *bad, a["contentType"])
        members(a["content"], {"type": str, "version": str, "body": list}, {"$schema": str, "fallbackText": str, "msteams": dict}, bad)
        for element in a["content"]["body"]:
            card(element, bad)
    return 202, ""


def matrix(request):
    def no(code, errcode):
        return code, {"errcode": errcode, "error": errcode}
    match = re.match(r"/_matrix/client/v3/rooms/([^/]+)/send/m.room.message/([^/]+)$", request.path)
    need(match, *no(404, "M_UNRECOGNIZED"), request.path)
    need(request.method == "PUT", *no(405, "M_UNRECOGNIZED"), request.method)
    need(request.headers.get("Authorization") == "Bearer " + MATRIX_TOKEN, *no(401, "M_UNKNOWN_TOKEN"), "token")
    need(unquote(match[1]) == "!room/1:example.org", *no(403, "M_FORBIDDEN"), match[1])
    members(request.json, {"msgtype": str, "body": str}, {"format": str, "formatted_body": str, "m.mentions": dict, "m.new_content": dict,
                                                          "m.relates_to": dict}, no(400, "M_BAD_JSON"))
    need(("m.new_content" in request.json) == ("m.relates_to" in request.json), *no(400, "M_BAD_JSON"), "half an edit")
    need(request.json["msgtype"] in ("m.text", "m.notice"), *no(400, "M_BAD_JSON"), "msgtype")
    need(request.json.get("m.mentions") == {}, *no(400, "M_BAD_JSON"), "mentions")
    need(not re.search(r"<(?!/?(p|strong)>|br>)", request.json["formatted_body"]), *no(400, "M_BAD_JSON"), "HTML")
    need(len(request.raw) <= 65536, *no(413, "M_TOO_LARGE"), "too long")
    events, relation = request.server.transactions, request.json.get("m.relates_to")
    if match[2] not in events:
        edited = relation and relation["event_id"]
        if relation:
            need(relation["rel_type"] == "m.replace" and edited in request.shown(), *no(400, "M_BAD_JSON"), relation)
            members(request.json["m.new_content"], {"msgtype": str, "body": str, "format": str, "formatted_body": str, "m.mentions": dict},
                    {}, no(400, "M_BAD_JSON"))
        events[match[2]] = f"$event{len(events)}"
        request.show(edited, (request.json.get("m.new_content") or request.json)["body"], events[match[2]])
    return 200, {"event_id": events[match[2]]}


def ntfy(request):
    def no(code, http, text):
        return http, {"code": code, "http": http, "error": text, "link": "https://ntfy.sh/docs/publish/#publish-as-json"}
    need(request.path == "/", *no(40401, 404, "page not found"), request.path)
    need(request.headers.get("Authorization") == "Bearer " + NTFY_TOKEN, *no(40101, 401, "unauthorized"), "token")
    bad = no(40024, 400, "invalid request: request body must be message JSON")
    members(request.json, {"topic": str}, {"message": str, "title": str, "tags": list, "priority": int, "click": str, "markdown": bool,
                                            "sequence_id": str}, bad)
    need(re.match(r"[-_A-Za-z0-9]{1,64}$", request.json["topic"]), *no(40009, 400, "invalid request: topic invalid"), "topic")
    need(1 <= request.json.get("priority", 3) <= 5, *no(40007, 400, "invalid request: priority invalid"), "priority")
    need(len(request.raw) <= 8192 and len(request.json.get("message", "").encode()) <= 4096, *no(41301, 413, "attachment too large"), "too long")
    sequence = request.json.get("sequence_id")
    need(sequence is None or re.match(r"[-_A-Za-z0-9]{1,64}$", sequence), *no(40049, 400, "invalid request: sequence ID invalid"), sequence)
    request.show(sequence, request.json["title"], None if sequence else f"xE73Iyua{len(request.shown()):04d}")
    return 200, {"id": f"xE73Iyua{len(request.shown()) - 1:04d}", "time": 1, "event": "message", "topic": request.json["topic"]}


def gotify(request):
    def no(code, error):
        return code, {"error": error, "errorCode": code, "errorDescription": error}
    need(request.path == "/message", *no(404, "Not Found"), request.path)
    need(request.headers.get("X-Gotify-Key") == GOTIFY_TOKEN, *no(401, "Unauthorized"), "token")
    members(request.json, {"message": str}, {"title": str, "priority": int, "extras": dict}, no(400, "Bad Request"))
    need(0 <= request.json["priority"] <= 10, *no(400, "Bad Request"), "priority")
    return 200, {"id": 25, "appid": 5, **request.json}


def alertmanager(request):
    bad = 400, "bad"
    members(request.json, {"version": str, "groupKey": str, "truncatedAlerts": int, "status": str, "receiver": str, "groupLabels": dict,
                           "commonLabels": dict, "commonAnnotations": dict, "externalURL": str, "alerts": list}, {}, bad)
    need(request.json["version"] == "4" and request.json["status"] in ("firing", "resolved"), *bad, "version or status")
    for a in request.json["alerts"]:
        members(a, {"status": str, "labels": dict, "annotations": dict, "startsAt": str, "endsAt": str, "generatorURL": str,
                    "fingerprint": str}, {}, bad)
        for value in list(a["labels"].values()) + list(a["annotations"].values()):
            need(isinstance(value, str), *bad, value)
    return 200, ""


def alertmanager_api(request):
    bad = 400, {"code": 601, "message": "parsing alerts body from \"\" failed"}
    need(request.path == "/api/v2/alerts", 404, {"code": 404, "message": f"path {request.path} was not found"}, request.path)
    need(isinstance(request.json, list), *bad, "no list")
    for a in request.json:
        members(a, {"labels": dict}, {"annotations": dict, "startsAt": str, "endsAt": str, "generatorURL": str}, bad)
        for name, value in [*a["labels"].items(), *a["annotations"].items()]:
            need(isinstance(value, str) and re.match(r"[a-zA-Z_][a-zA-Z0-9_]*$", name), *bad, name)
    return 200, ""


def cloudevents(request):
    bad = 400, "bad"
    need(request.headers.get("Content-Type", "").startswith("application/cloudevents+json"), 415, "media type", "media type")
    members(request.json, {"specversion": str, "id": str, "source": str, "type": str},
            {"subject": str, "time": str, "datacontenttype": str, "data": dict}, bad)
    need(request.json["specversion"] == "1.0" and request.json["id"] and request.json["source"], *bad, "attributes")
    return 202, ""


def own(request):
    members(request.json, {"head": str, "paths": list}, {}, (422, "no"))
    return 200, "ok"


CHATS = {f.__name__: f for f in (telegram, slack, discord, mattermost, rocketchat, googlechat, teams, matrix, ntfy, gotify,
                                 alertmanager, alertmanager_api, cloudevents)}
CHATS["json"] = own


class Request(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def shown(self):
        return self.server.shown.setdefault(self.chat, {})

    def show(self, edited, text, identifier=None):
        """A message, or what becomes of one; its id: a number where it is none of the service's own kind."""
        shown = self.shown()
        if edited:
            self.server.edits.append((self.chat, edited, text))
        else:
            edited = identifier or (str(1100000000000000001 + len(shown)) if self.chat == "discord" else len(shown) + 41)
        shown[edited] = text
        return edited

    def handle_any(self):
        self.raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        url = urlsplit(self.path)
        _, chat, path = url.path.split("/", 2)
        self.chat = chat
        self.method, self.path, self.query = self.command, "/" + path, parse_qs(url.query)
        planned = None
        with self.server.lock:
            self.server.asked.append((chat, self.path, self.headers.get("webhook-id")))
            if self.server.plan.get(chat):
                planned = self.server.plan[chat].pop(0)
        status, headers, body = planned or (0, {}, "")
        try:
            self.json = json.loads(self.raw)
            if not planned:
                need(self.method == "POST" or chat in ("matrix", "discord"), 405, "method not allowed", self.method)
                need(self.headers.get("Content-Type", "").startswith("application/"), 415, "media type", "media type")
                status, body = CHATS[chat](self)
                with self.server.lock:
                    self.server.taken.append((chat, self.json))
        except (Refused, ValueError, KeyError) as e:
            status, body = (e.status, e.body) if isinstance(e, Refused) else (400, "bad JSON")
            with self.server.lock:
                self.server.refused.append((chat, str(e), self.raw.decode("utf-8", "replace")))
        data = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_POST = do_PUT = do_PATCH = do_GET = handle_any

    def log_message(self, *arguments):
        pass


class Chats(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Request)
        self.lock = threading.Lock()
        self.plan, self.asked, self.taken, self.refused, self.transactions = {}, [], [], [], {}
        self.shown, self.edits, self.rooms = {}, [], {}
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def url(self, chat, path=""):
        return f"http://127.0.0.1:{self.port}/{chat}{path}"

    def to(self, chat):
        with self.lock:
            return [body for name, body in self.taken if name == chat]

    def __exit__(self, *exception):
        self.shutdown()
        self.server_close()
