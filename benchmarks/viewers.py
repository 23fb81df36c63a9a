"""Many readers at once while documents are loaded: page changes a second, waiting, and whether any answer is mixed.

`python benchmarks/viewers.py [--measures N] [--viewers N …] [--workers N] [--loads N] [--seconds N] [--json FILE]`
serves demo measures by gunicorn and lets readers change pages one after another without a pause. An answer names its
data version; all answers to one address in one version must be the same bytes, and the version on the page must be the
one that the answer names. At last so many changes between 400 addresses, once each was asked for: what the memory of
the worker grew by.
"""

from __future__ import annotations

import argparse
import hashlib
import http.client
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

import brotli
from browser import ROOT, fill

REGIONS = [f"UA-{number:02d}" for number in (5, 7, 9, 12, 14, 18, 21, 23, 26, 32)]
PATHS = ("/", "/prostrocheni", "/vykonavtsi", "/porivniannia")
ADDRESSES = [(path, f"?region={region}") for path in PATHS for region in REGIONS]
MORE_ADDRESSES = [
    (path, f"{search}&year={year}") for path, search in ADDRESSES for year in range(2012, 2022)
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
        url = f"sqlite:///{Path(place, 'bench.sqlite')}"
        fill(url, asked.measures)
        papers = make_papers(Path(place, "papers"), 2 * asked.loads) if asked.loads else []
        with serving(url, asked.workers) as (host, port, pid):
            for viewers in asked.viewers:
                for loads in sorted({0, asked.loads}):
                    taken = papers[:loads]
                    told.append(measure((host, port), viewers, asked.seconds, url, taken))
                    # what was loaded would be unchanged the next time
                    papers = papers[int(told[-1]["loads"]) :]
            if asked.changes:
                told.append(grow((host, port), pid, asked.changes))
    if asked.json:
        asked.json.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


def make_papers(folder: Path, count: int) -> list[Path]:
    """Documents to load meanwhile."""
    command = ["demo", "--documents", str(count), "--to", str(folder)]
    subprocess.run(
        [sys.executable, "-m", "etl", *command], cwd=ROOT, check=True, capture_output=True
    )
    return sorted(file for file in folder.rglob("*") if file.is_file())


@contextmanager
def serving(url: str, workers: int) -> Iterator[tuple[str, int, int]]:
    """gunicorn with the settings of `deploy/`: its host, its port and the number of its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    known = {**os.environ, "OGP_DATABASE_URL": url, "WEB_CONCURRENCY": str(workers)}
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"]
    server = subprocess.Popen(
        [*gunicorn, "-b", f"127.0.0.1:{port}", "app:create_server()"],
        cwd=ROOT,
        env=known,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(600):
            time.sleep(0.1)
            try:
                ask(http.client.HTTPConnection("127.0.0.1", port, timeout=60), ("/", ""))
                break
            except OSError:
                continue
        yield "127.0.0.1", port, server.pid
    finally:
        server.terminate()
        server.wait()


def measure(
    server: tuple[str, int], viewers: int, seconds: float, url: str, papers: list[Path]
) -> dict[str, object]:
    """So many readers for so long, documents loaded one after another meanwhile."""
    seen, until = Seen(), time.monotonic() + seconds
    readers = [
        threading.Thread(target=read, args=(server, seen, until, number))
        for number in range(viewers)
    ]
    loads = threading.Thread(target=load, args=(url, papers, until, done := []))
    for thread in (*readers, loads):
        thread.start()
    for thread in (*readers, loads):
        thread.join()
    took = sorted(seen.seconds)
    cuts = quantiles(took, n=20)
    figures: dict[str, object] = {
        "viewers": viewers,
        "loads": len(done),
        "versions": len(seen.versions),
        "changes_per_second": round(len(took) / seconds, 1),
        "p50_ms": round(cuts[9] * 1000, 1),
        "p95_ms": round(cuts[18] * 1000, 1),
        "longest_ms": round(took[-1] * 1000),
        "faults": len(seen.faults),
        "first_faults": seen.faults[:3],
    }
    sys.stdout.write("  ".join(f"{name} {value}" for name, value in figures.items()) + "\n")
    sys.stdout.flush()
    return figures


def grow(server: tuple[str, int], pid: int, changes: int) -> dict[str, object]:
    """What so many page changes add to the memory of the workers, once every address was asked for."""
    connection, order = http.client.HTTPConnection(*server, timeout=60), random.Random(1)
    for address in MORE_ADDRESSES:
        ask(connection, address)
    before = megabytes(pid)
    for _ in range(changes):
        ask(connection, order.choice(MORE_ADDRESSES))
    after = megabytes(pid)
    figures: dict[str, object] = {
        "changes": changes,
        "addresses": len(MORE_ADDRESSES),
        "mb_before": round(before),
        "mb_after": round(after),
        "growth": f"{after / before - 1:.1%}",
    }
    sys.stdout.write("  ".join(f"{name} {value}" for name, value in figures.items()) + "\n")
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
    values = (("pathname", address[0]), ("search", address[1]))
    outputs = [("_pages_content", "children"), ("_pages_store", "data")]
    call = {
        "output": "..{}.{}...{}.{}..".format(*outputs[0], *outputs[1]),
        "outputs": [{"id": name, "property": part} for name, part in outputs],
        "inputs": [{"id": "_pages_location", "property": n, "value": v} for n, v in values],
        "changedPropIds": ["_pages_location.search"],
    }
    headers = {"Content-Type": "application/json", "Accept-Encoding": "br"}
    connection.request("POST", "/_dash-update-component", json.dumps(call), headers)
    answer = connection.getresponse()
    return answer.status, answer.headers.get("X-Data-Version", ""), answer.read()


def load(url: str, papers: list[Path], until: float, done: list[Path]) -> None:
    """Documents loaded one after another, as an operator does it."""
    for paper in papers:
        if time.monotonic() > until:
            return
        subprocess.run(
            [sys.executable, "-m", "etl", "load", str(paper)],
            cwd=ROOT,
            env={**os.environ, "OGP_DATABASE_URL": url},
            capture_output=True,
            check=False,
        )
        done.append(paper)


if __name__ == "__main__":
    main()
