"""The standings of all measures at once are those of `data.state`, measure by measure, whatever their days."""

from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from data.columns import NO_DAY, number_days
from data.spans import KINDS, OVERDUE, STATES, STATUSES, STRIDE, Lists, Subjects, collect_spans
from data.state import Subject, Told, spans

_EPOCH = date(1970, 1, 1)
# few days, so that many meet or stand side by side, and some far away
DAYS = st.one_of(
    st.integers(0, 12).map(lambda day: date(2013, 3, 1) + timedelta(days=day)),
    st.dates(date(1991, 1, 1), date(2100, 12, 31)),
)
TOLD = st.builds(Told, st.sampled_from(STATUSES), DAYS, DAYS, st.booleans())
SUBJECTS = st.builds(
    Subject,
    kind=st.sampled_from(KINDS),
    due_dates=st.lists(DAYS, max_size=4).map(lambda days: tuple(sorted(days))),
    counts_from=DAYS,
    told=st.lists(TOLD, max_size=3).map(tuple),
    withdrawn_from=st.none() | DAYS,
)


def as_columns(subjects: list[Subject]) -> Subjects:
    """Subjects as the snapshot has them; a withdrawal never stands before the plan counts."""
    dues = [(place, due) for place, one in enumerate(subjects) for due in one.due_dates]
    told = [(place, fact) for place, one in enumerate(subjects) for fact in one.told]
    places = (np.array([place for place, _ in pairs], dtype=np.int64) for pairs in (dues, told))
    return Subjects(
        kind=np.array([KINDS.index(one.kind) for one in subjects], dtype=np.int8),
        counts_from=number_days([one.counts_from for one in subjects]),
        withdrawn_from=number_days([one.withdrawn_from for one in subjects]),
        dues=Lists.of(next(places), number_days([due for _, due in dues]), len(subjects)),
        told=Lists.of(next(places), np.arange(len(told), dtype=np.int32), len(subjects)),
        status=np.array([STATUSES.index(fact.status) for _, fact in told], dtype=np.int8),
        known_from=number_days([fact.known_from for _, fact in told]),
        covers_to=number_days([fact.covers_to for _, fact in told]),
        independent=np.array([fact.independent for _, fact in told], dtype=bool),
    )


def day_of(number: int) -> date | None:
    return None if number == NO_DAY else _EPOCH + timedelta(days=int(number))


@settings(max_examples=300, deadline=None)
@given(st.lists(SUBJECTS, max_size=6))
def test_patterns_say_what_each_measure_would(subjects: list[Subject]) -> None:
    found = collect_spans(as_columns(subjects))
    first = np.cumsum([0, *(len(one.told) for one in subjects)])
    expected = [
        (
            int(np.int64(place) * STRIDE) + (since - _EPOCH).days,
            now.state.value,
            now.overdue.value if now.overdue else "",
            now.first_uncovered,
            now.next_due,
            (now.in_base, now.reported, now.early),
            -1 if now.ruling is None else int(first[place]) + now.ruling,
        )
        for place, one in enumerate(subjects)
        for since, now in spans(one)
    ]
    told = [
        (
            int(found.key[at]),
            STATES.categories[found.state[at]],
            OVERDUE.categories[found.overdue[at]],
            day_of(found.first_uncovered[at]),
            day_of(found.next_due[at]),
            (bool(found.in_base[at]), bool(found.reported[at]), bool(found.early[at])),
            int(found.ruling[at]),
        )
        for at in range(len(found.key) - 1)
    ]
    assert told == expected
    assert found.key[-1] == len(subjects) * STRIDE
