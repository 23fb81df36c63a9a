"""Many readers at once while documents are loaded: page changes a second, waiting, and whether any answer is mixed.

`python -m benchmarks.viewers [--measures N] [--viewers N …] [--workers N] [--loads N] [--seconds N] [--json FILE]`
serves demo measures by gunicorn and lets readers change pages one after another without a pause. An answer names its
data version; all answers to one address in one version must be the same bytes, and the version on the page must be the
one that the answer names. Megabytes are those of the workers at the start, once the pages are prepared, and after each
trial; at last so many changes between 400 addresses, once each was asked for, and by how much memory grew.
"""

from __future__ import annotations

import argparse
import hashlib
import http.client
import json
import random
import re
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import Any
from urllib.parse import urlsplit

import brotli

from benchmarks.pages import page_call
from benchmarks.stage import make_database, run_etl, served, write_figures
from dashboard.guard import CALLBACK_PATH

REGIONS = [f"UA-{number:02d}" for number in (5, 7, 9, 12, 14, 18, 21, 23, 26, 32)]
PATHS = ("/", "/prostrocheni", "/vykonavtsi", "/porivniannia")
ADDRESSES = [(path, f"?region={region}") for path in PATHS for region in REGIONS]
MORE_ADDRESSES = [
    (path, f"{search}&year={year}") for path, search in ADDRESSES for year in range(2012, 2022)
]
SECONDS_TO_PREPARE = 30
# as deploy/ serves it
GUNICORN = [
    *(sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"),
    *("-b", "127.0.0.1:{port}", "app:create_server()"),
]
_VERSION = re.compile(
    rb"\xd0\x92\xd0\xb5\xd1\x80\xd1\x81\xd1\x96\xd1\x8f \xd0\xb4\xd0\xb0\xd0\xbd\xd0\xb8\xd1\x85 (\d+)"
)


@dataclass
class Seen:
    """What the readers saw together."""

    seconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    bodies: dict[tuple[str, str, str], str] = field(default_factory=dict)
    versions: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, address: tuple[str, str], status: int, version: str, body: bytes) -> None:
        """Compares one answer with those before it."""
        digest = hashlib.sha256(body).hexdigest()
        with self.lock:
            known = self.bodies.get((*address, version))
        fault = ""
        if status != 200:
            fault = f"status {status}"
        elif known is None:
            told = _VERSION.search(brotli.decompress(body).replace(b"\xc2\xa0", b" "))
            if told is None or told[1].decode() != version:
                fault = f"version {version}, on the page {told and told[1]!r}"
        with self.lock:
            self.versions.add(version)
            if not fault and self.bodies.setdefault((*address, version), digest) != digest:
                fault = f"two answers in version {version}"
            if fault:
                self.faults.append(f"{address}: {fault}")


def main() -> None:
    """Measures each number of readers and writes what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measures", type=int, default=20_000)
    parser.add_argument("--viewers", type=int, nargs="+", default=[20, 200])
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--loads", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--changes", type=int, default=10_000)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    told = []
    with tempfile.TemporaryDirectory() as place:
        url = make_database(Path(place), asked.measures)
        papers = make_papers(Path(place, "papers"), 2 * asked.loads) if asked.loads else []
        known = {"OGP_DATABASE_URL": url, "WEB_CONCURRENCY": str(asked.workers)}
        with served(GUNICORN, known) as (address, pid):
            server = (str(urlsplit(address).hostname), int(urlsplit(address).port or 0))
            told.append(prepared(pid))
            for viewers in asked.viewers:
                for loads in sorted({0, asked.loads}):
                    taken = papers[:loads]
                    told.append(measure(server, pid, viewers, asked.seconds, url, taken))
                    # what was loaded would be unchanged the next time
                    papers = papers[int(told[-1]["loads"]) :]
            if asked.changes:
                told.append(grow(server, pid, asked.changes))
    write_figures(asked.json, told)


def make_papers(folder: Path, count: int) -> list[Path]:
    """Documents to load meanwhile."""
    run_etl("sqlite://", "demo", "--documents", str(count), "--to", str(folder))
    return sorted(file for file in folder.rglob("*") if file.is_file())


def prepared(pid: int) -> dict[str, Any]:
    """The memory of a worker that has answered once, and when it has prepared its pages."""
    began, last = time.monotonic(), megabytes(pid)
    figures: dict[str, Any] = {"mb_at_start": round(last)}
    while time.monotonic() - began < SECONDS_TO_PREPARE:
        time.sleep(2)
        now = megabytes(pid)
        if now == last:
            break
        last = now
    return _told({**figures, "mb_prepared": round(last)})


def measure(
    server: tuple[str, int], pid: int, viewers: int, seconds: float, url: str, papers: list[Path]
) -> dict[str, Any]:
    """So many readers for so long, documents loaded one after another meanwhile."""
    seen, until = Seen(), time.monotonic() + seconds
    readers = [
        threading.Thread(target=read, args=(server, seen, until, number))
        for number in range(viewers)
    ]
    done: list[Path] = []
    loads = threading.Thread(target=load, args=(url, papers, until, done))
    for thread in (*readers, loads):
        thread.start()
    for thread in (*readers, loads):
        thread.join()
    took = sorted(seen.seconds)
    cuts = quantiles(took, n=20)
    figures: dict[str, Any] = {
        "viewers": viewers,
        "loads": len(done),
        "versions": len(seen.versions),
        "changes_per_second": round(len(took) / seconds, 1),
        "p50_ms": round(cuts[9] * 1000, 1),
        "p95_ms": round(cuts[18] * 1000, 1),
        "longest_ms": round(took[-1] * 1000),
        "mb": round(megabytes(pid)),
        "faults": len(seen.faults),
        "first_faults": seen.faults[:3],
    }
    return _told(figures)


def grow(server: tuple[str, int], pid: int, changes: int) -> dict[str, Any]:
    """What so many page changes add to the memory of the workers, once every address was asked for."""
    connection, order = http.client.HTTPConnection(*server, timeout=60), random.Random(1)
    for address in MORE_ADDRESSES:
        ask(connection, address)
    before = megabytes(pid)
    for _ in range(changes):
        ask(connection, order.choice(MORE_ADDRESSES))
    after = megabytes(pid)
    figures: dict[str, Any] = {
        "changes": changes,
        "addresses": len(MORE_ADDRESSES),
        "mb_before": round(before),
        "mb_after": round(after),
        "growth": f"{after / before - 1:.1%}",
    }
    return _told(figures)


def _told(figures: dict[str, Any]) -> dict[str, Any]:
    """Figures once they were printed as a line."""
    sys.stdout.write("  ".join(f"{name} {value}" for name, value in figures.items()) + "\n")
    sys.stdout.flush()
    return figures


def megabytes(pid: int) -> float:
    """The memory of the workers of a gunicorn process."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    told = (Path(f"/proc/{child}/status").read_text(encoding="ascii") for child in children)
    return sum(int(text.partition("VmRSS:")[2].split()[0]) for text in told) / 1024


def read(server: tuple[str, int], seen: Seen, until: float, number: int) -> None:
    """One reader: pages in an order of their own, one connection."""
    order = random.Random(number)
    connection = http.client.HTTPConnection(*server, timeout=60)
    while time.monotonic() < until:
        address = order.choice(ADDRESSES)
        began = time.monotonic()
        try:
            status, version, body = ask(connection, address)
        except (OSError, http.client.HTTPException) as error:
            with seen.lock:
                seen.faults.append(f"{address}: {error!r}")
            connection.close()
            continue
        took = time.monotonic() - began
        seen.note(address, status, version, body)
        with seen.lock:
            seen.seconds.append(took)


def ask(connection: http.client.HTTPConnection, address: tuple[str, str]) -> tuple[int, str, bytes]:
    """One page change as a browser asks for it: status, data version, answer."""
    headers = {"Content-Type": "application/json", "Accept-Encoding": "br"}
    connection.request("POST", CALLBACK_PATH, json.dumps(page_call(*address)), headers)
    answer = connection.getresponse()
    return answer.status, answer.headers.get("X-Data-Version", ""), answer.read()


def load(url: str, papers: list[Path], until: float, done: list[Path]) -> None:
    """Documents loaded one after another, as an operator does it."""
    for paper in papers:
        if time.monotonic() > until:
            return
        run_etl(url, "load", str(paper))
        done.append(paper)


if __name__ == "__main__":
    main()
