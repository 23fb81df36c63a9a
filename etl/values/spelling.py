"""Misprints in the words of time: «Листопод», «верессень», «потягом» (reading rules 41 and 49).

A word counts as misprinted when one edit inside it makes it a word of the lexicon; a different ending is
another form, not a misprint. What was meant is read, and an issue shows both words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from etl.values.lexicon import lexicon, words
from etl.values.text import fold

_WORD: Final = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_SHORTEST: Final = 6
_RHYTHMS: Final = ("continuous", "weekly", "monthly", "quarterly", "half_yearly", "yearly")


def find_misprints(folded: str) -> Iterator[tuple[re.Match[str], str]]:
    """Each misprinted word of a folded text with the word that was meant: «потягом» → «протягом»."""
    for match in _WORD.finditer(folded):
        meant = _meant(match.group())
        if meant:
            yield match, meant


def respell(folded: str) -> tuple[str, list[int] | None]:
    """The text with its misprints set right, and for each letter its place before; None if nothing changed."""
    found = list(find_misprints(folded))
    if not found:
        return folded, None
    parts: list[str] = []
    places: list[int] = []
    last = 0
    for match, meant in found:
        parts += [folded[last : match.start()], meant]
        places += range(last, match.start())
        places += [min(match.start() + i, match.end() - 1) for i in range(len(meant))]
        last = match.end()
    parts.append(folded[last:])
    places += range(last, len(folded) + 1)
    return "".join(parts), places


@lru_cache(maxsize=8192)
def _meant(word: str) -> str:
    known = _known()
    if len(word) < _SHORTEST or word in known:
        return ""
    near = [
        (spelled, meaning)
        for spelled, meaning in known.items()
        if spelled[:-1] != word[: len(spelled) - 1]
        and OSA.distance(word, spelled, score_cutoff=1) == 1
    ]
    one = len({meaning for _, meaning in near}) == 1
    return near[0][0] if one else ""


@cache
def _known() -> dict[str, str]:
    """The words of time as spelt, each with what it stands for: the forms of a month are one."""
    known = {fold(word): fold(word) for word in words("deadline", "spelt")}
    for key in _RHYTHMS:
        known |= {fold(word): fold(word) for word in words("deadline", key) if word.isalpha()}
    for number, forms in lexicon()["months"].items():
        known |= {fold(form): number for form in forms}
    return known
