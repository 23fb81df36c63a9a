"""`datapackage.json`: the set described as a Frictionless tabular data package (specs of version 1)."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from dashboard.opendata.dataset import LICENCE_ADDRESS, NAME, Dataset, table_file
from dashboard.records import TABLES
from dashboard.records.fields import Record, as_json


def make_package(dataset: Dataset) -> bytes:
    """The description with the size and the hash of each table, so that a copy can be checked."""
    words, view = dataset.words, dataset.view
    described: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": words("opendata.name"),
        "description": words("opendata.about"),
        "homepage": dataset.page,
        "version": str(view.snapshot.version),
        "as_of": str(view.as_of),
        "demo": view.demo[0] > 0,
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": words("opendata.licence_name"),
                "path": LICENCE_ADDRESS,
            }
        ],
        "keywords": words("opendata.keywords").split(", "),
        "resources": [_resource(dataset, record) for record in TABLES],
    }
    if view.snapshot.loaded_at:
        described["created"] = as_json(view.snapshot.loaded_at)
    if contributors := _contributors(dataset):
        described["contributors"] = contributors
    return json.dumps(described, ensure_ascii=False, indent=2).encode("utf-8")


def _contributors(dataset: Dataset) -> list[dict[str, str]]:
    settings = dataset.view.services.settings
    if not settings.publisher:
        return []
    email = {"email": settings.publisher_email} if settings.publisher_email else {}
    return [{"title": settings.publisher, "role": "publisher", **email}]


def _resource(dataset: Dataset, record: Record) -> dict[str, Any]:
    words = dataset.words
    content = dataset.csv_files[table_file(record.name)]
    fields = [
        {**field.table_schema(), "description": field.description(record.name, words)}
        for field in record.fields
    ]
    schema: dict[str, Any] = {
        "fields": fields,
        "missingValues": [""],
        "primaryKey": list(record.key),
    }
    if record.refers:
        schema["foreignKeys"] = [_reference(field, target) for field, target in record.refers]
    return {
        "profile": "tabular-data-resource",
        "name": record.name,
        "title": words(f"records.{record.name}"),
        "description": words(f"records.{record.name}_about"),
        "path": table_file(record.name),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema,
    }


def _reference(field: str, target: str) -> dict[str, Any]:
    [key] = next(record.key for record in TABLES if record.name == target)
    return {"fields": [field], "reference": {"resource": target, "fields": [key]}}
