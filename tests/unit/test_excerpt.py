"""Marks in what was found: whole stretches, cut between words, never markup."""

from dash import html

from dashboard.components.excerpt import excerpt, find_marks

COUNCIL = [[{"громадська", "громадських"}], [{"рада", "рад"}]]


def test_neighbouring_words_are_one_mark() -> None:
    text = "члени громадських  рад і міських рад"
    assert [text[a:b] for a, b in find_marks(text, COUNCIL)] == ["громадських  рад", "рад"]


def test_a_phrase_is_marked_only_as_a_whole() -> None:
    phrase = [[{"обласна"}, {"рада"}]]
    text = "рада, обласна рада, обласна"
    assert [text[a:b] for a, b in find_marks(text, phrase)] == ["обласна рада"]


def test_a_long_text_is_cut_around_its_marks() -> None:
    text = "слово " * 100 + "засідання громадських рад області " + "кінець " * 100
    pieces = excerpt(text, COUNCIL, length=120)
    assert pieces[0] == "…" and pieces[-1] == "…"
    [mark] = [piece for piece in pieces if isinstance(piece, html.Mark)]
    assert mark.children == "громадських рад"
    shown = "".join(piece if isinstance(piece, str) else piece.children for piece in pieces)
    assert len(shown) < 140
    assert shown.strip("…").split()[0] == "слово"


def test_a_text_without_marks_is_its_beginning() -> None:
    assert excerpt("коротко", COUNCIL) == ["коротко"]
    assert excerpt("слово " * 100, COUNCIL, length=50)[0].startswith("слово слово")


def test_markup_stays_text() -> None:
    assert excerpt("<b onclick=x>рада</b>", COUNCIL)[0] == "<b onclick=x>"
