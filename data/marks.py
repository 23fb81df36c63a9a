"""A quotation marked in the words it was taken from, over line breaks, cells and debris of the printed text.

The quotation is a stretch of the cleaned result text, the printed cells are raw: only letters and signs are
compared, white space and tooling debris (reading rules 1 and 2) may stand anywhere between them.
"""

from __future__ import annotations

import html as entities
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final, TypeAlias


class Mark(StrEnum):
    """What a stretch of a document's words is: plain, the words that prove, or an express negative."""

    PLAIN = ""
    PROOF = "proof"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of printed words with one mark."""

    text: str
    mark: Mark = Mark.PLAIN


Pieces: TypeAlias = tuple[Piece, ...]
_Stretch: TypeAlias = tuple[int, int]

_DEBRIS: Final = re.compile(
    r"\s+|</?[A-Za-z][^<>]*>|\[(?:bookmark|if|endif)[^\]\n]*\]|[\u00ad\u200b-\u200d\u2060\ufeff]|_{3,}",
    re.IGNORECASE,
)
_ENTITY: Final = re.compile(r"&(?:[a-z]+|#\d+);", re.IGNORECASE)


def mark_text(text: str, quotation: str, denied: Sequence[str] = ()) -> Pieces:
    """The pieces of `text`: `quotation` marked as proof, each stretch of `denied` as an express negative.

    A stretch that does not stand in the text leaves it plain; the pieces joined are always `text` itself.
    """
    return mark_parts((text,), quotation, denied)[0]


def mark_parts(
    parts: Sequence[str], quotation: str, denied: Sequence[str] = ()
) -> tuple[Pieces, ...]:
    """The same for a text printed in several parts, as a cell that goes on in the next row (rule 12)."""
    whole = "\n".join(parts)
    marks = [Mark.PLAIN] * len(whole)
    for words, mark in ((quotation, Mark.PROOF), *((one, Mark.DENIED) for one in denied)):
        found = find_stretch(whole, words)
        if found is not None:
            marks[slice(*found)] = [mark] * (found[1] - found[0])
    pieces, start = [], 0
    for part in parts:
        pieces.append(_pieces(part, marks[start : start + len(part)]))
        start += len(part) + 1
    return tuple(pieces)


def mark_cells(
    rows: Sequence[Sequence[str]], quotation: str, denied: Sequence[str] = ()
) -> tuple[tuple[Pieces, ...], ...]:
    """The cells of a printed row and its continuations, marked in the one column that holds the quotation.

    Results stand right of titles, which may use the same words: of several columns the last is taken.
    """
    plain: list[list[Pieces]] = [[(Piece(cell),) if cell else () for cell in row] for row in rows]
    for column in range(max((len(row) for row in rows), default=0) - 1, -1, -1):
        holders = [index for index, row in enumerate(rows) if column < len(row)]
        parts = [rows[index][column] for index in holders]
        if find_stretch("\n".join(parts), quotation) is not None:
            for index, pieces in zip(holders, mark_parts(parts, quotation, denied), strict=True):
                plain[index][column] = pieces
            break
    return tuple(tuple(row) for row in plain)


def mark_words(text: str, stretches: Iterable[str]) -> Pieces:
    """The pieces of `text` with each of these stretches marked as proof, where it stands."""
    marks = [Mark.PLAIN] * len(text)
    for stretch in stretches:
        found = find_stretch(text, stretch)
        if found is not None:
            marks[slice(*found)] = [Mark.PROOF] * (found[1] - found[0])
    return _pieces(text, marks)


def find_openings(text: str, openings: Iterable[str]) -> tuple[str, ...]:
    """The words of `text` that begin so, in their order: «публічн… закупів…» → «публічних закупівель».

    An opening ends in «…» or «*»; letters of either case are one.
    """
    found: dict[int, str] = {}
    for opening in openings:
        parts = (re.escape(part.rstrip("…*")) + r"[\w'’-]*" for part in opening.split())
        pattern = re.compile(r"(?<![\w-])" + r"\s+".join(parts), re.IGNORECASE)
        match = pattern.search(text) if opening.strip("…* ") else None
        if match is not None:
            found[match.start()] = match[0]
    return tuple(found[start] for start in sorted(found))


def find_stretch(text: str, words: str) -> _Stretch | None:
    """Where `words` stand in `text` as (start, end), whole words only; None where they do not."""
    needle = "".join(letter for letter, _, _ in _letters(words))
    letters = _letters(text)
    hay = "".join(letter for letter, _, _ in letters)
    at = hay.find(needle) if needle else -1
    while at >= 0:
        start, end = letters[at][1], letters[at + len(needle) - 1][2]
        if not _splits_word(text, start) and not _splits_word(text, end):
            return start, end
        at = hay.find(needle, at + 1)
    return None


def _letters(text: str) -> list[tuple[str, int, int]]:
    """What is compared: each sign with the stretch of `text` it stands in, composed, entities resolved."""
    found: list[tuple[str, int, int]] = []
    at = 0
    while at < len(text):
        if debris := _DEBRIS.match(text, at):
            at = debris.end()
            continue
        end = at + 1
        if text[at] == "&" and (entity := _ENTITY.match(text, at)):
            end = entity.end()
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        signs = unicodedata.normalize("NFC", entities.unescape(text[at:end]))
        found.extend((sign, at, end) for sign in signs if not sign.isspace())
        at = end
    return found


def _splits_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _pieces(text: str, marks: Sequence[Mark]) -> Pieces:
    runs = groupby(range(len(text)), key=lambda index: marks[index])
    return tuple(Piece("".join(text[index] for index in indexes), mark) for mark, indexes in runs)
