"""Forms out of a database and back into it: unchanged, corrected, refused, overtaken, through real LibreOffice."""

from __future__ import annotations

import csv
import io
import pickle
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine

from data.errors import RefusedEdit
from data.migrating import upgrade
from data.model import DocumentKind
from data.queries import (
    fetch_assignments_frame,
    fetch_due_dates_frame,
    fetch_measure,
    fetch_measures_frame,
    fetch_outcomes_frame,
    fetch_plans_frame,
    fetch_subtasks_frame,
)
from data.store import StoreOutcome, StoreResult
from etl.batch import read_packed
from etl.exchange.export import export_forms
from etl.exchange.filling import empty_form, fill_form
from etl.exchange.form import EditedDocument
from etl.exchange.writing import write_workbook
from etl.headers import Stated
from etl.linking import load_document, settle_document
from etl.manifest import read_bundled
from tests.database.conftest import Connect, Store
from tests.support.commands import Run
from tests.support.exchange import (
    DIRECTIONS,
    MEASURES,
    as_stored,
    bundled,
    column_of,
    edited,
    put,
    put_field,
)
from tests.support.loads import opened
from tests.support.reading import read_document

Etl = Callable[..., Run]
PLAN = "UA-09-pvu-plan-2013"
KEYS = [
    "UA-09-civil-society-report-2017",
    PLAN,
    "UA-30-pvu-plan-2014-2015",
    "UA-74-pvu-plan-2012-2013",
    "UA-pvu-other-ogp-ukraine-about",
]
FRAMES = (
    *(fetch_plans_frame, fetch_measures_frame, fetch_due_dates_frame, fetch_subtasks_frame),
    *(fetch_assignments_frame, fetch_outcomes_frame),
)
OF_THE_FILE = {"document", "place", "version_id", "data_version"} | {
    "reader",
    "layout",
    "outcome_id",
}
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")


def loaded(store: Store) -> Store:
    for document in bundled().values():
        load_document(store.engine, document)
    return store


def forms(store: Store, folder: Path, suffix: str) -> list[Path]:
    with store.pages.connect() as connection:
        return [folder / name for name, _ in export_forms(connection, folder, suffix)]


def load(store: Store, name: str, content: bytes) -> StoreResult:
    document, _ = settle_document(store.engine, read_document(name, content))
    return load_document(store.engine, document)


def load_into(engine: Engine, file: Path) -> StoreResult:
    document, _ = settle_document(engine, read_document(file.name, file.read_bytes()))
    return load_document(engine, document)


def edited_parts(content: bytes) -> list[list[str]]:
    """What a person edits in a CSV form and what was read of it: all but the version and the sources."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    return [row[:-1] for row in rows if row[:1] not in (["Версія"], ["Відбиток версії"])]


def corrected(store: Store, folder: Path, *changes: Callable[[Workbook], None]) -> bytes:
    """The form of the plan of Luhansk oblast with some changes."""
    forms(store, folder, "xlsx")
    content = (folder / f"{PLAN}.xlsx").read_bytes()
    for change in changes:
        content = edited(content, change)
    return content


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_a_form_left_alone_changes_nothing(store: Store, tmp_path: Path, suffix: str) -> None:
    before = loaded(store).counts()
    files = forms(store, tmp_path, suffix)
    assert [file.stem for file in files] == KEYS
    results = [load(store, file.name, file.read_bytes()) for file in files]
    assert [one.outcome for one in results] == [StoreOutcome.UNCHANGED] * 5
    assert store.counts() == before


def test_a_correction_that_another_process_read_is_the_same(store: Store, tmp_path: Path) -> None:
    loaded(store)
    content = corrected(store, tmp_path, put(3, "deadline", "До 1 липня 2013 року"))
    packed = read_packed(content, "правки.xlsx", Stated())
    (handed_over,), _ = pickle.loads(packed)
    assert isinstance(handed_over, EditedDocument) and handed_over.form is None
    settled = settle_document(store.engine, replace(handed_over, content=content))
    assert settled == settle_document(store.engine, read_document("правки.xlsx", content))
    assert load_document(store.engine, settled[0]).outcome is StoreOutcome.UPDATED


def test_a_corrected_cell_is_a_new_version_with_its_place(store: Store, tmp_path: Path) -> None:
    loaded(store)
    content = corrected(store, tmp_path, put(3, "deadline", "До 1 липня 2013 року"))
    result = load(store, "правки.xlsx", content)
    assert (result.outcome, result.document_key) == (StoreOutcome.UPDATED, PLAN)
    assert (result.added, result.removed, result.changed) == (0, 0, 1)
    with store.pages.connect() as connection:
        found = fetch_measure(connection, f"{PLAN}:1.3")
    assert found is not None and found.version_number == 2
    assert found.measure.place == bundled()["luhansk-2013.txt"].measures[2].place
    assert [(row.place.code, row.cells) for row in found.rows][-1] == (
        "e2s3r4",
        ("До 1 липня 2013 року",),
    )
    again = load(store, "правки.xlsx", content)
    assert (again.outcome, again.version_id) == (StoreOutcome.UNCHANGED, result.version_id)


def test_addresses_are_those_of_the_form(store: Store, tmp_path: Path) -> None:
    loaded(store)

    def change(book: Workbook) -> None:
        sheet = book[MEASURES]
        title = column_of(sheet, "title")
        words = [sheet.cell(row, title).value for row in (2, 3)]
        # the words of two measures change places: by wording alone each would take the other's address
        sheet.cell(2, title).value, sheet.cell(3, title).value = words[1], words[0]
        sheet.delete_rows(4)
        last = sheet.max_row + 1
        sheet.cell(last, title).value = words[0]
        sheet.cell(last, column_of(sheet, "number")).value = "1.3"

    result = load(store, "правки.xlsx", corrected(store, tmp_path, change))
    assert (result.added, result.removed, result.changed) == (1, 1, 2)
    with store.pages.connect() as connection:
        frame = fetch_measures_frame(connection)
    ids = list(frame[frame["document_key"] == PLAN]["measure_id"])
    assert ids[:2] == [f"{PLAN}:1.1", f"{PLAN}:1.2"]
    assert f"{PLAN}:1.3" not in ids
    assert ids[-1] == f"{PLAN}:1.3~2"


def test_the_printed_file_takes_no_correction_back(store: Store, tmp_path: Path) -> None:
    loaded(store)
    content = corrected(
        store, tmp_path, put(1, "deadline", "постійно"), put_field("year_end", "2014")
    )
    corrected_version = load(store, "правки.xlsx", content).version_id
    for name, printed in read_bundled():
        result = load(store, name, printed)
        assert result.outcome is StoreOutcome.UNCHANGED, name
    assert load(store, "правки.xlsx", content).version_id == corrected_version
    revised = dict(read_bundled())["luhansk-2013.txt"].replace(
        "II квартал".encode(), "IV квартал".encode(), 1
    )
    result = load(store, "luhansk-2013.txt", revised)
    assert (result.outcome, result.document_key) == (StoreOutcome.UPDATED, PLAN)


def test_corrections_follow_one_another(store: Store, tmp_path: Path) -> None:
    loaded(store)
    load(store, "один.xlsx", corrected(store, tmp_path, put(1, "deadline", "постійно")))
    second = corrected(
        store, tmp_path, put(1, "deadline", "До 1 липня 2013 року"), put(2, "task", "Завдання 1")
    )
    assert load(store, "два.xlsx", second).changed == 2
    with store.pages.connect() as connection:
        found = fetch_measure(connection, f"{PLAN}:1.1")
    assert found is not None
    edits = [row for row in found.rows if row.place.edit is not None]
    assert [(row.place.code, row.cells) for row in edits] == [("e3s3r2", ("До 1 липня 2013 року",))]


def test_an_older_form_is_a_conflict_and_stores_nothing(store: Store, tmp_path: Path) -> None:
    loaded(store)
    older = corrected(store, tmp_path, put(2, "task", "Завдання 2"))
    load(store, "один.xlsx", corrected(store, tmp_path, put(1, "task", "Завдання 1")))
    before = store.counts()
    with pytest.raises(RefusedEdit) as caught:
        load(store, "два.xlsx", older)
    assert caught.value.code == "exchange_conflict"
    assert store.counts() == before


def test_a_version_that_comes_between_is_noticed_when_storing(store: Store, tmp_path: Path) -> None:
    loaded(store)
    content = corrected(store, tmp_path, put(2, "task", "Завдання 2"))
    settled, _ = settle_document(store.engine, read_document("два.xlsx", content))
    load(store, "один.xlsx", corrected(store, tmp_path, put(1, "task", "Завдання 1")))
    before = store.counts()
    with pytest.raises(RefusedEdit) as caught:
        load_document(store.engine, settled)
    assert caught.value.code == "exchange_overtaken"
    assert store.counts() == before


def test_a_header_that_moves_its_subject_stays_the_same_document(
    store: Store, tmp_path: Path
) -> None:
    loaded(store)
    content = corrected(
        store, tmp_path, put_field("region_iso", "UA-14"), put_field("title", "План Донеччини")
    )
    assert load(store, "правки.xlsx", content).document_key == PLAN
    with store.pages.connect() as connection:
        plans = fetch_plans_frame(connection).set_index("document_key")
    assert plans.loc[PLAN, "region_iso"] == "UA-14"


def test_another_database_has_the_same_from_the_forms(store: Store, tmp_path: Path) -> None:
    loaded(store)
    with opened(f"sqlite:///{tmp_path / 'other.sqlite'}") as other:
        upgrade(other)
        for file in forms(store, tmp_path / "a", "csv")[:-1]:  # all but the national page
            assert load_into(other, file).outcome is StoreOutcome.INSERTED
        with pytest.raises(RefusedEdit) as caught:
            load_into(other, tmp_path / "a" / f"{KEYS[-1]}.csv")
        assert [one.code for one in caught.value.issues] == ["exchange_nothing"]
        with store.engine.connect() as one, other.connect() as two:
            for fetch in FRAMES:
                first, second = fetch(one), fetch(two)
                shown = [name for name in first if name not in OF_THE_FILE]
                first = first[first["document_key"] != KEYS[-1]][shown].reset_index(drop=True)
                assert first.equals(second[shown].reset_index(drop=True)), fetch.__name__
            export_forms(two, tmp_path / "b", "csv")
        for file in (tmp_path / "b").iterdir():
            before = (tmp_path / "a" / file.name).read_bytes()
            assert edited_parts(file.read_bytes()) == edited_parts(before)


def test_a_form_of_another_database_comes_again_until_it_is_corrected_here(
    store: Store, tmp_path: Path
) -> None:
    content = write_workbook(fill_form(as_stored(bundled()["luhansk-2013.txt"])), "")
    content = edited(content, put_field("version", "2"))
    assert load(store, "план.xlsx", content).document_key == PLAN
    assert load(store, "план.xlsx", content).outcome is StoreOutcome.UNCHANGED
    newer = edited(content, put(1, "deadline", "постійно"))
    newer = edited(newer, put_field("fingerprint", "h000000000000"))
    again = load(store, "план.xlsx", newer)
    assert (again.outcome, again.changed, again.added) == (StoreOutcome.UPDATED, 1, 0)
    here = corrected(store, tmp_path, put(2, "deadline", "щороку"))
    assert load(store, "правки.xlsx", here).changed == 1
    assert load(store, "план.xlsx", newer).outcome is StoreOutcome.UNCHANGED
    with pytest.raises(RefusedEdit) as caught:
        load(store, "план.xlsx", edited(newer, put(3, "deadline", "щороку")))
    assert caught.value.code == "exchange_elsewhere"


def test_a_document_read_from_its_own_file_is_not_replaced_by_a_form(
    store: Store, tmp_path: Path
) -> None:
    content = corrected(loaded(store), tmp_path, put_field("fingerprint", "h000000000000"))
    before = store.counts()
    with pytest.raises(RefusedEdit) as caught:
        load(store, "план.xlsx", content)
    assert caught.value.code == "exchange_elsewhere"
    # without its key it is a document like any other: the one of the same subject and title
    nameless = edited(content, put_field("document_key", ""))
    for number in range(1, 36):
        nameless = edited(nameless, put(number, "address", ""))
    result = load(store, "план.xlsx", nameless)
    assert (result.outcome, result.document_key) == (StoreOutcome.UNCHANGED, PLAN)
    assert store.counts() == before


def test_a_filled_in_form_is_known_again_when_it_is_mended(store: Store) -> None:
    content = edited(write_workbook(empty_form(DocumentKind.PLAN), ""), write_plan)
    first = load(store, "наш план.xlsx", content)
    assert (first.outcome, first.document_key) == (StoreOutcome.INSERTED, PLAN)
    mended = edited(content, put(2, "deadline", "III квартал"))
    second = load(store, "наш план 2.xlsx", mended)
    assert (second.outcome, second.document_key, second.changed) == (
        StoreOutcome.UPDATED,
        PLAN,
        1,
    )


def write_plan(book: Workbook) -> None:
    """Two measures of Luhansk oblast in the empty form."""
    for key, value in {
        "title": "План заходів з реалізації Ініціативи «Партнерство «Відкритий Уряд»",
        "programme": "ПВУ",
        "region_iso": "UA-09",
        "year_start": 2013,
        "year_end": 2013,
    }.items():
        put_field(key, value)(book)
    for number, title in enumerate(("Провести семінар", "Оприлюднити реєстр"), start=1):
        put(number, "number", str(number))(book)
        put(number, "title", title)(book)
        put(number, "deadline", "II квартал")(book)


CORE = "docProps/core.xml"
SaveAs = Callable[[str, Sequence[Path]], list[Path]]


@pytest.fixture(scope="session")
def save_as(tmp_path_factory: pytest.TempPathFactory) -> SaveAs:
    """Has LibreOffice save files in another format; the same files in the same format once for both databases."""
    profile = tmp_path_factory.mktemp("office") / "profile"
    saved: dict[tuple[object, ...], list[Path]] = {}

    def contents(file: Path) -> object:
        if not zipfile.is_zipfile(file):
            return file.read_bytes()
        with zipfile.ZipFile(file) as book:
            # when a book was written tells nothing of what stands in it
            return [(one.filename, one.CRC) for one in book.infolist() if one.filename != CORE]

    def save(step: str, files: Sequence[Path]) -> list[Path]:
        known = (step, *((file.name, repr(contents(file))) for file in files))
        if known not in saved:
            out = tmp_path_factory.mktemp("saved")
            source = ["--infilter=CSV:59,34,76"] if files[0].suffix == ".csv" else []
            subprocess.run(
                [
                    *("soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"),
                    *(*source, "--convert-to", step, "--outdir", out, *files),
                ],
                check=True,
                capture_output=True,
                timeout=120,
            )
            saved[known] = sorted(out.iterdir())
        return saved[known]

    return save


@needs_office
@pytest.mark.parametrize(
    ("suffix", "steps"),
    [
        ("xlsx", ["xlsx"]),
        ("xlsx", ["ods", "xlsx"]),
        ("xlsx", ["xls"]),
        ("csv", ["csv:Text - txt - csv (StarCalc):59,34,34"]),
        ("csv", ["ods"]),
    ],
    ids=["xlsx", "ods-xlsx", "xls", "csv-1251", "csv-ods"],
)
def test_what_libreoffice_saves_changes_nothing(
    store: Store, tmp_path: Path, suffix: str, steps: list[str], save_as: SaveAs
) -> None:
    before = loaded(store).counts()
    files = forms(store, tmp_path, suffix)
    for step in steps:
        files = save_as(step, files)
    assert len(files) == 5
    if steps[0].startswith("csv"):
        assert "Обмінна форма".encode("cp1251") in files[0].read_bytes()
    for file in files:
        result = load(store, file.name, file.read_bytes())
        assert result.outcome is StoreOutcome.UNCHANGED, file.name
    assert store.counts() == before


def test_the_commands_tell_everything_and_store_nothing_that_is_wrong(
    run_etl: Etl,
    connect: Connect,
    prepared_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OGP_DATABASE_URL", prepared_url)
    run_etl("load")
    run = run_etl("export", "--out", tmp_path / "f", "--format", "xlsx", "--document", PLAN)
    assert (run.code, sorted(file.name for file in (tmp_path / "f").iterdir())) == (
        0,
        [f"{PLAN}.xlsx"],
    )
    path = tmp_path / "f" / f"{PLAN}.xlsx"
    written = path.read_bytes()
    assert "UA-09-pvu-plan-2013.xlsx — без змін\n" in run_etl("load", path).out

    path.write_bytes(edited(edited(written, put(2, "title", "")), put(4, "direction", "9")))
    run = run_etl("load", path)
    assert run.code == 1
    assert "помилок — 2; усі їх перелічено нижче. Нічого не збережено" in run.err
    assert "аркуш 3, рядок 3  Стовпець «Захід» порожній" in run.out
    assert "аркуш 3, рядок 5  Стовпець «Напрям»: на аркуші «Напрями» немає напряму «9»" in run.out
    assert "Версія даних 5" in run.err

    def rename(book: Workbook) -> None:
        book[DIRECTIONS]["B2"].value += " (друга редакція)"

    path.write_bytes(edited(edited(written, put(1, "deadline", "постійно")), rename))
    run = run_etl("load", path, "--dry-run")
    assert "нова версія: заходів додано 0, змінено 1, знято 0" in run.out
    assert "строк  II квартал 2013 року → постійно" in run.out
    assert run.out.count("(друга редакція)\n") == 2  # the head of the change and its new words
    assert run.out.count("→") == 2
    assert "Версія даних 5" in run.err
    assert run_etl("load", path).code == 0
    path.write_bytes(edited(written, put(1, "deadline", "щороку")))
    run = run_etl("load", path)
    assert "винесено з версії 1" in run.err and "поточна — версія 2" in run.err
    path.write_bytes(edited(written, put_field("document_key", "UA-00-plan")))
    assert f"адреси «{PLAN}:1.1» у цьому документі немає" in run_etl("load", path).out
    assert run_etl("export", "--out", tmp_path, "--document", PLAN).code == 2
    assert run_etl("export", "--out", tmp_path, "--format", "csv", "--document", "x").code == 1
    assert run_etl("check", path).code in (0, 1)
