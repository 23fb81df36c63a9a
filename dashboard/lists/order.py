"""Sorting by keys that compare fast and agree with the Ukrainian order of letters."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final

from data.i18n import ukrainian_key

_LETTERS: Final = 0xE000
_OTHERS: Final = 0x10000
_LAST: Final = 0x10FFFF


class _Places(dict[int, int]):
    """Where each character stands: signs and digits, then the 33 letters, then all others."""

    def __missing__(self, code: int) -> int:
        ((group, place),) = ukrainian_key(chr(code)) or ((0, code),)
        place = (code, _LETTERS + place, min(_OTHERS + code, _LAST))[group]
        self[code] = place
        return place


_PLACES: Final = _Places()


def ukrainian_order(text: str) -> str:
    """A text that compares as `data.i18n.ukrainian_key` does, made at the speed of a translation."""
    return text.casefold().translate(_PLACES)


def dense_ranks(values: Sequence[Hashable], collate: Callable[[Any], Any]) -> list[int]:
    """The place of each value in the order of `collate`, from 0; values with equal keys have equal places."""
    keys = {value: collate(value) for value in set(values)}
    places = {key: place for place, key in enumerate(sorted(set(keys.values())))}
    ranks = {value: places[key] for value, key in keys.items()}
    return [ranks[value] for value in values]
