"""A small stacked bar drawn in HTML, for tables and lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard import html
from dashboard.look import STATES
from data.i18n import Words


def state_bar(
    counts: Mapping[str, int], words: Words, link: Callable[[str], str] | None = None
) -> html.Div:
    """A bar of measures by state in the states' order; each part opens its rows where `link` gives the address."""
    parts = []
    for name, look in STATES.items():
        count = counts.get(name, 0)
        if not count:
            continue
        told = f"{words(look.word)}: {count}"
        attributes = {
            "className": look.css,
            "style": {"flexGrow": count},
            "title": told,
            "aria-label": told,
        }
        # a narrow part has no room for its digits; pages may hide them by their number
        number = html.B(str(count), className=f"digits-{len(str(count))}")
        parts.append(
            html.A(number, href=link(name), **attributes)
            if link
            else html.Span(number, **attributes)
        )
    return html.Div(parts, className="bar")
