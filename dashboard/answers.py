"""Answers that were worked out already: a page of one data version, one day and one address is always the same.

Entries name the version, so none is ever stale; those of old versions make room for others. A browser that has the
document of a page already is told so.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, TypeAlias

from flask import Flask, Response, g, request

from dashboard import ids
from dashboard.context import ANY_PAGE, PAGE_MARK, Services
from dashboard.memo import Memo
from data.errors import OgpError

# a page takes 5 to 30 kB packed
ROOM_BYTES: Final = 16 * 1024 * 1024
_CALLBACK: Final = "/_dash-update-component"
# what every page asks for; it changes with the program only
_OF_DASH: Final = ("/_dash-layout", "/_dash-dependencies")
_KEPT_HEADERS: Final = ("Content-Type", "Content-Encoding", "Vary")


@dataclass(frozen=True)
class Answer:
    """The bytes of an answer as they travel, the headers that tell how to read them, and the page they show.

    `etag` tells a document from any other; an answer to a call has none.
    """

    content: bytes
    headers: tuple[tuple[str, str], ...]
    page: str = ""
    etag: str = ""


Answers: TypeAlias = Memo[Answer]


def keep_answers(server: Flask) -> Answers:
    """The memo of a server's pages; to be called before compression, so that packed answers are kept."""
    memo: Answers = Memo(ROOM_BYTES, lambda answer: len(answer.content))

    @server.after_request
    def keep(response: Response) -> Response:
        if request.path in _OF_DASH and response.status_code == 200:
            return _mark(response, _etag(response.get_data()))
        key = g.pop("answer_key", None)
        if key and g.pop("page_is_whole", False) and response.status_code == 200:
            headers = response.headers
            told = tuple((name, headers[name]) for name in _KEPT_HEADERS if name in headers)
            page = request.environ.get(PAGE_MARK, "")
            content = response.get_data()
            etag = _etag(content) if request.method == "GET" else ""
            memo.keep(key, Answer(content, told, page, etag))
            return _mark(response, etag)
        return response

    return memo


def answer_again(server: Flask, services: Services, memo: Answers) -> None:
    """Answers from the memo what stands in it; to be called after the guards, which every request passes."""

    @server.before_request
    def again() -> Response | None:
        key = _key(services)
        answer = memo.find(key) if key else None
        if answer is None:
            g.answer_key = key
            return None
        if answer.page:
            request.environ[PAGE_MARK] = answer.page
        return _mark(Response(answer.content, headers=list(answer.headers)), answer.etag)


def note_whole_page() -> None:
    """Says that the answer of this request is a page as its address asks for it, no message about a fault."""
    g.page_is_whole = True


def _etag(content: bytes) -> str:
    return sha256(content).hexdigest()[:20]


def _mark(response: Response, etag: str) -> Response:
    """An answer that a browser keeps and asks whether it still holds; one without a mark as it is."""
    if not etag:
        return response
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(etag)
    return response.make_conditional(request)


def _key(services: Services) -> Hashable | None:
    """What an answer depends on; None for a request that asks for no page."""
    asked = _asked()
    if asked is None:
        return None
    try:
        version = services.newest().version
    except OgpError:
        return None
    accepted = tuple(name for name in ("br", "gzip") if name in request.accept_encodings)
    return (version, services.today(), request.url_root, accepted, *asked)


def _asked() -> tuple[str, str, str] | None:
    if request.method == "GET" and str(request.url_rule) in ANY_PAGE:
        return "document", request.path, request.query_string.decode("ascii", "replace")
    moved = move_asked()
    return ("page", *moved) if moved else None


def move_asked() -> tuple[str, str] | None:
    """The path and the query of a call of Dash's router; the guard has seen to its form. None for other requests."""
    if request.method != "POST" or request.path != _CALLBACK:
        return None
    body = request.get_json(silent=True)
    if not isinstance(body, dict) or not str(body.get("output", "")).startswith(
        f"..{ids.CONTENT}."
    ):
        return None
    values = {port.get("property"): port.get("value") for port in body.get("inputs", [])}
    path, search = values.get("pathname"), values.get("search")
    if set(values) != {"pathname", "search"} or not isinstance(path, str):
        return None
    return path, str(search or "")
