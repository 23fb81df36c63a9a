"""Links in the tables: which papers hang together, what people decided, what the rules found.

Everything here runs inside the transaction of the load or the decision it belongs to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Final, overload

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    delete,
    func,
    or_,
    select,
    union,
)

from data.errors import LinkRefused
from data.inserting import insert_rows
from data.links import BY_PERSON, SEVERAL_PLANS, Decisions, Line, Link, LinkDecision, Paper
from data.model import DocumentKind
from data.record_rows import Tuple
from data.records import make_storable
from data.schema import documents, links, measures, versions
from data.selecting import LIVE, SHOWN, of_measure, of_version
from data.writing import begin_load

PERSON_RULE: Final = "person"


@dataclass(frozen=True, slots=True)
class Standing:
    """A report near a changed plan, the plan that its rows are linked to, and the share of them that is joined.

    Both without lines. No person decided anything of it, and no other plan fits it alike.
    """

    report: Paper
    plan: Paper
    share: float


def affected_reports(
    connection: Connection,
    document_key: str,
    stays: Callable[[Standing, Paper], bool] = lambda *_: False,
) -> list[str]:
    """The keys of the reports in the figures whose links a change of this document may move.

    Itself, those linked to it, and those of the region, programme and years that it ever named as a plan, but for
    one that `stays` with the plan it is linked to, whatever this one says.
    """
    asked = {"document_key": document_key}
    found = set(connection.execute(_OWN_OR_LINKED_REPORTS, asked).scalars())
    near: set[str] = set()
    for header in connection.execute(_AS_PLAN, asked).all():
        near.update(connection.execute(_REPORTS_NEAR, _near_to(header)).scalars())
    changed = _papers(connection, _PLAN, asked) if near - found else []
    for plan in changed:
        near -= {one.report.key for one in _standing_near(connection, plan) if stays(one, plan)}
    return sorted(found | near)


def all_reports(connection: Connection) -> list[str]:
    """The keys of all reports in the figures."""
    return list(connection.execute(_keys_of(DocumentKind.REPORT)).scalars())


def fetch_report(connection: Connection, key: str) -> Paper:
    """A report in the figures with its rows."""
    return _papers(connection, _REPORT, {"document_key": key})[0]


def fetch_plans(connection: Connection, report: Paper) -> list[Paper]:
    """The plans in the figures that a report may speak of: those near it by its header, those it is linked to.

    With them the measures that a revision dropped: a report on the time before speaks of those too.
    """
    return _papers(connection, _PLANS, {"document_key": report.key, **_near_to(report)})


def fetch_decisions(connection: Connection, report_key: str) -> Decisions:
    """What people decided of a report's rows."""
    rows = connection.execute(_OF_REPORT, {"report": report_key}).all()
    return Decisions(
        accepted={
            row.report_measure_id: row.plan_measure_id
            for row in rows
            if row.decision == LinkDecision.ACCEPTED
        },
        rejected=frozenset(
            (row.report_measure_id, row.plan_measure_id)
            for row in rows
            if row.decision == LinkDecision.REJECTED
        ),
    )


def replace_links(connection: Connection, report_key: str, found: Iterable[Link]) -> None:
    """Puts what the rules found of a report's rows in the place of what they found before; decisions stay."""
    wanted = {(link.row_id, link.measure_id): link for link in found}
    stored = connection.execute(_RULED_OF_REPORT, {"report": report_key})
    there = {(row.report_measure_id, row.plan_measure_id): row for row in stored}
    stale = [key for key, row in there.items() if not _says(row, wanted.get(key))]
    if stale:
        connection.execute(_FORGET, [{"row": row, "measure": one} for row, one in stale])
    fresh = [link for key, link in wanted.items() if key not in there or key in stale]
    insert_rows(connection, links, [_row(report_key, link) for link in fresh])


def drop_links_of_others(connection: Connection, document_key: str) -> None:
    """Forgets what the rules found of the rows of a document that is no report in the figures any more."""
    connection.execute(_FORGET_RULED, {"report": document_key})


def decide_link(
    connection: Connection, row_id: str, measure_id: str, decision: LinkDecision, by: str
) -> str:
    """Writes a person's decision on a pair as a new data version and gives the key of the report.

    Raises LinkRefused for an address that names no row of a report (or no measure of a plan) in the figures,
    and for a measure that another row of the report was accepted for.
    """
    row_id, measure_id, by = make_storable((row_id, measure_id, by))
    report_key = _standing_in(connection, row_id, DocumentKind.REPORT, "link_no_row")
    plan_key = _standing_in(connection, measure_id, DocumentKind.PLAN, "link_no_measure")
    if decision is LinkDecision.ACCEPTED:
        _free_for_acceptance(connection, report_key, row_id, measure_id)
    begin_load(connection, "link", report_key, f"{decision.value} {row_id} {measure_id}")
    same_pair = (links.c.report_measure_id == row_id, links.c.plan_measure_id == measure_id)
    found = connection.execute(select(links.c.score).where(*same_pair)).scalar()
    connection.execute(delete(links).where(*same_pair))
    link = Link(row_id, plan_key, measure_id, float(found or 0), PERSON_RULE, decision)
    insert_rows(connection, links, [_row(report_key, link, by)])
    return report_key


def _free_for_acceptance(
    connection: Connection, report_key: str, row_id: str, measure_id: str
) -> None:
    """Makes room for an accepted pair: the row's earlier acceptance goes, another row's is in the way."""
    accepted = links.c.decision == LinkDecision.ACCEPTED.value
    others = _links(
        connection,
        accepted,
        links.c.report_key == report_key,
        links.c.plan_measure_id == measure_id,
        links.c.report_measure_id != row_id,
    )
    if others:
        raise LinkRefused("link_taken", measure=measure_id, row=others[0].report_measure_id)
    connection.execute(delete(links).where(accepted, links.c.report_measure_id == row_id))


def _standing_in(connection: Connection, measure_id: str, kind: DocumentKind, code: str) -> str:
    query = (
        select(documents.c.key)
        .select_from(of_measure())
        .where(SHOWN, versions.c.kind == kind.value, measures.c.measure_id == measure_id)
    )
    key = connection.execute(query).scalar()
    if key is None:
        raise LinkRefused(code, measure=measure_id)
    return str(key)


def _standing_near(connection: Connection, plan: Paper) -> Iterator[Standing]:
    """The reports near a plan that are linked to one other plan, as the rules found."""
    rows = connection.execute(_STANDING_NEAR, _near_to(plan)).all()
    linked = Counter(row.key for row in rows)
    keys = sorted({row.plan_key for row in rows})
    papers = _papers(connection, _PLANS_OF_KEYS, {"keys": keys}) if keys else []
    plans = {one.key: one for one in papers}
    for row in rows:
        if linked[row.key] == 1 and not row.doubts and row.plan_key in plans:
            share = (row.joined + row.proposed / 2) / row.rows
            yield Standing(_paper(row), plans[row.plan_key], share)


def _paper(row: Any, lines: Sequence[Line] = ()) -> Paper:
    return Paper(
        key=row.key,
        title=row.title,
        programme=row.programme,
        region_iso=row.region_iso,
        year_start=row.year_start,
        year_end=row.year_end,
        told_on=row.period_end or row.report_date,
        lines=lines,
    )


def _papers(connection: Connection, query: Select[Any], asked: dict[str, Any]) -> list[Paper]:
    rows = connection.execute(query, asked).all()
    return [_paper(row, _Lines(connection, row)) for row in rows]


class _Lines(Sequence[Line]):
    """The measures of a document, asked for when they are looked at: a report looks at few of the plans near it."""

    def __init__(self, connection: Connection, version: Any) -> None:
        self._connection, self._version = connection, version

    @cached_property
    def _lines(self) -> tuple[Line, ...]:
        version = self._version
        # a revision may have dropped some
        query = _LINES if version.number == 1 else _LINES_OF_EDITIONS
        asked = {"version_id": version.id, "document_id": version.document_id}
        return tuple(Line(*row) for row in self._connection.execute(query, asked))

    @overload
    def __getitem__(self, at: int) -> Line: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Line]: ...

    def __getitem__(self, at: int | slice) -> Line | Sequence[Line]:
        return self._lines[at]

    def __len__(self) -> int:
        return len(self._lines)


def _links(connection: Connection, *conditions: ColumnElement[bool]) -> list[Any]:
    query = select(links).where(*conditions)
    return list(connection.execute(query.order_by(links.c.report_measure_id)))


def _near() -> ColumnElement[bool]:
    """Versions of the same region and programme whose years, where both are known, meet those of a header."""
    first, last = (bindparam(name, type_=Integer) for name in ("first_year", "last_year"))
    last_of = func.coalesce(versions.c.year_end, versions.c.year_start)
    return and_(
        versions.c.region_iso == bindparam("region"),
        versions.c.programme == bindparam("programme"),
        or_(
            first.is_(None),
            versions.c.year_start.is_(None),
            and_(versions.c.year_start <= last, last_of >= first),
        ),
    )


def _near_to(header: Any) -> dict[str, Any]:
    """What `_near` asks of a header."""
    return {
        "region": header.region_iso,
        "programme": header.programme,
        "first_year": header.year_start,
        "last_year": header.year_end or header.year_start,
    }


def _any_of(kind: DocumentKind, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Current versions of a kind, in the figures, that meet one of the conditions at least (all where there is none).

    Each is looked up by itself, by an index: a condition with «or» reads every version there is.
    """
    of_kind = versions.c.kind == kind.value
    found = [
        select(versions.c.id).select_from(of_version()).where(of_kind, one) for one in conditions
    ]
    return and_(LIVE, versions.c.id.in_(union(*found)) if found else of_kind)


def _keys_of(kind: DocumentKind, *conditions: ColumnElement[bool]) -> Select[Any]:
    query = select(documents.c.key).select_from(of_version())
    return query.where(_any_of(kind, *conditions)).order_by(documents.c.key)


def _papers_of(kind: DocumentKind, *conditions: ColumnElement[bool]) -> Select[Any]:
    query = select(versions, documents.c.key).select_from(of_version())
    return query.where(_any_of(kind, *conditions)).order_by(documents.c.key)


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _lines_of(own: ColumnElement[bool]) -> Select[Any]:
    told = (
        *(measures.c.measure_id, measures.c.number, measures.c.direction_number),
        *(measures.c.title, measures.c.full_text),
    )
    query = select(*told).select_from(of_measure()).where(own)
    return query.order_by(measures.c.position, versions.c.number)


# made once: making a question takes longer than its answer
_OWN: Final = documents.c.key == bindparam("document_key")
_AS_PLAN: Final = (
    select(versions.c.region_iso, versions.c.programme, versions.c.year_start, versions.c.year_end)
    .select_from(of_version())
    .where(_OWN, versions.c.kind == DocumentKind.PLAN.value)
    .distinct()
)
_REPORTS_NEAR: Final = _keys_of(DocumentKind.REPORT, _near())
_OWN_OR_LINKED_REPORTS: Final = _keys_of(
    DocumentKind.REPORT,
    _OWN,
    documents.c.key.in_(
        select(links.c.report_key).where(links.c.plan_key == bindparam("document_key"))
    ),
)
_REPORT: Final = _papers_of(DocumentKind.REPORT, _OWN)
_PLANS: Final = _papers_of(
    DocumentKind.PLAN,
    _near(),
    documents.c.key.in_(
        select(links.c.plan_key).where(links.c.report_key == bindparam("document_key"))
    ),
)
_PLAN: Final = _papers_of(DocumentKind.PLAN, _OWN)
_PLANS_OF_KEYS: Final = _papers_of(
    DocumentKind.PLAN, documents.c.key.in_(bindparam("keys", expanding=True))
)
_STANDING_NEAR: Final = (
    select(
        *(versions.c.title, versions.c.programme, versions.c.region_iso, versions.c.year_start),
        *(versions.c.year_end, versions.c.period_end, versions.c.report_date, documents.c.key),
        links.c.plan_key,
        func.count().label("rows"),
        _count(links.c.decision == LinkDecision.AUTOMATIC.value).label("joined"),
        _count(links.c.decision == LinkDecision.PROPOSED.value).label("proposed"),
        _count(or_(links.c.rule == SEVERAL_PLANS, links.c.decision.in_(BY_PERSON))).label("doubts"),
    )
    .select_from(of_version().join(links, links.c.report_key == documents.c.key))
    .where(_any_of(DocumentKind.REPORT, _near()))
    .group_by(versions.c.id, documents.c.id, links.c.plan_key)
)
_LINES: Final = _lines_of(measures.c.version_id == bindparam("version_id"))
_LINES_OF_EDITIONS: Final = _lines_of(
    and_(SHOWN, versions.c.document_id == bindparam("document_id"))
)
_OF_REPORT: Final = select(links).where(links.c.report_key == bindparam("report"))
_RULED: Final = links.c.decision.not_in(BY_PERSON)
_RULED_OF_REPORT: Final = _OF_REPORT.where(_RULED)
_FORGET_RULED: Final = delete(links).where(links.c.report_key == bindparam("report"), _RULED)
_FORGET: Final = delete(links).where(
    links.c.report_measure_id == bindparam("row"), links.c.plan_measure_id == bindparam("measure")
)


def _says(row: Any, link: Link | None) -> bool:
    """Whether a stored link is the one found now."""
    if link is None:
        return False
    told = (row.plan_key, row.rule, row.decision, row.score)
    return told == (link.plan_key, link.rule, link.decision.value, link.score)


def _row(report_key: str, link: Link, by: str = "") -> Tuple:
    """A link as a row of `links`, decided now."""
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    return (
        *(link.row_id, link.measure_id, report_key, link.plan_key, link.score, link.rule),
        *(link.decision.value, by, now),
    )
