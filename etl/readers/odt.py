"""OpenDocument texts (.odt): paragraphs, tables with covered cells, list numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from etl.blocks import Block
from etl.readers.archive import Archive
from etl.readers.formats import recognise_format
from etl.readers.limits import Limits
from etl.readers.numbering import write_number
from etl.readers.tree import Item, TreeCell, TreeTable, assemble
from etl.readers.xml import attribute, parse_xml, whole

_NAMES: Final = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE: Final = f"{_NAMES}office:1.0}}"
TEXT: Final = f"{_NAMES}text:1.0}}"
TABLE: Final = f"{_NAMES}table:1.0}}"
_STYLE: Final = f"{_NAMES}style:1.0}}"
_PARAGRAPHS: Final = frozenset({f"{TEXT}p", f"{TEXT}h"})
_SKIPPED: Final = frozenset(
    {f"{TEXT}note", f"{OFFICE}annotation", f"{TEXT}tracked-changes", f"{TEXT}sequence-decls"}
)
_ROW_GROUPS: Final = frozenset(
    {f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"}
)
_FORMS: Final = {
    "I": "upperRoman", "i": "lowerRoman", "A": "upperLetter", "a": "lowerLetter",
    "а": "russianLower", "А": "russianUpper",
}  # fmt: skip
_MAX_SPACES: Final = 1000
_MAX_REPEATED: Final = 100


@dataclass(slots=True)
class _Lists:
    """List styles by name, their levels by depth, and how far each list is counted."""

    styles: dict[str, dict[int, etree._Element]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def number(self, style: str, depth: int) -> str:
        level = self.styles.get(style, {}).get(depth)
        if level is None:
            return ""
        if level.tag != f"{TEXT}list-level-style-number":
            return "- "
        counts = self.counts.setdefault(style, {})
        counts[depth] = counts.get(depth, self._start(style, depth) - 1) + 1
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]
        form = attribute(level, f"{_STYLE}num-format")
        if not form:
            return ""
        shown = whole(attribute(level, f"{TEXT}display-levels"), 1)
        parts = [
            write_number(counts.get(at, self._start(style, at)), _FORMS.get(form, "decimal"))
            for at in range(max(depth - shown + 1, 1), depth + 1)
        ]
        prefix, suffix = (
            attribute(level, f"{_STYLE}num-prefix"),
            attribute(level, f"{_STYLE}num-suffix"),
        )
        return f"{prefix}{'.'.join(parts)}{suffix} "

    def _start(self, style: str, depth: int) -> int:
        level = self.styles[style].get(depth)
        return whole(attribute(level, f"{TEXT}start-value"), 1)


class OdtReader:
    """A text document of LibreOffice and its kin."""

    name = "odt"
    formats = frozenset({"ODT"})

    def accepts(self, content: bytes, name: str) -> bool:
        """Whether the archive says that it is an OpenDocument text."""
        return recognise_format(content) in self.formats

    def read(self, content: bytes, name: str, limits: Limits | None = None) -> tuple[Block, ...]:
        """The paragraphs and tables of the body; raises UnreadableDocument for a broken or dangerous archive."""
        limits = limits or Limits()
        archive = Archive(content, name, limits)
        root = parse_xml(archive.read("content.xml"), name)
        lists = _Lists(_list_styles(root))
        if "styles.xml" in archive:
            common = _list_styles(parse_xml(archive.read("styles.xml"), name))
            lists.styles = common | lists.styles
        body = root.find(f"{OFFICE}body/{OFFICE}text")
        items = [] if body is None else list(_items(body, lists))
        return assemble(items, name, limits)


def _list_styles(root: etree._Element) -> dict[str, dict[int, etree._Element]]:
    return {
        attribute(style, f"{_STYLE}name"): {
            whole(attribute(level, f"{TEXT}level"), 1): level for level in style
        }
        for style in root.iter(f"{TEXT}list-style")
    }


def _items(
    container: etree._Element, lists: _Lists, style: str = "", depth: int = 0
) -> Iterator[Item]:
    for element in container:
        if element.tag in _PARAGRAPHS:
            yield read_text(element)
            for frame in element.iter(f"{_NAMES}drawing:1.0}}text-box"):
                yield from _items(frame, lists)
        elif element.tag == f"{TABLE}table":
            yield _table(element, lists)
        elif element.tag == f"{TEXT}list":
            yield from _list(element, lists, style, depth + 1)
        elif element.tag not in _SKIPPED:
            yield from _items(element, lists, style, depth)


def _list(element: etree._Element, lists: _Lists, style: str, depth: int) -> Iterator[Item]:
    style = attribute(element, f"{TEXT}style-name", style)
    goes_on = f"{TEXT}continue-numbering", f"{TEXT}continue-list"
    if depth == 1 and not any(element.get(mark) for mark in goes_on):
        lists.counts.pop(style, None)
    for entry in element:
        numbered = entry.tag == f"{TEXT}list-item"
        for item in _items(entry, lists, style, depth):
            if numbered and isinstance(item, str):
                item, numbered = (lists.number(style, depth) + item).rstrip(" "), False
            yield item


def read_text(element: etree._Element) -> str:
    """The words of a paragraph with its line breaks and tabs; notes and drawings are no part of it."""
    return "".join(_texts(element))


def _texts(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{TEXT}line-break":
            yield "\n"
        elif child.tag == f"{TEXT}tab":
            yield "\t"
        elif child.tag == f"{TEXT}s":
            yield " " * min(whole(attribute(child, f"{TEXT}c"), 1), _MAX_SPACES)
        elif child.tag not in _SKIPPED and not str(child.tag).startswith(f"{_NAMES}drawing"):
            yield from _texts(child)
        yield child.tail or ""


def _table(table: etree._Element, lists: _Lists) -> TreeTable:
    rows = []
    for row in table_rows(table):
        cells = [cell for element in row for cell in _cells(element, lists)]
        repeated = whole(attribute(row, f"{TABLE}number-rows-repeated"), 1)
        blank = all(not cell.items for cell in cells)
        rows += [cells] * (1 if blank else max(1, min(repeated, _MAX_REPEATED)))
    return TreeTable([row for row in rows if row])


def table_rows(table: etree._Element) -> Iterator[etree._Element]:
    """The row elements of a table, those of its header first where they stand."""
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from table_rows(child)


def _cells(element: etree._Element, lists: _Lists) -> list[TreeCell]:
    """The cell that an element is; none for a covered one, which the span above or beside it fills."""
    if element.tag != f"{TABLE}table-cell":
        return []
    cell = TreeCell(
        list(_items(element, lists)),
        columns=max(whole(attribute(element, f"{TABLE}number-columns-spanned"), 1), 1),
        rows=max(whole(attribute(element, f"{TABLE}number-rows-spanned"), 1), 1),
    )
    repeated = whole(attribute(element, f"{TABLE}number-columns-repeated"), 1)
    return [cell] * max(1, min(repeated, _MAX_REPEATED))
