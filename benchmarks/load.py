"""How many documents a second `load` takes: a folder of mixed demo documents, by one and by two processes.

`python benchmarks/load.py [DOCUMENTS]` prints documents a second of the first load and of the same load again,
the processor seconds of all processes, and the largest memory of the parent.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = 1000
# the command in a process of its own, which tells its largest memory at the end
_LOAD = (
    "import resource, sys; from etl.cli import main; code = main(sys.argv[1:]); "
    "sys.stderr.write(f'MB {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}\\n'); "
    "sys.exit(code)"
)


def run(database: Path, *arguments: str) -> str:
    """Runs one command on a database; what it said last on stderr."""
    done = subprocess.run(
        [sys.executable, "-c", _LOAD, *arguments],
        cwd=ROOT,
        env={"OGP_DATABASE_URL": f"sqlite:///{database}", "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stderr.splitlines()[-1]


def measure(folder: Path, database: Path, documents: int, jobs: int, name: str) -> None:
    """Prints the figures of one load."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    memory = run(database, "load", str(folder), "--jobs", str(jobs))
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    told = f"{name:<10} jobs {jobs}: {documents / seconds:7.1f} documents/s"
    sys.stdout.write(f"{told}, {seconds:6.1f} s, processor {cpu:6.1f} s, parent {memory}\n")


def main() -> None:
    """Makes the folder, then loads it."""
    documents = int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "demo")
        run(Path(place, "none.sqlite"), "demo", "--documents", str(documents), "--to", str(folder))
        for jobs in (1, 2):
            database = Path(place, f"{jobs}.sqlite")
            measure(folder, database, documents, jobs, "first")
            measure(folder, database, documents, jobs, "unchanged")


if __name__ == "__main__":
    main()
