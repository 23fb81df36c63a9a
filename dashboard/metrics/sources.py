"""What became of the rows of documents, and what in them waits for a look."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

import pandas as pd

from dashboard.metrics.selection import Place
from data.model import DocumentKind, Fate, Severity

IN_TABLES: Final = tuple(fate for fate in Fate if fate is not Fate.TEXT)


@dataclass(frozen=True, slots=True)
class RowFlow:
    """The balance of rows: `rows` read in tables and lists, what became of each, and `text` outside them.

    `lost` is what no fate accounts for: 0, or the reading is wrong (reading rule 49).
    """

    documents: int = 0
    rows: int = 0
    text: int = 0
    fates: dict[Fate, int] = field(default_factory=dict)

    @property
    def lost(self) -> int:
        """Rows without a fate."""
        return self.rows - sum(self.fates.values())

    @property
    def measures(self) -> int:
        """Rows that became measures."""
        return self.fates.get(Fate.MEASURE, 0)


@dataclass(frozen=True, slots=True)
class IssueGroup:
    """Issues of one kind in one document: the words they concern and their places, in printed order."""

    document_key: str
    document: str
    code: str
    severity: Severity
    issues: tuple[tuple[str, str, str], ...]
    """Of each its place, the raw words and the hint."""


def select_documents(documents: pd.DataFrame, place: Place) -> pd.DataFrame:
    """The documents of the chosen programmes, regions, plans and years, in the order of regions and years."""
    chosen = documents[_chosen(documents, place)]
    return chosen.sort_values(["region_iso", "year_start", "document"], kind="stable")


def _chosen(documents: pd.DataFrame, place: Place) -> pd.Series[bool]:
    mask = pd.Series(True, index=documents.index)
    for column, chosen in (
        ("programme", place.programme),
        ("region_iso", place.region),
        ("document_key", place.plan),
    ):
        if chosen:
            mask &= documents[column].isin(list(chosen))
    if place.year:
        first = documents["year_start"].astype("float64")
        last = documents["year_end"].astype("float64")
        years = [first.le(year) & last.ge(year) for year in place.year]
        mask &= pd.concat(years, axis=1).any(axis=1)
    return mask


def count_demo(
    documents: pd.DataFrame, place: Place, keys: Collection[str] = ()
) -> tuple[int, int]:
    """How many documents of a view are demo data, and of how many; `keys` are those a page is about, if it is."""
    of_view = _chosen(documents, place) & ~documents["withdrawn"]
    chosen = documents["document_key"].isin(list(keys)) if keys else of_view
    return int(documents.loc[chosen, "is_demo"].sum()), int(chosen.sum())


def without_plan(documents: pd.DataFrame, measures: pd.DataFrame) -> pd.Series[bool]:
    """For each document whether it is a report that counts its own measures, as its plan is not loaded.

    `measures` are those of the snapshot: rows of a report that meets its plan count with the plan.
    """
    is_report = documents["kind"] == DocumentKind.REPORT.value
    return is_report & documents["document_key"].isin(measures["plan_key"])


def count_rows(documents: pd.DataFrame) -> RowFlow:
    """The balance of rows over documents (a frame of `DocumentsFrame`'s columns)."""
    text = int(documents["rows_text"].sum())
    return RowFlow(
        documents=len(documents),
        rows=int(documents["rows"].sum()) - text,
        text=text,
        fates={fate: int(documents[f"rows_{fate.value}"].sum()) for fate in IN_TABLES},
    )


def count_issue_groups(issues: pd.DataFrame) -> int:
    """In how many groups `group_issues` puts them."""
    return len(issues[["severity", "document_key", "code"]].drop_duplicates())


def group_issues(issues: pd.DataFrame, first: int = 0, last: int | None = None) -> list[IssueGroup]:
    """Issues grouped by document and code, the gravest first, then as their documents and rows come.

    Of very many groups those from the place `first` up to, not with, `last` are made.
    """
    order = {severity.value: rank for rank, severity in enumerate(Severity)}
    ranked = issues.assign(rank=issues["severity"].map(order).astype("int64"))
    ranked = ranked.sort_values(["rank", "document", "position"], kind="stable")
    groups = ranked.groupby(["rank", "document_key", "code"], sort=False)
    return [
        IssueGroup(
            document_key=str(key[1]),
            document=str(rows["document"].iloc[0]),
            code=str(key[2]),
            severity=Severity(rows["severity"].iloc[0]),
            issues=tuple(zip(rows["place"], rows["raw"], rows["hint"], strict=True)),
        )
        for key, rows in islice(groups, first, last)
    ]


def count_to_check(issues: pd.DataFrame) -> int:
    """How many issues ask for a person's look: errors and warnings."""
    return int(issues["severity"].isin([Severity.ERROR.value, Severity.WARNING.value]).sum())
