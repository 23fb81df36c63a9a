"""Which printed names are one body of one region (reading rules 30-32).

Names are joined by rules (contraction of «обласна державна адміністрація», case, commas, a region's own
adjective) and by the reviewed `aliases.csv`; never by likeness. Likeness only proposes lines for review.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from rapidfuzz import fuzz

from data.model import Assignment
from etl.values.lexicon import read_csv
from etl.values.region import regions
from etl.values.text import fold

_LONGEST_SLUG: Final = 72
_HASH: Final = 6
_BY_INITIALS: Final = 95.0
_SMALL_WORDS: Final = frozenset(("та", "і", "й", "з", "із", "у", "в", "для", "на", "при", "по"))
_PUNCTUATION: Final = re.compile(r"[^\w\s'-]")
_AND: Final = re.compile(r"\s(?:та|і|й)(?=\s)")
_CONTRACTED: Final = (
    (re.compile(r"\bобласн\w+\s+державн\w+\s+адміністраці(\w+)"), r"облдержадміністраці\1"),
    (re.compile(r"\bобласн\w+\s+військов\w+\s+адміністраці(\w+)"), r"облвійськадміністраці\1"),
    (re.compile(r"\bрайонн\w+\s+державн\w+\s+адміністраці(\w+)"), r"райдержадміністраці\1"),
    (re.compile(r"\bвиконавч\w+\s+комітет(\w*)"), r"виконком\1"),
    (re.compile(r"\bдержавн\w+\s+адміністраці(\w+)"), r"держадміністраці\1"),
    (re.compile(r"\bім\.?\s"), "імені "),
)
_SHORT_NAMES: Final = {
    "ода": "облдержадміністраці",
    "ова": "облвійськадміністраці",
    "рда": "райдержадміністраці",
    "рва": "райвійськадміністраці",
}
_DISPLAYED: Final = (
    (re.compile(r"\b([Оо])бласн\w+\s+державн\w+\s+адміністраці(\w+)"), r"\1блдержадміністраці\2"),
    (
        re.compile(r"\b([Рр])айонн(?:ій|их|ої|ою|а|і|у|им|ими)\s+державн\w+\s+адміністраці(\w+)"),
        r"\1айдержадміністраці\2",
    ),
)

# Cabinet of Ministers, resolution 55 of 27.01.2010: first letters of words differ from the others
_LATIN: Final = {
    **dict(zip("абвгґдезийклмнопрстуф", "abvhgdezyiklmnoprstuf", strict=True)),
    **{"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch"},
    **{"є": "ie", "і": "i", "ї": "i", "ю": "iu", "я": "ia", "ь": "", "'": ""},
}
_LATIN_FIRST: Final = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}


def identify(assignment: Assignment, region_iso: str) -> Assignment:
    """The assignment with the id, display name and collectiveness of its body in this region.

    «Громадська рада при ОДА» and «громадська рада при обласній державній адміністрації» of UA-09 share the id
    `ua-09-hromadska-rada-pry-oblderzhadministratsii`; the same words in UA-74 have another (rule 30).
    """
    if not assignment.body or assignment.body.startswith("<"):
        return assignment
    canonical = _canonical(assignment.body, region_iso)
    body_id = _body_id(_key(canonical, region_iso), region_iso)
    return replace(assignment, body_id=body_id, canonical=canonical)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two names of one region that may be one body: the rarer as an alias of the other; score 0 to 100."""

    alias: str
    canonical: str
    score: float
    rule: str


def propose_aliases(
    counts: Mapping[str, int], region_iso: str, least: float = 90.0
) -> list[Proposal]:
    """Names of one region that look alike yet have two ids, likest first, for a person to review (rule 30).

    `counts` says how often each name is printed: the more usual one is proposed as canonical. «РЦЗ» is like
    «районний центр зайнятості» by its initials. Nothing is joined by likeness alone.
    """
    keys: dict[str, str] = {}  # the most usual spelling of each body
    for name in sorted(counts, key=lambda name: (-counts[name], name)):
        key = _key(_canonical(name, region_iso), region_iso)
        if key not in keys.values():
            keys[name] = key
    listed = list(keys)
    found = []
    for index, one in enumerate(listed):
        for other in listed[index + 1 :]:
            score, rule = _likeness(keys[one], keys[other])
            if score >= least:
                canonical, alias = (
                    (other, one) if _is_shorter_form(one, other, rule) else (one, other)
                )
                found.append(Proposal(alias, canonical, score, rule))
    return sorted(found, key=lambda proposal: (-proposal.score, proposal.alias))


def _likeness(one: str, other: str) -> tuple[float, str]:
    if one in (_initials(other), other) or _initials(one) == other:
        return _BY_INITIALS, "initials"
    return float(fuzz.token_sort_ratio(one, other)), "likeness"


def _initials(key: str) -> str:
    parts = [part for part in re.split(r"[\s-]+", key) if part not in _SMALL_WORDS]
    return "".join(part[0] for part in parts) if len(parts) > 1 else ""


def _is_shorter_form(one: str, other: str, rule: str) -> bool:
    """An abbreviation is the alias, however often it is printed."""
    return rule == "initials" and len(one) < len(other)


def transliterate(text: str) -> str:
    """Ukrainian in Latin letters by the national table of 2010: «Згорани» -> `zghorany`."""
    folded = fold(text).replace("зг", "з\0г")
    letters: list[str] = []
    previous = " "
    for letter in folded:
        if letter == "\0":
            continue
        if letter == "г" and previous == "з" and "з\0г" in folded:
            letters.append("gh")
        elif not previous.isalnum() and previous != "'" and letter in _LATIN_FIRST:
            letters.append(_LATIN_FIRST[letter])
        else:
            letters.append(_LATIN.get(letter, letter))
        previous = letter
    return "".join(letters)


@cache
def _aliases() -> dict[tuple[str, str], str]:
    return {
        (row["region_iso"], _key(row["alias"], row["region_iso"])): row["canonical"]
        for row in read_csv("aliases.csv")
    }


@lru_cache(maxsize=8192)
def _canonical(body: str, region_iso: str) -> str:
    key = _key(body, region_iso)
    aliases = _aliases()
    known = aliases.get((region_iso, key)) or aliases.get(("", key))
    name = known or body
    for pattern, short in _DISPLAYED:
        name = pattern.sub(short, name)
    return name[:1].upper() + name[1:]


@lru_cache(maxsize=8192)
def _key(name: str, region_iso: str) -> str:
    """The form in which two spellings of one body are equal."""
    key = fold(name)
    own = _own_adjective(region_iso)
    if own is not None:
        key = own.sub("", key)
    for pattern, short in _CONTRACTED:
        key = pattern.sub(short, key)
    words = key.split()
    key = " ".join(_expanded(word, first=index == 0) for index, word in enumerate(words))
    key = _AND.sub("", " " + _PUNCTUATION.sub(" ", key))
    return " ".join(key.replace("облвійськадміністраці", "обласна військова адміністраці").split())


def _expanded(word: str, *, first: bool) -> str:
    """«ода» standing alone is the administration, after other words its genitive; РДА alone are many."""
    bare = word.strip("(),.;")
    short = _SHORT_NAMES.get(bare)
    if short is None:
        return word
    plural = bare in ("рда", "рва")
    return word.replace(bare, short + ("я" if first and not plural else "ї"))


@cache
def _own_adjective(region_iso: str) -> re.Pattern[str] | None:
    """A region's own adjective before «обласн…» tells nothing inside the region."""
    region = next((region for region in regions() if region.iso == region_iso), None)
    if region is None or not region.adjectives:
        return None
    return re.compile(rf"(?<!\w){region.adjectives}\s+(?=обласн)")


@lru_cache(maxsize=8192)
def _body_id(key: str, region_iso: str) -> str:
    slug = "-".join(re.findall(r"[a-z0-9]+", transliterate(key)))
    if len(slug) > _LONGEST_SLUG:
        digest = hashlib.sha256(key.encode()).hexdigest()[:_HASH]
        slug = slug[:_LONGEST_SLUG].rsplit("-", 1)[0] + "-" + digest
    return f"{(region_iso or 'xx').lower()}-{slug}"
