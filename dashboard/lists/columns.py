"""The columns of a list of measures: declared once for the grid, the print and the files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeAlias

from dashboard.lists.lines import Executor, Line
from dashboard.lists.order import ukrainian_order
from dashboard.look import STATES
from dashboard.metrics.listing import LATE_LISTS, number_key
from data.deadlines import MovedDeadline
from data.i18n import Words

Cell: TypeAlias = str | int | date | None


class Kind(StrEnum):
    """What the cells of a column are: decides its filter, its side and its type in a file."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Names:
    """What a line's codes are called: the words of the language and the names of plans by their keys."""

    words: Words
    plans: Mapping[str, str]


def _as_it_is(key: Any) -> Any:
    return key


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `value` is what a file holds and a filter looks at, `order` what it is sorted by.

    `collate` makes a sort key of what `order` gives. A column that is not `on_screen` stands in files only; its
    head is the word `column.<key>`.
    """

    key: str
    value: Callable[[Line, Names], Cell]
    order: Callable[[Line, Names], Any]
    collate: Callable[[Any], Any] = field(default=_as_it_is, kw_only=True)
    kind: Kind = Kind.TEXT
    on_screen: bool = True
    width: int = 16

    def head(self, words: Words, list_name: str | None = None) -> str:
        """The head of the column; days are called by what they count in this list."""
        special = f"column.{self.key}_{list_name}"
        return words(special if list_name and words.has(special) else f"column.{self.key}")


def columns_of(list_name: str | None, lines: Iterable[Line]) -> tuple[Column, ...]:
    """The columns of a named list in their order: days where it counts days, reasons where it has them.

    The plan stands on screen where the lines are of several plans, bodies where any are named.
    """
    held = list(lines)
    hidden = set()
    if len({line.document_key for line in held}) < 2:
        hidden.add("plan")
    if list_name not in (*LATE_LISTS, "due_soon") and all(line.days is None for line in held):
        hidden.add("days")
    if not any(line.executors for line in held):
        hidden.add("bodies")
    if list_name != "left_out":
        hidden.add("reason")
    return tuple(
        column if column.key not in hidden else _off_screen(column)
        for column in _COLUMNS
        if not (column.key == "reason" and column.key in hidden)
    )


def group_columns() -> tuple[Column, ...]:
    """What a list by bodies says of the body over its lines: name, role, «за згодою»."""
    return _GROUP_COLUMNS


def _off_screen(column: Column) -> Column:
    return replace(column, on_screen=False)


def _text(value: Callable[[Line, Names], str]) -> dict[str, Any]:
    """A text column: sorted by the Ukrainian order of its own text."""
    return {"value": value, "order": value, "collate": ukrainian_order}


def _dated(value: Callable[[Line], date | None]) -> dict[str, Any]:
    """A date column: lines without a date stand after all others."""
    return {
        "value": lambda line, _: value(line),
        "order": lambda line, _: value(line) or date.max,
        "kind": Kind.DATE,
        "width": 12,
    }


def _counted(value: Callable[[Line], int | None]) -> dict[str, Any]:
    """A column of counts: lines without one stand before all others, so the most stand first from above."""
    return {
        "value": lambda line, _: value(line),
        "order": lambda line, _: -1 if (count := value(line)) is None else count,
        "kind": Kind.NUMBER,
        "width": 10,
    }


def executors_text(line: Line, words: Words, executors: Iterable[Executor] | None = None) -> str:
    """All bodies of a line, or some: «управління культури; громадська рада (за згодою)»."""
    parts = []
    for executor in line.executors if executors is None else executors:
        notes = [words(f"role.{executor.role}")] if executor.role != "responsible" else []
        notes += [words("role.by_consent")] if executor.by_consent else []
        parts.append(f"{executor.name} ({', '.join(notes)})" if notes else executor.name)
    return "; ".join(parts)


def moved_text(moved: MovedDeadline, words: Words) -> str:
    """Where a deadline stood first: «первісний строк — 30.06.2013, перенесено рішенням від 01.10.2013»."""
    first = words.day(moved.first_due) if moved.first_due else f"«{moved.first_text}»"
    return words("lists.moved", first=first, day=words.day(moved.decided_on))


def _state_rank(line: Line, _: Names) -> int:
    return _STATE_ORDER[line.state]


def _lateness(line: Line, names: Names) -> str:
    return names.words(f"lateness.{line.lateness}") if line.lateness else ""


def _reason(line: Line, names: Names) -> str:
    return names.words(f"left_out.{line.reason}") if line.reason else ""


def _role(line: Line, names: Names) -> str:
    return names.words(f"role.{line.executor.role}") if line.executor else ""


def _consent(line: Line, names: Names) -> str:
    return names.words("role.by_consent") if line.executor and line.executor.by_consent else ""


def _corrected(line: Line, names: Names) -> str:
    """What a person corrected: «строк: перший квартал названо в додатку»."""
    return "; ".join(
        f"{names.words(f'override.field_{field}')}: {reason}" for field, reason in line.corrected
    )


_STATE_ORDER: Final = {str(state): place for place, state in enumerate(STATES)}

_COLUMNS: Final[tuple[Column, ...]] = (
    Column("number", lambda line, _: line.number, lambda line, _: number_key(line.number), width=8),
    Column("title", **_text(lambda line, _: line.title), width=60),
    Column("plan", **_text(lambda line, names: names.plans[line.document_key]), width=28),
    Column("bodies", **_text(lambda line, names: executors_text(line, names.words)), width=40),
    Column("due", **_dated(lambda line: line.due)),
    Column("days", **_counted(lambda line: line.days)),
    Column("reason", **_text(_reason), width=24),
    Column(
        "state",
        lambda line, names: names.words(f"state.{line.state}"),
        _state_rank,
        width=20,
    ),
    Column("lateness", **_text(_lateness), on_screen=False, width=22),
    Column("quotation", **_text(lambda line, _: line.quotation), on_screen=False, width=60),
    Column("direction", **_text(lambda line, _: line.direction), on_screen=False, width=40),
    Column(
        "theme", **_text(lambda line, names: names.words(f"theme.{line.theme}")), on_screen=False
    ),
    Column("deadline", **_text(lambda line, _: line.deadline_text), on_screen=False, width=28),
    Column(
        "due_dates",
        **_text(lambda line, _: "; ".join(day.isoformat() for day in line.due_dates)),
        on_screen=False,
        width=24,
    ),
    Column("corrected", **_text(_corrected), on_screen=False, width=40),
    Column("as_of", **{**_dated(lambda line: line.as_of), "on_screen": False}),
    Column("code", **_text(lambda line, _: line.measure_id), on_screen=False, width=30),
)
_GROUP_COLUMNS: Final[tuple[Column, ...]] = (
    Column(
        "group_body",
        **_text(lambda line, _: line.executor.name if line.executor else ""),
        width=40,
    ),
    Column("role", **_text(_role)),
    Column("consent", **_text(_consent), width=12),
)
SCREEN_KEYS: Final = tuple(column.key for column in _COLUMNS if column.on_screen)
