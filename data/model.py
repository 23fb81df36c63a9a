"""What a document says, as immutable records: the language shared by ETL, database and pages.

Nothing here is computed from a calendar: «прострочено» and «немає звіту» come from `data.state`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class DocumentKind(StrEnum):
    """What a document is (reading rule 8)."""

    PLAN = "plan"
    REPORT = "report"
    ORDER = "order"
    OTHER = "other"


class Programme(StrEnum):
    """What a plan carries out; plans of different programmes are never summed unnamed."""

    OGP = "pvu"
    CIVIL_SOCIETY = "civil-society"
    OTHER = "other"


class DeadlineKind(StrEnum):
    """How a deadline limits a measure (reading rule 17)."""

    FIXED = "fixed"
    PERIOD = "period"
    MULTIPLE = "multiple"
    RECURRING = "recurring"
    CONTINUOUS = "continuous"
    NONE = "none"


class Role(StrEnum):
    """What a body does for a measure (reading rules 26 and 52)."""

    RESPONSIBLE = "responsible"
    CO_EXECUTOR = "co_executor"
    COORDINATOR = "coordinator"


class Status(StrEnum):
    """What a report says of a measure (reading rules 34 and 48)."""

    COMPLETED = "completed"
    PARTIAL = "partial"
    IN_PROGRESS = "in_progress"
    POSTPONED = "postponed"
    NOT_DONE = "not_done"
    UNCLEAR = "unclear"


class State(StrEnum):
    """The one state a measure has on a day, in the order of every bar, legend and table."""

    COMPLETED = "completed"
    PARTIAL = "partial"
    IN_PROGRESS = "in_progress"
    POSTPONED = "postponed"
    NOT_DONE = "not_done"
    NO_REPORT = "no_report"
    ONGOING = "ongoing"
    NOT_DUE = "not_due"
    NO_DEADLINE = "no_deadline"
    UNCLEAR = "unclear"
    WITHDRAWN = "withdrawn"


class Theme(StrEnum):
    """The small common list over all plans, by which plans of different structure are compared."""

    PARTICIPATION = "participation"
    OPEN_DATA = "open-data"
    ANTI_CORRUPTION = "anti-corruption"
    SERVICES = "services"
    E_GOVERNMENT = "e-government"
    CIVIL_SOCIETY = "civil-society"
    TRAINING = "training"
    PUBLICITY = "publicity"
    BUDGET = "budget"
    OTHER = "other"


class EvidenceKind(StrEnum):
    """What a result text names as proof (reading rules 36-38)."""

    DATE = "date"
    COUNT = "count"
    PUBLICATION = "publication"
    ORGANISATION = "organisation"


class Severity(StrEnum):
    """How much an issue matters: an error loses a value, a warning asks for a look, info explains a reading."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Fate(StrEnum):
    """What became of a source row (reading rule 49); `text` is prose outside any table or list of measures."""

    MEASURE = "measure"
    CONTINUATION = "continuation"
    DIRECTION = "direction"
    TASK = "task"
    FURNITURE = "furniture"
    LEFT_OUT = "left_out"
    ISSUE = "issue"
    TEXT = "text"


_PLACE = re.compile(
    r"(?:e(?P<edit>\d+))?(?:s(?P<sheet>\d+))?(?:p(?P<page>\d+))?(?:t(?P<table>\d+))?(?:r(?P<row>\d+))?"
    r"(?:a(?P<paragraph>\d+))?(?:L(?P<line>\d+)(?:-(?P<line_end>\d+))?)?"
)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a document words stand; counting starts at 1.

    A text has lines, a table rows, a PDF pages, a workbook sheets; `paragraph` counts what stands outside tables.
    `edit` is the version that a person corrected in an exchange form: the place is one of that form, not of the print.
    """

    line: int | None = None
    line_end: int | None = None
    table: int | None = None
    row: int | None = None
    page: int | None = None
    sheet: int | None = None
    paragraph: int | None = None
    edit: int | None = None

    @property
    def code(self) -> str:
        """The place in one short word, as stored: `t2r14L70-74` is lines 70-74, row 14 of table 2."""
        marks = (
            ("e", self.edit),
            ("s", self.sheet),
            ("p", self.page),
            ("t", self.table),
            ("r", self.row),
            ("a", self.paragraph),
        )
        words = [f"{mark}{number}" for mark, number in marks if number is not None]
        if self.line is not None:
            words.append(f"L{self.line}")
            if self.line_end not in (None, self.line):
                words.append(f"-{self.line_end}")
        return "".join(words)

    @classmethod
    def from_code(cls, code: str) -> Place:
        """The place that `code` names; raises ValueError for anything else."""
        match = _PLACE.fullmatch(code)
        if match is None:
            raise ValueError(f"not a place: {code!r}")
        numbers = {
            name: int(value) for name, value in match.groupdict().items() if value is not None
        }
        return cls(**numbers)

    def holds(self, inner: Place) -> bool:
        """Whether a place lies in this row's: the same sheet, page, table and row, lines within its lines."""
        if inner == Place() or self._cell != inner._cell:
            return False
        if inner.line is None or self.line is None:
            return inner.line == self.line
        last = self.line_end or self.line
        return self.line <= inner.line and (inner.line_end or inner.line) <= last

    @property
    def _cell(self) -> tuple[int | None, ...]:
        return (self.edit, self.sheet, self.page, self.table, self.row)

    def to(self, end: Place) -> Place:
        """The stretch from here to the end of `end` (a row and its continuation)."""
        last = end.line_end or end.line
        if last == self.line_end:
            return self
        return Place(self.line, last, self.table, self.row, self.page, self.sheet, self.paragraph)


@dataclass(frozen=True, slots=True)
class Issue:
    """A problem as data: what was not understood, where, in which words, and what a person can do."""

    code: str
    severity: Severity
    place: Place = Place()
    raw: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline cell read: «II квартал 2013 року» is a period with one due date, 2013-06-30.

    `used` is the part of the text that decided, `rule` names the rule; `issues` are codes of `data.issues`.
    """

    text: str
    kind: DeadlineKind
    start: date | None = None
    due_dates: tuple[date, ...] = ()
    rule: str = ""
    used: str = ""
    issues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """One body named for a measure: «громадська рада при облдержадміністрації (за згодою)».

    `body` is the name as printed, full and standing alone (reading rule 28); `body_id` is the same for
    every spelling of one real body of one region; `used` is the part of the cell it was read from.
    """

    body: str
    role: Role = Role.RESPONSIBLE
    by_consent: bool = False
    body_id: str = ""
    canonical: str = ""
    collective: bool = False
    rule: str = ""
    used: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A proof named in a result text: date `2017-10-17/2017-10-19`, count `38`, an organisation, a publication."""

    kind: EvidenceKind
    value: str
    snippet: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a report says of a measure, with the words that decided it.

    `quotation` is an exact stretch of `result_text`; `denied` are the stretches that expressly deny.
    """

    status: Status
    result_text: str
    quotation: str
    rule: str
    confidence: float = 1.0
    denied: tuple[str, ...] = ()
    independent: bool = False
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """One numbered row of a plan or report; `position` counts the measures of the document from 1.

    `title` is the lead sentence, `full_text` the whole cell; `number` is text as printed («1.10»).
    """

    position: int
    number: str
    title: str
    full_text: str
    deadline: Deadline
    place: Place
    direction_number: str = ""
    task: str = ""
    expected_result: str = ""
    bodies_text: str = ""
    theme: Theme = Theme.OTHER
    theme_rule: str = ""
    subtasks: tuple[str, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Direction:
    """A direction of a plan («Напрям діяльності 1: …»); a flat plan has none."""

    number: str
    title: str
    place: Place


@dataclass(frozen=True, slots=True)
class NationalPlan:
    """One national action plan per approving order of the government (reading rule 39)."""

    number: int
    title: str
    place: Place
    year_start: int | None = None
    year_end: int | None = None
    approved_on: date | None = None
    order_number: str = ""
    tasks: int | None = None
    snippet: str = ""


@dataclass(frozen=True, slots=True)
class NationalFact:
    """A dated fact of the national page (rule 40).

    `date` is a day, a bare year (stated alone, or inferred and marked so), a span `2012/2016`, or empty.
    """

    date: str
    fact: str
    place: Place
    figure: str = ""
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row or paragraph as printed, with its fate; `position` joins it to its measure, if it has one."""

    place: Place
    cells: tuple[str, ...]
    fate: Fate
    position: int | None = None
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """What a document says of itself: kind, title, region, years, approval, and a report's dates."""

    kind: DocumentKind
    title: str
    programme: Programme = Programme.OTHER
    region_iso: str = ""
    year_start: int | None = None
    year_end: int | None = None
    approved_on: date | None = None
    approved_by: str = ""
    period_start: date | None = None
    period_end: date | None = None
    report_date: date | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Revision:
    """Which version of which document a person corrected, and the address of each measure, None for a new one."""

    document_key: str
    version_id: int
    measure_ids: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """The key and the addresses that a document brings from another database; "" and None for what it has not."""

    document_key: str
    measure_ids: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """Everything one document says, ready to be stored in one transaction.

    `part` counts the documents of a file that holds several, from 1; 0 when the whole file is one document.
    `is_demo` is True for a document that says of itself that its data are made up («Демонстраційні дані»).
    `revision` is set for a corrected version of a stored document, whose identity needs no guessing; `origin` for
    one that another database gave out as an exchange form.
    """

    name: str
    sha256: str
    header: Header
    reader: str
    layout: str
    directions: tuple[Direction, ...] = ()
    measures: tuple[Measure, ...] = ()
    national_plans: tuple[NationalPlan, ...] = ()
    national_facts: tuple[NationalFact, ...] = ()
    rows: tuple[SourceRow, ...] = ()
    issues: tuple[Issue, ...] = ()
    part: int = 0
    is_demo: bool = False
    content: bytes = field(default=b"", repr=False)
    revision: Revision | None = None
    origin: Origin | None = None
