"""An icon of the local set (`assets/icons.css`), decoration beside a word."""

from __future__ import annotations

from dashboard import html


def icon(name: str) -> html.I:
    """The icon of a name of Bootstrap Icons, hidden from screen readers."""
    return html.I(className=f"i i-{name}", **{"aria-hidden": "true"})
