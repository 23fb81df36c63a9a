"""Shapes of tables, each by the smallest table that shows it: headers, directions, foreign tables, merged cells."""

from collections.abc import Sequence
from html import escape

import pytest

from data.errors import UnknownLayout
from data.model import Document, DocumentKind
from etl.blocks import Cell, TableRow
from etl.layouts.headings import is_roman
from etl.layouts.rows import Field
from etl.layouts.table_head import find_columns, find_headers
from etl.layouts.words import is_number_row
from etl.readers.tree import is_footnote_mark
from tests.support.office import cell, docx, paragraph, table
from tests.support.reading import read_document

TITLE = "План заходів з реалізації Ініціативи «Партнерство «Відкритий Уряд» у Сумській області на 2016 рік"
REPORT = (
    "Звіт про виконання Плану заходів «Партнерство «Відкритий Уряд» у Сумській області за 2016 рік"
)
HEADER = ("№", "Захід", "Термін", "Виконавці")
FIRST = ("1.", "Провести форум", "травень 2016 року", "відділ преси")
SECOND = ("2.", "Видати довідник", "постійно", "відділ освіти")


def rows_of(*rows: Sequence[str]) -> list[TableRow]:
    return [TableRow(tuple(map(Cell, row))) for row in rows]


def page(*parts: str | Sequence[Sequence[str]], title: str = TITLE) -> Document:
    """A web page of lines and tables; a row of one text is merged over its table."""
    made = []
    for part in parts:
        if isinstance(part, str):
            made.append(f"<p>{escape(part)}</p>")
            continue
        width = max(map(len, part))
        rows = (
            f'<td colspan="{width}">{escape(row[0])}</td>'
            if len(row) == 1
            else "".join(f"<td>{escape(text)}</td>" for text in row)
            for row in part
        )
        made.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    body = f"<html><body><p>{title}</p>{''.join(made)}</body></html>"
    return read_document("план.html", body.encode())


def fates(document: Document) -> list[str]:
    return [row.fate.value for row in document.rows][1:]


def codes(document: Document) -> list[tuple[str, str]]:
    return [(issue.code, issue.raw) for issue in document.issues]


def directions(document: Document) -> list[tuple[str, str]]:
    return [(direction.number, direction.title) for direction in document.directions]


# --- headers ---------------------------------------------------------------------------------


def test_the_lower_row_of_a_header_names_the_columns_of_a_group() -> None:
    rows = rows_of(
        ("№", "Захід", "Виконання", "", "Строк", ""),
        ("", "", "стан", "хід виконання", "початок", "закінчення"),
        ("1.", "Форум", "виконано", "Проведено", "січень", "травень"),
    )
    headers, lower = find_headers(rows)
    assert [row.texts for row in headers.values()] == [
        ("№", "Захід", "стан", "хід виконання", "Строк початок", "Строк закінчення")
    ]
    assert lower == {1}


@pytest.mark.parametrize(
    "below",
    [
        ("1.", "Провести форум", "травень", "відділ преси", "Протокол"),  # a measure
        ("№", "Захід", "Термін", "Виконавці", "Індикатор"),  # the header again
        ("1", "2", "3", "4", "5"),
    ],
)
def test_a_row_below_a_header_that_lacks_a_word_is_no_part_of_it(below: tuple[str, ...]) -> None:
    headers, lower = find_headers(rows_of(("№", "Захід", "Термін", "Виконавці", ""), below))
    assert headers[0].texts == ("№", "Захід", "Термін", "Виконавці", "")
    assert lower == frozenset()


def test_a_measure_above_a_repeated_header_is_no_header() -> None:
    rows = rows_of(HEADER, ("1.", "Форум", "", "відділ преси"), HEADER)
    headers, lower = find_headers(rows)
    assert (set(headers), lower) == ({0, 2}, frozenset())


def test_the_two_ends_of_a_deadline_are_one_deadline() -> None:
    header = ("№", "Захід", "Початок реалізації", "Строк початку", "Строк завершення", "Виконавці")
    document = page(
        [header, ("1.", "Форум", "так", "лютий 2016 року", "травень 2016 року", "відділ преси")]
    )
    (measure,) = document.measures
    assert [str(due) for due in measure.deadline.due_dates] == ["2016-05-31"]
    assert str(measure.deadline.start) == "2016-02-01"


def test_columns_of_one_meaning_are_joined_or_named() -> None:
    joined = find_columns(("Захід", "Виконавці", "Головний виконавець", "Термін", "Строк"))
    assert joined[Field.BODIES] == (1, 2)
    assert joined[Field.DEADLINE] == (3,)
    header = ("№", "Захід", "Строк виконання", "Фактичний термін", "Термін", "Виконавці")
    document = page(
        [header, ("1.", "Форум", "травень 2016 року", "x", "липень 2016 року", "відділ преси")]
    )
    named = [raw for code, raw in codes(document) if code == "column_not_understood"]
    assert named == ["Фактичний термін", "Термін"]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("1", "2", "3"), True),
        (("1.", "2.", "3."), True),
        (("", "1", "2"), True),
        (("(1)", "(2)"), True),
        (("1", "3", "4"), False),
        (("", "1"), False),
        (("1.", "Форум", "3"), False),
    ],
)
def test_a_row_numbers_the_columns(texts: tuple[str, ...], expected: bool) -> None:
    assert is_number_row(texts) is expected


# --- directions and tasks --------------------------------------------------------------------


def test_a_merged_row_without_a_number_is_a_direction() -> None:
    document = page([HEADER, ("Відкриті дані",), FIRST, ("Послуги",), SECOND])
    assert directions(document) == [("1", "Відкриті дані"), ("2", "Послуги")]
    assert [m.direction_number for m in document.measures] == ["1", "2"]


def test_merged_rows_that_follow_each_other_are_a_title_or_a_task() -> None:
    titled = page([HEADER, ("Розділ I",), ("Відкриті дані",), FIRST])
    assert directions(titled) == [("I", "Відкриті дані")]
    assert titled.measures[0].task == ""
    nested = page([HEADER, ("Розділ I. Дані",), ("Портал області",), FIRST, SECOND])
    assert directions(nested) == [("I", "Дані")]
    assert {m.task for m in nested.measures} == {"Портал області"}


@pytest.mark.parametrize(
    ("text", "fate"),
    [
        ("Примітка: строки уточнюються", "text"),
        ("Начальник відділу    І.Ніконов", "furniture"),
        ("Надруковано на замовлення", "issue"),
    ],
)
def test_a_merged_row_below_the_measures_is_no_direction(text: str, fate: str) -> None:
    document = page([HEADER, FIRST, SECOND, (text,)])
    assert fates(document) == ["furniture", "measure", "measure", fate]
    assert directions(document) == []
    assert [raw for code, raw in codes(document) if code == "row_not_understood"] == (
        [text] if fate == "issue" else []
    )


def test_lettered_measures_stand_in_the_numbered_row_above_them() -> None:
    document = page(
        [
            HEADER,
            ("1)", "Прозорий бюджет", "", ""),
            ("а)", *FIRST[1:]),
            ("б)", *SECOND[1:]),
            ("2)", "Вести облік звернень", "постійно", "відділ преси"),
        ]
    )
    assert [(m.number, m.task) for m in document.measures] == [
        ("а", "1. Прозорий бюджет"), ("б", "1. Прозорий бюджет"), ("2", ""),
    ]  # fmt: skip


def test_a_measure_that_only_lacks_its_other_cells_is_no_heading() -> None:
    document = page([HEADER, FIRST, ("2.", "Видати довідник", "", ""), ("3.", *SECOND[1:])])
    assert [m.number for m in document.measures] == ["1", "2", "3"]


def test_lines_between_tables_are_directions() -> None:
    document = page(
        "Розділ 1. Вступний перелік",
        "I. Участь",
        [HEADER, FIRST],
        "Розділ II",
        "Послуги",
        "Завдання 1. Центри",
        [SECOND],
    )
    assert directions(document) == [("I", "Участь"), ("II", "Послуги")]
    assert [(m.direction_number, m.task) for m in document.measures] == [
        ("I", ""), ("II", "Завдання 1. Центри"),
    ]  # fmt: skip


def test_numbered_prose_above_a_table_is_no_direction() -> None:
    document = page("2. Контроль залишаю за собою", [HEADER, FIRST, SECOND])
    assert directions(document) == []


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("I", True),
        ("І", True),
        ("IІІ", True),
        ("ІV", True),
        ("X", True),
        ("1", False),
        ("а", False),
    ],
)
def test_a_numeral_is_roman_in_any_mixture(number: str, expected: bool) -> None:
    assert is_roman(number) is expected


# --- tables of other things, cells of other widths -------------------------------------------


@pytest.mark.parametrize(
    "foreign",
    [
        [("№", "Прізвище", "Посада", "Телефон"), ("3.", "Лісова", "секретар", "00-00")],
        [("3.", "Оренда приміщення", "12 000 грн", "обласний бюджет")],
    ],
)
def test_a_foreign_table_as_wide_as_the_plan_is_left_out(foreign: list[tuple[str, ...]]) -> None:
    document = page([HEADER, FIRST, SECOND], "Додаток", foreign)
    assert len(document.measures) == 2
    assert ("table_left_out", " | ".join(foreign[0])) in codes(document)


def test_without_deadlines_numbers_tell_whether_a_table_goes_on() -> None:
    header, first = ("№", "Захід", "Результат виконання"), ("1.", "Форум", "Проведено")
    document = page(
        [header, first],
        [("2.", "Довідник", "Видано")],
        [("1.", "Приймальня", "00-00")],
        title=REPORT,
    )
    assert document.header.kind is DocumentKind.REPORT
    assert [m.title for m in document.measures] == ["Форум", "Довідник"]
    assert [code for code, _ in codes(document)].count("table_left_out") == 1


def test_a_cell_over_columns_of_different_meaning_is_named() -> None:
    wide = cell("постійно, відділ освіти", '<w:gridSpan w:val="2"/>')
    content = docx(
        paragraph(TITLE) + table(HEADER, FIRST, (SECOND[0], SECOND[1], wide), ("3.", *FIRST[1:]))
    )
    document = read_document("план.docx", content)
    assert [m.number for m in document.measures] == ["1", "2", "3"]
    (issue,) = [issue for issue in document.issues if issue.code == "cells_merged"]
    assert (issue.raw, issue.hint) == ("постійно, відділ освіти", "«Термін», «Виконавці»")


def test_a_row_that_lacks_a_cell_is_named_and_shifts_nothing() -> None:
    document = page([HEADER, FIRST, ("2.", "постійно", "відділ освіти"), ("3.", *FIRST[1:])])
    assert [m.number for m in document.measures] == ["1", "3"]
    assert ("table_broken", "2. | постійно | відділ освіти") in codes(document)


def test_a_header_nobody_knows_is_refused_with_its_words() -> None:
    with pytest.raises(UnknownLayout) as refused:
        page([("Номер", "Колір", "Вага"), ("1", "синій", "3 кг")])
    assert refused.value.values["words"] == "Номер | Колір | Вага"


@pytest.mark.parametrize(
    ("raised", "before", "expected"),
    [
        ("1", "з питань молоді", True),
        ("*", "у 2016 році», ", True),
        ("2)", "громадськості", True),
        ("2", "площею 100 м", False),
        ("го", "1-", False),
        ("2015", "року", False),
    ],
)
def test_a_raised_figure_is_a_footnote_or_text(raised: str, before: str, expected: bool) -> None:
    assert is_footnote_mark(raised, before) is expected


def test_raised_figures_typed_in_word_are_no_text() -> None:
    run = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>'
    title = cell(f"<w:p><w:r><w:t>Провести форум</w:t></w:r>{run}</w:p>")
    content = docx(paragraph(TITLE) + table(HEADER, (FIRST[0], title, *FIRST[2:]), SECOND))
    assert read_document("план.docx", content).measures[0].title == "Провести форум"
