"""The file of a document as it was loaded, byte for byte: `/download/source/UA-09-pvu-plan-2013?version=2`."""

from __future__ import annotations

from io import BytesIO

from flask import Flask, Response, abort, request, send_file

from dashboard.context import current_services
from dashboard.links import SOURCE_FILE
from data.errors import OgpError, UnknownDocument
from data.queries import fetch_source_content, fetch_versions_frame


def register_source_files(server: Flask) -> None:
    """Adds the address of the files to a server."""

    @server.get(f"{SOURCE_FILE}/<document_key>")
    def source_file(document_key: str) -> Response:
        services = current_services()
        try:
            name, content = _read(document_key, request.args.get("version", ""))
        except UnknownDocument:
            abort(404)
        except OgpError as error:
            words = services.words_of(services.filters_of(request.args))
            told = words(f"error.{error.code}", **error.values)
            return Response(told, status=503, mimetype="text/plain")
        # whatever the file holds, a browser only saves it
        response = send_file(
            BytesIO(content),
            mimetype="application/octet-stream",
            as_attachment=True,
            download_name=_safe_name(name),
            etag=False,
        )
        response.headers["Cache-Control"] = "no-store"
        return response


def _read(document_key: str, version: str) -> tuple[str, bytes]:
    with current_services().engine.connect() as connection:
        versions = fetch_versions_frame(connection, document_key)
        wanted = versions[versions["number"].astype("str") == version] if version else versions
        if wanted.empty:
            raise UnknownDocument(document=document_key)
        version_id = int(wanted["version_id"].iloc[0]) if version else None
        return fetch_source_content(connection, document_key, version_id)


def _safe_name(name: str) -> str:
    """The file's name without folders and control characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable()) or "document"
