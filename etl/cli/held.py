"""What files gave before a run: thousands of unchanged ones cost one question to the database."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from time import monotonic
from typing import Final

from sqlalchemy import Engine

from data.readings import Held, fetch_held, fetch_outlived, find_held, find_overtaken
from etl.cli.database import data_version

_TRUSTED_SECONDS: Final = 1.0


class HeldBefore:
    """What files gave before this run, asked of the database once for all of them.

    Of bytes that this run stored, and of all when another process changes the figures meanwhile, it asks anew.
    `fingerprints` gives those of all files of the run; it is called where the word of one may have been overtaken.
    """

    def __init__(
        self,
        engine: Engine,
        mark: str,
        fingerprints: Callable[[], Collection[str]] = frozenset,
    ) -> None:
        self._engine, self._mark, self._fingerprints = engine, mark, fingerprints
        self._known: dict[str, tuple[Held, ...]] | None = None
        self._outlived: frozenset[str] = frozenset()
        self._stored: set[str] = set()
        self._version = 0
        self._asked = 0.0

    def find(self, sha256: str) -> tuple[Held, ...]:
        """The documents that these bytes gave, () where they must be read."""
        if self._known is None:
            with self._engine.connect() as connection:
                self._known = fetch_held(connection, self._mark)
                self._outlived = fetch_outlived(connection, self._mark)
            self._version = data_version(self._engine)
        if sha256 in self._outlived:
            return self._find_overtaken(sha256)
        if sha256 not in self._stored and not self._is_outrun():
            return self._known.get(sha256, ())
        with self._engine.connect() as connection:
            return find_held(connection, sha256, self._mark)

    def _find_overtaken(self, sha256: str) -> tuple[Held, ...]:
        with self._engine.connect() as connection:
            return find_held(connection, sha256, self._mark) or find_overtaken(
                connection, sha256, self._mark, self._present
            )

    @cached_property
    def _present(self) -> Collection[str]:
        return self._fingerprints()

    def stored(self, sha256s: Iterable[str], loads: Iterable[int]) -> None:
        """Of these bytes what was known before says nothing any more; `loads` are the data versions it made."""
        self._stored.update(sha256s)
        own = sorted(set(loads))
        if own and own == list(range(self._version + 1, own[-1] + 1)):
            self._version = own[-1]

    def _is_outrun(self) -> bool:
        """Whether the figures are others than those first asked; after the first change every file is asked about."""
        now = monotonic()
        if self._version >= 0 and now - self._asked > _TRUSTED_SECONDS:
            self._asked = now
            if data_version(self._engine) != self._version:
                self._version = -1
        return self._version < 0
