"""Moved deadlines: only an edition of another approval day moves one, and both dates stay known (feature D10)."""

from __future__ import annotations

from datetime import date

from data.deadlines import MovedDeadline, fetch_moved_deadlines
from data.model import Document
from data.store import store_document, withdraw_document
from etl.linking import load_document
from tests.database.conftest import Store
from tests.factories import make_deadline, make_document, make_header, make_measure
from tests.support import papers
from tests.support.reading import read_document

FIRST, SECOND, THIRD = date(2013, 2, 1), date(2013, 9, 2), date(2013, 11, 5)


def edition(approved_on: date, *due_dates: date, name: str = "luhansk-2013.txt") -> Document:
    measure = make_measure(1, deadline=make_deadline(*due_dates))
    header = make_header(approved_on=approved_on, approved_by=f"розпорядження {approved_on:%d.%m}")
    return make_document([measure, make_measure(2)], name=name, header=header)


def moved(store: Store) -> dict[str, MovedDeadline]:
    with store.pages.connect() as connection:
        return fetch_moved_deadlines(connection)


def test_a_revision_that_moves_a_deadline_is_told_with_the_first_date(store: Store) -> None:
    for content in (papers.plan_text(), papers.revised_plan_text()):
        load_document(store.engine, read_document(papers.PLAN_NAME, content))
    (one,) = moved(store).items()
    key, told = one
    assert key == "UA-53-pvu-plan-2014:5"
    assert (told.first_text, told.first_due) == ("до 25 грудня 2014 року", date(2014, 12, 25))
    assert told.decided_on == date(2014, 8, 11)


def test_the_edition_that_decided_is_the_first_with_the_date_in_force(store: Store) -> None:
    """Moved in September; the edition of November repeats it. The measure that stayed is not told."""
    for approved, due in (
        (FIRST, date(2013, 6, 30)),
        (SECOND, date(2013, 12, 31)),
        (THIRD, date(2013, 12, 31)),
    ):
        store_document(store.engine, edition(approved, due))
    (told,) = moved(store).values()
    assert told.first_due == date(2013, 6, 30)
    assert (told.decided_on, told.decided_by) == (SECOND, "розпорядження 02.09")


def test_a_date_read_anew_is_corrected_and_not_moved(store: Store) -> None:
    store_document(store.engine, edition(FIRST, date(2013, 6, 30)))
    store_document(store.engine, edition(FIRST, date(2013, 12, 31)))
    assert moved(store) == {}


def test_a_date_moved_there_and_back_is_the_first_one_again(store: Store) -> None:
    for approved, month in ((FIRST, 6), (SECOND, 9), (THIRD, 6)):
        store_document(store.engine, edition(approved, date(2013, month, 30)))
    assert moved(store) == {}


def test_the_first_edition_is_the_first_approved_in_whatever_order_they_are_loaded(
    store: Store,
) -> None:
    for approved, month in ((SECOND, 9), (FIRST, 6), (THIRD, 12)):
        store_document(store.engine, edition(approved, date(2013, month, 30)))
    (told,) = moved(store).values()
    assert (told.first_due, told.decided_on) == (date(2013, 6, 30), THIRD)


def test_a_withdrawn_plan_moved_nothing(store: Store) -> None:
    store_document(store.engine, edition(FIRST, date(2013, 6, 30)))
    store_document(store.engine, edition(SECOND, date(2013, 12, 31)))
    assert len(moved(store)) == 1
    withdraw_document(store.engine, "UA-09-pvu-plan-2013")
    assert moved(store) == {}
