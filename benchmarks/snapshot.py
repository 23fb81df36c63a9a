"""What the web process costs in memory and time, from its start to the preparations of all pages.

`python -m benchmarks.snapshot [--measures N] [--database URL] [--json FILE]` prints of each step its seconds,
processor seconds and the megabytes after it; days that are looked at must not make the process grow.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, Final

from benchmarks.stage import make_database, write_figures

TODAY: Final = date(2026, 11, 22)
_DAYS: Final = 60
_MOST_INDEXED: Final = 100_000


class Steps:
    """The steps done so far, each a line of the table."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []

    def do(self, name: str, work: Callable[[], Any]) -> Any:
        """Does a step and prints what it cost."""
        began, used = perf_counter(), process_time()
        result = work()
        step = {
            "step": name,
            "seconds": round(perf_counter() - began, 2),
            "processor_seconds": round(process_time() - used, 2),
            "megabytes": round(_memory() / 1e6, 1),
        }
        self.told.append(step)
        sys.stdout.write(
            f"{name:32} {step['seconds']:>9,.2f} s {step['processor_seconds']:>9,.2f} s cpu"
            f" {step['megabytes']:>9,.1f} MB\n"
        )
        return result


def _memory() -> int:
    """Bytes that the process has in memory now (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def measure(url: str) -> dict[str, Any]:
    """The costs of one database."""
    steps = Steps()
    steps.do("start", lambda: __import__("dashboard"))
    from data.engine import make_engine
    from data.snapshot import build_snapshot

    engine = make_engine(url, read_only=True)
    snapshot = steps.do("snapshot", lambda: build_snapshot(engine, lambda: TODAY))
    steps.do("rows at close", lambda: snapshot.rows("close"))
    days = [TODAY - timedelta(days=30 * step) for step in range(_DAYS)]
    steps.do(f"rows on {_DAYS} days", lambda: [len(snapshot.rows(day)) for day in days])
    again = [TODAY - timedelta(days=30 * step + 7) for step in range(_DAYS)]
    steps.do(f"rows on {_DAYS} other days", lambda: [len(snapshot.rows(day)) for day in again])
    if len(snapshot.measures) <= _MOST_INDEXED:
        steps.do("likeness of titles", lambda: snapshot.likeness)
        steps.do("index of the search", lambda: snapshot.corpus)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{len(snapshot.measures):,} measures, peak {peak:,.0f} MB\n")
    return {"measures": len(snapshot.measures), "peak_megabytes": round(peak), "steps": steps.told}


def main() -> None:
    """Prints the table and writes the figures where they are asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--measures", type=int, default=20_000)
    parser.add_argument("--database", help="the address of a filled database instead of a new one")
    parser.add_argument("--json", type=Path, help="where the figures go as JSON")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        url = asked.database or make_database(Path(place), asked.measures)
        write_figures(asked.json, measure(url))


if __name__ == "__main__":
    main()
