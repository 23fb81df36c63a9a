"""«Вставити на сайт»: the words that put a chart on another site, where this server lets it be framed."""

from __future__ import annotations

from dashboard import html
from dashboard.components.icon import icon
from dashboard.context import View
from dashboard.filters import href
from dashboard.links import EMBED


def embed_button(view: View, chart: str, *unread: str) -> list[html.Button]:
    """A quiet button that copies the frame of this very chart; none where no site may frame it.

    `unread` are filters of the page that the chart does not read.
    """
    if not view.services.settings.embed_origins:
        return []
    words, filters = view.words, view.filters.without(*unread)
    return [
        html.Button(
            [icon("code-slash"), words("embed.button")],
            type="button",
            className="quiet",
            title=words("embed.copy"),
            **{
                "data-act": "copy-embed",
                "data-address": href(f"{EMBED}/{chart}", filters.with_(lang=words.language)),
                "data-title": words("shell.product"),
                "data-done": words("embed.copied"),
            },
        )
    ]
