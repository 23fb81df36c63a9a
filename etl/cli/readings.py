"""One cell → the columns of its reading: what `parse` prints and what labelled examples are measured by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from data.model import Assignment
from etl.values.bodies import parse_bodies
from etl.values.deadline import parse_due_dates_text
from etl.values.header import parse_header
from etl.values.status import parse_status
from etl.values.theme import parse_theme

Years: TypeAlias = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Reading:
    """A kind of reading: the names of its columns, and how a text fills them."""

    columns: tuple[str, ...]
    read: Callable[[str, Years], tuple[str, ...]]


def read_deadline(text: str, years: Years = None) -> tuple[str, ...]:
    """Kind and due dates: «II квартал 2013 року» → `period`, `2013-06-30` (`YYYY-…` without any year: rule 21)."""
    deadline, due_dates = parse_due_dates_text(text, years)
    return deadline.kind, ";".join(due_dates)


def read_bodies(text: str, years: Years = None) -> tuple[str, ...]:
    """The bodies by name: «райдержадміністрації, виконкоми (за згодою)» → `райдержадміністрації; виконкоми*`."""
    return ("; ".join(_body(assignment) for assignment in parse_bodies(text)),)


def read_status(text: str, years: Years = None) -> tuple[str, ...]:
    """Status and the words that decided it: «Не розпочато» → `not_done`, `Не розпочато` (rule 34)."""
    outcome = parse_status(text)
    return outcome.status, outcome.quotation


def read_theme(text: str, years: Years = None) -> tuple[str, ...]:
    """Theme and the rule with its telling words: «Розробка антикорупційної програми» → `anti-corruption`."""
    theme, rule, _ = parse_theme(text)
    return theme, rule


def read_header(text: str, years: Years = None) -> tuple[str, ...]:
    """Region, years, kind and approval of a document's head (rules 5-8, 58); what it does not say stays empty."""
    header = parse_header(text)
    return (
        header.region_iso,
        str(header.year_start or ""),
        str(header.year_end or ""),
        header.kind,
        header.approved_on.isoformat() if header.approved_on else "",
    )


def _body(assignment: Assignment) -> str:
    return f"{assignment.body}*" if assignment.by_consent else assignment.body


DEADLINE: Final = Reading(("kind", "due_dates"), read_deadline)
BODIES: Final = Reading(("bodies",), read_bodies)
STATUS: Final = Reading(("status", "quotation"), read_status)
THEME: Final = Reading(("theme", "theme_rule"), read_theme)
HEADER: Final = Reading(
    ("region_iso", "year_start", "year_end", "doc_kind", "approved_on"), read_header
)
