"""Blocks → rows with fates: columns by words, directions, continuations, torn dumps, flat lists, junk."""

from collections import Counter

import pytest

from data.errors import UnknownLayout
from data.model import Fate
from etl.layouts import arrange, unfold
from etl.layouts.dump import follows
from etl.layouts.rows import Arrangement, Field, Row
from etl.layouts.words import is_closing, match_column, match_columns, parse_heading
from etl.readers import read_blocks
from tests.support.reading import read_document


def arranged(text: str, name: str = "план.txt") -> Arrangement:
    _, blocks = read_blocks(text.encode(), name)
    arrangement = arrange(unfold(blocks))
    assert arrangement is not None
    return arrangement


def fates(arrangement: Arrangement) -> list[str]:
    return [row.fate.value for row in arrangement.rows]


def measures(arrangement: Arrangement) -> list[Row]:
    return [row for row in arrangement.rows if row.fate is Fate.MEASURE]


def dump(*rows: tuple[str, ...]) -> str:
    """Rows as Word's copy gives them: every cell on a line of its own, led by a tab."""
    return "\n\n".join("\n".join("\t" + cell for cell in row) for row in rows) + "\n"


HEADER = ("№ з/п", "Назва заходу", "Строк виконання", "Відповідальні")
FIRST = ("1.1.", "Створення робочої групи", "II квартал 2013 року", "управління комунікацій")
SECOND = ("1.2.", "Проведення консультацій", "постійно", "відділ преси")


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("№ з/п", Field.NUMBER),
        ("№\nз/п", Field.NUMBER),
        ("Зміст заходу", Field.TITLE),
        ("НАЙМЕНУВАННЯ ЗАХОДУ", Field.TITLE),
        ("Терміни реалізації", Field.DEADLINE),
        ("Cтрок виконання", Field.DEADLINE),  # Latin C
        ("Відповідальний за виконання", Field.BODIES),
        ("Виконавці:", Field.BODIES),
        ("Співвиконавці", Field.CO_EXECUTORS),
        ("Очікувані результати", Field.EXPECTED),
        ("Результат виконання", Field.RESULT),
        ("Інформація про виконання за I півріччя", Field.RESULT),
        ("Кольори веселки", None),
        (
            "Заходи щодо забезпечення участі громадськості у формуванні та реалізації державної політики, "
            "зокрема проведення консультацій",
            None,
        ),
        ("", None),
    ],
)
def test_a_column_is_known_by_its_words(heading: str, field: Field | None) -> None:
    assert match_column(heading) is field


def test_a_column_of_tasks_holds_the_measures_where_there_is_no_other() -> None:
    assert match_columns(["№", "Завдання", "Термін"])[Field.TITLE] == 1
    both = match_columns(["№", "Завдання", "Захід", "Термін"])
    assert (both[Field.TASK], both[Field.TITLE]) == (1, 2)


@pytest.mark.parametrize(
    ("text", "number", "title", "fate"),
    [
        (
            "Напрям діяльності 1: Залучення громадськості",
            "1",
            "Залучення громадськості",
            Fate.DIRECTION,
        ),
        ("Напрям 2. Доступ до інформації:", "2", "Доступ до інформації", Fate.DIRECTION),
        ("Розділ ІV. Послуги", "ІV", "Послуги", Fate.DIRECTION),
        ("2.Забезпечення процедур", "2", "Забезпечення процедур", Fate.DIRECTION),
        ("IІ. Бюджет участі", "IІ", "Бюджет участі", Fate.DIRECTION),
        ("Напрям діяльності 3: Освіта\nЗміст діяльності:\nа) уроки", "3", "Освіта", Fate.DIRECTION),
        ("Завдання 1. Навчання службовців", "1", "Завдання 1. Навчання службовців", Fate.TASK),
    ],
)
def test_a_direction_is_read(text: str, number: str, title: str, fate: Fate) -> None:
    heading = parse_heading(text)
    assert heading is not None
    assert (heading.number, heading.title, heading.fate) == (number, title, fate)


@pytest.mark.parametrize(
    "text", ["1.1.", "12", "Напрями співпраці з громадами", "15 червня 2013 року", "", "10.12.2013"]
)
def test_other_text_is_no_direction(text: str) -> None:
    assert parse_heading(text) is None


@pytest.mark.parametrize("line", ["____________", "І.Ніконов", "Лісова", "Начальник управління"])
def test_a_signature_closes(line: str) -> None:
    assert is_closing(line)


@pytest.mark.parametrize("line", ["управління комунікацій з громадськістю", "Постійно діє рада"])
def test_other_lines_do_not_close(line: str) -> None:
    assert not is_closing(line)


@pytest.mark.parametrize(
    ("before", "number", "expected"),
    [("1.2", "1.3", True), ("1.2", "2.1", True), ("1.9", "1.10", True), ("1.2", "1.2.1", True),
     ("3", "4", True), ("1.2", "1.4", False), ("1.2", "38", False), ("1.2", "2.2", False),
     (None, "1", False)],
)  # fmt: skip
def test_the_next_number(before: str | None, number: str, expected: bool) -> None:
    assert follows(before, number) is expected


def test_a_dump_has_rows_without_blank_lines_and_in_spite_of_them() -> None:
    text = dump(HEADER, ("1", "2", "3", "4"), ("Напрям 1: Участь",), FIRST, SECOND)
    tight = arranged(text.replace("\n\n", "\n"))
    loose = arranged(text.replace("\n", "\n\n"))
    assert fates(tight) == fates(loose) == [
        "furniture", "furniture", "direction", "measure", "measure",
    ]  # fmt: skip
    assert [row.cells for row in measures(tight)] == [FIRST, SECOND]


def test_a_number_among_the_values_begins_no_row() -> None:
    header = (*HEADER[:2], "Строк виконання", "Результат виконання")
    row = ("1.1.", "Проведення консультацій", "протягом року", "38")
    assert [r.cells for r in measures(arranged(dump(header, row, ("1.2.", "Друк", "травень", "7"))))] == [
        row, ("1.2.", "Друк", "травень", "7"),
    ]  # fmt: skip


def test_a_dump_row_with_a_missing_cell_is_an_issue_and_spoils_no_other() -> None:
    short = ("1.2.", "Проведення консультацій", "відділ преси")
    last = ("1.3.", "Друк посібника", "травень 2013", "управління освіти")
    arrangement = arranged(dump(HEADER, FIRST, short, last))
    assert fates(arrangement) == ["furniture", "measure", "issue", "measure"]
    (issue,) = arrangement.issues
    assert (issue.code, issue.place.code) == ("table_broken", "L11-13")
    assert issue.raw == "1.2. | Проведення консультацій | відділ преси"
    assert [row.cells for row in measures(arrangement)] == [FIRST, last]


def test_a_dump_row_with_a_surplus_cell_is_an_issue() -> None:
    arrangement = arranged(
        dump(HEADER, FIRST, (*SECOND, "зайва клітинка"), ("1.3.", "Друк", "травень", "відділ"))
    )
    assert fates(arrangement) == ["furniture", "measure", "issue", "measure"]
    assert arrangement.issues[0].code == "table_broken"


@pytest.mark.parametrize("lost", [0, 1, 2, 3])
def test_a_header_that_lost_a_cell_reads_no_row_wrong(lost: int) -> None:
    text = dump(tuple(cell for at, cell in enumerate(HEADER) if at != lost), FIRST, SECOND)
    with pytest.raises(UnknownLayout) as refused:
        read_document("план.txt", text.encode())
    assert refused.value.values["file"] == "план.txt"


@pytest.mark.parametrize("lost", range(4))
def test_a_repeated_header_that_lost_a_cell_shifts_no_row(lost: int) -> None:
    torn = tuple(cell for index, cell in enumerate(HEADER) if index != lost)
    arrangement = arranged(dump(HEADER, FIRST, torn, SECOND))
    assert [row.cells for row in measures(arrangement)] == [FIRST, SECOND]
    assert [row.values[Field.BODIES].text for row in measures(arrangement)] == [FIRST[3], SECOND[3]]
    assert [(issue.code, issue.place.code) for issue in arrangement.issues] == [
        ("table_broken", "L11-13")
    ]


def test_a_first_header_that_lost_a_cell_is_mended_by_its_repetition() -> None:
    arrangement = arranged(dump(HEADER[1:], FIRST, HEADER, SECOND))
    assert [row.cells for row in measures(arrangement)] == [FIRST, SECOND]


def test_an_empty_number_cell_continues_the_row_above() -> None:
    rest = ("", "та її секретаріату", "", "")
    arrangement = arranged(dump(HEADER, FIRST, rest, SECOND))
    assert fates(arrangement) == ["furniture", "measure", "continuation", "measure"]


def test_a_signature_below_the_table_is_no_part_of_the_last_cell() -> None:
    arrangement = arranged(
        dump(HEADER, FIRST, SECOND) + "\n\nНачальник управління        І.Ніконов\n"
    )
    assert fates(arrangement)[-2:] == ["measure", "furniture"]
    assert measures(arrangement)[-1].cells == SECOND


def test_tab_indented_prose_stays_prose() -> None:
    _, blocks = read_blocks("\tВступ до плану.\nДалі текст.\n\tНовий абзац.\n".encode(), "п.txt")
    assert [block.place.code for block in unfold(blocks)] == ["L1", "L2", "L3"]


def table(*rows: tuple[str, ...]) -> str:
    first, *rest = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([first, "|" + "---|" * len(rows[0]), *rest]) + "\n"


def test_columns_are_found_in_any_order() -> None:
    arrangement = arranged(table(HEADER[::-1], FIRST[::-1]))
    values = measures(arrangement)[0].values
    assert (values[Field.TITLE].text, values[Field.DEADLINE].text) == (FIRST[1], FIRST[2])


def test_a_table_goes_on_over_pages_with_and_without_its_header() -> None:
    empty = ("", "", "", "")
    text = (
        table(HEADER, FIRST)
        + "\n"
        + table(empty, SECOND)
        + "\n"
        + table(HEADER, ("1.3.", "в", "г", "ґ"))
    )
    assert Counter(fates(arranged(text))) == {"measure": 3, "furniture": 3}


def test_a_table_without_a_number_column_has_a_measure_a_row() -> None:
    arrangement = arranged(table(HEADER[1:], FIRST[1:], SECOND[1:]))
    assert [row.cells for row in measures(arrangement)] == [FIRST[1:], SECOND[1:]]


def test_a_task_between_direction_and_measure_is_neither() -> None:
    merged = (
        "Завдання 1. Навчання",
        "Завдання 1. Навчання",
        "Завдання 1. Навчання",
        "Завдання 1. Навчання",
    )
    assert fates(arranged(table(HEADER, ("Напрям 1: Участь", "", "", ""), merged, FIRST))) == [
        "furniture", "direction", "task", "measure",
    ]  # fmt: skip


def test_a_direction_over_two_cells_is_known_by_the_numbers_below_it() -> None:
    arrangement = arranged(table(HEADER, ("1.", "Участь громадськості", "", ""), FIRST))
    assert fates(arrangement) == ["furniture", "direction", "measure"]
    heading = arrangement.rows[1].heading
    assert heading is not None
    assert (heading.number, heading.title) == ("1", "Участь громадськості")


def test_a_heading_between_tables_is_a_direction() -> None:
    text = (
        table(HEADER, FIRST)
        + "\n**Напрям 2: Послуги**\n\n"
        + table(HEADER, ("2.1.", "а", "б", "в"))
    )
    assert fates(arranged(text, "п.md")) == [
        "furniture",
        "measure",
        "direction",
        "furniture",
        "measure",
    ]


def test_a_table_of_other_things_is_left_out_and_named() -> None:
    members = table(("№", "Прізвище, ім’я", "Посада"), ("1", "Склад групи", "голова"))
    arrangement = arranged(table(HEADER, FIRST) + "\nСклад робочої групи\n\n" + members)
    assert fates(arrangement) == ["furniture", "measure", "text", "left_out", "left_out"]
    (issue,) = arrangement.issues
    assert (issue.code, issue.raw) == ("table_left_out", "№ | Прізвище, ім’я | Посада")


def test_an_unknown_column_is_named() -> None:
    arrangement = arranged(table((*HEADER, "Колір"), (*FIRST, "синій")))
    assert [(i.code, i.raw) for i in arrangement.issues] == [("column_not_understood", "Колір")]
    assert fates(arrangement) == ["furniture", "measure"]


def test_a_row_of_another_width_is_an_issue_with_its_place() -> None:
    arrangement = arranged(table(HEADER, FIRST, SECOND[:3], ("1.3.", "в", "г", "ґ")))
    assert fates(arrangement) == ["furniture", "measure", "issue", "measure"]
    assert [(i.code, i.place.code) for i in arrangement.issues] == [("table_broken", "L4")]


def test_what_continues_a_rejected_row_joins_no_measure() -> None:
    rest = ("", "кінець назви", "", "")
    arrangement = arranged(table(HEADER, FIRST, SECOND[:3], rest))
    assert fates(arrangement) == ["furniture", "measure", "issue", "issue"]


def test_a_number_without_a_title_is_an_issue() -> None:
    arrangement = arranged(table(HEADER, FIRST, ("1.2.", "", "постійно", "відділ")))
    assert fates(arrangement)[-1] == "issue"


LIST = """ЗАТВЕРДЖЕНО

1. Створити рубрику на сайті
облдержадміністрації.

Відділ преси,
Громадська рада
Постійно
2. Провести навчання:
- у районах;
- у містах.
До 1 березня 2013 року
Управління освіти

3. Надати звіт.
Структурні підрозділи
_______________
І.Ніконов
"""


def test_a_flat_list_gives_title_bodies_and_deadline_in_any_order() -> None:
    first, second, third = measures(arranged(LIST))
    assert first.values[Field.TITLE].text == "Створити рубрику на сайті\nоблдержадміністрації."
    assert first.values[Field.BODIES].text == "Відділ преси,\nГромадська рада"
    assert first.place.code == "L3-8"
    assert second.values[Field.TITLE].text == "Провести навчання:\n- у районах;\n- у містах."
    assert second.values[Field.DEADLINE].text == "До 1 березня 2013 року"
    assert second.values[Field.BODIES].text == "Управління освіти"
    assert Field.DEADLINE not in third.values
    assert third.values[Field.BODIES].text == "Структурні підрозділи"
    assert fates(arranged(LIST))[-2:] == ["furniture", "furniture"]


def test_labelled_lines_of_a_list_are_read() -> None:
    text = "1. Створити рубрику.\nТермін: до 1 березня 2013 року\nВідповідальні: відділ преси\n"
    first, _ = measures(arranged(text + text.replace("1. С", "2. С")))
    assert first.values[Field.DEADLINE].text == "до 1 березня 2013 року"
    assert first.values[Field.BODIES].text == "відділ преси"


def test_an_item_that_lost_its_number_is_an_issue_and_not_a_part_of_the_one_above() -> None:
    text = (
        "1. Створити рубрику.\nВідділ преси\nПостійно\nВідділ освіти\nЩорічно\n2. Друк.\nЩороку\n"
    )
    arrangement = arranged(text)
    assert fates(arrangement) == ["measure", "issue", "issue", "measure"]
    assert [(i.code, i.raw) for i in arrangement.issues] == [
        ("row_not_understood", "Відділ освіти"),
        ("row_not_understood", "Щорічно"),
    ]
    assert measures(arrangement)[0].values[Field.DEADLINE].text == "Постійно"


def test_numbered_prose_is_no_list_of_measures() -> None:
    _, blocks = read_blocks("1. Перший розділ.\n2. Другий розділ.\n3. Третій.\n".encode(), "п.txt")
    assert arrange(unfold(blocks)) is None
