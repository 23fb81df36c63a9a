"""A database of many measures for measuring: the documents of a demo database, copied as other documents.

`python -m benchmarks.multiply FROM.sqlite TO.sqlite COPIES` writes COPIES times as many documents with measures,
results, links, bodies and issues; rows as printed and files, which figures never read, stay those of the first.
`python -m etl index` then gives it the index of a search, as a load would.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from time import perf_counter
from typing import Final

# the columns that hold ids of rows, by the table whose ids they are, and those that hold addresses and keys
_IDS: Final = {
    "id": "",
    "document_id": "documents",
    "version_id": "versions",
    "load_id": "loads",
    "withdrawn_load_id": "loads",
    "measure_row_id": "measures",
}
_ADDRESSES: Final = frozenset({"measure_id", "report_measure_id", "plan_measure_id"})
_KEYS: Final = frozenset({"key", "document_key", "report_key", "plan_key"})
_TABLES: Final = (
    *("loads", "documents", "versions", "directions", "issues", "measures", "due_dates"),
    *("outcomes", "evidence", "assignments", "links"),
)


def multiply(source: Path, target: Path, copies: int) -> None:
    """Writes a copy of a demo database that holds its documents so many times."""
    shutil.copyfile(source, target)
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -800000;"
        )
        sizes = {
            table: connection.execute(f"SELECT max(id) FROM {table}").fetchone()[0]
            for table in ("loads", "documents", "versions", "measures")
        }
        last = sizes["measures"]
        for copy in range(1, copies):
            connection.execute("BEGIN")
            for table in _TABLES:
                _copy_rows(connection, table, copy, sizes, last)
            connection.execute("COMMIT")
        connection.executescript("PRAGMA journal_mode = WAL; ANALYZE;")


def _copy_rows(
    connection: sqlite3.Connection, table: str, copy: int, sizes: dict[str, int], last: int
) -> None:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    told = ", ".join(_expression(table, name, copy, sizes) for name in columns)
    names = ", ".join(columns)
    first = {
        "measures": f"id <= {last}",
        "due_dates": f"measure_row_id <= {last}",
        "outcomes": f"measure_row_id <= {last}",
        "evidence": f"measure_row_id <= {last}",
        "assignments": f"measure_row_id <= {last}",
        "links": "instr(report_key, '~') = 0",
        "directions": f"version_id <= {sizes['versions']}",
        "issues": f"version_id <= {sizes['versions']}",
    }.get(table) or f"id <= {sizes[table]}"
    connection.execute(f"INSERT INTO {table} ({names}) SELECT {told} FROM {table} WHERE {first}")


def _expression(table: str, name: str, copy: int, sizes: dict[str, int]) -> str:
    if name in _IDS:
        return f"{name} + {copy * sizes[_IDS[name] or table]}"
    if name in _ADDRESSES:
        return f"replace({name}, ':', '~{copy}:')"
    if name in _KEYS:
        return f"{name} || '~{copy}'"
    return name


def main() -> None:
    """Writes the database and says how long it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path, help="a database that `etl demo` filled")
    parser.add_argument("target", type=Path)
    parser.add_argument("copies", type=int)
    asked = parser.parse_args()
    began = perf_counter()
    multiply(asked.source, asked.target, asked.copies)
    megabytes = asked.target.stat().st_size / 1e6
    sys.stdout.write(
        f"{asked.copies} copies, {megabytes:,.0f} MB, {perf_counter() - began:.1f} s\n"
    )


if __name__ == "__main__":
    main()
