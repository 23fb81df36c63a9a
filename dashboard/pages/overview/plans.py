"""The plans side by side with what is known of each, and what stands outside the base."""

from __future__ import annotations

from typing import Final

from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.bars import state_bar
from dashboard.components.figures import coverage_text, rate_text
from dashboard.components.meaning import term_meaning
from dashboard.components.panel import panel
from dashboard.components.pill import pill
from dashboard.components.state import state_key, swatch
from dashboard.components.typography import nbsp
from dashboard.context import View
from dashboard.look import STATES
from dashboard.metrics.completion import Completion, count_by, count_states
from dashboard.metrics.reporting import Reporting
from dashboard.names import plan_names, plan_programmes
from data.model import State

SHOWN: Final = 8


def plan_list(view: View, reporting: Reporting) -> html.Section:
    """Each plan with its measures by state, its rate and its coverage; plans with reports first."""
    words = view.words
    shown = reporting.plans[:SHOWN]
    rows = view.counted
    counted = count_by(rows, "document_key", among=rows["document_key"].isin(shown).to_numpy())
    names, programmes = plan_names(view), plan_programmes(view)
    several = len({programmes[plan] for plan in reporting.plans}) > 1
    items = [
        _plan(view, plan, names[plan], counted[plan], programmes[plan] if several else "")
        for plan in shown
    ]
    present = [name for name in STATES if any(f.states.get(name) for f in counted.values())]
    content: list[Component] = [html.Ul(items, className="plans"), state_key(present, words)]
    if len(reporting.plans) > SHOWN:
        more = words("overview.more_plans", count=len(reporting.plans) - SHOWN)
        content.append(html.A(more, href=view.link(links.COMPARISON), className="small"))
    return panel(_finding(view, reporting), *content, subtitle=words("overview.no_report_means"))


def left_out(view: View, reporting: Reporting) -> html.Section:
    """What stands outside the base and why, each reason with its rows."""
    words, figures = view.words, reporting.figures
    rows = view.counted
    outside = count_states(rows, ~rows["in_base"].to_numpy(dtype=bool))
    items = [
        html.Li(
            [
                swatch(name),
                html.A(
                    words(
                        "overview.outside",
                        count=words.number(outside[State(name)]),
                        state=words(look.word),
                    ),
                    href=view.rows_link("left_out", state=name),
                    className="t",
                ),
                html.Span(nbsp(words(f"overview.why_{name}")), className="d"),
            ]
        )
        for name, look in STATES.items()
        if outside[State(name)]
    ]
    items += _out_of_plan(view, figures)
    title = words("overview.left_out_all_in")
    if figures.left_out:
        left = words.plural("count.measures", figures.left_out)
        title = words("overview.left_out_title", measures=left)
    return panel(
        title,
        html.Ul(items, className="rows"),
        subtitle=words("overview.base_means"),
        acts=[term_meaning(words, "poza-bazoiu")],
    )


def _out_of_plan(view: View, figures: Completion) -> list[html.Li]:
    """Report rows that stand in no plan: named and shown, part of no figure."""
    if not figures.outside:
        return []
    words = view.words
    told = words("overview.out_of_plan", count=words.number(figures.outside))
    return [
        html.Li(
            [
                html.Span(),
                html.A(told, href=view.rows_link("outside", state=()), className="t"),
                html.Span(nbsp(words("overview.why_out_of_plan")), className="d"),
            ]
        )
    ]


def _finding(view: View, reporting: Reporting) -> str:
    words = view.words
    if not reporting.untold:
        return words("overview.plans_all_told")
    if not reporting.told:
        return words("overview.plans_none_told")
    plans = words.plural("overview.found_of_plans", len(reporting.plans))
    return words("overview.plans_untold", untold=len(reporting.untold), plans=plans)


def _plan(view: View, plan: str, name: str, figures: Completion, programme: str) -> html.Li:
    words = view.words
    title: list[Component] = [html.A(name, href=view.link(plan=plan))]
    if programme:
        short = words(f"programme_short.{programme}")
        title += [html.Span(" "), pill(short)]
    return html.Li(
        [
            html.Div(
                [
                    html.Span(title),
                    html.A(
                        words.plural("count.measures", figures.measures),
                        href=view.rows_link(plan=plan),
                    ),
                ],
                className="a",
            ),
            state_bar(figures.states, words, lambda state: view.rows_link(plan=plan, state=state)),
            html.Div(
                [
                    html.A(
                        rate_text(figures, words),
                        href=view.rows_link("completed" if figures.rate else "base", plan=plan),
                    )
                    if figures.base
                    else html.Span(rate_text(figures, words)),
                    html.Span(coverage_text(figures, words), className="mut"),
                ],
                className="a",
            ),
        ]
    )
