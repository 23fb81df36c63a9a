"""Links between the rows of reports and the measures of the plans they speak of, as records.

A plan's measure takes at most one row of each report; what is doubtful waits for a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final


class LinkDecision(StrEnum):
    """What stands of a link: `accepted` and `rejected` are a person's and outlive every load.

    `outside` says that a row stands in no measure of its report's plan («поза планом»).
    """

    AUTOMATIC = "automatic"
    PROPOSED = "proposed"
    OUTSIDE = "outside"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


JOINING: Final = (LinkDecision.ACCEPTED, LinkDecision.AUTOMATIC)
"""The decisions by which a report's row speaks of a plan's measure and is no measure of its own."""

WAITING: Final = (LinkDecision.PROPOSED, LinkDecision.OUTSIDE)
"""The decisions that wait for a person; their rows are shown and stand in no base."""

BY_PERSON: Final = (LinkDecision.ACCEPTED, LinkDecision.REJECTED)

SEVERAL_PLANS: Final = "several_plans"
"""The rule of a row's link where two plans fit the report alike."""


@dataclass(frozen=True, slots=True)
class Line:
    """A measure of a plan or a row of a report, as far as linking asks: its number and its words."""

    measure_id: str
    number: str
    direction_number: str
    title: str
    full_text: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A plan or a report with its lines; `told_on` is the last day a report tells of, None where unknown."""

    key: str
    title: str
    programme: str
    region_iso: str
    year_start: int | None
    year_end: int | None
    told_on: date | None
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Link:
    """A row of a report and the plan's measure it speaks of; `measure_id` is "" for a row outside the plan.

    `score` is the likeness of the wordings in [0, 1], `rule` the name of what decided.
    """

    row_id: str
    plan_key: str
    measure_id: str
    score: float
    rule: str
    decision: LinkDecision


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided of the rows of one report: measures accepted by row, and pairs rejected."""

    accepted: Mapping[str, str] = field(default_factory=dict)
    rejected: frozenset[tuple[str, str]] = frozenset()
