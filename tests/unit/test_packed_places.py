"""Places of words as the database holds them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.search.packing import pack, unpack


@given(st.sets(st.integers(0, 2**62)))
def test_packed_numbers_come_back(numbers: set[int]) -> None:
    given_numbers = np.array(sorted(numbers), dtype=np.int64)
    assert unpack(pack(given_numbers)).tolist() == given_numbers.tolist()


@pytest.mark.parametrize(("count", "most"), [(1, 12), (1_000, 4_000), (50_000, 150_000)])
def test_places_take_a_few_bytes_each(count: int, most: int) -> None:
    rows = np.sort(np.random.default_rng(1).integers(0, 3 * count, count))
    places = (rows << 24) + np.arange(count) % 20
    assert len(pack(np.unique(places))) <= most
