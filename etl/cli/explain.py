"""`--explain`: the steps of a reading: the words as they are compared, the rule, what it used and what it left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from data.i18n import Words
from data.issue_words import issue_text
from data.issues import make_issue
from data.marks import Mark, Pieces, find_openings, mark_text, mark_words
from data.model import Assignment, Deadline, Document, Issue, Measure, Outcome, Theme
from data.override_words import deadline_words, reading_words
from data.overrides import ThemeReading
from data.rules import deciding_words, rule_text
from etl.cli.readings import Years
from etl.cli.talk import grid, indent, visible
from etl.values.bodies import parse_bodies
from etl.values.deadline import parse_due_dates_text
from etl.values.status import parse_status
from etl.values.text import clean, fold
from etl.values.theme import parse_theme
from etl.wording import issue_hint, place_words

_OPEN, _CLOSE = "⟦", "⟧"
_STYLES: Final = {Mark.PROOF: "bold reverse", Mark.DENIED: "bold reverse red"}


@dataclass(frozen=True, slots=True)
class Explained:
    """One reading with its steps: the text with what decided marked in it, the value, rules, issues, confidence."""

    name: str
    pieces: Pieces
    value: str
    rules: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
    confidence: float | None = None


def explain_measure(words: Words, measure: Measure) -> list[Explained]:
    """The readings of one measure: deadline, bodies, theme and, in a report, the state."""
    read = [
        explain_deadline(words, measure.deadline),
        explain_bodies(words, measure.bodies_text, measure.assignments),
        explain_theme(words, measure.full_text, measure.theme, measure.theme_rule),
    ]
    if measure.outcome is not None:
        read.append(explain_status(words, measure.outcome))
    return read


def explain_deadline(words: Words, deadline: Deadline) -> Explained:
    """How a deadline was read: «до 1 березня 2013 року»."""
    return Explained(
        "deadline",
        mark_text(deadline.text, deadline.used),
        deadline_words(words, deadline),
        (rule_text(words, "deadline", deadline.rule),),
        tuple(make_issue(code, raw=deadline.text) for code in deadline.issues),
    )


def explain_bodies(words: Words, text: str, named: tuple[Assignment, ...]) -> Explained:
    """How the bodies of a cell were read, one rule for each body."""
    rules = (f"{one.body}: {rule_text(words, 'bodies', one.rule)}" for one in named)
    pieces = mark_words(text, (one.used for one in named))
    return Explained("bodies", pieces, reading_words(words, named), tuple(rules))


def explain_theme(words: Words, text: str, theme: Theme, rule: str) -> Explained:
    """How the theme of a measure was read, the telling words marked."""
    openings = deciding_words(rule)
    said = rule_text(words, "theme", rule)
    how = f"{said}: {', '.join(openings)}" if openings else said
    pieces = mark_words(text, find_openings(text, openings))
    return Explained("theme", pieces, reading_words(words, ThemeReading(theme)), (how,))


def explain_status(words: Words, outcome: Outcome) -> Explained:
    """How the state of a result was read, what proves and what denies marked apart."""
    return Explained(
        "status",
        mark_text(outcome.result_text, outcome.quotation, outcome.denied),
        words(f"state.{outcome.status.value}"),
        (rule_text(words, "status", outcome.rule),),
        confidence=outcome.confidence,
    )


def explain_cell(words: Words, name: str, text: str, years: Years) -> Explained:
    """How one cell is read that stands in no document; `name` is deadline, bodies, status or theme."""
    match name:
        case "deadline":
            deadline, due_dates = parse_due_dates_text(text, years)
            told = explain_deadline(words, deadline)
            if deadline.due_dates or not due_dates:
                return told
            return replace(told, value=f"{told.value}: {', '.join(due_dates)}")  # YYYY-12-31
        case "bodies":
            return explain_bodies(words, clean(text), parse_bodies(text))
        case "status":
            return explain_status(words, parse_status(text))
    theme, rule, close = parse_theme(text)
    issues = (make_issue("theme_close", raw=text, hint=rule),) if close else ()
    return replace(explain_theme(words, text, theme, rule), issues=issues)


def explained_lines(words: Words, one: Explained) -> Iterator[RenderableType]:
    """The steps of a reading for people."""
    table = grid("left", "left")
    text = "".join(piece.text for piece in one.pieces)
    unused = [piece.text.strip() for piece in one.pieces if piece.mark is Mark.PLAIN]
    rows: list[tuple[str, Text]] = [
        ("text", _marked(one.pieces)),
        ("compared", Text(visible(fold(text)))),
        ("rule", Text("\n".join(dict.fromkeys(rule for rule in one.rules if rule)))),
        ("unused", Text(" … ".join(visible(part) for part in unused if part.strip(" .,;:")))),
        ("reading", Text(visible(one.value), "bold")),
        (
            "issues",
            Text("\n".join(visible(issue_text(words, issue)) for issue in one.issues), "yellow"),
        ),
    ]
    if one.confidence is not None:
        share = words.percent(round(one.confidence * 100), 100)
        rows.append(("confidence", Text(share)))
    for key, value in rows:
        if value.plain:
            table.add_row(Text(words(f"etl.explain.{key}"), "dim"), value)
    yield Text(words(f"etl.explain.{one.name}"), "bold cyan")
    yield indent(table, 2, below=1)


def explain_rows(
    words: Words, document: Document, measures: Iterable[Measure]
) -> Iterator[RenderableType]:
    """The readings of measures of a document, each with the issues of its rows."""
    for measure in measures:
        name = measure.number or words("etl.show.position", position=measure.position)
        head = Text(f"{words('etl.fate.measure.one')} {visible(name)}", "bold")
        yield head + Text(f"  {place_words(words, measure.place)}", "not bold dim")
        yield indent(Text(visible(measure.title)), 2, below=1)
        for one in explain_measure(words, _without_issues(measure)):
            yield from (indent(part, 2) for part in explained_lines(words, one))
        rows = [row.place for row in document.rows if row.position == measure.position]
        for issue in document.issues:
            if any(place.holds(issue.place) for place in (measure.place, *rows)):
                yield indent(Text(visible(issue_hint(words, issue)), "yellow"), 2)
        yield ""


def _without_issues(measure: Measure) -> Measure:
    """The measure without the issues of its deadline: its document's issues name them with their place."""
    return replace(measure, deadline=replace(measure.deadline, issues=()))


def _marked(pieces: Pieces) -> Text:
    """The text as printed, what decided between brackets that a pipe keeps."""
    shown = Text()
    for piece in pieces:
        if piece.mark is Mark.PLAIN:
            shown.append(visible(piece.text))
        else:
            shown.append(f"{_OPEN}{visible(piece.text)}{_CLOSE}", _STYLES[piece.mark])
    return shown
