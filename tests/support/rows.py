"""Frames of a few rows for tests of figures: each row names what matters, the rest is a measure not yet due."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd

from data.model import State
from data.snapshot import Snapshot

_NOTHING = pd.DataFrame()


def make_standing(measure_id: str = "a", **parts: Any) -> dict[str, Any]:
    """A measure of the plan `p` of Luhansk oblast for 2013 as it stands on a day."""
    years = {"year_start": 2013, "year_end": parts.get("year_start", 2013)}
    return {
        "measure_id": measure_id,
        "document_key": "p",
        "plan_key": parts.get("document_key", "p"),
        "programme": "pvu",
        "region_iso": "UA-09",
        **years,
        "direction_key": "p:1",
        "theme": "participation",
        "as_of": pd.Timestamp(2014, 1, 31),
        "counted": True,
        "outside": False,
        "state": State.NOT_DUE.value,
        "overdue": "",
        "days_overdue": 0,
        "due_soon": False,
        "in_base": False,
        "reported": False,
        "early": False,
        "due_first": pd.NaT,
        "due_last": pd.NaT,
        **parts,
    }


def make_standings(*rows: dict[str, Any]) -> pd.DataFrame:
    """The rows of a view; years are whole numbers that may be absent, as in a snapshot."""
    frame = pd.DataFrame(list(rows) or [make_standing()])
    frame = frame if rows else frame.iloc[:0]
    return frame.astype({"year_start": "Int64", "year_end": "Int64"})


def completed(measure_id: str = "a", **parts: Any) -> dict[str, Any]:
    """A measure of the base that a report says is completed."""
    known = {"state": State.COMPLETED.value, "in_base": True, "reported": True}
    return make_standing(measure_id, **{**known, **parts})


def unreported(measure_id: str = "a", days: int = 31, **parts: Any) -> dict[str, Any]:
    """A measure of the base whose date is past and of which no report speaks."""
    known = {"state": State.NO_REPORT.value, "in_base": True, "overdue": "unreported"}
    return make_standing(measure_id, **{**known, "days_overdue": days, **parts})


def overdue(measure_id: str = "a", days: int = 31, **parts: Any) -> dict[str, Any]:
    """A measure of the base that a report says is not done."""
    known = {"state": State.NOT_DONE.value, "in_base": True, "reported": True}
    late = {"overdue": "overdue", "days_overdue": days}
    return make_standing(measure_id, **{**known, **late, **parts})


def make_assignments(*pairs: Sequence[Any]) -> pd.DataFrame:
    """Who answers: (measure, body), (measure, body, role) or (measure, body, role, by consent)."""
    usual = ("", "", "responsible", False)
    rows = [(*pair, *usual[len(pair) :]) for pair in pairs]
    return pd.DataFrame(rows, columns=["measure_id", "body_id", "role", "by_consent"]).astype(
        {"by_consent": "bool"}
    )


def make_snapshot(
    rows: pd.DataFrame,
    assignments: pd.DataFrame | None = None,
    collective: Iterable[str] = (),
    dues: dict[str, Sequence[date]] | None = None,
) -> Snapshot:
    """A snapshot that holds these measures, who answers for them and their due dates; bodies are named by their ids."""
    pairs = make_assignments() if assignments is None else assignments
    places = dict(zip(rows["measure_id"], rows.index, strict=True))
    known = pairs["measure_id"].isin(list(places))
    pairs = pairs[known].assign(measure=pairs["measure_id"].map(places))
    pairs = pairs.astype({"measure": "int64"}).sort_values("measure", kind="stable")
    named = pairs["body_id"].isin(list(collective))
    pairs = pairs.assign(name=pairs["body_id"], collective=named)
    bodies = sorted(set(pairs["body_id"]))
    measures = rows.assign(
        due_dates=[tuple((dues or {}).get(key, ())) for key in rows["measure_id"]]
    )
    snapshot = Snapshot(
        version=1,
        loaded_at=datetime(2026, 11, 21),
        documents=_NOTHING,
        bodies=pd.DataFrame(
            {
                "body_id": bodies,
                "name": bodies,
                "region_iso": ["UA-09"] * len(bodies),
                "collective": [body in set(collective) for body in bodies],
            }
        ),
        assignments=pairs,
        issues=_NOTHING,
        waiting_links=_NOTHING,
        overrides=_NOTHING,
        national_plans=_NOTHING,
        national_facts=_NOTHING,
        measures=measures,
        outcomes=_NOTHING,
        plan_frame=_NOTHING,
        today=lambda: date(2026, 11, 21),
        spans=None,  # type: ignore[arg-type]
    )
    snapshot._memo[("close", date(2026, 11, 21))] = measures
    return snapshot
