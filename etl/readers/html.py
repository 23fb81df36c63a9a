"""Web pages (.html), also saved ones with menus, scripts and banners around the plan."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from data.errors import UnreadableDocument
from etl.blocks import Block
from etl.readers.encoding import decode_text
from etl.readers.formats import recognise_format
from etl.readers.limits import Limits
from etl.readers.numbering import write_number
from etl.readers.tree import Item, TreeCell, TreeTable, assemble, is_footnote_mark
from etl.readers.xml import attribute, whole

_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)|encoding\s*=\s*[\"']([\w-]+)", re.I)
_DECLARED: Final = {"windows-1251": "cp1251", "cp1251": "cp1251", "koi8-u": "koi8-u"}
_DECLARATION: Final = re.compile(r"\s*<\?xml[^>]*>")
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")
_HIDDEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BREAK: Final = "\x00"  # marks a line break until white space is one space
_SILENT: Final = frozenset({
    "head", "script", "style", "noscript", "template", "iframe", "object", "svg", "select",
    "button", "textarea", "input", "nav",
})  # fmt: skip
_BLOCKS: Final = frozenset({
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd",
    "section", "article", "main", "header", "footer", "aside", "blockquote", "pre", "form",
    "fieldset", "figure", "figcaption", "address", "center", "hr", "details", "summary",
    "body",
})  # fmt: skip
_AROUND: Final = frozenset({
    "menu", "nav", "navbar", "navigation", "breadcrumb", "breadcrumbs", "cookie", "cookies",
    "banner", "banners", "sidebar", "footer", "header", "topbar", "share", "sharing",
    "social", "search", "pagination",
})  # fmt: skip
_MAX_AROUND: Final = 3000
_LIST_FORMS: Final = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


class HtmlReader:
    """A web page."""

    name = "html"
    formats = frozenset({"HTML"})

    def accepts(self, content: bytes, name: str) -> bool:
        """Whether the text begins as a web page."""
        return recognise_format(content) in self.formats

    def read(self, content: bytes, name: str, limits: Limits | None = None) -> tuple[Block, ...]:
        """The paragraphs and tables that a person sees; menus and scripts are left out.

        Raises UnreadableDocument for text in an unknown encoding or nested deeper than a page can be.
        """
        text = _DECLARATION.sub("", _decode(content, name), count=1)
        parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True)
        try:
            root = etree.fromstring(text, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableDocument("file_broken", file=name) from error
        if any("depth" in entry.message.lower() for entry in parser.error_log):
            raise UnreadableDocument("nested_too_deep", file=name, limit=256)
        if root is None:
            raise UnreadableDocument("empty_file", file=name)
        return assemble(_Walk().items(root), name, limits or Limits())


def _decode(content: bytes, name: str) -> str:
    match = _CHARSET.search(content[:4096])
    declared = (match[1] or match[2]).decode("ascii").lower() if match else ""
    if declared in _DECLARED and not content.startswith(codecs.BOM_UTF8):
        return content.decode(_DECLARED[declared], "replace")
    return decode_text(content, name)


class _Walk:
    """Collects words until a block ends; each block is one paragraph."""

    def __init__(self) -> None:
        self._found: list[Item] = []
        self._words: list[str] = []
        self._mark = ""

    def items(self, element: etree._Element) -> list[Item]:
        """What stands inside an element, in reading order."""
        self._inside(element)
        self._close()
        return self._found

    def _inside(self, element: etree._Element) -> None:
        self._words.append(element.text or "")
        counter = whole(attribute(element, "start"), 1) - 1
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag == "li":
                counter += 1
                self._close()
                self._mark = _list_mark(element, counter)
            self._take(child, tag)
            self._words.append(child.tail or "")

    def _take(self, child: etree._Element, tag: str) -> None:
        if not tag or tag in _SILENT or _is_hidden(child) or _is_around(child):
            return
        if tag == "sup" and is_footnote_mark(
            "".join(map(str, child.itertext())), "".join(self._words)
        ):
            return
        if tag == "br":
            self._words.append(_BREAK)
        elif tag == "table":
            self._close()
            for caption in child.findall("caption"):
                self._inside(caption)
                self._close()
            self._found.append(_table(child))
        elif tag in _BLOCKS:
            self._close(keep_mark=True)
            self._inside(child)
            self._close()
        else:
            self._inside(child)

    def _close(self, *, keep_mark: bool = False) -> None:
        text = _SPACES.sub(" ", "".join(self._words)).replace(_BREAK, "\n")
        lines = [line.strip(" ") for line in text.split("\n")]
        text = "\n".join(lines).strip("\n")
        self._words = []
        if text:
            self._found.append(self._mark + text)
            self._mark = ""
        elif not keep_mark:
            self._mark = ""


def _list_mark(parent: etree._Element, number: int) -> str:
    if parent.tag != "ol":
        return "- "
    form = _LIST_FORMS.get(attribute(parent, "type"), "decimal")
    return f"{write_number(number, form)}. "


def _is_hidden(element: etree._Element) -> bool:
    style = attribute(element, "style")
    return element.get("hidden") is not None or bool(style and _HIDDEN_STYLE.search(style))


def _is_around(element: etree._Element) -> bool:
    """Whether an element is a menu, banner or footer: named so, short, and without any table."""
    words = f"{attribute(element, 'id')} {attribute(element, 'class')} {attribute(element, 'role')}"
    names = set(re.split(r"[\s_-]+", words.lower())) | {str(element.tag)}
    if not names & _AROUND or element.tag == "body":
        return False
    if element.find(".//table") is not None:
        return False
    return sum(len(text) for text in element.itertext()) <= _MAX_AROUND


def _table(table: etree._Element) -> TreeTable:
    rows = [[_cell(cell) for cell in row if cell.tag in ("td", "th")] for row in _rows(table)]
    return TreeTable([row for row in rows if row])


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if _is_hidden(child):
            continue
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _cell(cell: etree._Element) -> TreeCell:
    return TreeCell(
        _Walk().items(cell),
        columns=max(whole(attribute(cell, "colspan"), 1), 1),
        rows=_row_span(attribute(cell, "rowspan")),
    )


def _row_span(value: str) -> int:
    rows = whole(value, 1)
    return rows if rows > 0 else 65534  # 0 is «to the end of the table»; the grid clips it
