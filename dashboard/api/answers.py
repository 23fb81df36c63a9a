"""Answers: one page of rows with their total and the addresses of the other pages, as JSON or CSV."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from flask import Response, request

from dashboard.api.parameters import Asked
from dashboard.context import Services, View
from dashboard.exports.files import CSV_TYPE
from dashboard.links import SAFE
from dashboard.records.fields import Record, as_json
from dashboard.records.writing import write_records
from dashboard.serving.program import program_digest
from data.snapshot import Snapshot

# what answers and files say of the settings; never the others, for a tag is public
_TOLD: Final = {
    *("as_of", "language", "publisher", "publisher_code", "publisher_contact"),
    *("publisher_email", "dataset_id", "published_on"),
}
LICENCE: Final = "CC-BY-4.0"
JSON_TYPE: Final = "application/json"


def answer(record: Record, view: View, asked: Asked, root: str) -> Response:
    """The asked page of a record's rows; `root` begins every address in it."""
    selected = record.select(view)
    start = (asked.page - 1) * asked.limit
    rows = record.read(view, selected.iloc[start : start + asked.limit], root)
    links = page_links(asked, len(selected), root)
    if asked.format == "csv":
        response = Response(write_records(record, rows), content_type=CSV_TYPE)
        response.headers["Content-Disposition"] = f"inline; filename={record.name}.csv"
    else:
        told = _envelope(record, view, asked, len(selected), links)
        told["data"] = [dict(zip(record.names, map(as_json, row), strict=True)) for row in rows]
        response = Response(json.dumps(told, ensure_ascii=False), content_type=JSON_TYPE)
    response.headers["X-Total-Count"] = str(len(selected))
    response.headers["Link"] = ", ".join(
        f'<{address}>; rel="{name}"' for name, address in links.items() if name != "self"
    )
    response.headers["Content-Language"] = view.words.language
    return response


def _envelope(
    record: Record, view: View, asked: Asked, total: int, links: Mapping[str, str]
) -> dict[str, Any]:
    snapshot = view.snapshot
    return {
        "record": record.name,
        "as_of": str(view.as_of),
        "data_version": snapshot.version,
        "loaded_at": as_json(snapshot.loaded_at),
        "licence": LICENCE,
        "demo": view.demo[0] > 0,
        "total": total,
        "page": asked.page,
        "limit": asked.limit,
        "links": dict(links),
    }


def page_links(asked: Asked, total: int, root: str) -> dict[str, str]:
    """The addresses of this page, the first, the last and its neighbours; a neighbour that is not there is left out."""
    last = max(1, -(-total // asked.limit))
    pages = {"self": asked.page, "first": 1, "last": last}
    if asked.page > 1:
        pages["prev"] = min(asked.page - 1, last)
    if asked.page < last:
        pages["next"] = asked.page + 1
    return {name: _address(page, root) for name, page in pages.items()}


def _address(page: int, root: str) -> str:
    query: list[tuple[str, str]] = [
        pair for pair in request.args.items(multi=True) if pair[0] != "page"
    ]
    if page > 1:
        query.append(("page", str(page)))
    asked = urlencode(query, safe=SAFE)
    return f"{root}{request.path}" + (f"?{asked}" if asked else "")


def version_tag(services: Services, snapshot: Snapshot, *parts: str) -> str:
    """What an answer depends on: program, data, day, settings, server and `parts`; equal tags are equal answers."""
    settings = services.settings
    told = (
        *(program_digest(), str(snapshot.version), str(snapshot.loaded_at)),
        services.today().isoformat(),
        *(settings.model_dump_json(include=_TOLD), request.url_root, *parts),
    )
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:24]


def make_public(response: Response) -> Response:
    """Any page of any site may read it, and a copy is asked about before it is used again."""
    headers = response.headers
    headers["Access-Control-Allow-Origin"] = "*"
    headers["Access-Control-Expose-Headers"] = "ETag, Link, X-Total-Count, Content-Disposition"
    headers.setdefault("Cache-Control", "public, no-cache")
    return response


def is_known_to_reader(tag: str) -> bool:
    """Whether the reader holds the answer of this tag already."""
    return request.if_none_match.contains_weak(tag)


def not_modified(tag: str) -> Response:
    """304: what the reader holds is still so."""
    response = Response(status=304)
    response.set_etag(tag, weak=True)
    return make_public(response)
