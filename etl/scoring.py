"""How well cells are read: readings counted against labelled examples, with what went wrong.

A labelled example is a cell as an office wrote it and what a careful person reads in it; `etl.judging` knows
the forms of their tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Years: TypeAlias = tuple[int, int] | None


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
        return share(self.hits, self.hits + self.false)

    @property
    def recall(self) -> float | None:
        """The share of what is there that was read; None when there is nothing."""
        return share(self.hits, self.hits + self.missed)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both; None when there is nothing at all."""
        return share(2 * self.hits, 2 * self.hits + self.false + self.missed)


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


def share(part: int, whole: int) -> float | None:
    """A part of a whole between 0 and 1; None of nothing."""
    return part / whole if whole else None
