"""The index of a search in the database finds what an index in memory finds, in its order, whatever was loaded when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import numpy as np
import pytest
from sqlalchemy import Engine, func, select, update

from dashboard.metrics.query import parse_query
from dashboard.metrics.search import count_without_each, find, suggest
from data.links import LinkDecision
from data.lock import write_transaction
from data.schema import search_places, search_segments, search_words
from data.search.corpus import Corpus
from data.search.indexing import refresh_index
from data.search.segments import find_segments
from data.search.stored_words import find_stored_segments, open_stored_index
from data.search.word_forms import stems_of
from data.snapshot import Snapshot, build_snapshot
from data.store import withdraw_document
from data.stored_text import addresses_of
from etl.cli import index
from etl.cli.talk import Talk
from etl.linking import decide, load_document
from tests.database.conftest import Store
from tests.support import papers
from tests.support.commands import Run
from tests.support.monitor import ROOT
from tests.support.reading import read_document

TODAY = date(2026, 11, 22)
DOCUMENTS = ROOT / "data" / "documents"
BUNDLED = ("luhansk-2013.txt", "luhansk-2017-report.txt", "chernihiv-2012.txt")
SEED = 20131128
ALL = 1_000_000
TYPED = (
    *("громадська рада", "ОДА", "облдержадміністрації", "1.10", "2.9", "Луганська 2013", "2017"),
    *("ghjtrn", "xyzzyqq", "громадьска рада", "і про", "«", "обєднання", "IV", "веб-сайт", "сайті"),
    *("слухання тренінг бюджет", "31.12.2017", "Луганська", "план заходів", "рад" * 70),
)


YEAR, PLAN = "UA-53-pvu-report-2014", "UA-53-pvu-plan-2014"


def load(store: Store, *given: tuple[str, bytes]) -> None:
    for name, content in given:
        load_document(store.engine, read_document(name, content))


def bundled(name: str) -> tuple[str, bytes]:
    return name, (DOCUMENTS / name).read_bytes()


def refresh(store: Store, *, together: int = ALL) -> int:
    return refresh_index(store.engine, least=0, together=together)


def snapshot_of(store: Store) -> Snapshot:
    return build_snapshot(store.pages, lambda: TODAY)


def stored_corpus(store: Store, snapshot: Snapshot, most: int = ALL) -> Corpus:
    index = open_stored_index(store.pages, find_stored_segments(store.pages))
    return snapshot.corpus_in(index, most)


def queries(corpus: Corpus, count: int) -> Iterator[str]:
    """What readers type: words of the documents in other forms, beginnings, slips, phrases, several words."""
    random = Random(SEED)
    words = corpus.index.beginning_with("")
    texts = [
        text.text.split()
        for told in corpus.texts_of(range(corpus.measures)).values()
        for text in told
    ]
    for _ in range(count):
        text = random.choice(texts)
        start = random.randrange(len(text))
        some = text[start : start + random.choice((1, 1, 2, 3))]
        yield from (" ".join(some), f"«{' '.join(some)}»", f"{some[0]} {random.choice(words)}")
        word = random.choice(words)
        cut, slip = random.randrange(1, len(word) + 1), random.randrange(len(word))
        stem = stems_of(word)[0]
        yield from (word[:cut], f"{word[:slip]}{word[slip + 1 :]}", f"{stem}ами", f"{word}к {stem}")


def assert_same(store: Store, count: int = 2, typed: tuple[str, ...] = TYPED[:3]) -> None:
    """Every query has the same answer by the index of the database as by that of all texts in memory."""
    snapshot = snapshot_of(store)
    held, stored = snapshot.corpus, stored_corpus(store, snapshot)
    days = snapshot.rows("close")["as_of"]
    for text in (*typed, *queries(held, count)):
        query = parse_query(text)
        for related in (False, True):
            one, other = (find(corpus, query, days, related=related) for corpus in (held, stored))
            assert one.answers == other.answers, text
            assert one.owner.tolist() == other.owner.tolist(), text
            assert one.where.tolist() == other.where.tolist(), text
        if not len(one):
            assert suggest(held, query) == suggest(stored, query), text
            dropped = [count_without_each(corpus, query, days) for corpus in (held, stored)]
            assert dropped[0] == dropped[1], text


def stretches(store: Store) -> list[tuple[int, int]]:
    with store.engine.connect() as connection:
        return [(one.since, one.until) for one in find_segments(connection)]


def test_a_search_by_the_database_is_that_in_memory(store: Store) -> None:
    load(store, *map(bundled, BUNDLED))
    assert refresh(store, together=16) > 3
    snapshot = snapshot_of(store)
    assert not stored_corpus(store, snapshot, most=0).left_out
    assert_same(store, 25, TYPED)


def test_rows_of_later_loads_are_read_until_they_are_indexed(store: Store) -> None:
    load(store, (papers.PLAN_NAME, papers.plan_text()))
    refresh(store)
    for given in (
        (papers.HALF_NAME, papers.half_report_text()),
        (papers.PLAN_NAME, papers.revised_plan_text()),
        (papers.YEAR_NAME, papers.year_report_text()),
    ):
        load(store, given)
        assert_same(store)
        refresh(store)
        assert not stored_corpus(store, snapshot_of(store), most=0).left_out
    assert_same(store)
    # a row that speaks of no measure any more is one of its own
    decide(store.engine, f"{YEAR}:1", f"{PLAN}:1", LinkDecision.REJECTED)
    assert_same(store)


def test_what_left_the_figures_is_found_no_more(store: Store) -> None:
    load(
        store,
        (papers.PLAN_NAME, papers.plan_text()),
        (papers.PLAN_NAME, papers.revised_plan_text()),
        (papers.HALF_NAME, papers.half_report_text()),
    )
    refresh(store)
    # rows of the report that speak of the plan's measures have no texts of their own
    index, snapshot = (
        open_stored_index(store.pages, find_stored_segments(store.pages)),
        snapshot_of(store),
    )
    assert snapshot.measures["dropped_by"].any()
    assert sorted(index.own) == sorted(addresses_of(snapshot.measures["title"]))
    assert sorted(index.results) == sorted(snapshot.outcomes["outcome_id"])
    withdraw_document(store.engine, papers.HALF_NAME)
    withdraw_document(store.engine, papers.PLAN_NAME)
    assert not len(stored_corpus(store, snapshot_of(store)).index.beginning_with("консульт"))
    load(store, (papers.PLAN_NAME, papers.plan_text()))
    assert_same(store)


def test_of_too_many_new_measures_it_is_said_that_they_are_left_out(store: Store) -> None:
    load(store, (papers.PLAN_NAME, papers.plan_text()))
    refresh(store)
    load(store, (papers.HALF_NAME, papers.half_report_text()))
    snapshot = snapshot_of(store)
    told = len(np.unique(snapshot.outcomes["measure"]))
    assert stored_corpus(store, snapshot, most=told).left_out == 0
    left = stored_corpus(store, snapshot, most=told - 1)
    assert left.left_out == told
    [query] = [parse_query("консультації")]
    days = snapshot.rows("close")["as_of"]
    assert 0 < len(find(left, query, days)) <= len(find(snapshot.corpus, query, days))


def test_few_measures_need_no_index(store: Store) -> None:
    load(store, (papers.PLAN_NAME, papers.plan_text()))
    with store.engine.connect() as connection:
        rows = int(connection.execute(select(func.count()).select_from(search_words)).scalar_one())
    assert rows == 0
    assert refresh_index(store.engine, least=5) == 0 and not stretches(store)
    assert refresh_index(store.engine, least=4) == 1 and stretches(store) == [(0, 5)]
    assert refresh_index(store.engine, least=4) == 0


def test_small_segments_become_one(store: Store) -> None:
    load(store, (papers.PLAN_NAME, papers.plan_text()))
    refresh(store)
    load(store, (papers.HALF_NAME, papers.half_report_text()))
    refresh(store)
    [(_, middle), (_, last)] = stretches(store)
    assert stretches(store) == [(0, middle), (middle, last)]
    load(store, bundled("luhansk-2013.txt"))
    refresh(store)
    [(first, end)] = stretches(store)
    assert first == 0 and end > last
    load(store, bundled("chernihiv-2012.txt"))
    assert refresh(store, together=10) > 1
    assert stretches(store)[:2] == [(0, end), (end, end + 10)]


def test_replaced_segments_stay_for_those_who_read_them(store: Store) -> None:
    load(store, (papers.PLAN_NAME, papers.plan_text()))
    refresh(store)
    snapshot = snapshot_of(store)
    before, held = stored_corpus(store, snapshot), find_stored_segments(store.pages)
    days = snapshot.rows("close")["as_of"]
    wanted = find(snapshot.corpus, parse_query("консультації бюджет"), days).owner.tolist()
    load(store, bundled("luhansk-2013.txt"))
    refresh(store)
    load(store, (papers.HALF_NAME, papers.half_report_text()))
    refresh(store)
    assert find(before, parse_query("консультації бюджет"), days).owner.tolist() == wanted != []

    with write_transaction(store.engine) as connection:
        own = search_segments.c
        [(old, at)] = connection.execute(
            select(own.id, own.replaced_at).where(own.id.in_(held), own.replaced_at.is_not(None))
        )
        long_ago = update(search_segments).where(own.id == old)
        connection.execute(long_ago.values(replaced_at=at - timedelta(hours=2)))
    load(store, (papers.YEAR_NAME, papers.year_report_text()))
    refresh(store)
    with store.engine.connect() as connection:
        filled = set(connection.execute(select(search_places.c.segment_id).distinct()).scalars())
        known = set(connection.execute(select(own.id)).scalars())
    assert filled == known and old not in known


def test_after_a_change_of_the_rules_all_is_indexed_anew(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(store, (papers.PLAN_NAME, papers.plan_text()))
    for module in ("data.search.indexing", "data.search.segments"):
        monkeypatch.setattr(f"{module}.search_rules", lambda: "of an earlier product")
    refresh(store)
    monkeypatch.undo()
    assert find_stored_segments(store.pages) == ()
    assert refresh(store) == 1
    with store.engine.connect() as connection:
        marks = connection.execute(select(search_segments.c.rules)).scalars().all()
    assert len(marks) == 1 and len(marks[0]) == 64
    assert_same(store)


def in_line(told: str) -> str:
    """What a command said, whatever the width of its lines."""
    return " ".join(told.split())


def test_a_load_of_a_large_database_indexes_what_it_stored(
    store: Store,
    run_etl: Callable[..., Run],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("OGP_DATABASE_URL", store.url)
    plan, report = tmp_path / papers.PLAN_NAME, tmp_path / papers.HALF_NAME
    plan.write_bytes(papers.plan_text())
    report.write_bytes(papers.half_report_text())
    assert run_etl("load", plan).code == 0
    told = run_etl("index")
    assert (told.code, told.out) == (0, "") and "не більше ніж 200 000" in in_line(told.err)
    assert not stretches(store)

    monkeypatch.setattr("data.search.segments.LEAST_INDEXED", 4)
    assert (
        "Поповнення індексу пошуку: рядків — 5…\nІндекс пошуку поповнено." in run_etl("index").err
    )
    assert stretches(store) == [(0, 5)]
    assert "Індекс пошуку поповнено." in in_line(run_etl("load", report).err)
    assert stretches(store)[-1][1] > 5
    assert "Поповнювати нічого" in in_line(run_etl("index").err)


def test_a_load_whose_index_fails_is_stored(
    store: Store, run_etl: Callable[..., Run], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OGP_DATABASE_URL", store.url)
    monkeypatch.setattr("data.search.segments.LEAST_INDEXED", 0)
    monkeypatch.setattr("data.lock.WAIT_SECONDS", 0.1)
    fill = index.fill_index

    def while_another_writes(talk: Talk, engine: Engine) -> bool:
        with write_transaction(store.engine):
            return fill(talk, engine)

    plan = tmp_path / papers.PLAN_NAME
    plan.write_bytes(papers.plan_text())
    with monkeypatch.context() as busy:
        busy.setattr(index, "fill_index", while_another_writes)
        told = run_etl("load", plan)
    assert told.code == 0 and "Завантажене збережено, але індекс пошуку не поповнено" in in_line(
        told.err
    )
    assert len(snapshot_of(store).measures) == 5 and not stretches(store)
    assert run_etl("index").code == 0 and stretches(store) == [(0, 5)]
