"""Deadlines as offices write them: words, years of the plan, what they mean."""

from datetime import date

import pytest

from data.model import DeadlineKind
from etl.values.deadline import parse_deadline, parse_due_dates_text

Years = tuple[int, int] | None

# (words, years of the plan, kind, due dates)
WORDINGS: list[tuple[str, Years, str, str]] = [
    ("протягом 2016 року", None, "period", "2016-12-31"),
    ("упродовж року", (2018, 2018), "period", "2018-12-31"),
    ("впродовж 2018-2020 років", None, "period", "2020-12-31"),
    ("до кінця 2016 року", None, "fixed", "2016-12-31"),
    ("до кінця року", (2017, 2017), "fixed", "2017-12-31"),
    ("кінець року", (2017, 2017), "fixed", "2017-12-31"),
    ("до кінця червня 2015 року", None, "fixed", "2015-06-30"),
    ("до кінця І кварталу 2015 року", None, "fixed", "2015-03-31"),
    ("до 2024 року", None, "fixed", "2024-12-31"),
    ("щороку, грудень", (2016, 2018), "recurring", "2016-12-31;2017-12-31;2018-12-31"),
    ("щороку у IV кварталі", (2016, 2017), "recurring", "2016-12-31;2017-12-31"),
    ("Щороку, до 1 лютого", (2016, 2017), "recurring", "2016-02-01;2017-02-01"),
    ("щороку до 1 лютого наступного року", (2016, 2017), "recurring", "2017-02-01;2018-02-01"),
    (
        "щокварталу до 10 числа місяця, наступного за звітним",
        (2016, 2016),
        "recurring",
        "2016-04-10;2016-07-10;2016-10-10;2017-01-10",
    ),
    (
        "щоквартально, до 5 числа місяця, що настає за звітним періодом",
        (2016, 2016),
        "recurring",
        "2016-04-05;2016-07-05;2016-10-05;2017-01-05",
    ),
    ("протягом 2015 року, постійно", None, "continuous", ""),
    (
        "постійно, звіт – щокварталу",
        (2015, 2015),
        "recurring",
        "2015-03-31;2015-06-30;2015-09-30;2015-12-31",
    ),
    ("за потреби", None, "none", ""),
    ("у разі надходження звернень", None, "none", ""),
    ("після скасування воєнного стану", None, "none", ""),
    ("у 10-денний строк", None, "none", ""),
    ("протягом місяця після прийняття рішення", None, "none", ""),
    ("через 30 днів", None, "none", ""),
    ("грудень 2015 - січень 2016", None, "period", "2016-01-31"),
    ("листопад-грудень 2015 року", None, "period", "2015-12-31"),
    ("І, ІІІ квартали 2015 року", None, "multiple", "2015-03-31;2015-09-30"),
    ("І та ІІІ квартал", (2015, 2015), "multiple", "2015-03-31;2015-09-30"),
    ("I - IV квартали 2015", None, "period", "2015-12-31"),
    ("ІІ, ІІІ, IV квартали 2018 року", None, "multiple", "2018-06-30;2018-09-30;2018-12-31"),
    ("2 квартал 2018 р.", None, "period", "2018-06-30"),
    ("третій квартал 2018 року", None, "period", "2018-09-30"),
    ("ІІІ квартал", (2014, 2015), "period", "2015-09-30"),
    ("2015 рік", None, "period", "2015-12-31"),
    ("15.03.2016", None, "fixed", "2016-03-15"),
    ("15 березня", (2016, 2016), "fixed", "2016-03-15"),
    ("до 15.03", (2016, 2016), "fixed", "2016-03-15"),
    ("не пізніше 1 грудня 2016 р.", None, "fixed", "2016-12-01"),
    ("червень, вересень, грудень", (2017, 2017), "multiple", "2017-06-30;2017-09-30;2017-12-31"),
    ("в термін до 20 грудня 2017 року", None, "fixed", "2017-12-20"),
    (
        "до 1 квітня, 1 липня, 1 жовтня 2015 року",
        None,
        "multiple",
        "2015-04-01;2015-07-01;2015-10-01",
    ),
    ("щорічно до 1 квітня", (2018, 2019), "recurring", "2018-04-01;2019-04-01"),
    ("раз на півріччя", (2018, 2018), "recurring", "2018-06-30;2018-12-31"),
    (
        "не рідше одного разу на квартал",
        (2018, 2018),
        "recurring",
        "2018-03-31;2018-06-30;2018-09-30;2018-12-31",
    ),
    (
        "чотири рази на рік",
        (2018, 2018),
        "recurring",
        "2018-03-31;2018-06-30;2018-09-30;2018-12-31",
    ),
    ("І декада грудня 2015 року", None, "period", "2015-12-10"),
    ("друга половина травня 2015 р.", None, "period", "2015-05-31"),
    ("вересень – жовтень", (2015, 2015), "period", "2015-10-31"),
    ("протягом ІІ півріччя 2015 року", None, "period", "2015-12-31"),
    ("II півріччя", (2015, 2015), "period", "2015-12-31"),
    ("осінь 2015 року", None, "period", "2015-11-30"),
    ("починаючи з 1 січня 2016 року", None, "continuous", ""),
    ("з 01.01.2016 по 31.12.2016", None, "period", "2016-12-31"),
    ("січень 2014 року – грудень 2015 року", None, "period", "2015-12-31"),
    ("протягом дії Програми", (2015, 2016), "period", "2016-12-31"),
    ("строк реалізації – 2016 рік", None, "period", "2016-12-31"),
    ("у місячний строк з дня затвердження плану", None, "none", ""),
    ("термін не визначено", None, "none", ""),
    ("щотижня", (2015, 2015), "recurring", ""),
    ("щопонеділка", (2015, 2015), "recurring", ""),
    ("систематично", None, "continuous", ""),
    ("на постійній основі", None, "continuous", ""),
    ("раз на два роки", (2015, 2018), "recurring", ""),
    ("IV квартал 2014 року, І квартал 2015 року", None, "multiple", "2014-12-31;2015-03-31"),
    ("травень 2014 року, травень 2015 року", None, "multiple", "2014-05-31;2015-05-31"),
    (
        "щоквартально протягом 2015 року",
        (2014, 2016),
        "recurring",
        "2015-03-31;2015-06-30;2015-09-30;2015-12-31",
    ),
    ("лютий–березень", (2016, 2016), "period", "2016-03-31"),
    ("До 31 грудня 2015 року включно", None, "fixed", "2015-12-31"),
    ("ІІ-ІІІ кв. 2017", None, "period", "2017-09-30"),
    ("протягом березня 2017 року", None, "period", "2017-03-31"),
    ("у березні", (2017, 2017), "period", "2017-03-31"),
    ("перший квартал 2017", None, "period", "2017-03-31"),
    ("1-2 квартали 2017 року", None, "period", "2017-06-30"),
    ("щодня", (2017, 2017), "recurring", ""),
    ("–", None, "none", ""),
    ("", None, "none", ""),
    ("те саме", None, "none", ""),
    ('-"-', None, "none", ""),
    ("31 червня 2015", None, "none", ""),
    ("За окремим графіком", None, "none", ""),
    ("відповідно до плану роботи на 2015 рік", None, "none", ""),
    ("2015-2016\nроки", None, "period", "2016-12-31"),
    ("01 - 10 грудня 2015 року", None, "period", "2015-12-10"),
    ("протягом\n2015 р.", None, "period", "2015-12-31"),
    ("до 1 березня щорічно", (2015, 2016), "recurring", "2015-03-01;2016-03-01"),
    ("двічі на рік: до 1 липня та 31 грудня", (2015, 2015), "recurring", "2015-07-01;2015-12-31"),
    ("щопівроку до 15 липня та 15 січня", (2015, 2015), "recurring", "2015-07-15;2016-01-15"),
    ("III кв.\n2013 р.", None, "period", "2013-09-30"),
    ("з 1 по 10 березня 2016", None, "period", "2016-03-10"),
    (
        "щоквартально (до 15 числа місяця наступного за кварталом)",
        (2016, 2016),
        "recurring",
        "2016-04-15;2016-07-15;2016-10-15;2017-01-15",
    ),
    ("до затвердження обласного бюджету на 2016 рік", None, "none", ""),
    ("на наступний день після реєстрації", None, "none", ""),
    ("до Дня Конституції України 2016 року", None, "fixed", "2016-06-28"),
    ("протягом 3 місяців", None, "none", ""),
    ("у період з 1 квітня по 1 червня 2016 року", None, "period", "2016-06-01"),
    ("до середини травня 2015", None, "fixed", "2015-05-15"),
    ("січень-\nберезень 2016", None, "period", "2016-03-31"),
    ("серп-\nень 2016", None, "period", "2016-08-31"),
    ("IІ кв 2016", None, "period", "2016-06-30"),
    ("II\xa0квартал\xa02016\xa0р.", None, "period", "2016-06-30"),
    ("2016р.", None, "period", "2016-12-31"),
    (
        "в кінці кожного кварталу",
        (2016, 2016),
        "recurring",
        "2016-03-31;2016-06-30;2016-09-30;2016-12-31",
    ),
    ("наприкінці 2016 року", None, "fixed", "2016-12-31"),
    ("І кв. – ІV кв. 2016 р.", None, "period", "2016-12-31"),
    ("І квартал 2016 – ІІ квартал 2017 року", None, "period", "2017-06-30"),
]


@pytest.mark.parametrize(("words", "years", "kind", "due"), WORDINGS)
def test_reads_kind_and_due_dates(words: str, years: Years, kind: str, due: str) -> None:
    deadline, shown = parse_due_dates_text(words, years)
    assert (deadline.kind.value, ";".join(shown)) == (kind, due)


@pytest.mark.parametrize(
    ("words", "kind", "due"),
    [
        ("ІV квартал", "period", "YYYY-12-31"),
        ("до 15 лютого", "fixed", "YYYY-02-15"),
        ("щокварталу", "recurring", "YYYY-03-31;YYYY-06-30;YYYY-09-30;YYYY-12-31"),
        ("лютий", "period", "YYYY-02-28"),
    ],
)
def test_without_any_year_shows_yyyy_and_keeps_no_date(words: str, kind: str, due: str) -> None:
    deadline, shown = parse_due_dates_text(words)
    assert (deadline.kind.value, ";".join(shown)) == (kind, due)
    assert deadline.due_dates == ()
    assert deadline.start is None
    assert deadline.issues == ("deadline_no_year",)


def test_cell_without_year_takes_the_year_of_its_plan() -> None:
    deadline = parse_deadline("ІV квартал", (2017, 2017))
    assert deadline.due_dates == (date(2017, 12, 31),)
    assert deadline.issues == ()


def test_cell_without_year_in_a_plan_of_two_years_reads_the_last_and_says_so() -> None:
    deadline = parse_deadline("IV квартал", (2014, 2015))
    assert deadline.due_dates == (date(2015, 12, 31),)
    assert deadline.issues == ("deadline_year_ambiguous",)
    assert parse_deadline("IV квартал 2014 року", (2014, 2015)).issues == ()


def test_start_of_a_period() -> None:
    assert parse_deadline("червень-листопад 2013 року").start == date(2013, 6, 1)
    assert parse_deadline("До 1 березня 2013 року").start is None


@pytest.mark.parametrize(
    ("words", "used"),
    [
        ("II квартал\n2013 року", "II квартал 2013 року"),
        ("До 1 березня 2013 року", "До 1 березня 2013 року"),
        ("Постійно", "Постійно"),
        ("постійно, звіт – щокварталу", "щокварталу"),
        ("січень,\nберезень 2013 року.", "січень, березень 2013 року"),
    ],
)
def test_shows_the_words_that_decided(words: str, used: str) -> None:
    assert parse_deadline(words, (2013, 2013)).used == used


@pytest.mark.parametrize(
    ("words", "issue"),
    [
        ("", "deadline_missing"),
        ("–", "deadline_missing"),
        ("якнайкраще", "deadline_unread"),
        ("31 червня 2015 року", "deadline_unread"),
    ],
)
def test_what_cannot_be_read_is_none_with_an_issue(words: str, issue: str) -> None:
    deadline = parse_deadline(words, (2015, 2015))
    assert deadline.kind is DeadlineKind.NONE
    assert deadline.issues == (issue,)


def test_text_is_kept_as_printed() -> None:
    assert parse_deadline("потягом 2013 року").text == "потягом 2013 року"


def test_leap_year() -> None:
    assert parse_deadline("лютий 2016 року").due_dates == (date(2016, 2, 29),)
