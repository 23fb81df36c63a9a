"""What the pages of lists say first: the parts of their sentence and the plans that it speaks of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.sentence import sentence
from dashboard.components.state import swatch
from dashboard.components.typography import nbsp
from dashboard.context import View
from dashboard.metrics.reporting import Reporting
from dashboard.names import plan_names, plan_programmes

NAMED_PLANS: Final = 4
LINKED_PLANS: Final = 60
# signs that fit one line of a phone beside a swatch
LONGEST_KEPT: Final = 27


def number_link(text: str, href: str, mark: str = "") -> html.A:
    """A number of the sentence: a link to its rows, with the swatch of a state or fact."""
    content: list[str | Component] = [*([swatch(mark)] if mark else []), nbsp(text)]
    return html.A(content, href=href, className="keep" if len(text) <= LONGEST_KEPT else None)


def joined(parts: Sequence[str | Component], end: str) -> list[str | Component]:
    """Parts of a sentence with commas between them and a sign at the end, none of which begins a line."""
    pieces: list[str | Component] = []
    for place, part in enumerate(parts):
        is_last = place == len(parts) - 1
        pieces += [closed(part, end if is_last else ","), "" if is_last else " "]
    return pieces


def closed(part: str | Component, sign: str) -> html.Span:
    """A part with the sign that follows it; a line never breaks before the sign."""
    return html.Span([part, sign], className=getattr(part, "className", None))


def plans_line(view: View, reporting: Reporting) -> html.P:
    """Of which plans the page speaks, who has reported, and which plans had not begun."""
    pieces: list[str | Component] = []
    if reporting.plans:
        pieces += [nbsp(_plans(view, reporting)), " "]
    if reporting.untold:
        pieces += [*_coverage(view, reporting), " "]
    if reporting.not_begun:
        pieces.append(nbsp(_not_begun(view, reporting)))
    return html.P(pieces, className="sub")


def named(view: View, keys: tuple[str, ...]) -> str:
    """Plans by name, the first few and how many more: «Луганська область, 2013; ще 3 плани»."""
    names = plan_names(view)
    shown = [names[key] for key in keys[:NAMED_PLANS]]
    rest = len(keys) - NAMED_PLANS
    if rest > 0:
        shown.append(view.words("lists.more_plans", plans=view.words.plural("count.plans", rest)))
    return "; ".join(shown)


def _plans(view: View, reporting: Reporting) -> str:
    """One plan by its name and programme; several counted by programme, for they never go unnamed."""
    words = view.words
    programmes = plan_programmes(view)
    if len(reporting.plans) == 1:
        (key,) = reporting.plans
        return f"{named(view, (key,))}. {words(f'programme.{programmes[key]}')}."
    counts = Counter(programmes[plan] for plan in reporting.plans)
    told = [
        f"{words(f'programme.{programme}')} — {words.plural('count.plans', count)}"
        for programme, count in counts.items()
    ]
    return "; ".join(told) + "."


def _coverage(view: View, reporting: Reporting) -> list[str | Component]:
    words = view.words
    if len(reporting.plans) == 1:
        return [nbsp(words("overdue.no_report_one"))]
    if not reporting.told:
        return [nbsp(words("overdue.no_report_all"))]
    untold = words.plural("count.measures", reporting.of_untold.measures)
    return sentence(
        words("overdue.no_report_some"),
        reported=_of_plans(view, words.plural("count.plans", len(reporting.told)), reporting.told),
        plans=str(len(reporting.plans)),
        measures=_of_plans(view, untold, reporting.untold),
    )


def _of_plans(view: View, text: str, keys: tuple[str, ...]) -> str | Component:
    """A number of plans or of their measures; a link while the address can name the plans."""
    if len(keys) > LINKED_PLANS:
        return text
    return html.A(nbsp(text), href=view.rows_link(plan=keys, state=()))


def _not_begun(view: View, reporting: Reporting) -> str:
    return view.words.plural(
        "overdue.not_begun", len(reporting.not_begun), plans=named(view, reporting.not_begun)
    )
