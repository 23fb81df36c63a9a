"""A database that takes nothing: a full disk, no right to write, another writer, a damaged file. Nothing is lost."""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from data.lock import write_transaction
from tests.support.loads import (
    STORED,
    Contents,
    Limits,
    Load,
    contents_of,
    opened,
    stored_documents,
)
from tests.support.monitor import ROOT

TRACEBACK = "Traceback"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The folder of a database."""
    made = tmp_path / "база"
    made.mkdir()
    return made


@pytest.fixture
def file(place: Path) -> Path:
    """The file of a database that does not exist yet."""
    return place / "monitor.sqlite"


@pytest.fixture
def first_paper(papers: Path, tmp_path: Path) -> Path:
    """A folder with one of the papers."""
    folder = tmp_path / "перший"
    folder.mkdir()
    shutil.copy(min(papers.iterdir()), folder)
    return folder


def command(
    file: Path, *arguments: str | Path, program: str = "etl", file_bytes: int | None = None
) -> tuple[int, str]:
    """A program of the product on a database, run by one whom the rights of files bind: its code and its words.

    It may write no file larger than `file_bytes`.
    """
    # root may write anywhere, unless that power is taken away
    bound = ("setpriv", "--bounding-set", "-dac_override") if os.geteuid() == 0 else ()
    if bound and shutil.which("setpriv") is None:
        pytest.skip("setpriv is not installed: rights of files were not tried")
    start = ("-m", "etl") if program == "etl" else (program,)

    def limit() -> None:
        if file_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))

    done = subprocess.run(
        [*bound, sys.executable, *start, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "OGP_DATABASE_URL": f"sqlite:///{file}", "OGP_PORT": "0"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        preexec_fn=limit,
    )
    return done.returncode, done.stdout + done.stderr


def refused(told: str, place: Path, words: str) -> None:
    """A message in words, without a path of the server."""
    assert words in told
    assert TRACEBACK not in told
    assert str(place) not in told


def checksums(folder: Path) -> dict[str, str]:
    """The files of a folder that hold data, by their checksums: who tries may leave an empty journal and a name."""
    contents = {path.name: path.read_bytes() for path in folder.iterdir()}
    return {
        name: hashlib.sha256(content).hexdigest()
        for name, content in contents.items()
        if content and not name.endswith(("-shm", ".lock"))
    }


# the making of the tables; one of the documents
@pytest.mark.parametrize("room", [60_000, 400_000])
def test_a_full_disk(
    room: int, file: Path, papers: Path, undisturbed: Contents, tmp_path: Path
) -> None:
    url = f"sqlite:///{file}"
    choked = Load(url, papers, tmp_path / "choked", Limits(file_bytes=room))
    assert choked.wait() == 1, choked.out
    refused(choked.err, file.parent, "немає місця або диск не відповідає")
    stored = choked.out.count(STORED)
    if stored:
        assert f"Опрацьовано {stored} із {len(undisturbed.documents)}" in choked.err
        kept = stored_documents(url)
        assert len(kept) == stored
        assert kept == {key: undisturbed.documents[key] for key in kept}
    following = Load(url, papers, tmp_path / "following")
    assert following.wait() == 0, following.err
    assert contents_of(url, tmp_path / "export") == undisturbed


def test_a_disk_that_takes_not_even_the_name_of_who_writes(file: Path, papers: Path) -> None:
    code, told = command(file, "load", papers, "--jobs", "1", file_bytes=0)
    assert code == 1, told
    refused(told, file.parent, "немає місця або диск не відповідає")
    code, told = command(file, "load", papers, "--jobs", "1")
    assert code == 0, told


@pytest.mark.parametrize("closed", ["file", "folder", "new"])
def test_no_right_to_write(closed: str, file: Path, papers: Path, first_paper: Path) -> None:
    if closed != "new":
        load = Load(f"sqlite:///{file}", first_paper, file.parent.parent / "load")
        assert load.wait() == 0, load.err
    before = checksums(file.parent)
    closing = file if closed == "file" else file.parent
    rights = closing.stat().st_mode
    closing.chmod(rights & ~0o222)
    try:
        code, told = command(file, "load", papers, "--jobs", "1")
    finally:
        closing.chmod(rights)
    assert code == 1, told
    refused(told, file.parent, "відкрита лише для читання")
    assert checksums(file.parent) == before


def test_another_writer(file: Path, papers: Path, undisturbed: Contents, tmp_path: Path) -> None:
    url = f"sqlite:///{file}"
    first = Load(url, papers, tmp_path / "first")
    assert first.wait() == 0
    with opened(url) as engine, write_transaction(engine):
        # what is unchanged waits for nobody
        same = Load(url, papers, tmp_path / "same", Limits(wait_seconds=0.1))
        assert same.wait() == 0, same.err
        further = tmp_path / "інші"
        further.mkdir()
        shutil.copy(ROOT / "data" / "documents" / "chernihiv-2012.txt", further)
        held_up = Load(url, further, tmp_path / "held", Limits(wait_seconds=0.3))
        assert held_up.wait() == 1
        refused(held_up.err, file.parent, f"інший процес (номер {os.getpid()}, від 20")
        patient = Load(url, further, tmp_path / "patient", Limits(wait_seconds=30))
        held_up_again = Load(url, further, tmp_path / "again", Limits(wait_seconds=0.3))
        assert held_up_again.wait() == 1
        assert patient.out == ""
    assert patient.wait() == 0, patient.err
    assert len(stored_documents(url)) == len(undisturbed.documents) + 1


@pytest.fixture
def damaged(request: pytest.FixtureRequest, file: Path, first_paper: Path) -> Path:
    """A database that was damaged after a load, as disks and careless copies do it."""
    load = Load(f"sqlite:///{file}", first_paper, file.parent.parent / "load")
    assert load.wait() == 0, load.err
    content = bytearray(file.read_bytes())
    if request.param == "cut":
        del content[len(content) // 2 :]
    elif request.param == "overwritten":
        content[8192:-8192] = bytes(reversed(content[8192:-8192]))
    else:
        content[:] = b"PK\x03\x04" + bytes(content[4:])
    file.write_bytes(content)
    return file


@pytest.mark.parametrize("damaged", ["cut", "overwritten", "another format"], indirect=True)
def test_a_damaged_database(damaged: Path, papers: Path) -> None:
    before = checksums(damaged.parent)
    load = Load(f"sqlite:///{damaged}", papers, damaged.parent.parent / "second")
    assert load.wait() == 1, load.out
    assert load.out == ""
    refused(load.err, damaged.parent, "Файл бази даних «monitor.sqlite» пошкоджено")
    assert "Поверніть резервну копію" in load.err
    assert checksums(damaged.parent) == before


@pytest.mark.parametrize("damaged", ["cut"], indirect=True)
def test_no_dashboard_of_a_damaged_database(damaged: Path) -> None:
    before = checksums(damaged.parent)
    code, told = command(damaged, program="app.py")
    assert code == 2, told
    refused(told, damaged.parent, "Поверніть резервну копію")
    assert checksums(damaged.parent) == before
