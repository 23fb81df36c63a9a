"""«Є нові дані — Оновити»: what an open page says after a load; it stays as it is until the reader asks.

`assets/news.js` asks for the newest data version and compares it with the one this page was drawn from.
"""

from __future__ import annotations

from dashboard import html
from dashboard.components.icon import icon
from dashboard.context import View


def news_of_load(view: View) -> html.Div:
    """The hidden notice of a page, with the data version that the page shows."""
    words = view.words
    renew = html.Button(
        words("shell.renew"), type="button", className="btn-1", **{"data-act": "renew"}
    )
    later = html.Button(
        [icon("x-lg"), html.Span(words("shell.later"), className="vh")],
        type="button",
        className="ib",
        title=words("shell.later"),
        **{"data-act": "later"},
    )
    notice = html.Div([words("shell.news"), renew, later], className="news", hidden=True)
    # the region must stand there before it speaks
    return html.Div(notice, role="status", **{"data-version": str(view.snapshot.version)})
