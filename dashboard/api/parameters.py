"""The parameters of a request: the same names as in the addresses of pages, but what makes no sense is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from dashboard.filters import MANY, Filters
from dashboard.metrics.selection import ROWS
from dashboard.records.metrics import GROUPS
from data.i18n import LANGUAGES, Words
from data.model import Programme, State, Theme
from data.state import CLOSE

FORMATS: Final = ("json", "csv")
LIMIT: Final = 100
MOST: Final = 1_000
LAST_PAGE: Final = 1_000_000
_MOST_VALUES: Final = 200
_KEY: Final = "^[0-9A-Za-zЀ-ӿ][0-9A-Za-zЀ-ӿ .,:~_()/’'№-]{0,199}$"
_DAY: Final = {"type": "string", "format": "date"}
_DAYS: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE: Final = re.compile(r"[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: `schema` is the JSON Schema of one value; one of `many` may be repeated."""

    name: str
    schema: Mapping[str, Any]
    many: bool = False

    def fault(self, values: Sequence[str], words: Words) -> str:
        """Why these values are refused, in words; empty where they are good."""
        if len(values) > (_MOST_VALUES if self.many else 1):
            most = _MOST_VALUES if self.many else 1
            return words("api.too_many", name=self.name, most=most)
        for value in values:
            if not _fits(value, self.schema):
                return words("api.bad_value", value=value[:80], wanted=self.wanted(words))
        return ""

    def wanted(self, words: Words) -> str:
        """What the parameter takes, in words: «completed, partial, …»."""
        if "enum" in self.schema:
            return words("api.wants_one_of", values=", ".join(self.schema["enum"]))
        if "anyOf" in self.schema:
            return words("api.wants_as_of")
        if self.schema["type"] == "integer":
            low, high = self.schema["minimum"], self.schema["maximum"]
            return words("api.wants_number", low=low, high=high)
        if self.schema.get("format") == "date":
            return words("api.wants_day")
        return words("api.wants_region" if self.name == "region" else "api.wants_key")


def _fits(value: str, schema: Mapping[str, Any]) -> bool:
    if "anyOf" in schema:
        return any(_fits(value, one) for one in schema["anyOf"])
    if "enum" in schema:
        return value in schema["enum"]
    if schema["type"] == "integer":
        low, high = schema["minimum"], schema["maximum"]
        return bool(_WHOLE.fullmatch(value)) and low <= int(value) <= high
    if schema.get("format") == "date":
        return _is_day(value)
    # the pattern, and no line break that «$» would let pass
    return re.fullmatch(schema["pattern"], value) is not None


def _is_day(value: str) -> bool:
    if not _DAYS.fullmatch(value):
        return False
    try:
        return 1991 <= date.fromisoformat(value).year <= 2100
    except ValueError:
        return False


def _codes(values: Iterable[str]) -> dict[str, Any]:
    return {"type": "string", "enum": [str(value) for value in values]}


def _number(low: int, high: int, **more: Any) -> dict[str, Any]:
    return {"type": "integer", "minimum": low, "maximum": high, **more}


_KEYS: Final = {"type": "string", "pattern": _KEY}
_SCHEMAS: Final[Mapping[str, Mapping[str, Any]]] = {
    "programme": _codes(Programme),
    "region": {"type": "string", "pattern": "^UA-[0-9]{2}$"},
    "plan": _KEYS,
    "year": _number(1991, 2100),
    "direction": _KEYS,
    "theme": _codes(Theme),
    "body": _KEYS,
    "state": _codes(State),
    "due_from": _DAY,
    "due_to": _DAY,
    "rows": _codes(ROWS),
    "as_of": {"anyOf": [_codes([CLOSE]), _DAY]},
    "group": _codes(GROUPS),
    "lang": _codes(LANGUAGES),
    "format": {**_codes(FORMATS), "default": "json"},
    "page": _number(1, LAST_PAGE, default=1),
    "limit": _number(1, MOST, default=LIMIT),
}
PARAMETERS: Final = {
    name: Parameter(name, schema, name in MANY) for name, schema in _SCHEMAS.items()
}
ALWAYS: Final = ("lang", "format", "page", "limit")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for: the filters of the rows, their form, and which page of how many."""

    filters: Filters
    format: str
    page: int
    limit: int


@dataclass(frozen=True, slots=True)
class Fault:
    """A parameter that was refused, and why."""

    parameter: str
    detail: str


def find_faults(
    query: Mapping[str, Sequence[str]], allowed: Sequence[str], words: Words
) -> list[Fault]:
    """Every parameter of a query that is unknown or makes no sense, in the order of the address."""
    faults = []
    for name, values in query.items():
        if name in allowed:
            detail = PARAMETERS[name].fault(values, words)
        else:
            detail = words("api.unknown", allowed=", ".join(allowed))
        if detail:
            faults.append(Fault(name[:80], detail))
    return faults


def read_query(query: Mapping[str, Sequence[str]]) -> Asked:
    """The request of a query without faults."""
    first = {name: values[0] for name, values in query.items()}
    return Asked(
        filters=Filters.from_query(query),
        format=first.get("format", FORMATS[0]),
        page=int(first.get("page", 1)),
        limit=int(first.get("limit", LIMIT)),
    )
