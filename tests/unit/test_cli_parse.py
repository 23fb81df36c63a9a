"""`parse`: the columns of a reading, for one text and for CSV files as people make them."""

import csv
import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.commands import Run

Etl = Callable[..., Run]


def rows_of(run: Run) -> list[dict[str, str]]:
    """The rows that a command printed."""
    assert (run.code, run.err) == (0, "")
    return list(csv.DictReader(io.StringIO(run.out, newline="")))


@pytest.mark.parametrize(
    ("kind", "text", "columns", "reading"),
    [
        ("deadline", "II квартал\n2013 року", "kind,due_dates", ["period", "2013-06-30"]),
        (
            "deadline",
            "До 15 грудня 2012 року, 15 червня 2013 року",
            "kind,due_dates",
            ["multiple", "2012-12-15;2013-06-15"],
        ),
        ("deadline", "протягом року", "kind,due_dates", ["period", "YYYY-12-31"]),
        ("deadline", "Постійно", "kind,due_dates", ["continuous", ""]),
        (
            "bodies",
            "райдержадміністрації, виконкоми міських рад (за згодою)",
            "bodies",
            ["райдержадміністрації; виконкоми міських рад*"],
        ),
        ("bodies", '-"-', "bodies", ["<ditto>"]),
        ("status", "Не розпочато", "status,quotation", ["not_done", "Не розпочато"]),
        (
            "header",
            "План заходів на 2013 рік у Луганській області",
            "region_iso,year_start,year_end,doc_kind,approved_on",
            ["UA-09", "2013", "2013", "plan", ""],
        ),
    ],
)
def test_one_text(run_etl: Etl, kind: str, text: str, columns: str, reading: list[str]) -> None:
    row = rows_of(run_etl("parse", kind, text))[0]
    assert list(row) == ["text", *columns.split(",")]
    assert list(row.values()) == [text, *reading]


def test_years_are_those_of_the_plan(run_etl: Etl) -> None:
    row = rows_of(run_etl("parse", "deadline", "Щорічно", "--years", "2012-2013"))[0]
    assert row["due_dates"] == "2012-12-31;2013-12-31"


def test_a_file_keeps_its_rows_and_columns(run_etl: Etl, tmp_path: Path) -> None:
    file = tmp_path / "строки.csv"
    file.write_text(
        'id,text,plan_years,примітка\n7,"ІV\nквартал",2017,"а;б, ""в"""\n\n8,ІV квартал,,\n',
        encoding="utf-8",
    )
    rows = rows_of(run_etl("parse", "deadline", "--csv", str(file), "--years", "2015"))
    assert list(rows[0]) == ["id", "text", "plan_years", "примітка", "kind", "due_dates"]
    assert [list(row.values()) for row in rows] == [
        ["7", "ІV\nквартал", "2017", 'а;б, "в"', "period", "2017-12-31"],
        ["8", "ІV квартал", "", "", "period", "2015-12-31"],
    ]


def test_a_label_keeps_its_place_as_expected(run_etl: Etl, tmp_path: Path) -> None:
    file = tmp_path / "labelled.csv"
    file.write_text("text,status,origin\nНе розпочато,completed,page\n", encoding="utf-8")
    row = rows_of(run_etl("parse", "status", "--csv", str(file)))[0]
    assert list(row) == ["text", "expected_status", "origin", "status", "quotation"]
    assert (row["expected_status"], row["status"]) == ("completed", "not_done")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_any_usual_csv(
    run_etl: Etl, tmp_path: Path, encoding: str, delimiter: str, line_end: str
) -> None:
    lines = ["no", "1", "2"], ["text", "до 1 березня 2013 року", "потягом 2013 року"]
    text = line_end.join(delimiter.join(cells) for cells in zip(*lines, strict=True))
    file = tmp_path / "cells.csv"
    file.write_bytes(text.encode(encoding))
    rows = rows_of(run_etl("parse", "deadline", "--csv", str(file)))
    assert [row["due_dates"] for row in rows] == ["2013-03-01", "2013-12-31"]


def test_commas_of_a_single_column_are_text(run_etl: Etl, tmp_path: Path) -> None:
    file = tmp_path / "one.csv"
    file.write_text('text\nЛипень, грудень, 2015 року\n"Постійно"\n', encoding="utf-8")
    rows = rows_of(run_etl("parse", "deadline", "--csv", str(file)))
    assert [row["text"] for row in rows] == ["Липень, грудень, 2015 року", "Постійно"]
    assert rows[0]["due_dates"] == "2015-07-31;2015-12-31"


def test_standard_input(run_etl: Etl, monkeypatch: pytest.MonkeyPatch) -> None:
    content = io.BytesIO("text\nВиконується\n".encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(content))
    assert rows_of(run_etl("parse", "status", "--csv", "-"))[0]["status"] == "in_progress"


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", 1, ["bad.csv", "порожній"]),
        ("строк,рік\nпостійно,2013\n".encode(), 2, ["bad.csv", "text", "строк, рік"]),
        ("text,рік\nпостійно,2013,зайве\n".encode(), 1, ["bad.csv", "рядок 2"]),
        ('text,рік\n"постійно,2013\n'.encode(), 1, ["bad.csv", "рядок 2", "лапки"]),
        ("text,plan_years\nа,2013\nб,колись\n".encode(), 2, ["bad.csv", "рядок 3", "колись"]),
        (b"\x00\x01\x02\x03" * 200, 1, ["bad.csv"]),
    ],
    ids=["empty", "no column text", "too many cells", "open quotation", "no years", "binary"],
)
def test_a_bad_file_is_named_with_its_place(
    run_etl: Etl, tmp_path: Path, content: bytes, code: int, words: list[str]
) -> None:
    file = tmp_path / "bad.csv"
    file.write_bytes(content)
    run = run_etl("parse", "deadline", "--csv", str(file))
    assert (run.code, run.out) == (code, "")
    assert all(word in run.err for word in words), run.err
    assert str(tmp_path) not in run.err


@pytest.mark.parametrize(
    "arguments",
    [[], ["постійно", "--csv", "file.csv"], ["постійно", "--years", "тепер"], ["а", "б"]],
)
def test_wrong_use(run_etl: Etl, arguments: list[str]) -> None:
    run = run_etl("parse", "deadline", *arguments)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("Помилка: ")
