"""Which items of a list head others, and with which item the list of measures begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from data.model import Fate
from etl.blocks import Paragraph
from etl.layouts.items import Item
from etl.layouts.lines import Mark, Style
from etl.layouts.rows import Field, Heading, Row
from etl.values.header import heads_order, title_kind
from etl.values.number import number_key
from etl.values.text import clean

_WORDS: Final[Style] = ("words", 0, False)


@dataclass(slots=True)
class Entry:
    """An item with the lines up to the next one; `heading` is what it is where it only heads others."""

    mark: Mark
    lines: list[Paragraph]
    item: Item = field(default_factory=Item)
    heading: Heading | None = None


def find_headings(entries: Sequence[Entry | Row], last: int) -> None:
    """Marks the items that only head others: «1. Участь громадськості» above 1.1 (reading rules 9, 51).

    `last` is the last complete item: nothing below it is headed.
    """
    outer: Style | None = None
    for index, entry in enumerate(entries[:last]):
        if isinstance(entry, Row):
            if entry.fate is Fate.DIRECTION:
                outer = outer or _WORDS
            continue
        if not entry.item.is_bare or not _heads(entry, entries[index + 1], outer):
            continue
        title = clean(entry.item.text(Field.TITLE)).rstrip(": ")
        outer = outer or entry.mark.style
        if entry.mark.style == outer:
            entry.heading = Heading(entry.mark.number, title)
        else:
            entry.heading = Heading(
                entry.mark.number, f"{entry.mark.number}. {title}".lstrip(". "), Fate.TASK
            )


def _heads(entry: Entry, below: Entry | Row, outer: Style | None) -> bool:
    """Whether a bare item heads the one below: 1 above 1.1, or a style above another that begins anew.

    Numbers that run on through directions (II above 3) head too where that style has headed before.
    """
    if isinstance(below, Row):
        return below.fate is Fate.TASK and entry.mark.style[0] == "roman"
    if below.mark.style == entry.mark.style:
        return False
    if below.mark.number.startswith(entry.mark.number + "."):
        return True
    begins = below.mark.number.split(".")[-1] in ("1", "а", "a", "")
    return (begins or entry.mark.style == outer) and is_deeper(entry.mark, below.mark)


def is_deeper(mark: Mark, below: Mark) -> bool:
    """Whether a number stands below another: 1.1 below 1, а) below 1), 1 below I."""
    ranks = {"roman": 0, "number": 1, "label": 2, "letter": 3, "bullet": 4}
    return (ranks[below.style[0]], below.style[1:]) > (ranks[mark.style[0]], mark.style[1:])


def first_measure(entries: Sequence[Entry | Row], first: int) -> int:
    """Where the list begins: its first item that says when or by whom, with those that count up to it.

    The points of an order («1. Затвердити план, що додається.») stand above the plan's title and are none of
    it, nor is numbered prose («1. Загальні положення»); `first` is the first complete item.
    """
    titled = [index for index in range(first) if _is_title(entries[index])]
    title = max(titled, default=-1)
    above = [
        index
        for index, entry in enumerate(entries[:first])
        if index > title and isinstance(entry, Entry) and entry.item.names_body
    ]
    start = min([*above, first])
    for index in range(start - 1, title, -1):
        entry = entries[index]
        if isinstance(entry, Row) or entry.heading is not None:
            continue
        if not _counts_up(entry, entries[start]):
            break
        start = index
    while start - 1 > title and _is_heading(entries[start - 1]):
        start -= 1
    return start


def is_complete(entry: Entry | Row) -> bool:
    """Whether an entry is an item that says when, or in a report what was done."""
    return isinstance(entry, Entry) and entry.item.is_complete


def _is_title(entry: Entry | Row) -> bool:
    if not isinstance(entry, Row) or entry.fate is not Fate.TEXT:
        return False
    return title_kind(entry.cells[0]) is not None or heads_order(entry.cells[0])


def _is_heading(entry: Entry | Row) -> bool:
    return isinstance(entry, Entry) and entry.heading is not None


def _counts_up(entry: Entry | Row, following: Entry | Row) -> bool:
    number, after = _last_part(entry), _last_part(following)
    return number is not None and after is not None and number + 1 == after


def _last_part(entry: Entry | Row) -> int | None:
    if isinstance(entry, Row) or not entry.mark.number or not entry.mark.number[-1].isdigit():
        return None
    return number_key(entry.mark.number)[-1][1]
