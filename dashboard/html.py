"""The elements of HTML, as Dash has them, without what Dash asks of every component at each making.

A page has thousands of elements. Dash's own constructors put a message together in case of a fault and keep four
lists beside what they were given; these check the names of attributes as strictly, each name once.
"""

from __future__ import annotations

from abc import ABCMeta
from typing import TYPE_CHECKING, Any, ClassVar

from dash import html as _html
from dash.development.base_component import Component, ComponentMeta

if TYPE_CHECKING:
    from dash.html import *  # noqa: F403

# what Dash writes into each component about what it may have
_TOLD = (
    "_prop_names",
    "_valid_wildcard_attributes",
    "available_properties",
    "available_wildcard_properties",
)


class _Element:
    """An element that keeps what it was given and nothing else."""

    _type: ClassVar[str]
    _known: ClassVar[set[str]]
    _prop_names: ClassVar[list[str]]
    _valid_wildcard_attributes: ClassVar[list[str]]

    def __init__(self, children: Any = None, **given: Any) -> None:
        if not self._known.issuperset(given):
            self._learn(given)
        given["children"] = children
        self.__dict__ = given

    @classmethod
    def _learn(cls, given: dict[str, Any]) -> None:
        """Takes new names of attributes; raises TypeError for one that the element does not have."""
        beginnings = tuple(cls._valid_wildcard_attributes)
        for name in given:
            if name not in cls._prop_names and not name.startswith(beginnings):
                raise TypeError(f"html.{cls._type} has no attribute {name!r}")
            cls._known.add(name)


def _quick(element: type[Component]) -> type[Component]:
    """An element of Dash with the constructor from here; Dash knows it already, so it is not registered again."""
    told = vars(element())
    attributes = {name: told[name] for name in _TOLD}
    attributes |= {"_known": set(), "__module__": __name__, "__doc__": element.__doc__}
    made: type[Component] = ABCMeta.__new__(
        ComponentMeta, element.__name__, (_Element, element), attributes
    )
    return made


if not TYPE_CHECKING:
    globals().update(
        {
            name: _quick(one)
            for name, one in vars(_html).items()
            if isinstance(one, type) and issubclass(one, Component)
        }
    )
