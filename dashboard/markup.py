"""Components of a page as the HTML text of a document.

What is printed to PDF is what the page draws. And what nothing in the browser changes travels to it as text: Dash
asks each of its components at each change whether it is touched, and a page has thousands of cells but a few charts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from functools import cache, lru_cache
from typing import Any, Final, TypeAlias

from dash.development.base_component import Component

from dashboard import html

Put: TypeAlias = Callable[[str], None]

# the class of what opens over the page: menus and the panels of filters
OVER_PAGE: Final = "pop over"
_HTML: Final = "dash_html_components"
_BOOTSTRAP: Final = "dash_bootstrap_components"
_NAMES: Final = {"className": "class", "htmlFor": "for"}
# of Dash, not of HTML
_INTERNAL: Final = frozenset({"children", "key", "disable_n_clicks"})
# what a component of Dash keeps beside what it was given
_OWN: Final = frozenset(
    {"_prop_names", "_valid_wildcard_attributes", "available_properties"}
    | {"available_wildcard_properties", "_namespace", "_type"}
)
_EMPTY: Final = frozenset({"br", "col", "hr", "img", "input", "wbr"})
_CAPITAL: Final = re.compile(r"(?=[A-Z])")


class Markup(Component):
    """An element whose content is text of HTML; `assets/markup.js` draws it.

    The element itself keeps the names of React, so that it takes part in the page as any other component.
    """

    _namespace = "ogp_markup"
    _type = "Markup"
    _prop_names = ["tag", "attributes", "html"]  # noqa: RUF012
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012
    available_properties = _prop_names
    available_wildcard_properties: list[str] = []  # noqa: RUF012

    def __init__(self, tag: str, attributes: dict[str, Any], html: str) -> None:
        # Dash's own would look for a package of the name of each component's namespace, on disk and in vain
        self.tag, self.attributes, self.html = tag, attributes, html


def fold(part: Any) -> Any:
    """A part of a page with every element that nothing in the browser changes as one `Markup`.

    Charts, grids and what holds them stay components; what opens over the page is folded on its own. A part that is
    folded already may stand in it as any other. Raises TypeError for a field that stands beside a chart: an element of
    its own must hold it, as no script of fields travels.
    """
    moving: set[int] = set()
    _note_moving(part, moving)
    return _fold(part, moving)


def _fold(part: Any, moving: set[int]) -> Any:
    if isinstance(part, list | tuple):
        return [_fold(one, moving) for one in part]
    if isinstance(part, str | Markup):
        return part
    if isinstance(part, Component) and _is_field(part):
        raise TypeError(f"{part._type} needs an element around it")
    if not isinstance(part, Component) or _tag(part) in _EMPTY:
        return part
    if id(part) not in moving:
        props = _props(part)
        attributes = {name: value for name, value in props.items() if name not in _INTERNAL}
        return Markup(_tag(part), attributes, to_html(props.get("children")))
    if not is_element(part):
        return part
    whole = copy(part)
    whole.children = _fold(part.children, moving)
    return whole


def _note_moving(part: Any, moving: set[int]) -> bool:
    """Whether callbacks or the browser change a part or something in it; such components are noted by their id()."""
    kind = type(part)
    if kind is str or kind is Markup:
        return False
    if kind is list or kind is tuple:
        found = False
        # each is looked at: none may hide those behind it
        for one in part:
            if type(one) is not str and _note_moving(one, moving):
                found = True
        return found
    if not isinstance(part, Component):
        return False
    given = vars(part)
    children = given.get("children")
    is_moving = type(children) is not str and _note_moving(children, moving)
    if not is_moving:
        is_moving = (
            isinstance(given.get("id"), dict)
            or "n_clicks" in given
            or not (kind in _TAGS or is_element(part) or _is_field(part))
        )
    if is_moving:
        moving.add(id(part))
    return is_moving or given.get("className") == OVER_PAGE


def is_element(part: Component) -> bool:
    """Whether it is an element of HTML, not something that only a browser draws."""
    return bool(part._namespace == _HTML)


def to_html(part: Any) -> str:
    """The markup of components; texts and attributes are escaped, so none of them becomes markup.

    Raises TypeError for a component that only a browser draws.
    """
    pieces: list[str] = []
    _write(part, pieces.append)
    return "".join(pieces)


def _write(part: Any, put: Put) -> None:
    # thousands of times a page: what comes most stands first
    kind = type(part)
    if kind is str:
        put(_escaped(part))
    elif (tag := _TAGS.get(kind)) is not None:
        props = part.__dict__
        put(f"<{tag}{_attributes(props)}>")
        if tag not in _EMPTY:
            _write(props.get("children"), put)
            put(f"</{tag}>")
    elif kind is list or kind is tuple:
        for one in part:
            _write(one, put)
    elif part is None:
        return
    elif isinstance(part, Markup):
        put(f"<{part.tag}{_attributes(part.attributes)}>{part.html}</{part.tag}>")
    elif isinstance(part, Component):
        _write_component(part, put)
    else:
        put(_escaped(str(part)))


def _write_component(part: Component, put: Put) -> None:
    """A field, or an element that Dash itself made."""
    if is_element(part):
        _write_element(_tag(part), _props(part), put)
    elif _is_field(part):
        _FIELDS[part._type](_props(part), put)
    else:
        raise TypeError(f"{part._type} is no element of HTML")


def _write_element(tag: str, props: dict[str, Any], put: Put) -> None:
    put(f"<{tag}{_attributes(props)}>")
    if tag not in _EMPTY:
        _write(props.get("children"), put)
        put(f"</{tag}>")


def _escaped(text: str) -> str:
    """A text that is no markup, as `html.escape` writes it; nearly all have nothing of it but «&» of an address."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text or ">" in text or '"' in text or "'" in text:
        text = text.replace("<", "&lt;").replace(">", "&gt;")
        text = text.replace('"', "&quot;").replace("'", "&#x27;")
    return text


def _attributes(props: dict[str, Any]) -> str:
    # by name: Dash keeps what it was given in an order that differs from process to process
    return "".join(
        [
            f'{opening}{_escaped(value)}"' if type(value) is str else _attribute(name, value)
            for name, opening in _order(tuple(props))
            if (value := props[name]) is not None
        ]
    )


@lru_cache(maxsize=1024)
def _order(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The attributes among what an element was given, by name, each with how its text begins."""
    return tuple((name, f' {_written(name)}="') for name in sorted(names) if name not in _INTERNAL)


def _attribute(name: str, value: Any) -> str:
    """An attribute that is no text: a style, a flag, a number."""
    if name == "style":
        value = ";".join(
            [f"{_property(key)}:{set_}" for key, set_ in value.items() if set_ is not None]
        )
    elif isinstance(value, bool):
        if "-" not in name:
            return f" {_written(name)}" if value else ""
        value = str(value).lower()
    return f' {_written(name)}="{_escaped(str(value))}"'


def _written(name: str) -> str:
    """An attribute as HTML calls it: «colspan» for «colSpan»; names with a hyphen stay as they are."""
    return _NAMES.get(name) or (name if "-" in name else name.lower())


@cache
def _property(name: str) -> str:
    """A property of a style as CSS writes it: «flex-grow» for «flexGrow»."""
    return name if name.startswith("--") else _CAPITAL.sub("-", name).lower()


def _write_input(props: dict[str, Any], put: Put) -> None:
    _write_element("input", {**props, "className": "form-control"}, put)


def _write_checklist(props: dict[str, Any], put: Put) -> None:
    """Its options, hundreds on a page, so they are no elements first."""
    chosen = set(props.get("value") or [])
    own, name = _escaped(props["id"]), _escaped(props["name"])
    options = [
        f'<div class="form-check"><input{" checked" if option["value"] in chosen else ""}'
        f' class="form-check-input" id="{own}-{number}" name="{name}" type="checkbox"'
        f' value="{_escaped(option["value"])}"><label class="form-check-label"'
        f' for="{own}-{number}">{_escaped(option["label"])}</label></div>'
        for number, option in enumerate(props["options"], start=1)
    ]
    put(f"<div>{''.join(options)}</div>")


# fields that the browser alone fills: their form reads them when it is sent
_FIELDS: Final = {"Input": _write_input, "Checklist": _write_checklist}


def _is_field(part: Component) -> bool:
    return part._namespace == _BOOTSTRAP and part._type in _FIELDS


def _tag(part: Component) -> str:
    return part._type.lower()


def _props(part: Component) -> dict[str, Any]:
    """What was given to a component."""
    held = vars(part)
    if "_prop_names" not in held:
        return held
    return {name: value for name, value in held.items() if name not in _OWN}


# elements that keep nothing but what they were given, by their tags
_TAGS: Final[dict[type, str]] = {
    one: one._type.lower()
    for one in vars(html).values()
    if isinstance(one, type) and issubclass(one, Component) and one is not Component
}
