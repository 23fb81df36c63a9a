"""Doubtful readings: what a person should look at, kind by kind, with the words, the reading and the rule."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import pandas as pd

from dashboard.doubt_index import (
    DOUBTFUL_NAMES,
    FIELDS,
    DoubtCounts,
    DoubtKind,
    Found,
    Source,
    find_doubts,
)
from dashboard.paging import PageCut
from data.i18n import Words
from data.issue_words import issue_meaning, issue_text
from data.links import LinkDecision
from data.marks import find_openings
from data.model import (
    Assignment,
    Deadline,
    DeadlineKind,
    Issue,
    Role,
    Severity,
    Status,
    Theme,
)
from data.override_words import override_lines
from data.overrides import Reading, StatusReading, ThemeReading
from data.rules import deciding_words, rule_text
from data.snapshot import Snapshot
from data.tuples import each_row

_SHORT: Final = 60
# what a user may state of a document whose head does not say it
_STATED: Final = {
    "region_": "--region UA-09",
    "years_": "--years 2017",
    "report_": "--report-date 2018-01-15",
}

_OF_MEASURE: Final = (
    *("measure_id", "document_key", "place", "number", "full_text", "theme", "theme_rule"),
    *("deadline_text", "deadline_kind", "deadline_start", "deadline_rule", "deadline_used"),
    *("due_dates", "bodies_text"),
)
_OF_OUTCOME: Final = (
    *("row_id", "document_key", "place", "number", "status", "result_text", "quotation"),
    *("rule", "confidence"),
)
_OF_BODY: Final = (
    *("measure_id", "body", "role", "by_consent", "body_id", "name", "collective", "rule", "used"),
)
_OF_ISSUE: Final = ("document_key", "code", "severity", "place", "raw", "hint")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubtful reading: where it stands, the printed words, what they were read as and why it is doubtful.

    `measure_id` is the address of the measure or report row, "" for the head of a document; `other_id` and
    `other_words` are the plan's measure that a doubtful link leads to; `options` state by hand what a document's
    head does not say.
    """

    kind: DoubtKind
    document_key: str
    document: str
    place: str
    measure_id: str
    number: str
    printed: str
    why: tuple[str, ...]
    reading: Reading | None = None
    rule: str = ""
    used: tuple[str, ...] = ()
    confidence: float | None = None
    other_id: str = ""
    other_words: str = ""
    options: tuple[str, ...] = ()


def read_doubts(snapshot: Snapshot, words: Words, documents: Iterable[str]) -> list[Doubt]:
    """The doubtful readings of these documents, by kind, then as documents and rows come.

    What a person corrected is no longer doubtful.
    """
    keys = frozenset(documents)
    reader = _Reader(snapshot, words, keys)
    return [reader.read(group) for group in find_doubts(snapshot, keys)]


def read_some_doubts(
    snapshot: Snapshot, words: Words, counts: DoubtCounts, kind: DoubtKind | None, page: PageCut
) -> list[Doubt]:
    """Those of a kind (of all for None) that stand on one page of the list of these counts."""
    cuts = list(counts.cut(kind, page.first, page.last))
    keys = frozenset(key for _, key, _, _ in cuts)
    held: dict[tuple[DoubtKind, str], list[list[Found]]] = {}
    for group in find_doubts(snapshot, keys):
        held.setdefault((group[0].kind, group[0].document_key), []).append(group)
    reader = _Reader(snapshot, words, keys)
    return [
        reader.read(group) for one, key, first, last in cuts for group in held[one, key][first:last]
    ]


class _Reader:
    """Reads the doubts of some documents in the frames of one snapshot."""

    def __init__(self, snapshot: Snapshot, words: Words, keys: frozenset[str]) -> None:
        self._snapshot, self._words = snapshot, words
        self._keys = keys
        documents = snapshot.documents
        self._names = dict(zip(documents["document_key"], documents["document"], strict=True))
        issues = _of(snapshot.issues, keys)
        self._issues = dict(zip(issues.index, each_row(issues, _OF_ISSUE), strict=True))
        links = snapshot.waiting_links
        links = links[links["report_key"].isin(keys)]
        self._links = dict(zip(links.index, each_row(links), strict=True))
        self._rows = {
            row.measure_id: row for row in each_row(_of(snapshot.measures, keys), _OF_MEASURE)
        }
        self._told = {
            row.row_id: row for row in each_row(_of(snapshot.outcomes, keys), _OF_OUTCOME)
        }
        self._bodies = self._assignments()

    def read(self, group: Sequence[Found]) -> Doubt:
        """A doubt with all its reasons; the first of them decides where it stands."""
        first, *others = (_READ[found.source](self, found) for found in group)
        if not others:
            return first
        why = tuple(dict.fromkeys(text for one in (first, *others) for text in one.why))
        options = tuple(dict.fromkeys(text for one in (first, *others) for text in one.options))
        return replace(first, why=why, options=options)

    def of_issue(self, found: Found) -> Doubt:
        """What a reader itself marked."""
        row = self._issues[found.item]
        issue = Issue(row.code, Severity(row.severity), raw=row.raw, hint=row.hint)
        told = (
            issue_text(self._words, issue, _SHORT),
            issue_meaning(self._words, issue, _SHORT),
        )
        why = " — ".join(part for part in told if part)
        doubt = self._doubt(found, row.place, (why,))
        options = tuple(text for name, text in _STATED.items() if row.code.startswith(name))
        return replace(doubt, printed=doubt.printed or row.raw, options=options)

    def of_status(self, found: Found) -> Doubt:
        """A state read with little confidence."""
        row = self._told[found.row_id]
        percent = self._words.percent(round(row.confidence * 100), 100)
        return self._doubt(found, row.place, (self._words("doubts.unsure", percent=percent),))

    def of_bodies(self, found: Found) -> Doubt:
        """Names in which no head word was recognised, or whose words are hardly those of one name."""
        named = self._bodies[found.row_id]
        why = tuple(
            self._words(f"doubts.{word}", names="; ".join(doubtful))
            for rule, word in DOUBTFUL_NAMES.items()
            if (doubtful := [one.body for one in named if one.rule == rule])
        )
        return self._doubt(found, self._rows[found.row_id].place, why)

    def of_link(self, found: Found) -> Doubt:
        """A row of a report whose measure in the plan a person must choose."""
        row = self._links[found.item]
        outside = row.decision == LinkDecision.OUTSIDE.value
        why = self._words("doubts.outside" if outside else "doubts.proposed")
        return Doubt(
            kind=DoubtKind.LINK,
            document_key=row.report_key,
            document=row.report_document,
            place=self._place_of(row.report_measure_id),
            measure_id=row.report_measure_id,
            number=row.row_number,
            printed=row.row_text,
            why=(why,),
            rule=self._words(f"etl.links.rule.{row.rule}") if row.rule else "",
            confidence=None if outside else row.score,
            other_id=row.plan_measure_id,
            other_words=f"{row.measure_number} {row.measure_text}".strip(),
        )

    def _doubt(self, found: Found, place: str, why: tuple[str, ...]) -> Doubt:
        key, row_id = found.document_key, found.row_id
        row, told = self._rows.get(row_id), self._told.get(row_id)
        number = row.number if row is not None else told.number if told is not None else ""
        doubt = Doubt(found.kind, key, self._names[key], place, row_id, number, "", why)
        return self._with_reading(doubt, row, told)

    def _with_reading(self, doubt: Doubt, row: Any, told: Any) -> Doubt:
        words = self._words
        if doubt.kind is DoubtKind.STATUS and told is not None:
            reading = StatusReading(Status(told.status), told.quotation)
            return replace(
                doubt,
                printed=told.result_text,
                reading=reading,
                rule=rule_text(words, "status", told.rule),
                used=(told.quotation,),
                confidence=told.confidence,
            )
        if row is None or doubt.kind not in FIELDS:
            return doubt
        if doubt.kind is DoubtKind.DEADLINE:
            rule = rule_text(words, "deadline", row.deadline_rule)
            return replace(
                doubt,
                printed=row.deadline_text,
                reading=_deadline(row),
                rule=rule,
                used=(row.deadline_used,),
            )
        if doubt.kind is DoubtKind.THEME:
            return replace(
                doubt,
                printed=row.full_text,
                reading=ThemeReading(Theme(row.theme)),
                rule=rule_text(words, "theme", row.theme_rule),
                used=find_openings(row.full_text, deciding_words(row.theme_rule)),
            )
        named = self._bodies.get(row.measure_id, ())
        rules = dict.fromkeys(rule_text(words, "bodies", one.rule) for one in named)
        return replace(
            doubt,
            printed=row.bodies_text,
            reading=named,
            rule="; ".join(rule for rule in rules if rule),
            used=tuple(one.used for one in named),
        )

    def _place_of(self, row_id: str) -> str:
        row = self._told.get(row_id) or self._rows.get(row_id)
        return "" if row is None else str(row.place)

    def _assignments(self) -> Mapping[str, tuple[Assignment, ...]]:
        held: dict[str, list[Assignment]] = {}
        for one in each_row(_of(self._snapshot.assignments, self._keys), _OF_BODY):
            assignment = Assignment(
                one.body,
                Role(one.role),
                bool(one.by_consent),
                one.body_id,
                one.name,
                bool(one.collective),
                one.rule,
                one.used,
            )
            held.setdefault(one.measure_id, []).append(assignment)
        return {measure_id: tuple(named) for measure_id, named in held.items()}


_READ: Final[Mapping[Source, Callable[[_Reader, Found], Doubt]]] = {
    Source.ISSUE: _Reader.of_issue,
    Source.STATUS: _Reader.of_status,
    Source.BODIES: _Reader.of_bodies,
    Source.LINK: _Reader.of_link,
}


def correcting_lines(words: Words, doubt: Doubt, today: date) -> str:
    """What a person runs or writes to settle a doubt: lines of `overrides.toml`, or a command."""
    if doubt.reading is not None:
        field = FIELDS[doubt.kind]
        return override_lines(doubt.measure_id, field, doubt.printed, doubt.reading, today)
    if doubt.kind is DoubtKind.LINK:
        measure = doubt.other_id or words("doubts.some_measure")
        return f"python -m etl links accept {_argument(doubt.measure_id)} {_argument(measure)}"
    if doubt.options:
        return f"python -m etl load {_argument(doubt.document)} {' '.join(doubt.options)}"
    return ""


def _argument(text: str) -> str:
    return shlex.quote(text) if " " in text else text


def _deadline(row: Any) -> Deadline:
    start = None if pd.isna(row.deadline_start) else row.deadline_start.date()
    return Deadline(row.deadline_text, DeadlineKind(row.deadline_kind), start, row.due_dates)


def _of(frame: pd.DataFrame, keys: frozenset[str]) -> pd.DataFrame:
    return frame[frame["document_key"].isin(keys)]
