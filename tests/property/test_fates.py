"""No row is ever lost in silence: whatever happens to the lines of a document, each keeps one counted fate."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import data
from data.model import Fate
from etl.blocks import Block
from etl.layouts import arrange, unfold
from etl.layouts.rows import Arrangement, Field
from etl.readers import read_blocks
from etl.values.text import clean

FOLDER = Path(data.__file__).parent / "documents"
WITH_MEASURES = (
    "chernihiv-2012.txt",
    "kyiv-2014-2015.md",
    "luhansk-2013.txt",
    "luhansk-2017-report.txt",
)
LINES = {name: (FOLDER / name).read_text(encoding="utf-8").split("\n") for name in WITH_MEASURES}


def blocks_of(lines: list[str], name: str) -> tuple[Block, ...]:
    return unfold(read_blocks("\n".join(lines).encode(), name)[1])


def arranged(lines: list[str], name: str) -> Arrangement | None:
    return arrange(blocks_of(lines, name))


def assert_every_line_has_one_fate(lines: list[str], arrangement: Arrangement) -> None:
    told: Counter[int] = Counter()
    for row in arrangement.rows:
        assert row.place.line is not None
        told.update(range(row.place.line, (row.place.line_end or row.place.line) + 1))
    printed = {number for number, line in enumerate(lines, start=1) if line.strip()}
    assert printed <= set(told), f"lost lines: {sorted(printed - set(told))}"
    assert not [line for line, times in told.items() if times > 1]


def assert_issues_name_rejected_rows(arrangement: Arrangement) -> None:
    named = {issue.place for issue in arrangement.issues}
    assert all(row.place in named for row in arrangement.rows if row.fate is Fate.ISSUE)


def measures_of(arrangement: Arrangement) -> list[tuple[str, ...]]:
    """Number, title, deadline of each measure, without white space: what must not change unnoticed."""
    kept = (Field.NUMBER, Field.TITLE, Field.DEADLINE, Field.BODIES, Field.RESULT)
    return [
        tuple(clean(row.values[name].text) for name in kept if name in row.values)
        for row in arrangement.rows
        if row.fate is Fate.MEASURE
    ]


@pytest.mark.parametrize("name", WITH_MEASURES)
def test_the_documents_themselves_are_read_without_a_rejected_row(name: str) -> None:
    arrangement = arranged(LINES[name], name)
    assert arrangement is not None
    assert_every_line_has_one_fate(LINES[name], arrangement)
    fates = Counter(row.fate for row in arrangement.rows)
    assert fates[Fate.ISSUE] == fates[Fate.LEFT_OUT] == 0
    assert sum(fates.values()) == len(arrangement.rows)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(WITH_MEASURES), st.data())
def test_lines_deleted_or_doubled_never_lose_a_row(name: str, draw: st.DataObject) -> None:
    lines = list(LINES[name])
    for _ in range(draw.draw(st.integers(1, 4))):
        at = draw.draw(st.integers(0, len(lines) - 1))
        if draw.draw(st.booleans()):
            del lines[at]
        else:
            lines.insert(at, lines[at])
    arrangement = arranged(lines, name)
    if arrangement is not None:
        assert_every_line_has_one_fate(lines, arrangement)
        assert_issues_name_rejected_rows(arrangement)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(("luhansk-2013.txt", "luhansk-2017-report.txt")), st.data())
def test_a_damaged_cell_spoils_no_other_measure(name: str, draw: st.DataObject) -> None:
    """A measure is read as before, or its row is an issue: never another reading of the same number."""
    lines = list(LINES[name])
    cells = [at for at, line in enumerate(lines) if line.startswith("\t") and at > 40]
    at = draw.draw(st.sampled_from(cells))
    if draw.draw(st.booleans()):
        del lines[at]
    else:
        lines.insert(at, lines[at])
    whole, damaged = arranged(LINES[name], name), arranged(lines, name)
    assert whole is not None
    assert damaged is not None
    before, after = measures_of(whole), measures_of(damaged)
    changed = [measure for measure in after if measure not in before]
    rejected = [row for row in damaged.rows if row.fate is Fate.ISSUE]
    # a cell of several lines that lost its first one leaves the others in the cell above
    assert len(changed) <= 1
    assert len(after) + len(rejected) >= len(before) - 1


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(WITH_MEASURES[:1] + WITH_MEASURES[2:]), st.data())
def test_blank_lines_separate_nothing(name: str, draw: st.DataObject) -> None:
    lines = list(LINES[name])
    for at in draw.draw(st.lists(st.integers(0, len(lines) - 1), max_size=30)):
        lines.insert(at, "")
    arrangement, whole = arranged(lines, name), arranged(LINES[name], name)
    assert arrangement is not None
    assert whole is not None
    assert measures_of(arrangement) == measures_of(whole)
    assert_every_line_has_one_fate(lines, arrangement)


@settings(deadline=None, max_examples=30)
@given(st.sampled_from(WITH_MEASURES), st.data())
def test_a_measure_deleted_whole_leaves_the_others_as_they_were(
    name: str, draw: st.DataObject
) -> None:
    whole = arranged(LINES[name], name)
    assert whole is not None
    rows = [row for row in whole.rows if row.fate is Fate.MEASURE]
    index = draw.draw(st.integers(0, len(rows) - 2))
    place = rows[index].place
    assert place.line is not None
    following = whole.rows[whole.rows.index(rows[index]) + 1]
    end = place.line_end or place.line
    if following.fate is Fate.FURNITURE or following.fate is Fate.CONTINUATION:
        return  # a row torn over pages is no row by itself
    lines = LINES[name][: place.line - 1] + LINES[name][end:]
    rest = arranged(lines, name)
    assert rest is not None
    expected = measures_of(whole)
    del expected[index]
    assert measures_of(rest) == expected
