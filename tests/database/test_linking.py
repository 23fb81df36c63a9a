"""Reports meet plans on a real database: in any order of loading, through new versions, and as people decide."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data import queries
from data.differences import Change, fetch_differences
from data.errors import LinkRefused
from data.link_store import affected_reports
from data.links import Link, LinkDecision, Paper
from data.migrating import upgrade
from data.model import Document
from data.snapshot import Snapshot, build_snapshot
from data.store import StoreOutcome, preview_document
from etl import match
from etl.export import export_tables
from etl.linking import decide, link_all, load_document, take_out_document
from tests.database.conftest import Connect, Store
from tests.factories import make_document, make_header
from tests.support import papers
from tests.support.commands import Run
from tests.support.reading import read_document

Etl = Callable[..., Run]
PLAN = "UA-53-pvu-plan-2014"
YEAR = "UA-53-pvu-report-2014"
HALF = "UA-53-pvu-report-2014-to-2014-06-30"
LATER = date(2015, 2, 1)


def read(name: str, content: bytes) -> Document:
    return read_document(name, content)


def documents() -> list[Document]:
    return [
        read(papers.PLAN_NAME, papers.plan_text()),
        read(papers.HALF_NAME, papers.half_report_text()),
        read(papers.YEAR_NAME, papers.year_report_text()),
    ]


@pytest.fixture
def linked(store: Store) -> Store:
    """The plan and both reports on it, loaded one after another."""
    for document in documents():
        load_document(store.engine, document)
    return store


def links_of(store: Store) -> dict[str, tuple[str, str]]:
    with store.pages.connect() as connection:
        frame = queries.fetch_links_frame(connection)
    return {
        row.report_measure_id.removeprefix("UA-53-pvu-"): (
            row.plan_measure_id.removeprefix("UA-53-pvu-"),
            row.decision,
        )
        for row in frame.itertuples()
    }


def snapshot_of(store: Store) -> Snapshot:
    return build_snapshot(store.pages, lambda: LATER)


def states(store: Store, as_of: date = LATER) -> dict[str, str]:
    rows = snapshot_of(store).rows(as_of)
    counted = rows[rows["counted"]]
    return dict(zip(counted["measure_id"], counted["state"].astype(str), strict=True))


EXPECTED = {
    "report-2014:1": ("plan-2014:1", "automatic"),
    "report-2014:2": ("plan-2014:3", "proposed"),
    "report-2014:3": ("plan-2014:2", "automatic"),
    "report-2014:4": ("plan-2014:4", "automatic"),
    "report-2014:5": ("", "outside"),
    "report-2014-to-2014-06-30:1": ("plan-2014:1", "automatic"),
    "report-2014-to-2014-06-30:4": ("plan-2014:4", "automatic"),
}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_loading_decides_nothing(
    store: Store, order: tuple[int, ...], tmp_path: Path
) -> None:
    given = documents()
    for index in order:
        load_document(store.engine, given[index])
    assert links_of(store) == EXPECTED
    with store.pages.connect() as connection:
        export_tables(connection, tmp_path)
    with (tmp_path / "outcomes.csv").open(encoding="utf-8", newline="") as file:
        told = {row["measure_id"]: row for row in csv.DictReader(file)}
    assert {
        key.removeprefix("UA-53-pvu-"): (row["plan_document"], row["plan_measure_number"])
        for key, row in told.items()
    } == {
        row: (papers.PLAN_NAME, aim.rpartition(":")[2]) if decision == "automatic" else ("", "")
        for row, (aim, decision) in EXPECTED.items()
    }
    assert states(store) == {
        f"{PLAN}:1": "completed",
        f"{PLAN}:2": "completed",
        f"{PLAN}:3": "no_report",
        f"{PLAN}:4": "completed",
        f"{PLAN}:5": "no_report",
    }


def test_exports_of_two_orders_are_the_same_bytes(
    store: Store, connect: Connect, tmp_path: Path
) -> None:
    other = connect(f"sqlite:///{tmp_path / 'other.sqlite'}")
    upgrade(other)
    plan, half, year = documents()
    for engine, order in ((store.engine, (plan, half, year)), (other, (year, half, plan))):
        for document in order:
            load_document(engine, document)
    for name, engine in (("one", store.engine), ("two", other)):
        with engine.connect() as connection:
            export_tables(connection, tmp_path / name)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert len(files) == 11
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_report_without_its_plan_carries_its_own_measures(store: Store) -> None:
    plan, _, year = documents()
    load_document(store.engine, year)
    assert links_of(store) == {}
    assert set(states(store)) == {f"{YEAR}:{n}" for n in range(1, 6)}
    load_document(store.engine, plan)
    assert {key for key in states(store) if key.startswith(YEAR)} == set()
    take_out_document(store.engine, plan.name)
    assert set(states(store)) == {f"{YEAR}:{n}" for n in range(1, 6)}
    assert links_of(store) == {}


def test_reports_on_one_plan_are_its_history(linked: Store) -> None:
    between = states(linked, date(2014, 9, 1))
    assert between[f"{PLAN}:1"] == "completed"
    assert between[f"{PLAN}:4"] == "not_done"
    snapshot = snapshot_of(linked)
    told = snapshot.outcomes[snapshot.outcomes["measure_id"] == f"{PLAN}:4"]
    assert sorted(told["document_key"]) == [YEAR, HALF]
    plan = snapshot.plans.set_index("document_key").loc[PLAN]
    assert plan["measures"] == 5
    assert plan["has_report"]
    assert plan["last_report"] == pd.Timestamp(2015, 1, 20)
    with linked.pages.connect() as connection:
        found = queries.fetch_measure(connection, f"{PLAN}:4")
    assert found is not None
    assert found.reported_by == (f"{HALF}:4", f"{YEAR}:4")


def test_rows_outside_the_plan_are_there_and_in_no_base(linked: Store) -> None:
    snapshot = snapshot_of(linked)
    assert list(snapshot.plans["document_key"]) == [PLAN]
    rows = snapshot.rows("close")
    outside = rows[rows["outside"]].set_index("measure_id")
    assert sorted(outside.index) == [f"{YEAR}:2", f"{YEAR}:5"]
    assert set(outside["plan_key"]) == {PLAN}
    assert not outside[["counted", "in_base", "reported", "due_soon"]].any(axis=None)
    assert outside.loc[f"{YEAR}:5", "state"] == "completed"
    assert set(outside["overdue"]) == {""}


def test_decisions_of_people_outlive_loads(linked: Store) -> None:
    decide(linked.engine, f"{YEAR}:2", f"{PLAN}:3", LinkDecision.ACCEPTED, "Координатор")
    assert links_of(linked)["report-2014:2"] == ("plan-2014:3", "accepted")
    assert states(linked)[f"{PLAN}:3"] == "partial"
    decide(linked.engine, f"{YEAR}:1", f"{PLAN}:1", LinkDecision.REJECTED)
    plan, _, year = documents()
    take_out_document(linked.engine, year.name)
    take_out_document(linked.engine, plan.name)
    load_document(linked.engine, year)
    load_document(linked.engine, plan)
    reworded = papers.year_report_text().replace("утворено 4".encode(), "утворено 5".encode())
    again = read(papers.YEAR_NAME, reworded)
    assert load_document(linked.engine, again).outcome is StoreOutcome.UPDATED
    found = links_of(linked)
    assert found["report-2014:2"] == ("plan-2014:3", "accepted")
    with linked.pages.connect() as connection:
        frame = queries.fetch_links_frame(connection)
    of_first = frame[frame["report_measure_id"] == f"{YEAR}:1"]
    assert sorted(of_first["decision"]) == ["outside", "rejected"]
    assert link_all(linked.engine) == 2
    assert links_of(linked) == found


def test_an_acceptance_takes_the_measure_from_another_row(linked: Store) -> None:
    decide(linked.engine, f"{YEAR}:5", f"{PLAN}:1", LinkDecision.ACCEPTED)
    found = links_of(linked)
    assert found["report-2014:5"] == ("plan-2014:1", "accepted")
    assert found["report-2014:1"] == ("", "outside")
    assert found["report-2014-to-2014-06-30:1"] == ("plan-2014:1", "automatic")
    with pytest.raises(LinkRefused) as caught:
        decide(linked.engine, f"{YEAR}:1", f"{PLAN}:1", LinkDecision.ACCEPTED)
    assert caught.value.code == "link_taken"
    decide(linked.engine, f"{YEAR}:5", f"{PLAN}:5", LinkDecision.ACCEPTED)
    assert links_of(linked)["report-2014:1"] == ("plan-2014:1", "automatic")


@pytest.mark.parametrize(
    ("row", "measure", "code"),
    [
        (f"{PLAN}:1", f"{PLAN}:1", "link_no_row"),
        (f"{YEAR}:99", f"{PLAN}:1", "link_no_row"),
        (f"{YEAR}:1", f"{YEAR}:1", "link_no_measure"),
        (f"{YEAR}:1", "", "link_no_measure"),
    ],
)
def test_what_cannot_be_linked_is_refused(linked: Store, row: str, measure: str, code: str) -> None:
    before = linked.counts()
    with pytest.raises(LinkRefused) as caught:
        decide(linked.engine, row, measure, LinkDecision.ACCEPTED)
    assert caught.value.code == code
    assert linked.counts() == before


def test_a_fault_while_linking_leaves_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, _, year = documents()
    load_document(store.engine, year)
    before = store.counts()

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("etl.linking.replace_links", fail)
    with pytest.raises(ZeroDivisionError):
        load_document(store.engine, plan)
    assert store.counts() == before


def test_loading_again_rewrites_no_link(linked: Store) -> None:
    with linked.pages.connect() as connection:
        before = queries.fetch_links_frame(connection)
        version = queries.current_data_version(connection)
    for document in documents():
        assert load_document(linked.engine, document).outcome is StoreOutcome.UNCHANGED
    with linked.pages.connect() as connection:
        assert queries.current_data_version(connection) == version
        pd.testing.assert_frame_equal(queries.fetch_links_frame(connection), before)


def test_a_preview_says_what_would_change_and_stores_nothing(linked: Store) -> None:
    before = linked.counts()
    revised = read(papers.PLAN_NAME, papers.revised_plan_text())
    preview = preview_document(linked.engine, revised)
    assert linked.counts() == before
    assert links_of(linked) == EXPECTED
    told = [(one.change, one.measure_id.removeprefix(PLAN)) for one in preview.differences]
    assert told == [(Change.HEADER, ""), (Change.CHANGED, ":5"), (Change.REMOVED, ":3")]
    (field,) = preview.differences[1].fields
    assert (field.name, field.old, field.new) == (
        "deadline_text",
        "до 25 грудня 2014 року",
        "до 31 грудня 2014 року",
    )
    assert load_document(linked.engine, revised).outcome is preview.result.outcome
    with linked.pages.connect() as connection:
        versions = queries.fetch_versions_frame(connection, PLAN)
        newest = int(versions["version_id"].iloc[0])
        assert fetch_differences(connection, newest) == preview.differences
        first = fetch_differences(connection, int(versions["version_id"].iloc[1]))
    assert {one.change for one in first} == {Change.ADDED}
    assert len(first) == 5


def test_a_plan_concerns_the_reports_of_its_region_and_years_only(linked: Store) -> None:
    other = make_document(name="other.txt", header=make_header(region_iso="UA-53", year_start=2013))
    far = make_document(name="far.txt", header=make_header(year_start=2014))
    undated = make_document(
        name="undated.txt", header=make_header(region_iso="UA-53", year_start=None)
    )
    keys = [load_document(linked.engine, one).document_key for one in (other, far, undated)]
    with linked.pages.connect() as connection:
        assert affected_reports(connection, PLAN) == [YEAR, HALF]
        assert affected_reports(connection, YEAR) == [YEAR]
        assert [affected_reports(connection, key) for key in keys] == [[], [], [YEAR, HALF]]
    assert links_of(linked) == EXPECTED


def test_the_same_again_differs_in_nothing(linked: Store) -> None:
    preview = preview_document(linked.engine, documents()[0])
    assert (preview.result.outcome, preview.differences) == (StoreOutcome.UNCHANGED, ())


@pytest.fixture
def files(tmp_path: Path, prepared_url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the plan, its reports and its revision; commands work on an empty database."""
    monkeypatch.setenv("OGP_DATABASE_URL", prepared_url)
    (tmp_path / papers.PLAN_NAME).write_bytes(papers.plan_text())
    (tmp_path / papers.HALF_NAME).write_bytes(papers.half_report_text())
    (tmp_path / papers.YEAR_NAME).write_bytes(papers.year_report_text())
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / papers.PLAN_NAME).write_bytes(papers.revised_plan_text())
    return tmp_path


def test_links_are_listed_decided_and_refused_by_commands(run_etl: Etl, files: Path) -> None:
    names = (papers.PLAN_NAME, papers.YEAR_NAME, papers.HALF_NAME)
    loaded = run_etl("load", *(files / name for name in names))
    assert loaded.code == 0
    assert loaded.err.endswith("поза планом: 2. Перелік: python -m etl links\n")
    listed = run_etl("links")
    assert listed.code == 0
    heads = [line for line in listed.out.splitlines() if not line.startswith(" ")]
    assert heads == [
        "Чекають на рішення (1)",
        "Поза планом: заходу плану не знайдено (1)",
        "Приєднано за правилом (5)",
    ]
    assert "номер інший, текст лише схожий" in listed.out
    assert "план  3  Утворення центрів надання адміністративних послуг" in listed.out
    assert listed.err == "Зв’язків 7, чекають на рішення 2.\n"
    queue = run_etl("links", "list", "--queue", "--report", papers.YEAR_NAME)
    assert "Приєднано" not in queue.out
    done = run_etl("links", "accept", f"{YEAR}:2", f"{PLAN}:3", "--by", "Координатор")
    assert (done.code, done.out) == (0, f"{YEAR}:2 → {PLAN}:3: прийнято\n")
    assert "рішення людини, Координатор" in run_etl("links").out
    refused = run_etl("links", "accept", f"{YEAR}:5", f"{PLAN}:3")
    assert (refused.code, refused.out) == (1, "")
    assert f"{YEAR}:2" in refused.err
    assert run_etl("links", "reject", f"{YEAR}:2", f"{PLAN}:3").code == 0
    assert "Відхилено людиною (1)" in run_etl("links").out
    assert "Rejected by a person (1)" in run_etl("links", "--lang", "en").out
    assert run_etl("links", "refresh").out == "Звітів зв’язано заново: 2.\n"
    assert run_etl("links", "accept", f"{YEAR}:2").code == 2
    assert run_etl("links", "list", "--report", "немає.txt").code == 1


def test_a_report_whose_plan_is_not_loaded_is_named(run_etl: Etl, files: Path) -> None:
    assert run_etl("load", files / papers.YEAR_NAME).code == 0
    run = run_etl("links")
    assert "Звіти, плану яких не завантажено" in run.out
    assert f"{papers.YEAR_NAME}  {YEAR}  5 заходів" in run.out


def test_a_dry_run_tells_and_stores_nothing(run_etl: Etl, files: Path) -> None:
    first = run_etl("load", "--dry-run", files / papers.PLAN_NAME)
    assert first.code == 0
    assert first.out.count("  Додано: ") == 5
    assert first.err.endswith("Версія даних 0.\nЦе була спроба: нічого не збережено.\n")
    assert "У базі ще нічого немає" in run_etl("status").out
    run_etl("load", files / papers.PLAN_NAME)
    run = run_etl("load", "--dry-run", files / "new" / papers.PLAN_NAME)
    assert "нова версія: заходів додано 0, змінено 1, знято 1" in run.out
    assert "дата затвердження  03.02.2014 → 11.08.2014" in run.out
    assert "строк  до 25 грудня 2014 року → до 31 грудня 2014 року" in run.out
    assert "Знято: 3 Утворення центрів" in run.out
    assert "1 версія" in run_etl("status").out
    unchanged = run_etl("load", "--dry-run", files / papers.PLAN_NAME)
    assert f"{papers.PLAN_NAME} — без змін" in unchanged.out


def of_community(name: str) -> list[Document]:
    """The plan and the half-year report of a community: as those of its region, and named in the title."""
    place = "у Полтавській області"
    texts = (papers.PLAN_NAME, papers.plan_text()), (papers.HALF_NAME, papers.half_report_text())
    return [
        read(f"{name} {file}", text.decode().replace(place, f"{place}, громада «{name}»").encode())
        for file, text in texts
    ]


def test_a_plan_of_another_community_matches_no_report_anew(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    matched: list[str] = []

    def link_report(report: Paper, *rest: Any) -> tuple[Link, ...]:
        matched.append(report.title.rpartition("«")[2].partition("»")[0])
        return match.link_report(report, *rest)

    monkeypatch.setattr("etl.linking.link_report", link_report)
    names = ("Калинова Балка", "Вербова Балка", "Дубова Левада")
    for name in names:
        for document in of_community(name):
            load_document(store.engine, document)
    assert matched == list(names)
    found = links_of(store)
    assert {decision for _, decision in found.values()} == {"automatic"}
    assert len(found) == 2 * len(names)
    link_all(store.engine)
    assert links_of(store) == found


def test_a_report_whose_own_plan_comes_late_is_matched_anew(store: Store) -> None:
    first, second = of_community("Калинова Балка"), of_community("Вербова Балка")
    for document in (first[0], second[1], second[0], first[1]):
        load_document(store.engine, document)
    found = links_of(store)
    link_all(store.engine)
    assert links_of(store) == found
    with store.pages.connect() as connection:
        frame = queries.fetch_links_frame(connection)
    own = {(row.report_document[:7], row.plan_document[:7]) for row in frame.itertuples()}
    assert own == {("Калинов", "Калинов"), ("Вербова", "Вербова")}
