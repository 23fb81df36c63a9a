"""Loading: all or nothing, again without effect, changed as a new version, withdrawn and back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from data import queries
from data.errors import UnknownDocument
from data.model import Document, DocumentKind, Measure, Status
from data.store import StoreOutcome, StoreResult, store_document, withdraw_document
from tests.database.conftest import Connect, Store
from tests.factories import (
    make_assignment,
    make_document,
    make_full_measure,
    make_header,
    make_measure,
    make_national_page,
    make_report,
)

PLAN = "UA-09-pvu-plan-2013"


def _ids(store: Store) -> list[str]:
    with store.pages.connect() as connection:
        return list(queries.fetch_measures_frame(connection)["measure_id"])


def _reworded(document: Document, *measures: Measure) -> Document:
    return make_document(measures, name=document.name, header=document.header)


def test_a_measure_comes_back_as_it_was_stored(store: Store) -> None:
    document = make_document([make_full_measure(1), make_measure(2), make_measure(3)])
    store.load(document)
    with store.pages.connect() as connection:
        for measure in document.measures:
            found = queries.fetch_measure(connection, f"{PLAN}:{measure.number}")
            assert found is not None
            assert (found.measure, found.header) == (measure, document.header)
            assert found.rows == tuple(r for r in document.rows if r.position == measure.position)
            assert found.direction == document.directions[0]
        assert queries.fetch_source_content(connection, PLAN) == (document.name, document.content)


def test_loading_again_changes_nothing(store: Store) -> None:
    given = [make_document([make_full_measure(1)]), make_report(), make_national_page()]
    first = store.load(*given)
    before = store.counts()
    again = store.load(*given)
    assert store.counts() == before
    assert [one.outcome for one in first] == [StoreOutcome.INSERTED] * 3
    assert [one.outcome for one in again] == [StoreOutcome.UNCHANGED] * 3
    assert {one.data_version for one in again} == {first[-1].data_version}
    assert [one.version_id for one in again] == [one.version_id for one in first]


def test_other_bytes_that_say_the_same_change_nothing(store: Store) -> None:
    document = make_document()
    store.load(document)
    before = store.counts()
    (result,) = store.load(
        make_document(document.measures, content=b"saved again", reader="docx", layout="list")
    )
    assert (result.outcome, store.counts()) == (StoreOutcome.UNCHANGED, before)


def test_a_changed_document_is_a_new_version(store: Store) -> None:
    document = make_document([make_measure(1), make_measure(2), make_measure(3)])
    (first,) = store.load(document)
    one, two, _ = document.measures
    new = make_measure(4, title="Оприлюднити реєстр наборів даних.")
    (second,) = store.load(_reworded(document, one, replace(two, task="Завдання 2"), new))
    assert second == StoreResult(
        StoreOutcome.UPDATED, PLAN, second.version_id, first.data_version + 1, 1, 1, 1
    )
    assert _ids(store) == [f"{PLAN}:1.1", f"{PLAN}:1.2", f"{PLAN}:1.4"]
    with store.pages.connect() as connection:
        versions = queries.fetch_versions_frame(connection, PLAN)
        assert list(versions["number"]) == [2, 1]
        assert list(versions["is_current"]) == [True, False]
        rows = queries.fetch_source_rows_frame(connection, PLAN, first.version_id)
        assert f"{PLAN}:1.3" in set(rows["measure_id"])
        old = queries.fetch_source_content(connection, PLAN, first.version_id)
        assert old == (document.name, document.content)
        dropped = queries.fetch_measure(connection, f"{PLAN}:1.3")
        assert dropped is not None
        assert not dropped.is_current
        with pytest.raises(UnknownDocument):
            queries.fetch_source_rows_frame(connection, PLAN, 999)


def test_addresses_outlive_renumbering_rewording_and_absence(store: Store) -> None:
    texts = [
        "Провести круглий стіл з громадською радою.",
        "Оприлюднити реєстр наборів відкритих даних.",
        "Навчити службовців роботи із запитами на інформацію.",
    ]
    first = make_document([make_measure(n, title=text) for n, text in enumerate(texts, start=1)])
    store.load(first)
    added = make_measure(1, "1.1", title="Створити координаційну раду з питань Ініціативи.")
    moved = [make_measure(n + 1, f"1.{n + 1}", title=text) for n, text in enumerate(texts, 1)]
    moved[2] = make_measure(4, "1.4", title="Навчити службовців роботі із запитами на інформацію.")
    store.load(_reworded(first, added, *moved))
    assert _ids(store) == [f"{PLAN}:1.1~2", *(f"{PLAN}:1.{n}" for n in (1, 2, 3))]
    store.load(_reworded(first, *moved[:2]))
    store.load(_reworded(first, *moved))
    assert _ids(store) == [f"{PLAN}:1.{n}" for n in (1, 2, 3)]


def test_a_replaced_measure_gets_an_address_of_its_own(store: Store) -> None:
    first = make_document([make_measure(1, title="Провести громадські слухання щодо бюджету.")])
    store.load(first)
    store.load(_reworded(first, make_measure(1, title="Купити сервер для вебсайту адміністрації.")))
    assert _ids(store) == [f"{PLAN}:1.1~2"]


def test_repeated_and_missing_numbers(store: Store) -> None:
    numbers = ["1", "1", "", "а) б"]
    given = [make_measure(n, number) for n, number in enumerate(numbers, start=1)]
    store.load(make_document(given))
    assert _ids(store) == [f"{PLAN}:{end}" for end in ("1", "1~2", "3", "а)-б")]


def test_a_stated_header_keeps_the_key_and_the_addresses(store: Store) -> None:
    document = make_document(header=make_header(region_iso="", year_start=None))
    (first,) = store.load(document)
    assert first.document_key == "pvu-plan-luhansk-2013"
    (second,) = store.load(replace(document, header=make_header()))
    assert (second.outcome, second.document_key) == (StoreOutcome.UPDATED, first.document_key)
    assert (second.added, second.removed, second.changed) == (0, 0, 0)
    assert _ids(store) == [f"{first.document_key}:1.1", f"{first.document_key}:1.2"]


def test_a_plan_of_another_district_is_another_document(store: Store) -> None:
    titles = [
        "План заходів Новоайдарського району",
        "План заходів Марківського району",
        "ПЛАН ЗАХОДІВ  Марківського района",
    ]
    results = store.load(
        *(
            make_document([make_measure(n)], name=f"{n}.txt", header=make_header(title=title))
            for n, title in enumerate(titles, start=1)
        )
    )
    assert [one.document_key for one in results] == [PLAN, f"{PLAN}-2", f"{PLAN}-2"]


def test_reports_of_one_year_are_a_history(store: Store) -> None:
    def report(end: date) -> Document:
        header = make_header(
            DocumentKind.REPORT, title="Звіт", year_start=2016, period_end=end, approved_on=None
        )
        return make_report(
            [Status.COMPLETED], name="zvit.txt", header=header, content=repr(end).encode()
        )

    results = store.load(*(report(end) for end in (date(2016, 6, 30), date(2016, 12, 31))))
    assert [one.document_key for one in results] == [
        "UA-09-pvu-report-2016-to-2016-06-30",
        "UA-09-pvu-report-2016",
    ]


@pytest.mark.parametrize("same", [True, False])
def test_the_same_file_name_with_other_years(store: Store, same: bool) -> None:
    document = make_document(name="plan.txt")
    measures = document.measures if same else [make_measure(1, title="Зовсім інший захід.")]
    store.load(document)
    (result,) = store.load(
        make_document(measures, name="plan.txt", header=make_header(year_start=2014))
    )
    if same:
        assert (result.outcome, result.document_key) == (StoreOutcome.UPDATED, PLAN)
    else:
        assert (result.outcome, result.document_key) == (
            StoreOutcome.INSERTED,
            "UA-09-pvu-plan-2014",
        )


def test_a_withdrawn_document_leaves_every_figure_and_comes_back(store: Store) -> None:
    document = make_document([make_full_measure(1)])
    store.load(document)
    gone = withdraw_document(store.engine, document.name, note="не той файл")
    assert (gone.withdrawn, gone.document_key, gone.name) == (True, PLAN, document.name)
    with store.pages.connect() as connection:
        assert queries.current_data_version(connection) == gone.data_version
        for fetch in FIGURES:
            assert len(fetch(connection)) == 0
        documents = queries.fetch_documents_frame(connection)
        assert list(documents["withdrawn"]) == [True]
        assert len(queries.fetch_source_rows_frame(connection, PLAN)) == len(document.rows)
        found = queries.fetch_measure(connection, f"{PLAN}:1.1")
        assert found is not None
        assert found.withdrawn
    again = withdraw_document(store.engine, PLAN)
    assert (again.withdrawn, again.data_version) == (False, gone.data_version)
    (back,) = store.load(document)
    assert (back.outcome, back.data_version) == (StoreOutcome.RESTORED, gone.data_version + 1)
    assert _ids(store) == [f"{PLAN}:1.1"]
    assert len(store.load(document)) == 1
    assert store.counts()["versions"] == 1


def test_a_changed_withdrawn_document_comes_back_changed(store: Store) -> None:
    document = make_document()
    store.load(document)
    withdraw_document(store.engine, PLAN)
    (back,) = store.load(_reworded(document, make_measure(1)))
    assert (back.outcome, back.removed) == (StoreOutcome.UPDATED, 1)
    assert _ids(store) == [f"{PLAN}:1.1"]


def test_withdrawing_what_is_not_there(store: Store) -> None:
    before = store.counts()
    with pytest.raises(UnknownDocument) as caught:
        withdraw_document(store.engine, "немає.txt")
    assert caught.value.values == {"document": "немає.txt"}
    assert store.counts() == before


def test_withdrawing_by_a_name_of_two(store: Store) -> None:
    other = make_header(region_iso="UA-74")
    store.load(make_document(name="plan.txt"), make_document(name="plan.txt", header=other))
    with pytest.raises(UnknownDocument) as caught:
        withdraw_document(store.engine, "plan.txt")
    assert caught.value.code == "ambiguous_document"
    assert caught.value.values["keys"] == f"{PLAN}, UA-74-pvu-plan-2013"


@pytest.mark.parametrize(
    "statement",
    ["INSERT INTO measures", "INSERT INTO evidence", "INSERT INTO source_rows", "COMMIT"],
)
def test_a_fault_in_the_middle_leaves_nothing(store: Store, statement: str) -> None:
    store.load(make_document())
    before = store.counts()
    changed = make_document([make_full_measure(1), make_measure(2), make_measure(3)])

    def stop(*given: object) -> None:
        if statement == "COMMIT" or str(given[2]).startswith(statement):
            raise RuntimeError("power cut")

    name = "commit" if statement == "COMMIT" else "before_cursor_execute"
    event.listen(store.engine, name, stop)
    with pytest.raises(RuntimeError, match="power cut"):
        store_document(store.engine, changed)
    event.remove(store.engine, name, stop)
    assert store.counts() == before
    assert len(_ids(store)) == 2
    (result,) = store.load(changed)
    assert (result.outcome, result.added) == (StoreOutcome.UPDATED, 1)


def test_records_that_contradict_each_other_are_refused_whole(store: Store) -> None:
    before = store.counts()
    with pytest.raises(IntegrityError):
        store.load(make_document([make_measure(1), make_measure(1, "2")]))
    assert store.counts() == before


def test_characters_that_no_database_takes(store: Store) -> None:
    document = make_document(
        [make_measure(1, title="Провести\0 захід \ud800.")], header=make_header(title="План\0")
    )
    store.load(document)
    before = store.counts()
    assert store.load(document)[0].outcome is StoreOutcome.UNCHANGED
    assert store.counts() == before
    with store.pages.connect() as connection:
        found = queries.fetch_measure(connection, f"{PLAN}:1.1")
        assert queries.fetch_measure(connection, "\0") is None
    assert found is not None
    assert (found.measure.title, found.header.title) == ("Провести␀ захід \ufffd.", "План␀")


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_loading_does_not_matter(store: Store, order: tuple[int, ...]) -> None:
    plan = make_document(
        [make_measure(1, assignments=(make_assignment(canonical="Управління економіки"),))]
    )
    named = [
        make_measure(n, assignments=(make_assignment(collective=True),), title=f"Захід {n}")
        for n in (1, 2)
    ]
    revised = make_document(named, name="2014.txt", header=make_header(year_start=2014))
    given = [plan, revised, make_national_page()]
    store.load(*(given[index] for index in order))
    with store.pages.connect() as connection:
        (body,) = queries.fetch_bodies_frame(connection).to_dict("records")
        assert body == {
            "body_id": "UA-09-управління-економіки",
            "region_iso": "UA-09",
            "name": "управління економіки",
            "collective": True,
        }
        assert list(queries.fetch_plans_frame(connection)["document_key"]) == [
            PLAN,
            "UA-09-pvu-plan-2014",
            "UA-pvu-other-ogp-ukraine-about",
        ]
        assert list(queries.fetch_measures_frame(connection)["measure_id"]) == [
            f"{PLAN}:1.1",
            "UA-09-pvu-plan-2014:1.1",
            "UA-09-pvu-plan-2014:1.2",
        ]


def test_two_loads_at_once(store: Store, connect: Connect) -> None:
    plans = [
        make_document(name=f"{n}.txt", header=make_header(region_iso=f"UA-{n}"))
        for n in range(10, 18)
    ]
    engines = [connect(store.url) for _ in range(4)]

    def load(index: int) -> StoreResult:
        return store_document(engines[index % 4], plans[index // 2])

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(load, range(16)))
    kinds = [one.outcome for one in results]
    assert kinds.count(StoreOutcome.INSERTED) == kinds.count(StoreOutcome.UNCHANGED) == 8
    assert len(_ids(store)) == 16
    assert {one.data_version for one in results if one.outcome is StoreOutcome.INSERTED} == set(
        range(1, 9)
    )


FIGURES = (
    queries.fetch_plans_frame,
    queries.fetch_directions_frame,
    queries.fetch_measures_frame,
    queries.fetch_due_dates_frame,
    queries.fetch_subtasks_frame,
    queries.fetch_assignments_frame,
    queries.fetch_bodies_frame,
    queries.fetch_outcomes_frame,
    queries.fetch_evidence_frame,
    queries.fetch_national_plans_frame,
    queries.fetch_national_facts_frame,
    queries.fetch_issues_frame,
)
