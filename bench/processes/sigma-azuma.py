"""Evaluates Sigma rules on each event of an EVTX file: RULES FILE."""
import sys
from pathlib import Path

import evtx
import orjson
from azuma import Rule, RuleSet
from azuma.exceptions import UnsupportedFeatureError


def loaded(path):
    try:
        return [Rule.model_validate_file(path)]
    except UnsupportedFeatureError:
        return []


rules, file = sys.argv[1:3]
rule_set = RuleSet(root=[rule for path in sorted(Path(rules).glob("*.yml")) for rule in loaded(path)])
events, found = 0, 0
for record in evtx.PyEvtxParser(file, number_of_threads=1).records_json():
    event = orjson.loads(record["data"])["Event"]
    fields = {name: value for name, value in event["System"].items() if not isinstance(value, dict)}
    fields.update(event.get("EventData") or {})
    found += len(rule_set.match_all(fields))
    events += 1
print(f"{events} events, {len(rule_set.root)} rules, {found} found", file=sys.stderr)
