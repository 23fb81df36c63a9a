"""The API told for people: an example, the parameters, the rules of answers, the refusals and every field."""

from __future__ import annotations

from collections.abc import Iterable

from dash.development.base_component import Component

from dashboard import html
from dashboard.api.parameters import LIMIT, MOST, PARAMETERS
from dashboard.components.button import file_link
from dashboard.components.icon import icon
from dashboard.components.open_files import metric_addresses
from dashboard.components.pairs import pairs
from dashboard.components.panel import panel
from dashboard.components.table import Column, table
from dashboard.components.typography import nbsp
from dashboard.context import View
from dashboard.filters import href
from dashboard.links import API, EMBED, OPENAPI, definitions_link
from dashboard.records import METRICS, TABLES
from dashboard.records.fields import Record
from data.i18n import Words

PROBLEMS = ("bad_parameter", "not_found", "read_only", "too_many", "no_data")
_EMBEDDED = ("completion", "regions", "late")
_EXAMPLES = (
    ("overdue", f"{API}/measures?region=UA-09&year=2013&rows=unreported"),
    ("csv", f"{API}/outcomes?plan=UA-09-civil-society-report-2017&format=csv"),
    ("figures", f"{API}/metrics/completion?group=theme&as_of=2018-01-31"),
)


def open_api(view: View) -> html.Section:
    """The panel of the API; its refusals have addresses, which answers point to."""
    words = view.words
    return panel(
        words("opendata.api"),
        html.H3(words("opendata.examples")),
        _examples(view),
        html.H3(words("opendata.metrics")),
        html.P(
            html.A(words("opendata.how_we_count"), href=definitions_link(view.filters)),
            className="small",
        ),
        metric_addresses(view),
        html.H3(words("opendata.parameters")),
        html.P(nbsp(words("opendata.parameters_about")), className="small mut"),
        _parameters(words),
        html.H3(words("opendata.answers")),
        _rules(words),
        html.H3(words("opendata.problems")),
        _problems(words),
        html.H3(words("opendata.fields")),
        *(_fields(record, words) for record in (*TABLES, *METRICS)),
        subtitle=words("opendata.api_sub"),
        acts=[
            file_link(
                words("opendata.openapi"),
                href(OPENAPI, view.filters.only([])),
                "box-arrow-up-right",
            )
        ],
        class_name="open-api",
    )


def _examples(view: View) -> html.Dl:
    language = f"&lang={view.filters.lang}" if view.filters.lang else ""
    return pairs(
        (
            view.words(f"opendata.example_{name}"),
            html.A(html.Code(address), href=address + language, **{"data-file": "1"}),
        )
        for name, address in _EXAMPLES
    )


def _parameters(words: Words) -> html.Div:
    rows: list[list[str | int | Component | None]] = [
        [
            html.Code(parameter.name),
            html.Span(nbsp(words(f"api.parameter_{parameter.name}"))),
            html.Span(parameter.wanted(words), className="small"),
            words("opendata.many") if parameter.many else words("opendata.once"),
        ]
        for parameter in PARAMETERS.values()
    ]
    heads = ("parameter", "meaning", "takes", "times")
    columns = [Column(words(f"opendata.{head}")) for head in heads]
    return table(words("opendata.parameters"), columns, rows, class_name="open-tables")


def _rules(words: Words) -> html.Ul:
    told = {"limit": {"usual": LIMIT, "most": words.number(MOST)}}
    names = ("read_only", "limit", "links", "etag", "cors", "csv", "texts")
    return html.Ul(
        [html.Li(nbsp(words(f"opendata.rule_{name}", **told.get(name, {})))) for name in names],
        className="open-rules small",
    )


def _problems(words: Words) -> html.Dl:
    children: list[Component] = []
    for kind in PROBLEMS:
        children += [
            html.Dt(words(f"api.problem_{kind}"), id=f"problem-{kind.replace('_', '-')}"),
            html.Dd(nbsp(words(f"api.problem_{kind}_about"))),
        ]
    return html.Dl(children, className="pairs")


def _fields(record: Record, words: Words) -> html.Details:
    rows: Iterable[list[str | int | Component | None]] = (
        [
            html.Code(field.name),
            words(f"opendata.kind_{field.kind}")
            + (f", {words('opendata.or_null')}" if field.optional else ""),
            html.Span(
                [
                    field.description(record.name, words),
                    html.Span(", ".join(field.codes), className="meta line") if field.codes else "",
                ]
            ),
        ]
        for field in record.fields
    )
    columns = [Column(words(f"opendata.{head}")) for head in ("field", "type", "meaning")]
    title = words(f"records.{record.name}")
    shown = table(title, columns, list(rows), class_name="open-tables")
    summary = html.Summary([icon("table"), f"{title} ({record.name})"])
    return html.Details([summary, shown], className="twin open-fields")


def _embedded(view: View, name: str) -> list[Component | str]:
    """A chart by its name in the address, with what it shows."""
    address = href(f"{EMBED}/{name}", view.filters.only([]))
    shown = html.A(view.words(f"opendata.embed_{name}"), href=address, **{"data-file": "1"})
    return [shown, " — ", html.Code(name)]


def open_embed(view: View) -> html.Section:
    """How a chart comes onto another site, and whether this server lets it."""
    words = view.words
    allowed = view.services.settings.embed_origins
    state = (
        words("opendata.embed_sites", sites=allowed) if allowed else words("opendata.embed_none")
    )
    source = f"https://{words('opendata.host')}{EMBED}/completion?region=UA-09&amp;year=2017"
    frame = f'<iframe src="{source}" width="100%" height="480"></iframe>'
    return panel(
        words("opendata.embed"),
        html.P(nbsp(words("opendata.embed_how")), className="small"),
        html.Pre(html.Code(frame), className="open-code"),
        html.P(nbsp(state), className="small mut"),
        html.P(words("opendata.embed_try"), className="small"),
        html.Ul([html.Li(_embedded(view, name)) for name in _EMBEDDED], className="small plain"),
        class_name="open-text",
    )
