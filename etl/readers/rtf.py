"""Rich Text (.rtf): words with their code pages, true table cells with merges, printed list numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from data.errors import UnreadableDocument
from etl.blocks import Block
from etl.readers.formats import recognise_format
from etl.readers.limits import Limits
from etl.readers.rtf_tables import RtfTables
from etl.readers.tree import assemble

_TOKEN: Final = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|[\r\n]+|([^\\{}\r\n]+)|.",
    re.S,
)
# groups whose words a reader never sees; any other group marked \* is skipped as well
_SKIPPED: Final = frozenset({
    "colortbl", "stylesheet", "info", "pict", "header", "headerl", "headerr", "headerf",
    "footer", "footerl", "footerr", "footerf", "footnote", "annotation", "fldinst",
    "listtable", "listoverridetable", "rsidtbl", "generator", "themedata",
    "colorschememapping", "datastore", "latentstyles", "xmlnstbl", "object", "sp",
    "nonesttables", "tc", "txe", "xe", "bkmkstart", "bkmkend", "revtbl", "filetbl", "upr",
})  # fmt: skip
_KNOWN_STARRED: Final = frozenset({"nesttableprops", "shpinst", "shptxt"})
_WORDS: Final = {
    "line": "\n", "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ",
}  # fmt: skip
_SYMBOLS: Final = {"~": "\u00a0", "_": "-", "\\": "\\", "{": "{", "}": "}"}
_LISTS: Final = frozenset({"listtext", "pntext"})
_CHARSETS: Final = {
    204: "cp1251", 238: "cp1250", 161: "cp1253", 162: "cp1254", 186: "cp1257", 128: "cp932",
    77: "mac_roman",
}  # fmt: skip
_CODE_PAGES: Final = frozenset({437, 850, 852, 866, 1250, 1251, 1252, 1253, 1254, 1255, 1257})
_MAX_DEPTH: Final = 1000


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits from the one around it."""

    skip: bool = False
    hidden: bool = False
    fonts: bool = False
    listed: bool = False
    font: int | None = None
    unicode_skip: int = 1
    level: int = 0


class RtfReader:
    """A Rich Text document."""

    name = "rtf"
    formats = frozenset({"RTF"})

    def accepts(self, content: bytes, name: str) -> bool:
        """Whether the file begins as Rich Text does."""
        return recognise_format(content) in self.formats

    def read(self, content: bytes, name: str, limits: Limits | None = None) -> tuple[Block, ...]:
        """The paragraphs and tables; raises UnreadableDocument for a file cut off or nested without end."""
        document = _Document(name)
        document.take(content.rstrip(b"\x00").decode("latin-1"))
        return assemble(document.tables.finish(), name, limits or Limits())


class _Document:
    """The state of the reading: open groups, fonts, the words of the paragraph at hand."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._state = _State()
        self._stack: list[_State] = []
        self._fonts: dict[int, str] = {}
        self._page = "cp1252"
        self._bytes = bytearray()
        self._text: list[str] = []
        self._mark: list[str] = []
        self._starred = False
        self._to_skip = 0
        self.tables = RtfTables()
        self._controls: dict[str, Callable[[int | None], None]] = {
            "par": lambda _: self._end_paragraph(),
            "sect": lambda _: self._end_paragraph(),
            "page": lambda _: self._end_paragraph(),
            "pard": lambda _: self._set(level=0),
            "intbl": lambda _: self._set(level=max(self._state.level, 1)),
            "itap": lambda number: self._set(level=min(number or 0, 20)),
            "cell": lambda _: self._end_cell(1),
            "nestcell": lambda _: self._end_cell(max(self._state.level, 2)),
            "row": lambda _: self.tables.end_row(1),
            "nestrow": lambda _: self.tables.end_row(max(self._state.level, 2)),
            "plain": lambda _: self._set(hidden=False, font=None),
            "v": lambda number: self._set(hidden=number != 0),
            "deleted": lambda number: self._set(hidden=number != 0),
            "uc": lambda number: self._set(unicode_skip=min(max(number or 0, 0), 10)),
            "f": lambda number: self._set(font=number),
            "u": lambda number: self._add_unicode(number or 0),
            "ansicpg": self._set_page,
            "fcharset": self._set_charset,
            "fonttbl": lambda _: self._set(fonts=True, skip=True),
        }

    def take(self, source: str) -> None:
        """Read the whole source."""
        position = 0
        while position < len(source):
            match = _TOKEN.match(source, position)
            assert match is not None  # the last alternative takes any character
            position = match.end()
            word, number, byte, symbol, brace, text = match.groups()
            if word == "bin":
                position += max(int(number or 0), 0)
            elif brace == "{":
                self._open()
            elif brace == "}":
                self._close()
            elif word is not None:
                self._control(word, int(number) if number else None)
            elif byte is not None:
                self._add_bytes(bytes.fromhex(byte))
            elif symbol == "*":
                self._starred = True
            elif symbol is not None:
                self._add(_SYMBOLS.get(symbol, "\n" if symbol in "\r\n" else ""))
            elif text is not None:
                self._add_bytes(text.encode("latin-1"))
        if self._stack:
            raise UnreadableDocument("file_broken", file=self._name)
        self._end_paragraph()

    def _set(self, **changes: object) -> None:
        self._flush()
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]

    def _open(self) -> None:
        self._flush()
        self._starred = False
        self._to_skip = 0
        self._stack.append(self._state)
        if len(self._stack) > _MAX_DEPTH:
            raise UnreadableDocument("nested_too_deep", file=self._name, limit=_MAX_DEPTH)

    def _close(self) -> None:
        self._flush()
        self._to_skip = 0
        if self._stack:
            self._state = self._stack.pop()

    def _control(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        self._flush()
        if word in _SKIPPED or (starred and word not in _KNOWN_STARRED and word not in _LISTS):
            self._state = replace(self._state, skip=True)
        if word in _LISTS:
            self._state = replace(self._state, listed=True)
        if self._state.skip and not (self._state.fonts and word in ("f", "fcharset")):
            return
        if word in _WORDS:
            self._add(_WORDS[word])
        elif word in self._controls:
            self._controls[word](number)
        else:
            self.tables.define(word, number)

    def _add_bytes(self, data: bytes) -> None:
        skipped = min(self._to_skip, len(data))
        self._to_skip -= skipped
        self._bytes += data[skipped:]

    def _add_unicode(self, number: int) -> None:
        self._put(chr(number % 0x10000))
        self._to_skip = self._state.unicode_skip

    def _add(self, text: str) -> None:
        if self._to_skip and text:
            self._to_skip -= 1
            return
        self._flush()
        self._put(text)

    def _flush(self) -> None:
        if self._bytes:
            encoding = self._fonts.get(self._state.font or 0, self._page)
            text = bytes(self._bytes).decode(encoding, "replace")
            self._bytes.clear()
            self._put(text)

    def _put(self, text: str) -> None:
        if self._bytes:
            self._flush()
        if not (self._state.skip or self._state.hidden):
            (self._mark if self._state.listed else self._text).append(text)

    def _end_paragraph(self) -> None:
        self._flush()
        if not self._state.skip:
            self.tables.add_paragraph(self._take_text(), self._state.level)

    def _end_cell(self, level: int) -> None:
        self._flush()
        self.tables.end_cell(self._take_text(), level)

    def _take_text(self) -> str:
        text, mark = _joined(self._text), _joined(self._mark).strip()
        self._text, self._mark = [], []
        if not mark:
            return text
        # a bullet is a letter of a picture font: what is no letter or figure is a hyphen
        printed = mark if any(letter.isalnum() for letter in mark) else "-"
        return f"{printed} {text}".rstrip(" ")

    def _set_page(self, number: int | None) -> None:
        if number in _CODE_PAGES:
            self._page = f"cp{number}"

    def _set_charset(self, number: int | None) -> None:
        if self._state.font is not None:
            self._fonts[self._state.font] = _CHARSETS.get(number or 0, self._page)


def _joined(parts: list[str]) -> str:
    """Letters beyond the first plane come in two halves; half a letter is shown as a mark."""
    text = "".join(parts)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
