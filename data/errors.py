"""The errors a user can meet, as one tree.

OgpError
├── ConfigError            a setting or an option makes no sense
├── SourceError            a file cannot become a document
│   ├── UnreadableDocument     empty, broken, wrong encoding, over a limit
│   ├── MissingReader          no reader for this format
│   ├── UnknownLayout          readable, but neither plan nor report nor known page
│   ├── RefusedEdit            a corrected exchange form that cannot be taken back
│   └── ChecksumMismatch       a bundled file is not the one its manifest names
├── StoreError             the database refuses
│   ├── SchemaMismatch         made by another version of the product
│   ├── StoreBusy              another process is writing
│   ├── StoreCorrupt           the database file is damaged
│   ├── UnknownDocument        no such document is loaded
│   └── LinkRefused            a row of a report and a measure of a plan cannot be linked
└── ExportError            no file can be made of what is shown
    ├── AgendaTooLong          more rows than anybody reads in a meeting
    └── PdfUnavailable         the system library that sets pages is missing

What spoils one row is no error but an `Issue`. `code` is the message's key in the catalogues,
`values` fill it: messages never carry a server path or a traceback.
"""

from __future__ import annotations

from typing import Any


class OgpError(Exception):
    """Base of all; `code` names the message in the catalogues (`error.<code>`), `values` fill it."""

    code = "unexpected"

    def __init__(self, code: str | None = None, **values: object) -> None:
        self.code = code or type(self).code
        self.values = values
        super().__init__(self.code, values)

    def __reduce__(self) -> tuple[object, ...]:
        # readers work in other processes, and their refusals must reach this one
        return _rebuilt, (type(self), self.code, self.values)


class ConfigError(OgpError):
    """A setting or an option makes no sense."""

    code = "config"


class SourceError(OgpError):
    """A file cannot become a document; `values` has `file` and, where known, `place`."""

    code = "source"

    @property
    def issues(self) -> tuple[Any, ...]:
        """The issues behind the refusal, row by row, where there are several."""
        found = self.values.get("issues", ())
        return found if isinstance(found, tuple) else ()


class UnreadableDocument(SourceError):
    """Empty, broken, in an unknown encoding, or over a limit."""

    code = "unreadable"


class MissingReader(SourceError):
    """No reader takes this format."""

    code = "missing_reader"


class UnknownLayout(SourceError):
    """The text was read, but holds neither a plan, nor a report, nor a known page."""

    code = "unknown_layout"


class RefusedEdit(SourceError):
    """A corrected exchange form cannot be taken back; `values["issues"]` are all its faults, row by row."""

    code = "exchange_refused"


class ChecksumMismatch(SourceError):
    """A bundled document differs from its manifest."""

    code = "checksum"


class StoreError(OgpError):
    """The database refuses."""

    code = "store"


class SchemaMismatch(StoreError):
    """The database was made by another version of the product."""

    code = "schema"


class StoreBusy(StoreError):
    """Another process is writing."""

    code = "store_busy"


class StoreCorrupt(StoreError):
    """The database file is damaged; nothing is written to it."""

    code = "store_corrupt"


class UnknownDocument(StoreError):
    """No such document is loaded."""

    code = "unknown_document"


class LinkRefused(StoreError):
    """A row of a report and a measure of a plan cannot be linked; `code` says why."""

    code = "link_no_row"


class ExportError(OgpError):
    """No file can be made of what is shown."""

    code = "export"


class AgendaTooLong(ExportError):
    """An agenda of more rows than go on paper; `values` has `rows` and `limit`."""

    code = "agenda_too_long"


class PdfUnavailable(ExportError):
    """The system library that sets the pages of a PDF is not installed."""

    code = "pdf_unavailable"


def _rebuilt(kind: type[OgpError], code: str, values: dict[str, object]) -> OgpError:
    return kind(code, **values)
