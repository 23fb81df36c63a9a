"""What a working group takes from a list into its meeting: the agenda and the screen for a projector."""

from __future__ import annotations

from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.icon import icon
from dashboard.filters import href
from dashboard.lists.listing import Listing


def meeting_tools(listing: Listing) -> list[Component]:
    """The two buttons; the order and filters of the table go along, as into its files."""
    view, words = listing.view, listing.view.words
    arranged = listing.arrangement(view.asked).parameters
    return [
        html.A(
            [icon("file-earmark-text"), words("agenda.title")],
            href=links.with_pairs(href(links.AGENDA, view.filters), arranged),
            className="btn-2",
            title=words("agenda.why"),
        ),
        html.A(
            [icon("arrows-fullscreen"), words("meeting.title")],
            href=links.with_pairs(href(links.MEETING, view.filters), arranged),
            className="btn-1",
            title=words("meeting.why"),
        ),
    ]
