"""What the versions of a plan made of one measure: added, changed field by field, dropped; newest first."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.panel import panel
from dashboard.components.version_changes import field_change
from dashboard.context import View
from dashboard.links import safe_url, source_link
from data.differences import Change, Edit
from data.i18n import Words


def measure_edits(view: View, document_key: str, edits: Sequence[Edit]) -> html.Section | None:
    """«Що змінилося»; None for a measure that every version has in the same words."""
    if not edits:
        return None
    items = [_item(view, document_key, edit) for edit in edits]
    return panel(view.words("measure.edits"), html.Ul(items, className="changes"))


def _item(view: View, document_key: str, edit: Edit) -> html.Li:
    words = view.words
    address = source_link(document_key, "", view.filters, version=edit.version)
    head: list[str | Component] = [
        html.B(words(f"measure.edit_{edit.change}")),
        " ",
        html.A(words("measure.edit_version", number=edit.version), href=safe_url(address)),
        html.Span(f" · {_when(words, edit)}", className="meta"),
    ]
    if edit.change is not Change.CHANGED:
        return html.Li(html.P(head))
    return html.Li([html.P(head), html.Dl([field_change(view, one) for one in edit.fields])])


def _when(words: Words, edit: Edit) -> str:
    loaded = words("measure.edit_loaded", moment=words.moment(edit.loaded_at))
    if edit.approved_on is None:
        return loaded
    return f"{words('measure.edit_approved', day=words.day(edit.approved_on))}, {loaded}"
