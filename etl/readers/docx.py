"""Word documents (.docx): true cells with their merges, breaks, nested tables and automatic list numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from etl.blocks import Block
from etl.readers.archive import Archive
from etl.readers.formats import recognise_format
from etl.readers.limits import Limits
from etl.readers.numbering import Lists, read_lists
from etl.readers.tree import Item, TreeCell, TreeTable, assemble, is_footnote_mark
from etl.readers.xml import attribute, parse_xml, whole

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT: Final = "word/document.xml"
_TEXTS: Final = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
# deleted text of tracked changes, instructions of fields, the second copy of a drawing
_SKIPPED: Final = frozenset(
    {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}pPr", f"{W}rPr"}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
_WRAPPERS: Final = frozenset(
    {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag", f"{W}ins", f"{W}moveTo"}
)


class DocxReader:
    """A Word document of the present kind."""

    name = "docx"
    formats = frozenset({"DOCX"})

    def accepts(self, content: bytes, name: str) -> bool:
        """Whether the archive's directory names a Word document."""
        return recognise_format(content) in self.formats

    def read(self, content: bytes, name: str, limits: Limits | None = None) -> tuple[Block, ...]:
        """The paragraphs and tables of the body; raises UnreadableDocument for a broken or dangerous archive."""
        limits = limits or Limits()
        archive = Archive(content, name, limits)
        root = parse_xml(archive.read(_DOCUMENT), name)
        body = root.find(f"{W}body")
        lists = read_lists(archive, name)
        items = [] if body is None else list(_items(body, lists, in_table=False))
        return assemble(items, name, limits)


def _items(container: etree._Element, lists: Lists, *, in_table: bool) -> Iterator[Item]:
    for element in container:
        if element.tag == f"{W}p":
            yield _paragraph(element, lists, in_table=in_table)
            yield from _boxes(element, lists)
        elif element.tag == f"{W}tbl":
            yield _table(element, lists)
        elif element.tag in _WRAPPERS:
            yield from _items(element, lists, in_table=in_table)


def _paragraph(paragraph: etree._Element, lists: Lists, *, in_table: bool) -> str:
    text = _text(paragraph)
    number = lists.number_of(paragraph)
    # Word prints the number of an empty paragraph too: a column of automatic numbers holds nothing else
    return number + text if text.strip() else (number.strip() if in_table else text)


def _text(paragraph: etree._Element) -> str:
    """The words of a paragraph without the marks of footnotes that people typed as raised figures."""
    text = ""
    for words, raised in _texts(paragraph):
        if not (raised and is_footnote_mark(words, text)):
            text += words
    return text


def _texts(element: etree._Element, raised: bool = False) -> Iterator[tuple[str, bool]]:
    """The words inside an element, and whether they are raised above the line."""
    for child in element:
        if child.tag == f"{W}t":
            yield child.text or "", raised
        elif child.tag in _TEXTS:
            yield _TEXTS[child.tag], raised
        elif child.tag not in _SKIPPED and child.tag != f"{W}txbxContent":
            set_as = attribute(child.find(f"{W}rPr/{W}vertAlign"), f"{W}val")
            yield from _texts(child, raised or set_as == "superscript")


def _boxes(paragraph: etree._Element, lists: Lists) -> Iterator[Item]:
    """What stands in text boxes anchored in a paragraph (an approval block beside the title)."""
    for box in paragraph.iter(f"{W}txbxContent"):
        copies = (parent.tag for parent in box.iterancestors())
        if not any(tag in _SKIPPED for tag in copies):
            yield from _items(box, lists, in_table=False)


def _table(table: etree._Element, lists: Lists) -> TreeTable:
    rows = [_row(row, lists) for row in _inside(table, f"{W}tr")]
    return TreeTable([row for row in rows if row])


def _row(row: etree._Element, lists: Lists) -> list[TreeCell]:
    skipped = row.find(f"{W}trPr/{W}gridBefore")
    before = whole(attribute(skipped, f"{W}val"), 0)
    cells = [_cell(cell, lists) for cell in _inside(row, f"{W}tc")]
    return [TreeCell(columns=before), *cells] if before else cells


def _cell(cell: etree._Element, lists: Lists) -> TreeCell:
    span = whole(attribute(cell.find(f"{W}tcPr/{W}gridSpan"), f"{W}val"), 1)
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    held = merge is not None and attribute(merge, f"{W}val", "continue") == "continue"
    return TreeCell(list(_items(cell, lists, in_table=True)), columns=max(span, 1), held=held)


def _inside(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also those inside content controls and tracked insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)
