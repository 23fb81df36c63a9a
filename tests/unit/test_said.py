"""What is told by voice when a page has changed: the words of its heading, wherever it stands."""

from dashboard import html
from dashboard.components.said import answer_of, said


def test_the_answer_is_told_without_its_signs() -> None:
    heading = html.H1(
        ["Станом на 31.01.2018 ", html.A([html.Span(html.I()), "виконано 12"]), "\n."]
    )
    page = [html.P("Підказка"), html.Div([html.Div(heading)]), html.H1("інший")]
    assert answer_of(page) == "Станом на 31.01.2018 виконано 12 ."


def test_a_page_without_a_heading_tells_nothing() -> None:
    assert answer_of([html.P("Текст"), html.Div()]) == ""
    assert answer_of([]) == ""


def test_what_is_told_is_not_seen() -> None:
    told = said("Показано 9 заходів.")
    assert told.hidden is True
    assert getattr(told, "data-say") == "Показано 9 заходів."
