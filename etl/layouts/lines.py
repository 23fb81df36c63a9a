"""One line of a list of measures: its number, its labels («Термін: …»), the bodies and deadline that close it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from data.model import Status
from etl.layouts.rows import Field
from etl.layouts.words import is_column_word, match_column
from etl.values.bodies import parse_bodies
from etl.values.deadline import parse_deadline
from etl.values.lexicon import words
from etl.values.status import parse_status
from etl.values.text import clean, fold, skeleton

LABELS: Final = frozenset(
    {
        *(Field.DEADLINE, Field.BODIES, Field.CO_EXECUTORS, Field.EXPECTED, Field.RESULT),
        *(Field.STATUS, Field.NOTE),
    }
)
_WHO_AND_WHEN: Final = frozenset({Field.DEADLINE, Field.BODIES, Field.CO_EXECUTORS})
_MARK: Final = re.compile(
    r"\s*(?P<word>(?:захід|пункт|п\.)\s*(?:№\s*)?)?"
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,4}|[IVXІХ]{1,6}|[а-яґєіїa-z])"
    r"\s*(?P<end>[.):]?)\s*(?=[^\W\d_]|[«\"„“(]|$)",
    re.I,
)
_BULLET: Final = re.compile(r"\s*[-–—•·▪*]\s+(?=\S)")
_ROMAN: Final = re.compile(r"[IVXІХ]{1,6}")
_LABEL: Final = re.compile(r"\s*(?P<label>[^:«»\d–—]{4,60}?)\s*(?::|\s[–—-]\s)\s*")
_INNER_LABEL: Final = re.compile(
    r"(?:(?<=[.;)])\s+(?=[А-ЯҐЄІЇ])|(?<=[;,])\s*|\()(?P<label>[^:;.,()«»\d]{4,60}?)"
    r"\s*(?P<end>:|\s[–—-]\s)\s*"
)
_CUT: Final = re.compile(
    r"(?P<mark>[,;.]|\s[-–—])\s+|\s+(?=\()"
    r"|\s+(?=(?:до \d|протягом|упродовж|впродовж|щоріч|щорок|щокварт|щоміс|постійно|[IVXІХ]+\s+квартал)\b)"
)
_CLOSING: Final = re.compile(r"(?<=[.!?;])\s+|\s+(?=\()|\s[–—-]\s")
_SENTENCE: Final = re.compile(r"(?<=[.;:!?])\s+|\s[–—-]\s")
_TOLD: Final = re.compile(
    r"(?:(?:захід|заходи|завдання|пункт|роботу?)\s+)?(?:не\s+|частково\s+|повністю\s+)?"
    r"(?:[а-яґєії']+(?:но|то|ося|ось|ася|ась|ися|ись|ється|ться|или|али)|триває|тривають)(?!\w)"
    r"|(?:у|в)\s+(?:стадії|процесі|роботі)|перебуває|на виконанні"
)
_UNREAD: Final = frozenset({"unread", "empty"})
_NO_HEAD: Final = "no head word"
_NO_DATE: Final = "no computable date"
_SHORT: Final = 7
_MAX_DEADLINE: Final = 140
_MAX_TAIL: Final = 400


Style: TypeAlias = tuple[str, int, bool]
"""Form of a number (number, roman, letter, label), how many parts it has, whether a bracket follows."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The number that opens an item: `1.2`, its style (what form, how deep), and where the words begin."""

    number: str
    style: Style
    end: int

    @property
    def printed(self) -> str:
        """The number with the bracket that makes a letter one: «а)»."""
        return f"{self.number})" if self.style[0] == "letter" else self.number


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line and what it holds; None where only the lines around it can tell."""

    name: Field | None
    text: str
    labelled: bool = False


def read_mark(text: str) -> Mark | None:
    """The number that opens a line: «1.2. Провести», «3)», «а)», «ІV.», «Захід 5:»; None for other lines.

    «12 заходів», «І.Ніконов» and dates open nothing.
    """
    match = _MARK.match(text)
    if match is None:
        return None
    number, ended = match["number"], bool(match["end"])
    if number[0].isdigit():
        depth = number.count(".") + 1
        if not ended and not match["word"] and (depth == 1 or ".0" in number):
            return None
        return Mark(number, ("number", depth, match["end"] == ")"), match.end())
    rest = text[match.end() :]
    if _ROMAN.fullmatch(number) and match["end"] in (".", ")"):
        if len(rest.split()) < 2 or not text[: match.end()].endswith((" ", "\t", "\u00a0")):
            return None
        return Mark(number, ("roman", 1, False), match.end())
    if match["end"] == ")" and number.islower() and len(number) == 1:
        return Mark(number, ("letter", 1, True), match.end())
    return None


def end_of_label_number(text: str) -> int:
    """Where the words of a label begin that has a number of its own («1.2 Термін: травень»); 0 for other lines."""
    mark = read_mark(text)
    label = read_label(text[mark.end :]) if mark is not None else None
    return mark.end if mark is not None and label is not None and label[0] in LABELS else 0


def read_bullet(text: str) -> Mark | None:
    """The bullet that opens a line where measures have no numbers: «- Провести слухання»."""
    match = _BULLET.match(text)
    return Mark("", ("bullet", 1, False), match.end()) if match is not None else None


def read_label(text: str) -> tuple[Field, int] | None:
    """The label that opens a line («Відповідальні: …», «Термін – …») and where its value begins."""
    match = _LABEL.match(text)
    if match is None:
        return None
    name = match_column(match["label"])
    # a dash joins many words; only a short label is one before it
    if name is None or (":" not in match.group() and len(match["label"].split()) > 2):
        return None
    return name, match.end()


def split_labels(text: str) -> list[Piece]:
    """A line cut before each label in it: «…на сайті. Термін: постійно; виконавець: відділ освіти»."""
    cuts: list[tuple[int, int, Field | None]] = [(0, 0, None)]
    first = read_label(text)
    if first is not None and first[0] in LABELS:
        cuts = [(0, first[1], first[0])]
    for match in _INNER_LABEL.finditer(text, cuts[0][1]):
        name = match_column(match["label"])
        exact = match["end"] != ":" or text[: match.start()].endswith(",")
        if exact and name not in _WHO_AND_WHEN:
            continue
        if name in LABELS and (not exact or is_column_word(match["label"])):
            cuts.append((match.start(), match.end(), name))
    ends = [start for start, _, _ in cuts[1:]] + [len(text)]
    pieces = []
    for (start, value, name), end in zip(cuts, ends, strict=True):
        said = text[value:end].strip()
        if text[start:value].startswith("(") or (name and said.count(")") > said.count("(")):
            said = said.rstrip(" .").removesuffix(")")
        if said or name is not None:
            pieces.append(Piece(name, said.rstrip(" ;,") if name else said, name is not None))
    return pieces


def split_tail(text: str) -> list[Piece]:
    """Bodies and deadline that share a line: «Департамент освіти, протягом 2016 року», in either order.

    A line that holds only one of them, or neither, comes back whole as unknown.
    """
    if len(text) <= _MAX_TAIL:
        for cut in _CUT.finditer(text):
            left, right = text[: cut.start()], _bare(text[cut.end() :])
            if right.startswith("("):  # «(за згодою)» closes a name
                continue
            if begins_body(left) and is_deadline(right):
                return [Piece(Field.BODIES, left), Piece(Field.DEADLINE, right)]
            if is_deadline(left) and begins_body(right) and not is_deadline(right):
                return [Piece(Field.DEADLINE, left), Piece(Field.BODIES, right)]
    return [Piece(None, text)]


def split_closing(text: str) -> list[Piece]:
    """A paragraph whose last sentence names bodies and deadline: «Провести навчання. Відділ освіти, до 1 травня»."""
    for cut in reversed(list(_CLOSING.finditer(text))):
        tail = split_tail(_bare(text[cut.end() :]))
        if len(tail) == 2:
            return [Piece(Field.TITLE, text[: cut.start()].rstrip(" ;")), *tail]
    return [Piece(Field.TITLE, text)]


def split_told(text: str) -> list[Piece]:
    """A paragraph of a report: the measure, then what was done: «Провести навчання. Виконано. 12 червня…»."""
    for cut in _SENTENCE.finditer(text):
        if tells_outcome(text[cut.end() :]):
            title = text[: cut.start()]
            return [Piece(Field.TITLE, title), Piece(Field.RESULT, text[cut.end() :])]
    return [Piece(Field.TITLE, text)]


def tells_outcome(text: str, *, anywhere: bool = False) -> bool:
    """Whether words say what became of a measure: «Виконано.», «Захід не проводився», «Триває».

    They must open the text unless `anywhere` («Протягом року проведено 12 зустрічей»).
    """
    said = skeleton(clean(text))
    told = _TOLD.search(said) if anywhere else _TOLD.match(said)
    return told is not None and parse_status(text).status is not Status.UNCLEAR


@lru_cache(maxsize=4096)
def is_deadline(text: str) -> bool:
    """Whether a stretch is a deadline: it opens as one, or deadline words make most of it («II квартал»)."""
    said = clean(text)
    if not said or len(said) > _MAX_DEADLINE or begins_body(said):
        return False
    whole = parse_deadline(said, (2000, 2000))
    if whole.rule in _UNREAD:
        return False
    if whole.rule == _NO_DATE and len(said.split()) <= _SHORT:
        return True
    opening = parse_deadline(" ".join(said.split()[:3]), (2000, 2000))
    return opening.rule not in _UNREAD or 2 * len(whole.used) >= len(said)


def begins_unit(text: str) -> bool:
    """Whether a stretch opens with a unit's plain name («відділ освіти»), which a broken title rarely does."""
    opening = fold(clean(text)).split(" ")[0]
    return opening in words("bodies", "units") and begins_body(text)


@lru_cache(maxsize=4096)
def begins_body(text: str) -> bool:
    """Whether a stretch opens with a body's name: «Департамент фінансів …», «Структурні підрозділи …»."""
    found = parse_bodies(clean(text)) if text.strip() else ()
    return bool(found) and found[0].rule != _NO_HEAD


def _bare(text: str) -> str:
    text = text.strip()
    if text.startswith("(") and text.rstrip(".").endswith(")"):
        return text.rstrip(".")[1:-1]
    return text
