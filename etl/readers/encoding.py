"""Bytes of a text file → text: UTF-8 with and without BOM, UTF-16, windows-1251.

windows-1251 reads any bytes at all, so its result is believed only when it looks like Ukrainian.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from data.errors import UnreadableDocument
from etl.readers.formats import is_binary

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# in any Ukrainian text these are well over half of the letters, and small letters prevail
_FREQUENT: Final = frozenset("оанитіервлсдкму")
_CYRILLIC: Final = re.compile(r"[А-Яа-яҐґЄєІіЇї]")
# letters of other languages in windows-1251: capitals of Mac Cyrillic read with the wrong table
_FOREIGN: Final = re.compile(r"[ЂЃѓЉЊЌЋЏђљњќћџЎўЈј]")
_MAX_FOREIGN: Final = 0.005
_MIN_FREQUENT: Final = 0.6
_MIN_SMALL: Final = 0.5

_BIDI: Final = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_MARKED: Final = str.maketrans(
    {chr(code): chr(0x2400 + code) for code in range(32) if chr(code) not in "\t\n\r\x0b\x0c"}
    | {"\x7f": "\u2421"}
    | {chr(code): f"⟦U+{code:04X}⟧" for code in (*range(0x80, 0xA0), *_BIDI)}
    | dict.fromkeys("\x0b\x0c\x85\u2028\u2029", " ")  # line ends of other systems, inside a line
)
_MARK: Final = re.compile("[" + re.escape("".join(map(chr, _MARKED))) + "]")


def decode_text(content: bytes, name: str) -> str:
    """The text of a file with `\\n` line ends, control and bidi characters as visible marks («␀», «⟦U+202E⟧»).

    Raises UnreadableDocument: `binary_file` for no text at all, `unknown_encoding` for bytes that none of
    the four encodings reads as Ukrainian, with the line where UTF-8 breaks.
    """
    text = _decode(content, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    return text.translate(_MARKED) if _MARK.search(text) else text


def _decode(content: bytes, name: str) -> str:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _strict(content.removeprefix(bom), encoding, name)
    wide = _utf16_without_bom(content)
    if wide is not None:
        return _strict(content, wide, name)
    if is_binary(content):
        raise UnreadableDocument("binary_file", file=name)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as broken:
        return _decode_windows_1251(content, name, broken)


def _strict(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as broken:
        raise _unknown(content, name, broken) from broken


def _unknown(content: bytes, name: str, broken: UnicodeDecodeError) -> UnreadableDocument:
    line = content.count(b"\n", 0, broken.start) + 1
    return UnreadableDocument("unknown_encoding", file=name, place=f"L{line}")


def _utf16_without_bom(content: bytes) -> str | None:
    """Ukrainian in UTF-16 has the high byte 04 (letters) or 00 (spaces) at every second place."""
    sample = content[:4096]
    if len(sample) < 4 or len(content) % 2:
        return None
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        others = len(high.translate(None, b"\x00\x04\x20"))
        if others < 0.05 * len(high) and 0x04 in high:
            return encoding
    return None


def _decode_windows_1251(content: bytes, name: str, broken: UnicodeDecodeError) -> str:
    try:
        text = content.decode("cp1251")
    except UnicodeDecodeError:
        raise _unknown(content, name, broken) from broken
    if not _looks_ukrainian(text):  # damaged UTF-8 is half capitals when read as windows-1251
        raise _unknown(content, name, broken) from broken
    return text


def _looks_ukrainian(text: str) -> bool:
    letters = _CYRILLIC.findall(text)
    foreign = sum(1 for letter in text if ord(letter) > 0x7F) - len(letters)
    if not letters or foreign > len(letters) / 2:
        return False
    if len(_FOREIGN.findall(text)) > _MAX_FOREIGN * len(letters):
        return False
    small = [letter for letter in letters if letter.islower()]
    frequent = sum(letter.lower() in _FREQUENT for letter in letters)
    mostly_small = len(small) >= _MIN_SMALL * len(letters)
    return mostly_small and frequent >= _MIN_FREQUENT * len(letters)
