"""Addresses of the product's pages, and the one gate for addresses that come from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import quote, urlencode, urljoin, urlsplit

from dashboard.filters import Filters, href

OVERVIEW: Final = "/"
OVERDUE: Final = "/prostrocheni"
AGENDA: Final = "/poriadok-dennyi"
MEETING: Final = "/zasidannia"
BODIES: Final = "/vykonavtsi"
COMPARISON: Final = "/porivniannia"
MEASURES: Final = "/zakhody"
CALENDAR: Final = "/kalendar"
MEASURE: Final = "/zakhid"
SIMILAR: Final = "/skhozhi"
SILENT: Final = "/ne-zvituvaly"
SOURCES: Final = "/dzherela"
ABOUT: Final = "/pro-initsiatyvu"
SEARCH: Final = "/poshuk"
OPEN_DATA: Final = "/data"
ACCESS: Final = "/dostupnist"
OPEN_FILES: Final = "/data/files"
API: Final = "/api/v1"
OPENAPI: Final = f"{API}/openapi.json"
API_ERRORS: Final = f"{OPEN_DATA}#problem"
EMBED: Final = "/embed"
VERSION: Final = "/version"
SOURCE_FILE: Final = "/download/source"
DOWNLOADS: Final = "/download"
_ROWS_FILE: Final = "measures"
ROWS_CSV: Final = f"{_ROWS_FILE}.csv"
ROWS_XLSX: Final = f"{_ROWS_FILE}.xlsx"
CONDITIONS_CSV: Final = "conditions.csv"
_DOUBTS_FILE: Final = "doubts"
DOUBTS_CSV: Final = f"{_DOUBTS_FILE}.csv"
DOUBTS_XLSX: Final = f"{_DOUBTS_FILE}.xlsx"
AGENDA_DOCX: Final = "agenda.docx"
AGENDA_PDF: Final = "agenda.pdf"
AGENDA_XLSX: Final = "agenda.xlsx"
CALENDAR_FILE: Final = "/calendar.ics"
TABLE_FILTER: Final = "f_"
REMINDER: Final = "nahaduvannia"
DEFINITIONS: Final = "yak-rakhuiemo"

SAFE: Final = ":~,"
_SCHEMES: Final = frozenset({"http", "https", "mailto"})


def safe_url(url: str) -> str:
    """An address fit for a link: own paths, web and e-mail addresses pass, anything else becomes empty.

    «javascript:alert(1)» in a document would otherwise run when it is pressed.
    """
    cleaned = "".join(letter for letter in url if letter.isprintable()).strip()
    if cleaned.startswith(("/", "#")) and not cleaned.startswith(("//", "/\\")):
        return cleaned
    try:
        return cleaned if urlsplit(cleaned).scheme.lower() in _SCHEMES else ""
    except ValueError:
        return ""


def rows_link(filters: Filters, rows: str | None = None, **changes: Any) -> str:
    """The rows behind a number: the measures of a view with some filters changed, narrowed to a named number."""
    return href(MEASURES, filters, **{**changes, "rows": rows, "group": None})


def rows_file_link(filters: Filters, name: str) -> str:
    """The rows of a view as a file of the server: `ROWS_CSV`, `ROWS_XLSX`, `CONDITIONS_CSV`, `AGENDA_DOCX`, …"""
    return href(f"{DOWNLOADS}/{name}", filters)


def calendar_link(filters: Filters) -> str:
    """The due dates of chosen bodies or plans as a calendar file, `/calendar.ics?body=…`."""
    return href(CALENDAR_FILE, filters.without("group"))


def subscription_link(root: str, filters: Filters) -> str:
    """The address under which a calendar program keeps a calendar up to date: `webcal://host/calendar.ics?body=…`.

    A chosen day is left out of it, for a subscription must follow the days.
    """
    address = urljoin(root, calendar_link(filters.without("as_of")))
    return f"webcal:{address.partition(':')[2]}"


def with_table_filter(address: str, column: str, condition: str) -> str:
    """An address of a list whose table shows only the rows that pass a column's filter: `…&f_days=91..365`."""
    joint = "&" if "?" in address else "?"
    return f"{address}{joint}{TABLE_FILTER}{column}={quote(condition, safe=SAFE)}"


def with_parameters(address: str, **parameters: str) -> str:
    """An address with further parameters; empty ones are left out."""
    return with_pairs(address, [pair for pair in parameters.items() if pair[1]])


def with_pairs(address: str, pairs: Sequence[tuple[str, str]]) -> str:
    """An address with further parameters, of which one name may have several: `…?sort=bodies&sort=-due`."""
    asked = urlencode(pairs, safe=SAFE)
    return f"{address}{'&' if '?' in address else '?'}{asked}" if asked else address


def definitions_link(filters: Filters) -> str:
    """Where it is said what every figure means."""
    return f"{href(ABOUT, filters.only([]))}#{DEFINITIONS}"


def measure_link(measure_id: str, filters: Filters = Filters()) -> str:  # noqa: B008
    """The page of a measure, on the day the reader looks at."""
    return href(f"{MEASURE}/{quote(measure_id, safe=SAFE)}", filters.only(["as_of"]))


def similar_link(measure_id: str, filters: Filters = Filters()) -> str:  # noqa: B008
    """All measures like one, as they stand on the day the reader looks at."""
    return href(f"{SIMILAR}/{quote(measure_id, safe=SAFE)}", filters.only(["as_of"]))


def body_link(body_id: str, filters: Filters = Filters()) -> str:  # noqa: B008
    """The page of a responsible body, within the plans the reader looks at."""
    kept = filters.only(["programme", "region", "plan", "year", "as_of"])
    return href(f"{BODIES}/{quote(body_id, safe=SAFE)}", kept)


def reminder_link(body_id: str, filters: Filters) -> str:
    """The reminder on the page of a body."""
    return f"{body_link(body_id, filters)}#{REMINDER}"


def source_link(
    document_key: str,
    place: str = "",
    filters: Filters = Filters(),  # noqa: B008
    **parameters: object,
) -> str:
    """The printed rows of a document, at a place (`t2r14`) if one is named, on the day the reader looks at.

    The place stands twice: the server must know which rows of a long document to give, the browser where to go.
    """
    code = quote(place, safe="-")
    asked = urlencode({**parameters, **({"at": place} if place else {})})
    query = "&".join(part for part in (filters.only(["as_of"]).to_query(), asked) if part)
    address = f"{SOURCES}/{quote(document_key, safe=SAFE)}"
    return address + (f"?{query}" if query else "") + (f"#{code}" if code else "")


def source_file_link(document_key: str, version: int | None = None) -> str:
    """The file of a document as it was loaded, byte for byte; of an earlier version if its number is given."""
    query = "" if version is None else f"?version={version}"
    return f"{SOURCE_FILE}/{quote(document_key, safe=SAFE)}{query}"
