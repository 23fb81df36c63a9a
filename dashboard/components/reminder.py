"""What a coordinator sends to a body: the ready letter, and the calendar of its due dates."""

from __future__ import annotations

from typing import Any

from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.button import copy_text_button
from dashboard.components.icon import icon
from dashboard.components.panel import panel
from dashboard.components.typography import nbsp
from dashboard.context import View
from dashboard.filters import Filters
from dashboard.ids import LETTER
from dashboard.reminder import write_reminder


def sending(view: View, body: Any) -> html.Div:
    """The letter over the calendar; `view` holds the body's rows, `body` is its row of the snapshot."""
    return html.Div(
        [_letter(view, body), calendar_panel(view, view.filters)],
        className="stack send",
        id=links.REMINDER,
    )


def _letter(view: View, body: Any) -> Component:
    words = view.words
    reminder = write_reminder(view, str(body["body_id"]), str(body["name"]))
    if not reminder.text:
        why = html.P(nbsp(words(f"reminder.why_{reminder.silent}")), className="small")
        return panel(words(f"reminder.none_{reminder.silent}"), why)
    facts = ", ".join(
        words(f"reminder.short_{kind}", count=count) for kind, count in reminder.counts
    )
    buttons = html.Div(
        [
            copy_text_button(words("reminder.copy"), LETTER, words("reminder.copied"), main=True),
            html.A(
                [icon("envelope"), words("reminder.mail")],
                href=reminder.mail,
                className="btn-2",
                title=words("reminder.mail_why"),
            ),
        ],
        className="buttons",
    )
    text = html.Pre(
        reminder.text,
        id=LETTER,
        className="letter",
        tabIndex=0,
        lang="uk",
        role="region",
        **{"aria-label": words("reminder.letter")},
    )
    note = html.P(nbsp(words("reminder.note")), className="meta")
    notes = [note] if reminder.has_consent else []
    return panel(words("reminder.ready", facts=facts), text, buttons, *notes)


def calendar_panel(view: View, filters: Filters) -> Component:
    """How to take the due dates of chosen bodies or plans into one's own calendar."""
    return panel(view.words("feed.title"), *calendar_offer(view, filters))


def calendar_offer(view: View, filters: Filters) -> list[Component]:
    """The two ways to take these due dates along: a calendar to subscribe to, and a file; what an event is."""
    words = view.words
    buttons = html.Div(
        [
            html.A(
                [icon("calendar-plus"), words("feed.subscribe")],
                href=links.subscription_link(view.root, filters),
                className="btn-2",
                title=words("feed.subscribe_why"),
            ),
            html.A(
                [icon("download"), words("feed.download")],
                href=links.calendar_link(filters),
                className="btn-2",
                title=words("feed.download_why"),
                **{"data-file": "1"},
            ),
        ],
        className="buttons",
    )
    return [buttons, html.P(nbsp(words("feed.why")), className="meta")]
