"""The steps between the pages of what is too long for one."""

from __future__ import annotations

from collections.abc import Callable

from dashboard import html
from dashboard.context import View
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


def page_steps(
    view: View, cut: PageCut, parameter: str, shown: str, label: str, anchor: str
) -> list[html.Nav]:
    """The pager of a part of a page, none where all is on one.

    `parameter` names the page in the address, `anchor` the part; `shown` is the key of «Документи 1–30 із 947».
    """
    if cut.pages == 1:
        return []
    words, number = view.words, view.words.number
    told = words(shown, first=number(cut.first + 1), last=number(cut.last), all=number(cut.rows))

    def address(page: int) -> str:
        return view.asking(**{parameter: str(page) if page > 1 else ""}) + f"#{anchor}"

    return [pager(words, cut, told, words(label), address)]
