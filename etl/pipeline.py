"""File → blocks → rows → records: the stages in order, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from data.errors import UnknownLayout
from data.model import Document, DocumentKind
from etl.blocks import Block, Paragraph, Table
from etl.build import Source, build_document, build_prose
from etl.exchange.form import READER as EXCHANGE
from etl.exchange.newcomer import read_form_document
from etl.headers import Stated
from etl.layouts import unfold
from etl.manifest import check_counts
from etl.parts import split_parts
from etl.readers import read_blocks
from etl.readers.limits import Limits, check_blocks

BlockReader: TypeAlias = Callable[[bytes, str, Limits | None], tuple[str, tuple[Block, ...]]]

__all__ = ["Stated", "read_documents"]


def read_documents(
    name: str,
    content: bytes,
    stated: Stated | None = None,
    limits: Limits | None = None,
    read_by: BlockReader = read_blocks,
) -> tuple[Document, ...]:
    """The documents of a file in reading order, at least one, each with places and issues.

    A file usually is one document; the two plans that an order adopts are two, marked by their `part`.
    `stated` outweighs what the headers say. `read_by` parses the bytes: `etl.sandbox.read_apart` does it in a
    child process. Raises UnreadableDocument and MissingReader (see `etl.readers`), and UnknownLayout, with the
    file's name and a place, for text that holds neither measures nor the national plans nor is an order.
    """
    stated = stated or Stated()
    reader, read = read_by(content, name, limits)
    if reader == EXCHANGE:
        return (read_form_document(Source(name, content, reader), read, stated),)
    blocks = unfold(read)
    check_blocks(blocks, name, limits or Limits())
    source = Source(name, content, reader)
    parts = split_parts(blocks)
    documents = [build_document(source, part.arrangement, stated, part.order) for part in parts]
    if len(documents) > 1:
        return tuple(replace(one, part=part) for part, one in enumerate(documents, start=1))
    document = documents[0] if documents else _read_prose(source, blocks, stated)
    return (replace(document, issues=(*document.issues, *check_counts(document))),)


def _read_prose(source: Source, blocks: Sequence[Block], stated: Stated) -> Document:
    table = next((block for block in blocks if isinstance(block, Table)), None)
    if table is not None:
        words = " | ".join(" ".join(text.split()) for text in table.rows[0].texts)
        raise UnknownLayout("unknown_table", file=source.name, place=table.place.code, words=words)
    lines = tuple(block for block in blocks if isinstance(block, Paragraph))
    document = build_prose(source, lines, stated)
    if not document.national_plans and document.header.kind is not DocumentKind.ORDER:
        raise UnknownLayout(file=source.name)
    return document
