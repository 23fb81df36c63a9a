"""From an address to a page: filters, one snapshot, the page's function, the frame around it."""

from __future__ import annotations

from collections.abc import Mapping

import dash
from dash import dcc
from dash.development.base_component import Component
from flask import g

from dashboard import html, ids
from dashboard.answers import note_whole_page
from dashboard.components.empty import no_data
from dashboard.components.fault import known_fault, not_found, server_fault
from dashboard.components.shell import bare_shell, shell, stage
from dashboard.context import Page, View, current_services
from dashboard.faults import note_fault
from dashboard.links import OVERVIEW
from data.errors import OgpError, StoreError


def register_pages(pages: tuple[Page, ...]) -> None:
    """Puts the pages into Dash's registry, which names their addresses; two apps may share it."""
    dash.page_registry.clear()
    for page in pages:
        is_template = "<" in page.path
        dash.register_page(
            page.module,
            path=None if is_template else page.path,
            path_template=page.path if is_template else None,
            layout=_nothing,
        )
    dash.register_page("dashboard.not_found_404", path="/404", layout=_nothing)


def _nothing(**_: object) -> Component:
    # Dash draws every page once to learn its ids: ids of pages are patterns, and `dashboard.moves` draws for readers
    return html.Div()


def full_title(key: str, query: Mapping[str, object]) -> str:
    """The title of the browser's tab: «Прострочені · Монітор ПВУ»."""
    services = current_services()
    words = services.words_of(services.filters_of(query))
    return f"{words(key)} · {words('shell.product')}"


def draw_page(page: Page, query: dict[str, object]) -> Component:
    """The whole page of an address; faults of ours are told in words."""
    services = current_services()
    try:
        view = services.view(page, query)
        if page.exists is not None and not page.exists(view):
            return draw_not_found(query)
        if page.is_live:
            return _draw(view)
        drawn = _drawn_once(view)
        note_whole_page()
        return drawn
    except OgpError as error:
        code = note_fault("page_refused", page=page.path, reason=error.code)
        g.store_refused = isinstance(error, StoreError)
        filters = services.filters_of(query)
        told = known_fault(services.words_of(filters), error, code, filters, page.path)
        return bare_shell(services, filters, [told])


def draw_not_found(query: Mapping[str, object]) -> Component:
    """The friendly page behind an unknown address."""
    services = current_services()
    filters = services.filters_of(query)
    menu = [page for page in services.pages if page.in_menu]
    return bare_shell(services, filters, [not_found(services.words_of(filters), filters, menu)])


def draw_fault(error: BaseException, query: Mapping[str, object]) -> tuple[Component, str]:
    """What a reader sees whose page failed by a fault of the program, and its title; the code stands in the log too."""
    services = current_services()
    code = note_fault("page_failed", exc_info=error)
    filters = services.filters_of(query)
    content = [server_fault(services.words_of(filters), code, filters, OVERVIEW)]
    return bare_shell(services, filters, content), full_title("fault.title", query)


def _drawn_once(view: View) -> Component:
    """The page of a view; the document and the call that follows it within a second draw it once."""
    services = view.services
    key = (view.page.path, view.filters, tuple(sorted(view.variables.items())), view.root)
    of_now = (view.snapshot.version, services.today(), *key)
    return services.drawn.make_once(of_now, lambda: _draw(view))


def _draw(view: View) -> Component:
    page = view.page
    if page.needs_data and view.snapshot.plan_frame.empty:
        return shell(view, [no_data(view)], with_filters=False)
    drawn = page.layout(view)
    content = drawn if isinstance(drawn, list) else [drawn]
    if page.is_stage:
        return stage(view, content)
    return shell(view, content, with_filters=page.has_filter_bar)


def draw_address(path: str, query: Mapping[str, object]) -> Component:
    """The whole page of a path and its query, the friendly page where there is none."""
    page, variables = find_page(current_services().pages, path)
    return draw_page(page, {**query, **variables}) if page else draw_not_found(query)


def title_of(path: str, query: Mapping[str, object]) -> str:
    """The title of an address, before its page has come."""
    page, variables = find_page(current_services().pages, path)
    if page is None:
        return full_title("fault.not_found", query)
    asked = {**query, **variables}
    if page.title is None:
        return full_title(page.title_key, asked)
    try:
        view = current_services().view(page, asked)
        if page.exists is not None and not page.exists(view):
            return full_title("fault.not_found", asked)
        return f"{page.title(view)} · {view.words('shell.product')}"
    except OgpError:
        return full_title(page.title_key, asked)


def is_page(path: str) -> bool:
    """Whether an address is that of a page, whatever its variables name."""
    return find_page(current_services().pages, path)[0] is not None


def is_known(path: str) -> bool:
    """Whether an address leads to something that exists; decides between 200 and 404."""
    services = current_services()
    page, variables = find_page(services.pages, path)
    if page is None:
        return False
    if page.exists is None:
        return True
    try:
        return page.exists(services.view(page, variables))
    except OgpError:
        return True


def find_page(pages: tuple[Page, ...], path: str) -> tuple[Page | None, dict[str, str]]:
    """The page of a path and the values of its variables: «/zakhid/UA-09-pvu-plan-2013:1.1»."""
    parts = path.strip("/").split("/")
    for page in pages:
        wanted = page.path.strip("/").split("/")
        if len(wanted) != len(parts):
            continue
        pairs = list(zip(wanted, parts, strict=True))
        if all(name == part or (name.startswith("<") and part) for name, part in pairs):
            return page, {name.strip("<>"): part for name, part in pairs if name.startswith("<")}
    return None, {}


def app_layout() -> html.Div:
    """What stays while pages change: Dash's container, the live region and the clientside anchor."""
    return html.Div(
        [
            dash.page_container,
            dcc.Store(id=ids.SETTLED),
            html.Div(id=ids.LIVE, className="live", role="status"),
            html.Div(id=ids.HEARD, className="vh", role="status"),
        ]
    )
