"""The data set of one data version: its tables, read once for all the files made of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final
from urllib.parse import quote

from dashboard import links
from dashboard.context import View
from dashboard.records import TABLES
from dashboard.records.fields import Value
from dashboard.records.writing import write_records
from data.i18n import Words

NAME: Final = "ogp-monitor"
LICENCE_ADDRESS: Final = "https://creativecommons.org/licenses/by/4.0/"

XLSX: Final = f"{NAME}.xlsx"
ZIP: Final = f"{NAME}.zip"
PACKAGE: Final = "datapackage.json"
PASSPORT: Final = "dataset-passport.csv"
STRUCTURE: Final = "dataset-structure.csv"
LICENCE_FILE: Final = "LICENSE.txt"


def table_file(name: str) -> str:
    """The file of a table: `measures.csv`."""
    return f"{name}.csv"


@dataclass(frozen=True)
class Dataset:
    """Every record of a view whose filters are open; `root` is the address of the server, without a closing slash."""

    view: View
    root: str

    @property
    def words(self) -> Words:
        """The words of the language that names and descriptions are in; codes are the same in all."""
        return self.view.words

    @cached_property
    def rows(self) -> dict[str, list[list[Value]]]:
        """The rows of each table by its name."""
        return {
            record.name: record.read(self.view, record.select(self.view), self.root)
            for record in TABLES
        }

    @cached_property
    def csv_files(self) -> dict[str, bytes]:
        """Each table as CSV, by the name of its file."""
        return {
            table_file(record.name): write_records(record, self.rows[record.name])
            for record in TABLES
        }

    def address(self, file: str) -> str:
        """Where a file of the set is to be had."""
        language = f"?lang={self.view.filters.lang}" if self.view.filters.lang else ""
        return f"{self.root}{links.OPEN_FILES}/{quote(file)}{language}"

    @property
    def page(self) -> str:
        """The page of the set."""
        language = f"?lang={self.view.filters.lang}" if self.view.filters.lang else ""
        return f"{self.root}{links.OPEN_DATA}{language}"
