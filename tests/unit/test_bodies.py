"""Cells of responsible bodies as offices write them."""

import pytest

from data.model import Role
from etl.values.bodies import is_doubtful, parse_bodies
from etl.values.registry import identify, propose_aliases, transliterate
from tests.support.tables import rows_of


def names(cell: str) -> list[str]:
    return [body.body + ("*" if body.by_consent else "") for body in parse_bodies(cell)]


@pytest.mark.parametrize(("cell", "bodies"), rows_of("bodies", "text", "bodies"))
def test_splits_a_cell_into_its_bodies(cell: str, bodies: str) -> None:
    """A star in the table marks «за згодою». What is not read as labelled is at least doubtful."""
    expected = [name.strip().lower() for name in bodies.split(";") if name.strip()]
    read = sorted(name.lower() for name in names(cell))
    assert read == sorted(expected) or any(map(is_doubtful, parse_bodies(cell)))


@pytest.mark.parametrize(
    ("cell", "roles"),
    [
        (
            "структурні підрозділи облдержадміністрації\n(координація: сектор з питань запобігання "
            "корупції апарату облдержадміністрації)",
            [Role.RESPONSIBLE, Role.COORDINATOR],
        ),
        (
            "структурні підрозділи облдержадміністрації;\nкоординація: управління комунікацій",
            [Role.RESPONSIBLE, Role.COORDINATOR],
        ),
        ("департамент економіки (координатор), РДА", [Role.COORDINATOR, Role.RESPONSIBLE]),
        ("Виконавець: відділ кадрів. Співвиконавці: РДА", [Role.RESPONSIBLE, Role.CO_EXECUTOR]),
        ("регіональний координатор «Партнерства» (за згодою)", [Role.RESPONSIBLE]),
        (
            "відділ кадрів (відповідальний), РДА – співвиконавець",
            [Role.RESPONSIBLE, Role.CO_EXECUTOR],
        ),
        ("відділ кадрів, співвиконавці – усі відділи", [Role.RESPONSIBLE, Role.CO_EXECUTOR]),
    ],
)
def test_roles(cell: str, roles: list[Role]) -> None:
    assert [body.role for body in parse_bodies(cell)] == roles


@pytest.mark.parametrize(
    "cell",
    [
        "управління освіти, яке координує РДА",
        "державні установи – центри зайнятості",
        "Управлінням освіти, культури, молоді та спорту",
        "відділ освіти: сектор",
        "відділ освіти, Ніжинщина",
        "відділ освіти, сім’ї та",
        "щось незнане",
    ],
)
def test_words_hardly_of_one_name_are_doubtful(cell: str) -> None:
    assert any(map(is_doubtful, parse_bodies(cell)))


@pytest.mark.parametrize(
    "cell",
    [
        "управління у справах сім’ї, молоді та спорту",
        "ГО «Центр «Прозора влада»",
        "Управління інфраструктури, енергетики та захисту довкілля Київської області",
        "органи, відповідальні за виконання плану",
    ],
)
def test_whole_names_are_not_doubtful(cell: str) -> None:
    assert not any(map(is_doubtful, parse_bodies(cell)))


def test_column_of_co_executors_gives_its_role() -> None:
    assert [b.role for b in parse_bodies("РДА, ОТГ", Role.CO_EXECUTOR)] == [Role.CO_EXECUTOR] * 2


@pytest.mark.parametrize("cell", ['-"-', '– "" –', "ті ж", "те саме", "«—»", "-//-"])
def test_repetition_mark(cell: str) -> None:
    assert [body.body for body in parse_bodies(cell)] == ["<ditto>"]


@pytest.mark.parametrize("cell", ["", "–", "-", " — "])
def test_a_dash_names_nobody(cell: str) -> None:
    assert parse_bodies(cell) == ()


def test_shows_what_each_body_was_read_from() -> None:
    first, second = parse_bodies("відділ освіти, сектор культури райдержадміністрації")
    assert first.body == "відділ освіти райдержадміністрації"
    assert second.used == "сектор культури райдержадміністрації"


@pytest.mark.parametrize(
    ("cell", "collective"),
    [
        ("Структурні підрозділи облдержадміністрації", True),
        ("райдержадміністрації", True),
        ("РДА", True),
        ("районні в місті Києві державні адміністрації", True),
        ("управління культури облдержадміністрації", False),
        ("Виконавчий орган Київської міської ради (Київська міська державна адміністрація)", False),
    ],
)
def test_collective_bodies(cell: str, collective: bool) -> None:
    assert [body.collective for body in parse_bodies(cell)] == [collective]


def body_id(cell: str, region: str) -> str:
    [assignment] = parse_bodies(cell)
    return identify(assignment, region).body_id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("громадська рада при облдержадміністрації", "Громадська рада при ОДА"),
        (
            "громадська рада при облдержадміністрації",
            "Громадська рада при обласній державній адміністрації",
        ),
        (
            "Структурні підрозділи, виконавчого органу Київради",
            "структурні підрозділи виконавчого органу Київради",
        ),
        ("РДА", "райдержадміністрації"),
        ("райдержадміністраціям", "районні державні адміністрації"),
        ("Луганська обласна державна адміністрація", "облдержадміністрація"),
        (
            "управління у справах сім’ї, молоді та спорту ОДА",
            "управління у справах сім'ї молоді, спорту ОДА",
        ),
        ("управління кoмунікацій", "управління комунікацій"),
    ],
)
def test_one_body_under_its_spellings(one: str, other: str) -> None:
    assert body_id(one, "UA-09") == body_id(other, "UA-09")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("структурні підрозділи облдержадміністрації", "облдержадміністрація"),
        ("управління культури ОДА", "відділ культури ОДА"),
        ("управління культури ОДА", "управління культури РДА"),
        ("виконкоми міських рад міст обласного значення", "виконкоми міських рад"),
    ],
)
def test_different_bodies_stay_apart(one: str, other: str) -> None:
    assert body_id(one, "UA-09") != body_id(other, "UA-09")


def test_bodies_of_two_regions_are_never_one() -> None:
    name = "громадська рада при облдержадміністрації"
    assert body_id(name, "UA-09") == "ua-09-hromadska-rada-pry-oblderzhadministratsii"
    assert body_id(name, "UA-74") == "ua-74-hromadska-rada-pry-oblderzhadministratsii"


def test_long_names_are_cut_and_stay_apart() -> None:
    start = "Управління з питань правоохоронної роботи, запобігання та протидії корупції апарату "
    one, other = body_id(start + "ОДА", "UA-30"), body_id(start + "РДА", "UA-30")
    assert one != other
    assert max(len(one), len(other)) < 90


def test_likeness_only_proposes() -> None:
    usual, misspelt = "відділ внутрішньої політики ОДА", "відділ внутришньої політики ОДА"
    [proposal] = propose_aliases({misspelt: 1, usual: 3, "архів": 9}, "UA-09")
    assert (proposal.alias, proposal.canonical, proposal.rule) == (misspelt, usual, "likeness")
    assert 92 <= proposal.score < 100
    assert body_id(misspelt, "UA-09") != body_id(usual, "UA-09")


def test_an_abbreviation_is_proposed_by_its_initials() -> None:
    counts = {"РЦЗ": 5, "районний центр зайнятості": 1, "РЦПК": 1}
    [proposal] = propose_aliases(counts, "UA-09")
    assert (proposal.alias, proposal.canonical) == ("РЦЗ", "районний центр зайнятості")
    assert proposal.rule == "initials"


def test_one_body_under_two_spellings_is_not_proposed() -> None:
    assert propose_aliases({"РДА": 1, "райдержадміністрації": 1}, "UA-09", 50) == []


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("Згорани", "zghorany"),
        ("Єнакієве", "yenakiieve"),
        ("Їжакевич", "yizhakevych"),
        ("Щербухи", "shcherbukhy"),
        ("Знам’янка", "znamianka"),
        ("Йосипівка", "yosypivka"),
        ("Ґалаґан", "galagan"),
        ("Юрій Розгон", "yurii rozghon"),
    ],
)
def test_transliterates_by_the_national_table(word: str, latin: str) -> None:
    assert transliterate(word) == latin
