"""Words of a PDF page → a table that has no lines, or none: columns by gutters, rows by numbers or gaps."""

from typing import Any

from etl.readers.pdf_aligned import Aligned, find_aligned

COLUMNS = (40, 80, 300, 420)
HEADER = ("№", "Захід", "Термін", "Виконавці")
LETTER, HEIGHT = 5.0, 12.0


def words(*lines: tuple[float, tuple[str, ...]]) -> list[dict[str, Any]]:
    """Words of lines at these heights; a line of one text begins at the left edge."""
    made: list[dict[str, Any]] = []
    for top, texts in lines:
        for left, text in zip(COLUMNS, texts, strict=False):
            at = float(left)
            for word in text.split():
                width = LETTER * len(word)
                made.append(
                    {"text": word, "x0": at, "x1": at + width, "top": top, "bottom": top + HEIGHT}
                )
                at += width + 3
    return made


def rows(found: Aligned | None) -> list[list[str]]:
    assert found is not None
    return found.rows


def test_numbers_begin_rows_and_the_rest_wraps() -> None:
    found = find_aligned(
        words(
            (0, ("План заходів з реалізації Ініціативи на 2016 рік у Сумській області",)),
            (40, HEADER),
            (60, ("1.", "Провести громадські", "травень", "відділ")),
            (74, ("", "слухання", "", "освіти")),
            (94, ("2.", "Видати довідник", "постійно", "відділ преси")),
            (120, ("Начальник відділу внутрішньої політики облдержадміністрації підписав план",)),
        ),
        None,
    )
    assert rows(found) == [
        list(HEADER),
        ["1.", "Провести громадські\nслухання", "травень", "відділ\nосвіти"],
        ["2.", "Видати довідник", "постійно", "відділ преси"],
    ]
    assert found is not None
    assert not found.open  # something stands below it


def test_a_line_over_all_columns_is_a_row_of_one_text() -> None:
    found = find_aligned(
        words(
            (40, HEADER),
            (60, ("Розділ I. Забезпечення доступу до публічної інформації у громадах області",)),
            (80, ("1.", "Провести слухання", "травень", "відділ освіти")),
        ),
        None,
    )
    assert rows(found)[1] == [
        "Розділ I. Забезпечення доступу до публічної інформації у громадах області"
    ]


def test_cells_set_in_the_middle_of_their_rows_are_parted_by_gaps() -> None:
    found = find_aligned(
        words(
            (40, HEADER),
            (66, ("", "Провести громадські", "", "")),
            (73, ("1.", "", "травень", "відділ освіти")),
            (80, ("", "слухання", "", "")),
            (106, ("", "Видати довідник", "", "")),
            (113, ("2.", "", "постійно", "відділ преси")),
            (120, ("", "про послуги", "", "")),
        ),
        None,
    )
    assert rows(found)[1:] == [
        ["1.", "Провести громадські\nслухання", "травень", "відділ освіти"],
        ["2.", "Видати довідник\nпро послуги", "постійно", "відділ преси"],
    ]


def test_rows_that_nobody_can_part_are_kept_and_named_by_their_width() -> None:
    """Even lines without numbers: every line has a cell too many, so that none is read as a measure."""
    header = ("", "Захід", "Термін", "Виконавці")
    found = find_aligned(
        words(
            (40, header),
            (54, ("", "Провести", "травень", "відділ")),
            (68, ("", "слухання", "", "освіти")),
            (82, ("", "Видати", "постійно", "відділ")),
            (96, ("", "довідник", "", "преси")),
        ),
        None,
    )
    body = rows(found)[1:]
    assert {len(row) for row in body} == {4}
    assert [row[0] for row in body] == [
        "Провести травень відділ", "слухання освіти", "Видати постійно відділ", "довідник преси",
    ]  # fmt: skip


def test_a_table_goes_on_on_the_next_page_as_long_as_its_gutters_hold() -> None:
    first = find_aligned(words((40, HEADER), (60, ("1.", "Форум", "травень", "відділ"))), None)
    assert first is not None
    assert first.open
    second = find_aligned(
        words((40, ("", "громадських рад", "", "")), (60, ("2.", "Друк", "постійно", "відділ"))),
        first,
    )
    assert second is not None
    assert second.goes_on
    assert rows(second) == [
        ["", "громадських рад", "", ""], ["2.", "Друк", "постійно", "відділ"],
    ]  # fmt: skip
    prose = words(
        (40, ("Цей план оприлюднюється на офіційному сайті облдержадміністрації щороку",))
    )
    assert find_aligned(prose, first) is None


def test_prose_is_no_table() -> None:
    page = words(
        (40, ("Захід проведено у травні, виконавці названі у додатку до цього листа",)),
        (60, ("1.", "Форум", "травень", "відділ")),
    )
    assert find_aligned(page, None) is None
    assert find_aligned([], None) is None


def test_a_header_word_half_a_line_off_is_a_column_too() -> None:
    found = find_aligned(
        words(
            (33, ("", "", "", "Хто")),
            (40, ("№", "Захід", "Термін", "")),
            (47, ("", "", "", "виконує")),
            (70, ("1.", "Форум", "травень", "відділ преси")),
        ),
        None,
    )
    assert [row[-1] for row in rows(found)] == ["Хто\nвиконує", "відділ преси"]


def test_rows_with_a_column_that_the_header_lacks_are_named() -> None:
    found = find_aligned(
        words(
            (40, ("№", "Захід", "Термін")),
            (60, ("1.", "Форум", "травень", "відділ преси")),
            (80, ("2.", "Друк", "червень", "відділ освіти")),
        ),
        None,
    )
    assert {len(row) for row in rows(found)[1:]} == {4}
