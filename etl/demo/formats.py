"""A demo paper as a file: text, Markdown, CSV, a web page, Word, OpenDocument, a workbook.

The same paper gives the same bytes: archives carry one fixed moment.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from html import escape
from typing import Final

from etl.demo.papers import Paper

_MOMENT: Final = (2020, 1, 1, 0, 0, 0)
_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OPEN: Final = "urn:oasis:names:tc:opendocument:xmlns:"


def write_text(paper: Paper) -> bytes:
    """A Word table dumped as text, a cell a line."""
    lines = ["\n".join(paper.head), "\n".join(f"\t{name}" for name in paper.columns)]
    for title, rows in paper.sections:
        lines.append(f"\t{title}")
        lines += ["\n".join(f"\t{cell}" for cell in row) for row in rows]
    return ("\n\n".join(lines) + "\n").encode()


def write_markdown(paper: Paper) -> bytes:
    """A Markdown table; a direction is a row of its own."""
    lines = ["\n\n".join(paper.head), "", _bar(paper.columns), "|---" * len(paper.columns) + "|"]
    lines += [_bar(row) for row in _table(paper)]
    return ("\n".join(lines) + "\n").encode()


def write_csv(paper: Paper) -> bytes:
    """A table as Excel saves it in Ukraine: semicolons, UTF-8 with its mark."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";")
    writer.writerows([line] for line in paper.head)
    writer.writerow(paper.columns)
    writer.writerows(_table(paper))
    return stream.getvalue().encode("utf-8-sig")


def write_html(paper: Paper) -> bytes:
    """A page with one table."""
    head = "".join(f"<p>{escape(line)}</p>" for line in paper.head)
    rows = "".join(f"<tr>{''.join(_html_cell(row, c) for c in row)}</tr>" for row in _cells(paper))
    page = f"<!DOCTYPE html><html lang='uk'><head><meta charset='utf-8'><title>{escape(paper.head[-1])}</title></head>"
    return f"{page}<body>{head}<table>{rows}</table></body></html>".encode()


def write_docx(paper: Paper) -> bytes:
    """A Word document with one table."""

    def paragraph(text: str) -> str:
        return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'

    def cell(text: str, row: tuple[str, ...]) -> str:
        span = f'<w:gridSpan w:val="{len(paper.columns)}"/>' if len(row) == 1 else ""
        return f"<w:tc><w:tcPr>{span}</w:tcPr>{paragraph(text)}</w:tc>"

    rows = "".join(
        f"<w:tr>{''.join(cell(text, row) for text in row)}</w:tr>" for row in _cells(paper)
    )
    grid = "<w:gridCol/>" * len(paper.columns)
    table = f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    body = f"{''.join(map(paragraph, paper.head))}{table}{paragraph('')}"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return _archive(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="r1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
            'officeDocument/2006/relationships/officeDocument"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
        }
    )


def write_odt(paper: Paper) -> bytes:
    """An OpenDocument text with one table."""

    def paragraph(text: str) -> str:
        return f"<text:p>{escape(text)}</text:p>"

    def row(cells: tuple[str, ...]) -> str:
        wide = len(paper.columns)
        span = f' table:number-columns-spanned="{wide}"' if len(cells) == 1 else ""
        made = "".join(f"<table:table-cell{span}>{paragraph(c)}</table:table-cell>" for c in cells)
        covered = "<table:covered-table-cell/>" * (wide - 1) if len(cells) == 1 else ""
        return f"<table:table-row>{made}{covered}</table:table-row>"

    mimetype = "application/vnd.oasis.opendocument.text"
    table = f'<table:table table:name="Заходи">{"".join(map(row, _cells(paper)))}</table:table>'
    content = (
        f'<office:document-content xmlns:office="{_OPEN}office:1.0" xmlns:text="{_OPEN}text:1.0" '
        f'xmlns:table="{_OPEN}table:1.0" office:version="1.2"><office:body><office:text>'
        f"{''.join(map(paragraph, paper.head))}{table}</office:text></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_OPEN}manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mimetype}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    return _archive(
        {"mimetype": mimetype, "META-INF/manifest.xml": manifest, "content.xml": content}
    )


def write_xlsx(paper: Paper) -> bytes:
    """A workbook of one sheet: the head above the table, directions merged over its width."""
    # papers of other formats, and commands that write none, need not wait for this library
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True})
    book.set_properties({"created": datetime(*_MOMENT)})
    sheet = book.add_worksheet("Заходи")
    for line, text in enumerate(paper.head):
        sheet.write_string(line, 0, text)
    last = len(paper.columns) - 1
    for line, row in enumerate(_cells(paper), start=len(paper.head)):
        if len(row) == 1:
            sheet.merge_range(line, 0, line, last, row[0])
        for column, text in enumerate(row if len(row) > 1 else ()):
            sheet.write_string(line, column, text)
    book.close()
    return stream.getvalue()


FORMATS: Final[Mapping[str, Callable[[Paper], bytes]]] = {
    "txt": write_text,
    "md": write_markdown,
    "csv": write_csv,
    "html": write_html,
    "docx": write_docx,
    "odt": write_odt,
    "xlsx": write_xlsx,
}


def _cells(paper: Paper) -> Iterator[tuple[str, ...]]:
    """The rows of a table with its columns' names; a direction is a row of one cell."""
    yield paper.columns
    for title, rows in paper.sections:
        yield (title,)
        yield from rows


def _table(paper: Paper) -> Iterator[tuple[str, ...]]:
    """The same where cells cannot be joined: a direction stands in the first cell, the others are empty."""
    for row in list(_cells(paper))[1:]:
        yield row + ("",) * (len(paper.columns) - len(row))


def _bar(row: tuple[str, ...]) -> str:
    return f"| {' | '.join(row)} |"


def _html_cell(row: tuple[str, ...], text: str) -> str:
    return f"<td colspan='4'>{escape(text)}</td>" if len(row) == 1 else f"<td>{escape(text)}</td>"


def _archive(members: Mapping[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, content in members.items():
            # the type of an OpenDocument stands unpacked at its beginning
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            made.writestr(zipfile.ZipInfo(name, _MOMENT), content.encode(), compress_type=method)
    return stream.getvalue()
