"""Which measure or report row stands at a place of a document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

from data.model import Place

# rows of a million measures stand at few different places of their documents
_place_of = lru_cache(maxsize=65536)(Place.from_code)

Row: TypeAlias = tuple[str, str, str]
"""The key of a document, the code of a place, the address of what stands there."""
_Lines: TypeAlias = list[tuple[int, int, str]]


class PlaceIndex:
    """Finds rows by places: by lines where the document is counted in lines, else by table and row."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._lines: dict[tuple[object, ...], _Lines] = {}
        self._cells: dict[tuple[object, ...], str] = {}
        for key, code, address in rows:
            place = _place_of(code)
            if place.line is None:
                self._cells.setdefault((key, *_cell(place)), address)
            else:
                last = place.line_end or place.line
                lines = self._lines.setdefault((key, place.sheet, place.page), [])
                lines.append((place.line, last, address))
        for lines in self._lines.values():
            lines.sort()

    def find(self, key: str, code: str) -> str:
        """The address of the row that holds a place; "" where none does."""
        place = _place_of(code)
        if place.line is None:
            return self._cells.get((key, *_cell(place)), "") if code else ""
        lines = self._lines.get((key, place.sheet, place.page), [])
        at = bisect_right(lines, place.line, key=lambda one: one[0]) - 1
        return lines[at][2] if at >= 0 and lines[at][1] >= place.line else ""


def _cell(place: Place) -> tuple[int | None, ...]:
    return (place.sheet, place.page, place.table, place.row, place.paragraph)
