"""Exchange forms in tests: versions as if stored, and forms edited as a person edits them in a spreadsheet."""

import io
from collections.abc import Callable
from functools import cache

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from data.identity import assign_measure_ids, document_key
from data.model import Document
from data.records import content_hash
from data.restore import StoredVersion
from etl.exchange.form import layout
from etl.manifest import read_bundled
from tests.support.reading import read_document

DOCUMENT, DIRECTIONS, MEASURES = "Документ", "Напрями", "Заходи"


@cache
def bundled() -> dict[str, Document]:
    """The five bundled documents by their names."""
    return {name: read_document(name, content) for name, content in read_bundled()}


def as_stored(document: Document) -> StoredVersion:
    """A document as the first version of an empty database has it."""
    key = document_key(document.header, document.name)
    ids = tuple(assign_measure_ids(key, document.measures, ()))
    return StoredVersion(document, key, 1, 1, content_hash(document), ids)


def edited(content: bytes, change: Callable[[Workbook], object]) -> bytes:
    """The bytes of a workbook after `change`."""
    book = load_workbook(io.BytesIO(content))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def column_of(sheet: Worksheet, key: str) -> int:
    """The number of a column of the sheet of measures."""
    name = layout().name_of("measures", key)
    return next(cell.column for cell in sheet[1] if cell.value == name)


def put(number: int, key: str, value: object) -> Callable[[Workbook], None]:
    """Writes a value into a cell of the measure that stands `number`th, counted from 1."""

    def change(book: Workbook) -> None:
        sheet = book[MEASURES]
        sheet.cell(number + 1, column_of(sheet, key)).value = value

    return change


def put_field(key: str, value: object) -> Callable[[Workbook], None]:
    """Writes the value of a field of the document."""

    def change(book: Workbook) -> None:
        name = layout().name_of("document", key)
        row = next(row for row in book[DOCUMENT].iter_rows() if row[0].value == name)
        row[1].value = value

    return change
