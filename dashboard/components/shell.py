"""The frame of every page: skip link, header with menu, filter bar, content, footer."""

from __future__ import annotations

from typing import Final

import pandas as pd
from dash.development.base_component import Component

from dashboard import html, ids, links
from dashboard.assets import asset_address
from dashboard.components.button import copy_link_button
from dashboard.components.demo_mark import demo_mark
from dashboard.components.filter_bar import filter_bar, offers_filters
from dashboard.components.hints import hints, hints_button
from dashboard.components.icon import icon
from dashboard.components.news import news_of_load
from dashboard.components.said import answer_of, said
from dashboard.components.search_form import header_search
from dashboard.context import Page, Services, View
from dashboard.filters import Filters, href
from dashboard.markup import OVER_PAGE, fold
from dashboard.names import as_of_phrase, describe_selection
from data.clock import to_kyiv
from data.i18n import LANGUAGES, Words

LANGUAGE_NAMES: Final = {"uk": "Українською", "en": "English"}


def shell(view: View, content: list[Component], *, with_filters: bool = True) -> html.Div:
    """A page in its frame; its filter bar stands where the page reads filters."""
    bar = [fold(filter_bar(view))] if with_filters else []
    head: list[Component] = [_print_head(view)] if with_filters else []
    mark = demo_mark(view)
    head += [mark] if mark is not None else []
    return _frame(
        view.services,
        view.filters,
        view.page,
        [
            *bar,
            _main([hints(view), *head, *content]),
            *fold([_footer(view), news_of_load(view)]),
        ],
    )


def _count_measures(measures: pd.DataFrame) -> int:
    """Measures in force: neither rows outside their plan nor those that a revision dropped."""
    return int((~measures["outside"] & (measures["dropped_by"] == 0)).sum())


def bare_shell(services: Services, filters: Filters, content: list[Component]) -> html.Div:
    """The frame around a page that has no data to show: not found, or the database does not answer."""
    return _frame(services, filters.only([]), None, [_main(content)])


def stage(view: View, content: list[Component]) -> html.Main:
    """A page that fills the screen, for a projector: nothing around it."""
    parts = fold([*content, news_of_load(view)])
    return html.Main(parts, id=ids.MAIN, tabIndex="-1", className="stage")


def _frame(
    services: Services, filters: Filters, current: Page | None, parts: list[Component]
) -> html.Div:
    skip = html.A(services.words_of(filters)("shell.skip"), href=f"#{ids.MAIN}", className="skip")
    head = fold([skip, _header(services, filters, current)])
    return html.Div([*head, *parts], className="page")


def _header(services: Services, filters: Filters, current: Page | None) -> html.Header:
    words = services.words_of(filters)
    menu = [_menu_link(words, page, filters, current) for page in services.pages if page.in_menu]
    logo = html.A(
        [html.Img(src=asset_address("logo.svg"), alt=""), words("shell.product")],
        href=href(links.OVERVIEW, filters.only(["as_of"])),
        className="logo",
    )
    phone = html.Details(
        [
            html.Summary([icon("list"), html.Span(words("shell.menu"), className="vh")]),
            html.Div(
                [
                    html.Nav(menu, **{"aria-label": words("shell.sections")}),
                    copy_link_button(words, in_full=True),
                ],
                className=OVER_PAGE,
            ),
        ],
        className="nav-phone drop",
    )
    wide = html.Nav(menu, className="nav-links", **{"aria-label": words("shell.sections")})
    return html.Header(
        html.Div([logo, wide, _tools(words, services, filters, current), phone], className="wrap"),
        className="top",
    )


def _tools(words: Words, services: Services, filters: Filters, current: Page | None) -> html.Div:
    """What holds on every page: search, the other language and the theme."""
    other = next(name for name in LANGUAGES if name != words.language)
    chosen = filters.with_(lang=None if other == services.settings.language else other)
    # the script keeps what else the address holds; the link alone leads to the page
    address = href(current.path if current and "<" not in current.path else links.OVERVIEW, chosen)
    language = html.A(
        [other.upper(), html.Span(f" · {LANGUAGE_NAMES[other]}", className="vh")],
        href=address,
        className="ib",
        lang=other,
        hrefLang=other,
        **{"data-lang": other},
    )
    theme = html.Button(
        [icon("sun"), icon("moon-stars"), html.Span(words("shell.theme"), className="vh")],
        type="button",
        className="ib theme",
        title=words("shell.theme"),
        **{"data-act": "theme"},
    )
    return html.Div([*header_search(words, filters, current), language, theme], className="tools")


def _menu_link(words: Words, page: Page, filters: Filters, current: Page | None) -> html.A:
    kept = filters.only(page.filters).without("rows", "group", "state")
    is_current = current is not None and (
        current is page or (page.path != "/" and current.path.startswith(f"{page.path}/"))
    )
    return html.A(
        words(page.title_key),
        href=href(page.path, kept),
        **({"aria-current": "page"} if is_current else {}),
    )


def _main(content: list[Component]) -> html.Main:
    """The page's content; its answer is told when it changes, unless a list has something nearer to tell."""
    told = said(answer_of(content))
    return html.Main(html.Div(fold([*content, told]), className="wrap"), id=ids.MAIN, tabIndex="-1")


def _print_head(view: View) -> html.P:
    told = as_of_phrase(view.words, view.as_of)
    if offers_filters(view):
        told = f"{told} · {describe_selection(view)}"
    return html.P(told, className="print-head small")


def _footer(view: View) -> html.Footer:
    words, snapshot = view.words, view.snapshot
    counts = words(
        "shell.counts",
        documents=words.plural("count.documents", len(snapshot.documents)),
        measures=words.plural(
            "count.measures",
            view.of_version("measures in force", lambda: _count_measures(snapshot.measures)),
        ),
    )
    version = (
        words(
            "shell.version",
            version=snapshot.version,
            day=words.day(to_kyiv(snapshot.loaded_at).date()),
        )
        if snapshot.loaded_at
        else words("shell.no_version")
    )
    parts: list[Component] = [html.Span(counts)]
    if any(page.path == links.ABOUT for page in view.services.pages):
        parts.append(html.A(words("shell.how_we_count"), href=links.definitions_link(view.filters)))
    if any(page.path == links.OPEN_DATA for page in view.services.pages):
        address = href(links.OPEN_DATA, view.filters.only([]))
        parts.append(html.A(words("opendata.title"), href=address))
    if any(page.path == links.ACCESS for page in view.services.pages):
        address = href(links.ACCESS, view.filters.only([]))
        parts.append(html.A(words("access.title"), href=address))
    parts += [hints_button(words), html.Span(className="grow"), html.Span(version)]
    return html.Footer(html.Div(parts, className="wrap"), className="foot")
