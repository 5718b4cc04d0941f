#!/usr/bin/python3
"""A webhook receiver for tests and the demo: HTTP/1.1 with keep-alive, optionally TLS.

Every POST and PUT is answered as its path says, and written as one JSON line to --record
({"time", "method", "path", "headers", "body", "signature": null|true|false}) before the answer leaves, so that
an answered request is always on record, also after a kill.

  /ok                        200          /status/N                 N
  /status/N-then-ok?n=M      N for the first M requests with this query, then 200
  /retry-after/S             429 with Retry-After: S (seconds; ?date for the HTTP-date form)
  /slow/MS                   200 after MS milliseconds
  /hang                      no answer    /drop                     closes without an answer
  /redirect                  302 to /ok   /gone                     410
  /big                       200 and 1 MiB of body
  /echo                      400, and the request's headers and path as the body
Any other path is answered with 200 (and with --answer). With --secret the Standard Webhooks signature is checked: 401 where it is wrong.
GET answers the number of requests so far.
"""
import argparse
import asyncio
import base64
import email.utils
import hashlib
import hmac
import json
import os
import signal
import ssl
import sys
import time
from urllib.parse import parse_qs, urlsplit

LIMIT = 1 << 20
REASONS = {200: "OK", 302: "Found", 400: "Bad Request", 401: "Unauthorized", 410: "Gone", 429: "Too Many Requests"}


def check_signature(secret, headers, body):
    key = base64.b64decode(secret[6:]) if secret.startswith("whsec_") else secret.encode()
    text = f"{headers.get('webhook-id')}.{headers.get('webhook-timestamp')}.".encode() + body
    want = "v1," + base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
    fresh = abs(time.time() - float(headers.get("webhook-timestamp", 0))) < 300
    return fresh and want in headers.get("webhook-signature", "").split()


class Receiver:
    """What all connections share."""

    def __init__(self, options):
        self.secret = options.secret
        self.record = open(options.record, "ab", buffering=0) if options.record else None
        self.show = options.show
        self.usual = options.answer.encode()
        self.count = 0
        self.seen = {}

    def note(self, method, path, headers, body, signature):
        self.count += 1
        text = body.decode("utf-8", "replace")
        if self.record:
            entry = {"time": time.time(), "method": method, "path": path, "headers": headers, "body": text, "signature": signature}
            self.record.write(json.dumps(entry, ensure_ascii=False).encode() + b"\n")
        if self.show:
            print(f"{path} {text}", flush=True)

    def decide(self, method, path, headers, body):
        """-> (status, extra headers, body, delay in seconds); status 0: never, -1: hang up"""
        url = urlsplit(path)
        parts = url.path.strip("/").split("/")
        signature = check_signature(self.secret, headers, body) if self.secret else None
        self.note(method, path, headers, body, signature)
        if signature is False:
            return 401, [], b"bad signature", 0
        if parts[0] == "status" and len(parts) > 1:
            status, _, then = parts[1].partition("-")
            if then:
                self.seen[path] = self.seen.get(path, 0) + 1
                if self.seen[path] > int(parse_qs(url.query).get("n", ["1"])[0]):
                    return 200, [], b"ok", 0
            return int(status), [], f"status {status}".encode(), 0
        if parts[0] == "retry-after" and len(parts) > 1:
            wait = parts[1]
            if url.query == "date":
                wait = email.utils.formatdate(time.time() + float(wait) + 1, usegmt=True)
            return 429, [("Retry-After", wait)], b"slow down", 0
        if parts[0] == "slow" and len(parts) > 1:
            return 200, [], b"ok", int(parts[1]) / 1000
        if parts[0] == "redirect":
            return 302, [("Location", "/ok")], b"", 0
        if parts[0] == "echo":
            return 400, [], (path + "\n" + json.dumps(headers)).encode(), 0
        fixed = {"hang": (0, b""), "drop": (-1, b""), "gone": (410, b"gone"), "big": (200, b"x" * (1 << 20))}
        status, answer = fixed.get(parts[0], (200, self.usual))
        return status, [], answer, 0


class Connection(asyncio.Protocol):
    def __init__(self, receiver):
        self.receiver = receiver
        self.data = b""
        self.busy = False

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.data += data
        self.advance()

    def advance(self):
        while not self.busy:
            head, gap, rest = self.data.partition(b"\r\n\r\n")
            if not gap:
                if len(self.data) > LIMIT:
                    self.transport.close()
                return
            lines = head.decode("latin-1").split("\r\n")
            headers = {k.strip().lower(): v.strip() for k, _, v in (line.partition(":") for line in lines[1:])}
            size = int(headers.get("content-length", 0))
            if size > LIMIT or len(lines[0].split(" ")) != 3:
                self.transport.close()
                return
            if len(rest) < size:
                return
            body, self.data = rest[:size], rest[size:]
            method, path, _ = lines[0].split(" ")
            self.handle(method, path, headers, body)

    def handle(self, method, path, headers, body):
        if method not in ("POST", "PUT"):
            self.answer(200, [], str(self.receiver.count).encode())
            return
        status, extra, answer, delay = self.receiver.decide(method, path, headers, body)
        if status < 0:
            self.transport.abort()
        elif status == 0:
            self.busy = True
        elif delay:
            self.busy = True
            asyncio.get_running_loop().call_later(delay, self.late, status, extra, answer)
        else:
            self.answer(status, extra, answer)

    def late(self, status, extra, answer):
        self.busy = False
        self.answer(status, extra, answer)
        self.advance()

    def answer(self, status, extra, body):
        head = [f"HTTP/1.1 {status} {REASONS.get(status, 'Status')}", f"Content-Length: {len(body)}"]
        head += [f"{name}: {value}" for name, value in extra]
        self.transport.write(("\r\n".join(head) + "\r\n\r\n").encode() + body)


async def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0: a free one")
    parser.add_argument("--print-port", action="store_true", help="one line on standard output when it listens")
    parser.add_argument("--record", metavar="FILE", help="JSON lines, appended")
    parser.add_argument("--show", action="store_true", help="path and body on standard output")
    parser.add_argument("--answer", default="ok", help="the body where the path asks for nothing else")
    parser.add_argument("--secret", help="Standard Webhooks secret to check signatures with")
    parser.add_argument("--cert", help="PEM; with --key: TLS")
    parser.add_argument("--key")
    parser.add_argument("--client-ca", help="PEM: ask for a client certificate of this CA")
    options = parser.parse_args()
    context = None
    if options.cert:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.cert, options.key)
        if options.client_ca:
            context.load_verify_locations(options.client_ca)
            context.verify_mode = ssl.CERT_REQUIRED
    receiver = Receiver(options)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: Connection(receiver), options.host, options.port, ssl=context, backlog=1024, reuse_address=True)
    if options.print_port:
        print(server.sockets[0].getsockname()[1], flush=True)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()
    sys.stdout.flush()
    os._exit(0)  # connections that hang on purpose are not waited for


if __name__ == "__main__":
    asyncio.run(main())
