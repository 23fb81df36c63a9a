"""The pages, in the order of the menu. Adding one is a file and a line."""

from __future__ import annotations

from typing import Final

from dashboard.context import Page
from dashboard.pages import (
    about,
    access,
    agenda,
    bodies,
    body,
    calendar,
    compare,
    document,
    doers,
    measure,
    measures,
    meeting,
    open_data,
    overdue,
    overview,
    search,
    silent,
    similar,
    sources,
)

PAGES: Final[tuple[Page, ...]] = (
    overview.PAGE,
    overdue.PAGE,
    agenda.PAGE,
    meeting.PAGE,
    bodies.PAGE,
    body.PAGE,
    silent.PAGE,
    compare.PAGE,
    calendar.PAGE,
    measure.PAGE,
    measures.PAGE,
    similar.PAGE,
    doers.PAGE,
    sources.PAGE,
    document.PAGE,
    about.PAGE,
    search.PAGE,
    open_data.PAGE,
    access.PAGE,
)
