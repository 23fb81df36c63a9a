"""Components of a page as the HTML text of a document.

What is printed to PDF is what the page draws. And what nothing in the browser changes travels to it as text: Dash
asks each of its components at each change whether it is touched, and a page has thousands of cells but a few charts.
"""

from __future__ import annotations

import re
from copy import copy
from functools import cache, lru_cache
from typing import Any, Final

from dash.development.base_component import Component

from dashboard import html

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
    if isinstance(part, list | tuple):
        return [fold(one) for one in part]
    if isinstance(part, str | Markup) or not isinstance(part, Component):
        return part
    if _is_field(part):
        raise TypeError(f"{part._type} needs an element around it")
    if not is_element(part) or _tag(part) in _EMPTY:
        return part
    pieces: list[str] = []
    stays = _write(part, pieces, apart=True)
    return _as_markup(part, pieces) if stays is None else stays


def _as_markup(part: Component, pieces: list[str]) -> Markup:
    """An element by what was written of it: unless it holds but a text, the first piece begins it, the last ends it."""
    props = _props(part)
    children = props.get("children")
    inner = _escaped(children) if type(children) is str else "".join(pieces[1:-1])
    attributes = {name: value for name, value in props.items() if name not in _INTERNAL}
    return Markup(_tag(part), attributes, inner)


def _stands_apart(props: dict[str, Any]) -> bool:
    """Whether an element is no part of its parent's text."""
    return props.get("className") == OVER_PAGE or _listens(props)


def _listens(props: dict[str, Any]) -> bool:
    """Whether callbacks change an element or are told of it."""
    return isinstance(props.get("id"), dict) or "n_clicks" in props


def is_element(part: Component) -> bool:
    """Whether it is an element of HTML, not something that only a browser draws."""
    return bool(part._namespace == _HTML)


def to_html(part: Any) -> str:
    """The markup of components; texts and attributes are escaped, so none of them becomes markup.

    Raises TypeError for a component that only a browser draws.
    """
    pieces: list[str] = []
    _write(part, pieces, apart=False)
    return "".join(pieces)


def _write(part: Any, pieces: list[str], apart: bool) -> Any:
    """Adds the markup of a part to `pieces`.

    With `apart` what stays a component, or holds one, is not written but given back, with all else in it folded.
    """
    # thousands of times a page: what comes most stands first
    kind = type(part)
    if kind is str:
        pieces.append(_escaped(part))
        return None
    ends = _ENDS.get(kind)
    if ends is None:
        return _write_other(part, pieces, apart)
    props = part.__dict__
    children = props["children"]
    opening = f"{ends[0]}>" if len(props) == 1 else _opening(ends[0], props)
    if type(children) is str:
        pieces.append(f"{opening}{_escaped(children)}{ends[1]}")
        if apart and len(props) > 1 and _stands_apart(props):
            return _apart(part, pieces, len(pieces) - 1, None)
        return None
    start = len(pieces)
    pieces.append(opening)
    stays = None if children is None else _write_inner(children, pieces, apart)
    pieces.append(ends[1])
    if stays is None and not (apart and len(props) > 1 and _stands_apart(props)):
        return None
    return _apart(part, pieces, start, stays)


def _write_inner(children: Any, pieces: list[str], apart: bool) -> Any:
    kind = type(children)
    if kind is not list and kind is not tuple:
        return _write(children, pieces, apart)
    starts = []
    staying = {}
    for one in children:
        starts.append(len(pieces))
        stays = _write(one, pieces, apart)
        if stays is not None:
            staying[len(starts) - 1] = stays
    if not staying:
        return None
    spans = zip(children, starts, [*starts[1:], len(pieces)], strict=True)
    folded = [
        staying[place] if place in staying else _still(one, pieces[start:end])
        for place, (one, start, end) in enumerate(spans)
    ]
    del pieces[starts[0] :]
    return folded


def _still(part: Any, pieces: list[str]) -> Any:
    """What was written beside a part that stays a component."""
    return _as_markup(part, pieces) if _ENDS.get(type(part), _NONE)[1] else fold(part)


def _apart(part: Component, pieces: list[str], start: int, stays: Any) -> Component:
    """An element that stands apart from its parent's text, which is taken back; `stays` are its folded children."""
    props = _props(part)
    if stays is None and not _listens(props):
        made: Component = _as_markup(part, pieces[start:])
    else:
        made = copy(part)
        made.children = fold(props.get("children")) if stays is None else stays
    del pieces[start:]
    return made


def _write_other(part: Any, pieces: list[str], apart: bool) -> Any:
    """What is no text and no element from here: several parts, a folded one, a field, an element that Dash made."""
    if part is None:
        return None
    if isinstance(part, list | tuple):
        return _write_inner(part, pieces, apart)
    if isinstance(part, Markup):
        pieces.append(f"<{part.tag}{_attributes(part.attributes)}>{part.html}</{part.tag}>")
    elif not isinstance(part, Component):
        pieces.append(_escaped(str(part)))
    elif _is_field(part):
        pieces.append(_FIELDS[part._type](_props(part)))
    elif is_element(part):
        return _write_foreign(part, pieces, apart)
    elif apart:
        return part
    else:
        raise TypeError(f"{part._type} is no element of HTML")
    return None


def _write_foreign(part: Component, pieces: list[str], apart: bool) -> Any:
    """An element that Dash itself made."""
    props = _props(part)
    tag = _tag(part)
    start = len(pieces)
    pieces.append(f"<{tag}{_attributes(props)}>")
    if tag in _EMPTY:
        return None
    stays = _write_inner(props.get("children"), pieces, apart)
    pieces.append(f"</{tag}>")
    if stays is None and not (apart and _stands_apart(props)):
        return None
    return _apart(part, pieces, start, stays)


def _escaped(text: str) -> str:
    """A text that is no markup, as `html.escape` writes it; nearly all have nothing of it but «&» of an address."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text or ">" in text or '"' in text or "'" in text:
        text = text.replace("<", "&lt;").replace(">", "&gt;")
        text = text.replace('"', "&quot;").replace("'", "&#x27;")
    return text


def _opening(begun: str, props: dict[str, Any]) -> str:
    """What begins an element with attributes; most have a class alone."""
    if len(props) == 2 and type(name := props.get("className")) is str:
        return _classed(begun, name)
    return f"{begun}{_attributes(props)}>"


@lru_cache(maxsize=4096)
def _classed(begun: str, name: str) -> str:
    return f'{begun} class="{_escaped(name)}">'


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


def _input(props: dict[str, Any]) -> str:
    return f"<input{_attributes({**props, 'className': 'form-control'})}>"


def _checklist(props: dict[str, Any]) -> str:
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
    return f"<div>{''.join(options)}</div>"


# fields that the browser alone fills: their form reads them when it is sent
_FIELDS: Final = {"Input": _input, "Checklist": _checklist}


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


def _ends(tag: str) -> tuple[str, str]:
    """How an element begins and ends; one that holds nothing has no end."""
    return f"<{tag}", "" if tag in _EMPTY else f"</{tag}>"


_NONE: Final = ("", "")
# elements that keep nothing but what they were given
_ENDS: Final[dict[type, tuple[str, str]]] = {
    one: _ends(one._type.lower())
    for one in vars(html).values()
    if isinstance(one, type) and issubclass(one, Component) and one is not Component
}
