"""Cells of files: nothing runs, nothing breaks the file, nothing is cut in silence."""

import csv
import io
from datetime import date

import openpyxl
import pytest

from dashboard.exports.csv_file import BOM, write_csv
from dashboard.exports.xlsx_file import Sheet, write_xlsx
from data.file_cells import LONGEST_CELL, cut, disarmed, writable

MARK = "… [cut]"
NASTY = [
    "=1+1",
    "+380 642",
    "-провести",
    "@SUM(A1)",
    "\t=1+1",
    " =cmd|' /C calc'!A0",
    "＝1+1",
    "http://example.org",
    "нуль\x00і дзвінок\x07",
    'рядок\nдругий; «лапки» "і" ще',
    "1.10",
    "довга " * 8_000,
    "\ud800 самотній сурогат",
]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "\n=1", "＝1", "\r+1"])
def test_a_formula_is_disarmed(text: str) -> None:
    assert disarmed(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "проведено", "1 = 1", "«=»", "’", "5-й", "'=1"])
def test_a_text_is_left_alone(text: str) -> None:
    assert disarmed(text) == text


def test_what_no_file_can_hold_is_dropped() -> None:
    assert writable("a\x00b\x07c\x1bd\ud800e\ufffef") == "abcdef"
    assert writable("a\tb\nc\r\nd\re") == "a\tb\nc\nd\ne"


def test_a_cell_is_cut_with_a_mark() -> None:
    longest = "я" * LONGEST_CELL
    assert cut(longest, MARK) == longest
    shortened = cut(longest + "я", MARK)
    assert len(shortened) == LONGEST_CELL
    assert shortened.endswith(MARK)


def test_a_sign_outside_the_first_plane_is_not_halved() -> None:
    shortened = cut("𝔸" * LONGEST_CELL, MARK)
    assert len(shortened.encode("utf-16-le")) // 2 <= LONGEST_CELL
    assert set(shortened.removesuffix(MARK)) == {"𝔸"}


def test_csv_reads_back() -> None:
    content = write_csv(
        ["Захід", "Строк", "Днів"], [(text, date(2013, 6, 30), 5) for text in NASTY], MARK
    )
    text = content.decode("utf-8")
    assert text.startswith(BOM)
    rows = list(csv.reader(io.StringIO(text.removeprefix(BOM), newline=""), delimiter=";"))
    assert rows[0] == ["Захід", "Строк", "Днів"]
    assert len(rows) == 1 + len(NASTY)
    for row, given in zip(rows[1:], NASTY, strict=True):
        assert row[1:] == ["2013-06-30", "5"]
        assert row[0] == cut(disarmed(writable(given)), MARK)
        assert not row[0].lstrip().startswith(("=", "+", "-", "@"))


def test_csv_leaves_absent_cells_empty() -> None:
    assert write_csv(["a", "b"], [(None, 0)], MARK).decode("utf-8-sig") == "a;b\r\n;0\r\n"


def test_xlsx_reads_back() -> None:
    rows = [(text, date(2013, 6, 30), 5, None) for text in NASTY]
    sheet = Sheet(
        name="Заходи",
        head=["Захід", "Строк", "Днів", "Пусто", "Адреса"],
        widths=[60, 12, 8, 8, 40],
        rows=rows,
        links=["http://127.0.0.1/zakhid/x"] * len(rows),
        printed=3,
    )
    content = write_xlsx(sheet, "Умови вибірки", [("Рядків", "13"), ("=1", "=1+1")], MARK)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Заходи", "Умови вибірки"]
    page = book["Заходи"]
    assert page.freeze_panes == "A2"
    for cells, given in zip(page.iter_rows(min_row=2), NASTY, strict=True):
        text, day, number, absent, link = cells
        assert text.data_type == "s"
        assert text.value == cut(writable(given), MARK)
        assert day.is_date
        assert day.value.date() == date(2013, 6, 30)
        assert number.value == 5
        assert absent.value is None
        assert link.hyperlink.target == "http://127.0.0.1/zakhid/x"
    assert [cell.data_type for cell in book["Умови вибірки"][2]] == ["s", "s"]


def test_an_empty_list_is_a_head() -> None:
    sheet = Sheet("Заходи", ["Захід", "Адреса"], [10, 10], [], [], 1)
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(sheet, "Умови", [], MARK)))
    assert [[cell.value for cell in row] for row in book["Заходи"].iter_rows()] == [
        ["Захід", "Адреса"]
    ]
