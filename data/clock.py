"""Kyiv's clock: the calendar of every date, whatever zone the server has."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

KYIV = ZoneInfo("Europe/Kyiv")


def kyiv_today() -> date:
    """Today by Kyiv's calendar."""
    return datetime.now(KYIV).date()


def to_kyiv(moment: datetime) -> datetime:
    """A stored moment, which is UTC without a zone, by Kyiv's clock."""
    return moment.replace(tzinfo=UTC).astimezone(KYIV)
