"""The fields of a form → the header of a document; a field that was left alone keeps its stored value."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, Final

from data.i18n import words
from data.issues import make_issue
from data.model import DocumentKind, Header, Issue, Programme
from etl.exchange.cells import same_words
from etl.exchange.filling import header_texts
from etl.exchange.form import DOCUMENT, FormRow, layout
from etl.headers import NATION
from etl.values.region import find_region
from etl.values.text import clean, fold

_DAY: Final = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_YEARS: Final = range(1991, 2101)


class _Unread(Exception):
    """A value that a field cannot have: the code of the issue, and what is expected."""


def read_fields(fields: FormRow, stored: Header) -> tuple[Header, list[Issue]]:
    """The header that the fields make of the stored one, and what is wrong with them, field by field."""
    before = header_texts(stored)
    changed: dict[str, Any] = {}
    issues: list[Issue] = []
    for key, read in _READ.items():
        cell = fields.cells.get(key)
        if cell is None or same_words(cell.text, before[key]):
            continue
        name = layout().name_of(DOCUMENT, key)
        try:
            changed[key] = read(clean(cell.text))
        except _Unread as unread:
            code, *expected = unread.args
            hint = ": ".join((name, *expected))
            issues.append(make_issue(code, cell.place, cell.text, hint))
    if "title" in changed:
        changed["place"] = fields.cells["title"].place
    header = replace(stored, **changed)
    if not header.title:
        place = fields.cells["title"].place if "title" in fields.cells else fields.place
        issues.append(make_issue("exchange_empty", place, "", layout().name_of(DOCUMENT, "title")))
    first, last = header.year_start, header.year_end
    if first is not None and last is not None and first > last:
        place = fields.cells["year_end"].place
        name = layout().name_of(DOCUMENT, "year_end")
        issues.append(make_issue("exchange_years_order", place, f"{first}–{last}", name))
    return header, issues


def changed_fields(fields: FormRow, stored: Header) -> list[str]:
    """The keys of the fields whose words a person changed."""
    before = header_texts(stored)
    return [key for key in _READ if not same_words(fields.text(key), before[key])]


def _day(text: str) -> date | None:
    match = _DAY.fullmatch(text)
    iso = _ISO.fullmatch(text)
    try:
        if match is not None:
            return date(int(match[3]), int(match[2]), int(match[1]))
        if iso is not None:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
    except ValueError as error:
        raise _Unread("exchange_day") from error
    if text:
        raise _Unread("exchange_day")
    return None


def _year(text: str) -> int | None:
    if not text:
        return None
    if text.isascii() and text.isdigit() and int(text) in _YEARS:
        return int(text)
    raise _Unread("exchange_year")


def _region(text: str) -> str:
    """«UA-09» or «Луганська область»."""
    code = text.upper()
    if not code or code == NATION or words("uk").has(f"region.{code}"):
        return code
    named = find_region(text)
    if not named:
        raise _Unread("exchange_region")
    return named


def _title(text: str) -> str:
    if not text:
        raise _Unread("exchange_empty")
    return text


def _word_of(kinds: type[DocumentKind] | type[Programme], room: str) -> Callable[[str], Any]:
    @cache
    def known() -> dict[str, DocumentKind | Programme]:
        say = words("uk")
        return {fold(say(f"{room}.{kind}")): kind for kind in kinds}

    def read(text: str) -> DocumentKind | Programme:
        found = known().get(fold(text))
        if found is None:
            say = words("uk")
            raise _Unread("exchange_word", ", ".join(say(f"{room}.{kind}") for kind in kinds))
        return found

    return read


_READ: Final[dict[str, Callable[[str], Any]]] = {
    "kind": _word_of(DocumentKind, "kind"),
    "title": _title,
    "programme": _word_of(Programme, "programme_short"),
    "region_iso": _region,
    "year_start": _year,
    "year_end": _year,
    "approved_on": _day,
    "approved_by": str,
    "period_start": _day,
    "period_end": _day,
    "report_date": _day,
}
