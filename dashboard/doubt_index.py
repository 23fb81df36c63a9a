"""Where doubtful readings are: found and counted by codes and addresses, before the words of any of them are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from dashboard.place_index import PlaceIndex
from data.overrides import OverrideField
from data.snapshot import Snapshot

SURE: Final = 0.8
"""A status read with less confidence than this is doubtful."""
# the rules of names that a person should look at, and the words that say why
DOUBTFUL_NAMES: Final = {"no head word": "no_head_word", "doubtful name": "doubtful_name"}
_AT_ONCE: Final = 4_000


class DoubtKind(StrEnum):
    """What was read and may be wrong, in the order of the page."""

    STATUS = "status"
    DEADLINE = "deadline"
    BODIES = "bodies"
    LINK = "link"
    HEADER = "header"
    THEME = "theme"


FIELDS: Final = {
    DoubtKind.STATUS: OverrideField.STATUS,
    DoubtKind.DEADLINE: OverrideField.DEADLINE,
    DoubtKind.BODIES: OverrideField.BODIES,
    DoubtKind.THEME: OverrideField.THEME,
}
_KINDS: Final = {
    **{name: DoubtKind(name) for name in ("status", "deadline", "bodies", "theme")},
    "one_off": DoubtKind.DEADLINE,
    **dict.fromkeys(("region", "years", "approval", "report"), DoubtKind.HEADER),
}
_ORDER: Final = tuple(DoubtKind)


class Source(StrEnum):
    """What raised a doubt."""

    ISSUE = "what a reader marked"
    STATUS = "a state read with little confidence"
    BODIES = "a name without a head word"
    LINK = "a report's row without a sure measure"


class Found(NamedTuple):
    """One reason of a doubt: `item` is the label of its issue or link; a link names the plan's measure it leads to."""

    source: Source
    kind: DoubtKind
    document_key: str
    row_id: str
    place: str = ""
    other_id: str = ""
    item: int = -1


def kind_of(code: str) -> DoubtKind | None:
    """The kind of doubt that an issue raises; None for one that concerns no reading."""
    return next((kind for name, kind in _KINDS.items() if code.startswith(f"{name}_")), None)


def find_doubts(snapshot: Snapshot, documents: Iterable[str]) -> list[list[Found]]:
    """The doubtful readings of these documents, by kind, then as documents and rows come, each with its reasons.

    What a person corrected is no longer doubtful.
    """
    keys = frozenset(documents)
    frame = snapshot.overrides
    settled = set(zip(frame["measure_id"], frame["field"], strict=True))
    merged: dict[tuple[str, ...], list[Found]] = {}
    for found in (
        *_of_issues(snapshot, keys),
        *_of_statuses(snapshot, keys),
        *_of_bodies(snapshot, keys),
        *_of_links(snapshot, keys),
    ):
        if (found.row_id, FIELDS.get(found.kind)) not in settled:
            key = (found.kind, found.document_key, found.row_id or found.place, found.other_id)
            merged.setdefault(key, []).append(found)
    rank = {key: place for place, key in enumerate(snapshot.documents["document_key"])}
    return sorted(
        merged.values(), key=lambda one: (_ORDER.index(one[0].kind), rank[one[0].document_key])
    )


@dataclass(frozen=True)
class DoubtCounts:
    """How many doubts of each kind (a row for each, in their order) each document has, in the order of documents."""

    documents: tuple[str, ...]
    counts: np.ndarray[Any, Any]

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return int(self.counts.nbytes) + 8 * len(self.documents)

    def among(self, documents: Collection[str]) -> DoubtCounts:
        """Those of some documents alone."""
        wanted = frozenset(documents)
        kept = [place for place, key in enumerate(self.documents) if key in wanted]
        return DoubtCounts(tuple(self.documents[place] for place in kept), self.counts[:, kept])

    def total(self, kind: DoubtKind | None = None) -> int:
        """How many there are of a kind, of all for None."""
        return int(self._of(kind).sum())

    def cut(
        self, kind: DoubtKind | None, first: int, last: int
    ) -> Iterator[tuple[DoubtKind, str, int, int]]:
        """Which doubts of a kind stand between two places of the list: of each kind and document some in a row."""
        begin = 0
        for row, counts in zip(_ORDER if kind is None else (kind,), self._of(kind), strict=True):
            ends = begin + np.cumsum(counts)
            for at in np.flatnonzero((counts > 0) & (ends > first) & (ends - counts < last)):
                start = int(ends[at] - counts[at])
                yield row, self.documents[at], max(first - start, 0), last - start
            begin = int(ends[-1]) if len(ends) else begin

    def _of(self, kind: DoubtKind | None) -> np.ndarray[Any, Any]:
        return self.counts if kind is None else self.counts[[_ORDER.index(kind)]]


def count_doubts(snapshot: Snapshot) -> DoubtCounts:
    """The counts of all documents; some are looked at at a time, so that a million measures need no more room."""
    documents = tuple(snapshot.documents["document_key"])
    place = {key: at for at, key in enumerate(documents)}
    counts = np.zeros((len(_ORDER), len(documents)), dtype=np.int32)
    for start in range(0, len(documents), _AT_ONCE):
        groups = find_doubts(snapshot, documents[start : start + _AT_ONCE])
        held = Counter((group[0].kind, group[0].document_key) for group in groups)
        for (kind, key), number in held.items():
            counts[_ORDER.index(kind), place[key]] = number
    return DoubtCounts(documents, counts)


def _of_issues(snapshot: Snapshot, keys: Collection[str]) -> Iterator[Found]:
    """What the readers themselves marked."""
    issues = snapshot.issues
    of_code = {code: kind_of(code) for code in issues["code"].unique()}
    doubtful = [code for code, kind in of_code.items() if kind is not None]
    shown = issues["document_key"].isin(keys) & issues["code"].isin(doubtful)
    told = issues.loc[shown, ["document_key", "code", "place"]]
    kinds = [of_code[code] for code in told["code"]]
    places = _places(
        snapshot,
        {
            key
            for key, kind in zip(told["document_key"], kinds, strict=True)
            if kind is not DoubtKind.HEADER
        },
    )
    for item, key, kind, place in zip(
        told.index, told["document_key"], kinds, told["place"], strict=True
    ):
        assert kind is not None
        row_id = "" if kind is DoubtKind.HEADER else places.find(key, place)
        yield Found(Source.ISSUE, kind, key, row_id, place, item=item)


def _places(snapshot: Snapshot, keys: Collection[str]) -> PlaceIndex:
    """Where the rows of some documents stand."""
    rows = [
        row
        for frame, name in ((snapshot.measures, "measure_id"), (snapshot.outcomes, "row_id"))
        for row in _told(frame, frame["document_key"].isin(keys), "document_key", "place", name)
    ]
    return PlaceIndex(rows)


def _of_statuses(snapshot: Snapshot, keys: Collection[str]) -> Iterator[Found]:
    """States read with little confidence."""
    told = snapshot.outcomes
    unsure = (told["confidence"] < SURE) & told["document_key"].isin(keys)
    for key, row_id in _told(told, unsure, "document_key", "row_id"):
        yield Found(Source.STATUS, DoubtKind.STATUS, key, row_id)


def _of_bodies(snapshot: Snapshot, keys: Collection[str]) -> Iterator[Found]:
    """Measures with names in which no head word was recognised, or whose words are hardly those of one name."""
    named = snapshot.assignments
    doubtful = named["rule"].isin(list(DOUBTFUL_NAMES)) & named["document_key"].isin(keys)
    for key, measure_id in dict.fromkeys(_told(named, doubtful, "document_key", "measure_id")):
        yield Found(Source.BODIES, DoubtKind.BODIES, key, measure_id)


def _of_links(snapshot: Snapshot, keys: Collection[str]) -> Iterator[Found]:
    """Rows of reports whose measure in the plan a person must choose."""
    links = snapshot.waiting_links
    links = links[links["report_key"].isin(keys)]
    columns = (links[name] for name in ("report_key", "report_measure_id", "plan_measure_id"))
    for item, key, row_id, other in zip(links.index, *columns, strict=True):
        yield Found(Source.LINK, DoubtKind.LINK, key, row_id, other_id=other, item=item)


def _told(frame: pd.DataFrame, mask: pd.Series[bool], *names: str) -> Iterator[tuple[Any, ...]]:
    """Some columns of the rows of a mask, as plain values."""
    places = np.flatnonzero(mask)
    columns: Sequence[list[Any]] = [frame[name].array.take(places).tolist() for name in names]
    return zip(*columns, strict=True)
