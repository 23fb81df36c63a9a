"""Marked words of a document as text and marks of the page."""

from __future__ import annotations

from dash.development.base_component import Component

from dashboard import html
from data.marks import Mark, Pieces


def render_pieces(pieces: Pieces, breaks: bool = False) -> list[str | Component]:
    """Pieces as text and marks of the page; with `breaks` the line breaks of the print are kept."""
    children: list[str | Component] = []
    for piece in pieces:
        words = _with_breaks(piece.text) if breaks else [piece.text]
        if piece.mark is Mark.PLAIN:
            children.extend(words)
        else:
            negative = piece.mark is Mark.DENIED
            children.append(html.Mark(words, className="neg" if negative else None))
    return children


def _with_breaks(text: str) -> list[str | Component]:
    first, *others = text.split("\n")
    children: list[str | Component] = [first]
    for line in others:
        children += [html.Br(), line]
    return children
