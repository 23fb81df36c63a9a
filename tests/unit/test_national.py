"""The national page: plans by their approving order, facts with the date the page states for them."""

from datetime import date

import pytest

from data.model import Place
from etl.blocks import Paragraph
from etl.national import NationalPage, read_national, read_plan
from etl.sentences import split_sentences

PLAN = (
    "Шостий План дій із впровадження Ініціативи у 2025 – 2027 роках затверджений розпорядженням "
    "Кабінету Міністрів від 3 лютого 2025 р. № 77."
)


def page(*texts: str) -> NationalPage:
    lines = [Paragraph(text, Place(line=2 * index + 1)) for index, text in enumerate(texts)]
    read = read_national(lines)
    assert read is not None
    return read


def test_a_plan_is_read_from_its_sentence() -> None:
    plan = read_plan(PLAN + " До плану увійшло 9 завдань.")
    assert plan is not None
    assert (plan.number, plan.year_start, plan.year_end) == (6, 2025, 2027)
    assert (plan.approved_on, plan.order_number, plan.tasks) == (date(2025, 2, 3), "77", 9)
    assert plan.title == "Шостий План дій із впровадження Ініціативи у 2025 – 2027 роках"
    assert plan.snippet == PLAN


@pytest.mark.parametrize(
    ("day", "expected"),
    [("18 грудня 2018 р.", date(2018, 12, 18)), ("5 квітня 2012 року", date(2012, 4, 5))],
)
def test_a_plan_approved_in_brackets(day: str, expected: date) -> None:
    plan = read_plan(
        f"Четвертий План дій (розпорядження від {day} № 1088) був складений у 2018 році."
    )
    assert plan is not None
    assert (plan.approved_on, plan.year_start) == (expected, None)


@pytest.mark.parametrize(
    "text",
    [
        "Основними напрямами у 2012 – 2016 роках були прозорість і участь.",
        "Кабінет Міністрів утворив раду (постанова від 13 червня 2012 р. № 671).",
        "Перший План дій був обговорений у 2012 році.",
    ],
)
def test_other_sentences_approve_no_plan(text: str) -> None:
    assert read_plan(text) is None


def test_prose_without_plans_is_no_national_page() -> None:
    assert read_national([Paragraph("Станом на 1 січня 2021 р. приєдналися 78 країн.")]) is None


def test_facts_carry_the_date_of_their_sentence() -> None:
    facts = page(
        PLAN, "Станом на 1 січня 2021 р. до Ініціативи приєдналися 78 країн та 76 урядів."
    ).facts
    assert [(fact.date, fact.figure, fact.inferred) for fact in facts] == [
        ("2021-01-01", "78", False), ("2021-01-01", "76", False),
    ]  # fmt: skip
    assert facts[0].fact == "до Ініціативи приєдналися 78 країн та 76 урядів"
    assert facts[0].place == Place(line=3)


def test_a_date_taken_from_the_plan_is_a_bare_year_and_marked() -> None:
    facts = page(
        PLAN, "Проект плану пройшов обговорення, проведено 5 засідань та 23 зустрічі."
    ).facts
    assert [(fact.date, fact.figure, fact.inferred) for fact in facts] == [
        ("2025", "5", True), ("2025", "23", True),
    ]  # fmt: skip


def test_what_the_approved_plan_holds_has_the_day_of_its_approval() -> None:
    (fact,) = page(PLAN + " До плану увійшло 9 завдань, серед яких прозорість.").facts
    assert (fact.date, fact.figure, fact.inferred) == ("2025-02-03", "9", False)


def test_what_went_before_the_approval_has_only_the_year() -> None:
    text = PLAN + " Під час заходу обрано 5 цілей, за якими складались пропозиції до плану дій."
    assert [(f.date, f.inferred) for f in page(text).facts] == [("2025", True)]


def test_after_a_heading_nothing_belongs_to_the_plan_any_more() -> None:
    facts = page(
        PLAN,
        "Координаційний механізм",
        "До складу ради входять по 7 представників від влади і громадськості. Рада має двох співголів.",
    ).facts
    assert [(fact.date, fact.figure) for fact in facts] == [("", "7 + 7"), ("", "2")]


def test_orders_years_and_names_are_no_figures() -> None:
    facts = page(
        PLAN, "Цілі розвитку 2030 обговорено на форумі «Awards 2016», постанова № 671."
    ).facts
    assert facts == ()


def test_lines_of_one_sentence_are_one_fact() -> None:
    lines = [
        Paragraph(PLAN, Place(line=1)),
        Paragraph("7 грудня 2016 р. у Парижі систему", Place(line=3)),
        Paragraph("визнано переможцем премії.", Place(line=4)),
    ]
    read = read_national(lines)
    assert read is not None
    (fact,) = read.facts
    assert (fact.date, fact.fact, fact.place.code) == (
        "2016-12-07", "у Парижі систему визнано переможцем премії", "L3-4",
    )  # fmt: skip


def test_abbreviations_end_no_sentence() -> None:
    text = "Станом на 1 січня 2021 р. Україна у м. Київ приєдналася. Далі — ім. О.М.Горького (№ 3). Усе."
    assert split_sentences(text) == [
        "Станом на 1 січня 2021 р. Україна у м. Київ приєдналася.",
        "Далі — ім. О.М.Горького (№ 3).",
        "Усе.",
    ]
