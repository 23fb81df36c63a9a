"""Rows as printed: a document's own words in serif on paper, its line breaks kept, nothing corrected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.quotation import render_pieces
from data.i18n import Words
from data.marks import Mark, Pieces, mark_cells
from data.model import SourceRow

_NUMBER_SIGNS: Final = 8
_ENDLESS: Final = 32
T = TypeVar("T")


def printed_measure(
    words: Words, rows: Sequence[SourceRow], quotation: str = "", denied: Sequence[str] = ()
) -> list[Component]:
    """The printed row of a measure with its continuations, then its corrections, each under its own headings.

    The quotation is marked inside its cell, in the newest of them that has it.
    """
    groups: dict[int, list[SourceRow]] = {}
    for row in rows:
        groups.setdefault(row.place.edit or 0, []).append(row)
    marks: set[Mark] = set()
    drawn: list[Component] = []
    for edit in sorted(groups, reverse=True):
        sought = ("", ()) if marks - {Mark.PLAIN} else (quotation, denied)
        cells = mark_cells([row.cells for row in groups[edit]], *sought)
        marks |= {piece.mark for row in cells for cell in row for piece in cell}
        drawn.insert(0, _drawn(groups[edit], cells))
        if edit:
            said = words("printed.corrected", number=edit)
            drawn.insert(0, html.P(said, className="meta"))
    return [*drawn, _legend(words, marks)]


def _drawn(rows: Sequence[SourceRow], cells: Sequence[Sequence[Pieces]]) -> html.Div:
    headings = next((row.headings for row in rows if row.headings), ())
    edited = rows[0].place.edit is not None
    is_table = bool(headings) and (edited or any(len(row.cells) > 1 for row in rows))
    return printed_table(headings, cells) if is_table else printed_lines(cells)


def printed_table(headings: Sequence[str], rows: Sequence[Sequence[Pieces]]) -> html.Div:
    """A table under its own heading row; on a phone each cell says the heading of its column."""
    width = max(len(headings), *(len(row) for row in rows))
    head = [html.Th(line_breaks(heading), scope="col") for heading in _padded(headings, width, "")]
    body = [
        html.Tr(
            [
                html.Td(
                    render_pieces(cell, breaks=True),
                    className=_class_of(column, cell),
                    **{"data-label": " ".join(heading.split())},
                )
                for column, (cell, heading) in enumerate(
                    zip(_padded(row, width, ()), _padded(headings, width, ""), strict=True)
                )
            ]
        )
        for row in rows
    ]
    drawn = html.Table(
        [html.Thead(html.Tr(head)), html.Tbody(body)], className="printed", lang="uk"
    )
    return html.Div(drawn, className="paper")


def printed_lines(rows: Sequence[Sequence[Pieces]]) -> html.Div:
    """Paragraphs of a document that has no table."""
    return html.Div(
        [
            html.P(render_pieces(cell, breaks=True))
            for row in rows
            for cell in row
            if any(piece.text.strip() for piece in cell)
        ],
        className="printed lines",
        lang="uk",
    )


def _legend(words: Words, marks: set[Mark]) -> html.P:
    """What the marks mean, and that nothing was corrected."""
    parts: list[str | Component] = []
    if Mark.PROOF in marks:
        parts += [html.Mark(words("printed.proof")), " "]
    if Mark.DENIED in marks:
        parts += [html.Mark(words("printed.denied"), className="neg"), " "]
    return html.P([*parts, words("printed.as_it_is")], className="meta legend")


def has_endless_word(text: str) -> bool:
    """Whether a word is too long for any column, so that it has to be broken inside."""
    return any(len(word) > _ENDLESS for word in text.split())


def line_breaks(text: str) -> list[str | Component]:
    """Raw text with the line breaks it was printed with."""
    lines = [line.strip() for line in text.strip().split("\n")]
    parts: list[str | Component] = [lines[0]]
    for line in lines[1:]:
        parts += [html.Br(), line]
    return parts


def _class_of(column: int, cell: Pieces) -> str | None:
    text = "".join(piece.text for piece in cell)
    if column == 0 and len(text) <= _NUMBER_SIGNS:
        return "no"
    return "endless" if has_endless_word(text) else None


def _padded(cells: Sequence[T], width: int, empty: T) -> list[T]:
    return [*cells, *[empty] * (width - len(cells))]
