"""The whole view as one value, readable in the address: `?region=UA-09&year=2017&as_of=2018-01-31`.

A parameter that is repeated names several values. What makes no sense is dropped, never an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Any, Final
from urllib.parse import quote_plus

from dashboard.metrics.selection import ROWS
from data.i18n import LANGUAGES
from data.model import Programme, State, Theme
from data.state import CLOSE, AsOf

_REGION: Final = re.compile(r"UA-\d\d")
_WORD: Final = re.compile(r"[a-z][a-z_]{0,31}")
_YEARS: Final = range(1991, 2101)
_KEY_LIMIT: Final = 200
_VALUES_LIMIT: Final = 200

MANY: Final = ("programme", "region", "plan", "year", "direction", "theme", "body", "state")
_MANY: Final = frozenset(MANY)
# fields that select measures; the others say how or when they are looked at
SELECTING: Final = (*MANY, "due_from", "due_to", "rows")


@dataclass(frozen=True)
class Filters:
    """What a reader chose; an empty tuple or None leaves a field open.

    `as_of` and `lang` None stand for the defaults of the settings. The language goes along to every page.
    A page has hundreds of links, each made of a change to these: hence no `__slots__`, a copy of fields is one step.
    """

    programme: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    plan: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    direction: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    due_from: date | None = None
    due_to: date | None = None
    rows: str | None = None
    as_of: AsOf | None = None
    group: str | None = None
    lang: str | None = None

    @classmethod
    def from_query(cls, query: Mapping[str, object]) -> Filters:
        """The filters an address names; bad values and unknown parameters are dropped, nothing is raised."""
        chosen: dict[str, Any] = {}
        for name, parse in _PARSERS.items():
            values = tuple(dict.fromkeys(_parsed(parse, query.get(name))))
            if values:
                chosen[name] = values[:_VALUES_LIMIT] if name in MANY else values[0]
        return cls(**chosen)

    def to_query(self, **changes: Any) -> str:
        """The address's query in a stable order, without what is open: `region=UA-09&year=2017`.

        With some fields changed it is that of `with_`, of which a page has hundreds.
        """
        chosen = {**vars(self), **_changes(changes)} if changes else vars(self)
        return "&".join([_told(name, value) for name, value in chosen.items() if value])

    def values(self, name: str) -> tuple[Any, ...]:
        """The values of a field as a tuple, single or not."""
        value = getattr(self, name)
        if isinstance(value, tuple):
            return value
        return () if value is None else (value,)

    @property
    def active(self) -> tuple[str, ...]:
        """The fields that narrow the measures now, in the order of the address."""
        return tuple(name for name in SELECTING if self.values(name))

    def with_(self, **changes: Any) -> Filters:
        """The same view with some fields changed; one value for a field of several stands for a tuple of it."""
        return self._changed(_changes(changes))

    def without(self, *names: str) -> Filters:
        """The same view with these fields open."""
        return self._changed({name: _DEFAULTS[name] for name in names})

    def _changed(self, changes: Mapping[str, Any]) -> Filters:
        made = object.__new__(Filters)
        vars(made).update(vars(self), **changes)
        return made

    def only(self, names: Iterable[str]) -> Filters:
        """The same view reduced to these fields: what another page can read of it."""
        return self._changed(_others(tuple(names)))


def _changes(changes: dict[str, Any]) -> dict[str, Any]:
    """Changes as fields hold them; raises TypeError for a field that is none."""
    if not _DEFAULTS.keys() >= changes.keys():
        raise TypeError(f"no such filters: {sorted(changes.keys() - _DEFAULTS.keys())}")
    for name, value in changes.items():
        if not isinstance(value, tuple) and name in _MANY:
            changes[name] = (value,)
    return changes


@lru_cache(maxsize=256)
def _others(names: tuple[str, ...]) -> dict[str, Any]:
    """Every field open but these and the language."""
    kept = {*names, "lang"}
    return {name: default for name, default in _DEFAULTS.items() if name not in kept}


@lru_cache(maxsize=4096)
def _told(name: str, value: Any) -> str:
    """A field as the address has it: «region=UA-09&region=UA-12»."""
    several = value if isinstance(value, tuple) else (value,)
    return "&".join([f"{name}={quote_plus(str(one), safe=':~,')}" for one in several])


def href(path: str, filters: Filters, **changes: Any) -> str:
    """The address of a path with these filters, some changed: `/prostrocheni?region=UA-09`."""
    query = filters.to_query(**changes)
    return f"{path}?{query}" if query else path


def _parsed(parse: Callable[[str], Any], given: object) -> list[Any]:
    texts: Sequence[object] = given if isinstance(given, list | tuple) else [given]
    result = []
    for text in texts:
        if isinstance(text, str):
            try:
                result.append(parse(text.strip()))
            except ValueError:
                continue
    return result


def _matching(pattern: re.Pattern[str]) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError(text)
        return text

    return parse


def _key(text: str) -> str:
    if not text or len(text) > _KEY_LIMIT or not text.isprintable():
        raise ValueError(text)
    return text


def _year(text: str) -> int:
    if not text.isascii() or int(text) not in _YEARS:
        raise ValueError(text)
    return int(text)


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if day.year not in _YEARS:
        raise ValueError(text)
    return day


def _as_of(text: str) -> AsOf:
    return CLOSE if text == CLOSE else _day(text)


def _one_of(known: Collection[str]) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in known:
            raise ValueError(text)
        return text

    return parse


_PARSERS: Final[dict[str, Callable[[str], Any]]] = {
    "programme": lambda text: Programme(text).value,
    "region": _matching(_REGION),
    "plan": _key,
    "year": _year,
    "direction": _key,
    "theme": lambda text: Theme(text).value,
    "body": _key,
    "state": lambda text: State(text).value,
    "due_from": _day,
    "due_to": _day,
    "rows": _one_of(ROWS),
    "as_of": _as_of,
    "group": _matching(_WORD),
    "lang": _one_of(LANGUAGES),
}
_DEFAULTS: Final = {field.name: field.default for field in fields(Filters)}
