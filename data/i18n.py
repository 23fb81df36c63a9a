"""Words of the interface: gettext catalogues by room, plurals, dates, numbers and the Ukrainian order of letters.

A message is named by a symbolic key («overview.title»); `locales/<language>/<room>.po` holds its words. The
catalogues of a language are read once, at the first use.
"""

from __future__ import annotations

import gettext
import io
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from data.clock import to_kyiv

LOCALES: Final = Path(__file__).resolve().parent / "locales"
LANGUAGES: Final = ("uk", "en")
NBSP: Final = "\N{NO-BREAK SPACE}"
_ALPHABET: Final = {
    letter: index for index, letter in enumerate("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя")
}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; `words("overview.title", count=3)` fills the named places of a message."""

    language: str
    catalogue: gettext.NullTranslations

    def __call__(self, key: str, /, **values: object) -> str:
        """The message of a key with its `{places}` filled; an unknown key comes back as it is."""
        text = self.catalogue.gettext(key)
        return text.format(**values) if values else text

    def has(self, key: str) -> bool:
        """Whether the catalogue knows a key."""
        return self.catalogue.gettext(key) != key

    def plural(self, key: str, count: float, /, **values: object) -> str:
        """The form of a key that a count takes («1 захід, 2 заходи, 5 заходів»); `{count}` is filled too."""
        whole = int(count) if float(count).is_integer() else None
        text = (
            self.catalogue.ngettext(key, key, whole)
            if whole is not None
            else self.catalogue.gettext(f"{key}.decimal")
        )
        return text.format(count=self.number(count), **values)

    def number(self, value: float, digits: int = 1) -> str:
        """A number with the decimal comma of the language and no trailing zeros."""
        # a rounded −0.04 is no minus
        return _number(self.language, round(value, digits) + 0)

    def day(self, value: date) -> str:
        """A day as people write it: 30.06.2013 (English: 30 Jun 2013)."""
        return _date(self.language, "dd.MM.yyyy" if self.language == "uk" else "d MMM yyyy", value)

    def month(self, value: date) -> str:
        """The month of a day by its name: «грудень 2013»."""
        return _date(self.language, "LLLL yyyy", value)

    def short_month(self, value: date) -> str:
        """The month of a day in three letters, without its year: «гру»."""
        return _date(self.language, "LLL", value)

    def moment(self, stored: datetime) -> str:
        """A stored moment by Kyiv's clock: «21.11.2026, 14:05»."""
        local = to_kyiv(stored)
        return f"{self.day(local.date())}, {local:%H:%M}"

    def percent(self, part: int, whole: int) -> str:
        """A share as «80 %», rounded to whole per cent but never up to 100 nor down to 0 from within."""
        share = 100 * part / whole
        rounded = round(share)
        if 0 < part < whole:
            rounded = min(max(rounded, 1), 99)
        return f"{rounded}{NBSP if self.language == 'uk' else ''}%"

    def share(self, part: int, whole: int) -> str:
        """A share with its base: «12 із 15 (80 %)»."""
        counts = {"part": self.number(part), "whole": self.number(whole)}
        return self("common.share", **counts, percent=self.percent(part, whole))


# a page tells hundreds of numbers and days, most of them small or met before
@lru_cache(maxsize=8192, typed=True)
def _number(language: str, value: float) -> str:
    # no language marks these, and its rules take a command a tenth of a second to read
    if 0 <= value < 1000 and value == int(value):
        return str(int(value))
    return str(format_decimal(value, locale=language))


@lru_cache(maxsize=8192)
def _date(language: str, pattern: str, day: date) -> str:
    return str(format_date(day, pattern, locale=language))


@cache
def words(language: str = "uk") -> Words:
    """The words of a language, all rooms together; raises ValueError for a language without catalogues."""
    if language not in LANGUAGES:
        raise ValueError(f"no catalogue for {language!r}")
    merged = Catalog(locale=language)
    for path in sorted((LOCALES / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    merged[message.id] = message
    buffer = io.BytesIO()
    write_mo(buffer, merged)
    buffer.seek(0)
    return Words(language, gettext.GNUTranslations(buffer))


@lru_cache(maxsize=8192)
def ukrainian_key(text: str) -> tuple[tuple[int, int], ...]:
    """A sort key over the 33 letters, ґ є і ї in their places, numbers before letters, case aside."""
    return tuple(
        (1, _ALPHABET[letter]) if letter in _ALPHABET else (0 if letter < "а" else 2, ord(letter))
        for letter in text.casefold()
    )
