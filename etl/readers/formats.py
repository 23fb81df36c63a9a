"""Which format bytes are, told from the bytes alone: a name may lie, a signature does not."""

from __future__ import annotations

import re
from typing import Final

_SIGNATURES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF-", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG\r\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"7z\xbc\xaf\x27\x1c", "7Z"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"\x1f\x8b", "GZIP"),
    (b"SQLite format 3\x00", "SQLite"),
)
# members of a zip archive stand by name in its directory; the archive itself is not opened here
_ZIP_MEMBERS: Final[tuple[tuple[bytes, str], ...]] = (
    (b"word/document.xml", "DOCX"),
    (b"xl/workbook", "XLSX"),
    (b"opendocument.text", "ODT"),
    (b"opendocument.spreadsheet", "ODS"),
    (b"ppt/presentation.xml", "PPTX"),
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# streams of a file of the older Microsoft Office, by name
_OLE_STREAMS: Final[tuple[tuple[str, str], ...]] = (
    ("EncryptedPackage", "ENCRYPTED"),
    ("WordDocument", "DOC"),
    ("Workbook", "XLS"),
    ("Book", "XLS"),
    ("PowerPoint Document", "PPT"),
)
_HTML: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table)\b",
    re.I | re.S,
)
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")
_CONTROL: Final = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1a\x1b"))
_BINARY_SHARE: Final = 0.01


def recognise_format(content: bytes) -> str | None:
    """The name of a format that is not plain text («PDF», «DOCX»), None when no signature is known."""
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            return name
    if content.startswith(b"PK\x03\x04"):
        return next((name for mark, name in _ZIP_MEMBERS if mark in content), "ZIP")
    if content.startswith(_OLE):
        streams = ((stream.encode("utf-16-le"), name) for stream, name in _OLE_STREAMS)
        return next((name for mark, name in streams if mark in content), "OLE")
    start = content.removeprefix(b"\xef\xbb\xbf")[:4096]
    if content.startswith(_WIDE):
        start = start[2:].replace(b"\x00", b"")
    return "HTML" if _HTML.match(start) else None


def is_binary(content: bytes) -> bool:
    """Whether so many control characters stand in the bytes that they can be no text of one byte a letter."""
    sample = content[:65536]
    return len(sample) - len(sample.translate(None, _CONTROL)) > _BINARY_SHARE * len(sample)
