"""Режим засідання: one body a screen, one measure in large type, for a projector. The agenda decides the order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.empty import empty_selection
from dashboard.components.icon import icon
from dashboard.components.late_lists import nothing_late
from dashboard.components.meeting_measure import meeting_measure
from dashboard.components.pill import pill
from dashboard.components.typography import nbsp
from dashboard.context import ALL_FILTERS, Page, View
from dashboard.exports.agenda_words import AgendaWords
from dashboard.filters import href
from dashboard.lists.agenda import Agenda, Item, Point
from dashboard.lists.arrange import PARAMETERS
from dashboard.lists.late import chosen_list, count_lists, of_list
from dashboard.lists.listing import BY_BODY, Listing
from dashboard.names import as_of_phrase

POINT: Final = "point"
MEASURE: Final = "measure"
# a body may have hundreds of measures: those around the one on screen are listed
_LISTED: Final = 40
_MOST_DOTS: Final = 24
_ARROWS: Final = {"arrow-left": "←", "arrow-right": "→"}


def layout(view: View) -> list[Component]:
    """The measure that the address names, else the first of its point; a point unknown or none: the first."""
    counts = count_lists(view)
    name = chosen_list(view, counts)
    agenda = Agenda(Listing(of_list(view, name)), view.variables)
    point = agenda.point(view.variables[POINT])
    if point is None:
        nothing = (
            nothing_late(agenda.view, name, counts)
            if view.population["counted"].any()
            else empty_selection(of_list(view, None))
        )
        return [*_empty_head(agenda), html.Div(nothing, className="stage-empty")]
    ids = [item.line.measure_id for item in point.items]
    wanted = view.variables[MEASURE]
    return _Screen(agenda, point, ids.index(wanted) if wanted in ids else 0).draw()


def _empty_head(agenda: Agenda) -> list[Component]:
    words = agenda.view.words
    heading = (
        [html.H1(words("meeting.title"), className="vh")]
        if agenda.view.population["counted"].any()
        else []
    )
    return [*heading, html.Header(_place(agenda, ""), className="stage-head")]


class _Screen:
    """One screen of the meeting: a point of the agenda and the place of a measure in it."""

    def __init__(self, agenda: Agenda, point: Point, place: int) -> None:
        self.agenda, self.point, self.place = agenda, point, place
        self.view, self.words = agenda.view, agenda.view.words
        self.told = AgendaWords(agenda)
        self.keys = agenda.keys

    def draw(self) -> list[Component]:
        """Head with the bodies' keys, the body and its list, the measure, foot with the measures' keys."""
        return [
            self._head(),
            html.Div(
                [self._aside(), meeting_measure(self.told, self._item)], className="stage-body"
            ),
            self._foot(),
        ]

    @property
    def _item(self) -> Item:
        return self.point.items[self.place]

    def _link(self, point: int, measure_id: str = "") -> str:
        asked = {**self.agenda.arranged, POINT: self.keys[point], MEASURE: measure_id}
        return links.with_parameters(self.view.link(), **asked)

    def _head(self) -> html.Header:
        words, place = self.words, self.point.number - 1
        progress = words(
            f"meeting.point_{self.agenda.grouping}",
            number=words.number(self.point.number),
            all=words.number(len(self.keys)),
        )
        keys = [
            self._key("PgUp", "arrow-left", "meeting.previous_point", self._at(place - 1)),
            self._key("PgDn", "arrow-right", "meeting.next_point", self._at(place + 1)),
        ]
        return html.Header(_place(self.agenda, progress, *keys), className="stage-head")

    def _at(self, place: int) -> str:
        return self._link(place) if 0 <= place < len(self.keys) else ""

    def _key(self, name: str, icon_name: str, word: str, address: str) -> Component:
        """A key of the keyboard as a link; where there is nothing more in that direction it stands pale."""
        if not address:
            content = [icon(icon_name), *([html.Kbd(name)] if name else [])]
            return html.Span(content, className="btn-2 off", **{"aria-hidden": "true"})
        key = name or _ARROWS[icon_name]
        return _key_link(self.words(word), key, icon_name, address, word.removeprefix("meeting."))

    def _aside(self) -> html.Aside:
        words, group = self.words, self.point.group
        counted: list[Any] = [html.B(self.told.count(self.point), className=self._late_class)]
        if self.agenda.grouping == BY_BODY and group.body_id:
            total = self._all_of(group.body_id)
            counted += [
                " ",
                words("meeting.of_all", measures=words.plural("count.of_measures", total)),
            ]
        days = words(f"meeting.days_{'late' if self.agenda.counts_days else 'left'}")
        first = max(0, min(self.place - _LISTED // 2, len(self.point.items) - _LISTED))
        listed = list(enumerate(self.point.items))[first : first + _LISTED]
        around: list[Component] = []
        if len(listed) < len(self.point.items):
            shown = words(
                "meeting.listed",
                first=words.number(first + 1),
                last=words.number(first + len(listed)),
                all=words.number(len(self.point.items)),
            )
            around = [html.P(shown, className="meta")]
        return html.Aside(
            [
                html.H1(nbsp(self.told.name(self.point)), lang="uk" if group.name else None),
                html.P(counted, className="stage-count"),
                html.P(days, className="meta right"),
                html.Ol([self._entry(place, item) for place, item in listed]),
                *around,
            ],
            **{"aria-label": words("meeting.list")},
        )

    @property
    def _late_class(self) -> str:
        return "late" if self.agenda.listing.name == "overdue" else ""

    def _all_of(self, body_id: str) -> int:
        assigned = self.view.snapshot.assignments
        own = assigned.loc[assigned["body_id"] == body_id, "measure_id"]
        population = self.view.population
        return int((population["counted"] & population["measure_id"].isin(own)).sum())

    def _entry(self, place: int, item: Item) -> html.Li:
        current = {"aria-current": "true"} if place == self.place else {}
        days = "" if item.line.days is None else self.words.number(item.line.days)
        return html.Li(
            html.A(
                [
                    html.B(item.line.number),
                    html.Span(nbsp(item.line.title), className="clamp2", lang="uk"),
                    html.Span(days, className=f"num {self._late_class}"),
                ],
                href=self._link(self.point.number - 1, item.line.measure_id),
                **current,
            )
        )

    def _foot(self) -> html.Footer:
        words, last = self.words, len(self.point.items)
        told = words("meeting.measure", number=words.number(self.place + 1), all=words.number(last))
        dots: Sequence[Component] = (
            [html.I(className="on" if place == self.place else None) for place in range(last)]
            if 1 < last <= _MOST_DOTS
            else []
        )
        return html.Footer(
            [
                self._key("", "arrow-left", "meeting.previous", self._before()),
                html.Span(told, className="count", **{"data-say": self._said(told)}),
                self._key("", "arrow-right", "meeting.next", self._after()),
                html.Span(dots, className="dots", **{"aria-hidden": "true"}),
                html.Span(nbsp(words("meeting.keys")), className="hint"),
            ],
            className="stage-foot",
        )

    def _said(self, told: str) -> str:
        """What is told when a key has changed the screen: «Захід 2 із 9. 1.10 Створення…»"""
        line = self._item.line
        return f"{told}. {line.number} {line.title}"

    def _before(self) -> str:
        """The measure before; before the first of a body stands the last of the body before."""
        here = self.point.number - 1
        if self.place:
            return self._link(here, self.point.items[self.place - 1].line.measure_id)
        if here:
            return self._link(here - 1, self.agenda.last_of(here - 1))
        return ""

    def _after(self) -> str:
        here = self.point.number - 1
        if self.place + 1 < len(self.point.items):
            return self._link(here, self.point.items[self.place + 1].line.measure_id)
        return self._at(here + 1)


def _key_link(label: str, key: str, icon_name: str, address: str, name: str) -> html.A:
    """What a key does, as a link; its name holds the key only where the key is printed on it."""
    said = html.Span(f"{label} ", className="vh")
    printed = [] if key in _ARROWS.values() else [html.Kbd(key)]
    return html.A(
        [icon(icon_name), said, *printed],
        href=address,
        className="btn-2",
        title=f"{label} ({key})",
        **{"data-key": name},
    )


def _place(agenda: Agenda, progress: str, *keys: Component) -> list[Component]:
    """The head: what this is, the day, how far the meeting is, the keys, the way out."""
    view, words = agenda.view, agenda.view.words
    back = links.with_parameters(href(links.OVERDUE, view.filters), **agenda.arranged)
    out = _key_link(words("meeting.leave"), "Esc", "x-lg", back, "leave")
    return [
        html.Span([icon("arrows-fullscreen"), words("meeting.short")], className="stage-name"),
        html.Span(as_of_phrase(words, view.as_of), className="stage-day"),
        html.Span(agenda.listing.title, className="stage-list"),
        *([pill(words("shell.demo"))] if agenda.is_demo else []),
        html.Span(className="grow"),
        html.Span(progress, className="stage-progress"),
        *keys,
        out,
    ]


PAGE: Final = Page(
    path=links.MEETING,
    title_key="meeting.title",
    layout=layout,
    filters=ALL_FILTERS,
    in_menu=False,
    parameters=(POINT, MEASURE, *PARAMETERS),
    is_stage=True,
)
