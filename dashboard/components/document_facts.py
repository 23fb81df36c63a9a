"""What stands at the head of a document: its own facts, the file, its versions."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.document_table import file_name, size_text
from dashboard.components.pairs import pairs
from dashboard.context import View
from dashboard.names import region_name, years_text
from data.i18n import Words
from data.tuples import day_of, each_row


def about_document(words: Words, version: Any) -> html.Dl:
    """What a version of a document says of itself, and what its file is."""
    region = (
        region_name(words, version.region_iso),
        years_text(version.year_start, version.year_end),
    )
    approved, start, end, told = (
        day_of(getattr(version, name))
        for name in ("approved_on", "period_start", "period_end", "report_date")
    )
    size = size_text(words, int(version.size))
    period = f"{words.day(start)} – {words.day(end)}" if start and end else ""
    return pairs(
        [
            (words("sources.file"), f"{file_name(words, version)} · {size}"),
            (words("sources.kind"), words(f"kind.{version.kind}")),
            (words("sources.head_region"), ", ".join(part for part in region if part)),
            (words("filters.programme"), words(f"programme.{version.programme}")),
            (words("sources.approved_on"), words.day(approved) if approved else ""),
            (words("sources.approved_by"), version.approved_by),
            (words("sources.period"), period),
            (words("sources.report_date"), words.day(told) if told else ""),
            (words("sources.loaded"), words.moment(version.loaded_at)),
            (words("sources.checksum"), html.Code(version.sha256)),
        ]
    )


def version_list(view: View, key: str, versions: pd.DataFrame, shown: Any) -> Component:
    """The versions of the document, the newest first; nothing where there is one only."""
    words = view.words
    if len(versions) < 2:
        return html.Span()
    items = []
    for version in each_row(versions):
        approved = day_of(version.approved_on)
        told = words(
            "sources.version_of" if approved is None else "sources.version_approved",
            number=version.number,
            day=words.day(approved) if approved else "",
            moment=words.moment(version.loaded_at),
            measures=words.plural("count.measures", version.measures),
        )
        address = links.source_link(key, "", view.filters, version=version.number)
        current = {"aria-current": "true"} if version.version_id == shown.version_id else {}
        items.append(
            html.Li(
                [
                    html.A(told, href=address, **current),
                    " ",
                    html.A(
                        words("sources.take_version"),
                        href=links.source_file_link(key, int(version.number)),
                        className="small",
                        **{"data-file": "1"},
                    ),
                ]
            )
        )
    return html.Div([html.H3(words("sources.versions")), html.Ol(items)], className="versions")
