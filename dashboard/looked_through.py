"""What a search looks through: all measures, where their words are held ready, else those of the chosen place."""

from __future__ import annotations

from typing import Final

from dashboard.ahead import MOST_MEASURES
from dashboard.context import Services
from data.columns import Array
from data.search.corpus import Corpus
from data.search.stored_words import find_stored_segments, open_stored_index
from data.snapshot import Snapshot

MOST_SEARCHED: Final = 100_000
"""Of a chosen place so many measures are read at once, where not all are held ready."""
MOST_UNINDEXED: Final = 20_000
"""So many measures that a load brought are read beside the index of the database."""


def whole_corpus(services: Services, snapshot: Snapshot) -> Corpus | None:
    """Everything, by an index in memory or, of more measures than it has room for, by the one in the database.

    None where there is none. The index in the database may be behind a load: then `left_out` says of how many measures.
    """
    if len(snapshot.measures) <= MOST_MEASURES:
        return snapshot.corpus
    # a corpus of a version before would hold the whole of that one in memory
    services.corpora.forget(lambda key: key[0] < snapshot.version)
    segments = find_stored_segments(services.engine)
    if not segments:
        return None

    def opened() -> Corpus:
        return snapshot.corpus_in(open_stored_index(services.engine, segments), MOST_UNINDEXED)

    return services.corpora.make_once((snapshot.version, segments), opened)


def corpus_of_place(services: Services, snapshot: Snapshot, places: Array) -> Corpus:
    """The measures of a chosen place alone, and all bodies and documents."""
    key = (snapshot.version, places.tobytes())
    return services.corpora.make_once(key, lambda: snapshot.corpus_of(places))
