"""«Сумнівні прочитання»: each with its words, what they were read as, by which rule, and how to correct it."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.button import file_link
from dashboard.components.pager import pager
from dashboard.components.pairs import marked_words, pairs
from dashboard.components.panel import section
from dashboard.components.places import place_link
from dashboard.context import View
from dashboard.doubt_index import DoubtCounts, DoubtKind
from dashboard.doubts import Doubt, correcting_lines, read_some_doubts
from dashboard.filters import href
from dashboard.links import DOUBTS_CSV, DOUBTS_XLSX, DOWNLOADS, measure_link
from dashboard.names import document_name
from dashboard.paging import PageCut, cut_page
from data.issue_words import shortened
from data.marks import mark_words
from data.override_words import reading_words
from data.tuples import each_row

ANCHOR: Final = "sumnivni"
KIND: Final = "doubt"
PAGE: Final = "page"
PAGE_DOUBTS: Final = 10
_LONG_WORDS: Final = 600


def doubt_section(view: View, doubts: DoubtCounts) -> html.Div:
    """The section: counts by kind as a filter, one page of doubts, files of all of them."""
    words = view.words
    if not doubts.total():
        empty = html.P(words("doubts.none"), className="panel note-empty")
        return html.Div(section(words("doubts.title"), empty), id=ANCHOR)
    kind = chosen_kind(view)
    page = cut_page(view.variables[PAGE], doubts.total(kind), PAGE_DOUBTS)
    shown = read_some_doubts(view.snapshot, words, doubts, kind, page)
    documents = view.snapshot.documents
    here = {one.document_key for one in shown}
    names = {
        row.document_key: document_name(words, row)
        for row in each_row(documents[documents["document_key"].isin(here)])
    }
    items = [_item(view, one, names[one.document_key]) for one in shown]
    listed: Component = (
        html.Ol(items, className="doubts panel", start=str(page.first + 1))
        if items
        else html.P(words("doubts.none_of_kind"), className="panel note-empty")
    )
    title = words.plural("doubts.count", doubts.total())
    return html.Div(
        section(
            words("doubts.heading", count=title),
            _choice(view, doubts, kind),
            listed,
            *([_pager(view, kind, page)] if page.pages > 1 else []),
            subtitle=words("doubts.explained"),
        ),
        id=ANCHOR,
        className="doubt-section",
    )


def chosen_kind(view: View) -> DoubtKind | None:
    """The kind that the address names; None for all."""
    asked = view.variables[KIND]
    return DoubtKind(asked) if asked in list(DoubtKind) else None


def _address(view: View, kind: DoubtKind | None, page: int = 1, path: str = "") -> str:
    """The address of the section with a kind and a page chosen, the filters kept."""
    chosen = {**({KIND: kind.value} if kind else {}), **({PAGE: str(page)} if page > 1 else {})}
    address = href(path or view.page.path, view.filters)
    joint = "&" if "?" in address else "?"
    address += f"{joint}{urlencode(chosen)}" if chosen else ""
    return address if path else f"{address}#{ANCHOR}"


def _choice(view: View, doubts: DoubtCounts, chosen: DoubtKind | None) -> html.Div:
    """All kinds with their counts as links, and the files of what is chosen."""
    words = view.words
    choices: list[tuple[str, DoubtKind | None, int]] = [(words("doubts.all"), None, doubts.total())]
    choices += [(words(f"doubts.{kind.value}"), kind, doubts.total(kind)) for kind in DoubtKind]
    links = [
        html.A(
            [name, " ", html.Span(words.number(count), className="n")],
            href=_address(view, kind),
            className="kind-chip",
            **({"aria-current": "true"} if kind is chosen else {}),
        )
        for name, kind, count in choices
        if count or kind is chosen
    ]
    files = [
        file_link(name, _address(view, chosen, path=f"{DOWNLOADS}/{file}"))
        for name, file in (("CSV", DOUBTS_CSV), ("XLSX", DOUBTS_XLSX))
    ]
    return html.Div(
        [
            html.Nav(links, className="kinds", **{"aria-label": words("doubts.kinds")}),
            html.Div(files, className="acts"),
        ],
        className="doubt-bar",
    )


def _pager(view: View, kind: DoubtKind | None, page: PageCut) -> html.Nav:
    words = view.words
    count = words.number(page.rows)
    told = words("doubts.page", page=page.number, pages=page.pages, count=count)
    return pager(
        words, page, told, words("sources.pages"), lambda number: _address(view, kind, number)
    )


def _item(view: View, doubt: Doubt, document: str) -> html.Li:
    words = view.words
    name = words("measure.named", number=doubt.number).strip()
    is_measure = bool(doubt.measure_id)
    head: list[str | Component] = (
        [html.A(name, href=measure_link(doubt.measure_id, view.filters))] if is_measure else []
    )
    head += [" · " if head else "", html.Span(document), " · "]
    head.append(place_link(view, doubt.document_key, doubt.place))
    confidence = doubt.confidence
    return html.Li(
        [
            html.P(
                [html.B(words(f"doubts.one_{doubt.kind.value}"), className="kind"), " ", *head],
                className="dh",
            ),
            html.Ul([html.Li(why) for why in doubt.why], className="why"),
            pairs(
                [
                    (words("override.words"), _printed(doubt)),
                    (
                        words("doubts.read_as"),
                        reading_words(words, doubt.reading) if doubt.reading is not None else "",
                    ),
                    (words("doubts.other"), shortened(doubt.other_words, _LONG_WORDS)),
                    (words("measure.rule"), doubt.rule),
                    (
                        words("measure.confidence"),
                        words.percent(round(confidence * 100), 100)
                        if confidence is not None and confidence < 1
                        else "",
                    ),
                ]
            ),
            *_fix(view, doubt),
        ]
    )


def _printed(doubt: Doubt) -> Component | str:
    if not doubt.printed.strip():
        return "—"
    text = shortened(doubt.printed, _LONG_WORDS)
    return marked_words(mark_words(text, doubt.used))


def _fix(view: View, doubt: Doubt) -> list[Component]:
    """The lines that correct it, folded; they wait for the right value, a reason and a role."""
    words = view.words
    lines = correcting_lines(words, doubt, view.services.today())
    if not lines:
        return []
    key = "doubts.fix_override" if doubt.reading is not None else f"doubts.fix_{doubt.kind.value}"
    return [
        html.Details(
            [
                html.Summary(words("doubts.fix")),
                html.P(words(key), className="meta"),
                html.Pre(html.Code(lines.strip("\n")), tabIndex="0"),
            ]
        )
    ]
