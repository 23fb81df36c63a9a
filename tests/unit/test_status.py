"""Result texts of reports: one passage, one status."""

import pytest

from data.model import Status
from etl.values.status import CONFIDENT, parse_status, settle_status
from tests.support.tables import rows_of


@pytest.mark.parametrize(("passage", "status"), rows_of("results", "text", "status"))
def test_reads_the_sense_of_a_passage(passage: str, status: str) -> None:
    """What is not read as labelled is at least doubtful."""
    outcome = parse_status(passage)
    assert outcome.status.value == status or outcome.confidence < CONFIDENT
    assert outcome.quotation in passage


def test_quotation_and_denied_stretches_are_words_of_the_text() -> None:
    text = (
        "Довідник створено, електрону версію розміщено на сайті. Видання не здійснювалося у зв’язку з "
        "відсутністю фінансування."
    )
    outcome = parse_status(text)
    assert outcome.status is Status.PARTIAL
    assert outcome.quotation == text
    assert outcome.denied == ("Видання не здійснювалося у зв’язку з відсутністю фінансування.",)


def test_a_quotation_leaves_out_what_stands_around_the_deciding_sentences() -> None:
    outcome = parse_status(
        "Вступ до теми. Довідник створено. Видання не здійснювалося. Далі буде опис."
    )
    assert outcome.quotation == "Довідник створено. Видання не здійснювалося."


def test_what_was_moved_stands_among_the_denied() -> None:
    outcome = parse_status("У грудні проведено конкурс. Фінансування було перенесено на 2018 рік")
    assert outcome.status is Status.PARTIAL
    assert outcome.denied == ("Фінансування було перенесено на 2018 рік",)


@pytest.mark.parametrize(
    "passage",
    [
        "Створено 12 центрів, ще у двох районах роботи тривають",
        "Довідник створено, хоча з великою затримкою",
        "Проведено переважно у містах",
        "Виконано. Кошти не використано",
        "Не підписано, кошти повернуто",
        "Оголошено тендер",
        "Прийоми проводяться, за півріччя прийнято 240 осіб",
    ],
)
def test_a_shaded_passage_is_not_read_with_confidence(passage: str) -> None:
    assert parse_status(passage).confidence < CONFIDENT


@pytest.mark.parametrize(
    ("passage", "status", "rule"),
    [
        ("Тендер оголошувався двічі, але не відбувся", Status.NOT_DONE, "tried and denied"),
        ("План заходів виконано, крім пункту 5", Status.PARTIAL, "done but for"),
        ("Портал не запущено, ведуться переговори", Status.NOT_DONE, "denied and begun"),
    ],
)
def test_rules_that_a_person_should_look_at(passage: str, status: Status, rule: str) -> None:
    outcome = parse_status(passage)
    assert (outcome.status, outcome.rule) == (status, rule)
    assert outcome.confidence < CONFIDENT


def test_quoted_titles_decide_nothing() -> None:
    assert parse_status("«Не бійся бути рівним»").status is Status.UNCLEAR
    assert parse_status("Проведено захід «Не створено, а зроблено»").status is Status.COMPLETED


def test_status_survives_latin_letters() -> None:
    assert parse_status("Прoвeденo 38 кoнсультацій").status is Status.COMPLETED


def settled(text: str, *, finished: bool, before_deadline: bool) -> Status | None:
    outcome = settle_status(parse_status(text), finished=finished, before_deadline=before_deadline)
    return outcome.status if outcome else None


def test_continuing_work_in_a_finished_year_is_completed() -> None:
    text = "Розміщення соціальної реклами відбувається на постійній основі"
    assert settled(text, finished=True, before_deadline=False) is Status.COMPLETED
    assert settled(text, finished=False, before_deadline=False) is Status.IN_PROGRESS


def test_work_said_to_be_unfinished_stays_so_in_a_finished_year() -> None:
    text = "Проєкт програми перебуває на стадії погодження"
    assert settled(text, finished=True, before_deadline=False) is Status.IN_PROGRESS


def test_a_percentage_depends_on_the_deadline() -> None:
    assert settled("65 %", finished=False, before_deadline=True) is Status.IN_PROGRESS
    assert settled("65 %", finished=False, before_deadline=False) is Status.PARTIAL
    for past in (True, False):
        assert settled("100 %", finished=past, before_deadline=not past) is Status.COMPLETED
        assert settled("0%", finished=past, before_deadline=not past) is Status.NOT_DONE


@pytest.mark.parametrize("text", ["–", "", "Строк виконання не настав", "Термін не настав"])
def test_no_outcome(text: str) -> None:
    assert settled(text, finished=False, before_deadline=True) is None


def test_a_plan_for_later_is_no_outcome_before_the_deadline() -> None:
    text = "Заплановано на IV квартал"
    assert settled(text, finished=False, before_deadline=True) is None
    assert settled(text, finished=False, before_deadline=False) is Status.POSTPONED


def test_not_begun_is_an_outcome_before_the_deadline() -> None:
    assert settled("Не розпочато", finished=False, before_deadline=True) is Status.NOT_DONE
