"""Due dates as a calendar that other programs subscribe to (RFC 5545): one all-day event per due date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final
from urllib.parse import urljoin
from uuid import UUID, uuid5

import icalendar

from dashboard import links
from dashboard.context import View
from dashboard.lists.lines import Line, read_lines
from dashboard.names import as_of_text, plan_names, value_names
from data.model import State

CALENDAR_TYPE: Final = "text/calendar; charset=utf-8"
REFRESH: Final = timedelta(hours=12)
# the space of our events' names; it must never change, or calendars would hold each date twice
_EVENTS: Final = UUID("5b0f6c3e-7d0a-4f0e-9a53-2f1d8c4b7a60")
_LONGEST_TITLE: Final = 110
_ZONE: Final = "Europe/Kyiv"


def make_calendar(view: View) -> bytes:
    """The due dates of the measures in view as the bytes of an .ics file.

    A measure with several dates has an event for each; `due_from` and `due_to` of the view bound the dates too.
    """
    words = view.words
    name, note = _name(view), _note(view)
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//{words('shell.product')}//OGP Monitor//{words.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    # the newer name of each property and the one that older programs know
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("description", note)
    calendar.add("x-wr-caldesc", note)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", icalendar.vDuration(REFRESH))
    for event in _events(view):
        calendar.add_component(event)
    if not calendar.subcomponents:
        # a calendar must hold something; one without due dates holds the zone of its days
        calendar.add_component(icalendar.Timezone.from_tzid(_ZONE))
    return calendar.to_ical(sorted=False)


def event_id(measure_id: str, due: date) -> str:
    """The lasting name of the event of one due date of a measure; the same in every calendar and version."""
    return str(uuid5(_EVENTS, f"{measure_id} {due.isoformat()}"))


def _name(view: View) -> str:
    """«Управління комунікацій з громадськістю облдержадміністрації · Монітор ПВУ»."""
    told = [*value_names(view, "body"), *value_names(view, "plan")]
    return _clean(" · ".join([*told, view.words("shell.product")]))


def _note(view: View) -> str:
    words = view.words
    told = [words("feed.note", as_of=as_of_text(words, view.as_of))]
    if view.demo[0]:
        told.append(words("shell.demo"))
    return " ".join(told)


def _events(view: View) -> Iterator[icalendar.Event]:
    chosen, words = view.filters, view.words
    plans = plan_names(view)
    stamp = (view.snapshot.loaded_at or datetime(1970, 1, 1)).replace(tzinfo=UTC)
    demo = set(view.snapshot.documents.query("is_demo")["document_key"])
    for line in read_lines(view.snapshot, view.rows, None, chosen.body):
        mark = words("shell.demo") if line.document_key in demo else ""
        for due in line.due_dates:
            if (chosen.due_from or due) <= due <= (chosen.due_to or due):
                yield _event(view, line, due, stamp, plans.get(line.document_key, ""), mark)


def _event(
    view: View, line: Line, due: date, stamp: datetime, plan: str, mark: str
) -> icalendar.Event:
    words = view.words
    address = urljoin(view.root, links.measure_link(line.measure_id, view.filters))
    event = icalendar.Event()
    event.add("uid", event_id(line.measure_id, due))
    event.add("dtstamp", stamp)
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1))
    event.add("summary", _summary(view, line), parameters={"LANGUAGE": "uk"})
    event.add("description", _description(view, line, due, plan, mark, address))
    event.add("url", address)
    event.add("categories", [words(f"state.{line.state}")])
    event.add("status", "CANCELLED" if line.state == State.WITHDRAWN.value else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def _summary(view: View, line: Line) -> str:
    """«2.8. Забезпечення регулярного інформування населення…», fit for a cell of a month."""
    title = _clean(line.title) or view.words("body.untitled")
    if len(title) > _LONGEST_TITLE:
        title = title[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"
    return f"{_clean(line.number).rstrip('.')}. {title}" if line.number else title


def _description(view: View, line: Line, due: date, plan: str, mark: str, address: str) -> str:
    words = view.words
    told = [mark, _clean(line.title), ""]
    told.append(f"{words('feed.plan')}: {plan}")
    printed = f" ({_clean(line.deadline_text)})" if line.deadline_text else ""
    told.append(f"{words('feed.due')}: {words.day(due)}{printed}")
    if line.executors:
        names = "; ".join(_clean(executor.name) for executor in line.executors)
        told.append(f"{words('feed.bodies')}: {names}")
    told.append(
        words("feed.state", day=words.day(line.as_of), state=words(f"state.{line.state}").lower())
    )
    told += ["", address]
    return "\n".join(told).strip()


def _clean(text: str) -> str:
    """A text on one line without the control signs that a document may hold and a calendar may not."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
