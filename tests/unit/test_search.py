"""A search over a few texts: forms, phrases, slips, order, what is known on a day."""

import numpy as np
import pandas as pd
import pytest

from dashboard.metrics.query import MOST_TERMS, Reach, parse_query
from dashboard.metrics.search import Found, count_without_each, find, suggest
from data.search.corpus import Corpus
from data.search.text_index import POSITION_BITS, TextIndex
from data.search.text_kinds import Field, Kind, Text, text_number
from data.search.word_index import WordIndex

DAY = 17_000
COUNCIL, OPEN_DATA, HEARINGS, REPORTED = range(4)
TEXTS = (
    Text(COUNCIL, Field.NUMBER, "1.10"),
    Text(COUNCIL, Field.TITLE, "Засідання громадських рад при райдержадміністраціях"),
    Text(COUNCIL, Field.PLACE, "Луганська область 2013"),
    Text(OPEN_DATA, Field.NUMBER, "1.1"),
    Text(
        OPEN_DATA, Field.TITLE, "Рада оприлюднює набори відкритих даних для громадських об’єднань"
    ),
    Text(OPEN_DATA, Field.PLACE, "м. Київ 2014"),
    Text(HEARINGS, Field.TITLE, "Громадські слухання щодо бюджету"),
    Text(HEARINGS, Field.BODY, "обласна державна адміністрація, громадська рада"),
    Text(REPORTED, Field.TITLE, "Навчання посадовців"),
    Text(REPORTED, Field.RESULT, "Проведено тренінг для членів громадських рад", DAY),
)


KINDS = {
    Field.NUMBER: Kind.NUMBER,
    Field.TITLE: Kind.TITLE,
    Field.BODY: Kind.PRINTED,
    Field.RESULT: Kind.RESULT,
    Field.PLACE: Kind.PLACE,
}


def make_corpus(texts: tuple[Text, ...] = TEXTS, measures: int = 4) -> Corpus:
    told = [text for text in texts if text.field is Field.RESULT]
    numbers = [
        text_number(told.index(text) if text in told else text.owner, KINDS[text.field])
        for text in texts
    ]
    numbered = sorted(zip(numbers, (text.text for text in texts), strict=True))
    return Corpus(
        texts_of=lambda owners: {
            owner: [text for text in texts if text.owner == owner] for owner in owners
        },
        index=WordIndex([TextIndex(numbered)]),
        told_of=np.array([text.owner for text in told], dtype=int),
        known_from=np.array([text.known_from for text in told]),
        answered_by=np.array([], dtype=int),
        name_lengths=np.array([], dtype=int),
        measures=measures,
        bodies=0,
        documents=0,
    )


CORPUS = make_corpus()


def ask(query: str, day: int = DAY, *, related: bool = False) -> Found:
    as_of = pd.Series([np.datetime64(day, "D")] * CORPUS.measures).astype("datetime64[us]")
    return find(CORPUS, parse_query(query), as_of, related=related)


def owners(query: str, day: int = DAY) -> list[int]:
    return ask(query, day).owner.tolist()


def test_all_forms_are_found_and_neighbours_come_first() -> None:
    # side by side in a title, apart in a title, side by side among bodies, in a report
    assert owners("громадська рада") == [COUNCIL, OPEN_DATA, HEARINGS, REPORTED]
    assert owners("ГРОМАДСЬКОЮ РАДОЮ") == owners("громадська рада")


def test_every_word_is_required() -> None:
    assert owners("громадські слухання бюджет") == [HEARINGS]
    assert owners("слухання тренінг") == []
    assert owners("про бюджет та слухання") == [HEARINGS]


def test_quoted_words_stand_together_as_they_are_spelled() -> None:
    assert owners("«громадська рада»") == [HEARINGS]
    assert owners('"громадських рад"') == [COUNCIL, REPORTED]
    assert owners('"громадських даних"') == []


def test_a_number_is_a_number_of_a_measure() -> None:
    assert owners("1.10") == [COUNCIL]
    assert owners("№ 1.1.") == [OPEN_DATA]
    assert Field(ask("1.10").where[0]) is Field.NUMBER


def test_a_place_narrows_but_is_no_find() -> None:
    assert owners("громадських Київ") == [OPEN_DATA]
    assert owners("Київ") == []
    assert owners("2013") == []


def test_a_result_counts_from_the_day_it_is_known() -> None:
    assert owners("тренінг", DAY) == [REPORTED]
    assert owners("тренінг", DAY - 1) == []


def test_an_abbreviation_is_its_full_name() -> None:
    assert owners("ОДА") == [HEARINGS]
    assert owners("облдержадміністрації") == [HEARINGS]
    assert owners("РДА") == [COUNCIL]


@pytest.mark.parametrize(
    ("mistyped", "found"),
    [
        ("громадьска слуханя", [HEARINGS]),
        ("тренинг", [REPORTED]),
        ("нвачання", [REPORTED]),
        ("ьюджет", [HEARINGS]),
        ("обєднання", [OPEN_DATA]),
        ("oб'єднання", [OPEN_DATA]),
        ("слу", [HEARINGS]),
    ],
)
def test_slips_are_tolerated(mistyped: str, found: list[int]) -> None:
    assert owners(mistyped) == found


def test_what_is_far_is_only_suggested() -> None:
    assert owners("бюдвут") == []
    assert suggest(CORPUS, parse_query("бюдвут")) == "бюджету"
    assert suggest(CORPUS, parse_query(",.l;tn")) == "бюджет"
    assert suggest(CORPUS, parse_query("xyzzyqq")) == ""
    assert suggest(CORPUS, parse_query("слухання")) == ""


def test_words_of_the_same_root_come_when_asked_for_or_when_nothing_else_is_there() -> None:
    assert owners("навчальний") == [REPORTED]
    assert ask("навчальний").answers[0].reach is Reach.RELATED
    assert ask("громадська", related=True).answers[0].reach is Reach.FORMS


def test_the_word_to_leave_out_is_named() -> None:
    as_of = pd.Series([np.datetime64(DAY, "D")] * 4).astype("datetime64[us]")
    counted = count_without_each(CORPUS, parse_query("слухання тренінг"), as_of)
    assert [(term.said, rest.text, count) for term, rest, count in counted] == [
        ("слухання", "тренінг", 1),
        ("тренінг", "слухання", 1),
    ]


@pytest.mark.parametrize(
    "hostile",
    ["", " ", "«»", '"', "'", "%", "\\", "()[]*", "\x00", "і та", "😀", "<script>", "-", "1.", "’"],
)
def test_any_query_is_answered(hostile: str) -> None:
    assert isinstance(len(ask(hostile)), int)


def test_a_long_query_is_cut() -> None:
    query = parse_query(" ".join(f"слово{number}" for number in range(900)))
    assert len(query.terms) == MOST_TERMS
    assert query.left_out > 0
    assert len(query.text) <= 200


def test_an_empty_corpus_answers_nothing() -> None:
    empty = make_corpus((), measures=0)
    assert len(find(empty, parse_query("рада"), pd.Series([], dtype="datetime64[us]"))) == 0


def test_only_the_nearest_words_are_taken_the_commonest_first() -> None:
    texts = ["бвгджзклмн бвгджзклшш", "бвгджзклмт", "бвгджзклмт"]
    index = WordIndex([TextIndex(enumerate(texts)), TextIndex([(99, "бвгджзклмт бвгджзклмм")])])
    assert index.near("бвгджзклмр") == ("бвгджзклмт", "бвгджзклмм", "бвгджзклмн")
    assert index.near("бвгджзкшшш") == ("бвгджзклшш",)
    assert index.near("бвгджзцццц") == ()
    assert "бвгджзклшш" in index.near("бвгджзцшшш", slack=1)
    many = WordIndex([TextIndex(enumerate(f"бвгджзклм{one}" for one in "абвгджзкм"))])
    assert many.near("бвгджзклмр") == tuple(sorted(f"бвгджзклм{one}" for one in "абвгджзкм"))[:8]


def test_words_of_two_texts_never_stand_side_by_side() -> None:
    index = WordIndex([TextIndex(enumerate(["громадська", "рада", "громадська рада"]))])
    places = index.places_of_phrase([index.spelled("громадська"), index.spelled("рада")])
    assert (places >> POSITION_BITS).tolist() == [2]
