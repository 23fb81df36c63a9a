"""The search for garbage stops for a moment and goes on, whoever else stopped it meanwhile."""

import gc

import pytest

from data.memory import uncollected


def test_collecting_goes_on_when_the_last_has_left() -> None:
    assert gc.isenabled()
    with uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_collecting_goes_on_after_a_fault() -> None:
    with pytest.raises(KeyError), uncollected():
        raise KeyError
    assert gc.isenabled()
