"""Texts like one another: which stems tell, what counts as like, and in which order."""

import random
from time import perf_counter

import numpy as np
import pytest

from data.likeness import LEAST, LikenessIndex, telling_stems

# wordings of the real plans of Luhansk 2013 and 2017, Kyiv 2014–2015 and Chernihiv 2012–2013, and two more
TEXTS = [
    "Сприяння проведенню громадських антикорупційних експертиз проектів актів",
    "Сприяти проведенню ІГС громадських антикорупційних експертиз проєктів правових актів",
    "Створення на офіційному сайті облдержадміністрації розділу «Партнерство «Відкритий Уряд»",
    "Забезпечення розміщення інформації на вебсайті в розділі «Громадськість Луганщини»",
    "Проведення тренінгів для представників інститутів громадянського суспільства",
    "Утворення центрів надання адміністративних послуг",
    "Створення на офіційному сайті облдержадміністрації розділу «Партнерство «Відкритий Уряд»",
]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Проведення громадських слухань", "Провести громадські слухання"),
        ("розміщення на веб-сайті", "розміщення на сайті"),
        ("розміщення на вебсайті", "розміщення на сайті"),
        ("навчання ІГС", "навчання інститутів громадянського суспільства"),
        ("консультативно-дорадчий орган", "консультативних, дорадчих"),
        ("Постанова від 03.11.2010 № 996", ""),
        ("Забезпечення реалізації Ініціативи «Партнерство «Відкритий Уряд» в області", ""),
    ],
)
def test_forms_and_usual_words_make_no_difference(text: str, same: str) -> None:
    assert telling_stems(text) == telling_stems(same)


def test_words_that_tell_stay() -> None:
    assert telling_stems("Проведення громадських слухань") == ("громадськ", "слухан")


def test_the_same_in_other_words_is_found_and_the_rest_is_not() -> None:
    positions, scores = LikenessIndex(TEXTS).like(0)
    assert positions.tolist() == [1]
    assert LEAST <= scores[0] < 1


def test_an_equal_text_comes_first() -> None:
    positions, scores = LikenessIndex(TEXTS).like(2)
    assert positions.tolist() == [6, 3]
    assert scores[0] == 1 > scores[1]


def test_a_text_like_no_other_finds_nothing() -> None:
    assert LikenessIndex(TEXTS).like(5)[0].tolist() == []


def test_one_shared_word_makes_nothing_alike() -> None:
    # rare as it is, «довідник» alone would make the first two like enough
    index = LikenessIndex(["Довідник активіста", "Довідник", *TEXTS])
    assert [index.like(place)[0].tolist() for place in range(2)] == [[], []]


@pytest.mark.parametrize("text", ["", "№ 5", "Забезпечення виконання плану"])
def test_a_text_that_tells_nothing_is_like_its_equals_only(text: str) -> None:
    index = LikenessIndex([text, "Проведення громадських слухань", text])
    assert index.like(0)[0].tolist() == [2]


def test_no_texts_make_an_index_too() -> None:
    assert len(LikenessIndex([])) == 0


def test_twenty_thousand_wordings_are_asked_fast() -> None:
    chance = random.Random(7)
    words = [
        f"{chance.choice('бвгджзклмнпрст')}{'аоуие'[n % 5]}{'бвгдк'[n // 5 % 5]}{n}"
        for n in range(9)
    ]
    roots = [
        a + b
        for a in ("гром", "обл", "слух", "рад", "сайт", "звіт", "бюдж", "прозор")
        for b in "абвгд"
    ]
    texts = [
        " ".join([*chance.choices(roots, k=8), words[n % 9], chr(1072 + n % 32) * (3 + n % 7)])
        for n in range(20_000)
    ]
    index = LikenessIndex(texts)
    assert len(np.unique(index.wording)) > 19_000
    started = perf_counter()
    for place in range(0, 20_000, 2_000):
        index.like(place)
    assert (perf_counter() - started) / 10 < 0.1
