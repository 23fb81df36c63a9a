"""A quotation is found in print whatever stands between its words, and never in half a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.components.quotation import render_pieces
from data.marks import (
    Mark,
    Piece,
    find_stretch,
    mark_cells,
    mark_parts,
    mark_text,
)

RESULT = (
    "Довідник створено, електрону версію розміщено на сайті. Видання не здійснювалося "
    "у зв’язку з відсутністю фінансування. Розміщення соціальної реклами відбувається"
)
PROOF = (
    "Довідник створено, електрону версію розміщено на сайті. Видання не здійснювалося "
    "у зв’язку з відсутністю фінансування."
)
DENIED = "Видання не здійснювалося у зв’язку з відсутністю фінансування."


def test_proof_and_denial_are_marked_apart() -> None:
    assert mark_text(RESULT, PROOF, (DENIED,)) == (
        Piece("Довідник створено, електрону версію розміщено на сайті. ", Mark.PROOF),
        Piece(DENIED, Mark.DENIED),
        Piece(" Розміщення соціальної реклами відбувається"),
    )


@pytest.mark.parametrize(
    ("printed", "quotation", "stretch"),
    [
        ("протягом\nроку", "протягом року", "протягом\nроку"),
        ("конкурс з  визначення", "конкурс з визначення", "конкурс з  визначення"),
        ("у\u00a0грудні проведено", "у грудні проведено", "у\u00a0грудні проведено"),
        ("семінар [bookmark: _GoBack]16 листопада", "семінар 16 листопада", None),
        ("<p>Проведено</p>\n<p>збори</p>", "Проведено збори", "Проведено</p>\n<p>збори"),
        ("Дія &amp; Ко провели збори", "Дія & Ко провели", "Дія &amp; Ко провели"),
        ("проведено зустріч\u0438\u0306", "зустрічй", "зустріч\u0438\u0306"),
        ("об\u00adговорено проєкт", "обговорено", "об\u00adговорено"),
    ],
)
def test_print_keeps_what_stands_between_the_words(
    printed: str, quotation: str, stretch: str | None
) -> None:
    marked = [piece.text for piece in mark_text(printed, quotation) if piece.mark is Mark.PROOF]
    assert marked == [printed if stretch is None else stretch]


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("не проведено", "ведено"),
        ("проведено", "провед"),
        ("Проведено збори", "проведено збори"),
        ("Проведено збори", ""),
        ("", "збори"),
        ("", ""),
    ],
)
def test_half_a_word_or_other_words_are_no_quotation(printed: str, words: str) -> None:
    assert find_stretch(printed, words) is None


def test_the_whole_word_is_found_behind_its_part() -> None:
    assert find_stretch("перепроведено, проведено", "проведено") == (15, 24)


def test_a_quotation_that_is_torn_over_two_rows_is_marked_in_both() -> None:
    assert mark_parts(("Проведено три", "засідання ради"), "три засідання") == (
        (Piece("Проведено "), Piece("три", Mark.PROOF)),
        (Piece("засідання", Mark.PROOF), Piece(" ради")),
    )


def test_the_result_is_marked_and_not_a_title_with_the_same_words() -> None:
    row = ("1.1", "Проведено конкурс", "IV квартал", "Проведено конкурс")
    assert mark_cells([row], "Проведено конкурс")[0] == (
        (Piece("1.1"),),
        (Piece("Проведено конкурс"),),
        (Piece("IV квартал"),),
        (Piece("Проведено конкурс", Mark.PROOF),),
    )


def test_rows_of_different_width_and_empty_cells_stay_as_printed() -> None:
    rows = [("1", "Захід", "Проведено"), ("", ""), ()]
    marked = mark_cells(rows, "Проведено")
    assert [["".join(p.text for p in cell) for cell in row] for row in marked] == [
        list(row) for row in rows
    ]
    assert marked[0][2] == (Piece("Проведено", Mark.PROOF),)


def test_line_breaks_of_the_print_are_kept_on_request() -> None:
    kept = render_pieces((Piece("протягом\nроку"),), breaks=True)
    assert [part if isinstance(part, str) else type(part).__name__ for part in kept] == [
        "протягом",
        "Br",
        "року",
    ]
    assert render_pieces((Piece("протягом\nроку"),)) == ["протягом\nроку"]


@given(
    st.text(alphabet="абв г\n\u00a0.<>p/[]&;\u0306", max_size=40),
    st.text(alphabet="абв г.", max_size=8),
    st.lists(st.text(alphabet="абв г.", max_size=4), max_size=2),
)
def test_marking_never_changes_the_words(text: str, quotation: str, denied: list[str]) -> None:
    assert "".join(piece.text for piece in mark_text(text, quotation, denied)) == text


@given(
    st.lists(st.text(alphabet="абвгґ", min_size=1, max_size=5), min_size=2, max_size=8),
    st.lists(st.sampled_from([" ", "\n", "  ", "\u00a0", " \t"]), min_size=8, max_size=8),
    st.data(),
)
def test_any_run_of_words_is_found_again(
    words: list[str], gaps: list[str], data: st.DataObject
) -> None:
    text = "".join(word + gap for word, gap in zip(words, gaps, strict=False))
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    found = find_stretch(text, " ".join(words[start:end]))
    assert found is not None
    assert text[slice(*found)].split() == words[start:end]
