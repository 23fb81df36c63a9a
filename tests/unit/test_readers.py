"""Bytes → blocks with places: encodings, tabs, Markdown, limits, and files that are no documents."""

import io
import zipfile

import pytest

from data.errors import MissingReader, UnreadableDocument
from data.model import Place
from etl.blocks import Cell, CellRun, Paragraph, Table
from etl.readers import read_blocks
from etl.readers.limits import Limits

UKRAINIAN = "План заходів на 2013 рік\n\nЗабезпечення доступу до публічної інформації\n"


def texts(content: bytes) -> list[str]:
    _, blocks = read_blocks(content, "план.txt")
    assert all(isinstance(block, Paragraph) for block in blocks)
    return [block.text for block in blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"]
)
def test_every_encoding_gives_the_same_lines(encoding: str) -> None:
    assert texts(UKRAINIAN.encode(encoding)) == UKRAINIAN.split("\n\n")[0:1] + [
        "Забезпечення доступу до публічної інформації"
    ]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_move_places(ending: str) -> None:
    _, blocks = read_blocks(UKRAINIAN.replace("\n", ending).encode(), "план.txt")
    assert [block.place.code for block in blocks] == ["L1", "L3"]


@pytest.mark.parametrize("encoding", ["koi8-u", "cp866", "iso8859-5", "mac-cyrillic"])
def test_an_unknown_encoding_is_refused_with_its_line(encoding: str) -> None:
    content = ("Title\n" + UKRAINIAN.replace("і", "и").replace("ї", "и")).encode(encoding)
    with pytest.raises(UnreadableDocument) as refused:
        read_blocks(content, "план.txt")
    assert refused.value.code in {"unknown_encoding", "binary_file"}
    assert refused.value.values["file"] == "план.txt"


def test_damaged_utf8_is_no_windows_1251() -> None:
    content = UKRAINIAN.encode()
    damaged = content[:60] + content[61:]
    with pytest.raises(UnreadableDocument) as refused:
        read_blocks(damaged, "план.txt")
    assert refused.value.code == "unknown_encoding"
    assert refused.value.values["place"] == "L3"


@pytest.mark.parametrize(
    "content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00\x00"], ids=repr
)
def test_an_empty_file_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read_blocks(content, "порожній.txt")
    assert (refused.value.code, refused.value.values["file"]) == ("empty_file", "порожній.txt")


def test_binary_junk_is_refused() -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read_blocks(bytes(range(256)) * 8, "план.txt")
    assert refused.value.code == "binary_file"


def zipped(member: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(member, "<a/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"II*\x00", "TIFF"),
        (b"Rar!\x1a\x07", "RAR"),
        (zipped("ppt/presentation.xml"), "PPTX"),
        (zipped("any.txt"), "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64, "OLE"),
    ],
    ids=["png", "tiff", "rar", "pptx", "zip", "ole"],
)
def test_a_format_without_a_reader_is_named_whatever_the_file_is_called(
    content: bytes, name: str
) -> None:
    with pytest.raises(MissingReader) as refused:
        read_blocks(content, "план.txt")
    assert refused.value.values == {"file": "план.txt", "format": name}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "file_broken"),
        (b"{\\rtf1\\ansi", "file_broken"),
        (zipped("word/document.xml"), "empty_file"),
        (b"<!DOCTYPE html>\n<html lang='uk'><body>", "empty_file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "file_encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "file_broken"),
    ],
    ids=["pdf", "rtf", "docx", "html", "encrypted", "xls"],
)  # fmt: skip
def test_a_signature_without_a_document_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read_blocks(content, "план.txt")
    assert (refused.value.code, refused.value.values["file"]) == (code, "план.txt")


def test_control_and_bidi_characters_become_visible() -> None:
    text = UKRAINIAN * 20 + "до\x00вод \u202eдоказ\x07\n"
    assert texts(text.encode())[-1] == "до␀вод ⟦U+202E⟧доказ␇"


def test_a_cell_keeps_its_lines_and_ends_before_blank_ones() -> None:
    lines = "Вступ\n\n\t1.1.\n\tСтворення групи:\n- склад;\n\n- план\n\n\tII квартал\n2013 року\n\n"
    _, blocks = read_blocks(lines.encode(), "план.txt")
    assert blocks[0] == Paragraph("Вступ", Place(line=1))
    run = blocks[1]
    assert isinstance(run, CellRun)
    assert run.cells == (
        Cell("1.1.", Place(line=3)),
        Cell("Створення групи:\n- склад;\n\n- план", Place(line=4, line_end=7)),
        Cell("II квартал\n2013 року", Place(line=9, line_end=10)),
    )


def test_cells_parted_by_tabs_on_one_line_are_cells() -> None:
    _, blocks = read_blocks("1.1.\tСтворення групи\tII квартал\n2013 року\n".encode(), "п.txt")
    run = blocks[0]
    assert isinstance(run, CellRun)
    assert [cell.text for cell in run.cells] == ["1.1.", "Створення групи", "II квартал\n2013 року"]


def test_markdown_tables_lose_their_marks_and_keep_their_lines() -> None:
    text = (
        "## План\n\n| № | Назва \\| зміст |\n|---|:--:|\n"
        "| 1. | <p>Послуги у сферах:</p> <ul style='x'> - реєстрації;<br>- обліку |\n| |\n"
    )
    reader, blocks = read_blocks(text.encode(), "план.md")
    assert (reader, blocks[0]) == ("markdown", Paragraph("План", Place(line=1)))
    table = blocks[1]
    assert isinstance(table, Table)
    assert [row.texts for row in table.rows] == [
        ("№", "Назва | зміст"),
        ("1.", "Послуги у сферах:\n- реєстрації;\n- обліку"),
        ("",),
    ]
    assert [row.place.code for row in table.rows] == ["L3-4", "L5", "L6"]


def test_markdown_is_told_by_its_content() -> None:
    assert read_blocks("| № | Назва |\n|---|---|\n".encode("utf-16"), "план.txt")[0] == "markdown"
    assert read_blocks("Ціна | якість - текст\n".encode(), "план.md")[0] == "text"


@pytest.mark.parametrize(
    ("text", "limits", "code"),
    [
        ("План\n" * 30, Limits(file_bytes=100), "too_large"),
        ("План\n" * 30, Limits(rows=29), "too_many_rows"),
        ("|a|b|c|\n|-|-|-|\n", Limits(columns=2), "too_many_columns"),
        ("План " * 30, Limits(cell_characters=100), "cell_too_long"),
    ],
)
def test_a_limit_is_named(text: str, limits: Limits, code: str) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read_blocks(text.encode(), "план.md", limits)
    assert refused.value.code == code
    assert refused.value.values["file"] == "план.md"
    assert refused.value.values["limit"] in (100, 29, 2)


def test_the_limits_themselves_pass() -> None:
    _, lines = read_blocks(("План\n" * 30).encode(), "план.md", Limits(rows=30))
    _, tables = read_blocks(b"|a|b|c|\n|-|-|-|\n", "план.md", Limits(columns=3))
    assert (len(lines), len(tables)) == (30, 1)
