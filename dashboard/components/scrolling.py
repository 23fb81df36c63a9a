"""A part that may be wider than the screen: it scrolls inside itself, and the keyboard can reach and move it."""

from __future__ import annotations

from dash.development.base_component import Component

from dashboard import html


def scrolling(
    content: Component, label: str, class_name: str = "scroll", *, anchor: str = ""
) -> html.Div:
    """The part in a box of its own with a name for those who come to it by Tab (WCAG 2.1.1).

    `anchor` is the name an address leads to it by.
    """
    named = {"id": anchor} if anchor else {}
    return html.Div(
        content, className=class_name, tabIndex="0", role="group", **{"aria-label": label}, **named
    )
