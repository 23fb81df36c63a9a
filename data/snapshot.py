"""All figures of one data version, frozen: what every page of a render answers from.

States hold from spans worked out once per version, so a page «станом на» any day is a look-up in sorted arrays.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final, cast

import numpy as np
import pandas as pd
from sqlalchemy import Engine

from data import queries
from data.answering import Answering, collect_answering
from data.assembly import assemble
from data.columns import NO_DAY, Array, days_column, number_days
from data.engine import UNHURRIED
from data.errors import OgpError
from data.gathering import gather
from data.likeness import LikenessIndex
from data.memory import give_back
from data.model import State
from data.outcome_rows import LATENESS
from data.search.corpus import Corpus, collect_corpus, rows_beside, rows_of
from data.search.said_texts import SaidTexts, collect_said
from data.search.stored_words import StoredIndex, StoredWords
from data.spans import OVERDUE, STATES, STRIDE, Spans, collect_spans
from data.state import CLOSE, DUE_SOON_DAYS, AsOf, close_day
from data.stored_text import addresses_of, read_once
from data.tuples import day_of, each_row

_FLAGS: Final = ("in_base", "reported", "early")
_COMPLETED: Final = list(STATES.categories).index(State.COMPLETED.value)
_MOST_ROWS_HELD: Final = 500_000

# who first meets a new version waits for it so long, then reads the last one once more
PATIENCE_SECONDS: Final = 2.0


@dataclass(frozen=True)
class Snapshot:
    """The frames of one data version. `rows(as_of)` has one row per measure with its standing on that day.

    Measures that a revision dropped stand among the others: counted before it, `withdrawn` from its approval on.
    """

    version: int
    loaded_at: datetime | None
    documents: pd.DataFrame
    bodies: pd.DataFrame
    assignments: pd.DataFrame
    issues: pd.DataFrame
    waiting_links: pd.DataFrame
    overrides: pd.DataFrame
    national_plans: pd.DataFrame
    national_facts: pd.DataFrame
    measures: pd.DataFrame
    outcomes: pd.DataFrame
    plan_frame: pd.DataFrame
    today: Callable[[], date]
    spans: Spans
    _memo: dict[tuple[AsOf, date], pd.DataFrame] = field(default_factory=dict, repr=False)
    _closes: dict[date, pd.Series[Any]] = field(default_factory=dict, repr=False)

    @cached_property
    def due_dates(self) -> pd.DataFrame:
        """One row per due date: measure_id, its place among all (`measure`), and due."""
        held = self.measures["due_dates"]
        place = np.repeat(np.arange(len(held), dtype=np.int32), [len(days) for days in held])
        return pd.DataFrame(
            {
                "measure_id": self.measures["measure_id"].take(place).array,
                "measure": place,
                "due": days_column(number_days([day for days in held for day in days])),
            }
        )

    @cached_property
    def known_from(self) -> Array:
        """The day from which each outcome is known."""
        return np.asarray(self.outcomes["known_from"], dtype="datetime64[D]")

    @cached_property
    def answering(self) -> Answering:
        """Who answers for each of `measures`."""
        return collect_answering(self.assignments, len(self.measures))

    @cached_property
    def corpus(self) -> Corpus:
        """Everything a search looks through, read when it is first asked for."""
        rows = rows_of(self.outcomes, np.arange(len(self.measures)))
        return collect_corpus(self.measures, self.outcomes, self.assignments, rows, self._said)

    def corpus_of(self, places: Array) -> Corpus:
        """The same of these measures alone, named by their places in order, with all bodies and documents."""
        rows, said = rows_of(self.outcomes, places), self._said_of(places)
        return collect_corpus(self.measures, self.outcomes, self.assignments, rows, said)

    def corpus_in(self, index: StoredIndex, most: int) -> Corpus:
        """The same of all measures by the index that the database holds ready.

        The texts of what is not in it yet are read, unless they are of more than `most` measures.
        """
        row_ids = addresses_of(self.measures["title"])
        stored = StoredWords(index, row_ids, self.outcomes["outcome_id"].to_numpy())
        rows = rows_beside(self.outcomes, stored, most)
        return collect_corpus(self.measures, self.outcomes, self.assignments, rows, self._said)

    @cached_property
    def _said(self) -> SaidTexts:
        return self._said_of(np.arange(len(self.measures)))

    def _said_of(self, places: Array) -> SaidTexts:
        return collect_said(self.measures, self.assignments, self.bodies, self.documents, places)

    @cached_property
    def likeness(self) -> LikenessIndex:
        """The titles of `measures` by the words they share; worked out when a page first asks."""
        return LikenessIndex(read_once(self.measures["title"]))

    @property
    def plans(self) -> pd.DataFrame:
        """One row per plan, with the day it counts from and `close_on`, the day it closes as of today."""
        plans = self.plan_frame.copy(deep=False)
        plans["close_on"] = self._close_days(self.today())
        return plans

    def rows(self, as_of: AsOf) -> pd.DataFrame:
        """One row per measure, in printed order, as it stands on `as_of` (or each plan at its close).

        `counted` is False where the plan had not begun, and for rows of reports that stand in no plan
        (`outside`): both have no standing to count.
        """
        key = (as_of, self.today())
        if key not in self._memo:
            if (len(self._memo) + 1) * len(self.measures) > _MOST_ROWS_HELD:
                self._memo.clear()
            self._memo[key] = self._standing(self.measures, as_of, key[1])
        return self._memo[key].copy(deep=False)

    def rows_of(self, measures: pd.DataFrame, as_of: AsOf) -> pd.DataFrame:
        """The same of some of `measures` alone, in their order."""
        if measures is self.measures:
            return self.rows(as_of)
        today = self.today()
        held = self._memo.get((as_of, today))
        if held is None:
            return self._standing(measures, as_of, today)
        # the label of a row is its measure's place among all
        labels = measures.index
        if isinstance(labels, pd.RangeIndex) and labels.step == 1:
            return held.iloc[labels.start : labels.stop]
        return held.take(labels.to_numpy())

    def places_of(self, measure_id: str) -> Array:
        """The place of a measure among `measures`, and the label of its rows: none or one.

        An address begins with the key of its document, so the measures of one document are looked at; all of them
        where no document has that key.
        """
        ids = self.measures["measure_id"].array
        key = measure_id.partition(":")[0]
        own = np.flatnonzero(self.measures["document_key"].array == key)
        if not len(own):
            return np.flatnonzero(ids == measure_id)
        found: Array = own[np.asarray(ids.take(own) == measure_id)]
        return found

    def standings_on(self, rows: pd.DataFrame, days: pd.Series[Any]) -> pd.DataFrame:
        """Rows of this snapshot as they stood on other days, one day for each row, in the order of the rows.

        A measure may come several times, each time with another day.
        """
        return self._with_standings(rows.assign(as_of=days.to_numpy()))

    def _close_days(self, today: date) -> pd.Series[Any]:
        found = self._closes.get(today)
        if found is None:
            found = self._work_out_close_days(today)
            self._closes.clear()
            self._closes[today] = found
        return found

    def _work_out_close_days(self, today: date) -> pd.Series[Any]:
        days = [
            close_day(today, plan.last_year, day_of(plan.last_due), day_of(plan.last_report))
            if plan.last_year
            else today
            for plan in each_row(self.plan_frame)
        ]
        return pd.Series(days, index=self.plan_frame.index, dtype="object").astype("datetime64[us]")

    def _standing(self, measures: pd.DataFrame, as_of: AsOf, today: date) -> pd.DataFrame:
        rows = measures.copy(deep=False)
        if as_of == CLOSE:
            days = zip(self.plan_frame["document_key"], self._close_days(today), strict=True)
            rows["as_of"] = rows["plan_key"].map(dict(days)).astype("datetime64[us]")
        else:
            rows["as_of"] = np.full(len(rows), np.datetime64(as_of, "us"))
        return self._with_standings(rows)

    def _with_standings(self, rows: pd.DataFrame) -> pd.DataFrame:
        day = number_days(rows["as_of"])
        # the label of a row is its measure's place among all
        index = rows.index.to_numpy(dtype=np.int64)
        found = np.searchsorted(self.spans.key, index * STRIDE + day, side="right") - 1
        begun = (found >= 0) & (self.spans.key[np.maximum(found, 0)] // STRIDE == index)
        counted = begun & ~rows["outside"].to_numpy()
        at = np.where(begun, found, len(self.spans.key) - 1)
        state = self.spans.state[at]
        overdue = np.where(counted, self.spans.overdue[at], np.int8(0))
        first, ahead = self.spans.first_uncovered[at], self.spans.next_due[at]
        left = np.where(counted & (ahead != NO_DAY), ahead - day, -1)
        ruling = np.where(begun, self.spans.ruling[at], np.int32(-1))
        standing = {
            "counted": counted,
            "state": pd.Categorical.from_codes(state, dtype=STATES, validate=False),
            "overdue": pd.Categorical.from_codes(overdue, dtype=OVERDUE, validate=False),
            "first_uncovered": days_column(np.where(overdue > 0, first, NO_DAY)),
            "next_due": days_column(np.where(counted, ahead, NO_DAY)),
            "days_overdue": np.where(overdue > 0, day - first, 0),
            "days_left": left,
            "due_soon": (left >= 0) & (left <= DUE_SOON_DAYS),
            **{name: getattr(self.spans, name)[at] & counted for name in _FLAGS},
            "outcome": ruling,
            "lateness": self._lateness(state, ruling),
            "quotation": self.outcomes["telling"].array.take(ruling, allow_fill=True),
        }
        # together, as pandas takes its time to put a column beside others
        own = [name for name in rows.columns if name not in standing]
        held = rows if len(own) == rows.shape[1] else rows[own]
        return pd.concat([held, pd.DataFrame(standing, index=rows.index)], axis=1)

    def _lateness(self, state: Array, ruling: Array) -> pd.Categorical:
        codes = (
            np.where(ruling >= 0, self.outcomes["lateness"].to_numpy()[ruling], 0)
            if len(self.outcomes)
            else np.zeros(len(state), dtype=np.int8)
        )
        codes = np.where(state == _COMPLETED, codes, 0)
        return pd.Categorical.from_codes(codes.astype(np.int8), dtype=LATENESS)


class SnapshotHolder:
    """The snapshot of the newest data version, built when the version moves, shared by all readers of a process.

    A new version is read beside the readers. Who meets it first waits for it, but no longer than `patience` seconds;
    the others, and then he too, go on with the last one.
    """

    def __init__(
        self, engine: Engine, today: Callable[[], date], patience: float | None = None
    ) -> None:
        self._engine = engine
        self._today = today
        self._patience = PATIENCE_SECONDS if patience is None else patience
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._reading: _Reading | None = None
        self.on_new: Callable[[Snapshot], None] | None = None
        """Is told of each snapshot that was built; what it does must not take long."""

    def is_held(self, snapshot: Snapshot) -> bool:
        """Whether a snapshot is the one that readers get."""
        return self._snapshot is snapshot

    def current(self) -> Snapshot:
        """The newest snapshot that there is; a page takes it once and answers wholly from it.

        Raises StoreError while the database does not answer.
        """
        version = self._newest()
        if self._snapshot is None:
            self._read_first()
        held = cast(Snapshot, self._snapshot)
        if held.version >= version:
            return held
        reading, is_first = self._read_beside(version)
        if is_first:
            reading.await_end(self._patience)
        return cast(Snapshot, self._snapshot)

    def shown_version(self) -> int:
        """The data version that readers get now; asking for it has a newer one read. Costs no snapshot of itself."""
        return self._newest() if self._snapshot is None else self.current().version

    def _newest(self) -> int:
        with self._engine.connect() as connection:
            return queries.current_data_version(connection)

    def _read_first(self) -> None:
        with self._lock:
            if self._snapshot is None:
                self._read()

    def _read_beside(self, version: int) -> tuple[_Reading, bool]:
        """The reading under way, and whether it begins with this call."""
        with self._lock:
            held = cast(Snapshot, self._snapshot)
            reading = self._reading
            if reading is not None and (reading.is_alive() or held.version >= version):
                return reading, False
            self._reading = _Reading(self._read)
            self._reading.start()
            return self._reading, True

    def _read(self) -> None:
        self._snapshot = build_snapshot(self._engine, self._today)
        if self.on_new is not None:
            self.on_new(self._snapshot)


class _Reading(threading.Thread):
    """The reading of a version beside those who read pages; a fault of the database is told to who waits for it."""

    def __init__(self, read: Callable[[], None]) -> None:
        super().__init__(name="snapshot", daemon=True)
        self._read = read
        self._fault: OgpError | None = None

    def run(self) -> None:
        try:
            self._read()
        except OgpError as fault:
            self._fault = fault

    def await_end(self, seconds: float) -> None:
        """Waits so long; raises what stopped the reading."""
        self.join(seconds)
        if self._fault is not None:
            raise self._fault


def build_snapshot(engine: Engine, today: Callable[[], date]) -> Snapshot:
    """The snapshot of the data version that the database holds now, read in one transaction.

    Texts that only some pages show stay in the database, where `engine` reads them when they are asked for.
    """
    with engine.connect().execution_options(**UNHURRIED) as connection:
        version = queries.current_data_version(connection)
        loaded_at = queries.current_loaded_at(connection)
        documents = queries.fetch_documents_frame(connection)
        gathered = gather(connection)
        bodies = queries.fetch_bodies_frame(connection, dropped=True)
        overrides = queries.fetch_overrides_frame(connection)
        national_plans = queries.fetch_national_plans_frame(connection)
        national_facts = queries.fetch_national_facts_frame(connection)
    assembled = assemble(gathered, engine)
    waiting = gathered.waiting
    del gathered
    spans = collect_spans(assembled.subjects)
    give_back()
    return Snapshot(
        version=version,
        loaded_at=loaded_at,
        documents=documents,
        bodies=bodies,
        assignments=assembled.assignments,
        issues=assembled.issues,
        waiting_links=waiting,
        overrides=overrides,
        national_plans=national_plans,
        national_facts=national_facts,
        measures=assembled.measures,
        outcomes=assembled.outcomes,
        plan_frame=assembled.plans,
        today=today,
        spans=spans,
    )
