"""Responsible bodies and what they are named for, as records."""

from __future__ import annotations

import pandas as pd

from dashboard import links
from dashboard.context import View
from dashboard.records.fields import Field, Kind, Record
from dashboard.records.measures import MEASURE_FILTERS
from dashboard.records.places import region_names
from data.model import Role

# what says of a body wherever it stands
BODY_FIELDS = (
    Field("body_id"),
    Field("name"),
    Field("region", optional=True),
    Field("region_name"),
    Field("collective", Kind.FLAG),
)


def describe_bodies(view: View, rows: pd.DataFrame, root: str) -> pd.DataFrame:
    """Rows of bodies (body_id, region_iso) with their region's name and the address of their page."""
    return rows.assign(
        region=rows["region_iso"],
        region_name=region_names(view.words, rows["region_iso"]),
        address=[root + links.body_link(key, view.filters) for key in rows["body_id"]],
    )


def _assignments(view: View) -> pd.DataFrame:
    assigned = view.snapshot.assignments
    assigned = assigned[assigned["measure_id"].isin(view.rows["measure_id"])]
    return assigned.sort_values(["measure_id", "position"], kind="stable")


def _bodies(view: View) -> pd.DataFrame:
    assigned = _assignments(view)
    sizes = assigned.groupby("body_id", sort=False)["measure_id"].nunique()
    bodies = view.snapshot.bodies
    bodies = bodies[bodies["body_id"].isin(sizes.index)]
    return bodies.assign(measures=bodies["body_id"].map(sizes).astype("int64")).sort_values(
        "body_id", kind="stable"
    )


def _describe_assignments(view: View, rows: pd.DataFrame, root: str) -> pd.DataFrame:
    return rows.rename(columns={"body": "printed"})


BODIES = Record(
    "bodies",
    ("body_id",),
    (*BODY_FIELDS, Field("measures", Kind.INTEGER), Field("address", Kind.ADDRESS)),
    MEASURE_FILTERS,
    _bodies,
    describe_bodies,
)
ASSIGNMENTS = Record(
    "assignments",
    ("measure_id", "position"),
    (
        Field("measure_id"),
        Field("position", Kind.INTEGER),
        Field("body_id", optional=True),
        Field("name"),
        Field("printed"),
        Field("role", codes=tuple(Role)),
        Field("by_consent", Kind.FLAG),
        Field("collective", Kind.FLAG),
    ),
    MEASURE_FILTERS,
    _assignments,
    _describe_assignments,
    (("measure_id", "measures"), ("body_id", "bodies")),
)
