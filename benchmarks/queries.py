"""Five questions to the figures against a plain pandas computation, with equal answers by hash.

`python -m benchmarks.queries [--measures N …] [--database URL …] [--json FILE]`: completion of all, what is overdue in
five regions, the load of bodies, region × year, and a word in titles (by the search's index; above 100,000 measures it
is left out). Plain pandas is one frame of words as `read_sql` gives it, filtered and grouped. Milliseconds are medians.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Final

import pandas as pd

from benchmarks.stage import make_database, write_figures
from dashboard.metrics.completion import count_by, count_completion
from dashboard.metrics.query import parse_query
from dashboard.metrics.search import find
from dashboard.metrics.workload import count_workload
from data.engine import make_engine
from data.search.text_kinds import Field
from data.snapshot import Snapshot, build_snapshot

TODAY: Final = date(2026, 11, 22)
DAY: Final = date(2018, 6, 30)
REGIONS: Final = ("UA-05", "UA-09", "UA-53", "UA-63", "UA-74")
WORD: Final = "рубрику"
SIZES: Final = (100, 20_000)
_ROUNDS: Final = 5
_MOST_INDEXED: Final = 100_000

Answer = Callable[[], Any]


def questions(snapshot: Snapshot, plain: pd.DataFrame, pairs: pd.DataFrame) -> dict[str, Any]:
    """Each question as (ours, plain): functions without arguments that give the same plain values."""
    rows = snapshot.rows(DAY)
    told = {
        "completion all": (lambda: _completion(rows), lambda: _plain_completion(plain)),
        "overdue of 5 regions": (lambda: _overdue(rows), lambda: _plain_overdue(plain)),
        "workload": (lambda: _workload(snapshot, rows), lambda: _plain_workload(plain, pairs)),
        "region × year": (lambda: _by_year(rows), lambda: _plain_by_year(plain)),
    }
    if len(rows) <= _MOST_INDEXED:
        told["word in titles"] = (lambda: _titles(snapshot, rows), lambda: _plain_titles(plain))
    return told


def _completion(rows: pd.DataFrame) -> list[int]:
    found = count_completion(rows)
    return [found.measures, found.base, found.completed, found.overdue, found.unreported]


def _plain_completion(rows: pd.DataFrame) -> list[int]:
    held = rows[rows["counted"]]
    done = held[(held["state"] == "completed") & held["in_base"]]
    late = [held[held["overdue"] == kind] for kind in ("overdue", "unreported")]
    return [len(held), int(held["in_base"].sum()), len(done), *map(len, late)]


def _overdue(rows: pd.DataFrame) -> list[str]:
    late = rows[rows["region_iso"].isin(REGIONS) & (rows["overdue"] == "overdue")]
    return sorted(late["measure_id"])


def _plain_overdue(rows: pd.DataFrame) -> list[str]:
    late = rows[rows["region_iso"].isin(REGIONS) & (rows["overdue"] == "overdue")]
    return sorted(late["measure_id"])


def _workload(snapshot: Snapshot, rows: pd.DataFrame) -> list[Any]:
    found = count_workload(snapshot, rows)
    names = ("body_id", "measures", "overdue", "unreported", "plans")
    return sorted(zip(*(found[name].tolist() for name in names), strict=True))


def _plain_workload(rows: pd.DataFrame, pairs: pd.DataFrame) -> list[Any]:
    held = pairs.merge(rows[rows["counted"]], on="measure_id")
    once = held.drop_duplicates(["body_id", "measure_id"])
    once = once.assign(late=once["overdue"] == "overdue", bare=once["overdue"] == "unreported")
    found = once.groupby("body_id").agg(
        measures=("measure_id", "size"),
        late=("late", "sum"),
        bare=("bare", "sum"),
        plans=("document_key", "nunique"),
    )
    return sorted(zip(found.index, *(found[name].tolist() for name in found), strict=True))


def _by_year(rows: pd.DataFrame) -> list[Any]:
    found = count_by(rows[rows["counted"]], "region_iso", "year_end")
    return sorted((str(iso), int(year), one.base, one.completed) for (iso, year), one in _of(found))


def _of(found: Any) -> Any:
    return [(key, one) for key, one in found.items() if not pd.isna(key[1])]


def _plain_by_year(rows: pd.DataFrame) -> list[Any]:
    held = rows[rows["counted"]].dropna(subset=["year_end"])
    held = held.assign(done=(held["state"] == "completed") & held["in_base"])
    found = held.groupby(["region_iso", "year_end"])[["in_base", "done"]].sum()
    return sorted((iso, int(year), int(a), int(b)) for (iso, year), a, b in found.itertuples())


def _titles(snapshot: Snapshot, rows: pd.DataFrame) -> list[str]:
    corpus = snapshot.corpus
    places = corpus.index.places_of(corpus.index.spelled(WORD))
    owners = set(corpus.owners_at(places[corpus.fields_at(places) == Field.TITLE]).tolist())
    return sorted(rows["measure_id"].take(sorted(one for one in owners if one < len(rows))))


def _plain_titles(rows: pd.DataFrame) -> list[str]:
    found = rows["title"].str.contains(rf"(?<!\w){WORD}(?!\w)", case=False, regex=True)
    return sorted(rows.loc[found, "measure_id"])


def measure(url: str) -> list[dict[str, Any]]:
    """The times of one database, ours and plain."""
    engine = make_engine(url, read_only=True)
    snapshot = build_snapshot(engine, lambda: TODAY)
    rows = snapshot.rows(DAY)
    names = ["measure_id", "document_key", "region_iso", "state", "overdue"]
    plain = rows[[*names, "counted", "in_base", "year_end"]].astype(dict.fromkeys(names, "str"))
    if len(rows) <= _MOST_INDEXED:
        plain["title"] = rows["title"].astype("str")
        find(snapshot.corpus, parse_query(WORD), rows["as_of"])
    pairs = snapshot.assignments[["measure_id", "body_id"]].astype("str")
    told = []
    sys.stdout.write(f"{len(rows):,} measures\n")
    for name, (ours, theirs) in questions(snapshot, plain, pairs).items():
        fast, answer = _time(ours)
        slow, expected = _time(theirs)
        if answer != expected:
            raise SystemExit(f"{name}: {answer} is not {expected}")
        sys.stdout.write(
            f"  {name:22} {fast:>10.2f} ms {slow:>10.2f} ms  1/{slow / fast:,.1f}  {answer}\n"
        )
        one = {"question": name, "ms": fast, "plain_ms": slow, "answer": answer}
        told.append({"measures": len(rows), **one})
    return told


def _time(ask: Answer) -> tuple[float, str]:
    """The median of some rounds in milliseconds, and the hash of the answer."""
    spent = []
    for _ in range(_ROUNDS):
        began = perf_counter()
        answer = ask()
        spent.append((perf_counter() - began) * 1000)
    return median(spent), hashlib.sha256(repr(answer).encode()).hexdigest()[:12]


def main() -> None:
    """Prints a table for each size and writes all figures where they are asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--measures", type=int, nargs="+", default=SIZES)
    parser.add_argument("--database", nargs="+", help="addresses of filled databases instead")
    parser.add_argument("--json", type=Path, help="where the figures go as JSON")
    asked = parser.parse_args()
    found: list[dict[str, Any]] = []
    for given in asked.database or asked.measures:
        with tempfile.TemporaryDirectory() as place:
            url = given if asked.database else make_database(Path(place), given)
            found += measure(url)
    write_figures(asked.json, found)


if __name__ == "__main__":
    main()
