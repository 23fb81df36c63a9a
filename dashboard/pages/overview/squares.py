"""Measure by measure: one square is one measure, its colour, sign and pattern are its state."""

from __future__ import annotations

from typing import Any, Final

from dashboard import html, links
from dashboard.components.icon import icon
from dashboard.components.panel import section
from dashboard.components.picture import panel_picture, picture_key
from dashboard.components.state import state_key
from dashboard.components.typography import nbsp
from dashboard.context import View
from dashboard.ids import BY_MEASURE
from dashboard.look import STATES
from dashboard.names import plan_titles
from data.tuples import each_row

# more would be wallpaper
MOST_MEASURES: Final = 120
_OF_ROW: Final = (
    *("document_key", "direction_key", "direction_number", "direction_title"),
    *("measure_id", "number", "title", "state"),
)


def squares(view: View) -> list[html.Section]:
    """The measures of the view by direction, and by plan where there are several; nothing above 120."""
    rows = view.rows
    if len(rows) > MOST_MEASURES:
        return []
    words = view.words
    lines_of: dict[tuple[str, str], list[Any]] = {}
    for row in each_row(rows, _OF_ROW):
        lines_of.setdefault((row.document_key, row.direction_key), []).append(row)
    plans = list(dict.fromkeys(plan for plan, _ in lines_of))
    names = plan_titles(view, plans)
    lines: list[html.Tr] = []
    shown = ""
    for (plan, _), measures in lines_of.items():
        if len(plans) > 1 and plan != shown:
            lines.append(html.Tr(html.Th(names[plan], colSpan=3, scope="rowgroup"), className="gh"))
            shown = plan
        lines.append(_line(view, measures))
    head = html.Tr(
        [
            html.Th(words("common.number"), scope="col"),
            html.Th(words("overview.direction"), scope="col"),
            html.Th(words("overview.measures"), scope="col"),
        ]
    )
    held = {row.state for measures in lines_of.values() for row in measures}
    present = [name for name in STATES if name in held]
    caption = html.Caption(words("overview.squares"), className="vh")
    body = html.Table([caption, html.Thead(head), html.Tbody(lines)], className="cards squares")
    return [
        section(
            words("overview.squares"),
            picture_key(state_key(present, words)),
            html.Div(body, className="tw spaced"),
            html.Div(panel_picture(view, "squares"), className="under-chart alone"),
            subtitle=words("overview.squares_what"),
            anchor=BY_MEASURE,
        )
    ]


def _line(view: View, measures: list[Any]) -> html.Tr:
    first = measures[0]
    title = first.direction_title or view.words("overview.no_direction")
    spoken = {"lang": "uk"} if first.direction_title else {}
    return html.Tr(
        [
            html.Td(first.direction_number or "·", className="n"),
            html.Td(html.Span(nbsp(title), className="clamp2", title=title, **spoken)),
            html.Td(
                html.Div([_square(view, row) for row in measures], className="units"),
                className="wide",
            ),
        ]
    )


def _square(view: View, row: Any) -> html.A:
    look = STATES[row.state]
    word = view.words(look.word)
    return html.A(
        html.Span([icon(look.icon), row.number or "—"]),
        href=links.measure_link(row.measure_id, view.filters),
        className=f"unit {look.css}",
        title=f"{row.number} {row.title}: {word}",
        **{"aria-label": f"{row.number}: {word}"},
    )
