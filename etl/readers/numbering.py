"""Automatic list numbers of Word documents: they stand only in the document's format (reading rule 53)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from etl.readers.archive import Archive
from etl.readers.xml import attribute, parse_xml, whole

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE: Final = re.compile(r"%(\d)")
_LEVELS: Final = 9
_CYRILLIC: Final = "абвгдежзиклмнпрстуфхцшщюя"
_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its numbers look («%1.%2.»), from which it starts."""

    form: str = "decimal"
    pattern: str = "%1."
    start: int = 1


@dataclass(slots=True)
class Lists:
    """The lists of a document and how far each is counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    families: dict[str, str] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def number_of(self, paragraph: etree._Element) -> str:
        """The number printed before a paragraph with a space behind it, "- " for a bullet, "" for none."""
        number, depth = self._list_of(paragraph)
        level = self.levels.get(number, {}).get(depth)
        if level is None or level.form == "none":
            return ""
        if level.form == "bullet":
            return "- "
        counts = self.counts[self.families.get(number, number)]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]
        return self._printed(number, level, counts) + " "

    def _list_of(self, paragraph: etree._Element) -> tuple[str, int]:
        own = paragraph.find(f"{W}pPr/{W}numPr")
        style = attribute(paragraph.find(f"{W}pPr/{W}pStyle"), f"{W}val")
        number, depth = self.styles.get(style, ("", 0))
        if own is not None:
            number = attribute(own.find(f"{W}numId"), f"{W}val", number)
            depth = whole(attribute(own.find(f"{W}ilvl"), f"{W}val"), depth)
        return number, depth

    def _printed(self, number: str, level: Level, counts: dict[int, int]) -> str:
        levels = self.levels[number]

        def fill(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            above = levels.get(depth, Level())
            return write_number(counts.get(depth, above.start), above.form)

        return _PLACE.sub(fill, level.pattern)


def write_number(number: int, form: str) -> str:
    """A number in a list's form: 3 is «3», «III» (upperRoman), «в» (russianLower), «c» (lowerLetter)."""
    writers: dict[str, Callable[[int], str]] = {
        "upperRoman": lambda n: roman(n).upper(),
        "lowerRoman": roman,
        "upperLetter": lambda n: _letter(n, _LATIN).upper(),
        "lowerLetter": lambda n: _letter(n, _LATIN),
        "russianLower": lambda n: _letter(n, _CYRILLIC),
        "russianUpper": lambda n: _letter(n, _CYRILLIC).upper(),
        "decimalZero": lambda n: f"{n:02d}",
    }
    return writers.get(form, str)(number)


def roman(number: int) -> str:
    """A number in small Roman numerals, in figures when it is over 3999."""
    if not 0 < number < 4000:
        return str(number)
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written


def _letter(number: int, alphabet: str) -> str:
    times, index = divmod(max(number, 1) - 1, len(alphabet))
    return alphabet[index] * min(times + 1, 3)


def read_lists(archive: Archive, name: str) -> Lists:
    """The lists that a Word document declares; a document without any has none."""
    lists = Lists()
    if "word/numbering.xml" not in archive:
        return lists
    root = parse_xml(archive.read("word/numbering.xml"), name)
    shapes = {
        attribute(shape, f"{W}abstractNumId"): _levels(shape)
        for shape in root.findall(f"{W}abstractNum")
    }
    for number in root.findall(f"{W}num"):
        key = attribute(number, f"{W}numId")
        shape = attribute(number.find(f"{W}abstractNumId"), f"{W}val")
        levels = dict(shapes.get(shape, {}))
        restarted = _overrides(number, levels)
        lists.levels[key] = levels
        # numbers of one shape go on counting together unless one starts anew
        lists.families[key] = key if restarted else f"shape {shape}"
    if "word/styles.xml" in archive:
        lists.styles = _read_styles(parse_xml(archive.read("word/styles.xml"), name))
    return lists


def _levels(shape: etree._Element) -> dict[int, Level]:
    found = ((whole(attribute(one, f"{W}ilvl"), 0), one) for one in shape.findall(f"{W}lvl"))
    return {depth: _level(one) for depth, one in found if depth < _LEVELS}


def _level(element: etree._Element) -> Level:
    return Level(
        form=attribute(element.find(f"{W}numFmt"), f"{W}val", "decimal"),
        pattern=attribute(element.find(f"{W}lvlText"), f"{W}val"),
        start=whole(attribute(element.find(f"{W}start"), f"{W}val"), 1),
    )


def _overrides(number: etree._Element, levels: dict[int, Level]) -> bool:
    restarted = False
    for override in number.findall(f"{W}lvlOverride"):
        depth = whole(attribute(override, f"{W}ilvl"), 0)
        own = override.find(f"{W}lvl")
        if own is not None:
            levels[depth] = _level(own)
        start = override.find(f"{W}startOverride")
        if start is not None and depth in levels:
            old = levels[depth]
            levels[depth] = Level(old.form, old.pattern, whole(attribute(start, f"{W}val"), 1))
            restarted = True
    return restarted


def _read_styles(root: etree._Element) -> dict[str, tuple[str, int]]:
    styles = {}
    for style in root.findall(f"{W}style"):
        own = style.find(f"{W}pPr/{W}numPr")
        if own is not None:
            depth = whole(attribute(own.find(f"{W}ilvl"), f"{W}val"), 0)
            number = attribute(own.find(f"{W}numId"), f"{W}val")
            styles[attribute(style, f"{W}styleId")] = (number, depth)
    return styles
