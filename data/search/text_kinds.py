"""What texts a search looks through, and how they are numbered: the same in memory and in the database."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, Final, NamedTuple

import numpy as np

Array = np.ndarray[Any, Any]

ALWAYS_KNOWN: Final = np.iinfo(np.int64).min
KIND_BITS: Final = 4
"""A text's number is that of what it is a text of, shifted by so many bits, and its kind."""


class Field(IntEnum):
    """What a text is of its owner, in the order in which a find is told.

    `PLACE` helps to find (region, years, direction) but is no find by itself.
    """

    NUMBER = 0
    TITLE = 1
    TEXT = 2
    BODY = 3
    RESULT = 4
    PLACE = 5


class Kind(IntEnum):
    """Every kind of text. Those of rows as they are stored stand first: a row's texts never change.

    All others are said anew in each data version: how bodies are called, what direction a measure stands in.
    """

    NUMBER = 0
    TITLE = 1
    REST = 2
    EXPECTED = 3
    PRINTED = 4
    RESULT = 5
    PLACE = 6
    DIRECTION = 7
    NAME = 8
    BODY = 9
    BODY_PLACE = 10
    DOCUMENT = 11
    APPROVED = 12
    FILE = 13
    DOCUMENT_PLACE = 14


_FIELD_OF: Final[dict[Kind, Field]] = {
    Kind.NUMBER: Field.NUMBER,
    Kind.TITLE: Field.TITLE,
    Kind.REST: Field.TEXT,
    Kind.EXPECTED: Field.TEXT,
    Kind.PRINTED: Field.BODY,
    Kind.RESULT: Field.RESULT,
    Kind.PLACE: Field.PLACE,
    Kind.DIRECTION: Field.PLACE,
    Kind.NAME: Field.BODY,
    Kind.BODY: Field.TITLE,
    Kind.BODY_PLACE: Field.PLACE,
    Kind.DOCUMENT: Field.TITLE,
    Kind.APPROVED: Field.TEXT,
    Kind.FILE: Field.BODY,
    Kind.DOCUMENT_PLACE: Field.PLACE,
}
FIELDS: Final[Array] = np.array([_FIELD_OF[kind] for kind in Kind], dtype=np.int8)
"""The field of each kind."""


class Text(NamedTuple):
    """One text: whose it is, what it is of it, and for a result the day it is known from, counted from 1970."""

    owner: int
    field: Field
    text: str
    known_from: int = ALWAYS_KNOWN


def text_number(of: int, kind: Kind) -> int:
    """The number of a text: `of` is the row, outcome, body or document that it is a text of."""
    return (of << KIND_BITS) + kind
