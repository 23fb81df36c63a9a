"""Порівняння: what can be compared, and how do plans, regions and years differ?"""

from __future__ import annotations

from collections import Counter
from typing import Final

from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.compare_places import compare_places
from dashboard.components.compare_themes import PARAMETER, compare_themes
from dashboard.components.compare_years import compare_years
from dashboard.components.empty import empty_selection
from dashboard.components.figures import rate_text
from dashboard.components.segments import segments
from dashboard.components.sentence import listed, sentence
from dashboard.components.state import swatch
from dashboard.components.typography import nbsp, unbroken
from dashboard.context import PLACE_FILTERS, Page, View
from dashboard.metrics.comparison import PlanColumn, compare_plans
from dashboard.metrics.reporting import Reporting
from dashboard.names import plan_programmes, plan_titles
from data.i18n import Words
from data.state import CLOSE

BY_PLACE: Final = "place"
BY_YEAR: Final = "year"
LINKED_PLANS: Final = 60


def layout(view: View) -> list[Component]:
    """The plans in view side by side, by theme, by region and year or over years, at their close or on one day."""
    if view.rows.empty:
        return [empty_selection(view)]
    reporting = view.reporting
    plans = [plan for plan in compare_plans(view.population) if plan.total.measures]
    return [
        _answer(view, reporting),
        _selection(view, reporting),
        _choices(view),
        *_compared(view, plans, reporting),
    ]


def _compared(view: View, plans: list[PlanColumn], reporting: Reporting) -> list[Component]:
    if view.filters.group == BY_PLACE:
        return [compare_places(view, plans)]
    if view.filters.group == BY_YEAR:
        return compare_years(view, plans)
    return [compare_themes(view, plans, reporting)]


def _answer(view: View, reporting: Reporting) -> html.H1:
    """«Результати відомі за одним планом із чотирьох: Луганська область, 2017 — 12 із 15 (80 %).»"""
    words, told, plans = view.words, reporting.told, reporting.plans
    parts = {
        "told": words.plural("compare.by_plans", len(told), number=_number(words, len(told), "by")),
        "plans": _plans_link(view, _number(words, len(plans), "of"), plans),
        "share": _share(view, reporting),
    }
    if len(plans) == 1:
        key = "compare.single_told" if told else "compare.single_untold"
        parts["plan"] = _plan(view, plans[0])
    elif not told:
        key = "compare.told_none"
    elif len(told) == 1:
        key = "compare.told_one"
        parts["plan"] = _plan(view, told[0])
    else:
        key = "compare.told_all" if len(told) == len(plans) else "compare.told_some"
    return html.H1(sentence(words(key), **parts), className="answer wide")


def _number(words: Words, count: int, case: str) -> str:
    """A small number as the sentence says it («за одним планом із чотирьох»), a larger one in figures."""
    key = f"compare.number_{case}.{count}"
    return words(key) if words.has(key) else words.number(count)


def _share(view: View, reporting: Reporting) -> html.A:
    content = [swatch("completed"), nbsp(rate_text(reporting.of_told, view.words))]
    href = view.rows_link("completed")
    return html.A(content, href=href, className="keep")


def _plans_link(view: View, text: str, keys: tuple[str, ...]) -> str | Component:
    if len(keys) > LINKED_PLANS:
        return text
    return html.A(text, href=view.rows_link())


def _plan(view: View, key: str) -> html.A:
    name = plan_titles(view, [key])[key]
    return html.A(unbroken(name), href=view.rows_link(plan=key))


def _selection(view: View, reporting: Reporting) -> html.P:
    words = view.words
    pieces: list[str | Component] = []
    if reporting.told and reporting.untold:
        told = words.plural(
            "compare.untold",
            len(reporting.untold),
            measures=words.plural("count.measures", reporting.of_untold.measures),
        )
        few = len(reporting.untold) <= LINKED_PLANS
        href = view.rows_link(plan=reporting.untold)
        pieces += [html.A(nbsp(told), href=href) if few else nbsp(told), " "]
    if view.as_of == CLOSE:
        pieces.append(nbsp(words("compare.at_close")))
    else:
        pieces.append(nbsp(words("compare.at_day", day=words.day(view.as_of))))
    pieces += [" ", *_programmes(view, reporting)]
    if reporting.not_begun:
        pieces.append(" " + nbsp(words.plural("compare.not_begun", len(reporting.not_begun))))
    return html.P(pieces, className="sub")


def _programmes(view: View, reporting: Reporting) -> list[str | Component]:
    """Every programme in view by name: plans of different programmes never stand unnamed side by side."""
    shown = set(reporting.plans)
    held = Counter(one for plan, one in plan_programmes(view).items() if plan in shown)
    named: list[Component] = [
        html.A(
            nbsp(
                f"{view.words(f'programme.{programme}')} — "
                f"{view.words.plural('count.plans', count)}"
            ),
            href=view.link(programme=programme),
        )
        for programme, count in held.items()
    ]
    return sentence(view.words("compare.programmes"), programmes=listed(named, "; "))


def _choices(view: View) -> html.Div:
    words = view.words
    is_close = view.as_of == CLOSE
    day = view.services.today() if is_close else view.as_of
    on_day = (
        words("compare.on_day")
        if is_close
        else words("compare.on_the_day", day=words.day(view.as_of))
    )
    when = [
        (words("compare.on_close"), view.link(as_of=CLOSE), is_close),
        (on_day, view.link(as_of=day), not is_close),
    ]
    shape = view.filters.group
    shown = [
        (words("compare.by_theme"), view.link(group=None), shape not in (BY_PLACE, BY_YEAR)),
        (words("compare.by_place"), view.link(group=BY_PLACE), shape == BY_PLACE),
        (words("compare.by_year"), view.link(group=BY_YEAR), shape == BY_YEAR),
    ]
    return html.Div(
        [segments(words("compare.when"), when), segments(words("compare.view"), shown)],
        className="toolbar choices",
    )


PAGE: Final = Page(
    path=links.COMPARISON,
    title_key="compare.title",
    layout=layout,
    filters=(*PLACE_FILTERS, "theme", "group"),
    parameters=(PARAMETER,),
)
