"""The fast Ukrainian order is the Ukrainian order."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.lists.order import dense_ranks, ukrainian_order
from data.i18n import ukrainian_key

LETTERS = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАҐЄІЇ’'-–—«» 019azZыэ№…"
TEXTS = st.text(alphabet=LETTERS, max_size=8) | st.text(max_size=6)


@given(TEXTS, TEXTS)
def test_texts_compare_as_their_ukrainian_keys(left: str, right: str) -> None:
    assert (ukrainian_order(left) < ukrainian_order(right)) == (
        ukrainian_key(left) < ukrainian_key(right)
    )


@given(st.lists(TEXTS))
def test_ranks_order_as_their_keys(given_texts: list[str]) -> None:
    ranks = dense_ranks(given_texts, ukrainian_order)
    by_rank = sorted(range(len(ranks)), key=ranks.__getitem__)
    by_key = sorted(range(len(ranks)), key=lambda place: ukrainian_order(given_texts[place]))
    assert by_rank == by_key
    assert set(ranks) == set(range(len(set(ranks))))
