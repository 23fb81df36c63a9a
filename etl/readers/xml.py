"""XML of office documents, parsed without DTD, entities, network or unlimited depth."""

from __future__ import annotations

from typing import Any

from lxml import etree

from data.errors import UnreadableDocument


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The root of a member; raises UnreadableDocument for broken XML and for any DOCTYPE."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise UnreadableDocument("doctype", file=name)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument("file_broken", file=name) from error
    information: Any = root.getroottree().docinfo
    if information.doctype:  # one written in UTF-16
        raise UnreadableDocument("doctype", file=name)
    return root


def attribute(element: etree._Element | None, name: str, default: str = "") -> str:
    """An attribute as text, `default` when the element or the attribute is missing."""
    if element is None:
        return default
    value = element.get(name)
    return value if isinstance(value, str) else default


def whole(text: str, default: int) -> int:
    """A whole number, `default` for anything else or absurdly long («1e8», «»)."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else default
