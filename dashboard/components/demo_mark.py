"""«Демонстраційні дані»: a banner over every page that shows made-up documents."""

from __future__ import annotations

from dashboard import html
from dashboard.components.icon import icon
from dashboard.components.typography import nbsp
from dashboard.context import View
from dashboard.metrics.sources import count_demo


def demo_mark(view: View) -> html.Div | None:
    """The banner, with how many of the documents in view are demo data; None where none is."""
    words = view.words
    keys = _keys(view)
    found, documents = (
        count_demo(view.snapshot.documents, view.filters, keys) if keys else view.demo
    )
    if not found:
        return None
    told = (
        words("shell.demo_all")
        if found == documents
        else words("shell.demo_some", found=words.number(found), all=words.number(documents))
    )
    sign = html.Span(icon("exclamation-triangle-fill"), className="sw st-due_soon")
    return html.Div(
        [sign, html.P([html.B(words("shell.demo")), f" — {nbsp(told)}"])],
        className="note demo-mark",
        role="note",
    )


def _keys(view: View) -> tuple[str, ...]:
    """The one document that a page is about, by its own key or that of its measure."""
    named = view.variables.get("document_key") or view.variables.get("measure_id", "")
    key = named.partition(":")[0]
    return (key,) if key else ()
