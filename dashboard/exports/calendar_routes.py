"""The address of the calendars: `/calendar.ics?body=ua-09-upravlinnia…` or `?plan=UA-09-pvu-plan-2013`."""

from __future__ import annotations

from flask import Flask, Response, request

from dashboard.context import Page, View, current_services
from dashboard.exports.calendar import CALENDAR_TYPE, make_calendar
from dashboard.exports.files import File
from dashboard.exports.routes import send_file
from dashboard.links import CALENDAR_FILE
from data.errors import OgpError


def register_calendar(server: Flask, page: Page) -> None:
    """Adds the address of the calendars, which reads the same filters as `page`."""

    @server.get(CALENDAR_FILE)
    def calendar() -> Response:
        services = current_services()
        query = request.args.to_dict(flat=False)
        try:
            view = services.view(page, query)
            if not _is_of_something(view):
                return _told(view.words("feed.of_nothing"), 404)
            return _answer(view)
        except OgpError as error:
            words = services.words_of(services.filters_of(query))
            return _told(words(f"error.{error.code}", **error.values), 503)


def _is_of_something(view: View) -> bool:
    """Whether the address names bodies or plans, all of them known: a calendar of everything nobody can read."""
    bodies, plans = set(view.filters.body), set(view.filters.plan)
    known = bodies <= set(view.snapshot.bodies["body_id"])
    return bool(bodies | plans) and known and plans <= set(view.snapshot.plan_frame["document_key"])


def _answer(view: View) -> Response:
    """The calendar; a program that asks again with the tag of its copy gets it only when something changed."""
    name = "_".join(view.filters.values("body") + view.filters.values("plan"))[:80]
    plain = f"{''.join(sign if sign.isascii() and sign.isalnum() else '-' for sign in name)}.ics"
    response = send_file(File(plain, plain, CALENDAR_TYPE, make_calendar(view)))
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    return response.make_conditional(request)


def _told(text: str, status: int) -> Response:
    return Response(text, status=status, mimetype="text/plain")
