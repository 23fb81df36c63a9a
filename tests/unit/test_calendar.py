"""Due dates one by one: how each stands, months with nothing, and that days and columns stand at their places."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.calendar import Column, make_density_figure
from dashboard.look import DATES
from dashboard.metrics.calendar import (
    DATE_STATES,
    DateState,
    Step,
    Unit,
    choose_steps,
    collect_dates,
    count_by_step,
    count_groups,
    empty_runs,
    find_next,
    place_on,
    steps_of,
)
from data.i18n import words
from data.model import DeadlineKind, State, Status
from data.snapshot import Snapshot
from data.state import Standing, Subject, Told, is_due_soon, standing
from tests.support.rows import make_snapshot, make_standing, make_standings

AS_OF = date(2013, 12, 1)
BEGINS = date(2013, 1, 1)
YEAR_2013 = choose_steps(date(2013, 1, 1), date(2013, 12, 31))


def snapshot_of(rows: pd.DataFrame, dues: dict[str, Sequence[date]], begins: date) -> Snapshot:
    plans = pd.DataFrame({"document_key": ["p"], "counts_from": [pd.Timestamp(begins)]})
    return replace(make_snapshot(rows, dues=dues), plan_frame=plans)


def row_of(measure_id: str, now: Standing, as_of: date) -> dict[str, object]:
    return make_standing(
        measure_id,
        as_of=pd.Timestamp(as_of),
        state=now.state.value,
        overdue=now.overdue.value if now.overdue else "",
        first_uncovered=pd.Timestamp(now.first_uncovered) if now.first_uncovered else pd.NaT,
        next_due=pd.Timestamp(now.next_due) if now.next_due else pd.NaT,
    )


def frame_of(*rows: dict[str, object]) -> pd.DataFrame:
    days = {"first_uncovered": "datetime64[us]", "next_due": "datetime64[us]"}
    return make_standings(*rows).astype({**days, "as_of": "datetime64[us]"})


def states_of(subject: Subject, as_of: date = AS_OF) -> list[str]:
    now = standing(subject, as_of)
    assert now is not None
    rows = frame_of(row_of("a", now, as_of))
    snapshot = snapshot_of(rows, {"a": subject.due_dates}, subject.counts_from)
    return collect_dates(snapshot, rows)["date_state"].tolist()


def subject(*dues: date, kind: DeadlineKind = DeadlineKind.MULTIPLE, **parts: object) -> Subject:
    given = {"counts_from": BEGINS, **parts}
    return Subject(kind=kind, due_dates=dues, **given)  # type: ignore[arg-type]


FOUR = (date(2013, 1, 31), date(2013, 3, 31), date(2013, 8, 31), date(2013, 12, 31))


def test_each_occurrence_stands_by_itself() -> None:
    """Луганська область, 2.8: «січень, березень, серпень, листопад 2013 року», here with December."""
    assert states_of(subject(*FOUR)) == ["unreported", "unreported", "unreported", "due_soon"]
    told = (Told(Status.COMPLETED, date(2013, 4, 5), date(2013, 4, 5)),)
    assert states_of(subject(*FOUR, told=told)) == [
        *("completed", "completed", "unreported", "due_soon")
    ]
    told = (*told, Told(Status.PARTIAL, date(2013, 9, 5), date(2013, 9, 5)))
    assert states_of(subject(*FOUR, told=told)) == [
        *("completed", "completed", "overdue", "due_soon")
    ]


def test_a_date_ahead_is_soon_to_the_thirtieth_day_and_done_early_once_a_report_says_so() -> None:
    last = date(2013, 12, 31)
    single = subject(last, kind=DeadlineKind.PERIOD)
    assert states_of(single, last - timedelta(days=31)) == ["not_due"]
    assert states_of(single, last - timedelta(days=30)) == ["due_soon"]
    assert states_of(single, last) == ["due_soon"]
    assert states_of(single, last + timedelta(days=1)) == ["unreported"]
    told = (Told(Status.COMPLETED, date(2013, 11, 1), date(2013, 11, 1)),)
    assert states_of(subject(last, kind=DeadlineKind.PERIOD, told=told)) == ["completed"]


def test_a_date_before_its_plan_is_shown_and_never_late() -> None:
    early = subject(date(2012, 12, 1), date(2013, 6, 30), counts_from=date(2013, 2, 1))
    assert states_of(early) == ["before_plan", "unreported"]


def test_a_dropped_measure_keeps_its_dates() -> None:
    dropped = subject(date(2013, 6, 30), withdrawn_from=date(2013, 5, 1))
    assert states_of(dropped) == ["withdrawn"]


DAYS = st.dates(date(2012, 6, 1), date(2014, 6, 1))
TOLD = st.builds(
    lambda status, day, back: Told(status, day, day - timedelta(days=back)),
    st.sampled_from(Status),
    DAYS,
    st.integers(0, 60),
)
SUBJECTS = st.builds(
    Subject,
    kind=st.sampled_from([DeadlineKind.FIXED, DeadlineKind.MULTIPLE, DeadlineKind.RECURRING]),
    due_dates=st.lists(DAYS, min_size=1, max_size=5, unique=True).map(lambda d: tuple(sorted(d))),
    counts_from=st.just(BEGINS),
    told=st.lists(TOLD, max_size=3).map(tuple),
)


@given(SUBJECTS, st.dates(BEGINS, date(2014, 6, 1)))
def test_dates_agree_with_the_lateness_of_their_measure(one: Subject, as_of: date) -> None:
    now = standing(one, as_of)
    assert now is not None
    told = states_of(one, as_of)
    pairs = list(zip(one.due_dates, told, strict=True))
    late = [day for day, name in pairs if name in ("overdue", "unreported")]
    ahead = [day for day, name in pairs if name in ("due_soon", "not_due")]
    assert (late[0] if late else None) == now.first_uncovered
    assert (ahead[0] if ahead else None) == now.next_due
    assert all(day < as_of for day in late) and all(day >= as_of for day in ahead)
    assert ("due_soon" in told) == is_due_soon(now.next_due, as_of)
    assert {name for _, name in pairs if name in ("overdue", "unreported")} <= {now.overdue}
    if now.state is State.COMPLETED and one.kind is DeadlineKind.FIXED:
        assert set(told) == {"completed"}


def test_plans_that_had_not_begun_and_dates_outside_the_bounds_are_left_out() -> None:
    now = standing(subject(*FOUR), AS_OF)
    assert now is not None
    rows = frame_of(row_of("a", now, AS_OF), {**row_of("b", now, AS_OF), "counted": False})
    snapshot = snapshot_of(rows, {"a": FOUR, "b": FOUR}, BEGINS)
    assert set(collect_dates(snapshot, rows)["measure_id"]) == {"a"}
    dates = collect_dates(snapshot, rows, date(2013, 3, 31), date(2013, 8, 31))
    assert [due.date() for due in dates["due"]] == [FOUR[1], FOUR[2]]


def test_what_falls_due_next_is_the_nearest_uncovered_date_and_its_measures() -> None:
    rows = frame_of(
        *(
            row_of(key, now, AS_OF)
            for key in "abc"
            if (now := standing(subject(*FOUR), AS_OF)) is not None
        )
    )
    later = (*FOUR[:3], date(2014, 1, 31))
    dates = collect_dates(snapshot_of(rows, {"a": FOUR, "b": FOUR, "c": later}, BEGINS), rows)
    following = find_next(dates)
    assert following is not None
    assert (following.day, following.measures) == (date(2013, 12, 31), 2)
    assert find_next(dates[dates["due"] < pd.Timestamp(AS_OF)]) is None


@pytest.mark.parametrize(
    ("first", "last", "unit", "count"),
    [
        (date(2013, 1, 1), date(2013, 12, 31), Unit.MONTH, 12),
        (date(2014, 1, 1), date(2015, 12, 31), Unit.MONTH, 24),
        (date(2013, 11, 5), date(2013, 12, 2), Unit.MONTH, 2),
        (date(2012, 1, 1), date(2017, 12, 31), Unit.QUARTER, 24),
        (date(2012, 5, 9), date(2014, 2, 1), Unit.QUARTER, 8),
        (date(2012, 1, 1), date(2026, 12, 31), Unit.YEAR, 15),
    ],
)
def test_steps_are_as_fine_as_their_span_allows(
    first: date, last: date, unit: Unit, count: int
) -> None:
    steps = choose_steps(first, last)
    assert {step.unit for step in steps} == {unit}
    assert len(steps) == count
    assert steps[0].first <= first <= steps[0].last
    assert steps[-1].first <= last <= steps[-1].last
    assert all(
        b.first == a.last + timedelta(days=1) for a, b in zip(steps, steps[1:], strict=False)
    )


def test_steps_are_whole_years_unless_narrowed() -> None:
    dates = pd.DataFrame({"due": pd.to_datetime(["2013-03-31", "2013-11-30"])})
    assert len(steps_of(dates)) == 12
    assert [step.first.month for step in steps_of(dates, since=date(2013, 10, 1))] == [10, 11, 12]
    assert len(steps_of(dates, date(2013, 3, 1), date(2013, 3, 31))) == 1
    assert steps_of(dates.iloc[:0]) == []


def test_a_day_stands_at_its_share_of_its_month() -> None:
    assert place_on(YEAR_2013, date(2013, 12, 31)) == 12
    assert place_on(YEAR_2013, date(2013, 6, 15)) == pytest.approx(5.5)
    assert place_on(YEAR_2013, date(2012, 12, 31)) == 0
    assert place_on(YEAR_2013, date(2014, 5, 1)) == 12


def dates_of(*pairs: tuple[str, str, DateState]) -> pd.DataFrame:
    frame = pd.DataFrame(pairs, columns=["measure_id", "due", "date_state"])
    return frame.assign(
        due=pd.to_datetime(frame["due"]),
        date_state=pd.Categorical(frame["date_state"].map(str), dtype=DATE_STATES),
        measure=pd.factorize(frame["measure_id"])[0],
        plan_key=["p"] * len(frame),
    )


SPREAD = dates_of(
    ("a", "2013-01-31", DateState.UNREPORTED),
    ("b", "2013-06-30", DateState.COMPLETED),
    ("c", "2013-06-30", DateState.UNREPORTED),
    ("a", "2013-12-31", DateState.DUE_SOON),
)


def test_dates_are_counted_by_month_and_state_and_empty_months_are_known() -> None:
    counts = count_by_step(SPREAD, YEAR_2013)
    assert counts.to_numpy().tolist() == [
        [0, "unreported", 1],
        [5, "completed", 1],
        [5, "unreported", 1],
        [11, "due_soon", 1],
    ]
    assert empty_runs(counts, YEAR_2013) == [(1, 4), (6, 10)]
    assert empty_runs(count_by_step(SPREAD, YEAR_2013[:1]), YEAR_2013[:1]) == []


def test_a_group_counts_measures_once_and_dates_each() -> None:
    group = count_groups(SPREAD, "plan_key").iloc[0]
    assert (group["key"], group["measures"], group["dates"]) == ("p", 3, 4)
    assert (group["unreported"], group["completed"], group["overdue"]) == (2, 1, 0)
    assert group["next_due"] == pd.Timestamp(2013, 12, 31)


def test_every_way_a_date_stands_has_a_look() -> None:
    assert list(DATES) == [state.value for state in DateState]


def test_the_figure_has_a_column_a_step_its_total_and_the_line_of_the_day() -> None:
    counts = count_by_step(SPREAD, YEAR_2013).assign(href="/kalendar?due_from=2013-06-01")
    columns = [Column(f"{place}", "<b>січень</b>") for place in range(12)]
    figure = go.Figure(make_density_figure(counts, columns, place_on(YEAR_2013, AS_OF), words()))
    assert [trace.name for trace in figure.data] == [
        *("Виконано", "Строк минув, звіту немає", "Спливає")
    ]
    numbers = [note.text for note in figure.layout.annotations]
    assert numbers == ["<b>1</b>", *"····", "<b>2</b>", *"·····", "<b>1</b>"]
    assert figure.layout.shapes[0].x0 == pytest.approx(10.53, abs=0.01)
    assert "&lt;b&gt;січень" in figure.data[0].hovertext[0]
    assert figure.data[1].customdata[1] == "/kalendar?due_from=2013-06-01"
    with pytest.raises(ValueError, match="step"):
        make_density_figure(counts, [], None, words())


def test_a_step_is_a_value() -> None:
    assert YEAR_2013[0] == Step(Unit.MONTH, date(2013, 1, 1), date(2013, 1, 31))
