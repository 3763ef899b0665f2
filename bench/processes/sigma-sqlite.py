"""Puts the events of a file of JSON lines into one table of SQLite and runs Sigma rules over it as SQL: RULES FILE."""
import sqlite3
import sys
from pathlib import Path

import orjson
from sigma.backends.sqlite import sqliteBackend
from sigma.collection import SigmaCollection
from sigma.exceptions import SigmaError
from sigma.pipelines.windows import windows_logsource_pipeline

rules, file = sys.argv[1:3]
with open(file, "rb") as lines:
    rows = [orjson.loads(line) for line in lines]
# SQLite does not tell columns by their case.
columns = sorted({name.lower(): name for row in rows for name in row}.values())
database = sqlite3.connect(":memory:")
names = ", ".join(f'"{name}" TEXT COLLATE NOCASE' for name in columns)
database.execute(f"CREATE TABLE logs ({names})")
marks = ", ".join("?" * len(columns))
database.executemany(
    f"INSERT INTO logs VALUES ({marks})",
    ([row.get(name) for name in columns] for row in rows),
)
backend = sqliteBackend(processing_pipeline=windows_logsource_pipeline())
found, refused = 0, 0
for path in sorted(Path(rules).glob("*.yml")):
    try:
        for query in backend.convert(SigmaCollection.from_yaml(path.read_text())):
            found += len(database.execute(query.replace("<TABLE_NAME>", "logs")).fetchall())
    except (sqlite3.OperationalError, SigmaError):
        # A field that no event has, or a rule that cannot be said in SQL.
        refused += 1
print(f"{len(rows)} events, {found} found, {refused} rules not run", file=sys.stderr)
