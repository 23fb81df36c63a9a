"""Records and their rows: what a document says as rows of the tables, and its hashes.

A hash is over what is said, not over the bytes: the same reading of the same words changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, Final, TypeVar, cast

from data.identity import essence, name_stem
from data.model import Assignment, Deadline, Document, Fate, Header, Measure

CORRECTED: Final = "exchange"
"""The reader's name of every version that a person corrected."""

FROM_FORM: Final = "exchange-form"
"""The reader's name of a version whose document was read from a form alone."""

# made once: `json.dumps` makes one for every value
_TO_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
T = TypeVar("T")
Row = dict[str, Any]

# PostgreSQL refuses the first, UTF-8 the others
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
_ABOUT_THE_FILE: Final = frozenset(
    {"name", "sha256", "part", "reader", "layout", "is_demo", "content", "revision", "origin"}
)
_ABOUT_THE_PLACE: Final = frozenset({"position", "place"})


def make_storable(value: T) -> T:
    """A record whose texts hold nothing a database refuses: NUL shows as «␀»."""
    return value if _is_storable(_to_text(value)) else _make_storable(value)


@dataclass(frozen=True, slots=True)
class Prints:
    """What hashes tell of a document that a database takes as it is: its content, and its measures in their order."""

    content: str
    measures: tuple[str, ...]


def prints_of(document: Document) -> Prints | None:
    """The prints of a document, None for one that holds what a database refuses; no database is asked."""
    said = _to_text(_said(document, _ABOUT_THE_FILE))
    if not _is_storable(said):
        return None
    content = hashlib.sha256(said.encode()).hexdigest()
    return Prints(content, tuple(map(measure_hash, document.measures)))


def is_storable_file(document: Document) -> bool:
    """Whether a database takes what a document says of its file and of its identity."""
    about = (document.name, document.reader, document.layout, document.revision, document.origin)
    return _is_storable(_to_text(about))


def content_hash(document: Document) -> str:
    """The hash of everything a document says: header, records, rows, issues and their places."""
    return _hash(_said(document, _ABOUT_THE_FILE))


def measure_hash(measure: Measure) -> str:
    """The hash of one measure wherever it stands: equal in two versions when no word of it changed.

    White space, line ends and punctuation are a format's, as in «соціально-|економічних» over a PDF's line end.
    """
    return _hash(folded_said(measure, _ABOUT_THE_PLACE))


def folded_said(record: Any, without: frozenset[str] = frozenset()) -> Row:
    """What a record says field by field, every text as its `essence`."""
    return {name: _folded(value) for name, value in _said(record, without).items()}


def header_row(header: Header) -> Row:
    """A header as columns of `versions`."""
    return _said(header) | {
        "kind": header.kind.value,
        "programme": header.programme.value,
        "place": header.place.code,
    }


def version_row(document: Document) -> Row:
    """A document as a row of `versions`, with the count of each fate (reading rule 49)."""
    fates = Counter(row.fate for row in document.rows)
    return header_row(document.header) | {
        "sha256": document.sha256,
        "name": document.name,
        "stem": name_stem(document.name),
        "part": document.part,
        "reader": document.reader,
        "layout": document.layout,
        "is_demo": document.is_demo,
        "fates": to_json({fate.value: fates[fate] for fate in Fate if fates[fate]}),
    }


def to_json(value: object) -> str:
    """A list or a table of counts as the JSON text of a column."""
    return _TO_JSON.encode(value)


def from_json(text: str) -> tuple[str, ...]:
    """The list of words that a column's JSON text holds."""
    return tuple(json.loads(text))


def _hash(said: object) -> str:
    return hashlib.sha256(_to_text(said).encode()).hexdigest()


def _is_storable(told: str) -> bool:
    return "\\u0000" not in told and _UNSTORABLE.search(told) is None


def _as_json(value: Any) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return None
    return _said(value)


_TO_TEXT: Final = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_as_json
)


def _to_text(said: object) -> str:
    return _TO_TEXT.encode(said)


def _said(record: Any, without: frozenset[str] = frozenset()) -> Row:
    # dataclasses.asdict copies everything deeply: six times slower over a large plan
    kind: type = type(record)
    names, values = _fields_of(kind, without)
    return dict(zip(names, values(record), strict=True))


@cache
def _fields_of(
    kind: type[Any], without: frozenset[str]
) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    names = tuple(name for name in cast(Any, kind).__dataclass_fields__ if name not in without)
    if len(names) == 1:  # of one name attrgetter gives no tuple
        return names, lambda record: (getattr(record, names[0]),)
    return names, attrgetter(*names)


def _folded(value: Any) -> Any:
    if isinstance(value, str):
        return essence(value)
    if isinstance(value, tuple):
        return [_folded(item) for item in value]
    if isinstance(value, Assignment | Deadline):
        return _folded_part(value)
    if is_dataclass(value) and not isinstance(value, type):
        return folded_said(value)
    return value


@lru_cache(maxsize=8192)
def _folded_part(record: Assignment | Deadline) -> Row:
    """The same bodies and deadlines stand in measure after measure."""
    return folded_said(record)


def _make_storable(value: Any) -> Any:
    if isinstance(value, str) and type(value) is str:
        return _UNSTORABLE.sub(
            lambda match: "␀" if match[0] == "\0" else "\N{REPLACEMENT CHARACTER}", value
        )
    if isinstance(value, tuple):
        return tuple(_make_storable(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {part.name: _make_storable(getattr(value, part.name)) for part in fields(value)}
        return replace(value, **parts)
    return value
