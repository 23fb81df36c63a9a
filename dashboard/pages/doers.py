"""Хто це вже робив: what do several plans have in common, and who has done it?"""

from __future__ import annotations

from itertools import islice
from typing import Final

import numpy as np
from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.button import link_button
from dashboard.components.empty import empty_note, empty_selection
from dashboard.components.panel import panel
from dashboard.components.sentence import sentence
from dashboard.components.similar_list import Similar, read_similar, similar_list
from dashboard.components.typography import nbsp
from dashboard.context import PLACE_FILTERS, Page, View
from dashboard.metrics.similar import SimilarGroup, count_wordings, group_similar
from data.model import Theme

MOST_GROUPS: Final = 20
MOST_WORDINGS: Final = 1500
SHOWN: Final = 4


def layout(view: View) -> list[Component]:
    """The groups of like measures that the measures in view stand in, those of most plans first."""
    if view.rows.empty:
        return [empty_selection(view)]
    if count_wordings(view.snapshot, view.rows) > MOST_WORDINGS:
        return [*_head(view, view.words("similar.choose_theme")), _themes(view)]
    groups = group_similar(view.snapshot, view.rows, view.as_of)
    if not groups:
        return [*_head(view, view.words("similar.no_groups")), _themes(view), _nothing(view)]
    plans = view.words.plural("similar.in_plans", max(group.plans for group in groups))
    answer = sentence(
        view.words("similar.groups"),
        groups=view.words.plural("similar.count_groups", len(groups)),
        plans=plans,
    )
    more = view.words("similar.first_groups", count=MOST_GROUPS, all=view.words.number(len(groups)))
    first = groups[:MOST_GROUPS]
    # what all of them show is read at once
    places = np.concatenate([group.of_plans[:SHOWN] for group in first])
    measures = iter(read_similar(view, groups[0].all_rows, places))
    return [
        *_head(view, answer),
        _themes(view),
        *(_group(view, group, list(islice(measures, min(group.plans, SHOWN)))) for group in first),
        *([html.P(nbsp(more), className="meta more")] if len(groups) > MOST_GROUPS else []),
    ]


def _head(view: View, answer: str | list[str | Component]) -> list[Component]:
    return [
        html.H1(answer, className="answer"),
        html.P(nbsp(view.words("similar.counted_groups")), className="sub"),
    ]


def _themes(view: View) -> html.Nav:
    """A choice of one theme, or of all."""
    words, chosen = view.words, view.filters.theme
    choices = [(words("similar.all_themes"), view.link(theme=()), not chosen)]
    choices += [
        (words(f"theme.{theme.value}"), view.link(theme=theme.value), chosen == (theme.value,))
        for theme in Theme
    ]
    items = [
        html.Li(html.A(nbsp(word), href=href, **({"aria-current": "true"} if here else {})))
        for word, href, here in choices
    ]
    return html.Nav(html.Ul(items), className="themes", **{"aria-label": words("filters.theme")})


def _group(view: View, group: SimilarGroup, shown: list[Similar]) -> html.Section:
    """A group by its first measures; the first of all of them leads it."""
    words, measures = view.words, len(group.places)
    told = ", ".join(
        (
            words.plural("similar.plans_have", group.plans),
            words.plural("count.measures", measures),
            words("similar.done", count=words.number(group.completed)),
        )
    )
    more: list[Component] = []
    if measures > len(shown):
        href = links.similar_link(shown[0].row.measure_id, view.filters)
        more = [html.P(html.A(nbsp(words("similar.likes_of")), href=href), className="more")]
    return panel(
        told,
        similar_list(view, shown),
        *more,
        subtitle=words(f"theme.{shown[0].row.theme}"),
        class_name="spaced",
    )


def _nothing(view: View) -> html.Div:
    back = link_button(view.words("similar.to_comparison"), view.link(links.COMPARISON, theme=()))
    text = view.words("similar.no_groups_why")
    return empty_note("search", view.words("similar.no_groups_title"), text, back)


PAGE: Final = Page(
    path=links.SIMILAR,
    title_key="similar.doers",
    layout=layout,
    filters=(*PLACE_FILTERS, "theme"),
    in_menu=False,
    ahead=lambda view: view.snapshot.likeness,
)
