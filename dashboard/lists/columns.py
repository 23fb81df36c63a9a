"""The columns of a list of measures: declared once for the screen, the paper and the files."""

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


def _itself(raw: Any, _: Names) -> Any:
    return raw


@dataclass(frozen=True, slots=True)
class Column:
    """A column: it looks at what a line holds as `raw`, and `say` makes of that what a file holds and a filter sees.

    `order` makes of it what rows are sorted by, `collate` a sort key of that. A column that is not `on_screen` stands
    in files only; its head is the word `column.<key>`.
    """

    key: str
    raw: str
    say: Callable[[Any, Names], Cell] = field(default=_itself, kw_only=True)
    order: Callable[[Any, Names], Any] = field(default=_itself, kw_only=True)
    collate: Callable[[Any], Any] = field(default=_as_it_is, kw_only=True)
    kind: Kind = field(default=Kind.TEXT, kw_only=True)
    on_screen: bool = field(default=True, kw_only=True)
    width: int = field(default=16, kw_only=True)

    def value(self, line: Line, names: Names) -> Cell:
        """The cell of a line, as a file holds it."""
        return self.say(getattr(line, self.raw), names)

    def head(self, words: Words, list_name: str | None = None) -> str:
        """The head of the column; days are called by what they count in this list."""
        special = f"column.{self.key}_{list_name}"
        return words(special if list_name and words.has(special) else f"column.{self.key}")


def columns_of(
    list_name: str | None, *, several_plans: bool, counts_days: bool, names_bodies: bool
) -> tuple[Column, ...]:
    """The columns of a named list in their order: days where it counts days, reasons where it has them.

    The plan stands on screen where the rows are of several plans, bodies where any are named.
    """
    hidden = set()
    if not several_plans:
        hidden.add("plan")
    if list_name not in (*LATE_LISTS, "due_soon") and not counts_days:
        hidden.add("days")
    if not names_bodies:
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


def _text(say: Callable[[Any, Names], str] = _itself) -> dict[str, Any]:
    """A text column: sorted by the Ukrainian order of its own text."""
    return {"say": say, "order": say, "collate": ukrainian_order}


# rows without a date stand after all others
_DATED: Final[dict[str, Any]] = {
    "order": lambda day, _: day or date.max,
    "kind": Kind.DATE,
    "width": 12,
}
# rows without a count stand before all others, so the most stand first from above
_COUNTED: Final[dict[str, Any]] = {
    "order": lambda count, _: -1 if count is None else count,
    "kind": Kind.NUMBER,
    "width": 10,
}


def executors_text(executors: Iterable[Executor], words: Words) -> str:
    """Bodies as one text: «управління культури; громадська рада (за згодою)»."""
    parts = []
    for executor in executors:
        notes = [words(f"role.{executor.role}")] if executor.role != "responsible" else []
        notes += [words("role.by_consent")] if executor.by_consent else []
        parts.append(f"{executor.name} ({', '.join(notes)})" if notes else executor.name)
    return "; ".join(parts)


def moved_text(moved: MovedDeadline, words: Words) -> str:
    """Where a deadline stood first: «первісний строк — 30.06.2013, перенесено рішенням від 01.10.2013»."""
    first = words.day(moved.first_due) if moved.first_due else f"«{moved.first_text}»"
    return words("lists.moved", first=first, day=words.day(moved.decided_on))


def _called(code: str) -> Callable[[Any, Names], str]:
    """What codes of one kind are called, empty where there is none."""
    return lambda raw, names: names.words(f"{code}.{raw}") if raw else ""


def _consent(executor: Executor | None, names: Names) -> str:
    return names.words("role.by_consent") if executor and executor.by_consent else ""


def _corrected(corrected: tuple[tuple[str, str], ...], names: Names) -> str:
    """What a person corrected: «строк: перший квартал названо в додатку»."""
    return "; ".join(
        f"{names.words(f'override.field_{field}')}: {reason}" for field, reason in corrected
    )


_STATE_ORDER: Final = {str(state): place for place, state in enumerate(STATES)}
_FILE: Final[dict[str, Any]] = {"on_screen": False}

_COLUMNS: Final[tuple[Column, ...]] = (
    Column("number", "number", order=lambda number, _: number_key(number), width=8),
    Column("title", "title", **_text(), width=60),
    Column("plan", "document_key", **_text(lambda key, names: names.plans[key]), width=28),
    Column(
        "bodies",
        "executors",
        **_text(lambda executors, names: executors_text(executors, names.words)),
        width=40,
    ),
    Column("due", "due", **_DATED),
    Column("days", "days", **_COUNTED),
    Column("reason", "reason", **_text(_called("left_out")), width=24),
    Column(
        "state",
        "state",
        say=_called("state"),
        order=lambda state, _: _STATE_ORDER[state],
        width=20,
    ),
    Column("lateness", "lateness", **_text(_called("lateness")), **_FILE, width=22),
    Column("quotation", "quotation", **_text(), **_FILE, width=60),
    Column("direction", "direction", **_text(), **_FILE, width=40),
    Column("theme", "theme", **_text(_called("theme")), **_FILE),
    Column("deadline", "deadline_text", **_text(), **_FILE, width=28),
    Column(
        "due_dates",
        "due_dates",
        **_text(lambda days, _: "; ".join(day.isoformat() for day in days)),
        **_FILE,
        width=24,
    ),
    Column("corrected", "corrected", **_text(_corrected), **_FILE, width=40),
    Column("as_of", "as_of", **_DATED, **_FILE),
    Column("code", "measure_id", **_text(), **_FILE, width=30),
)
_GROUP_COLUMNS: Final[tuple[Column, ...]] = (
    Column(
        "group_body",
        "executor",
        **_text(lambda executor, _: executor.name if executor else ""),
        width=40,
    ),
    Column(
        "role",
        "executor",
        **_text(lambda one, names: names.words(f"role.{one.role}") if one else ""),
    ),
    Column("consent", "executor", **_text(_consent), width=12),
)
SCREEN_KEYS: Final = tuple(column.key for column in _COLUMNS if column.on_screen)
