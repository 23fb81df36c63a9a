"""Heads of documents: what each says of itself."""

from datetime import date

import pytest

from data.model import DocumentKind, Programme
from etl.values.header import parse_header
from etl.values.region import find_region, regions
from tests.support.tables import rows_of


@pytest.mark.parametrize(
    ("lines", "region", "first", "last", "kind", "approved"),
    rows_of("headers", "text", "region_iso", "year_start", "year_end", "doc_kind", "approved_on"),
)
def test_reads_a_head(
    lines: str, region: str, first: str, last: str, kind: str, approved: str
) -> None:
    header = parse_header(lines)
    found = header.approved_on.isoformat() if header.approved_on else ""
    years = (str(header.year_start or ""), str(header.year_end or ""))
    assert (header.region_iso, *years) == (region, first, last)
    assert (header.kind.value, found) == (kind, approved)


def test_joins_the_lines_of_a_title() -> None:
    header = parse_header(
        "ПЛАН \n\nзаходів з підвищення рівня відкритості\n\n1. З метою налагодження"
    )
    assert header.title == "ПЛАН заходів з підвищення рівня відкритості"


def test_region_from_the_whole_text_when_the_head_names_none() -> None:
    head, body = "ПЛАН заходів", "рубрики «Виконання місцевих бюджетів Чернігівської області»"
    assert parse_header(head).region_iso == ""
    assert parse_header(head, body).region_iso == "UA-74"


def test_approval_block_gives_office_and_name_in_one_string() -> None:
    header = parse_header(
        "ЗАТВЕРДЖЕНО\n\nЗаступник голови облдержадміністрації\n В.М.Тканко\n10 вересня 2012 року\nПЛАН\nзаходів"
    )
    assert header.approved_on == date(2012, 9, 10)
    assert header.approved_by == "Заступник голови облдержадміністрації В.М.Тканко"


def test_blank_form_date_is_no_approval() -> None:
    header = parse_header(
        "ЗАТВЕРДЖУЮ\nПерший заступник голови\nКиївської міської державної\nадміністрації\n\n\nІ.Ніконов\n"
        "«___» _____ 2015 р.\n\nПлан\nдій у 2014 – 2015 роках в місті Києві"
    )
    assert header.approved_on is None
    assert header.approved_by == (
        "Перший заступник голови Київської міської державної адміністрації І.Ніконов"
    )


@pytest.mark.parametrize(
    ("block", "office"),
    [
        # a PDF sets the name and the empty date on one line
        (
            "ЗАТВЕРДЖУЮ\nПерший заступник голови Київської міської державної адміністрації\n"
            "____________ І.Ніконов «___» _____ 2015 р.",
            "Перший заступник голови Київської міської державної адміністрації І.Ніконов",
        ),
        (
            "ЗАТВЕРДЖЕНО\nРозпорядження голови\nоблдержадміністрації\n____________ 2013 р. № ______",
            "Розпорядження голови облдержадміністрації",
        ),
    ],
)
def test_a_form_that_nobody_filled_in_is_no_office(block: str, office: str) -> None:
    header = parse_header(f"{block}\nПлан заходів на 2013 рік")
    assert (header.approved_on, header.approved_by) == (None, office)


def test_a_date_without_year_is_no_approval() -> None:
    assert parse_header("ЗАТВЕРДЖЕНО\n10 вересня\nПлан заходів на 2012 рік").approved_on is None


@pytest.mark.parametrize(
    ("title", "start", "end"),
    [
        ("Звіт за 2017 рік", date(2017, 1, 1), date(2017, 12, 31)),
        ("Звіт за І півріччя 2015 року", date(2015, 1, 1), date(2015, 6, 30)),
        ("Звіт за ІІ квартал 2016 року", date(2016, 4, 1), date(2016, 6, 30)),
        ("Звіт про виконання у січні-березні 2020 року", date(2020, 1, 1), date(2020, 3, 31)),
        ("Звіт за 9 місяців 2016 року", date(2016, 1, 1), date(2016, 9, 30)),
        (
            "Звіт про виконання Плану на 2018-2020 роки за 2019 рік",
            date(2019, 1, 1),
            date(2019, 12, 31),
        ),
    ],
)
def test_period_of_a_report(title: str, start: date, end: date) -> None:
    header = parse_header(title)
    assert header.kind is DocumentKind.REPORT
    assert (header.period_start, header.period_end) == (start, end)


def test_report_date_is_the_stated_one() -> None:
    assert parse_header("Звіт про виконання\nстаном на 01.07.2016").report_date == date(2016, 7, 1)
    assert parse_header("Звіт за 2017 рік\n09.02.18").report_date == date(2018, 2, 9)
    assert parse_header("Звіт за 2017 рік").report_date is None


@pytest.mark.parametrize(
    ("title", "programme"),
    [
        ("План дій «Партнерство «Відкритий Уряд»", Programme.OGP),
        ("План ПВУ", Programme.OGP),
        ("План сприяння розвитку громадянського суспільства", Programme.CIVIL_SOCIETY),
        ("План розвитку дорожнього господарства", Programme.OTHER),
    ],
)
def test_programme(title: str, programme: Programme) -> None:
    assert parse_header(title).programme is programme


def test_every_region_is_found_by_its_own_name() -> None:
    assert len(regions()) == 27
    for region in regions():
        assert find_region(f"План заходів, {region.name}") == region.iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Київська обласна державна адміністрація", "UA-32"),
        ("Київської міської державної адміністрації", "UA-30"),
        ("м. Львів", "UA-46"),
        ("Одеська міська рада", "UA-51"),
        ("у Миронівському районі", ""),
        ("Чернiгiвської облaсті", "UA-74"),
        ("Кабінет Міністрів України, м. Київ", "UA"),
    ],
)
def test_region_words(text: str, iso: str) -> None:
    assert find_region(text) == iso


def test_empty_text_is_no_plan() -> None:
    assert parse_header("").kind is DocumentKind.OTHER
