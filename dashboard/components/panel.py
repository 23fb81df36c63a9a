"""A panel: its title is the finding, one line under it says what is counted."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.typography import nbsp


def panel(
    title: str,
    *content: Component,
    subtitle: str = "",
    acts: Sequence[Component] = (),
    class_name: str = "",
) -> html.Section:
    """A panel with its finding as heading and, on the right, its quiet buttons or a choice."""
    head: list[Component] = [html.H2(nbsp(title))]
    if subtitle:
        head.append(html.P(nbsp(subtitle), className="sub"))
    return html.Section(
        [
            html.Div(
                [html.Div(head), *([html.Div(list(acts), className="acts")] if acts else [])],
                className="panel-head",
            ),
            *content,
        ],
        className=f"panel {class_name}".strip(),
    )


def section(title: str, *content: Component, subtitle: str = "", anchor: str = "") -> html.Section:
    """A part of a page under a heading of its own; `anchor` is the name an address leads to it by."""
    head: list[Component] = [html.H2(nbsp(title))]
    if subtitle:
        head.append(html.P(nbsp(subtitle), className="sub"))
    named = {"id": anchor} if anchor else {}
    return html.Section([*head, *content], className="sect", **named)
