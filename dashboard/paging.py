"""Pages of what is too long for one: which rows an address asks for, and which other pages it may lead to."""

from __future__ import annotations

from dataclasses import dataclass

_MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class PageCut:
    """Rows `first` up to, not with, `last` of `rows`: page `number` of `pages`, counted from 1."""

    number: int
    pages: int
    first: int
    last: int
    rows: int

    def steps(self) -> list[tuple[str, int]]:
        """The pages that this one leads to, each with the key of its word: first, before, after, last."""
        ways = (
            ("sources.first_page", 1, self.number > 2),
            ("sources.page_before", self.number - 1, self.number > 1),
            ("sources.page_after", self.number + 1, self.number < self.pages),
            ("sources.last_page", self.pages, self.number < self.pages - 1),
        )
        return [(key, number) for key, number, is_there in ways if is_there]


def cut_page(asked: object, rows: int, size: int) -> PageCut:
    """The page that an address names («2»), the last where there are fewer; nonsense is the first."""
    given = asked[0] if isinstance(asked, list | tuple) and asked else asked
    text = given if isinstance(given, str) else ""
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    pages = max(-(-rows // size), 1)
    number = max(1, min(int(text) if is_number else 1, pages))
    first = (number - 1) * size
    return PageCut(number, pages, first, min(first + size, rows), rows)
