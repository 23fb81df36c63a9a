"""`overrides.toml` → corrections, each line checked before any is taken.

The bundled file is read first, then the one that `OGP_OVERRIDES` names: its correction of a field outweighs the
bundled one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeVar

from data.errors import ConfigError
from data.model import Assignment, Deadline, DeadlineKind, Role, Status, Theme
from data.overrides import (
    Override,
    OverrideBook,
    OverrideField,
    Reading,
    StatusReading,
    ThemeReading,
    by_hand,
    find_words,
)
from data.records import make_storable
from etl.values.lexicon import REFERENCE
from etl.values.registry import identify

BUNDLED: Final = REFERENCE / "overrides.toml"
TABLE: Final = "override"
_LARGEST: Final = 8_000_000
_COMMON: Final = ("measure", "field", "words", "reason", "by", "on")
_FIRST_YEAR, _LAST_YEAR = 1991, 2100
_HEAD: Final = re.compile(r"\s*\[\[\s*override\s*\]\]")
_LINE: Final = re.compile(r"line (\d+)")
_OWN: Final[Mapping[OverrideField, tuple[str, ...]]] = {
    OverrideField.DEADLINE: ("kind", "start", "due_dates"),
    OverrideField.BODIES: ("bodies",),
    OverrideField.STATUS: ("status", "quotation"),
    OverrideField.THEME: ("theme",),
    OverrideField.TITLE: ("title",),
}
_BODY: Final = ("name", "role", "by_consent", "collective")
E = TypeVar("E", bound=StrEnum)
_MAY_BE_EMPTY: Final = (OverrideField.DEADLINE, OverrideField.BODIES)
_UNDATED: Final = (DeadlineKind.CONTINUOUS, DeadlineKind.NONE)


def read_overrides(own: Path | None = None) -> OverrideBook:
    """All corrections in force; raises ConfigError naming file, line, table and field of the first bad one."""
    found = {
        (one.measure_id, one.field): one
        for path in (BUNDLED, *([own] if own is not None else []))
        for one in parse_overrides(_read(path), path.name)
    }
    return OverrideBook(tuple(found.values()), identify)


def parse_overrides(text: str, file: str) -> tuple[Override, ...]:
    """The corrections that a TOML text holds, in its order; raises ConfigError as `read_overrides`.

    `[[override]] measure = "UA-09-pvu-plan-2013:1.10"`, `field = "theme"`, `theme = "budget"` … is one.
    """
    try:
        said = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        where = _LINE.search(str(error))
        place = f"L{where[1]}" if where else ""
        raise ConfigError("override_syntax", file=file, place=place) from error
    tables = said.pop(TABLE, [])
    if said or not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        raise ConfigError("override_tables", file=file, names=", ".join(said) or TABLE)
    starts = [number for number, line in enumerate(text.split("\n"), 1) if _HEAD.match(line)]
    found: dict[tuple[str, OverrideField], Override] = {}
    for number, values in enumerate(tables, 1):
        line = starts[number - 1] if len(starts) == len(tables) else 0
        table = _Table(file, text.split("\n"), line, number, values)
        override = table.override()
        key = (override.measure_id, override.field)
        if key in found:
            raise table.fault("twice", "measure", other=found[key].line)
        found[key] = override
    return tuple(found.values())


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise ConfigError("override_large", file=path.name)
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError("override_file", file=path.name) from error
    except UnicodeDecodeError as error:
        raise ConfigError("override_encoding", file=path.name) from error


@dataclass(frozen=True)
class _Table:
    """One `[[override]]` as written: its values, and where it stands for the messages."""

    file: str
    lines: list[str]
    line: int
    number: int
    values: dict[str, Any]

    def override(self) -> Override:
        """The correction; raises ConfigError for the first value that makes no sense."""
        field = self.one_of("field", OverrideField)
        self._refuse_others(self.values, (*_COMMON, *_OWN[field]), str(field))
        words = self.text("words", empty=field in _MAY_BE_EMPTY)
        measure_id = self.text("measure")
        if not all(measure_id.partition(":")) or not measure_id.isprintable():
            raise self.fault("measure", "measure", value=measure_id)
        return make_storable(
            Override(
                measure_id=measure_id,
                field=field,
                words=words,
                reading=_READERS[field](self, words),
                reason=self.text("reason"),
                author=self.text("by"),
                day=self.day("on", self.value("on")),
                file=self.file,
                line=self.line,
            )
        )

    def fault(self, problem: str, name: str, **values: object) -> ConfigError:
        """The error of a field: file, line, table and what is wrong."""
        place = f"L{line}" if (line := self._line_of(name)) else ""
        told = {"file": self.file, "place": place, "number": self.number, "field": name}
        return ConfigError(f"override_{problem}", **told, **values)

    def value(self, name: str) -> Any:
        """A value that must be there."""
        if name not in self.values:
            raise self.fault("missing", name)
        return self.values[name]

    def text(self, name: str, *, empty: bool = False) -> str:
        """A text, not empty unless it may be."""
        return self.as_text(name, self.value(name), empty=empty)

    def as_text(self, name: str, value: object, *, empty: bool = False) -> str:
        """The value if it is a text."""
        if not isinstance(value, str) or not (value.strip() or empty):
            raise self.fault("text", name)
        return value

    def one_of(self, name: str, kinds: type[E], value: object = None) -> E:
        """A value of a known list."""
        value = self.value(name) if value is None else value
        try:
            return kinds(self.as_text(name, value))
        except ValueError as error:
            raise self.fault("choice", name, value=value, known=", ".join(kinds)) from error

    def day(self, name: str, value: object) -> date:
        """A day of the calendar, written as TOML's date: 2026-11-22."""
        is_day = isinstance(value, date) and not isinstance(value, datetime)
        if not is_day or not _FIRST_YEAR <= value.year <= _LAST_YEAR:  # type: ignore[attr-defined]
            raise self.fault("day", name)
        assert isinstance(value, date)
        return value

    def flag(self, name: str, value: object) -> bool:
        """true or false."""
        if not isinstance(value, bool):
            raise self.fault("flag", name)
        return value

    def _refuse_others(self, values: Mapping[str, Any], known: tuple[str, ...], field: str) -> None:
        for name in values:
            if name not in known:
                raise self.fault("unknown", name, of=field, known=", ".join(known))

    def _line_of(self, name: str) -> int:
        """The line of a field within its table, else the table's first."""
        if not self.line:
            return 0
        key = re.escape(name)
        written = re.compile(rf"\s*(?:{key}\s*=|\[\[\s*override\.{key}\s*\]\])")
        for number, line in enumerate(self.lines[self.line :], self.line + 1):
            if _HEAD.match(line):
                break
            if written.match(line):
                return number
        return self.line


def _deadline(table: _Table, words: str) -> Reading:
    kind = table.one_of("kind", DeadlineKind)
    given = table.values.get("due_dates", [])
    if not isinstance(given, list):
        raise table.fault("day", "due_dates")
    due = tuple(table.day("due_dates", one) for one in given)
    start = table.day("start", table.values["start"]) if "start" in table.values else None
    if sorted(set(due)) != list(due) or (start is not None and due and start > due[0]):
        raise table.fault("order", "due_dates")
    many = kind in (DeadlineKind.MULTIPLE, DeadlineKind.RECURRING)
    fits = not due if kind in _UNDATED else many or len(due) == 1
    if not fits or (kind is DeadlineKind.MULTIPLE and len(due) < 2):
        raise table.fault("dates", "due_dates", kind=kind)
    return Deadline(words, kind, start, due, rule=by_hand(OverrideField.DEADLINE))


def _bodies(table: _Table, words: str) -> Reading:
    given = table.value("bodies")
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise table.fault("bodies", "bodies")
    return tuple(_body(table, one) for one in given)


def _body(table: _Table, one: dict[str, Any]) -> Assignment:
    table._refuse_others(one, _BODY, "bodies")
    if "name" not in one:
        raise table.fault("bodies", "bodies")
    return Assignment(
        body=" ".join(table.as_text("bodies", one["name"]).split()),
        role=table.one_of("bodies", Role, one.get("role", Role.RESPONSIBLE.value)),
        by_consent=table.flag("bodies", one.get("by_consent", False)),
        collective=table.flag("bodies", one.get("collective", False)),
        rule=by_hand(OverrideField.BODIES),
    )


def _status(table: _Table, words: str) -> Reading:
    status = table.one_of("status", Status)
    quotation = table.text("quotation") if "quotation" in table.values else ""
    if quotation and not find_words(words, quotation):
        raise table.fault("quotation", "quotation")
    return StatusReading(status, quotation, by_hand(OverrideField.STATUS))


def _theme(table: _Table, words: str) -> Reading:
    return ThemeReading(table.one_of("theme", Theme), by_hand(OverrideField.THEME))


def _title(table: _Table, words: str) -> Reading:
    return " ".join(table.text("title").split())


_READERS: Final[Mapping[OverrideField, Callable[[_Table, str], Reading]]] = {
    OverrideField.DEADLINE: _deadline,
    OverrideField.BODIES: _bodies,
    OverrideField.STATUS: _status,
    OverrideField.THEME: _theme,
    OverrideField.TITLE: _title,
}
