"""Texts that stay in the database: a frame's column that knows where its texts are and reads those it is asked for.

The records of a version never change, so a text read later is the one that the snapshot speaks of.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, TypeAlias, cast

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray, ExtensionDtype, take
from sqlalchemy import Column, ColumnElement, Engine, FromClause, select

Array: TypeAlias = np.ndarray[Any, Any]

NOWHERE: Final = 0
"""The address of no text: it reads as the empty one."""
_AT_ONCE: Final = 500
_MOST_HELD: Final = 40_000
_POSITION_BITS: Final = 20


class TextSource:
    """One kind of text in the database, by the id of its row, or of its parent's row and its position there.

    `make` puts a text together of several columns. What was read is kept, up to a bound, as pages ask again.
    """

    def __init__(
        self,
        engine: Engine,
        rows: FromClause,
        key: Column[int],
        columns: Sequence[ColumnElement[Any]],
        *,
        position: Column[int] | None = None,
        make: Callable[..., Any] = str,
        empty: Any = "",
    ) -> None:
        self._engine = engine
        self._rows = rows
        self._key = key
        self._position = position
        self._columns = columns
        self._make = make
        self._empty = empty
        self._held: dict[int, Any] = {}

    def read(self, addresses: Array) -> list[Any]:
        """The texts at these addresses, in their order."""
        wanted = addresses.tolist()
        held = self._held
        found = {one: held[one] for one in set(wanted) if one in held}
        found[NOWHERE] = self._empty
        missing = sorted(set(wanted) - found.keys())
        if missing:
            found |= self._fetch(missing)
            if len(held) + len(missing) > _MOST_HELD:
                self._held = held = {}
            if len(missing) <= _MOST_HELD:
                held.update((one, found[one]) for one in missing)
        return [found[one] for one in wanted]

    def _fetch(self, addresses: list[int]) -> dict[int, Any]:
        keys = list(dict.fromkeys(map(self._key_of, addresses)))
        wanted = set(addresses)
        found = {}
        with self._engine.connect() as connection:
            for start in range(0, len(keys), _AT_ONCE):
                for address, text in self._texts_of(connection, keys[start : start + _AT_ONCE]):
                    if address in wanted:
                        found[address] = text
        return found

    def _texts_of(self, connection: Any, keys: list[int]) -> Iterator[tuple[int, Any]]:
        position = () if self._position is None else (self._position,)
        query = select(self._key, *position, *self._columns).select_from(self._rows)
        for row in connection.execute(query.where(self._key.in_(keys))):
            if self._position is None:
                yield row[0], self._make(*row[1:])
            else:
                yield (row[0] << _POSITION_BITS) + row[1], self._make(*row[2:])

    def _key_of(self, address: int) -> int:
        return address if self._position is None else address >> _POSITION_BITS


def address_of(keys: Array, positions: Array) -> Array:
    """The addresses of texts that stand at a position of their parent's row."""
    return (keys.astype(np.int64) << _POSITION_BITS) + positions


def stored_texts(addresses: Array, source: TextSource) -> StoredTexts:
    """A column of texts by their addresses."""
    return StoredTexts(addresses, StoredTextDtype(source))


class StoredTextDtype(ExtensionDtype):
    """The type of a column of stored texts: two columns are of one type when their texts are of one kind."""

    name = "stored"
    type = str
    kind = "O"
    _metadata = ("source",)

    def __init__(self, source: TextSource | None = None) -> None:
        self.source = source

    @classmethod
    def construct_array_type(cls) -> builtins.type[StoredTexts]:
        """The array of this type."""
        return StoredTexts

    @classmethod
    def construct_from_string(cls, string: str) -> StoredTextDtype:
        """Not to be made of its name alone: raises TypeError."""
        raise TypeError(f"no stored texts without a source: {string!r}")


class StoredTexts(ExtensionArray):
    """Addresses of texts; a text is read when its cell is."""

    def __init__(self, addresses: Array, dtype: StoredTextDtype) -> None:
        self._addresses = addresses
        self._dtype = dtype

    @property
    def dtype(self) -> StoredTextDtype:
        """The type, which knows the source."""
        return self._dtype

    @property
    def nbytes(self) -> int:
        """Bytes that the addresses take."""
        return int(self._addresses.nbytes)

    def __len__(self) -> int:
        return len(self._addresses)

    def __getitem__(self, item: Any) -> Any:
        chosen = self._addresses[pd.api.indexers.check_array_indexer(self, item)]
        if np.ndim(chosen) == 0:
            return self._read(np.array([chosen]))[0]
        return StoredTexts(chosen, self._dtype)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._read(self._addresses))

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        texts = np.empty(len(self), dtype=object)
        texts[:] = self._read(self._addresses)
        return texts if dtype is None else texts.astype(dtype)

    def __eq__(self, other: object) -> Any:
        if isinstance(other, pd.Series | pd.DataFrame | pd.Index):
            return NotImplemented
        return np.asarray(self) == other

    def __ne__(self, other: object) -> Any:
        same = self.__eq__(other)
        return same if same is NotImplemented else ~same

    def isna(self) -> Array:
        """A text is always there, be it empty."""
        return np.zeros(len(self), dtype=bool)

    def take(
        self, indices: Any, *, allow_fill: bool = False, fill_value: Any = None
    ) -> StoredTexts:
        """The texts at these places; where a place is to be filled, the empty text."""
        taken = take(self._addresses, indices, allow_fill=allow_fill, fill_value=NOWHERE)
        return StoredTexts(np.asarray(taken), self._dtype)

    def copy(self) -> StoredTexts:
        """The same texts, of the same source."""
        return StoredTexts(self._addresses.copy(), self._dtype)

    def astype(self, dtype: Any, copy: bool = True) -> Any:
        """The texts themselves, read now."""
        if dtype == self._dtype:
            return self.copy() if copy else self
        return pd.array(np.asarray(self), dtype=dtype) if dtype == "str" else np.asarray(self)

    def tolist(self) -> list[Any]:
        """The texts, read at once."""
        return self._read(self._addresses)

    def _read(self, addresses: Array) -> list[Any]:
        source = self._dtype.source
        if source is None:
            raise ValueError("these texts have no source")
        return source.read(addresses)

    @classmethod
    def _from_sequence(cls, scalars: Any, *, dtype: Any = None, copy: bool = False) -> StoredTexts:
        raise TypeError("texts become stored ones in a database only")

    @classmethod
    def _concat_same_type(cls, to_concat: Sequence[Any]) -> StoredTexts:
        parts = [cast(StoredTexts, one) for one in to_concat]
        return StoredTexts(np.concatenate([one._addresses for one in parts]), parts[0]._dtype)

    def _values_for_factorize(self) -> tuple[Array, Any]:
        return np.asarray(self), None

    def _values_for_argsort(self) -> Array:
        return np.asarray(self)
