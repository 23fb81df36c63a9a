"""PDF with a text layer. A picture of paper has no text: it is refused as a scan, never read as empty."""

from __future__ import annotations

from etl.blocks import Block
from etl.readers.formats import recognise_format
from etl.readers.limits import Limits


class PdfReader:
    """A PDF whose letters are letters."""

    name = "pdf"
    formats = frozenset({"PDF"})

    def accepts(self, content: bytes, name: str) -> bool:
        """Whether the file begins as a PDF does."""
        return recognise_format(content) in self.formats

    def read(self, content: bytes, name: str, limits: Limits | None = None) -> tuple[Block, ...]:
        """Lines and tables of all pages; raises UnreadableDocument for scans, passwords and damage."""
        # its libraries take half a second to start, and only the child that parses needs them
        from etl.readers.pdf_pages import read_pages

        return read_pages(content, name, limits or Limits())
