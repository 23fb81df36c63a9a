"""Records laid out for a reader: what each cell of a measure was read as, and by which rule."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from data.i18n import Words
from data.model import Assignment, Document, Measure, Outcome
from etl.cli.talk import grid, indent
from etl.wording import place_words, years_words


def measure_lines(words: Words, measure: Measure) -> Iterator[RenderableType]:
    """One measure: its words, and under each the value that was read."""
    name = measure.number or words("etl.show.position", position=measure.position)
    head = Text(f"{words('etl.fate.measure.one')} {name}", "bold")
    yield head + Text(f"  {place_words(words, measure.place)}", "not bold dim")
    table = grid("left", "left")
    for key, value in _measure_values(words, measure):
        if value:
            table.add_row(Text(words(f"etl.record.{key}"), "dim"), Text(value))
    yield indent(table, 2, below=1)


def national_lines(words: Words, document: Document) -> Iterator[RenderableType]:
    """National plans and facts of a national page, one line each."""
    plans = grid("left", "left", "left", "left")
    for plan in document.national_plans:
        plans.add_row(
            Text(str(plan.number), "bold"),
            Text(place_words(words, plan.place), "dim"),
            Text(f"{plan.approved_on or ''} {plan.order_number}".strip()),
            Text(f"{plan.title} {years_words(plan.year_start, plan.year_end)}".strip()),
        )
    facts = grid("left", "left", "right", "left")
    for fact in document.national_facts:
        facts.add_row(
            Text(fact.date or "—", "bold"),
            Text(place_words(words, fact.place), "dim"),
            Text(fact.figure),
            Text(fact.fact),
        )
    for key, table in (("national_plans", plans), ("national_facts", facts)):
        if table.row_count:
            yield Text(words(f"etl.record.{key}"), "bold")
            yield indent(table, 2, below=1)


def _measure_values(words: Words, measure: Measure) -> Iterator[tuple[str, str]]:
    deadline = measure.deadline
    due = "; ".join(day.isoformat() for day in deadline.due_dates)
    yield "direction", measure.direction_number
    yield "task", measure.task
    yield "title", measure.title
    if measure.full_text != measure.title:
        yield "full_text", measure.full_text
    yield "subtasks", "\n".join(measure.subtasks)
    yield "deadline", deadline.text
    yield "read_as", _joined(deadline.kind, due, deadline.rule)
    yield "bodies", "\n".join(_body(assignment) for assignment in measure.assignments)
    yield "expected_result", measure.expected_result
    yield "theme", _joined(measure.theme, measure.theme_rule)
    if measure.outcome is not None:
        yield from _outcome_values(measure.outcome)


def _outcome_values(outcome: Outcome) -> Iterator[tuple[str, str]]:
    yield "result", outcome.result_text
    yield "status", _joined(outcome.status, outcome.rule)
    yield "quotation", outcome.quotation
    yield "evidence", "\n".join(f"{proof.kind} {proof.value}" for proof in outcome.evidence)


def _body(assignment: Assignment) -> str:
    consent = "*" if assignment.by_consent else ""
    marks = [assignment.role.value, *(["collective"] if assignment.collective else [])]
    return f"{assignment.body}{consent} [{', '.join(marks)}] {assignment.body_id}".rstrip()


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
