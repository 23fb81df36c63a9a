"""The documents that ship with the product: their fingerprints, and the counts a right reading gives."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import data
from data.errors import ChecksumMismatch
from data.issues import make_issue
from data.model import Document, Issue

DOCUMENTS: Final = Path(data.__file__).parent / "documents"
MANIFEST: Final = "manifest.toml"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records of each kind a document holds; `measures_by_direction` is in the plan's order."""

    directions: int
    measures: int
    measures_by_direction: tuple[int, ...]
    assignments: int
    outcomes: int
    national_plans: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One bundled document: its file, what it is, its fingerprint and counts."""

    file: str
    sha256: str
    title: str
    region: str
    counts: Counts


def read_manifest(folder: Path = DOCUMENTS) -> tuple[Entry, ...]:
    """The entries of the manifest in the order of loading."""
    listed = tomllib.loads((folder / MANIFEST).read_text(encoding="utf-8"))["document"]
    return tuple(_entry(item) for item in listed)


def read_bundled(folder: Path = DOCUMENTS) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each bundled document; raises ChecksumMismatch for a file that was changed."""
    for entry in read_manifest(folder):
        yield entry.file, read_bundled_file(entry, folder)


def read_bundled_file(entry: Entry, folder: Path = DOCUMENTS) -> bytes:
    """The bytes of one bundled document; raises ChecksumMismatch for a file that was changed or is gone."""
    try:
        content = (folder / entry.file).read_bytes()
    except OSError as error:
        raise ChecksumMismatch(file=entry.file, expected=entry.sha256, found="—") from error
    found = hashlib.sha256(content).hexdigest()
    if found != entry.sha256:
        raise ChecksumMismatch(file=entry.file, expected=entry.sha256, found=found)
    return content


def count_records(document: Document) -> Counts:
    """The counts of a document as it was read."""
    by_direction = tuple(
        sum(measure.direction_number == direction.number for measure in document.measures)
        for direction in document.directions
    )
    return Counts(
        directions=len(document.directions),
        measures=len(document.measures),
        measures_by_direction=by_direction,
        assignments=sum(len(measure.assignments) for measure in document.measures),
        outcomes=sum(measure.outcome is not None for measure in document.measures),
        national_plans=len(document.national_plans),
    )


def check_counts(document: Document) -> tuple[Issue, ...]:
    """An issue `count_differs` for every count of a bundled document that is not the right one."""
    entry = _bundled().get(document.sha256)
    if entry is None:
        return ()
    found = count_records(document)
    return tuple(
        make_issue("count_differs", document.header.place, name, f"{right} ≠ {got}")
        for name in Counts.__slots__
        if (right := getattr(entry.counts, name)) != (got := getattr(found, name))
    )


@lru_cache(maxsize=1)
def _bundled() -> dict[str, Entry]:
    return {entry.sha256: entry for entry in read_manifest()}


def _entry(item: dict[str, Any]) -> Entry:
    counts = dict(item["counts"])
    counts["measures_by_direction"] = tuple(counts["measures_by_direction"])
    return Entry(
        file=item["file"],
        sha256=item["sha256"],
        title=item["title"],
        region=item["region"],
        counts=Counts(**counts),
    )
