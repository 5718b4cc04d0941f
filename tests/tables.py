#!/usr/bin/env python3
"""The phrase tables of config/vocabulary/text: each phrase once, in the section of its role, sorted, in lines of bounded length; none
with so many choices (`a|b|c`) that it costs more memory than it is worth.

  tests/tables.py           says which tables are not so (exit 1)
  tests/tables.py --write   makes them so

A section begins with `# --- ROLE: ...`; other comments begin a group in it. A line goes to the section of its role (in the
group where it stands, if it stands there already); in a group, phrases with the same value are sorted without their signs.
"""
import math
import pathlib
import re
import sys

TABLES = pathlib.Path(__file__).resolve().parent.parent / "config/vocabulary/text"
SECTION = re.compile(r"# --- ([a-z-]+)")
WIDTH = 150
CHOICES_MOST = 2000  # patterns of one phrase


def is_phrases(path):
    return path.name not in ("forms.tsv", "languages.tsv", "any.tsv")


def sort_key(phrase):
    return re.sub(r"[\^*#~]", "", phrase.lower()), phrase


class Table:
    """title, sections: role -> [heading, {group: {value: [phrase]}}]; groups keep their order, the first is without a comment."""

    def __init__(self, text):
        self.sections, self.seen, role, group = {}, set(), None, ""
        self.title, *lines = text.splitlines()
        for line in lines:
            if section := SECTION.match(line):
                role, group = section[1], ""
                self.sections.setdefault(role, [line, {}])
            elif line.startswith("#"):
                group = line
            elif line:
                self.add(line, role, group)

    def add(self, line, role, group):
        its_role, value, phrases = line.split("\t")
        groups = self.sections.setdefault(its_role, [f"# --- {its_role}", {}])[1]
        values = groups.setdefault(group if its_role == role else "", {})
        for phrase in (" ".join(p.split()) for p in phrases.split(";")):
            if phrase and (its_role, value, phrase) not in self.seen:
                self.seen.add((its_role, value, phrase))
                values.setdefault(value, []).append(phrase)

    def __str__(self):
        out = [self.title]
        for role, (heading, groups) in self.sections.items():
            out.append(heading)
            for group in sorted(groups, key=lambda g: g != ""):
                out += [group] if group else []
                for value in sorted(groups[group], key=lambda v: v != "-"):
                    out += wrapped(f"{role}\t{value}\t", sorted(groups[group][value], key=sort_key))
        return "\n".join(out) + "\n"


    def phrases(self):
        return (p for _, groups in self.sections.values() for values in groups.values() for ps in values.values() for p in ps)


def choices(phrase):
    return math.prod(word.count("|") + 1 for word in phrase.split())


def wrapped(start, phrases):
    lines, line = [], start + phrases[0]
    for phrase in phrases[1:]:
        if len(line) + len("; " + phrase) > WIDTH:
            lines.append(line)
            line = start + phrase
        else:
            line += "; " + phrase
    return lines + [line]


def first_difference(old, new):
    pairs = zip(old.splitlines() + [""], new.splitlines() + [""])
    return next((n for n, (a, b) in enumerate(pairs, 1) if a != b), 1)


def main():
    bad = 0
    for path in filter(is_phrases, sorted(TABLES.glob("*.tsv"))):
        old = path.read_text()
        table = Table(old)
        for phrase in (p for p in table.phrases() if choices(p) > CHOICES_MOST):
            bad = 1
            print(f"{path}: {choices(phrase)} patterns, {CHOICES_MOST} at most (`word*` is one): {phrase}", file=sys.stderr)
        new = str(table)
        if old == new:
            continue
        if "--write" in sys.argv[1:]:
            path.write_text(new)
            continue
        bad = 1
        print(f"{path}:{first_difference(old, new)}: not in order (`tests/tables.py --write` puts it so)", file=sys.stderr)
    return bad


if __name__ == "__main__":
    sys.exit(main())
