"""Documents and plans as records."""

from __future__ import annotations

import pandas as pd

from dashboard import links
from dashboard.context import View
from dashboard.filters import href
from dashboard.metrics.sources import select_documents
from dashboard.names import region_name
from dashboard.records.fields import Field, Kind, Record
from data.i18n import Words
from data.model import DocumentKind, Programme

_PLACE_FILTERS = ("programme", "region", "plan", "year")
PROGRAMMES = tuple(Programme)
_HEADER = (
    Field("kind", codes=tuple(DocumentKind)),
    Field("title", optional=True),
    Field("programme", codes=PROGRAMMES),
    Field("region", optional=True),
    Field("region_name"),
    Field("year_start", Kind.INTEGER, optional=True),
    Field("year_end", Kind.INTEGER, optional=True),
    Field("approved_on", Kind.DAY, optional=True),
    Field("approved_by", optional=True),
    Field("period_start", Kind.DAY, optional=True),
    Field("period_end", Kind.DAY, optional=True),
    Field("report_date", Kind.DAY, optional=True),
    Field("demo", Kind.FLAG),
)


def region_names(words: Words, regions: pd.Series) -> pd.Series:
    """The name of each region's code, in the language of the words."""
    names = {iso: region_name(words, iso) for iso in regions.unique()}
    return regions.map(names).astype("str")


def in_demo(view: View, documents: pd.Series) -> pd.Series:
    """Whether each of these documents says of itself that its data are made up («Демонстраційні дані»)."""
    known = view.snapshot.documents
    return documents.isin(known.loc[known["is_demo"], "document_key"])


def _documents(view: View) -> pd.DataFrame:
    frame = select_documents(view.snapshot.documents, view.filters)
    return frame.sort_values("document_key", kind="stable")


def _describe_documents(view: View, rows: pd.DataFrame, root: str) -> pd.DataFrame:
    keys = rows["document_key"]
    return rows.rename(columns={"document": "file", "document_key": "document"}).assign(
        region=rows["region_iso"],
        region_name=region_names(view.words, rows["region_iso"]),
        demo=in_demo(view, rows["document_key"]),
        address=[root + links.source_link(key) for key in keys],
        source_address=[root + links.source_file_link(key) for key in keys],
    )


def _plans(view: View) -> pd.DataFrame:
    frame = select_documents(view.snapshot.plans, view.filters)
    return frame.sort_values("document_key", kind="stable")


def _describe_plans(view: View, rows: pd.DataFrame, root: str) -> pd.DataFrame:
    filters = view.filters.only(["as_of"])
    return rows.rename(columns={"document_key": "plan"}).assign(
        region=rows["region_iso"],
        region_name=region_names(view.words, rows["region_iso"]),
        demo=in_demo(view, rows["document_key"]),
        address=[
            root + href(links.OVERVIEW, filters.with_(plan=key)) for key in rows["document_key"]
        ],
    )


DOCUMENTS = Record(
    "documents",
    ("document",),
    (
        Field("document"),
        Field("file"),
        *_HEADER,
        Field("data_version", Kind.INTEGER),
        Field("loaded_at", Kind.MOMENT),
        Field("versions", Kind.INTEGER),
        Field("withdrawn", Kind.FLAG),
        Field("sha256"),
        Field("size", Kind.INTEGER),
        Field("rows", Kind.INTEGER),
        Field("measures", Kind.INTEGER),
        Field("outcomes", Kind.INTEGER),
        Field("errors", Kind.INTEGER),
        Field("warnings", Kind.INTEGER),
        Field("address", Kind.ADDRESS),
        Field("source_address", Kind.ADDRESS),
    ),
    _PLACE_FILTERS,
    _documents,
    _describe_documents,
)
PLANS = Record(
    "plans",
    ("plan",),
    (
        Field("plan"),
        *_HEADER,
        Field("counts_from", Kind.DAY, optional=True),
        Field("close_on", Kind.DAY, optional=True),
        Field("has_report", Kind.FLAG),
        Field("measures", Kind.INTEGER),
        Field("address", Kind.ADDRESS),
    ),
    (*_PLACE_FILTERS, "as_of"),
    _plans,
    _describe_plans,
    (("plan", "documents"),),
)
