"""What others may take away: every kind of record and figure, declared once for the API, files and schemas."""

from __future__ import annotations

from typing import Final

from dashboard.records.bodies import ASSIGNMENTS, BODIES
from dashboard.records.fields import Record
from dashboard.records.measures import MEASURES, OUTCOMES
from dashboard.records.metrics import COMPLETION, OVERDUE, WORKLOAD
from dashboard.records.places import DOCUMENTS, PLANS

# in the order in which one refers to another: a table stands after those it points to
TABLES: Final[tuple[Record, ...]] = (DOCUMENTS, PLANS, MEASURES, BODIES, ASSIGNMENTS, OUTCOMES)
METRICS: Final[tuple[Record, ...]] = (COMPLETION, OVERDUE, WORKLOAD)
