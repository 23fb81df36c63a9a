"""The measures of one body: late told by reports, late without reports, near, and the rest."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.pill import pill
from dashboard.components.scrolling import scrolling
from dashboard.components.segments import segments
from dashboard.components.state import state
from dashboard.components.typography import nbsp
from dashboard.context import View
from dashboard.lists.lines import Line, read_lines
from dashboard.metrics.selection import Array, find_rows
from dashboard.names import plan_titles
from data.i18n import Words
from data.model import Role

ROLE_GROUPS: Final = (*(role.value for role in Role), "by_consent")
MOST_ROWS: Final = 20
_LISTS: Final = ("overdue", "unreported", "due_soon")


def body_lists(view: View, body_id: str, page: View) -> list[Component]:
    """The lists with the choice of a role over them; `view` holds the body's rows, `page` its address."""
    own = body_roles(view, body_id)
    chosen = page.filters.group if page.filters.group in ROLE_GROUPS else ""
    rows = view.rows
    shown = rows["measure_id"].isin(in_role(own, chosen)).to_numpy() if chosen else True
    near, late = rows["due_soon"].to_numpy(dtype=bool), rows["overdue"].array
    sections = [
        _section(view, np.flatnonzero(shown & mask), name, own)
        for name, mask in (
            ("overdue", np.asarray(late == "overdue")),
            ("unreported", np.asarray(late == "unreported")),
            ("due_soon", near),
            (None, np.asarray(late == "") & ~near),
        )
    ]
    return [*_choice(view, own, chosen, page), *(one for one in sections if one is not None)]


def body_roles(view: View, body_id: str) -> pd.DataFrame:
    """What the body does for each measure in view: measure_id, its place (`measure`), role, by_consent."""
    assigned, answering = view.snapshot.assignments, view.snapshot.answering
    own = np.flatnonzero(np.isin(answering.body, np.flatnonzero(answering.bodies == body_id)))
    found = find_rows(view.rows, assigned["measure"].to_numpy()[own])
    return assigned[["measure_id", "measure", "role", "by_consent"]].iloc[own[found >= 0]]


def in_role(own: pd.DataFrame, name: str) -> list[str]:
    """The measures of a body in a role, or those that it joins by consent."""
    held = own[own["by_consent"]] if name == "by_consent" else own[own["role"] == name]
    return [str(key) for key in held["measure_id"].unique()]


def _choice(view: View, own: pd.DataFrame, chosen: str, page: View) -> list[Component]:
    words = view.words
    counts = {name: len(in_role(own, name)) for name in ROLE_GROUPS}
    present = [name for name, count in counts.items() if count]
    if len(present) < 2 and not chosen:
        return []
    choices = [(words("body.all_roles", count=len(view.rows)), page.link(group=None), not chosen)]
    choices += [
        (f"{words(f'role.{name}')} {counts[name]}", page.link(group=name), name == chosen)
        for name in present
    ]
    return [html.Div(segments(words("body.role"), choices), className="toolbar roles")]


def _section(view: View, places: Array, name: str | None, own: pd.DataFrame) -> html.Section | None:
    if not len(places):
        return None
    words = view.words
    shown = read_lines(view.snapshot, view.rows, name, view.filters.body, MOST_ROWS, places)
    title = words(f"body.list_{name or 'rest'}", count=words.number(len(places)))
    parts: list[Component] = [html.H2(nbsp(title)), _table(view, shown, name, own, title)]
    if len(places) > len(shown):
        told = words("body.shown", shown=len(shown), all=words.number(len(places)))
        link = html.A(nbsp(words("body.show_all")), href=view.rows_link(name))
        parts.append(html.P([nbsp(told), " ", link], className="small more"))
    return html.Section(parts, className="sect")


def _table(
    view: View, lines: list[Line], name: str | None, own: pd.DataFrame, caption: str
) -> html.Div:
    words = view.words
    keys = list(view.rows["plan_key"].unique())
    plans = plan_titles(view, keys) if len(keys) > 1 else {}
    roles: dict[str, dict[str, None]] = {}
    for measure_id, role in zip(own["measure_id"], own["role"], strict=True):
        roles.setdefault(measure_id, {})[role] = None
    consent = set(own.loc[own["by_consent"], "measure_id"])
    heads = [("common.number", ""), ("body.measure", ""), ("body.role", ""), ("body.due", "num")]
    if name:
        heads.append((f"body.days_{name}", "num"))
    heads.append(("body.state", ""))
    head = html.Tr(
        [html.Th(words(key), scope="col", className=kind or None) for key, kind in heads]
    )
    body = [
        _row(view, line, name, plans, _role(line, list(roles[line.measure_id]), consent, words))
        for line in lines
    ]
    table = html.Table(
        [html.Caption(caption, className="vh"), html.Thead(head), html.Tbody(body)],
        className="cards body-list",
    )
    return scrolling(table, caption, "tw spaced")


def _role(line: Line, roles: list[str], consent: set[str], words: Words) -> list[str | Component]:
    """«відповідальний · разом із 2 іншими», with «за згодою» where the body joins by consent."""
    told: list[str | Component] = [", ".join(words(f"role.{role}") for role in roles)]
    others = len(line.executors) - 1
    if others > 0:
        text = nbsp(" · " + words.plural("body.others", others))
        names = "; ".join(executor.name for executor in line.executors[1:])
        told.append(html.Span(text, className="mut small", title=names))
    if line.measure_id in consent:
        told += [" ", pill(words("role.by_consent"))]
    return told


def _row(
    view: View,
    line: Line,
    name: str | None,
    plans: dict[str, str],
    role: list[str | Component],
) -> html.Tr:
    words = view.words
    title = html.A(
        line.title or words("body.untitled"),
        href=links.measure_link(line.measure_id, view.filters),
        className="clamp2",
        title=line.title,
    )
    plan = [html.Span(nbsp(plans[line.document_key]), className="meta")] if plans else []
    due = html.Span(words.day(line.due)) if line.due else _printed(line, words)
    cells = [
        html.Td(line.number or "—", className="n"),
        html.Td([title, *plan], className="wide"),
        html.Td(role, className="wide role"),
        html.Td(due, className="num due", **{"data-label": words("body.due")}),
    ]
    if name:
        key = "body.left" if name == "due_soon" else "count.days"
        days = words.plural(key, line.days or 0)
        kind = "num late" if name == "overdue" else "num"
        cells.append(html.Td(nbsp(days), className=kind))
    cells.append(html.Td(state(line.state, words), className="wide"))
    return html.Tr(cells)


def _printed(line: Line, words: Words) -> html.Span:
    """A deadline without a date in the document's own words."""
    if not line.deadline_text:
        return html.Span(words("state.no_deadline"), className="mut")
    return html.Span(line.deadline_text, className="words clamp2", title=line.deadline_text)
