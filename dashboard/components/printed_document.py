"""A document as printed, row by row: where each stands, what it says, what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

import pandas as pd
from dash.development.base_component import Component

from dashboard import html
from dashboard.components.pill import pill
from dashboard.components.places import place_of, place_text
from dashboard.components.printed import has_endless_word, line_breaks
from dashboard.context import View
from dashboard.links import measure_link
from data.i18n import Words
from data.model import Fate, Place
from data.tuples import each_row

PAGE_ROWS: Final = 250


@dataclass(frozen=True, slots=True)
class Sheet:
    """Which rows are shown at once: `first` counts from 0; `at` is the row the address points at."""

    page: int
    pages: int
    first: int
    last: int
    at: int | None = None

    @property
    def positions(self) -> range:
        """The positions of its rows, counted from 1."""
        return range(self.first + 1, self.last + 1)


def choose_sheet(places: Sequence[str], page: str, at: str) -> Sheet:
    """The page of rows an address asks for; a place leads to the page that holds it, nonsense to the first."""
    pages = max(-(-len(places) // PAGE_ROWS), 1)
    found = find_row(places, at)
    if found is not None:
        number = found // PAGE_ROWS + 1
    else:
        number = min(max(int(page), 1), pages) if page.isascii() and page.isdigit() else 1
    first = (number - 1) * PAGE_ROWS
    return Sheet(number, pages, first, min(first + PAGE_ROWS, len(places)), found)


def find_row(places: Sequence[str], at: str) -> int | None:
    """Which row a place names: the row itself, else the one whose table row or lines hold it; None for none."""
    if not at:
        return None
    wanted = place_of(at)
    if wanted == Place():
        return None
    for index, code in enumerate(places):
        if code == at:
            return index
    for index, code in enumerate(places):
        if _holds(place_of(code), wanted):
            return index
    return None


def printed_sheet(view: View, rows: pd.DataFrame, sheet: Sheet, at: str) -> list[Component]:
    """The rows of a sheet as tables, those outside any table apart."""
    target = None if sheet.at is None else sheet.at + 1
    drawn: list[Component] = []
    for stretch in _stretches(rows):
        width = max(len(row.cells) for row in stretch)
        body = [_row(view, row, width, at if row.position == target else "") for row in stretch]
        table = html.Table(html.Tbody(body), className="printed document", lang="uk")
        drawn.append(html.Div(table, className="paper"))
    return drawn


def _stretches(rows: pd.DataFrame) -> Iterator[list[Any]]:
    """Rows that stand in one table, or outside any."""
    for _, group in groupby(each_row(rows), key=_standing):
        yield list(group)


def _standing(row: Any) -> tuple[bool, bool, int | None, int | None]:
    place = place_of(row.place)
    apart = (row.fate == Fate.TEXT.value, row.fate == Fate.LEFT_OUT.value)
    return (*apart, place.table, place.edit)


def _row(view: View, row: Any, width: int, at: str) -> html.Tr:
    """One row; `at` is the place the address names, when it is this row."""
    words = view.words
    place = html.Td(
        html.A(place_text(words, row.place) or words("place.document"), href=f"#{row.place}"),
        className="at",
    )
    alone = len(row.cells) == 1
    cells = [
        _cell(text, heading, width if alone else 1)
        for text, heading in zip(row.cells, _padded(row.headings, len(row.cells)), strict=True)
    ]
    cells += [html.Td() for _ in range(0 if alone else width - len(row.cells))]
    anchor = {"id": at} if at else {"id": row.place} if row.place else {}
    classes = [f"fate-{row.fate}", *(["here"] if at else [])]
    return html.Tr([place, *cells, _fate(view, row)], className=" ".join(classes), **anchor)


def _cell(text: str, heading: str, width: int) -> html.Td:
    label = " ".join(heading.split()) if width == 1 else ""
    extra: dict[str, Any] = {"data-label": label} if label else {}
    if width > 1:
        extra["colSpan"] = width
    name = "cell endless" if has_endless_word(text) else "cell"
    return html.Td(line_breaks(text), className=name, **extra)


def _fate(view: View, row: Any) -> html.Td:
    """What became of the row; a measure's row leads to its page."""
    words: Words = view.words
    said = words(f"fate.{row.fate}")
    if row.fate == Fate.MEASURE.value and row.measure_id:
        number = row.measure_id.rpartition(":")[2].partition("~")[0]
        said = words("measure.named", number=number)
    if row.measure_id:
        mark: Component = html.A(said, href=measure_link(row.measure_id, view.filters))
    elif row.fate == Fate.TEXT.value:
        mark = html.Span(said, className="vh")
    else:
        mark = pill(said)
    return html.Td(mark, className="fate")


def _padded(headings: Sequence[str], width: int) -> list[str]:
    return [*headings[:width], *[""] * (width - len(headings))]


def _holds(outer: Place, inner: Place) -> bool:
    """Whether a row's place holds another: lines where both have them, else sheet, page, table and row."""
    same_file = outer.page == inner.page and outer.edit == inner.edit
    if outer.line is not None and inner.line is not None and same_file:
        last = outer.line_end or outer.line
        return outer.line <= inner.line <= last or inner.line <= outer.line <= (inner.line_end or 0)
    return outer.line == inner.line and _cell_of(outer) == _cell_of(inner)


def _cell_of(place: Place) -> tuple[int | None, ...]:
    return (place.edit, place.sheet, place.page, place.table, place.row, place.paragraph)
