#!/usr/bin/python3
"""make layers: includes go only downwards, and each foreign library stays in its place."""
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
RANK = {"base": 0, "alert": 1, "gazetteer": 2, "reader/words": 2.1, "reader/places": 2.2, "reader/clauses": 2.3, "reader/frames": 2.4, "reader": 3, "report": 4, "incident": 4, "match": 4, "store": 4, "send": 5, "settings": 6, "people": 7, "setup": 8, "announce": 9, "pipeline": 10, "health": 10, "": 11, "ctl": 12}
# library header -> what may include it
ONLY = {
    "sqlite3.h": r"store/",
    "libconfig.h": r"settings/",
    "curl/": r"send/(transport_webhook\.c|(transfer|guard)\.[ch])$",
    "mosquitto.h": r"send/(transport_mqtt|mqtt_\w+)\.[ch]$",
    "expat.h": r"report/report_\w+\.[ch]$",
    "geos_c.h": r"gazetteer/",
    "utf8proc.h": r"(base/text|reader/words/text_letter)\.c$",
    "openssl/": r"(base/digest|send/mqtt_tls)\.c$",
}


def folder(path):
    if path == "sirenctl.c":
        return "ctl"  # its main()
    return os.path.dirname(path)


def check(path, text):
    for number, line in enumerate(text.splitlines(), 1):
        found = re.match(r'\s*#\s*include\s+([<"])([^>"]+)[>"]', line)
        if not found:
            continue
        kind, name = found.groups()
        if kind == '"':
            here, there = folder(path), folder(name)
            if there not in RANK:
                yield number, f"unknown folder {there}/"
            elif RANK[there] > RANK[here]:
                yield number, f"{here or 'the top'} must not include {name}: includes go downwards"
            elif RANK[there] == RANK[here] and there != here:
                yield number, f"{here} and {there} do not know one another ({name})"
        else:
            for header, allowed in ONLY.items():
                if name.startswith(header) and not re.match(allowed, path):
                    yield number, f"<{name}> belongs to {allowed}"


def main():
    bad = files = 0
    top = os.path.join(ROOT, "daemon")
    for directory, _, names in sorted(os.walk(top)):
        for name in sorted(names):
            if name.endswith((".c", ".h")):
                path = os.path.relpath(os.path.join(directory, name), top)
                files += 1
                with open(os.path.join(top, path), encoding="utf-8") as f:
                    for number, problem in check(path, f.read()):
                        print(f"daemon/{path}:{number}: {problem}")
                        bad += 1
    print(f"layers: {files} files, {bad} wrong includes")
    return bad > 0


if __name__ == "__main__":
    sys.exit(main())
