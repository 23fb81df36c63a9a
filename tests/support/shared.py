"""The shared variant as `deploy/` sets it up: gunicorn with two workers, PostgreSQL, Redis and nginx, on free ports."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.monitor import ROOT

DEPLOY = ROOT / "deploy"
SECONDS = 90


@dataclass(frozen=True)
class Answer:
    """An answer of a server, whatever its status."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Program:
    """A server that runs; what it says goes into a file."""

    process: subprocess.Popen[bytes]
    said: Path

    def lines(self) -> list[str]:
        """What it said so far."""
        return self.said.read_text(encoding="utf-8", errors="replace").splitlines()


def free_port() -> int:
    """A port that nobody holds now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask(address: str, data: bytes | None = None, headers: dict[str, str] | None = None) -> Answer:
    """One request, never through a proxy of the environment."""
    request = urllib.request.Request(address, data=data, headers=headers or {})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=30) as answer:
            return Answer(answer.status, dict(answer.headers), answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, dict(error.headers), error.read())


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    """Waits until something is so; fails, saying what was awaited."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        if is_so():
            return
        time.sleep(0.1)
    pytest.fail(f"{what}: not within {SECONDS} s", pytrace=False)


def answers(address: str) -> bool:
    """Whether somebody answers 200 there."""
    try:
        return ask(address).status == 200
    except OSError:
        return False


@contextmanager
def running(folder: Path, name: str, *command: str | Path, **known: str) -> Iterator[Program]:
    """Runs a server until the end; `known` are variables of its environment."""
    said = folder / f"{name}.log"
    with said.open("wb") as log:
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=ROOT,
            env={**os.environ, **known},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            yield Program(process, said)
        finally:
            process.terminate()
            process.wait(SECONDS)


def find_program(name: str) -> str:
    """The path of a program of the system; where it is not installed the test is skipped."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed: the shared variant was not tried")
    return found


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """A Redis of its own; gives its address."""
    port = free_port()
    program = find_program("redis-server")
    options = ("--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder))
    with running(folder, "redis", program, *options) as redis:
        wait_until(lambda: any("Ready to accept" in line for line in redis.lines()), "Redis")
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def gunicorn(folder: Path, **known: str) -> Iterator[tuple[str, Program]]:
    """The application with the configuration of `deploy/`; gives its address and its program."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = {
        "OGP_LOG": "json",
        "OGP_PROXIES": "1",
        "OGP_CACHE": str(folder / "cache"),
        "PROMETHEUS_MULTIPROC_DIR": str(folder / "counters"),
        "WEB_CONCURRENCY": "2",
        **known,
    }
    command = (sys.executable, "-m", "gunicorn", "-c", DEPLOY / "gunicorn.conf.py")
    bound = (*command, "-b", f"127.0.0.1:{port}", "app:create_server()")
    with running(folder, "gunicorn", *bound, **settings) as program:
        wait_until(lambda: answers(f"{address}/readyz"), "gunicorn")
        yield address, program


def nginx_configuration(folder: Path, port: int, upstream: str) -> Path:
    """The configuration of `deploy/` moved to another port and folder; every place moved must be there."""
    site = (DEPLOY / "nginx" / "monitor.conf").read_text(encoding="utf-8")
    machines = (DEPLOY / "nginx" / "upstream.conf").read_text(encoding="utf-8")
    for name, (text, was, now) in {
        "monitor.conf": (site, "listen 80;", f"listen 127.0.0.1:{port};"),
        "upstream.conf": (machines, "127.0.0.1:8000", upstream),
    }.items():
        assert was in text
        moved = text.replace(was, now)
        for place in ("/var/cache/ogp-monitor-nginx", "/var/log/nginx/ogp-monitor.log"):
            assert place in site
            moved = moved.replace(place, str(folder / Path(place).name))
        (folder / name).write_text(moved, encoding="utf-8")
    main = folder / "nginx.conf"
    # the folders of tests are closed to other users
    user = "user root;\n" if os.geteuid() == 0 else ""
    main.write_text(
        f"{user}daemon off;\npid {folder}/nginx.pid;\nerror_log stderr;\nevents {{}}\n"
        f"http {{ include {folder}/upstream.conf; include {folder}/monitor.conf; }}\n",
        encoding="utf-8",
    )
    return main


@contextmanager
def nginx(folder: Path, upstream: str) -> Iterator[str]:
    """nginx before an application; gives its address."""
    port = free_port()
    program = find_program("nginx")
    main = nginx_configuration(folder, port, upstream)
    with running(folder, "nginx", program, "-c", main, "-e", "stderr"):
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/healthz"), "nginx")
        yield f"http://127.0.0.1:{port}"
