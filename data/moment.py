"""The type of days and moments in declared frames."""

from __future__ import annotations

from typing import Any

import numpy as np
from pandera import dtypes
from pandera.engines import pandas_engine


@pandas_engine.Engine.register_dtype
@dtypes.immutable
class Moment(pandas_engine.DataType):
    """A day or a UTC moment in microseconds: pandera's own type knows nanoseconds only."""

    type = np.dtype("datetime64[us]")

    def check(self, pandera_dtype: dtypes.DataType, data_container: Any = None) -> bool:
        """Whether a column is of this unit, not merely of dates."""
        return bool(data_container is not None and data_container.dtype == self.type)

    def __str__(self) -> str:
        return "datetime64[us]"
