"""Many readers: two workers on PostgreSQL behind nginx, counting limits in Redis, as `deploy/` sets them up."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import IncompleteRead
from pathlib import Path

import pytest

from tests.support.monitor import CALLBACK, ROOT, router_call
from tests.support.shared import (
    DEPLOY,
    Answer,
    Program,
    ask,
    find_program,
    gunicorn,
    nginx,
    nginx_configuration,
    redis_server,
    wait_until,
)

pytestmark = pytest.mark.postgresql

DOCUMENTS = ROOT / "data" / "documents"


@dataclass(frozen=True)
class Shared:
    """The shared variant at work: `address` is nginx, `behind` is gunicorn."""

    address: str
    behind: str
    program: Program
    database_url: str

    def page(self, path: str) -> Answer:
        """A page's content, asked for as a browser does."""
        headers = {"Content-Type": "application/json", "Origin": self.address}
        return ask(self.address + CALLBACK, json.dumps(router_call(path)).encode(), headers)

    def load(self, name: str) -> None:
        """A load while the workers go on."""
        known = {**os.environ, "OGP_DATABASE_URL": self.database_url}
        command = [sys.executable, "-m", "etl", "load", str(DOCUMENTS / name)]
        done = subprocess.run(command, cwd=ROOT, env=known, capture_output=True, check=False)
        assert done.returncode in {0, 1}, done.stderr.decode()

    def workers(self) -> set[int]:
        """The processes that answer."""
        parent = self.program.process.pid
        told = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
        return {int(number) for number in told.split()}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, postgresql_server: str) -> Iterator[Shared]:
    folder = tmp_path_factory.mktemp("shared")
    find_program("nginx")
    url = f"{postgresql_server}/postgres"
    with redis_server(folder) as redis:
        known = {"OGP_DATABASE_URL": url, "OGP_REDIS_URL": redis, "OGP_LIMIT_FILES": "20/minute"}
        with (
            gunicorn(folder, **known) as (behind, program),
            nginx(folder, behind.removeprefix("http://")) as address,
        ):
            one = Shared(address, behind, program, url)
            one.load("luhansk-2013.txt")
            yield one


class Asking:
    """Readers who ask for a page again and again until the end of the block."""

    def __init__(self, shared: Shared, path: str, threads: int = 4) -> None:
        self.answers: list[Answer] = []
        self.cut = 0
        self._over = threading.Event()
        self._threads = [
            threading.Thread(target=self._ask, args=(shared, path)) for _ in range(threads)
        ]

    def _ask(self, shared: Shared, path: str) -> None:
        while not self._over.is_set():
            try:
                self.answers.append(shared.page(path))
            except (IncompleteRead, OSError):
                self.cut += 1
            # fewer a second than nginx lets one address ask
            self._over.wait(0.05)

    def __enter__(self) -> "Asking":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()


def test_nginx_understands_its_configuration(tmp_path: Path) -> None:
    program = find_program("nginx")
    main = nginx_configuration(tmp_path, 8080, "127.0.0.1:8000")
    done = subprocess.run(
        [program, "-t", "-c", main, "-e", "stderr"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr


def test_systemd_understands_its_unit(tmp_path: Path) -> None:
    program = find_program("systemd-analyze")
    text = (DEPLOY / "systemd" / "ogp-monitor.service").read_text(encoding="utf-8")
    # the program must be there to be verified, and the account is the operator's to make
    place = f"{ROOT}/"
    unit = tmp_path / "ogp-monitor.service"
    started = re.sub(r"(?m)^ExecStart=\S+", f"ExecStart={sys.executable}", text)
    assert started != text
    unit.write_text(started.replace("/srv/ogp-monitor", place), encoding="utf-8")
    done = subprocess.run(
        [program, "verify", str(unit)], capture_output=True, text=True, check=False
    )
    said = [line for line in done.stderr.splitlines() if "ogp-monitor.service" in line]
    assert said == []


def test_pages_and_files_come_through_nginx(shared: Shared) -> None:
    page = shared.page("/")
    assert page.status == 200
    assert re.fullmatch("[0-9a-f]{32}", page.headers["X-Request-ID"])
    first = ask(shared.address + "/")
    assert first.status == 200
    names = re.findall(r'(?:src|href)="(/assets/[^"]+)"', first.body.decode())
    assert len(names) > 4
    for name in names:
        # twice: the second comes out of nginx
        for accepted in ("br", "identity", "br", "identity"):
            answer = ask(shared.address + name, headers={"Accept-Encoding": accepted})
            assert answer.status == 200
            assert "immutable" in answer.headers["Cache-Control"]
            packed = answer.headers.get("Content-Encoding")
            assert packed in ({"br", None} if accepted == "br" else {None})
            if name.endswith(".js"):
                assert (packed == "br") == (accepted == "br")


def test_a_stranger_and_a_huge_call_are_refused_through_nginx(shared: Shared) -> None:
    call = json.dumps(router_call("/")).encode()
    headers = {"Content-Type": "application/json", "Origin": "http://evil.example"}
    assert ask(shared.address + CALLBACK, call, headers).status == 403
    assert ask(shared.address + CALLBACK, b"[" * 2_000_000).status == 413


def test_workers_count_together(shared: Shared) -> None:
    def counted() -> float:
        told = ask(f"{shared.behind}/metrics").body.decode()
        lines = [
            line
            for line in told.splitlines()
            if line.startswith("ogp_requests_total{") and "/kalendar" in line
        ]
        return sum(float(line.rpartition(" ")[2]) for line in lines)

    assert len(shared.workers()) == 2
    before = counted()
    for _ in range(12):
        assert shared.page("/kalendar").status == 200
    assert {counted() for _ in range(6)} == {before + 12}


def test_a_load_reaches_every_worker_and_no_page_is_mixed(shared: Shared) -> None:
    before = json.loads(ask(f"{shared.address}/version").body)["version"]
    with Asking(shared, "/dzherela") as asking:
        shared.load("chernihiv-2012.txt")
        loaded = time.monotonic()
        wait_until(
            lambda: json.loads(ask(f"{shared.address}/version").body)["version"] == before + 1,
            "the news of a load",
        )
        # with the three seconds between two questions of a page it is within five
        assert time.monotonic() - loaded < 2
        time.sleep(1)
    seen = set()
    for answer in asking.answers:
        assert answer.status == 200
        shown = set(re.findall(r'"data-version":"(\d+)"', answer.body.decode()))
        footers = set(
            re.findall(
                r"Версія даних (\d+)", json.dumps(json.loads(answer.body), ensure_ascii=False)
            )
        )
        version = answer.headers["X-Data-Version"]
        assert shown == {version}
        # before the first load there is no version to show
        assert footers == ({version} if version != "0" else set())
        seen |= shown
    assert seen == {str(before), str(before + 1)}
    assert {shared.page("/dzherela").headers["X-Data-Version"] for _ in range(10)} == {
        str(before + 1)
    }


def test_limits_are_counted_by_all_workers_together(shared: Shared) -> None:
    statuses = [ask(f"{shared.address}/download/conditions.csv").status for _ in range(30)]
    assert statuses.count(200) == 20
    assert statuses[20:] == [429] * 10


def test_a_reload_loses_no_request(shared: Shared) -> None:
    before = shared.workers()
    with Asking(shared, "/") as asking:
        time.sleep(1)
        shared.program.process.send_signal(signal.SIGHUP)
        wait_until(
            lambda: len(shared.workers()) == 2 and not (shared.workers() & before), "new workers"
        )
        time.sleep(1)
    assert len(asking.answers) > 2
    assert {answer.status for answer in asking.answers} == {200}
    assert asking.cut == 0


def test_a_killed_worker_is_replaced_and_others_go_on(shared: Shared) -> None:
    before = shared.workers()
    with Asking(shared, "/") as asking:
        time.sleep(0.5)
        os.kill(min(before), signal.SIGKILL)
        wait_until(lambda: len(shared.workers() - before) == 1, "another worker")
        time.sleep(1)
    assert {answer.status for answer in asking.answers} == {200}
    # only what it was just sending is lost
    assert asking.cut <= 4


def test_the_log_is_one_object_a_line_with_the_id_of_nginx(shared: Shared) -> None:
    asked = shared.page("/vykonavtsi?region=UA-09")
    told = [json.loads(line) for line in shared.program.lines() if line.startswith("{")]
    [line] = [line for line in told if line.get("request") == asked.headers["X-Request-ID"]]
    assert line["route"] == f"{CALLBACK} /vykonavtsi"
    assert "UA-09" not in json.dumps(line)


def test_without_redis_readers_go_on(tmp_path: Path, bundled_url: str) -> None:
    with redis_server(tmp_path) as redis:
        port = redis.rpartition(":")[2].partition("/")[0]
        known = {
            "OGP_DATABASE_URL": bundled_url,
            "OGP_REDIS_URL": redis,
            "OGP_LIMIT_FILES": "50/minute",
            "OGP_PROXIES": "0",
        }
        with gunicorn(tmp_path, **known) as (address, program):
            asked = f"{address}/download/conditions.csv"
            assert ask(asked).status == 200
            cli = shutil.which("redis-cli")
            assert cli is not None
            subprocess.run([cli, "-p", port, "shutdown", "nosave"], check=False)
            began = time.monotonic()
            assert {ask(asked).status for _ in range(10)} == {200}
            assert time.monotonic() - began < 10
            assert any("limiter_alone" in line for line in program.lines())
