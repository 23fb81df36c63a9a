"""Rows of reports find their measures by number and wording together; what is doubtful is only proposed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data.links import Decisions, Line, LinkDecision, Paper
from etl.match import link_report, match_rows, stays_with

TEXTS = (
    "Проведення консультацій з громадськістю з питань формування бюджету області",
    "Оприлюднення наборів даних у формі відкритих даних на веб-сайті облдержадміністрації",
    "Забезпечення діяльності центрів надання адміністративних послуг у районах",
    "Навчання державних службовців з питань запобігання корупції",
    "Публікація звіту про виконання плану заходів на офіційному веб-сайті",
)


def line(key: str, text: str, number: str = "", direction: str = "") -> Line:
    return Line(f"{key}:{number or text[:12]}", number, direction, text, text)


def paper(key: str, *lines: Line, **parts: object) -> Paper:
    given = {
        "title": "План заходів з реалізації Ініціативи «Партнерство «Відкритий Уряд»",
        "programme": "pvu",
        "region_iso": "UA-09",
        "year_start": 2013,
        "year_end": 2013,
        "told_on": None,
        **parts,
    }
    return Paper(key=key, lines=lines, **given)  # type: ignore[arg-type]


def plan(key: str = "plan", **parts: object) -> Paper:
    lines = (line(key, text, f"1.{place}", "1") for place, text in enumerate(TEXTS, start=1))
    return paper(key, *lines, **parts)


def report(*lines: Line, **parts: object) -> Paper:
    rows = lines or tuple(
        line("report", text, f"1.{place}", "1") for place, text in enumerate(TEXTS, start=1)
    )
    return paper("report", *rows, **parts)


def judged(rows: Paper, decisions: Decisions | None = None) -> dict[str, tuple[str, str, str]]:
    return {
        link.row_id: (link.measure_id, link.rule, link.decision.value)
        for link in match_rows(rows.lines, plan(), decisions)
    }


def test_equal_rows_are_joined() -> None:
    assert judged(report()) == {
        f"report:1.{n}": (f"plan:1.{n}", "number_and_words", "automatic") for n in range(1, 6)
    }


@pytest.mark.parametrize(
    ("text", "number", "found"),
    [
        # renumbered, word for word
        (TEXTS[3], "7", ("plan:1.4", "words", "automatic")),
        # under its number, reworded a little, and cut down to its beginning
        (
            "Проведено консультації з громадськістю з питань формування бюджету області",
            "1.1",
            ("plan:1.1", "number_and_words", "automatic"),
        ),
        (
            "Оприлюднення наборів даних у формі відкритих даних",
            "1.2.",
            ("plan:1.2", "number_and_words", "automatic"),
        ),
        # under its number, half of the words are others
        (
            "Забезпечення роботи мобільних центрів надання послуг у громадах",
            "1.3",
            ("plan:1.3", "number_and_like", "proposed"),
        ),
        # under another number, only alike
        (
            "Щорічне навчання державних службовців з питань протидії корупції",
            "9",
            ("plan:1.4", "like", "proposed"),
        ),
        # the number alone proves nothing
        ("Видання довідника громадського активіста Луганщини", "1.1", ("", "none", "outside")),
        ("", "1.1", ("", "none", "outside")),
    ],
)
def test_a_row_is_judged_by_number_and_words(
    text: str, number: str, found: tuple[str, str, str]
) -> None:
    assert list(judged(report(line("report", text, number))).values()) == [found]


def test_a_measure_takes_one_row_of_a_report() -> None:
    rows = report(line("report", TEXTS[0], "1.1"), line("report", f"{TEXTS[0]}.", "2"))
    assert judged(rows) == {
        "report:1.1": ("plan:1.1", "number_and_words", "automatic"),
        "report:2": ("", "none", "outside"),
    }


def test_rows_that_could_change_places_are_proposed() -> None:
    twins = replace(plan(), lines=(line("plan", TEXTS[0], "1.1"), line("plan", TEXTS[0], "2.1")))
    found = match_rows(report(line("report", TEXTS[0], "5")).lines, twins)
    assert [(link.rule, link.decision) for link in found] == [
        ("several_measures", LinkDecision.PROPOSED)
    ]
    numbered = report(line("report", TEXTS[0], "2.1"), line("report", TEXTS[0], "1.1"))
    joined = {link.row_id: link.measure_id for link in match_rows(numbered.lines, twins)}
    assert joined == {"report:1.1": "plan:1.1", "report:2.1": "plan:2.1"}


def test_what_people_decided_stands() -> None:
    accepted = Decisions(accepted={"report:1.1": "plan:1.2"})
    found = judged(report(), accepted)
    assert "report:1.1" not in found
    assert "plan:1.2" not in {measure for measure, _, _ in found.values()}
    assert found["report:1.3"] == ("plan:1.3", "number_and_words", "automatic")
    rejected = Decisions(rejected=frozenset({("report:1.1", "plan:1.1")}))
    assert judged(report(), rejected)["report:1.1"] == ("", "none", "outside")


def test_an_acceptance_of_a_dropped_measure_waits() -> None:
    accepted = Decisions(accepted={"report:1.1": "plan:9.9"})
    assert judged(report(), accepted)["report:1.1"][0] == "plan:1.1"


@pytest.mark.parametrize(
    "parts",
    [
        {"region_iso": "UA-14"},
        {"region_iso": ""},
        {"programme": "civil-society"},
        {"year_start": 2015, "year_end": 2016},
        {"year_start": None, "year_end": None},
    ],
)
def test_a_plan_of_another_region_programme_or_year_is_no_plan_of_the_report(
    parts: dict[str, object],
) -> None:
    assert link_report(report(), [plan(**parts)]) == ()


def test_a_report_without_years_tells_by_its_date() -> None:
    undated = report(year_start=None, year_end=None, told_on=date(2013, 6, 30))
    assert {link.plan_key for link in link_report(undated, [plan()])} == {"plan"}


def test_a_report_on_other_measures_has_no_plan() -> None:
    strange = report(
        line("report", "Видання довідника громадського активіста Луганщини", "1.1"),
        line("report", "Проведення щорічного обласного конкурсу проєктів", "1.2"),
    )
    assert link_report(strange, [plan()]) == ()


def test_of_two_plans_the_one_whose_measures_and_title_fit() -> None:
    district = plan("district", title="План заходів Новоайдарського району")
    told = report(title="Звіт про виконання Плану заходів Новоайдарського району за 2013 рік")
    assert {link.plan_key for link in link_report(told, [plan(), district])} == {"district"}
    other = replace(
        plan("other"), lines=(line("other", TEXTS[0], "1.1"), line("other", "Інше", "1.2"))
    )
    four = replace(report(), lines=report().lines[1:])
    assert {link.plan_key for link in link_report(four, [other, plan()])} == {"plan"}


def test_two_plans_that_fit_alike_are_a_doubt() -> None:
    found = link_report(report(), [plan(), plan("twin")])
    assert {(link.rule, link.decision) for link in found} == {
        ("several_plans", LinkDecision.PROPOSED)
    }
    accepted = Decisions(accepted={"report:1.1": "twin:1.1"})
    settled = link_report(report(), [plan(), plan("twin")], accepted)
    assert {(link.plan_key, link.decision) for link in settled} == {
        ("twin", LinkDecision.AUTOMATIC)
    }


COMMUNITIES = ("Калинова Балка", "Вербова Балка", "Дубова Левада")


def of_community(name: str) -> tuple[Paper, Paper]:
    """A plan and the report on it, whose long titles differ from those of others by a name alone."""
    of = f"з реалізації Ініціативи «Партнерство «Відкритий Уряд», громада «{name}»"
    told = report(title=f"Звіт про виконання Плану заходів {of} за 2013 рік")
    return plan(name, title=f"План заходів {of} на 2013 рік"), told


def test_of_plans_that_fit_alike_the_one_that_names_the_place_of_the_report() -> None:
    plans = [of_community(name)[0] for name in COMMUNITIES]
    for own, told in map(of_community, COMMUNITIES):
        for order in (plans, plans[::-1]):
            found = link_report(told, order)
            assert {link.plan_key for link in found} == {own.key}
            assert found == link_report(told, [own])


def test_a_report_stays_with_its_plan_whatever_plan_of_another_place_comes() -> None:
    own, told = of_community(COMMUNITIES[0])
    other, _ = of_community(COMMUNITIES[1])
    assert stays_with(told, own, 0.95, other)
    assert not stays_with(told, own, 0.85, other)  # another could fit better
    assert not stays_with(told, other, 0.95, own)  # its own plan comes late
    assert not stays_with(told, own, 0.95, replace(own, key="twin"))
    assert stays_with(told, other, 0.5, replace(own, region_iso="UA-12"))  # no plan of this report
