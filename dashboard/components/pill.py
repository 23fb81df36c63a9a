"""A small outlined note beside a name: «за згодою», «координація», «мала база»."""

from __future__ import annotations

from dashboard import html


def pill(text: str) -> html.Span:
    """An outlined word of 12 px."""
    return html.Span(text, className="pill")
