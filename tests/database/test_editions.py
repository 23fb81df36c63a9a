"""A revised plan: what it dropped stays to be seen as «знято», counted before it and in no base after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from dashboard.metrics.completion import Completion, count_completion
from data import queries
from data.differences import Change, fetch_differences, fetch_edits, version_before
from data.editions import dropped_rows, trace_all
from data.model import Document, State
from data.schema import measures
from data.selecting import PRINTED, SHOWN, of_measure
from data.snapshot import Snapshot, build_snapshot
from data.state import AsOf
from data.store import StoreOutcome, withdraw_document
from etl.linking import load_document
from tests.database.conftest import Store
from tests.factories import make_deadline, make_document, make_header, make_measure
from tests.support import papers
from tests.support.reading import read_document

PLAN = "UA-53-pvu-plan-2014"
HALF = "UA-53-pvu-report-2014-to-2014-06-30"
TODAY = date(2015, 2, 1)
REVISED = date(2014, 8, 11)


def read(name: str, content: bytes) -> Document:
    return read_document(name, content)


def report_on_the_dropped() -> bytes:
    """The report on the half year with a row on measure 3, which the revision drops later."""
    row = (
        "| 3 | Утворення центрів надання адміністративних послуг у районах області "
        "| Виконано: утворено 4 центри 20 червня 2014 року. |\n"
    )
    return papers.half_report_text() + row.encode()


@pytest.fixture
def revised(store: Store) -> Store:
    """The plan of five measures, a report on three of them, then the revision that dropped measure 3."""
    for name, content in (
        (papers.PLAN_NAME, papers.plan_text()),
        (papers.HALF_NAME, report_on_the_dropped()),
        (papers.PLAN_NAME, papers.revised_plan_text()),
    ):
        load_document(store.engine, read(name, content))
    return store


def snapshot_of(store: Store) -> Snapshot:
    return build_snapshot(store.pages, lambda: TODAY)


def states(store: Store, as_of: AsOf) -> dict[str, str]:
    rows = snapshot_of(store).rows(as_of)
    counted = rows[rows["counted"]]
    numbers = [measure_id.partition(":")[2] for measure_id in counted["measure_id"]]
    return dict(zip(numbers, counted["state"], strict=True))


def figures(store: Store, as_of: AsOf) -> Completion:
    return count_completion(snapshot_of(store).rows(as_of))


def test_a_dropped_measure_counts_up_to_the_revision(revised: Store) -> None:
    assert states(revised, date(2014, 2, 2)) == {}
    assert states(revised, date(2014, 2, 3))["3"] == State.NOT_DUE
    assert states(revised, date(2014, 8, 10))["3"] == State.COMPLETED
    for day in (REVISED, TODAY, "close"):
        assert states(revised, day)["3"] == State.WITHDRAWN


def test_no_base_and_no_list_of_late_ones_has_it(revised: Store) -> None:
    before, after = figures(revised, date(2014, 8, 10)), figures(revised, TODAY)
    assert (before.measures, before.early, before.states[State.WITHDRAWN]) == (5, 1, 0)
    assert (after.measures, after.base, after.left_out) == (5, 4, 1)
    assert after.states[State.WITHDRAWN] == 1
    assert after.overdue + after.unreported == 3
    assert snapshot_of(revised).plan_frame["measures"].tolist() == [4]


def test_a_plan_counts_from_its_first_approval_and_closes_by_what_is_in_force(
    revised: Store,
) -> None:
    (plan,) = snapshot_of(revised).plan_frame.to_dict("records")
    assert plan["counts_from"].date() == date(2014, 2, 3)
    assert plan["last_due"].date() == date(2014, 12, 31)


def test_what_was_reported_of_it_stays_readable(revised: Store) -> None:
    outcomes = snapshot_of(revised).outcomes
    (told,) = outcomes[outcomes["measure_id"] == f"{PLAN}:3"].to_dict("records")
    assert (told["document_key"], told["status"]) == (HALF, "completed")
    with revised.pages.connect() as connection:
        found = queries.fetch_measure(connection, f"{PLAN}:3")
    assert found is not None
    assert found.reported_by == (f"{HALF}:3",)
    assert (found.is_current, found.earlier_version) == (False, 1)


def test_the_place_of_a_dropped_measure_is_in_the_file_that_has_it(revised: Store) -> None:
    with revised.pages.connect() as connection:
        found = queries.fetch_measure(connection, f"{PLAN}:3")
        assert found is not None
        _, content = queries.fetch_source_content(connection, PLAN, found.version_id)
    line = content.decode().splitlines()[(found.measure.place.line or 0) - 1]
    assert found.measure.title in line


def test_the_order_of_the_report_does_not_matter(revised: Store) -> None:
    """A report that comes after the revision still finds the measure it tells of."""
    late = read(papers.HALF_NAME, report_on_the_dropped())
    withdraw_document(revised.engine, HALF)
    load_document(revised.engine, late)
    outcomes = snapshot_of(revised).outcomes
    assert f"{PLAN}:3" in set(outcomes["measure_id"])
    assert figures(revised, TODAY).outside == 0


def test_the_rows_that_queries_give_are_those_that_editions_name(revised: Store) -> None:
    with revised.pages.connect() as connection:
        lives = trace_all(queries.fetch_editions(connection))
        query = select(measures.c.measure_id).where(measures.c.id.in_(dropped_rows()))
        dropped = set(connection.execute(query).scalars())
        shown = select(measures.c.measure_id).select_from(of_measure()).where(SHOWN)
        printed = [*connection.execute(shown.order_by(*PRINTED)).scalars()]
        current = queries.fetch_measures_frame(connection)
    assert dropped == {key for key, life in lives.items() if life.dropped_by} == {f"{PLAN}:3"}
    assert len(printed) == len(set(printed)) == len(current) + 1


def test_the_history_of_a_measure_is_told_field_by_field(revised: Store) -> None:
    with revised.pages.connect() as connection:
        (moved,) = fetch_edits(connection, f"{PLAN}:5")
        (gone,) = fetch_edits(connection, f"{PLAN}:3")
        assert fetch_edits(connection, f"{PLAN}:1") == ()
        assert fetch_edits(connection, "невідомий:1") == ()
    (field,) = moved.fields
    assert (moved.change, moved.version, moved.approved_on) == (Change.CHANGED, 2, REVISED)
    assert (field.name, field.old) == ("deadline_text", "до 25 грудня 2014 року")
    assert (gone.change, gone.version, gone.approved_on) == (Change.REMOVED, 2, REVISED)


def test_a_dropped_measure_that_comes_back_is_in_force(revised: Store) -> None:
    third = papers.plan_text().decode().replace("від 03.02.2014 № 27", "від 20.10.2014 № 300")
    load_document(revised.engine, read(papers.PLAN_NAME, third.encode()))
    assert State.WITHDRAWN not in states(revised, TODAY).values()
    assert len(states(revised, TODAY)) == 5


def test_an_added_measure_counts_from_the_revision(store: Store) -> None:
    first = make_document(
        [make_measure(n, deadline=make_deadline(date(2013, 3, 31))) for n in (1, 2)]
    )
    new = make_measure(
        3, title="Оприлюднити реєстр наборів даних.", deadline=make_deadline(date(2013, 3, 31))
    )
    second = make_document([*first.measures, new], header=make_header(approved_on=date(2013, 9, 2)))
    store.load(first, second)
    before, after = figures(store, date(2013, 9, 1)), figures(store, date(2013, 9, 2))
    assert (before.measures, before.not_begun, before.unreported) == (2, 1, 2)
    # a due date before the measure came is shown, never overdue
    assert (after.measures, after.not_begun, after.unreported) == (3, 0, 2)


def test_the_same_file_read_anew_is_a_correction(store: Store) -> None:
    """A row wrongly taken for a measure was never in the plan, whatever an earlier reading made of it."""
    content = b"the same bytes"
    wrong = make_document(content=content)
    store.load(wrong, make_document(wrong.measures[:1], content=content))
    assert figures(store, TODAY).measures == 1
    store.load(make_document(wrong.measures[1:], content=b"a revision"))
    assert list(states(store, TODAY).values()).count(State.WITHDRAWN) == 1


def test_a_revision_without_a_later_day_acts_back(store: Store) -> None:
    first = make_document()
    store.load(first, replace(make_document(first.measures[:1]), header=first.header))
    assert figures(store, date(2013, 2, 1)).states[State.WITHDRAWN] == 1


def test_a_withdrawn_document_takes_what_it_dropped_along(revised: Store) -> None:
    withdraw_document(revised.engine, PLAN)
    assert f"{PLAN}:3" not in set(snapshot_of(revised).measures["measure_id"])


def test_the_order_of_loading_editions_does_not_matter(revised: Store) -> None:
    """A folder read by the names of its files gives the original after the revision, and gives it again."""
    before = {day: states(revised, day) for day in (date(2014, 8, 10), REVISED, TODAY)}
    counts = revised.counts()
    for name, content in (
        ("a.md", papers.plan_text()),
        ("b.md", papers.revised_plan_text()),
        ("a.md", papers.plan_text()),
    ):
        result = load_document(revised.engine, read(name, content))
        assert result.outcome is StoreOutcome.UNCHANGED
    assert revised.counts() == counts
    assert {day: states(revised, day) for day in before} == before


def test_an_original_that_comes_after_its_revision_is_its_history(store: Store) -> None:
    load_document(store.engine, read(papers.PLAN_NAME, papers.revised_plan_text()))
    first = load_document(store.engine, read("original.md", papers.plan_text()))
    assert (first.outcome, first.document_key) == (StoreOutcome.EARLIER, PLAN)
    again = load_document(store.engine, read("original.md", papers.plan_text()))
    assert (again.outcome, again.data_version) == (StoreOutcome.UNCHANGED, first.data_version)
    assert states(store, date(2014, 8, 10))["3"] == State.NOT_DUE
    assert states(store, REVISED)["3"] == State.WITHDRAWN
    with store.pages.connect() as connection:
        (plan,) = queries.fetch_plans_frame(connection).to_dict("records")
        versions = queries.fetch_versions_frame(connection, PLAN)
        (moved,) = fetch_edits(connection, f"{PLAN}:5")
        told = fetch_differences(connection, int(versions["version_id"].iloc[1]))
        assert version_before(connection, first.version_id) is None
    assert (plan["document"], plan["approved_on"].date()) == (papers.PLAN_NAME, REVISED)
    assert dict(zip(versions["number"], versions["is_current"], strict=True)) == {1: True, 2: False}
    assert (moved.version, moved.fields[0].old) == (1, "до 25 грудня 2014 року")
    assert [one.change for one in told] == [Change.HEADER, Change.CHANGED, Change.REMOVED]


def test_a_date_read_wrongly_can_be_read_anew(store: Store) -> None:
    """The same bytes with an earlier approval correct the reading, they are no earlier edition."""
    late = make_document(content=b"one", header=make_header(approved_on=date(2031, 2, 1)))
    (_, second) = store.load(late, make_document(content=b"one"))
    assert second.outcome is StoreOutcome.UPDATED
    with store.pages.connect() as connection:
        (plan,) = queries.fetch_plans_frame(connection).to_dict("records")
    assert plan["approved_on"].date() == date(2013, 2, 1)
