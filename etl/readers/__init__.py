"""Readers: one format per file behind one small interface, specific before generic.

A new format is a class with `accepts` and `read` in a file of its own and a line in `READERS`.
"""

from __future__ import annotations

from typing import Final, Protocol

from data.errors import MissingReader, UnreadableDocument
from etl.blocks import Block
from etl.readers.csv_table import CsvReader
from etl.readers.docx import DocxReader
from etl.readers.exchange_form import ExchangeReader
from etl.readers.formats import is_binary, recognise_format
from etl.readers.html import HtmlReader
from etl.readers.limits import Limits, check_blocks, check_size
from etl.readers.markdown import MarkdownReader
from etl.readers.ods import OdsReader
from etl.readers.odt import OdtReader
from etl.readers.office import DocReader
from etl.readers.pdf import PdfReader
from etl.readers.rtf import RtfReader
from etl.readers.text import TextReader
from etl.readers.workbook import WorkbookReader


class Reader(Protocol):
    """One format: whether it takes these bytes, and the blocks they hold."""

    @property
    def name(self) -> str:
        """The reader's name as stored with the document."""
        ...

    def accepts(self, content: bytes, name: str) -> bool:
        """Whether the content (not the name alone) is of this format."""
        ...

    def read(self, content: bytes, name: str, limits: Limits | None = None) -> tuple[Block, ...]:
        """The blocks in reading order; raises UnreadableDocument for broken content or one over a limit."""
        ...


READERS: Final[tuple[Reader, ...]] = (
    DocxReader(),
    OdtReader(),
    ExchangeReader(),
    WorkbookReader(),
    OdsReader(),
    PdfReader(),
    RtfReader(),
    HtmlReader(),
    DocReader(),
    MarkdownReader(),
    CsvReader(),
    TextReader(),
)
# formats whose parsers are parsers of bytes: `etl.sandbox` runs them in a child
PARSED_APART: Final = frozenset({"DOCX", "ODT", "XLSX", "XLS", "ODS", "PDF", "RTF", "HTML", "DOC"})


def read_blocks(
    content: bytes, name: str, limits: Limits | None = None
) -> tuple[str, tuple[Block, ...]]:
    """The name of the reader that took the file and the file's blocks with their places.

    Raises UnreadableDocument (empty, over a limit, binary junk, unknown encoding) and MissingReader
    (a known format that has no reader), both naming the file.
    """
    limits = limits or Limits()
    check_size(content, name, limits)
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise UnreadableDocument("empty_file", file=name)
    for reader in READERS:
        if reader.accepts(content, name):
            blocks = reader.read(content, name, limits)
            check_blocks(blocks, name, limits)
            if not blocks:
                raise UnreadableDocument("empty_file", file=name)
            return reader.name, blocks
    known = recognise_format(content)
    if known == "ENCRYPTED":
        raise UnreadableDocument("file_encrypted", file=name)
    if known is None and is_binary(content):
        raise UnreadableDocument("binary_file", file=name)
    raise MissingReader(file=name, format=known or "?")
