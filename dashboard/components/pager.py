"""The steps between the pages of what is too long for one."""

from __future__ import annotations

from collections.abc import Callable

from dash import html

from dashboard.paging import PageCut
from data.i18n import Words


def pager(
    words: Words, cut: PageCut, told: str, label: str, address: Callable[[int], str]
) -> html.Nav:
    """What is shown (`told`) and links to other pages; `address` gives that of a page by its number."""
    steps = [
        html.A(words(key), href=address(number), className="btn-2") for key, number in cut.steps()
    ]
    return html.Nav(
        [html.Span(told, className="small mut"), *steps],
        className="pager",
        **{"aria-label": label},
    )
