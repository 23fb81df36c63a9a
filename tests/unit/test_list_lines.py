"""Lines of lists: numbers, labels, the bodies and deadline that share a line, what a report tells."""

from __future__ import annotations

import pytest

from data.model import Document
from etl.layouts.lines import (
    is_deadline,
    read_mark,
    split_closing,
    split_labels,
    split_tail,
    split_told,
)
from tests.support.reading import read_document

TITLE = "План заходів з реалізації Ініціативи «Партнерство «Відкритий Уряд» у Полтавській області на 2016 рік"
REPORT = "Звіт про виконання Плану заходів «Партнерство «Відкритий Уряд» у Полтавській області за 2016 рік"


def read(*lines: str, title: str = TITLE) -> Document:
    return read_document("план.txt", "\n".join((title, "", *lines)).encode())


def told(document: Document) -> list[tuple[str, str, str, list[str]]]:
    return [
        (m.number, m.full_text, m.deadline.text, [body.body for body in m.assignments])
        for m in document.measures
    ]


@pytest.mark.parametrize(
    ("line", "number", "words"),
    [
        ("1.2. Провести слухання", "1.2", "Провести слухання"),
        ("3) Створити сайт", "3", "Створити сайт"),
        ("а) поновити стенди", "а", "поновити стенди"),
        ("ІV. Доступ до інформації", "ІV", "Доступ до інформації"),
        ("1.1 Провести слухання", "1.1", "Провести слухання"),
        ("Захід № 5: Провести слухання", "5", "Провести слухання"),
    ],
)
def test_a_number_opens_an_item(line: str, number: str, words: str) -> None:
    mark = read_mark(line)
    assert mark is not None
    assert (mark.number, line[mark.end :]) == (number, words)


@pytest.mark.parametrize(
    "line",
    ["І.Ніконов", "І. Ніконов", "12 заходів проведено", "15.03.2016 провести", "2016 рік", "а також", "у 2016"],
)  # fmt: skip
def test_other_lines_open_none(line: str) -> None:
    assert read_mark(line) is None


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("Термін: до 1 травня", [("deadline", "до 1 травня")]),
        ("Строк виконання – постійно", [("deadline", "постійно")]),
        ("Створити сайт. Термін: травень; виконавець: відділ преси",
         [(None, "Створити сайт."), ("deadline", "травень"), ("bodies", "відділ преси")]),
        ("Видати буклет (Термін - червень, відповідальні - відділ преси)",
         [(None, "Видати буклет"), ("deadline", "червень"), ("bodies", "відділ преси")]),
        ("Дослідження за темою: «Термін: поняття»", [(None, "Дослідження за темою: «Термін: поняття»")]),
        ("Провести опитування, результат: оприлюднити",
         [(None, "Провести опитування, результат: оприлюднити")]),
    ],
)  # fmt: skip
def test_labels_cut_a_line(line: str, pieces: list[tuple[str | None, str]]) -> None:
    assert [(piece.name, piece.text) for piece in split_labels(line)] == pieces


@pytest.mark.parametrize(
    ("line", "bodies", "deadline"),
    [
        ("Департамент фінансів облдержадміністрації, протягом 2016 року",
         "Департамент фінансів облдержадміністрації", "протягом 2016 року"),
        ("Департамент економіки, відділ освіти, червень, грудень 2016 року",
         "Департамент економіки, відділ освіти", "червень, грудень 2016 року"),
        ("червень, грудень 2016 року, відділ освіти", "відділ освіти", "червень, грудень 2016 року"),
        ("Управління, відділи райдержадміністрації протягом 2016 року",
         "Управління, відділи райдержадміністрації", "протягом 2016 року"),
        ("Відділ освіти (до 1 травня 2016 року)", "Відділ освіти", "до 1 травня 2016 року"),
        ("Громадська рада (за згодою), ІІ-ІІІ квартали", "Громадська рада (за згодою)", "ІІ-ІІІ квартали"),
        ("До 1 липня – відділ освіти", "відділ освіти", "До 1 липня"),
    ],
)  # fmt: skip
def test_bodies_and_deadline_share_a_line(line: str, bodies: str, deadline: str) -> None:
    assert {piece.name: piece.text for piece in split_tail(line)} == {
        "bodies": bodies,
        "deadline": deadline,
    }


@pytest.mark.parametrize(
    "line",
    ["Постійно", "Управління у справах сім’ї, молоді та спорту", "Провести 15 червня 2016 року засідання"],
)  # fmt: skip
def test_a_line_of_one_thing_stays_whole(line: str) -> None:
    assert [(piece.name, piece.text) for piece in split_tail(line)] == [(None, line)]


def test_a_date_inside_a_title_closes_nothing() -> None:
    """Reading rule 15: «…у Полтавській міській раді до 1 травня» without a body is title text."""
    line = "Провести 15 червня 2016 року засідання. Оприлюднити звіт до 1 липня 2016 року."
    assert [piece.text for piece in split_closing(line)] == [line]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Проведення слухань. Виконано. 12 червня проведено.", "Проведення слухань."),
        ("Утворення центрів – не виконано. Кошти не виділено.", "Утворення центрів"),
        ("Щомісячно інформувати мешканців.", "Щомісячно інформувати мешканців."),
    ],
)
def test_a_report_tells_after_the_title(line: str, title: str) -> None:
    assert split_told(line)[0].text == title


@pytest.mark.parametrize(
    "text", ["За потреби", "у місячний строк після затвердження", "II квартал"]
)
def test_a_deadline_needs_no_date(text: str) -> None:
    assert is_deadline(text)


@pytest.mark.parametrize(
    "text", ["відділ освіти", "Проведено 12 слухань у червні 2016 року", "Лісова", ""]
)
def test_other_words_are_no_deadline(text: str) -> None:
    assert not is_deadline(text)


def test_letters_of_a_title_are_no_measures() -> None:
    document = read(
        "1) Утворити групу у складі:", "а) депутатів;", "б) громадськості.", "Відділ преси", "травень",
        "2) Провести засідання", "Відділ преси", "щокварталу",
    )  # fmt: skip
    assert told(document) == [
        ("1", "Утворити групу у складі: а) депутатів; б) громадськості.", "травень", ["Відділ преси"]),
        ("2", "Провести засідання", "щокварталу", ["Відділ преси"]),
    ]  # fmt: skip


def test_what_was_done_may_be_a_list() -> None:
    document = read(
        "1. Провести консультації.", "Протягом року проведено 2 консультації:", "1) щодо бюджету;",
        "2) щодо тарифів.", "2. Створити сайт.", "Сайт не створено.",
        title=REPORT,
    )  # fmt: skip
    results = [m.outcome.result_text if m.outcome else "" for m in document.measures]
    assert results == [
        "Протягом року проведено 2 консультації: 1) щодо бюджету; 2) щодо тарифів.",
        "Сайт не створено.",
    ]


@pytest.mark.parametrize(
    "headings",
    [("Розділ І", "Доступ", "Розділ ІІ", "Участь"), ("ДОСТУП ДО ІНФОРМАЦІЇ", "", "УЧАСТЬ ГРОМАДСЬКОСТІ", "")],
)  # fmt: skip
def test_headings_without_words_of_their_own(headings: tuple[str, str, str, str]) -> None:
    """«Розділ І» with its title on the next line; lines in capitals between the items."""
    document = read(
        *headings[:2], "1. Створити сайт", "Відділ преси, травень",
        *headings[2:], "2. Видати буклет", "Відділ преси, червень",
    )  # fmt: skip
    wanted = [headings[1] or headings[0], headings[3] or headings[2]]
    assert [direction.title for direction in document.directions] == wanted
    assert [m.direction_number for m in document.measures] == [
        direction.number for direction in document.directions
    ]


def test_bullets_open_measures_where_nothing_is_numbered() -> None:
    document = read("- Створити сайт", "Термін: травень", "Виконавець: відділ преси",
                    "- Видати буклет", "Термін: червень", "Виконавець: відділ преси")  # fmt: skip
    assert [m.full_text for m in document.measures] == ["Створити сайт", "Видати буклет"]


def test_labels_may_be_numbered_and_numbers_stand_alone() -> None:
    document = read("1.", "Створити сайт", "1.1 Термін: травень", "1.2 Виконавець: відділ преси",
                    "2.", "Видати буклет", "2.1 Термін: червень", "2.2 Виконавець: відділ преси")  # fmt: skip
    assert told(document) == [
        ("1", "Створити сайт", "травень", ["відділ преси"]),
        ("2", "Видати буклет", "червень", ["відділ преси"]),
    ]


def test_a_measure_that_says_no_deadline_is_kept_and_named() -> None:
    document = read("1. Створити сайт", "Відділ преси", "2. Видати буклет", "Відділ преси", "травень",
                    "3. Видати книгу", "Відділ преси", "червень")  # fmt: skip
    assert [m.number for m in document.measures] == ["1", "2", "3"]
    assert [i.place.code for i in document.issues if i.code == "deadline_missing"] == ["L3-4"]


def test_a_line_that_fits_nowhere_is_named() -> None:
    document = read("1. Створити сайт", "Відділ преси", "травень", "Кабінет 12, перший поверх",
                    "2. Видати буклет", "Відділ преси", "червень")  # fmt: skip
    assert len(document.measures) == 2
    found = [(i.place.code, i.raw) for i in document.issues if i.code == "row_not_understood"]
    assert found == [("L6", "Кабінет 12, перший поверх")]


def test_numbered_prose_above_the_list_is_none_of_it() -> None:
    document = read("1. Загальні положення", "План розроблено для району.", "2. Заходи",
                    "1. Створити сайт. Строк – травень. Виконавець – відділ преси",
                    "2. Видати буклет. Строк – червень. Виконавець – відділ преси")  # fmt: skip
    assert [m.full_text for m in document.measures] == ["Створити сайт.", "Видати буклет."]
