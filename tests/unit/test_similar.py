"""«Хто це вже робив?» on frames of a few rows: whose measures are shown, in which order, in which groups."""

from typing import Any

from dashboard.metrics.similar import count_wordings, find_similar, group_similar, one_a_plan
from data.snapshot import Snapshot
from tests.support.rows import completed, make_snapshot, make_standing, make_standings, unreported

HEARINGS = "Проведення громадських слухань щодо обласного бюджету"
NEARLY = "Провести громадські слухання з питань бюджету міста та звіту"


def _snapshot(*rows: dict[str, Any]) -> Snapshot:
    others = [
        "Облік запитів",
        "Видання довідника активіста",
        "Навчання службовців",
        "Телефонна лінія",
    ]
    filling = [
        make_standing(f"f{n}", title=title, document_key="filling")
        for n, title in enumerate(others)
    ]
    return make_snapshot(make_standings(*rows, *filling))


def _found(snapshot: Snapshot) -> list[str]:
    return find_similar(snapshot, "own", "close")["measure_id"].tolist()


def _in(plan: str, **parts: Any) -> dict[str, Any]:
    return {"document_key": plan, "title": HEARINGS, **parts}


def test_own_plan_plans_not_begun_and_rows_outside_are_left_out() -> None:
    snapshot = _snapshot(
        make_standing("own", title=HEARINGS),
        make_standing("beside", title=HEARINGS),
        make_standing("early", **_in("q", counted=False)),
        make_standing("there", **_in("r")),
    )
    assert _found(snapshot) == ["there"]


def test_the_likest_come_first_then_the_completed_then_the_newest() -> None:
    snapshot = _snapshot(
        make_standing("own", title=HEARINGS),
        completed("near", **_in("a", title=NEARLY)),
        unreported("silent", **_in("b")),
        completed("old", **_in("c", year_start=2012)),
        completed("new", **_in("d", year_start=2017)),
    )
    assert _found(snapshot) == ["new", "old", "silent", "near"]


def test_another_theme_counts_for_less() -> None:
    snapshot = _snapshot(
        make_standing("own", title=HEARINGS),
        completed("elsewhere", **_in("a", theme="budget")),
        unreported("same", **_in("b")),
    )
    found = find_similar(snapshot, "own", "close")
    assert found["measure_id"].tolist() == ["same", "elsewhere"]


def test_a_measure_that_no_figure_counts_has_nothing_like_it() -> None:
    assert find_similar(_snapshot(make_standing("own", title=HEARINGS)), "gone", "close").empty


def test_one_a_plan_keeps_the_likest() -> None:
    snapshot = _snapshot(
        make_standing("own", title=HEARINGS),
        make_standing("near", **_in("a", title=NEARLY)),
        make_standing("equal", **_in("a")),
    )
    found = find_similar(snapshot, "own", "close")
    assert one_a_plan(found)["measure_id"].tolist() == ["equal"]


def test_a_group_needs_two_plans_and_one_theme() -> None:
    snapshot = _snapshot(
        completed("a", title=HEARINGS),
        unreported("b", **_in("q")),
        completed("c", **_in("r", theme="budget")),
        completed("d", title="Створення центру адміністративних послуг району", document_key="r"),
    )
    [group] = group_similar(snapshot, snapshot.rows("close"), "close")
    assert group.rows["measure_id"].tolist() == ["a", "b"]
    assert (group.plans, group.completed) == (2, 1)


def test_a_group_begins_in_the_view_and_looks_everywhere() -> None:
    snapshot = _snapshot(completed("a", title=HEARINGS), unreported("b", **_in("q")))
    rows = snapshot.rows("close")
    [group] = group_similar(snapshot, rows[rows["measure_id"] == "b"], "close")
    assert group.rows["measure_id"].tolist() == ["a", "b"]
    assert group_similar(snapshot, rows[rows["measure_id"] == "f1"], "close") == []


def test_equal_texts_are_one_wording() -> None:
    snapshot = _snapshot(completed("a", title=HEARINGS), unreported("b", **_in("q")))
    assert count_wordings(snapshot, snapshot.rows("close")) == 5
