"""Markdown: paragraphs and pipe tables; the marks of Markdown and of HTML inside cells are no text (rule 2)."""

from __future__ import annotations

import re
from typing import Final

from data.model import Place
from etl.blocks import Block, Cell, Paragraph, Table, TableRow, span
from etl.readers.encoding import decode_text
from etl.readers.formats import recognise_format
from etl.readers.limits import Limits

_SEPARATOR: Final = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_PIPE: Final = re.compile(r"(?<!\\)\|")
_BREAK_TAG: Final = re.compile(r"<br\s*/?>|</?(?:p|ul|ol|li|div)\b[^<>]*>", re.I)
_TAG: Final = re.compile(r"</?(?:span|b|i|u|strong|em|sup|sub|a|font)\b[^<>]*>", re.I)
_HEADING: Final = re.compile(r"^\s{0,3}#{1,6}\s+")
_BOLD: Final = re.compile(r"\*\*(?=[^\s*])(.+?)(?<=[^\s*])\*\*")
_MARKED: Final = re.compile(rb"(?m)^(?:#{1,6} \S|\s*(?:\d+[.)]|[-*])?\s*\*\*[^*\s][^*\n]*\*\*)")


class MarkdownReader:
    """Text with a pipe table, a heading («## Напрям 1») or words in bold («**Термін:**») at a line's beginning."""

    name = "markdown"

    def accepts(self, content: bytes, name: str) -> bool:
        """Whether a separator line `|---|---|`, a heading or words in bold stand in the text."""
        if recognise_format(content) is not None:
            return False
        # the separator line is ASCII in every encoding read here, UTF-16 apart from its zero bytes
        plain = content.replace(b"\x00", b"")
        if _MARKED.search(plain):
            return True
        return b"-" in plain and any(
            _is_separator(line.decode("ascii", "replace")) for line in plain.split(b"\n")
        )

    def read(self, content: bytes, name: str, limits: Limits | None = None) -> tuple[Block, ...]:
        """The paragraphs and tables with their lines; a header row's place covers the rule under it."""
        lines = decode_text(content, name).split("\n")
        blocks: list[Block] = []
        rows: list[TableRow] = []
        for number, line in enumerate(lines, start=1):
            if line.lstrip().startswith("|"):
                _add_row(rows, line, number)
                continue
            if rows:
                blocks.append(_table(rows))
                rows = []
            text = strip_markup(line)
            if text.strip():
                blocks.append(Paragraph(text, Place(line=number)))
        if rows:
            blocks.append(_table(rows))
        return tuple(blocks)


def strip_markup(text: str) -> str:
    """The printed text of a Markdown or HTML fragment; tags that begin a line become line breaks.

    `<p>Уряд» за участю</p>` gives `Уряд» за участю`; `сферах:</p> <ul …> - реєстрації` gives two lines.
    """
    text = _BREAK_TAG.sub("\n", _TAG.sub("", text)).replace("\\|", "|")
    lines = (_BOLD.sub(r"\1", _HEADING.sub("", line)).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _is_separator(line: str) -> bool:
    return "|" in line and _SEPARATOR.fullmatch(line.rstrip("\r")) is not None


def _add_row(rows: list[TableRow], line: str, number: int) -> None:
    place = Place(line=number)
    if _is_separator(line):
        if rows:  # the rule belongs to the header above it
            rows[-1] = TableRow(rows[-1].cells, rows[-1].place.to(place))
            return
        rows.append(TableRow((), place))
        return
    body = line.strip().removeprefix("|")
    body = body.removesuffix("|") if not body.endswith("\\|") else body
    parts = _PIPE.split(body)
    rows.append(TableRow(tuple(Cell(strip_markup(part), place) for part in parts), place))


def _table(rows: list[TableRow]) -> Table:
    return Table(tuple(rows), span(row.place for row in rows))
