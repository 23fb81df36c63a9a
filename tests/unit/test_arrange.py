"""Order and column filters of a table: read from an address, obeyed by files."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from dashboard.lists.arrange import Range, arrange, read_arrangement, write_range
from dashboard.lists.columns import Column, Names, columns_of
from dashboard.lists.lines import Executor, Line
from dashboard.lists.sections import Section, cut_sections, group_by_body, group_by_direction
from dashboard.lists.table import Coded
from data.i18n import words

NAMES = Names(words("uk"), {"plan": "Луганська область, 2013", "other": "м. Київ, 2014–2015"})
CULTURE = Executor("c", "Управління культури", "responsible", False, False)
YOUTH = Executor("y", "Єдиний центр молоді", "co_executor", True, False)
DISTRICTS = Executor("d", "райдержадміністрації", "responsible", False, True)


def line(number: str, title: str, **parts: Any) -> Line:
    usual = {
        "measure_id": f"plan:{number}",
        "document_key": "plan",
        "direction_key": "plan:1",
        "direction": "1. Відкритість",
        "theme": "other",
        "executors": (CULTURE,),
        "due": date(2013, 6, 30),
        "due_dates": (date(2013, 6, 30),),
        "deadline_text": "II квартал",
        "days": 10,
        "state": "no_report",
        "overdue": "unreported",
        "lateness": "",
        "quotation": "",
        "reason": "",
        "as_of": date(2013, 7, 10),
    }
    return Line(number=number, title=title, **{**usual, **parts})


LINES = [
    line("1.10", "Ґанок громади", days=10),
    line("1.9", "Гаряча лінія", days=300, executors=(YOUTH, CULTURE)),
    line("2", "Єдиний реєстр", days=10, due=None, executors=()),
    line("10", "Їдальня", days=None, state="completed", executors=(DISTRICTS,)),
    line("", "Засідання", document_key="other", direction_key="", direction=""),
]
COLUMNS = columns_of("unreported", several_plans=True, counts_days=True, names_bodies=True)


class LineTable(list[Line]):
    """Lines as the table that is arranged and grouped."""

    def coded(self, raw: str) -> Coded:
        return Coded.of(getattr(one, raw) for one in self)


def numbers(query: dict[str, object]) -> list[str]:
    arrangement = read_arrangement(query, COLUMNS)
    return [LINES[place].number for place in arrange(LineTable(LINES), COLUMNS, NAMES, arrangement)]


def by_body(lines: list[Line], bodies: tuple[str, ...] = ()) -> list[Section]:
    return group_by_body(LineTable(lines), np.arange(len(lines)), bodies)


def test_without_a_word_everything_stays() -> None:
    assert numbers({}) == ["1.10", "1.9", "2", "10", ""]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("number", ["1.9", "1.10", "2", "10", ""]),
        ("-number", ["", "10", "2", "1.10", "1.9"]),
        ("title", ["1.9", "1.10", "2", "", "10"]),
        # equal days keep the order of the list, from below as from above
        ("days", ["10", "1.10", "2", "", "1.9"]),
        ("-days", ["1.9", "1.10", "2", "", "10"]),
        ("state", ["10", "1.10", "1.9", "2", ""]),
        ("due", ["1.10", "1.9", "10", "", "2"]),
    ],
)
def test_a_column_gives_the_order(sort: str, expected: list[str]) -> None:
    assert numbers({"sort": sort}) == expected


def test_the_second_column_orders_the_equal() -> None:
    assert numbers({"sort": ["-days", "-number"]}) == ["1.9", "", "2", "1.10", "10"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"f_title": "ґанок"}, ["1.10"]),
        ({"f_title": "ЄДИНИЙ"}, ["2"]),
        ({"f_bodies": "за згодою"}, ["1.9"]),
        ({"f_bodies": "культури"}, ["1.10", "1.9", ""]),
        ({"f_state": "виконано"}, ["10"]),
        ({"f_plan": "київ"}, [""]),
        ({"f_days": "10..10"}, ["1.10", "2", ""]),
        ({"f_days": "11.."}, ["1.9"]),
        ({"f_days": "..299"}, ["1.10", "2", ""]),
        ({"f_due": "2013-06-30..2013-06-30"}, ["1.10", "1.9", "10", ""]),
        ({"f_due": "2013-07-01.."}, []),
        ({"f_days": "10..10", "f_title": "реєстр"}, ["2"]),
    ],
)
def test_a_column_filters(query: dict[str, object], expected: list[str]) -> None:
    assert numbers(query) == expected


@pytest.mark.parametrize(
    "query",
    [
        {"sort": "nothing"},
        {"sort": "--days"},
        {"sort": ["", "quotation"]},
        {"sort": 5},
        {"f_days": "abc"},
        {"f_days": "10"},
        {"f_days": ".."},
        {"f_days": "1..٣"},
        {"f_days": "1..9999999999"},
        {"f_due": "2013-02-30.."},
        {"f_due": "30.06.2013..30.06.2014"},
        {"f_code": "UA"},
        {"f_title": ""},
        {"f_title": None},
        {"f_": "x"},
    ],
)
def test_nonsense_changes_nothing(query: dict[str, object]) -> None:
    assert numbers(query) == numbers({})


@pytest.mark.parametrize(("first", "last"), [(91, 365), (366, None), (None, 30)])
def test_a_written_range_is_read_again(first: int | None, last: int | None) -> None:
    read = read_arrangement({"f_days": write_range(first, last)}, COLUMNS)
    assert read.filters == (("days", Range(first, last)),)


def shown(columns: tuple[Column, ...]) -> list[str]:
    return [column.key for column in columns if column.on_screen]


def test_columns_follow_what_the_lines_hold() -> None:
    assert shown(COLUMNS) == ["number", "title", "plan", "bodies", "due", "days", "state"]
    bare = {"several_plans": False, "counts_days": False, "names_bodies": False}
    assert shown(columns_of("overdue", **bare)) == ["number", "title", "due", "days", "state"]
    calm = columns_of(None, **{**bare, "names_bodies": True})
    assert shown(calm) == ["number", "title", "bodies", "due", "state"]
    assert "reason" in shown(columns_of("left_out", **bare))


def test_a_measure_stands_under_each_of_its_bodies() -> None:
    sections = by_body(LINES)
    assert [(section.name, len(section)) for section in sections] == [
        ("Управління культури", 3),
        ("Єдиний центр молоді", 1),
        ("райдержадміністрації", 1),
        ("", 1),
    ]
    assert [section.collective for section in sections] == [False, False, True, False]
    assert sections[0].longest == 300
    assert sections[0].nearest == date(2013, 6, 30)
    assert sections[3].nearest is None
    assert list(sections[1].executors) == [YOUTH]
    # in the order of the list, in whatever order its bodies were met
    assert sections[0].places.tolist() == [0, 1, 4]


def test_chosen_bodies_alone_make_groups() -> None:
    assert [section.name for section in by_body(LINES, ("y",))] == ["Єдиний центр молоді"]


def test_nothing_makes_no_groups() -> None:
    assert by_body([]) == []
    assert group_by_direction(LineTable(), np.arange(0)) == []


def test_directions_of_different_plans_stay_apart() -> None:
    late_first = [line("2.1", "Ще", direction_key="plan:2", direction="2. Участь"), *LINES]
    lines = [*late_first, line("1", "Ще один", document_key="other")]
    sections = group_by_direction(LineTable(lines), np.arange(len(lines)))
    assert [(one.document_key, one.name, len(one)) for one in sections] == [
        ("other", "1. Відкритість", 1),
        ("other", "", 1),
        ("plan", "1. Відкритість", 4),
        ("plan", "2. Участь", 1),
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_pages_of_groups_hold_every_line_once(size: int) -> None:
    """Rows stand in one page each, under a head that says whether it is continued."""
    sections = by_body(LINES)
    whole = [(one.name, place) for one in sections for place in one.places.tolist()]
    held = dict(enumerate(LINES))
    found = []
    for first in range(0, len(whole), size):
        groups = [cut.group(held) for cut in cut_sections(sections, first, first + size)]
        assert [group.is_continued for group in groups[1:]] == [False] * len(groups[1:])
        assert groups[0].is_continued == (first > 0 and whole[first][0] == whole[first - 1][0])
        assert all(
            len(group) == len(next(s for s in sections if s.name == group.name)) for group in groups
        )
        found += [
            (group.name, LINES.index(replace(one, executor=None)))
            for group in groups
            for one in group.lines
        ]
    assert found == whole
