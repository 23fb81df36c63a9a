"""Keys of documents, titles that are one title, and addresses of measures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from data.identity import (
    Known,
    KnownMeasure,
    assign_measure_ids,
    document_key,
    essence,
    find_same,
    fold_for_search,
    free_key,
    interim_end,
    nearly_same_title,
)
from data.model import DocumentKind, Header, Programme
from tests.factories import make_document, make_header, make_measure

REPORT = DocumentKind.REPORT


@pytest.mark.parametrize(
    ("parts", "name", "key"),
    [
        ({}, "luhansk-2013.txt", "UA-09-pvu-plan-2013"),
        ({"year_start": 2014, "year_end": 2015}, "a.md", "UA-09-pvu-plan-2014-2015"),
        ({"year_start": None}, "План заходів (1).docx", "UA-09-pvu-plan-план-заходів-1"),
        ({"region_iso": ""}, "luhansk.txt", "luhansk-pvu-plan-2013"),
        ({"region_iso": "", "year_start": None}, "luhansk.txt", "pvu-plan-luhansk"),
        ({"region_iso": "", "year_start": None}, "___.txt", "pvu-plan-document"),
        (
            {
                "programme": Programme.CIVIL_SOCIETY,
                "kind": REPORT,
                "period_end": date(2013, 12, 31),
            },
            "a.txt",
            "UA-09-civil-society-report-2013",
        ),
        (
            {"kind": REPORT, "period_end": date(2013, 6, 30)},
            "a.txt",
            "UA-09-pvu-report-2013-to-2013-06-30",
        ),
        (
            {"kind": REPORT, "report_date": date(2013, 7, 1)},
            "a.txt",
            "UA-09-pvu-report-2013-to-2013-07-01",
        ),
        ({"kind": REPORT, "report_date": date(2014, 1, 20)}, "a.txt", "UA-09-pvu-report-2013"),
    ],
)
def test_document_key(parts: dict[str, Any], name: str, key: str) -> None:
    assert document_key(make_header(**parts), name) == key


def test_the_second_document_of_a_file_says_so_in_its_key() -> None:
    keys = [document_key(make_header(), "плани.docx", part) for part in (0, 1, 2)]
    assert keys == ["UA-09-pvu-plan-2013", "UA-09-pvu-plan-2013", "UA-09-pvu-plan-2013-part-2"]


def test_parts_of_a_file_are_documents_of_their_own() -> None:
    """The same bytes are one document only as the same part; two plans of one title are two."""
    parts = [replace(make_document(), part=part) for part in (1, 2)]
    known = [
        Known(one.part, one.part, f"d{one.part}", one.name, one.sha256, one.header, one.part)
        for one in parts
    ]
    assert [find_same(one, known, lambda _: set()) for one in parts] == known
    assert find_same(parts[1], known[:1], lambda _: set()) is None
    revised = [replace(one, sha256="other") for one in parts]
    assert [find_same(one, known, lambda _: set()) for one in revised] == known


def test_a_file_that_was_one_document_goes_on_as_its_first_part() -> None:
    whole = make_document()
    known = [Known(1, 1, "d", whole.name, whole.sha256, whole.header)]
    first, second = (replace(whole, part=part) for part in (1, 2))
    assert find_same(first, known, lambda _: set()) == known[0]
    assert find_same(second, known, lambda _: set()) is None


def test_parts_that_changed_places_are_known_by_their_titles() -> None:
    titles = ("План заходів Новоайдарського району", "План заходів Марківського району")
    header = make_header(region_iso="", year_start=None, year_end=None)
    parts = [
        replace(make_document(), part=part, header=replace(header, title=title))
        for part, title in enumerate(titles, start=1)
    ]
    known = [
        Known(one.part, one.part, f"d{one.part}", one.name, one.sha256, one.header, one.part)
        for one in parts
    ]
    swapped = [replace(one, part=3 - one.part, sha256="other") for one in parts]
    assert [find_same(one, known, lambda _: set()) for one in swapped] == known


def test_a_plan_is_never_interim() -> None:
    header = Header(DocumentKind.PLAN, "", year_end=2013, period_end=date(2013, 6, 30))
    assert interim_end(header) is None


def test_free_key_counts_on() -> None:
    assert [free_key("a", taken) for taken in ([], ["a"], ["a", "a-2"])] == ["a", "a-2", "a-3"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("План заходів з реалізації Ініціативи", "ПЛАН  заходів з реалізації ініціативи", True),
        ("План заходів з реалізації", "План заходів з реалізацїї", True),
        ("План заходів облдерж-адміністрації", "План заходів облдержадміністрації", True),
        ("План заходів об’єднання", "План заходів об'єднання", True),
        ("План заходів на 2013 рік", "План заходів на 2014 рік", False),
        ("Звіт станом на 01.07.2016", "Звіт станом на 01.10.2016", False),
        ("План заходів Новоайдарського району", "План заходів Марківського району", False),
        ("План заходів", "План заходів Марківського району", False),
        ("План заходів I етапу", "План заходів II етапу", False),
        ("", "", False),
        ("…", "…", False),
    ],
)
def test_nearly_same_title(one: str, other: str, same: bool) -> None:
    assert nearly_same_title(one, other) is same
    assert nearly_same_title(other, one) is same


def test_fold_for_search() -> None:
    assert (
        fold_for_search("ОБ’ЄДНАННЯ\n громадян\N{NO-BREAK SPACE}ЇЖАК") == "об'єднання громадян їжак"
    )


def test_an_address_is_never_given_to_another_measure() -> None:
    known = [KnownMeasure("d:1", "1", "1", "Провести громадські слухання щодо бюджету області.")]
    given = [
        make_measure(1, "1", title="Купити сервер для вебсайту."),
        make_measure(2, "1", title="Оприлюднити реєстр наборів даних."),
        make_measure(3, "2", title="Провести громадські слухання щодо бюджету області."),
    ]
    assert assign_measure_ids("d", given, known) == ["d:1~2", "d:1~3", "d:1"]


def test_equal_texts_are_told_apart_by_number_then_by_direction() -> None:
    known = [
        KnownMeasure("d:1", "1", "1", "Звітувати."),
        KnownMeasure("d:1~2", "1", "2", "Звітувати."),
        KnownMeasure("d:2", "2", "2", "Звітувати."),
    ]
    given = [
        make_measure(1, "2", title="Звітувати.", direction_number="2"),
        make_measure(2, "1", title="Звітувати.", direction_number="2"),
        make_measure(3, "1", title="Звітувати.", direction_number="1"),
    ]
    assert assign_measure_ids("d", given, known) == ["d:2", "d:1~2", "d:1"]


def test_the_closest_wording_under_a_number_keeps_the_address() -> None:
    known = [
        KnownMeasure("d:1", "1", "", "Провести навчання службовців із питань відкритих даних."),
        KnownMeasure("d:1~2", "1", "", "Створити раду з питань Ініціативи."),
    ]
    given = [
        make_measure(1, "1", title="Створити координаційну раду з питань Ініціативи."),
        make_measure(2, "1", title="Провести навчання службовців щодо відкритих даних."),
    ]
    assert assign_measure_ids("d", given, known) == ["d:1~2", "d:1"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("соціально-економічних  реформ", "соціально-\nекономічних реформ", True),
        ("облдерж-\nадміністрації", "облдержадміністрації", True),
        ("Центр «Розвиток»; зв’язок.", 'центр "Розвиток" зв\'язок', True),
        ("- навчання;\n- конкурс.", "• навчання\n• конкурс", True),
        ("у 2013 – 2015 роках", "у 2013-2015 роках", True),
        ("у 2013-2015 роках", "у 2013, 2015 роках", False),
        ("2,5 млн", "25 млн", False),
        ("50 заходів", "50 % заходів", False),
        ("1.1", "1.10", False),
        ("до 25 грудня", "до 26 грудня", False),
        ("не проводилося", "проводилося", False),
    ],
)
def test_the_essence_is_what_is_said(one: str, other: str, same: bool) -> None:
    assert (essence(one) == essence(other)) is same
