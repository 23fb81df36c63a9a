"""How well cells are read: readings against labelled examples, with what went wrong.

A labelled example is a cell as an office wrote it and what a careful person reads in it. Five forms of tables
are known, told by their columns (`FORMS`); a table may have further columns, such as `origin`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from data.model import DeadlineKind, DocumentKind, Status, Theme
from etl.values.bodies import is_doubtful, parse_bodies
from etl.values.deadline import parse_due_dates_text
from etl.values.header import parse_header
from etl.values.status import CONFIDENT, parse_status
from etl.values.text import clean
from etl.values.theme import parse_theme

Years: TypeAlias = tuple[int, int] | None
_CONSENT: Final = "*"


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled row: its file, the line it begins on, its cells by column, the years of its plan."""

    file: str
    line: int
    cells: Mapping[str, str]
    years: Years = None

    @property
    def text(self) -> str:
        """The words to be read."""
        return self.cells["text"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One example read: per column what was expected and what was read.

    `confident` says that the reading raises no issue: nobody would look at it. `classes` are the things
    counted for precision and recall, as (class, expected, read).
    """

    example: Example
    expected: tuple[str, ...]
    read: tuple[str, ...]
    rule: str
    confident: bool
    classes: tuple[tuple[str, bool, bool], ...] = ()

    @property
    def is_right(self) -> bool:
        """Whether everything was read as labelled."""
        return self.expected == self.read


@dataclass(slots=True)
class Tally:
    """How often a class was read rightly, wrongly, or not where it should have been."""

    hits: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """The share of what was read that is right; None when nothing was read."""
        return _share(self.hits, self.hits + self.false)

    @property
    def recall(self) -> float | None:
        """The share of what is there that was read; None when there is nothing."""
        return _share(self.hits, self.hits + self.missed)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both; None when there is nothing at all."""
        return _share(2 * self.hits, 2 * self.hits + self.false + self.missed)


@dataclass(slots=True)
class Score:
    """The figures of one reading over all its examples.

    `stated` and `right` count by column the values that the labels state and those read rightly.
    """

    form: Form
    verdicts: list[Verdict]
    stated: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    classes: dict[str, Tally] = field(default_factory=dict)

    @property
    def rows_right(self) -> int:
        """Rows in which everything was read as labelled."""
        return sum(verdict.is_right for verdict in self.verdicts)

    @property
    def wrong(self) -> list[Verdict]:
        """The rows that were not."""
        return [verdict for verdict in self.verdicts if not verdict.is_right]

    @property
    def confidently_wrong(self) -> int:
        """Wrong rows that no issue points at: the mistakes nobody would find."""
        return sum(verdict.confident for verdict in self.wrong)

    @property
    def figure(self) -> float:
        """The one number a reading is judged by, between 0 and 1: see `Form.figure`."""
        return self.form.figure(self)


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of labelled table: its name, the columns that tell it, how a row is judged, its main figure.

    `labels` are the values that a column may hold.
    """

    name: str
    columns: tuple[str, ...]
    judge: Callable[[Example], Verdict]
    figure: Callable[[Score], float]
    labels: Mapping[str, Iterable[str]] = field(default_factory=dict)


def score(form: Form, examples: Iterable[Example]) -> Score:
    """Reads every example and counts."""
    result = Score(form, [form.judge(example) for example in examples])
    for verdict in result.verdicts:
        for column, expected, read in zip(
            form.columns, verdict.expected, verdict.read, strict=True
        ):
            if expected:
                result.stated[column] += 1
                result.right[column] += expected == read
        for name, there, said in verdict.classes:
            tally = result.classes.setdefault(name, Tally())
            tally.hits += there and said
            tally.false += said and not there
            tally.missed += there and not said
    return result


def figures(scores: Iterable[Score]) -> dict[str, object]:
    """The scores as plain values for programs, by the names of their forms."""
    return {
        result.form.name: {
            "rows": len(result.verdicts),
            "right": result.rows_right,
            "figure": result.figure,
            "confidently_wrong": result.confidently_wrong,
            "columns": {
                column: {"stated": stated, "right": result.right[column]}
                for column, stated in result.stated.items()
            },
            "classes": {
                name: {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1}
                for name, tally in result.classes.items()
            },
            "wrong": [_plain(result.form, verdict) for verdict in result.wrong],
        }
        for result in scores
    }


def _plain(form: Form, verdict: Verdict) -> dict[str, object]:
    return {
        "file": verdict.example.file,
        "line": verdict.example.line,
        "text": verdict.example.text,
        "expected": dict(zip(form.columns, verdict.expected, strict=True)),
        "read": dict(zip(form.columns, verdict.read, strict=True)),
        "rule": verdict.rule,
        "confident": verdict.confident,
    }


def find_form(columns: Iterable[str]) -> Form | None:
    """The form of a table with these columns, None if it is of none."""
    given = set(columns)
    return next((form for form in FORMS if {"text", *form.columns} <= given), None)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


# --- one row of each form --------------------------------------------------------------------


def _judge_deadline(example: Example) -> Verdict:
    deadline, due = parse_due_dates_text(example.text, example.years)
    expected = (example.cells["kind"], example.cells["due_dates"])
    read = (deadline.kind.value, ";".join(due))
    told = [issue for issue in deadline.issues if issue != "deadline_no_year"]
    kinds = _classes(DeadlineKind, expected[0], read[0])
    return Verdict(example, expected, read, deadline.rule, not told, kinds)


def _judge_bodies(example: Example) -> Verdict:
    """Bodies are compared without case and order (rule 28); a star marks «за згодою»."""
    read = parse_bodies(example.text)
    expected_names = Counter(_names(example.cells["bodies"]))
    read_names = Counter(
        _comparable(body.body) + (_CONSENT if body.by_consent else "") for body in read
    )
    bare, read_bare = _without_consent(expected_names), _without_consent(read_names)
    consent, read_consent = _only_consent(expected_names), _only_consent(read_names)
    classes = (*_counted("bodies", bare, read_bare), *_counted("consent", consent, read_consent))
    rules = ", ".join(dict.fromkeys(body.rule for body in read))
    return Verdict(
        example, (_listed(expected_names),), (_listed(read_names),), rules,
        bool(read) and not any(map(is_doubtful, read)), classes,
    )  # fmt: skip


def _judge_status(example: Example) -> Verdict:
    outcome = parse_status(example.text)
    expected, read = example.cells["status"], outcome.status.value
    confident = outcome.status is not Status.UNCLEAR and outcome.confidence >= CONFIDENT
    classes = _classes(Status, expected, read)
    return Verdict(example, (expected,), (read,), outcome.rule, confident, classes)


def _judge_header(example: Example) -> Verdict:
    header = parse_header(example.text)
    read = (
        header.region_iso,
        str(header.year_start or ""),
        str(header.year_end or ""),
        header.kind.value,
        header.approved_on.isoformat() if header.approved_on else "",
    )
    expected = tuple(example.cells[column] for column in _HEADER)
    wrong = [name for name, a, b in zip(_HEADER, expected, read, strict=True) if a != b]
    # an empty region or year is asked about when the document is loaded
    asked = all(name in _ASKED and not read[_HEADER.index(name)] for name in wrong)
    return Verdict(example, expected, read, "", not wrong or not asked)


def _judge_theme(example: Example) -> Verdict:
    """A measure may speak of several themes: the label names the main one, `also` the others that will do."""
    theme, rule, close = parse_theme(example.text, example.cells.get("direction", ""))
    expected, read = example.cells["theme"], theme.value
    if read in example.cells.get("also", "").split(";"):
        expected = read
    return Verdict(example, (expected,), (read,), rule, not close, _classes(Theme, expected, read))


def _classes(known: Iterable[str], expected: str, read: str) -> tuple[tuple[str, bool, bool], ...]:
    return tuple((str(name), name == expected, name == read) for name in known)


def _names(cell: str) -> list[str]:
    return [_comparable(name) for name in cell.split(";") if name.strip()]


def _comparable(name: str) -> str:
    return clean(name).lower()


def _listed(names: Counter[str]) -> str:
    return "; ".join(sorted(names.elements()))


def _without_consent(names: Counter[str]) -> Counter[str]:
    return Counter(name.removesuffix(_CONSENT) for name in names.elements())


def _only_consent(names: Counter[str]) -> Counter[str]:
    return Counter(name for name in names.elements() if name.endswith(_CONSENT))


def _counted(
    name: str, expected: Counter[str], read: Counter[str]
) -> Iterable[tuple[str, bool, bool]]:
    for _ in (expected & read).elements():
        yield name, True, True
    for _ in (expected - read).elements():
        yield name, True, False
    for _ in (read - expected).elements():
        yield name, False, True


# --- the forms -------------------------------------------------------------------------------


def _rows_share(result: Score) -> float:
    return _share(result.rows_right, len(result.verdicts)) or 0.0


def _bodies_f1(result: Score) -> float:
    return result.classes["bodies"].f1 or 0.0 if "bodies" in result.classes else 1.0


def _stated_share(result: Score) -> float:
    return _share(result.right.total(), result.stated.total()) or 0.0


_HEADER: Final = ("region_iso", "year_start", "year_end", "doc_kind", "approved_on")
_ASKED: Final = frozenset(("region_iso", "year_start", "year_end"))

FORMS: Final = (
    Form("deadlines", ("kind", "due_dates"), _judge_deadline, _rows_share, {"kind": DeadlineKind}),
    Form("bodies", ("bodies",), _judge_bodies, _bodies_f1),
    Form("results", ("status",), _judge_status, _rows_share, {"status": Status}),
    Form("headers", _HEADER, _judge_header, _stated_share, {"doc_kind": DocumentKind}),
    Form("themes", ("theme",), _judge_theme, _rows_share, {"theme": Theme}),
)
