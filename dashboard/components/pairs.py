"""Names and their values, one pair a line: «Строк у документі — «II-IV квартал»»."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.quotation import render_pieces
from data.marks import Piece, Pieces

Content: TypeAlias = str | Component | Sequence[str | Component]


def pairs(items: Iterable[tuple[str, Content]]) -> html.Dl:
    """A list of names and values; a pair without a value is left out."""
    children: list[Component] = []
    for name, value in items:
        if value:
            children += [html.Dt(name), html.Dd(value)]
    return html.Dl(children, className="pairs")


def remark(text: str) -> html.Span:
    """A small line under a value: how it came about."""
    return html.Span(text, className="meta line")


def printed_words(text: str) -> html.Q:
    """Words of a document among ours: in serif, in quotes, with the line breaks as spaces."""
    return html.Q(" ".join(text.split()), className="words")


def marked_words(pieces: Pieces) -> html.Q:
    """Words of a document in quotes with those that decided marked."""
    shown = (Piece(" ".join(f"|{one.text}|".split())[1:-1], one.mark) for one in pieces)
    return html.Q(render_pieces(tuple(shown)), className="words")
