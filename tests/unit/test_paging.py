"""Pages of what is too long for one: what an address asks for, and where a page leads."""

import pytest

from dashboard.paging import PageCut, cut_page


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        (None, 1),
        ("", 1),
        ("1", 1),
        ("3", 3),
        (["2", "3"], 2),
        ([], 1),
        ("99", 3),
        ("0", 1),
        ("-2", 1),
        ("2.5", 1),
        ("٣", 1),
        ("9" * 5000, 1),
        (2, 1),
    ],
)
def test_an_address_names_a_page_or_the_first(asked: object, number: int) -> None:
    assert cut_page(asked, 250, 100).number == number


def test_pages_hold_every_row_once() -> None:
    cuts = [cut_page(str(number), 250, 100) for number in (1, 2, 3)]
    assert [(cut.first, cut.last) for cut in cuts] == [(0, 100), (100, 200), (200, 250)]
    assert {cut.pages for cut in cuts} == {3}


@pytest.mark.parametrize(("rows", "pages"), [(0, 1), (1, 1), (100, 1), (101, 2)])
def test_nothing_is_one_page_too(rows: int, pages: int) -> None:
    cut = cut_page("1", rows, 100)
    assert (cut.pages, cut.first, cut.last) == (pages, 0, min(rows, 100))


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, [("sources.page_after", 2), ("sources.last_page", 5)]),
        (2, [("sources.page_before", 1), ("sources.page_after", 3), ("sources.last_page", 5)]),
        (
            3,
            [
                ("sources.first_page", 1),
                ("sources.page_before", 2),
                ("sources.page_after", 4),
                ("sources.last_page", 5),
            ],
        ),
        (5, [("sources.first_page", 1), ("sources.page_before", 4)]),
    ],
)
def test_steps_lead_where_there_is_a_page(number: int, expected: list[tuple[str, int]]) -> None:
    assert PageCut(number, 5, 0, 0, 500).steps() == expected


def test_one_page_leads_nowhere() -> None:
    assert cut_page("1", 50, 100).steps() == []
