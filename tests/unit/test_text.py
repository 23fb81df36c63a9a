"""Text as printed and its form for matching."""

import pytest

from etl.values.text import (
    clean,
    dehyphenate,
    fold,
    mixed_alphabets,
    skeleton,
    strip_final_stop,
)


@pytest.mark.parametrize(
    ("raw", "printed"),
    [
        ("  II квартал\n\n2013\u00a0року\t", "II квартал 2013 року"),
        ("[bookmark: _GoBack]16 листопада форум", "16 листопада форум"),
        ("<p>Уряд» за участю</p>", "Уряд» за участю"),
        ('сферах:</p> <ul style="list-style-type: none"> - реєстрації', "сферах: - реєстрації"),
        ("текст\n___________________\n", "текст"),
        ("| --- |---|", ""),
        ("потягом", "потягом"),
        ("електрону версію", "електрону версію"),
        ("«___» _____ 2015 р.", "«___» _____ 2015 р."),
        ("a &lt; b&nbsp;c", "a < b c"),
        ("Ткач & Син", "Ткач & Син"),
        ("5 < 7", "5 < 7"),
    ],
)
def test_clean_keeps_what_is_printed_and_drops_debris(raw: str, printed: str) -> None:
    assert clean(raw) == printed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("райoнні", "районні"),
        ("Iніціативи", "ініціативи"),
        ("ІV квартал", "IV квартал"),
        ("IY квартал", "IV квартал"),
        ("1У квартал", "IV квартал"),
        ("ІІІ", "III"),
        ("2014–2015", "2014-2015"),
        ("сім’ї", "сім'ї"),
        ("облдерж-адміністрації", "облдержадміністрації"),
        ("райдерж-\nадміністрації", "райдержадміністрації"),
        ("адміністра\u00adції", "адміністрації"),
        ("адміністра\u00ad\nції", "адміністрації"),
        ("обласно-\nму", "обласному"),
        ("вико-\nнавчого", "виконавчого"),
        ("«Уряд»", '"уряд"'),
        ("по\u0438\u0306ом", "пойом"),
    ],
)
def test_fold_makes_spellings_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("І квартал", "ІІ квартал"), ("відділ", "відділи"), ("їх", "їм"), ("11", "ІІ")],
)
def test_fold_keeps_words_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize("text", ["ІV  Кварталу", "İстанбул", "a\u00adб", "«Уряд»\n", "1У–VI"])
def test_skeleton_keeps_places(text: str) -> None:
    assert len(skeleton(text)) == len(text)


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("житлово-\nкомунального", "житлово-комунального"),
        ("техногенно-екологічної", "техногенно-екологічної"),
        ("райдерж- адміністраціям", "райдержадміністраціям"),
        ("адміністр-\nація", "адміністрація"),
        ("адміністрація", "адміністрація"),
        ("обговорен-\nня", "обговорення"),
        ("науково- та проєктно-технічний", "науково- та проєктно-технічний"),
        ("2014- 2015", "2014- 2015"),
    ],
)
def test_joins_words_broken_at_a_line_end(broken: str, whole: str) -> None:
    assert dehyphenate(broken) == whole


@pytest.mark.parametrize(
    ("text", "mixed"),
    [
        ("райoнні", True),
        ("ІV квартал", True),
        ("IV квартал", False),
        ("веб-сайт OGP", False),
        ("Київ", False),
        ("", False),
    ],
)
def test_sees_mixed_alphabets(text: str, mixed: bool) -> None:
    assert mixed_alphabets(text) is mixed


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("Харківська обласна рада.", "Харківська обласна рада"),
        ("протягом року;", "протягом року"),
        ("2015 р.", "2015 р."),
        ("тощо...", "тощо..."),
        ("", ""),
    ],
)
def test_strips_the_stop_that_closes_a_line(text: str, without: str) -> None:
    assert strip_final_stop(text) == without
