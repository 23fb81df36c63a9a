"""Values of options: what a user states of a document by hand, checked before anything is read."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Final

import typer

from data.errors import ConfigError
from data.i18n import LANGUAGES, words
from data.model import DocumentKind
from etl.crew import MOST_JOBS
from etl.headers import NATION, Stated

YearsOption = Annotated[
    str | None, typer.Option("--years", metavar="etl.meta.years", help="etl.option.years")
]
RegionOption = Annotated[
    str | None, typer.Option("--region", metavar="etl.meta.region", help="etl.option.region")
]
ReportDateOption = Annotated[
    str | None, typer.Option("--report-date", metavar="etl.meta.day", help="etl.option.report_date")
]
KindOption = Annotated[
    str | None, typer.Option("--kind", metavar="plan|report", help="etl.option.kind")
]
JobsOption = Annotated[
    int | None,
    typer.Option("--jobs", metavar="N", min=0, max=MOST_JOBS, help="etl.option.jobs"),
]
DaskOption = Annotated[
    str | None, typer.Option("--dask", metavar="etl.meta.address", help="etl.option.dask")
]

_YEARS: Final = re.compile(r"\s*(\d{4})\s*(?:[-–—]\s*(\d{4})\s*)?")  # noqa: RUF001
_UKRAINIAN_DAY: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_FIRST_YEAR: Final = 1991
_LAST_YEAR: Final = 2100


def parse_years(text: str | None) -> tuple[int, int] | None:
    """First and last year of «2013» or «2014-2015»; None for none; raises ConfigError for anything else."""
    if text is None or not text.strip():
        return None
    match = _YEARS.fullmatch(text)
    if match is not None:
        first, last = int(match[1]), int(match[2] or match[1])
        if _FIRST_YEAR <= first <= last <= _LAST_YEAR:
            return first, last
    raise ConfigError("option_years", value=text)


def parse_day(text: str | None) -> date | None:
    """The day of «2018-01-31» or «31.01.2018»; None for none; raises ConfigError for anything else."""
    if text is None:
        return None
    match = _UKRAINIAN_DAY.fullmatch(text.strip())
    try:
        if match is not None:
            return date(int(match[3]), int(match[2]), int(match[1]))
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise ConfigError("option_day", value=text) from error


def parse_region(text: str | None) -> str:
    """The ISO 3166-2 code of a region («UA-09», «ua-09»), "" for none; raises ConfigError for an unknown one."""
    if text is None:
        return ""
    code = text.strip().upper()
    if code != NATION and not words(LANGUAGES[0]).has(f"region.{code}"):
        raise ConfigError("option_region", value=text)
    return code


def read_stated(
    region: str | None, years: str | None, report_date: str | None, kind: str | None
) -> Stated:
    """What a user states of a document by options; raises ConfigError naming the option that makes no sense."""
    return Stated(
        region_iso=parse_region(region),
        years=parse_years(years),
        report_date=parse_day(report_date),
        kind=parse_kind(kind),
    )


def parse_kind(text: str | None) -> DocumentKind | None:
    """The kind a user states; raises ConfigError naming the known ones."""
    if text is None:
        return None
    try:
        return DocumentKind(text)
    except ValueError as error:
        known = ", ".join(DocumentKind)
        raise ConfigError("option_kind", value=text, known=known) from error
