"""Everything in the figures as CSV files, one row per record, for programs and for reading in again.

UTF-8 without a mark, RFC 4180: a row ends with CR LF, a line end inside a cell stays as it is. No text is altered,
so a cell that a spreadsheet would take for a formula stands as printed. Rows are in the order of documents and
positions, so two exports of the same data are the same bytes.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import pandas as pd
from sqlalchemy import Connection

from data import queries
from data.errors import ConfigError, OgpError
from data.i18n import words
from data.model import Issue, Severity
from etl.wording import issue_hint

_LANGUAGE: Final = "uk"
"""Words in exports are those of the documents, whatever the language of the interface."""


@dataclass(frozen=True, slots=True)
class Table:
    """One file of an export: its name, its columns in order, and how its rows are got."""

    name: str
    columns: tuple[str, ...]
    fetch: Callable[[Connection], pd.DataFrame]


def export_tables(connection: Connection, folder: Path) -> tuple[tuple[str, int], ...]:
    """Writes all files into `folder` (made when it is missing) and gives their names with the rows of each.

    The files are put in place together at the end. Raises ConfigError when the folder is a file, OgpError when
    nothing can be written there.
    """
    counts: list[tuple[str, int]] = []

    def tables() -> Iterator[tuple[str, bytes]]:
        for table in TABLES:
            rows = table.fetch(connection)
            counts.append((f"{table.name}.csv", len(rows)))
            yield f"{table.name}.csv", _table_bytes(table.columns, rows)

    write_together(folder, tables())
    return tuple(counts)


def write_together(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Writes files, each a name and its bytes, into `folder`, and puts them in place when all are written.

    Raises ConfigError when the folder is a file, OgpError when nothing can be written there.
    """
    if folder.exists() and not folder.is_dir():
        raise ConfigError("export_no_folder", folder=folder.name)
    drafts: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files:
            drafts.append((folder / f".{name}.{os.getpid()}", folder / name))
            _write(drafts[-1][0], content)
        for draft, target in drafts:
            draft.replace(target)
    except OSError as error:
        raise OgpError("export_failed", folder=folder.name) from error
    finally:
        for draft, _ in drafts:
            with suppress(OSError):
                draft.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _table_bytes(columns: tuple[str, ...], frame: pd.DataFrame) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    cells: Iterable[Any] = frame[list(columns)].itertuples(index=False, name=None)
    writer.writerows([as_cell(value) for value in row] for row in cells)
    return buffer.getvalue().encode("utf-8")


def as_cell(value: Any) -> str:
    """A value as the exports write it: ISO days, 0 and 1, nothing for what is not known."""
    if isinstance(value, str):
        return value
    if pd.isna(value):
        return ""
    if isinstance(value, date):  # pandas' moments are dates too
        return f"{value:%Y-%m-%d}"
    return str(int(value))


def _measures(connection: Connection) -> pd.DataFrame:
    frame = queries.fetch_measures_frame(connection)
    due = queries.fetch_due_dates_frame(connection)
    days = due["due"].dt.strftime("%Y-%m-%d").groupby(due["measure_id"], sort=False).agg(";".join)
    frame["due_dates"] = frame["measure_id"].map(days.to_dict()).fillna("")
    names = {theme: theme_word(theme) for theme in frame["theme"].unique()}
    frame["theme"] = frame["theme"].map(names)
    return frame


def theme_word(theme: str) -> str:
    """A theme in the words of the common list: «участь громадськості»."""
    word = words(_LANGUAGE)(f"theme.{theme}")
    # «Е-урядування» begins with a capital in the interface only
    return word[:1].lower() + word[1:]


def _outcomes(connection: Connection) -> pd.DataFrame:
    frame = queries.fetch_outcomes_frame(connection)
    measures = queries.fetch_measures_frame(connection, dropped=True).set_index("measure_id")
    planned = frame["plan_measure_id"]
    frame["plan_document"] = planned.map(measures["document"].to_dict()).fillna("")
    frame["plan_measure_number"] = planned.map(measures["number"].to_dict()).fillna("")
    return frame


def _national_plans(connection: Connection) -> pd.DataFrame:
    frame = queries.fetch_national_plans_frame(connection)
    spans = zip(frame["year_start"], frame["year_end"], strict=True)
    frame["years"] = [
        "-".join(dict.fromkeys(as_cell(year) for year in span if not pd.isna(year)))
        for span in spans
    ]
    return frame


def _issues(connection: Connection) -> pd.DataFrame:
    frame = queries.fetch_issues_frame(connection)
    told = zip(frame["code"], frame["severity"], frame["raw"], frame["hint"], strict=True)
    frame["hint"] = [
        issue_hint(words(_LANGUAGE), Issue(code, Severity(severity), raw=raw, hint=hint))
        for code, severity, raw, hint in told
    ]
    return frame


TABLES: Final[tuple[Table, ...]] = (
    Table(
        "plans",
        (
            *("document", "kind", "title", "region_iso", "year_start", "year_end"),
            *("approved_on", "approved_by"),
            *("document_key", "programme", "period_start", "period_end", "report_date"),
        ),
        queries.fetch_plans_frame,
    ),
    Table("directions", ("document", "number", "title"), queries.fetch_directions_frame),
    Table(
        "measures",
        (
            *("measure_id", "document", "number", "direction_number", "task", "title"),
            *("full_text", "deadline_text", "deadline_kind", "due_dates", "expected_result"),
            *("theme", "place"),
        ),
        _measures,
    ),
    Table("subtasks", ("measure_id", "position", "text"), queries.fetch_subtasks_frame),
    Table(
        "assignments",
        (
            *("measure_id", "document", "measure_number", "body", "role", "by_consent"),
            *("body_id", "collective", "name"),
        ),
        queries.fetch_assignments_frame,
    ),
    Table(
        "outcomes",
        (
            *("measure_id", "document", "number", "status", "result_text", "quotation"),
            *("plan_document", "plan_measure_number"),
        ),
        _outcomes,
    ),
    Table(
        "evidence",
        ("document", "measure_number", "kind", "value", "snippet"),
        queries.fetch_evidence_frame,
    ),
    Table(
        "national_plans",
        ("number", "title", "years", "approved_on", "order_number", "tasks", "place"),
        _national_plans,
    ),
    Table(
        "national_facts",
        ("date", "fact", "figure", "place", "inferred"),
        queries.fetch_national_facts_frame,
    ),
    Table(
        "overrides",
        (
            *("measure_id", "document", "measure_number", "field", "words", "reason", "author"),
            *("day", "was"),
        ),
        queries.fetch_overrides_frame,
    ),
    Table("issues", ("document", "code", "severity", "place", "raw", "hint"), _issues),
)
