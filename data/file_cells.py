"""What a cell of a file may hold: text that no spreadsheet runs, cuts in silence or chokes on."""

from __future__ import annotations

import re
from typing import Final

LONGEST_CELL: Final = 32_767

# C0 and C1 signs but tab and line break, non-characters, lone surrogates: XML and spreadsheets refuse them
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# what begins a formula, wide forms too; a tab or line break before it does not disarm it
_FORMULA: Final = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")


def writable(text: str) -> str:
    """The text without signs that a file cannot hold, its line breaks all alike."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def cut(text: str, mark: str) -> str:
    """The text as far as a spreadsheet's cell goes; where it had to be cut, `mark` at the end says so."""
    if len(text.encode("utf-16-le")) // 2 <= LONGEST_CELL:
        return text
    room = (LONGEST_CELL - len(mark)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + mark


def disarmed(text: str) -> str:
    """The text for a file whose cells have no type: what would begin a formula gets an apostrophe before it.

    «=1+1» becomes «'=1+1», which is also how spreadsheets mark a text.
    """
    return f"'{text}" if _FORMULA.match(text) else text
