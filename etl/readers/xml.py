"""XML of office documents, parsed without DTD, entities, network or unlimited depth."""

from __future__ import annotations

from lxml import etree

from data.errors import UnreadableDocument


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The root of a member; raises UnreadableDocument for broken XML and for any DOCTYPE."""
    if has_declarations(data):
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
    return root


def has_declarations(data: bytes) -> bool:
    """Whether a DOCTYPE or an entity is declared; in UTF-16 zero bytes stand between the letters."""
    plain = data.replace(b"\x00", b"") if b"\x00" in data else data
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain


def attribute(element: etree._Element | None, name: str, default: str = "") -> str:
    """An attribute as text, `default` when the element or the attribute is missing."""
    if element is None:
        return default
    value = element.get(name)
    return value if isinstance(value, str) else default


def whole(text: str, default: int) -> int:
    """A whole number, `default` for anything else or absurdly long («1e8», «»)."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else default
