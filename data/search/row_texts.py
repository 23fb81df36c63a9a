"""The texts of a measure as its row holds them: the same whether a search reads them or they are indexed in store."""

from __future__ import annotations

from typing import Final

from data.search.text_kinds import Kind, text_number

OF_ROW: Final = ("number", "title", "full_text", "expected_result", "bodies_text")
"""The columns that `texts_of_row` takes."""


def texts_of_row(
    of: int, number: str, title: str, full_text: str, expected: str, printed: str
) -> tuple[tuple[int, str], ...]:
    """The texts of a measure's row as it is stored, numbered; `of` is what numbers the row."""
    return (
        (text_number(of, Kind.NUMBER), number),
        (text_number(of, Kind.TITLE), title),
        (text_number(of, Kind.REST), rest(title, full_text)),
        (text_number(of, Kind.EXPECTED), expected),
        (text_number(of, Kind.PRINTED), printed),
    )


def rest(title: str, full_text: str) -> str:
    """What follows the title in the full text, which it leads."""
    return full_text.removeprefix(title).strip()
