"""The files of the set by name, and all of them in one ZIP."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Final

from dashboard.exports.files import CSV_TYPE, XLSX_TYPE
from dashboard.opendata.dataset import (
    LICENCE_ADDRESS,
    LICENCE_FILE,
    PACKAGE,
    PASSPORT,
    STRUCTURE,
    XLSX,
    ZIP,
    Dataset,
    table_file,
)
from dashboard.opendata.package import make_package
from dashboard.opendata.passport import STRUCTURE_COLUMNS, passport_rows, structure_rows
from dashboard.opendata.workbook import make_workbook
from dashboard.records import TABLES
from dashboard.records.writing import write_table

_OLDEST: Final = (1980, 1, 1, 0, 0, 0)


def make_passport(dataset: Dataset) -> bytes:
    """The passport as CSV of two columns."""
    head = (dataset.words("passport.element"), dataset.words("passport.value"))
    return write_table(head, passport_rows(dataset))


def make_structure(dataset: Dataset) -> bytes:
    """The structure as CSV, a row for each field."""
    return write_table(STRUCTURE_COLUMNS, structure_rows(dataset))


def make_licence(dataset: Dataset) -> bytes:
    """Under what terms the set may be used, and how it is to be named."""
    words = dataset.words
    lines = (
        words("opendata.licence_name"),
        LICENCE_ADDRESS,
        "",
        words("opendata.licence_why"),
        words("opendata.attribution", page=dataset.page, version=dataset.view.snapshot.version),
    )
    return ("\n".join(lines) + "\n").encode("utf-8")


def make_zip(dataset: Dataset) -> bytes:
    """Everything but the workbook in one file; the same data give the same bytes."""
    loaded = dataset.view.snapshot.loaded_at
    made = loaded.timetuple()[:6] if loaded else _OLDEST
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, make in FILES.items():
            if name not in (XLSX, ZIP):
                entry = zipfile.ZipInfo(name, made)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, make(dataset))
    return buffer.getvalue()


def _make_table(file: str) -> Callable[[Dataset], bytes]:
    return lambda dataset: dataset.csv_files[file]


FILES: Final[Mapping[str, Callable[[Dataset], bytes]]] = {
    PACKAGE: make_package,
    PASSPORT: make_passport,
    STRUCTURE: make_structure,
    LICENCE_FILE: make_licence,
    **{table_file(record.name): _make_table(table_file(record.name)) for record in TABLES},
    XLSX: make_workbook,
    ZIP: make_zip,
}
_TYPES: Final = {
    "csv": CSV_TYPE,
    "json": "application/json",
    "txt": "text/plain; charset=utf-8",
    "xlsx": XLSX_TYPE,
    "zip": "application/zip",
}


def type_of(file: str) -> str:
    """The media type of a file by its ending."""
    return _TYPES[file.rpartition(".")[2]]
