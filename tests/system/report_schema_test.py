#!/usr/bin/python3
"""The schema of JSON reports and the reader agree: what tests/unit/report_json_test.c shows the reader to take or to
refuse (tests/unit/report_json_good.jsonl and _bad.jsonl), the schema takes or refuses as well."""

import json
import pathlib
import sys

import jsonschema

root = pathlib.Path(__file__).resolve().parents[2]
schema = json.loads((root / "config/report.schema.json").read_text(encoding="utf-8"))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)

failed = 0
checked = 0
for name, expected in (("good", True), ("bad", False)):
    path = root / f"tests/unit/report_json_{name}.jsonl"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        checked += 1
        if validator.is_valid(json.loads(line)) != expected:
            failed += 1
            print(f"{path}:{number}: the schema says {'no' if expected else 'yes'}")
print(f"{checked - failed} passed, {failed} failed")
sys.exit(failed > 0 or checked == 0)
