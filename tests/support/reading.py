"""Reading a file that is one document, as nearly every test does."""

from __future__ import annotations

from data.model import Document
from etl.headers import Stated
from etl.pipeline import BlockReader, read_documents
from etl.readers import read_blocks


def read_document(
    name: str, content: bytes, stated: Stated | None = None, read_by: BlockReader = read_blocks
) -> Document:
    """The one document of a file; a ValueError when it holds several."""
    (document,) = read_documents(name, content, stated, read_by=read_by)
    return document
