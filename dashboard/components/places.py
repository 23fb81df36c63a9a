"""Where words stand, said as people say it: «рядки 70–74», «таблиця 2, рядок 14», «с. 3»."""

from __future__ import annotations

from dash import html

from dashboard.links import safe_url, source_link
from data.i18n import Words
from data.model import Place


def place_text(words: Words, code: str) -> str:
    """A place in words; a text is counted in lines, other documents in tables and rows. Empty for no place."""
    place = place_of(code)
    if place.line is not None:
        end = place.line_end or place.line
        if end == place.line:
            return words("place.line", line=place.line)
        return words("place.lines", first=place.line, last=end)
    parts = [
        words(f"place.{name}", number=number)
        for name, number in (
            ("sheet", place.sheet),
            ("page", place.page),
            ("table", place.table),
            ("row", place.row),
        )
        if number is not None
    ]
    return ", ".join(parts)


def place_link(words: Words, document_key: str, code: str, text: str = "") -> html.A | html.Span:
    """A place as a link to the printed document; a document without places is linked as a whole."""
    said = text or place_text(words, code) or words("place.document")
    return html.A(said, href=safe_url(source_link(document_key, code)), className="nowrap")


def place_of(code: str) -> Place:
    """The place a code names; nowhere for a code that is none, as an address may hold anything."""
    try:
        return Place.from_code(code)
    except ValueError:  # a place of a newer version of the product
        return Place()
