"""Themes of measures from their own words."""

import pytest

from data.model import Theme
from etl.values.lexicon import read_toml
from etl.values.theme import parse_theme


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Проведення публічних консультацій з громадськістю", "participation"),
        ("Забезпечення функціонування системи обліку публічної інформації", "open-data"),
        ("Сприяння проведенню антикорупційних експертиз проектів актів", "anti-corruption"),
        ("Створення центру надання адміністративних послуг", "services"),
        ("Впровадження технологій електронного урядування", "e-government"),
        ("Проведення конкурсу проєктів інститутів громадянського суспільства", "civil-society"),
        ("Проведення семінарів для державних службовців", "training"),
        ("Оприлюднення звіту про виконання плану", "publicity"),
        ("Звітування розпорядників бюджетних коштів", "budget"),
        ("Ремонт дорожнього покриття", "other"),
        ("", "other"),
    ],
)
def test_theme_of_a_measure(text: str, theme: str) -> None:
    assert parse_theme(text)[0] is Theme(theme)


def test_names_the_stems_that_decided() -> None:
    assert parse_theme("Запобігання корупції")[1] == "stems: корупц"


def test_direction_only_breaks_ties() -> None:
    text = "Проведення тренінгу. Проведення консультацій з громадськістю"
    own = parse_theme(text)[0]
    assert parse_theme(text, "Запобігання корупції")[0] is own
    tied = "тренінгу щодо громадських слухань"
    assert parse_theme(tied, "Навчання службовців")[0] is Theme.TRAINING
    assert parse_theme(tied, "Участь громадськості")[0] is Theme.PARTICIPATION


def test_close_scores_are_said() -> None:
    assert parse_theme("тренінгу щодо громадських слухань")[2] is True
    assert parse_theme("Запобігання корупції")[2] is False


def test_name_of_the_programme_tells_nothing() -> None:
    assert parse_theme("Ініціатива «Партнерство «Відкритий Уряд»")[0] is Theme.OTHER


def test_purpose_weighs_less_than_the_deed() -> None:
    text = "З метою налагодження діалогу забезпечити створення веб-ресурсу громади"
    assert parse_theme(text)[0] is Theme.E_GOVERNMENT


def test_every_listed_theme_is_a_theme() -> None:
    assert {Theme(name) for name in read_toml("themes.toml")} == set(Theme) - {Theme.OTHER}
