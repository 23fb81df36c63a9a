"""Frames have the declared columns and types whatever they hold, and speak of what is in the figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Connection, insert

from data import frames, queries
from data.errors import UnknownDocument
from data.issues import make_issue
from data.links import LinkDecision
from data.lock import write_transaction
from data.model import Fate, Place
from data.schema import links
from tests.database.conftest import Store
from tests.factories import (
    make_document,
    make_full_measure,
    make_link_row,
    make_measure,
    make_national_page,
    make_report,
)

PLAN = "UA-09-pvu-plan-2013"
REPORT = "UA-09-pvu-report-2017"
Fetch = Callable[[Connection], pd.DataFrame]

FRAMES: list[tuple[Fetch, type[frames.Frame]]] = [
    (queries.fetch_plans_frame, frames.PlansFrame),
    (queries.fetch_directions_frame, frames.DirectionsFrame),
    (queries.fetch_measures_frame, frames.MeasuresFrame),
    (queries.fetch_due_dates_frame, frames.DueDatesFrame),
    (queries.fetch_subtasks_frame, frames.SubtasksFrame),
    (queries.fetch_assignments_frame, frames.AssignmentsFrame),
    (queries.fetch_bodies_frame, frames.BodiesFrame),
    (queries.fetch_outcomes_frame, frames.OutcomesFrame),
    (queries.fetch_links_frame, frames.LinksFrame),
    (queries.fetch_evidence_frame, frames.EvidenceFrame),
    (queries.fetch_national_plans_frame, frames.NationalPlansFrame),
    (queries.fetch_national_facts_frame, frames.NationalFactsFrame),
    (queries.fetch_issues_frame, frames.IssuesFrame),
    (queries.fetch_documents_frame, frames.DocumentsFrame),
    (lambda connection: queries.fetch_source_rows_frame(connection, PLAN), frames.SourceRowsFrame),
    (lambda connection: queries.fetch_versions_frame(connection, PLAN), frames.VersionsFrame),
]
"""Every frame with its declaration; the last two are of one document."""


def _types(frame: pd.DataFrame) -> dict[str, str]:
    return {str(name): str(kind) for name, kind in frame.dtypes.items()}


def _declared(frame: type[frames.Frame]) -> dict[str, str]:
    return {
        name: str(pd.Series([], dtype=kind).dtype) for name, kind in frames.dtypes_of(frame).items()
    }


@pytest.fixture
def full(store: Store) -> Store:
    """A plan with every part, a report, the national page, and a link that a person rejected."""
    plan = make_document(
        [make_full_measure(1), make_measure(2, direction_number="")],
        issues=(
            make_issue("stray_comma", Place(line=11, table=1, row=1), "Структурні, підрозділи"),
            make_issue("deadline_missing", Place(line=20, table=1, row=2)),
        ),
    )
    store.load(plan, make_report(), make_national_page())
    rejected = make_link_row(f"{REPORT}:1.1", f"{PLAN}:1.1", LinkDecision.REJECTED)
    with write_transaction(store.engine) as connection:
        connection.execute(insert(links), [rejected])
    return store


def test_types_without_rows(store: Store) -> None:
    with store.pages.connect() as connection:
        for fetch, frame in FRAMES[:-2]:
            fetched = fetch(connection)
            assert (frame.__name__, len(fetched)) == (frame.__name__, 0)
            assert _types(fetched) == _declared(frame)
            frame.validate(fetched)


def test_types_with_rows(full: Store) -> None:
    with full.pages.connect() as connection:
        for fetch, frame in FRAMES:
            fetched = fetch(connection)
            assert len(fetched) > 0, frame.__name__
            assert _types(fetched) == _declared(frame)
            frame.validate(fetched)
            assert not fetched.select_dtypes("str").isna().any(axis=None)


def test_days_are_days_in_microseconds(full: Store) -> None:
    with full.pages.connect() as connection:
        due = queries.fetch_due_dates_frame(connection)
        plans = queries.fetch_plans_frame(connection).set_index("document_key")
    assert str(due["due"].dtype) == "datetime64[us]"
    first = due[due["measure_id"] == f"{PLAN}:1.1"]["due"]
    assert list(first) == [pd.Timestamp("2013-06-30"), pd.Timestamp("2013-12-31")]
    assert plans.loc[PLAN, "approved_on"] == pd.Timestamp("2013-02-01")
    assert pd.isna(plans.loc[REPORT, "approved_on"])


def test_the_documents_frame_counts_every_row(full: Store) -> None:
    with full.pages.connect() as connection:
        rows = queries.fetch_documents_frame(connection)
    fates = [f"rows_{fate.value}" for fate in Fate]
    assert (rows[fates].sum(axis=1) == rows["rows"]).all()
    plan = rows.set_index("document_key").loc[PLAN]
    told = (
        "rows_measure",
        "directions",
        "measures",
        "assignments",
        "outcomes",
        "warnings",
        "infos",
    )
    assert [plan[name] for name in told] == [2, 1, 2, 4, 1, 1, 1]
    page = rows.set_index("document_key").loc["UA-pvu-other-ogp-ukraine-about"]
    assert (page["national_plans"], page["national_facts"]) == (1, 2)


def test_assignments_carry_printed_and_common_names(full: Store) -> None:
    with full.pages.connect() as connection:
        rows = queries.fetch_assignments_frame(connection)
    first = rows[rows["measure_number"] == "1.1"].set_index("body")
    assert list(first["role"]) == ["responsible", "responsible", "coordinator"]
    assert list(first["by_consent"]) == [False, True, False]
    assert first.loc["відділ преси", ["body_id", "name"]].tolist() == ["", "відділ преси"]


def test_source_rows_keep_their_cells(full: Store) -> None:
    with full.pages.connect() as connection:
        rows = queries.fetch_source_rows_frame(connection, PLAN)
    printed = rows[rows["measure_id"] == f"{PLAN}:1.1"].iloc[0]
    assert printed["cells"][1] == "Забезпечити:\n- навчання;\n- конкурс."
    assert printed["headings"][0] == "№ з/п"
    assert rows["measure_position"].tolist() == [pd.NA, pd.NA, 1, 2]


def test_a_stretch_of_rows_is_read_without_the_others(full: Store) -> None:
    with full.pages.connect() as connection:
        rows = queries.fetch_source_rows_frame(connection, PLAN)
        some = queries.fetch_source_rows_frame(connection, PLAN, positions=range(2, 4))
        places = queries.fetch_source_places(connection, PLAN)
    assert some["position"].tolist() == [2, 3]
    assert some["cells"].tolist() == rows["cells"].tolist()[1:3]
    assert places == rows["place"].tolist()


def test_a_measure_shows_the_issues_of_its_own_row(full: Store) -> None:
    with full.pages.connect() as connection:
        first = queries.fetch_measure(connection, f"{PLAN}:1.1")
        second = queries.fetch_measure(connection, f"{PLAN}:1.2")
    assert first is not None
    assert second is not None
    assert [issue.code for issue in first.issues] == ["stray_comma"]
    assert [issue.code for issue in second.issues] == ["deadline_missing"]
    assert second.direction is None


def test_a_measure_names_the_reports_linked_to_it(full: Store) -> None:
    with write_transaction(full.engine) as connection:
        rows = [f"{PLAN}:1.1", *(f"{REPORT}:1.{n}" for n in (1, 2, 3))]
        connection.execute(insert(links), [make_link_row(row, f"{PLAN}:1.2") for row in rows])
    with full.pages.connect() as connection:
        found = queries.fetch_measure(connection, f"{PLAN}:1.2")
        linked = queries.fetch_outcomes_frame(connection)["plan_measure_id"]
    assert found is not None
    assert found.reported_by == (f"{PLAN}:1.1", *(f"{REPORT}:1.{n}" for n in (1, 2, 3)))
    assert set(linked) == {f"{PLAN}:1.2"}


@pytest.mark.parametrize(
    "fetch",
    [
        queries.fetch_source_rows_frame,
        queries.fetch_source_places,
        queries.fetch_versions_frame,
        queries.fetch_source_content,
    ],
)
def test_a_document_that_is_not_there(store: Store, fetch: Callable[..., Any]) -> None:
    with store.pages.connect() as connection, pytest.raises(UnknownDocument):
        fetch(connection, "UA-09\0")


def test_the_data_version_moves_with_loads_only(store: Store) -> None:
    with store.pages.connect() as connection:
        assert queries.current_data_version(connection) == 0
        assert queries.current_loaded_at(connection) is None
    store.load(make_document(), make_report(), make_document())
    with store.pages.connect() as connection:
        assert queries.current_data_version(connection) == 2
        assert queries.current_loaded_at(connection) is not None
