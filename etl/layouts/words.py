"""The words of `data/reference/columns.toml`: headings of columns, directions, signatures."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import data
from data.model import Fate
from etl.layouts.rows import Field, Heading
from etl.values.number import parse_number
from etl.values.text import clean, fold, skeleton

_WORDS_FILE: Final = Path(data.__file__).parent / "reference" / "columns.toml"
_MAX_HEADING: Final = 120
_PUNCTUATION: Final = re.compile(r"[^\w/№]+")
_NUMBERED: Final = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,2}|[ivxіх]{1,5})\s*[.)]\s*(?=[^\W\d_]{2}|[«\"])"
)
_AFTER_WORD: Final = re.compile(
    r"\s*(?:№\s*)?(?P<number>\d{1,2}(?:\.\d{1,2}){0,2}|[ivxіх]{1,5})?\s*[.:)–—-]*\s*"
)
_RULE: Final = re.compile(r"[\s_—–=*.·-]*[_—–=*-]{3,}[\s_—–=*.·-]*")
_INITIALS: Final = re.compile(
    r"\b[А-ЯҐЄІЇ]\.\s?(?:[А-ЯҐЄІЇ]\.\s?)?[А-ЯҐЄІЇ][\w’'ʼ-]+|\b[А-ЯҐЄІЇ][\w’'ʼ-]+\s+[А-ЯҐЄІЇ]\.(?:\s?[А-ЯҐЄІЇ]\.)?"
)
_SURNAME: Final = re.compile(r"[А-ЯҐЄІЇ][\w’'ʼ-]+(?:\s+[А-ЯҐЄІЇ][\w’'ʼ-]+){0,2}")
_MAX_SIGNATURE: Final = 160


@lru_cache(maxsize=1)
def read_words() -> dict[str, Any]:
    """The tables of the words file; raises tomllib.TOMLDecodeError for a broken file."""
    return tomllib.loads(_WORDS_FILE.read_text(encoding="utf-8"))


@cache
def _folded(section: str, key: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in read_words()[section][key])


def _normal(text: str) -> str:
    return " ".join(_PUNCTUATION.sub(" ", fold(clean(text))).split())


@lru_cache(maxsize=1)
def _column_words() -> tuple[tuple[str, Field], ...]:
    pairs = [
        (_normal(word), Field(name))
        for name, words in read_words()["columns"].items()
        for word in words
    ]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=2048)
def match_column(text: str) -> Field | None:
    """What a column headed `text` holds («Відповідальний за виконання» → bodies), None if unknown."""
    if len(text) > _MAX_HEADING:
        return None
    heading = _normal(text)
    for word, name in _column_words():
        if heading == word or heading.startswith(word + " "):
            return name
    return None


def is_column_word(text: str) -> bool:
    """Whether a text is a heading of the words file and nothing more: «Захід:», not «Захід виконано:»."""
    return any(_normal(text) == word for word, _ in _column_words())


def match_columns(headings: Sequence[str]) -> dict[Field, int]:
    """Field → index of its column; a field said twice is its first column, stand-ins fill missing ones."""
    columns: dict[Field, int] = {}
    for index, heading in enumerate(headings):
        name = match_column(heading)
        if name is not None:
            columns.setdefault(name, index)
    for name, other in read_words()["stand_in"].items():
        if Field(other) not in columns and Field(name) in columns:
            columns[Field(other)] = columns.pop(Field(name))
    return columns


def is_header(texts: Sequence[str]) -> bool:
    """Whether a row is a header row: at least two different columns named, half of the cells known."""
    filled = [text for text in texts if text.strip()]
    known = [name for name in map(match_column, filled) if name is not None]
    return len(set(known)) >= 2 and 2 * len(known) >= len(filled)


def is_number_row(texts: Sequence[str]) -> bool:
    """Whether a row numbers the columns: 1, 2, 3, 4, also as «1.» or «(1)»; the first may have none."""
    numbers = [clean(text).strip("().") for text in texts]
    while numbers and not numbers[0]:
        numbers = numbers[1:]
    return len(numbers) > 1 and numbers == [str(index) for index in range(1, len(numbers) + 1)]


@lru_cache(maxsize=1)
def _heading_words() -> re.Pattern[str]:
    words = [
        (skeleton(word), kind)
        for kind in ("direction", "task")
        for word in read_words()["headings"][kind]
    ]
    words.sort(key=lambda pair: -len(pair[0]))
    groups = "|".join(
        "(?P<{}{}>{})".format(kind, index, re.escape(word).replace(r"\ ", r"\s+"))
        for index, (word, kind) in enumerate(words)
    )
    return re.compile(rf"(?:{groups})(?!\w)")


@lru_cache(maxsize=4096)
def parse_heading(text: str, *, words_only: bool = False) -> Heading | None:
    """A direction or task row: «Напрям діяльності 1: Залучення…» → `1`, «Залучення…»; None for other text.

    «2.Забезпечення…» (number and title in one cell) counts unless `words_only`; what follows «Зміст
    діяльності:» describes the direction and is no part of its title (reading rules 4, 9, 51).
    """
    printed = clean(_without_description(text))
    normal = skeleton(printed)
    match = _heading_words().match(normal)
    if match is not None:
        rest = _AFTER_WORD.match(normal, match.end())
        if rest is None or (rest["number"] is None and ":" not in rest.group()):
            return None
        number = _printed_number(printed, rest) if rest["number"] else ""
        title = printed[rest.end() :].rstrip(": ")
        if (match.lastgroup or "").startswith("task"):
            return Heading(number, printed.rstrip(": "), Fate.TASK)
        return Heading(number, title or printed.rstrip(": "))
    numbered = None if words_only else _NUMBERED.match(normal)
    if numbered is None:
        return None
    return Heading(_printed_number(printed, numbered), printed[numbered.end() :].rstrip(": "))


def _printed_number(printed: str, match: re.Match[str]) -> str:
    text = printed[match.start("number") : match.end("number")]
    return parse_number(text + ".") or text


def _without_description(text: str) -> str:
    lines = text.split("\n")
    if len(lines) == 1:
        return text
    marks = _folded("headings", "description")
    for index, line in enumerate(lines[1:], start=1):
        if fold(line[:_MAX_HEADING]).startswith(marks):
            return "\n".join(lines[:index])
    return text


def is_signed(text: str) -> bool:
    """Whether a line is a drawn rule or holds a name with initials («___», «І.Ніконов»)."""
    line = text.strip()
    short = len(line) <= _MAX_SIGNATURE
    return short and bool(_RULE.fullmatch(line) or _INITIALS.search(line))


def is_closing(text: str) -> bool:
    """Whether a line after the measures is a signature or a drawn rule («___», «І.Ніконов», «Лісова»)."""
    line = text.strip()
    if not line or is_signed(line):
        return True
    short = len(line) <= _MAX_SIGNATURE
    return short and (
        bool(_SURNAME.fullmatch(line)) or fold(line).startswith(_folded("closing", "offices"))
    )
