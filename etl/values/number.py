"""Numbers of measures and directions as text (reading rules 3 and 53)."""

from __future__ import annotations

import re
from typing import Final

from etl.values.text import clean

_NUMBER: Final = re.compile(
    r"(?P<number>\d{1,3}(?:\s?\.\s?\d{1,3}){0,4}|[IVXІХ]{1,5}(?:\.\d{1,3}){0,3}|[а-яґєіїa-z])"
    r"\s*(?P<end>[.)]{0,2})",
    re.I,
)
_PARTS: Final = re.compile(r"\d+|[^\W\d_]+")
_PREFIX: Final = re.compile(r"^(?:№|п\.|пункт)\s*", re.I)


def parse_number(text: str) -> str | None:
    """The printed number without its last dot or bracket, None if the text is no number (reading rule 3).

    `1.10.` gives `1.10` (text, so it never equals `1.1`), `12.` gives `12`, `а)` gives `а`.
    """
    match = _NUMBER.fullmatch(_PREFIX.sub("", clean(text)))
    if match is None:
        return None
    number = match["number"]
    if number.isalpha() and len(number) == 1 and not match["end"]:
        return number if number in "IVXІХ" else None
    return re.sub(r"\s", "", number)


def number_key(number: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts numbers part by part: `1.9` before `1.10`, numbers before letters."""
    return tuple(
        (0, int(part), "") if part.isdigit() else (1, 0, part.lower())
        for part in _PARTS.findall(number)
    )
