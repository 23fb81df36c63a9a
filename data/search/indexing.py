"""The index of a search kept up in the database, for as many measures as no server can index in its memory.

It is made beside the loads: rows that no segment has yet are looked through by the servers themselves, as long as they
are few. SQLite and PostgreSQL hold the same tables; neither needs an extension.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import numpy as np
from sqlalchemy import (
    Connection,
    Engine,
    Select,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from data.editions import dropped_rows
from data.links import JOINING
from data.lock import write_transaction
from data.schema import (
    documents,
    links,
    measures,
    outcomes,
    search_places,
    search_segments,
    search_stems,
    search_words,
    versions,
)
from data.search.packing import Array, pack
from data.search.row_texts import OF_ROW, texts_of_row
from data.search.segments import (
    count_waiting,
    find_segments,
    indexed_until,
    last_row,
    search_rules,
)
from data.search.text_index import TextIndex
from data.search.text_kinds import Kind, text_number
from data.search.word_forms import stems_of
from data.selecting import LIVE, of_measure

_ROWS_TOGETHER: Final = 50_000
_ROWS_AT_ONCE: Final = 5_000
_WORDS_AT_ONCE: Final = 500
# as long as a server may go on with the segments that it found
_KEPT_FOR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Rows that become one segment, in the place of the small ones among them; `seen` is how far the index went."""

    since: int
    until: int
    replaces: tuple[int, ...]
    seen: int


def refresh_index(
    engine: Engine, *, least: int | None = None, together: int = _ROWS_TOGETHER
) -> int:
    """Takes the rows that were stored since the last time into the index, and says how many segments that made.

    Nothing is done while there are no more than `least` rows (LEAST_INDEXED where none is named). A segment has at
    most `together` rows and is written in a transaction of its own: other writers wait for no more, and what was
    written before a fault stays. Raises StoreError as the database has them.
    """
    made = 0
    dropped: Array | None = None
    while (stretch := _next_stretch(engine, least, together)) is not None:
        # asked for once: it looks through every version that another one replaced
        dropped = _dropped(engine) if dropped is None else dropped
        segment = _read_stretch(engine, stretch, dropped)
        with write_transaction(engine) as connection:
            if indexed_until(connection) == stretch.seen:  # else another process was quicker
                _write(connection, stretch, segment)
                made += 1
    return made


def _next_stretch(engine: Engine, least: int | None, together: int) -> _Stretch | None:
    """The next rows to be indexed, None if all are.

    The last segments are taken in again while they are no larger than what comes, so their number stays small.
    """
    if not count_waiting(engine, least):
        return None
    with engine.connect() as connection:
        segments, last = find_segments(connection), last_row(connection)
    seen = segments[-1].until if segments else 0
    since = seen
    replaces = []
    for segment in reversed(segments):
        if segment.length > last - since or last - segment.since > together:
            break
        since = segment.since
        replaces.append(segment.id)
    return _Stretch(since, min(since + together, last), tuple(replaces), seen)


@dataclass(frozen=True, slots=True)
class _Read:
    """What becomes a segment: the words of rows, and the ids of the rows whose texts and whose results they are of."""

    index: TextIndex
    own: Array
    results: Array


def _dropped(engine: Engine) -> Array:
    """The rows in the figures that only earlier editions of a plan have, in order."""
    with engine.connect() as connection:
        return np.array(sorted(connection.execute(dropped_rows()).scalars()), dtype=np.int64)


def _read_stretch(engine: Engine, stretch: _Stretch, dropped: Array) -> _Read:
    own: list[int] = []
    results: list[int] = []
    with engine.connect() as connection:
        index = TextIndex(_texts(connection, stretch, dropped, own, results))
    return _Read(index, np.array(own, dtype=np.int64), np.array(results, dtype=np.int64))


def _texts(
    connection: Connection,
    stretch: _Stretch,
    dropped: Array,
    own: list[int],
    results: list[int],
) -> Iterator[tuple[int, str]]:
    """The texts of the rows in the figures in the order of their numbers; notes whose they are."""
    for first in range(stretch.since, stretch.until, _ROWS_AT_ONCE):
        last = min(first + _ROWS_AT_ONCE, stretch.until)
        rows = {row[0]: row for row in connection.execute(_own_texts(first, last, dropped))}
        told = {row[0]: row[1] for row in connection.execute(_results(first, last))}
        for row_id in sorted(rows.keys() | told.keys()):
            if row_id in rows:
                own.append(row_id)
                yield from texts_of_row(*rows[row_id])
            if row_id in told:
                results.append(row_id)
                yield text_number(row_id, Kind.RESULT), told[row_id]


def _own_texts(first: int, last: int, dropped: Array) -> Select[Any]:
    """The texts of measures; a row of a report that speaks of a plan's measure is found by what that one says."""
    joined = exists().where(
        links.c.report_measure_id == measures.c.measure_id, links.c.decision.in_(JOINING)
    )
    columns = (measures.c[name] for name in OF_ROW)
    query = select(measures.c.id, *columns).select_from(of_measure())
    start, end = np.searchsorted(dropped, [first + 1, last + 1])
    is_dropped = measures.c.id.in_(dropped[start:end].tolist())
    shown = and_(documents.c.withdrawn_load_id.is_(None), or_(versions.c.is_current, is_dropped))
    return query.where(measures.c.id > first, measures.c.id <= last, shown, ~joined)


def _results(first: int, last: int) -> Select[Any]:
    query = select(outcomes.c.measure_row_id, outcomes.c.result_text)
    row_id = outcomes.c.measure_row_id
    return query.select_from(of_measure(outcomes)).where(row_id > first, row_id <= last, LIVE)


def _write(connection: Connection, stretch: _Stretch, read: _Read) -> None:
    now = datetime.now(UTC).replace(tzinfo=None)
    _clear(connection, now)
    row = {"rules": search_rules(), "since": stretch.since, "until": stretch.until}
    packed = {"own": pack(read.own), "results": pack(read.results)}
    inserted = connection.execute(insert(search_segments), row | packed).inserted_primary_key
    if inserted is None:
        raise AssertionError("a segment has no number")
    numbers = _number_words(connection, read.index)
    rows = [
        {"segment_id": inserted[0], "word_id": numbers[word], "places": pack(places)}
        for word, places in read.index.each_word()
    ]
    rows.sort(key=lambda row: row["word_id"])
    if rows:
        connection.execute(insert(search_places), rows)
    replaced = search_segments.c.id.in_(stretch.replaces)
    connection.execute(update(search_segments).where(replaced).values(replaced_at=now))


def _clear(connection: Connection, now: datetime) -> None:
    """Deletes what nobody reads any more: segments replaced a while ago, and all that other rules made."""
    own = search_segments.c
    if connection.execute(select(own.id).where(own.rules != search_rules()).limit(1)).first():
        for table in (search_places, search_stems, search_words, search_segments):
            connection.execute(delete(table))
    old = own.replaced_at < now - _KEPT_FOR
    of_old = search_places.c.segment_id.in_(select(own.id).where(old))
    connection.execute(delete(search_places).where(of_old))
    connection.execute(delete(search_segments).where(old))


def _number_words(connection: Connection, index: TextIndex) -> dict[str, int]:
    """The numbers of all words of an index; those that the database does not know yet are entered."""
    known: dict[str, int] = {}
    own = search_words.c
    for first in range(0, len(index.words), _WORDS_AT_ONCE):
        some = index.words[first : first + _WORDS_AT_ONCE]
        query = select(own.word, own.id).where(own.word.in_(some))
        known.update((word, number) for word, number in connection.execute(query))
    last = connection.execute(select(func.max(own.id))).scalar() or 0
    missing = [word for word in index.words if word not in known]
    new = dict(zip(missing, range(last + 1, last + 1 + len(missing)), strict=True))
    if new:
        _enter_words(connection, index, new)
    return known | new


def _enter_words(connection: Connection, index: TextIndex, new: dict[str, int]) -> None:
    words = [
        {"id": number, "word": word, "printed": index.printed(word)} for word, number in new.items()
    ]
    stems = [
        {"stem": stem, "word_id": number}
        for word, number in new.items()
        for stem in dict.fromkeys(stems_of(word))
    ]
    connection.execute(insert(search_words), words)
    connection.execute(insert(search_stems), stems)
