"""Components of a page as the HTML text of a document: what is printed to PDF is what the page draws."""

from __future__ import annotations

from html import escape
from typing import Any, Final

from dash.development.base_component import Component

_ATTRIBUTES: Final = {"className": "class", "colSpan": "colspan", "rowSpan": "rowspan"}
_KEPT: Final = frozenset({"class", "colspan", "rowspan", "href", "id", "lang", "scope", "title"})
_EMPTY: Final = frozenset({"br", "col", "hr"})


def to_html(part: Any) -> str:
    """The markup of components of `dash.html`; texts and attributes are escaped, so none of them becomes markup.

    Raises TypeError for a component that only a browser draws.
    """
    if part is None:
        return ""
    if isinstance(part, list | tuple):
        return "".join(to_html(one) for one in part)
    if not isinstance(part, Component):
        return escape(str(part))
    told = part.to_plotly_json()
    if told["namespace"] != "dash_html_components":
        raise TypeError(f"{told['type']} is no element of HTML")
    tag = str(told["type"]).lower()
    props = dict(told["props"])
    children = props.pop("children", None)
    attributes = "".join(
        f' {_ATTRIBUTES.get(name, name)}="{escape(str(value))}"'
        for name, value in props.items()
        if value is not None and _ATTRIBUTES.get(name, name) in _KEPT
    )
    if tag in _EMPTY:
        return f"<{tag}{attributes}>"
    return f"<{tag}{attributes}>{to_html(children)}</{tag}>"
