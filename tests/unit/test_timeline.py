"""The line of time: dots at their days, labels that never touch, document words that stay words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.timeline import Moment, assign_lanes, make_timeline_figure

PLANS = (
    Moment(date(2012, 4, 5), "Перший", ("05.04.2012, № 220",), "/dzherela/ua#L31", is_plan=True),
    Moment(date(2014, 11, 26), "Другий", ("26.11.2014, № 1176",), "/dzherela/ua#L33", is_plan=True),
)
EVENTS = (
    Moment(date(2012, 6, 13), "13.06.2012", ("Координаційна рада",), "/dzherela/ua#L57"),
    Moment(date(2011, 9, 20), "20.09.2011", ("8 країн-засновниць",), "/dzherela/ua#L4"),
)


def test_each_moment_is_a_dot_on_its_day_and_opens_its_place() -> None:
    _, events, plans = make_timeline_figure((*PLANS, *EVENTS)).data
    assert list(plans.x) == ["2012-04-05", "2014-11-26"]
    assert list(plans.customdata) == ["/dzherela/ua#L31", "/dzherela/ua#L33"]
    assert list(events.x) == ["2011-09-20", "2012-06-13"]
    assert list(events.customdata) == ["/dzherela/ua#L4", "/dzherela/ua#L57"]


def test_the_years_between_are_named() -> None:
    years = make_timeline_figure((*PLANS, *EVENTS)).data[0]
    assert list(years.text)[:4] == ["2012", "2013", "2014", "2015"]
    assert list(years.x)[0] == "2012-01-01"


def test_words_of_a_document_are_no_markup() -> None:
    hostile = Moment(date(2012, 1, 1), "<b>1</b>", ("<a href='x'>%{x}</a> & «»",), is_plan=True)
    figure = make_timeline_figure([hostile])
    shown = figure.layout.annotations[0].text + figure.data[2].hovertext[0]
    assert "&lt;b&gt;1&lt;/b&gt;" in shown
    assert "<a" not in shown
    assert "%{" not in shown
    assert figure.data[2].hovertemplate == "%{hovertext}<extra></extra>"


def test_a_long_event_is_cut_on_the_line_and_whole_on_hover() -> None:
    words = "слово " * 60
    figure = make_timeline_figure([Moment(date(2016, 12, 7), "07.12.2016", (words,))])
    assert figure.layout.annotations[0].text.endswith("…")
    assert figure.data[1].hovertext[0].count("слово") == 60


def test_nothing_makes_no_line() -> None:
    with pytest.raises(ValueError, match="moment"):
        make_timeline_figure([])


def test_two_close_events_stand_under_one_another_the_earlier_deeper() -> None:
    assert assign_lanes([0, 50, 400], 172) == [1, 0, 0]


@given(st.lists(st.integers(0, 900), max_size=12).map(sorted), st.integers(1, 300))
def test_labels_of_one_lane_never_touch(starts: list[int], width: int) -> None:
    lanes = assign_lanes(starts, width)
    taken = sorted(zip(lanes, starts, strict=True))
    assert all(
        one_lane != other_lane or start + width <= other
        for (one_lane, start), (other_lane, other) in zip(taken, taken[1:], strict=False)
    )


@given(st.lists(st.dates(date(1995, 1, 1), date(2099, 1, 1)), min_size=1, max_size=8))
def test_everything_lies_within_the_line(days: list[date]) -> None:
    figure = make_timeline_figure([Moment(day, str(day)) for day in days])
    start, end = map(date.fromisoformat, figure.layout.xaxis.range)
    assert start < min(days) and max(days) + timedelta(days=1) < end
    assert figure.layout.height == figure.layout.yaxis.range[1] - figure.layout.yaxis.range[0]
