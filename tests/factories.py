"""Small documents for tests: each function gives a whole record, the caller names what matters to the test."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from data.issues import make_issue
from data.links import LinkDecision
from data.model import (
    Assignment,
    Deadline,
    DeadlineKind,
    Direction,
    Document,
    DocumentKind,
    Evidence,
    EvidenceKind,
    Fate,
    Header,
    Measure,
    NationalFact,
    NationalPlan,
    Outcome,
    Place,
    Programme,
    Role,
    SourceRow,
    Status,
    Theme,
)

REGION = "UA-09"
YEAR = 2013


def make_deadline(*due_dates: date, kind: DeadlineKind | None = None, **parts: Any) -> Deadline:
    """A deadline with these due dates: one makes a period, several multiple, none a continuous one."""
    kinds = (DeadlineKind.CONTINUOUS, DeadlineKind.PERIOD, DeadlineKind.MULTIPLE)
    text = ", ".join(f"до {due:%d.%m.%Y}" for due in due_dates) or "Постійно"
    given = {"text": text, "used": text, "rule": "test", **parts}
    return Deadline(kind=kind or kinds[min(len(due_dates), 2)], due_dates=due_dates, **given)


def make_assignment(body: str = "управління економіки", **parts: Any) -> Assignment:
    """A body named for a measure; its identifier is made of the region and its name."""
    region = parts.pop("region", REGION)
    body_id = f"{region}-{'-'.join(body.casefold().split())}"
    return Assignment(body=body, **{"body_id": body_id, "canonical": body, "used": body, **parts})


def make_outcome(status: Status = Status.COMPLETED, **parts: Any) -> Outcome:
    """An outcome whose quotation stands in its result text, proved by a date."""
    text = parts.pop("result_text", "Проведено засідання 28 листопада, участь узяли 38 осіб.")
    proofs = (Evidence(EvidenceKind.DATE, "2017-11-28", "28 листопада"),)
    given = {"quotation": text, "rule": "test", "evidence": proofs, **parts}
    return Outcome(status=status, result_text=text, **given)


def make_measure(position: int = 1, number: str | None = None, **parts: Any) -> Measure:
    """A measure of direction 1, numbered by its position, due on 30.06.2013, answered for by one body."""
    title = parts.pop("title", f"Провести захід {position}.")
    given = {
        "full_text": title,
        "deadline": make_deadline(date(YEAR, 6, 30)),
        "place": Place(line=10 * position, line_end=10 * position + 1, table=1, row=position),
        "direction_number": "1",
        "assignments": (make_assignment(),),
        "theme": Theme.PARTICIPATION,
        **parts,
    }
    return Measure(position=position, number=_or(number, f"1.{position}"), title=title, **given)


def make_header(kind: DocumentKind = DocumentKind.PLAN, **parts: Any) -> Header:
    """A header of a plan of Luhansk oblast for 2013, approved on 1 February."""
    given = {
        "title": "План заходів з реалізації Ініціативи «Партнерство «Відкритий Уряд»",
        "programme": Programme.OGP,
        "region_iso": REGION,
        "year_start": YEAR,
        "year_end": parts.get("year_start", YEAR),
        "approved_on": date(YEAR, 2, 1),
        "approved_by": "Голова облдержадміністрації",
        "place": Place(line=1, line_end=3),
        **parts,
    }
    return Header(kind=kind, **given)


def make_rows(measures: Iterable[Measure]) -> tuple[SourceRow, ...]:
    """The rows as printed: a title line, the table's header, and one row for each measure."""
    headings = ("№ з/п", "Зміст заходу", "Строк виконання", "Відповідальні")
    rows = [
        SourceRow(Place(line=1), ("План заходів",), Fate.TEXT),
        SourceRow(Place(line=5, table=1, row=0), headings, Fate.FURNITURE),
    ]
    for one in measures:
        cells = (f"{one.number}.", one.full_text, one.deadline.text, one.bodies_text)
        rows.append(SourceRow(one.place, cells, Fate.MEASURE, one.position, headings))
    return tuple(rows)


def make_document(
    measures: Sequence[Measure] | None = None, *, name: str = "luhansk-2013.txt", **parts: Any
) -> Document:
    """A plan with two measures in one direction, its rows and no issues; its bytes are made of what it says."""
    records = tuple(measures if measures is not None else (make_measure(1), make_measure(2)))
    header = parts.pop("header", None) or make_header()
    content = parts.pop("content", None) or repr((name, header, records)).encode()
    numbers = dict.fromkeys(one.direction_number for one in records if one.direction_number)
    given = {
        "reader": "text",
        "layout": "table",
        "directions": tuple(
            Direction(number, f"Напрям {number}", Place(line=4)) for number in numbers
        ),
        "rows": make_rows(records),
        **parts,
    }
    return Document(
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        header=header,
        measures=records,
        content=content,
        **given,
    )


def make_report(
    statuses: Sequence[Status] = (Status.COMPLETED, Status.PARTIAL, Status.NOT_DONE),
    *,
    name: str = "luhansk-2017-report.txt",
    year: int = 2017,
    header: Header | None = None,
    **parts: Any,
) -> Document:
    """A report of Luhansk oblast on one year: a row for each status, due at that year's end."""
    measures = [
        make_measure(
            position,
            deadline=make_deadline(date(year, 12, 31)),
            outcome=make_outcome(status),
            assignments=(),
        )
        for position, status in enumerate(statuses, start=1)
    ]
    header = header or make_header(
        DocumentKind.REPORT,
        title=f"Звіт про виконання Плану заходів за {year} рік",
        year_start=year,
        approved_on=None,
        approved_by="",
        period_start=date(year, 1, 1),
        period_end=date(year, 12, 31),
    )
    return make_document(measures, name=name, header=header, **parts)


def make_link_row(
    row_id: str, measure_id: str, decision: LinkDecision = LinkDecision.ACCEPTED
) -> dict[str, Any]:
    """A row of `links`: a person joined this row of a report to this measure of a plan."""
    return {
        "report_measure_id": row_id,
        "plan_measure_id": measure_id,
        "report_key": row_id.partition(":")[0],
        "plan_key": measure_id.partition(":")[0],
        "score": 0.9,
        "rule": "person",
        "decision": decision.value,
        "decided_by": "",
        "decided_at": datetime(2026, 11, 21, 12),
    }


def make_national_page(name: str = "ogp-ukraine-about.txt") -> Document:
    """The national page: one national plan, one dated and one inferred fact, an issue."""
    header = make_header(
        DocumentKind.OTHER,
        title="Про Ініціативу",
        region_iso="UA",
        year_start=None,
        approved_on=None,
        approved_by="",
    )
    return make_document(
        [],
        name=name,
        header=header,
        national_plans=(
            NationalPlan(
                1, "Перший план дій", Place(line=7), 2012, 2013, date(2012, 4, 5), "220-р"
            ),
        ),
        national_facts=(
            NationalFact("2011-09-20", "Започатковано 8 країнами", Place(line=2), "8 країн"),
            NationalFact("2016", "23 обговорення в регіонах", Place(line=9), inferred=True),
        ),
        issues=(make_issue("years_unknown", Place(line=1), "Про Ініціативу"),),
    )


def make_full_measure(position: int = 1) -> Measure:
    """A measure with everything a measure can have: parts, roles, several dates, an outcome with its words."""
    result = "Проведено навчання 17 жовтня. Конкурс не проводився."
    return replace(
        make_measure(position, title="Забезпечити:"),
        full_text="Забезпечити:\n- навчання;\n- конкурс.",
        task="Завдання 1",
        expected_result="Підвищення обізнаності",
        bodies_text="управління економіки, райдержадміністрації (за згодою)",
        theme_rule="навчан*",
        subtasks=("навчання;", "конкурс."),
        deadline=make_deadline(
            date(YEAR, 6, 30), date(YEAR, 12, 31), start=date(YEAR, 1, 1), issues=("stray_comma",)
        ),
        assignments=(
            make_assignment(),
            make_assignment("райдержадміністрації", collective=True, by_consent=True),
            make_assignment("відділ преси", role=Role.COORDINATOR, body_id="", canonical=""),
        ),
        outcome=make_outcome(
            Status.PARTIAL,
            result_text=result,
            quotation="Проведено навчання",
            confidence=0.8,
            denied=("не проводився",),
        ),
    )


def _or(value: str | None, default: str) -> str:
    return default if value is None else value
