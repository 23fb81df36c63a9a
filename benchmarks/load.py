"""How fast a second `load` reads and stores: mixed documents, demo measures, and a folder of exchange forms.

`python -m benchmarks.load [--documents N] [--measures N] [--copies N] [--jobs N] [--json FILE]` prints of each load its
measures (rows of plans and of reports), seconds, processor seconds of all processes and the largest memory of the
parent, and of the same load again what share of the first it took. N measures are those of plans, as `etl demo` counts
them; with copies the forms are loaded for so many communities more: 20,000 measures and 50 copies are a million.
"""

from __future__ import annotations

import argparse
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.forms import copy_forms
from benchmarks.stage import ROOT, write_figures

# the command in a process of its own, which tells its largest memory at the end
_LOAD = (
    "import resource, sys; from etl.cli import main\n"
    "if __name__ == '__main__':\n"
    "    code = main(sys.argv[1:])\n"
    "    sys.stderr.write(f'MB {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}\\n')\n"
    "    sys.exit(code)"
)


@dataclass(frozen=True)
class Figures:
    """One load; `share` is of the first load of the same files."""

    name: str
    jobs: int
    documents: int
    measures: int
    seconds: float
    processor_seconds: float
    parent_mb: int
    share: float = 1.0

    def line(self) -> str:
        """A row of the table."""
        each = self.processor_seconds / max(self.measures, 1) * 1000
        return (
            f"{self.name:<20}{self.jobs:>5}{self.documents:>10}{self.measures:>10}{self.seconds:>9.1f}"
            f"{self.processor_seconds:>9.1f}{each:>9.2f}{self.parent_mb:>7}{self.share:>8.1%}\n"
        )


HEAD = (
    f"{'load':<20}{'jobs':>5}{'documents':>10}{'measures':>10}{'s':>9}{'cpu s':>9}{'cpu ms':>9}"
    f"{'MB':>7}{'share':>8}\n"
)


def run(database: Path, *arguments: str) -> int:
    """Runs one command on a database; the megabytes its process took at most."""
    done = subprocess.run(
        [sys.executable, "-c", _LOAD, *arguments],
        cwd=ROOT,
        env={"OGP_DATABASE_URL": f"sqlite:///{database}", "PATH": ""},
        capture_output=True,
        text=True,
    )
    if done.returncode not in (0, 1):  # 1: some document has a doubtful row
        raise SystemExit(done.stderr)
    return int(done.stderr.splitlines()[-1].split()[1])


def measure(
    name: str, jobs: int, database: Path, *command: str, first: Figures | None = None
) -> Figures:
    """The figures of one load, printed at once."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    memory = run(database, *command, "--jobs", str(jobs))
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    with closing(sqlite3.connect(database)) as connection:
        documents, measures = (
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("documents", "measures")
        )
    share = seconds / first.seconds if first is not None else 1.0
    found = Figures(name, jobs, documents, measures, seconds, cpu, memory, share)
    sys.stdout.write(found.line())
    sys.stdout.flush()
    return found


def main() -> None:
    """Makes the files, then loads them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--measures", type=int, default=2000)
    parser.add_argument("--copies", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    sys.stdout.write(HEAD)
    found: list[Figures] = []
    with tempfile.TemporaryDirectory() as place:
        folder, forms, jobs = Path(place, "demo"), Path(place, "forms"), asked.jobs
        run(
            Path(place, "none.sqlite"),
            "demo",
            "--documents",
            str(asked.documents),
            "--to",
            str(folder),
        )
        for number in dict.fromkeys((1, jobs)):
            database = Path(place, f"{number}.sqlite")
            found.append(measure("mixed formats", number, database, "load", str(folder)))
            found.append(
                measure("  unchanged", number, database, "load", str(folder), first=found[-1])
            )
        database = Path(place, "demo.sqlite")
        found.append(
            measure("demo --measures", jobs, database, "demo", "--measures", str(asked.measures))
        )
        run(database, "export", "--format", "csv", "--out", str(forms))
        database.unlink()
        for copies in dict.fromkeys((0, asked.copies)):
            read, name = forms, "forms (csv)"
            if copies:
                read, name = Path(place, "communities"), f"forms × {copies}"
                copy_forms(forms, read, copies)
            database = Path(place, f"forms-{copies}.sqlite")
            found.append(measure(name, jobs, database, "load", str(read)))
            found.append(measure("  unchanged", jobs, database, "load", str(read), first=found[-1]))
    write_figures(asked.json, [asdict(one) for one in found])


if __name__ == "__main__":
    main()
