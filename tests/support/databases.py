"""Empty databases: SQLite in a temporary file, PostgreSQL on a server that lives as long as the test run."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest

from data.engine import make_engine
from data.migrating import upgrade

USER = "ogp"
_numbers = count(1)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest) -> str:
    """SQLAlchemy address of an empty database; a test that asks for it runs on each engine."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """SQLAlchemy address of an SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'ogp.sqlite3'}"


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """SQLAlchemy address of a new PostgreSQL database, dropped after the test."""
    with _new_database(postgresql_server, "template0") as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def prepared_url(request: pytest.FixtureRequest) -> str:
    """Like `database_url`, of a database that has the present schema already: a copy of one made once."""
    url: str = request.getfixturevalue(f"prepared_{request.param}_url")
    return url


@pytest.fixture
def prepared_sqlite_url(sqlite_url: str, _sqlite_template: Path) -> str:
    """SQLAlchemy address of an SQLite file with the tables of the present schema and no rows."""
    shutil.copy(_sqlite_template, sqlite_url.removeprefix("sqlite:///"))
    return sqlite_url


@pytest.fixture
def prepared_postgresql_url(postgresql_server: str, _postgresql_template: str) -> Iterator[str]:
    """SQLAlchemy address of a new PostgreSQL database with the tables of the present schema and no rows."""
    with _new_database(postgresql_server, _postgresql_template) as url:
        yield url


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "ogp.sqlite3"
    _upgrade(f"sqlite:///{path}")
    # all of it must stand in the one file that is copied
    assert not path.with_name(f"{path.name}-wal").exists()
    return path


@pytest.fixture(scope="session")
def _postgresql_template(postgresql_server: str) -> Iterator[str]:
    with _new_database(postgresql_server, "template0") as url:
        _upgrade(url)
        yield url.rpartition("/")[2]


def _upgrade(url: str) -> None:
    engine = make_engine(url)
    upgrade(engine)
    engine.dispose()


@contextmanager
def _new_database(server: str, template: str) -> Iterator[str]:
    name = f"test_{next(_numbers)}"
    admin = f"{server}/postgres".replace("+psycopg", "")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        yield f"{server}/{name}"
        # FORCE: a pool that a test left open must not keep its database alive.
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """SQLAlchemy address, without a database name, of a PostgreSQL server of this test process."""
    with postgresql_of_its_own() as server:
        yield server.url


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server on a free port, which a test of its own may stop and start again."""

    binaries: Path
    folder: Path
    port: int

    @property
    def url(self) -> str:
        """Its SQLAlchemy address, without a database name."""
        return f"postgresql+psycopg://{USER}@127.0.0.1:{self.port}"

    def stop(self) -> None:
        """Ends it at once, whoever is connected."""
        _run(self.binaries / "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "-w", "stop")

    def start(self) -> None:
        """Starts it again on the same port."""
        options = ("-o", f"-p {self.port}", "-l", self.folder / "log-again.txt")
        _run(self.binaries / "pg_ctl", "-D", self.folder / "data", *options, "-w", "start")


@contextmanager
def postgresql_of_its_own() -> Iterator[Server]:
    """A server that lives until the end of the block; where PostgreSQL is not installed the test is skipped."""
    binaries = _find_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed: nothing was tried on it")
    # Not pytest's own folder: that one is closed to other users, and the server never runs as root.
    folder = Path(tempfile.mkdtemp(prefix="ogp-postgresql-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        _initialise(binaries, folder / "data")
        server = Server(binaries, folder, _start(binaries, folder))
        try:
            yield server
        finally:
            # a test that failed may have left it stopped
            if (folder / "data" / "postmaster.pid").exists():
                server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _find_binaries() -> Path | None:
    """The folder of the newest server programs; Debian keeps them off the path."""
    versions = sorted(
        Path("/usr/lib/postgresql").glob("[0-9]*/bin/initdb"),
        key=lambda path: int(path.parts[-3]),
    )
    if versions:
        return versions[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _initialise(binaries: Path, data: Path) -> None:
    _run(
        binaries / "initdb",
        *("-D", data, "--username", USER, "--auth", "trust"),
        *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
    )
    # Nothing here outlives the run, so nothing needs to reach the disk.
    with (data / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write(
            "listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\n"
            "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"
        )


def _start(binaries: Path, folder: Path) -> int:
    """Start the server on a free port; another process may snatch the port first, so try a few."""
    for attempt in range(3):
        port = _free_port()
        log = folder / f"log-{attempt}.txt"
        command = ("-D", folder / "data", "-o", f"-p {port}", "-l", log, "-w", "start")
        try:
            _run(binaries / "pg_ctl", *command)
        except RuntimeError:
            if attempt == 2:
                raise RuntimeError(log.read_text(encoding="utf-8")) from None
        else:
            return port
    raise AssertionError("unreachable")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _run(program: Path, *arguments: str | Path) -> None:
    """Run a server program, as the user `postgres` where we are root."""
    prefix = ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()
    done = subprocess.run(
        [*prefix, program, *arguments],
        stdin=subprocess.DEVNULL,
        # A file, not a pipe: the server inherits it and would hold a pipe open for ever.
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{program.name} ended with {done.returncode}")
