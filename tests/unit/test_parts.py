"""Parts of pages that decide something: links, typesetting, what to loosen, the figure of completion."""

import pandas as pd
import plotly.graph_objects as go
import pytest
from dash import html

from dashboard import links, look
from dashboard.components.bar_rows import BarRow, bar_parts
from dashboard.components.bars import state_bar
from dashboard.components.empty import best_loosening
from dashboard.components.figures import coverage_text, rate_text
from dashboard.components.sentence import sentence
from dashboard.components.typography import WORD_JOINER, nbsp, unbroken
from dashboard.figures.completion import make_completion_figure
from dashboard.figures.text import escape, wrap
from dashboard.filters import Filters
from dashboard.metrics.completion import Completion
from dashboard.metrics.reporting import describe_reporting
from data.i18n import NBSP, words
from data.model import State
from tests.support.rows import completed, make_standings


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "//evil.example/x",
        "/\\evil.example",
        "vbscript:x",
        "evil",
        "http://[",
    ],
)
def test_an_address_that_could_run_or_lead_astray_is_none(url: str) -> None:
    assert links.safe_url(url) == ""


@pytest.mark.parametrize(
    "url", ["/zakhody?rows=base", "#main", "https://loga.gov.ua/x", "mailto:a@b.ua"]
)
def test_an_honest_address_stays(url: str) -> None:
    assert links.safe_url(url) == url


def test_links_carry_what_their_page_reads() -> None:
    filters = Filters(region=("UA-09",), state=("partial",), group="theme", as_of="close")
    assert links.rows_link(filters, "base") == (
        "/zakhody?region=UA-09&state=partial&rows=base&as_of=close"
    )
    assert links.measure_link("UA-09-pvu-plan-2013:1.1", filters) == (
        "/zakhid/UA-09-pvu-plan-2013:1.1?as_of=close"
    )
    assert links.measure_link("план/1").startswith("/zakhid/%D0%BF%D0%BB%D0%B0%D0%BD%2F1")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("робота з громадськістю", "робота з_громадськістю"),
        ("рішення про це та інше", "рішення про це_та_інше"),
        ("12 із 15 заходів", "12_із_15_заходів"),
        ("Київ — столиця", "Київ_— столиця"),
        ("веб-сайт області", "веб-сайт області"),
        ("", ""),
    ],
)
def test_short_words_and_numbers_stay_with_their_neighbours(text: str, expected: str) -> None:
    assert nbsp(text) == expected.replace("_", NBSP)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"region": 15, "year": 2}, "year"),
        ({"region": 0, "year": 7}, "year"),
        ({"region": 0, "year": 0}, None),
        ({}, None),
    ],
)
def test_the_filter_to_loosen_is_nearest_to_what_was_asked(
    counts: dict[str, int], expected: str | None
) -> None:
    assert best_loosening(counts) == expected


def test_no_line_ends_within_what_belongs_together() -> None:
    assert nbsp("е-демократія") == f"е-{WORD_JOINER}демократія"
    assert nbsp("веб-сайт") == "веб-сайт"
    years = f"область,{NBSP}2012{WORD_JOINER}–{WORD_JOINER}2013"
    assert unbroken("Чернігівська область, 2012–2013") == f"Чернігівська {years}"


def bar_of(counts: dict[str, int], **room: float) -> list[tuple[str, int]]:
    """The parts of a bar: element and count."""
    bar = state_bar(counts, words("uk"), lambda state: f"/{state}", **room)
    return [(type(part).__name__, part.style["flexGrow"]) for part in bar.children]


def test_parts_of_a_bar_lead_and_lose_that_where_there_is_no_room() -> None:
    few = {"completed": 12, "partial": 2, "not_done": 1}
    assert bar_of(few, room=160) == [("A", 12), ("A", 2), ("A", 1)]
    many = {"completed": 375, "partial": 61, "in_progress": 32, "not_done": 53, "no_report": 150}
    assert bar_of(many) == [("A", count) for count in many.values()]
    # of 160 pixels 61 of 671 take 14, narrower than a finger hits
    assert [name for name, _ in bar_of(many, room=160)] == ["A", "Span", "Span", "Span", "A"]
    assert {name for name, _ in bar_of(many, room=160, share=0.1)} == {"Span"}


def test_a_rate_is_never_said_where_nothing_was_reported() -> None:
    uk = words("uk")
    assert rate_text(Completion(), uk) == "немає даних"
    assert rate_text(Completion(measures=35, base=35), uk) == "звітів немає"
    told = Completion(measures=15, base=15, completed=12, reported=15)
    assert rate_text(told, uk).replace(NBSP, " ") == "12 із 15 (80 %)"
    assert coverage_text(told, uk) == "охоплення 15 із 15"
    undone = Completion(measures=3, base=3, completed=0, reported=3)
    assert rate_text(undone, uk).replace(NBSP, " ") == "0 із 3 (0 %)"


def test_a_sentence_takes_links_into_its_places() -> None:
    link = html.A("15 заходів", href="/zakhody")
    pieces = sentence("{when} із {measures} виконано 12.", when="Станом на 1", measures=link)
    assert pieces == [f"Станом на{NBSP}1", f" із{NBSP}", link, " виконано 12."]


def test_reporting_tells_plans_with_and_without_outcomes_apart() -> None:
    rows = pd.DataFrame(
        {
            "document_key": ["a", "a", "b", "c"],
            "plan_key": ["a", "a", "b", "c"],
            "outside": [False] * 4,
            "counted": [True, True, True, False],
            "reported": [True, False, False, False],
            "in_base": [True, True, True, False],
            "early": [False] * 4,
            "overdue": ["", "unreported", "unreported", ""],
            "due_soon": [False] * 4,
            "state": ["completed", "no_report", "no_report", "not_due"],
        }
    )
    reporting = describe_reporting(rows)
    assert (reporting.told, reporting.untold, reporting.not_begun) == (("a",), ("b",), ("c",))
    assert (reporting.of_told.completed, reporting.of_told.base) == (1, 2)
    assert reporting.of_untold.measures == 1
    assert reporting.figures.not_begun == 1


def test_a_report_whose_rows_stand_outside_is_no_plan() -> None:
    rows = make_standings(
        completed("a"),
        completed("b", counted=False, outside=True, document_key="report", plan_key="p"),
    )
    reporting = describe_reporting(rows)
    assert (reporting.plans, reporting.not_begun) == (("p",), ())
    assert reporting.figures.outside == reporting.of_told.outside == 1


ROW = BarRow(
    name="Напрям <b>1</b> %{x}",
    href="/zakhody",
    figures=Completion(measures=3, base=3, states={State.COMPLETED: 2, State.NOT_DONE: 1}),
    link=lambda state: f"/zakhody?state={state}",
)


def test_the_figure_has_a_trace_for_each_state_in_order() -> None:
    parts = bar_parts([BarRow("План", "/"), ROW])
    figure = go.Figure(
        make_completion_figure(parts, [("План", ""), ("Напрям 1", "2 із 3")], words("uk"))
    )
    assert [trace.name for trace in figure.data] == ["Виконано", "Не виконано"]
    done, undone = figure.data
    assert list(done.y) == [1]
    assert sum(done.x) + sum(undone.x) == pytest.approx(1)
    assert list(undone.customdata) == ["/zakhody?state=not_done"]
    assert undone.marker.pattern.shape == "x"
    numbers = figure.layout.meta["numbers"]
    assert [(note["text"], note["y"]) for note in numbers] == [
        ("<b>2</b>", 1.19),
        ("<b>1</b>", 1.19),
    ]
    assert [note["x"] for note in numbers] == pytest.approx([1 / 3, 5 / 6])


def test_words_of_a_document_are_no_tags_in_a_chart() -> None:
    figure = go.Figure(make_completion_figure(bar_parts([ROW]), [(ROW.name, "")], words("uk")))
    told = figure.data[0].hovertext[0]
    assert "&lt;b&gt;1&lt;/b&gt;" in told
    assert "%{" not in told
    assert "<b>" not in figure.layout.meta["rows"][0]["name"]
    assert escape("<a href='x'>&</a>") == "&lt;a href='x'&gt;&amp;&lt;/a&gt;"
    assert wrap("слово " * 100).count("<br>") == 3


def test_an_empty_chart_is_a_figure() -> None:
    assert not go.Figure(make_completion_figure(bar_parts([]), [], words("uk"))).data


def test_every_state_has_its_look_in_the_order_of_the_bars() -> None:
    assert list(look.STATES) == list(State)
    assert all(words("uk").has(each.word) for each in look.LOOKS.values())
    assert look.GRAPH_CONFIG["displayModeBar"] is False
    assert look.GRAPH_CONFIG["showSendToCloud"] is False
