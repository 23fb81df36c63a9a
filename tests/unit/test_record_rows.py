"""Rows of the tables as loads write them: each value under the column that it belongs to."""

from __future__ import annotations

import pytest

from data.record_rows import COLUMNS
from data.schema import metadata


@pytest.mark.parametrize("name", COLUMNS)
def test_a_row_has_every_column_of_its_table(name: str) -> None:
    table = metadata.tables[name]
    assert sorted(COLUMNS[name]) == sorted(column.name for column in table.columns)
    if name not in ("links", "overrides"):  # of the others the makers follow the schema
        assert list(COLUMNS[name]) == [column.name for column in table.columns]
