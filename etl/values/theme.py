"""The theme of a measure from its own words (product: «theme»); word lists stand in `themes.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from data.model import Theme
from etl.values.lexicon import read_toml
from etl.values.text import fold

# two themes are close when the second has at least this share of the first's score
_CLOSE: Final = 0.8
_LEAST: Final = 2
_LEAD: Final = 80
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_INFINITIVE: Final = re.compile(r"(?<!\w)[а-яґєії']{3,}(?:ити|ати|яти|ути)(?!\w)")
# the name of the programme itself tells no theme
_PROGRAMME: Final = re.compile(r'"?партнерств\w*\s+"?відкрит\w+\s+уряд\w*"*')


@dataclass(frozen=True, slots=True)
class _Stem:
    theme: Theme
    wording: str
    pattern: re.Pattern[str]
    weight: int
    opening: str


@cache
def _stems() -> list[_Stem]:
    stems = []
    for theme, entry in read_toml("themes.toml").items():
        for wording, weight in entry["stems"].items():
            parts = [
                re.escape(part).replace(r"\*", "") + r"[\w'-]*" for part in fold(wording).split()
            ]
            pattern = re.compile(r"(?<![\w-])" + r"\s+".join(parts))
            opening = fold(wording).split()[0].rstrip("*")
            stems.append(_Stem(Theme(theme), wording, pattern, weight, opening))
    return stems


def parse_theme(text: str, direction: str = "") -> tuple[Theme, str, bool]:
    """The theme of a measure, the rule with the stems that decided, and whether a second theme was close.

    «Розробка антикорупційної програми» is anti-corruption by `антикорупц`. The direction's title only breaks
    ties; no telling word gives OTHER.
    """
    return _read(text, direction)


@lru_cache(maxsize=4096)
def _read(text: str, direction: str) -> tuple[Theme, str, bool]:
    scores, found = _score(text)
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < _LEAST:
        return Theme.OTHER, "no telling word", False
    best = ranked[0][1]
    tied = [theme for theme, score in ranked if score == best]
    theme, rule = tied[0], "stems"
    if len(tied) > 1:
        theme, rule = _break_tie(tied, direction)
    close = any(score >= _CLOSE * best for other, score in ranked if other is not theme)
    return theme, f"{rule}: {', '.join(found[theme])}", close


def _break_tie(tied: list[Theme], direction: str) -> tuple[Theme, str]:
    scores, _ = _score(direction) if direction else ({}, {})
    best = max(
        tied, key=lambda theme: scores.get(theme, 0)
    )  # the first listed wins when all are equal
    return best, "tie broken by the direction" if scores.get(best) else "tie, first listed"


def _score(text: str) -> tuple[dict[Theme, int], dict[Theme, list[str]]]:
    """Weights of the wordings found, doubled where the text says what is to be done.

    Brackets list examples and are not read; a longer wording hides the shorter ones inside it.
    """
    folded = _PROGRAMME.sub(" ", fold(_BRACKETS.sub(" ", text)))
    lead = _lead(folded)
    hits = [
        (match.start(), match.end(), stem)
        for stem in _stems()
        if stem.opening in folded and (match := stem.pattern.search(folded))
    ]
    scores: dict[Theme, int] = {}
    found: dict[Theme, list[str]] = {}
    for start, end, stem in hits:
        if any(_hides(other, (start, end, stem)) for other in hits):
            continue
        weight = stem.weight * (2 if lead <= start < lead + _LEAD else 1)
        scores[stem.theme] = scores.get(stem.theme, 0) + weight
        found.setdefault(stem.theme, []).append(stem.wording)
    return scores, found


def _hides(longer: tuple[int, int, _Stem], shorter: tuple[int, int, _Stem]) -> bool:
    (start, end, stem), (begin, stop, other) = longer, shorter
    within = start <= begin and stop <= end and (start, end) != (begin, stop)
    return within and stem.theme is other.theme


def _lead(folded: str) -> int:
    """Where the doing begins: «З метою … забезпечити створення» begins at «забезпечити»."""
    if not folded.startswith("з метою"):
        return 0
    match = _INFINITIVE.search(folded)
    return match.start() if match else 0
