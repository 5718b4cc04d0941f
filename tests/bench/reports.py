"""Reports to measure with: each for another village of the gazetteer, so that each is an incident of its own."""
import json
import os
import random

TEXT = ("Residents near the river are asked to stay away from the water, to keep windows closed and to follow what "
        "the services say. Shelters in schools are open. Power may fail for some hours. ")


def districts(root, country="ua"):
    """Names of its districts."""
    with open(os.path.join(root, "config", "gazetteer", f"20-{country}.tsv"), encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f]
    return [row[1] for row in rows if len(row) > 4 and row[4] == "district"]


def villages(root, country="ua"):
    """(path, name, name of what it lies in) of settlements whose name is the only one of its kind."""
    found, count, above, above_name = [], {}, "", ""
    with open(os.path.join(root, "config", "gazetteer", f"20-{country}.tsv"), encoding="utf-8") as f:
        for line in f:
            columns = line.rstrip("\n").split("\t")
            if len(columns) < 2:
                continue
            if columns[0].startswith("./"):
                found.append((above + columns[0][1:], columns[1], above_name))
                count[columns[1]] = count.get(columns[1], 0) + 1
            elif columns[0].startswith(country + "/"):
                above, above_name = columns[0], columns[1]
    unique = [v for v in found if count[v[1]] == 1]
    random.Random(1).shuffle(unique)
    return unique


def json_report(number, village):
    """2 kB."""
    return json.dumps({
        "identifier": f"EVT-{number:08}", "sender": "bench@example.org", "event": "flood", "urgency": "Immediate",
        "severity": "Severe", "certainty": "Observed", "expires": "6h", "language": "en", "places": [village[0]],
        "headline": f"Water rises, leave the lowlands (EVT-{number:08})",
        "description": (TEXT * 8)[:1250], "instruction": (TEXT * 2)[:300]})


def cap_report(number, village, sent, expires):
    """6 kB."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
 <identifier>EVT-{number:08}</identifier><sender>bench@example.org</sender><sent>{sent}</sent>
 <status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
 <info>
  <language>en</language><category>Met</category><event>Flood</event><responseType>Evacuate</responseType>
  <urgency>Immediate</urgency><severity>Severe</severity><certainty>Observed</certainty>
  <expires>{expires}</expires><senderName>Bench</senderName>
  <headline>Water rises, leave the lowlands (EVT-{number:08})</headline>
  <description>{(TEXT * 20)[:3800]}</description>
  <instruction>{(TEXT * 8)[:1300]}</instruction>
  <area><areaDesc>{village[1]}</areaDesc></area>
 </info>
</alert>
"""


def text_report(number, names):
    """500 bytes; for districts, since most villages need more words than their name to be known."""
    text = (f"{names[number % len(names)]}: загроза БпЛА (EVT-{number:08})! Негайно пройдіть "
            "в укриття. Не наближайтеся до вікон. Залишайтеся в укритті до відбою тривоги. Бережіть себе і своїх близьких. "
            "Стежте за повідомленнями, допоможіть сусідам.")
    return text.encode()[:500].decode(errors="ignore")
