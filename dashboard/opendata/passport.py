"""The passport and the structure of the set, as the regulation on open data (Cabinet resolution № 835) asks.

What only an office knows (its name, who answers, the number on the portal) comes from the settings and stays
empty where it is not set: nobody is invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from dashboard import links
from dashboard.opendata.dataset import PACKAGE, STRUCTURE, ZIP, Dataset
from dashboard.records import TABLES
from data.queries import first_loaded_at


def passport_rows(dataset: Dataset) -> list[tuple[str, str]]:
    """The elements of the passport in the order of the resolution, each with what is known of it."""
    words = dataset.words
    return [(words(f"passport.{name}"), value) for name, value in _elements(dataset)]


def _elements(dataset: Dataset) -> Iterator[tuple[str, str]]:
    words, settings = dataset.words, dataset.view.services.settings
    snapshot = dataset.view.snapshot
    changed = words.moment(snapshot.loaded_at) if snapshot.loaded_at else ""
    yield "number", settings.dataset_id
    yield "name", words("opendata.name")
    yield "about", words("opendata.about")
    yield "language", words("passport.is_language")
    yield "formats", "CSV, XLSX, JSON"
    yield "compression", "ZIP"
    yield "published", _published(dataset, settings.published_on)
    yield "changed", changed
    yield "actual", words.day(dataset.view.services.today())
    yield "frequency", words("passport.is_frequency")
    yield "keywords", words("opendata.keywords")
    yield "address", f"{dataset.address(ZIP)} ; {dataset.root}{links.OPENAPI}"
    yield "structure", f"{dataset.address(STRUCTURE)} ; {dataset.address(PACKAGE)}"
    yield "source", words("passport.is_source")
    yield "basis", words("passport.is_basis")
    yield "publisher", _joined(settings.publisher, settings.publisher_code)
    yield "contact", _joined(settings.publisher_contact, settings.publisher_email)
    yield "licence", words("opendata.licence_name")
    found, documents = dataset.view.demo
    if found:
        yield "demo", words("passport.is_demo", found=found, all=documents)


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _published(dataset: Dataset, day: date | None) -> str:
    """The day that the settings name, else the moment of the first load: since then the data are public here."""
    if day is not None:
        return dataset.words.day(day)
    first = first_load(dataset)
    return dataset.words.moment(first) if first else ""


def first_load(dataset: Dataset) -> datetime | None:
    """When anything was loaded for the first time; None while nothing ever was."""
    with dataset.view.services.engine.connect() as connection:
        return first_loaded_at(connection)


STRUCTURE_COLUMNS = ("table", "field", "type", "required", "values", "description")


def structure_rows(dataset: Dataset) -> list[list[str]]:
    """Every field of every table: its type, whether it is always filled, its codes, what it means."""
    return [
        [
            record.name,
            field.name,
            str(field.table_schema()["type"]),
            "false" if field.optional else "true",
            "; ".join(field.codes),
            field.description(record.name, dataset.words),
        ]
        for record in TABLES
        for field in record.fields
    ]
