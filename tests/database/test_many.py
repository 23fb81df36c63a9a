"""Many documents at once: every file's fate is told, what was read is not read again, nothing depends on haste."""

from __future__ import annotations

import pickle
import re
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from data.errors import UnreadableDocument
from data.queries import current_data_version
from data.readings import fetch_refusals, find_held, forget_refusal, keep_reading, keep_refusal
from data.schema import versions
from data.snapshot import build_snapshot
from etl.batch import Batch, File, read_content
from etl.cli.demo import papers_with
from etl.crew import Crew, open_crew, start_processes
from etl.demo.formats import FORMATS
from etl.headers import Stated
from etl.mark import reading_mark
from tests.database.conftest import Connect, Store
from tests.factories import make_document
from tests.support.commands import Run

Etl = Callable[..., Run]
ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "fixtures" / "samples"
KYIV = SAMPLES / "kyiv-2014-2015.md"


@pytest.fixture
def url(prepared_sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty database that the commands work on."""
    monkeypatch.setenv("OGP_DATABASE_URL", prepared_sqlite_url)
    return prepared_sqlite_url


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as offices have them: documents, folders in folders, leavings of open documents, other things."""
    top = tmp_path / "звіти"
    (top / "2017").mkdir(parents=True)
    shutil.copy(KYIV, top)
    shutil.copy(SAMPLES / "luhansk-2017-report.txt", top / "2017" / "звіт.txt")
    for name in ("~$план.docx", ".~lock.план.odt#", ".DS_Store", "Thumbs.db"):
        (top / name).write_bytes(b"?")
    (top / "фото.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (top / "лист.txt").write_text("Шановні колеги! Запрошуємо на нараду.\n", encoding="utf-8")
    return top


def test_a_folder_is_loaded_and_every_file_has_a_fate(run_etl: Etl, url: str, folder: Path) -> None:
    run = run_etl("load", folder)
    assert run.code == 1
    assert dict(re.findall(r"^(звіти/\S+) — (.+)$", run.out, re.M)) == {
        "звіти/.DS_Store": "пропущено: прихований файл",
        "звіти/.~lock.план.odt#": "пропущено: тимчасовий файл відкритого документа",
        "звіти/Thumbs.db": "пропущено: прихований файл",
        "звіти/kyiv-2014-2015.md": "новий документ",
        "звіти/~$план.docx": "пропущено: тимчасовий файл відкритого документа",
        "звіти/лист.txt": "відхилено",
        "звіти/фото.png": "відхилено",
        "звіти/2017/звіт.txt": "новий документ",
    }
    assert "Разом 4 файли: 2 нові, 2 відхилено. Версія даних 2.\n" in run.err
    assert "немає ні плану, ні звіту — 1; формат не читається — 1" in run.err
    assert "Пропущено 4 тимчасові або приховані файли." in run.err
    assert str(folder.parent) not in run.out + run.err


def test_what_was_read_is_not_parsed_again(
    run_etl: Etl, url: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_etl("load", folder)

    def fail(content: bytes, name: str, stated: Stated) -> None:
        raise AssertionError(name)

    monkeypatch.setattr("etl.batch.read_content", fail)
    again = run_etl("load", folder / "2017", folder / "kyiv-2014-2015.md")
    assert (again.code, again.out.count("— без змін\n")) == (0, 2)
    monkeypatch.undo()
    monkeypatch.setenv("OGP_DATABASE_URL", url)
    stated = run_etl("load", folder / "2017", "--report-date", "2018-01-31")
    assert "— нова версія" in stated.out  # what the user states is a part of the reading


def test_refused_files_are_kept_until_they_are_read(
    run_etl: Etl, url: str, folder: Path, connect: Connect
) -> None:
    def refused() -> list[tuple[str, str]]:
        with connect(url).connect() as connection:
            return sorted((one.name, one.code) for one in fetch_refusals(connection))

    run_etl("load", folder)
    assert refused() == [
        ("звіти/лист.txt", "unknown_layout"),
        ("звіти/фото.png", "missing_reader"),
    ]
    shutil.copy(SAMPLES / "chernihiv-2012.txt", folder / "лист.txt")
    run_etl("load", folder)
    assert refused() == [("звіти/фото.png", "missing_reader")]
    assert "прибрано з переліку" in run_etl("withdraw", "звіти/фото.png").out
    assert refused() == []


def test_files_that_contradict_each_other_take_no_turns(
    run_etl: Etl, url: str, tmp_path: Path, connect: Connect
) -> None:
    top = tmp_path / "плани"
    top.mkdir()
    told = KYIV.read_text(encoding="utf-8")
    (top / "план.md").write_text(told, encoding="utf-8")
    (top / "план, виправлений.md").write_text(
        told.replace("Протягом 2015 року", "Протягом 2014 року", 1), "utf-8"
    )
    run_etl("load", top)
    assert version_of(url, connect) == 2
    again = run_etl("load", top)
    assert version_of(url, connect) == 2
    fates = re.findall(r"^плани/(.+?) — (.+)$", again.out, re.M)
    assert fates == [
        ("план, виправлений.md", "без змін: про той самий документ далі каже план.md"),
        ("план.md", "без змін"),
    ]
    # alone it has the last word again, and keeps it among the others
    assert "нова версія" in run_etl("load", top / "план, виправлений.md").out
    kept = run_etl("load", top)
    assert "план.md — без змін: про той самий документ далі каже план, виправлений.md" in kept.out
    assert version_of(url, connect) == 3
    # withdrawn, all of it is read as for the first time
    assert run_etl("withdraw", "план, виправлений.md").code == 0
    run_etl("load", top)
    assert version_of(url, connect) > 4


def version_of(url: str, connect: Connect) -> int:
    with connect(url).connect() as connection:
        return current_data_version(connection)


def test_a_try_keeps_nothing(run_etl: Etl, url: str, folder: Path, connect: Connect) -> None:
    assert run_etl("load", folder, "--dry-run").code == 1
    with connect(url).connect() as connection:
        assert fetch_refusals(connection) == []
        assert current_data_version(connection) == 0


def test_an_empty_folder_is_told(run_etl: Etl, url: str, tmp_path: Path) -> None:
    (tmp_path / "тека").mkdir()
    run = run_etl("load", tmp_path / "тека")
    assert (run.code, run.out) == (1, "тека — відхилено\n")
    assert "немає документів" in run.err


def test_readings_hold_for_the_same_mark_and_the_live_version_only(store: Store) -> None:
    document = make_document()
    first = store.load(document)[0]
    keep_reading(store.engine, "план.txt", document.sha256, "mark", [first.version_id])
    with store.engine.connect() as connection:
        held = find_held(connection, document.sha256, "mark")
        assert [one.document_key for one in held] == [first.document_key]
        assert find_held(connection, document.sha256, "other") == ()
        assert find_held(connection, "0" * 64, "mark") == ()
    store.load(make_document(content="інші байти".encode(), measures=[]))
    with store.engine.connect() as connection:
        assert find_held(connection, document.sha256, "mark") == ()


def test_a_refusal_takes_the_place_of_an_earlier_one(store: Store) -> None:
    for code in ("reader_slow", "empty_file"):
        keep_refusal(
            store.engine, "план\0.docx", "", UnreadableDocument(code, file="план", limit=3)
        )
    with store.engine.connect() as connection:
        found = fetch_refusals(connection)
    assert [(one.name, one.code, one.values) for one in found] == [
        ("план␀.docx", "empty_file", {"file": "план", "limit": 3})
    ]
    assert forget_refusal(store.engine, "план␀.docx")
    assert not forget_refusal(store.engine, "план␀.docx")


def demo_files(measures: int) -> list[File]:
    """Demo papers as Word files, which are parsed in children of the workers."""
    return [
        File(paper.name, f"{paper.name}.docx", lambda paper=paper: FORMATS["docx"](paper))
        for paper in papers_with(measures, 7)
    ]


def test_processes_read_the_same_in_the_same_order() -> None:
    files = demo_files(40)
    with open_crew(1, len(files)) as crew:
        alone = list(Batch(crew, Stated()).read(files))
    with open_crew(2, len(files)) as crew:
        assert crew.patience is not None  # these are processes
        together = list(Batch(crew, Stated()).read(files))
    assert together == alone
    assert [one.name for one in alone] == [file.name for file in files]


def test_a_lost_worker_costs_no_document() -> None:
    files = demo_files(24)
    crew = Crew(lambda: start_processes(1), ahead=4, patience=120, apart=True)
    readings = Batch(crew, Stated()).read(files)
    found = [next(readings)]
    for process in list(crew.executor._processes.values()):
        process.kill()
    found += readings
    crew.dismiss()
    assert [one.name for one in found] == [file.name for file in files]
    assert [one.error for one in found if one.error] == []


def test_the_same_bytes_twice_in_a_run_are_read_once() -> None:
    held: dict[str, tuple[object, ...]] = {}
    content = FORMATS["md"](papers_with(8, 1)[0])
    with open_crew(1, 2) as crew:
        files = [File(name, f"{name}.md", lambda: content) for name in ("перший", "другий")]
        for reading in Batch(crew, Stated(), lambda sha: held.get(sha, ())).read(files):
            if reading.documents:
                held[reading.sha256] = ("there",)
    assert (reading.name, reading.documents, reading.held) == ("другий", (), ("there",))


def test_a_fault_of_the_program_costs_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(content: bytes, name: str, stated: Stated):
        if name == "перший.md":
            raise IndexError("a fault of ours")
        return read_content(content, name, stated)

    monkeypatch.setattr("etl.batch.read_content", read)
    content = [FORMATS["md"](paper) for paper in papers_with(8, 1)[:2]]
    files = [
        File("перший", "перший.md", lambda: content[0]),
        File("другий", "другий.md", lambda: content[-1] + b"\n"),
    ]
    with open_crew(1, 2) as crew:
        first, second = Batch(crew, Stated()).read(files)
    assert first.error is not None
    assert (first.error.code, first.error.values["fault"]) == ("reading_failed", "IndexError")
    assert len(second.documents) == 1


def test_errors_reach_another_process_whole() -> None:
    error = UnreadableDocument("too_large", file="план", limit=3)
    told = pickle.loads(pickle.dumps(error))
    assert (type(told), told.code, told.values) == (type(error), error.code, error.values)


def test_the_mark_changes_with_what_is_stated() -> None:
    assert reading_mark() == reading_mark(Stated())
    assert reading_mark(Stated(region_iso="UA-09")) != reading_mark()


def test_demo_measures_fill_an_empty_database_and_say_what_they_are(
    run_etl: Etl, url: str, connect: Connect
) -> None:
    assert run_etl("demo", "--measures", "30").code == 0
    engine = connect(url)
    with engine.connect() as connection:
        assert set(connection.execute(select(versions.c.is_demo)).scalars()) == {True}
    snapshot = build_snapshot(engine, lambda: date(2026, 11, 22))
    # rows of reports that say nothing yet are no measures beside those of their plan
    assert len(snapshot.measures) == 32
    assert run_etl("demo", "--measures", "8", "--seed", "2").code == 0


def test_demo_data_do_not_mix_with_real_ones_unasked(run_etl: Etl, url: str) -> None:
    run_etl("load", KYIV)
    run = run_etl("demo", "--measures", "8")
    assert (run.code, run.out) == (2, "")
    assert "справжні документи (1)" in run.err
    assert run_etl("demo").code == 2


def test_demo_documents_are_the_same_each_time_and_all_are_read(
    run_etl: Etl, url: str, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        assert run_etl("demo", "--documents", "14", "--to", tmp_path / name).code == 0
    first = {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()}
    assert first == {path.name: path.read_bytes() for path in (tmp_path / "b").iterdir()}
    assert {Path(name).suffix[1:] for name in first} == set(FORMATS)
    run = run_etl("load", tmp_path / "a")
    assert (run.code, run.out.count("— новий документ\n")) == (0, 14)


def test_a_real_document_is_no_demo(store: Store) -> None:
    documents, _ = read_content(KYIV.read_bytes(), KYIV.name, Stated())
    assert [one.is_demo for one in documents] == [False]


def fetched_before_the_first(crew: Crew, contents: list[bytes]) -> int:
    """How many files of a run are fetched before what became of the first of them is told."""
    fetched: list[str] = []

    def fetch(name: str, content: bytes) -> bytes:
        fetched.append(name)
        return content

    files = [
        File(str(number), f"{number}.bin", partial(fetch, str(number), content))
        for number, content in enumerate(contents)
    ]
    next(Batch(crew, Stated()).read(files))
    crew.executor.shutdown()
    return len(fetched)


def test_who_reads_apart_goes_on_with_small_files_while_a_batch_is_stored() -> None:
    small = [b"\0" + bytes([number]) for number in range(200)]
    large = [b"\0" * 3_000_000 + bytes([number]) for number in range(8)]
    near = partial(Crew, lambda: ThreadPoolExecutor(1), ahead=2)
    assert fetched_before_the_first(near(), small) == 3
    assert fetched_before_the_first(near(apart=True), small) == 153
    assert fetched_before_the_first(near(apart=True), large) == 3
