"""Layouts: one shape of document per file; each gives every source row exactly one fate (reading rule 49)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from etl.blocks import Block, Table
from etl.layouts.columns import arrange_columns
from etl.layouts.dump import unfold
from etl.layouts.numbered import arrange_numbered
from etl.layouts.rows import Arrangement

Layout: TypeAlias = Callable[[Sequence[Block]], Arrangement | None]

LAYOUTS: Final[tuple[Layout, ...]] = (arrange_columns, arrange_numbered)

__all__ = ["LAYOUTS", "Arrangement", "arrange", "has_table", "unfold"]


def arrange(blocks: Sequence[Block]) -> Arrangement | None:
    """The rows of a document by the first layout that finds measures in it, None when none does."""
    for layout in LAYOUTS if has_table(blocks) else (arrange_numbered,):
        arrangement = layout(blocks)
        if arrangement is not None:
            return arrangement
    return None


def has_table(blocks: Sequence[Block]) -> bool:
    """Whether some table stands in the document, understood or not."""
    return any(isinstance(block, Table) for block in blocks)
