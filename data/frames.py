"""The frames that queries give: the only declaration of their columns and types.

Texts are `str` and never missing (an empty cell is ""), days and moments `datetime64[us]`, integers that may
be missing `Int64`, lists of words tuples. A frame without rows has the same types as one with many.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache
from inspect import get_annotations
from typing import Any, Final, TypeVar

import pandas as pd
import pandera.pandas as pa

from data.links import LinkDecision
from data.model import (
    DeadlineKind,
    DocumentKind,
    EvidenceKind,
    Fate,
    Programme,
    Role,
    Severity,
    Status,
    Theme,
)
from data.moment import Moment
from data.overrides import OverrideField

OptionalInt = pd.Int64Dtype


def _one_of(kinds: type[StrEnum]) -> Any:
    return pa.Field(isin=[kind.value for kind in kinds])


def _day() -> Any:
    return pa.Field(nullable=True)


def _maybe() -> Any:
    return pa.Field(nullable=True)


class Frame(pa.DataFrameModel):
    """What all frames share: these columns, in this order, and no others."""

    class Config:
        strict = True
        ordered = True


class PlansFrame(Frame):
    """One row per document in the figures: plans, reports, orders and other pages."""

    document_key: str = pa.Field(unique=True)
    document: str
    version_id: int
    data_version: int
    kind: str = _one_of(DocumentKind)
    title: str
    programme: str = _one_of(Programme)
    region_iso: str
    year_start: OptionalInt = _maybe()
    year_end: OptionalInt = _maybe()
    approved_on: Moment = _day()
    approved_by: str
    period_start: Moment = _day()
    period_end: Moment = _day()
    report_date: Moment = _day()
    place: str
    reader: str
    layout: str


class DirectionsFrame(Frame):
    """One row per direction of a document."""

    document_key: str
    document: str
    position: int
    number: str
    title: str
    place: str


class MeasuresFrame(Frame):
    """One row per measure of a plan or row of a report."""

    measure_id: str = pa.Field(unique=True)
    document_key: str
    document: str
    position: int = pa.Field(ge=1)
    number: str
    direction_number: str
    task: str
    title: str
    full_text: str
    title_folded: str
    deadline_text: str
    deadline_kind: str = _one_of(DeadlineKind)
    deadline_start: Moment = _day()
    deadline_rule: str
    deadline_used: str
    expected_result: str
    bodies_text: str
    theme: str = _one_of(Theme)
    theme_rule: str
    place: str


class DueDatesFrame(Frame):
    """One row per due date of a measure."""

    measure_id: str
    document_key: str
    position: int
    due: Moment


class SubtasksFrame(Frame):
    """One row per part of a measure led by a hyphen."""

    measure_id: str
    document_key: str
    position: int
    text: str


class BodiesFrame(Frame):
    """One row per real body that a document in the figures names."""

    body_id: str = pa.Field(unique=True)
    region_iso: str
    name: str
    collective: bool


class AssignmentsFrame(Frame):
    """One row per body named for a measure; `body` as printed, `name` as the body is called everywhere."""

    measure_id: str
    document_key: str
    document: str
    measure_number: str
    position: int
    body_id: str
    body: str
    name: str
    role: str = _one_of(Role)
    by_consent: bool
    collective: bool
    rule: str
    used: str


class OutcomesFrame(Frame):
    """One row per outcome; `plan_measure_id` is the plan's measure it speaks of, "" while not linked."""

    outcome_id: int = pa.Field(unique=True)
    measure_id: str
    document_key: str
    document: str
    number: str
    plan_measure_id: str
    status: str = _one_of(Status)
    result_text: str
    quotation: str
    rule: str
    confidence: float = pa.Field(ge=0, le=1)
    denied: object
    independent: bool
    place: str


class LinksFrame(Frame):
    """One row per link between a report's row and a plan's measure, both in the figures.

    `plan_measure_id` is "" for a row that stands in no measure of its report's plan.
    """

    report_measure_id: str
    plan_measure_id: str
    report_key: str
    plan_key: str
    report_document: str
    plan_document: str
    row_position: int
    row_number: str
    row_text: str
    measure_number: str
    measure_text: str
    score: float = pa.Field(ge=0, le=1)
    rule: str
    decision: str = _one_of(LinkDecision)
    decided_by: str
    decided_at: Moment


class EvidenceFrame(Frame):
    """One row per proof named in a result text."""

    outcome_id: int
    measure_id: str
    document_key: str
    document: str
    measure_number: str
    position: int
    kind: str = _one_of(EvidenceKind)
    value: str
    snippet: str


class NationalPlansFrame(Frame):
    """One row per national action plan."""

    document_key: str
    document: str
    position: int
    number: int
    title: str
    year_start: OptionalInt = _maybe()
    year_end: OptionalInt = _maybe()
    approved_on: Moment = _day()
    order_number: str
    tasks: OptionalInt = _maybe()
    place: str
    snippet: str


class NationalFactsFrame(Frame):
    """One row per fact of a national page; `date` is a day, a bare year or ""."""

    document_key: str
    document: str
    position: int
    date: str
    fact: str
    figure: str
    inferred: bool
    place: str


class IssuesFrame(Frame):
    """One row per issue of a document in the figures."""

    document_key: str
    document: str
    position: int
    code: str
    severity: str = _one_of(Severity)
    place: str
    raw: str
    hint: str


class OverridesFrame(Frame):
    """One row per reading that a person corrected; `was` is what the rules read, as JSON."""

    measure_id: str
    document_key: str
    document: str
    measure_number: str
    field: str = _one_of(OverrideField)
    words: str
    reason: str
    author: str
    day: Moment
    was: str


class SourceRowsFrame(Frame):
    """One row per row or paragraph as printed; `cells` and `headings` are tuples of texts."""

    position: int
    place: str
    cells: object
    headings: object
    fate: str = _one_of(Fate)
    measure_position: OptionalInt = _maybe()
    measure_id: str


class VersionsFrame(Frame):
    """One row per version of one document, the newest first."""

    version_id: int = pa.Field(unique=True)
    number: int
    data_version: int
    loaded_at: Moment
    note: str
    document: str
    part: int
    sha256: str
    size: int
    is_current: bool
    kind: str = _one_of(DocumentKind)
    title: str
    programme: str = _one_of(Programme)
    region_iso: str
    year_start: OptionalInt = _maybe()
    year_end: OptionalInt = _maybe()
    approved_on: Moment = _day()
    approved_by: str
    period_start: Moment = _day()
    period_end: Moment = _day()
    report_date: Moment = _day()
    reader: str
    layout: str
    measures: int


class DocumentsFrame(Frame):
    """One row per document ever loaded, withdrawn ones too, with the counts of its current version.

    `rows` is the sum of the `rows_…` columns, one for each fate (reading rule 49).
    """

    document_key: str = pa.Field(unique=True)
    document: str
    part: int
    kind: str = _one_of(DocumentKind)
    title: str
    programme: str = _one_of(Programme)
    region_iso: str
    year_start: OptionalInt = _maybe()
    year_end: OptionalInt = _maybe()
    approved_on: Moment = _day()
    approved_by: str
    period_start: Moment = _day()
    period_end: Moment = _day()
    report_date: Moment = _day()
    place: str
    reader: str
    layout: str
    is_demo: bool
    version_id: int
    versions: int
    data_version: int
    loaded_at: Moment
    withdrawn: bool
    withdrawn_at: Moment = _day()
    sha256: str
    size: int
    directions: int
    measures: int
    assignments: int
    outcomes: int
    national_plans: int
    national_facts: int
    rows: int
    rows_measure: int
    rows_continuation: int
    rows_direction: int
    rows_task: int
    rows_furniture: int
    rows_left_out: int
    rows_issue: int
    rows_text: int
    errors: int
    warnings: int
    infos: int


F = TypeVar("F", bound=Frame)


_PANDAS_TYPES: Final = {
    str: "str",
    int: "int64",
    float: "float64",
    bool: "bool",
    object: "object",
    OptionalInt: OptionalInt(),
    Moment: Moment.type,
}


@cache
def dtypes_of(frame: type[Frame]) -> dict[str, Any]:
    """The declared columns of a frame, in their order, with their pandas types."""
    # asked of pandera itself, the first question imports every kind of frame that is installed
    declared = get_annotations(frame, eval_str=True)
    return {name: _PANDAS_TYPES[kind] for name, kind in declared.items()}


def as_frame(frame: type[Frame], rows: Iterable[Sequence[Any]]) -> pd.DataFrame:
    """Rows, their values in the declared order, as a frame of the declared types."""
    types = dtypes_of(frame)
    held: dict[Any, Any] = {}
    # words that repeat are kept once
    values = [
        [held.setdefault(cell, cell) if isinstance(cell, str) else cell for cell in row]
        for row in rows
    ]
    return pd.DataFrame.from_records(values, columns=list(types)).astype(types)
