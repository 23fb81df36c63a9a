"""Files that could not be read: each with the reason and the last try."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboard import html
from dashboard.components.icon import icon
from dashboard.components.places import place_text
from dashboard.context import View
from data.i18n import Words
from data.readings import Refusal

MOST_REFUSALS: Final = 200


def refusal_list(view: View, refusals: Sequence[Refusal]) -> html.Ul:
    """The newest refusals, at most so many, in the form of the list of remarks."""
    return html.Ul(
        [_entry(view.words, one) for one in refusals[:MOST_REFUSALS]], className="issues panel"
    )


def _entry(words: Words, refusal: Refusal) -> html.Li:
    sign = html.Span(icon("x-circle-fill"), className="sw st-not_done", **{"aria-hidden": "true"})
    reason = html.Span(_reason(words, refusal), className="mut")
    what = html.Div([html.B(refusal.name), reason], className="what")
    when = html.Div(html.Span(words.moment(refusal.at), className="nowrap meta"), className="where")
    return html.Li([sign, html.Div(html.Div([what, when], className="entry"))])


def _reason(words: Words, refusal: Refusal) -> str:
    """The words of the refusal as the command said them, its place before them."""
    values: Mapping[str, Any] = refusal.values
    place = place_text(words, str(values.get("place", "")))
    key = f"error.{refusal.code}"
    if not words.has(key):
        key = "error.source"
    given = {
        "code": refusal.code,
        **values,
        "file": values.get("file", refusal.name),
        "place": place,
    }
    told = words(key, **given)
    return f"{place}: {told}" if place and place not in told else told
