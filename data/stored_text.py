"""Texts that stay in the database: a frame's column that knows where its texts are and reads those it is asked for.

The records of a version never change, so a text read later is the one that the snapshot speaks of.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, cast

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray, ExtensionDtype, take
from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    CursorResult,
    Engine,
    Select,
    bindparam,
    literal,
    select,
)

_Part: TypeAlias = tuple[dict[int, Any], Callable[..., Any], int, int]
Array: TypeAlias = np.ndarray[Any, Any]

NOWHERE: Final = 0
"""The address of no text: it reads as the empty one."""
_AT_ONCE: Final = 500
_FEW: Final = 200
_MOST_HELD: Final = 40_000
_POSITION_BITS: Final = 20
_STRETCH: Final = 20_000
# of so many keys of a stretch one is wanted at least
_DENSE: Final = 3
# numbers of rows stand in the question itself: a name for each takes longer than its answer
_KEYS: Final[BindParameter[Any]] = bindparam("keys", expanding=True, literal_execute=True)


@dataclass(frozen=True, slots=True)
class Told:
    """What a text is put together of: its columns, how, and what stands where there is none."""

    columns: tuple[ColumnElement[Any], ...]
    make: Callable[..., Any] = str
    empty: Any = ""


class TextTable:
    """The texts of a table's rows, by the id of the row, or of its parent's row and the position there.

    What was read is kept, up to a bound, as pages ask again. Where a page shows a few rows, it mostly shows several
    of their texts: all are read at once.
    """

    def __init__(
        self,
        engine: Engine,
        key: Column[int],
        texts: Mapping[str, Told],
        position: Column[int] | None = None,
    ) -> None:
        self._engine = engine
        self._key = key
        self._position = position
        self._texts = texts
        self._held: dict[str, dict[int, Any]] = {name: {} for name in texts}

    def source(self, name: str) -> TextSource:
        """One kind of its texts."""
        return TextSource(self, name)

    def read(self, name: str, addresses: Array) -> list[Any]:
        """The texts of one kind at these addresses, in their order."""
        wanted = addresses.tolist()
        held = self._held[name]
        found = {one: held[one] for one in set(wanted) if one in held}
        found[NOWHERE] = self._texts[name].empty
        missing = sorted(set(wanted) - found.keys())
        if missing:
            read = self._fetch(missing, list(self._texts) if len(missing) <= _FEW else [name])
            found |= read[name]
            if len(missing) <= _MOST_HELD:
                self._keep(read)
        return [found[one] for one in wanted]

    def read_once(self, name: str, addresses: Array) -> list[Any]:
        """The same, for work that asks one time: nothing is kept for a later question."""
        wanted = addresses.tolist()
        found = self._fetch(sorted(set(wanted) - {NOWHERE}), [name])[name]
        found[NOWHERE] = self._texts[name].empty
        return [found[one] for one in wanted]

    def _keep(self, read: Mapping[str, dict[int, Any]]) -> None:
        for name, found in read.items():
            full = len(self._held[name]) + len(found) > _MOST_HELD
            # another thread may be reading the old one
            self._held[name] = dict(found) if full else {**self._held[name], **found}

    def _fetch(self, addresses: list[int], names: list[str]) -> dict[str, dict[int, Any]]:
        bits = 0 if self._position is None else _POSITION_BITS
        keys = sorted({one >> bits for one in addresses})
        wanted = set(addresses)
        found: dict[str, dict[int, Any]] = {name: {} for name in names}
        parts = self._parts(found)
        with self._engine.connect() as connection:
            for query, values in self._queries(names, keys):
                for row in _rows(connection.execute(query, values)):
                    address = (row[0] << bits) + row[1]
                    if address in wanted:
                        for texts, make, start, end in parts:
                            texts[address] = make(*row[start:end])
        return found

    def _parts(self, found: Mapping[str, dict[int, Any]]) -> list[_Part]:
        """Which cells of a row become a text of each kind, and where it is put."""
        parts = []
        start = 2
        for name, texts in found.items():
            told = self._texts[name]
            end = start + len(told.columns)
            parts.append((texts, told.make, start, end))
            start = end
        return parts

    def _queries(
        self, names: list[str], keys: list[int]
    ) -> Iterator[tuple[Select[Any], dict[str, Any]]]:
        """Questions for the rows of these keys, which are in order: some at a time, so that none takes long.

        Where most keys of a stretch are wanted it is read from end to end, which takes half as long as row by row.
        """
        query = self._query(names)
        stretch = query.where(self._key.between(bindparam("first"), bindparam("last")))
        chosen = query.where(self._key.in_(_KEYS))
        for start in range(0, len(keys), _STRETCH):
            own = keys[start : start + _STRETCH]
            if len(own) > _FEW and len(own) * _DENSE > own[-1] - own[0]:
                yield stretch, {"first": own[0], "last": own[-1]}
                continue
            for at in range(0, len(own), _AT_ONCE):
                yield chosen, {"keys": own[at : at + _AT_ONCE]}

    def _query(self, names: list[str]) -> Select[Any]:
        position = literal(0) if self._position is None else self._position
        columns = [column for name in names for column in self._texts[name].columns]
        return select(self._key, position, *columns)


def _rows(result: CursorResult[Any]) -> Sequence[Any]:
    # as the driver gives them: making rows of its tuples takes longer than reading them, and texts are what they are
    with result:
        return [] if result.cursor is None else result.cursor.fetchall()


@dataclass(frozen=True)
class TextSource:
    """One kind of text in a table."""

    table: TextTable
    name: str

    def read(self, addresses: Array) -> list[Any]:
        """The texts at these addresses, in their order."""
        return self.table.read(self.name, addresses)


def read_once(column: pd.Series[Any]) -> list[Any]:
    """The texts of a column for work that reads all of them one time; of any other column its values."""
    texts = column.array
    if isinstance(texts, StoredTexts) and texts.dtype.source is not None:
        source = texts.dtype.source
        return source.table.read_once(source.name, texts.addresses)
    return list(column.tolist())


def addresses_of(column: pd.Series[Any]) -> Array:
    """The addresses of a column of stored texts; raises TypeError for any other."""
    texts = column.array
    if not isinstance(texts, StoredTexts):
        raise TypeError("these texts have no addresses")
    return texts.addresses


def address_of(keys: Array, positions: Array) -> Array:
    """The addresses of texts that stand at a position of their parent's row."""
    return (keys.astype(np.int64) << _POSITION_BITS) + positions


def stored_texts(
    addresses: Array, table: TextTable, names: Iterable[str]
) -> dict[str, StoredTexts]:
    """Columns of texts of the same rows: they share their addresses."""
    return {name: StoredTexts(addresses, StoredTextDtype(table.source(name))) for name in names}


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
        self.addresses = addresses
        self._dtype = dtype

    @property
    def dtype(self) -> StoredTextDtype:
        """The type, which knows the source."""
        return self._dtype

    @property
    def nbytes(self) -> int:
        """Bytes that the addresses take."""
        return int(self.addresses.nbytes)

    def __len__(self) -> int:
        return len(self.addresses)

    def __getitem__(self, item: Any) -> Any:
        chosen = self.addresses[pd.api.indexers.check_array_indexer(self, item)]
        if np.ndim(chosen) == 0:
            return self._read(np.array([chosen]))[0]
        return StoredTexts(chosen, self._dtype)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._read(self.addresses))

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        texts = np.empty(len(self), dtype=object)
        texts[:] = self._read(self.addresses)
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
        taken = take(self.addresses, indices, allow_fill=allow_fill, fill_value=NOWHERE)
        return StoredTexts(np.asarray(taken), self._dtype)

    def copy(self) -> StoredTexts:
        """The same texts, of the same source."""
        return StoredTexts(self.addresses.copy(), self._dtype)

    def astype(self, dtype: Any, copy: bool = True) -> Any:
        """The texts themselves, read now."""
        if dtype == self._dtype:
            return self.copy() if copy else self
        return pd.array(np.asarray(self), dtype=dtype) if dtype == "str" else np.asarray(self)

    def tolist(self) -> list[Any]:
        """The texts, read at once."""
        return self._read(self.addresses)

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
        return StoredTexts(np.concatenate([one.addresses for one in parts]), parts[0]._dtype)

    def _values_for_factorize(self) -> tuple[Array, Any]:
        return np.asarray(self), None

    def _values_for_argsort(self) -> Array:
        return np.asarray(self)
