"""The API's description (OpenAPI 3.1), made from the declarations that answer its requests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from dashboard.api.answers import JSON_TYPE, LICENCE
from dashboard.api.parameters import ALWAYS, PARAMETERS, Parameter
from dashboard.api.problems import PROBLEM_TYPE
from dashboard.links import OPENAPI
from dashboard.records.fields import Record
from data.i18n import Words
from data.settings import Settings

API_VERSION: Final = "1.0.0"
LICENCE_NAME: Final = "Creative Commons Attribution 4.0 International"


def describe_api(
    words: Words, addresses: Mapping[str, Record], settings: Settings
) -> dict[str, Any]:
    """The description in a language: every address, its parameters, and every field of its answers."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": words("api.title"),
            "version": API_VERSION,
            "description": words("api.about"),
            "license": {"name": LICENCE_NAME, "identifier": LICENCE},
            **_contact(settings),
        },
        "servers": [{"url": "/"}],
        "paths": {
            **{
                address: {"get": _operation(words, address, record)}
                for address, record in addresses.items()
            },
            OPENAPI: {"get": _own_operation(words)},
        },
        "components": {
            "schemas": {
                **{record.name: _schema(words, record) for record in addresses.values()},
                "Problem": _problem_schema(),
            },
            "parameters": {
                name: _parameter(words, parameter) for name, parameter in PARAMETERS.items()
            },
        },
    }


def _contact(settings: Settings) -> dict[str, Any]:
    told = {"name": settings.publisher, "email": settings.publisher_email}
    given = {name: value for name, value in told.items() if value}
    return {"contact": given} if given else {}


def _operation(words: Words, address: str, record: Record) -> dict[str, Any]:
    return {
        "operationId": record.name,
        "summary": words(f"records.{record.name}"),
        "description": words(f"records.{record.name}_about"),
        "tags": ["metrics" if "/metrics/" in address else "records"],
        "parameters": [
            {"$ref": f"#/components/parameters/{name}"} for name in (*record.filters, *ALWAYS)
        ],
        "responses": {
            "200": {
                "description": words("api.answer_ok"),
                "headers": _headers(words),
                "content": {
                    JSON_TYPE: {"schema": _page_schema(record)},
                    "text/csv": {"schema": {"type": "string"}},
                },
            },
            "304": {"description": words("api.answer_same")},
            **_refusals(words),
        },
    }


def _own_operation(words: Words) -> dict[str, Any]:
    return {
        "operationId": "openapi",
        "summary": words("api.this_description"),
        "tags": ["description"],
        "parameters": [{"$ref": "#/components/parameters/lang"}],
        "responses": {
            "200": {
                "description": words("api.answer_ok"),
                "content": {JSON_TYPE: {"schema": {"type": "object"}}},
            },
            **_refusals(words),
        },
    }


def _refusals(words: Words) -> dict[str, Any]:
    content = {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        status: {"description": words(f"api.problem_{kind}"), "content": content}
        for status, kind in (
            ("400", "bad_parameter"),
            ("405", "read_only"),
            ("429", "too_many"),
            ("503", "no_data"),
        )
    }


def _headers(words: Words) -> dict[str, Any]:
    text: dict[str, Any] = {"type": "string"}
    return {
        "ETag": {"description": words("api.header_etag"), "schema": text},
        "Link": {"description": words("api.header_link"), "schema": text},
        "X-Total-Count": {"description": words("api.header_total"), "schema": {"type": "integer"}},
    }


def _parameter(words: Words, parameter: Parameter) -> dict[str, Any]:
    one = dict(parameter.schema)
    schema = {"type": "array", "items": one, "maxItems": 200} if parameter.many else one
    return {
        "name": parameter.name,
        "in": "query",
        "required": False,
        "description": words(f"api.parameter_{parameter.name}"),
        "schema": schema,
        **({"style": "form", "explode": True} if parameter.many else {}),
    }


def _page_schema(record: Record) -> dict[str, Any]:
    whole = {"type": "integer", "minimum": 0}
    properties = {
        "record": {"const": record.name},
        "as_of": {"type": "string"},
        "data_version": whole,
        "loaded_at": {"type": ["string", "null"], "format": "date-time"},
        "licence": {"const": LICENCE},
        "demo": {"type": "boolean"},
        "total": whole,
        "page": whole,
        "limit": whole,
        "links": {"type": "object", "additionalProperties": {"type": "string", "format": "uri"}},
        "data": {"type": "array", "items": {"$ref": f"#/components/schemas/{record.name}"}},
    }
    return _closed(properties)


def _schema(words: Words, record: Record) -> dict[str, Any]:
    properties = {
        field.name: {**field.json_schema(), "description": field.description(record.name, words)}
        for field in record.fields
    }
    return {**_closed(properties), "description": words(f"records.{record.name}_about")}


def _problem_schema() -> dict[str, Any]:
    text: dict[str, Any] = {"type": "string"}
    fault = _closed({"parameter": text, "detail": text})
    own = {"type": text, "title": text, "status": {"type": "integer"}, "detail": text}
    return {
        "type": "object",
        "properties": {**own, "instance": text, "errors": {"type": "array", "items": fault}},
        "required": ["type", "title", "status", "detail"],
    }


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
