"""What a page may ask for: the services of its app and the view it renders."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from typing import Any, Final, TypeVar
from urllib.parse import quote, unquote

import pandas as pd
from dash.development.base_component import Component
from flask import current_app, has_request_context, request
from sqlalchemy import Engine

from dashboard import links
from dashboard.filters import SELECTING, Filters, href
from dashboard.memo import Memo, Worked
from dashboard.metrics.reporting import Reporting, describe_reporting
from dashboard.metrics.selection import (
    find_chosen,
    narrow_rows,
    select_counted,
    take_rows,
)
from dashboard.metrics.sources import count_demo
from data.engine import make_engine
from data.i18n import Words, words
from data.migrating import upgrade
from data.search.corpus import Corpus
from data.settings import Settings
from data.snapshot import Snapshot, SnapshotHolder
from data.state import CLOSE, AsOf

Value = TypeVar("Value")

EXTENSION: Final = "ogp"
_PAGES_DRAWN: Final = 8
_CORPORA: Final = 2
# the rules by which Dash answers for any page
ANY_PAGE: Final = ("/", "/<path:path>")
# where a request keeps the page it draws and the snapshot it answers from
PAGE_MARK: Final = "ogp.page"
_SNAPSHOT_MARK: Final = "ogp.snapshot"
# an address may hold any length, each link of its page would repeat it
_LONGEST_VARIABLE: Final = 400

# bytes that a few figures, names or options take; what is larger says so
_SOME_BYTES: Final = 20_000
_WORKED_BYTES: Final = 32 * 1024 * 1024

PLACE_FILTERS: Final = ("programme", "region", "plan", "year", "as_of")
ALL_FILTERS: Final = (
    *("programme", "region", "plan", "year", "direction", "theme", "body", "state"),
    *("due_from", "due_to", "rows", "as_of", "group"),
)
# what makes a population
_CHOOSING: Final = tuple(name for name in SELECTING if name not in ("state", "rows"))


def _some(_: object) -> int:
    return _SOME_BYTES


@dataclass(frozen=True)
class Page:
    """A page: its address, the key of its title, the filters it reads, and the function that draws it.

    `layout` gets the view and gives the page's content. `exists` says whether the address's variables name
    something («/zakhid/<measure_id>»); where it is False the answer is a 404. `title` may name what is shown.
    `parameters` are names that only this page reads from the query, as texts beside its variables; those in `kept`
    stay in its address when a filter changes.
    `said` are filters that the page itself shows chosen, so the bar has no chip for them. A page that is a
    `stage` fills the whole screen: no menu, filter bar or footer around it. A page that `is_live` shows what may change
    without a new data version: it is drawn for every reader anew. `ahead` works out what it needs once per data
    version, before a reader asks; of very many measures too if it `is_ahead_of_many`.
    """

    path: str
    title_key: str
    layout: Callable[[View], Component | list[Component]]
    filters: tuple[str, ...] = ALL_FILTERS
    in_menu: bool = True
    has_filter_bar: bool = True
    needs_data: bool = True
    exists: Callable[[View], bool] | None = None
    title: Callable[[View], str] | None = None
    parameters: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    is_stage: bool = False
    is_live: bool = False
    ahead: Callable[[View], object] | None = None
    is_ahead_of_many: bool = False

    @property
    def module(self) -> str:
        """The page's name in Dash's registry."""
        return f"dashboard{self.path.replace('/', '.')}"


@dataclass(frozen=True)
class Shown:
    """The snapshot that a request answers from, and the seconds it took to be had."""

    snapshot: Snapshot
    seconds: float


@dataclass(frozen=True)
class Services:
    """What one app works with; kept on its server, so two apps in a process never meet."""

    settings: Settings
    engine: Engine
    snapshots: SnapshotHolder
    today: Callable[[], date]
    pages: tuple[Page, ...]
    # a page that was drawn for the document is asked for again a second later
    drawn: Memo[Component] = field(default_factory=lambda: Memo(_PAGES_DRAWN))
    worked: Memo[Worked] = field(default_factory=lambda: Memo(_WORKED_BYTES, lambda one: one.size))
    # where all measures are too many to be indexed in memory: what a search opened last
    corpora: Memo[Corpus] = field(default_factory=lambda: Memo(_CORPORA))

    def newest(self) -> Snapshot:
        """The newest snapshot; all through one request the same, so no answer mixes data versions."""
        if not has_request_context():
            return self.snapshots.current()
        shown = shown_snapshot()
        if shown is None:
            began = time.perf_counter()
            snapshot = self.snapshots.current()
            shown = Shown(snapshot, time.perf_counter() - began)
            request.environ[_SNAPSHOT_MARK] = shown
        return shown.snapshot

    def filters_of(self, query: Mapping[str, object]) -> Filters:
        """The filters of an address; the default language, as any default, stands in none."""
        filters = Filters.from_query(query)
        return filters.without("lang") if filters.lang == self.settings.language else filters

    def words_of(self, filters: Filters) -> Words:
        """The words of the language a reader chose."""
        return words(filters.lang or self.settings.language)

    def view(self, page: Page, query: Mapping[str, object]) -> View:
        """The view an address asks for: its filters, its variables and the newest snapshot."""
        names = {part.strip("<>") for part in page.path.split("/") if part.startswith("<")}
        names.update(page.parameters)
        if has_request_context():
            request.environ[PAGE_MARK] = page.path
        return View(
            services=self,
            page=page,
            filters=self.filters_of(query).only(page.filters),
            snapshot=self.newest(),
            variables={
                name: unquote(_first(query.get(name)))[:_LONGEST_VARIABLE] for name in names
            },
            asked={name: query[name] for name in page.parameters if name in query},
            root=request.url_root if has_request_context() else "",
        )


@dataclass(frozen=True)
class View:
    """One render of one page: everything on it comes from this one snapshot and these filters.

    `variables` holds the first value of each parameter of the page, `asked` all that the address gives of them.
    `root` is the address of the server as the reader wrote it («https://monitor.example/»), for what leaves the page:
    letters and calendars.
    """

    services: Services
    page: Page
    filters: Filters
    snapshot: Snapshot
    variables: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[str, object] = field(default_factory=dict)
    root: str = ""

    @property
    def words(self) -> Words:
        """The words of the reader's language."""
        return self.services.words_of(self.filters)

    @property
    def as_of(self) -> AsOf:
        """The day the page speaks of: the address's, else the default of the settings."""
        return self.filters.as_of or self.services.settings.default_as_of

    @property
    def is_at_close(self) -> bool:
        """Whether each plan is looked at on the day it closed."""
        return self.as_of == CLOSE

    @cached_property
    def population(self) -> pd.DataFrame:
        """The measures a rate is worked out on: every filter but state and `rows`."""
        return self.snapshot.rows_of(self.chosen, self.as_of)

    @cached_property
    def chosen(self) -> pd.DataFrame:
        """The measures of the population without their standings: on any day the same."""
        measures = self.snapshot.measures
        if not any(self.filters.values(name) for name in _CHOOSING):
            return measures
        find = partial(find_chosen, self.snapshot, self.filters)
        return take_rows(measures, self.of_choice("places", find, lambda places: places.nbytes))

    @cached_property
    def counted(self) -> pd.DataFrame:
        """The measures of the population that have a standing to count: those of plans begun, none outside its plan."""
        return select_counted(self.population)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The measures of the view, state and `rows` applied; those of plans not begun are out."""
        if not self.filters.state and not self.filters.rows:
            return self.counted
        return narrow_rows(self.population, self.filters)

    def remembered(
        self, what: Hashable, make: Callable[[], Value], size: Callable[[Value], int] = _some
    ) -> Value:
        """Something that follows from the snapshot, the day and the filters alone, worked out once for all readers."""
        day, language = self.services.today(), self.words.language
        key = (self.snapshot.version, day, language, self.as_of, self.filters, what)
        return self._worked(key, make, size)

    def of_population(
        self, what: Hashable, make: Callable[[], Value], size: Callable[[Value], int] = _some
    ) -> Value:
        """Something that follows from the population alone: neither a state nor a grouping changes it."""
        day, language = self.services.today(), self.words.language
        filters = self.filters.without("state", "rows", "group")
        key = (self.snapshot.version, day, language, self.as_of, filters, "population", what)
        return self._worked(key, make, size)

    def of_choice(
        self, what: Hashable, make: Callable[[], Value], size: Callable[[Value], int] = _some
    ) -> Value:
        """Something that follows from the chosen measures alone, whatever the day."""
        filters = self.filters.only(_CHOOSING)
        key = (self.snapshot.version, self.words.language, filters, "choice", what)
        return self._worked(key, make, size)

    def of_version(
        self, what: Hashable, make: Callable[[], Value], size: Callable[[Value], int] = _some
    ) -> Value:
        """Something that follows from the snapshot and the language alone, whatever is chosen."""
        key = (self.snapshot.version, self.words.language, what)
        return self._worked(key, make, size)

    def _worked(
        self, key: Hashable, make: Callable[[], Value], size: Callable[[Value], int]
    ) -> Value:
        def worked() -> Worked:
            value = make()
            return Worked(value, size(value))

        made: Value = self.services.worked.make_once(key, worked).value
        return made

    @property
    def reporting(self) -> Reporting:
        """Which plans of the view anyone has reported on, and its figures."""
        return self.of_population("reporting", lambda: describe_reporting(self.population))

    @property
    def demo(self) -> tuple[int, int]:
        """How many documents of the view are demo data, and of how many."""
        documents = self.snapshot.documents
        return self.of_choice("demo", lambda: count_demo(documents, self.filters))

    def without(self, *names: str) -> View:
        """The same view with some filters open; itself where they are."""
        filters = self.filters.without(*names)
        return self if filters == self.filters else replace(self, filters=filters)

    def link(self, path: str | None = None, **changes: Any) -> str:
        """An address with the present filters, some changed; without a path the same page."""
        if path:
            return href(path, self.filters, **changes)
        return self.link_of(self.filters.with_(**changes))

    def link_of(self, filters: Filters) -> str:
        """The address of this page with other filters."""
        return self.asking(filters)

    def asking(self, filters: Filters | None = None, **parameters: str) -> str:
        """The address of this page with some of its own parameters changed; an empty one is left out."""
        kept = {name: self.variables[name] for name in self.page.kept}
        address = href(self.address, self.filters if filters is None else filters)
        return links.with_parameters(address, **{**kept, **parameters})

    @property
    def page_address(self) -> str:
        """The address of this page with every filter open but the day."""
        return self.link_of(self.filters.only(["as_of", "group"]))

    def rows_link(self, rows: str | None = None, **changes: Any) -> str:
        """The rows behind a number of this page."""
        return links.rows_link(self.filters, rows, **changes)

    @property
    def address(self) -> str:
        """The path of the page with its variables filled."""
        path = self.page.path
        for name, value in self.variables.items():
            path = path.replace(f"<{name}>", quote(value, safe=":~,"))
        return path


def _first(given: object) -> str:
    """The text of a parameter; the first of several."""
    if isinstance(given, list | tuple):
        given = given[0] if given else ""
    return str(given or "")


def open_services(settings: Settings, pages: tuple[Page, ...]) -> Services:
    """The services of an app: its database's schema brought up to date, then opened for reading only.

    Raises ConfigError for an address of no database and StoreError for a damaged, newer or unreachable one.
    """
    writer = make_engine(settings.database_url)
    upgrade(writer)
    writer.dispose()
    engine = make_engine(settings.database_url, read_only=True)
    return Services(
        settings=settings,
        engine=engine,
        snapshots=SnapshotHolder(engine, settings.kyiv_today),
        today=settings.kyiv_today,
        pages=pages,
    )


def shown_snapshot() -> Shown | None:
    """What the present request has answered from so far; None while it asked for no data."""
    shown = request.environ.get(_SNAPSHOT_MARK)
    return shown if isinstance(shown, Shown) else None


def current_services() -> Services:
    """The services of the app that answers the request."""
    services = current_app.extensions[EXTENSION]
    assert isinstance(services, Services)
    return services
