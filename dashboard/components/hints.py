"""What a reader should know at the first visit: three short hints over the page, put away for good by one press.

The browser keeps whether they are wanted (`assets/hints.js`); the footer brings them back.
"""

from __future__ import annotations

from typing import Final

from dashboard import html, ids, links
from dashboard.components.icon import icon
from dashboard.components.typography import nbsp
from dashboard.context import View
from data.i18n import Words

HINTS: Final = ("numbers", "day", "figures")


def hints(view: View) -> html.Aside:
    """The strip of hints; hidden until the browser says that this reader has not put it away."""
    words = view.words
    items = [html.Li([*_sign(name), nbsp(words(f"hints.{name}"))]) for name in HINTS]
    more = html.A(words("shell.how_we_count"), href=links.definitions_link(view.filters))
    done = html.Button(
        words("hints.done"), type="button", className="btn-2", **{"data-act": "hide-hints"}
    )
    return html.Aside(
        [icon("lightbulb"), html.B(words("hints.title")), html.Ul([*items, html.Li(more)]), done],
        id=ids.HINTS,
        className="hints hide-print",
        **{"aria-label": words("hints.label")},
    )


def hints_button(words: Words) -> html.Button:
    """Brings the hints back."""
    return html.Button(
        words("hints.show"), type="button", className="as-link", **{"data-act": "show-hints"}
    )


def _sign(name: str) -> list[html.I | str]:
    return [icon("info-circle"), " "] if name == "figures" else []
