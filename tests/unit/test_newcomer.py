"""Forms of documents that the database does not hold: what is read of them, what is refused, the empty form."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from data.errors import RefusedEdit
from data.model import Document, DocumentKind, Fate, Issue, Origin, Place, Status
from etl.exchange.filling import empty_form, fill_form
from etl.exchange.form import EditedDocument
from etl.exchange.newcomer import settle_newcomer
from etl.exchange.writing import write_csv, write_workbook
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
WITH_MEASURES = [name for name, one in bundled().items() if one.measures]
Change = Callable[[Workbook], object]


def workbook(name: str = PLAN) -> bytes:
    return write_workbook(fill_form(as_stored(bundled()[name])), name)


def taken(content: bytes, name: str = "нова форма.xlsx") -> tuple[Document, tuple[Issue, ...]]:
    form = read_document(name, content)
    assert isinstance(form, EditedDocument) and form.claim is not None
    return settle_newcomer(form, form.claim, is_held=False)


def refused(content: bytes) -> list[tuple[str, str, str, str]]:
    with pytest.raises(RefusedEdit) as caught:
        taken(content)
    return [(one.place.code, one.code, one.raw, one.hint) for one in caught.value.issues]


def filled_in(kind: DocumentKind, change: Change) -> bytes:
    return edited(write_workbook(empty_form(kind), ""), change)


def write_report(book: Workbook) -> None:
    """What a region that has no Word file writes into the empty form."""
    for key, value in {
        "title": "Звіт про виконання плану заходів",
        "programme": "ПВУ",
        "region_iso": "Луганська область",
        "year_start": 2013,
        "year_end": 2013,
        "period_start": "01.01.2013",
        "period_end": "31.12.2013",
        "report_date": "31.01.2014",
    }.items():
        put_field(key, value)(book)
    book[DIRECTIONS].append(["1", "Залучення громадськості"])
    rows = [
        ("1.1", "1", "Провести семінар.\n- для рад;\n- для громад.", "II квартал", "Управління економіки"),
        ("1.10", "", "Оприлюднити реєстр.", "постійно", "Управління юстиції, райради (за згодою)"),
    ]  # fmt: skip
    told = ["Семінар проведено 15 травня 2013 року.", "Реєстр не оприлюднено."]
    sheet = book[MEASURES]
    for number, (row, result) in enumerate(zip(rows, told, strict=True), start=1):
        for key, value in zip(
            ("number", "direction", "title", "deadline", "bodies"), row, strict=True
        ):
            put(number, key, value)(book)
        sheet.cell(number + 1, column_of(sheet, "result")).value = result


@pytest.mark.parametrize("name", WITH_MEASURES)
@pytest.mark.parametrize("write", [lambda f: write_workbook(f, ""), write_csv], ids=["xlsx", "csv"])
def test_a_form_says_what_its_document_says(name: str, write: Callable[..., bytes]) -> None:
    stored = as_stored(bundled()[name])
    document, notes = taken(write(fill_form(stored)), "форма")
    assert notes == ()
    assert document.origin == Origin(stored.key, stored.measure_ids)
    said = [
        [
            (one.number, one.title, one.full_text, one.direction_number, one.task, one.subtasks),
            (one.deadline, one.bodies_text, one.assignments, one.theme, one.theme_rule),
            (one.expected_result, one.outcome),
        ]
        for document in (stored.document, document)
        for one in document.measures
    ]
    half = len(said) // 2
    assert said[:half] == said[half:]
    assert [(one.number, one.title) for one in document.directions] == [
        (one.number, one.title) for one in stored.document.directions
    ]
    # the form of the form says the same again
    again, first = fill_form(as_stored(document)), fill_form(stored)
    for one, other in zip(again.measures, first.measures, strict=True):
        assert {**one, "source": ""} == {**other, "source": ""}
    assert again.columns == first.columns


def test_every_row_has_its_place_and_fate() -> None:
    document, _ = taken(workbook())
    assert [row.fate for row in document.rows if row.place.sheet == 1] == [Fate.TEXT] * 15
    assert [row.fate for row in document.rows if row.place.sheet == 2] == [
        Fate.FURNITURE,
        *[Fate.DIRECTION] * 4,
    ]
    rows = [row for row in document.rows if row.place.sheet == 3]
    assert [row.fate for row in rows] == [Fate.FURNITURE, *[Fate.MEASURE] * 35]
    assert [row.position for row in rows] == [None, *range(1, 36)]
    assert [one.place for one in document.measures] == [row.place for row in rows[1:]]
    assert "Прочитано: строк" not in rows[1].headings
    assert (document.header.place, document.reader) == (Place(sheet=1, row=6), "exchange-form")


def test_an_empty_form_that_is_filled_in_is_a_report() -> None:
    document, notes = taken(filled_in(DocumentKind.REPORT, write_report))
    assert (notes, document.origin, document.issues) == ((), None, ())
    header = document.header
    assert (header.kind, header.region_iso, header.year_start) == ("report", "UA-09", 2013)
    first, second = document.measures
    assert (first.number, first.direction_number) == ("1.1", "1")
    assert first.subtasks == ("для рад", "для громад")
    assert [f"{day}" for day in first.deadline.due_dates] == ["2013-06-30"]
    assert [one.outcome.status for one in (first, second) if one.outcome] == [
        Status.COMPLETED,
        Status.NOT_DONE,
    ]
    assert [(one.body, one.by_consent) for one in second.assignments] == [
        ("Управління юстиції", False),
        ("райради", True),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251", "utf-16"])
def test_excel_s_way_of_saving_the_csv_form_is_taken(encoding: str) -> None:
    """Semicolons, every line as long as the longest, quotes only where they must be."""
    rows = list(
        csv.reader(
            io.StringIO(write_csv(empty_form(DocumentKind.PLAN)).decode("utf-8-sig")), delimiter=";"
        )
    )
    given = {"Назва": "План заходів", "Програма": "ПВУ", "Регіон": "UA-09", "Перший рік": "2013"}
    rows = [[row[0], given[row[0]], *row[2:]] if row and row[0] in given else row for row in rows]
    rows.append(["1", "", "", "Провести; обговорити\nі оприлюднити", "01.07.2013", "райради"])
    wide = max(map(len, rows))
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows([*row, *[""] * (wide - len(row))] for row in rows)
    document, notes = taken(stream.getvalue().encode(encoding), "план.csv")
    assert notes == ()
    (measure,) = document.measures
    assert (measure.full_text, f"{measure.deadline.due_dates[0]}") == (
        "Провести; обговорити і оприлюднити",
        "2013-07-01",
    )
    assert measure.place.line is not None and measure.place.line_end == measure.place.line + 1


def test_faults_of_a_new_document_stand_with_sheet_row_and_column() -> None:
    def change(book: Workbook) -> None:
        write_report(book)
        put_field("title", "")(book)
        put_field("report_date", "узимку")(book)
        put(1, "number", 1.1)(book)
        put(2, "title", "")(book)
        put(2, "direction", "7")(book)

    assert refused(filled_in(DocumentKind.REPORT, change)) == [
        ("s1r3", "exchange_empty", "", "Назва"),
        ("s1r12", "exchange_day", "узимку", "Дата звіту"),
        ("s3r2", "exchange_number", "1.1", "№"),
        ("s3r3", "exchange_empty", "", "Захід"),
        ("s3r3", "exchange_direction_unknown", "7", "Напрям"),
    ]
    assert refused(write_workbook(empty_form(DocumentKind.PLAN), "")) == [
        ("", "exchange_nothing", "", "Заходи"),
        ("s1r3", "exchange_empty", "", "Назва"),
        ("s1r4", "exchange_word", "", "Програма: ПВУ, Стратегія ГС, Інша програма"),
    ]


ALIEN = ["UA-14-pvu-plan-2013:1", "UA-09-pvu-plan-2013:1/?x"]
TWICE = "UA-09-pvu-plan-2013:1.2"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (
            put_field("document_key", "../../план"),
            ("s1r2", "exchange_key", "../../план", "Ключ документа"),
        ),
        *(
            (put(1, "address", one), ("s3r2", "exchange_address_unknown", one, "Адреса"))
            for one in ALIEN
        ),
        (put(1, "address", TWICE), ("s3r3", "exchange_address_repeated", TWICE, "Адреса")),
    ],
)
def test_a_key_and_addresses_are_believed_only_when_they_can_be_ours(
    change: Change, fault: tuple[str, str, str, str]
) -> None:
    assert fault in refused(edited(workbook(), change))


def test_a_report_without_its_results_is_refused() -> None:
    def change(book: Workbook) -> None:
        sheet = book[MEASURES]
        sheet.delete_cols(column_of(sheet, "result"))

    assert ("", "exchange_column_missing", "Заходи", "Результат") in refused(
        edited(workbook(REPORT), change)
    )


def test_what_its_person_should_know_is_told() -> None:
    content = edited(workbook(), put_field("version", "3"))
    content = edited(content, put(1, "read_deadline", "до певного дня: 01.01.2013"))
    document, notes = taken(content)
    assert [(one.code, one.raw, one.hint) for one in notes] == [
        ("exchange_history", "3", "UA-09-pvu-plan-2013")
    ]
    assert [
        (one.place.code, one.raw, one.hint)
        for one in document.issues
        if one.code == "exchange_read_otherwise"
    ] == [("s3r2", "до певного дня: 01.01.2013", "Прочитано: строк")]
