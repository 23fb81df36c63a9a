"""Rows with fates → the records of a document and its issues. Every source row is counted (rule 49)."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from data.issues import make_issue
from data.model import (
    Assignment,
    Deadline,
    Document,
    DocumentKind,
    Fate,
    Header,
    Issue,
    Measure,
    Role,
    SourceRow,
    Status,
)
from etl.blocks import Paragraph
from etl.checks import adoption_date, check_approval, check_measure, check_numbers
from etl.drafts import Draft, Drafts, draft_measures
from etl.headers import (
    NO_ORDER,
    Order,
    Stated,
    head_lines,
    page_header,
    read_header,
    says_demo,
    with_stated,
)
from etl.layouts import Arrangement
from etl.layouts.rows import Field, Row, paragraph_row
from etl.national import read_national
from etl.outcomes import contradicting_prose, read_outcome
from etl.titles import split_title
from etl.values.bodies import parse_bodies
from etl.values.deadline import parse_deadline
from etl.values.number import parse_number
from etl.values.registry import identify
from etl.values.text import clean
from etl.values.theme import parse_theme

DITTO_BODY = "<ditto>"
_DITTO_RULE = "ditto"


@dataclass(frozen=True, slots=True)
class Source:
    """The file a document was read from."""

    name: str
    content: bytes
    reader: str

    @property
    def sha256(self) -> str:
        """The fingerprint of the file, byte for byte."""
        return hashlib.sha256(self.content).hexdigest()


def build_document(
    source: Source, arrangement: Arrangement, stated: Stated, order: Order = NO_ORDER
) -> Document:
    """The document that a table or list of measures makes, with every issue met on the way.

    `order` are the lines of the order that adopts it, from which what it does not say of itself is taken.
    """
    drafts = draft_measures(arrangement.rows)
    _assert_counted(arrangement, drafts)
    texts = _deadline_texts(drafts.measures)
    header, issues = read_header(arrangement.rows, texts, stated, order)
    has_results = any(Field.RESULT in draft.cells for draft in drafts.measures)
    header = replace(header, kind=stated.kind or _kind_of(header, has_results))
    built = build_measures(drafts.measures, header, begins(header, arrangement.rows))
    measures = tuple(measure for measure, _ in built)
    found = [issue for _, told in built for issue in told]
    return Document(
        name=source.name,
        sha256=source.sha256,
        header=header,
        reader=source.reader,
        layout=arrangement.layout,
        directions=tuple(drafts.directions),
        measures=measures,
        rows=source_rows(arrangement, drafts),
        issues=(
            *issues,
            *check_approval(head_lines(arrangement.rows)),
            *check_header(header),
            *arrangement.issues,
            *found,
            *check_numbers(measures),
        ),
        is_demo=says_demo(arrangement.rows),
        content=source.content,
    )


def build_prose(source: Source, paragraphs: Sequence[Paragraph], stated: Stated) -> Document:
    """The document that running text makes: the national page with its plans and facts, or an order."""
    page = read_national(paragraphs)
    rows = tuple(paragraph_row(paragraph) for paragraph in paragraphs)
    header, issues = read_header(rows, (), stated) if page is None else (page_header(page), [])
    return Document(
        name=source.name,
        sha256=source.sha256,
        header=with_stated(header, stated),
        reader=source.reader,
        layout="national page" if page is not None else "prose",
        national_plans=page.plans if page is not None else (),
        national_facts=page.facts if page is not None else (),
        rows=source_rows(Arrangement("prose", rows)),
        issues=tuple(issues),
        content=source.content,
    )


def source_rows(arrangement: Arrangement, drafts: Drafts | None = None) -> tuple[SourceRow, ...]:
    """Every row as printed, in reading order, with its fate and the position of its measure."""
    positions = drafts.positions if drafts is not None else [None] * len(arrangement.rows)
    return tuple(
        SourceRow(row.place, row.cells, row.fate, position, row.headings)
        for row, position in zip(arrangement.rows, positions, strict=True)
    )


def _assert_counted(arrangement: Arrangement, drafts: Drafts) -> None:
    fates = Counter(row.fate for row in arrangement.rows)
    joined = sum(len(draft.joined) for draft in drafts.measures)
    told = fates[Fate.MEASURE] + fates[Fate.CONTINUATION]
    if told != len(drafts.measures) + joined or len(drafts.positions) != len(arrangement.rows):
        raise AssertionError(f"rows lost: {dict(fates)}, {len(drafts.measures)} measures")


def _kind_of(header: Header, has_results: bool) -> DocumentKind:
    """A table of measures is a plan, also inside an order; a column of results makes a report (rule 8)."""
    if header.kind is DocumentKind.REPORT:
        return DocumentKind.REPORT
    if header.kind is DocumentKind.OTHER and has_results:
        return DocumentKind.REPORT
    return DocumentKind.PLAN


def begins(header: Header, rows: Iterable[Row | SourceRow]) -> date | None:
    """The day before which no deadline can sensibly stand: of the approval, or of the programme's adoption."""
    text = "\n".join(line.text for line in head_lines(rows))
    return header.approved_on or adoption_date(text)


def check_header(header: Header) -> list[Issue]:
    """What a header should say and does not: region, years, a report's date."""
    issues = []
    if not header.region_iso:
        issues.append(make_issue("region_unknown", header.place, header.title))
    if header.year_start is None:
        issues.append(make_issue("years_unknown", header.place, header.title))
    if header.kind is DocumentKind.REPORT and header.report_date is None:
        end = header.period_end
        hint = f"{end:%d.%m.%Y}" if end is not None else ""
        issues.append(make_issue("report_undated", header.place, header.title, hint))
    return issues


def build_measures(
    drafts: Sequence[Draft], header: Header, begins: date | None
) -> list[tuple[Measure, list[Issue]]]:
    """Each measure with what is worth saying about it; `begins` is the day its plan or programme was adopted."""
    built: list[tuple[Measure, list[Issue]]] = []
    bodies = ""
    for draft, deadline_text in zip(drafts, _deadline_texts(drafts), strict=True):
        bodies = _repeat(draft.text(Field.BODIES), bodies)
        measure, unsure = _build_measure(draft, header, deadline_text, bodies)
        built.append((measure, [*unsure, *check_measure(draft, measure, begins)]))
    return built


def _build_measure(
    draft: Draft, header: Header, deadline_text: str, bodies: str
) -> tuple[Measure, list[Issue]]:
    text = split_title(draft.text(Field.TITLE))
    number = parse_number(draft.text(Field.NUMBER)) or ""
    direction = draft.direction
    theme, rule, close = parse_theme(text.full_text, direction.title if direction else "")
    deadline = _read_deadline(draft, deadline_text, header)
    outcome = read_outcome(draft, deadline, header)
    issues = []
    if close:
        issues.append(make_issue("theme_close", draft.place_of(Field.TITLE), text.title, rule))
    if outcome is not None and outcome.status is Status.UNCLEAR:
        place = draft.place_of(Field.RESULT)
        issues.append(make_issue("status_unclear", place, outcome.result_text, number))
    if prose := contradicting_prose(draft, outcome):
        place = draft.place_of(Field.RESULT)
        issues.append(make_issue("status_contradicted", place, prose, draft.text(Field.STATUS)))
    expected = draft.text(Field.EXPECTED)
    if header.kind is not DocumentKind.REPORT:  # «Результат» of a plan is what it hopes for
        expected = expected or draft.text(Field.RESULT)
    measure = Measure(
        position=draft.position,
        number=number,
        title=text.title,
        full_text=text.full_text,
        deadline=deadline,
        place=draft.place,
        direction_number=direction.number if direction else "",
        task=draft.task,
        expected_result=clean(expected),
        bodies_text=clean(bodies),
        theme=theme,
        theme_rule=rule,
        subtasks=text.subtasks,
        assignments=_read_bodies(draft, bodies, header.region_iso),
        outcome=outcome,
    )
    return measure, issues


def _read_deadline(draft: Draft, text: str, header: Header) -> Deadline:
    years = None
    if header.year_start is not None:
        years = (header.year_start, header.year_end or header.year_start)
    deadline = parse_deadline(text, years)
    if Field.DEADLINE not in draft.cells and not deadline.issues:
        return replace(deadline, issues=("deadline_missing",))
    return deadline


def _read_bodies(draft: Draft, bodies: str, region_iso: str) -> tuple[Assignment, ...]:
    assignments = (
        *parse_bodies(bodies),
        *parse_bodies(draft.text(Field.CO_EXECUTORS), Role.CO_EXECUTOR),
    )
    return tuple(
        identify(assignment, region_iso)
        for assignment in assignments
        if assignment.body and assignment.body != DITTO_BODY
    )


def _deadline_texts(drafts: Sequence[Draft]) -> list[str]:
    """The deadline cells, a repetition mark replaced by the cell above it (reading rule 46)."""
    texts: list[str] = []
    for draft in drafts:
        text = draft.text(Field.DEADLINE)
        if texts and parse_deadline(text).rule == _DITTO_RULE:
            text = texts[-1]
        texts.append(text)
    return texts


def _repeat(text: str, above: str) -> str:
    bodies = parse_bodies(text)
    return above if [body.body for body in bodies] == [DITTO_BODY] else text
