"""A form that a person edited: what is taken for a change, what is refused, where each value comes from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from data.errors import RefusedEdit
from data.model import Document, Fate, Issue, Place, Severity
from etl.blocks import Cell
from etl.exchange.cells import is_spoilt_number, same_words, unarmour
from etl.exchange.filling import fill_form
from etl.exchange.form import EditedDocument
from etl.exchange.settling import settle_form
from etl.exchange.writing import armour, write_csv, write_workbook
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
from tests.support.reading import read_document

PLAN = "luhansk-2013.txt"
REPORT = "luhansk-2017-report.txt"
Change = Callable[[Workbook], object]


def workbook(name: str = PLAN) -> bytes:
    return write_workbook(fill_form(as_stored(bundled()[name])), name)


def settled(name: str, content: bytes) -> tuple[Document, tuple[Issue, ...]]:
    form = read_document("правки.xlsx", content)
    assert isinstance(form, EditedDocument) and form.form is not None
    return settle_form(form, form.form, as_stored(bundled()[name]))


def refused(content: bytes, name: str = PLAN) -> list[tuple[str, str, str, str]]:
    """Each fault as place, code, words and column."""
    with pytest.raises(RefusedEdit) as caught:
        settled(name, content)
    assert caught.value.values["count"] == len(caught.value.issues)
    return [(one.place.code, one.code, one.raw, one.hint) for one in caught.value.issues]


@pytest.mark.parametrize("name", bundled())
@pytest.mark.parametrize("write", [lambda f: write_workbook(f, ""), write_csv], ids=["xlsx", "csv"])
def test_a_form_left_alone_is_the_version_itself(name: str, write: Callable[..., bytes]) -> None:
    stored = as_stored(bundled()[name])
    document, notes = settled(name, write(fill_form(stored)))
    for part in ("header", "directions", "measures", "national_plans", "national_facts"):
        assert getattr(document, part) == getattr(stored.document, part), part
    assert document.rows == stored.document.rows
    assert document.issues == stored.document.issues
    assert document.revision is not None and document.revision.measure_ids == stored.measure_ids
    assert notes == ()


@pytest.mark.parametrize(
    ("given", "stored", "spoilt"),
    [
        ("1.1", "1.10", True),
        ("1,1", "1.10", True),
        ("01.10.2026", "1.10", True),
        ("2026-10-01", "1.10", True),
        ("01.жов", "1.10", True),
        ("1-Oct", "1.10", True),
        ("10/01/26", "1.10", True),
        ("січ.13", "1.13", True),
        ("1.2", "1.10", False),
        ("02.10.2026", "1.10", False),
        ("1", "1.10", False),
        ("1.1", "12", False),
        ("", "1.10", False),
    ],
)
def test_what_a_spreadsheet_makes_of_a_number(given: str, stored: str, spoilt: bool) -> None:
    assert is_spoilt_number(given, stored) is spoilt


@pytest.mark.parametrize(
    ("given", "stored", "same"),
    [
        ("До 1 березня  2013\u00a0року ", "До 1 березня 2013 року", True),
        ("до\nкінця року", "до кінця року", True),
        ("обов?язок", "обов\u02bcязок", True),
        ("обов?язок", "обов’язок", False),
        ("До 2 березня", "До 1 березня", False),
    ],
)
def test_what_counts_as_the_same_words(given: str, stored: str, same: bool) -> None:
    assert same_words(given, stored) is same


@pytest.mark.parametrize("text", ["=1+1", "-", "'=1+1", "''-а", "@а", "'апостроф", "'", "план", ""])
def test_armour_comes_off_again_and_nothing_runs(text: str) -> None:
    written = armour(text)
    assert not written.startswith(("=", "+", "-", "@"))
    assert unarmour(Cell(written)).text == text


def test_nothing_in_a_form_is_a_formula() -> None:
    plan = bundled()[PLAN]
    measure = plan.measures[0]
    evil = type(measure)(
        **{name: getattr(measure, name) for name in measure.__dataclass_fields__}
        | {"full_text": '=HYPERLINK("http://x")', "bodies_text": "+38"}
    )
    stored = as_stored(
        type(plan)(
            **{name: getattr(plan, name) for name in plan.__dataclass_fields__}
            | {"measures": (evil, *plan.measures[1:])}
        )
    )
    book: list[str] = []
    edited(
        write_workbook(fill_form(stored), ""),
        lambda b: book.extend(cell.data_type for sheet in b for row in sheet for cell in row),
    )
    assert "f" not in book
    assert "'=HYPERLINK" in write_csv(fill_form(stored)).decode("utf-8-sig")


def test_an_edited_cell_changes_its_measure_and_nothing_else() -> None:
    before = bundled()[PLAN]
    document, _ = settled(PLAN, edited(workbook(), put(3, "deadline", "До 1 липня 2013 року")))
    measure, old = document.measures[2], before.measures[2]
    assert measure.deadline.due_dates == (date(2013, 7, 1),)
    assert measure.deadline.text == "До 1 липня 2013 року"
    for name in set(old.__dataclass_fields__) - {"deadline"}:
        assert getattr(measure, name) == getattr(old, name), name
    assert (
        document.measures[:2] + document.measures[3:] == before.measures[:2] + before.measures[3:]
    )
    added = [row for row in document.rows if row not in before.rows]
    assert [(row.place, row.cells, row.headings, row.position) for row in added] == [
        (Place(edit=2, sheet=3, row=4), ("До 1 липня 2013 року",), ("Строк",), 3)
    ]
    assert added[0].fate is Fate.CONTINUATION
    assert [row for row in document.rows if row in before.rows] == list(before.rows)


def test_edited_bodies_are_read_again_from_their_words() -> None:
    words = "управління економіки облдержадміністрації\nгромадська рада (за згодою)"
    document, _ = settled(PLAN, edited(workbook(), put(1, "bodies", words)))
    assert [(one.body, one.by_consent) for one in document.measures[0].assignments] == [
        ("управління економіки облдержадміністрації", False),
        ("громадська рада", True),
    ]


def test_an_edited_result_is_read_again_and_its_quotation_stands_in_the_form() -> None:
    words = "Конкурс не проводився через брак коштів."
    document, _ = settled(REPORT, edited(workbook(REPORT), put(2, "result", words)))
    outcome = document.measures[1].outcome
    assert outcome is not None and outcome.status == "not_done"
    row = next(row for row in document.rows if row.place.edit == 2)
    assert outcome.quotation in row.cells[0]


def test_new_years_are_read_into_deadlines_that_name_none() -> None:
    before = bundled()[REPORT]
    content = edited(workbook(REPORT), put_field("year_start", "2018"))
    content = edited(content, put_field("year_end", "2018"))
    document, _ = settled(REPORT, content)
    moved = [
        (old.deadline.due_dates, new.deadline.due_dates)
        for old, new in zip(before.measures, document.measures, strict=True)
        if old.deadline.due_dates != new.deadline.due_dates
    ]
    assert moved and all(new[0].year == 2018 for _, new in moved)
    assert {row.place.edit for row in document.rows} == {None, 2}


def test_rows_are_dropped_added_and_moved() -> None:
    before = bundled()[PLAN]

    def change(book: Workbook) -> None:
        sheet = book[MEASURES]
        sheet.delete_rows(2)
        sheet.move_range(f"A3:{sheet.cell(3, sheet.max_column).coordinate}", rows=60)
        last = sheet.max_row + 1
        for key, value in {
            "number": "1.20",
            "direction": "1",
            "title": "Провести круглий стіл.",
            "deadline": "II квартал 2013 року",
            "bodies": "управління культури",
        }.items():
            sheet.cell(last, column_of(sheet, key)).value = value

    document, _ = settled(PLAN, edited(workbook(), change))
    assert document.revision is not None
    ids = as_stored(before).measure_ids
    assert document.revision.measure_ids == (ids[1], *ids[3:], ids[2], None)
    assert [one.position for one in document.measures] == list(range(1, 36))
    new = document.measures[-1]
    assert (new.number, new.title, new.deadline.due_dates) == (
        "1.20",
        "Провести круглий стіл.",
        (date(2013, 6, 30),),
    )
    assert new.place.edit == 2
    by_position = {row.position for row in document.rows if row.fate is Fate.MEASURE}
    assert by_position == set(range(1, 36))


def test_a_direction_gets_another_title() -> None:
    def change(book: Workbook) -> None:
        book[DIRECTIONS]["B2"].value = "Розвиток електронного урядування"

    before = bundled()[PLAN]
    document, _ = settled(PLAN, edited(workbook(), change))
    assert document.directions[0].title == "Розвиток електронного урядування"
    assert document.directions[0].place == Place(edit=2, sheet=2, row=2)
    assert document.directions[1:] == before.directions[1:]


def test_issues_follow_the_words_that_raise_them() -> None:
    before = bundled()[PLAN]
    document, _ = settled(PLAN, edited(workbook(), put(1, "deadline", "коли-небудь згодом")))
    new = [issue for issue in document.issues if issue not in before.issues]
    assert [(one.code, one.place, one.raw) for one in new] == [
        ("deadline_unread", Place(edit=2, sheet=3, row=2), "коли-небудь згодом")
    ]
    assert [issue for issue in before.issues if issue not in document.issues] == []


@pytest.mark.parametrize("value", [1.1, datetime(2026, 10, 1), date(2026, 10, 1)])
def test_a_number_that_the_spreadsheet_spoilt_is_kept_and_told(value: object) -> None:
    before = bundled()[PLAN]
    at = next(index for index, one in enumerate(before.measures, 1) if one.number == "1.10")
    document, notes = settled(PLAN, edited(workbook(), put(at, "number", value)))
    assert document.measures == before.measures
    assert [(note.code, note.raw, note.place.row) for note in notes] == [
        ("exchange_number_kept", "1.10", at + 1)
    ]
    assert document.issues == before.issues


def test_a_number_written_as_text_is_a_new_number() -> None:
    before = bundled()[PLAN]
    at = next(index for index, one in enumerate(before.measures, 1) if one.number == "1.10")
    document, _ = settled(PLAN, edited(workbook(), put(at, "number", "1.1")))
    assert document.measures[at - 1].number == "1.1"


def _merge(book: Workbook) -> None:
    book[MEASURES].merge_cells("F2:F3")


def _rename(book: Workbook) -> None:
    book[MEASURES].cell(1, column_of(book[MEASURES], "deadline")).value = "Коли"


def _drop_sheet(book: Workbook) -> None:
    del book[DIRECTIONS]


def _repeat_address(book: Workbook) -> None:
    book[MEASURES]["A3"].value = book[MEASURES]["A2"].value


FAULTS: dict[str, tuple[Change, list[tuple[str, str, str, str]]]] = {
    "формула": (
        put(1, "deadline", '="до "&"1"'),
        [("s3r2", "exchange_formula", "", "Строк")],
    ),
    "невідома адреса": (
        put(1, "address", "UA-09-pvu-plan-2013:99"),
        [("s3r2", "exchange_address_unknown", "UA-09-pvu-plan-2013:99", "Адреса")],
    ),
    "адреса двічі": (
        _repeat_address,
        [("s3r3", "exchange_address_repeated", "UA-09-pvu-plan-2013:1.1", "Адреса")],
    ),
    "порожній захід": (put(2, "title", " \u00a0"), [("s3r3", "exchange_empty", "", "Захід")]),
    "немає напряму": (
        put(1, "direction", "7"),
        [("s3r2", "exchange_direction_unknown", "7", "Напрям")],
    ),
    "номер-дата": (
        put(1, "number", date(2026, 5, 17)),
        [("s3r2", "exchange_number", "17.05.2026", "№")],
    ),
    "змінено прочитане": (
        put(1, "read_deadline", "до певного дня: 01.01.2013"),
        [("s3r2", "exchange_reading", "до певного дня: 01.01.2013", "Прочитано: строк")],
    ),
    "немає стовпця": (_rename, [("s3r1", "exchange_column_missing", "Заходи", "Строк")]),
    "не дата": (
        put_field("approved_on", "30 лютого"),
        [("s1r11", "exchange_day", "30 лютого", "Дата затвердження")],
    ),
    "дати не існує": (
        put_field("approved_on", "30.02.2013"),
        [("s1r11", "exchange_day", "30.02.2013", "Дата затвердження")],
    ),
    "не рік": (put_field("year_end", "13"), [("s1r10", "exchange_year", "13", "Останній рік")]),
    "роки навпаки": (
        put_field("year_end", "2012"),
        [("s1r10", "exchange_years_order", "2013–2012", "Останній рік")],
    ),
    "немає регіону": (
        put_field("region_iso", "UA-99"),
        [("s1r8", "exchange_region", "UA-99", "Регіон")],
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_refused_with_its_row_and_column(fault: str) -> None:
    change, told = FAULTS[fault]
    found = refused(edited(workbook(), change))
    assert [one for one in found if one[1] != "exchange_direction_unknown" or one in told] == told


def test_merged_cells_and_missing_sheets_are_refused() -> None:
    assert {("s3r2", "exchange_merged"), ("s3r3", "exchange_merged")} <= {
        one[:2] for one in refused(edited(workbook(), _merge))
    }
    assert ("", "exchange_sheet_missing", "", "Напрями") in refused(edited(workbook(), _drop_sheet))


def test_all_faults_are_told_at_once_in_the_order_of_the_form() -> None:
    content = workbook()
    for change in (
        put(9, "direction", "7"),
        put(2, "title", ""),
        put_field("approved_on", "колись"),
        put(5, "deadline", "=1+1"),
        put_field("kind", "мрія"),
    ):
        content = edited(content, change)
    assert [(place, code) for place, code, _, _ in refused(content)] == [
        ("s1r5", "exchange_word"),
        ("s1r11", "exchange_day"),
        ("s3r3", "exchange_empty"),
        ("s3r6", "exchange_formula"),
        ("s3r10", "exchange_direction_unknown"),
    ]


def test_what_is_no_part_of_the_form_is_left_out_and_told() -> None:
    def change(book: Workbook) -> None:
        book.create_sheet("Чернетка")["A1"].value = "нотатки"
        book["Чернетка"].sheet_state = "hidden"
        sheet = book[MEASURES]
        sheet.cell(1, sheet.max_column + 1).value = "Примітка"

    document, notes = settled(PLAN, edited(workbook(), change))
    assert document.measures == bundled()[PLAN].measures
    assert {(note.code, note.raw) for note in notes} == {
        ("exchange_ignored", "Чернетка"),
        ("exchange_ignored", "Примітка"),
    }
    assert all(note.severity is Severity.WARNING for note in notes)


def test_a_form_of_another_version_is_a_conflict() -> None:
    content = edited(workbook(), put_field("version", "4"))
    with pytest.raises(RefusedEdit) as caught:
        settled(PLAN, content)
    assert (caught.value.code, caught.value.values["found"], caught.value.values["current"]) == (
        "exchange_conflict",
        "4",
        "1",
    )


def test_a_workbook_without_the_mark_is_read_as_any_other() -> None:
    def change(book: Workbook) -> None:
        book["Документ"]["A1"].value = "План"

    assert not isinstance(read_document("план.xlsx", edited(workbook(), change)), EditedDocument)
