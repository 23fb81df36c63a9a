"""What a measurement stands on: a database of so many measures, a server of it, and a file for the figures."""

from __future__ import annotations

import json
import os
import platform
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from benchmarks.multiply import multiply

ROOT: Final = Path(__file__).resolve().parents[1]
# more measures than this are copies of so many: a load of them all would take minutes
MOST_LOADED: Final = 20_000
_SECONDS_TO_START: Final = 120


def make_database(place: Path, measures: int) -> str:
    """The address of a new database in a folder: so many demo measures, or the bundled documents for 0."""
    file = place / f"{measures}.sqlite"
    if measures <= MOST_LOADED:
        command = ["demo", "--measures", str(measures)] if measures else ["load"]
        run_etl(f"sqlite:///{file}", *command)
        return f"sqlite:///{file}"
    few = place / f"{MOST_LOADED}.sqlite"
    run_etl(f"sqlite:///{few}", "demo", "--measures", str(MOST_LOADED))
    multiply(few, file, -(-measures // MOST_LOADED))
    few.unlink()
    return f"sqlite:///{file}"


def run_etl(url: str, *arguments: str) -> None:
    """One command on a database; a load that left some rows in doubt (exit 1) is well."""
    done = subprocess.run(
        [sys.executable, "-m", "etl", *arguments],
        cwd=ROOT,
        env={**os.environ, "OGP_DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in {0, 1}:
        raise SystemExit(done.stderr)


@contextmanager
def served(
    command: Sequence[str], known: dict[str, str], path: str = "/"
) -> Iterator[tuple[str, int]]:
    """A server on a free port from its first answer on: the address of its page, and the number of its process.

    `{port}` in the command and OGP_PORT are that port; `known` is what else its environment holds.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    server = subprocess.Popen(
        [part.replace("{port}", port) for part in command],
        cwd=ROOT,
        env={**os.environ, **known, "OGP_PORT": port},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}{path}"
    try:
        _await_answer(address, server)
        yield address, server.pid
    finally:
        server.terminate()
        server.wait()


def _await_answer(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < until and server.poll() is None:
        try:
            # the second answer is an ordinary one
            for _ in range(2):
                urllib.request.urlopen(address).close()
            return
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{address}: {error.code}") from None
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{address}: no answer")


def write_figures(file: Path | None, figures: Any) -> None:
    """The figures as JSON beside what they were measured on, where a file was asked for."""
    if file is None:
        return
    machine = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
    }
    told = {"machine": machine, "figures": figures}
    file.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
