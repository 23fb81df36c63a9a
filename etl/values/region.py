"""The region a text speaks of, as its ISO 3166-2 code (reading rules 5 and 58)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Final

from etl.values.lexicon import alternation, read_csv, words
from etl.values.text import fold

NATION: Final = "UA"
CAPITAL: Final = "UA-30"  # where national acts are signed
_OBLAST: Final = r"(?:облас[тн]\w*|обл\b|ода\b|ова\b|облдержадміністрац\w*|облрад\w*)"
_ADJECTIVE: Final = re.compile(r"[сцз]ьк\*?$")  # «київськ*»; «київщин*» is the land itself


@dataclass(frozen=True, slots=True)
class Region:
    """A region and the ways texts name it."""

    iso: str
    name: str
    adjectives: str
    oblast: re.Pattern[str]
    city: re.Pattern[str] | None
    stems: tuple[str, ...]

    def may_stand_in(self, folded: str) -> bool:
        """Whether the beginning of some of its names is in the text: patterns are slow, and regions many."""
        return any(stem in folded for stem in self.stems)


@cache
def regions() -> tuple[Region, ...]:
    """The regions of `regions.csv`; a user adds a spelling there."""
    return tuple(_region(row) for row in read_csv("regions.csv") if row["iso"] != NATION)


def _region(row: dict[str, str]) -> Region:
    adjective = alternation(row["adjectives"].split(";"))
    oblast = rf"(?<!\w){adjective}(?:\s+\w+){{0,1}}?\s+{_OBLAST}"
    lands = [name for name in row["adjectives"].split(";") if not _ADJECTIVE.search(name)]
    if lands:
        oblast += rf"|(?<!\w){alternation(lands)}(?!\w)"
    if row["kind"] == "republic":
        oblast = rf"(?<!\w){adjective}(?!\w)"
    if row["kind"] == "city":
        oblast = rf"(?<!\w)(?:у|в)\s+{adjective}(?!\w)"
    city = None
    if row["city"]:
        names = alternation(row["city"].split(";"))
        city = re.compile(
            rf"(?<!\w)(?:м\.\s*|м\s+|міст\w{{1,3}}\s+){names}(?!\w)"
            rf"|(?<!\w){names}\s+міськ\w+(?!\w)|(?<!\w){names}рад\w+"
        )
    named = [*row["adjectives"].split(";"), *row["city"].split(";")]
    stems = {_stem(name) for name in named if name}
    return Region(row["iso"], row["name"], adjective, re.compile(oblast), city, tuple(stems))


def _stem(name: str) -> str:
    """The letters with which every form of a name begins: «автономн* республік* крим» -> `автономн`."""
    return re.split(r"[\s*]", fold(name), maxsplit=1)[0]


@cache
def _words(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternation(words('header', key))}(?!\w)")


def find_region(text: str) -> str:
    """The region named in a text: «в Луганській області» is UA-09, «м. Львів» UA-46; "" if none is.

    The region named most often wins, the first one on a tie; an oblast outweighs the city where an act was
    signed, and the nation is read only where nothing local is named.
    """
    folded = fold(text)
    near = [region for region in regions() if region.may_stand_in(folded)]
    found = [(m.start(), r.iso) for r in near for m in r.oblast.finditer(folded)]
    if not found:
        found = [(m.start(), r.iso) for r in near if r.city for m in r.city.finditer(folded)]
    national = bool(_words("national").search(folded))
    if found and not (national and {iso for _, iso in found} == {CAPITAL}):
        counts = Counter(iso for _, iso in found)
        first = {iso: start for start, iso in sorted(found, reverse=True)}
        return max(counts, key=lambda iso: (counts[iso], -first[iso]))
    weak = _words("national_weak").search(folded) and not _words("local").search(folded)
    return NATION if national or weak else ""
