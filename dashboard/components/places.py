"""Where words stand, said as people say it: «рядки 70–74», «таблиця 2, рядок 14», «с. 3»."""

from __future__ import annotations

from dashboard import html
from dashboard.context import View
from dashboard.links import safe_url, source_link
from data.i18n import Words
from data.model import Place


def place_text(words: Words, code: str) -> str:
    """A place in words; a text is counted in lines, other documents in tables and rows. Empty for no place."""
    place = place_of(code)
    names = ("edit", "sheet", "page", *(() if place.line else ("table", "row", "paragraph")))
    parts = [
        words(f"place.{name}", number=number)
        for name in names
        if (number := getattr(place, name)) is not None
    ]
    if place.line is not None:
        end = place.line_end or place.line
        if end == place.line:
            parts.append(words("place.line", line=place.line))
        else:
            parts.append(words("place.lines", first=place.line, last=end))
    return ", ".join(parts)


def place_link(view: View, document_key: str, code: str, version: int | None = None) -> html.A:
    """A place as a link to the printed document; a document without places is linked as a whole.

    `version` is the number of an earlier version whose place it is.
    """
    said = place_text(view.words, code) or view.words("place.document")
    asked = {} if version is None else {"version": version}
    address = source_link(document_key, code, view.filters, **asked)
    return html.A(said, href=safe_url(address), className="nowrap")


def place_of(code: str) -> Place:
    """The place a code names; nowhere for a code that is none, as an address may hold anything."""
    try:
        return Place.from_code(code)
    except ValueError:  # a place of a newer version of the product
        return Place()
