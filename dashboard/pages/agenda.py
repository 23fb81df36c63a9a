"""Порядок денний: the sheet of a meeting as it prints, and its files."""

from __future__ import annotations

from typing import Final

from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.agenda_sheet import agenda_sheet
from dashboard.components.button import link_button
from dashboard.components.empty import empty_selection
from dashboard.components.icon import icon
from dashboard.components.late_lists import list_choice, nothing_late
from dashboard.components.segments import segments
from dashboard.components.typography import nbsp
from dashboard.context import ALL_FILTERS, Page, View
from dashboard.filters import href
from dashboard.lists.agenda import WHOLE_UP_TO, Agenda
from dashboard.lists.arrange import PARAMETERS
from dashboard.lists.late import chosen_list, count_lists, of_list
from dashboard.lists.listing import BY_BODY, BY_DIRECTION, Listing
from dashboard.names import region_name

_NARROWING: Final = 30
_PRINTED: Final = ("body", "direction")


def layout(view: View) -> list[Component]:
    """The agenda of the list that the address names; one too long for paper says how to narrow it."""
    if view.population.empty or not view.population["counted"].any():
        return [empty_selection(of_list(view, None))]
    counts = count_lists(view)
    name = chosen_list(view, counts)
    agenda = Agenda(Listing(of_list(view, name)), view.variables)
    choices = html.Div(list_choice(view, name, counts), className="toolbar")
    if not agenda.sections:
        return [
            _crumb(agenda),
            html.H1(view.words("agenda.heading"), className="answer"),
            choices,
            nothing_late(agenda.view, name, counts),
        ]
    if not agenda.is_whole:
        return [_crumb(agenda), *_too_long(agenda), choices, _narrower(agenda)]
    choices.children = [
        choices.children,
        _grouping(agenda),
        html.Span(className="grow"),
        _takeaway(agenda),
    ]
    return [_crumb(agenda), choices, agenda_sheet(agenda)]


def _crumb(agenda: Agenda) -> html.Nav:
    words = agenda.view.words
    back = links.with_parameters(href(links.OVERDUE, agenda.view.filters), **agenda.arranged)
    return html.Nav(
        [
            html.A(words("overdue.title"), href=back),
            icon("chevron-right"),
            html.Span(words("agenda.title")),
        ],
        className="crumb",
        **{"aria-label": words("body.crumb")},
    )


def _grouping(agenda: Agenda) -> html.Div:
    view = agenda.view
    return segments(
        view.words("lists.grouping"),
        [
            (view.words(f"lists.group_{one}"), view.link(group=one), agenda.grouping == one)
            for one in (BY_BODY, BY_DIRECTION)
        ],
    )


def _takeaway(agenda: Agenda) -> html.Div:
    """The files, the printer, the projector."""
    words, filters = agenda.view.words, agenda.view.filters
    files = [
        _file(agenda, name, words(f"agenda.{kind}"), words(f"agenda.{kind}_why"))
        for kind, name in (
            ("docx", links.AGENDA_DOCX),
            ("pdf", links.AGENDA_PDF),
            ("xlsx", links.AGENDA_XLSX),
        )
    ]
    printer = html.Button(
        [icon("printer"), words("common.print")],
        type="button",
        className="btn-2",
        **{"data-act": "print"},
    )
    meeting = links.with_parameters(href(links.MEETING, filters), **agenda.arranged)
    screen = link_button(words("meeting.title"), meeting, main=True, icon_name="arrows-fullscreen")
    return html.Div([*files, printer, screen], className="files")


def _file(agenda: Agenda, name: str, text: str, why: str) -> html.A:
    address = links.rows_file_link(agenda.view.filters, name)
    return html.A(
        [icon("download"), text],
        href=links.with_parameters(address, **agenda.arranged),
        className="btn-2",
        title=why,
        **{"data-file": "1"},
    )


def _too_long(agenda: Agenda) -> list[Component]:
    words = agenda.view.words
    number = words.number
    return [
        html.H1(nbsp(words.plural("agenda.too_long", agenda.rows)), className="answer"),
        html.P(nbsp(words("agenda.narrow", limit=number(WHOLE_UP_TO))), className="sub"),
    ]


def _narrower(agenda: Agenda) -> html.Section:
    """Agendas of a part each, those with most measures first; the whole as a workbook."""
    view, words = agenda.view, agenda.view.words
    field, parts = _parts(agenda)
    items = [
        html.Li(
            [
                html.A(
                    html.Span(nbsp(name), lang="uk" if field in _PRINTED else None),
                    href=links.with_parameters(view.link(**{field: key}), **agenda.arranged),
                ),
                " ",
                html.Span(words.plural("count.measures", count), className="mut"),
            ]
        )
        for key, name, count in sorted(parts, key=lambda part: -part[2])[:_NARROWING]
    ]
    whole = _file(agenda, links.AGENDA_XLSX, words("agenda.whole"), words("agenda.xlsx_why"))
    return html.Section(
        [html.H2(words(f"agenda.narrower_{field}")), html.Ul(items), whole],
        className="panel agenda-narrower",
    )


def _parts(agenda: Agenda) -> tuple[str, list[tuple[str, str, int]]]:
    """By which filter the rows fall into parts, and the value, name and count of each."""
    words, rows = agenda.view.words, agenda.view.rows
    regions = rows["region_iso"].astype("str").value_counts()
    if len(regions) > 1:
        named = [
            (str(iso), region_name(words, str(iso)), int(n)) for iso, n in regions.items() if iso
        ]
        return "region", named
    plans = rows["plan_key"].astype("str").value_counts()
    if len(plans) > 1:
        names = agenda.listing.names.plans
        return "plan", [(str(key), names[key], int(n)) for key, n in plans.items()]
    named = [one for one in agenda.sections if one.body_id or one.document_key]
    field = "direction" if agenda.grouping == BY_DIRECTION else "body"
    return field, [(one.body_id or one.key, one.name, len(one)) for one in named]


PAGE: Final = Page(
    path=links.AGENDA,
    title_key="agenda.title",
    layout=layout,
    filters=ALL_FILTERS,
    in_menu=False,
    parameters=PARAMETERS,
    said=("rows",),
)
