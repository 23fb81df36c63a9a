"""Rows → records: subtasks, inherited cells, years and region, outcomes, issues with place and raw text."""

import dataclasses
from datetime import date
from pathlib import Path

import pytest

import data
from data.errors import ChecksumMismatch, MissingReader, UnknownLayout, UnreadableDocument
from data.i18n import words
from data.issues import SEVERITY
from data.model import DeadlineKind, Document, DocumentKind, Fate, Issue, Role, Status
from etl.checks import adoption_date, is_one_off
from etl.headers import Stated, years_of_deadlines
from etl.manifest import check_counts, read_bundled, read_manifest
from etl.titles import split_title
from tests.support.reading import read_document

FOLDER = Path(data.__file__).parent / "documents"
TITLE = "ПЛАН ЗАХОДІВ з реалізації Ініціативи «Партнерство «Відкритий Уряд» у Львівській області"
HEADER = ("№ з/п", "Назва заходу", "Строк виконання", "Відповідальні")


def table(*rows: tuple[str, ...]) -> str:
    first, *rest = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([first, "|" + "---|" * len(rows[0]), *rest]) + "\n"


def plan(*rows: tuple[str, ...], title: str = TITLE, header: tuple[str, ...] = HEADER) -> Document:
    return read_document("план.md", f"{title}\n\n{table(header, *rows)}".encode())


def issues(document: Document, code: str) -> list[Issue]:
    return [issue for issue in document.issues if issue.code == code]


@pytest.mark.parametrize(
    ("cell", "title", "subtasks"),
    [
        ("Створення групи із завданнями:\n- розробка Плану;\n- аналіз.",
         "Створення групи із завданнями:", ("розробка Плану", "аналіз")),
        ("Послуги, зокрема, у сферах: - реєстрації; - обліку земель",
         "Послуги, зокрема, у сферах:", ("реєстрації", "обліку земель")),
        ("Дослідження за темою: «Електронне врядування»", "Дослідження за темою: «Електронне врядування»", ()),
        ("Теле- або радіодебати; Інтернет-форум – щороку", "Теле- або радіодебати; Інтернет-форум – щороку", ()),
    ],
)  # fmt: skip
def test_a_title_is_the_lead_sentence_and_hyphens_make_subtasks(
    cell: str, title: str, subtasks: tuple[str, ...]
) -> None:
    text = split_title(cell)
    assert (text.title, text.subtasks) == (title, subtasks)
    assert text.full_text == " ".join(cell.split())


def test_years_come_from_the_deadlines_where_the_title_names_none() -> None:
    document = plan(("1.", "Створити сайт", "IV квартал 2015 року", "відділ преси"),
                    ("2.", "Провести навчання", "щороку", "відділ преси"),
                    ("3.", "Надати звіт", "до 1 березня 2016 року", "відділ преси"))  # fmt: skip
    assert (document.header.year_start, document.header.year_end) == (2015, 2016)
    (issue,) = issues(document, "years_from_deadlines")
    assert (issue.place.code, issue.hint) == ("L1", "2015–2016")
    recurring = document.measures[1].deadline
    assert recurring.due_dates == (date(2015, 12, 31), date(2016, 12, 31))


def test_a_cell_without_a_year_takes_the_plan_s() -> None:
    document = plan(("1.", "Навчання", "ІІ квартал", "відділ"), title=TITLE + " на 2016 рік")
    assert document.measures[0].deadline.due_dates == (date(2016, 6, 30),)


def test_no_year_anywhere_is_said() -> None:
    document = plan(("1.", "Провести навчання", "ІІ квартал", "відділ преси"))
    assert [issue.code for issue in document.issues if "year" in issue.code] == [
        "years_unknown",
        "deadline_no_year",
    ]
    assert years_of_deadlines(["ІІ квартал", "постійно"]) is None


def test_what_a_user_states_outweighs_the_document() -> None:
    content = (
        f"{TITLE} на 2016 рік\n\n{table(HEADER, ('1.', 'а', 'ІІ квартал', 'відділ'))}".encode()
    )
    stated = Stated("UA-26", (2020, 2021), date(2022, 1, 10), DocumentKind.REPORT)
    header = read_document("план.md", content, stated).header
    assert (header.region_iso, header.year_start, header.year_end) == ("UA-26", 2020, 2021)
    assert (header.report_date, header.kind) == (date(2022, 1, 10), DocumentKind.REPORT)
    assert read_document("план.md", content).header.region_iso == "UA-46"


def test_a_repetition_mark_takes_the_cell_above() -> None:
    document = plan(
        ("1.", "Навчання", "до 1 березня 2016 року", "відділ преси, управління освіти"),
        ("2.", "Посібник", "те саме", "те саме"),
        ("3.", "Сайт", "-\"-", "-\"-"),
    )  # fmt: skip
    first, second, third = document.measures
    assert first.deadline.due_dates == second.deadline.due_dates == third.deadline.due_dates
    assert [a.body for a in first.assignments] == [a.body for a in third.assignments]
    assert len(second.assignments) == 2


def test_a_torn_row_is_joined_cell_by_cell_and_said() -> None:
    document = plan(
        ("1.", "Проведення семінарів", "Протягом", "Департамент комунікацій міської"),
        ("", "за участю громад", "2016 року", "ради (за згодою)"),
    )
    (measure,) = document.measures
    assert measure.title == "Проведення семінарів за участю громад"
    assert measure.deadline.due_dates == (date(2016, 12, 31),)
    assert [(a.body, a.by_consent) for a in measure.assignments] == [
        ("Департамент комунікацій міської ради", True)
    ]
    assert measure.place.code == "L5-6"
    assert [issue.place.code for issue in issues(document, "row_joined")] == ["L6"]
    assert [row.position for row in document.rows if row.fate is Fate.CONTINUATION] == [1]


def test_co_executors_and_expected_results_have_their_columns() -> None:
    header = (*HEADER, "Співвиконавці", "Очікуваний результат")
    row = ("1.", "Навчання", "постійно", "управління освіти", "відділ преси", "навчено всіх")
    (measure,) = plan(row, header=header).measures
    assert [a.role for a in measure.assignments] == [Role.RESPONSIBLE, Role.CO_EXECUTOR]
    assert measure.expected_result == "навчено всіх"


def test_directions_and_tasks_are_inherited() -> None:
    document = plan(
        ("Напрям 1: Участь", "", "", ""), ("Завдання 1. Навчання", "", "", ""),
        ("1.1.", "а", "постійно", "відділ преси"), ("Напрям 2: Послуги:", "", "", ""),
        ("2.1.", "б", "постійно", "відділ преси"),
    )  # fmt: skip
    assert [(d.number, d.title) for d in document.directions] == [("1", "Участь"), ("2", "Послуги")]
    assert [(m.direction_number, m.task) for m in document.measures] == [
        ("1", "Завдання 1. Навчання"),
        ("2", ""),
    ]


def test_a_column_of_directions_gives_each_once() -> None:
    header = ("Напрям", *HEADER)
    rows = [
        ("Напрям 1: Участь", "1.1.", "а", "постійно", "відділ"),
        ("Напрям 1: Участь", "1.2.", "б", "постійно", "відділ"),
        ("Напрям 2: Послуги", "2.1.", "в", "постійно", "відділ"),
    ]
    document = plan(*rows, header=header)
    assert [direction.number for direction in document.directions] == ["1", "2"]
    assert [measure.direction_number for measure in document.measures] == ["1", "1", "2"]


REPORT = "ЗВІТ про виконання плану заходів у Львівській області у 2017 році"
RESULTS = ("№ з/п", "Назва заходу", "Строк виконання", "Результат виконання")


def test_results_become_outcomes_and_silence_none() -> None:
    document = plan(
        ("1.", "Навчання", "II квартал", "Проведено 3 семінари 17 травня"),
        ("2.", "Сайт", "IV квартал", "–"),
        ("3.", "Посібник", "IV квартал", "Не видавався через брак коштів"),
        ("4.", "Консультації", "протягом року", "Проводиться щомісяця"),
        title=REPORT, header=RESULTS,
    )  # fmt: skip
    assert document.header.kind is DocumentKind.REPORT
    statuses = [m.outcome.status if m.outcome else None for m in document.measures]
    assert statuses == [Status.COMPLETED, None, Status.NOT_DONE, Status.COMPLETED]
    assert document.measures[0].outcome is not None
    values = {(e.kind.value, e.value) for e in document.measures[0].outcome.evidence}
    assert {("date", "2017-05-17"), ("count", "3")} <= values
    assert issues(document, "report_undated")[0].hint == "31.12.2017"


def test_a_status_word_in_its_own_column_outweighs_the_prose() -> None:
    header = (*RESULTS, "Стан виконання")
    document = plan(("1.", "Навчання", "II квартал", "Проведено семінар", "Не виконано"),
                    title=REPORT, header=header)  # fmt: skip
    outcome = document.measures[0].outcome
    assert outcome is not None
    assert outcome.status is Status.NOT_DONE
    assert outcome.quotation in outcome.result_text == "Не виконано Проведено семінар"


@pytest.mark.parametrize(
    ("word", "prose", "contradicts"),
    [
        ("Виконано", "Конкурс не проводився", True),
        ("Не виконано", "Проведено семінар", True),
        ("Виконано", "Проведено семінар", False),
        ("Виконується", "Проведено семінар", False),
        ("Частково", "Проведено семінар", False),
        ("Виконано", "Взято до відома", False),
    ],
)
def test_a_status_word_that_its_prose_contradicts_is_an_issue(
    word: str, prose: str, contradicts: bool
) -> None:
    header = (*RESULTS, "Стан виконання")
    document = plan(("1.", "Навчання", "II квартал", prose, word), title=REPORT, header=header)
    found = [(issue.raw, issue.hint) for issue in issues(document, "status_contradicted")]
    assert found == ([(prose, word)] if contradicts else [])


def test_a_doubtful_name_of_a_body_is_an_issue() -> None:
    document = plan(("1.", "Навчання", "2016 рік", "РДА, яка відповідає за напрям"))
    (issue,) = issues(document, "body_doubtful")
    assert (issue.raw, issue.hint) == ("РДА, яка відповідає за напрям", "1")
    clear = plan(("1.", "Навчання", "2016 рік", "відділ освіти РДА, ГО «Разом» (за згодою)"))
    assert issues(clear, "body_doubtful") == []


def test_an_unclear_result_is_an_issue_with_its_words() -> None:
    document = plan(
        ("1.", "Навчання", "II квартал", "Взято до відома"), title=REPORT, header=RESULTS
    )
    (issue,) = issues(document, "status_unclear")
    assert (issue.place.code, issue.raw, issue.hint) == ("L5", "Взято до відома", "1")


def test_the_result_of_a_plan_is_what_it_hopes_for() -> None:
    header = (*HEADER, "Результат")
    document = plan(("1.", "Навчання", "постійно", "відділ", "навчено"), header=header)
    assert document.header.kind is DocumentKind.PLAN
    assert (document.measures[0].outcome, document.measures[0].expected_result) == (None, "навчено")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("З метою покращення доступу створити на сайті рубрику", True),
        ("Ввести голів комітетів до складу колегій", True),
        ("Розроблення та впровадження порядку", True),
        ("Рекомендувати громадським радам створити комісію", False),
        ("Забезпечити створення сторінки", False),
        ("Проведення консультацій", False),
    ],
)
def test_a_one_off_measure_is_known_by_its_verb(title: str, expected: bool) -> None:
    assert is_one_off(title) is expected


def test_what_a_person_should_look_at_is_an_issue() -> None:
    document = plan(
        ("1.", "Створити рубрику", "Постійно", "відділ преси"),
        ("2.", "Навчання", "потягом 2016 року", "відділ преси"),
        ("2.", "Посібник", "ІV квартал 2016 року", "відділ преси"),
        ("5.", "Сайт", "", "відділ преси"),
        title=f"«___» _____ 2016 р.\n{TITLE} на 2016 рік",
    )
    found = [
        (i.code, i.place.code, i.raw, i.hint) for i in document.issues if i.code != "theme_close"
    ]
    assert found == [
        ("approval_blank", "L1", "«___» _____ 2016 р.", ""),
        ("one_off_continuous", "L6", "Постійно", "1"),
        ("misspelt_word", "L7", "потягом", "протягом"),
        ("mixed_alphabets", "L8", "ІV", "IV"),
        ("deadline_missing", "L9", "", "5"),
        ("number_repeated", "L8", "2", "2"),
        ("number_gap", "L9", "5", "2"),
    ]
    assert document.measures[3].deadline.kind is DeadlineKind.NONE


def test_a_deadline_before_the_programme_was_adopted_is_said() -> None:
    prose = "На виконання ухваленої програми: прийняття 28 лютого 2013 року обласної Програми.\n\n"
    assert adoption_date(prose) == date(2013, 2, 28)
    assert adoption_date("прийняття 28 лютого 2013 року рішення") is None
    document = plan(("1.", "Навчання", "січень, травень 2013 року", "відділ"), title=prose + TITLE)
    (issue,) = issues(document, "deadline_before_approval")
    assert (issue.raw, issue.hint) == ("січень, травень 2013 року", "28.02.2013")
    later = plan(("1.", "Навчання", "травень 2013 року", "відділ"), title=prose + TITLE)
    assert issues(later, "deadline_before_approval") == []


@pytest.mark.parametrize(
    ("content", "error", "values"),
    [
        (b"", UnreadableDocument, {"file"}),
        (b"\x89PNG\r\n", MissingReader, {"file", "format"}),
        ("Шановні колеги!\nЗапрошуємо на захід.\n".encode(), UnknownLayout, {"file"}),
        (table(("1.", "Навчання", "постійно", "відділ")).encode(), UnknownLayout, {"file", "place", "words"}),
        (TITLE.replace("«", "").replace("»", "").encode("koi8-u"), UnreadableDocument, {"file", "place"}),
    ],
    ids=["empty", "picture", "prose", "no header", "encoding"],
)  # fmt: skip
def test_bad_input_is_refused_with_file_and_place(
    content: bytes, error: type[Exception], values: set[str]
) -> None:
    with pytest.raises(error) as refused:
        read_document("план.txt", content)
    told = refused.value.values  # type: ignore[attr-defined]
    assert values <= set(told)
    assert told["file"] == "план.txt"
    for language in ("uk", "en"):
        code = f"error.{refused.value.code}"  # type: ignore[attr-defined]
        assert "план.txt" in words(language)(code, **told)


@pytest.mark.parametrize("language", ["uk", "en"])
def test_every_issue_has_words_that_can_be_filled(language: str) -> None:
    for code in SEVERITY:
        for key in (f"issue.{code}", f"issue.{code}.meaning"):
            assert words(language).has(key)
            assert "{" not in words(language)(key, raw="слова", hint="підказка")


def test_the_manifest_names_what_stands_beside_it() -> None:
    assert {entry.file for entry in read_manifest()} == {
        file.name for file in FOLDER.iterdir() if file.suffix in {".txt", ".md"}
    }
    assert [name for name, _ in read_bundled()] == [entry.file for entry in read_manifest()]


def test_a_changed_document_is_refused(tmp_path: Path) -> None:
    for file in FOLDER.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    changed = tmp_path / "luhansk-2013.txt"
    changed.write_bytes(changed.read_bytes().replace(b"2013", b"2014", 1))
    with pytest.raises(ChecksumMismatch) as refused:
        list(read_bundled(tmp_path))
    assert refused.value.values["file"] == "luhansk-2013.txt"


def test_other_counts_than_the_manifest_s_are_an_issue() -> None:
    name = "luhansk-2013.txt"
    document = read_document(name, (FOLDER / name).read_bytes())
    short = dataclasses.replace(document, measures=document.measures[:-1])
    found = [(issue.code, issue.raw, issue.hint) for issue in check_counts(short)]
    assert ("count_differs", "measures", "35 ≠ 34") in found
