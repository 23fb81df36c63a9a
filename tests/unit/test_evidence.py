"""Proofs named in result texts."""

import pytest

from data.model import EvidenceKind
from etl.values.evidence import parse_evidence


def found(text: str, kind: str, year: int | None = 2017) -> list[str]:
    return [e.value for e in parse_evidence(text, year) if e.kind is EvidenceKind(kind)]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("28 листопада пройшов форум", ["2017-11-28"]),
        ("17 - 19 жовтня проведено тренінг", ["2017-10-17/2017-10-19"]),
        ("29-30 березня та 19 квітня 2017 року", ["2017-03-29/2017-03-30", "2017-04-19"]),
        ("У грудні проведено конкурс", ["2017-12"]),
        ("Проведено у листопаді", ["2017-11"]),
        ("У 2016 році видано довідник", ["2016"]),
        ("програми на 2016-2020 роки", []),
        ("фінансування перенесено на 2018 рік", []),
        ("за темою «Підсумки 5 травня»", []),
        ("до Міжнародного дня боротьби з корупцією", []),
        ("надіслано лист до міністерства", []),
        ("відповідно до постанови від 03.11.2010 № 996", []),
        ("розпорядження від 03.11.2017 № 512", ["2017-11-03"]),
        ("31 листопада", []),
        ("13 та 14 березня проведено круглі столи", ["2017-03-13", "2017-03-14"]),
    ],
)
def test_dates(text: str, dates: list[str]) -> None:
    assert found(text, "date") == dates


def test_a_date_without_year_in_an_undated_report_is_none() -> None:
    assert found("28 листопада пройшов форум", "date", None) == []
    assert found("28 листопада 2016 року пройшов форум", "date", None) == ["2016-11-28"]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Проведено 38 публічних консультацій", ["38"]),
        ("визначені дві громадські організації", ["2"]),
        ("85 телепрограм", ["85"]),
        ("Вийшов 21 тематичний матеріал", ["21"]),
        ("охоплено 1 250 осіб", ["1250"]),
        ("28 листопада", []),
        ("у 2017 році", []),
        ("на 2016-2020 роки", []),
        ("на 65%", []),
        ("розпорядження № 45", []),
        ("тренінг «Сім кроків: 5 порад»", []),
        ("виділено 300 тис. грн", []),
        ("за І–ІІІ квартали", []),
    ],
)
def test_counts(text: str, counts: list[str]) -> None:
    assert found(text, "count") == counts


@pytest.mark.parametrize(
    ("text", "organisations"),
    [
        (
            "дві громадські організації Благодійна ліга «Соціум» та Благодійний фонд «Спільний ресурс»",
            ["Благодійна ліга «Соціум»", "Благодійний фонд «Спільний ресурс»"],
        ),
        (
            "спільно з громадською організацією «Громадська ініціатива Луганщини»",
            ["громадська організація «Громадська ініціатива Луганщини»"],
        ),
        ("захід «Школа молодого лідера»", []),
    ],
)
def test_organisations(text: str, organisations: list[str]) -> None:
    assert found(text, "organisation") == organisations


@pytest.mark.parametrize(
    ("text", "publications"),
    [
        (
            "Довідник створено, електрону версію розміщено у розділі сайту «Громада». Видання не здійснювалося",
            ["Довідник створено", "електрону версію розміщено у розділі сайту «Громада»"],
        ),
        ("Вийшов 21 тематичний матеріал", ["Вийшов 21 тематичний матеріал"]),
        ("Посилання: http://oda.example.ua/ogp", ["Посилання: http://oda.example.ua/ogp"]),
        ("Звіт не опубліковано", []),
        ("Проведено нараду", []),
    ],
)
def test_publications(text: str, publications: list[str]) -> None:
    assert found(text, "publication") == publications


def test_snippets_are_words_of_the_text() -> None:
    text = "29-30 березня  та 19 квітня проведено 2 тренінги, матеріали розміщено на сайті"
    assert all(e.snippet in " ".join(text.split()) for e in parse_evidence(text, 2017))
