"""Words as a search compares them: forms of one word share a stem, different words do not."""

import pytest

from data.search.word_forms import each_word, fold_word, root, stems_of

FORMS = """
рада ради раді раду радою рад радам радами радах
громадськість громадськості громадськістю
громадська громадської громадських громадський громадським громадську
захід заходу заходи заходів заходами
звіт звіту звіти звітів
відкриті відкритих відкритий відкритими
дані даних даними
послуга послуги послуг послузі послугами
політика політики політиці політику
сторінка сторінки сторінок сторінці
рік року роки роках років
організація організації організацій організаціям
виконавець виконавця виконавців виконавці
розвиток розвитку розвитком
засідання засідань засіданнях
рішення рішень рішенням
квітень квітня квітні
день дня дні днів
робота роботи робіт
строк строку строки
область області областю
програма програм програми програмою програмам
напрям напрями напряму напрямів напрямами
фінансові фінансових фінансова
стаття статті статей
особа осіб особи
село села сіл
голова голови голів
молодь молоді молоддю
електронний електронного електронні
оприлюднюються оприлюднюють
об'єднання обʼєднань об’єднанням Об’ЄДНАННЯ
проект проєкту ПРОЄКТИ
веб-сайт вебсайту веб-сайті
районні райoнних
IV ІV
""".strip().splitlines()


def stem_of(word: str) -> str:
    return stems_of(fold_word(word))[0]


@pytest.mark.parametrize("forms", FORMS, ids=lambda forms: forms.split()[0])
def test_forms_of_a_word_share_a_stem(forms: str) -> None:
    assert len({stem_of(word) for word in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("рада", "район"),
        ("громадський", "громада"),
        ("громадський", "громадянський"),
        ("звіт", "звітування"),
        ("районні", "район"),
        ("програма", "прогрес"),
        ("тема", "тому"),
        ("1.1", "1.10"),
    ],
)
def test_different_words_do_not(one: str, other: str) -> None:
    assert stem_of(one) != stem_of(other)


@pytest.mark.parametrize(
    ("word", "beginning"),
    [
        ("звітування", "звіт"),
        ("звітність", "звіт"),
        ("відкритість", "відкрит"),
        ("навчальний", "навч"),
        ("рада", ""),
    ],
)
def test_derived_words_begin_with_one_root(word: str, beginning: str) -> None:
    assert root(word) == beginning


def test_words_keep_their_places() -> None:
    text = "п. 1,10 «Об’єднання» 31.12.2017, ІІ кв."
    words = list(each_word(text))
    assert [word.folded for word in words] == ["п", "1.10", "обєднання", "31.12.2017", "ii", "кв"]
    assert [text[word.start : word.end] for word in words][2] == "Об’єднання"


def test_parts_of_a_compound_and_the_year_of_a_date_are_found_too() -> None:
    assert stems_of("соціально-економічного")[1:] == (stem_of("соціально"), stem_of("економічний"))
    assert stems_of("31.12.2017") == ("31.12.2017", "2017")
    assert stems_of("1.10") == ("1.10",)
