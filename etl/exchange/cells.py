"""Single cells of a form: what a spreadsheet did to them on the way, and whether they still say the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from data.file_cells import disarmed
from etl.blocks import Cell
from etl.exchange.form import Column
from etl.values.text import clean, fold

_DECIMAL: Final = re.compile(r"(\d{1,3})[.,](\d{1,3})")
_DAY: Final = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{2}|\d{4}))?")
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?)?")
_MONTHS: Final = (
    ("січ", "лют", "бер", "кві", "тра", "чер", "лип", "сер", "вер", "жов", "лис", "гру"),
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
)
_MONTH_DAY: Final = re.compile(r"(\d{1,2})[.\- ]+([^\W\d_]{3})[^\W\d_]*\.?(?:[.\- ]\d{2,4})?")
_MONTH_YEAR: Final = re.compile(r"([^\W\d_]{3})[^\W\d_]*[.\- ]+(\d{2})")


def find_column(name: str, columns: Iterable[Column]) -> Column | None:
    """The column that a heading names, look-alike letters and white space aside."""
    wanted = fold(name)
    return next((one for one in columns if fold(one.name) == wanted), None)


def unarmour(cell: Cell) -> Cell:
    """The cell without the apostrophe that kept it from being run in CSV."""
    text = cell.text
    if not text.startswith("'"):
        return cell
    bare = text.lstrip("'")
    return replace(cell, text=text[1:]) if disarmed(bare) != bare else cell


def same_words(given: str, stored: str) -> bool:
    """Whether two cells say the same: white space aside, and signs aside that windows-1251 does not have."""
    if given == stored:
        return True
    one, other = clean(given), clean(stored)
    return one == other or one == other.encode("cp1251", "replace").decode("cp1251")


def is_spoilt_number(given: str, stored: str) -> bool:
    """Whether a spreadsheet made `given` of a number: 1.1, «01.10.2026» or «01.жов» of «1.10»."""
    match = re.fullmatch(r"(\d{1,3})\.(\d{1,3})", stored)
    if match is None:
        return False
    first, second = int(match[1]), int(match[2])
    text = clean(given)
    if decimal := _DECIMAL.fullmatch(text):
        return float(f"{decimal[1]}.{decimal[2]}") == float(stored)
    return (first, second) in set(_pairs(text.casefold()))


def _pairs(text: str) -> Iterable[tuple[int, int]]:
    """The pairs of numbers of which a spreadsheet could have made this day."""
    if match := _DAY.fullmatch(text):
        yield from _both(int(match[1]), int(match[2]), match[3])
    if match := _ISO.fullmatch(text):
        yield from _both(int(match[3]), int(match[2]), match[1])
    if match := _MONTH_DAY.fullmatch(text):
        for month in _month(match[2]):
            yield from _both(int(match[1]), month, None)
    if match := _MONTH_YEAR.fullmatch(text):
        for month in _month(match[1]):
            yield month, int(match[2])


def _both(day: int, month: int, year: str | None) -> Iterable[tuple[int, int]]:
    yield day, month
    yield month, day
    if year is not None and day == 1:  # «1.13» as January 2013
        yield month, int(year) % 100


def _month(name: str) -> Iterable[int]:
    return (names.index(name) + 1 for names in _MONTHS if name in names)
