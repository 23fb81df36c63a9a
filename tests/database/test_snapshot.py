"""The snapshot's columns: texts stay in the database and are read when asked for, codes and days are those stored."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import event, select

from data import queries
from data.columns import NO_DAY, Kind, fetch_columns
from data.errors import StoreError
from data.schema import measures
from data.search.corpus import Corpus
from data.search.text_kinds import Field
from data.snapshot import Snapshot, SnapshotHolder, build_snapshot
from data.stored_text import StoredTexts, read_once
from etl.linking import load_document
from tests.database.conftest import Store
from tests.support import papers
from tests.support.reading import read_document

TODAY = date(2015, 2, 1)
TEXTS = ("title", "full_text", "deadline_text", "bodies_text", "theme_rule", "place")


@pytest.fixture
def loaded(store: Store) -> Store:
    """A plan and the report on its half year."""
    for name, content in (
        (papers.PLAN_NAME, papers.plan_text()),
        (papers.HALF_NAME, papers.half_report_text()),
    ):
        load_document(store.engine, read_document(name, content))
    return store


def snapshot_of(store: Store) -> Snapshot:
    return build_snapshot(store.pages, lambda: TODAY)


def count_queries(store: Store) -> list[str]:
    """A list that grows with every statement that pages send from now on."""
    sent: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("SELECT"):
            sent.append(statement)

    event.listen(store.pages, "before_cursor_execute", note)
    return sent


def test_texts_are_those_of_the_database(loaded: Store) -> None:
    snapshot = snapshot_of(loaded)
    with loaded.pages.connect() as connection:
        whole = queries.fetch_measures_frame(connection, dropped=True).set_index("measure_id")
    assert len(snapshot.measures)
    for row in snapshot.measures.to_dict("records"):
        stored = whole.loc[row["measure_id"]]
        assert [row[name] for name in TEXTS] == [stored[name] for name in TEXTS]


def test_a_few_rows_are_read_in_one_question(loaded: Store) -> None:
    row = snapshot_of(loaded).measures.iloc[:2]
    sent = count_queries(loaded)
    # places are few: they stand in the snapshot as codes
    stored = [name for name in TEXTS if name != "place"]
    once = [row[name].tolist() for name in stored]
    assert len(sent) == 1
    assert once == [read_once(row[name]) for name in stored]
    assert len(sent) == 1 + len(stored)


def test_a_text_that_was_read_is_kept(loaded: Store) -> None:
    titles = snapshot_of(loaded).measures["title"]
    first = titles.tolist()
    sent = count_queries(loaded)
    assert titles.tolist() == first and titles.iloc[0] == first[0]
    assert not sent


def test_what_a_report_told_is_read_where_it_stands(loaded: Store) -> None:
    snapshot = snapshot_of(loaded)
    outcomes = snapshot.outcomes
    assert len(outcomes)
    with loaded.pages.connect() as connection:
        whole = queries.fetch_outcomes_frame(connection).set_index("outcome_id")
    for row in outcomes.to_dict("records"):
        stored = whole.loc[row["outcome_id"]]
        for name in ("result_text", "quotation", "denied", "place", "status", "confidence"):
            assert row[name] == stored[name]
        assert row["row_id"] == stored["measure_id"]
        assert row["measure_id"] == snapshot.measures["measure_id"].iloc[row["measure"]]


def test_rows_without_an_outcome_quote_nothing(loaded: Store) -> None:
    rows = snapshot_of(loaded).rows(TODAY)
    told = rows["outcome"] >= 0
    assert told.any() and not told.all()
    assert set(rows.loc[~told, "quotation"]) == {""}
    assert all(rows.loc[told, "quotation"].tolist())


def test_stored_texts_behave_as_a_column(loaded: Store) -> None:
    measures_frame = snapshot_of(loaded).measures
    titles = measures_frame["title"]
    plain = titles.astype("str")
    assert isinstance(titles.array, StoredTexts) and plain.dtype == "str"
    assert pd.concat([titles, titles.iloc[:1]]).tolist() == [*plain, plain.iloc[0]]
    assert (titles == plain.iloc[1]).tolist() == (plain == plain.iloc[1]).tolist()
    assert not titles.isna().any()
    assert measures_frame.sort_values("title")["title"].tolist() == sorted(plain)
    assert titles.drop_duplicates().tolist() == plain.drop_duplicates().tolist()


def test_assignments_and_issues_find_their_words(loaded: Store) -> None:
    snapshot = snapshot_of(loaded)
    with loaded.pages.connect() as connection:
        assigned = queries.fetch_assignments_frame(connection, dropped=True)
        issues = queries.fetch_issues_frame(connection)
    key = ["measure_id", "position"]
    whole = assigned.set_index(key)
    assert len(snapshot.assignments)
    for row in snapshot.assignments.to_dict("records"):
        stored = whole.loc[(row["measure_id"], row["position"])]
        for name in ("body", "used", "name", "role", "body_id"):
            assert row[name] == stored[name]
    told = snapshot.issues[["document_key", "place", "raw", "hint", "code"]].astype("str")
    pd.testing.assert_frame_equal(told, issues[list(told.columns)])


def test_many_texts_are_read_from_end_to_end_and_are_the_same(
    loaded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = snapshot_of(loaded).measures.iloc[1:]
    bodies = snapshot_of(loaded).assignments.iloc[1:]
    one_by_one = [read_once(rows["title"]), read_once(bodies["body"])]
    monkeypatch.setattr("data.stored_text._FEW", 1)
    sent = count_queries(loaded)
    assert [read_once(rows["title"]), read_once(bodies["body"])] == one_by_one
    assert len(sent) == 2 and all("BETWEEN" in one for one in sent)
    monkeypatch.setattr("data.stored_text._STRETCH", 2)
    assert read_once(rows["title"]) == one_by_one[0]
    assert len(sent) == 2 + (len(rows) + 1) // 2


def test_a_measure_is_found_by_its_address(loaded: Store) -> None:
    snapshot = snapshot_of(loaded)
    ids = snapshot.measures["measure_id"].tolist()
    assert [snapshot.places_of(one).tolist() for one in ids] == [[at] for at in range(len(ids))]
    key = ids[0].partition(":")[0]
    for unknown in ("", "nobody", "nobody:1.1", f"{key}:", f"{key}:no such number"):
        assert not len(snapshot.places_of(unknown))


def _told(corpus: Corpus) -> set[tuple[int, int, bool]]:
    """Whose the words of a corpus are, what they are of it, and whether they are known on the first day of all."""
    places = corpus.index.places_of(corpus.index.beginning_with(""))
    known = corpus.known_at(places, np.zeros(corpus.measures))
    told = (corpus.owners_at(places), corpus.fields_at(places), known)
    return set(zip(*(one.tolist() for one in told), strict=True))


def test_a_corpus_of_some_measures_holds_their_texts_alone(loaded: Store) -> None:
    snapshot = snapshot_of(loaded)
    some = np.array([1, 2, 4])
    part, whole = snapshot.corpus_of(some), snapshot.corpus
    told, of_whole = (_told(one) for one in (part, whole))
    assert {owner for owner, *_ in told if owner < len(snapshot.measures)} == set(some)
    assert told == {one for one in of_whole if one[0] in some or one[0] >= len(snapshot.measures)}
    assert part.owners == whole.owners


def test_the_corpus_reads_the_texts_of_measures(loaded: Store) -> None:
    snapshot = snapshot_of(loaded)
    told = snapshot.corpus.texts_of([0, 2])[0]
    titles = [text.text for text in told if text.field is Field.TITLE]
    assert titles == [snapshot.measures["title"].iloc[0]]
    assert {text.owner for text in told} == {0}


def test_columns_keep_only_what_is_wanted(loaded: Store) -> None:
    kinds = {"id": Kind.NUMBER, "number": Kind.CODE, "start": Kind.DAY}
    query = select(measures.c.id, measures.c.number, measures.c.deadline_start)
    with loaded.pages.connect() as connection:
        whole = fetch_columns(connection, query, kinds)
        odd = fetch_columns(connection, query, kinds, lambda numbers: numbers["id"] % 2 == 1)
        rows = connection.execute(query).all()
        none = fetch_columns(connection, query.where(measures.c.id < 0), kinds)
    assert list(whole["number"]) == [row.number for row in rows]
    days = [NO_DAY if row[2] is None else (row[2] - date(1970, 1, 1)).days for row in rows]
    assert whole["start"].tolist() == days and whole["start"].dtype == np.int32
    assert odd["id"].tolist() == [row.id for row in rows if row.id % 2]
    assert none.length == 0 and none["start"].dtype == np.int32 and len(none["number"]) == 0


class SlowReading:
    """Snapshots that are built when they are let."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()
        self.built = 0
        self.fault: StoreError | None = None
        monkeypatch.setattr("data.snapshot.build_snapshot", self._build)

    def _build(self, *given: Any) -> Snapshot:
        self.built += 1
        self.begun.set()
        assert self.go_on.wait(30)
        if self.fault is not None:
            raise self.fault
        return build_snapshot(*given)


def test_readers_go_on_while_a_new_version_is_read(
    loaded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = SnapshotHolder(loaded.pages, lambda: TODAY, patience=30)
    old = holder.current()
    slow = SlowReading(monkeypatch)
    load_document(loaded.engine, read_document(papers.YEAR_NAME, papers.year_report_text()))
    with ThreadPoolExecutor(1) as thread:
        asked = thread.submit(holder.current)
        assert slow.begun.wait(30)
        meanwhile = holder.current()
        slow.go_on.set()
        new = asked.result()
    assert meanwhile is old
    assert new.version > old.version
    assert holder.current() is new
    assert slow.built == 1


def test_nobody_waits_long_for_a_new_version(
    loaded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = SnapshotHolder(loaded.pages, lambda: TODAY, patience=0.05)
    old = holder.current()
    slow = SlowReading(monkeypatch)
    load_document(loaded.engine, read_document(papers.YEAR_NAME, papers.year_report_text()))
    # what is told to open pages is what they would get
    assert [holder.current() for _ in range(3)] == [old] * 3
    assert holder.shown_version() == old.version
    slow.go_on.set()
    for _ in range(600):
        if holder.shown_version() > old.version:
            break
        time.sleep(0.05)
    assert holder.current().version == old.version + 1
    assert slow.built == 1


def test_a_fault_while_a_version_is_read_is_told_and_mended(
    loaded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = SnapshotHolder(loaded.pages, lambda: TODAY, patience=30)
    old = holder.current()
    slow = SlowReading(monkeypatch)
    slow.fault = StoreError("store_down")
    slow.go_on.set()
    load_document(loaded.engine, read_document(papers.YEAR_NAME, papers.year_report_text()))
    with pytest.raises(StoreError):
        holder.current()
    assert holder.is_held(old)
    slow.fault = None
    assert holder.current().version == old.version + 1
