"""«Що означає ця цифра?» beside a figure: its definition, opened where it stands."""

from __future__ import annotations

from dashboard import html
from dashboard.components.icon import icon
from dashboard.components.typography import nbsp
from data.i18n import Words


def meaning(words: Words, name: str, text: str) -> html.Details:
    """The sign ⓘ with what the figure of this name means under it."""
    summary = html.Summary(
        [icon("info-circle"), html.Span(words("common.what_means", name=name), className="vh")]
    )
    return html.Details(
        [summary, html.Div(nbsp(text), className="pop")], className="help drop hide-print"
    )


def term_meaning(words: Words, term: str) -> html.Details:
    """The same in the words of «Як рахуємо», by the anchor of the term there («prostrocheno»)."""
    key = term.replace("-", "_")
    return meaning(words, words(f"about.def_{key}"), words(f"about.text_{key}"))
