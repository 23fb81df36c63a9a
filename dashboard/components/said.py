"""What is told by voice when a page or its selection has changed: the page's answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash.development.base_component import Component

from dashboard import html


def said(text: str) -> html.Span:
    """A text that nobody sees; the script hands the first of a page to the live region (WCAG 4.1.3)."""
    return html.Span(hidden=True, **{"data-say": text})


def answer_of(content: Sequence[Component]) -> str:
    """The words of the page's heading: «Станом на 31.01.2018 із 15 заходів виконано 12…»; empty without one."""
    heading = next((one for part in content if (one := _find(part)) is not None), None)
    return "" if heading is None else " ".join(_text(heading).split())


def _find(part: Any) -> html.H1 | None:
    if isinstance(part, html.H1):
        return part
    return next((one for child in _children(part) if (one := _find(child)) is not None), None)


def _text(part: Any) -> str:
    if isinstance(part, Component):
        return "".join(_text(child) for child in _children(part))
    return "" if part is None else str(part)


def _children(part: Any) -> list[Any]:
    if not isinstance(part, Component):
        return []
    children = getattr(part, "children", None)
    return list(children) if isinstance(children, list | tuple) else [children]
