"""What load and check say of one file: what it is, what was read of it, what a person should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from data.i18n import Words
from data.issue_words import UNCUT
from data.model import Document, Issue, Severity
from etl.cli.talk import Talk, grid, indent, visible
from etl.cli.tries import PASSED_OVER, REFUSED, Try
from etl.wording import (
    count_severities,
    document_words,
    fates_words,
    issue_hint,
    part_words,
    place_words,
    severity_words,
)

STYLES: Final = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "dim"}
_ORDER: Final = list(Severity)
_LONGEST_RAW: Final = 120


def report_try(talk: Talk, tried: Try, shown: Iterable[Severity]) -> None:
    """One file's result on stdout, its issues of the severities named; the reason of a refusal on stderr."""
    words = talk.words
    several = len(tried.documents) > 1 and tried.error is None
    if not several:
        talk.show(_headline(visible(tried.name), _outcome_words(words, tried), _style(tried)))
    if tried.error is not None:
        talk.tell_error(tried.error)
        talk.show(*list_issues(words, tried.error.issues))
        return
    errors = sum(one.errors for one in tried.held)
    if errors:  # of a document that was not read again
        talk.show(indent(Text(severity_words(words, {Severity.ERROR: errors})), 2))
    levels = set(shown)
    for place, document in enumerate(tried.documents):
        if several:
            one = replace(tried, stored=tried.stored[place : place + 1])
            name = part_words(words, visible(tried.name), document.part)
            talk.show(_headline(name, _outcome_words(words, one), _style(one)))
        talk.show(*describe_document(words, document))
        issues = [issue for issue in document.issues if issue.severity in levels]
        longest = _LONGEST_RAW if talk.out.is_terminal else None
        talk.show(*list_issues(words, issues, longest))
    talk.show(*list_issues(words, tried.notes))


def _headline(name: str, outcome: str, style: str) -> Text:
    return Text(name, "bold") + Text(" — ", "not bold") + Text(outcome, style)


def _style(tried: Try) -> str:
    return {REFUSED: "bold red", PASSED_OVER: "dim"}.get(tried.outcome, "green")


def _outcome_words(words: Words, tried: Try) -> str:
    if tried.passed_over:
        return words(f"etl.passed_over.{tried.passed_over}")
    if overtaken := {one.overtaken_by for one in tried.held if one.overtaken_by}:
        return words("etl.outcome.overtaken", files=", ".join(sorted(map(visible, overtaken))))
    said = words(f"etl.outcome.{tried.outcome}")
    counts = {
        name: sum(getattr(one, name) for one in tried.stored if one.outcome != "inserted")
        for name in ("added", "changed", "removed")
    }
    if tried.error is not None or not any(counts.values()):
        return said
    return f"{said}: {words('etl.outcome.changes', **counts)}"


def describe_document(words: Words, document: Document) -> Iterator[RenderableType]:
    """What the document is, what was read of it, rows in = rows out, issues by severity."""
    header = document.header
    lines = (
        document_words(words, header.kind, header.region_iso, header.year_start, header.year_end),
        header.title,
        counts_words(words, document),
        fates_words(words, Counter(row.fate for row in document.rows)),
        severity_words(words, count_severities(document.issues)),
    )
    for line in lines:
        if line:
            yield indent(Text(line), 2)


def counts_words(words: Words, document: Document) -> str:
    """The records of a document: «35 заходів, 4 напрями, 78 призначень виконавців»."""
    measures = document.measures
    counts = (
        ("measures", len(measures)),
        ("directions", len(document.directions)),
        ("subtasks", sum(len(measure.subtasks) for measure in measures)),
        ("assignments", sum(len(measure.assignments) for measure in measures)),
        ("outcomes", sum(measure.outcome is not None for measure in measures)),
        ("national_plans", len(document.national_plans)),
        ("national_facts", len(document.national_facts)),
    )
    return ", ".join(words.plural(f"etl.count.{name}", count) for name, count in counts if count)


def list_issues(
    words: Words, issues: Iterable[Issue], longest: int | None = None
) -> Iterator[RenderableType]:
    """Issues under their severities, the gravest first; those that say the same stand together.

    Printed words longer than `longest` are cut, which a terminal needs and a file does not.
    """
    for rank, found in groupby(sorted(issues, key=_rank), key=_rank):
        severity = _ORDER[rank]
        yield indent(Text(words(f"etl.severity.{severity}.all"), STYLES[severity]), 2)
        places: dict[str, list[str]] = {}
        for issue in found:
            said = issue_hint(words, issue, longest or UNCUT)
            places.setdefault(said, []).append(place_words(words, issue.place))
        table = grid("left", "left")
        for said, (first, *others) in places.items():
            more = f"\n{words('etl.issues.also', places='; '.join(others))}" if others else ""
            table.add_row(Text(first, "bold"), Text(said) + Text(more, "dim"))
        yield indent(table, 4)


def _rank(issue: Issue) -> int:
    return _ORDER.index(issue.severity)
