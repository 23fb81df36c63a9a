"""A cell of responsible bodies made ready for splitting: marks, remarks, persons and phones set apart.

Every replacement keeps the length, so that what is found can be shown as printed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

from etl.values.inflection import abbreviations, read_noun
from etl.values.lexicon import alternation, words
from etl.values.text import dehyphenate, skeleton

CONSENT: Final = "\ue001"
COORDINATED: Final = "\ue002"
ASSISTING: Final = "\ue004"
BREAK: Final = "\ue003"

_PERSON: Final = re.compile(
    r"(?<![\w.])(?<!ім\. )(?<!ім\.)(?<!імені )(?:[-–—]\s*)?"
    r"(?:[А-ЯҐЄІЇ][а-яґєії'’ʼ-]+\s+[А-ЯҐЄІЇ]\.\s?(?:[А-ЯҐЄІЇ]\.)?|[А-ЯҐЄІЇ]\.\s?(?:[А-ЯҐЄІЇ]\.)?\s?[А-ЯҐЄІЇ][а-яґєії'’ʼ-]+"
    r"|[А-ЯҐЄІЇ]{4,}\s+[А-ЯҐЄІЇ]\.(?:\s?[А-ЯҐЄІЇ]\.)?)(?:\s*[-–—](?=\s))?"
)
_PHONE: Final = re.compile(r"(?:(?:тел|моб|факс)\.?\s*:?\s*)?(?<!№ )\+?\(?\d[\d\s()-]{5,}\d", re.I)
_MAIL: Final = re.compile(r"\S+@\S+\.\w+")
_BRACKETS: Final = re.compile(r"\(([^()]*)\)")
_LIST_MARK: Final = re.compile(
    r"(?:(?<=^)|(?<=[;,.\n]))(\s*)(?:\d{1,2}[.)]|[а-яґєії]\)|[•●▪*])(?=\s|[А-ЯҐЄІЇа-яґєії])"
)
_DASH_MARK: Final = re.compile(r"(?:(?<=^)|(?<=\n)|(?<=[;]))(\s*)[-–—](?=\s)", re.M)
_SLASH: Final = re.compile(r"\s*/\s*(?=[^\W\d_])")
_SURNAME: Final = re.compile(r"[А-ЯҐЄІЇ][а-яґєії'’ʼ-]+(?:\s+[А-ЯҐЄІЇ][а-яґєії'’ʼ-]+){0,2}")
_QUOTE_OPEN: Final = frozenset("«„")
_QUOTE_CLOSE: Final = frozenset("»”“")
_TOKEN: Final = re.compile(
    r"[^\W_]+(?:['’ʼ`-][^\W_]+)*\.?(?<!\w\.)|[^\W_]+(?:['’ʼ`-][^\W_]+)*|[^\s\w]|_+"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark of the cell with its place; `inside` says it stands in quotes or brackets,
    `new_line` that it begins a line."""

    text: str
    folded: str
    start: int
    end: int
    inside: bool
    new_line: bool = False

    @property
    def is_word(self) -> bool:
        """Whether it is a word rather than a mark."""
        return self.folded[:1].isalnum()


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    def listed(key: str) -> str:
        return alternation(words("bodies", key))

    return {
        "consent": re.compile(rf"\(\s*{listed('consent')}\s*\)|(?<!\w){listed('consent')}(?!\w)"),
        "coordinated": _said_after(listed("coordinator")),
        "assisting": _said_after(listed("co_executor")),
        "responsible": _said_after(listed("responsible")),
        "coordination": re.compile(rf"\(\s*(?={listed('coordinator')}\s*[:\-])"),
        "remark": re.compile(
            rf"\(\s*(?:{listed('remarks')}|далі)(?!\w)[^()]*\)|(?<!\w){listed('loose_remarks')}(?!\w)"
        ),
    }


def _said_after(role: str) -> re.Pattern[str]:
    """A role said after the name, in brackets or after a dash: «X (координатор)», «X – співвиконавець»."""
    return re.compile(rf"\(\s*{role}\s*\)|(?<=\s)-\s*{role}(?=\s*(?:[,;.\n]|$))")


def prepare(text: str) -> str:
    """The cell with its marks as single private letters and its remarks blanked.

    «(за згодою)» becomes CONSENT, «(координатор)» COORDINATED, «(співвиконавець)» ASSISTING, list marks BREAK;
    white space stays.
    """
    cell = dehyphenate(unicodedata.normalize("NFC", text))
    cell = re.sub(r"[\u00ad\u200b-\u200d\u2060\ufeff]", " ", cell)
    cell = _LIST_MARK.sub(lambda m: m[1] + _padded(m, BREAK, len(m[1])), cell)
    cell = _DASH_MARK.sub(lambda m: m[1] + _padded(m, BREAK, len(m[1])), cell)
    cell = _replace(cell, "consent", CONSENT)
    cell = _replace(cell, "coordinated", COORDINATED)
    cell = _replace(cell, "assisting", ASSISTING)
    cell = _replace(cell, "responsible", "")
    cell = _unwrap_coordination(cell)
    cell = _replace(cell, "remark", "")
    cell = _SLASH.sub(lambda m: _padded(m, ","), cell)
    cell = _PERSON.sub(lambda m: _padded(m, ""), cell)
    cell = _MAIL.sub(lambda m: _padded(m, ""), _PHONE.sub(lambda m: _padded(m, ""), cell))
    return _BRACKETS.sub(_without_surname, cell)


def _padded(match: re.Match[str], mark: str, skip: int = 0) -> str:
    return mark + " " * (len(match.group()) - len(mark) - skip)


def _replace(cell: str, name: str, mark: str) -> str:
    spans = [m.span() for m in _patterns()[name].finditer(skeleton(cell))]
    for start, end in reversed(spans):
        cell = cell[:start] + mark + " " * (end - start - len(mark)) + cell[end:]
    return cell


def _unwrap_coordination(cell: str) -> str:
    """«X (координація: Y)» as «X ;координація: Y »."""
    for match in reversed(list(_patterns()["coordination"].finditer(skeleton(cell)))):
        close = cell.find(")", match.end())
        depth = cell.find("(", match.end())
        if 0 <= depth < close:  # the coordinator's own name has brackets
            close = cell.find(")", close + 1)
        if close < 0:
            close = len(cell) - 1 if cell.endswith(")") else -1
        cell = cell[: match.start()] + ";" + cell[match.start() + 1 :]
        if close >= 0:
            cell = cell[:close] + ";" + cell[close + 1 :]
    return cell


def _without_surname(match: re.Match[str]) -> str:
    """A bracketed surname is no part of a name («міської ради (Тканку)»); a bracketed body is."""
    inside = match[1].strip()
    if not any(letter.isalnum() for letter in inside):  # a person and a phone stood here
        return " " * len(match.group())
    known = any(read_noun(word) or word in abbreviations() for word in skeleton(inside).split())
    if _SURNAME.fullmatch(inside) and not known:
        return " " * len(match.group())
    return match.group()


def tokenize(cell: str) -> list[Token]:
    """The words and marks of a prepared cell; what stands in quotes or brackets is `inside`.

    A quote that is opened and never closed protects nothing: offices open more than they close.
    """
    folded = skeleton(cell)
    tokens: list[Token] = []
    quoted = _protected(cell)
    for match in _TOKEN.finditer(cell):
        start, end = match.span()
        new_line = bool(tokens) and "\n" in cell[tokens[-1].end : start]
        tokens.append(Token(match.group(), folded[start:end], start, end, quoted[start], new_line))
    return tokens


def _protected(cell: str) -> list[bool]:
    marks = [False] * len(cell)
    _mark_pairs(cell, marks, "(", ")")
    opened = -1
    for place, letter in enumerate(cell):
        if (
            letter in _QUOTE_OPEN
            or (letter == '"' and opened < 0)
            or (letter == "“" and opened < 0)
        ):
            opened = place if opened < 0 else opened
        elif opened >= 0 and (letter in _QUOTE_CLOSE or letter == '"'):
            marks[opened : place + 1] = [True] * (place + 1 - opened)
            opened = -1
    return marks


def _mark_pairs(cell: str, marks: list[bool], opening: str, closing: str) -> None:
    stack: list[int] = []
    for place, letter in enumerate(cell):
        if letter == opening:
            stack.append(place)
        elif letter == closing and stack:
            start = stack.pop()
            marks[start : place + 1] = [True] * (place + 1 - start)
