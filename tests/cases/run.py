#!/usr/bin/python3
"""Runs the cases: reports in; places, routes and messages out.

usage: tests/cases/run.py [--update] [--jobs N] [NNN-name ...]

A case is a folder: its reports are dropped in the order of their names (`1@gov-alarm.json` into the source `gov`), after each one
the daemon is given time to deliver. `expected.json` says what
`sirenctl check` finds in each report ("check") and which messages arrive at whom, in order ("messages"). Cases share
cases.conf, but for those with one of their own. --update writes what came out; read the difference before committing it.
"""
import argparse
import concurrent.futures
import itertools
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "system"))
from sandbox import Sandbox, wait_until  # noqa: E402


def source_of(name):
    """`1@gov-alarm.json` -> gov; `1-alarm.json` -> None."""
    return re.fullmatch(r"\d+(?:@([a-z0-9]+))?-.+", name).group(1)


def summarise(answer):
    """What of an answer of `sirenctl check --json` a case pins down."""
    alerts = []
    for a in answer["alerts"]:
        alert = {k: a[k] for k in ("event", "state", "status", "msgType", "urgency", "severity", "certainty")}
        alert["places"] = [p["path"] + (" (toward)" if p["role"] == "toward" else "") for p in a["places"]]
        if a.get("facts"):
            alert["facts"] = a["facts"]
        alerts.append(alert)
    routes = {r["subscriber"]: f"{r['decision']}: {r['reason']}" for r in answer["routes"]}
    return {"rejected": answer["rejected"], "alerts": alerts, "routes": routes}


def reports_of(name):
    """The names of a case's reports, in order."""
    return sorted(n for n in os.listdir(os.path.join(HERE, name)) if re.match(r"\d", n))


def own_configuration(name):
    own = os.path.join(HERE, name, "cases.conf")
    return own if os.path.exists(own) else None


def check(sandbox, cases):
    """By case and name of the report; those of one source in one go."""
    found = {}
    by_source = lambda case_and_name: source_of(case_and_name[1]) or ""
    reports = [(case, name) for case in cases for name in reports_of(case)]
    for source, group in itertools.groupby(sorted(reports, key=by_source), by_source):
        group = list(group)
        options = ["--source", source] if source else []
        done = sandbox.ctl("check", "--json", *options, *(os.path.join(HERE, *report) for report in group))
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        found.update(zip(group, map(summarise, answers), strict=True))
    return found


def check_shared(names):
    """Of all cases without a configuration of their own, whose tables are read only once so."""
    with Sandbox() as sandbox:
        with open(os.path.join(HERE, "cases.conf"), encoding="utf-8") as f:
            sandbox.configure(f.read())
        return check(sandbox, [name for name in names if not own_configuration(name)])


def loudness(message):
    """An alert makes a sound and an update does not; what is otherwise is said."""
    if message["sound"] == (message["type"] == "alert"):
        return ""
    return ", loud" if message["sound"] else ", quiet"


def run_steps(sandbox, folder, names):
    """Drops the reports one after the other; returns who got what, per report."""
    out = []
    for name in names:
        before = len(sandbox.received("sirend/to"))
        with open(os.path.join(folder, name), "rb") as f:
            sandbox.drop(name, f.read(), source_of(name))
        wait_until(lambda: name in sandbox.files("done") + sandbox.files("rejected"), name + " to be taken")
        wait_until(lambda: sandbox.pending() == 0, "deliveries of " + name)
        sandbox.caught_up()
        got = {}
        for topic, m in sandbox.received("sirend/to")[before:]:
            got.setdefault(topic.rpartition("/")[2], []).append(f"{m['type']}{loudness(m)}: {m['headline']}")
        out.append(got)
    return out


def run_case(name, shared):
    folder, names, own = os.path.join(HERE, name), reports_of(name), own_configuration(name)
    with Sandbox() as sandbox:
        sandbox.start_broker()
        with open(own or os.path.join(HERE, "cases.conf"), encoding="utf-8") as f:
            sandbox.configure(f.read())
        sandbox.subscribe("sirend/to/+")
        sandbox.start_daemon()
        messages = run_steps(sandbox, folder, names)
        checks = check(sandbox, [name]) if own else shared.result()
    return {n: {"check": checks[name, n], "messages": m} for n, m in zip(names, messages)}


def difference(want, got):
    import difflib
    lines = [json.dumps(x, ensure_ascii=False, indent=1, sort_keys=True).splitlines() for x in (want, got)]
    return "\n".join(difflib.unified_diff(*lines, "expected", "came out", lineterm="", n=2))


def settle(name, got, update):
    """Writes what came out, or says whether it is as expected."""
    path = os.path.join(HERE, name, "expected.json")
    if update:
        with open(path, "w", encoding="utf-8") as f:
            json.dump(got, f, ensure_ascii=False, indent=1, sort_keys=True)
            f.write("\n")
        return True
    with open(path, encoding="utf-8") as f:
        want = json.load(f)
    print(f"{'ok' if got == want else 'FAILED'} {name}", flush=True)
    if got != want:
        print(difference(want, got))
    return got == want


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("cases", nargs="*")
    options = parser.parse_args()
    names = sorted(n for n in os.listdir(HERE)
                   if re.match(r"\d{3}-", n) and (not options.cases or n.startswith(tuple(options.cases))))
    if not names:
        parser.error("there is no such case")
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        shared = pool.submit(check_shared, names)
        for name, got in zip(names, pool.map(lambda name: run_case(name, shared), names)):
            failed += not settle(name, got, options.update)
    if not options.update:
        print(f"{len(names) - failed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
