"""Evaluates Sigma rules on each event of a file of JSON lines: RULES FILE."""
import sys
from pathlib import Path

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
with open(file, "rb") as lines:
    for line in lines:
        found += len(rule_set.match_all(orjson.loads(line)))
        events += 1
print(f"{events} events, {len(rule_set.root)} rules, {found} found", file=sys.stderr)
