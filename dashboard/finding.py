"""What a search of the page «Пошук» found under the filters of its address."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import pandas as pd

from dashboard.context import View
from dashboard.filters import Filters
from dashboard.looked_through import MOST_SEARCHED, corpus_of_place, whole_corpus
from dashboard.metrics.listing import count_of_bodies
from dashboard.metrics.query import LONGEST, Query, Reach, parse_query
from dashboard.metrics.search import Found, answer_query, count_without_each, find, suggest
from dashboard.metrics.selection import (
    OUTSIDE,
    narrow_rows,
    select_population,
    select_told,
)
from dashboard.metrics.sources import select_documents
from data.columns import Array
from data.search.corpus import Corpus
from data.search.text_kinds import Field

KINDS: Final = ("measures", "bodies", "documents")
FIELDS: Final = {field.name.lower(): field for field in Field if field is not Field.PLACE}
PER_PAGE: Final = 20
PLACES: Final = ("programme", "region", "plan", "year")


@dataclass(frozen=True)
class Finding:
    """The answer to the query of a view; nothing is worked out before it is asked for."""

    view: View

    @cached_property
    def query(self) -> Query:
        """What was asked for."""
        return parse_query(self.view.variables["q"])

    @cached_property
    def whole(self) -> Corpus | None:
        """All measures, or as many as the database has indexed; None where it has indexed none of very many."""
        return whole_corpus(self.view.services, self.view.snapshot)

    @cached_property
    def places(self) -> Array | None:
        """The places of the measures to be looked through; None for all.

        Where not all are held ready, they are those of the chosen programme, region, plan and years.
        """
        if self.whole is not None and not self.whole.left_out:
            return None
        place = self.view.filters.only(PLACES)
        return select_population(self.view.snapshot, place, self.view.as_of).index.to_numpy()

    @property
    def is_too_wide(self) -> bool:
        """Whether these are too many: then only what is held ready is looked through, which the page has to say."""
        return self.places is not None and len(self.places) > MOST_SEARCHED

    @cached_property
    def corpus(self) -> Corpus:
        """What is looked through."""
        places = self.places
        if self.whole is not None and (places is None or self.is_too_wide):
            return self.whole
        # without places there is a whole
        held = np.array([], dtype=np.int64) if places is None or self.is_too_wide else places
        return corpus_of_place(self.view.services, self.view.snapshot, held)

    @property
    def was_cut(self) -> bool:
        """Whether more was typed than a search reads."""
        return len(self.view.variables["q"]) > LONGEST or self.query.left_out > 0

    @property
    def is_related(self) -> bool:
        """Whether words of the same root were asked for too."""
        return self.view.variables["related"] == "1"

    @cached_property
    def found(self) -> Found:
        """Everything that answers, whatever the filters."""
        return self._find(related=self.is_related)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The measures under the filters, rows of reports outside any plan among them."""
        return self.rows_of(self.view.filters)

    @cached_property
    def measures(self) -> Found:
        """The measures found under the filters, in the chosen fields."""
        return self.measures_anywhere.found_in(self.fields)

    @cached_property
    def measures_anywhere(self) -> Found:
        """The same in whatever field."""
        return self.found.measures().within(self.rows.index)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The field that the address names; none for all."""
        name = self.view.variables["in"]
        return (FIELDS[name],) if name in FIELDS else ()

    @cached_property
    def bodies(self) -> pd.DataFrame:
        """The bodies found that answer for a measure under the filters, with how many (`found_measures`)."""
        bodies = self.view.snapshot.bodies.iloc[self.found.bodies()]
        counts = count_of_bodies(self.view.snapshot, bodies["body_id"], self.rows.index)
        return bodies.assign(found_measures=counts)[counts > 0]

    @cached_property
    def documents(self) -> pd.DataFrame:
        """The documents found that fit the filters of region, plan and year."""
        found = self.view.snapshot.documents.iloc[self.found.documents()]
        fitting = select_documents(found, self.view.filters)
        return found.loc[found.index.isin(fitting.index)]

    @property
    def counts(self) -> dict[str, int]:
        """How many of each kind were found."""
        return {
            "measures": len(self.measures_anywhere),
            "bodies": len(self.bodies),
            "documents": len(self.documents),
        }

    @cached_property
    def counts_by_field(self) -> dict[Field, int]:
        """How many measures were found mostly in each field."""
        counts = np.bincount(self.measures_anywhere.where, minlength=len(Field))
        return dict(zip(Field, counts.tolist(), strict=True))

    @cached_property
    def kind(self) -> str:
        """The kind shown: the one the address names, else the first that has something."""
        asked = self.view.variables["what"]
        if asked in KINDS:
            return asked
        return next((kind for kind in KINDS if self.counts[kind]), KINDS[0])

    @cached_property
    def plans(self) -> tuple[str, ...]:
        """The plans of all measures found, whatever the filters: they are named alike on every page of them."""
        keys = self.view.snapshot.measures.loc[self.found.measures().owner, "plan_key"].unique()
        known = set(self.view.snapshot.plan_frame["document_key"])
        return tuple(key for key in keys if key in known)

    @cached_property
    def measures_by_plan(self) -> set[str]:
        """The plans of the measures found under the filters."""
        return set(self.rows.loc[self.measures_anywhere.owner, "plan_key"])

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was found under the filters."""
        return not any(self.counts.values())

    @cached_property
    def not_begun(self) -> int:
        """How many measures were found in plans that on the day had not begun."""
        population = self.view.population
        hidden = population.index[~population["counted"] & ~population[OUTSIDE]]
        return len(self.found.measures().within(hidden))

    @cached_property
    def more_related(self) -> int:
        """How many measures more words of the same root would find."""
        if self.is_related or any(answer.reach > Reach.FORMS for answer in self.found.answers):
            return 0
        if answer_query(self.corpus, self.query, related=True) == self.found.answers:
            return 0
        wide = self._find(related=True).measures().within(self.rows.index)
        return int((~np.isin(wide.owner, self.measures_anywhere.owner)).sum())

    def count_loosened(self) -> dict[str, int]:
        """For each filter how many measures, bodies and documents would be found without it.

        Where only the chosen place was looked through nothing is known of others.
        """
        told = self.view.filters.active
        if self.places is not None:
            told = tuple(name for name in told if name not in PLACES)
        return {name: self._count(self.view.filters.without(name)) for name in told}

    def shorter(self) -> list[tuple[str, str, int]]:
        """The query with one term less: the term, the rest, and how many that finds."""
        counted = count_without_each(self.corpus, self.query, self._days)
        return [(term.said, rest.text, count) for term, rest, count in counted]

    def suggestion(self) -> str:
        """What may have been meant; "" if nothing is near."""
        return suggest(self.corpus, self.query)

    def rows_of(self, filters: Filters) -> pd.DataFrame:
        """The measures under some filters; a report's row outside any plan has no state to be filtered by."""
        population = select_population(self.view.snapshot, filters, self.view.as_of)
        if filters.state or filters.rows:
            return narrow_rows(population, filters)
        return select_told(population)

    def _count(self, filters: Filters) -> int:
        measures = len(self.found.measures().within(self.rows_of(filters).index))
        documents = self.view.snapshot.documents.iloc[self.found.documents()]
        return measures + len(select_documents(documents, filters))

    def _find(self, *, related: bool) -> Found:
        return find(self.corpus, self.query, self._days, related=related)

    @property
    def _days(self) -> pd.Series[Any]:
        return self.view.snapshot.rows(self.view.as_of)["as_of"]
