"""Printed rows: places in words, the page that holds a place, excerpts of a result, facts of the nation."""

from datetime import date

import pandas as pd
import pytest

from dashboard.components.national import average_gap, collect_facts
from dashboard.components.places import place_of, place_text
from dashboard.components.printed import has_endless_word, printed_measure
from dashboard.components.printed_document import PAGE_ROWS, choose_sheet, find_row
from dashboard.components.verdict import excerpt
from data.frames import NationalFactsFrame, as_frame
from data.i18n import words
from data.marks import Mark, Piece
from data.model import Fate, Place, SourceRow


@pytest.mark.parametrize(
    ("code", "uk", "en"),
    [
        ("L74", "рядок 74", "line 74"),
        ("L70-74", "рядки 70–74", "lines 70–74"),
        ("t1r12L70-74", "рядки 70–74", "lines 70–74"),
        ("t2r14", "таблиця 2, рядок 14", "table 2, row 14"),
        ("p3t1r2", "с. 3, таблиця 1, рядок 2", "p. 3, table 1, row 2"),
        ("p3L12-13", "с. 3, рядки 12–13", "p. 3, lines 12–13"),
        ("a7", "абзац 7", "paragraph 7"),
        ("s2r14", "аркуш 2, рядок 14", "sheet 2, row 14"),
        ("", "", ""),
        ("somewhere", "", ""),
    ],
)
def test_a_place_in_words(code: str, uk: str, en: str) -> None:
    assert place_text(words("uk"), code) == uk
    assert place_text(words("en"), code) == en


def test_a_code_of_nothing_is_nowhere() -> None:
    assert place_of("<script>") == Place()


PLACES = ["L1", "t1r1L5-9", "t1r2L70-74", "t2r2", "p4"]


@pytest.mark.parametrize(
    ("at", "row"),
    [
        ("L1", 0),
        ("t1r2L70-74", 2),
        ("L73", 2),
        ("L69-71", 2),
        ("t1r2L74", 2),
        ("t2r2", 3),
        ("p4", 4),
        ("L60", None),
        ("t3r1", None),
        ("", None),
        ("%00", None),
    ],
)
def test_a_place_finds_its_row(at: str, row: int | None) -> None:
    assert find_row(PLACES, at) == row


def places_of(count: int) -> list[str]:
    return [f"L{line}" for line in range(1, count + 1)]


@pytest.mark.parametrize(
    ("page", "at", "shown", "first"),
    [
        ("", "", 1, "L1"),
        ("2", "", 2, f"L{PAGE_ROWS + 1}"),
        ("99", "", 3, f"L{2 * PAGE_ROWS + 1}"),
        ("0", "", 1, "L1"),
        ("-1", "", 1, "L1"),
        ("²", "", 1, "L1"),
        ("1", f"L{PAGE_ROWS + 7}", 2, f"L{PAGE_ROWS + 1}"),
        ("2", "L99999", 2, f"L{PAGE_ROWS + 1}"),
    ],
)
def test_an_address_leads_to_a_page_of_rows(page: str, at: str, shown: int, first: str) -> None:
    places = places_of(2 * PAGE_ROWS + 5)
    sheet = choose_sheet(places, page, at)
    assert (sheet.page, sheet.pages) == (shown, 3)
    assert places[sheet.first] == first


def test_pages_hold_every_row_once() -> None:
    places = places_of(2 * PAGE_ROWS + 5)
    held = [position for n in "123" for position in choose_sheet(places, n, "").positions]
    assert held == list(range(1, len(places) + 1))


def test_a_document_without_rows_has_one_empty_page() -> None:
    sheet = choose_sheet([], "1", "L1")
    assert (sheet.page, sheet.pages, sheet.at, len(sheet.positions)) == (1, 1, None, 0)


TEXT = "Довідник створено. Розміщено на сайті. Видання не здійснювалося. Інше."


def test_an_excerpt_has_what_decided_and_shows_what_was_left_out() -> None:
    assert excerpt(TEXT, "Довідник створено.", ("Видання не здійснювалося.",)) == (
        Piece("Довідник створено.", Mark.PROOF),
        Piece(" … "),
        Piece("Видання не здійснювалося.", Mark.DENIED),
    )


def test_neighbouring_stretches_need_no_dots() -> None:
    pieces = excerpt(TEXT, "Розміщено на сайті.", ("Видання не здійснювалося.",))
    assert [piece.text for piece in pieces] == [
        "Розміщено на сайті.",
        " ",
        "Видання не здійснювалося.",
    ]


def test_a_quotation_that_stands_nowhere_is_still_shown() -> None:
    assert excerpt("інший текст", "Виконано.", ()) == (Piece("Виконано.", Mark.PROOF),)
    assert excerpt("", "", ()) == ()


def test_a_printed_table_says_what_its_marks_mean() -> None:
    row = SourceRow(
        Place(line=1), ("1.1", "Захід", "Проведено"), Fate.MEASURE, 1, ("№", "Назва", "Стан")
    )
    drawn = str(printed_measure(words("uk"), [row], "Проведено"))
    assert "Mark(['Проведено'])" in drawn
    assert "доводить" in drawn
    assert "прямо заперечує" not in drawn
    assert "data-label='Назва'" in drawn


def test_lines_without_a_table_are_paragraphs() -> None:
    row = SourceRow(
        Place(line=1), ("1. Створити рубрику", "Управління", "Постійно"), Fate.MEASURE, 1
    )
    drawn = str(printed_measure(words("uk"), [row]))
    assert drawn.count("P(['") >= 3
    assert "Table" not in drawn


def test_only_a_word_that_fits_no_column_is_broken() -> None:
    assert has_endless_word("слово " + "ж" * 40)
    assert not has_endless_word("Структурні підрозділи облдержадміністрації")


def facts_frame(*facts: tuple[str, str, str, bool, str]) -> pd.DataFrame:
    return as_frame(
        NationalFactsFrame,
        [
            ("ua", "ua.txt", position, dated, fact, figure, inferred, place)
            for position, (dated, fact, figure, inferred, place) in enumerate(facts, start=1)
        ],
    )


def test_figures_of_one_sentence_stand_together() -> None:
    joined = "приєдналися 78 країн та 76 субнаціональних урядів"
    facts = collect_facts(
        facts_frame(
            ("2021-01-01", joined, "78", False, "L11"),
            ("2021-01-01", joined, "76", False, "L11"),
            ("2016", "23 обговорення", "23", True, "L45"),
            ("", "має двох співголів", "2", False, "L59"),
            ("2021-02-30", "день, якого немає", "1", False, "L60"),
        )
    )
    assert [fact.figures for fact in facts] == [("78", "76"), ("23",), ("2",), ("1",)]
    assert [fact.day for fact in facts] == [date(2021, 1, 1), None, None, None]


def test_the_average_gap_between_plans() -> None:
    assert average_gap([date(2012, 1, 1), date(2014, 1, 1), date(2018, 1, 1)]) == pytest.approx(
        3, abs=0.01
    )
    assert average_gap([date(2012, 1, 1)]) is None
    assert average_gap([]) is None


def test_a_correction_stands_under_its_own_headings_with_the_quotation() -> None:
    printed = SourceRow(Place(line=5), ("1.", "Конкурс проведено."), Fate.MEASURE, 1, ("№", "Стан"))
    mended = SourceRow(
        Place(edit=2, sheet=3, row=2), ("Конкурс проведено.",), Fate.CONTINUATION, 1, ("Результат",)
    )
    first, said, second, _ = printed_measure(words("uk"), [printed, mended], "Конкурс проведено.")
    assert "Mark(" not in str(first) and "Mark(" in str(second)
    assert "Виправлено людиною у версії 2" in str(said)
    assert "Результат" in str(second) and "Результат" not in str(first)
